"""The condition that a case may still be open, so that closed ones need not be read in full.

Which cases it lets through is kept in the file with the open duties, since asking it of every case
takes long where there are many (ADR 0016).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, false, func, or_, select
from sqlalchemy.orm import aliased

from panelapp.domain.models import (
    Agreement,
    Case,
    Decision,
    DutiesDay,
    Exemption,
    FinalDecisionRecord,
    IrmReferral,
    Item,
    LockedMinutes,
    Notice,
    OpenCase,
    Recommendation,
    Requirement,
)
from panelapp.domain.rules.routes import ALWAYS_ALLOWED
from panelapp.domain.vocabulary import CaseType, FinalDecision, FirstDecision, NoticeKind
from panelapp.persistence.unit_of_work import in_force

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import BindParameter, ColumnElement

    from panelapp.persistence.unit_of_work import UnitOfWork

_DETERMINATIONS = tuple(code for code in FirstDecision if code.is_qualifying_determination)


def may_be_open(on: date | BindParameter[date]) -> ColumnElement[bool]:
    """That a case is not closed for certain on a day and later; of these the facts tell.

    A test holds it against the rules, case by case.
    """
    goes_on = Case.withdrawn_on.is_(None) & Case.stage1_refused_on.is_(None)
    return goes_on & (~_is_settled(on) | _is_untold(on) | _owes_something(on))


def open_cases(uow: UnitOfWork) -> ColumnElement[bool]:
    """That a case may be open today or later: as it is kept, where it is."""
    kept_for = uow.session.scalars(select(DutiesDay.day)).one_or_none()
    if kept_for is None or kept_for > uow.today:
        return may_be_open(uow.today)
    return Case.id.in_(select(OpenCase.case_id))


def _is_settled(on: date | BindParameter[date]) -> ColumnElement[bool]:
    """That the case was decided for good by a day, or the one that it is about was."""
    first = exists().where(
        Decision.case_id == Case.id,
        in_force(Decision),
        Decision.code.not_in((*ALWAYS_ALLOWED, *_DETERMINATIONS)),
        Decision.decided_on <= on,
    )
    # A determination on representations is final at once, whatever its code.
    elsewhere = aliased(FinalDecisionRecord)
    followed = exists().where(elsewhere.case_id == Case.follows_id, *_stands(elsewhere, on))
    return first | _is_finally_decided(on) | followed


def _is_finally_decided(on: date | BindParameter[date]) -> ColumnElement[bool]:
    stands = _stands(FinalDecisionRecord, on)
    return exists().where(FinalDecisionRecord.case_id == Case.id, *stands)


def _stands(
    final: type[FinalDecisionRecord], on: date | BindParameter[date]
) -> tuple[ColumnElement[bool], ...]:
    return (in_force(final), final.code.is_not(None), final.decided_on <= on)


def _is_untold(on: date | BindParameter[date]) -> ColumnElement[bool]:
    """That by a day no letter told of a decision that asks for one."""
    told = exists().where(
        Notice.decision_id == Decision.id,
        Notice.kind == NoticeKind.WRITTEN,
        Notice.given_on <= on,
    )
    untold = exists().where(
        Decision.case_id == Case.id,
        in_force(Decision),
        Decision.code.not_in((*ALWAYS_ALLOWED, FirstDecision.NOTED)),
        ~told,
    )
    return untold & ~_is_finally_decided(on)


def _owes_something(on: date | BindParameter[date]) -> ColumnElement[bool]:
    """That a settled case owes a requirement, an agreement, minutes or what follows a review."""
    asked = exists().where(
        Requirement.decision_id == Decision.id,
        Decision.case_id == Case.id,
        Requirement.done_on.is_(None),
    )
    return or_(
        asked,
        _is_unsigned(),
        _is_unlocked(),
        _is_finally_untold(),
        Case.reg24_started_on.is_not(None) & ~_has_no_temporary_approval(on),
        (Case.case_type == CaseType.EXEMPTION) & ~_is_exemption_over(on),
    )


def _has_no_temporary_approval(on: date | BindParameter[date]) -> ColumnElement[bool]:
    """That the placement has ended, or the household was approved in full since it began."""
    full = aliased(Case)
    approved = exists().where(
        full.household_id == Case.household_id,
        full.case_type == CaseType.CONNECTED_APPROVAL,
        Decision.case_id == full.id,
        Decision.code == FirstDecision.APPROVE,
        Decision.decided_on.between(Case.reg24_started_on, on),
        in_force(Decision),
    )
    ended = func.coalesce(Case.placement_ended_on <= on, false())
    return or_(ended, approved)


def _is_exemption_over(on: date | BindParameter[date]) -> ColumnElement[bool]:
    return exists().where(
        Exemption.case_id == Case.id, or_(Exemption.cancelled_on <= on, Exemption.ends_on < on)
    )


def _is_unsigned() -> ColumnElement[bool]:
    signed = exists().where(Agreement.decision_id == Decision.id)
    finally_approved = exists().where(
        FinalDecisionRecord.case_id == Case.id, FinalDecisionRecord.code == FinalDecision.APPROVE
    )
    return exists().where(
        Decision.case_id == Case.id,
        Decision.import_id.is_(None),
        Decision.agreement_signed_on.is_(None),
        or_(Decision.code == FirstDecision.APPROVE, finally_approved),
        ~signed,
    )


def _is_unlocked() -> ColumnElement[bool]:
    locked = exists().where(LockedMinutes.item_id == Item.id)
    return exists().where(
        Item.case_id == Case.id,
        Recommendation.item_id == Item.id,
        Item.withdrawn_on.is_(None),
        ~locked,
    )


def _is_finally_untold() -> ColumnElement[bool]:
    told = exists().where(Notice.final_decision_id == FinalDecisionRecord.id)
    uncopied = exists().where(IrmReferral.case_id == Case.id, IrmReferral.copy_sent_on.is_(None))
    return exists().where(
        FinalDecisionRecord.case_id == Case.id,
        FinalDecisionRecord.import_id.is_(None),
        or_(~told, uncopied),
    )
