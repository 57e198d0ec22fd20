"""Every duty that is due or overdue on a day, over cases, households, members and sittings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, select
from sqlalchemy.orm import selectinload

from panelapp.domain.models import (
    Attendance,
    Case,
    ListEntry,
    Sitting,
)
from panelapp.domain.rules.duties import (
    case_duties,
    household_duties,
    list_duties,
    member_duties,
    sitting_duties,
)
from panelapp.domain.rules.facts import SittingFacts
from panelapp.domain.vocabulary import UserRole
from panelapp.queries.approvals import household_facts
from panelapp.queries.facts import all_case_facts, hidden_cases
from panelapp.queries.open_cases import may_be_open
from panelapp.queries.people import PANEL_ROLES, members_from
from panelapp.queries.quorum import attendance_is_recorded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from panelapp.domain.rules.duties import Duty
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class DueQuestion:
    """The day that is asked about; ``None`` is today."""

    on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class DueRow:
    """One duty, with whether its day has passed."""

    subject: str
    ref: str
    duty: str
    who: UserRole
    due: dt.date
    overdue: bool
    rule: str
    citation: str
    explanation: str


def duties_due(question: DueQuestion, uow: UnitOfWork) -> list[DueRow]:
    """What was to do at the end of a day, the earliest first.

    A duty whose day lies ahead is listed too: it is open, and its day says how long is left.
    Duties of a case that the acting person declared an interest in are left out. A decision maker
    sees their own, a member those about themselves and the sittings that they were asked to.
    """
    on = question.on or uow.today
    hidden = hidden_cases(uow)
    own = _own_refs(uow)
    seen = (
        duty
        for duty in all_duties(uow, on)
        if duty.ref not in hidden and (own is None or duty.ref in own)
        if uow.actor.role is not UserRole.DECISION_MAKER or duty.who is UserRole.DECISION_MAKER
    )
    duties = sorted(seen, key=lambda duty: (duty.due, duty.ref, duty.duty))
    return [
        DueRow(
            subject=duty.subject,
            ref=duty.ref,
            duty=duty.duty,
            who=duty.who,
            due=duty.due,
            overdue=duty.due < on,
            rule=duty.rule,
            citation=duty.citation,
            explanation=duty.explanation,
        )
        for duty in duties
    ]


def _own_refs(uow: UnitOfWork) -> frozenset[str] | None:
    """What a member may see duties about; ``None`` for everybody else, who is not limited so."""
    if uow.actor.role is not UserRole.MEMBER:
        return None
    person_id = uow.actor.person_id
    asked = select(Sitting.ref).where(Sitting.attendances.any(Attendance.person_id == person_id))
    listed = select(ListEntry.ref).where(ListEntry.person_id == person_id)
    return frozenset((*uow.session.scalars(asked), *uow.session.scalars(listed)))


def all_duties(uow: UnitOfWork, on: dt.date) -> Iterator[Duty]:
    """Every open duty of the office on a day, in no order."""
    calendar, settings = uow.calendar, uow.settings
    for case in all_case_facts(uow, _may_owe(uow, on)).values():
        yield from case_duties(case, on, calendar, settings)
    for household in household_facts(uow, on):
        yield from household_duties(household, on, calendar, settings)
    for day, members in members_from(uow, on):
        if day == on:
            for member in members:
                yield from member_duties(member, on, calendar, settings)
        # What the list will lack on the day of a sitting is said before it (reg. 23(1)).
        if members:
            yield from list_duties(members, day, calendar, settings)
    for sitting in _sitting_facts(uow):
        yield from sitting_duties(sitting, on, calendar, settings)


def _may_owe(uow: UnitOfWork, on: dt.date) -> Sequence[int] | None:
    """The cases that are to be read; ``None`` for all of them, as for a day that has passed.

    A case that is closed now was open once, and so owed something on an earlier day.
    """
    if on < uow.today:
        return None
    return uow.session.scalars(select(Case.id).where(may_be_open())).all()


def _sitting_facts(uow: UnitOfWork) -> Iterator[SittingFacts]:
    recorded = Sitting.attendances.any(
        and_(Attendance.role.in_(PANEL_ROLES), Attendance.attended.is_not(None))
    )
    query = (
        select(Sitting)
        # Nothing is to do for a sitting that was cancelled or whose attendance is recorded.
        .where(Sitting.is_cancelled.is_(False), ~recorded)
        .options(selectinload(Sitting.items), selectinload(Sitting.attendances))
    )
    for sitting in uow.session.scalars(query.order_by(Sitting.ref)):
        yield sitting_facts(sitting)


def sitting_facts(sitting: Sitting) -> SittingFacts:
    """The facts of one sitting."""
    return SittingFacts(
        ref=sitting.ref,
        held_on=sitting.held_on,
        cancelled=sitting.is_cancelled,
        papers_sent_on=sitting.papers_sent_on,
        attendance_recorded=attendance_is_recorded(sitting),
        number_of_items=sum(item.withdrawn_on is None for item in sitting.items),
    )
