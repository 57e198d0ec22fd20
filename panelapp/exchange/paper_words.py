"""The words of a paper, as far as they can be read in a short time. They are for searching only.

Whatever cannot be read is left out without an error, since a paper is kept as it came. Files that
are made to take long or much memory stop at a limit of pages, parts, time or letters.
"""

from __future__ import annotations

import contextlib
import zipfile
from io import BytesIO
from pathlib import PurePosixPath
from time import monotonic
from typing import TYPE_CHECKING

from panelapp.exchange.pdf_reader import ONE_AT_A_TIME

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping

MOST_LETTERS = 200_000
MOST_PAGES = 300
MOST_SECONDS = 5.0
MOST_CELLS = 100_000
LARGEST_PART = 24 * 1024 * 1024
"""No part of an office file that unpacks to more is read: its reader would hold all of it."""


def paper_words(file_name: str, content: bytes) -> str:
    """The words of a paper, at most :data:`MOST_LETTERS` letters; empty where none can be read."""
    read = _READERS.get(PurePosixPath(file_name.replace("\\", "/")).suffix.lower())
    if read is None:
        return ""
    words: list[str] = []
    # A reader may raise anything over a damaged file. What was read until then is kept.
    with contextlib.suppress(Exception), contextlib.closing(read(content)) as pieces:
        words.extend(_until_the_limit(pieces))
    return " ".join(words)[:MOST_LETTERS]


def _until_the_limit(pieces: Iterable[str]) -> Generator[str]:
    left, end = MOST_LETTERS, monotonic() + MOST_SECONDS
    for piece in pieces:
        words = " ".join(piece.replace("\0", " ").split())
        if words:
            yield words[:left]
            left -= len(words) + 1
        if left <= 0 or monotonic() > end:
            return


def _of_pdf(content: bytes) -> Generator[str]:
    from pypdfium2 import PdfDocument

    with ONE_AT_A_TIME, contextlib.closing(PdfDocument(content)) as document:
        for number in range(min(len(document), MOST_PAGES)):
            with (
                contextlib.closing(document[number]) as page,
                contextlib.closing(page.get_textpage()) as text,
            ):
                yield text.get_text_range()


def _of_word(content: bytes) -> Generator[str]:
    from docx import Document
    from docx.table import Table

    if _is_small(content):
        document = Document(BytesIO(content))
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                for row in block.rows:
                    yield from dict.fromkeys(cell.text for cell in row.cells)
            else:
                yield block.text


def _of_excel(content: bytes) -> Generator[str]:
    from python_calamine import CalamineWorkbook

    if not _is_small(content):
        return
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    cells = 0
    for name in workbook.sheet_names:
        yield name
        for row in workbook.get_sheet_by_name(name).iter_rows():
            cells += len(row)
            if cells > MOST_CELLS:
                return
            yield " ".join(str(cell) for cell in row if cell not in {"", None})


def _is_small(content: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return all(entry.file_size <= LARGEST_PART for entry in archive.infolist())


def _of_text(content: bytes) -> Generator[str]:
    some = content[: 4 * MOST_LETTERS]
    try:
        yield some.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield some.decode("cp1252", "replace")


def _of_mail(content: bytes) -> Generator[str]:
    from email import message_from_bytes
    from email.policy import default

    message = message_from_bytes(content[: 16 * MOST_LETTERS], policy=default)
    yield str(message.get("subject", ""))
    body = message.get_body(("plain",))
    if body is not None:
        yield str(body.get_content())


_READERS: Mapping[str, Callable[[bytes], Generator[str]]] = {
    ".pdf": _of_pdf,
    ".docx": _of_word,
    ".xlsx": _of_excel,
    ".txt": _of_text,
    ".csv": _of_text,
    ".eml": _of_mail,
}
