"""The register of foster carers on any day (FSR 31).

Supported lodgings are no foster care, and stay off it. A local authority's register also has the
people with temporary approval, with its dates and terms; they are a list of their own, since they
are not approved under the regulations on fostering services.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from panelapp.domain.labels import label
from panelapp.domain.models import Carer, Household
from panelapp.domain.names import holds_words, names_together, plain
from panelapp.domain.rules.approval import Standing, standing
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.temporary_approval import holds, last_day
from panelapp.domain.values import in_words
from panelapp.domain.vocabulary import CarerKind, ProviderKind, UserRole
from panelapp.queries.approvals import approval_histories
from panelapp.queries.temporary import TemporaryFacts, temporary_approvals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from panelapp.persistence.unit_of_work import UnitOfWork

KEEPERS = (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR)


@dataclass(frozen=True, kw_only=True)
class RegisterQuestion:
    """The day that is asked about; ``None`` is today."""

    on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class RegisterPageQuestion:
    """The day, and words that a reference, a name or an address is to hold."""

    on: dt.date | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class RegisteredCarer:
    """A foster carer as the register names one."""

    name: str
    date_of_birth: dt.date | None
    sex: str


@dataclass(frozen=True, kw_only=True)
class RegisterRow:
    """One household of the register, in the form of the command line."""

    household_ref: str
    carers: tuple[RegisteredCarer, ...]
    address: str
    approved_on: dt.date
    last_review_on: dt.date | None
    terms: str
    carer_kind: CarerKind


@dataclass(frozen=True, kw_only=True)
class RegisterEntry:
    """One household of the register with each of its reviews, as the page and the copy show it.

    ``review_due`` is the last day for the next review. ``ends_on`` is a day ahead of the one asked
    about, on which the approval ends.
    """

    row: RegisterRow
    names: str
    reviews: tuple[dt.date, ...]
    review_due: dt.date
    review_is_late: bool
    ends_on: dt.date | None

    @property
    def is_complete(self) -> bool:
        """Whether address, and the date of birth and sex of each carer, are recorded."""
        carers = self.row.carers
        return bool(self.row.address) and all(one.date_of_birth and one.sex for one in carers)


@dataclass(frozen=True, kw_only=True)
class TemporaryRow:
    """A household with temporary approval; ``until`` is ``None`` while a refusal is reviewed."""

    household_ref: str
    names: str
    carers: tuple[RegisteredCarer, ...]
    address: str
    started_on: dt.date
    until: dt.date | None
    terms: str


@dataclass(frozen=True, kw_only=True)
class Register:
    """The register on a day, by name, as far as it holds the words that are looked for.

    ``households``, ``carers`` and ``incomplete`` count the whole register. ``why_not_save`` is
    empty for who may take a copy of it.
    """

    on: dt.date
    is_today: bool
    agency: str
    households: int
    carers: int
    incomplete: int
    entries: tuple[RegisterEntry, ...]
    temporary: tuple[TemporaryRow, ...]
    lists_temporary: bool
    citation: str
    temporary_citation: str
    why_not_save: str


def register(question: RegisterQuestion, uow: UnitOfWork) -> list[RegisterRow]:
    """The households on the register, by reference."""
    return [entry.row for entry in _entries(question.on or uow.today, uow)]


def register_page(question: RegisterPageQuestion, uow: UnitOfWork) -> Register:
    """The register with what the page says beside it."""
    on = question.on or uow.today
    is_authority = uow.agency.provider_kind is ProviderKind.LOCAL_AUTHORITY
    entries = sorted(_entries(on, uow), key=lambda entry: plain(entry.names))
    approved = {entry.row.household_ref for entry in entries}
    temporary = _temporary(on, approved, uow) if is_authority else ()
    return Register(
        on=on,
        is_today=on == uow.today,
        agency=uow.agency.name,
        households=len(entries),
        carers=sum(len(entry.row.carers) for entry in entries),
        incomplete=sum(not entry.is_complete for entry in entries),
        entries=tuple(
            entry
            for entry in entries
            if holds_words(question.text, entry.row.household_ref, entry.names, entry.row.address)
        ),
        temporary=tuple(
            row
            for row in temporary
            if holds_words(question.text, row.household_ref, row.names, row.address)
        ),
        lists_temporary=is_authority,
        citation=ENGLAND_2011.cite("register"),
        temporary_citation=ENGLAND_2011.cite("reg24_first"),
        why_not_save=_why_not_save(uow),
    )


def _why_not_save(uow: UnitOfWork) -> str:
    if uow.actor.role in KEEPERS:
        return ""
    able = " or the ".join(label(role).lower() for role in KEEPERS)
    return f"To save a copy, ask the {able}."


def _entries(on: dt.date, uow: UnitOfWork) -> Iterator[RegisterEntry]:
    households = _households(uow)
    for key, history in approval_histories(uow).items():
        stands = standing(history.of_fostering(), on)
        if stands.is_approved and stands.approved_on is not None:
            yield _entry(households[key], stands, stands.approved_on, uow)


def _households(uow: UnitOfWork) -> Mapping[int, Household]:
    """Every household with its carers, in three selects."""
    carers = selectinload(Household.carers)
    query = select(Household).options(carers.selectinload(Carer.person))
    return {household.id: household for household in uow.session.scalars(query)}


def _entry(
    household: Household, stands: Standing, approved_on: dt.date, uow: UnitOfWork
) -> RegisterEntry:
    carers = _carers(household, stands.carers)
    review = due("review", stands.last_review_on or approved_on, uow.calendar)
    return RegisterEntry(
        row=RegisterRow(
            household_ref=household.ref,
            carers=carers,
            address=household.address,
            approved_on=approved_on,
            last_review_on=stands.last_review_on,
            terms=stands.terms.sentence() if stands.terms else "",
            carer_kind=stands.carer_kind,
        ),
        names=names_together(tuple(one.name for one in carers)),
        reviews=stands.reviews,
        review_due=review.due,
        review_is_late=review.due < stands.on and stands.ended_on is None,
        ends_on=stands.ended_on,
    )


def _carers(
    household: Household, positions: tuple[int, ...] | None = None
) -> tuple[RegisteredCarer, ...]:
    return tuple(
        RegisteredCarer(
            name=carer.person.name,
            date_of_birth=carer.person.date_of_birth,
            sex=carer.person.sex,
        )
        for carer in household.carers
        if positions is None or carer.position in positions
    )


def _temporary(on: dt.date, approved: set[str], uow: UnitOfWork) -> Iterator[TemporaryRow]:
    """Who has temporary approval on the day, and is not approved in full."""
    found = [one for one in temporary_approvals(uow) if holds(one.approval, on, uow.calendar)]
    households = _households(uow) if found else {}
    for one in found:
        household = households[one.household_id]
        if household.ref not in approved:
            yield _temporary_row(household, one, on, uow)


def _temporary_row(
    household: Household, facts: TemporaryFacts, on: dt.date, uow: UnitOfWork
) -> TemporaryRow:
    children = in_words(facts.children) or "the child who is placed"
    return TemporaryRow(
        household_ref=household.ref,
        names=names_together(tuple(carer.person.name for carer in household.carers)),
        carers=_carers(household),
        address=household.address,
        started_on=facts.approval.started_on,
        until=last_day(facts.approval, on, uow.calendar),
        terms=f"Temporary approval for {children}.",
    )
