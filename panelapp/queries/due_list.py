"""Every duty that is due or overdue on a day, over cases, households, members and sittings."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import selectinload

from panelapp.domain.models import (
    Attendance,
    Base,
    Carer,
    Case,
    Decision,
    DutiesDay,
    Ending,
    FinalDecisionRecord,
    Household,
    ListEntry,
    OpenCase,
    OpenDuty,
    Sitting,
)
from panelapp.domain.rules.duties import (
    Duty,
    Subject,
    case_duties,
    household_duties,
    list_duties,
    member_duties,
    sitting_duties,
)
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.facts import SittingFacts
from panelapp.domain.vocabulary import UserRole
from panelapp.persistence.unit_of_work import UnitOfWork
from panelapp.queries.approvals import household_facts
from panelapp.queries.facts import all_case_facts, hidden_cases
from panelapp.queries.open_cases import may_be_open, open_cases
from panelapp.queries.people import PANEL_ROLES, members_from
from panelapp.queries.quorum import attendance_is_recorded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from panelapp.domain.rules.facts import CaseFacts

DUTIES = Base.metadata.tables[OpenDuty.__tablename__]
_AT_ONCE = 10_000
"""How many cases are read together; a statement takes no more than 32,766 parameters."""
_CHAIRS = frozenset({UserRole.CHAIR, UserRole.VICE_CHAIR})


@dataclass(frozen=True, kw_only=True)
class DueQuestion:
    """The day that is asked about; ``None`` is today."""

    on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whose duties are meant: those of some cases, households and sittings, and of the list.

    Ids, or ``None`` for all of a kind.
    """

    case_ids: Sequence[int] | None = None
    household_ids: Sequence[int] | None = None
    sitting_ids: Sequence[int] | None = None
    has_list: bool = True


