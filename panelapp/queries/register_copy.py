"""A copy of the register to take away, as an Excel workbook. That it left the file is recorded."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelapp.documents.tables import Table, require_workbook_name
from panelapp.domain.events import Topic
from panelapp.domain.labels import label
from panelapp.domain.values import long_date
from panelapp.queries.list_copies import ListCopy
from panelapp.queries.register import Register, RegisteredCarer, RegisterPageQuestion, register_page

if TYPE_CHECKING:
    from pathlib import Path

    from panelapp.documents.tables import Value
    from panelapp.persistence.unit_of_work import UnitOfWork

_PERSON = ("name", "date of birth", "sex")
_CARERS = tuple(f"Carer {number} {part}" for number in (1, 2) for part in _PERSON)
_HEADINGS = (
    "Household",
    *_CARERS,
    "Address",
    "Kind of care",
    "Approved on",
    "Reviews",
    "Last review",
    "Next review due",
    "Terms of approval",
)
_TEMPORARY = (
    "Household",
    *_CARERS,
    "Address",
    "Approval started",
    "Approval holds until",
    "Terms of approval",
)


@dataclass(frozen=True, kw_only=True)
class ExportRegister:
    """The register on a day; ``None`` is today."""

    on: dt.date | None = None


def export_register(command: ExportRegister, uow: UnitOfWork) -> ListCopy:
    """Make a copy of the register on a day."""
    shown = register_page(RegisterPageQuestion(on=command.on), uow)
    uow.changed(Topic.CASES, shown.on.isoformat(), "register")
    return ListCopy(file_name=f"Register {shown.on.isoformat()}", tables=tuple(_tables(shown)))


def require_register_name(to: Path) -> None:
    """Refuse a name that no copy can have, before it is made. Raises :class:`BadInput`."""
    require_workbook_name(to)


def _tables(shown: Register) -> list[Table]:
    tables = [Table("Register", _HEADINGS, _entries(shown))]
    if shown.lists_temporary:
        tables.append(Table("Temporary approval", _TEMPORARY, _temporary(shown)))
    return [*tables, Table("About", ("About this copy", ""), _about(shown))]


def _entries(shown: Register) -> tuple[tuple[Value, ...], ...]:
    return tuple(
        (
            entry.row.household_ref,
            *_carers(entry.row.carers),
            entry.row.address,
            label(entry.row.carer_kind),
            entry.row.approved_on,
            ", ".join(long_date(day) for day in entry.reviews),
            entry.row.last_review_on,
            entry.review_due,
            entry.row.terms,
        )
        for entry in shown.entries
    )


def _temporary(shown: Register) -> tuple[tuple[Value, ...], ...]:
    return tuple(
        (
            row.household_ref,
            *_carers(row.carers),
            row.address,
            row.started_on,
            row.until or "The outcome of an independent review",
            row.terms,
        )
        for row in shown.temporary
    )


def _carers(carers: tuple[RegisteredCarer, ...]) -> tuple[Value, ...]:
    """Two carers in columns of their own; the second may be empty."""
    known = [part for one in carers for part in (one.name, one.date_of_birth, one.sex)]
    return (*known, *(None for _ in range(len(_CARERS) - len(known))))


def _about(shown: Register) -> tuple[tuple[Value, ...], ...]:
    return (
        ("Agency", shown.agency),
        ("Register of foster carers on", shown.on),
        ("Households", shown.households),
        ("Carers", shown.carers),
        ("Kept under", shown.citation),
        ("Not on it", "Supported lodgings, which are no foster care"),
    )
