"""The columns of the two halves of the list of sittings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.queries.sitting_rows import Stage
from ui.models.rows import Column
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from panelapp.queries.sitting_overview import SittingOverview

_TONES = {
    Stage.TODAY: Tone.INFO,
    Stage.ATTENDANCE_MISSING: Tone.WARNING,
}


def _day(row: SittingOverview) -> str:
    return row.day_words


def _tone(row: SittingOverview) -> str:
    tone = _TONES.get(row.stage)
    return tone.value if tone else ""


def _quorate(row: SittingOverview) -> str:
    if row.is_quorate is None:
        return "Not known"
    return "Quorate" if row.is_quorate else "Not quorate"


def _quorate_tone(row: SittingOverview) -> str:
    return Tone.PROBLEM.value if row.is_quorate is False else ""


_DAY: Column[SittingOverview] = Column(
    title="Day", text=_day, key=lambda row: row.held_on, width=27
)
_ITEMS: Column[SittingOverview] = Column(
    title="Items", text=lambda row: str(row.items), key=lambda row: row.items, width=4
)

AHEAD: tuple[Column[SittingOverview], ...] = (
    _DAY,
    Column(title="Time", text=lambda row: row.times, width=6),
    Column(title="Where", text=lambda row: row.where),
    _ITEMS,
    Column(
        title="Members",
        text=lambda row: row.people_words,
        key=lambda row: row.coming,
        width=13,
    ),
    Column(title="Papers", text=lambda row: row.papers_words, width=25),
    Column(title="Status", text=lambda row: row.stage_words, width=11, tone=_tone),
)

PAST: tuple[Column[SittingOverview], ...] = (
    _DAY,
    Column(title="Kind", text=lambda row: row.kind_words, width=14),
    Column(title="In the chair", text=lambda row: row.in_the_chair),
    _ITEMS,
    Column(
        title="Members",
        text=lambda row: row.people_words,
        key=lambda row: row.coming,
        width=13,
    ),
    Column(title="Quorum", text=_quorate, width=10, tone=_quorate_tone),
    Column(title="Status", text=lambda row: row.stage_words, width=20, tone=_tone),
)
