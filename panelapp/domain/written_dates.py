"""Dates as people write them in the United Kingdom: ``3.5.84``, ``3rd May 1984``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SHORTEST_MONTH = 3
_WHOLE_YEAR = 4
_THIS_CENTURY = 50
_LONGEST = 80
_WORD = r"(?P<word>[a-z]{3,9})\.?"
_YEAR = r"(?P<year>'?\d{4}|'?\d{2})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY}\s*[./\-\s]\s*(?P<month>\d{{1,2}})\s*[./\-\s]\s*{_YEAR}",
        rf"{_DAY}[\s\-./]*(?:of\s+)?{_WORD}[\s,\-./]*{_YEAR}",
        rf"{_WORD}\s*{_DAY},?\s+{_YEAR}",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    )
)
_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?\s*"
)
_BESIDE = re.compile(r"\([^()]*\)|\baged?\s+\d{1,3}\b|^born(?:\s+on)?\b")


@dataclass(frozen=True, kw_only=True)
class WrittenDay:
    """The day that a text means; without one, ``doubt`` says why in a sentence."""

    day: date | None = None
    doubt: str = ""


def parts_of_date(text: str) -> tuple[str, str, str] | None:
    """Day, month and year as they were written; ``None`` where a text is not one whole date."""
    low = _WEEKDAY.sub("", " ".join(text.lower().split()))
    for form in _FORMS:
        found = form.fullmatch(low)
        if found is not None:
            named = found.groupdict()
            month = named.get("word") or named["month"]
            if month.isdecimal() or _month(month):
                return named["day"], month, named["year"].lstrip("'")
    return None


def day_written(text: str, *, since: date, until: date) -> WrittenDay:
    """The day that a text means, if only one between ``since`` and ``until`` is possible.

    A year of two figures is the one that lies between them; the day always stands before the
    month where both are numbers.
    """
    if len(text) > _LONGEST:
        return WrittenDay(doubt="This is not read as one date.")
    parts = parts_of_date(_BESIDE.sub(" ", text.lower()).strip(" ,;"))
    if parts is None:
        return WrittenDay(doubt="This is not read as one date.")
    days = [day for year in _years(parts[2], until) if (day := _day(parts, year)) is not None]
    if not days:
        return WrittenDay(doubt="There is no such day.")
    possible = [day for day in days if since <= day <= until]
    if len(possible) > 1:
        years = " or ".join(str(day.year) for day in possible)
        return WrittenDay(doubt=f"The year may be {years}.")
    if not possible:
        return WrittenDay(doubt="This day cannot be right for what it is about.")
    return WrittenDay(day=possible[0])


def whole_day(parts: tuple[str, str, str]) -> date | None:
    """The day that day, month and year mean, if there is one.

    A year of two figures lies in this century up to 49, else in the last.
    """
    year = int(parts[2])
    if len(parts[2]) < _WHOLE_YEAR:
        year += 2000 if year < _THIS_CENTURY else 1900
    return _day(parts, year)


def _years(text: str, until: date) -> tuple[int, ...]:
    if len(text) == _WHOLE_YEAR:
        return (int(text),)
    century = until.year // 100 * 100
    return (century - 100 + int(text), century + int(text))


def _day(parts: tuple[str, str, str], year: int) -> date | None:
    day, month, _ = parts
    try:
        return date(year, int(month) if month.isdecimal() else _month(month), int(day))
    except ValueError:
        return None


def _month(word: str) -> int:
    """The number of a month, from at least three of its letters; 0 for another word."""
    if word == "sept":
        return 9
    for number, month in enumerate(_MONTHS, start=1):
        if len(word) >= _SHORTEST_MONTH and month.startswith(word):
            return number
    return 0
