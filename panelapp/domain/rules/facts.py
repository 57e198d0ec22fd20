"""The plain facts that the rules read about a case, a household, a listed person or a sitting.

Nothing here is computed. A date that is ``None`` means that the thing has not happened, or is not
known. Sequences are in the order in which things happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from panelapp.domain.vocabulary import (
    AdviceNeed,
    CarerKind,
    CaseType,
    CheckCode,
    DeferralReason,
    FinalDecision,
    FirstDecision,
    IrmRecommendation,
    Office,
    Outcome,
    QdResponse,
)


@dataclass(frozen=True, kw_only=True)
class DeferralFacts:
    """What a deferred case still needs, who brings it and by when."""

    reason: DeferralReason | None = None
    needed: str = ""
    from_whom: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PresentationFacts:
    """One time that a case was put on the agenda of a sitting.

    ``confirmed_on`` is the day the chair confirmed the recommendation, ``minutes_final_on`` the
    day the item's minutes became final and ``minutes_received_on`` the day they reached the
    decision maker. An imported outcome counts as confirmed.
    """

    item_id: str
    sitting_ref: str
    sitting_on: date
    sitting_cancelled: bool = False
    outcome: Outcome | None = None
    confirmed_on: date | None = None
    deferral: DeferralFacts | None = None
    minutes_final_on: date | None = None
    minutes_received_on: date | None = None
    imported: bool = False


@dataclass(frozen=True, kw_only=True)
class RequirementFacts:
    """Something the decision maker asked for besides the decision."""

    what: str
    due_on: date | None = None
    met_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class IrmFacts:
    """An application to the Independent Review Mechanism, and what came of it.

    ``notified_on`` is the day the service received the notification; ``copied_on`` the day a copy
    of the final decision was sent to the mechanism.
    """

    applied_on: date
    notified_on: date | None = None
    papers_sent_on: date | None = None
    reviewed_on: date | None = None
    recommendation: IrmRecommendation | None = None
    recommendation_received_on: date | None = None
    copied_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class FinalFacts:
    """The final decision after a qualifying determination."""

    code: FinalDecision
    decided_on: date
    written_on: date | None = None
    imported: bool = False


@dataclass(frozen=True, kw_only=True)
class DecisionFacts:
    """A first decision and everything that followed from it.

    ``sitting_ref`` is the sitting whose recommendation was decided on, ``None`` where no panel was
    asked. ``written_on`` is the date of the letter. ``representations_ref`` is the case in which
    representations went back to panel, ``representations_received_on`` the day its final minutes
    reached the decision maker, or the day it was withdrawn, which is
    ``representations_withdrawn_on`` too.
    """

    code: FirstDecision
    decided_on: date
    sitting_ref: str | None = None
    oral_on: date | None = None
    written_on: date | None = None
    response: QdResponse | None = None
    response_on: date | None = None
    representations_ref: str | None = None
    representations_received_on: date | None = None
    representations_withdrawn_on: date | None = None
    irm: IrmFacts | None = None
    final: FinalFacts | None = None
    agreement_signed_on: date | None = None
    requirements: tuple[RequirementFacts, ...] = ()
    imported: bool = False


@dataclass(frozen=True, kw_only=True)
class Reg24Facts:
    """What was done about extending, or ending, a temporary approval under regulation 24.

    ``extended_on`` is the day the nominated officer approved the extension. ``review_applied_on``
    is the day the carer applied for an independent review of a refusal, which keeps the approval
    going without a fixed end until ``review_over_on``, the day of the final decision after it.
    ``ended_on`` is the day the placement ended.
    """

    panel_views_on: date | None = None
    appropriate_on: date | None = None
    iro_informed_on: date | None = None
    extended_on: date | None = None
    review_applied_on: date | None = None
    review_over_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class CheckFacts:
    """One thing that a case collects, as far as somebody touched it.

    ``carer`` counts the carers of the household from one, ``other`` is the number of somebody else
    who lives there; neither is given for what is about the household. ``expires_on`` is the last
    day on which it holds, ``chased_on`` every day on which it was asked for again.
    """

    id: int
    code: CheckCode
    carer: int | None = None
    other: int | None = None
    detail: str = ""
    requested_on: date | None = None
    received_on: date | None = None
    expires_on: date | None = None
    is_not_needed: bool = False
    chased_on: tuple[date, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OtherPersonFacts:
    """Somebody besides the carers who lives in a household, lived there or will."""

    id: int
    date_of_birth: date | None = None
    moved_in_on: date | None = None
    moved_out_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AssessmentFacts:
    """What an assessment collected, about whom, and how far its two stages are.

    ``carers`` holds the places of the carers in their household. ``declared_on`` is the day on
    which a team manager declared that the assessment complies.
    """

    carers: tuple[int, ...] = ()
    others: tuple[OtherPersonFacts, ...] = ()
    checks: tuple[CheckFacts, ...] = ()
    decided_on: date | None = None
    stage2_started_on: date | None = None
    declared_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AdviceFacts:
    """Which advice a case needs, and when it was seen; ``adviser_on`` is the panel adviser's."""

    medical: AdviceNeed | None = None
    medical_on: date | None = None
    legal: AdviceNeed | None = None
    legal_on: date | None = None
    adviser_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ExemptionFacts:
    """An exemption from the usual fostering limit.

    ``noticed_on`` is the day of the written notice, with which it begins; ``ends_on`` the last day
    where a condition sets one. ``another_named_on`` is the day on which the case named a child whom
    the notice does not name, ``another_authority_on`` the day from which the carers are recorded in
    the area of another authority than the one that gave it.
    """

    noticed_on: date | None = None
    ends_on: date | None = None
    cancelled_on: date | None = None
    another_named_on: date | None = None
    another_authority_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """Everything the rules need to know about one case.

    ``follows`` is the type of the case that representations are about and ``followed_final_on``
    the day that case was finally decided. ``report_shared_on`` is the day the report was sent to
    the applicants and ``observations_on`` the day their observations came.
    ``connected_approval_decided_on`` is the day the household's full approval was decided after a
    temporary approval began, ``quality_assured_on`` the day the assessment was signed off in place
    of a panel, ``stage1_refused_on`` the day the service refused the application on stage 1
    information and ``needed_by_on`` the day by which a child or a court needs the decision.
    """

    ref: str
    case_type: CaseType
    carer_kind: CarerKind
    follows: CaseType | None = None
    followed_final_on: date | None = None
    opened_on: date | None = None
    application_on: date | None = None
    reg24_started_on: date | None = None
    reg24: Reg24Facts | None = None
    connected_approval_decided_on: date | None = None
    report_shared_on: date | None = None
    observations_on: date | None = None
    quality_assured_on: date | None = None
    needed_by_on: date | None = None
    exemption: ExemptionFacts | None = None
    withdrawn_on: date | None = None
    stage1_refused_on: date | None = None
    assessment: AssessmentFacts = AssessmentFacts()
    advice: AdviceFacts = AdviceFacts()
    presentations: tuple[PresentationFacts, ...] = ()
    decisions: tuple[DecisionFacts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HouseholdFacts:
    """A fostering household's approval and reviews.

    ``last_review_on`` is the day the last review was completed by its decision. ``ended_on`` is
    the day the approval of the last remaining carer ended or will end.
    """

    ref: str
    carer_kind: CarerKind
    approved_on: date | None = None
    last_review_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class MemberFacts:
    """A person on the central list.

    ``office`` is ``None`` for a listed person who is not appointed to the panel. ``left_on`` is
    the last day on the list, ``first_sitting_on`` the first sitting attended or rostered as a
    member. ``is_social_worker_3y`` and ``is_independent`` hold for the day that is asked about.
    """

    ref: str
    joined_on: date
    office: Office | None = None
    left_on: date | None = None
    notice_on: date | None = None
    induction_completed_on: date | None = None
    last_appraisal_on: date | None = None
    dbs_on: date | None = None
    agreement_signed_on: date | None = None
    observed_on: date | None = None
    first_sitting_on: date | None = None
    is_social_worker_3y: bool = False
    is_independent: bool = False


@dataclass(frozen=True, kw_only=True)
class SittingFacts:
    """A sitting: planned, held or cancelled."""

    ref: str
    held_on: date
    cancelled: bool = False
    papers_sent_on: date | None = None
    attendance_recorded: bool = False
    number_of_items: int = 0
