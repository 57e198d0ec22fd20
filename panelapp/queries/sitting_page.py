"""One sitting as a page: its agenda, who is coming, quorum, papers, and what may be done now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from panelapp.domain.duty_words import time_left_words
from panelapp.domain.errors import NotFound
from panelapp.domain.labels import label
from panelapp.domain.models import (
    Attendance,
    Carer,
    Case,
    Household,
    Interest,
    Item,
    LockedMinutes,
    Recommendation,
    Sitting,
    User,
    UserRoleRow,
)
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.duties import case_duties
from panelapp.domain.values import long_date, period
from panelapp.domain.vocabulary import Outcome, UserRole
from panelapp.queries.facts import all_case_facts, hidden_cases
from panelapp.queries.forecast import Forecasts
from panelapp.queries.people import listed_people
from panelapp.queries.quorum import attendance_is_recorded
from panelapp.queries.sign_off import is_undeclared
from panelapp.queries.sitting_people import Room, entries_on
from panelapp.queries.sitting_rights import Rights
from panelapp.queries.sitting_rows import (
    AgendaRow,
    InterestRow,
    ItemStatus,
    PapersPlan,
    SittingAction,
    SittingPage,
    Stage,
)
from panelapp.queries.sitting_steps import next_steps

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from panelapp.domain.rules.facts import CaseFacts, PresentationFacts
    from panelapp.persistence.unit_of_work import UnitOfWork


STAGE_WORDS: Mapping[Stage, str] = {
    Stage.PLANNED: "Planned",
    Stage.PAPERS_OUT: "Papers sent",
    Stage.TODAY: "Today",
    Stage.ATTENDANCE_MISSING: "Attendance not recorded",
    Stage.HELD: "Held",
    Stage.CANCELLED: "Cancelled",
}


@dataclass(frozen=True, kw_only=True)
class SittingPageQuestion:
    """The sitting that is asked about."""

    sitting: str


def sitting_page(question: SittingPageQuestion, uow: UnitOfWork) -> SittingPage:
    """The page of one sitting, as far as the acting person may see it.

    Raises :class:`NotFound` where there is no such sitting, or a member was not asked to it.
    """
    return _Page(_sitting(question.sitting, uow), uow).page()


def stage_of(sitting: Sitting, today: dt.date) -> Stage:
    """Where a sitting stands on a day."""
    if sitting.is_cancelled:
        return Stage.CANCELLED
    if sitting.held_on > today:
        return Stage.PAPERS_OUT if sitting.papers_sent_on else Stage.PLANNED
    if sitting.held_on == today:
        return Stage.TODAY
    return Stage.HELD if attendance_is_recorded(sitting) else Stage.ATTENDANCE_MISSING


def next_sitting(uow: UnitOfWork, on: dt.date) -> SittingPage | None:
    """The page of the first sitting on a day or after it that was not cancelled."""
    query = (
        select(Sitting.ref)
        .where(Sitting.held_on >= on, Sitting.is_cancelled.is_(False))
        .order_by(Sitting.held_on, Sitting.start, Sitting.ref)
    )
    if uow.actor.role is UserRole.MEMBER:
        query = query.where(Sitting.attendances.any(Attendance.person_id == uow.actor.person_id))
    ref = uow.session.scalars(query.limit(1)).first()
    return _Page(_sitting(ref, uow), uow).page() if ref else None


def _sitting(ref: str, uow: UnitOfWork) -> Sitting:
    households = joinedload(Item.case).joinedload(Case.household)
    found = uow.session.scalars(
        select(Sitting)
        .where(Sitting.ref == ref)
        .options(
            selectinload(Sitting.items).options(
                households.selectinload(Household.carers).joinedload(Carer.person),
                joinedload(Item.case).selectinload(Case.papers),
                selectinload(Item.interests).joinedload(Interest.person),
            ),
            selectinload(Sitting.attendances).options(
                joinedload(Attendance.person), selectinload(Attendance.presences)
            ),
        )
    ).one_or_none()
    is_a_member = uow.actor.role is UserRole.MEMBER
    if found is None or (is_a_member and not _is_asked(found, uow)):
        raise NotFound(
            f"There is no sitting with the reference {ref}.",
            remedy="Nothing was changed. Check the reference and try again.",
        )
    return found


def _is_asked(sitting: Sitting, uow: UnitOfWork) -> bool:
    return any(place.person_id == uow.actor.person_id for place in sitting.attendances)


class _Page:
    """What the page of one sitting is gathered from, each kind of record read once."""

    def __init__(self, sitting: Sitting, uow: UnitOfWork) -> None:
        self._sitting = sitting
        self._uow = uow
        hidden = hidden_cases(uow)
        seen = [item for item in sitting.items if item.case.ref not in hidden]
        to_hear = [item for item in seen if item.withdrawn_on is None]
        self._items: Mapping[int, Item] = dict(enumerate(to_hear, start=1))
        self._taken_off = [item for item in seen if item.withdrawn_on is not None]
        ids = [item.id for item in seen]
        self._said = {
            said.item_id: said
            for said in uow.current(Recommendation, Recommendation.item_id.in_(ids))
        }
        locked = uow.current(LockedMinutes, LockedMinutes.item_id.in_(ids))
        self._locked = {minutes.item_id for minutes in locked}
        self._facts = all_case_facts(uow, [item.case_id for item in seen])
        self._listed = listed_people(uow)
        self._entries = entries_on(self._listed, sitting.held_on)
        self._forecasts = Forecasts(sitting, self._listed, _officers(uow), uow)
        self._room = Room(sitting, self._items, self._entries, uow)
        self._participants = self._room.participants()
        self._rights = Rights.of(
            sitting, uow, items=len(to_hear), hides_items=len(seen) < len(sitting.items)
        )

    def page(self) -> SittingPage:
        """The page, as the acting person sees it."""
        sitting = self._sitting
        agenda = tuple(self._row(number, item) for number, item in self._items.items())
        stage = stage_of(sitting, self._uow.today)
        papers = self._papers(agenda)
        return SittingPage(
            sitting=sitting.ref,
            version=sitting.version,
            today=self._uow.today,
            held_on=sitting.held_on,
            day_words=f"{sitting.held_on:%A} {long_date(sitting.held_on)}",
            times=period(sitting.start, sitting.finish),
            start=sitting.start,
            finish=sitting.finish,
            mode=sitting.mode,
            kind=sitting.kind,
            panel=sitting.panel,
            venue=sitting.venue,
            other_business=sitting.other_business,
            stage=stage,
            stage_words=STAGE_WORDS[stage],
            is_cancelled=sitting.is_cancelled,
            cancelled_because=sitting.cancelled_reason,
            agenda=agenda,
            taken_off=tuple(self._row(0, item) for item in self._taken_off),
            minutes_planned=sum(row.minutes or 0 for row in agenda),
            members=self._room.members(),
            participants=self._participants,
            askable=self._room.askable(self._forecasts),
            in_the_chair=self._name(sitting.chair_id),
            attendance_is_recorded=attendance_is_recorded(sitting),
            papers=papers,
            next_steps=tuple(
                next_steps(
                    sitting,
                    stage,
                    agenda,
                    papers,
                    attendance_recorded=attendance_is_recorded(sitting),
                )
            ),
            declares_for_others=self._rights.is_of_the_office,
            may=self._rights.rows(),
        )

    # --- one item

    def _row(self, number: int, item: Item) -> AgendaRow:
        case, facts = item.case, self._facts[item.case_id]
        status = self._status(item)
        return AgendaRow(
            number=number,
            case=case.ref,
            names=case.household.names,
            case_type=label(case.case_type),
            presentation=_presentation(item, facts),
            slot_start=item.slot_start,
            minutes=item.slot_minutes,
            started_at=item.started_at,
            finished_at=item.finished_at,
            status=status,
            status_words=self._status_words(item, status),
            minutes_are_locked=item.id in self._locked,
            interests=tuple(self._interest(interest) for interest in item.interests),
            papers=sum(paper.removed_on is None for paper in case.papers),
            papers_missing=tuple(self._papers_missing(item, facts)),
            people=tuple(row for row in self._participants if number and row.item == number),
            quorum=self._forecasts.of(item),
            in_the_chair=self._name(item.in_the_chair),
            why_not_taken_off=self._why_not_taken_off(status),
            withdrawn_on=item.withdrawn_on,
            withdrawn_because=item.withdrawn_reason,
        )

    def _status(self, item: Item) -> ItemStatus:
        said = self._said.get(item.id)
        if item.withdrawn_on is not None:
            return ItemStatus.WITHDRAWN
        if said is None:
            return ItemStatus.TO_BE_HEARD
        if said.confirmed_on is None and said.import_id is None:
            return ItemStatus.DRAFTED
        if said.outcome is Outcome.DEFERRED:
            return ItemStatus.DEFERRED
        return ItemStatus.CONFIRMED

    def _status_words(self, item: Item, status: ItemStatus) -> str:
        said = self._said.get(item.id)
        match status:
            case ItemStatus.WITHDRAWN:
                return "Taken off the agenda"
            case ItemStatus.DRAFTED if said is not None:
                return f"Drafted: {label(said.outcome).lower()}"
            case ItemStatus.CONFIRMED if said is not None:
                return label(said.outcome)
            case ItemStatus.DEFERRED:
                return "Deferred"
        return "To be heard" if self._is_ahead else "Not recorded yet"

    def _interest(self, interest: Interest) -> InterestRow:
        entry = self._entries.get(interest.person_id)
        ruling = label(interest.ruling) if interest.ruling else "The chair has not ruled yet"
        return InterestRow(
            member=entry.ref if entry else "",
            name=interest.person.name,
            kind=interest.kind,
            kind_words=label(interest.kind),
            detail=interest.detail,
            declared_on=interest.declared_on,
            ruling=interest.ruling,
            ruling_words=ruling,
        )

    def _papers_missing(self, item: Item, facts: CaseFacts) -> Iterator[str]:
        """What keeps the papers of an item from going out, in words."""
        if all(paper.removed_on is not None for paper in item.case.papers):
            yield "No paper is attached"
        duties = case_duties(facts, self._uow.today, self._uow.calendar, self._uow.settings)
        if any(duty.duty == "share_report" for duty in duties):
            yield "The applicants have not had the report to comment on"
        if is_undeclared(item):
            yield "No team manager has declared that the assessment complies"

    def _why_not_taken_off(self, status: ItemStatus) -> str:
        if status in {ItemStatus.TO_BE_HEARD, ItemStatus.DRAFTED}:
            return self._rights.why_not(SittingAction.TAKE_OFF)
        if status is ItemStatus.WITHDRAWN:
            return "It was taken off already."
        return "What the panel said is confirmed."

    def _name(self, person_id: int | None) -> str:
        names = (
            place.person.name for place in self._sitting.attendances if place.person_id == person_id
        )
        return next(names, "")

    # --- the sitting as a whole

    @property
    def _is_ahead(self) -> bool:
        return self._sitting.held_on > self._uow.today

    def _papers(self, agenda: Sequence[AgendaRow]) -> PapersPlan:
        sitting, uow = self._sitting, self._uow
        last = due("panel_papers", sitting.held_on, uow.calendar, uow.settings)
        left = uow.calendar.working_days_between(uow.today, last.due)
        is_late = uow.today > last.due
        return PapersPlan(
            send_by=last.due,
            working_days_left=left,
            left_words=time_left_words(left, is_late=is_late, is_today=uow.today == last.due),
            citation=last.citation,
            explanation=last.explanation,
            sent_on=sitting.papers_sent_on,
            late_because=sitting.papers_late_because,
            undeclared=tuple(number for number, item in self._items.items() if is_undeclared(item)),
            undeclared_because=sitting.papers_undeclared_because,
            is_late=is_late,
            went_late=sitting.papers_sent_on is not None and sitting.papers_sent_on > last.due,
            complete=sum(row.papers_are_complete for row in agenda),
            items=len(agenda),
            receivers=self._room.receivers(),
        )


def _presentation(item: Item, facts: CaseFacts) -> int:
    """The how-manieth time it is that a case comes to panel."""
    return 1 + sum(_was_before(shown, item) for shown in facts.presentations)


def _was_before(shown: PresentationFacts, item: Item) -> bool:
    is_earlier = shown.sitting_on < item.sitting.held_on
    return is_earlier and not shown.sitting_cancelled and shown.outcome is not Outcome.WITHDRAWN


def _officers(uow: UnitOfWork) -> frozenset[int]:
    """Who runs the panel's business or decides, under whichever account (SOD-4)."""
    return frozenset(
        uow.session.scalars(
            select(User.person_id)
            .join(UserRoleRow, UserRoleRow.user_id == User.id)
            .where(
                User.is_active,
                UserRoleRow.role.in_(
                    (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR, UserRole.DECISION_MAKER)
                ),
            )
        )
    )
