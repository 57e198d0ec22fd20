"""A case as it stood at the end of a day: what happened later is taken away again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from panelapp.domain.rules.calendar import WorkingCalendar
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.facts import (
    AdviceFacts,
    AssessmentFacts,
    CaseFacts,
    CheckFacts,
    DecisionFacts,
    ExemptionFacts,
    FinalFacts,
    IrmFacts,
    PresentationFacts,
    Reg24Facts,
)
from panelapp.domain.vocabulary import AdviceNeed, QdResponse

if TYPE_CHECKING:
    from datetime import date


def as_of(case: CaseFacts, on: date) -> CaseFacts:
    """The facts of a case that had happened by a day.

    A sitting that lies ahead stays, because it was planned; what it said does not.
    """
    return replace(
        case,
        opened_on=_by(on, case.opened_on),
        application_on=_by(on, case.application_on),
        reg24_started_on=_by(on, case.reg24_started_on),
        followed_final_on=_by(on, case.followed_final_on),
        reg24=_reg24_as_of(case.reg24, on) if case.reg24 else None,
        connected_approval_decided_on=_by(on, case.connected_approval_decided_on),
        report_shared_on=_by(on, case.report_shared_on),
        observations_on=_by(on, case.observations_on),
        quality_assured_on=_by(on, case.quality_assured_on),
        exemption=_exemption_as_of(case.exemption, on) if case.exemption else None,
        withdrawn_on=_by(on, case.withdrawn_on),
        stage1_refused_on=_by(on, case.stage1_refused_on),
        assessment=_assessment_as_of(case.assessment, on),
        advice=_advice_as_of(case.advice, on),
        presentations=tuple(_presentation_as_of(shown, on) for shown in case.presentations),
        decisions=tuple(
            _decision_as_of(decision, on)
            for decision in case.decisions
            if decision.decided_on <= on
        ),
    )


def had_begun(case: CaseFacts, on: date) -> bool:
    """Whether a case was there by a day: opened, applied for, or a placement made.

    One of which no such day is known was always there.
    """
    begun = [case.opened_on, case.application_on, case.reg24_started_on]
    known = [day for day in begun if day is not None]
    return not known or min(known) <= on


def last_day_to_respond(decision: DecisionFacts) -> date | None:
    """The last of the 28 days from the date of the letter; ``None`` while there is no letter."""
    if decision.written_on is None:
        return None
    return due("qd_response", decision.written_on, WorkingCalendar()).due


def _by(on: date, day: date | None) -> date | None:
    return day if day is not None and day <= on else None


def _presentation_as_of(shown: PresentationFacts, on: date) -> PresentationFacts:
    if shown.sitting_on > on:
        return replace(
            shown,
            outcome=None,
            confirmed_on=None,
            deferral=None,
            minutes_final_on=None,
            minutes_received_on=None,
        )
    return replace(
        shown,
        confirmed_on=_by(on, shown.confirmed_on),
        minutes_final_on=_by(on, shown.minutes_final_on),
        minutes_received_on=_by(on, shown.minutes_received_on),
    )


def _decision_as_of(decision: DecisionFacts, on: date) -> DecisionFacts:
    responded_on = _responded_on(decision)
    responded = responded_on is None or responded_on <= on
    return replace(
        decision,
        oral_on=_by(on, decision.oral_on),
        written_on=_by(on, decision.written_on),
        response=decision.response if responded else None,
        response_on=_by(on, decision.response_on),
        representations_received_on=_by(on, decision.representations_received_on),
        representations_withdrawn_on=_by(on, decision.representations_withdrawn_on),
        irm=_irm_as_of(decision.irm, on) if decision.irm else None,
        final=_final_as_of(decision.final, on) if decision.final else None,
        agreement_signed_on=_by(on, decision.agreement_signed_on),
        requirements=tuple(
            replace(requirement, met_on=_by(on, requirement.met_on))
            for requirement in decision.requirements
        ),
    )


def _responded_on(decision: DecisionFacts) -> date | None:
    """When an answer was known: that none came, on the day after the last one to answer."""
    last_day = last_day_to_respond(decision)
    if decision.response is QdResponse.NONE and decision.response_on is None and last_day:
        return last_day + timedelta(days=1)
    return decision.response_on


def _irm_as_of(irm: IrmFacts, on: date) -> IrmFacts | None:
    if irm.applied_on > on:
        return None
    received_on = irm.recommendation_received_on or irm.reviewed_on
    return replace(
        irm,
        notified_on=_by(on, irm.notified_on),
        papers_sent_on=_by(on, irm.papers_sent_on),
        reviewed_on=_by(on, irm.reviewed_on),
        recommendation=irm.recommendation if received_on is None or received_on <= on else None,
        recommendation_received_on=_by(on, irm.recommendation_received_on),
        copied_on=_by(on, irm.copied_on),
    )


def _final_as_of(final: FinalFacts, on: date) -> FinalFacts | None:
    if final.decided_on > on:
        return None
    return replace(final, written_on=_by(on, final.written_on))


def _exemption_as_of(exemption: ExemptionFacts, on: date) -> ExemptionFacts | None:
    if exemption.noticed_on is None or exemption.noticed_on > on:
        return None
    return replace(
        exemption,
        cancelled_on=_by(on, exemption.cancelled_on),
        another_named_on=_by(on, exemption.another_named_on),
        another_authority_on=_by(on, exemption.another_authority_on),
    )


def _reg24_as_of(reg24: Reg24Facts, on: date) -> Reg24Facts:
    return Reg24Facts(
        panel_views_on=_by(on, reg24.panel_views_on),
        appropriate_on=_by(on, reg24.appropriate_on),
        iro_informed_on=_by(on, reg24.iro_informed_on),
        extended_on=_by(on, reg24.extended_on),
        review_applied_on=_by(on, reg24.review_applied_on),
        review_over_on=_by(on, reg24.review_over_on),
        ended_on=_by(on, reg24.ended_on),
    )


def _assessment_as_of(assessment: AssessmentFacts, on: date) -> AssessmentFacts:
    return replace(
        assessment,
        checks=tuple(_check_as_of(check, on) for check in assessment.checks),
        decided_on=_by(on, assessment.decided_on),
        stage2_started_on=_by(on, assessment.stage2_started_on),
        declared_on=_by(on, assessment.declared_on),
    )


def _check_as_of(check: CheckFacts, on: date) -> CheckFacts:
    received_on = _by(on, check.received_on)
    return replace(
        check,
        requested_on=_by(on, check.requested_on),
        received_on=received_on,
        expires_on=check.expires_on if received_on else None,
        chased_on=tuple(day for day in check.chased_on if day <= on),
    )


def _advice_as_of(advice: AdviceFacts, on: date) -> AdviceFacts:
    """Advice that was seen later was needed then."""
    return AdviceFacts(
        medical=_need_as_of(advice.medical, advice.medical_on, on),
        medical_on=_by(on, advice.medical_on),
        legal=_need_as_of(advice.legal, advice.legal_on, on),
        legal_on=_by(on, advice.legal_on),
        adviser_on=_by(on, advice.adviser_on),
    )


def _need_as_of(need: AdviceNeed | None, seen_on: date | None, on: date) -> AdviceNeed | None:
    return AdviceNeed.NEEDED if seen_on is not None and seen_on > on else need
