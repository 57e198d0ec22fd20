"""What may be done with a case now, and why not where it may not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from panelapp.domain.rules.assessment import last_day_to_refuse
from panelapp.domain.rules.checks import LISTED_TYPES
from panelapp.domain.rules.lifecycle import TABLE, CaseState, Move
from panelapp.domain.rules.routes import INITIAL_APPROVALS
from panelapp.domain.rules.status_words import ENDED
from panelapp.domain.rules.tasks import TaskPlace
from panelapp.domain.vocabulary import CaseType, UserRole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from panelapp.domain.rules.tasks import CaseWork

OFFICE = (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR)
SEES_HOUSEHOLDS = (*OFFICE, UserRole.AUDITOR)
FOR_THE_OFFICE = "This is for the panel adviser or the administrator."
_CHAIRS = (UserRole.CHAIR, UserRole.VICE_CHAIR)


class CaseAction(StrEnum):
    """Something that is done on the page of a case."""

    CHANGE = "change"
    ADD_PAPERS = "add_papers"
    REMOVE_PAPER = "remove_paper"
    RENAME_PAPER = "rename_paper"
    FILL_FROM_FORM = "fill_from_form"
    SAVE_PAPER = "save_paper"
    PUT_ON_AGENDA = "put_on_agenda"
    TAKE_OFF_AGENDA = "take_off_agenda"
    WITHDRAW = "withdraw"
    SIGN_OFF = "sign_off"
    OPEN_REPRESENTATIONS = "open_representations"
    RECORD_RESIGNATION = "record_resignation"
    RECORD_EXEMPTION = "record_exemption"
    CANCEL_EXEMPTION = "cancel_exemption"
    RECORD_CHECKS = "record_checks"
    REFUSE_AT_STAGE_1 = "refuse_at_stage_1"


_MOVES: Mapping[CaseAction, Move] = {
    CaseAction.SIGN_OFF: Move.SIGN_OFF,
    CaseAction.PUT_ON_AGENDA: Move.LIST,
    CaseAction.TAKE_OFF_AGENDA: Move.TAKE_OFF_AGENDA,
    CaseAction.WITHDRAW: Move.WITHDRAW,
    CaseAction.REFUSE_AT_STAGE_1: Move.REFUSE_AT_STAGE_1,
    CaseAction.OPEN_REPRESENTATIONS: Move.OPEN_REPRESENTATIONS,
}
_GIVEN_UP = frozenset({CaseState.WITHDRAWN, CaseState.REFUSED_AT_STAGE_1})
_SEES_DECISIONS = (*OFFICE, *_CHAIRS, UserRole.DECISION_MAKER, UserRole.AUDITOR)
_OPEN_TO: Mapping[TaskPlace, tuple[UserRole, ...]] = {
    TaskPlace.DETAILS: OFFICE,
    TaskPlace.SIGN_OFF: OFFICE,
    TaskPlace.EXEMPTION: OFFICE,
    TaskPlace.PAPERS: tuple(UserRole),
    TaskPlace.PEOPLE: tuple(UserRole),
    TaskPlace.CHECKS: (*OFFICE, UserRole.AUDITOR),
    TaskPlace.AGENDA: OFFICE,
    TaskPlace.SITTING: (*OFFICE, *_CHAIRS, UserRole.MEMBER, UserRole.AUDITOR),
    TaskPlace.SITTING_MODE: (*OFFICE, *_CHAIRS),
    TaskPlace.MINUTES: (*OFFICE, *_CHAIRS, UserRole.DECISION_MAKER, UserRole.AUDITOR),
    TaskPlace.DECISION: _SEES_DECISIONS,
    TaskPlace.REPRESENTATIONS: OFFICE,
    TaskPlace.CASE: tuple(UserRole),
}


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """One action, and why it cannot be done now; empty where it can."""

    action: CaseAction
    why_not: str = ""

    @property
    def is_possible(self) -> bool:
        """Whether it can be done now."""
        return not self.why_not


def works_as(role: UserRole) -> frozenset[UserRole]:
    """The roles whose tasks somebody takes up: the office works as one, and so do the chairs."""
    same = next((group for group in (OFFICE, _CHAIRS) if role in group), (role,))
    return frozenset(same)


def places_open_to(role: UserRole) -> frozenset[TaskPlace]:
    """The places of tasks to which somebody in a role can go."""
    return frozenset(place for place, roles in _OPEN_TO.items() if role in roles)


def rights(work: CaseWork, role: UserRole) -> tuple[Allowed, ...]:
    """One row for each action."""
    return tuple(
        Allowed(action=action, why_not=_why_not(action, work, role)) for action in CaseAction
    )


def _why_not(action: CaseAction, work: CaseWork, role: UserRole) -> str:
    if role not in OFFICE:
        return FOR_THE_OFFICE
    move = _MOVES.get(action)
    if move is not None and move not in TABLE[work.state]:
        return _not_now(action, work.state)
    if action in _OF_EXEMPTIONS:
        return _why_no_exemption(action, work)
    own = _OWN_REASONS.get(action)
    return own(work) if own else ""


_OF_EXEMPTIONS = frozenset({CaseAction.RECORD_EXEMPTION, CaseAction.CANCEL_EXEMPTION})


def _why_no_exemption(action: CaseAction, work: CaseWork) -> str:
    if work.case.case_type is not CaseType.EXEMPTION:
        return "This is not about an exemption."
    if work.state is CaseState.WITHDRAWN:
        return "The case has ended."
    given = work.case.exemption
    if action is CaseAction.CANCEL_EXEMPTION and (given is None or given.cancelled_on is not None):
        return "There is no exemption to cancel."
    return ""


def _why_no_resignation(work: CaseWork) -> str:
    is_one = work.case.case_type is CaseType.RESIGNATION
    return "" if is_one else "This is not a resignation."


def _why_no_sign_off(work: CaseWork) -> str:
    return "" if work.may_go_direct else "A panel is asked about this case."


def _why_no_checks(work: CaseWork) -> str:
    if work.case.case_type not in LISTED_TYPES:
        return "A case of this type has no list of checks."
    return "The case has ended." if work.state in _GIVEN_UP else ""


def _why_not_refused(work: CaseWork) -> str:
    """Why an application cannot be refused on stage 1 information (reg. 26(1B))."""
    case = work.case
    if case.case_type not in INITIAL_APPROVALS:
        return "Only an application for approval can be refused at stage 1."
    if case.assessment.stage2_started_on is not None:
        return "Stage 2 has begun. A brief report to the panel is the way."
    last = last_day_to_refuse(case.case_type, case.assessment, work.on, work.calendar)
    if last is not None and work.on > last:
        return "The 10 working days to refuse at stage 1 have ended."
    return ""


def _why_not_filled(work: CaseWork) -> str:
    return "The case has ended." if work.state in ENDED else ""


_OWN_REASONS: Mapping[CaseAction, Callable[[CaseWork], str]] = {
    CaseAction.RECORD_RESIGNATION: _why_no_resignation,
    CaseAction.RECORD_CHECKS: _why_no_checks,
    CaseAction.FILL_FROM_FORM: _why_not_filled,
    CaseAction.REFUSE_AT_STAGE_1: _why_not_refused,
    CaseAction.SIGN_OFF: _why_no_sign_off,
}


def _not_now(action: CaseAction, state: CaseState) -> str:
    if state in ENDED:
        return "The case has ended."
    if action is CaseAction.PUT_ON_AGENDA and state is CaseState.LISTED:
        return "The case is on an agenda."
    if action is CaseAction.WITHDRAW and state is CaseState.NOTED:
        return "The panel noted the case."
    return _NOT_NOW[action]


_NOT_NOW: Mapping[CaseAction, str] = {
    CaseAction.SIGN_OFF: "The case is on its way through panel.",
    CaseAction.PUT_ON_AGENDA: "The panel has heard the case.",
    CaseAction.REFUSE_AT_STAGE_1: "The case is past stage 1.",
    CaseAction.TAKE_OFF_AGENDA: "The case is on no agenda that can be changed.",
    CaseAction.WITHDRAW: "A decision was made, and people are to be told of it.",
    CaseAction.OPEN_REPRESENTATIONS: "There are no representations.",
}
