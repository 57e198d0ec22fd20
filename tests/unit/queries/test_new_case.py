"""What is asked of a new case, and the sittings on whose agenda a case may be put."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from panelapp.actions.cases import OpenCase, WithdrawCase, open_case, withdraw_case
from panelapp.actions.sittings import (
    AddItem,
    CancelSitting,
    PlanSitting,
    add_item,
    cancel_sitting,
    plan_sitting,
)
from panelapp.domain.errors import BadInput, NotFound
from panelapp.domain.vocabulary import CaseType, Outcome, QdResponse
from panelapp.queries.agendas import AgendasQuestion, agendas
from panelapp.queries.case_page import CasePageQuestion, case_page
from panelapp.queries.new_case import CaseField, NewCaseQuestion, new_case
from tests.factories import TODAY, answer, case, determined_case, heard_item, household

if TYPE_CHECKING:
    from panelapp.queries.new_case import NewCaseChoices
    from tests.factories import Panel


def choices(panel: Panel, home: str | None = None) -> NewCaseChoices:
    return panel.adviser.read(new_case, NewCaseQuestion(household=home))


def home_of(panel: Panel, ref: str) -> str:
    return panel.adviser.read(case_page, CasePageQuestion(case=ref)).household


def test_every_type_can_be_opened_for_somebody_but_representations(panel: Panel) -> None:
    offered = [choice.case_type for choice in choices(panel).types]
    assert offered == [kind for kind in CaseType if kind is not CaseType.REPRESENTATIONS]


def test_a_type_says_whether_it_goes_to_panel(panel: Panel) -> None:
    by_type = {choice.case_type: choice.panel for choice in choices(panel).types}
    assert by_type[CaseType.MAINSTREAM_APPROVAL] == "Goes to panel by law"
    assert by_type[CaseType.REVIEW] == "Goes to panel by the agency's own policy"
    assert by_type[CaseType.NOTIFICATION] == "Needs no panel"


@pytest.mark.parametrize("case_type", CaseType)
def test_what_a_type_needs_is_what_opening_it_refuses_without(
    panel: Panel, case_type: CaseType
) -> None:
    about = determined_case(panel)
    answer(panel, about.case, QdResponse.REPRESENTATIONS)
    home = home_of(panel, about.case)
    [choice] = [each for each in choices(panel, home).types if each.case_type is case_type]
    assert choice.needs <= choice.fields
    command = OpenCase(household=home, case_type=case_type, opened_on=TODAY)
    if choice.needs:
        with pytest.raises(BadInput):
            panel.adviser.execute(open_case, command)
    else:
        assert panel.adviser.execute(open_case, command).value


def test_representations_are_offered_once_for_a_determination_answered_so(panel: Panel) -> None:
    about = determined_case(panel)
    home = home_of(panel, about.case)
    assert choices(panel, home).determinations == ()
    answer(panel, about.case, QdResponse.REPRESENTATIONS)
    offered = choices(panel, home)
    [determination] = offered.determinations
    assert determination.case == about.case
    ref = case(panel, CaseType.REPRESENTATIONS, home=home, follows=about.case)
    assert choices(panel, home).determinations == ()
    withdrawn = WithdrawCase(case=ref, withdrawn_on=TODAY, reason="Opened by mistake")
    panel.adviser.execute(withdraw_case, withdrawn)
    assert CaseField.FOLLOWS not in {field for row in choices(panel).types for field in row.fields}


def test_an_unknown_household_is_not_found(panel: Panel) -> None:
    with pytest.raises(NotFound):
        choices(panel, "H-0")


def test_a_household_is_named(panel: Panel) -> None:
    home = household(panel)
    assert choices(panel, home).names == "Carer 0041 (synthetic)"
    assert choices(panel).names == ""


# --- agendas


def planned(panel: Panel, days: int) -> str:
    command = PlanSitting(held_on=TODAY + timedelta(days=days), venue="Room 2")
    return panel.adviser.execute(plan_sitting, command).value


def offered(panel: Panel, ref: str) -> list[str]:
    return [row.sitting for row in panel.adviser.read(agendas, AgendasQuestion(case=ref))]


def test_sittings_to_come_are_offered_the_next_first(panel: Panel) -> None:
    later, soon, past, gone = (planned(panel, days) for days in (40, 3, -3, 10))
    panel.adviser.execute(cancel_sitting, CancelSitting(sitting=gone, reason="Snow"))
    panel.adviser.execute(add_item, AddItem(sitting=later, case=case(panel)))
    rows = panel.adviser.read(agendas, AgendasQuestion(case=case(panel)))
    assert [row.sitting for row in rows] == [soon, later]
    assert past not in {row.sitting for row in rows}
    assert (rows[0].papers_due, rows[0].is_late_for_papers) == (date(2026, 11, 16), True)
    assert (rows[1].items, rows[1].venue, rows[1].is_late_for_papers) == (1, "Room 2", False)


def test_a_deferred_case_is_not_offered_the_sitting_that_deferred_it(panel: Panel) -> None:
    heard = heard_item(panel, outcome=Outcome.DEFERRED)
    again = planned(panel, 0)
    assert offered(panel, heard.case) == [again]


def test_every_sitting_that_is_offered_takes_the_case(panel: Panel) -> None:
    heard = heard_item(panel, outcome=Outcome.DEFERRED)
    planned(panel, 0)
    planned(panel, 20)
    sittings = offered(panel, heard.case)
    assert len(sittings) == 2
    for sitting in sittings:
        with panel.unit() as uow:
            add_item(AddItem(sitting=sitting, case=heard.case), uow)
