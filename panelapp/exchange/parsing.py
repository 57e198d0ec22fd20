"""From cells to values, sheet by sheet: the columns are found by their headings, in any order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from panelapp.exchange.cells import REQUIRED, Refusal, understand
from panelapp.exchange.counting import column_letters
from panelapp.exchange.layout import Sheet, Value
from panelapp.exchange.problems import Problem
from panelapp.exchange.raw import Cell, as_seen, is_blank, same_name, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from panelapp.exchange.layout import Column
    from panelapp.exchange.raw import RawRow, RawSheet

R = TypeVar("R")


@dataclass(frozen=True, slots=True, repr=False)
class ParsedRow:
    """The values of one row; a cell that was not understood is left out of ``values``."""

    number: int
    values: Mapping[str, Value]
    cells: Sequence[Cell]
    places: Mapping[str, int]

    def text(self, column: str) -> str | None:
        """The text, reference or code in a column."""
        value = self.values.get(column)
        return value if isinstance(value, str) else None

    def day(self, column: str) -> date | None:
        """The date in a column."""
        value = self.values.get(column)
        return value if isinstance(value, date) else None

    def texts(self, column: str) -> tuple[str, ...]:
        """The entries of a list in a column; a single reference is a list of one."""
        value = self.values.get(column)
        if isinstance(value, str):
            return (value,)
        return value if isinstance(value, tuple) else ()

    def shown(self, column: str) -> str:
        """What the sheet shows in a column."""
        place = self.places.get(column)
        return shown(_cell(self.cells, place)) if place is not None else ""


@dataclass(frozen=True)
class ParsedSheet:
    """The rows of one sheet, with what was found wrong in its heading and in single cells.

    ``is_readable`` is false where the header row or a required column is not there; then nothing
    is known of the rows. ``absent`` are the attributes of a row for which the sheet has no column;
    those that tell rows apart are never among them.
    """

    sheet: Sheet
    rows: tuple[ParsedRow, ...]
    count: int
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    is_readable: bool = True
    absent: frozenset[str] = frozenset()

    def build(self, row_type: Callable[..., R], refused: frozenset[int]) -> tuple[R, ...]:
        """The rows as typed rows, but for those whose numbers are refused."""
        fields = [(column.name, column.row_field) for column in self.sheet.columns]
        return tuple(
            row_type(row_number=row.number, **{field: row.values[name] for name, field in fields})
            for row in self.rows
            if row.number not in refused
        )


def problem_in(sheet: Sheet, row: ParsedRow, column: str, accepted: str) -> Problem:
    """A problem in one cell, with the text that stands there."""
    return Problem(
        sheet=sheet.name,
        row=row.number,
        column=column,
        value=row.shown(column),
        accepted=accepted,
    )


def parse_sheet(raw: RawSheet, sheet: Sheet) -> ParsedSheet:
    """Understand every cell of a sheet's known columns."""
    headings = [same_name(cell) for cell in raw.header]
    places = _places(headings, sheet)
    errors = list(_heading_errors(headings, places, sheet))
    warnings = list(_heading_warnings(raw, headings, sheet)) if places else []
    if errors:
        return ParsedSheet(
            sheet, (), len(raw.rows), tuple(errors), tuple(warnings), is_readable=False
        )
    rows = []
    for row in raw.rows:
        if any(not is_blank(_cell(row.cells, place)) for place in places.values()):
            parsed, refusals = _parse_row(row, sheet, places)
            rows.append(parsed)
            for problem, stops in refusals:
                (errors if stops else warnings).append(problem)
    absent = frozenset(
        column.row_field
        for column in sheet.columns
        if column.name not in places and column.name not in sheet.key
    )
    return ParsedSheet(sheet, tuple(rows), len(rows), tuple(errors), tuple(warnings), absent=absent)


def _places(headings: Sequence[str], sheet: Sheet) -> dict[str, int]:
    """Where each known column stands; the first of two with the same heading counts."""
    return {
        column.name: headings.index(column.name)
        for column in sheet.columns
        if column.name in headings
    }


def _heading_errors(
    headings: Sequence[str], places: Mapping[str, int], sheet: Sheet
) -> Iterator[Problem]:
    if not places:
        yield Problem(
            sheet=sheet.name,
            row=1,
            value="; ".join(headings),
            accepted="A header row, the first row of the sheet, with the column names"
            f" {', '.join(sheet.required)} and any of the others.",
        )
        return
    for name in sheet.required:
        if name not in places:
            yield Problem(
                sheet=sheet.name,
                row=1,
                column=name,
                accepted=f"A column headed {name}: the sheet may not be without it.",
            )


def _heading_warnings(raw: RawSheet, headings: Sequence[str], sheet: Sheet) -> Iterator[Problem]:
    known = {column.name for column in sheet.columns}
    written = {same_name(cell): as_seen(cell) for cell in raw.header}
    for heading, times in Counter(filter(None, headings)).items():
        if heading not in known:
            yield _heading_warning(
                sheet,
                written[heading],
                f"A column of the sheet {sheet.name}: this one was left alone.",
            )
        elif times > 1:
            yield _heading_warning(
                sheet, heading, "One column of this name: the first was read, the rest left alone."
            )
    width = max((len(row.cells) for row in raw.rows), default=0)
    for place in range(width):
        if not (headings[place : place + 1] or [""])[0]:
            filled = next((row for row in raw.rows if not is_blank(_cell(row.cells, place))), None)
            if filled is not None:
                yield Problem(
                    sheet=sheet.name,
                    row=filled.number,
                    column=column_letters(place + 1),
                    value=shown(filled.cells[place]),
                    accepted="A heading: the column has none, and was left alone.",
                )


def _heading_warning(sheet: Sheet, heading: str, accepted: str) -> Problem:
    return Problem(sheet=sheet.name, row=1, column=heading, value=heading, accepted=accepted)


def _parse_row(
    row: RawRow, sheet: Sheet, places: Mapping[str, int]
) -> tuple[ParsedRow, list[tuple[Problem, bool]]]:
    values: dict[str, Value] = {}
    refusals: list[tuple[Problem, bool]] = []
    for column in sheet.columns:
        place = places.get(column.name)
        found = _value(row, column, place)
        if not isinstance(found, Refusal):
            values[column.name] = found
            continue
        if not found.stops:
            values[column.name] = found.instead
        problem = Problem(
            sheet=sheet.name,
            row=row.number,
            column=column.name,
            value="" if place is None else shown(_cell(row.cells, place)),
            accepted=found.accepted,
        )
        refusals.append((problem, found.stops))
    return ParsedRow(row.number, values, row.cells, places), refusals


def _value(row: RawRow, column: Column, place: int | None) -> Value | Refusal:
    cell = "" if place is None else _cell(row.cells, place)
    if is_blank(cell):
        return REQUIRED if column.required else column.blank
    return understand(cell, column)


def _cell(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else ""
