"""Households, their carers, and how a carer's approval ended."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from panelapp.domain.models.base import Base, Ref
from panelapp.domain.models.people import Person
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import CarerKind, EndingKind, EndingReason


class Household(Base):
    """One or two people who apply or are approved together.

    ``approved_on``, ``last_review_on`` and ``terms`` hold what an older record states; what
    decisions made in the program say is read from those decisions. ``home_authority`` is the local
    authority in whose area they live, recorded on ``home_authority_on``.
    """

    __tablename__ = "household"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(Ref, unique=True)
    carer_kind: Mapped[CarerKind]
    approved_on: Mapped[date | None] = mapped_column(default=None)
    last_review_on: Mapped[date | None] = mapped_column(default=None)
    terms: Mapped[Terms | None] = mapped_column(default=None)
    team: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    home_authority: Mapped[str] = mapped_column(default="")
    home_authority_on: Mapped[date | None] = mapped_column(default=None)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), default=None)
    version: Mapped[int] = mapped_column(init=False)
    carers: Mapped[list[Carer]] = relationship(
        init=False, default_factory=list, order_by="Carer.position"
    )
    others: Mapped[list[HouseholdMember]] = relationship(
        init=False, default_factory=list, order_by="HouseholdMember.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def names(self) -> str:
        """The carers' names as one phrase: ``Sam Example and Jo Example``."""
        return " and ".join(carer.person.name for carer in self.carers)


class Carer(Base):
    """One person of a household, first or second."""

    __tablename__ = "carer"
    __table_args__ = (UniqueConstraint("household_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), init=False)
    position: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True, init=False)
    person: Mapped[Person] = relationship()
    ending: Mapped[Ending | None] = relationship(init=False, default=None)


class HouseholdMember(Base):
    """Somebody else who lives in the household: an adult, or a child of the family."""

    __tablename__ = "household_member"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True, init=False)
    name: Mapped[str]
    date_of_birth: Mapped[date | None] = mapped_column(default=None)
    relationship_to_carers: Mapped[str] = mapped_column(default="")
    moved_in_on: Mapped[date | None] = mapped_column(default=None)
    moved_out_on: Mapped[date | None] = mapped_column(default=None)


class Ending(Base):
    """The end of one carer's approval; the household ends when none of its carers remains."""

    __tablename__ = "ending"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    carer_id: Mapped[int] = mapped_column(ForeignKey("carer.id"), unique=True)
    kind: Mapped[EndingKind]
    reason: Mapped[EndingReason]
    effective_on: Mapped[date]
    notice_received_on: Mapped[date | None] = mapped_column(default=None)
    sitting_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id"), default=None)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), default=None)
