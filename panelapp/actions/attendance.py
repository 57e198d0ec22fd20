"""What happens in the room: who is there and when, who takes the chair, and interests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from panelapp.actions.sittings import attendance_of_member, item_at_panel, open_sitting
from panelapp.domain.errors import BadInput, NotFound, RuleBroken
from panelapp.domain.events import Topic
from panelapp.domain.models import Interest, Presence
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.vocabulary import InterestKind, InterestRuling, Office

if TYPE_CHECKING:
    from panelapp.domain.models import Attendance, ListEntry, Sitting
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class RecordAttendance:
    """Who came: members by reference, and which of them took the chair, if anybody could."""

    sitting: str
    present: tuple[str, ...]
    in_the_chair: str | None = None


def record_attendance(command: RecordAttendance, uow: UnitOfWork) -> None:
    """Record who came. Members who were asked and are not named were absent.

    Raises :class:`RuleBroken` for somebody who is not on the list on the day, and for a person
    in the chair who is neither chair nor vice chair (reg. 24(1)(a)); :class:`BadInput` for a
    sitting that lies ahead.
    """
    sitting = open_sitting(command.sitting, uow)
    uow.require_happened(sitting.held_on)
    present = {attendance_of_member(sitting, ref, uow).id for ref in command.present}
    for attendance in sitting.attendances:
        if attendance.role.counts_to_quorum:
            attendance.attended = attendance.id in present
            if not attendance.attended:
                attendance.presences.clear()
    chair = command.in_the_chair
    sitting.chair_id = _eligible_for_the_chair(sitting, chair, uow) if chair else None
    uow.changed(Topic.SITTINGS, sitting.ref, "attendance")


@dataclass(frozen=True, kw_only=True)
class TakeChair:
    """The chair or a vice chair takes the chair of a sitting, or with ``case`` of one item."""

    sitting: str
    member: str
    case: str | None = None


def take_chair(command: TakeChair, uow: UnitOfWork) -> None:
    """Record who is in the chair, of the sitting or of one item from which the chair withdrew.

    See :func:`record_attendance` for what is refused.
    """
    sitting = open_sitting(command.sitting, uow)
    person_id = _eligible_for_the_chair(sitting, command.member, uow)
    if command.case is None:
        sitting.chair_id = person_id
    else:
        item_at_panel(command.sitting, command.case, uow).chair_id = person_id
    uow.changed(Topic.SITTINGS, sitting.ref, "chair")


def _eligible_for_the_chair(sitting: Sitting, ref: str, uow: UnitOfWork) -> int:
    entry = uow.member(ref)
    if entry.office(sitting.held_on) not in {Office.CHAIR, Office.VICE_CHAIR}:
        raise RuleBroken(
            "Only the appointed chair or a vice chair can take the chair.",
            citation=ENGLAND_2011.cite("quorum_chair"),
            remedy="Nothing was changed. Name the chair or a vice chair.",
        )
    if not _place(sitting, entry).attended:
        raise RuleBroken(
            "Somebody who is not present cannot take the chair.",
            citation=ENGLAND_2011.cite("quorum_chair"),
            remedy="Nothing was changed. Record the attendance first.",
        )
    return entry.person_id


def _place(sitting: Sitting, entry: ListEntry) -> Attendance:
    for attendance in sitting.attendances:
        if attendance.person_id == entry.person_id and attendance.role.counts_to_quorum:
            return attendance
    raise NotFound(
        f"{entry.ref} was not asked to sitting {sitting.ref}.",
        remedy="Nothing was changed. Record the attendance first.",
    )


@dataclass(frozen=True, kw_only=True)
class RecordMovement:
    """Somebody arrives or leaves at a time of day."""

    sitting: str
    member: str
    at: time


def record_arrival(command: RecordMovement, uow: UnitOfWork) -> None:
    """Record that a member arrived, for the first time or again.

    Raises :class:`BadInput` for a member who is there already at that time.
    """
    place = _moving(command, uow)
    if place.attended and (not place.presences or place.presences[-1].left_at is None):
        raise BadInput("That member is there already.", remedy="Nothing was changed.")
    if place.presences and place.presences[-1].left_at > command.at:  # type: ignore[operator]  # an open stretch was refused above
        raise BadInput(
            "The member cannot arrive before they last left.", remedy="Nothing was changed."
        )
    place.attended = True
    place.presences.append(Presence(arrived_at=command.at))
    uow.changed(Topic.SITTINGS, command.sitting, "arrival")


def record_departure(command: RecordMovement, uow: UnitOfWork) -> None:
    """Record that a member left. From then on they count to quorum for no item.

    Raises :class:`BadInput` for a member who is not there at that time.
    """
    place = _moving(command, uow)
    if not place.attended:
        raise BadInput("That member is not there.", remedy="Nothing was changed.")
    if not place.presences:
        place.presences.append(Presence(arrived_at=_beginning(command, uow)))
    stretch = place.presences[-1]
    if stretch.left_at is not None or stretch.arrived_at > command.at:
        raise BadInput("That member is not there at that time.", remedy="Nothing was changed.")
    stretch.left_at = command.at
    uow.changed(Topic.SITTINGS, command.sitting, "departure")


def _beginning(command: RecordMovement, uow: UnitOfWork) -> time:
    """When somebody came who was there from the beginning, as far as times are known."""
    sitting = uow.sitting(command.sitting)
    known = (sitting.start, *(item.started_at for item in sitting.items))
    return min([command.at, *(start for start in known if start is not None)])


def _moving(command: RecordMovement, uow: UnitOfWork) -> Attendance:
    sitting = open_sitting(command.sitting, uow)
    uow.require_happened(sitting.held_on)
    return attendance_of_member(sitting, command.member, uow)


@dataclass(frozen=True, kw_only=True)
class TimeItem:
    """When an item was begun and, once it is over, when it was finished."""

    sitting: str
    case: str
    started_at: time | None = None
    finished_at: time | None = None


def time_item(command: TimeItem, uow: UnitOfWork) -> None:
    """Record the times of an item, against which arrivals and departures are held.

    Raises :class:`BadInput` for an item that would finish before it started, and
    :class:`RuleBroken` once minutes of the sitting are locked.
    """
    open_sitting(command.sitting, uow)
    item = uow.item(command.sitting, command.case)
    item.started_at = command.started_at or item.started_at
    item.finished_at = command.finished_at or item.finished_at
    if item.started_at and item.finished_at and item.finished_at < item.started_at:
        raise BadInput("An item cannot finish before it starts.", remedy="Nothing was changed.")
    uow.changed(Topic.SITTINGS, command.sitting, command.case)


@dataclass(frozen=True, kw_only=True)
class DeclareInterest:
    """An interest in one item: whose, of what nature, in what words.

    Without ``member`` it is the acting person's own. Without ``declared_on`` it was declared
    today, or at the sitting where that is over.
    """

    sitting: str
    case: str
    member: str | None = None
    kind: InterestKind
    detail: str = ""
    declared_on: date | None = None


def declare_interest(command: DeclareInterest, uow: UnitOfWork) -> None:
    """Record a declared interest. Until the chair rules, the person does not count.

    Raises :class:`RuleBroken` once the item's outcome was confirmed, and :class:`BadInput` for a
    day after the sitting.
    """
    item = item_at_panel(command.sitting, command.case, uow)
    sat_on = item.sitting.held_on
    declared_on = uow.require_happened(command.declared_on or min(uow.today, sat_on))
    if declared_on > sat_on:
        raise BadInput(
            "An interest is declared at the sitting or before it.",
            remedy="Nothing was changed. Check the date.",
        )
    person_id = uow.member(command.member).person_id if command.member else uow.actor.person_id
    if any(interest.person_id == person_id for interest in item.interests):
        raise BadInput(
            "That person's interest in this item is recorded already.",
            remedy="Nothing was changed. The chair can rule on it.",
        )
    item.interests.append(
        Interest(
            person_id=person_id,
            kind=command.kind,
            detail=command.detail,
            declared_on=declared_on,
        )
    )
    uow.changed(Topic.SITTINGS, command.sitting, command.case)


@dataclass(frozen=True, kw_only=True)
class RuleOnInterest:
    """The chair's ruling on a declared interest."""

    sitting: str
    case: str
    member: str
    ruling: InterestRuling


def rule_on_interest(command: RuleOnInterest, uow: UnitOfWork) -> None:
    """Record whether the person takes part, only observes, or withdraws from the item.

    Nobody rules on their own interest: the case does not exist for them before somebody else did.
    Raises :class:`NotFound` where no interest of the person is recorded.
    """
    item = item_at_panel(command.sitting, command.case, uow)
    person_id = uow.member(command.member).person_id
    for interest in item.interests:
        if interest.person_id == person_id:
            interest.ruling = command.ruling
            uow.changed(Topic.SITTINGS, command.sitting, command.case)
            return
    raise NotFound(
        "That person has declared no interest in this item.",
        remedy="Nothing was changed. Record the interest first.",
    )
