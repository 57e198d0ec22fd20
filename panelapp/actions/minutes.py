"""Minutes of an item: written by anyone, checked by the adviser, locked by who was in the chair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panelapp.domain.errors import BadInput, RuleBroken
from panelapp.domain.events import Topic
from panelapp.domain.models import CorrectionNote, LockedMinutes, MinutesVersion
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.vocabulary import MinutesSection
from panelapp.queries import obstacles
from panelapp.queries.minutes import (
    begun_with,
    freeze,
    locked_minutes,
    newest_version,
    record_check,
)

if TYPE_CHECKING:
    from panelapp.domain.models import Item
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class WriteMinutes:
    """The text of the minutes of one item, by section; sections left out stay as they were."""

    sitting: str
    case: str
    sections: dict[MinutesSection, str]


def write_minutes(command: WriteMinutes, uow: UnitOfWork) -> int:
    """Save a new version of the minutes and return its number. Earlier versions are kept.

    Raises :class:`RuleBroken` once the minutes are locked.
    """
    item = _unlocked(command.sitting, command.case, uow)
    newest = newest_version(item.id, uow)
    sections = dict(newest.sections) if newest else begun_with(item.case)
    sections.update({section.value: text for section, text in command.sections.items()})
    number = 1 + (
        uow.session.scalar(
            select(func.max(MinutesVersion.number)).where(MinutesVersion.item_id == item.id)
        )
        or 0
    )
    uow.session.add(
        MinutesVersion(
            item_id=item.id,
            number=number,
            sections=sections,
            saved_by_id=uow.actor.user_id,
            saved_at=uow.now,
        )
    )
    uow.changed(Topic.MINUTES, command.case, f"version {number}")
    return number


def _unlocked(sitting: str, case: str, uow: UnitOfWork) -> Item:
    item = uow.item(sitting, case)
    obstacles.refuse(obstacles.to_writing(item, uow))
    return item


@dataclass(frozen=True, kw_only=True)
class CheckMinutes:
    """The adviser's word that the newest version of the minutes is right."""

    sitting: str
    case: str
    checked_on: date | None = None


def check_minutes(command: CheckMinutes, uow: UnitOfWork) -> None:
    """Record the panel adviser's check of the newest version. A later version needs another.

    Raises :class:`BadInput` where nothing is written yet.
    """
    item = _unlocked(command.sitting, command.case, uow)
    newest = obstacles.written_version(item, uow)
    newest.checked_by_id = uow.actor.user_id
    newest.checked_on = uow.require_happened(command.checked_on or uow.today)
    uow.changed(Topic.MINUTES, command.case, "checked")


@dataclass(frozen=True, kw_only=True)
class LockMinutes:
    """The word of who was in the chair that the minutes of an item are final."""

    sitting: str
    case: str
    final_on: date | None = None


def lock_minutes(command: LockMinutes, uow: UnitOfWork) -> str:
    """Make the minutes of an item final and return their record check.

    Nothing changes them from then on; corrections are notes beside them. Raises
    :class:`RuleBroken` unless the outcome is confirmed (reg. 24(2)), the attendance recorded
    since still makes the item quorate (reg. 24(1)) and the adviser has checked the newest version.
    """
    item = uow.item(command.sitting, command.case)
    obstacles.refuse(obstacles.to_locking(item, uow))
    final_on = uow.require_happened(command.final_on or uow.today)
    if final_on < item.sitting.held_on:
        raise BadInput(
            "Minutes cannot be final before the sitting.",
            remedy="Nothing was changed. Check the date.",
        )
    content, digest = freeze(item, uow)
    uow.session.add(
        LockedMinutes(
            item_id=item.id,
            final_on=final_on,
            version_id=obstacles.checked_version(item, uow).id,
            locked_by_id=uow.actor.user_id,
            locked_at=uow.now,
            content=content,
            digest=digest,
        )
    )
    uow.changed(Topic.MINUTES, command.case, "locked")
    return record_check(digest)


@dataclass(frozen=True, kw_only=True)
class AddCorrection:
    """A correction beside the locked minutes of an item."""

    sitting: str
    case: str
    words: str


def add_correction(command: AddCorrection, uow: UnitOfWork) -> None:
    """Add a correction note to locked minutes, which stay as they were.

    Raises :class:`BadInput` for an empty note, or minutes that can still be edited.
    """
    item = uow.item(command.sitting, command.case)
    if locked_minutes(item.id, uow) is None:
        raise BadInput(
            "These minutes are not locked.", remedy="Nothing was changed. Edit them instead."
        )
    if not command.words.strip():
        raise BadInput("The note is empty.", remedy="Nothing was changed.")
    uow.session.add(
        CorrectionNote(
            item_id=item.id,
            words=command.words.strip(),
            written_by_id=uow.actor.user_id,
            written_at=uow.now,
        )
    )
    uow.changed(Topic.MINUTES, command.case, "correction")


@dataclass(frozen=True, kw_only=True)
class SendMinutes:
    """That the final minutes of an item reached the decision maker."""

    sitting: str
    case: str
    received_on: date


def send_minutes(command: SendMinutes, uow: UnitOfWork) -> None:
    """Record when the decision maker received the final minutes: seven working days run from then.

    Raises :class:`RuleBroken` for minutes that are not final (NMS 14.9), or not the last ones.
    """
    item = uow.item(command.sitting, command.case)
    obstacles.refuse(obstacles.to_sending(item, uow))
    uow.require_happened(command.received_on)
    locked = locked_minutes(item.id, uow)
    if locked is None or command.received_on < locked.final_on:
        raise RuleBroken(
            "The decision maker receives minutes that are final.",
            citation=ENGLAND_2011.cite("adm_decision"),
            remedy="Nothing was changed. Check the date, and that the minutes are locked.",
        )
    item.minutes_received_on = command.received_on
    uow.changed(Topic.DECISIONS, command.case, "minutes_received_on")
