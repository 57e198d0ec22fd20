"""The central list, panel offices, independence, and the users of the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.actions.references import new_ref
from panelapp.domain.errors import BadInput, RuleBroken
from panelapp.domain.events import Topic
from panelapp.domain.models import (
    Appointment,
    Appraisal,
    KeySlotCopy,
    Link,
    ListEntry,
    User,
    UserRoleRow,
)
from panelapp.domain.rules.central_list import last_day_after_notice
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.independence import is_independent
from panelapp.domain.vocabulary import LinkKind, MemberCategory, Office, UserRole
from panelapp.queries.people import ties_of

if TYPE_CHECKING:
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class AddUser:
    """A new user with the roles they may act in; ``key_slots`` is the sidecar's new text.

    ``member`` is the reference of the listed person who the user is, where the names differ.
    """

    name: str
    roles: tuple[UserRole, ...]
    key_slots: str
    member: str | None = None


def add_user(command: AddUser, uow: UnitOfWork) -> None:
    """Add a user. A user named as somebody on the central list is that same person.

    Raises :class:`BadInput` for an empty or taken name, or where no role is given.
    """
    name = command.name.strip()
    if not name or not command.roles:
        raise BadInput(
            "A user needs a name and at least one role.",
            remedy="Nobody was added. Give both and try again.",
        )
    if uow.session.scalars(select(User).where(User.name == name)).first():
        raise BadInput(
            "A user of that name is there already.",
            remedy="Nobody was added. Choose another name, for example with a middle initial.",
        )
    person = uow.member(command.member).person if command.member else uow.person_named(name)
    user = User(name=name, person_id=person.id)
    user.role_rows = [UserRoleRow(role=role) for role in dict.fromkeys(command.roles)]
    uow.session.add(user)
    keep_key_slots(command.key_slots, uow)
    uow.changed(Topic.USERS, "user", ",".join(command.roles))


@dataclass(frozen=True, kw_only=True)
class ChangeOwnPassword:
    """The key slots after the acting user's password was changed."""

    key_slots: str


def change_own_password(command: ChangeOwnPassword, uow: UnitOfWork) -> None:
    """Keep the copy of the key slots that goes with a changed password."""
    keep_key_slots(command.key_slots, uow)
    uow.changed(Topic.USERS, "user", "password")


@dataclass(frozen=True, kw_only=True)
class DisableUser:
    """A user who may not open the file any more; ``key_slots`` is the sidecar without theirs."""

    name: str
    key_slots: str


def disable_user(command: DisableUser, uow: UnitOfWork) -> None:
    """Refuse a user's commands from now on. Their history stays.

    Raises :class:`BadInput` for the last active panel adviser, without whom nobody could
    run the panel.
    """
    user = uow.user(command.name)
    advisers = [
        other
        for other in uow.session.scalars(select(User).where(User.is_active))
        if UserRole.PANEL_ADVISER in other.roles
    ]
    if advisers == [user]:
        raise BadInput(
            "This is the only panel adviser who can open the file.",
            remedy="Nothing was changed. Add another panel adviser first.",
        )
    user.is_active = False
    keep_key_slots(command.key_slots, uow)
    uow.changed(Topic.USERS, "user", "disabled")


def keep_key_slots(text: str, uow: UnitOfWork) -> None:
    """Keep ``text`` as the copy of the key slots inside the file."""
    copy = uow.session.scalars(select(KeySlotCopy)).one_or_none()
    if copy is None:
        uow.session.add(KeySlotCopy(text=text))
    else:
        copy.text = text


@dataclass(frozen=True, kw_only=True)
class AddMember:
    """A person who joins the central list; without ``member`` the next free reference is given."""

    name: str
    joined_on: date
    member: str | None = None
    category: MemberCategory | None = None
    office: Office = Office.MEMBER
    social_work_qualified_on: date | None = None
    relevant_experience_from: date | None = None
    dbs_on: date | None = None
    agreement_signed_on: date | None = None
    observed_on: date | None = None
    induction_completed_on: date | None = None
    has_no_links: bool = False


