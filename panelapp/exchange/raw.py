"""A workbook as it was read: cells as they stand, before anything is understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from panelapp.exchange.problems import Problem

Cell = str | int | float | date | time | timedelta
"""A cell's value; an empty cell is an empty string. Truth values and instants are among these."""


@dataclass(frozen=True, slots=True, repr=False)
class RawRow:
    """One row that is not empty, under the number that the spreadsheet shows beside it."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True, repr=False)
class RawSheet:
    """One sheet: the cells of its first row, and the rows below that are not empty."""

    name: str
    header: Sequence[Cell]
    rows: tuple[RawRow, ...]


@dataclass(frozen=True, kw_only=True)
class RawWorkbook:
    """The known sheets that were found, and what reading them brought to light.

    ``errors`` is never empty when some part could not be read.
    """

    sheets: Mapping[str, RawSheet] = field(default_factory=dict)
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def shown(cell: Cell) -> str:
    """The text of a cell, as near to what the sheet shows as its value tells."""
    match cell:
        case bool():
            return str(cell).upper()
        case float():
            return str(int(cell)) if cell.is_integer() else format(cell, ".15g")
        case time():
            return cell.isoformat("seconds" if cell.second else "minutes")
        case _:
            return str(cell)


def is_blank(cell: Cell) -> bool:
    """Whether a cell shows nothing."""
    return isinstance(cell, str) and not cell.strip()
