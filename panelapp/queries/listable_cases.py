"""The cases that may be put on the agenda of a sitting now, the most pressing first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from panelapp.domain.duty_words import time_left_words
from panelapp.domain.labels import label
from panelapp.domain.models import Carer, Case, Decision, Household
from panelapp.domain.rules.duties import case_duties
from panelapp.domain.rules.lifecycle import TABLE, Move, case_state, latest_presentation
from panelapp.domain.rules.routes import ALWAYS_ALLOWED
from panelapp.persistence.unit_of_work import in_force
from panelapp.queries.facts import all_case_facts, hidden_cases
from panelapp.queries.open_cases import open_cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from panelapp.domain.models import Sitting
    from panelapp.domain.rules.facts import CaseFacts
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class ListableQuestion:
    """The sitting whose agenda cases are sought for."""

    sitting: str


@dataclass(frozen=True, kw_only=True)
class ListableCase:
    """One case that may go on the agenda, with what is due in it next, and whether it is urgent."""

    case: str
    names: str
    case_type: str
    state: str
    due: dt.date | None
    due_words: str
    papers: int
    is_urgent: bool


def listable_cases(question: ListableQuestion, uow: UnitOfWork) -> tuple[ListableCase, ...]:
    """The cases that may go on the agenda of a sitting, those with priority first."""
    sitting = uow.sitting(question.sitting)
    listed = {item.case_id for item in sitting.items}
    hidden = hidden_cases(uow)
    cases = [case for case in _open_cases(uow) if case.id not in listed and case.ref not in hidden]
    facts = all_case_facts(uow, [case.id for case in cases])
    found = [
        _row(case, facts[case.id], uow)
        for case in cases
        if _may_be_heard(facts[case.id], sitting, uow)
    ]
    return tuple(sorted(found, key=_how_pressing))


def _how_pressing(row: ListableCase) -> tuple[bool, dt.date, str]:
    """Cases with priority first, then by what is due in them."""
    return (not row.is_urgent, row.due or dt.date.max, row.case)


def _open_cases(uow: UnitOfWork) -> Sequence[Case]:
    """Cases that no decision settled; a decision that sent a case back leaves it open."""
    settled = select(Decision.case_id).where(
        in_force(Decision), Decision.code.not_in(ALWAYS_ALLOWED)
    )
    return uow.session.scalars(
        select(Case)
        .where(
            Case.withdrawn_on.is_(None),
            Case.stage1_refused_on.is_(None),
            Case.id.not_in(settled),
            open_cases(uow),
        )
        .options(
            joinedload(Case.household).selectinload(Household.carers).joinedload(Carer.person),
            selectinload(Case.papers),
        )
        .order_by(Case.ref)
    ).all()


def _may_be_heard(facts: CaseFacts, sitting: Sitting, uow: UnitOfWork) -> bool:
    shown = latest_presentation(facts)
    days = [*(made.decided_on for made in facts.decisions), *([shown.sitting_on] if shown else [])]
    is_later = all(day <= sitting.held_on for day in days)
    return is_later and Move.LIST in TABLE[case_state(facts, uow.today)]


def _row(case: Case, facts: CaseFacts, uow: UnitOfWork) -> ListableCase:
    due = next(_due(facts, uow), None)
    return ListableCase(
        case=case.ref,
        names=case.household.names,
        case_type=label(case.case_type),
        state=label(case_state(facts, uow.today)),
        due=due,
        due_words=_due_words(due, uow) if due else "",
        papers=sum(paper.removed_on is None for paper in case.papers),
        is_urgent=case.priority is not None,
    )


def _due(facts: CaseFacts, uow: UnitOfWork) -> Iterator[dt.date]:
    for duty in case_duties(facts, uow.today, uow.calendar, uow.settings):
        yield duty.due


def _due_words(due: dt.date, uow: UnitOfWork) -> str:
    left = uow.calendar.working_days_between(uow.today, due)
    return time_left_words(left, is_late=due < uow.today, is_today=due == uow.today)
