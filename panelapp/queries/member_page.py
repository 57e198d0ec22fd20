"""Everything the file knows of one listed person: checks, links, offices, appraisals, sittings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.labels import label
from panelapp.domain.models import Attendance, Sitting, User
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.independence import Finding, Standing, independence, social_work
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import LinkKind, MemberCategory, Office, Reply, UserRole
from panelapp.queries.central_list import (
    KEEPERS,
    Sat,
    office_in_words,
    place_in_words,
    sittings_attended,
    unless_keeper,
)
from panelapp.queries.member_checks import (
    CheckRow,
    Deadline,
    checks_of,
    first_deadline,
    open_duties,
)
from panelapp.queries.people import PANEL_ROLES, listed_with_facts, social_work_of, ties_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.domain.models import Link, ListEntry
    from panelapp.persistence.unit_of_work import UnitOfWork


DATES = (
    "dbs_on",
    "agreement_signed_on",
    "observed_on",
    "induction_completed_on",
    "social_work_qualified_on",
    "relevant_experience_from",
)


@dataclass(frozen=True, kw_only=True)
class MemberPageQuestion:
    """One listed person by reference."""

    member: str


@dataclass(frozen=True, kw_only=True)
class LinkRow:
    """A link to the service, and what it does to independence today."""

    kind: LinkKind
    words: str
    detail: str
    from_on: dt.date | None
    to_on: dt.date | None
    holds: bool
    effect: str


@dataclass(frozen=True, kw_only=True)
class AppointmentRow:
    """An office that the person holds or held."""

    office: Office
    words: str
    from_on: dt.date
    to_on: dt.date | None
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class SittingRow:
    """A sitting that the person was asked to, and whether they came, in words."""

    sitting: str
    date: dt.date
    role: str
    attended: bool | None
    words: str


@dataclass(frozen=True, kw_only=True)
class Account:
    """The user of the file who this person is."""

    name: str
    roles: tuple[str, ...]
    is_active: bool


@dataclass(frozen=True, kw_only=True)
class Act:
    """An action about the person by its name; ``why_not`` is empty where it may be done now."""

    action: str
    why_not: str

    @property
    def may(self) -> bool:
        """Whether it may be done now."""
        return not self.why_not


@dataclass(frozen=True, kw_only=True)
class OfficeChoice:
    """An office to which the person may be appointed today, or why not."""

    office: Office
    words: str
    why_not: str


@dataclass(frozen=True, kw_only=True)
class MemberPage:
    """One listed person. Links, offices, appraisals and sittings come newest first.

    ``dates`` is every date that may be changed, as it is recorded, by the name of its field.
    ``appraisal_note`` says who records an appraisal to somebody who does not.
    """

    ref: str
    name: str
    office: Office | None
    office_words: str
    category: MemberCategory | None
    category_words: str
    place: str
    joined_on: dt.date
    left_on: dt.date | None
    notice_on: dt.date | None
    is_listed: bool
    independence: Finding
    social_work: Finding
    dates: Mapping[str, dt.date | None]
    links_declared_on: dt.date | None
    links: tuple[LinkRow, ...]
    checks: tuple[CheckRow, ...]
    next_deadline: Deadline | None
    appointments: tuple[AppointmentRow, ...]
    appraisals: tuple[dt.date, ...]
    appraised_by: str
    appraisal_note: str
    sat: Sat
    sittings: tuple[SittingRow, ...]
    account: Account | None
    acts: tuple[Act, ...]
    offices: tuple[OfficeChoice, ...]
    version: int

    def act(self, action: str) -> Act:
        """One of the acts by its name."""
        return next(act for act in self.acts if act.action == action)


def member_page(question: MemberPageQuestion, uow: UnitOfWork) -> MemberPage:
    """One listed person, as everything stands today.

    Raises :class:`NotFound` for a reference that the list does not have.
    """
    on = uow.today
    asked = uow.member(question.member)
    entry, facts = next(pair for pair in listed_with_facts(uow, on) if pair[0].id == asked.id)
    duties = open_duties(facts, on, uow)
    independent = independence(ties_of(entry, uow.agency.name), on)
    return MemberPage(
        ref=entry.ref,
        name=entry.person.name,
        office=facts.office,
        office_words=office_in_words(facts.office),
        category=entry.category,
        category_words=label(entry.category) if entry.category else "",
        place=place_in_words(entry.joined_on, entry.left_on, on),
        joined_on=entry.joined_on,
        left_on=entry.left_on,
        notice_on=entry.notice_on,
        is_listed=entry.is_listed(on),
        independence=independent,
        social_work=social_work(social_work_of(entry), on),
        dates={name: getattr(entry, name) for name in DATES},
        links_declared_on=entry.links_declared_on,
        links=_links(entry, on),
        checks=checks_of(facts, duties, on),
        next_deadline=first_deadline(duties, on),
        appointments=_appointments(entry, on),
        appraisals=tuple(sorted((held.held_on for held in entry.appraisals), reverse=True)),
        appraised_by=label(
            UserRole.DECISION_MAKER if facts.office is Office.CHAIR else UserRole.CHAIR
        ),
        appraisal_note=_appraisal_note(uow),
        sat=sittings_attended(uow, on).get(entry.person_id, Sat()),
        sittings=tuple(_sittings(entry, uow)),
        account=_account(entry, uow),
        acts=_acts(entry, uow),
        offices=tuple(_office_choices(facts.office, independent)),
        version=entry.version,
    )


def _appraisal_note(uow: UnitOfWork) -> str:
    """Whoever holds an appraisal need not be the one who records it."""
    if not unless_keeper(uow):
        return ""
    able = " or the ".join(label(role).lower() for role in KEEPERS)
    return f"The {able} records the appraisal once it was held."


def _links(entry: ListEntry, on: dt.date) -> tuple[LinkRow, ...]:
    begun = sorted(entry.person.links, key=lambda link: (link.from_on or dt.date.min, link.id))
    return tuple(_link(link, on) for link in reversed(begun))


def _link(link: Link, on: dt.date) -> LinkRow:
    is_ahead = link.from_on is not None and on < link.from_on
    is_over = link.to_on is not None and link.to_on < on
    return LinkRow(
        kind=link.kind,
        words=label(link.kind),
        detail=link.detail,
        from_on=link.from_on,
        to_on=link.to_on,
        holds=not is_ahead and not is_over,
        effect=_effect(link, is_ahead=is_ahead, is_over=is_over),
    )


def _effect(link: Link, *, is_ahead: bool, is_over: bool) -> str:
    if is_ahead and link.from_on is not None:
        return f"Takes independence away from {long_date(link.from_on)} on."
    if is_over and link.to_on is not None:
        return f"Ended on {long_date(link.to_on)} and counts no longer."
    if link.to_on is not None:
        return f"Takes independence away up to and including {long_date(link.to_on)}."
    return "Takes independence away while it lasts."


def _appointments(entry: ListEntry, on: dt.date) -> tuple[AppointmentRow, ...]:
    held = [
        appointment
        for appointment in entry.appointments
        if appointment.from_on <= on and (appointment.to_on is None or on <= appointment.to_on)
    ]
    current = held[-1] if held and entry.is_listed(on) else None
    return tuple(
        AppointmentRow(
            office=appointment.office,
            words=label(appointment.office),
            from_on=appointment.from_on,
            to_on=appointment.to_on,
            is_current=appointment is current,
        )
        for appointment in reversed(entry.appointments)
    )


def _sittings(entry: ListEntry, uow: UnitOfWork) -> Iterator[SittingRow]:
    query = (
        select(Sitting.ref, Sitting.held_on, Attendance.role, Attendance.attended, Attendance.reply)
        .join(Attendance, Attendance.sitting_id == Sitting.id)
        .where(
            Attendance.person_id == entry.person_id,
            Attendance.role.in_(PANEL_ROLES),
            Sitting.is_cancelled.is_(False),
        )
        .order_by(Sitting.held_on.desc(), Sitting.ref.desc())
    )
    for ref, held_on, role, attended, reply in uow.session.execute(query):
        yield SittingRow(
            sitting=ref,
            date=held_on,
            role=label(role),
            attended=attended,
            words=_attended_in_words(reply, attended=attended),
        )


def _attended_in_words(reply: Reply, *, attended: bool | None) -> str:
    if attended is None:
        return label(reply)
    return "Attended" if attended else "Did not attend"


def _account(entry: ListEntry, uow: UnitOfWork) -> Account | None:
    users = uow.session.scalars(
        select(User)
        .where(User.person_id == entry.person_id)
        .order_by(User.is_active.desc(), User.id)
    )
    user = users.first()
    if user is None:
        return None
    return Account(
        name=user.name,
        roles=tuple(label(role) for role in user.roles),
        is_active=user.is_active,
    )


def _acts(entry: ListEntry, uow: UnitOfWork) -> tuple[Act, ...]:
    """What may be done about the person; who may do it is the same for all of it."""
    able = unless_keeper(uow)
    gone = "" if entry.left_on is None or uow.today <= entry.left_on else _gone(entry.left_on)
    noticed = _noticed(entry.notice_on, entry.left_on) if entry.notice_on else ""
    return tuple(
        Act(action=action, why_not=able or reason)
        for action, reason in (
            ("update_member", ""),
            ("record_link", ""),
            ("declare_no_links", ""),
            ("record_appraisal", gone),
            ("appoint", gone),
            ("give_list_notice", gone or noticed),
        )
    )


def _gone(left_on: dt.date) -> str:
    return f"This person left the list on {long_date(left_on)}."


def _noticed(notice_on: dt.date, left_on: dt.date | None) -> str:
    last = f" The last day on the list is {long_date(left_on)}." if left_on else ""
    return f"Notice was given on {long_date(notice_on)}.{last}"


def _office_choices(held: Office | None, independent: Finding) -> Iterator[OfficeChoice]:
    for office in Office:
        why_not = ""
        if office is held:
            why_not = "Holds this office now."
        elif office is Office.CHAIR and independent.standing is not Standing.YES:
            why_not = (
                "The chair must be independent of the service"
                f" ({ENGLAND_2011.cite('chair_independent')})."
            )
        yield OfficeChoice(office=office, words=label(office), why_not=why_not)
