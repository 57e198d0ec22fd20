"""References of new records: what somebody chose, written as the workbook can carry it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from panelapp.actions.people import AddMember, add_member
from panelapp.actions.sittings import PlanSitting, plan_sitting
from panelapp.domain.errors import BadInput
from tests.factories import TODAY, case, household

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import Panel


def _member(panel: Panel, ref: str) -> str:
    command = AddMember(member=ref, name="Member 0777 (synthetic)", joined_on=TODAY)
    return panel.adviser.execute(add_member, command).value


def _sitting(panel: Panel, ref: str) -> str:
    return panel.adviser.execute(plan_sitting, PlanSitting(sitting=ref, held_on=TODAY)).value


def _household(panel: Panel, ref: str) -> str:
    return household(panel, household=ref)


def _case(panel: Panel, ref: str) -> str:
    return case(panel, case=ref)


_MAKERS: tuple[Callable[[Panel, str], str], ...] = (_member, _sitting, _household, _case)


def test_a_chosen_reference_is_one_that_the_workbook_can_carry(panel: Panel) -> None:
    for make in _MAKERS:
        for chosen in ("", " ", "X;1", "X\n1", "X\t1", "X\u20281"):
            with pytest.raises(BadInput, match="without a semicolon"):
                make(panel, chosen)
        assert make(panel, " X\u200b1 ") == "X1"
        with pytest.raises(BadInput, match="X1 already"):
            make(panel, "X1 ")
