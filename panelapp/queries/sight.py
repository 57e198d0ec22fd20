"""Which cases exist for the acting person, by their role and their part in them.

The office and the auditor see all. A chair, a vice chair and a member see the cases on agendas of
sittings that they were asked to, a decision maker those that came to them or that they decided;
and none of them a case in which they declared an interest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from panelapp.domain.errors import NotFound
from panelapp.domain.models import (
    Attendance,
    Case,
    Decision,
    FinalDecisionRecord,
    Household,
    Item,
    LockedMinutes,
    Recommendation,
    Sitting,
)
from panelapp.domain.rules.routes import PanelNeed, panel_need
from panelapp.domain.vocabulary import CaseType, Outcome, UserRole
from panelapp.queries.facts import has_interest, hidden_cases

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select, SQLColumnExpression

    from panelapp.persistence.unit_of_work import UnitOfWork

_AT_PANEL = frozenset({UserRole.CHAIR, UserRole.VICE_CHAIR, UserRole.MEMBER})


def in_sight(uow: UnitOfWork) -> ColumnElement[bool] | None:
    """The condition on cases that exist for the acting person; ``None`` where all of them do."""
    role = uow.actor.role
    if role in _AT_PANEL:
        seen: ColumnElement[bool] = Case.id.in_(_heard_by(uow))
    elif role is UserRole.DECISION_MAKER:
        seen = _of_decision_maker(uow)
    else:
        return None
    return seen & Case.ref.not_in(hidden_cases(uow))


def is_in_sight(case_id: SQLColumnExpression[Any], uow: UnitOfWork) -> ColumnElement[bool] | None:
    """The condition that the case of a key exists for the acting person, looked up row by row.

    It says what :func:`in_sight` says, for a few rows of many: nothing is asked about the others.
    """
    role, me = uow.actor.role, uow.actor.person_id
    if role in _AT_PANEL:
        seen: ColumnElement[bool] = exists().where(Item.case_id == case_id, _heard(uow))
    elif role is UserRole.DECISION_MAKER:
        decided = (
            exists().where(kind.case_id == case_id, kind.decision_maker_id == me)
            for kind in (Decision, FinalDecisionRecord)
        )
        # Under a name of its own, else it would be any case at all where the key is of a case.
        one = aliased(Case)
        without_panel = exists().where(one.id == case_id, _without_panel(one, uow))
        came = exists().where(Item.case_id == case_id, came_with_minutes())
        seen = or_(came, without_panel, *decided)
    else:
        return None
    return and_(seen, ~exists().where(Item.case_id == case_id, has_interest(uow)))


def hidden_references(uow: UnitOfWork) -> frozenset[str]:
    """The references of the cases hidden from the acting person, and of their households.

    A household that has another case in sight is not hidden.
    """
    seen, cases = in_sight(uow), hidden_cases(uow)
    if seen is None or not cases:
        return cases
    theirs = select(Case.household_id).where(Case.ref.in_(cases))
    known = select(Case.household_id).where(seen)
    homes = select(Household.ref).where(Household.id.in_(theirs), Household.id.not_in(known))
    return cases | frozenset(uow.session.scalars(homes))


def case_in_sight(ref: str, uow: UnitOfWork) -> Case:
    """The case with a reference.

    Raises :class:`NotFound` where there is none, or none for the acting person.
    """
    case = uow.case(ref)
    condition = in_sight(uow)
    if condition is not None and not _holds(case, condition, uow):
        raise NotFound(
            f"There is no case with the reference {ref}.",
            remedy="Nothing was changed. Check the reference and try again.",
        )
    return case


def _holds(case: Case, condition: ColumnElement[bool], uow: UnitOfWork) -> bool:
    return uow.session.scalar(select(Case.id).where(Case.id == case.id, condition)) is not None


def _heard_by(uow: UnitOfWork) -> Select[int]:
    return select(Item.case_id).where(_heard(uow))


def _heard(uow: UnitOfWork) -> ColumnElement[bool]:
    asked = select(Attendance.sitting_id).where(Attendance.person_id == uow.actor.person_id)
    chaired = select(Sitting.id).where(Sitting.chair_id == uow.actor.person_id)
    return or_(
        Item.sitting_id.in_(asked),
        Item.sitting_id.in_(chaired),
        Item.chair_id == uow.actor.person_id,
    )


def _of_decision_maker(uow: UnitOfWork) -> ColumnElement[bool]:
    first = select(Decision.case_id).where(Decision.decision_maker_id == uow.actor.person_id)
    final = select(FinalDecisionRecord.case_id).where(
        FinalDecisionRecord.decision_maker_id == uow.actor.person_id
    )
    return or_(came_to_decision_maker(uow), Case.id.in_(first), Case.id.in_(final))


def came_to_decision_maker(uow: UnitOfWork) -> ColumnElement[bool]:
    """The condition that a case came to a decision maker, with minutes or without a panel."""
    came = select(Item.case_id).where(came_with_minutes())
    return or_(Case.id.in_(came), _without_panel(Case, uow))


def came_with_minutes() -> ColumnElement[bool]:
    """The condition that an item's minutes came to a decision maker, or what it noted did."""
    # What the panel noted is not sent: it is the decision maker's once its minutes are locked.
    noted = exists().where(
        Recommendation.item_id == Item.id,
        LockedMinutes.item_id == Item.id,
        Recommendation.outcome == Outcome.NOTED,
    )
    return or_(Item.minutes_received_on.is_not(None), noted)


def _without_panel(case: type[Case], uow: UnitOfWork) -> ColumnElement[bool]:
    agreed = and_(
        case.case_type == CaseType.CHANGE_OF_APPROVAL,
        case.carer_agreed_on.is_not(None),
        case.support_statement != "",
    )
    never_at_panel = [
        case_type
        for case_type in CaseType
        if panel_need(case_type, on=uow.today, settings=uow.settings) is PanelNeed.NO
    ]
    unlisted = and_(
        case.case_type.in_(never_at_panel),
        case.import_id.is_(None),
        ~exists().where(Item.case_id == case.id, Item.withdrawn_on.is_(None)),
    )
    return or_(case.quality_assured_on.is_not(None), agreed, unlisted)
