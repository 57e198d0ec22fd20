"""Quorum of a sitting and of each of its items, from what was recorded of who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.models import ListEntry
from panelapp.domain.rules.independence import is_independent, is_social_worker_3y
from panelapp.domain.rules.interests import DeclaredInterest, withdrawn_people
from panelapp.domain.rules.quorum import Attendee, Quorum, quorum
from panelapp.domain.vocabulary import Reply, SittingRole
from panelapp.queries.people import social_work_of, ties_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, time

    from panelapp.domain.models import Attendance, Item, Sitting
    from panelapp.persistence.unit_of_work import UnitOfWork


def attendance_is_recorded(sitting: Sitting) -> bool:
    """Whether it is recorded who came."""
    return any(
        attendance.attended is not None
        for attendance in sitting.attendances
        if attendance.role.counts_to_quorum
    )


def may_open(sitting: Sitting, person_id: int) -> bool:
    """Whether somebody was asked to a sitting as chair or vice chair, and so may open it."""
    return any(
        attendance.person_id == person_id
        and attendance.role in {SittingRole.CHAIR, SittingRole.VICE_CHAIR}
        for attendance in sitting.attendances
    )


def sitting_quorum(
    sitting: Sitting, uow: UnitOfWork, listed: Sequence[ListEntry] | None = None
) -> Quorum:
    """Quorum of a sitting as a whole, withdrawals apart.

    Before attendance is recorded this is a forecast: whoever did not send apologies is expected.
    Whoever asks about many sittings gives the people ``listed``, so that they are read once.
    """
    entries = entries_at(sitting, uow) if listed is None else _by_person(listed, sitting)
    return _quorum(sitting, _attendees(sitting, frozenset(), None, entries, uow), uow)


def item_quorum(item: Item, uow: UnitOfWork) -> Quorum:
    """Quorum for one item: those who withdrew, left or came later are taken off (reg. 24(1))."""
    return _quorum(item.sitting, _at_item(item, uow), uow)


def members_counted(item: Item, uow: UnitOfWork) -> frozenset[int]:
    """The person ids of the members who took part in an item."""
    people = _at_item(item, uow)
    return frozenset(person_id for person_id, attendee in people.items() if attendee.is_counted)


def attendees(
    item: Item,
    uow: UnitOfWork,
    listed: Sequence[ListEntry],
    *,
    only_who_said_so: bool = False,
) -> Mapping[int, Attendee]:
    """Everybody with a place among the members, as far as the quorum of an item asks, by person.

    Before attendance is recorded this is a forecast: whoever sent no apologies is expected, or
    with ``only_who_said_so`` whoever said that they are coming.
    """
    sitting = item.sitting
    expected = [
        attendance
        for attendance in sitting.attendances
        if not only_who_said_so
        or attendance_is_recorded(sitting)
        or attendance.reply is Reply.COMING
    ]
    entries = _by_person(listed, sitting)
    people = _attendees(sitting, withdrawn_from(item), item, entries, uow)
    return {
        attendance.person_id: people[attendance.person_id]
        for attendance in expected
        if attendance.person_id in people
    }


def candidate(entry: ListEntry, role: SittingRole, on: date, provider: str) -> Attendee:
    """A listed person as they would be counted if they came on a day."""
    return Attendee(
        name=entry.person.name,
        role=role,
        independent=is_independent(ties_of(entry, provider), on),
        social_worker_3y=is_social_worker_3y(social_work_of(entry), on),
        on_central_list=entry.is_listed(on),
    )


def withdrawn_from(item: Item) -> frozenset[object]:
    """The person ids of those who take no part in an item, because of an interest in it."""
    return frozenset(
        withdrawn_people(
            DeclaredInterest(person=interest.person_id, ruling=interest.ruling)
            for interest in item.interests
        )
    )


def _at_item(item: Item, uow: UnitOfWork) -> Mapping[int, Attendee]:
    entries = entries_at(item.sitting, uow)
    return _attendees(item.sitting, withdrawn_from(item), item, entries, uow)


def _quorum(sitting: Sitting, people: Mapping[int, Attendee], uow: UnitOfWork) -> Quorum:
    return quorum(
        list(people.values()),
        sitting.panel,
        chair_may_fill_social_worker_place=uow.settings.chair_may_fill_social_worker_place,
    )


def _attendees(
    sitting: Sitting,
    withdrawn: frozenset[object],
    item: Item | None,
    entries: Mapping[int, ListEntry],
    uow: UnitOfWork,
) -> Mapping[int, Attendee]:
    recorded = attendance_is_recorded(sitting)
    return {
        attendance.person_id: _attendee(
            attendance,
            entries.get(attendance.person_id),
            sitting.held_on,
            provider=uow.agency.name,
            is_present=_is_present(attendance, item, recorded=recorded),
            is_withdrawn=attendance.person_id in withdrawn,
        )
        for attendance in sitting.attendances
        if attendance.role.counts_to_quorum
    }


def entries_at(sitting: Sitting, uow: UnitOfWork) -> Mapping[int, ListEntry]:
    """The central list entries of whoever was asked to a sitting, by person id."""
    people = [attendance.person_id for attendance in sitting.attendances]
    query = select(ListEntry).where(ListEntry.person_id.in_(people))
    return _by_person(uow.session.scalars(query), sitting)


def _by_person(entries: Iterable[ListEntry], sitting: Sitting) -> Mapping[int, ListEntry]:
    # A person who left the list and came back has two entries; the one of the day counts.
    return {
        entry.person_id: entry
        for entry in sorted(entries, key=lambda entry: entry.is_listed(sitting.held_on))
    }


def _attendee(
    attendance: Attendance,
    entry: ListEntry | None,
    on: date,
    *,
    provider: str,
    is_present: bool,
    is_withdrawn: bool,
) -> Attendee:
    return Attendee(
        name=attendance.person.name,
        role=SittingRole(attendance.role),
        independent=entry is not None and is_independent(ties_of(entry, provider), on),
        social_worker_3y=entry is not None and is_social_worker_3y(social_work_of(entry), on),
        on_central_list=entry is not None and entry.is_listed(on),
        present=is_present,
        withdrawn=is_withdrawn,
    )


def _is_present(attendance: Attendance, item: Item | None, *, recorded: bool) -> bool:
    if not recorded:
        return attendance.reply is not Reply.APOLOGIES
    if not attendance.attended:
        return False
    if item is None or not attendance.presences:
        return True
    return any(
        _covers(stretch.arrived_at, stretch.left_at, item.started_at, item.finished_at)
        for stretch in attendance.presences
    )


def _covers(arrived: time, left: time | None, started: time | None, finished: time | None) -> bool:
    """Whether a stretch of presence covers an item from beginning to end.

    An item whose times are not known, or that is still going on, is covered by a stretch that
    has not ended.
    """
    if started is None:
        return left is None
    return arrived <= started and (left is None or (finished is not None and finished <= left))
