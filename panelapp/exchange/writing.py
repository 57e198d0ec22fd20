"""Writes the workbook: an Excel workbook, or one ``.csv`` file for each sheet.

Texts that a spreadsheet program would run are written so that it does not: in Excel as string
cells that carry the quote prefix, in CSV behind a ``'`` that an import takes off again.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput
from panelapp.domain.progress import unheard
from panelapp.exchange.cells import list_entry
from panelapp.exchange.csv_folder import UNPRINTABLE
from panelapp.exchange.layout import SHEETS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from panelapp.domain.progress import Progress
    from panelapp.exchange.layout import Column, Sheet
    from panelapp.exchange.rows import Row, WorkbookRows

Written = str | int | date | None
"""What stands in a cell; texts are whole, codes are words, lists are joined."""

MOST_IN_A_CELL = 32_767
"""The most characters that a cell of an Excel workbook holds."""

_WRITING = "Writing the workbook"
_AT_A_TIME = 500
_WOULD_RUN = re.compile(r"[=+\-@\t\r]")
_WOULD_RUN_OR_LOOKS_QUOTED = re.compile(r"'*[=+\-@\t\r]")
_NOT_PLAIN = re.compile(r"[=+\-@\t\r#]")
_FIRST_DAY_THAT_EXCEL_COUNTS_RIGHT = date(1900, 3, 1)
# What XML cannot hold stands as _x000B_; so that text which looks like that is not taken for it,
# its first character stands as _x005F_ (ECMA-376 part 1, ST_Xstring).
_ESCAPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_WIDTHS = {Kind.DATE: 13, Kind.WHOLE: 10, Kind.YES_NO: 10, Kind.TEXT: 28, Kind.REFS: 28}
_OTHER_WIDTH = 18


def to_spreadsheet(rows: WorkbookRows, progress: Progress = unheard) -> bytes:
    """An Excel workbook of nine sheets.

    Raises :class:`BadInput` for a text that is longer than a cell can be.
    """
    from openpyxl import Workbook

    book, made = Workbook(write_only=True), BytesIO()
    cells = _Cells(rows, progress)
    try:
        for sheet in SHEETS:
            _fill(book.create_sheet(sheet.name), sheet, cells)
    finally:
        # Given up or not: the library keeps sheets in files of its own, and removes them here.
        book.save(made)
    return made.getvalue()


def _fill(page: WriteOnlyWorksheet, sheet: Sheet, cells: _Cells) -> None:
    from openpyxl.utils import get_column_letter

    page.freeze_panes = "A2"
    for place, column in enumerate(sheet.columns, start=1):
        width = max(_WIDTHS.get(column.kind, _OTHER_WIDTH), len(column.name) + 2)
        page.column_dimensions[get_column_letter(place)].width = width  # type: ignore[attr-defined]  # left out of the stubs
    page.append([_heading(page, column.name) for column in sheet.columns])
    for row, written in cells.of(sheet):
        page.append(
            [
                _excel_cell(page, value, (sheet, row, column))
                for value, column in zip(written, sheet.columns, strict=True)
            ]
        )


def to_csv_files(rows: WorkbookRows, progress: Progress = unheard) -> dict[str, bytes]:
    """The sheets as ``.csv`` files by their names, in UTF-8 with a mark by which Excel knows it."""
    cells = _Cells(rows, progress)
    files = {}
    for sheet in SHEETS:
        text = StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow([column.name for column in sheet.columns])
        for _, written in cells.of(sheet):
            writer.writerow([_csv_cell(value) for value in written])
        files[f"{sheet.name}.csv"] = text.getvalue().encode("utf-8-sig")
    return files


class _Cells:
    """The cells of all rows, sheet by sheet, told on the way to whoever waits."""

    def __init__(self, rows: WorkbookRows, progress: Progress) -> None:
        self._rows = rows
        self._progress = progress
        self._of = sum(len(getattr(rows, sheet.name)) for sheet in SHEETS)
        self._done = 0

    def of(self, sheet: Sheet) -> Iterator[tuple[Row, list[Written]]]:
        fields = [column.row_field for column in sheet.columns]
        self._progress(_WRITING, self._done, self._of)
        for row in getattr(self._rows, sheet.name):
            yield row, [_written(getattr(row, field)) for field in fields]
            self._done += 1
            if self._done % _AT_A_TIME == 0:
                self._progress(_WRITING, self._done, self._of)


def _written(value: object) -> Written:
    match value:
        case None | "" | ():
            return None
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ";".join(list_entry(str(part)) for part in value)
        case int() | date():
            return value
    return str(value)


def _heading(page: WriteOnlyWorksheet, name: str) -> Cell:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(page, value=name)
    cell.font = Font(bold=True)
    return cell


def _excel_cell(
    page: WriteOnlyWorksheet, value: Written, place: tuple[Sheet, Row, Column]
) -> Cell | Written:
    if isinstance(value, str):
        return _excel_text(page, value, place)
    if isinstance(value, date) and value < _FIRST_DAY_THAT_EXCEL_COUNTS_RIGHT:
        return value.isoformat()
    return value


def _excel_text(
    page: WriteOnlyWorksheet, value: str, place: tuple[Sheet, Row, Column]
) -> Cell | str:
    from openpyxl.cell import WriteOnlyCell

    text = _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
    if max(len(text), len(value.encode("utf-16-le")) // 2) > MOST_IN_A_CELL:
        sheet, row, column = place
        raise BadInput(
            f"A text in the sheet {sheet.name}, row {row.row_number}, column {column.name} is too"
            f" long: a cell in Excel holds {MOST_IN_A_CELL:,} characters.",
            remedy="Nothing was written. Export to a folder instead: its .csv files hold it whole.",
        )
    if not _NOT_PLAIN.match(text):
        return text
    cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"
    # Excel shows such a cell as it stands, and runs nothing when somebody edits it.
    cell.quotePrefix = _WOULD_RUN.match(text) is not None
    return cell


def _csv_cell(value: Written) -> str:
    if value is None:
        return ""
    text = (
        value.isoformat()
        if isinstance(value, date)
        else UNPRINTABLE.sub("", str(value).replace("\0", ""))
    )
    is_quoted = isinstance(value, str) and _WOULD_RUN_OR_LOOKS_QUOTED.match(text)
    return f"'{text}" if is_quoted else text
