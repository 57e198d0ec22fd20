"""Whether each item of a sitting will be quorate, and who else could come where it will not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.models import ListEntry, Sitting
from panelapp.domain.rules.quorum import Attendee, Missing, quorum, would_help
from panelapp.domain.vocabulary import Office, Reply, SittingRole
from panelapp.persistence.unit_of_work import UnitOfWork
from panelapp.queries.quorum import (
    attendance_is_recorded,
    attendees,
    candidate,
    withdrawn_from,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from panelapp.domain.models import Item
    from panelapp.domain.rules.quorum import Quorum


class QuorumState(StrEnum):
    """How certain it is that the panel may take an item."""

    QUORATE = "quorate"
    DEPENDS_ON_REPLIES = "depends_on_replies"
    NOT_QUORATE = "not_quorate"


@dataclass(frozen=True, kw_only=True)
class CouldCome:
    """Somebody on the central list who would bring an item nearer to quorum."""

    member: str
    name: str
    office: str
    category: str
    was_asked: bool


@dataclass(frozen=True, kw_only=True)
class ItemQuorum:
    """The quorum of one item; a forecast until attendance is recorded.

    ``missing`` says in sentences what is not met, with whoever said that they are coming.
    """

    state: QuorumState
    is_forecast: bool
    words: str
    counted: int
    needed: int
    missing: tuple[Missing, ...]
    could_come: tuple[CouldCome, ...]


@dataclass(frozen=True)
class Forecasts:
    """The forecasts of one sitting, for which its people and the central list are read once.

    ``officers`` are the person ids of those who run the panel's business or decide, and so are
    never asked as members.
    """

    sitting: Sitting
    listed: Sequence[ListEntry]
    officers: frozenset[int]
    uow: UnitOfWork

    def of(self, item: Item) -> ItemQuorum:
        """The quorum of one item."""
        people = attendees(item, self.uow, self.listed, only_who_said_so=True)
        said = self._test(people)
        if attendance_is_recorded(self.sitting):
            return _item_quorum(said, _actual(said), forecast=False)
        everybody = self._test(attendees(item, self.uow, self.listed))
        state = _state(said, everybody)
        return _item_quorum(
            said,
            state,
            could_come=() if said.quorate else self._first_those_asked(item, people),
        )

    def _test(self, people: Mapping[int, Attendee]) -> Quorum:
        return quorum(
            list(people.values()),
            self.sitting.panel,
            chair_may_fill_social_worker_place=self._chair_fills_both,
        )

    @property
    def _chair_fills_both(self) -> bool:
        return self.uow.settings.chair_may_fill_social_worker_place

    def _first_those_asked(
        self, item: Item, coming: Mapping[int, Attendee]
    ) -> tuple[CouldCome, ...]:
        found = self._could_come(item, coming)
        return tuple(sorted(found, key=lambda row: (not row.was_asked, row.name)))

    def _could_come(self, item: Item, coming: Mapping[int, Attendee]) -> Iterator[CouldCome]:
        day, provider = self.sitting.held_on, self.uow.agency.name
        for entry in self.could_be_asked(item):
            office = entry.office(day) or Office.MEMBER
            joining = candidate(entry, SittingRole(office.value), day, provider)
            if would_help(
                list(coming.values()),
                joining,
                self.sitting.panel,
                chair_may_fill_social_worker_place=self._chair_fills_both,
            ):
                yield CouldCome(
                    member=entry.ref,
                    name=entry.person.name,
                    office=label(office),
                    category=label(entry.category) if entry.category else "",
                    was_asked=entry.person_id in self._replies,
                )

    def could_be_asked(self, item: Item | None = None) -> Iterator[ListEntry]:
        """Listed people who did not answer or were not asked, and may take part in an item."""
        kept_out = withdrawn_from(item) if item else frozenset()
        for entry in self.listed:
            reply = self._replies.get(entry.person_id)
            if (
                entry.is_listed(self.sitting.held_on)
                and reply in {None, Reply.ASKED}
                and entry.person_id not in self.officers
                and entry.person_id not in kept_out
                and entry.person_id not in self._elsewhere
            ):
                yield entry

    @property
    def _replies(self) -> Mapping[int, Reply]:
        return {
            place.person_id: place.reply
            for place in self.sitting.attendances
            if place.role.counts_to_quorum
        }

    @property
    def _elsewhere(self) -> frozenset[int]:
        """Who is at the sitting in another role, and so not as a member."""
        return frozenset(
            place.person_id
            for place in self.sitting.attendances
            if place.item_id is None and not place.role.counts_to_quorum
        )


def _actual(found: Quorum) -> QuorumState:
    return QuorumState.QUORATE if found.quorate else QuorumState.NOT_QUORATE


def _state(said: Quorum, everybody: Quorum) -> QuorumState:
    if said.quorate:
        return QuorumState.QUORATE
    return QuorumState.DEPENDS_ON_REPLIES if everybody.quorate else QuorumState.NOT_QUORATE


def _item_quorum(
    found: Quorum,
    state: QuorumState,
    *,
    forecast: bool = True,
    could_come: tuple[CouldCome, ...] = (),
) -> ItemQuorum:
    return ItemQuorum(
        state=state,
        is_forecast=forecast,
        words=_words(state, forecast=forecast),
        counted=found.counted,
        needed=found.needed,
        missing=found.missing,
        could_come=could_come,
    )


def _words(state: QuorumState, *, forecast: bool) -> str:
    if state is QuorumState.DEPENDS_ON_REPLIES:
        return "Quorate only if those who have not answered come"
    words = "Quorate" if state is QuorumState.QUORATE else "Not quorate"
    if not forecast:
        return words
    return f"{words} with those who are coming"
