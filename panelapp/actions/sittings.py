"""Sittings: the plan, the agenda, who is asked, and when papers go out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from panelapp.actions.people import set_known
from panelapp.actions.references import new_ref
from panelapp.domain.errors import BadInput, NotFound, RuleBroken
from panelapp.domain.events import Topic
from panelapp.domain.models import Attendance, Item, Sitting
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.lifecycle import Move
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import (
    Office,
    PanelKind,
    Reply,
    SittingKind,
    SittingMode,
    SittingRole,
)
from panelapp.queries import obstacles
from panelapp.queries.agenda_for_many import cases_named, require_for_agenda
from panelapp.queries.facts import (
    all_case_facts,
    case_facts,
    current_recommendation,
    require_move,
)
from panelapp.queries.sign_off import undeclared_items

if TYPE_CHECKING:
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class PlanSitting:
    """A new sitting; without ``sitting`` the next free reference of its year is given."""

    held_on: date
    sitting: str | None = None
    start: time | None = None
    mode: SittingMode = SittingMode.IN_PERSON
    kind: SittingKind = SittingKind.MAIN
    panel: PanelKind = PanelKind.SINGLE
    venue: str = ""


def plan_sitting(command: PlanSitting, uow: UnitOfWork) -> str:
    """Plan a sitting and return its reference.

    Raises :class:`BadInput` where the reference is taken.
    """
    ref = new_ref(Sitting, command.sitting, command.held_on.year, uow)
    uow.session.add(
        Sitting(
            ref=ref,
            held_on=command.held_on,
            start=command.start,
            mode=command.mode,
            kind=command.kind,
            panel=command.panel,
            venue=command.venue,
        )
    )
    uow.changed(Topic.SITTINGS, ref)
    return ref


@dataclass(frozen=True, kw_only=True)
class UpdateSitting:
    """Details of a sitting that changed; what is left out stays as it is."""

    sitting: str
    held_on: date | None = None
    start: time | None = None
    finish: time | None = None
    mode: SittingMode | None = None
    venue: str | None = None
    other_business: str | None = None
    version: int | None = None


def update_sitting(command: UpdateSitting, uow: UnitOfWork) -> None:
    """Change when, where and how a sitting is held.

    Raises :class:`RuleBroken` once minutes of the sitting are locked.
    """
    sitting = open_sitting(command.sitting, uow, command.version)
    if command.held_on not in {None, sitting.held_on} and _has_outcomes(sitting, uow):
        raise RuleBroken(
            "The day of a sitting at which the panel has recommended cannot change.",
            citation=ENGLAND_2011.cite("written_record"),
            remedy="Nothing was changed. Check the date.",
        )
    changed = set_known(
        sitting,
        held_on=command.held_on,
        start=command.start,
        finish=command.finish,
        mode=command.mode,
        venue=command.venue,
        other_business=command.other_business,
    )
    uow.changed(Topic.SITTINGS, sitting.ref, changed)


def _has_outcomes(sitting: Sitting, uow: UnitOfWork) -> bool:
    said = (current_recommendation(item.id, uow) for item in sitting.items)
    return any(one is not None and one.confirmed_on is not None for one in said)


def open_sitting(ref: str, uow: UnitOfWork, version: int | None = None) -> Sitting:
    """The sitting, if what happened at it may still be recorded.

    Raises :class:`RuleBroken` for a cancelled sitting, and once any of its minutes are locked:
    who was there and what they declared stand in signed minutes from then on.
    """
    sitting = uow.sitting(ref, version)
    obstacles.refuse(obstacles.to_changing(sitting, uow))
    return sitting


@dataclass(frozen=True, kw_only=True)
class CancelSitting:
    """A sitting that will not be held, and why."""

    sitting: str
    reason: str


def cancel_sitting(command: CancelSitting, uow: UnitOfWork) -> None:
    """Cancel a sitting. Its cases are free for another agenda.

    Raises :class:`RuleBroken` once the presence of a member was recorded.
    """
    sitting = open_sitting(command.sitting, uow)
    if any(place.attended for place in sitting.attendances if place.role.counts_to_quorum):
        raise RuleBroken(
            "The sitting was held: people are recorded as present.",
            citation=ENGLAND_2011.cite("written_record"),
            remedy="Nothing was changed. Withdraw single items instead.",
        )
    sitting.is_cancelled = True
    sitting.cancelled_reason = command.reason
    uow.changed(Topic.SITTINGS, sitting.ref, "cancelled")


@dataclass(frozen=True, kw_only=True)
class AskMembers:
    """Members of the central list who are asked to a sitting."""

    sitting: str
    members: tuple[str, ...]


def ask_members(command: AskMembers, uow: UnitOfWork) -> None:
    """Ask listed people to a sitting, each in the panel office that they hold on the day.

    Raises :class:`RuleBroken` for somebody who is not on the central list on that day.
    """
    sitting = open_sitting(command.sitting, uow)
    for ref in command.members:
        attendance_of_member(sitting, ref, uow)
    uow.changed(Topic.SITTINGS, sitting.ref, "asked")


def attendance_of_member(sitting: Sitting, ref: str, uow: UnitOfWork) -> Attendance:
    """A listed person's place at a sitting in the office of that day, made where there is none.

    Raises :class:`RuleBroken` for somebody who is not on the list on the day (reg. 23(1)), and
    for somebody who runs the panel's business or decides on what it recommends.
    """
    entry = uow.member(ref)
    require_no_officer(entry.person_id, uow)
    role = SittingRole((entry.office(sitting.held_on) or Office.MEMBER).value)
    for attendance in sitting.attendances:
        if attendance.person_id == entry.person_id and attendance.role.counts_to_quorum:
            attendance.role = role
            return attendance
    if not entry.is_listed(sitting.held_on):
        raise RuleBroken(
            f"{ref} is not on the central list on the day of the sitting.",
            citation=ENGLAND_2011.cite("central_list"),
            remedy="Nothing was changed. Ask somebody who is on the list.",
        )
    if any((a.person_id, a.item_id) == (entry.person_id, None) for a in sitting.attendances):
        raise BadInput(
            f"{ref} is at this sitting in another role, and so not as a member.",
            remedy="Nothing was changed. Ask somebody else.",
        )
    attendance = Attendance(person_id=entry.person_id, role=role)
    sitting.attendances.append(attendance)
    uow.session.flush()
    return attendance


def require_no_officer(person_id: int, uow: UnitOfWork) -> None:
    """Refuse a part in what the panel recommends to whoever runs its business or decides (SOD-4).

    Looks at the person, under whichever account. Raises :class:`RuleBroken`.
    """
    obstacles.refuse(obstacles.to_membership(person_id, uow))


@dataclass(frozen=True, kw_only=True)
class RecordReply:
    """What a listed person answered when asked to a sitting."""

    sitting: str
    member: str
    reply: Reply


def record_reply(command: RecordReply, uow: UnitOfWork) -> None:
    """Record that a member is coming or sends apologies; the quorum forecast uses it."""
    sitting = open_sitting(command.sitting, uow)
    attendance_of_member(sitting, command.member, uow).reply = command.reply
    uow.changed(Topic.SITTINGS, sitting.ref, command.reply)


@dataclass(frozen=True, kw_only=True)
class AddParticipant:
    """Somebody who attends but is no member: an adviser, a presenter, an applicant.

    With ``case`` they attend that item only.
    """

    sitting: str
    name: str
    role: SittingRole
    case: str | None = None


def add_participant(command: AddParticipant, uow: UnitOfWork) -> None:
    """Add somebody who attends without counting to quorum.

    Raises :class:`BadInput` for a role that counts to quorum, since members are asked by
    reference, and for somebody who is there already.
    """
    if command.role.counts_to_quorum:
        raise BadInput(
            "A member is asked to the sitting by their reference on the central list.",
            remedy="Nothing was changed. Use ask_members.",
        )
    sitting = open_sitting(command.sitting, uow)
    item = uow.item(command.sitting, command.case) if command.case else None
    item_id = item.id if item else None
    person_id = _participant(command.name, item, uow)
    if any((a.person_id, a.item_id) == (person_id, item_id) for a in sitting.attendances):
        raise BadInput("That person is at this sitting already.", remedy="Nothing was changed.")
    sitting.attendances.append(
        Attendance(
            person_id=person_id,
            role=command.role,
            item_id=item_id,
            reply=Reply.COMING,
            attended=True,
        )
    )
    uow.changed(Topic.SITTINGS, sitting.ref, command.role)


def _participant(name: str, item: Item | None, uow: UnitOfWork) -> int:
    """The person meant: a carer of the case's own household before anybody else of that name."""
    carers = item.case.household.carers if item else []
    for carer in carers:
        if carer.person.name == name:
            return carer.person_id
    return uow.person_named(name).id


