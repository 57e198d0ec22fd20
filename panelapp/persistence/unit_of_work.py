"""One action's view of the file: who acts, when, and the records it may load and change.

A unit of work that is not committed is rolled back. Only the office commits.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm.exc import StaleDataError

from panelapp.domain.errors import BadInput, NotFound, RuleBroken, StaleRecord
from panelapp.domain.models import (
    Agency,
    Attendance,
    AuditRow,
    Base,
    Carer,
    Case,
    Decision,
    FinalDecisionRecord,
    Household,
    Item,
    ListEntry,
    NonWorkingDay,
    Person,
    Sitting,
    User,
)
from panelapp.domain.progress import unheard
from panelapp.domain.rules.calendar import WorkingCalendar
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.vocabulary import SittingRole, UserRole

if TYPE_CHECKING:
    from datetime import date, datetime
    from types import TracebackType

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from panelapp.domain.events import Topic
    from panelapp.domain.progress import Progress
    from panelapp.domain.values import Settings, Terms

R = TypeVar("R", bound=Base)
ENGLAND = ZoneInfo("Europe/London")
_NOT_AT_WORK = (SittingRole.APPLICANT, SittingRole.SUPPORTER)


@dataclass(frozen=True)
class Actor:
    """Who is acting and in which role; the person is what separation of duties looks at."""

    user_id: int
    name: str
    person_id: int
    role: UserRole


def in_force(kind: type[Base]) -> ColumnElement[bool]:
    """The condition that no newer row supersedes a row of an immutable kind."""
    table: Any = kind
    newer = select(table.supersedes_id).where(table.supersedes_id.is_not(None))
    condition: ColumnElement[bool] = table.id.not_in(newer)
    return condition


class UnitOfWork:
    """The records of one transaction, found by the references that people use."""

    def __init__(
        self, session: Session, actor: Actor, now: datetime, progress: Progress = unheard
    ) -> None:
        """Begin on ``session`` for ``actor`` at the instant ``now``.

        Long work tells ``progress`` how far it has come, and may be stopped by it.
        """
        self.session = session
        self.actor = actor
        self.now = now
        self.progress = progress
        self.topics: set[Topic] = set()
        self.ref = ""
        self.detail = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Roll back whatever was not committed."""
        self.session.rollback()
        self.session.expunge_all()

    def flush(self) -> None:
        """Write what was changed into the transaction; raises :class:`StaleRecord`."""
        try:
            self.session.flush()
        except StaleDataError as error:
            raise _stale() from error

    def commit(self) -> None:
        """Make everything permanent, or raise :class:`StaleRecord` and change nothing."""
        self.flush()
        self.session.commit()

    def changed(self, topic: Topic, ref: str, detail: str = "") -> None:
        """Say what an action changed: a topic for the screens, a reference for the audit row.

        ``detail`` names fields and codes, never words about a person.
        """
        self.topics.add(topic)
        self.ref = self.ref or ref
        self.detail = self.detail or detail

    @property
    def today(self) -> date:
        """Today's date in England."""
        return self.now.astimezone(ENGLAND).date()

    def require_happened(self, day: date) -> date:
        """The day, unless it lies ahead: what has not happened cannot be recorded.

        Raises :class:`BadInput`.
        """
        if day > self.today:
            raise BadInput(
                f"{day.isoformat()} lies ahead, so this cannot be recorded yet.",
                remedy="Nothing was changed. Check the date.",
            )
        return day

    def require_sense(self, terms: Terms | None) -> None:
        """Refuse terms of approval that contradict themselves.

        Raises :class:`BadInput`.
        """
        if terms is not None and terms.contradiction:
            raise BadInput(
                f"These terms cannot be meant: {terms.contradiction}.",
                remedy="Nothing was changed. Correct the terms.",
            )

    @cached_property
    def agency(self) -> Agency:
        """The one agency of the file."""
        return self.session.scalars(select(Agency)).one()

    @cached_property
    def settings(self) -> Settings:
        """The agency's choices."""
        return self.agency.settings()

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """Working days in England, less the agency's own table of one-off days."""
        days = self.session.scalars(select(NonWorkingDay.day))
        return WorkingCalendar(extra_days=frozenset(days))

    def case(self, ref: str, version: int | None = None) -> Case:
        """The case with a reference; see :meth:`_by_ref` for the errors."""
        return self._by_ref(Case, "case", ref, version)

    def sitting(self, ref: str, version: int | None = None) -> Sitting:
        """The sitting with a reference; see :meth:`_by_ref` for the errors."""
        return self._by_ref(Sitting, "sitting", ref, version)

    def household(self, ref: str, version: int | None = None) -> Household:
        """The household with a reference; see :meth:`_by_ref` for the errors."""
        return self._by_ref(Household, "household", ref, version)

    def member(self, ref: str, version: int | None = None) -> ListEntry:
        """The central list entry with a reference; see :meth:`_by_ref` for the errors."""
        return self._by_ref(ListEntry, "person on the central list", ref, version)

    def item(self, sitting_ref: str, case_ref: str) -> Item:
        """The item of a case at a sitting, or :class:`NotFound`."""
        found = self.session.scalars(
            select(Item)
            .join(Item.sitting)
            .join(Item.case)
            .where(Sitting.ref == sitting_ref, Case.ref == case_ref)
        ).one_or_none()
        if found is None:
            # The case and the sitting are looked up first, so that the sentence is precise.
            self.sitting(sitting_ref), self.case(case_ref)
            raise NotFound(
                f"Case {case_ref} is not on the agenda of sitting {sitting_ref}.",
                remedy="Nothing was changed. Put the case on the agenda first.",
            )
        return found

    def user(self, name: str) -> User:
        """The user with a name, or :class:`NotFound`."""
        return self.one(
            select(User).where(User.name == name), "No user of this file has that name."
        )

    def carer(self, household_ref: str, position: int) -> Carer:
        """The first or second carer of a household, or :class:`NotFound`."""
        return self.one(
            select(Carer)
            .join(Household, Household.id == Carer.household_id)
            .where(Household.ref == household_ref, Carer.position == position),
            f"Household {household_ref} has no carer {position}.",
        )

    def person_named(self, name: str) -> Person:
        """A person of that name who is listed, a user, at work at a sitting or a decision maker.

        It is a new one where there is no such person, or more than one.

        Separation of duties matches people, not logins; a chair who is added as a user under the
        name that stands on the central list is therefore the same person, and so is a presenter.
        """
        worked = select(Attendance.person_id).where(Attendance.role.not_in(_NOT_AT_WORK))
        known = self.session.scalars(
            select(Person)
            .where(Person.name == name)
            .where(
                or_(
                    Person.id.in_(select(ListEntry.person_id)),
                    Person.id.in_(select(User.person_id)),
                    Person.id.in_(worked),
                    Person.id.in_(select(Decision.decision_maker_id)),
                    Person.id.in_(select(FinalDecisionRecord.decision_maker_id)),
                )
            )
            .limit(2)
        ).all()
        if len(known) == 1:
            return known[0]
        person = Person(name=name)
        self.session.add(person)
        self.session.flush()
        return person

    def one(self, query: Select[R], sentence: str) -> R:
        """The only row of a query, or :class:`NotFound` with a sentence."""
        found = self.session.scalars(query).one_or_none()
        if found is None:
            raise NotFound(sentence, remedy="Nothing was changed. Check it and try again.")
        return found

    def current(self, kind: type[R], *conditions: ColumnElement[bool]) -> list[R]:
        """The rows of an immutable kind that no newer row supersedes, oldest first."""
        table: Any = kind
        query = select(kind).where(*conditions, in_force(kind)).order_by(table.id)
        return list(self.session.scalars(query))

    def decision(self, case: Case) -> Decision:
        """The newest first decision on a case by its day.

        Raises :class:`RuleBroken` where there is none: what follows a decision comes after it.
        """
        decisions = self.current(Decision, Decision.case_id == case.id)
        if not decisions:
            raise RuleBroken(
                f"No decision is recorded on case {case.ref}.",
                citation=ENGLAND_2011.cite("case_order"),
                remedy="Nothing was changed. Record the decision first.",
            )
        return max(decisions, key=lambda made: (made.decided_on, made.id))

    def next_ref(self, kind: type[R], letter: str, year: int, width: int) -> str:
        """The next free reference of a kind in a year: ``C-2026-0142``."""
        column: Any = kind.__table__.c.ref
        prefix = f"{letter}-{year}-"
        refs = self.session.scalars(select(column).where(column.startswith(prefix)))
        ends = [ref.removeprefix(prefix) for ref in refs]
        # A reference that somebody chose may end in anything.
        number = 1 + max((int(end) for end in ends if end.isdecimal()), default=0)
        return f"{prefix}{number:0{width}d}"

    def last_audit_row(self) -> AuditRow | None:
        """The head of the audit chain."""
        return self.session.scalars(
            select(AuditRow).order_by(AuditRow.seq.desc()).limit(1)
        ).one_or_none()

    def _by_ref(self, kind: type[R], word: str, ref: str, version: int | None) -> R:
        """The record with a reference.

        Raises :class:`NotFound` where there is none, :class:`StaleRecord` where ``version`` is
        given and somebody has changed the record since.
        """
        table: Any = kind
        found: R | None = self.session.scalars(select(kind).where(table.ref == ref)).one_or_none()
        if found is None:
            raise NotFound(
                f"There is no {word} with the reference {ref}.",
                remedy="Nothing was changed. Check the reference and try again.",
            )
        if version is not None and version != found.version:  # type: ignore[attr-defined]  # every kind with a ref has a version
            raise _stale()
        return found


def _stale() -> StaleRecord:
    return StaleRecord(
        "Somebody changed this record after you opened it.",
        remedy="Nothing was changed. Open it again and repeat your change.",
    )
