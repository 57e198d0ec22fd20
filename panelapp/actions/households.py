"""What is known of a household: its address, its carers, and who else lives there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm.attributes import flag_modified

from panelapp.actions.people import set_known
from panelapp.domain.errors import BadInput, NotFound
from panelapp.domain.events import Topic
from panelapp.domain.models import HouseholdMember
from panelapp.domain.rules.exemption import is_same_authority

if TYPE_CHECKING:
    from panelapp.domain.models import Household
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class UpdateHousehold:
    """Where a household lives and who looks after it; what is left out stays as it is.

    ``home_authority`` is the local authority in whose area they live, which alone may exempt them
    from the usual fostering limit (Children Act 1989, Sch. 7 para. 4).
    """

    household: str
    address: str | None = None
    home_authority: str | None = None
    team: str | None = None
    version: int | None = None


def update_household(command: UpdateHousehold, uow: UnitOfWork) -> None:
    """Record where a household lives now. Its carers move with it."""
    household = uow.household(command.household, command.version)
    if command.address is not None:
        for carer in household.carers:
            if carer.person.address == household.address:
                carer.person.address = command.address
    moved = command.home_authority is not None and not is_same_authority(
        command.home_authority, household.home_authority
    )
    if moved:
        household.home_authority_on = uow.today
    changed = set_known(
        household,
        address=command.address,
        home_authority=command.home_authority,
        team=command.team,
    )
    uow.changed(Topic.CASES, household.ref, changed)


@dataclass(frozen=True, kw_only=True)
class UpdateCarer:
    """What the register holds of one carer; what is left out stays as it is.

    ``carer`` is 1 or 2. ``not_known`` names facts that were recorded by mistake.
    """

    household: str
    carer: int = 1
    name: str | None = None
    date_of_birth: date | None = None
    sex: str | None = None
    not_known: tuple[str, ...] = ()
    version: int | None = None


def update_carer(command: UpdateCarer, uow: UnitOfWork) -> None:
    """Correct a carer's name, date of birth or sex, or record a change of name.

    Minutes that were locked and decisions that were made keep the name that they had. Raises
    :class:`BadInput` for an empty name, or a date of birth that lies ahead or is given and taken
    away at once.
    """
    household = uow.household(command.household, command.version)
    carer = uow.carer(command.household, command.carer)
    _require_date_alone(command.date_of_birth, command.not_known)
    if command.date_of_birth is not None:
        uow.require_happened(command.date_of_birth)
    changed = set_known(
        carer.person,
        name=_name(command.name),
        date_of_birth=command.date_of_birth,
        sex=command.sex,
    )
    for name in command.not_known:
        setattr(carer.person, name, None)
    _count_as_changed(household)
    uow.changed(Topic.CASES, household.ref, ",".join(filter(None, (changed, *command.not_known))))


@dataclass(frozen=True, kw_only=True)
class AddHouseholdMember:
    """Somebody else who lives in the household: an adult, or a child of the family."""

    household: str
    name: str
    date_of_birth: date | None = None
    relationship: str = ""
    moved_in_on: date | None = None


def add_household_member(command: AddHouseholdMember, uow: UnitOfWork) -> int:
    """Record that somebody else lives in a household, and return the number of the record.

    Raises :class:`BadInput` for an empty name or a day that lies ahead.
    """
    household = uow.household(command.household)
    _require_past(uow, command.date_of_birth, command.moved_in_on)
    added = HouseholdMember(
        name=_name(command.name) or "",
        date_of_birth=command.date_of_birth,
        relationship_to_carers=command.relationship,
        moved_in_on=command.moved_in_on,
    )
    household.others.append(added)
    uow.session.flush()
    uow.changed(Topic.CASES, household.ref, "household_member")
    return added.id


@dataclass(frozen=True, kw_only=True)
class UpdateHouseholdMember:
    """What is now known of somebody else in the household; what is left out stays as it is.

    ``household_member`` is the number that adding them gave. ``moved_out_on`` says that they live
    there no more. ``not_known`` names dates that were recorded by mistake.
    """

    household: str
    household_member: int
    name: str | None = None
    date_of_birth: date | None = None
    relationship: str | None = None
    moved_in_on: date | None = None
    moved_out_on: date | None = None
    not_known: tuple[str, ...] = ()


_DATES = ("date_of_birth", "moved_in_on", "moved_out_on")


def update_household_member(command: UpdateHouseholdMember, uow: UnitOfWork) -> None:
    """Record what is now known of somebody else in a household, or that they moved out.

    Raises :class:`NotFound` for somebody who is not of this household, :class:`BadInput` for an
    empty name, a day that lies ahead, or moving out before moving in.
    """
    household = uow.household(command.household)
    other = next((one for one in household.others if one.id == command.household_member), None)
    if other is None:
        raise NotFound(
            "The household has nobody with this number.",
            remedy="Nothing was changed. Check it and try again.",
        )
    for name in command.not_known:
        if name not in _DATES or getattr(command, name) is not None:
            raise _no_date(name, _DATES)
    _require_past(uow, command.date_of_birth, command.moved_in_on, command.moved_out_on)
    changed = set_known(
        other,
        name=_name(command.name),
        date_of_birth=command.date_of_birth,
        relationship_to_carers=command.relationship,
        moved_in_on=command.moved_in_on,
        moved_out_on=command.moved_out_on,
    )
    for name in command.not_known:
        setattr(other, name, None)
    if other.moved_in_on and other.moved_out_on and other.moved_out_on < other.moved_in_on:
        raise BadInput(
            "Nobody can move out before they moved in.",
            remedy="Nothing was changed. Check the two dates.",
        )
    uow.changed(Topic.CASES, household.ref, ",".join(filter(None, (changed, *command.not_known))))


def _name(name: str | None) -> str | None:
    if name is not None and not name.strip():
        raise BadInput("A person needs a name.", remedy="Nothing was changed. Enter the name.")
    return name.strip() if name is not None else None


def _require_past(uow: UnitOfWork, *days: date | None) -> None:
    for day in days:
        if day is not None:
            uow.require_happened(day)


def _require_date_alone(date_of_birth: date | None, not_known: tuple[str, ...]) -> None:
    for name in not_known:
        if name != "date_of_birth" or date_of_birth is not None:
            raise _no_date(name, ("date_of_birth",))


def _no_date(name: str, dates: tuple[str, ...]) -> BadInput:
    return BadInput(
        f"{name!r} is no date of a person, or is given a day at the same time.",
        remedy=f"Nothing was changed. Choose from {', '.join(dates)}.",
    )


def _count_as_changed(household: Household) -> None:
    """Give the household another version: what changed stands on the record of a person."""
    flag_modified(household, "team")
