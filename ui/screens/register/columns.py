"""The columns of the register, of temporary approvals, and of every household."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.values import long_date
from ui.models.rows import Column
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    import datetime as dt

    from panelapp.queries.household_list import HouseholdRow
    from panelapp.queries.register import RegisterEntry, TemporaryRow


def _kind(entry: RegisterEntry) -> str:
    """The kind of care without the people whom the column is about."""
    return label(entry.row.carer_kind).removesuffix(" persons")


def _day(day: dt.date | None) -> str:
    return long_date(day) if day is not None else ""


def _review_due(entry: RegisterEntry) -> str:
    if entry.ends_on is not None:
        return f"Ends {long_date(entry.ends_on)}"
    return long_date(entry.review_due)


ENTRIES: tuple[Column[RegisterEntry], ...] = (
    Column(title="Carers", text=lambda entry: entry.names, width=28),
    Column(title="Kind of care", text=_kind, width=12),
    Column(
        title="Approved",
        text=lambda entry: long_date(entry.row.approved_on),
        key=lambda entry: entry.row.approved_on,
        width=16,
    ),
    Column(
        title="Last review",
        text=lambda entry: _day(entry.row.last_review_on) or "None yet",
        key=lambda entry: entry.row.last_review_on,
        width=16,
    ),
    Column(
        title="Review due",
        text=_review_due,
        key=lambda entry: None if entry.ends_on else entry.review_due,
        tone=lambda entry: Tone.PROBLEM.value if entry.review_is_late else "",
        width=20,
    ),
    Column(title="Terms of approval", text=lambda entry: entry.row.terms or "Not recorded"),
)

TEMPORARY: tuple[Column[TemporaryRow], ...] = (
    Column(title="Carers", text=lambda row: row.names, width=30),
    Column(
        title="Since",
        text=lambda row: long_date(row.started_on),
        key=lambda row: row.started_on,
        width=17,
    ),
    Column(
        title="Holds until",
        text=lambda row: _day(row.until) or "The review of a refusal ends",
        key=lambda row: row.until,
        width=24,
    ),
    Column(title="For", text=lambda row: row.terms),
)

HOUSEHOLDS: tuple[Column[HouseholdRow], ...] = (
    Column(title="Who", text=lambda row: row.names),
    Column(title="Household", text=lambda row: row.household, width=13),
    Column(title="Kind of care", text=lambda row: label(row.carer_kind), width=20),
    Column(title="Approval", text=lambda row: row.standing, width=28),
    Column(
        title="Cases",
        text=lambda row: str(row.cases),
        key=lambda row: row.cases,
        is_number=True,
        width=8,
    ),
)
