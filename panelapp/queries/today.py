"""What somebody has to do today and next, as the start page shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panelapp.domain.duty_words import duty_words, time_left_words
from panelapp.domain.models import Case, Item, User, UserRoleRow
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.rule_set import Confidence
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import UserRole
from panelapp.queries.due_list import DueQuestion, duties_due
from panelapp.queries.first_steps import FirstStep, first_steps
from panelapp.queries.sitting_page import next_sitting
from panelapp.queries.sitting_rows import SittingPage
from panelapp.queries.today_places import Named, Place, SettledAt, named, place_of
from panelapp.queries.unsaved import Unsaved, unsaved_text
from panelapp.queries.waiting_minutes import MinutesWaiting, waiting_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from panelapp.persistence.unit_of_work import UnitOfWork
    from panelapp.queries.due_list import DueRow

SOON_IN_WORKING_DAYS = 5
_OFFICE = frozenset({UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR})
_CHAIRS = frozenset({UserRole.CHAIR, UserRole.VICE_CHAIR})
_KNOWS_DECISIONS_WAITING = (*_OFFICE, *_CHAIRS, UserRole.AUDITOR)


class When(StrEnum):
    """How near the day of a duty is."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, kw_only=True)
class TodayQuestion:
    """The day that is asked about; ``None`` is today."""

    on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class ToDo:
    """One duty in words, with the place where it is settled.

    ``working_days`` is negative where the duty is late. ``about`` names the people of a case or a
    household. ``who`` takes the next step, and ``is_yours`` says whether that is the acting person.
    ``worker`` is the social worker of the case, ``member`` the listed person whom it concerns.
    ``rule_says`` is the wording of the rule, and that it was not read where that is so.
    """

    duty: str
    words: str
    about: str
    who: UserRole
    is_yours: bool
    due: dt.date
    due_words: str
    working_days: int
    left_words: str
    when: When
    rule: str
    citation: str
    explanation: str
    rule_says: str
    place: Place
    worker: str = ""
    member: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionsWaiting:
    """The cases that wait for a first decision, and how long the oldest has waited."""

    number: int
    oldest_received_on: dt.date | None
    oldest_working_days: int
    words: str


@dataclass(frozen=True, kw_only=True)
class TodayPage:
    """Everything that the start page shows to the acting person.

    ``users`` are the names of those who act in each role, ``unsaved`` what the acting user typed
    and did not save, ``first_steps`` what a new file still needs.
    """

    on: dt.date
    day_words: str
    role: UserRole
    duties: tuple[ToDo, ...]
    next_sitting: SittingPage | None
    minutes: tuple[MinutesWaiting, ...]
    decisions: DecisionsWaiting | None
    users: Mapping[UserRole, tuple[str, ...]]
    unsaved: tuple[Unsaved, ...]
    first_steps: tuple[FirstStep, ...]

    def within(self, when: When, *, only_yours: bool = False) -> tuple[ToDo, ...]:
        """The duties of one group, the earliest first."""
        return tuple(
            duty for duty in self.duties if duty.when is when and (duty.is_yours or not only_yours)
        )


def today_page(question: TodayQuestion, uow: UnitOfWork) -> TodayPage:
    """The start page: duties by nearness, the next sitting, minutes and decisions that wait."""
    on = question.on or uow.today
    rows = duties_due(DueQuestion(on=on), uow)
    names = named(rows, uow)
    minutes = waiting_minutes(rows, names, on, uow)
    return TodayPage(
        on=on,
        day_words=f"{on:%A} {long_date(on)}",
        role=uow.actor.role,
        duties=tuple(_to_dos(rows, names, minutes, on, uow)),
        next_sitting=None if uow.actor.role is UserRole.DECISION_MAKER else next_sitting(uow, on),
        minutes=minutes,
        decisions=_decisions(rows, on, uow),
        users=_users(uow),
        unsaved=unsaved_text(uow),
        first_steps=first_steps(uow),
    )


def _users(uow: UnitOfWork) -> Mapping[UserRole, tuple[str, ...]]:
    query = (
        select(UserRoleRow.role, User.name)
        .join(User, User.id == UserRoleRow.user_id)
        .where(User.is_active)
        .order_by(User.name)
    )
    users: dict[UserRole, tuple[str, ...]] = {}
    for role, name in uow.session.execute(query):
        users[role] = (*users.get(role, ()), name)
    return users


