"""The agency's details, its choices with what each one means, its days off and its users."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from panelapp.audit import one_line
from panelapp.domain.labels import label
from panelapp.domain.models import AuditRow, ListEntry, NonWorkingDay, User
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.values import Settings, long_date
from panelapp.domain.vocabulary import ProviderKind, UserRole
from panelapp.persistence.unit_of_work import ENGLAND

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panelapp.domain.models import Agency
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class SettingsQuestion:
    """What the agency says of itself and has chosen."""


@dataclass(frozen=True, kw_only=True)
class AgencyDetails:
    """What documents say of the agency, and whom they tell people to write to."""

    name: str
    provider_kind: ProviderKind
    provider_words: str
    address: str
    telephone: str
    email: str
    irm_contact: str
    complaints_contact: str
    is_example: bool


Chosen = bool | int | date | None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One choice of the agency: what it is now, what it means and which rule leaves it open.

    ``setting`` is its field in the command that changes it. ``usual`` is what the program counts
    with where an agency says nothing, in words.
    """

    setting: str
    title: str
    value: Chosen
    words: str
    usual: str
    explanation: str
    citation: str


@dataclass(frozen=True, kw_only=True)
class DayOff:
    """A one-off day off that the agency added."""

    day: date
    name: str


@dataclass(frozen=True, kw_only=True)
class OfficeSettings:
    """The agency's details, choices and days off; who may change them, where the user may not."""

    agency: AgencyDetails
    choices: tuple[Choice, ...]
    days_off: tuple[DayOff, ...]
    why_not_details: str
    why_not_choices: str


@dataclass(frozen=True)
class _Choice:
    setting: str
    title: str
    rule: str
    explanation: str


_CHOICES = (
    _Choice(
        "chair_may_fill_social_worker_place",
        "The chair may also be the social worker",
        "quorum_social_worker",
        "A panel needs a chair or vice chair, a social worker with 3 years' experience, and"
        " others. If the person in the chair is such a social worker, yes lets them fill both"
        " places. The number of people needed stays the same.",
    ),
    _Choice(
        "papers_in_clear_days",
        "Count clear days for papers",
        "panel_papers",
        "Members have papers at least 5 working days before a sitting. With yes, neither the day"
        " of sending nor the day of the sitting counts, so papers go out a day earlier.",
    ),
    _Choice(
        "emergency_placement_day_counts",
        "Count the day of an emergency placement",
        "emergency_placement",
        "An emergency placement outside a carer's terms lasts up to 6 working days. With yes, the"
        " day of the placement is the first of them.",
    ),
    _Choice(
        "resignations_noted_at_panel",
        "Tell the panel of resignations",
        "panel_information",
        "A resignation needs no recommendation. With yes, it goes on an agenda so that the panel"
        " can note it.",
    ),
    _Choice(
        "minutes_target",
        "Working days to final minutes",
        "minutes_target",
        "The regulations set no time for minutes. This target, in working days from the sitting,"
        " decides when final minutes are due on the lists.",
    ),
    _Choice(
        "no_panel_for_approvals_from",
        "Approvals without a panel, from",
        "direct_route",
        "The law asks for a panel on each application today. If the law changes, give the day on"
        " which the change begins. Applications that come from that day may then go to the decision"
        " maker with a sign-off of the assessment's quality, or still go to panel. Those that came"
        " before stay with the panel. Leave it empty until then.",
    ),
)


def office_settings(question: SettingsQuestion, uow: UnitOfWork) -> OfficeSettings:
    """The agency's details, its choices with their meaning, and the days off that it added."""
    days = uow.session.scalars(select(NonWorkingDay).order_by(NonWorkingDay.day.desc()))
    return OfficeSettings(
        agency=_details(uow.agency),
        choices=tuple(_choice(kind, uow.agency) for kind in _CHOICES),
        days_off=tuple(DayOff(day=off.day, name=off.name) for off in days),
        why_not_details=_unless(uow, UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR),
        why_not_choices=_unless(uow, UserRole.PANEL_ADVISER),
    )


def _details(agency: Agency) -> AgencyDetails:
    return AgencyDetails(
        name=agency.name,
        provider_kind=agency.provider_kind,
        provider_words=label(agency.provider_kind),
        address=agency.address,
        telephone=agency.telephone,
        email=agency.email,
        irm_contact=agency.irm_contact,
        complaints_contact=agency.complaints_contact,
        is_example=agency.is_example,
    )


