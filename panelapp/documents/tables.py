"""Tables as an Excel workbook: one sheet each, with nothing in it that a spreadsheet would run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from panelapp.documents.render import write_whole
from panelapp.domain.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | dt.date | None
_WOULD_RUN = ("=", "+", "-", "@", "\t", "\r")
_DAY = "dd/mm/yyyy"
_NARROWEST, _WIDEST = 12, 60


@dataclass(frozen=True)
class Table:
    """One sheet: its title, the headings of its columns, and its rows."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def to_workbook(tables: tuple[Table, ...]) -> bytes:
    """The tables as the bytes of an Excel workbook, in order."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        _fill(book.create_sheet(table.title), table)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def save_workbook(tables: tuple[Table, ...], to: Path) -> None:
    """Write the tables to an Excel workbook; an older one stays until the new one is whole.

    Raises :class:`BadInput` for the name of another kind of file, and :class:`FileTrouble` where
    nothing can be written there.
    """
    require_workbook_name(to)
    write_whole(to, to_workbook(tables))


def require_workbook_name(to: Path) -> None:
    """Refuse the name of a file that is no Excel workbook. Raises :class:`BadInput`."""
    if to.suffix.lower() != ".xlsx" or ".fpanel" in to.name:
        raise BadInput(
            f"{to.name} is not the name of an Excel workbook.",
            remedy="Nothing was written. Choose a name that ends in .xlsx.",
        )


def _fill(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, row in enumerate((table.headings, *table.rows), start=1):
        for at, value in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=at)
            _put(cell, value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                cell.font = Font(bold=True)
    for at, heading in enumerate(table.headings, start=1):
        longest = max(len(_shown(row[at - 1])) for row in (table.headings, *table.rows))
        width = min(_WIDEST, max(_NARROWEST, longest + 2, len(heading) + 2))
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _put(cell: Cell | MergedCell, value: Value) -> None:
    """Put a value into a cell; text is text, whatever it begins with."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, dt.date):
            cell.number_format = _DAY
        return
    words = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.value = words or None
    if words.startswith(_WOULD_RUN):
        # Excel shows such a cell as it stands, and runs nothing when somebody edits it.
        cell.data_type = "s"
        cell.quotePrefix = True


def _shown(value: Value) -> str:
    return _DAY if isinstance(value, dt.date) else str(value or "")
