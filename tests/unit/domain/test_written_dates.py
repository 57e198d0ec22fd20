"""Dates as people write them are read as one day or as none, never as another one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelapp.domain.written_dates import day_written, parts_of_date

TODAY = date(2026, 11, 18)
LONG_AGO, GROWN = date(1921, 11, 18), date(2008, 11, 18)


@pytest.mark.parametrize(
    "text",
    [
        "3.5.84",
        "3/5/84",
        "03/05/1984",
        "03-05-1984",
        "3 5 1984",
        "3rd May 1984",
        "3rd of May, 1984",
        "3 May 84",
        "3May1984",
        "3-May-1984",
        "May 3rd, 1984",
        "Thursday 3 May 1984",
        "Thurs. 3 may 1984",
        "1984-05-03",
        " 03 / 05 / 1984 ",
        "3 May 1984 (aged 42)",
        "born on 3.5.1984",
        "3 May 1984, age 42",
        "03/05/1984;",
    ],
)
def test_one_day_is_written_in_many_ways(text: str) -> None:
    assert day_written(text, since=LONG_AGO, until=GROWN).day == date(1984, 5, 3)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("31/02/1984", "There is no such day."),
        ("5/13/1984", "There is no such day."),
        ("0/5/84", "There is no such day."),
        ("3 May", "This is not read as one date."),
        ("May 1984", "This is not read as one date."),
        ("3/5/1984 and 4/6/1985", "This is not read as one date."),
        ("3 Mai 1984", "This is not read as one date."),
        ("3 Ma 1984", "This is not read as one date."),
        ("not sure, 3/5/1984", "This is not read as one date."),
        ("3/5/984", "This is not read as one date."),
        ("", "This is not read as one date."),
        ("3/5/1884", "This day cannot be right for what it is about."),
        ("3/5/2025", "This day cannot be right for what it is about."),
        ("3" * 200, "This is not read as one date."),
    ],
)
def test_what_is_not_clearly_one_day_is_none(text: str, doubt: str) -> None:
    found = day_written(text, since=LONG_AGO, until=GROWN)
    assert (found.day, found.doubt) == (None, doubt)


@pytest.mark.parametrize(
    ("text", "since", "until", "year"),
    [
        ("3.5.84", LONG_AGO, GROWN, 1984),
        ("3.5.24", LONG_AGO, GROWN, 1924),
        ("3.5.07", LONG_AGO, GROWN, 2007),
        ("3.5.18", date(2000, 11, 18), TODAY, 2018),
        ("1.9.26", date(2011, 11, 18), TODAY, 2026),
    ],
)
def test_a_year_of_two_figures_is_the_only_one_that_can_be_meant(
    text: str, since: date, until: date, year: int
) -> None:
    found = day_written(text, since=since, until=until).day
    assert found is not None
    assert found.year == year


def test_a_year_of_two_figures_that_can_be_two_is_neither() -> None:
    found = day_written("3.5.24", since=date(1900, 1, 1), until=TODAY)
    assert (found.day, found.doubt) == (None, "The year may be 1924 or 2024.")


@given(st.dates(LONG_AGO, GROWN))
def test_every_day_comes_back_however_it_is_written(day: date) -> None:
    for text in (
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d %B %Y}",
        f"{day:%A} {day.day} {day:%b} {day.year}",
        day.isoformat(),
    ):
        assert day_written(text, since=LONG_AGO, until=GROWN).day == day
    two = day_written(f"{day:%d/%m/%y}", since=LONG_AGO, until=GROWN)
    assert two.day == day or two.doubt


@given(st.text(max_size=100))
def test_any_text_is_a_day_or_a_doubt(text: str) -> None:
    found = day_written(text, since=LONG_AGO, until=TODAY)
    assert (found.day is None) is bool(found.doubt)
    parts = parts_of_date(text)
    assert parts is None or all(part.strip() for part in parts)
