"""Warnings about what a workbook holds that a reader of its sheets would not see, or not expect."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from panelapp.exchange.counting import column_letters, column_number
from panelapp.exchange.layout import SHEETS
from panelapp.exchange.problems import Problem
from panelapp.exchange.raw import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from panelapp.exchange.counting import SheetFacts
    from panelapp.exchange.raw import RawSheet


def unknown_sheet(name: str) -> Problem:
    """The warning for a sheet that the workbook's rules do not know."""
    return Problem(
        sheet=name,
        value=name,
        accepted=f"One of the sheets {', '.join(sheet.name for sheet in SHEETS)}:"
        " this one was left alone.",
    )


def hidden_sheet(name: str) -> Problem:
    """The warning for a sheet that is read although nobody sees it."""
    return Problem(sheet=name, accepted="A sheet in sight: this one is hidden. It was read.")


def active_part(name: str) -> Problem:
    """The warning for a part of the file that could do something by itself."""
    return Problem(
        value=name,
        accepted="Values only: this part of the workbook links to another file or could run"
        " by itself, and was not opened.",
    )


def sheet_warnings(sheet: RawSheet, facts: SheetFacts) -> Iterator[Problem]:
    """What was out of sight in a sheet, or in sight without a value."""
    for first, last in _runs(facts.hidden_rows):
        yield Problem(
            sheet=sheet.name,
            row=first,
            value=f"{first}" if first == last else f"{first} to {last}",
            accepted="Rows in sight: these are hidden. They were read like the others.",
        )
    for column in sorted(facts.columns.intersection(facts.hidden_columns)):
        yield Problem(
            sheet=sheet.name,
            row=1,
            column=_column_name(sheet, column),
            value=column_letters(column),
            accepted="A column in sight: this one is hidden. It was read like the others.",
        )
    for cells in facts.merged:
        yield _merged_warning(sheet, cells)
    yield from _cells_without_value(
        sheet,
        facts.unsaved_formulas,
        "A value: the result of the formula was not saved, so the cell was read as blank.",
    )
    yield from _cells_without_value(
        sheet, facts.error_cells, "A value: the cell shows an error, so it was read as blank."
    )


def _merged_warning(sheet: RawSheet, cells: str) -> Problem:
    first = cells.partition(":")[0]
    letters = first.rstrip("0123456789")
    return Problem(
        sheet=sheet.name,
        row=int(first.removeprefix(letters) or 1),
        column=_column_name(sheet, column_number(letters)),
        value=cells,
        accepted="Single cells: merged cells show only the first, which counts for its own row"
        " alone. What the others hold, if anything, was read.",
    )


def _cells_without_value(
    sheet: RawSheet, places: Iterable[tuple[int, int]], accepted: str
) -> Iterator[Problem]:
    """One warning for each column, at its first such cell."""
    by_column = sorted(places, key=lambda place: (place[1], place[0]))
    for column, cells in groupby(by_column, key=lambda place: place[1]):
        rows = [row for row, _ in cells]
        more = f" The same holds for {len(rows) - 1} more in this column." if rows[1:] else ""
        yield Problem(
            sheet=sheet.name,
            row=rows[0],
            column=_column_name(sheet, column),
            accepted=f"{accepted}{more}",
        )


def _column_name(sheet: RawSheet, number: int) -> str:
    cells = sheet.header[number - 1 : number]
    return shown(cells[0]).strip() if cells else column_letters(number)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow one another, as the first and the last of each run."""
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        yield members[0], members[-1]
