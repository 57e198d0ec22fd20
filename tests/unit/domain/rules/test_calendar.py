from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from panelapp.domain.rules.calendar import WorkingCalendar, add_months, add_years

CALENDAR = WorkingCalendar()

BANK_HOLIDAYS = {
    2025: ["01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"],
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
    2028: ["01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"],
}


@pytest.mark.parametrize("year", BANK_HOLIDAYS)
def test_H8_the_weekdays_off_in_a_year_are_its_bank_holidays(year: int) -> None:
    found = CALENDAR.holidays_between(date(year, 1, 1), date(year, 12, 31))
    assert [f"{day:%m-%d}" for day in found] == BANK_HOLIDAYS[year]


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2020, 5, 8), True),
        (date(2020, 5, 4), False),
        (date(2022, 6, 2), True),
        (date(2022, 6, 3), True),
        (date(2022, 5, 30), False),
        (date(2022, 9, 19), True),
        (date(2023, 5, 8), True),
        (date(2023, 5, 1), True),
        (date(2024, 3, 17), True),
        (date(2024, 3, 18), False),
        (date(2025, 11, 30), True),
        (date(2025, 12, 1), False),
    ],
)
def test_H8_one_off_days_are_off_and_other_nations_days_are_not(*, day: date, off: bool) -> None:
    assert CALENDAR.is_working_day(day) is not off


def test_H8_a_day_that_the_agency_added_is_off() -> None:
    day = date(2026, 7, 15)
    assert CALENDAR.is_working_day(day)
    added = WorkingCalendar(frozenset({day}))
    assert not added.is_working_day(day)
    assert added.add_working_days(date(2026, 7, 14), 1) == date(2026, 7, 16)


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (date(2026, 3, 9), 0, date(2026, 3, 9)),
        (date(2026, 3, 7), 0, date(2026, 3, 7)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 4, 7), -1, date(2026, 4, 2)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2027, 12, 24), 1, date(2027, 12, 29)),
        (date(2027, 12, 31), 1, date(2028, 1, 4)),
        (date(2028, 1, 4), -1, date(2027, 12, 31)),
    ],
)
def test_H8_working_days_are_counted_without_the_first(start: date, number: int, end: date) -> None:
    assert CALENDAR.add_working_days(start, number) == end
    assert CALENDAR.working_days_between(start, end) == number


def test_H8_working_days_between_two_days_off() -> None:
    assert CALENDAR.working_days_between(date(2026, 4, 3), date(2026, 4, 6)) == 0
    assert CALENDAR.working_days_between(date(2026, 4, 6), date(2026, 4, 3)) == 0
    assert CALENDAR.working_days_between(date(2026, 4, 3), date(2026, 4, 12)) == 4


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 6, 30), 8, date(2027, 2, 28)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 4, 30), 12, date(2027, 4, 30)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_months_last(
    start: date, months: int, end: date
) -> None:
    assert add_months(start, months) == end


def test_a_year_from_29_february_ends_on_the_28th() -> None:
    assert add_years(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert add_years(date(2028, 2, 29), 4) == date(2032, 2, 29)


def test_calendar_day_clocks_do_not_load_the_holidays() -> None:
    program = (
        "import sys; from datetime import date;"
        "from panelapp.domain.rules.clocks import due;"
        "from panelapp.domain.rules.calendar import WorkingCalendar;"
        "due('review', date(2026, 1, 1), WorkingCalendar());"
        "assert 'holidays' not in sys.modules;"
        "due('oral_notice', date(2026, 1, 1), WorkingCalendar());"
        "assert 'holidays' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
