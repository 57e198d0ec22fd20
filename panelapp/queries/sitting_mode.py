"""The chair's screen while the panel sits: one item at a time, and what can be done with it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.errors import NotFound
from panelapp.domain.labels import label
from panelapp.domain.models import LockedMinutes, MinutesVersion, Recommendation
from panelapp.domain.rules import routes
from panelapp.domain.values import Terms, long_date
from panelapp.domain.vocabulary import MinutesSection
from panelapp.queries import obstacles
from panelapp.queries.facts import is_hidden
from panelapp.queries.item_steps import StepRow, steps_of
from panelapp.queries.minutes import attending, newest_version, presentation_number
from panelapp.queries.recommendations import (
    RecommendationState,
    asked_of_panel,
    recommendation_state,
)
from panelapp.queries.room import (
    InterestRow,
    PersonHere,
    Room,
    interests_of,
    may_declare,
    room_of,
    why_not_rule,
)
from panelapp.queries.terms import current_terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from panelapp.domain.models import Item, Sitting
    from panelapp.persistence.unit_of_work import UnitOfWork


class ItemState(StrEnum):
    """How far the panel has come with an item."""

    NOT_BEGUN = "not_begun"
    IN_PROGRESS = "in_progress"
    DRAFTED = "drafted"
    CONFIRMED = "confirmed"
    LOCKED = "locked"
    TAKEN_OFF = "taken_off"


_STATE_WORDS = {
    ItemState.NOT_BEGUN: "Not yet started",
    ItemState.IN_PROGRESS: "In progress",
    ItemState.DRAFTED: "Recommendation drafted",
    ItemState.LOCKED: "Minutes locked",
    ItemState.TAKEN_OFF: "Taken off the agenda",
}
_CONCLUDED = frozenset({ItemState.CONFIRMED, ItemState.LOCKED, ItemState.TAKEN_OFF})


@dataclass(frozen=True, kw_only=True)
class SittingModeQuestion:
    """A sitting, and the case to look at; without one, the first item that is not concluded."""

    sitting: str
    case: str | None = None


@dataclass(frozen=True, kw_only=True)
class AgendaRow:
    """One item of the sitting and how far it has come."""

    case: str
    number: int
    names: str
    case_type: str
    state: ItemState
    words: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class ItemNow:
    """The item before the panel.

    ``closed`` says why nothing about what the panel says can be recorded any more, and
    ``may_declare`` whose interest the acting person may record.
    """

    case: str
    number: int
    names: str
    case_type: str
    asked: str
    citation: str
    presentation: int
    children: tuple[str, ...]
    requested: str
    requested_terms: Terms | None
    terms_now: str
    current_terms: Terms | None
    social_worker: str
    team_manager: str
    summary: str
    attending: tuple[str, ...]
    papers: tuple[str, ...]
    advice: str
    state: ItemState
    state_words: str
    started_at: time | None
    finished_at: time | None
    interests: tuple[InterestRow, ...]
    may_declare: tuple[PersonHere, ...]
    why_not_rule: str
    steps: tuple[StepRow, ...]
    recommendation: RecommendationState
    closed: tuple[obstacles.Obstacle, ...]
    minutes_are_locked: bool
    version: int


@dataclass(frozen=True, kw_only=True)
class SittingModePage:
    """A sitting in the room, with the item before it; ``None`` where every item is concluded.

    ``closed`` says why nothing about who is there can be recorded.
    """

    sitting: str
    held_on: date
    start: time | None
    finish: time | None
    mode: str
    venue: str
    is_today: bool
    lies_ahead: bool
    closed: tuple[obstacles.Obstacle, ...]
    room: Room
    items: tuple[AgendaRow, ...]
    last_number: int
    item: ItemNow | None
    previous_case: str | None
    next_case: str | None
    version: int


def sitting_mode(question: SittingModeQuestion, uow: UnitOfWork) -> SittingModePage:
    """A sitting with its items in order, and one of them in full.

    Items in which the acting person has an interest do not exist for them. Raises
    :class:`NotFound` for a case that is not on the agenda.
    """
    sitting = uow.sitting(question.sitting)
    items = [item for item in sitting.items if not is_hidden(item, uow)]
    states = _states(items, uow)
    now = _now(question, items, states)
    heard = [item for item in items if states[item.id][0] is not ItemState.TAKEN_OFF]
    place = heard.index(now) if now in heard else None
    return SittingModePage(
        sitting=sitting.ref,
        held_on=sitting.held_on,
        start=sitting.start,
        finish=sitting.finish,
        mode=label(sitting.mode) if sitting.mode else "",
        venue=sitting.venue,
        is_today=sitting.held_on == uow.today,
        lies_ahead=sitting.held_on > uow.today,
        closed=_closed(sitting, uow),
        room=room_of(sitting, now, uow),
        items=tuple(
            AgendaRow(
                case=item.case.ref,
                number=item.position,
                names=item.case.household.names,
                case_type=label(item.case.case_type),
                state=states[item.id][0],
                words=states[item.id][1],
                is_current=item is now,
            )
            for item in items
        ),
        last_number=max((item.position for item in items), default=0),
        item=_item_now(now, *states[now.id], uow) if now else None,
        previous_case=_neighbour(heard, place, -1),
        next_case=_neighbour(heard, place, 1),
        version=sitting.version,
    )


def _now(
    question: SittingModeQuestion,
    items: Sequence[Item],
    states: Mapping[int, tuple[ItemState, str]],
) -> Item | None:
    if question.case is None:
        open_items = (item for item in items if states[item.id][0] not in _CONCLUDED)
        return next(open_items, None)
    for item in items:
        if item.case.ref == question.case:
            return item
    raise NotFound(
        f"Case {question.case} is not on the agenda of sitting {question.sitting}.",
        remedy="Choose an item of this sitting.",
    )


def _neighbour(items: Sequence[Item], place: int | None, step: int) -> str | None:
    if place is None or not 0 <= place + step < len(items):
        return None
    return items[place + step].case.ref


def _closed(sitting: Sitting, uow: UnitOfWork) -> tuple[obstacles.Obstacle, ...]:
    """Why nothing of who is there can be recorded: it is too early, or signed, or cancelled."""
    closed = obstacles.shown(obstacles.to_changing(sitting, uow))
    if sitting.held_on <= uow.today:
        return closed
    ahead = obstacles.Obstacle(
        sentence=f"This sitting is on {long_date(sitting.held_on)}.",
        remedy="What happens at it can be recorded from that day.",
    )
    return (*closed, ahead)


def _states(items: Sequence[Item], uow: UnitOfWork) -> dict[int, tuple[ItemState, str]]:
    """How far each item has come and in which words, in three selects for all of them."""
    ids = [item.id for item in items]
    said = {
        row.item_id: row for row in uow.current(Recommendation, Recommendation.item_id.in_(ids))
    }
    locked = {row.item_id for row in uow.current(LockedMinutes, LockedMinutes.item_id.in_(ids))}
    written = set(
        uow.session.scalars(select(MinutesVersion.item_id).where(MinutesVersion.item_id.in_(ids)))
    )
    states = {}
    for item in items:
        row = said.get(item.id)
        state = _state_of_outcome(item, row)
        if item.id in locked:
            state = ItemState.LOCKED
        elif state is ItemState.NOT_BEGUN and (item.started_at or item.id in written):
            state = ItemState.IN_PROGRESS
        is_said = row is not None and state is ItemState.CONFIRMED
        states[item.id] = state, label(row.outcome) if row and is_said else _STATE_WORDS[state]
    return states


def _state_of_outcome(item: Item, said: Recommendation | None) -> ItemState:
    if item.withdrawn_on is not None:
        return ItemState.TAKEN_OFF
    if said is None:
        return ItemState.NOT_BEGUN
    return ItemState.DRAFTED if said.confirmed_on is None else ItemState.CONFIRMED


def _item_now(item: Item, state: ItemState, words: str, uow: UnitOfWork) -> ItemNow:
    case = item.case
    newest = newest_version(item.id, uow)
    written: Mapping[str, str] = newest.sections if newest else {}
    terms = current_terms(case.household, item.sitting.held_on, uow)
    return ItemNow(
        case=case.ref,
        number=item.position,
        names=case.household.names,
        case_type=label(case.case_type),
        asked=asked_of_panel(item),
        citation=routes.citation(case.case_type),
        presentation=presentation_number(item, uow),
        children=tuple(child.name for child in case.children),
        requested=case.requested_terms.sentence() if case.requested_terms else "",
        requested_terms=case.requested_terms,
        terms_now=terms.sentence() if terms else "",
        current_terms=terms,
        social_worker=case.social_worker,
        team_manager=case.team_manager,
        summary=case.summary,
        attending=attending(item),
        papers=tuple(paper.title for paper in case.papers if paper.removed_on is None),
        advice=written.get(MinutesSection.ADVISER_ADVICE, ""),
        state=state,
        state_words=words,
        started_at=item.started_at,
        finished_at=item.finished_at,
        interests=interests_of(item, uow),
        may_declare=may_declare(item, uow),
        why_not_rule=why_not_rule(item, uow),
        steps=steps_of(
            written,
            interests_declared=bool(item.interests),
            is_drafted=state in {ItemState.DRAFTED, *_CONCLUDED},
            is_concluded=state in _CONCLUDED,
        ),
        recommendation=recommendation_state(item, uow),
        closed=obstacles.shown(obstacles.to_recording(item, uow)),
        minutes_are_locked=state is ItemState.LOCKED,
        version=item.version,
    )