ALL = Scope()


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
    Duties of a case that the acting person declared an interest in are left out. Households are for
    the office: a chair sees no duties about them. A decision maker sees their own, a member those
    about themselves and the sittings that they were asked to.
    """
    on = question.on or uow.today
    return due_rows(open_duties(uow, on), on, uow)


def due_rows(duties: Iterable[Duty], on: dt.date, uow: UnitOfWork) -> list[DueRow]:
    """Those of some duties that the acting person may see, the earliest first."""
    hidden = hidden_cases(uow)
    own = _own_refs(uow)
    seen = (
        duty
        for duty in duties
        if duty.ref not in hidden and (own is None or duty.ref in own)
        if uow.actor.role is not UserRole.DECISION_MAKER or duty.who is UserRole.DECISION_MAKER
        if uow.actor.role not in _CHAIRS or duty.subject is not Subject.HOUSEHOLD
    )
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
        for duty in sorted(seen, key=lambda duty: (duty.due, duty.ref, duty.duty))
    ]


def _own_refs(uow: UnitOfWork) -> frozenset[str] | None:
    """What a member may see duties about; ``None`` for everybody else, who is not limited so."""
    if uow.actor.role is not UserRole.MEMBER:
        return None
    person_id = uow.actor.person_id
    asked = select(Sitting.ref).where(Sitting.attendances.any(Attendance.person_id == person_id))
    listed = select(ListEntry.ref).where(ListEntry.person_id == person_id)
    return frozenset((*uow.session.scalars(asked), *uow.session.scalars(listed)))


def open_duties(uow: UnitOfWork, on: dt.date) -> Iterator[Duty]:
    """Every open duty of the office on a day, in no order: as they are kept, where they are."""
    kept_for = duties_kept_for(uow)
    if on == uow.today and kept_for == on:
        return kept_duties(uow)
    if on == uow.today and kept_for is not None and kept_for < on:
        return _duties_of_new_day(uow, kept_for)
    return computed_duties(uow, on)


def _duties_of_new_day(uow: UnitOfWork, kept_for: dt.date) -> Iterator[Duty]:
    scope = scope_of_new_day(uow, kept_for)
    query = select(Household.ref).where(Household.id.in_(scope.household_ids or ()))
    anew = frozenset(uow.session.scalars(query))
    for duty in kept_duties(uow):
        if duty.subject is Subject.HOUSEHOLD and duty.ref not in anew:
            yield duty
    yield from computed_duties(uow, uow.today, scope)


def scope_of_new_day(uow: UnitOfWork, kept_for: dt.date) -> Scope:
    """What is to be made anew because days have passed: all but most households.

    What a household owes changes with a day only where something is dated after the last one.
    """
    later = (
        select(Household.id).where(
            or_(Household.approved_on > kept_for, Household.last_review_on > kept_for)
        ),
        select(Carer.household_id)
        .join(Ending, Ending.carer_id == Carer.id)
        .where(Ending.effective_on > kept_for),
        *(
            select(Case.household_id)
            .join(made, made.case_id == Case.id)
            .where(or_(made.decided_on > kept_for, made.effective_on > kept_for))
            for made in (Decision, FinalDecisionRecord)
        ),
    )
    households = {key for query in later for key in uow.session.scalars(query)}
    return Scope(
        case_ids=uow.session.scalars(select(Case.id).where(open_cases(uow))).all(),
        household_ids=sorted(households),
    )


def duties_kept_for(uow: UnitOfWork) -> dt.date | None:
    """The day for which open duties are kept in the file, if they are kept at all."""
    return uow.session.scalars(select(DutiesDay.day)).one_or_none()


def kept_duties(uow: UnitOfWork) -> Iterator[Duty]:
    """The open duties that are kept, in the order in which the rules gave them."""
    for row in uow.session.execute(select(*DUTIES.columns).order_by(DUTIES.c.id)):
        yield _duty(row)


def first_duties(refs: Sequence[str], uow: UnitOfWork) -> Mapping[str, Duty]:
    """The first open duty of each of some cases, as they are kept, by reference."""
    query = select(*DUTIES.columns).where(
        DUTIES.c.subject == Subject.CASE.value, DUTIES.c.ref.in_(refs)
    )
    first: dict[str, Duty] = {}
    for row in uow.session.execute(query.order_by(DUTIES.c.id)):
        if row.ref not in first:
            first[row.ref] = _duty(row)
    return first


def duty_row(duty: Duty) -> dict[str, Any]:
    """The row that is kept of a duty."""
    return {
        "subject": duty.subject.value,
        "ref": duty.ref,
        "duty": duty.duty,
        "who": duty.who,
        "due": duty.due,
        "rule": duty.rule,
        "explanation": duty.explanation,
    }


def _duty(row: Any) -> Duty:  # noqa: ANN401 - a row of the kept duties
    rule = ENGLAND_2011.rule(row.rule, row.due)
    return Duty(
        subject=Subject(row.subject),
        ref=row.ref,
        duty=row.duty,
        who=row.who,
        due=row.due,
        rule=row.rule,
        citation=rule.citation,
        force=rule.force,
        explanation=row.explanation,
    )


def kept_duties_are_right(uow: UnitOfWork) -> bool:
    """Whether the duties that are kept are those that the rules make for the day they are of."""
    day = duties_kept_for(uow)
    if day is None:
        return next(kept_duties(uow), None) is None
    open_ids = frozenset(uow.session.scalars(select(OpenCase.case_id)))
    if open_ids != frozenset(uow.session.scalars(select(Case.id).where(may_be_open(day)))):
        return False
    noon = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
    then = UnitOfWork(uow.session, uow.actor, noon)
    return Counter(kept_duties(uow)) == Counter(computed_duties(then, day))


def computed_duties(uow: UnitOfWork, on: dt.date, scope: Scope = ALL) -> Iterator[Duty]:
    """Every open duty of the office, or of a part of it, on a day, as the rules make them."""
    for _, duties in case_findings(uow, on, scope.case_ids):
        yield from duties
    yield from duties_beside_cases(uow, on, scope)


def case_findings(
    uow: UnitOfWork, on: dt.date, case_ids: Sequence[int] | None = None
) -> Iterator[tuple[CaseFacts, tuple[Duty, ...]]]:
    """The facts and open duties of some cases on a day, or of all that may owe something then."""
    wanted = _may_owe(uow, on) if case_ids is None else case_ids
    for some in _portions(wanted):
        for case in all_case_facts(uow, some).values():
            yield case, case_duties(case, on, uow.calendar, uow.settings)


def duties_beside_cases(uow: UnitOfWork, on: dt.date, scope: Scope = ALL) -> Iterator[Duty]:
    """The open duties about households, the list and sittings."""
    calendar, settings = uow.calendar, uow.settings
    if scope.household_ids is None or scope.household_ids:
        for household in household_facts(uow, on, scope.household_ids):
            yield from household_duties(household, on, calendar, settings)
    if scope.has_list:
        yield from _list_and_member_duties(uow, on)
    if scope.sitting_ids is None or scope.sitting_ids:
        for sitting in _sitting_facts(uow, on, scope.sitting_ids):
            yield from sitting_duties(sitting, on, calendar, settings)


def _list_and_member_duties(uow: UnitOfWork, on: dt.date) -> Iterator[Duty]:
    calendar, settings = uow.calendar, uow.settings
    for day, members in members_from(uow, on):
        if day == on:
            for member in members:
                yield from member_duties(member, on, calendar, settings)
        # What the list will lack on the day of a sitting is said before it (reg. 23(1)).
        if members:
            yield from list_duties(members, day, calendar, settings)


def _may_owe(uow: UnitOfWork, on: dt.date) -> Sequence[int] | None:
    """The cases that are to be read; ``None`` for all of them, as for a day that has passed.

    A case that is closed now was open once, and so owed something on an earlier day.
    """
    if on < uow.today:
        return None
    return uow.session.scalars(select(Case.id).where(open_cases(uow))).all()


def _portions(ids: Sequence[int] | None) -> Iterator[Sequence[int] | None]:
    if ids is None:
        yield None
        return
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def _sitting_facts(
    uow: UnitOfWork, on: dt.date, ids: Sequence[int] | None
) -> Iterator[SittingFacts]:
    recorded = Sitting.attendances.any(
        and_(Attendance.role.in_(PANEL_ROLES), Attendance.attended.is_not(None))
    )
    query = (
        select(Sitting)
        # Nothing is to do for a sitting that was cancelled, or held and its attendance recorded.
        .where(Sitting.is_cancelled.is_(False), or_(Sitting.held_on > on, ~recorded))
        .options(selectinload(Sitting.items), selectinload(Sitting.attendances))
    )
    if ids is not None:
        query = query.where(Sitting.id.in_(ids))
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
