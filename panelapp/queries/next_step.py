"""What is to do next about a decision, by when, and how far off that day is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelapp.domain.duty_words import duty_words, time_left_words
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.lifecycle import CaseState, latest_presentation
from panelapp.domain.values import long_date
from panelapp.queries.consequences import people_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panelapp.domain.models import Case
    from panelapp.domain.rules.calendar import WorkingCalendar
    from panelapp.domain.rules.duties import Duty
    from panelapp.domain.rules.facts import CaseFacts
    from panelapp.persistence.unit_of_work import UnitOfWork

_AT_PANEL = frozenset({"list_representations"})
_SOON = 2  # working days below which something stands out
_NOBODY_COUNTS = dt.timedelta(days=60)  # how far off something is, beyond that, is said as a day


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What is to do next, by when, and how far off that is, in words."""

    words: str = ""
    due: dt.date | None = None
    is_late: bool = False
    is_soon: bool = False
    time_left: str = ""


def received_on(facts: CaseFacts, state: CaseState) -> dt.date | None:
    """When what is to be decided on came: minutes, a sign-off, or what the answer led to."""
    if state is CaseState.FINAL_DECISION_DUE:
        decided = facts.decisions[-1]
        irm = decided.irm
        return decided.representations_received_on or (
            (irm.recommendation_received_on or irm.reviewed_on) if irm else None
        )
    shown = latest_presentation(facts)
    return shown.minutes_received_on if shown else facts.quality_assured_on


def next_step(
    case: Case, facts: CaseFacts, state: CaseState, duties: Sequence[Duty], uow: UnitOfWork
) -> NextStep:
    """What is to do next about a decision, from the duties of its case."""
    received = received_on(facts, state)
    if state is CaseState.FINAL_DECISION_DUE and facts.decisions[-1].representations_received_on:
        last = due("adm_decision", received or uow.today, uow.calendar).due
        return _by(last, "Make the final decision", uow)
    first = next((duty for duty in duties if duty.duty not in _AT_PANEL), None)
    if first is None:
        return NextStep(words=_waited_for(facts, state))
    words = duty_words(first.duty, ref=case.ref, people=people_of(case))
    if first.rule == "final_decision":
        return NextStep(
            words=words, due=first.due, time_left=f"possible from {long_date(first.due)}"
        )
    return _by(first.due, words, uow)


def _waited_for(facts: CaseFacts, state: CaseState) -> str:
    """What a case without a duty waits for."""
    match state:
        case CaseState.REPRESENTATIONS:
            representations = facts.decisions[-1].representations_ref
            return f"The panel considers the representations, case {representations}"
        case CaseState.IRM:
            return "The independent review has not recommended yet"
        case CaseState.FINAL_DECISION_DUE:
            return "Make the final decision"
    return ""


def _by(day: dt.date, words: str, uow: UnitOfWork) -> NextStep:
    return NextStep(
        words=words,
        due=day,
        is_late=day < uow.today,
        is_soon=uow.today <= day <= uow.calendar.add_working_days(uow.today, _SOON),
        time_left=time_left(day, uow.today, uow.calendar),
    )


def time_left(day: dt.date, today: dt.date, calendar: WorkingCalendar) -> str:
    """How far off a day is: ``3 working days left``; one that is very far off is not counted."""
    if abs(day - today) > _NOBODY_COUNTS:
        return f"since {long_date(day)}" if day < today else ""
    between = calendar.working_days_between(today, day)
    return time_left_words(between, is_late=day < today, is_today=day == today)
