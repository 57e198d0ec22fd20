"""The agency whose file this is, its settings and its own days off."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from panelapp.domain.models.base import Base
from panelapp.domain.values import Settings
from panelapp.domain.vocabulary import ProviderKind


class Agency(Base):
    """The one fostering service provider of a file, with the choices that it has made."""

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str]
    file_id: Mapped[str]
    created_on: Mapped[date]
    provider_kind: Mapped[ProviderKind] = mapped_column(default=ProviderKind.LOCAL_AUTHORITY)
    is_example: Mapped[bool] = mapped_column(default=False)
    address: Mapped[str] = mapped_column(default="")
    telephone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    irm_contact: Mapped[str] = mapped_column(default="")
    complaints_contact: Mapped[str] = mapped_column(default="")
    chair_may_fill_social_worker_place: Mapped[bool] = mapped_column(default=False)
    papers_in_clear_days: Mapped[bool] = mapped_column(default=False)
    emergency_placement_day_counts: Mapped[bool] = mapped_column(default=False)
    resignations_noted_at_panel: Mapped[bool] = mapped_column(default=True)
    minutes_target: Mapped[int] = mapped_column(default=10)
    no_panel_for_approvals_from: Mapped[date | None] = mapped_column(default=None)

    def settings(self) -> Settings:
        """The agency's choices as the plain value that rules take."""
        return Settings(
            chair_may_fill_social_worker_place=self.chair_may_fill_social_worker_place,
            papers_in_clear_days=self.papers_in_clear_days,
            emergency_placement_day_counts=self.emergency_placement_day_counts,
            resignations_noted_at_panel=self.resignations_noted_at_panel,
            minutes_target=self.minutes_target,
            no_panel_for_approvals_from=self.no_panel_for_approvals_from,
        )


class NonWorkingDay(Base):
    """A one-off day off that the bank holiday tables do not know, such as a proclaimed holiday."""

    __tablename__ = "non_working_day"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    day: Mapped[date] = mapped_column(unique=True)
    name: Mapped[str]


class KeySlotCopy(Base):
    """A copy of the key slots, so that losing the sidecar file costs nothing."""

    __tablename__ = "key_slot_copy"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    text: Mapped[str]
