"""Whoever read a record before somebody else changed it does not overwrite the change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.actions.cases import UpdateCase, update_case
from panelapp.actions.people import UpdateMember, update_member
from panelapp.actions.sittings import PlanSitting, UpdateSitting, plan_sitting, update_sitting
from panelapp.domain.errors import StaleRecord
from tests.factories import MEMBER, TODAY, audited, case, refused

if TYPE_CHECKING:
    from tests.factories import Panel


def versioned(panel: Panel, kind: str) -> tuple[Any, Any, Any, str]:
    """An action, two commands that change the same record, and the query that shows its state."""
    if kind == "case":
        ref = case(panel)
        return (
            update_case,
            UpdateCase(case=ref, summary="Mine", version=1),
            UpdateCase(case=ref, summary="Theirs", version=1),
            "SELECT summary, version FROM panel_case",
        )
    if kind == "sitting":
        ref = panel.adviser.execute(plan_sitting, PlanSitting(held_on=TODAY)).value
        return (
            update_sitting,
            UpdateSitting(sitting=ref, venue="Mine", version=1),
            UpdateSitting(sitting=ref, venue="Theirs", version=1),
            "SELECT venue, version FROM sitting",
        )
    return (
        update_member,
        UpdateMember(member=MEMBER, dbs_on=date(2026, 1, 1), version=1),
        UpdateMember(member=MEMBER, dbs_on=date(2026, 2, 2), version=1),
        f"SELECT dbs_on, version FROM list_entry WHERE ref = '{MEMBER}'",  # noqa: S608
    )


@pytest.mark.parametrize("kind", ["case", "sitting", "member"])
def test_I1_the_second_save_of_one_reading_is_refused(panel: Panel, kind: str) -> None:
    action, mine, theirs, shown = versioned(panel, kind)
    with audited(panel, panel.administrator, action.__name__, mine.__dict__[kind]):
        panel.administrator.execute(action, theirs)
    [(value, version)] = panel.rows(shown)
    assert version == 2
    with refused(panel, StaleRecord, "after you opened it"):
        panel.adviser.execute(action, mine)
    assert panel.rows(shown) == [(value, 2)]


@pytest.mark.parametrize("kind", ["case", "sitting", "member"])
def test_I1_who_reads_again_may_save(panel: Panel, kind: str) -> None:
    action, mine, theirs, shown = versioned(panel, kind)
    panel.administrator.execute(action, theirs)
    panel.adviser.execute(action, type(mine)(**(mine.__dict__ | {"version": 2})))
    assert panel.rows(shown)[0][1] == 3


def test_I1_a_record_changed_under_an_action_is_not_overwritten(panel: Panel) -> None:
    ref = case(panel)
    with panel.unit() as uow:
        found = uow.case(ref)
        uow.session.connection().exec_driver_sql("UPDATE panel_case SET version = 9")
        found.summary = "Mine"
        with pytest.raises(StaleRecord):
            uow.flush()
    assert panel.rows("SELECT summary, version FROM panel_case") == [("", 1)]
