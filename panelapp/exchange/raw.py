"""A workbook as it was read: cells as they stand, before anything is understood."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from panelapp.exchange.problems import Problem

_LARGEST_EXACT = 10**15


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that is not empty and has no value: its formula was not saved, or shows an error.

    ``shows`` is the error, such as ``#REF!``, or empty for a formula.
    """

    shows: str = ""


Cell = str | int | float | date | time | timedelta | Unread
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
    if isinstance(cell, str):
        return cell
    match cell:
        case bool():
            return str(cell).upper()
        case float():
            is_exact = cell.is_integer() and abs(cell) < _LARGEST_EXACT
            return str(int(cell)) if is_exact else format(cell, ".15g")
        case time():
            return cell.isoformat("seconds" if cell.second else "minutes")
        case Unread():
            return cell.shows
        case _:
            return str(cell)


def as_seen(cell: Cell) -> str:
    """The text of a name, code or reference without what nobody sees in it.

    Spaces around it, characters without a width and two ways of writing one letter make no
    difference between two references that look the same.
    """
    text = shown(cell)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return text.strip()


def same_name(cell: Cell) -> str:
    """The name of a sheet or column, whose capitals make no difference to a spreadsheet."""
    return as_seen(cell).lower()


def is_blank(cell: Cell) -> bool:
    """Whether a cell shows nothing."""
    return isinstance(cell, str) and not cell.strip()