@dataclass(frozen=True, kw_only=True)
class AddItem:
    """A case put on the agenda of a sitting; slots are given in minutes."""

    sitting: str
    case: str
    slot_start: time | None = None
    slot_minutes: int | None = None


def add_item(command: AddItem, uow: UnitOfWork) -> None:
    """Put a case on an agenda, after the items that stand there.

    Raises :class:`RuleBroken` where the case is not in a state to be heard, for example because
    it stands on another agenda already, and :class:`BadInput` for a sitting that is not after the
    one at which it was heard last.
    """
    sitting = open_sitting(command.sitting, uow)
    case = uow.case(command.case)
    uow.session.flush()
    require_for_agenda(case, case_facts(case, uow), sitting, uow)
    uow.session.add(
        Item(
            sitting_id=sitting.id,
            case_id=case.id,
            position=_next_position(sitting),
            slot_start=command.slot_start,
            slot_minutes=command.slot_minutes,
        )
    )
    uow.changed(Topic.SITTINGS, sitting.ref, case.ref)


def _next_position(sitting: Sitting) -> int:
    return max((item.position for item in sitting.items), default=0) + 1


@dataclass(frozen=True, kw_only=True)
class AddItems:
    """Cases put on the agenda of a sitting together, in this order."""

    sitting: str
    cases: tuple[str, ...]


