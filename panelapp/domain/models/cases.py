"""Cases: one matter for the panel each, with its named children and its papers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from panelapp.domain.models.base import Base, Ref
from panelapp.domain.models.households import Household
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import AdviceNeed, CarerKind, CaseType, Priority, Route


class Case(Base):
    """One matter for the panel about one household. Its state is derived, never stored.

    Which of its columns a case uses depends on its type: see
    :mod:`panelapp.domain.rules.case_fields`. ``declared_by`` is the team manager who declared that
    the assessment complies, ``quality_assured_by`` who signed it off in place of a panel.
    """

    __tablename__ = "panel_case"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(Ref, unique=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    case_type: Mapped[CaseType]
    carer_kind: Mapped[CarerKind]
    route: Mapped[Route | None] = mapped_column(default=None)
    follows_id: Mapped[int | None] = mapped_column(
        ForeignKey("panel_case.id"), default=None, index=True
    )
    opened_on: Mapped[date | None] = mapped_column(default=None, index=True)
    application_on: Mapped[date | None] = mapped_column(default=None)
    report_shared_on: Mapped[date | None] = mapped_column(default=None)
    observations_on: Mapped[date | None] = mapped_column(default=None)
    reg24_started_on: Mapped[date | None] = mapped_column(default=None)
    still_appropriate_on: Mapped[date | None] = mapped_column(default=None)
    iro_informed_on: Mapped[date | None] = mapped_column(default=None)
    extended_on: Mapped[date | None] = mapped_column(default=None)
    extended_by: Mapped[str] = mapped_column(default="")
    placement_ended_on: Mapped[date | None] = mapped_column(default=None)
    social_worker: Mapped[str] = mapped_column(default="")
    team_manager: Mapped[str] = mapped_column(default="")
    requested_terms: Mapped[Terms | None] = mapped_column(default=None)
    summary: Mapped[str] = mapped_column(default="")
    priority: Mapped[Priority | None] = mapped_column(default=None)
    needed_by_on: Mapped[date | None] = mapped_column(default=None)
    priority_because: Mapped[str] = mapped_column(default="")
    assessment_decided_on: Mapped[date | None] = mapped_column(default=None)
    stage2_started_on: Mapped[date | None] = mapped_column(default=None)
    stage1_refused_on: Mapped[date | None] = mapped_column(default=None)
    stage1_refused_because: Mapped[str] = mapped_column(default="")
    declared_on: Mapped[date | None] = mapped_column(default=None)
    declared_by: Mapped[str] = mapped_column(default="")
    medical_advice: Mapped[AdviceNeed | None] = mapped_column(default=None)
    medical_advice_on: Mapped[date | None] = mapped_column(default=None)
    legal_advice: Mapped[AdviceNeed | None] = mapped_column(default=None)
    legal_advice_on: Mapped[date | None] = mapped_column(default=None)
    adviser_advice: Mapped[str] = mapped_column(default="")
    adviser_advice_on: Mapped[date | None] = mapped_column(default=None)
    quality_assured_on: Mapped[date | None] = mapped_column(default=None)
    quality_assured_by: Mapped[str] = mapped_column(default="")
    quality_assurance: Mapped[str] = mapped_column(default="")
    responsible_authority: Mapped[str] = mapped_column(default="")
    concern_on: Mapped[date | None] = mapped_column(default=None)
    concern_concluded_on: Mapped[date | None] = mapped_column(default=None)
    concern_outcome: Mapped[str] = mapped_column(default="")
    carer_agreed_on: Mapped[date | None] = mapped_column(default=None)
    support_statement: Mapped[str] = mapped_column(default="")
    about_person: Mapped[str] = mapped_column(default="")
    withdrawn_on: Mapped[date | None] = mapped_column(default=None)
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), default=None)
    version: Mapped[int] = mapped_column(init=False)
    household: Mapped[Household] = relationship(init=False)
    follows: Mapped[Case | None] = relationship(init=False, remote_side=[id])
    children: Mapped[list[NamedChild]] = relationship(
        init=False,
        default_factory=list,
        order_by="NamedChild.position",
        cascade="all, delete-orphan",
    )
    papers: Mapped[list[Paper]] = relationship(
        init=False, default_factory=list, order_by="Paper.id"
    )

    __mapper_args__ = {"version_id_col": version}


class NamedChild(Base):
    """A child whom a case names; ``named_on`` is the day on which it began to, where known."""

    __tablename__ = "named_child"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("panel_case.id"), index=True, init=False)
    position: Mapped[int]
    name: Mapped[str]
    date_of_birth: Mapped[date | None] = mapped_column(default=None)
    relationship_to_carer: Mapped[str] = mapped_column(default="")
    named_on: Mapped[date | None] = mapped_column(default=None)


class PaperContent(Base):
    """The bytes of a paper, kept once however many papers they serve, under their SHA-256."""

    __tablename__ = "paper_content"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Paper(Base):
    """A document attached to a case, with the name it arrived under."""

    __tablename__ = "paper"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("panel_case.id"), index=True)
    title: Mapped[str]
    file_name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str] = mapped_column(ForeignKey("paper_content.sha256"))
    added_on: Mapped[date]
    removed_on: Mapped[date | None] = mapped_column(default=None)
