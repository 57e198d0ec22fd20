"""Where each thing to do leads: the page of the window on which it is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.vocabulary import UserRole
from panelapp.queries.first_steps import Step
from panelapp.queries.today_places import SettledAt
from ui.components.place import Place

if TYPE_CHECKING:
    from panelapp.queries.today_places import Place as Settled

FIRST_STEPS = {
    Step.AGENCY: "settings",
    Step.PEOPLE: "new_member",
    Step.SITTING: "new_sitting",
}
"""The page on which each first step is done."""
_SEES_HOUSEHOLDS = frozenset({UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR, UserRole.AUDITOR})


def way_to(settled: Settled, role: UserRole) -> Place | None:
    """The place on which something is settled; ``None`` where the role has no page for it."""
    match settled.at:
        case SettledAt.SITTING | SettledAt.MINUTES if settled.sitting and settled.case:
            is_minutes = settled.at is SettledAt.MINUTES
            screen = "minutes" if is_minutes else "sitting_mode"
            return Place(screen, settled.sitting, settled.case)
        case SettledAt.SITTING:
            return Place("sitting", settled.ref)
        case SettledAt.MEMBER | SettledAt.CENTRAL_LIST:
            return _of_the_list(settled, role)
        case SettledAt.HOUSEHOLD:
            return Place("household", settled.ref) if role in _SEES_HOUSEHOLDS else None
    is_theirs = settled.at is SettledAt.DECISION and role is UserRole.DECISION_MAKER
    return Place("decision" if is_theirs else "case", settled.case or settled.ref)


def _of_the_list(settled: Settled, role: UserRole) -> Place | None:
    if role is UserRole.DECISION_MAKER:
        return None
    if settled.at is SettledAt.MEMBER:
        return Place("member", settled.ref)
    return None if role is UserRole.MEMBER else Place("central_list")
