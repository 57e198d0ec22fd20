"""Working days, and calendar months and years clipped to the end of a month.

The day of an event is never counted (rules.md, section 12).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

_FRIDAY = 4
_ONE_DAY = timedelta(days=1)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales in a year, with the one-off days of that year.

    Banking and Financial Dealings Act 1971 and proclamations, as the ``holidays`` package keeps
    them; a day that falls on a weekend stands beside its substitute.
    """
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


@dataclass(frozen=True)
class WorkingCalendar:
    """Tells working days from days off (Fostering Services (England) Regulations 2011, reg. 2).

    ``extra_days`` are days off that the agency added to the bank holidays, such as a royal day
    proclaimed after this program was released.
    """

    extra_days: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether the day is neither a weekend day nor a bank holiday nor an extra day off."""
        return day.weekday() <= _FRIDAY and not self.is_holiday(day)

    def is_holiday(self, day: date) -> bool:
        """Whether the day is a bank holiday or an extra day off."""
        return day in self.extra_days or day in bank_holidays(day.year)

    def add_working_days(self, start: date, number: int) -> date:
        """The day that lies a number of working days after ``start``, or before it if negative.

        ``start`` itself is not counted. Raises ``OverflowError`` past the last possible date.
        """
        step = _ONE_DAY if number > 0 else -_ONE_DAY
        day = start
        for _ in range(abs(number)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after ``start`` up to and including ``end``.

        Negative when ``end`` is earlier: the working days from ``end`` up to, not including,
        ``start``.
        """
        if end < start:
            return -self._working_days(end, start - _ONE_DAY)
        return self._working_days(start + _ONE_DAY, end)

    def holidays_between(self, first: date, last: date) -> tuple[date, ...]:
        """The weekdays from ``first`` to ``last``, both included, that are holidays."""
        return tuple(
            day for day in _days(first, last) if day.weekday() <= _FRIDAY and self.is_holiday(day)
        )

    def _working_days(self, first: date, last: date) -> int:
        return sum(self.is_working_day(day) for day in _days(first, last))


def add_months(start: date, number: int) -> date:
    """The corresponding date a number of calendar months later, clipped to the month's end."""
    months = start.year * 12 + start.month - 1 + number
    year, month = divmod(months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def add_years(start: date, number: int) -> date:
    """The corresponding date a number of years later; 29 February becomes the 28th."""
    return add_months(start, 12 * number)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
