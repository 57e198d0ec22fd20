"""The columns of the list of sittings, ahead and past, and what it is narrowed by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.vocabulary import SittingKind
from panelapp.queries.sitting_choice import OverviewQuestion, SittingSort, SittingWhen
from panelapp.queries.sitting_rows import Stage
from ui.components.filter_bar import DayFilter, Filter
from ui.models.rows import Column
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from panelapp.queries.sitting_overview import SittingOverview
    from ui.components.filter_bar import Asked

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


_DAYS = ("earliest first", "latest first")
_NUMBERS = ("fewest first", "most first")
_DAY: Column[SittingOverview] = Column(
    title="Day", text=_day, width=27, sort=SittingSort.DAY, orders=_DAYS
)
_ITEMS: Column[SittingOverview] = Column(
    title="Items",
    text=lambda row: str(row.items),
    width=5,
    sort=SittingSort.ITEMS,
    orders=_NUMBERS,
)
_MEMBERS: Column[SittingOverview] = Column(
    title="Members",
    text=lambda row: row.people_words,
    width=13,
    sort=SittingSort.MEMBERS,
    orders=_NUMBERS,
)
_KIND: Column[SittingOverview] = Column(
    title="Kind", text=lambda row: row.kind_words, width=14, sort=SittingSort.KIND
)
_CHAIR: Column[SittingOverview] = Column(
    title="In the chair", text=lambda row: row.in_the_chair, sort=SittingSort.CHAIR
)


def _status(width: int) -> Column[SittingOverview]:
    return Column(
        title="Status",
        text=lambda row: row.stage_words,
        width=width,
        tone=_tone,
        sort=SittingSort.STATUS,
        orders=("first stage first", "last stage first"),
    )


AHEAD: tuple[Column[SittingOverview], ...] = (
    _DAY,
    Column(
        title="Time",
        text=lambda row: row.times,
        width=6,
        sort=SittingSort.TIME,
        orders=_DAYS,
    ),
    Column(title="Where", text=lambda row: row.where, sort=SittingSort.WHERE),
    _ITEMS,
    _MEMBERS,
    Column(
        title="Papers",
        text=lambda row: row.papers_words,
        width=25,
        sort=SittingSort.PAPERS,
        orders=_DAYS,
    ),
    _status(11),
)

PAST: tuple[Column[SittingOverview], ...] = (
    _DAY,
    _KIND,
    _CHAIR,
    _ITEMS,
    _MEMBERS,
    Column(title="Quorum", text=_quorate, width=10, tone=_quorate_tone),
    _status(20),
)
SORTED: tuple[Column[SittingOverview], ...] = (*AHEAD, _KIND, _CHAIR)
"""Every column that the list can be sorted by, each once."""

WHEN: dict[SittingWhen, str] = {
    SittingWhen.AHEAD: "Sittings ahead",
    SittingWhen.PAST: "Sittings past",
    SittingWhen.CANCELLED: "Cancelled sittings",
}
FILTERS: tuple[Filter | DayFilter, ...] = (
    Filter(
        code="when",
        title="Show",
        none="All sittings",
        options=tuple((when.value, words) for when, words in WHEN.items()),
        usual=SittingWhen.AHEAD.value,
        is_near=True,
    ),
    Filter(
        code="kind",
        title="Kind",
        none="All kinds",
        options=tuple((kind.value, label(kind)) for kind in SittingKind),
    ),
    DayFilter(code="first", title="Held from"),
    DayFilter(code="last", title="Held until"),
)


def question(asked: Asked) -> OverviewQuestion:
    """What a filter asks of the office."""
    when, kind = asked.chosen.get("when"), asked.chosen.get("kind")
    return OverviewQuestion(
        when=SittingWhen(when) if when else None,
        text=asked.text,
        kind=SittingKind(kind) if kind else None,
        first=asked.day("first"),
        last=asked.day("last"),
        sort=SittingSort(asked.sort) if asked.sort else None,
        is_descending=asked.is_descending,
    )
