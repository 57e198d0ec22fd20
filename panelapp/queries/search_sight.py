"""Which entries of the index exist for the acting person: those of what their pages show.

Whoever may not open something does not find it, and neither does a count or a spelling tell that it
is there. Members of the panel and decision makers find what belongs to the cases in their sight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from panelapp.domain.models import (
    Attendance,
    Case,
    Item,
    ListEntry,
    LockedMinutes,
    Recommendation,
    SearchEntry,
    SearchPart,
    Sitting,
)
from panelapp.domain.vocabulary import Outcome, UserRole
from panelapp.persistence.search_index import INDEX, ROWID
from panelapp.persistence.unit_of_work import in_force
from panelapp.queries.case_rights import SEES_HOUSEHOLDS
from panelapp.queries.sight import is_in_sight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

    from panelapp.persistence.unit_of_work import UnitOfWork
    from panelapp.queries.search_entries import Entry

_P = SearchPart
_CHAIRS = (UserRole.CHAIR, UserRole.VICE_CHAIR)
_PART, _SOURCE = SearchEntry.part, SearchEntry.source_id


def found_in_sight(
    condition: ColumnElement[bool], limit: int, uow: UnitOfWork
) -> list[tuple[SearchPart, int]]:
    """Part and key of the newest entries that meet a condition on the index and are in sight."""
    query = (
        select(_PART, _SOURCE)
        .select_from(INDEX.join(SearchEntry.__table__, SearchEntry.id == ROWID))
        .where(condition, entry_in_sight(uow))
        .order_by(ROWID.desc())
        .limit(limit)
    )
    return [(part, key) for part, key in uow.session.execute(query)]


def entry_in_sight(uow: UnitOfWork) -> ColumnElement[bool]:
    """The condition on entries that they exist for the acting person."""
    role = uow.actor.role
    seen = is_in_sight(SearchEntry.case_id, uow)
    if seen is None:
        # An auditor sees that papers are there, and reads none.
        hidden = (_P.PAPER if role is UserRole.AUDITOR else _P.PAPER_NAME,)
        return _PART.not_in(hidden)
    return or_(*_theirs(seen, role, uow))


def _theirs(
    seen: ColumnElement[bool], role: UserRole, uow: UnitOfWork
) -> Iterator[ColumnElement[bool]]:
    of_cases = {_P.CASE, _P.PAPER}
    if role is not UserRole.MEMBER:
        of_cases |= {_P.DECISION, _P.FINAL_DECISION, _P.MINUTES}
    read = exists().where(Item.id == _SOURCE, _minutes_read_by(role, uow))
    yield and_(_PART.in_(sorted(of_cases)), or_(_PART != _P.MINUTES, read), seen)
    yield and_(_PART == _P.CARER, _has_case_in_sight(SearchEntry.household_id, uow))
    if role in _CHAIRS:
        yield _PART.in_((_P.SITTING, _P.MEMBER))
    elif role is UserRole.MEMBER:
        me = uow.actor.person_id
        asked = select(Attendance.sitting_id).where(Attendance.person_id == me)
        yield and_(_PART == _P.SITTING, _SOURCE.in_(asked))
        own = select(ListEntry.id).where(ListEntry.person_id == me)
        yield and_(_PART == _P.MEMBER, _SOURCE.in_(own))


def _has_case_in_sight(
    home: InstrumentedAttribute[int | None], uow: UnitOfWork
) -> ColumnElement[bool]:
    one = aliased(Case)
    seen = is_in_sight(one.id, uow)
    return exists().where(one.household_id == home, *(() if seen is None else (seen,)))


def _minutes_read_by(role: UserRole, uow: UnitOfWork) -> ColumnElement[bool]:
    """The condition on items that a chair or a decision maker may open their minutes."""
    if role in _CHAIRS:
        chair = func.coalesce(Item.chair_id, Sitting.chair_id)
        return exists().where(Sitting.id == Item.sitting_id, chair == uow.actor.person_id)
    noted = exists().where(
        Recommendation.item_id == Item.id,
        LockedMinutes.item_id == Item.id,
        Recommendation.outcome == Outcome.NOTED,
        in_force(Recommendation),
    )
    return or_(Item.minutes_received_on.is_not(None), noted)


def places_in_sight(found: Sequence[Entry], uow: UnitOfWork) -> Sequence[tuple[str, ...]]:
    """Where the acting person reads entries; a carer's newest case where no household opens."""
    if uow.actor.role in SEES_HOUSEHOLDS:
        return [entry.place for entry in found]
    homes = {entry.household_id for entry in found if entry.part is _P.CARER}
    newest = _newest_cases(homes, uow) if homes else {}
    return [
        ("case", newest[entry.household_id], "people") if entry.part is _P.CARER else entry.place
        for entry in found
    ]


def _newest_cases(homes: Collection[int | None], uow: UnitOfWork) -> Mapping[int | None, str]:
    query = (
        select(Case.household_id, Case.ref)
        .where(Case.household_id.in_(homes))
        .order_by(Case.opened_on.asc().nulls_first(), Case.ref)
    )
    seen = is_in_sight(Case.id, uow)
    # Of several cases of a household the last one counts, which is the newest.
    return dict(uow.session.execute(query if seen is None else query.where(seen)).all())
