"""Who is in the room for a sitting or one of its items, and whether business can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.models import Interest, User
from panelapp.domain.values import clock_time
from panelapp.domain.vocabulary import (
    InterestKind,
    InterestRuling,
    Office,
    Reply,
    SittingRole,
    UserRole,
)
from panelapp.queries.minutes import times_of
from panelapp.queries.obstacles import Obstacle
from panelapp.queries.people import categories
from panelapp.queries.quorum import (
    attendance_is_recorded,
    entries_at,
    item_quorum,
    may_open,
    members_counted,
    sitting_quorum,
)

if TYPE_CHECKING:
    from panelapp.domain.models import Attendance, Item, ListEntry, Sitting
    from panelapp.persistence.unit_of_work import UnitOfWork

_OFFICE = (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR)
_WITHDRAWN = {
    None: "Interest declared, no ruling yet",
    InterestRuling.OBSERVE_ONLY: "Only observes, because of an interest",
    InterestRuling.WITHDRAW: "Withdrew, because of an interest",
}


@dataclass(frozen=True, kw_only=True)
class _Place:
    """What decides whether a member counts: the day, the item's interests, who is counted."""

    held_on: date
    chair_id: int | None
    counted: frozenset[int]
    interests: Mapping[int, Interest]


@dataclass(frozen=True, kw_only=True)
class PersonHere:
    """A member who was asked to a sitting; ``why_not`` says why they do not count, if so."""

    member: str
    name: str
    office: str
    category: str
    reply: Reply
    has_attended: bool | None
    is_here: bool
    times: str
    is_counted: bool
    why_not: str
    may_take_chair: bool
    is_in_the_chair: bool


@dataclass(frozen=True, kw_only=True)
class OtherHere:
    """Somebody who attends without counting to quorum, and in which role."""

    name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class QuorumState:
    """Whether there is a quorum, or is expected to be, and what is missing."""

    quorate: bool
    is_forecast: bool
    words: str
    counted: int
    needed: int
    missing: tuple[Obstacle, ...]


@dataclass(frozen=True, kw_only=True)
class InterestRow:
    """An interest that somebody declared in an item, and what the chair ruled."""

    member: str
    name: str
    kind: InterestKind
    detail: str
    ruling: InterestRuling | None
    words: str


@dataclass(frozen=True, kw_only=True)
class Room:
    """Who was asked, who is there, who is in the chair, and whether business can be done.

    ``why_not_record`` is empty for somebody who may record what happens, and ``why_not_open`` for
    somebody who may say who is here and who takes the chair.
    """

    is_recorded: bool
    people: tuple[PersonHere, ...]
    others: tuple[OtherHere, ...]
    quorum: QuorumState
    chair: str
    chair_member: str
    you_are_in_the_chair: bool
    chair_note: str
    why_not_record: str
    why_not_open: str


def room_of(sitting: Sitting, item: Item | None, uow: UnitOfWork) -> Room:
    """The room of a sitting as a whole, or as it is for one item."""
    entries, kinds = entries_at(sitting, uow), categories(uow)
    place = _place(sitting, item, uow)
    people = tuple(
        _person(attendance, place, entries.get(attendance.person_id), kinds)
        for attendance in sitting.attendances
        if attendance.role.counts_to_quorum
    )
    chair = next((person for person in people if person.is_in_the_chair), None)
    return Room(
        is_recorded=attendance_is_recorded(sitting),
        people=people,
        others=tuple(
            OtherHere(name=attendance.person.name, role=label(attendance.role))
            for attendance in sitting.attendances
            if not attendance.role.counts_to_quorum
            and attendance.item_id in {None, item.id if item else None}
        ),
        quorum=quorum_state(sitting, item, uow),
        chair=chair.name if chair else "",
        chair_member=chair.member if chair else "",
        you_are_in_the_chair=place.chair_id == uow.actor.person_id,
        chair_note=_chair_note(item, chair),
        why_not_record=why_not_record(place.chair_id, chair.name if chair else "", uow),
        why_not_open=why_not_open(sitting, chair.name if chair else "", uow),
    )


def why_not_open(sitting: Sitting, chair: str, uow: UnitOfWork) -> str:
    """Why the acting person may not record who is here and take the chair, empty where they may.

    While nobody is in the chair, whoever was asked as chair or vice chair may open the sitting.
    """
    if sitting.chair_id is None and may_open(sitting, uow.actor.person_id):
        return ""
    return why_not_record(sitting.chair_id, chair, uow)


def why_not_record(chair_id: int | None, chair: str, uow: UnitOfWork) -> str:
    """Why the acting person may not record what happens, empty where they may.

    The office may, and so may whoever is in the chair.
    """
    if uow.actor.role in _OFFICE or chair_id == uow.actor.person_id:
        return ""
    return f"Only the person in the chair and the panel office can record this. {in_chair(chair)}"


def in_chair(chair: str) -> str:
    """Who is in the chair, in one sentence."""
    return f"In the chair is {chair}." if chair else "Nobody is recorded as being in the chair."


def quorum_state(sitting: Sitting, item: Item | None, uow: UnitOfWork) -> QuorumState:
    """The quorum of a sitting or of one item in words."""
    result = item_quorum(item, uow) if item else sitting_quorum(sitting, uow)
    is_forecast = not attendance_is_recorded(sitting)
    if is_forecast:
        words = "Expected to be quorate" if result.quorate else "Not expected to be quorate"
    else:
        words = "Quorate" if result.quorate else "Not quorate"
    return QuorumState(
        quorate=result.quorate,
        is_forecast=is_forecast,
        words=words,
        counted=result.counted,
        needed=result.needed,
        missing=tuple(
            Obstacle(sentence=gap.message, citation=gap.citation) for gap in result.missing
        ),
    )


