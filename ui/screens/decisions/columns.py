"""The columns of the three parts of the list of decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.values import long_date
from panelapp.queries.decision_list import DecisionGroup
from ui.models.rows import Column
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from panelapp.queries.decision_list import DecisionRow


def _day(day: date | None) -> str:
    return long_date(day) if day else ""


def _tone(row: DecisionRow) -> str:
    if row.is_late:
        return Tone.PROBLEM.value
    return Tone.WARNING.value if row.is_soon else ""


def _type(row: DecisionRow) -> str:
    """The type without the name of its form, which its page says."""
    return row.case_type.split(" (", maxsplit=1)[0]


def _recommended(row: DecisionRow) -> str:
    return "Final decision" if row.is_final else row.recommendation


_CASE: Column[DecisionRow] = Column(title="Case", text=lambda row: row.case_ref, width=12)
_WHO: Column[DecisionRow] = Column(title="Who", text=lambda row: row.household, width=22)
_TYPE: Column[DecisionRow] = Column(title="Type", text=_type, width=21)
_DECISION: Column[DecisionRow] = Column(title="Decision", text=lambda row: row.decision, width=27)
_DECIDED: Column[DecisionRow] = Column(
    title="Decided on",
    text=lambda row: _day(row.decided_on),
    key=lambda row: row.decided_on,
    width=17,
)
_TIME_LEFT: Column[DecisionRow] = Column(
    title="Time left",
    text=lambda row: row.time_left,
    key=lambda row: row.due,
    tone=_tone,
    width=20,
)

COLUMNS: Mapping[DecisionGroup, tuple[Column[DecisionRow], ...]] = {
    DecisionGroup.WAITING: (
        _CASE,
        _WHO,
        _TYPE,
        Column(title="Panel recommended", text=_recommended),
        Column(
            title="Decide by", text=lambda row: _day(row.due), key=lambda row: row.due, width=17
        ),
        _TIME_LEFT,
    ),
    DecisionGroup.TO_DO: (
        _CASE,
        _WHO,
        _DECISION,
        Column(title="Status", text=lambda row: row.status),
        _TIME_LEFT,
    ),
    DecisionGroup.FINISHED: (
        _CASE,
        _WHO,
        _TYPE,
        Column(title="Decision", text=lambda row: row.decision),
        _DECIDED,
    ),
}
