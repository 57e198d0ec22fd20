"""Decisions of the agency decision maker and what follows them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from panelapp.domain.models.base import Base
from panelapp.domain.models.cases import Case
from panelapp.domain.models.people import Person
from panelapp.domain.models.sittings import Item
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import (
    DispatchMethod,
    FinalDecision,
    FirstDecision,
    IrmRecommendation,
    NoticeKind,
    QdResponse,
)


class Decision(Base):
    """A first decision on a case (reg. 27 or 28). Nothing changes it once recorded.

    The written parts follow the discipline that *Hofstetter v Barnet* [2009] EWHC 3282 (Admin)
    suggests: what was read, the arguments, which of the panel's reasons are adopted, and why.
    """

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("panel_case.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"), index=True)
    code: Mapped[FirstDecision]
    decided_on: Mapped[date] = mapped_column(index=True)
    decision_maker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reasons: Mapped[str] = mapped_column(default="")
    minutes_received_on: Mapped[date | None] = mapped_column(default=None)
    documents_read: Mapped[str] = mapped_column(default="")
    arguments: Mapped[str] = mapped_column(default="")
    panel_reasons_adopted: Mapped[str] = mapped_column(default="")
    new_information: Mapped[str] = mapped_column(default="")
    terms: Mapped[Terms | None] = mapped_column(default=None)
    effective_on: Mapped[date | None] = mapped_column(default=None, index=True)
    support_statement: Mapped[str] = mapped_column(default="")
    agreement_signed_on: Mapped[date | None] = mapped_column(default=None)
    without_recommendation_because: Mapped[str] = mapped_column(default="")
    late_because: Mapped[str] = mapped_column(default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    supersedes_id: Mapped[int | None] = mapped_column(
        ForeignKey("decision.id"), default=None, index=True
    )
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), default=None)
    case: Mapped[Case] = relationship(init=False)
    item: Mapped[Item | None] = relationship(init=False)
    decision_maker: Mapped[Person | None] = relationship(init=False)


class Agreement(Base):
    """The foster care agreement that follows an approval, once it is signed (reg. 27(5))."""

    __tablename__ = "agreement"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    signed_on: Mapped[date]


class Requirement(Base):
    """Something that a decision asks for, carried to the next review until it is done."""

    __tablename__ = "requirement"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    words: Mapped[str]
    owner: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None] = mapped_column(default=None)
    done_on: Mapped[date | None] = mapped_column(default=None)


class Response(Base):
    """The person's one answer to a qualifying determination: it is given once and stays."""

    __tablename__ = "qd_response"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    response: Mapped[QdResponse]
    received_on: Mapped[date | None] = mapped_column(default=None)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), default=None)


class IrmReferral(Base):
    """A review by the Independent Review Mechanism, from application to recommendation."""

    __tablename__ = "irm_referral"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("panel_case.id"), index=True)
    applied_on: Mapped[date]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), default=None)
    notified_on: Mapped[date | None] = mapped_column(default=None)
    papers_sent_on: Mapped[date | None] = mapped_column(default=None)
    reviewed_on: Mapped[date | None] = mapped_column(default=None)
    recommendation: Mapped[IrmRecommendation | None] = mapped_column(default=None)
    recommendation_received_on: Mapped[date | None] = mapped_column(default=None)
    copy_sent_on: Mapped[date | None] = mapped_column(default=None)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), default=None)


class FinalDecisionRecord(Base):
    """The final decision after a qualifying determination. Nothing changes it once recorded."""

    __tablename__ = "final_decision"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("panel_case.id"), index=True)
    code: Mapped[FinalDecision | None]
    decided_on: Mapped[date | None]
    decision_maker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decision_id: Mapped[int | None] = mapped_column(
        ForeignKey("decision.id"), default=None, index=True
    )
    irm_referral_id: Mapped[int | None] = mapped_column(ForeignKey("irm_referral.id"), default=None)
    reasons: Mapped[str] = mapped_column(default="")
    terms: Mapped[Terms | None] = mapped_column(default=None)
    effective_on: Mapped[date | None] = mapped_column(default=None)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    supersedes_id: Mapped[int | None] = mapped_column(
        ForeignKey("final_decision.id"), default=None, index=True
    )
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), default=None)
    decision_maker: Mapped[Person | None] = relationship(init=False)


class Notice(Base):
    """That somebody was told of a decision: when, how and by whom.

    ``given_on`` of a written notice is the date of the letter, from which 28 days run;
    ``dispatched_on`` is when it left the building.
    """

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[NoticeKind]
    given_on: Mapped[date]
    decision_id: Mapped[int | None] = mapped_column(
        ForeignKey("decision.id"), default=None, index=True
    )
    final_decision_id: Mapped[int | None] = mapped_column(
        ForeignKey("final_decision.id"), default=None, index=True
    )
    method: Mapped[DispatchMethod] = mapped_column(default=DispatchMethod.NOT_RECORDED)
    dispatched_on: Mapped[date | None] = mapped_column(default=None)
    given_by: Mapped[str] = mapped_column(default="")
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), default=None)