def interests_of(item: Item, uow: UnitOfWork) -> tuple[InterestRow, ...]:
    """The interests declared in an item, with the ruling on each."""
    entries = entries_at(item.sitting, uow)
    return tuple(
        InterestRow(
            member=_ref(entries.get(interest.person_id)),
            name=interest.person.name,
            kind=interest.kind,
            detail=interest.detail,
            ruling=interest.ruling,
            words=_ruling_words(interest.ruling),
        )
        for interest in item.interests
    )


def may_declare(item: Item, uow: UnitOfWork) -> tuple[PersonHere, ...]:
    """The members whose interest in an item the acting person may record now.

    The office records anybody's, everybody else their own.
    """
    declared = {interest.person_id for interest in item.interests}
    entries, kinds = entries_at(item.sitting, uow), categories(uow)
    place = _place(item.sitting, item, uow)
    return tuple(
        _person(attendance, place, entries.get(attendance.person_id), kinds)
        for attendance in item.sitting.attendances
        if attendance.role.counts_to_quorum
        and attendance.person_id not in declared
        and (uow.actor.role in _OFFICE or attendance.person_id == uow.actor.person_id)
    )


def why_not_rule(item: Item, uow: UnitOfWork) -> str:
    """Why the acting person may not rule on interests, empty for whoever is in the chair."""
    is_chair = uow.actor.role in {UserRole.CHAIR, UserRole.VICE_CHAIR}
    if is_chair and item.in_the_chair == uow.actor.person_id:
        return ""
    return f"Only the person in the chair rules on interests. {in_chair(chair_of(item))}"


def user_name(user_id: int | None, uow: UnitOfWork) -> str:
    """The name of a user, empty for nobody."""
    user = uow.session.get(User, user_id) if user_id is not None else None
    return user.name if user else ""


def chair_of(item: Item) -> str:
    """The name of who is in the chair for an item, empty where that is not recorded."""
    names = (
        attendance.person.name
        for attendance in item.sitting.attendances
        if attendance.person_id == item.in_the_chair
    )
    return next(names, "")


def _place(sitting: Sitting, item: Item | None, uow: UnitOfWork) -> _Place:
    here = (attendance for attendance in sitting.attendances if _is_here(attendance))
    return _Place(
        held_on=sitting.held_on,
        chair_id=item.in_the_chair if item else sitting.chair_id,
        counted=members_counted(item, uow)
        if item
        else frozenset(attendance.person_id for attendance in here),
        interests={interest.person_id: interest for interest in item.interests} if item else {},
    )


def _is_here(attendance: Attendance) -> bool:
    open_end = not attendance.presences or attendance.presences[-1].left_at is None
    return bool(attendance.attended) and open_end


def _person(
    attendance: Attendance, place: _Place, entry: ListEntry | None, kinds: Mapping[int, str]
) -> PersonHere:
    person_id = attendance.person_id
    is_counted = person_id in place.counted
    office = entry.office(place.held_on) if entry else None
    return PersonHere(
        member=_ref(entry),
        name=attendance.person.name,
        office=label(SittingRole(attendance.role)),
        category=kinds.get(person_id, ""),
        reply=attendance.reply,
        has_attended=attendance.attended,
        is_here=_is_here(attendance),
        times=times_of(attendance),
        is_counted=is_counted,
        why_not="" if is_counted else _why_not(attendance, place, entry),
        may_take_chair=office in {Office.CHAIR, Office.VICE_CHAIR},
        is_in_the_chair=person_id == place.chair_id,
    )


def _why_not(attendance: Attendance, place: _Place, entry: ListEntry | None) -> str:
    """Why a member does not count, the strongest reason first."""
    if entry is None or not entry.is_listed(place.held_on):
        return "Not on the central list on this day"
    interest = place.interests.get(attendance.person_id)
    if interest is not None and interest.ruling is not InterestRuling.PARTICIPATE:
        return _WITHDRAWN[interest.ruling]
    if attendance.attended is False or attendance.reply is Reply.APOLOGIES:
        return "Apologies" if attendance.reply is Reply.APOLOGIES else "Not here"
    if attendance.attended is None:
        return "Not recorded yet"
    return _not_throughout(attendance)


def _not_throughout(attendance: Attendance) -> str:
    last = attendance.presences[-1] if attendance.presences else None
    if last is None:
        return "Not here for the whole item"
    if last.left_at is not None:
        return f"Left at {clock_time(last.left_at)}"
    return f"Arrived at {clock_time(last.arrived_at)}, after the item began"


def _ref(entry: ListEntry | None) -> str:
    return entry.ref if entry else ""


def _ruling_words(ruling: InterestRuling | None) -> str:
    return label(ruling) if ruling else "The chair has not ruled yet"


def _chair_note(item: Item | None, chair: PersonHere | None) -> str:
    """What is to be done about the chair of an item, or was done."""
    if item is None or chair is None:
        return ""
    if not chair.is_counted and chair.has_attended:
        return (
            "The person in the chair does not take part in the whole of this item."
            " Somebody else takes the chair for it."
        )
    return f"{chair.name} took the chair for this item." if item.chair_id else ""
