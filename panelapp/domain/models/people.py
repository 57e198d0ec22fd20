"""People, the users among them, and the central list with what makes a member eligible."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from panelapp.domain.models.base import Base, Ref
from panelapp.domain.rules.central_list import is_listed
from panelapp.domain.vocabulary import LinkKind, MemberCategory, Office, UserRole


class Person(Base):
    """Somebody whom the file names: a carer, a listed member, a worker, a decision maker."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str]
    date_of_birth: Mapped[date | None] = mapped_column(default=None)
    sex: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    telephone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    links: Mapped[list[Link]] = relationship(init=False, default_factory=list)


class Link(Base):
    """A tie to the provider that takes independence away while it lasts (reg. 23)."""

    __tablename__ = "link"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[LinkKind]
    detail: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date | None] = mapped_column(default=None)
    to_on: Mapped[date | None] = mapped_column(default=None)


class User(Base):
    """A person who opens the file, with the roles that they may act in."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    is_active: Mapped[bool] = mapped_column(default=True)
    person: Mapped[Person] = relationship(init=False)
    role_rows: Mapped[list[UserRoleRow]] = relationship(
        init=False, default_factory=list, order_by="UserRoleRow.id"
    )

    @property
    def roles(self) -> tuple[UserRole, ...]:
        """The user's roles, in the order in which they were given."""
        return tuple(row.role for row in self.role_rows)


class UserRoleRow(Base):
    """One role of one user."""

    __tablename__ = "user_role"
    __table_args__ = (UniqueConstraint("user_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    role: Mapped[UserRole]


class ListEntry(Base):
    """A person's place on the central list (reg. 23(1)), apart from any panel office."""

    __tablename__ = "list_entry"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(Ref, unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True, init=False)
    joined_on: Mapped[date]
    person: Mapped[Person] = relationship()
    category: Mapped[MemberCategory | None] = mapped_column(default=None)
    left_on: Mapped[date | None] = mapped_column(default=None)
    notice_on: Mapped[date | None] = mapped_column(default=None)
    dbs_on: Mapped[date | None] = mapped_column(default=None)
    agreement_signed_on: Mapped[date | None] = mapped_column(default=None)
    observed_on: Mapped[date | None] = mapped_column(default=None)
    induction_completed_on: Mapped[date | None] = mapped_column(default=None)
    social_work_qualified_on: Mapped[date | None] = mapped_column(default=None)
    relevant_experience_from: Mapped[date | None] = mapped_column(default=None)
    independent_stated: Mapped[bool | None] = mapped_column(default=None)
    social_worker_3y_stated: Mapped[bool | None] = mapped_column(default=None)
    stated_on: Mapped[date | None] = mapped_column(default=None)
    links_declared_on: Mapped[date | None] = mapped_column(default=None)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), default=None)
    version: Mapped[int] = mapped_column(init=False)
    appointments: Mapped[list[Appointment]] = relationship(
        init=False, default_factory=list, order_by="Appointment.from_on, Appointment.id"
    )
    appraisals: Mapped[list[Appraisal]] = relationship(
        init=False, default_factory=list, order_by="Appraisal.held_on"
    )

    __mapper_args__ = {"version_id_col": version}

    def is_listed(self, on: date) -> bool:
        """Whether the person is on the list on a day, the last day included."""
        return is_listed(self.joined_on, self.left_on, on)

    def office(self, on: date) -> Office | None:
        """The panel office held on a day; the newest appointment counts."""
        held = [
            appointment.office
            for appointment in self.appointments
            if appointment.from_on <= on and (appointment.to_on is None or on <= appointment.to_on)
        ]
        return held[-1] if held else None


class Appointment(Base):
    """A listed person's appointment to the panel, as chair, vice chair or member (reg. 23(4))."""

    __tablename__ = "appointment"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    entry_id: Mapped[int] = mapped_column(ForeignKey("list_entry.id"), index=True, init=False)
    office: Mapped[Office]
    from_on: Mapped[date]
    to_on: Mapped[date | None] = mapped_column(default=None)


class Appraisal(Base):
    """A yearly review of a member's performance that was held."""

    __tablename__ = "appraisal"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    entry_id: Mapped[int] = mapped_column(ForeignKey("list_entry.id"), index=True, init=False)
    held_on: Mapped[date]
