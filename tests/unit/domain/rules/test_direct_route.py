from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from panelapp.domain.errors import RuleBroken
from panelapp.domain.rules import direct_route
from panelapp.domain.rules.routes import INITIAL_APPROVALS, PanelNeed
from panelapp.domain.values import Settings
from panelapp.domain.vocabulary import CaseType, Outcome
from tests.unit.domain.rules.stories import SAT, a_case, due_in, shown

if TYPE_CHECKING:
    from panelapp.domain.rules.facts import CaseFacts

SWITCH = date(2027, 4, 1)
BEFORE = date(2027, 3, 31)
ON = Settings(no_panel_for_approvals_from=SWITCH)
OFF = Settings()
SIGNED = date(2027, 5, 4)

# Which day counts: the earlier of the application and the opening of the case.
DAYS = [
    ("neither day is known", None, None, False),
    ("opened on the day", SWITCH, None, True),
    ("opened the day before", BEFORE, None, False),
    ("application on the day", None, SWITCH, True),
    ("application before, opened after", SWITCH, BEFORE, False),
    ("opened before, application after", BEFORE, SWITCH, False),
    ("both after", date(2027, 5, 1), date(2027, 4, 20), True),
]


@pytest.mark.parametrize(
    ("opened_on", "application_on", "direct"),
    [row[1:] for row in DAYS],
    ids=[row[0] for row in DAYS],
)
def test_the_day_on_which_the_case_came_chooses_its_route(
    opened_on: date | None, application_on: date | None, *, direct: bool
) -> None:
    case = a_case(opened_on=opened_on, application_on=application_on)
    assert direct_route.may_go_direct(case, ON) is direct
    assert not direct_route.may_go_direct(case, OFF)


@pytest.mark.parametrize("case_type", CaseType)
def test_only_initial_approvals_go_direct(case_type: CaseType) -> None:
    case = a_case(case_type, opened_on=SWITCH)
    assert direct_route.may_go_direct(case, ON) is (case_type in INITIAL_APPROVALS)


@pytest.mark.parametrize("case_type", sorted(INITIAL_APPROVALS))
def test_both_ways_stay_open(case_type: CaseType) -> None:
    case = a_case(case_type, opened_on=SWITCH)
    assert direct_route.panel_need(case, ON) is PanelNeed.LOCAL
    assert direct_route.panel_need(case, OFF) is PanelNeed.LAW


HEARD = a_case(opened_on=SWITCH, presentations=(shown(Outcome.DEFERRED),))
LISTED = a_case(opened_on=SWITCH, presentations=(shown(None),))
TAKEN_OFF = a_case(opened_on=SWITCH, presentations=(shown(Outcome.WITHDRAWN),))


def test_once_a_panel_has_heard_it_a_case_stays_with_the_panel() -> None:
    assert not direct_route.may_go_direct(HEARD, ON)
    assert direct_route.may_go_direct(LISTED, ON)
    assert direct_route.may_go_direct(TAKEN_OFF, ON)


REFUSED: list[tuple[str, CaseFacts, Settings, str]] = [
    ("switched off", a_case(opened_on=SWITCH), OFF, "switch for approvals without one is off"),
    ("came before", a_case(opened_on=BEFORE), ON, "before the day"),
    ("heard", HEARD, ON, "has heard this case"),
    ("a review", a_case(CaseType.REVIEW, opened_on=SWITCH), ON, "Only an application"),
    ("a brief report", a_case(CaseType.BRIEF_REPORT, opened_on=SWITCH), ON, "Only an application"),
]


@pytest.mark.parametrize(
    ("case", "settings", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_sign_off_is_refused(case: CaseFacts, settings: Settings, words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        direct_route.require_direct(case, settings)


def test_a_decision_needs_the_sign_off() -> None:
    case = a_case(opened_on=SWITCH)
    with pytest.raises(RuleBroken, match="nobody has signed off"):
        direct_route.require_no_panel(case, ON)
    direct_route.require_no_panel(
        a_case(opened_on=SWITCH, application_on=SWITCH, quality_assured_on=SIGNED), ON
    )
    with pytest.raises(RuleBroken, match="asks for a panel"):
        direct_route.require_no_panel(
            a_case(opened_on=SWITCH, application_on=SWITCH, quality_assured_on=SIGNED), OFF
        )


def test_what_needs_no_panel_needs_no_sign_off() -> None:
    direct_route.require_no_panel(a_case(CaseType.REVIEW, opened_on=SWITCH), ON)


def test_a_case_on_an_agenda_is_not_on_the_direct_route() -> None:
    signed = a_case(opened_on=SWITCH, application_on=SWITCH, quality_assured_on=SIGNED)
    listed = a_case(opened_on=SWITCH, quality_assured_on=SIGNED, presentations=(shown(None),))
    assert direct_route.is_signed_off(signed)
    assert not direct_route.is_signed_off(listed)


def test_the_seven_working_days_run_from_the_sign_off() -> None:
    case = a_case(opened_on=SWITCH, application_on=SWITCH, quality_assured_on=SIGNED)
    duties = due_in(case, SIGNED, ON)
    assert duties["decide"].due == date(2027, 5, 13)
    assert duties["decide"].citation == "NMS 14.9"
    assert "signed off in place of a panel" in duties["decide"].explanation
    assert "reach_recommendation" not in duties


def test_a_sign_off_that_lies_ahead_is_not_there_yet() -> None:
    case = a_case(opened_on=SWITCH, application_on=SWITCH, quality_assured_on=SIGNED)
    duties = due_in(case, date(2027, 5, 3), ON)
    assert "decide" not in duties
    assert "reach_recommendation" in duties


def test_no_duty_of_the_sign_off_while_the_case_is_on_an_agenda() -> None:
    case = a_case(opened_on=SWITCH, quality_assured_on=SAT, presentations=(shown(None),))
    assert "decide" not in due_in(case, SAT, ON)
