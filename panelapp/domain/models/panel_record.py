"""What the panel leaves behind for an item: its recommendation, its minutes and corrections."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from panelapp.domain.models.base import Base
from panelapp.domain.models.people import Person
from panelapp.domain.models.sittings import Item
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import DeferralReason, Outcome, PositionTaken, QualityGrade


class Recommendation(Base):
    """What the panel said about an item: a recommendation, or a deferral with what is missing.

    It is a draft until the person in the chair confirms it; from then on nothing changes it, and
    a newer imported row supersedes it instead.
    """

    __tablename__ = "recommendation"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    outcome: Mapped[Outcome]
    reasons: Mapped[str] = mapped_column(default="")
    terms: Mapped[Terms | None] = mapped_column(default=None)
    unanimous: Mapped[bool | None] = mapped_column(default=None)
    conditions: Mapped[str] = mapped_column(default="")
    quality_grade: Mapped[QualityGrade | None] = mapped_column(default=None)
    deferral_reason: Mapped[DeferralReason | None] = mapped_column(default=None)
    deferral_needed: Mapped[str] = mapped_column(default="")
    deferral_from: Mapped[str] = mapped_column(default="")
    deferral_due_on: Mapped[date | None] = mapped_column(default=None)
    confirmed_on: Mapped[date | None] = mapped_column(default=None)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    supersedes_id: Mapped[int | None] = mapped_column(
        ForeignKey("recommendation.id"), default=None, index=True
    )
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), default=None)
    item: Mapped[Item] = relationship(init=False)
    views: Mapped[list[MemberView]] = relationship(
        init=False, default_factory=list, order_by="MemberView.id", cascade="all, delete-orphan"
    )


class MemberView(Base):
    """Where one member stood, with the words of a reservation or of dissent."""

    __tablename__ = "member_view"
    __table_args__ = (UniqueConstraint("recommendation_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    position: Mapped[PositionTaken]
    words: Mapped[str] = mapped_column(default="")
    person: Mapped[Person] = relationship(init=False)


class MinutesVersion(Base):
    """One saved version of the minutes of one item, as text by section."""

    __tablename__ = "minutes_version"
    __table_args__ = (UniqueConstraint("item_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    number: Mapped[int]
    sections: Mapped[dict[str, Any]]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    saved_at: Mapped[datetime]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    checked_on: Mapped[date | None] = mapped_column(default=None)


class LockedMinutes(Base):
    """The final minutes of one item: who locked them and, word for word, what they said.

    ``content`` is the whole of what a document shows, so that a later change of a name or of an
    attendance cannot alter signed minutes. Imported history has a date and no content.
    """

    __tablename__ = "locked_minutes"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    final_on: Mapped[date]
    version_id: Mapped[int | None] = mapped_column(ForeignKey("minutes_version.id"), default=None)
    locked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    locked_at: Mapped[datetime | None] = mapped_column(default=None)
    content: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    digest: Mapped[str] = mapped_column(default="")
    supersedes_id: Mapped[int | None] = mapped_column(
        ForeignKey("locked_minutes.id"), default=None, index=True
    )
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), default=None)


class CorrectionNote(Base):
    """A correction beside locked minutes, which themselves stay as they were."""

    __tablename__ = "correction_note"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    words: Mapped[str]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    written_at: Mapped[datetime]