def _to_dos(
    rows: Sequence[DueRow],
    names: Named,
    minutes: Sequence[MinutesWaiting],
    on: dt.date,
    uow: UnitOfWork,
) -> Iterator[ToDo]:
    days = working_days_to({row.due for row in rows}, on, uow)
    steps = {(waiting.case, waiting.sitting): waiting for waiting in minutes}
    for row, place in zip(rows, place_of(rows, names), strict=True):
        left = days[row.due]
        step = steps.get((row.ref, place.sitting)) if row.duty == "finalise_minutes" else None
        yield ToDo(
            duty=row.duty,
            words=step.words if step else _words(row, names),
            about=names.about(row.ref),
            who=step.whose if step else row.who,
            is_yours=step.is_yours if step else _is_yours(row, names, uow),
            due=row.due,
            due_words=long_date(row.due),
            working_days=left,
            left_words=time_left_words(left, is_late=row.due < on, is_today=row.due == on),
            when=_when(row, left),
            rule=row.rule,
            citation=row.citation,
            explanation=row.explanation,
            rule_says=_rule_says(row),
            place=_open_place(place, step),
            worker=names.workers.get(row.ref, ""),
            member=names.members.get(row.ref, ""),
        )


def _rule_says(row: DueRow) -> str:
    rule = ENGLAND_2011.rule(row.rule, row.due)
    doubt = " Confirm this against the live text." if rule.confidence is Confidence.M else ""
    return f"{rule.text}{doubt}"


def _open_place(place: Place, step: MinutesWaiting | None) -> Place:
    """Where a duty is seen to; the case where the page of the minutes is closed to the person."""
    if step is None or step.is_open:
        return place
    return Place(at=SettledAt.CASE, ref=place.ref, case=place.case)


def _words(row: DueRow, names: Named) -> str:
    return duty_words(
        row.duty,
        ref=row.ref,
        people=names.people.get(row.ref, "the applicants"),
        name=names.members.get(row.ref, ""),
        sitting=names.sittings.get(row.ref, ""),
    )


def _when(row: DueRow, left: int) -> When:
    if row.overdue:
        return When.OVERDUE
    return When.SOON if left <= SOON_IN_WORKING_DAYS else When.LATER


def _is_yours(row: DueRow, names: Named, uow: UnitOfWork) -> bool:
    """Whether a duty falls to the acting role; the office shares its work.

    What the chair does at an item falls to whoever was in the chair for it.
    """
    role = uow.actor.role
    if row.who is UserRole.CHAIR and role in _CHAIRS:
        in_the_chair = names.in_the_chair.get(row.ref)
        if in_the_chair is not None:
            return in_the_chair == uow.actor.person_id
        return role is UserRole.CHAIR
    return row.who is role or (row.who in _OFFICE and role in _OFFICE)


def working_days_to(days: Iterable[dt.date], on: dt.date, uow: UnitOfWork) -> Mapping[dt.date, int]:
    """How many working days lie between a day and each of others; negative for those before it.

    Counted outwards once, since thousands of duties fall on the same few hundred days.
    """
    wanted = sorted({*days, on})
    today = wanted.index(on)
    counted = {on: 0}
    for earlier, later in zip(wanted[today:], wanted[today + 1 :], strict=False):
        counted[later] = counted[earlier] + uow.calendar.working_days_between(earlier, later)
    for later, earlier in zip(wanted[today::-1], wanted[:today][::-1], strict=False):
        counted[earlier] = counted[later] + uow.calendar.working_days_between(later, earlier)
    return counted


def _decisions(rows: Sequence[DueRow], on: dt.date, uow: UnitOfWork) -> DecisionsWaiting | None:
    if uow.actor.role not in _KNOWS_DECISIONS_WAITING:
        return None
    refs = [row.ref for row in rows if row.duty == "decide"]
    newest = (
        select(func.max(Item.minutes_received_on))
        .join(Case, Case.id == Item.case_id)
        .where(Case.ref.in_(refs))
        .group_by(Case.id)
    )
    received = [day for day in uow.session.scalars(newest) if day is not None]
    oldest = min(received, default=None)
    waited = uow.calendar.working_days_between(oldest, on) if oldest else 0
    return DecisionsWaiting(
        number=len(refs),
        oldest_received_on=oldest,
        oldest_working_days=waited,
        words=_waiting_words(len(refs), waited),
    )


def _waiting_words(number: int, waited: int) -> str:
    if not number:
        return "No case waits for a decision."
    days = "since today" if not waited else f"for {waited} working day{'s' * (waited != 1)}"
    if number == 1:
        return f"1 case waits for a decision, {days}."
    return f"{number} cases wait for a decision, the oldest {days}."