def _choice(kind: _Choice, agency: Agency) -> Choice:
    value: Chosen = getattr(agency, kind.setting)
    return Choice(
        setting=kind.setting,
        title=kind.title,
        value=value,
        words=_in_words(value),
        usual=_in_words(getattr(Settings(), kind.setting)),
        explanation=kind.explanation,
        citation=ENGLAND_2011.cite(kind.rule),
    )


def _in_words(value: Chosen) -> str:
    match value:
        case bool():
            return "Yes" if value else "No"
        case int():
            return f"{value} working day" if value == 1 else f"{value} working days"
        case date():
            return f"From {long_date(value)}"
        case None:
            return "Not set"


def _unless(uow: UnitOfWork, *roles: UserRole) -> str:
    """Why the acting person may not change something; empty where they may."""
    if uow.actor.role in roles:
        return ""
    return f"This is for: {' or '.join(label(role).lower() for role in roles)}."


@dataclass(frozen=True, kw_only=True)
class UsersQuestion:
    """Everybody who may or might open the file."""


@dataclass(frozen=True, kw_only=True)
class UserRow:
    """One user. ``last_at`` is when they last did something that was recorded, in England.

    ``why_not_disable`` is empty where their access may be ended now.
    """

    name: str
    roles: tuple[UserRole, ...]
    role_words: tuple[str, ...]
    is_active: bool
    is_acting: bool
    member: str | None
    last_at: datetime | None
    why_not_disable: str


@dataclass(frozen=True, kw_only=True)
class UserList:
    """The users of the file, and why the acting person may not change them, where they may not."""

    rows: tuple[UserRow, ...]
    why_not_add: str


def users(question: UsersQuestion, uow: UnitOfWork) -> UserList:
    """The users of the file by name, those whose access was ended last."""
    query = select(User).options(selectinload(User.role_rows)).order_by(User.name)
    found = uow.session.scalars(query).all()
    listed = dict(
        uow.session.execute(
            select(ListEntry.person_id, ListEntry.ref).order_by(ListEntry.joined_on)
        ).all()
    )
    seen = dict(
        uow.session.execute(
            select(AuditRow.user, func.max(AuditRow.at)).group_by(AuditRow.user)
        ).all()
    )
    advisers = [u for u in found if u.is_active and UserRole.PANEL_ADVISER in u.roles]
    may_not = _unless(uow, UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR)
    rows = [
        UserRow(
            name=user.name,
            roles=user.roles,
            role_words=tuple(label(role) for role in user.roles),
            is_active=user.is_active,
            is_acting=user.id == uow.actor.user_id,
            member=listed.get(user.person_id),
            last_at=_in_england(seen.get(one_line(user.name))),
            why_not_disable=may_not or _why_not_disable(user, advisers),
        )
        for user in found
    ]
    rows.sort(key=lambda row: (not row.is_active, row.name.casefold()))
    return UserList(rows=tuple(rows), why_not_add=may_not)


def _why_not_disable(user: User, advisers: list[User]) -> str:
    if not user.is_active:
        return "Access was ended."
    if advisers == [user]:
        return "This is the only panel adviser who can open the file. Add another one first."
    return ""


def _in_england(at: datetime | None) -> datetime | None:
    return at.astimezone(ENGLAND) if at is not None else None


class Part(StrEnum):
    """A part of the settings or the records that not every role may use."""

    AGENCY = "agency"
    CHOICES = "choices"
    DAYS_OFF = "days_off"
    USERS = "users"
    RECOVERY = "recovery"
    BACKUP = "backup"
    CHECK = "check"
    TRAIL = "trail"
    WORKBOOK = "workbook"


@dataclass(frozen=True, kw_only=True)
class PartsQuestion:
    """Which parts the acting person may use."""


def open_parts(question: PartsQuestion, uow: UnitOfWork) -> frozenset[Part]:
    """The parts of the settings and the records that the acting role may use or read."""
    return frozenset(part for part, roles in _PARTS.items() if uow.actor.role in roles)


_READERS = (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR, UserRole.AUDITOR)
_PARTS: Mapping[Part, tuple[UserRole, ...]] = {
    Part.AGENCY: _READERS,
    Part.CHOICES: _READERS,
    Part.DAYS_OFF: _READERS,
    Part.USERS: _READERS,
    Part.RECOVERY: (UserRole.PANEL_ADVISER,),
    Part.BACKUP: (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR),
    Part.CHECK: _READERS,
    Part.WORKBOOK: (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR),
    Part.TRAIL: (UserRole.PANEL_ADVISER, UserRole.DECISION_MAKER, UserRole.AUDITOR),
}
