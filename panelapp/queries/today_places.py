"""Where each duty is settled, and how its subject is named."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from panelapp.domain.models import (
    Carer,
    Case,
    Household,
    Item,
    ListEntry,
    LockedMinutes,
    Person,
    Recommendation,
    Sitting,
)
from panelapp.domain.rules.duties import Subject
from panelapp.domain.rules.routes import INITIAL_APPROVALS
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import CaseType
from panelapp.persistence.unit_of_work import in_force

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.persistence.unit_of_work import UnitOfWork
    from panelapp.queries.due_list import DueRow

_BY_APPLICANTS = INITIAL_APPROVALS | {
    CaseType.SUPPORTED_LODGINGS_APPROVAL,
    CaseType.BRIEF_REPORT,
}
_AT_PANEL = frozenset({"record_outcome", "confirm_recommendation"})
_OF_MINUTES = frozenset({"finalise_minutes", "send_minutes"})
_OF_DECISIONS = frozenset({"decide", "decide_finally"})


class SettledAt(StrEnum):
    """The kind of page on which something is settled."""

    CASE = "case"
    SITTING = "sitting"
    MEMBER = "member"
    MINUTES = "minutes"
    DECISION = "decision"
    HOUSEHOLD = "household"
    CENTRAL_LIST = "central_list"


@dataclass(frozen=True, kw_only=True)
class Place:
    """The page on which a duty is settled, by its reference.

    ``case`` and ``sitting`` are set where the page is about a case at a sitting.
    """

    at: SettledAt
    ref: str
    case: str = ""
    sitting: str = ""


@dataclass(frozen=True, kw_only=True)
class HeardItem:
    """A case at a sitting at which the panel said something about it, or was to."""

    id: int
    case: str
    sitting: str
    held_on: dt.date
    in_the_chair: int | None
    has_outcome: bool
    is_confirmed: bool
    is_locked: bool


@dataclass(frozen=True, kw_only=True)
class Named:
    """How the subjects of duties are called, each by its reference."""

    people: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)
    sittings: Mapping[str, str] = field(default_factory=dict)
    workers: Mapping[str, str] = field(default_factory=dict)
    heard: Mapping[str, Sequence[HeardItem]] = field(default_factory=dict)

    def about(self, ref: str) -> str:
        """The people of a case or a household; empty for everything else."""
        return self.names.get(ref, "")

    @property
    def in_the_chair(self) -> Mapping[str, int | None]:
        """Who was in the chair when each case was last heard, by person id."""
        return {ref: items[-1].in_the_chair for ref, items in self.heard.items()}

    def without_minutes(self, ref: str) -> Sequence[HeardItem]:
        """The items of a case of which something was said and no minutes are locked."""
        return [item for item in self.heard[ref] if item.has_outcome and not item.is_locked]


def named(rows: Sequence[DueRow], uow: UnitOfWork) -> Named:
    """The names of everything that duties are about, in a fixed number of selects."""
    refs = _by_subject(rows)
    cases, households = refs[Subject.CASE], refs[Subject.HOUSEHOLD]
    people, names = _of_cases(cases, uow)
    return Named(
        people=people,
        names={**names, **_of_households(households, uow)},
        members=_of_members(refs[Subject.MEMBER], uow),
        sittings=_of_sittings(refs[Subject.SITTING], uow),
        workers=_workers(cases, uow),
        heard=_heard(sorted({row.ref for row in rows if _is_at_panel(row)}), uow),
    )


def _by_subject(rows: Sequence[DueRow]) -> Mapping[str, list[str]]:
    refs: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        refs[row.subject].add(row.ref)
    return defaultdict(list, {subject: sorted(found) for subject, found in refs.items()})


def _is_at_panel(row: DueRow) -> bool:
    return row.duty in _AT_PANEL | _OF_MINUTES


def _of_cases(refs: Sequence[str], uow: UnitOfWork) -> tuple[dict[str, str], dict[str, str]]:
    """What the people of each case are called, applicants or carers, and their names."""
    about = aliased(Case)
    query = (
        select(Case.ref, Case.case_type, about.case_type, Person.name)
        .outerjoin(about, about.id == Case.follows_id)
        .join(Carer, Carer.household_id == Case.household_id)
        .join(Person, Person.id == Carer.person_id)
        .where(Case.ref.in_(refs))
        .order_by(Carer.position)
    )
    names: dict[str, list[str]] = defaultdict(list)
    apply: dict[str, bool] = {}
    for ref, case_type, followed, name in uow.session.execute(query):
        names[ref].append(name)
        apply[ref] = (followed or case_type) in _BY_APPLICANTS
    people = {
        ref: f"the {'applicant' if apply[ref] else 'carer'}{'s' * (len(found) > 1)}"
        for ref, found in names.items()
    }
    return people, {ref: " and ".join(found) for ref, found in names.items()}


def _workers(refs: Sequence[str], uow: UnitOfWork) -> dict[str, str]:
    """The social worker of each case that has one."""
    query = select(Case.ref, Case.social_worker).where(Case.ref.in_(refs), Case.social_worker != "")
    return dict(uow.session.execute(query).all())


def _of_households(refs: Sequence[str], uow: UnitOfWork) -> dict[str, str]:
    query = (
        select(Household.ref, Person.name)
        .join(Carer, Carer.household_id == Household.id)
        .join(Person, Person.id == Carer.person_id)
        .where(Household.ref.in_(refs))
        .order_by(Carer.position)
    )
    names: dict[str, list[str]] = defaultdict(list)
    for ref, name in uow.session.execute(query):
        names[ref].append(name)
    return {ref: " and ".join(found) for ref, found in names.items()}


def _of_members(refs: Sequence[str], uow: UnitOfWork) -> dict[str, str]:
    query = select(ListEntry.ref, Person.name).join(Person, Person.id == ListEntry.person_id)
    return dict(uow.session.execute(query.where(ListEntry.ref.in_(refs))).all())


def _of_sittings(refs: Sequence[str], uow: UnitOfWork) -> dict[str, str]:
    query = select(Sitting.ref, Sitting.held_on).where(Sitting.ref.in_(refs))
    return {
        ref: f"the sitting of {long_date(held_on)}" for ref, held_on in uow.session.execute(query)
    }


def _heard(refs: Sequence[str], uow: UnitOfWork) -> Mapping[str, list[HeardItem]]:
    """The items of some cases that were not taken off, in the order of their sittings."""
    said = (
        select(Recommendation.item_id, Recommendation.confirmed_on, Recommendation.import_id)
        .where(in_force(Recommendation))
        .subquery()
    )
    locked = select(LockedMinutes.item_id).where(in_force(LockedMinutes)).subquery()
    query = (
        select(
            Item.id,
            Case.ref,
            Sitting.ref,
            Sitting.held_on,
            func.coalesce(Item.chair_id, Sitting.chair_id),
            said.c.item_id.is_not(None),
            func.coalesce(said.c.confirmed_on, said.c.import_id).is_not(None),
            locked.c.item_id.is_not(None),
        )
        .join(Case, Case.id == Item.case_id)
        .join(Sitting, Sitting.id == Item.sitting_id)
        .outerjoin(said, said.c.item_id == Item.id)
        .outerjoin(locked, locked.c.item_id == Item.id)
        .where(Case.ref.in_(refs), Item.withdrawn_on.is_(None), Sitting.is_cancelled.is_(False))
        .order_by(Sitting.held_on, Item.id)
    )
    found: dict[str, list[HeardItem]] = defaultdict(list)
    for row in uow.session.execute(query):
        item_id, case, sitting, held_on, chair, has_outcome, is_confirmed, is_locked = row
        found[case].append(
            HeardItem(
                id=item_id,
                case=case,
                sitting=sitting,
                held_on=held_on,
                in_the_chair=chair,
                has_outcome=has_outcome,
                is_confirmed=is_confirmed,
                is_locked=is_locked,
            )
        )
    return found


def place_of(rows: Sequence[DueRow], names: Named) -> Iterator[Place]:
    """The page on which each duty is settled, in the order of the duties."""
    minutes = _unlocked_in_order(names)
    for row in rows:
        if row.duty == "finalise_minutes":
            item = next(minutes[row.ref], None)
            yield _at_sitting(SettledAt.MINUTES, row.ref, item.sitting if item else "")
        else:
            yield _place(row, names)


def _unlocked_in_order(names: Named) -> Mapping[str, Iterator[HeardItem]]:
    """For each case its items without minutes, the earliest first, as their duties come."""
    waiting = {ref: iter(names.without_minutes(ref)) for ref in names.heard}
    return defaultdict(lambda: iter(()), waiting)


def _place(row: DueRow, names: Named) -> Place:
    heard = names.heard.get(row.ref, ())
    sitting = heard[-1].sitting if heard else ""
    if row.duty in _AT_PANEL:
        return _at_sitting(SettledAt.SITTING, row.ref, sitting)
    if row.duty in _OF_MINUTES:
        return _at_sitting(SettledAt.MINUTES, row.ref, sitting)
    if row.duty in _OF_DECISIONS:
        return Place(at=SettledAt.DECISION, ref=row.ref, case=row.ref)
    return Place(at=SettledAt(row.subject), ref=row.ref)


def _at_sitting(at: SettledAt, case: str, sitting: str) -> Place:
    ref = sitting if at is SettledAt.SITTING else case
    return Place(at=at, ref=ref, case=case, sitting=sitting)
