"""Every duty that is due or overdue on a day, over cases, households, members and sittings."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select
from sqlalchemy import case as sql_case
from sqlalchemy.orm import selectinload

from panelapp.domain.models import (
    Attendance,
    Carer,
    Case,
    Decision,
    Ending,
    FinalDecisionRecord,
    Household,
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
from panelapp.domain.rules.facts import HouseholdFacts, SittingFacts
from panelapp.domain.rules.routes import ALWAYS_ALLOWED
from panelapp.domain.vocabulary import CaseType, FinalDecision, FirstDecision, UserRole
from panelapp.persistence.unit_of_work import in_force
from panelapp.queries.facts import all_case_facts, hidden_cases
from panelapp.queries.open_cases import may_be_open
from panelapp.queries.people import PANEL_ROLES, members_from
from panelapp.queries.quorum import attendance_is_recorded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from panelapp.domain.rules.duties import Duty
    from panelapp.persistence.unit_of_work import UnitOfWork

REVIEWS = (
    CaseType.FIRST_REVIEW,
    CaseType.REVIEW,
    CaseType.POST_ALLEGATION_REVIEW,
    CaseType.STANDARD_OF_CARE_REVIEW,
)


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


def household_facts(uow: UnitOfWork, on: dt.date) -> Iterator[HouseholdFacts]:
    """Approval, last review and end of every household, as known on a day.

    A household that ended and was approved again is known by its newest approval alone.
    """
    approved = _approvals(uow, on)
    reviewed = _last_reviews(uow, on)
    ended = _ends(uow)
    for household in uow.session.scalars(select(Household).order_by(Household.ref)):
        days = [*approved.get(household.id, ()), household.approved_on]
        known = sorted(day for day in days if day is not None and day <= on)
        ended_on = ended.get(household.id)
        again = [day for day in known if ended_on is not None and day > ended_on]
        reviews = [household.last_review_on, reviewed.get(household.id)]
        yield HouseholdFacts(
            ref=household.ref,
            carer_kind=household.carer_kind,
            approved_on=next(iter(again or known), None),
            last_review_on=max((day for day in reviews if day is not None), default=None),
            ended_on=None if again else ended_on,
        )


def _approvals(uow: UnitOfWork, on: dt.date) -> Mapping[int, list[dt.date]]:
    """When each household was approved by decisions of this file, first or final."""
    approvals: dict[int, list[dt.date]] = defaultdict(list)
    for kind, approve in (
        (Decision, FirstDecision.APPROVE),
        (FinalDecisionRecord, FinalDecision.APPROVE),
    ):
        query = (
            select(Case.household_id, kind.decided_on)
            .join(kind, kind.case_id == Case.id)
            .where(in_force(kind), kind.code == approve, kind.decided_on <= on)
        )
        for household_id, decided_on in uow.session.execute(query):
            if decided_on is not None:
                approvals[household_id].append(decided_on)
    return approvals


def _last_reviews(uow: UnitOfWork, on: dt.date) -> Mapping[int, dt.date]:
    """When the decision on each household's last review was made (reg. 28(2)).

    A determination is completed by the final decision, and asking for more completes nothing.
    """
    determinations = [code for code in FirstDecision if code.is_qualifying_determination]
    completed_on = sql_case(
        (Decision.code.in_(determinations), FinalDecisionRecord.decided_on),
        else_=Decision.decided_on,
    )
    query = (
        select(Case.household_id, func.max(completed_on))
        .join(Decision, Decision.case_id == Case.id)
        .outerjoin(
            FinalDecisionRecord,
            and_(FinalDecisionRecord.decision_id == Decision.id, in_force(FinalDecisionRecord)),
        )
        .where(
            in_force(Decision),
            Case.case_type.in_(REVIEWS),
            Decision.code.not_in(ALWAYS_ALLOWED),
            completed_on <= on,
        )
        .group_by(Case.household_id)
    )
    return dict(uow.session.execute(query).all())


def _ends(uow: UnitOfWork) -> Mapping[int, dt.date]:
    """When each household ended: its last carer left, or a final decision ended its approval."""
    left = (
        select(Carer.household_id, func.max(Ending.effective_on))
        .outerjoin(Ending, Ending.carer_id == Carer.id)
        .group_by(Carer.household_id)
        .having(func.count(Carer.id) == func.count(Ending.id))
    )
    terminated = (
        select(Case.household_id, func.max(FinalDecisionRecord.decided_on))
        .join(FinalDecisionRecord, FinalDecisionRecord.case_id == Case.id)
        .where(in_force(FinalDecisionRecord), FinalDecisionRecord.code == FinalDecision.TERMINATE)
        .group_by(Case.household_id)
    )
    rows = [*uow.session.execute(terminated), *uow.session.execute(left)]
    return {household_id: day for household_id, day in rows if day is not None}


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
