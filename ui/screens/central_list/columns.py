"""The columns of the central list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.values import long_date
from ui.models.rows import Column
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from panelapp.queries.central_list import MemberRow


def _office(row: MemberRow) -> str:
    return row.office_words if row.is_listed else row.place


def _checks_tone(row: MemberRow) -> str:
    return Tone.PROBLEM.value if row.overdue else ""


def _attended(row: MemberRow) -> str:
    return f"{row.sat.attended} of {row.sat.invited}" if row.sat.invited else "Not asked"


def _next(row: MemberRow) -> str:
    if row.next_deadline is None:
        return ""
    if row.next_deadline.overdue:
        return f"{row.next_deadline.name}, overdue"
    return f"{row.next_deadline.name}, {long_date(row.next_deadline.due)}"


def _next_tone(row: MemberRow) -> str:
    is_late = row.next_deadline is not None and row.next_deadline.overdue
    return Tone.PROBLEM.value if is_late else ""


COLUMNS: tuple[Column[MemberRow], ...] = (
    Column(title="Name", text=lambda row: row.name, width=19),
    Column(title="Office", text=_office, width=10),
    Column(
        title="Independent",
        text=lambda row: label(row.independence.standing),
        width=10,
    ),
    Column(
        title="Social worker, 3 years",
        text=lambda row: label(row.social_work.standing),
        width=18,
    ),
    Column(title="Checks", text=lambda row: row.checks_words, width=9, tone=_checks_tone),
    Column(
        title="Attended",
        text=_attended,
        key=lambda row: row.sat.attended,
        width=9,
    ),
    Column(
        title="Next to do",
        text=_next,
        key=lambda row: row.next_deadline.due if row.next_deadline else None,
        tone=_next_tone,
    ),
)
