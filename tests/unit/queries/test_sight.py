"""Which cases exist for whom, asked of all cases at once and of one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.domain.models import Case
from panelapp.domain.vocabulary import CaseType, InterestKind, UserRole
from panelapp.queries.sight import in_sight, is_in_sight
from tests.factories import (
    ALL_SIX,
    MEMBER,
    case,
    decided_case,
    listed_item,
    open_panel,
    signed_off,
    with_decision_maker,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from panelapp.persistence.unit_of_work import UnitOfWork
    from tests.factories import Panel

LIMITED = (UserRole.CHAIR, UserRole.VICE_CHAIR, UserRole.MEMBER, UserRole.DECISION_MAKER)


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    """Cases on no agenda, on one, hidden, sent, decided, and decided without a panel."""
    with open_panel(tmp_path_factory.mktemp("sight")) as opened:
        case(opened)
        case(opened, case_type=CaseType.RESIGNATION)
        listed_item(opened, present=ALL_SIX)
        hidden = listed_item(opened, present=ALL_SIX)
        interest = DeclareInterest(**hidden.item, member=MEMBER, kind=InterestKind.PERSONAL)
        opened.adviser.execute(declare_interest, interest)
        with_decision_maker(opened)
        decided_case(opened)
        signed_off(opened)
        yield opened


def asking(panel: Panel, role: UserRole) -> AbstractContextManager[UnitOfWork]:
    office = panel.acting(role)
    return office._unit(office._user(), role)  # noqa: SLF001 - conditions, of which nobody is asked


@pytest.mark.parametrize("role", LIMITED)
def test_one_after_another_says_what_all_at_once_says(panel: Panel, role: UserRole) -> None:
    with asking(panel, role) as uow:
        at_once, looked_up = in_sight(uow), is_in_sight(Case.id, uow)
        assert at_once is not None
        assert looked_up is not None
        refs = select(Case.ref)
        seen = set(uow.session.scalars(refs.where(at_once)))
        assert seen == set(uow.session.scalars(refs.where(looked_up)))
        assert set() < seen < set(uow.session.scalars(refs))


@pytest.mark.parametrize("role", [UserRole.PANEL_ADVISER, UserRole.AUDITOR])
def test_neither_limits_who_sees_all(panel: Panel, role: UserRole) -> None:
    with asking(panel, role) as uow:
        assert in_sight(uow) is None
        assert is_in_sight(Case.id, uow) is None
