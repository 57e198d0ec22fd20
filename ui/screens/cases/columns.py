"""The columns of the list of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.values import long_date
from ui.models.rows import Column
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from panelapp.queries.case_list import CaseRow

SOON = 5
"""Working days below which a deadline stands out."""
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


COLUMNS: tuple[Column[CaseRow], ...] = (
    Column(title="Case", text=lambda row: row.case, width=12),
    Column(title="Who", text=lambda row: row.names, width=27),
    Column(title="Type", text=_type, width=27),
    Column(title="Status", text=_status, width=26),
    Column(
        title="Next due",
        text=_next_due,
        key=lambda row: row.deadline.due if row.deadline else None,
        tone=_tone,
    ),
)
