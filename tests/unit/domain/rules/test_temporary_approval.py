"""Until when a temporary approval holds: CPPCR 24 and 25."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from panelapp.domain.rules.calendar import WorkingCalendar
from panelapp.domain.rules.temporary_approval import TemporaryApproval, holds, last_day

START = date(2026, 1, 5)
CALENDAR = WorkingCalendar()


def after(days: int) -> date:
    return START + timedelta(days=days)


def approval(**days: date) -> TemporaryApproval:
    return TemporaryApproval(started_on=START, **days)


@pytest.mark.parametrize(
    ("found", "on", "is_held"),
    [
        # Sixteen weeks are days 0 to 111. CPPCR 24(1)
        (approval(), after(-1), False),
        (approval(), after(0), True),
        (approval(), after(111), True),
        (approval(), after(112), False),
        # Eight weeks more, once extended. CPPCR 25(2)
        (approval(extended_on=after(100)), after(167), True),
        (approval(extended_on=after(100)), after(168), False),
        (approval(extended_on=after(115)), after(113), False),
        # Full approval or the end of the placement ends it.
        (approval(fully_approved_on=after(60)), after(59), True),
        (approval(fully_approved_on=after(60)), after(60), False),
        (approval(placement_ended_on=after(60)), after(60), False),
        # A refusal under review keeps it going until the outcome. CPPCR 25(1)(b), (3)
        (approval(review_applied_on=after(90)), after(300), True),
        (approval(review_applied_on=after(90), finally_decided_on=after(200)), after(199), True),
        (approval(review_applied_on=after(90), finally_decided_on=after(200)), after(200), False),
    ],
)
def test_a_temporary_approval_holds_for_its_weeks(
    found: TemporaryApproval, on: date, *, is_held: bool
) -> None:
    assert holds(found, on, CALENDAR) is is_held


def test_a_review_has_no_last_day() -> None:
    assert last_day(approval(), after(1), CALENDAR) == after(111)
    assert last_day(approval(review_applied_on=after(90)), after(91), CALENDAR) is None
