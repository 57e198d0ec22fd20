"""A review by the Independent Review Mechanism, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput, RuleBroken
from panelapp.domain.events import Topic
from panelapp.domain.models import IrmReferral
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.vocabulary import IrmRecommendation, QdResponse
from panelapp.queries.decisions import final_decision_on, irm_referral_of, letter_date, response_to

if TYPE_CHECKING:
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class OpenIrmReferral:
    """That a person applied to the IRM."""

    case: str
    applied_on: date


def open_irm_referral(command: OpenIrmReferral, uow: UnitOfWork) -> None:
    """Open the referral of a case to the IRM.

    Raises :class:`RuleBroken` unless the person's recorded answer to the determination is the
    IRM: it is one route only, never both, and for a second application. Raises :class:`BadInput`
    for a day before the letter.
    """
    case = uow.case(command.case)
    decision = uow.decision(case)
    response = response_to(decision, uow)
    if response is None or response.response is not QdResponse.IRM:
        raise RuleBroken(
            "The person's answer to this determination is not a review by the IRM.",
            citation=ENGLAND_2011.cite("one_route"),
            remedy="Nothing was recorded. Record the answer first.",
        )
    if irm_referral_of(decision, uow) is not None:
        raise RuleBroken(
            "The person has applied to the Independent Review Mechanism already.",
            citation=ENGLAND_2011.cite("irm_application"),
            remedy="Nothing was recorded. Record the next step of the review instead.",
        )
    applied_on = uow.require_happened(command.applied_on)
    if applied_on < (letter_date(decision, uow) or decision.decided_on):
        raise BadInput(
            "A person cannot apply before the letter of the determination was dated.",
            remedy="Nothing was recorded. Check the date.",
        )
    uow.session.add(IrmReferral(case_id=case.id, applied_on=applied_on, decision_id=decision.id))
    uow.changed(Topic.DECISIONS, case.ref, "irm")


@dataclass(frozen=True, kw_only=True)
class UpdateIrmReferral:
    """Steps of a referral that are now known; what is left out stays as it is."""

    case: str
    notified_on: date | None = None
    papers_sent_on: date | None = None
    reviewed_on: date | None = None
    recommendation: IrmRecommendation | None = None
    recommendation_received_on: date | None = None
    copy_sent_on: date | None = None


_STEPS = (
    "notified_on",
    "papers_sent_on",
    "reviewed_on",
    "recommendation",
    "recommendation_received_on",
    "copy_sent_on",
)


def update_irm_referral(command: UpdateIrmReferral, uow: UnitOfWork) -> None:
    """Record the notification, the papers, the review, what was recommended, and the copy sent.

    The papers go within ten working days of the notification (FSR 29), and a copy of the final
    decision goes to the mechanism. Raises :class:`RuleBroken` where nobody applied, and
    :class:`BadInput` where the steps are out of order or lie ahead. A review that was withdrawn
    needs not have been held.
    """
    case = uow.case(command.case)
    decision = uow.decision(case)
    referral = irm_referral_of(decision, uow)
    if referral is None:
        raise RuleBroken(
            "No application to the Independent Review Mechanism is recorded on this case.",
            citation=ENGLAND_2011.cite("irm_application"),
            remedy="Nothing was recorded. Record the application first.",
        )
    _require_final_first(command, referral, is_decided=final_decision_on(decision, uow) is not None)
    for name in _STEPS:
        value = getattr(command, name)
        if isinstance(value, date):
            uow.require_happened(value)
        if value is not None:
            setattr(referral, name, value)
    days = [referral.applied_on, referral.notified_on, referral.papers_sent_on]
    known = [day for day in (*days, referral.reviewed_on) if day is not None]
    undecided = {None, IrmRecommendation.WITHDRAWN}
    is_early = referral.recommendation not in undecided and referral.reviewed_on is None
    if known != sorted(known) or is_early:
        raise BadInput(
            "The steps of the review are out of order: application, notification, papers, "
            "review, and the recommendation.",
            remedy="Nothing was recorded. Check the dates.",
        )
    uow.changed(Topic.DECISIONS, case.ref, "irm")


def _require_final_first(
    command: UpdateIrmReferral, referral: IrmReferral, *, is_decided: bool
) -> None:
    """Refuse a copy of a final decision that is not made, and steps of a review that is over."""
    if command.copy_sent_on is not None and not is_decided:
        raise RuleBroken(
            "The final decision is not made yet, so no copy of it can have been sent.",
            citation=ENGLAND_2011.cite("irm_copy"),
            remedy="Nothing was recorded. Record the final decision first.",
        )
    changes = any(
        getattr(command, name) not in {None, getattr(referral, name)}
        for name in _STEPS
        if name != "copy_sent_on"
    )
    if is_decided and changes:
        raise RuleBroken(
            "The final decision took this review into account, so its steps stay as they are.",
            citation=ENGLAND_2011.cite("irm_recommendation"),
            remedy="Nothing was recorded. Only the copy sent to the review can be recorded now.",
        )
