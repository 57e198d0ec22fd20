"""Writes a document to Word or PDF, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from panelapp.domain.errors import BadInput, FileTrouble

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panelapp.documents.content import Document

Format = Literal["docx", "pdf"]

_IN_THE_WAY = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def rendered(document: Document, to: Format) -> bytes:
    """The document as the bytes of a Word or PDF file."""
    if to == "docx":
        from panelapp.documents.word import to_word

        return to_word(document)
    from panelapp.documents.pdf import to_pdf

    return to_pdf(document)


def render(document: Document, to: Format, target: Path | BinaryIO) -> None:
    """Writes the document to a stream, or to a path that then holds the whole file.

    Raises:
        FileTrouble: The file cannot be written; what stood at the path before is still there.
    """
    made = rendered(document, to)
    if not isinstance(target, Path):
        target.write(made)
        return
    write_whole(target, made)


def write_whole(target: Path, made: bytes) -> None:
    """Write a file so that it is whole, or what stood there before is.

    Raises :class:`FileTrouble` where it cannot be written.
    """
    try:
        _replace(target, made)
    except OSError as problem:
        raise _trouble(problem) from problem


def write_whole_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Write several files into a folder, which is made where it is not there.

    A new folder appears with all of its files or not at all. In one that is there already, files
    of these names are replaced once all of them are written. Raises :class:`FileTrouble` where
    they cannot be.
    """
    try:
        if target.is_dir():
            _replace_all(target, files)
        else:
            _make_folder(target, files)
    except OSError as problem:
        raise _trouble(problem) from problem


def require_document_name(out: Path, agency_file: Path, form: Format) -> None:
    """A document replaces an older one of its own form, but never any other kind of file."""
    target = out.resolve()
    suffix = target.suffix.lower()
    is_of_other_form = suffix in {".docx", ".pdf"} and suffix != f".{form}"
    if is_of_other_form or (target.exists() and suffix != f".{form}"):
        raise BadInput(
            f"{out.name} is not the name of a {form} document.",
            remedy=f"Nothing was written. Choose a name that ends in .{form}.",
        )
    if ".fpanel" in target.name or target == agency_file.resolve():
        raise BadInput(
            f"{out.name} is the name of an agency file, not of a document.",
            remedy="Nothing was written. Choose another name.",
        )


def _replace(path: Path, made: bytes) -> None:
    _replace_all(path.parent, {path.name: made})


def _replace_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put files in place of those of the same names, none of them before all are written."""
    written: dict[Path, Path] = {}
    try:
        for name, made in files.items():
            path = folder / name
            handle, new = tempfile.mkstemp(dir=folder, prefix=".", suffix=path.suffix)
            written[Path(new)] = path
            _fill(handle, made)
        for new_path, path in written.items():
            new_path.replace(path)
    except BaseException:
        for new_path in written:
            with contextlib.suppress(OSError):
                new_path.unlink()
        raise


def _make_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    new = Path(tempfile.mkdtemp(dir=folder.parent, prefix="."))
    try:
        _replace_all(new, files)
        new.rename(folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def _fill(handle: int, made: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(made)
        file.flush()
        os.fsync(file.fileno())


def _trouble(problem: OSError) -> FileTrouble:
    if problem.errno in _FULL:
        return FileTrouble(
            "The disk is full. No document was written, and your records are safe.",
            remedy="Free 20 MB, then try again.",
        )
    if problem.errno in _IN_THE_WAY:
        return FileTrouble(
            "The document could not be put there: Word or OneDrive may still be using a file of "
            "that name, or the folder is read-only. Your records are safe.",
            remedy="Close the file there or choose another folder, then try again.",
        )
    return FileTrouble(
        "The document could not be written to that folder. Your records are safe.",
        remedy="Check that the folder is there, or choose another, then try again.",
    )
