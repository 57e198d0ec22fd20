"""The columns of the cases of a household."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.values import long_date
from ui.models.rows import Column

if TYPE_CHECKING:
    from panelapp.queries.household_page import CaseOfHousehold


def _opened(row: CaseOfHousehold) -> str:
    return long_date(row.opened_on) if row.opened_on else "Not known"


CASES: tuple[Column[CaseOfHousehold], ...] = (
    Column(title="Case", text=lambda row: row.case, width=13),
    Column(title="Type", text=lambda row: row.case_type.split(" (")[0], width=23),
    Column(title="Status", text=lambda row: row.status, width=0),
    Column(title="Opened", text=_opened, key=lambda row: row.opened_on, width=17),
)
