"""Understands one cell: the value that it stands for, or what would have been accepted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from panelapp.exchange.layout import Kind
from panelapp.exchange.raw import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.exchange.layout import Column, Value
    from panelapp.exchange.raw import Cell

_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_UK = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_WHOLE = re.compile(r"([0-9]{1,9})(\.0+)?")
_LARGEST_WHOLE = 9_999
_YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True)
class Refusal:
    """A cell that could not be understood, with what would be accepted.

    ``stops`` is false where the value is only left out: the workbook's list of errors is complete,
    and this is not among them.
    """

    accepted: str
    stops: bool = True


def understand(cell: Cell, column: Column) -> Value | Refusal:
    """The value of a cell that is not blank."""
    return _READERS[column.kind](cell, column)


def entries(cell: Cell) -> tuple[str, ...]:
    """The entries of a list inside a cell, each once, in the order in which they stand."""
    parts = (part.strip() for part in shown(cell).split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def _text(cell: Cell, _column: Column) -> str:
    return shown(cell)


def _texts(cell: Cell, _column: Column) -> tuple[str, ...] | Refusal:
    found = entries(cell)
    if any(len(entry.splitlines()) > 1 for entry in found):
        return Refusal("Entries with a semicolon between them, each on one line, or blank.")
    return found


def _ref(cell: Cell, _column: Column) -> str:
    return shown(cell).strip()


def _code(cell: Cell, column: Column) -> str | Refusal:
    return column.codes.get(shown(cell).strip()) or _one_of(column)


def _codes(cell: Cell, column: Column) -> tuple[str, ...] | Refusal:
    found = entries(cell)
    if all(entry in column.codes for entry in found):
        return tuple(column.codes[entry] for entry in found)
    return _one_of(column)


def _one_of(column: Column) -> Refusal:
    many = "One or more, separated by ;, of" if column.kind is Kind.CODES else "One of"
    blank = "" if column.required else ", or blank"
    return Refusal(f"{many} {', '.join(column.codes)}{blank}.")


def _day(cell: Cell, _column: Column) -> date | Refusal:
    found = _stated_day(cell)
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        return Refusal("A date: an Excel date, or text such as 2022-05-04 or 04/05/2022.")
    return found


def _stated_day(cell: Cell) -> date | None:
    match cell:
        case datetime():
            return cell.date() if cell.time() == time() else None
        case date():
            return cell
        case str():
            found = _ISO.fullmatch(cell.strip()) or _UK.fullmatch(cell.strip())
            return _calendar_day(found) if found else None
        case _:
            return None


def _calendar_day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _yes_no(cell: Cell, _column: Column) -> bool | Refusal:
    answer = _YES_NO.get(cell.strip()) if isinstance(cell, str) else None
    return Refusal("yes, no, or blank.") if answer is None else answer


def _whole(cell: Cell, column: Column) -> int | Refusal:
    number = _stated_whole(cell)
    if column.numbers:
        words = " or ".join(map(str, column.numbers))
        return number if number in column.numbers else Refusal(f"{words}, or blank.")
    if number is None or number > _LARGEST_WHOLE:
        left_out = "" if column.required else " The cell was read as blank."
        return Refusal(
            f"A whole number from 0 to {_LARGEST_WHOLE:,}.{left_out}", stops=column.required
        )
    return number


def _stated_whole(cell: Cell) -> int | None:
    if isinstance(cell, bool):
        return None
    found = _WHOLE.fullmatch(shown(cell).strip())
    return int(found[1]) if found else None


_READERS: dict[Kind, Callable[[Cell, Column], Value | Refusal]] = {
    Kind.TEXT: _text,
    Kind.TEXTS: _texts,
    Kind.REF: _ref,
    Kind.REFS: _texts,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.DATE: _day,
    Kind.YES_NO: _yes_no,
    Kind.WHOLE: _whole,
}
