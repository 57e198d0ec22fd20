"""The rows of the workbook, one class for each sheet, blank cells understood as they should be.

``row_number`` is the number that the spreadsheet shows beside the row. ``None`` means not known.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from panelapp.domain.vocabulary import (
    CarerKind,
    CaseType,
    DeferralReason,
    EndingKind,
    EndingReason,
    FinalDecision,
    FirstDecision,
    IrmRecommendation,
    MemberCategory,
    Office,
    Outcome,
    PanelKind,
    PlacementType,
    QdResponse,
    QualityGrade,
    Route,
    SittingKind,
    SittingMode,
)


@dataclass(frozen=True, kw_only=True, repr=False)
class Row:
    """One row of a sheet. Its contents are never shown by accident, for they name people."""

    row_number: int

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.row_number}>"


@dataclass(frozen=True, kw_only=True, repr=False)
class MemberRow(Row):
    """A person on the central list.

    ``independent`` and ``social_worker_3y`` are what the list states, not what was computed.
    """

    member_ref: str
    name: str
    category: MemberCategory | None = None
    office: Office | None = None
    independent: bool | None = None
    social_worker_3y: bool | None = None
    joined_on: dt.date
    left_on: dt.date | None = None
    dbs_on: dt.date | None = None
    agreement_signed_on: dt.date | None = None
    observed_on: dt.date | None = None
    induction_completed_on: dt.date | None = None
    last_appraisal_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class HouseholdRow(Row):
    """A fostering household and its terms of approval; the first placement type is primary."""

    household_ref: str
    carer_1: str
    carer_2: str | None = None
    carer_kind: CarerKind
    approved_on: dt.date | None = None
    number_of_children: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    placement_types: tuple[PlacementType, ...] = ()
    team: str | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class SittingRow(Row):
    """A sitting; ``in_the_chair`` and ``present`` are member refs."""

    sitting_ref: str
    date: dt.date
    start: str | None = None
    mode: SittingMode | None = None
    kind: SittingKind
    panel: PanelKind
    in_the_chair: str | None = None
    present: tuple[str, ...] = ()
    cancelled: bool


@dataclass(frozen=True, kw_only=True, repr=False)
class CaseRow(Row):
    """A case; ``follows_case`` is the case that representations are about."""

    case_ref: str
    household_ref: str
    case_type: CaseType
    carer_kind: CarerKind
    follows_case: str | None = None
    route: Route | None = None
    opened_on: dt.date | None = None
    application_on: dt.date | None = None
    reg24_started_on: dt.date | None = None
    named_children: tuple[str, ...] = ()
    social_worker: str | None = None
    requested_terms: str | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class ItemRow(Row):
    """A case on the agenda of a sitting; without an outcome it was not heard yet."""

    sitting_ref: str
    order: int
    case_ref: str
    outcome: Outcome | None = None
    deferral_reason: DeferralReason | None = None
    unanimous: bool | None = None
    terms: str | None = None
    reasons: str | None = None
    quality_grade: QualityGrade | None = None
    minutes_final_on: dt.date | None = None
    withdrawn_members: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class DecisionRow(Row):
    """A first decision of the decision maker, and the final one after a determination."""

    case_ref: str
    sitting_ref: str | None = None
    minutes_received_on: dt.date | None = None
    decided_on: dt.date
    decision: FirstDecision
    decision_maker: str | None = None
    reasons: str | None = None
    oral_on: dt.date | None = None
    written_on: dt.date | None = None
    qd_response: QdResponse | None = None
    qd_response_on: dt.date | None = None
    final_decided_on: dt.date | None = None
    final_decision: FinalDecision | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class IrmRow(Row):
    """An application to the Independent Review Mechanism."""

    case_ref: str
    applied_on: dt.date
    notified_on: dt.date | None = None
    papers_sent_on: dt.date | None = None
    reviewed_on: dt.date | None = None
    irm_recommendation: IrmRecommendation | None = None
    final_decided_on: dt.date | None = None
    final_decision: FinalDecision | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class EndingRow(Row):
    """The end of one carer's approval; ``carer`` is 1 or 2, as the household's columns are."""

    household_ref: str
    carer: int
    ending_kind: EndingKind
    ending_reason: EndingReason
    notice_received_on: dt.date | None = None
    effective_on: dt.date
    sitting_ref: str | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class NotCollectedRow(Row):
    """A figure of the annual report that was not collected from one day to another, inclusive."""

    row_id: str
    from_on: dt.date
    to_on: dt.date


@dataclass(frozen=True, kw_only=True)
class WorkbookRows:
    """All rows of a workbook, in the order of their sheets; a sheet that is absent has none."""

    members: tuple[MemberRow, ...] = ()
    households: tuple[HouseholdRow, ...] = ()
    sittings: tuple[SittingRow, ...] = ()
    cases: tuple[CaseRow, ...] = ()
    items: tuple[ItemRow, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()
    irm: tuple[IrmRow, ...] = ()
    endings: tuple[EndingRow, ...] = ()
    not_collected: tuple[NotCollectedRow, ...] = ()
