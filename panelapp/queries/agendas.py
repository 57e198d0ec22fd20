"""The sittings on whose agenda a case may be put."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from panelapp.domain.models import Sitting
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.lifecycle import latest_presentation
from panelapp.domain.values import clock_time
from panelapp.queries.facts import case_facts

if TYPE_CHECKING:
    from panelapp.domain.models import Case
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class AgendasQuestion:
    """The case that is to go on an agenda."""

    case: str


@dataclass(frozen=True, kw_only=True)
class AgendaRow:
    """A sitting to come. Papers for it are due with members on a day that may be over."""

    sitting: str
    held_on: dt.date
    start: str
    venue: str
    items: int
    papers_due: dt.date
    is_late_for_papers: bool


def agendas(question: AgendasQuestion, uow: UnitOfWork) -> tuple[AgendaRow, ...]:
    """The sittings from today on that a case may be put before, the next one first."""
    case = uow.case(question.case)
    first = max(uow.today, _last_heard(case, uow))
    sittings = uow.session.scalars(
        select(Sitting)
        .where(Sitting.held_on >= first, Sitting.is_cancelled.is_(False))
        .options(selectinload(Sitting.items))
        .order_by(Sitting.held_on, Sitting.ref)
    )
    return tuple(
        _row(sitting, uow)
        for sitting in sittings
        if all(item.case_id != case.id for item in sitting.items)
    )


def _last_heard(case: Case, uow: UnitOfWork) -> dt.date:
    facts = case_facts(case, uow)
    shown = latest_presentation(facts)
    days = [made.decided_on for made in facts.decisions]
    return max([*days, *([shown.sitting_on] if shown else [])], default=dt.date.min)


def _row(sitting: Sitting, uow: UnitOfWork) -> AgendaRow:
    papers = due("panel_papers", sitting.held_on, uow.calendar, uow.settings).due
    return AgendaRow(
        sitting=sitting.ref,
        held_on=sitting.held_on,
        start=clock_time(sitting.start) if sitting.start else "",
        venue=sitting.venue,
        items=sum(item.withdrawn_on is None for item in sitting.items),
        papers_due=papers,
        is_late_for_papers=papers < uow.today,
    )
