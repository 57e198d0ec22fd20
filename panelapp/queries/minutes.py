"""The minutes of a sitting as content: live from the records, or frozen as they were locked."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panelapp.documents.minutes import (
    DeferralNote,
    InterestNote,
    Lock,
    MemberPosition,
    MinutesContent,
    MinutesItem,
    PersonPresent,
)
from panelapp.domain.labels import label
from panelapp.domain.models import (
    CorrectionNote,
    Item,
    LockedMinutes,
    MinutesVersion,
    Sitting,
    User,
)
from panelapp.domain.rules import routes
from panelapp.domain.rules.quorum import quorum_sentence
from panelapp.domain.values import clock_time, period
from panelapp.domain.vocabulary import MinutesSection, Outcome, Reply, SittingRole
from panelapp.queries.facts import current_recommendation, is_hidden
from panelapp.queries.people import categories
from panelapp.queries.quorum import item_quorum, members_counted, sitting_quorum

if TYPE_CHECKING:
    from panelapp.domain.models import Attendance, Case, Recommendation
    from panelapp.persistence.unit_of_work import UnitOfWork

PANEL_NAME = "Fostering Panel"


def newest_version(item_id: int, uow: UnitOfWork) -> MinutesVersion | None:
    """The newest saved version of the minutes of an item."""
    return uow.session.scalars(
        select(MinutesVersion)
        .where(MinutesVersion.item_id == item_id)
        .order_by(MinutesVersion.number.desc())
        .limit(1)
    ).one_or_none()


def begun_with(case: Case) -> dict[str, str]:
    """The sections that minutes of a case begin with: the panel adviser's written advice."""
    advice = case.adviser_advice
    return {MinutesSection.ADVISER_ADVICE.value: advice} if advice else {}


def locked_minutes(item_id: int, uow: UnitOfWork) -> LockedMinutes | None:
    """The final minutes of an item, once they are locked."""
    found = uow.current(LockedMinutes, LockedMinutes.item_id == item_id)
    return found[-1] if found else None


def came_to_decider(item: Item, uow: UnitOfWork) -> bool:
    """Whether what the panel said is the decision maker's to read: received, or noted and locked.

    What the panel noted is not sent; the decision maker notes it in turn.
    """
    if item.minutes_received_on is not None:
        return True
    said = current_recommendation(item.id, uow)
    is_noted = said is not None and said.outcome is Outcome.NOTED
    return is_noted and locked_minutes(item.id, uow) is not None


def digest_of(content: object) -> str:
    """The SHA-256, in hexadecimal, of the frozen content of minutes."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def record_check(digest: str) -> str:
    """The eight characters by which a printed copy is held against the file: ``7F3A-92CD``."""
    return f"{digest[:4]}-{digest[4:8]}".upper() if digest else ""


def freeze(item: Item, uow: UnitOfWork) -> tuple[dict[str, Any], str]:
    """The whole content of an item's minutes, word for word, and its digest."""
    content: dict[str, Any] = json.loads(
        json.dumps(dataclasses.asdict(_content(item.sitting, (item,), uow)), default=_plain)
    )
    return content, digest_of(content)


def minutes_content(sitting: Sitting, uow: UnitOfWork) -> MinutesContent:
    """The minutes of a sitting: what is locked as it was locked, the rest as it stands now.

    Leaves out items that the acting person declared an interest in, unless their role sees every
    case.
    """
    shown = tuple(item for item in sitting.items if not is_hidden(item, uow))
    live = _content(sitting, shown, uow)
    locks = [locked_minutes(item.id, uow) for item in shown if item.withdrawn_on is None]
    held = [locked for locked in locks if locked is not None]
    is_locked = bool(held) and len(held) == len(locks)
    unlocked = [
        f"item {item.position}"
        for item in shown
        if item.withdrawn_on is None and locked_minutes(item.id, uow) is None
    ]
    return dataclasses.replace(
        live,
        lock=_lock_of_all(held, sitting, uow) if is_locked else None,
        unlocked=tuple(unlocked) if held else (),
        cancelled_because=_cancelled_because(sitting),
    )


def _cancelled_because(sitting: Sitting) -> str:
    if not sitting.is_cancelled:
        return ""
    return sitting.cancelled_reason.strip() or "No reason is recorded."


