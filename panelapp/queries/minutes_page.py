"""The minutes of one item on the way from typing to the decision maker, and those on that way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from panelapp.domain.labels import label
from panelapp.domain.models import MinutesVersion, User
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.duties.panel import minutes_target
from panelapp.domain.rules.routes import is_recommendation
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import MinutesSection, UserRole
from panelapp.queries import obstacles
from panelapp.queries.facts import current_recommendation
from panelapp.queries.minutes import begun_with, item_content, newest_version
from panelapp.queries.minutes_parts import MinutesPart, parts
from panelapp.queries.room import chair_of, in_chair, user_name, why_not_record

if TYPE_CHECKING:
    from panelapp.documents.minutes import MinutesContent
    from panelapp.domain.models import Case, Item, Recommendation
    from panelapp.persistence.unit_of_work import UnitOfWork

_CHAIRS = (UserRole.CHAIR, UserRole.VICE_CHAIR)
_OFFICE = (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR)


class MinutesAct(StrEnum):
    """What brings minutes on to their next stage."""

    WRITE = "write"
    CHECK = "check"
    LOCK = "lock"
    SEND = "send"


@dataclass(frozen=True, kw_only=True)
class MinutesQuestion:
    """The minutes of one case at one sitting."""

    sitting: str
    case: str


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """One saved version of the minutes."""

    number: int
    saved_at: datetime
    saved_by: str
    checked_on: date | None
    checked_by: str
    sections: Mapping[MinutesSection, str]


@dataclass(frozen=True, kw_only=True)
class RouteStep:
    """One stage of the way of minutes: who did it and when, or that it is still to do."""

    act: MinutesAct
    words: str
    is_done: bool
    is_next: bool


@dataclass(frozen=True, kw_only=True)
class ActState:
    """Whether an act is possible now; ``not_yours`` says whose it is, if not the reader's."""

    act: MinutesAct
    not_yours: str
    in_the_way: tuple[obstacles.Obstacle, ...]

    @property
    def is_possible(self) -> bool:
        """Whether the reader may do it, and nothing stands in the way."""
        return not self.not_yours and not self.in_the_way


@dataclass(frozen=True, kw_only=True)
class LockRow:
    """Who made the minutes final and when, and the code that a printed copy is held against."""

    by: str
    on: date
    record_check: str


@dataclass(frozen=True, kw_only=True)
class MinutesPage:
    """The minutes of one item. ``next_act`` is ``None`` where nothing more is to be done."""

    sitting: str
    held_on: date
    case: str
    number: int
    names: str
    case_type: str
    chair: str
    parts: tuple[MinutesPart, ...]
    version: int
    saved_at: datetime | None
    saved_by: str
    versions: tuple[VersionRow, ...]
    route: tuple[RouteStep, ...]
    acts: tuple[ActState, ...]
    next_act: MinutesAct | None
    lock: LockRow | None
    corrections: tuple[str, ...]
    not_yours_to_write: str
    due_on: date
    is_overdue: bool
    received_on: date | None
    decision_due_on: date | None

    def act(self, act: MinutesAct) -> ActState:
        """The state of one act."""
        return next(state for state in self.acts if state.act is act)


def minutes_page(question: MinutesQuestion, uow: UnitOfWork) -> MinutesPage:
    """The minutes of one item, what is missing, and what can be done with them now."""
    item = uow.item(question.sitting, question.case)
    content = item_content(item, uow)
    said = current_recommendation(item.id, uow)
    newest = newest_version(item.id, uow)
    lock = content.lock
    lock_row = LockRow(by=lock.by, on=lock.on, record_check=lock.record_check) if lock else None
    next_act = _next_act(item, said, newest, is_locked=lock is not None)
    received = item.minutes_received_on
    due_on = minutes_target(item.sitting.held_on, uow.calendar, uow.settings)
    return MinutesPage(
        sitting=item.sitting.ref,
        held_on=item.sitting.held_on,
        case=item.case.ref,
        number=item.position,
        names=item.case.household.names,
        case_type=label(item.case.case_type),
        chair=chair_of(item),
        parts=parts(
            content,
            _written(content, newest, item.case),
            is_confirmed=said is not None and said.confirmed_on is not None,
        ),
        version=newest.number if newest else 0,
        saved_at=newest.saved_at if newest else None,
        saved_by=user_name(newest.saved_by_id, uow) if newest else "",
        versions=_versions(item, uow),
        route=_route(item, said, newest, lock_row, next_act, uow),
        acts=_acts(item, uow),
        next_act=next_act,
        lock=lock_row,
        corrections=content.items[0].corrections,
        not_yours_to_write=why_not_record(item.in_the_chair, chair_of(item), uow),
        due_on=due_on,
        is_overdue=lock is None and due_on < uow.today,
        received_on=received,
        decision_due_on=due("adm_decision", received, uow.calendar, uow.settings).due
        if received
        else None,
    )


