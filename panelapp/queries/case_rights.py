"""What may be done with a case now, and why not where it may not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from panelapp.domain.rules.lifecycle import TABLE, CaseState, Move
from panelapp.domain.vocabulary import CaseType, UserRole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panelapp.domain.rules.tasks import CaseWork

_OFFICE = (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR)


class CaseAction(StrEnum):
    """Something that is done on the page of a case."""

    CHANGE = "change"
    ADD_PAPERS = "add_papers"
    REMOVE_PAPER = "remove_paper"
    SAVE_PAPER = "save_paper"
    PUT_ON_AGENDA = "put_on_agenda"
    TAKE_OFF_AGENDA = "take_off_agenda"
    WITHDRAW = "withdraw"
    OPEN_REPRESENTATIONS = "open_representations"
    RECORD_RESIGNATION = "record_resignation"


_MOVES: Mapping[CaseAction, Move] = {
    CaseAction.PUT_ON_AGENDA: Move.LIST,
    CaseAction.TAKE_OFF_AGENDA: Move.TAKE_OFF_AGENDA,
    CaseAction.WITHDRAW: Move.WITHDRAW,
    CaseAction.OPEN_REPRESENTATIONS: Move.OPEN_REPRESENTATIONS,
}
_ENDED = frozenset({CaseState.CLOSED, CaseState.WITHDRAWN})


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """One action, and why it cannot be done now; empty where it can."""

    action: CaseAction
    why_not: str = ""

    @property
    def is_possible(self) -> bool:
        """Whether it can be done now."""
        return not self.why_not


def rights(work: CaseWork, role: UserRole) -> tuple[Allowed, ...]:
    """One row for each action."""
    return tuple(
        Allowed(action=action, why_not=_why_not(action, work, role)) for action in CaseAction
    )


def _why_not(action: CaseAction, work: CaseWork, role: UserRole) -> str:
    if role not in _OFFICE:
        return "This is for the panel adviser or the administrator."
    move = _MOVES.get(action)
    if move is not None and move not in TABLE[work.state]:
        return _not_now(action, work.state)
    if action is CaseAction.RECORD_RESIGNATION and work.case.case_type is not CaseType.RESIGNATION:
        return "This is not a resignation."
    return ""


def _not_now(action: CaseAction, state: CaseState) -> str:
    if state in _ENDED:
        return "The case has ended."
    match action:
        case CaseAction.PUT_ON_AGENDA if state is CaseState.LISTED:
            return "The case is on an agenda."
        case CaseAction.PUT_ON_AGENDA:
            return "The panel has heard the case."
        case CaseAction.TAKE_OFF_AGENDA:
            return "The case is on no agenda."
        case CaseAction.OPEN_REPRESENTATIONS:
            return "There are no representations."
    return "A decision was made and the people are to be told of it."
