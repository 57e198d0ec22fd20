"""The list of cases: how far each has come, when it is heard and what is due in it next.

Words are looked for and the newest cases chosen on a few plain columns. Only the chosen cases are
then read in full, since the rules read their state off many facts: thousands of closed cases cost
little.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panelapp.domain.duty_words import duty_words, time_left_words
from panelapp.domain.models import Carer, Case, Household, Person
from panelapp.domain.names import names_together, plain
from panelapp.domain.rules.duties import case_duties
from panelapp.domain.rules.lifecycle import CaseState, case_state, latest_presentation
from panelapp.domain.rules.routes import Regime, route
from panelapp.domain.rules.status_words import ENDED, status_words
from panelapp.domain.vocabulary import CaseType, Priority
from panelapp.queries.case_rights import FOR_THE_OFFICE, OFFICE
from panelapp.queries.facts import all_case_facts
from panelapp.queries.open_cases import may_be_open
from panelapp.queries.sight import in_sight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement

    from panelapp.domain.rules.duties import Duty
    from panelapp.domain.rules.facts import CaseFacts
    from panelapp.persistence.unit_of_work import UnitOfWork

_AT_ONCE = 400


@dataclass(frozen=True, kw_only=True)
class CasesQuestion:
    """Which cases are asked for: all of them, the newest first, unless something is said.

    ``text`` is looked for in references and names, whatever its accents and capitals. At most
    ``limit`` cases are given; without one, all that are found.
    """

    text: str = ""
    open_only: bool = False
    case_types: frozenset[CaseType] = frozenset()
    limit: int | None = None


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """The most urgent open duty of a case; ``words`` is how long is left for it."""

    duty: str
    what: str
    due: dt.date
    is_late: bool
    working_days: int
    words: str
    citation: str
    explanation: str


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """One case on the list. The sitting is the next one, on a day that is not over.

    ``is_urgent`` says that it has priority.
    """

    case: str
    household: str
    names: str
    case_type: CaseType
    state: CaseState
    status: str
    is_open: bool
    opened_on: dt.date | None
    sitting: str | None
    sitting_on: dt.date | None
    deadline: Deadline | None
    is_urgent: bool


@dataclass(frozen=True)
class _Light:
    """The few columns of a case by which it is found."""

    id: int
    ref: str
    case_type: CaseType
    opened_on: dt.date | None
    household_id: int
    household: str
    priority: Priority | None


def cases(question: CasesQuestion, uow: UnitOfWork) -> list[CaseRow]:
    """The cases asked for that exist for the acting person, the newest first.

    A case is open until it is closed or withdrawn and nothing is owed in it.
    """
    names = household_names(uow)
    found = [light for light in _lights(question, uow) if _is_meant(light, question.text, names)]
    rows = _rows(found, names, uow)
    if question.open_only:
        rows = (row for row in rows if row.is_open)
    return list(islice(rows, question.limit))


@dataclass(frozen=True, kw_only=True)
class CasesShown:
    """The list as a page shows it.

    ``has_more`` says that the limit left out some; ``number`` counts all cases that exist for the
    acting person. ``why_not_open`` says why they cannot open one, and is empty where they can.
    """

    rows: tuple[CaseRow, ...]
    has_more: bool
    number: int
    why_not_open: str


def cases_shown(question: CasesQuestion, uow: UnitOfWork) -> CasesShown:
    """The cases asked for, with what a page says about the list as a whole."""
    limit = question.limit
    asked = question if limit is None else replace(question, limit=limit + 1)
    rows = cases(asked, uow)
    counted = select(func.count()).select_from(Case)
    seen = in_sight(uow)
    return CasesShown(
        rows=tuple(rows[:limit]),
        has_more=limit is not None and len(rows) > limit,
        number=uow.session.scalar(counted if seen is None else counted.where(seen)) or 0,
        why_not_open="" if uow.actor.role in OFFICE else FOR_THE_OFFICE,
    )


def household_names(uow: UnitOfWork, household_id: int | None = None) -> Mapping[int, str]:
    """The names of each household as one phrase, or of one household alone."""
    query = (
        select(Carer.household_id, Person.name)
        .join(Person, Person.id == Carer.person_id)
        .order_by(Carer.household_id, Carer.position)
    )
    if household_id is not None:
        query = query.where(Carer.household_id == household_id)
    names: dict[int, list[str]] = defaultdict(list)
    for home, name in uow.session.execute(query):
        names[home].append(name)
    return {home: names_together(tuple(all_of)) for home, all_of in names.items()}


def deadline_of(duty: Duty, them: str, uow: UnitOfWork) -> Deadline:
    """A duty of a case as its deadline."""
    today = uow.today
    left = uow.calendar.working_days_between(today, duty.due)
    return Deadline(
        duty=duty.duty,
        what=duty_words(duty.duty, ref="the case", people=them, sitting="the sitting"),
        due=duty.due,
        is_late=duty.due < today,
        working_days=left,
        words=time_left_words(left, is_late=duty.due < today, is_today=duty.due == today),
        citation=duty.citation,
        explanation=duty.explanation,
    )


def people_of(facts: CaseFacts) -> str:
    """What the people of a case are called: applicants until they are approved, then carers."""
    is_lodgings = facts.case_type is CaseType.SUPPORTED_LODGINGS_APPROVAL
    applies = route(facts.case_type, facts.follows).regime is Regime.APPROVAL or is_lodgings
    return "the applicants" if applies else "the carers"


def _lights(question: CasesQuestion, uow: UnitOfWork) -> Iterator[_Light]:
    query = (
        select(
            Case.id,
            Case.ref,
            Case.case_type,
            Case.opened_on,
            Case.household_id,
            Household.ref,
            Case.priority,
        )
        .join(Household, Household.id == Case.household_id)
        .order_by(Case.opened_on.desc().nulls_last(), Case.ref.desc())
    )
    for condition in _conditions(question, uow):
        query = query.where(condition)
    for row in uow.session.execute(query):
        yield _Light(*row)


def _conditions(question: CasesQuestion, uow: UnitOfWork) -> Iterator[ColumnElement[bool]]:
    seen = in_sight(uow)
    if seen is not None:
        yield seen
    if question.case_types:
        yield Case.case_type.in_(question.case_types)
    if question.open_only:
        yield may_be_open()


def _is_meant(light: _Light, text: str, names: Mapping[int, str]) -> bool:
    words = plain(text).split()
    if not words:
        return True
    searched = plain(f"{light.ref} {light.household} {names.get(light.household_id, '')}")
    return all(word in searched for word in words)


def _rows(found: Sequence[_Light], names: Mapping[int, str], uow: UnitOfWork) -> Iterator[CaseRow]:
    """The rows of cases in their order, read a few hundred at a time for as long as asked."""
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        facts = all_case_facts(uow, [light.id for light in some])
        for light in some:
            yield _row(light, facts[light.id], names.get(light.household_id, ""), uow)


def _row(light: _Light, facts: CaseFacts, names: str, uow: UnitOfWork) -> CaseRow:
    today = uow.today
    state = case_state(facts, today)
    duties = case_duties(facts, today, uow.calendar, uow.settings)
    shown = latest_presentation(facts) if state is CaseState.LISTED else None
    return CaseRow(
        case=light.ref,
        household=light.household,
        names=names,
        case_type=light.case_type,
        state=state,
        status=status_words(state, owes=bool(duties)),
        is_open=bool(duties) or state not in ENDED,
        opened_on=light.opened_on,
        sitting=shown.sitting_ref if shown else None,
        sitting_on=shown.sitting_on if shown else None,
        deadline=deadline_of(duties[0], people_of(facts), uow) if duties else None,
        is_urgent=light.priority is not None,
    )
