"""The columns of the checks to chase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.values import long_date
from ui.models.rows import Column
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from panelapp.queries.chase_list import ChaseRow


def _tone(row: ChaseRow) -> str:
    return Tone.PROBLEM.value if row.is_late else ""


COLUMNS: tuple[Column[ChaseRow], ...] = (
    Column(title="Case", text=lambda row: row.case, width=12),
    Column(title="Who", text=lambda row: row.names, width=25),
    Column(title="Check", text=lambda row: row.what, width=44),
    Column(title="Who chases", text=lambda row: row.asked_by, width=14),
    Column(
        title="Last asked for",
        text=lambda row: long_date(row.last_asked_on),
        key=lambda row: row.last_asked_on,
        width=18,
    ),
    Column(
        title="Waiting",
        text=lambda row: row.waiting,
        key=lambda row: row.days,
        tone=_tone,
        width=0,
    ),
)
