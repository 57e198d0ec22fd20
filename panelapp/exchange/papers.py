"""Which files may be attached as papers, judged by what they hold as well as by their name."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from panelapp.domain.errors import BadInput

LARGEST = 50 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_ENTRIES = 5_000

_OFFICE = "application/vnd.openxmlformats-officedocument"
_KINDS = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    ".docx": (f"{_OFFICE}.wordprocessingml.document", b"PK\x03\x04"),
    ".xlsx": (f"{_OFFICE}.spreadsheetml.sheet", b"PK\x03\x04"),
    ".txt": ("text/plain", b""),
    ".csv": ("text/csv", b""),
    ".eml": ("message/rfc822", b""),
}
_LOCKED_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_PART = "EncryptedPackage".encode("utf-16-le")
_DESCRIBING_PART = "[content_types].xml"
_LARGEST_DESCRIBING = 4 * 1024 * 1024
_MACRO_WORDS = ("vba", "macro")
_MAIN_PART = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}


def require_kind_and_size(file_name: str, size: int) -> None:
    """Refuse what its name and size alone show that it is no paper, before anything is read.

    Raises :class:`BadInput` for an empty or too large file, and for a kind that is not taken.
    """
    if not size:
        raise BadInput("The selected file is empty.", remedy="Nothing was added.")
    if size > LARGEST:
        raise BadInput("The selected file must be smaller than 50 MB.", remedy="Nothing was added.")
    if _ending(file_name) not in _KINDS:
        raise _no_paper()


def accepted_media_type(file_name: str, content: bytes) -> str:
    """The media type of a paper that may be attached.

    Raises :class:`BadInput` for an empty or too large file, a kind that is not taken, or content
    that is not what the name says.
    """
    require_kind_and_size(file_name, len(content))
    ending = _ending(file_name)
    media_type, start = _KINDS[ending]
    if not _holds(ending, start, content):
        raise _no_paper()
    return media_type


def is_locked(content: bytes) -> bool:
    """Whether these are the bytes of an Office file that a password protects."""
    return content.startswith(_LOCKED_START) and _LOCKED_PART in content


def _ending(file_name: str) -> str:
    return PurePosixPath(file_name.replace("\\", "/")).suffix.lower()


def _no_paper() -> BadInput:
    return BadInput(
        "The selected file must be a PDF, Word, Excel, text or picture file.",
        remedy="Nothing was added. Save it in one of these forms and attach that.",
    )


def _holds(suffix: str, start: bytes, content: bytes) -> bool:
    if suffix in _MAIN_PART and is_locked(content):
        # Nobody can look into it, and the program that opens it refuses macros under this name.
        return True
    if not content.startswith(start):
        return False
    if suffix in _MAIN_PART:
        return _is_office_file(_MAIN_PART[suffix], content)
    return bool(start) or _is_text(content)


def _is_text(content: bytes) -> bool:
    return b"\0" not in content and not content.startswith((b"MZ", b"\x7fELF", b"PK", b"%PDF"))


def _is_office_file(main_part: str, content: bytes) -> bool:
    """Whether the directory of a zip file is that of the kind, without macros or a bomb."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile:
        return False
    if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > LARGEST_UNPACKED:
        raise BadInput(
            "The selected file would unpack to more than 200 MB.", remedy="It was not added."
        )
    return main_part in {entry.filename for entry in entries} and not _has_macros(content)


def _has_macros(content: bytes) -> bool:
    """Whether a part is a macro by its name, its type or what another part says it is.

    What says so may be written in any case and any encoding. A part that cannot be read counts as
    one, since nobody can tell.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.ElementTree import fromstring

    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if any("vbaproject" in name.casefold() for name in archive.namelist()):
                return True
            described = [entry for entry in archive.infolist() if _describes(entry.filename)]
            if sum(entry.file_size for entry in described) > _LARGEST_DESCRIBING:
                return True
            return any(
                _names_macros(element.get("Type", "") + element.get("ContentType", ""))
                for entry in described
                for element in fromstring(archive.read(entry), forbid_dtd=True).iter()
            )
    except (
        zipfile.BadZipFile,
        zlib.error,
        ParseError,
        LookupError,
        ValueError,
        EOFError,
        OSError,
        RuntimeError,
    ):
        return True


def _describes(name: str) -> bool:
    return name.casefold() == _DESCRIBING_PART or name.casefold().endswith(".rels")


def _names_macros(words: str) -> bool:
    return any(word in words.casefold() for word in _MACRO_WORDS)
