"""The agency's own details, its settings and its days off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.actions.people import set_known
from panelapp.domain.errors import BadInput
from panelapp.domain.events import Topic
from panelapp.domain.models import NonWorkingDay
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import ProviderKind

if TYPE_CHECKING:
    from panelapp.persistence.unit_of_work import UnitOfWork


LONGEST_MINUTES_TARGET = 60


@dataclass(frozen=True, kw_only=True)
class UpdateAgency:
    """Details of the agency that documents show; what is left out stays as it is."""

    name: str | None = None
    provider_kind: ProviderKind | None = None
    address: str | None = None
    telephone: str | None = None
    email: str | None = None
    irm_contact: str | None = None
    complaints_contact: str | None = None


def update_agency(command: UpdateAgency, uow: UnitOfWork) -> None:
    """Change what documents say of the agency and of whom to write to."""
    if command.name is not None and not command.name.strip():
        raise BadInput("The agency needs a name.", remedy="Nothing was changed.")
    changed = set_known(
        uow.agency,
        name=command.name,
        provider_kind=command.provider_kind,
        address=command.address,
        telephone=command.telephone,
        email=command.email,
        irm_contact=command.irm_contact,
        complaints_contact=command.complaints_contact,
    )
    uow.changed(Topic.AGENCY, "agency", changed)


@dataclass(frozen=True, kw_only=True)
class ChangeSettings:
    """The agency's choices where sources disagree; what is left out stays as it is."""

    chair_may_fill_social_worker_place: bool | None = None
    papers_in_clear_days: bool | None = None
    emergency_placement_day_counts: bool | None = None
    resignations_noted_at_panel: bool | None = None
    minutes_target: int | None = None
    no_panel_for_approvals_from: date | None = None
    approvals_always_go_to_panel: bool = False


def change_settings(command: ChangeSettings, uow: UnitOfWork) -> None:
    """Change the agency's choices. ``minutes_target`` is in working days, from 1 to 60.

    ``approvals_always_go_to_panel`` takes the day of ``no_panel_for_approvals_from`` back.
    """
    target = command.minutes_target
    if target is not None and not 1 <= target <= LONGEST_MINUTES_TARGET:
        raise BadInput(
            f"The target for final minutes must be 1 to {LONGEST_MINUTES_TARGET} working days.",
            remedy="Nothing was changed.",
        )
    changed = set_known(
        uow.agency,
        chair_may_fill_social_worker_place=command.chair_may_fill_social_worker_place,
        papers_in_clear_days=command.papers_in_clear_days,
        emergency_placement_day_counts=command.emergency_placement_day_counts,
        resignations_noted_at_panel=command.resignations_noted_at_panel,
        minutes_target=command.minutes_target,
        no_panel_for_approvals_from=command.no_panel_for_approvals_from,
    )
    if command.approvals_always_go_to_panel:
        uow.agency.no_panel_for_approvals_from = None
        changed = ",".join(filter(None, (changed, "approvals_always_go_to_panel")))
    uow.changed(Topic.AGENCY, "settings", changed)


@dataclass(frozen=True, kw_only=True)
class AddNonWorkingDay:
    """A one-off bank holiday that the tables do not know yet."""

    day: date
    name: str


def add_non_working_day(command: AddNonWorkingDay, uow: UnitOfWork) -> None:
    """Add a one-off day off; every working-day clock counts with it from now on.

    Raises :class:`BadInput` for a day that was added before.
    """
    if uow.session.scalars(select(NonWorkingDay).where(NonWorkingDay.day == command.day)).first():
        raise BadInput("That day is added already.", remedy="Nothing was changed.")
    uow.session.add(NonWorkingDay(day=command.day, name=command.name))
    uow.changed(Topic.AGENCY, "non_working_day", command.day.isoformat())


@dataclass(frozen=True, kw_only=True)
class RemoveNonWorkingDay:
    """A day off that was added by mistake."""

    day: date


def remove_non_working_day(command: RemoveNonWorkingDay, uow: UnitOfWork) -> None:
    """Take an added day off away again; every working-day clock counts the day from now on.

    Raises :class:`NotFound` for a day that nobody added.
    """
    added = uow.one(
        select(NonWorkingDay).where(NonWorkingDay.day == command.day),
        f"{long_date(command.day)} is not among the days off that were added.",
    )
    uow.session.delete(added)
    uow.changed(Topic.AGENCY, "non_working_day", command.day.isoformat())


@dataclass(frozen=True, kw_only=True)
class RecordBackup:
    """That a backup is about to be made."""


def record_backup(command: RecordBackup, uow: UnitOfWork) -> None:
    """Write down that a backup is made, so that the backup itself tells of it."""
    uow.changed(Topic.AGENCY, "backup")


@dataclass(frozen=True, kw_only=True)
class ConfirmBackup:
    """That the backup stands where it should, and was opened again and checked."""


def confirm_backup(command: ConfirmBackup, uow: UnitOfWork) -> None:
    """Write down that a backup was finished; without this the last one counts as not made."""
    uow.changed(Topic.AGENCY, "backup", "checked")
