"""The last sitting before a temporary approval ends, as the page of its case says it.

Counted by hand: temporary approval from 1 October 2026 is safe until 20 January 2027 (day 111). The
decision maker's 7 working days begin on 11 January; 10 for the minutes before it, over Christmas
and New Year with the holidays of 25 and 28 December and 1 January, begin on 23 December.
"""

from __future__ import annotations

from datetime import date

import pytest

from panelapp.actions.cases import UpdateCase, update_case
from panelapp.actions.sittings import AddItem, PlanSitting, add_item, plan_sitting
from panelapp.domain.vocabulary import CarerKind, CaseType, Priority
from panelapp.queries.case_page import CasePageQuestion, case_page
from tests.factories import Panel, case, household

STARTED = date(2026, 10, 1)


def notes(panel: Panel, ref: str) -> tuple[str, ...]:
    return panel.adviser.read(case_page, CasePageQuestion(case=ref)).notes


def connected(panel: Panel) -> str:
    home = household(panel, kind=CarerKind.CONNECTED)
    return case(panel, CaseType.CONNECTED_APPROVAL, home=home, reg24_started_on=STARTED)


@pytest.mark.parametrize(
    ("sits_on", "said"),
    [
        (
            date(2026, 12, 10),
            (
                "Latest sitting that leaves time: Thursday 10 December 2026.",
                (
                    "That asks for the report with the applicant by 19 November 2026, papers with"
                    " members by 3 December 2026."
                ),
            ),
        ),
        (
            date(2026, 12, 3),
            (
                "Latest sitting that leaves time: Thursday 3 December 2026.",
                (
                    "That asks for papers with members by 26 November 2026. The report was due"
                    " with the applicant by 12 November 2026: sent now, it leaves less time for"
                    " comments."
                ),
            ),
        ),
        (
            date(2026, 11, 20),
            (
                "Latest sitting that leaves time: Friday 20 November 2026.",
                "Its papers were due with members by 13 November 2026.",
            ),
        ),
        (
            date(2026, 12, 24),
            ("No planned sitting leaves time. It would sit by Wednesday 23 December 2026.",),
        ),
    ],
)
def test_the_page_says_which_sitting_leaves_time(
    panel: Panel, sits_on: date, said: tuple[str, ...]
) -> None:
    ref = connected(panel)
    panel.adviser.execute(plan_sitting, PlanSitting(held_on=sits_on))
    assert notes(panel, ref) == said


def test_a_report_that_was_sent_is_not_asked_for(panel: Panel) -> None:
    ref = connected(panel)
    panel.adviser.execute(plan_sitting, PlanSitting(held_on=date(2026, 12, 3)))
    sent = UpdateCase(case=ref, report_shared_on=panel.clock.today)
    panel.adviser.execute(update_case, sent)
    assert notes(panel, ref)[1] == "That asks for papers with members by 26 November 2026."


def test_a_day_that_a_court_needs_is_counted_back_from_too(panel: Panel) -> None:
    ref = case(
        panel,
        CaseType.LONG_TERM_MATCH,
        priority=Priority.COURT_DATE,
        needed_by_on=date(2026, 12, 18),
        priority_because="The final hearing",
    )
    sitting = panel.adviser.execute(plan_sitting, PlanSitting(held_on=date(2026, 12, 10))).value
    # 7 working days back from 18 December is the 9th, and 10 more the 25th of November.
    late = "No planned sitting leaves time. It would sit by Wednesday 25 November 2026."
    assert notes(panel, ref) == (late,)
    panel.adviser.execute(add_item, AddItem(sitting=sitting, case=ref))
    assert notes(panel, ref) == (
        (
            "The decision is needed by 18 December 2026, and the sitting of 10 December 2026"
            " leaves too little time for it."
        ),
        late,
    )