def add_member(command: AddMember, uow: UnitOfWork) -> str:
    """Put a person on the central list (reg. 23(1)) and return their reference.

    ``has_no_links`` records a declaration that nothing ties the person to the provider; a tie
    is recorded with :func:`record_link`. Until either is done the person does not count as
    independent. A chair appointed now must be independent (reg. 23(4)), so a chair or vice chair
    joins as a member and is appointed with :func:`appoint`.
    """
    if not command.name.strip():
        raise BadInput("A person on the list needs a name.", remedy="Nobody was added.")
    if command.office is not Office.MEMBER and not command.has_no_links:
        raise BadInput(
            "Whether a chair or vice chair is independent must be known before the appointment.",
            remedy="Add the person as a member, record their links, then appoint them.",
        )
    ref = new_ref(ListEntry, command.member, command.joined_on.year, uow)
    person = uow.person_named(command.name.strip())
    _require_not_listed(person.id, command.joined_on, uow)
    entry = ListEntry(
        ref=ref,
        person=person,
        joined_on=command.joined_on,
        category=command.category,
        social_work_qualified_on=command.social_work_qualified_on,
        relevant_experience_from=command.relevant_experience_from,
        dbs_on=command.dbs_on,
        agreement_signed_on=command.agreement_signed_on,
        observed_on=command.observed_on,
        induction_completed_on=command.induction_completed_on,
        links_declared_on=command.joined_on if command.has_no_links else None,
    )
    entry.person = person
    if command.office is Office.CHAIR:
        _require_independent(entry, command.joined_on, uow)
    entry.appointments = [Appointment(office=command.office, from_on=command.joined_on)]
    uow.session.add(entry)
    uow.changed(Topic.MEMBERS, ref)
    return ref


def _require_not_listed(person_id: int, joined_on: date, uow: UnitOfWork) -> None:
    """Refuse a second place on the list for somebody who has not left it."""
    entries = uow.session.scalars(select(ListEntry).where(ListEntry.person_id == person_id))
    for entry in entries:
        if entry.left_on is None or entry.left_on >= joined_on:
            raise BadInput(
                f"A person of that name is on the list already, as {entry.ref}.",
                remedy="Nobody was added. For somebody else of the same name add a middle initial.",
            )


@dataclass(frozen=True, kw_only=True)
class UpdateMember:
    """What is now known of a listed person; what is left out stays as it is.

    ``not_known`` names dates that were recorded by mistake and are taken away.
    """

    member: str
    name: str | None = None
    category: MemberCategory | None = None
    dbs_on: date | None = None
    agreement_signed_on: date | None = None
    observed_on: date | None = None
    induction_completed_on: date | None = None
    social_work_qualified_on: date | None = None
    relevant_experience_from: date | None = None
    not_known: tuple[str, ...] = ()
    version: int | None = None


_DATES = (
    "dbs_on",
    "agreement_signed_on",
    "observed_on",
    "induction_completed_on",
    "social_work_qualified_on",
    "relevant_experience_from",
)


def update_member(command: UpdateMember, uow: UnitOfWork) -> None:
    """Record a listed person's name, and dates of their checks, training and qualification.

    A new name is a correction or a change of name: it is the same person as before. Raises
    :class:`BadInput` for an empty name, or a date that is given and taken away at once.
    """
    entry = uow.member(command.member, command.version)
    _require_consistent(command)
    renamed = _rename(entry, command.name)
    changed = set_known(
        entry,
        category=command.category,
        dbs_on=command.dbs_on,
        agreement_signed_on=command.agreement_signed_on,
        observed_on=command.observed_on,
        induction_completed_on=command.induction_completed_on,
        social_work_qualified_on=command.social_work_qualified_on,
        relevant_experience_from=command.relevant_experience_from,
    )
    for name in command.not_known:
        setattr(entry, name, None)
    details = ",".join(filter(None, (renamed, changed, *command.not_known)))
    uow.changed(Topic.MEMBERS, entry.ref, details)


def _require_consistent(command: UpdateMember) -> None:
    for name in command.not_known:
        if name not in _DATES or getattr(command, name) is not None:
            raise BadInput(
                f"{name!r} is no date of a listed person, or is given a day at the same time.",
                remedy=f"Nothing was changed. Choose from {', '.join(_DATES)}.",
            )


def _rename(entry: ListEntry, name: str | None) -> str:
    """Give a listed person the name, and return the name of the field where it is another one."""
    if name is None:
        return ""
    spelt = " ".join(name.split())
    if not spelt:
        raise BadInput("A person on the list needs a name.", remedy="Nothing was changed.")
    if spelt == entry.person.name:
        return ""
    entry.person.name = spelt
    return "name"


