"""Tables as an Excel workbook: one sheet each, with nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO, StringIO
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
_MARK = "FFE3B3"


@dataclass(frozen=True)
class Table:
    """One sheet: its title, the headings of its columns, and its rows.

    ``notes`` are what a spreadsheet shows when somebody points at a heading, and ``marked`` the
    headings that stand out.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: Mapping[str, str] = field(default_factory=dict)
    marked: frozenset[str] = frozenset()


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


def save_csv(table: Table, to: Path) -> None:
    """Write one table as text with commas; an older file stays until the new one is whole.

    Raises :class:`BadInput` for the name of another kind of file, and :class:`FileTrouble` where
    nothing can be written there.
    """
    if to.suffix.lower() != ".csv":
        raise BadInput(
            f"{to.name} is not the name of a CSV file.",
            remedy="Nothing was written. Choose a name that ends in .csv.",
        )
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(table.headings)
    writer.writerows([_as_text(value) for value in row] for row in table.rows)
    # The mark at the start is how Excel knows that the text is UTF-8.
    write_whole(to, text.getvalue().encode("utf-8-sig"))


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
                _say_more(cell, str(value), table)
    for at, heading in enumerate(table.headings, start=1):
        longest = max(len(_shown(row[at - 1])) for row in (table.headings, *table.rows))
        width = min(_WIDEST, max(_NARROWEST, longest + 2, len(heading) + 2))
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _say_more(cell: Cell | MergedCell, heading: str, table: Table) -> None:
    """Mark a heading that stands out, and hang its note on it."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    if heading in table.marked:
        cell.fill = PatternFill("solid", fgColor=_MARK)
    if heading in table.notes:
        cell.comment = Comment(table.notes[heading], "panelapp", height=120, width=320)


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


def _as_text(value: Value) -> str:
    """A value as text that no spreadsheet runs."""
    words = value.isoformat() if isinstance(value, dt.date) else str("" if value is None else value)
    return f"'{words}" if words.startswith(_WOULD_RUN) else words
