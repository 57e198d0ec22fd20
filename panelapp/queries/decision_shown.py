"""A decision as it was recorded, in plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.domain.errors import RuleBroken
from panelapp.domain.labels import label
from panelapp.domain.rules.routes import Relation, relation
from panelapp.queries.facts import current_recommendation, followed_type
from panelapp.queries.letters import recommended_after

if TYPE_CHECKING:
    from panelapp.domain.models import Decision, FinalDecisionRecord
    from panelapp.persistence.unit_of_work import UnitOfWork

_STANDS = {
    Relation.AGREES: "As the panel recommended",
    Relation.DIFFERS: "Different from what the panel recommended",
    Relation.NEITHER: "",
}


@dataclass(frozen=True, kw_only=True)
class DecisionShown:
    """A decision that was made. Parts that were not written are empty.

    ``stand`` says how it stands to the recommendation, or what it took into account.
    """

    label: str
    decided_on: date
    decided_by: str
    is_determination: bool
    stand: str
    reasons: str
    terms: str
    late_because: str = ""
    arguments: str = ""
    new_information: str = ""
    panel_reasons_adopted: str = ""
    documents_read: str = ""
    support_statement: str = ""
    without_recommendation_because: str = ""
    effective_on: date | None = None


def first_shown(decision: Decision, uow: UnitOfWork) -> DecisionShown:
    """The newest first decision on a case."""
    return DecisionShown(
        label=label(decision.code),
        decided_on=decision.decided_on,
        decided_by=decision.decision_maker.name if decision.decision_maker else "",
        is_determination=decision.code.is_qualifying_determination,
        stand=_stand(decision, uow),
        reasons=decision.reasons,
        terms=decision.terms.sentence() if decision.terms else "",
        late_because=decision.late_because,
        arguments=decision.arguments,
        new_information=decision.new_information,
        panel_reasons_adopted=decision.panel_reasons_adopted,
        documents_read=decision.documents_read,
        support_statement=decision.support_statement,
        without_recommendation_because=decision.without_recommendation_because,
        effective_on=decision.effective_on,
    )


def _stand(decision: Decision, uow: UnitOfWork) -> str:
    said = current_recommendation(decision.item_id, uow) if decision.item_id else None
    if said is None:
        return ""
    case = decision.case
    try:
        found = relation(case.case_type, said.outcome, decision.code, followed_type(case))
    except RuleBroken:
        # Imported history is not held to the table of pairs.
        return ""
    return _STANDS[found]


def final_shown(
    decision: Decision, final: FinalDecisionRecord | None, uow: UnitOfWork
) -> DecisionShown | None:
    """The final decision that followed a determination, once it is made."""
    if final is None or final.code is None or final.decided_on is None:
        return None
    recommended, _ = recommended_after(decision, uow)
    return DecisionShown(
        label=label(final.code),
        decided_on=final.decided_on,
        decided_by=final.decision_maker.name if final.decision_maker else "",
        is_determination=False,
        stand=f"After the recommendation: {recommended}" if recommended else "",
        reasons=final.reasons,
        terms=final.terms.sentence() if final.terms else "",
        effective_on=final.effective_on,
    )
