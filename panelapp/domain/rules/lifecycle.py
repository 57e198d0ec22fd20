"""The one table of case states and moves.

A state is read off the facts of a case and never stored. Imported history is not held to the
table: it may begin in the middle.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from panelapp.domain.errors import RuleBroken
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.history import as_of, last_day_to_respond
from panelapp.domain.rules.move_words import move_words, stage_words
from panelapp.domain.rules.routes import is_recommendation
from panelapp.domain.vocabulary import CaseType, FirstDecision, Outcome, QdResponse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from panelapp.domain.rules.facts import CaseFacts, DecisionFacts, PresentationFacts


class CaseState(StrEnum):
    """How far a case has come."""

    OPENED = "opened"
    SIGNED_OFF = "signed_off"
    LISTED = "listed"
    HEARD = "heard"
    DEFERRED = "deferred"
    RECOMMENDED = "recommended"
    NOTED = "noted"
    MINUTES_LOCKED = "minutes_locked"
    WITH_DECISION_MAKER = "with_decision_maker"
    INFORMATION_AWAITED = "information_awaited"
    RETURNED_TO_PANEL = "returned_to_panel"
    DECIDED = "decided"
    NOTIFIED = "notified"
    REPRESENTATIONS = "representations"
    IRM = "irm"
    FINAL_DECISION_DUE = "final_decision_due"
    FINALLY_DECIDED = "finally_decided"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    REFUSED_AT_STAGE_1 = "refused_at_stage_1"


class Move(StrEnum):
    """What can be done with a case."""

    SIGN_OFF = "sign_off"
    LIST = "list"
    TAKE_OFF_AGENDA = "take_off_agenda"
    RECORD_OUTCOME = "record_outcome"
    CONFIRM_RECOMMENDATION = "confirm_recommendation"
    LOCK_MINUTES = "lock_minutes"
    SEND_TO_DECISION_MAKER = "send_to_decision_maker"
    DECIDE = "decide"
    DECIDE_WITHOUT_PANEL = "decide_without_panel"
    GIVE_ORAL_NOTICE = "give_oral_notice"
    GIVE_WRITTEN_NOTICE = "give_written_notice"
    RECORD_RESPONSE = "record_response"
    OPEN_REPRESENTATIONS = "open_representations"
    RECORD_IRM_STEP = "record_irm_step"
    DECIDE_FINALLY = "decide_finally"
    GIVE_FINAL_NOTICE = "give_final_notice"
    WITHDRAW = "withdraw"
    REFUSE_AT_STAGE_1 = "refuse_at_stage_1"


TABLE: Mapping[CaseState, frozenset[Move]] = {
    CaseState.OPENED: frozenset(
        {
            Move.SIGN_OFF,
            Move.LIST,
            Move.DECIDE_WITHOUT_PANEL,
            Move.WITHDRAW,
            Move.REFUSE_AT_STAGE_1,
        }
    ),
    CaseState.SIGNED_OFF: frozenset(
        {Move.SIGN_OFF, Move.LIST, Move.DECIDE_WITHOUT_PANEL, Move.WITHDRAW}
    ),
    CaseState.LISTED: frozenset({Move.TAKE_OFF_AGENDA, Move.RECORD_OUTCOME, Move.WITHDRAW}),
    CaseState.HEARD: frozenset(
        {
            Move.TAKE_OFF_AGENDA,
            Move.RECORD_OUTCOME,
            Move.CONFIRM_RECOMMENDATION,
            Move.WITHDRAW,
        }
    ),
    CaseState.DEFERRED: frozenset(
        {Move.LIST, Move.LOCK_MINUTES, Move.DECIDE_WITHOUT_PANEL, Move.WITHDRAW}
    ),
    CaseState.RECOMMENDED: frozenset({Move.LOCK_MINUTES, Move.WITHDRAW}),
    CaseState.NOTED: frozenset({Move.DECIDE}),
    CaseState.MINUTES_LOCKED: frozenset({Move.SEND_TO_DECISION_MAKER, Move.WITHDRAW}),
    CaseState.WITH_DECISION_MAKER: frozenset({Move.DECIDE, Move.WITHDRAW}),
    CaseState.INFORMATION_AWAITED: frozenset(
        {Move.SIGN_OFF, Move.LIST, Move.DECIDE, Move.DECIDE_WITHOUT_PANEL, Move.WITHDRAW}
    ),
    CaseState.RETURNED_TO_PANEL: frozenset({Move.LIST, Move.WITHDRAW}),
    CaseState.DECIDED: frozenset({Move.GIVE_ORAL_NOTICE, Move.GIVE_WRITTEN_NOTICE}),
    CaseState.NOTIFIED: frozenset({Move.GIVE_ORAL_NOTICE, Move.RECORD_RESPONSE, Move.WITHDRAW}),
    CaseState.REPRESENTATIONS: frozenset({Move.OPEN_REPRESENTATIONS, Move.WITHDRAW}),
    CaseState.IRM: frozenset({Move.RECORD_IRM_STEP, Move.WITHDRAW}),
    CaseState.FINAL_DECISION_DUE: frozenset(
        {Move.RECORD_RESPONSE, Move.DECIDE_FINALLY, Move.WITHDRAW}
    ),
    CaseState.FINALLY_DECIDED: frozenset({Move.GIVE_FINAL_NOTICE}),
    CaseState.CLOSED: frozenset({Move.GIVE_ORAL_NOTICE}),
    CaseState.WITHDRAWN: frozenset(),
    CaseState.REFUSED_AT_STAGE_1: frozenset(),
}

_RULE_OF_MOVE: Mapping[Move, str] = {
    Move.SIGN_OFF: "direct_route",
    Move.LOCK_MINUTES: "written_record",
    Move.CONFIRM_RECOMMENDATION: "written_record",
    Move.SEND_TO_DECISION_MAKER: "adm_decision",
    Move.DECIDE: "adm_decision",
    Move.GIVE_ORAL_NOTICE: "oral_notice",
    Move.GIVE_WRITTEN_NOTICE: "written_notice",
    Move.RECORD_RESPONSE: "qd_response",
    Move.OPEN_REPRESENTATIONS: "panel_representations",
    Move.RECORD_IRM_STEP: "irm_application",
    Move.DECIDE_FINALLY: "final_decision",
    Move.GIVE_FINAL_NOTICE: "final_notice",
    Move.REFUSE_AT_STAGE_1: "stage1_refusal",
}


def case_state(case: CaseFacts, on: date) -> CaseState:
    """How far a case had come at the end of a day."""
    then = as_of(case, on)
    if then.withdrawn_on or then.stage1_refused_on:
        return CaseState.WITHDRAWN if then.withdrawn_on else CaseState.REFUSED_AT_STAGE_1
    if then.followed_final_on:
        return CaseState.CLOSED
    shown = latest_presentation(then)
    if not then.decisions:
        if shown is None and then.quality_assured_on:
            return CaseState.SIGNED_OFF
        return _state_at_panel(shown)
    decision = then.decisions[-1]
    if sent_back(decision) and shown is not None and _is_after(shown, decision):
        return _state_at_panel(shown)
    return _state_after(decision, then.case_type, on)


def require(state: CaseState, move: Move) -> None:
    """Refuse a move that the table does not allow in a state.

    Raises ``RuleBroken``.
    """
    if move in TABLE[state]:
        return
    rule_id = "deferral" if state is CaseState.DEFERRED else _RULE_OF_MOVE.get(move, "case_order")
    possible = ", ".join(move_words(each) for each in Move if each in TABLE[state])
    raise RuleBroken(
        f"{stage_words(state)}, so {move_words(move)} is not possible now.",
        citation=ENGLAND_2011.rule(rule_id).citation,
        remedy=f"Possible now: {possible}." if possible else "Nothing more can be done with it.",
    )


def require_response(decision: DecisionFacts, response: QdResponse, received_on: date) -> None:
    """Refuse an answer to a qualifying determination that is late, early or a second one.

    Fostering Services (England) Regulations 2011, reg. 27(6) and 28(7). Raises ``RuleBroken``.
    """
    if decision.response not in {None, response}:
        raise RuleBroken(
            "The person already answered this qualifying determination: one route only.",
            citation=ENGLAND_2011.rule("one_route").citation,
        )
    last_day = last_day_to_respond(decision)
    if decision.written_on is None or last_day is None or received_on < decision.written_on:
        raise RuleBroken(
            "There is no letter that this answer could follow.",
            citation=ENGLAND_2011.rule("qd_response").citation,
            remedy="Record the date of the written notice first.",
        )
    if response is QdResponse.NONE and received_on <= last_day:
        raise RuleBroken(
            "The 28 days to answer have not passed yet.",
            citation=ENGLAND_2011.rule("qd_response").citation,
        )
    if response in {QdResponse.REPRESENTATIONS, QdResponse.IRM} and received_on > last_day:
        raise RuleBroken(
            "The answer came after the 28 days to answer had passed.",
            citation=ENGLAND_2011.rule("qd_response").citation,
        )


def latest_presentation(case: CaseFacts) -> PresentationFacts | None:
    """The last presentation that stands: not cancelled, and not taken off the agenda."""
    standing = [
        shown
        for shown in case.presentations
        if not shown.sitting_cancelled and shown.outcome is not Outcome.WITHDRAWN
    ]
    return max(standing, key=lambda shown: (shown.sitting_on, int(shown.item_id)), default=None)


def is_confirmed(shown: PresentationFacts) -> bool:
    """Whether the outcome stands: the chair confirmed it, or it was imported."""
    return shown.outcome is not None and (shown.confirmed_on is not None or shown.imported)


def sent_back(decision: DecisionFacts) -> bool:
    """Whether the decision leaves the case open: more information, or back to panel."""
    return decision.code in {FirstDecision.MORE_INFORMATION, FirstDecision.RETURN_TO_PANEL}


def awaits_response(decision: DecisionFacts, case_type: CaseType) -> bool:
    """Whether the decision is a qualifying determination that the person may answer.

    After representations a decision is final, whatever its code.
    """
    return decision.code.is_qualifying_determination and case_type is not CaseType.REPRESENTATIONS


def _is_after(shown: PresentationFacts, decision: DecisionFacts) -> bool:
    return shown.sitting_ref != decision.sitting_ref and shown.sitting_on >= decision.decided_on


def _state_at_panel(shown: PresentationFacts | None) -> CaseState:
    if shown is None:
        return CaseState.OPENED
    if shown.outcome is None:
        return CaseState.LISTED
    if not is_confirmed(shown):
        return CaseState.HEARD
    if shown.outcome is Outcome.DEFERRED:
        return CaseState.DEFERRED
    return _state_of_minutes(shown, recommended=is_recommendation(shown.outcome))


def _state_of_minutes(shown: PresentationFacts, *, recommended: bool) -> CaseState:
    if shown.minutes_final_on is None:
        return CaseState.RECOMMENDED
    if not recommended:
        return CaseState.NOTED
    if shown.minutes_received_on is None:
        return CaseState.MINUTES_LOCKED
    return CaseState.WITH_DECISION_MAKER


def _state_after(decision: DecisionFacts, case_type: CaseType, on: date) -> CaseState:
    match decision.code:
        case FirstDecision.MORE_INFORMATION:
            return CaseState.INFORMATION_AWAITED
        case FirstDecision.RETURN_TO_PANEL:
            return CaseState.RETURNED_TO_PANEL
        case FirstDecision.NOTED:
            return CaseState.CLOSED
    if awaits_response(decision, case_type):
        return _state_of_determination(decision, on)
    return CaseState.CLOSED if decision.written_on else CaseState.DECIDED


def _state_of_determination(decision: DecisionFacts, on: date) -> CaseState:
    if decision.final is not None:
        told = decision.final.written_on is not None or decision.final.imported
        return CaseState.CLOSED if told else CaseState.FINALLY_DECIDED
    if decision.response is not None:
        return _state_of_response(decision)
    last_day = last_day_to_respond(decision)
    if last_day is None:
        return CaseState.DECIDED
    return CaseState.NOTIFIED if on <= last_day else CaseState.FINAL_DECISION_DUE


def _state_of_response(decision: DecisionFacts) -> CaseState:
    match decision.response:
        case QdResponse.REPRESENTATIONS if decision.representations_received_on is None:
            return CaseState.REPRESENTATIONS
        case QdResponse.IRM if decision.irm is None or decision.irm.recommendation is None:
            return CaseState.IRM
        case _:
            return CaseState.FINAL_DECISION_DUE
