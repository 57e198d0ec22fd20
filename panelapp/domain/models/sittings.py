"""Sittings: who was asked and who came, the agenda, and the interests that members declared."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from panelapp.domain.models.base import Base, Ref
from panelapp.domain.models.cases import Case
from panelapp.domain.models.people import Person
from panelapp.domain.vocabulary import (
    InterestKind,
    InterestRuling,
    PanelKind,
    Reply,
    SittingKind,
    SittingMode,
    SittingRole,
)


class Sitting(Base):
    """One meeting of the panel on one day. Times are wall-clock times in England."""

    __tablename__ = "sitting"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(Ref, unique=True)
    held_on: Mapped[date] = mapped_column(index=True)
    start: Mapped[time | None] = mapped_column(default=None)
    finish: Mapped[time | None] = mapped_column(default=None)
    mode: Mapped[SittingMode | None] = mapped_column(default=None)
    kind: Mapped[SittingKind] = mapped_column(default=SittingKind.MAIN)
    panel: Mapped[PanelKind] = mapped_column(default=PanelKind.SINGLE)
    venue: Mapped[str] = mapped_column(default="")
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    is_cancelled: Mapped[bool] = mapped_column(default=False)
    cancelled_reason: Mapped[str] = mapped_column(default="")
    papers_sent_on: Mapped[date | None] = mapped_column(default=None)
    papers_late_because: Mapped[str] = mapped_column(default="")
    papers_undeclared_because: Mapped[str] = mapped_column(default="")
    other_business: Mapped[str] = mapped_column(default="")
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), default=None)
    version: Mapped[int] = mapped_column(init=False)
    attendances: Mapped[list[Attendance]] = relationship(
        init=False, default_factory=list, order_by="Attendance.id", cascade="all, delete-orphan"
    )
    items: Mapped[list[Item]] = relationship(
        init=False, default_factory=list, order_by="Item.position", back_populates="sitting"
    )

    __mapper_args__ = {"version_id_col": version}


class Attendance(Base):
    """One person at one sitting, in one role: what they answered and whether they came.

    ``item_id`` is set for somebody who attends one item only, such as a presenter.
    ``attended`` is unknown until attendance is recorded. With no times recorded, somebody who
    attended was there throughout.
    """

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("sitting_id", "person_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[SittingRole]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"), default=None)
    reply: Mapped[Reply] = mapped_column(default=Reply.ASKED)
    attended: Mapped[bool | None] = mapped_column(default=None)
    person: Mapped[Person] = relationship(init=False)
    presences: Mapped[list[Presence]] = relationship(
        init=False,
        default_factory=list,
        order_by="Presence.arrived_at",
        cascade="all, delete-orphan",
    )


class Presence(Base):
    """A stretch of a sitting for which somebody was in the room or on the call."""

    __tablename__ = "presence"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendance.id"), index=True, init=False)
    arrived_at: Mapped[time]
    left_at: Mapped[time | None] = mapped_column(default=None)


class Item(Base):
    """One case on the agenda of one sitting.

    ``chair_id`` is set where somebody else took the chair for this item than for the sitting.
    """

    __tablename__ = "item"
    __table_args__ = (UniqueConstraint("sitting_id", "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("panel_case.id"), index=True)
    position: Mapped[int]
    slot_start: Mapped[time | None] = mapped_column(default=None)
    slot_minutes: Mapped[int | None] = mapped_column(default=None)
    started_at: Mapped[time | None] = mapped_column(default=None)
    finished_at: Mapped[time | None] = mapped_column(default=None)
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None, index=True)
    withdrawn_on: Mapped[date | None] = mapped_column(default=None)
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    minutes_received_on: Mapped[date | None] = mapped_column(default=None)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), default=None)
    version: Mapped[int] = mapped_column(init=False)
    sitting: Mapped[Sitting] = relationship(init=False, back_populates="items")
    case: Mapped[Case] = relationship(init=False)
    interests: Mapped[list[Interest]] = relationship(
        init=False, default_factory=list, order_by="Interest.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def in_the_chair(self) -> int | None:
        """The person who took the chair for this item, or of the whole sitting."""
        return self.chair_id or self.sitting.chair_id


class Interest(Base):
    """An interest that somebody declared in one item, and the chair's ruling on it."""

    __tablename__ = "interest"
    __table_args__ = (UniqueConstraint("item_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[InterestKind]
    detail: Mapped[str] = mapped_column(default="")
    declared_on: Mapped[date | None] = mapped_column(default=None)
    ruling: Mapped[InterestRuling | None] = mapped_column(default=None)
    person: Mapped[Person] = relationship(init=False)
