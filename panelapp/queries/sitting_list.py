"""The sittings of the panel by date, with their quorum state."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from panelapp.domain.models import Attendance, Sitting
from panelapp.domain.rules.quorum import Missing
from panelapp.domain.vocabulary import PanelKind, SittingKind, SittingMode, UserRole
from panelapp.queries.agenda_numbers import numbers_of_items
from panelapp.queries.people import listed_people
from panelapp.queries.quorum import attendance_is_recorded, sitting_quorum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panelapp.domain.models import ListEntry
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class SittingsQuestion:
    """The sittings from one day to another, both included; ``None`` is without end."""

    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class SittingRow:
    """One sitting. ``quorate`` is ``None`` while no attendance is recorded."""

    sitting_ref: str
    date: dt.date
    start: str | None
    mode: SittingMode | None
    kind: SittingKind
    panel: PanelKind
    cancelled: bool
    in_the_chair: str | None
    items: int
    quorate: bool | None
    missing: tuple[Missing, ...]


def sittings(question: SittingsQuestion, uow: UnitOfWork) -> list[SittingRow]:
    """The sittings of a time, by date; for a member those that they were asked to."""
    query = (
        select(Sitting)
        .options(
            selectinload(Sitting.attendances).options(
                joinedload(Attendance.person), selectinload(Attendance.presences)
            ),
        )
        .order_by(Sitting.held_on, Sitting.ref)
    )
    if question.first is not None:
        query = query.where(Sitting.held_on >= question.first)
    if question.last is not None:
        query = query.where(Sitting.held_on <= question.last)
    if uow.actor.role is UserRole.MEMBER:
        query = query.where(Sitting.attendances.any(Attendance.person_id == uow.actor.person_id))
    listed = listed_people(uow)
    found = uow.session.scalars(query).all()
    numbers = numbers_of_items([sitting.id for sitting in found], uow)
    return [_row(sitting, listed, numbers.get(sitting.id, 0), uow) for sitting in found]


def _row(sitting: Sitting, listed: Sequence[ListEntry], items: int, uow: UnitOfWork) -> SittingRow:
    quorum = sitting_quorum(sitting, uow, listed) if attendance_is_recorded(sitting) else None
    chair = [a.person.name for a in sitting.attendances if a.person_id == sitting.chair_id]
    return SittingRow(
        sitting_ref=sitting.ref,
        date=sitting.held_on,
        start=sitting.start.strftime("%H:%M") if sitting.start else None,
        mode=sitting.mode,
        kind=sitting.kind,
        panel=sitting.panel,
        cancelled=sitting.is_cancelled,
        in_the_chair=chair[0] if chair else None,
        items=items,
        quorate=quorum.quorate if quorum else None,
        missing=quorum.missing if quorum else (),
    )
