"""Word files of assessment forms as tests make them: fictional people, and layouts of our own."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docx.document import Document as WordDocument
    from docx.table import Table

Rows = "Sequence[Sequence[str]]"
MAIN_PART = "word/document.xml"


def form(*parts: str | Sequence[Sequence[str]] | Callable[[WordDocument], object]) -> bytes:
    """A Word file of lines and tables, or of what a function adds."""
    document = Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        elif callable(part):
            part(document)
        else:
            add_table(document, part)
    return saved(document)


def saved(document: WordDocument) -> bytes:
    """The bytes of a document."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def add_table(document: Any, rows: Sequence[Sequence[str]]) -> Table:  # noqa: ANN401 - a document or a cell
    """Add a table; a short row's last cell is merged to the right edge."""
    width = max(len(row) for row in rows)
    table: Table = document.add_table(rows=len(rows), cols=width)
    for number, row in enumerate(rows):
        for at, text in enumerate(row):
            cell = table.cell(number, at)
            if at == len(row) - 1 and at < width - 1:
                cell = cell.merge(table.cell(number, width - 1))
            cell.text = text
    return table


def shade(cell: Any) -> None:  # noqa: ANN401 - a cell of a Word table
    """Give a cell the grey ground of a heading."""
    cell._tc.get_or_add_tcPr().append(  # noqa: SLF001 - python-docx has no shading of its own
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="D9D9D9"/>')
    )


def with_main_part(content: bytes, xml: bytes) -> bytes:
    """The same file with another main part."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, xml if name == MAIN_PART else old.read(name))
    return stream.getvalue()


def main_part(content: bytes) -> bytes:
    """The main part of a Word file."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(MAIN_PART)
