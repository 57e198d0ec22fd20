"""The sheets and columns of the workbook, declared once for reading, checking and writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum

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

Value = str | int | date | tuple[str, ...] | None
"""What a cell means once it is understood; codes are members of their enumeration."""


class Kind(Enum):
    """What a column holds, which settles how its cells are understood."""

    TEXT = "text"
    TEXTS = "texts"
    REF = "ref"
    REFS = "refs"
    CODE = "code"
    CODES = "codes"
    DATE = "date"
    YES_NO = "yes_no"
    WHOLE = "whole"
    TIME = "time"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a sheet.

    ``blank`` is what an empty cell means. ``codes`` are the words that a code column accepts, and
    ``numbers`` the only whole numbers accepted where not every one is. ``refers_to`` is the sheet
    in which a reference must be found. ``attribute`` names the row's attribute where the column's
    own name is a word of the language.
    """

    name: str
    kind: Kind
    required: bool = False
    blank: Value = None
    codes: Mapping[str, StrEnum] = field(default_factory=dict)
    numbers: tuple[int, ...] = ()
    refers_to: str = ""
    attribute: str = ""

    @property
    def row_field(self) -> str:
        """The attribute of the row that takes the value."""
        return self.attribute or self.name


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: its columns, what makes two rows the same row, and which dates follow which.

    ``date_pairs`` holds, for two dates of one row, the later column and the one that it must not
    come before.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    date_pairs: tuple[tuple[str, str], ...] = ()

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the columns that the sheet may not be without."""
        return tuple(column.name for column in self.columns if column.required)


def _text(name: str, *, required: bool = False) -> Column:
    return Column(name=name, kind=Kind.TEXT, required=required)


def _ref(name: str, *, to: str = "", required: bool = False) -> Column:
    return Column(name=name, kind=Kind.REF, refers_to=to, required=required)


def _refs(name: str, *, to: str) -> Column:
    return Column(name=name, kind=Kind.REFS, refers_to=to, blank=())


def _code(
    name: str, codes: type[StrEnum], *, required: bool = False, blank: StrEnum | None = None
) -> Column:
    return Column(name=name, kind=Kind.CODE, codes=_by_word(codes), required=required, blank=blank)


def _codes(name: str, codes: type[StrEnum]) -> Column:
    return Column(name=name, kind=Kind.CODES, codes=_by_word(codes), blank=())


def _by_word(codes: type[StrEnum]) -> Mapping[str, StrEnum]:
    return {code.value: code for code in codes}


def _day(name: str, *, required: bool = False, attribute: str = "") -> Column:
    return Column(name=name, kind=Kind.DATE, required=required, attribute=attribute)


def _yes_no(name: str, *, blank: Value = None) -> Column:
    return Column(name=name, kind=Kind.YES_NO, blank=blank)


def _whole(
    name: str,
    *,
    required: bool = False,
    numbers: tuple[int, ...] = (),
    blank: int | None = None,
) -> Column:
    return Column(name=name, kind=Kind.WHOLE, required=required, numbers=numbers, blank=blank)


MEMBERS = Sheet(
    name="members",
    key=("member_ref",),
    columns=(
        _ref("member_ref", required=True),
        _text("name", required=True),
        _code("category", MemberCategory),
        _code("office", Office),
        _yes_no("independent"),
        _yes_no("social_worker_3y"),
        _day("joined_on", required=True),
        _day("left_on"),
        _day("dbs_on"),
        _day("agreement_signed_on"),
        _day("observed_on"),
        _day("induction_completed_on"),
        _day("last_appraisal_on"),
    ),
    date_pairs=(("left_on", "joined_on"),),
)

HOUSEHOLDS = Sheet(
    name="households",
    key=("household_ref",),
    columns=(
        _ref("household_ref", required=True),
        _text("carer_1", required=True),
        _text("carer_2"),
        _code("carer_kind", CarerKind, required=True),
        _day("approved_on"),
        _whole("number_of_children"),
        _whole("age_from"),
        _whole("age_to"),
        _codes("placement_types", PlacementType),
        _text("team"),
    ),
)

SITTINGS = Sheet(
    name="sittings",
    key=("sitting_ref",),
    columns=(
        _ref("sitting_ref", required=True),
        _day("date", required=True),
        Column(name="start", kind=Kind.TIME),
        _code("mode", SittingMode),
        _code("kind", SittingKind, blank=SittingKind.MAIN),
        _code("panel", PanelKind, blank=PanelKind.SINGLE),
        _ref("in_the_chair", to="members"),
        _refs("present", to="members"),
        _yes_no("cancelled", blank=False),
    ),
)

CASES = Sheet(
    name="cases",
    key=("case_ref",),
    columns=(
        _ref("case_ref", required=True),
        _ref("household_ref", to="households", required=True),
        _code("case_type", CaseType, required=True),
        _code("carer_kind", CarerKind, required=True),
        _ref("follows_case", to="cases"),
        _code("route", Route),
        _day("opened_on"),
        _day("application_on"),
        _day("reg24_started_on"),
        Column(name="named_children", kind=Kind.TEXTS, blank=()),
        _text("social_worker"),
        _text("requested_terms"),
    ),
)

ITEMS = Sheet(
    name="items",
    key=("sitting_ref", "case_ref"),
    columns=(
        _ref("sitting_ref", to="sittings", required=True),
        _whole("order", required=True),
        _ref("case_ref", to="cases", required=True),
        _code("outcome", Outcome),
        _code("deferral_reason", DeferralReason),
        _yes_no("unanimous"),
        _text("terms"),
        _text("reasons"),
        _code("quality_grade", QualityGrade),
        _day("minutes_final_on"),
        _refs("withdrawn_members", to="members"),
    ),
)

DECISIONS = Sheet(
    name="decisions",
    key=("case_ref", "sitting_ref"),
    columns=(
        _ref("case_ref", to="cases", required=True),
        _ref("sitting_ref", to="sittings"),
        _day("minutes_received_on"),
        _day("decided_on", required=True),
        _code("decision", FirstDecision, required=True),
        _text("decision_maker"),
        _text("reasons"),
        _day("oral_on"),
        _day("written_on"),
        _code("qd_response", QdResponse),
        _day("qd_response_on"),
        _day("final_decided_on"),
        _code("final_decision", FinalDecision),
    ),
    date_pairs=(
        ("decided_on", "minutes_received_on"),
        ("oral_on", "decided_on"),
        ("written_on", "decided_on"),
        ("final_decided_on", "decided_on"),
        ("qd_response_on", "written_on"),
    ),
)

IRM = Sheet(
    name="irm",
    key=("case_ref", "applied_on"),
    columns=(
        _ref("case_ref", to="cases", required=True),
        _day("applied_on", required=True),
        _day("notified_on"),
        _day("papers_sent_on"),
        _day("reviewed_on"),
        _code("irm_recommendation", IrmRecommendation),
        _day("final_decided_on"),
        _code("final_decision", FinalDecision),
    ),
    date_pairs=(
        ("notified_on", "applied_on"),
        ("papers_sent_on", "notified_on"),
        ("reviewed_on", "notified_on"),
    ),
)

ENDINGS = Sheet(
    name="endings",
    key=("household_ref", "carer"),
    columns=(
        _ref("household_ref", to="households", required=True),
        _whole("carer", numbers=(1, 2), blank=1),
        _code("ending_kind", EndingKind, required=True),
        _code("ending_reason", EndingReason, required=True),
        _day("notice_received_on"),
        _day("effective_on", required=True),
        _ref("sitting_ref", to="sittings"),
    ),
    date_pairs=(("effective_on", "notice_received_on"),),
)

NOT_COLLECTED = Sheet(
    name="not_collected",
    key=("row_id", "from", "to"),
    columns=(
        _ref("row_id", required=True),
        _day("from", required=True, attribute="from_on"),
        _day("to", required=True, attribute="to_on"),
    ),
)

SHEETS = (
    MEMBERS,
    HOUSEHOLDS,
    SITTINGS,
    CASES,
    ITEMS,
    DECISIONS,
    IRM,
    ENDINGS,
    NOT_COLLECTED,
)
