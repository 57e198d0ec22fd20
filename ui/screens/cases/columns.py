"""The columns of the list of cases, and what it is narrowed by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import CaseType
from panelapp.queries.case_choice import (
    SOON,
    CaseDue,
    CaseSort,
    CasesQuestion,
    CaseStage,
)
from ui.components.filter_bar import DayFilter, Filter
from ui.models.rows import Column
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panelapp.queries.case_list import CaseRow
    from ui.components.filter_bar import Asked

FAR = 20
"""Working days above which a deadline is said by its date."""


def due_words(row: CaseRow) -> str:
    """How long is left for what is due next: ``3 working days left``, or a far date."""
    deadline = row.deadline
    if deadline is None:
        return ""
    return long_date(deadline.due) if deadline.working_days > FAR else deadline.words


def next_words(row: CaseRow) -> str:
    """What is due next in a case, and when, in one sentence."""
    due = row.deadline
    if due is None:
        return f"Nothing is due in {row.case}."
    verb = "was due" if due.is_late else "is due"
    return f"Next in {row.case}: {due.what}. It {verb} on {long_date(due.due)}, {due.words}."


def _status(row: CaseRow) -> str:
    return f"{row.status}, {long_date(row.sitting_on)}" if row.sitting_on else row.status


def _type(row: CaseRow) -> str:
    """The type without the name of its form, which its page says."""
    return label(row.case_type).split(" (")[0]


def _next_due(row: CaseRow) -> str:
    """What is left for what is due next, and whether the case has priority while it is open."""
    urgent = "priority" if row.is_urgent and row.is_open else ""
    words = ", ".join(part for part in (due_words(row), urgent) if part)
    return words[:1].upper() + words[1:]


def _tone(row: CaseRow) -> str:
    deadline = row.deadline
    if deadline is None or deadline.working_days > SOON:
        return Tone.WARNING.value if row.is_urgent and row.is_open else ""
    return Tone.PROBLEM.value if deadline.is_late else Tone.WARNING.value


_DAYS = ("earliest first", "latest first")
COLUMNS: tuple[Column[CaseRow], ...] = (
    Column(
        title="Case",
        text=lambda row: row.case,
        width=12,
        sort=CaseSort.CASE,
        orders=("lowest first", "highest first"),
    ),
    Column(title="Who", text=lambda row: row.names, width=27, sort=CaseSort.WHO),
    Column(title="Type", text=_type, width=27, sort=CaseSort.TYPE),
    Column(
        title="Status",
        text=_status,
        width=26,
        sort=CaseSort.STATUS,
        orders=("newest stage first", "last stage first"),
    ),
    Column(title="Next due", text=_next_due, tone=_tone, sort=CaseSort.DUE, orders=_DAYS),
)
STAGES: Mapping[CaseStage, str] = {
    CaseStage.PREPARED: "Being prepared",
    CaseStage.WITH_PANEL: "With the panel",
    CaseStage.WITH_DECISION_MAKER: "With the decision maker",
    CaseStage.AFTER_DECISION: "After the decision",
    CaseStage.OVER: "Closed",
}
OPEN = "open"
FILTERS: tuple[Filter | DayFilter, ...] = (
    Filter(
        code="stage",
        title="Show",
        none="All cases",
        options=((OPEN, "Open cases"), *((stage.value, words) for stage, words in STAGES.items())),
        usual=OPEN,
        is_near=True,
    ),
    Filter(
        code="type",
        title="Type",
        none="All types",
        options=tuple((kind.value, label(kind)) for kind in CaseType),
        is_near=True,
    ),
    Filter(
        code="due",
        title="Due",
        none="On any day",
        options=(
            (CaseDue.LATE.value, "Late"),
            (CaseDue.SOON.value, f"In {SOON} working days"),
            (CaseDue.NOTHING.value, "Nothing due"),
        ),
    ),
    Filter(code="urgent", title="Priority", none="With or without", options=(("yes", "With"),)),
    Filter(code="sitting", title="Sitting", none="Any sitting"),
    Filter(code="worker", title="Social worker", none="Anybody"),
    DayFilter(code="first", title="Opened from"),
    DayFilter(code="last", title="Opened until"),
)


def question(asked: Asked, limit: int | None = None) -> CasesQuestion:
    """What a filter asks of the office."""
    stage, kind = asked.chosen.get("stage", ""), asked.chosen.get("type")
    due = asked.chosen.get("due")
    return CasesQuestion(
        text=asked.text,
        open_only=stage == OPEN,
        case_types=frozenset({CaseType(kind)}) if kind else frozenset(),
        stage=CaseStage(stage) if stage and stage != OPEN else None,
        due=CaseDue(due) if due else None,
        is_urgent="urgent" in asked.chosen,
        sitting=asked.chosen.get("sitting", ""),
        social_worker=asked.chosen.get("worker", ""),
        first=asked.day("first"),
        last=asked.day("last"),
        sort=CaseSort(asked.sort) if asked.sort else None,
        is_descending=asked.is_descending,
        limit=limit,
    )
