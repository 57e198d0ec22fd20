"""The central list: everybody on it with the state of their checks, and what the list lacks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from panelapp.domain.labels import label
from panelapp.domain.models import Attendance, Sitting
from panelapp.domain.names import holds_words, plain
from panelapp.domain.rules.calendar import add_years
from panelapp.domain.rules.duties import list_duties
from panelapp.domain.rules.independence import Finding, independence, social_work
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import MemberCategory, Office, UserRole
from panelapp.queries.member_checks import (
    CheckRow,
    CheckState,
    Deadline,
    checks_of,
    first_deadline,
    open_duties,
)
from panelapp.queries.people import (
    PANEL_ROLES,
    listed_with_facts,
    members_from,
    social_work_of,
    ties_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panelapp.domain.models import ListEntry
    from panelapp.domain.rules.duties import Duty
    from panelapp.domain.rules.facts import MemberFacts
    from panelapp.persistence.unit_of_work import UnitOfWork

KEEPERS = (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR)
_OFFICE_ORDER = (Office.CHAIR, Office.VICE_CHAIR, Office.MEMBER, None)


@dataclass(frozen=True, kw_only=True)
class CentralListQuestion:
    """The list on a day (``None`` is today); every word of ``text`` must be found in a row.

    With ``include_left`` people who have left, or have not joined yet, are listed too.
    """

    on: dt.date | None = None
    text: str = ""
    include_left: bool = False


@dataclass(frozen=True, kw_only=True)
class Sat:
    """How many sittings of the last 12 months somebody was asked to, and how many they attended."""

    attended: int = 0
    invited: int = 0


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """One person on the central list, as everything stood on a day.

    ``place`` says in words whether they are on the list. ``checks`` come in the order in which a
    new member passes them, the yearly appraisal last.
    """

    ref: str
    name: str
    office: Office | None
    office_words: str
    category: MemberCategory | None
    category_words: str
    independence: Finding
    social_work: Finding
    joined_on: dt.date
    left_on: dt.date | None
    is_listed: bool
    place: str
    checks: tuple[CheckRow, ...]
    sat: Sat
    next_deadline: Deadline | None

    @property
    def overdue(self) -> int:
        """How many checks are overdue."""
        return self._number(CheckState.OVERDUE)

    @property
    def checks_words(self) -> str:
        """How far the checks have come; empty for somebody who is not on the list."""
        if not self.is_listed:
            return ""
        for state, words in (
            (CheckState.OVERDUE, "overdue"),
            (CheckState.NOT_YET_STARTED, "to do"),
            (CheckState.NOT_RECORDED, "not recorded"),
        ):
            if self._number(state):
                return f"{self._number(state)} {words}"
        return "Complete"

    def _number(self, state: CheckState) -> int:
        return sum(check.state is state for check in self.checks)


def central_list(question: CentralListQuestion, uow: UnitOfWork) -> list[MemberRow]:
    """The people on the list on a day: the chair, the vice chairs, then everybody by name."""
    on = question.on or uow.today
    sat = sittings_attended(uow, on)
    rows = [
        _row(entry, facts, sat.get(entry.person_id, Sat()), on, uow)
        for entry, facts in listed_with_facts(uow, on)
        if question.include_left or entry.is_listed(on)
    ]
    found = [row for row in rows if _holds(row, question.text)]
    return sorted(found, key=lambda row: (_OFFICE_ORDER.index(row.office), plain(row.name)))


def unless_keeper(uow: UnitOfWork) -> str:
    """Why the acting person may not change the list; empty where they may."""
    if uow.actor.role in KEEPERS:
        return ""
    return f"This is for: {' or '.join(label(role).lower() for role in KEEPERS)}."


def office_in_words(office: Office | None) -> str:
    """What an office is called; a listed person need not be appointed to the panel."""
    return label(office) if office is not None else "Not appointed to the panel"


def place_in_words(joined_on: dt.date, left_on: dt.date | None, on: dt.date) -> str:
    """Whether somebody is on the list on a day, and from or until when."""
    if on < joined_on:
        return f"Joins the list on {long_date(joined_on)}"
    if left_on is None:
        return f"On the list since {long_date(joined_on)}"
    if on <= left_on:
        return f"On the list until {long_date(left_on)}"
    return f"Left the list on {long_date(left_on)}"


def sittings_attended(uow: UnitOfWork, on: dt.date) -> Mapping[int, Sat]:
    """How often each person was asked and came in the 12 months up to a day, by person id."""
    attended = func.sum(case((Attendance.attended.is_(True), 1), else_=0))
    query = (
        select(Attendance.person_id, func.count(), attended)
        .join(Sitting, Sitting.id == Attendance.sitting_id)
        .where(
            Attendance.role.in_(PANEL_ROLES),
            Sitting.is_cancelled.is_(False),
            Sitting.held_on > add_years(on, -1),
            Sitting.held_on <= on,
        )
        .group_by(Attendance.person_id)
    )
    rows = uow.session.execute(query)
    return {person: Sat(attended=came, invited=asked) for person, asked, came in rows}


def _row(entry: ListEntry, facts: MemberFacts, sat: Sat, on: dt.date, uow: UnitOfWork) -> MemberRow:
    duties = open_duties(facts, on, uow)
    return MemberRow(
        ref=entry.ref,
        name=entry.person.name,
        office=facts.office,
        office_words=office_in_words(facts.office),
        category=entry.category,
        category_words=label(entry.category) if entry.category else "",
        independence=independence(ties_of(entry, uow.agency.name), on),
        social_work=social_work(social_work_of(entry), on),
        joined_on=entry.joined_on,
        left_on=entry.left_on,
        is_listed=entry.is_listed(on),
        place=place_in_words(entry.joined_on, entry.left_on, on),
        checks=checks_of(facts, duties, on),
        sat=sat,
        next_deadline=first_deadline(duties, on),
    )


def _holds(row: MemberRow, text: str) -> bool:
    return holds_words(text, row.ref, row.name, row.office_words, row.category_words)


@dataclass(frozen=True, kw_only=True)
class ListSummaryQuestion:
    """The list as a whole on a day; ``None`` is today."""

    on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Lack:
    """Something the list lacks, from the first day on which it does: today, or a sitting's day."""

    duty: str
    day: dt.date
    is_today: bool
    because: str
    citation: str


