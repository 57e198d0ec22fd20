"""The columns of the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.values import long_date
from ui.models.rows import Column
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from panelapp.queries.audit_trail import TrailEntry


def _what(row: TrailEntry) -> str:
    return f"Refused: {row.what[0].lower()}{row.what[1:]}" if row.was_refused else row.what


def _about(row: TrailEntry) -> str:
    return ": ".join(part for part in (row.about, row.details) if part)


COLUMNS: tuple[Column[TrailEntry], ...] = (
    Column(
        title="When",
        text=lambda row: f"{long_date(row.at.date())}, {row.at:%H:%M}",
        key=lambda row: row.seq,
        width=22,
    ),
    Column(title="Who", text=lambda row: row.user, width=19),
    Column(title="As", text=lambda row: row.role, width=19),
    Column(
        title="What",
        text=_what,
        width=25,
        tone=lambda row: Tone.WARNING.value if row.was_refused else "",
    ),
    Column(title="About", text=_about),
)
