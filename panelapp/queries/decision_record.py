"""The record of a decision as content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.documents.decision_record import (
    DecisionRecordContent,
    NoticeLine,
    RequirementLine,
)
from panelapp.domain.errors import NotFound, RuleBroken
from panelapp.domain.labels import label
from panelapp.domain.models import Notice, Requirement
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.routes import Relation, relation
from panelapp.domain.vocabulary import DispatchMethod, FirstDecision, NoticeKind
from panelapp.queries.decisions import final_decision_on, letter_date
from panelapp.queries.facts import current_recommendation, followed_type
from panelapp.queries.letters import recommended_after, text_lines

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement

    from panelapp.domain.models import Case, Decision, FinalDecisionRecord, Recommendation
    from panelapp.domain.vocabulary import FinalDecision
    from panelapp.persistence.unit_of_work import UnitOfWork


def decision_record_content(
    case: Case, uow: UnitOfWork, *, is_final: bool
) -> DecisionRecordContent:
    """What the record of the newest decision on a case says, or that of the final one.

    Raises :class:`NotFound` where no such decision is recorded.
    """
    decision = uow.decision(case)
    final = final_decision_on(decision, uow)
    if is_final:
        if final is None or final.code is None or final.decided_on is None:
            raise NotFound(f"There is no final decision on case {case.ref} yet.")
        return _final(decision, final, (final.code, final.decided_on), uow)
    return _first(case, decision, uow)


def _first(case: Case, decision: Decision, uow: UnitOfWork) -> DecisionRecordContent:
    said = current_recommendation(decision.item_id, uow) if decision.item_id else None
    received = decision.minutes_received_on
    letter_on = letter_date(decision, uow)
    is_qd = decision.code.is_qualifying_determination
    return DecisionRecordContent(
        agency=uow.agency.name,
        case_ref=case.ref,
        case_type=label(case.case_type),
        household=case.household.names,
        decision=label(decision.code),
        decided_by=decision.decision_maker.name if decision.decision_maker else "",
        decided_on=decision.decided_on,
        made_at=uow.now,
        is_qualifying_determination=is_qd,
        children=tuple(child.name for child in case.children),
        panel_sat_on=said.item.sitting.held_on if said else None,
        no_panel=decision.without_recommendation_because,
        minutes_received_on=received,
        decide_by=due("adm_decision", received, uow.calendar).due if received else None,
        recommendations=(("Panel", label(said.outcome)),) if said else (),
        panel_reasons=said.reasons if said else "",
        documents_read=text_lines(decision.documents_read),
        arguments=decision.arguments,
        new_information=decision.new_information,
        panel_reasons_adopted=decision.panel_reasons_adopted,
        agrees_with_panel=_agrees(case, decision, said),
        reasons=decision.reasons,
        terms=decision.terms,
        support_statement=decision.support_statement,
        effective_on=decision.effective_on,
        review_by=_review_by(decision, uow),
        reply_by=due("qd_response", letter_on, uow.calendar).due if is_qd and letter_on else None,
        requirements=_requirements(decision, uow),
        notices=_notices(uow, Notice.decision_id == decision.id),
    )


def _final(
    decision: Decision,
    final: FinalDecisionRecord,
    decided: tuple[FinalDecision, date],
    uow: UnitOfWork,
) -> DecisionRecordContent:
    case = decision.case
    code, decided_on = decided
    said = current_recommendation(decision.item_id, uow) if decision.item_id else None
    after, _ = recommended_after(decision, uow)
    reviewer = "Review panel (IRM)" if final.irm_referral_id else "Panel, after representations"
    recommended = [("Panel", label(said.outcome))] if said else []
    if after:
        recommended.append((reviewer, after))
    return DecisionRecordContent(
        agency=uow.agency.name,
        case_ref=case.ref,
        case_type=label(case.case_type),
        household=case.household.names,
        decision=label(code),
        decided_by=final.decision_maker.name if final.decision_maker else "",
        decided_on=decided_on,
        made_at=uow.now,
        is_final=True,
        children=tuple(child.name for child in case.children),
        panel_sat_on=said.item.sitting.held_on if said else None,
        recommendations=tuple(recommended),
        reasons=final.reasons,
        terms=final.terms,
        effective_on=final.effective_on,
        notices=_notices(uow, Notice.final_decision_id == final.id),
    )


def _agrees(case: Case, decision: Decision, said: Recommendation | None) -> bool | None:
    if said is None:
        return None
    try:
        found = relation(case.case_type, said.outcome, decision.code, followed_type(case))
    except RuleBroken:
        # Imported history is not held to the table of pairs.
        return None
    return {Relation.AGREES: True, Relation.DIFFERS: False}.get(found)


def _review_by(decision: Decision, uow: UnitOfWork) -> date | None:
    if decision.code is not FirstDecision.APPROVE:
        return None
    return due("review", decision.effective_on or decision.decided_on, uow.calendar).due


def _requirements(decision: Decision, uow: UnitOfWork) -> tuple[RequirementLine, ...]:
    rows = uow.session.scalars(select(Requirement).where(Requirement.decision_id == decision.id))
    return tuple(
        RequirementLine(words=row.words, owner=row.owner, due_on=row.due_on) for row in rows
    )


def _notices(uow: UnitOfWork, condition: ColumnElement[bool]) -> tuple[NoticeLine, ...]:
    words = {
        NoticeKind.ORAL: "Told orally",
        NoticeKind.WRITTEN: "Told in writing",
        NoticeKind.FINAL_WRITTEN: "Told in writing",
    }
    rows = uow.session.scalars(select(Notice).where(condition).order_by(Notice.given_on, Notice.id))
    return tuple(
        NoticeLine(
            kind=words[row.kind],
            given_on=row.given_on,
            method="" if row.method is DispatchMethod.NOT_RECORDED else label(row.method),
            by=row.given_by,
        )
        for row in rows
    )