def add_items(command: AddItems, uow: UnitOfWork) -> int:
    """Put several cases on an agenda, all of them or none, and return how many.

    Raises :class:`BadInput` where no case is named, and whatever :func:`add_item` raises for the
    first of them that cannot go on.
    """
    if not command.cases:
        raise BadInput("No case is chosen.", remedy="Nothing was changed. Choose at least one.")
    sitting = open_sitting(command.sitting, uow)
    cases = cases_named(command.cases, uow)
    facts = all_case_facts(uow, [case.id for case in cases])
    for case in cases:
        require_for_agenda(case, facts[case.id], sitting, uow)
    first = _next_position(sitting)
    uow.session.add_all(
        Item(sitting_id=sitting.id, case_id=case.id, position=position)
        for position, case in enumerate(cases, start=first)
    )
    uow.changed(Topic.SITTINGS, sitting.ref, ",".join(case.ref for case in cases))
    return len(cases)


@dataclass(frozen=True, kw_only=True)
class OrderItems:
    """The cases of an agenda in the order in which they are to be heard."""

    sitting: str
    cases: tuple[str, ...]


def order_items(command: OrderItems, uow: UnitOfWork) -> None:
    """Put the items of an agenda in a new order.

    Raises :class:`BadInput` unless each case of the agenda is named exactly once.
    """
    sitting = open_sitting(command.sitting, uow)
    items = {item.case.ref: item for item in sitting.items}
    if sorted(items) != sorted(command.cases):
        raise BadInput(
            "The new order must name each case of the agenda once.",
            remedy="Nothing was changed.",
        )
    for position, ref in enumerate(command.cases, start=1):
        items[ref].position = position
    uow.changed(Topic.SITTINGS, sitting.ref, "order")


@dataclass(frozen=True, kw_only=True)
class WithdrawItem:
    """An item taken off the agenda, not heard, and why."""

    sitting: str
    case: str
    withdrawn_on: date
    reason: str


def withdraw_item(command: WithdrawItem, uow: UnitOfWork) -> None:
    """Take an item off an agenda. The case can be put on another one.

    Raises :class:`RuleBroken` for an item whose outcome was confirmed.
    """
    item = item_at_panel(command.sitting, command.case, uow)
    require_move(item.case, Move.TAKE_OFF_AGENDA, uow)
    item.withdrawn_on = uow.require_happened(command.withdrawn_on)
    item.withdrawn_reason = command.reason
    uow.changed(Topic.SITTINGS, command.sitting, command.case)


def item_at_panel(sitting: str, case: str, uow: UnitOfWork) -> Item:
    """The item, if it is still before the panel.

    Raises :class:`RuleBroken` for an item that was withdrawn, or whose outcome the chair
    confirmed: corrections are notes from then on.
    """
    item = uow.item(sitting, case)
    obstacles.refuse(obstacles.to_recording(item, uow))
    return item


@dataclass(frozen=True, kw_only=True)
class SendPapers:
    """That the papers of a sitting went to its members."""

    sitting: str
    sent_on: date
    late_because: str = ""
    undeclared_because: str = ""


def send_papers(command: SendPapers, uow: UnitOfWork) -> None:
    """Record when papers went out, at least five working days before (NMS 14.3).

    Raises :class:`NotFound` for an empty agenda, and :class:`RuleBroken` for papers that went
    later, or with an assessment that nobody declared to comply, without the reason for it.
    """
    sitting = open_sitting(command.sitting, uow)
    if not any(item.withdrawn_on is None for item in sitting.items):
        raise NotFound("The agenda has no items yet.", remedy="Put a case on it first.")
    last = due("panel_papers", sitting.held_on, uow.calendar, uow.settings)
    if uow.require_happened(command.sent_on) > last.due and not command.late_because.strip():
        raise RuleBroken(
            f"Papers for this sitting were to go out by {long_date(last.due)}.",
            citation=last.citation,
            remedy="Nothing was recorded. Say why they went later.",
        )
    if undeclared_items(sitting) and not command.undeclared_because.strip():
        raise RuleBroken(
            "An assessment on this agenda has no declaration of compliance.",
            citation=ENGLAND_2011.cite("declaration"),
            remedy="Nothing was recorded. Record the declaration, or say in undeclared_because why"
            " the papers went without it.",
        )
    sitting.papers_sent_on = command.sent_on
    sitting.papers_late_because = command.late_because.strip()
    sitting.papers_undeclared_because = command.undeclared_because.strip()
    uow.changed(Topic.SITTINGS, sitting.ref, "papers")
