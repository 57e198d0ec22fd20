"""Who has temporary approval on a day, for which children and until when.

Care Planning, Placement and Case Review (England) Regulations 2010, reg. 24 and 25.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from panelapp.domain.models import Case
from panelapp.domain.rules.temporary_approval import TemporaryApproval
from panelapp.domain.vocabulary import FirstDecision
from panelapp.queries.facts import all_case_facts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from panelapp.domain.rules.facts import CaseFacts
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class TemporaryFacts:
    """A temporary approval of a household with the children that it is for, by name."""

    household_id: int
    approval: TemporaryApproval
    children: tuple[str, ...]


def temporary_approvals(
    uow: UnitOfWork, household_ids: Sequence[int] | None = None
) -> tuple[TemporaryFacts, ...]:
    """Every temporary approval of all households, or of some, the earliest first.

    A household's cases about one temporary approval, its extension and the full approval that is
    applied for, are read as one.
    """
    query = (
        select(Case)
        .where(Case.reg24_started_on.is_not(None))
        .options(selectinload(Case.children))
        .order_by(Case.reg24_started_on, Case.id)
    )
    if household_ids is not None:
        query = query.where(Case.household_id.in_(household_ids))
    cases = uow.session.scalars(query).all()
    if not cases:
        return ()
    facts = all_case_facts(uow, [case.id for case in cases])
    together: dict[tuple[int, dt.date], list[Case]] = defaultdict(list)
    for case in cases:
        if case.reg24_started_on is not None:
            together[case.household_id, case.reg24_started_on].append(case)
    return tuple(
        TemporaryFacts(
            household_id=household_id,
            approval=_approval(started_on, [facts[case.id] for case in group]),
            children=_children(group),
        )
        for (household_id, started_on), group in together.items()
    )


def _children(cases: Iterable[Case]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(child.name for case in cases for child in case.children))


def _approval(started_on: dt.date, cases: Sequence[CaseFacts]) -> TemporaryApproval:
    steps = [facts.reg24 for facts in cases if facts.reg24 is not None]
    return TemporaryApproval(
        started_on=started_on,
        extended_on=_first([*(step.extended_on for step in steps), *_granted(cases)]),
        placement_ended_on=_first([step.ended_on for step in steps]),
        fully_approved_on=_first([facts.connected_approval_decided_on for facts in cases]),
        review_applied_on=_first([step.review_applied_on for step in steps]),
        finally_decided_on=_first(
            [step.review_over_on for step in steps]
            + [
                decision.final.decided_on
                for facts in cases
                for decision in facts.decisions
                if decision.final is not None
            ]
        ),
    )


def _granted(cases: Iterable[CaseFacts]) -> list[dt.date]:
    return [
        decision.decided_on
        for facts in cases
        for decision in facts.decisions
        if decision.code is FirstDecision.EXTENSION_GRANTED
    ]


def _first(days: Iterable[dt.date | None]) -> dt.date | None:
    return min((day for day in days if day is not None), default=None)
