"""Minutes that are not final yet, and whose turn it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.duty_words import time_left_words
from panelapp.domain.models import MinutesVersion
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import UserRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from panelapp.persistence.unit_of_work import UnitOfWork
    from panelapp.queries.due_list import DueRow
    from panelapp.queries.today_places import HeardItem, Named


class MinutesStage(StrEnum):
    """How far the minutes of an item have come."""

    UNCONFIRMED = "unconfirmed"
    NOT_WRITTEN = "not_written"
    TO_CHECK = "to_check"
    TO_LOCK = "to_lock"


@dataclass(frozen=True, kw_only=True)
class MinutesWaiting:
    """The minutes of one item that are not locked.

    ``words`` name the next step, ``whose`` the role that takes it, and ``is_yours`` says whether
    that is the acting person. ``is_open`` says whether that person may see their page.
    """

    sitting: str
    held_on: dt.date
    case: str
    names: str
    stage: MinutesStage
    stage_words: str
    words: str
    whose: UserRole
    is_yours: bool
    is_open: bool
    due: dt.date
    due_words: str
    left_words: str


_WORDS: Mapping[MinutesStage, str] = {
    MinutesStage.UNCONFIRMED: "The recommendation is not confirmed yet",
    MinutesStage.NOT_WRITTEN: "Not written yet",
    MinutesStage.TO_CHECK: "Waiting for the panel adviser's check",
    MinutesStage.TO_LOCK: "Ready for the chair to lock",
}

_STEPS: Mapping[MinutesStage, str] = {
    MinutesStage.UNCONFIRMED: "Confirm what the panel said about {case}, then lock the minutes",
    MinutesStage.NOT_WRITTEN: "Write the minutes of {case}",
    MinutesStage.TO_CHECK: "Check the minutes of {case}",
    MinutesStage.TO_LOCK: "Lock the minutes of {case}",
}

_WHOSE: Mapping[MinutesStage, UserRole] = {
    MinutesStage.UNCONFIRMED: UserRole.CHAIR,
    MinutesStage.NOT_WRITTEN: UserRole.ADMINISTRATOR,
    MinutesStage.TO_CHECK: UserRole.PANEL_ADVISER,
    MinutesStage.TO_LOCK: UserRole.CHAIR,
}


def waiting_minutes(
    rows: Sequence[DueRow], names: Named, on: dt.date, uow: UnitOfWork
) -> tuple[MinutesWaiting, ...]:
    """The minutes that are due and not locked, by the day on which they should be final."""
    due = [row for row in rows if row.duty == "finalise_minutes"]
    waiting = {ref: iter(names.without_minutes(ref)) for ref in {row.ref for row in due}}
    pairs = [(row, item) for row in due if (item := next(waiting[row.ref], None)) is not None]
    checked = _newest_is_checked([item.id for _, item in pairs], uow)
    return tuple(_rows(pairs, checked, names, on, uow))


def _newest_is_checked(item_ids: Sequence[int], uow: UnitOfWork) -> Mapping[int, bool]:
    """Whether the newest version of each item's minutes was checked; none, where none is saved."""
    query = (
        select(MinutesVersion.item_id, MinutesVersion.checked_on)
        .where(MinutesVersion.item_id.in_(item_ids))
        .order_by(MinutesVersion.number)
    )
    return {item_id: checked_on is not None for item_id, checked_on in uow.session.execute(query)}


def _rows(
    pairs: Sequence[tuple[DueRow, HeardItem]],
    checked: Mapping[int, bool],
    names: Named,
    on: dt.date,
    uow: UnitOfWork,
) -> Iterator[MinutesWaiting]:
    for row, item in pairs:
        stage = _stage(item, checked.get(item.id))
        left = uow.calendar.working_days_between(on, row.due)
        yield MinutesWaiting(
            sitting=item.sitting,
            held_on=item.held_on,
            case=item.case,
            names=names.about(item.case),
            stage=stage,
            stage_words=_WORDS[stage],
            words=_STEPS[stage].format(case=item.case),
            whose=_WHOSE[stage],
            is_yours=_is_yours(item, stage, uow),
            is_open=_is_open(item, uow),
            due=row.due,
            due_words=long_date(row.due),
            left_words=time_left_words(left, is_late=row.due < on, is_today=row.due == on),
        )


def _stage(item: HeardItem, checked: bool | None) -> MinutesStage:  # noqa: FBT001 - three-valued
    if checked and item.is_confirmed:
        return MinutesStage.TO_LOCK
    if checked:
        return MinutesStage.UNCONFIRMED
    return MinutesStage.NOT_WRITTEN if checked is None else MinutesStage.TO_CHECK


def _is_yours(item: HeardItem, stage: MinutesStage, uow: UnitOfWork) -> bool:
    role = uow.actor.role
    if role in {UserRole.CHAIR, UserRole.VICE_CHAIR}:
        at_the_chair = stage in {MinutesStage.TO_LOCK, MinutesStage.UNCONFIRMED}
        return at_the_chair and item.in_the_chair == uow.actor.person_id
    if role is UserRole.PANEL_ADVISER:
        return stage in {MinutesStage.NOT_WRITTEN, MinutesStage.TO_CHECK}
    return role is UserRole.ADMINISTRATOR and stage is MinutesStage.NOT_WRITTEN


def _is_open(item: HeardItem, uow: UnitOfWork) -> bool:
    """Whether the page of the minutes opens: for a chair only where they were in the chair."""
    role = uow.actor.role
    if role in {UserRole.CHAIR, UserRole.VICE_CHAIR}:
        return item.in_the_chair == uow.actor.person_id
    return role in {UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR, UserRole.AUDITOR}
