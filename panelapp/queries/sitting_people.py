"""Who is coming to a sitting, who else could be asked, and who gets its papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.models import Item, ListEntry, Sitting
from panelapp.domain.vocabulary import Office, Reply, SittingRole
from panelapp.persistence.unit_of_work import UnitOfWork
from panelapp.queries.quorum import candidate, withdrawn_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from panelapp.domain.models import Attendance
    from panelapp.queries.forecast import Forecasts

_GETS_PAPERS = frozenset(
    {
        SittingRole.ADVISER,
        SittingRole.MEDICAL_ADVISER,
        SittingRole.LEGAL_ADVISER,
        SittingRole.MINUTE_TAKER,
    }
)
_ORDER = tuple(SittingRole)


@dataclass(frozen=True, kw_only=True)
class Stay:
    """A stretch of the sitting for which somebody was there."""

    arrived_at: dt.time
    left_at: dt.time | None


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """A member who was asked. ``attended`` is unknown until attendance is recorded.

    ``interest_in`` and ``may_not_hear`` hold the numbers of items; ``not_counted`` says why a
    member would not count to quorum at all, and is empty for everybody else.
    """

    member: str
    name: str
    role: SittingRole
    office: str
    category: str
    is_independent: bool
    is_social_worker_3y: bool
    not_counted: str
    reply: Reply
    reply_words: str
    interest_in: tuple[int, ...]
    may_not_hear: tuple[int, ...]
    attended: bool | None
    stays: tuple[Stay, ...]
    is_in_the_chair: bool


@dataclass(frozen=True, kw_only=True)
class ParticipantRow:
    """Somebody who attends and is no member, the whole sitting or one item."""

    name: str
    role: SittingRole
    office: str
    item: int | None
    case: str


@dataclass(frozen=True, kw_only=True)
class AskableRow:
    """Somebody on the central list who was not asked yet."""

    member: str
    name: str
    office: str
    category: str
    is_independent: bool
    is_social_worker_3y: bool


@dataclass(frozen=True, kw_only=True)
class PapersFor:
    """Somebody to whom papers go, and the items that they get no papers of."""

    name: str
    role: str
    without: tuple[int, ...]
    note: str


@dataclass(frozen=True)
class Room:
    """The people of one sitting against its items, which are numbered as they are shown."""

    sitting: Sitting
    items: Mapping[int, Item]
    listed: Mapping[int, ListEntry]
    uow: UnitOfWork

    def members(self) -> tuple[MemberRow, ...]:
        """Everybody with a place among the members, the chair first."""
        places = [place for place in self.sitting.attendances if place.role.counts_to_quorum]
        return tuple(self._member(place) for place in _in_order(places))

    def _member(self, place: Attendance) -> MemberRow:
        entry = self.listed.get(place.person_id)
        day = self.sitting.held_on
        counted = candidate(entry, place.role, day, self.uow.agency.name) if entry else None
        is_listed = entry is not None and entry.is_listed(day)
        return MemberRow(
            member=entry.ref if entry else "",
            name=place.person.name,
            role=place.role,
            office=label(place.role),
            category=label(entry.category) if entry and entry.category else "",
            is_independent=counted is not None and counted.independent,
            is_social_worker_3y=counted is not None and counted.social_worker_3y,
            not_counted="" if is_listed else "Not on the central list on that day",
            reply=place.reply,
            reply_words=reply_words(place.reply),
            interest_in=self._interests(place.person_id),
            may_not_hear=self._kept_out(place.person_id),
            attended=place.attended,
            stays=tuple(
                Stay(arrived_at=stay.arrived_at, left_at=stay.left_at) for stay in place.presences
            ),
            is_in_the_chair=place.person_id == self.sitting.chair_id,
        )

    def _interests(self, person_id: int) -> tuple[int, ...]:
        return tuple(
            number
            for number, item in self.items.items()
            if any(interest.person_id == person_id for interest in item.interests)
        )

    def _kept_out(self, person_id: int) -> tuple[int, ...]:
        return tuple(
            number for number, item in self.items.items() if person_id in withdrawn_from(item)
        )

    def participants(self) -> tuple[ParticipantRow, ...]:
        """Advisers, presenters, applicants and everybody else who is no member."""
        numbers = {item.id: number for number, item in self.items.items()}
        return tuple(
            ParticipantRow(
                name=place.person.name,
                role=place.role,
                office=label(place.role),
                item=numbers[place.item_id] if place.item_id else None,
                case=self.items[numbers[place.item_id]].case.ref if place.item_id else "",
            )
            for place in _in_order(self.sitting.attendances)
            if not place.role.counts_to_quorum
            # What belongs to an item that is not shown is not shown either.
            and (place.item_id is None or place.item_id in numbers)
        )

    def askable(self, forecasts: Forecasts) -> tuple[AskableRow, ...]:
        """Who of the central list may be asked and was not, by name."""
        asked = {place.person_id for place in self.sitting.attendances}
        day, provider = self.sitting.held_on, self.uow.agency.name
        rows = [
            (entry, candidate(entry, SittingRole.MEMBER, day, provider))
            for entry in forecasts.could_be_asked()
            if entry.person_id not in asked
        ]
        return tuple(
            AskableRow(
                member=entry.ref,
                name=entry.person.name,
                office=label(entry.office(day) or Office.MEMBER),
                category=label(entry.category) if entry.category else "",
                is_independent=counted.independent,
                is_social_worker_3y=counted.social_worker_3y,
            )
            for entry, counted in sorted(rows, key=lambda row: row[0].person.name)
        )

    def receivers(self) -> tuple[PapersFor, ...]:
        """To whom papers go: members who sent no apologies, advisers and the minute taker."""
        return tuple(
            PapersFor(
                name=place.person.name,
                role=label(place.role),
                without=self._kept_out(place.person_id),
                note=self._note(place),
            )
            for place in _in_order(self.sitting.attendances)
            if place.item_id is None
            and place.reply is not Reply.APOLOGIES
            and (place.role.counts_to_quorum or place.role in _GETS_PAPERS)
        )

    def _note(self, place: Attendance) -> str:
        entry = self.listed.get(place.person_id)
        if place.role.counts_to_quorum and entry and entry.agreement_signed_on is None:
            return "The confidentiality agreement is not signed"
        return ""


def reply_words(reply: Reply) -> str:
    """What somebody answered: ``Coming``, ``Apologies`` or ``No answer yet``."""
    return "No answer yet" if reply is Reply.ASKED else label(reply)


def entries_on(listed: Sequence[ListEntry], day: dt.date) -> Mapping[int, ListEntry]:
    """Who is or was on the list, by person; of two entries the one of the day counts."""
    return {
        entry.person_id: entry for entry in sorted(listed, key=lambda entry: entry.is_listed(day))
    }


def _in_order(places: Iterable[Attendance]) -> Iterator[Attendance]:
    """Places by role, the chair first, and as they were made within a role."""
    yield from sorted(places, key=lambda place: (_ORDER.index(place.role), place.id))
