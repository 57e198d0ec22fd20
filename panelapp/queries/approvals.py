"""Approval, terms, reviews and end of households, read in a fixed number of selects.

There is one way to know how a household stands on a day: the history gathered here, put to the
rules of :mod:`panelapp.domain.rules.approval`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select
from sqlalchemy import case as sql_case

from panelapp.domain.models import Carer, Case, Decision, Ending, FinalDecisionRecord, Household
from panelapp.domain.rules.approval import (
    ApprovalGiven,
    ApprovalHistory,
    CarerHistory,
    TermsSet,
    standing,
)
from panelapp.domain.rules.facts import HouseholdFacts
from panelapp.domain.rules.routes import ALWAYS_ALLOWED
from panelapp.domain.vocabulary import CaseType, FinalDecision, FirstDecision
from panelapp.persistence.unit_of_work import in_force

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Row

    from panelapp.domain.values import Terms
    from panelapp.domain.vocabulary import CarerKind
    from panelapp.persistence.unit_of_work import UnitOfWork

REVIEWS = (
    CaseType.FIRST_REVIEW,
    CaseType.REVIEW,
    CaseType.POST_ALLEGATION_REVIEW,
    CaseType.STANDARD_OF_CARE_REVIEW,
)
SETS_TERMS = (FirstDecision.APPROVE, FirstDecision.CHANGE_TERMS_BY_CONSENT)
FINALLY_SETS_TERMS = (FinalDecision.APPROVE, FinalDecision.CHANGE_TERMS)


def household_facts(
    uow: UnitOfWork, on: dt.date, household_ids: Sequence[int] | None = None
) -> Iterator[HouseholdFacts]:
    """Approval, last review and end of every household, or of some, as known on a day.

    A household that ended and was approved again is known by its newest approval alone.
    """
    for history in approval_histories(uow, household_ids).values():
        stands = standing(history, on)
        yield HouseholdFacts(
            ref=history.ref,
            carer_kind=history.carer_kind,
            approved_on=stands.approved_on,
            last_review_on=stands.last_review_on,
            ended_on=stands.ended_on,
        )


def approval_history(household: Household, uow: UnitOfWork) -> ApprovalHistory:
    """The history of one household."""
    return approval_histories(uow, [household.id])[household.id]


def approval_histories(
    uow: UnitOfWork, household_ids: Sequence[int] | None = None
) -> Mapping[int, ApprovalHistory]:
    """The histories of all households, or of some, by id and in the order of their references."""
    return _Gathering(uow, household_ids).histories()


class _Gathering:
    """The rows that the histories of some households are made of, by household."""

    def __init__(self, uow: UnitOfWork, household_ids: Sequence[int] | None) -> None:
        self._uow = uow
        self._ids = household_ids
        self._approvals: dict[int, list[ApprovalGiven]] = defaultdict(list)
        self._terms: dict[int, list[TermsSet]] = defaultdict(list)
        self._terminated: dict[int, list[dt.date]] = defaultdict(list)
        self._carers: dict[int, list[CarerHistory]] = defaultdict(list)
        self._reviews: dict[int, list[dt.date]] = defaultdict(list)
        self._take_decisions()
        self._take_carers()
        self._take_reviews()

    def histories(self) -> Mapping[int, ApprovalHistory]:
        """One history for each household."""
        query = select(
            Household.id,
            Household.ref,
            Household.carer_kind,
            Household.approved_on,
            Household.last_review_on,
            Household.terms,
        ).order_by(Household.ref)
        if self._ids is not None:
            query = query.where(Household.id.in_(self._ids))
        return {row[0]: self._history(row) for row in self._uow.session.execute(query)}

    def _history(
        self, row: Row[int, str, CarerKind, dt.date | None, dt.date | None, Terms | None]
    ) -> ApprovalHistory:
        key, ref, kind, approved_on, reviewed_on, terms = row
        return ApprovalHistory(
            ref=ref,
            carer_kind=kind,
            approvals=[
                *([ApprovalGiven(on=approved_on, kind=kind)] if approved_on else []),
                *self._approvals[key],
            ],
            reviews=[*([reviewed_on] if reviewed_on else []), *self._reviews[key]],
            terminated=self._terminated[key],
            carers=self._carers[key],
            terms=sorted(self._terms[key], key=lambda one: one.since),
            terms_stated=terms,
        )

    def _take_decisions(self) -> None:
        """Approvals, terms and ends by first decisions, then by final ones."""
        for kind, codes in (
            (Decision, SETS_TERMS),
            (FinalDecisionRecord, (*FINALLY_SETS_TERMS, FinalDecision.TERMINATE)),
        ):
            holds_from = func.coalesce(kind.effective_on, kind.decided_on)
            query = (
                select(Case.household_id, Case.carer_kind, kind.code, holds_from, kind.terms)
                .join(kind, kind.case_id == Case.id)
                .where(in_force(kind), kind.code.in_(codes), kind.decided_on.is_not(None))
                .order_by(kind.id)
            )
            if self._ids is not None:
                query = query.where(Case.household_id.in_(self._ids))
            for key, care, code, since, terms in self._uow.session.execute(query):
                if code in {FirstDecision.APPROVE, FinalDecision.APPROVE}:
                    self._approvals[key].append(ApprovalGiven(on=since, kind=care))
                elif code is FinalDecision.TERMINATE:
                    self._terminated[key].append(since)
                if terms is not None:
                    self._terms[key].append(TermsSet(since=since, terms=terms, kind=care))

    def _take_carers(self) -> None:
        query = (
            select(Carer.household_id, Carer.position, Ending.effective_on, Ending.kind)
            .outerjoin(Ending, Ending.carer_id == Carer.id)
            .order_by(Carer.household_id, Carer.position)
        )
        if self._ids is not None:
            query = query.where(Carer.household_id.in_(self._ids))
        for key, position, ended_on, ending in self._uow.session.execute(query):
            self._carers[key].append(
                CarerHistory(position=position, ended_on=ended_on, ending=ending)
            )

    def _take_reviews(self) -> None:
        """When the decision on each review was made (reg. 28(2)).

        A determination is completed by the final decision, and asking for more completes nothing.
        """
        determinations = [code for code in FirstDecision if code.is_qualifying_determination]
        completed_on = sql_case(
            (Decision.code.in_(determinations), FinalDecisionRecord.decided_on),
            else_=Decision.decided_on,
        )
        query = (
            select(Case.household_id, completed_on)
            .join(Decision, Decision.case_id == Case.id)
            .outerjoin(
                FinalDecisionRecord,
                and_(FinalDecisionRecord.decision_id == Decision.id, in_force(FinalDecisionRecord)),
            )
            .where(
                in_force(Decision),
                Case.case_type.in_(REVIEWS),
                Decision.code.not_in(ALWAYS_ALLOWED),
                completed_on.is_not(None),
            )
        )
        if self._ids is not None:
            query = query.where(Case.household_id.in_(self._ids))
        for key, day in self._uow.session.execute(query):
            self._reviews[key].append(day)
