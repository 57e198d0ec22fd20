"""What followed a decision, and what is still to follow: notices, the answer, the agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.labels import label
from panelapp.domain.models import Notice, Requirement
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.history import last_day_to_respond
from panelapp.domain.rules.lifecycle import awaits_response, sent_back
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import (
    DispatchMethod,
    FinalDecision,
    FirstDecision,
    IrmRecommendation,
    NoticeKind,
    QdResponse,
)
from panelapp.queries.decisions import irm_referral_of
from panelapp.queries.next_step import time_left

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from panelapp.domain.models import Case, Decision, FinalDecisionRecord
    from panelapp.domain.rules.duties import Duty
    from panelapp.domain.rules.facts import DecisionFacts
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class NoticeRow:
    """A notice that was given, or one that is due: then there is no day on which it was given."""

    kind: NoticeKind
    label: str
    given_on: date | None = None
    method: str = ""
    given_by: str = ""
    due: date | None = None
    is_late: bool = False
    time_left: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerState:
    """The answer to a qualifying determination, given or awaited.

    ``last_day`` is the last of the 28 days, once there is a letter. ``open_answers`` are those
    that may be recorded now.
    """

    last_day: date | None
    words: str
    response: QdResponse | None
    received_on: date | None
    open_answers: tuple[QdResponse, ...]
    time_left: str
    representations_ref: str


@dataclass(frozen=True, kw_only=True)
class RequirementRow:
    """Something that the decision asks for."""

    words: str
    owner: str
    due_on: date | None
    done_on: date | None
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class AgreementState:
    """The foster care agreement that follows an approval; no target once it is signed."""

    signed_on: date | None
    target: date | None
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class ReviewState:
    """A review by the Independent Review Mechanism, step by step."""

    applied_on: date
    notified_on: date | None
    papers_due: date | None
    papers_sent_on: date | None
    reviewed_on: date | None
    recommendation: IrmRecommendation | None
    recommendation_label: str
    recommendation_received_on: date | None
    copy_sent_on: date | None


def notices(
    decision: Decision, final: FinalDecisionRecord | None, facts: DecisionFacts, uow: UnitOfWork
) -> tuple[NoticeRow, ...]:
    """The notices of a decision and of the final one: those given, then those that are due."""
    about = Notice.decision_id == decision.id
    if final is not None:
        about |= Notice.final_decision_id == final.id
    given = uow.session.scalars(select(Notice).where(about).order_by(Notice.given_on, Notice.id))
    return (*map(_given, given), *_due(facts, uow))


def _given(notice: Notice) -> NoticeRow:
    is_known = notice.method is not DispatchMethod.NOT_RECORDED
    return NoticeRow(
        kind=notice.kind,
        label=label(notice.kind),
        given_on=notice.given_on,
        method=label(notice.method) if is_known else "",
        given_by=notice.given_by,
    )


def _due(facts: DecisionFacts, uow: UnitOfWork) -> Iterator[NoticeRow]:
    if facts.final is not None:
        if facts.final.written_on is None and not facts.final.imported:
            yield _awaited(NoticeKind.FINAL_WRITTEN, "written_notice", facts.final.decided_on, uow)
        return
    if sent_back(facts) or facts.code is FirstDecision.NOTED or facts.written_on is not None:
        return
    if facts.oral_on is None:
        yield _awaited(NoticeKind.ORAL, "oral_notice", facts.decided_on, uow)
    yield _awaited(NoticeKind.WRITTEN, "written_notice", facts.decided_on, uow)


def _awaited(kind: NoticeKind, clock: str, start: date, uow: UnitOfWork) -> NoticeRow:
    last = due(clock, start, uow.calendar).due
    return NoticeRow(
        kind=kind,
        label=label(kind),
        due=last,
        is_late=last < uow.today,
        time_left=time_left(last, uow.today, uow.calendar),
    )


def answer(case: Case, facts: DecisionFacts, uow: UnitOfWork) -> AnswerState | None:
    """The answer to a determination; ``None`` where the decision takes none."""
    if not awaits_response(facts, case.case_type):
        return None
    last = last_day_to_respond(facts)
    return AnswerState(
        last_day=last,
        words=_answer_words(facts, last, uow.today),
        response=facts.response,
        received_on=facts.response_on,
        open_answers=tuple(_open_answers(facts, last, uow.today)),
        time_left=time_left(last, uow.today, uow.calendar) if last else "",
        representations_ref=facts.representations_ref or "",
    )


def _open_answers(facts: DecisionFacts, last: date | None, today: date) -> Iterator[QdResponse]:
    if facts.response is not None or facts.final is not None or last is None:
        return
    yield from (QdResponse.REPRESENTATIONS, QdResponse.IRM, QdResponse.ACCEPTED)
    if today > last:
        yield QdResponse.NONE


def _answer_words(facts: DecisionFacts, last: date | None, today: date) -> str:
    if facts.response is not None:
        when = f", {long_date(facts.response_on)}" if facts.response_on else ""
        return f"{label(facts.response)}{when}"
    if last is None:
        return "The 28 days start with the date of the letter"
    if today > last:
        return f"No answer is recorded; the 28 days ended on {long_date(last)}"
    return f"Can answer until {long_date(last)}"


def requirements(decision: Decision, uow: UnitOfWork) -> tuple[RequirementRow, ...]:
    """What a decision asks for besides."""
    query = select(Requirement).where(Requirement.decision_id == decision.id)
    return tuple(
        RequirementRow(
            words=asked.words,
            owner=asked.owner,
            due_on=asked.due_on,
            done_on=asked.done_on,
            is_late=asked.done_on is None and asked.due_on is not None and asked.due_on < uow.today,
        )
        for asked in uow.session.scalars(query.order_by(Requirement.id))
    )


def agreement(facts: DecisionFacts, duties: Sequence[Duty], today: date) -> AgreementState | None:
    """The foster care agreement; ``None`` unless the person was approved."""
    is_final_approval = facts.final is not None and facts.final.code is FinalDecision.APPROVE
    if facts.code is not FirstDecision.APPROVE and not is_final_approval:
        return None
    target = next((duty.due for duty in duties if duty.duty == "sign_agreement"), None)
    return AgreementState(
        signed_on=facts.agreement_signed_on,
        target=target,
        is_late=target is not None and target < today,
    )


def review(decision: Decision, uow: UnitOfWork) -> ReviewState | None:
    """The independent review of a determination, once the person applied."""
    referral = irm_referral_of(decision, uow)
    if referral is None:
        return None
    told = referral.notified_on
    return ReviewState(
        applied_on=referral.applied_on,
        notified_on=told,
        papers_due=due("irm_papers", told, uow.calendar).due if told else None,
        papers_sent_on=referral.papers_sent_on,
        reviewed_on=referral.reviewed_on,
        recommendation=referral.recommendation,
        recommendation_label=label(referral.recommendation) if referral.recommendation else "",
        recommendation_received_on=referral.recommendation_received_on,
        copy_sent_on=referral.copy_sent_on,
    )
