"""Understands one cell: the value that it stands for, or what would have been accepted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from panelapp.exchange.layout import Kind, Value
from panelapp.exchange.raw import Unread, as_seen, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.exchange.layout import Column
    from panelapp.exchange.raw import Cell

_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_UK = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_WHOLE = re.compile(r"([0-9]{1,9})(\.0+)?")
_LARGEST_WHOLE = 9_999
_YES_NO = {"yes": True, "no": False}
_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2})(?::[0-9]{2})?)?\s*(?P<half>[ap])?(?(half)\.?m\.?)",
    re.IGNORECASE,
)
_MORNING_HOURS = 12
_DIGITS_KEPT = 10**15


@dataclass(frozen=True)
class Refusal:
    """A cell that could not be understood, with what would be accepted.

    ``stops`` is false where the cell is only worth a warning, since the workbook's list of errors
    is complete and this is not among them; ``instead`` is then what was read.
    """

    accepted: str
    stops: bool = True
    instead: Value = None


REQUIRED = Refusal("A value: this column may not be blank.")


def understand(cell: Cell, column: Column) -> Value | Refusal:
    """The value of a cell that is not blank."""
    if isinstance(cell, Unread):
        return _without_value(cell, column)
    return _READERS[column.kind](cell, column)


def _without_value(cell: Unread, column: Column) -> Value | Refusal:
    """A cell that shows an error is no code, date or reference; elsewhere it is read as blank."""
    if column.required:
        return REQUIRED
    if not cell.shows or column.kind in _FREE:
        return column.blank
    return _READERS[column.kind](cell.shows, column)


def list_entry(text: str) -> str:
    """A text as an entry of a list inside a cell: on one line, without what separates entries."""
    return " ".join(text.replace(";", ",").splitlines()).strip()


def _entries(text: str) -> tuple[str, ...]:
    """The entries of a list inside a cell, in the order in which they stand."""
    parts = (part.strip() for part in text.split(";"))
    return tuple(part for part in parts if part)


def _each_once(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_entries(text)))


def _text(cell: Cell, _column: Column) -> str | Refusal:
    return _exactly(cell, shown(cell))


def _texts(cell: Cell, _column: Column) -> tuple[str, ...] | Refusal:
    """Names; two children may have the same one."""
    return _on_one_line(_entries(shown(cell)))


def _refs(cell: Cell, _column: Column) -> tuple[str, ...] | Refusal:
    return _on_one_line(_each_once(as_seen(cell)))


def _on_one_line(found: tuple[str, ...]) -> tuple[str, ...] | Refusal:
    if any(len(entry.splitlines()) > 1 for entry in found):
        return Refusal("Entries with a semicolon between them, each on one line, or blank.")
    return found


def _ref(cell: Cell, _column: Column) -> str | Refusal:
    return _exactly(cell, as_seen(cell))


def _exactly(cell: Cell, text: str) -> str | Refusal:
    """The text, with a warning where it is a number of more digits than a spreadsheet keeps."""
    if isinstance(cell, int | float) and abs(cell) >= _DIGITS_KEPT:
        return Refusal(
            "A long number kept as text: of a number, only the first 15 digits are sure.",
            stops=False,
            instead=text,
        )
    return text


def _code(cell: Cell, column: Column) -> str | Refusal:
    return column.codes.get(as_seen(cell)) or _one_of(column)


def _codes(cell: Cell, column: Column) -> tuple[str, ...] | Refusal:
    found = _each_once(as_seen(cell))
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
            found = _ISO.fullmatch(as_seen(cell)) or _UK.fullmatch(as_seen(cell))
            return _calendar_day(found) if found else None
        case _:
            return None


def _calendar_day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _yes_no(cell: Cell, _column: Column) -> bool | Refusal:
    answer = _YES_NO.get(as_seen(cell)) if isinstance(cell, str) else None
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


def _start(cell: Cell, _column: Column) -> str | Refusal:
    """A time of day, as hours and minutes."""
    found = _stated_time(cell)
    if found is None:
        return Refusal("A time such as 09:30. The cell was read as blank.", stops=False)
    return found.isoformat("minutes")


def _stated_time(cell: Cell) -> time | None:
    match cell:
        case datetime():
            return None
        case time():
            return cell
        case timedelta() if timedelta() <= cell < timedelta(days=1):
            minutes, seconds = divmod(int(cell.total_seconds()), 60)
            return time(*divmod(minutes, 60), seconds)
        case str():
            found = _TIME.fullmatch(as_seen(cell))
            return _clock_time(found) if found and (found["minute"] or found["half"]) else None
        case _:
            return None


def _clock_time(found: re.Match[str]) -> time | None:
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and not 1 <= hour <= _MORNING_HOURS:
        return None
    if half:
        hour = hour % _MORNING_HOURS + (_MORNING_HOURS if half == "p" else 0)
    try:
        return time(hour, int(found["minute"] or 0))
    except ValueError:
        return None


def _stated_whole(cell: Cell) -> int | None:
    if isinstance(cell, bool):
        return None
    found = _WHOLE.fullmatch(as_seen(cell))
    return int(found[1]) if found else None


_READERS: dict[Kind, Callable[[Cell, Column], Value | Refusal]] = {
    Kind.TEXT: _text,
    Kind.TEXTS: _texts,
    Kind.REF: _ref,
    Kind.REFS: _refs,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.DATE: _day,
    Kind.YES_NO: _yes_no,
    Kind.WHOLE: _whole,
    Kind.TIME: _start,
}
_FREE = frozenset({Kind.TEXT, Kind.TEXTS, Kind.TIME})
