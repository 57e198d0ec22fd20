"""What can be done about a decision now, and why something cannot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.rules.lifecycle import TABLE, CaseState, Move, awaits_response, sent_back
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import FinalDecision, FirstDecision, QdResponse, UserRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.domain.models import Case
    from panelapp.domain.rules.facts import CaseFacts, DecisionFacts
    from panelapp.persistence.unit_of_work import UnitOfWork

_OFFICE = (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR)


class DecisionAct(StrEnum):
    """Something that the panel's office records after a decision."""

    TELL_ORALLY = "tell_orally"
    TELL_IN_WRITING = "tell_in_writing"
    RECORD_ANSWER = "record_answer"
    OPEN_REPRESENTATIONS = "open_representations"
    OPEN_REVIEW = "open_review"
    UPDATE_REVIEW = "update_review"
    TELL_FINALLY = "tell_finally"
    MEET_REQUIREMENT = "meet_requirement"
    RECORD_AGREEMENT = "record_agreement"


ACT_WORDS = {
    DecisionAct.TELL_ORALLY: "Record that they were told orally",
    DecisionAct.TELL_IN_WRITING: "Record the letter",
    DecisionAct.RECORD_ANSWER: "Record the answer",
    DecisionAct.OPEN_REPRESENTATIONS: "Open the representations",
    DecisionAct.OPEN_REVIEW: "Record the application for an independent review",
    DecisionAct.UPDATE_REVIEW: "Record a step of the independent review",
    DecisionAct.TELL_FINALLY: "Record the letter of the final decision",
    DecisionAct.MEET_REQUIREMENT: "Record that a requirement was met",
    DecisionAct.RECORD_AGREEMENT: "Record the foster care agreement",
}


@dataclass(frozen=True, kw_only=True)
class ActRow:
    """Something that can be recorded now, or the reason why it cannot be."""

    act: DecisionAct
    title: str
    why_not: str


def acts(case: Case, facts: CaseFacts, state: CaseState, uow: UnitOfWork) -> tuple[ActRow, ...]:
    """What belongs to a decision of this kind, in the order in which it happens."""
    if not facts.decisions:
        return ()
    decided = facts.decisions[-1]
    is_office = uow.actor.role in _OFFICE
    able = " or ".join(label(role).lower() for role in _OFFICE)
    return tuple(
        ActRow(
            act=act,
            title=ACT_WORDS[act],
            why_not=why_not if is_office else f"For the {able}.",
        )
        for act, why_not in _possible(case, decided, state)
    )


def _possible(
    case: Case, decided: DecisionFacts, state: CaseState
) -> Iterator[tuple[DecisionAct, str]]:
    if not sent_back(decided) and decided.code is not FirstDecision.NOTED:
        yield DecisionAct.TELL_ORALLY, _why_not_told(decided, state)
        recorded = "The letter is recorded. Its date stays."
        yield DecisionAct.TELL_IN_WRITING, _unless(Move.GIVE_WRITTEN_NOTICE, state, recorded)
    if awaits_response(decided, case.case_type):
        yield from _of_determination(decided, state)
    if any(asked.met_on is None for asked in decided.requirements):
        yield DecisionAct.MEET_REQUIREMENT, ""
    final = decided.final
    is_approved = decided.code is FirstDecision.APPROVE
    if is_approved or (final is not None and final.code is FinalDecision.APPROVE):
        signed = decided.agreement_signed_on is not None
        yield DecisionAct.RECORD_AGREEMENT, "It is signed." if signed else ""


def _why_not_told(decided: DecisionFacts, state: CaseState) -> str:
    if decided.oral_on is not None:
        return f"Recorded: they were told on {long_date(decided.oral_on)}."
    return _unless(Move.GIVE_ORAL_NOTICE, state, "That was before.")


def _of_determination(
    decided: DecisionFacts, state: CaseState
) -> Iterator[tuple[DecisionAct, str]]:
    yield DecisionAct.RECORD_ANSWER, _why_no_answer(decided, state)
    if decided.response is QdResponse.REPRESENTATIONS and decided.representations_ref is None:
        yield (
            DecisionAct.OPEN_REPRESENTATIONS,
            _unless(Move.OPEN_REPRESENTATIONS, state, "The final decision is made."),
        )
    if decided.response is QdResponse.IRM:
        if decided.irm is None:
            yield DecisionAct.OPEN_REVIEW, ""
        else:
            yield DecisionAct.UPDATE_REVIEW, ""
    before = "After the final decision."
    told = "The letter is recorded. Its date stays."
    why_not = before if decided.final is None else told
    yield DecisionAct.TELL_FINALLY, _unless(Move.GIVE_FINAL_NOTICE, state, why_not)


def _why_no_answer(decided: DecisionFacts, state: CaseState) -> str:
    if decided.response is not None:
        return "The answer is recorded. A person has one route, never two."
    if decided.written_on is None:
        return "After the letter is recorded."
    return _unless(Move.RECORD_RESPONSE, state, "The final decision is made.")


def _unless(move: Move, state: CaseState, why_not: str) -> str:
    return "" if move in TABLE[state] else why_not