def set_known(record: object, **values: object) -> str:
    """Set the attributes whose new value is known, and return their names for the audit row."""
    known = {name: value for name, value in values.items() if value is not None}
    for name, value in known.items():
        setattr(record, name, value)
    return ",".join(known)


@dataclass(frozen=True, kw_only=True)
class RecordAppraisal:
    """A yearly review of a member's performance."""

    member: str
    held_on: date


def record_appraisal(command: RecordAppraisal, uow: UnitOfWork) -> None:
    """Record that a member was appraised (Children Act 1989 Guidance vol 4, ch 5)."""
    entry = uow.member(command.member)
    entry.appraisals.append(Appraisal(held_on=command.held_on))
    uow.changed(Topic.MEMBERS, entry.ref, "appraisal")


@dataclass(frozen=True, kw_only=True)
class RecordLink:
    """A tie of a listed person to the provider, from a day and, once it ended, to a day."""

    member: str
    kind: LinkKind
    detail: str = ""
    from_on: date | None = None
    to_on: date | None = None


def record_link(command: RecordLink, uow: UnitOfWork) -> None:
    """Record a tie that takes independence away while it lasts (reg. 23).

    With ``to_on`` an open tie of that kind ends on that day.
    """
    entry = uow.member(command.member)
    links = entry.person.links
    lasting = [link for link in links if link.kind is command.kind and link.to_on is None]
    if command.to_on is not None and lasting:
        lasting[-1].to_on = command.to_on
    else:
        links.append(
            Link(
                person_id=entry.person_id,
                kind=command.kind,
                detail=command.detail,
                from_on=command.from_on,
                to_on=command.to_on,
            )
        )
    entry.links_declared_on = uow.today
    uow.changed(Topic.MEMBERS, entry.ref, command.kind)


@dataclass(frozen=True, kw_only=True)
class DeclareNoLinks:
    """A declaration that nothing ties a listed person to the provider."""

    member: str
    declared_on: date


def declare_no_links(command: DeclareNoLinks, uow: UnitOfWork) -> None:
    """Record a nil declaration; ties recorded earlier keep the dates that they have."""
    entry = uow.member(command.member)
    entry.links_declared_on = command.declared_on
    uow.changed(Topic.MEMBERS, entry.ref, "no_links")


@dataclass(frozen=True, kw_only=True)
class Appoint:
    """A listed person appointed to an office of the panel from a day."""

    member: str
    office: Office
    from_on: date


def appoint(command: Appoint, uow: UnitOfWork) -> None:
    """Appoint a listed person as chair, vice chair or member (reg. 23(4)).

    Raises :class:`RuleBroken` for a chair who is not independent of the provider, and for
    somebody who is not on the list on that day.
    """
    entry = uow.member(command.member)
    if not entry.is_listed(command.from_on):
        raise RuleBroken(
            f"{entry.ref} is not on the central list on that day.",
            citation=ENGLAND_2011.cite("panel_offices"),
            remedy="Put the person on the list first.",
        )
    if command.office is Office.CHAIR:
        _require_independent(entry, command.from_on, uow)
    for held in entry.appointments:
        if held.to_on is None:
            held.to_on = command.from_on
    entry.appointments.append(Appointment(office=command.office, from_on=command.from_on))
    uow.changed(Topic.MEMBERS, entry.ref, command.office)


def _require_independent(entry: ListEntry, on: date, uow: UnitOfWork) -> None:
    if not is_independent(ties_of(entry, uow.agency.name), on):
        raise RuleBroken(
            "The chair must be independent of the fostering service.",
            citation=ENGLAND_2011.cite("chair_independent"),
            remedy="Record the person's links, or appoint somebody else.",
        )


@dataclass(frozen=True, kw_only=True)
class GiveListNotice:
    """A month's written notice, from the member or to the member."""

    member: str
    notice_on: date


def give_list_notice(command: GiveListNotice, uow: UnitOfWork) -> date:
    """Record a month's notice (reg. 23(2), (3)) and return the last day on the list."""
    entry = uow.member(command.member)
    entry.notice_on = command.notice_on
    entry.left_on = last_day_after_notice(command.notice_on)
    uow.changed(Topic.MEMBERS, entry.ref, "left_on")
    return entry.left_on
