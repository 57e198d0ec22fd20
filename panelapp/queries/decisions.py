"""What followed a first decision: the letter, the answer, the IRM, the final decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panelapp.domain.models import (
    Case,
    Decision,
    FinalDecisionRecord,
    IrmReferral,
    Item,
    Notice,
    Response,
)
from panelapp.domain.vocabulary import CaseType, NoticeKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from panelapp.persistence.unit_of_work import UnitOfWork


def deciders(case: Case, uow: UnitOfWork) -> frozenset[int]:
    """The person ids of the decision makers who decided a case, first or finally."""
    first = select(Decision.decision_maker_id).where(Decision.case_id == case.id)
    final = select(FinalDecisionRecord.decision_maker_id).where(
        FinalDecisionRecord.case_id == case.id
    )
    made_by = (*uow.session.scalars(first), *uow.session.scalars(final))
    return frozenset(person_id for person_id in made_by if person_id is not None)


def letter_date(decision: Decision, uow: UnitOfWork) -> date | None:
    """The date of the letter that told the person of a decision."""
    return uow.session.scalar(
        select(func.min(Notice.given_on)).where(
            Notice.decision_id == decision.id, Notice.kind == NoticeKind.WRITTEN
        )
    )


def response_to(decision: Decision, uow: UnitOfWork) -> Response | None:
    """The answer to a qualifying determination, once there is one."""
    return uow.session.scalars(
        select(Response).where(Response.decision_id == decision.id).order_by(Response.id.desc())
    ).first()


def irm_referral_of(decision: Decision, uow: UnitOfWork) -> IrmReferral | None:
    """The review by the IRM of a determination, once the person applied."""
    return uow.session.scalars(
        select(IrmReferral).where(IrmReferral.decision_id == decision.id)
    ).first()


def final_decision_on(decision: Decision, uow: UnitOfWork) -> FinalDecisionRecord | None:
    """The final decision that followed a determination."""
    found = uow.current(FinalDecisionRecord, FinalDecisionRecord.decision_id == decision.id)
    return found[-1] if found else None


def representations_case(decision: Decision, uow: UnitOfWork) -> Sequence[Item]:
    """The items at which the panel considered representations about a determination."""
    return uow.session.scalars(
        select(Item)
        .join(Case, Case.id == Item.case_id)
        .where(Case.follows_id == decision.case_id, Case.case_type == CaseType.REPRESENTATIONS)
    ).all()
