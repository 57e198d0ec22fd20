"""The open duties of the office as the rules made them, kept so that a list need not compute them.

With them go the cases that may be open, how far each open case has come and the names of each
household, so that a list of all cases can be narrowed and sorted where it is stored.

The only derived rows of a file (ADR 0016). They are written in the transaction that changes a fact,
can be dropped and made again at any time, and are no part of the record.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from panelapp.domain.models.base import Base, Ref
from panelapp.domain.vocabulary import UserRole


class OpenDuty(Base):
    """One open duty of one subject, as it stood on the day of :class:`DutiesDay`."""

    __tablename__ = "open_duty"
    __table_args__ = (Index("ix_open_duty_subject_ref", "subject", "ref"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    subject: Mapped[str] = mapped_column(String(40))
    ref: Mapped[str] = mapped_column(Ref)
    duty: Mapped[str] = mapped_column(String(60))
    who: Mapped[UserRole]
    due: Mapped[date]
    rule: Mapped[str] = mapped_column(String(60))
    explanation: Mapped[str]


class OpenCase(Base):
    """A case that may be open: no case that is not here owes anything from then on.

    It has no foreign key, so that a case can be taken back before these rows are made anew.
    """

    __tablename__ = "open_case"

    case_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ref: Mapped[str] = mapped_column(Ref, index=True)


class DutiesDay(Base):
    """The day for which open duties are kept; there is one row, or none."""

    __tablename__ = "duties_day"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]


class CaseStanding(Base):
    """How far an open case has come, on the day of :class:`DutiesDay`; a closed one has no row.

    ``due`` is the day of its first open duty.
    """

    __tablename__ = "case_standing"

    ref: Mapped[str] = mapped_column(Ref, primary_key=True)
    state: Mapped[str] = mapped_column(String(40))
    due: Mapped[date | None] = mapped_column(index=True)


class HouseholdName(Base):
    """The names of a household as one phrase; ``plain`` is without accents and capitals."""

    __tablename__ = "household_name"

    household_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    names: Mapped[str]
    plain: Mapped[str] = mapped_column(index=True)