@dataclass(frozen=True, kw_only=True)
class ListSummary:
    """How many people are on the list, what they bring, and what the law asks for besides.

    ``mix`` is how many people there are of each description, in words. ``why_not_add`` says who
    adds people, where the acting person does not.
    """

    on: dt.date
    people: int
    chairs: int
    vice_chairs: int
    independent: int
    social_workers: int
    mix: tuple[tuple[str, int], ...]
    lacks: tuple[Lack, ...]
    why_not_add: str


def list_summary(question: ListSummaryQuestion, uow: UnitOfWork) -> ListSummary:
    """What the central list holds and lacks on a day and on the days of planned sittings."""
    on = question.on or uow.today
    listed = [(entry, facts) for entry, facts in listed_with_facts(uow, on) if entry.is_listed(on)]
    members = [facts for _, facts in listed]
    described = Counter(label(entry.category) for entry, _ in listed if entry.category)
    return ListSummary(
        on=on,
        people=len(members),
        chairs=sum(member.office is Office.CHAIR for member in members),
        vice_chairs=sum(member.office is Office.VICE_CHAIR for member in members),
        independent=sum(member.is_independent for member in members),
        social_workers=sum(member.is_social_worker_3y for member in members),
        mix=tuple(sorted(described.items(), key=lambda kind: (-kind[1], kind[0]))),
        lacks=_lacks(uow, on),
        why_not_add=unless_keeper(uow),
    )


def _lacks(uow: UnitOfWork, on: dt.date) -> tuple[Lack, ...]:
    """Each lack once, with the first day on which the list has it; an empty list says nothing."""
    first: dict[str, Duty] = {}
    for day, members in members_from(uow, on):
        if not members:
            break
        for duty in list_duties(members, day, uow.calendar, uow.settings):
            first.setdefault(duty.duty, duty)
    return tuple(
        Lack(
            duty=duty.duty,
            day=duty.due,
            is_today=duty.due == on,
            because=duty.explanation,
            citation=duty.citation,
        )
        for duty in first.values()
    )
