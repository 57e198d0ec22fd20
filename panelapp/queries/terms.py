"""The terms of approval of a household on a day."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.models import Case, Decision, FinalDecisionRecord
from panelapp.domain.vocabulary import FinalDecision, FirstDecision

if TYPE_CHECKING:
    from datetime import date

    from panelapp.domain.models import Household
    from panelapp.domain.values import Terms
    from panelapp.persistence.unit_of_work import UnitOfWork

_SETS_TERMS = (FirstDecision.APPROVE, FirstDecision.CHANGE_TERMS_BY_CONSENT)
_FINALLY_SETS_TERMS = (FinalDecision.APPROVE, FinalDecision.CHANGE_TERMS)


def current_terms(
    household: Household, on: date, uow: UnitOfWork, *, before: bool = False
) -> Terms | None:
    """The terms in force on a day: those of the newest decision, else those first stated.

    With ``before``, the terms before any decision made on that very day.
    """
    cases = select(Case.id).where(Case.household_id == household.id)
    first = uow.current(Decision, Decision.case_id.in_(cases), Decision.code.in_(_SETS_TERMS))
    final = uow.current(
        FinalDecisionRecord,
        FinalDecisionRecord.case_id.in_(cases),
        FinalDecisionRecord.code.in_(_FINALLY_SETS_TERMS),
    )
    decisions: list[Decision | FinalDecisionRecord] = [*first, *final]
    in_force = [
        (decision.decided_on, decision.terms)
        for decision in decisions
        if decision.terms is not None
        and decision.decided_on is not None
        and (decision.decided_on < on or (decision.decided_on == on and not before))
    ]
    return max(in_force, key=itemgetter(0))[1] if in_force else household.terms
