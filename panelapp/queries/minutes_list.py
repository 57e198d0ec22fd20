"""Minutes that are not final yet: whose turn it is, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from panelapp.domain.labels import label
from panelapp.domain.models import (
    Carer,
    Case,
    Household,
    Item,
    LockedMinutes,
    MinutesVersion,
    Recommendation,
    Sitting,
)
from panelapp.domain.rules.duties.panel import minutes_target
from panelapp.domain.vocabulary import UserRole
from panelapp.persistence.unit_of_work import in_force
from panelapp.queries.facts import is_hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from panelapp.persistence.unit_of_work import UnitOfWork

_CHAIRS = (UserRole.CHAIR, UserRole.VICE_CHAIR)


@dataclass(frozen=True, kw_only=True)
class MinutesListQuestion:
    """Minutes that are not final yet, of every sitting that was held or of one."""

    sitting: str | None = None


@dataclass(frozen=True, kw_only=True)
class MinutesRow:
    """Minutes that are not final yet, whose turn it is and by when they are to be final."""

    sitting: str
    held_on: date
    case: str
    number: int
    names: str
    case_type: str
    version: int
    words: str
    waits_for: str
    due_on: date
    is_overdue: bool


def minutes_list(question: MinutesListQuestion, uow: UnitOfWork) -> tuple[MinutesRow, ...]:
    """Minutes that are not final yet, the oldest sitting first.

    A chair sees those of items that they were in the chair for; items in which the acting person
    has an interest are left out.
    """
    items = [item for item in _items(question, uow) if _is_shown(item, uow)]
    ids = [item.id for item in items]
    versions = _newest_versions(ids, uow)
    said = {
        row.item_id: row for row in uow.current(Recommendation, Recommendation.item_id.in_(ids))
    }
    return tuple(_row(item, versions.get(item.id), said.get(item.id), uow) for item in items)


def _items(question: MinutesListQuestion, uow: UnitOfWork) -> Iterable[Item]:
    final = select(LockedMinutes.item_id).where(in_force(LockedMinutes))
    query = (
        select(Item)
        .join(Item.sitting)
        .options(
            joinedload(Item.sitting),
            joinedload(Item.case)
            .joinedload(Case.household)
            .selectinload(Household.carers)
            .joinedload(Carer.person),
            selectinload(Item.interests),
        )
        .where(
            Item.withdrawn_on.is_(None),
            Item.id.not_in(final),
            Sitting.is_cancelled.is_(False),
            Sitting.held_on <= uow.today,
        )
        .order_by(Sitting.held_on, Sitting.ref, Item.position)
    )
    if question.sitting is not None:
        query = query.where(Sitting.ref == question.sitting)
    return uow.session.scalars(query).unique()


def _is_shown(item: Item, uow: UnitOfWork) -> bool:
    theirs = uow.actor.role not in _CHAIRS or item.in_the_chair == uow.actor.person_id
    return theirs and not is_hidden(item, uow)


def _newest_versions(ids: list[int], uow: UnitOfWork) -> Mapping[int, MinutesVersion]:
    newest = (
        select(MinutesVersion.item_id, func.max(MinutesVersion.number).label("number"))
        .where(MinutesVersion.item_id.in_(ids))
        .group_by(MinutesVersion.item_id)
        .subquery()
    )
    rows = uow.session.scalars(
        select(MinutesVersion).join(
            newest,
            (newest.c.item_id == MinutesVersion.item_id)
            & (newest.c.number == MinutesVersion.number),
        )
    )
    return {row.item_id: row for row in rows}


def _row(
    item: Item,
    newest: MinutesVersion | None,
    said: Recommendation | None,
    uow: UnitOfWork,
) -> MinutesRow:
    words, waits_for = _turn(newest, said)
    due_on = minutes_target(item.sitting.held_on, uow.calendar, uow.settings)
    return MinutesRow(
        sitting=item.sitting.ref,
        held_on=item.sitting.held_on,
        case=item.case.ref,
        number=item.position,
        names=item.case.household.names,
        case_type=label(item.case.case_type),
        version=newest.number if newest else 0,
        words=words,
        waits_for=waits_for,
        due_on=due_on,
        is_overdue=due_on < uow.today,
    )


def _turn(newest: MinutesVersion | None, said: Recommendation | None) -> tuple[str, str]:
    """How far minutes have come, and for whom they wait."""
    if newest is None or not any(newest.sections.values()):
        return "Not written", label(UserRole.ADMINISTRATOR)
    if newest.checked_on is None:
        return f"Draft {newest.number}", label(UserRole.PANEL_ADVISER)
    if said is None or said.confirmed_on is None:
        return "Checked, recommendation not confirmed", label(UserRole.CHAIR)
    return "Checked", label(UserRole.CHAIR)
