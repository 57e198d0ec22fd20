"""Several cases go on an agenda together, or none of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from panelapp.actions.sittings import AddItems, PlanSitting, add_items, plan_sitting
from panelapp.domain.errors import BadInput, NotFound, RuleBroken
from panelapp.queries.agenda_for_many import AgendaForManyQuestion, agenda_for_many
from tests.factories import TODAY, audited, case, sitting_with, with_decision_maker

if TYPE_CHECKING:
    from tests.factories import Panel


def planned(panel: Panel, days: int = 21) -> str:
    plan = PlanSitting(held_on=TODAY + timedelta(days=days))
    return panel.adviser.execute(plan_sitting, plan).value


def agenda(panel: Panel, sitting: str) -> list[str]:
    with panel.unit() as uow:
        return [item.case.ref for item in uow.sitting(sitting).items]


def test_cases_go_on_in_their_order_each_once_and_one_undo_takes_all_off(panel: Panel) -> None:
    sitting, one, two = planned(panel), case(panel), case(panel)
    with audited(panel, panel.adviser, "add_items", sitting):
        done = panel.adviser.execute(add_items, AddItems(sitting=sitting, cases=(two, one, two)))
    assert done.value == 2
    assert agenda(panel, sitting) == [two, one]
    assert done.reversal is not None
    panel.adviser.undo(done.reversal)
    assert agenda(panel, sitting) == []


def test_what_cannot_go_on_is_said_before_and_refused_with_all_the_others(panel: Panel) -> None:
    waiting = with_decision_maker(panel).case
    sitting, able, listed = planned(panel), case(panel), case(panel)
    panel.adviser.execute(add_items, AddItems(sitting=sitting, cases=(listed,)))
    refs = (able, listed, waiting)
    shown = panel.adviser.read(agenda_for_many, AgendaForManyQuestion(cases=refs, sitting=sitting))
    assert shown.sitting == sitting
    assert [row.case for row in shown.rows] == [able, listed, waiting]
    assert [bool(row.why_not) for row in shown.rows] == [False, True, True]
    assert shown.able == (able,)
    with pytest.raises(RuleBroken):
        panel.adviser.execute(add_items, AddItems(sitting=sitting, cases=refs))
    assert agenda(panel, sitting) == [listed]


def test_no_case_and_a_case_that_is_not_there_are_refused(panel: Panel) -> None:
    sitting = planned(panel)
    with pytest.raises(BadInput, match="No case is chosen"):
        panel.adviser.execute(add_items, AddItems(sitting=sitting, cases=()))
    with pytest.raises(NotFound):
        panel.adviser.execute(add_items, AddItems(sitting=sitting, cases=(case(panel), "C-0")))
    assert agenda(panel, sitting) == []


def test_without_a_sitting_to_come_nothing_can_go_on(panel: Panel) -> None:
    shown = panel.adviser.read(agenda_for_many, AgendaForManyQuestion(cases=(case(panel),)))
    assert (shown.sittings, shown.sitting, shown.able) == ((), "", ())


def test_the_next_sitting_that_is_not_held_is_proposed(panel: Panel) -> None:
    today, ref = sitting_with(panel), case(panel)
    asked = AgendaForManyQuestion(cases=(ref,))
    assert panel.adviser.read(agenda_for_many, asked).sitting == today
    later = planned(panel)
    shown = panel.adviser.read(agenda_for_many, asked)
    assert shown.sitting == later
    assert [sitting for sitting, _ in shown.sittings] == [today, later]
