"""What an assessment or a review collects, and an exemption from the usual fostering limit."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from panelapp.domain.models.base import Base
from panelapp.domain.vocabulary import CheckCode


class Check(Base):
    """One thing that a case collects: asked for, chased, received, and until when it holds.

    It is about one carer, one other person of the household, or the household as a whole.
    ``detail`` tells it from others of its code, such as the name of a referee. ``from_whom`` is who
    is to supply it, ``asked_by`` who asked and chases.
    """

    __tablename__ = "assessment_check"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("panel_case.id"), index=True)
    code: Mapped[CheckCode]
    carer_id: Mapped[int | None] = mapped_column(ForeignKey("carer.id"), default=None)
    household_member_id: Mapped[int | None] = mapped_column(
        ForeignKey("household_member.id"), default=None
    )
    detail: Mapped[str] = mapped_column(default="")
    from_whom: Mapped[str] = mapped_column(default="")
    asked_by: Mapped[str] = mapped_column(default="")
    requested_on: Mapped[date | None] = mapped_column(default=None)
    received_on: Mapped[date | None] = mapped_column(default=None)
    expires_on: Mapped[date | None] = mapped_column(default=None)
    not_needed_because: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(init=False)
    chases: Mapped[list[Chase]] = relationship(
        init=False, default_factory=list, order_by="Chase.chased_on", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}


class Chase(Base):
    """One time that somebody asked again for what had not come."""

    __tablename__ = "assessment_chase"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    check_id: Mapped[int] = mapped_column(ForeignKey("assessment_check.id"), index=True, init=False)
    chased_on: Mapped[date]
    chased_by: Mapped[str] = mapped_column(default="")


class Exemption(Base):
    """An exemption of a household from the usual fostering limit, asked for in one case.

    The authority must be the one where the carers live, and has regard to five matters (Children
    Act 1989, Sch. 7 para. 4). The children exempted are those whom the case names. It begins with
    the written notice, of which ``exempted`` keeps the names, one on each line; ``ends_on`` is set
    where a condition ends it. Whom it leaves out is read from the children that the case names now.
    """

    __tablename__ = "exemption"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("panel_case.id"), unique=True)
    authority: Mapped[str] = mapped_column(default="")
    number_of_children: Mapped[str] = mapped_column(default="")
    arrangements: Mapped[str] = mapped_column(default="")
    intended_relationship: Mapped[str] = mapped_column(default="")
    length_of_time: Mapped[str] = mapped_column(default="")
    welfare: Mapped[str] = mapped_column(default="")
    conditions: Mapped[str] = mapped_column(default="")
    noticed_on: Mapped[date | None] = mapped_column(default=None)
    ends_on: Mapped[date | None] = mapped_column(default=None)
    cancelled_on: Mapped[date | None] = mapped_column(default=None)
    exempted: Mapped[str] = mapped_column(default="")

    @property
    def names(self) -> tuple[str, ...]:
        """The children whom the written notice names."""
        return tuple(self.exempted.split("\n")) if self.exempted else ()