def _written(
    content: MinutesContent, newest: MinutesVersion | None, case: Case
) -> Mapping[str, str]:
    """The text of the sections: as locked, of the newest version, else what it begins with."""
    if content.lock is not None:
        return {section.value: text for section, text in content.items[0].sections}
    return newest.sections if newest else begun_with(case)


def _versions(item: Item, uow: UnitOfWork) -> tuple[VersionRow, ...]:
    saved_by, checked_by = aliased(User), aliased(User)
    rows = uow.session.execute(
        select(MinutesVersion, saved_by.name, checked_by.name)
        .join(saved_by, saved_by.id == MinutesVersion.saved_by_id)
        .outerjoin(checked_by, checked_by.id == MinutesVersion.checked_by_id)
        .where(MinutesVersion.item_id == item.id)
        .order_by(MinutesVersion.number)
    )
    return tuple(
        VersionRow(
            number=version.number,
            saved_at=version.saved_at,
            saved_by=writer,
            checked_on=version.checked_on,
            checked_by=checker or "",
            sections={
                section: version.sections[section.value]
                for section in MinutesSection
                if version.sections.get(section.value)
            },
        )
        for version, writer, checker in rows
    )


def _next_act(
    item: Item,
    said: Recommendation | None,
    newest: MinutesVersion | None,
    *,
    is_locked: bool,
) -> MinutesAct | None:
    """The stage at which minutes stand. Only a recommendation goes to the decision maker."""
    if not is_locked:
        if newest is None or not any(newest.sections.values()):
            return MinutesAct.WRITE
        return MinutesAct.LOCK if newest.checked_on else MinutesAct.CHECK
    goes_on = said is not None and is_recommendation(said.outcome)
    return MinutesAct.SEND if goes_on and item.minutes_received_on is None else None


def _route(
    item: Item,
    said: Recommendation | None,
    newest: MinutesVersion | None,
    lock: LockRow | None,
    next_act: MinutesAct | None,
    uow: UnitOfWork,
) -> tuple[RouteStep, ...]:
    """The way of the minutes, each stage with who took it or who is to take it."""
    received, checked = item.minutes_received_on, newest.checked_on if newest else None
    chair = chair_of(item)
    by = f" by {lock.by}" if lock and lock.by else ""
    words = {
        MinutesAct.WRITE: f"Typed by {user_name(newest.saved_by_id, uow)}"
        if newest
        else "To be typed",
        MinutesAct.CHECK: f"Checked by {user_name(newest.checked_by_id, uow)}"
        if newest and checked
        else "To be checked by the panel adviser",
        MinutesAct.LOCK: f"Locked{by}"
        if lock
        else f"To be locked by {chair or 'whoever was in the chair'}",
        MinutesAct.SEND: f"With the decision maker since {long_date(received)}"
        if received
        else "To go to the decision maker",
    }
    order = list(MinutesAct)
    reached = order.index(next_act) if next_act else len(order)
    goes_on = said is None or is_recommendation(said.outcome)
    return tuple(
        RouteStep(
            act=act,
            words=words[act],
            is_done=place < reached,
            is_next=act is next_act,
        )
        for place, act in enumerate(order)
        if act is not MinutesAct.SEND or goes_on or received is not None
    )


def _acts(item: Item, uow: UnitOfWork) -> tuple[ActState, ...]:
    return (
        ActState(
            act=MinutesAct.WRITE,
            not_yours=why_not_record(item.in_the_chair, chair_of(item), uow),
            in_the_way=obstacles.shown(obstacles.to_writing(item, uow)),
        ),
        ActState(
            act=MinutesAct.CHECK,
            not_yours=""
            if uow.actor.role is UserRole.PANEL_ADVISER
            else "Only the panel adviser can check minutes.",
            in_the_way=obstacles.shown(obstacles.to_checking(item, uow)),
        ),
        ActState(
            act=MinutesAct.LOCK,
            not_yours=_not_yours_to_lock(item, uow),
            in_the_way=obstacles.shown(obstacles.to_locking(item, uow)),
        ),
        ActState(
            act=MinutesAct.SEND,
            not_yours=""
            if uow.actor.role in _OFFICE
            else "Only the panel office can record that minutes went to the decision maker.",
            in_the_way=obstacles.shown(obstacles.to_sending(item, uow)),
        ),
    )


def _not_yours_to_lock(item: Item, uow: UnitOfWork) -> str:
    if uow.actor.role in _CHAIRS and item.in_the_chair == uow.actor.person_id:
        return ""
    return f"Only the person in the chair can lock minutes. {in_chair(chair_of(item))}"