def item_content(item: Item, uow: UnitOfWork) -> MinutesContent:
    """The minutes of one item with the frame of its sitting."""
    live = _content(item.sitting, (item,), uow)
    locked = locked_minutes(item.id, uow)
    lock = _lock_of_all([locked], item.sitting, uow) if locked else None
    return dataclasses.replace(live, lock=lock)


def _lock_of_all(held: list[LockedMinutes], sitting: Sitting, uow: UnitOfWork) -> Lock:
    """One lock for several items: the last of the days, and a check over all of their digests."""
    newest = max(held, key=lambda locked: locked.final_on)
    locker = uow.session.get(User, newest.locked_by_id) if newest.locked_by_id else None
    digests = [locked.digest for locked in held]
    together = digests[0] if len(digests) == 1 else digest_of(digests) if all(digests) else ""
    return Lock(
        by=locker.name if locker else "",
        on=newest.final_on,
        record_check=record_check(together),
    )


def _content(sitting: Sitting, items: tuple[Item, ...], uow: UnitOfWork) -> MinutesContent:
    kinds = categories(uow)
    members = [a for a in sitting.attendances if a.role.counts_to_quorum]
    business = sitting.other_business.strip()
    return MinutesContent(
        agency=uow.agency.name,
        panel_name=PANEL_NAME,
        sitting_ref=sitting.ref,
        held_on=sitting.held_on,
        made_at=uow.now,
        items=tuple(_frozen_or_live(item, uow) for item in items),
        start=sitting.start,
        finish=sitting.finish,
        venue=sitting.venue,
        mode=label(sitting.mode) if sitting.mode else "",
        chair=_chair_name(sitting),
        chair_note=_chair_note(sitting),
        present=tuple(
            PersonPresent(
                name=attendance.person.name,
                role=label(attendance.role),
                category=kinds.get(attendance.person_id, ""),
                times=times_of(attendance),
            )
            for attendance in sitting.attendances
            if attendance.attended
            and attendance.item_id is None
            and attendance.role is not SittingRole.OBSERVER
        ),
        apologies=tuple(
            a.person.name for a in members if a.reply is Reply.APOLOGIES and not a.attended
        ),
        observers=tuple(
            a.person.name
            for a in sitting.attendances
            if a.role is SittingRole.OBSERVER and a.attended and a.item_id is None
        ),
        quorum=quorum_sentence(sitting_quorum(sitting, uow)) if members else "",
        closing=(("Other business", business),) if business else (),
    )


def _chair_name(sitting: Sitting) -> str:
    names = [a.person.name for a in sitting.attendances if a.person_id == sitting.chair_id]
    return names[0] if names else ""


def _chair_note(sitting: Sitting) -> str:
    for attendance in sitting.attendances:
        is_vice = attendance.role is SittingRole.VICE_CHAIR
        if attendance.person_id == sitting.chair_id and is_vice:
            return "A vice chair took the chair."
    return ""


def times_of(attendance: Attendance) -> str:
    """When somebody came and left during a sitting, in words."""
    return ", ".join(
        period(stretch.arrived_at, stretch.left_at)
        if stretch.left_at
        else f"from {clock_time(stretch.arrived_at)}"
        for stretch in attendance.presences
    )


def _frozen_or_live(item: Item, uow: UnitOfWork) -> MinutesItem:
    locked = locked_minutes(item.id, uow)
    notes = _corrections(item, uow)
    if locked is None or locked.content is None:
        return dataclasses.replace(_item(item, uow), corrections=notes)
    from pydantic import TypeAdapter

    frozen = TypeAdapter(MinutesContent).validate_python(locked.content)
    return dataclasses.replace(frozen.items[0], corrections=notes)


def _corrections(item: Item, uow: UnitOfWork) -> tuple[str, ...]:
    rows = uow.session.execute(
        select(CorrectionNote, User.name)
        .join(User, User.id == CorrectionNote.written_by_id)
        .where(CorrectionNote.item_id == item.id)
        .order_by(CorrectionNote.id)
    )
    return tuple(f"{note.written_at:%-d %B %Y}, {name}: {note.words}" for note, name in rows)


