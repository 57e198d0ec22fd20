"""The sittings as a list to choose from: when, how far planned, and what is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from panelapp.domain.labels import label
from panelapp.domain.models import Attendance, Sitting
from panelapp.domain.rules.clocks import due
from panelapp.domain.values import long_date, period
from panelapp.domain.vocabulary import Reply, UserRole
from panelapp.queries.agenda_numbers import numbers_of_items
from panelapp.queries.people import listed_people
from panelapp.queries.quorum import attendance_is_recorded, sitting_quorum
from panelapp.queries.sitting_choice import OverviewQuestion, chosen_sittings, seen_sittings
from panelapp.queries.sitting_page import STAGE_WORDS, stage_of
from panelapp.queries.sitting_rows import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement

    from panelapp.domain.models import ListEntry
    from panelapp.persistence.unit_of_work import UnitOfWork

_OFFICE = (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR)


@dataclass(frozen=True, kw_only=True)
class SittingOverview:
    """One sitting. Where attendance is not recorded, ``coming`` counts who said so."""

    sitting: str
    held_on: dt.date
    day_words: str
    times: str
    where: str
    kind_words: str
    items: int
    asked: int
    coming: int
    people_words: str
    papers_words: str
    stage: Stage
    stage_words: str
    is_quorate: bool | None
    in_the_chair: str


@dataclass(frozen=True, kw_only=True)
class SittingsShown:
    """The sittings asked for, how many there are ahead and past, and who may plan more."""

    rows: tuple[SittingOverview, ...]
    ahead: int
    past: int
    why_not_plan: str


def sitting_overview(question: OverviewQuestion, uow: UnitOfWork) -> SittingsShown:
    """The sittings asked for, in the order asked for, with what a page says of all of them.

    A member sees those that they were asked to.
    """
    may_plan = uow.actor.role in _OFFICE
    return SittingsShown(
        rows=_rows(question, uow),
        ahead=_number(Sitting.held_on >= uow.today, uow),
        past=_number(Sitting.held_on < uow.today, uow),
        why_not_plan="" if may_plan else "The panel adviser and the administrator plan sittings.",
    )


def _number(condition: ColumnElement[bool], uow: UnitOfWork) -> int:
    query = seen_sittings(select(func.count()).select_from(Sitting), uow).where(condition)
    return uow.session.scalar(query) or 0


def _rows(question: OverviewQuestion, uow: UnitOfWork) -> tuple[SittingOverview, ...]:
    query = chosen_sittings(question, uow).options(
        selectinload(Sitting.attendances).options(
            joinedload(Attendance.person), selectinload(Attendance.presences)
        ),
    )
    listed = listed_people(uow)
    found = uow.session.scalars(query).all()
    numbers = numbers_of_items([sitting.id for sitting in found], uow)
    return tuple(_row(sitting, listed, numbers.get(sitting.id, 0), uow) for sitting in found)


def _row(
    sitting: Sitting, listed: Sequence[ListEntry], items: int, uow: UnitOfWork
) -> SittingOverview:
    recorded = attendance_is_recorded(sitting)
    members = [place for place in sitting.attendances if place.role.counts_to_quorum]
    came = sum(bool(place.attended) for place in members)
    coming = sum(place.reply is Reply.COMING for place in members)
    stage = stage_of(sitting, uow.today)
    chair = [a.person.name for a in sitting.attendances if a.person_id == sitting.chair_id]
    return SittingOverview(
        sitting=sitting.ref,
        held_on=sitting.held_on,
        day_words=f"{sitting.held_on:%A} {long_date(sitting.held_on)}",
        times=period(sitting.start, sitting.finish),
        where=", ".join(filter(None, (_mode(sitting), sitting.venue))),
        kind_words=label(sitting.kind),
        items=items,
        asked=len(members),
        coming=came if recorded else coming,
        people_words=f"{came} came" if recorded else f"{coming} of {len(members)} coming",
        papers_words=_papers(sitting, uow),
        stage=stage,
        stage_words=STAGE_WORDS[stage],
        is_quorate=sitting_quorum(sitting, uow, listed).quorate if recorded else None,
        in_the_chair=chair[0] if chair else "",
    )


def _mode(sitting: Sitting) -> str:
    return label(sitting.mode) if sitting.mode else ""


def _papers(sitting: Sitting, uow: UnitOfWork) -> str:
    if sitting.papers_sent_on is not None:
        return f"Sent {long_date(sitting.papers_sent_on)}"
    if sitting.is_cancelled or sitting.held_on < uow.today:
        return ""
    last = due("panel_papers", sitting.held_on, uow.calendar, uow.settings)
    return f"Send by {long_date(last.due)}"
