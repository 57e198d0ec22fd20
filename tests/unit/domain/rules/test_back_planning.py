"""Counting back from the end of a temporary approval (CPPCR 25(6))."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelapp.domain.rules.back_planning import back_plan
from panelapp.domain.rules.facts import Reg24Facts
from panelapp.domain.values import Settings
from panelapp.domain.vocabulary import CaseType, Outcome
from tests.unit.domain.rules.stories import CALENDAR, a_case, due_in, shown

STARTED = date(2026, 9, 1)
FIRST_END, LAST_END = date(2026, 12, 21), date(2027, 2, 15)
ON = date(2026, 10, 1)


def test_the_steps_of_sixteen_weeks() -> None:
    plan = back_plan(FIRST_END, CALENDAR, Settings(), has_report=True)
    assert (plan.decide_by, plan.minutes_by, plan.sit_by, plan.papers_by, plan.begin_by) == (
        FIRST_END,
        date(2026, 12, 10),
        date(2026, 11, 26),
        date(2026, 11, 19),
        date(2026, 11, 5),
    )


def test_without_a_report_the_papers_come_first() -> None:
    plan = back_plan(FIRST_END, CALENDAR, Settings(), has_report=False)
    assert plan.begin_by == plan.papers_by == date(2026, 11, 19)


@given(
    end=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    target=st.integers(1, 30),
    clear=st.booleans(),
)
def test_counted_forward_again_the_plan_ends_in_time(
    end: date, target: int, *, clear: bool
) -> None:
    settings = Settings(minutes_target=target, papers_in_clear_days=clear)
    plan = back_plan(end, CALENDAR, settings, has_report=True)
    minutes = CALENDAR.add_working_days(plan.sit_by, target)
    assert minutes <= plan.minutes_by
    assert CALENDAR.add_working_days(plan.minutes_by, 7) <= end
    later = CALENDAR.add_working_days(plan.sit_by, 1)
    decided = CALENDAR.add_working_days(CALENDAR.add_working_days(later, target), 7)
    assert decided > end
    assert plan.begin_by < plan.papers_by < plan.sit_by


@pytest.mark.parametrize(
    ("case_type", "begin"),
    [
        (CaseType.CONNECTED_APPROVAL, date(2026, 11, 5)),
        (CaseType.REG24_EXTENSION, date(2026, 11, 19)),
    ],
)
def test_a_case_with_temporary_approval_is_listed_in_time(case_type: CaseType, begin: date) -> None:
    duty = due_in(a_case(case_type, reg24_started_on=STARTED), ON)["list_in_time"]
    assert (duty.due, duty.citation) == (begin, "CPPCR 25(6)")
    assert "sits by 26 November 2026" in duty.explanation


def test_an_extension_gives_a_connected_approval_eight_weeks_more() -> None:
    case = a_case(
        CaseType.CONNECTED_APPROVAL,
        reg24_started_on=STARTED,
        reg24=Reg24Facts(extended_on=ON),
    )
    assert (
        f"decision by {LAST_END.day} February 2027" in due_in(case, ON)["list_in_time"].explanation
    )


@pytest.mark.parametrize(
    ("sits_on", "owed"), [(date(2026, 11, 26), False), (date(2026, 11, 27), True)]
)
def test_a_sitting_that_leaves_too_little_time_does_not_settle_it(
    sits_on: date, *, owed: bool
) -> None:
    case = a_case(
        CaseType.CONNECTED_APPROVAL,
        reg24_started_on=STARTED,
        presentations=(shown(None, sitting_on=sits_on),),
    )
    duties = due_in(case, ON)
    assert ("list_in_time" in duties) is owed
    if owed:
        assert "27 November 2026 leaves too little" in duties["list_in_time"].explanation


def test_once_heard_or_once_it_is_too_late_nothing_is_planned() -> None:
    heard = a_case(
        CaseType.REG24_EXTENSION,
        reg24_started_on=STARTED,
        presentations=(shown(Outcome.SUPPORT, sitting_on=ON),),
    )
    assert "list_in_time" not in due_in(heard, ON)
    case = a_case(CaseType.CONNECTED_APPROVAL, reg24_started_on=STARTED)
    assert "list_in_time" in due_in(case, FIRST_END)
    assert "list_in_time" not in due_in(case, FIRST_END + timedelta(days=1))


def test_a_full_application_without_temporary_approval_has_no_such_end() -> None:
    assert "list_in_time" not in due_in(a_case(CaseType.CONNECTED_APPROVAL), ON)