def _item(item: Item, uow: UnitOfWork) -> MinutesItem:
    case = item.case
    said = current_recommendation(item.id, uow)
    version = newest_version(item.id, uow)
    counted = members_counted(item, uow)
    written = version.sections if version else {}
    return MinutesItem(
        number=item.position,
        case_ref=case.ref,
        case_type=label(case.case_type),
        household=case.household.names,
        quorum=_item_quorum(item, uow),
        regulation=routes.citation(case.case_type),
        children=tuple(child.name for child in case.children),
        started=item.started_at,
        finished=item.finished_at,
        presentation=presentation_number(item, uow),
        requested=case.requested_terms.sentence() if case.requested_terms else "",
        members=tuple(a.person.name for a in item.sitting.attendances if a.person_id in counted),
        attending=attending(item),
        interests=tuple(
            InterestNote(
                name=interest.person.name,
                nature=label(interest.kind),
                ruling=label(interest.ruling) if interest.ruling else "",
                detail=interest.detail,
                declared_on=interest.declared_on,
            )
            for interest in item.interests
        ),
        sections=tuple(
            (section, written[section.value])
            for section in MinutesSection
            if written.get(section.value, "").strip()
        ),
        interests_asked=item.import_id is None,
        withdrawn_because=_withdrawn_because(item),
        **_said(said if item.withdrawn_on is None else None, uow),
    )


def _item_quorum(item: Item, uow: UnitOfWork) -> str:
    """The quorum of an item in words, with who took the chair where it was somebody else."""
    if not item.sitting.attendances:
        return ""
    names = [a.person.name for a in item.sitting.attendances if a.person_id == item.chair_id]
    taken = f" {names[0]} took the chair for this item." if names else ""
    return quorum_sentence(item_quorum(item, uow)) + taken


def _withdrawn_because(item: Item) -> str:
    if item.withdrawn_on is None:
        return ""
    return item.withdrawn_reason or "Taken off the agenda"


def _said(said: Recommendation | None, uow: UnitOfWork) -> dict[str, Any]:
    """What the panel said, as the fields of an item of the minutes."""
    if said is None:
        return {}
    shared: dict[str, Any] = {
        "unanimous": said.unanimous,
        "terms": said.terms,
        "reasons": said.reasons,
        "conditions": said.conditions,
        "quality_grade": label(said.quality_grade) if said.quality_grade else "",
        "positions": tuple(
            MemberPosition(name=view.person.name, position=label(view.position), words=view.words)
            for view in said.views
        ),
    }
    if said.outcome is not Outcome.DEFERRED:
        return shared | {"recommendation": label(said.outcome)}
    return shared | {
        "deferral": DeferralNote(
            reason=label(said.deferral_reason) if said.deferral_reason else "",
            needed=said.deferral_needed,
            needed_from=said.deferral_from,
            needed_by=said.deferral_due_on,
            returns_on=returns_on(said, uow),
        )
    }


def returns_on(said: Recommendation, uow: UnitOfWork) -> date | None:
    """The day on which a deferred case is listed again, where it is."""
    return uow.session.scalars(
        select(Sitting.held_on)
        .join(Item, Item.sitting_id == Sitting.id)
        .where(
            Item.case_id == said.item.case_id,
            Item.withdrawn_on.is_(None),
            Sitting.is_cancelled.is_(False),
            Sitting.held_on > said.item.sitting.held_on,
        )
        .order_by(Sitting.held_on)
        .limit(1)
    ).first()


def attending(item: Item) -> tuple[str, ...]:
    """Those who attend one item only, with their role: ``Ada Quill (presenter)``."""
    return tuple(
        f"{a.person.name} ({label(a.role).lower()})"
        for a in item.sitting.attendances
        if a.item_id == item.id
    )


def presentation_number(item: Item, uow: UnitOfWork) -> int:
    """1 where the panel hears the case for the first time, 2 where it comes back, and so on."""
    earlier = uow.session.scalars(
        select(Item).where(Item.case_id == item.case_id, Item.withdrawn_on.is_(None))
    )
    return 1 + sum(
        other.sitting.held_on < item.sitting.held_on and not other.sitting.is_cancelled
        for other in earlier
    )


def _plain(value: object) -> str:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(type(value).__name__)
