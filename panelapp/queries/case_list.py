"""The list of cases: how far each has come, when it is heard and what is due in it next.

Cases are chosen and put in order where they are stored, by plain columns and by the standings that
are kept of open cases. Thousands of cases that are not shown cost little.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.duty_words import duty_words, time_left_words
from panelapp.domain.models import Case, Item, Sitting
from panelapp.domain.rules.lifecycle import CaseState
from panelapp.domain.rules.routes import Regime, route
from panelapp.domain.rules.status_words import status_words
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import CaseType
from panelapp.queries.case_choice import CasesQuestion, ChosenCase, chosen, counted
from panelapp.queries.case_rights import FOR_THE_OFFICE, OFFICE
from panelapp.queries.due_list import first_duties
from panelapp.queries.sight import in_sight
from panelapp.queries.standings import STANDINGS, standings_of_today

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Select

    from panelapp.domain.rules.duties import Duty
    from panelapp.domain.rules.facts import CaseFacts
    from panelapp.persistence.unit_of_work import UnitOfWork

_AT_ONCE = 400
_SITTINGS = 40


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


def cases(question: CasesQuestion, uow: UnitOfWork) -> list[CaseRow]:
    """The cases asked for that exist for the acting person, the newest first unless asked else.

    A case is open until it is closed or withdrawn and nothing is owed in it.
    """
    with standings_of_today(uow):
        found = chosen(question, uow)
        return [*_rows(found, uow)]


@dataclass(frozen=True, kw_only=True)
class CasesShown:
    """The list as a page shows it.

    ``found`` counts the cases that the question lets through; ``has_any`` says that some exist for
    the acting person. ``sittings``, with their words, and ``social_workers`` can be asked about.
    ``why_not_open`` says why they cannot open a case, and is empty where they can.
    """

    rows: tuple[CaseRow, ...]
    found: int
    has_any: bool
    sittings: tuple[tuple[str, str], ...]
    social_workers: tuple[str, ...]
    why_not_open: str

    @property
    def has_more(self) -> bool:
        """Whether the limit left out some."""
        return len(self.rows) < self.found


def cases_shown(question: CasesQuestion, uow: UnitOfWork) -> CasesShown:
    """The cases asked for, with what a page says about the list as a whole."""
    in_office = uow.actor.role in OFFICE
    with standings_of_today(uow):
        found = uow.session.scalar(counted(question, uow)) or 0
        workers = tuple(uow.session.scalars(_workers())) if in_office else ()
    return CasesShown(
        rows=tuple(cases(question, uow)),
        found=found,
        has_any=bool(found) or _has_any(uow),
        sittings=_sittings(uow) if in_office else (),
        social_workers=workers,
        why_not_open="" if in_office else FOR_THE_OFFICE,
    )


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
    return people_called(facts.case_type, facts.follows)


def people_called(case_type: CaseType, follows: CaseType | None) -> str:
    """What people are called in a case of a type, which may follow one of another."""
    is_lodgings = case_type is CaseType.SUPPORTED_LODGINGS_APPROVAL
    applies = route(case_type, follows).regime is Regime.APPROVAL or is_lodgings
    return "the applicants" if applies else "the carers"


def _has_any(uow: UnitOfWork) -> bool:
    seen = in_sight(uow)
    some = select(Case.id) if seen is None else select(Case.id).where(seen)
    return uow.session.scalar(some.limit(1)) is not None


def _workers() -> Select[str]:
    """The social workers of open cases, by name."""
    worker = Case.social_worker
    are_open = Case.ref.in_(select(STANDINGS.c.ref))
    return select(worker).where(are_open, worker != "").distinct().order_by(worker)


def _sittings(uow: UnitOfWork) -> tuple[tuple[str, str], ...]:
    """The sittings ahead and the last ones past, the latest first."""
    held = select(Sitting.ref, Sitting.held_on).where(Sitting.is_cancelled.is_(False))
    newest = held.order_by(Sitting.held_on.desc(), Sitting.ref.desc()).limit(_SITTINGS)
    return tuple((ref, long_date(day)) for ref, day in uow.session.execute(newest))


def _rows(found: Sequence[ChosenCase], uow: UnitOfWork) -> Iterator[CaseRow]:
    """The rows of cases in their order, read a few hundred at a time."""
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        duties = first_duties([case.ref for case in some if case.due is not None], uow)
        heard = _heard(some, uow)
        followed = _followed(some, uow)
        for case in some:
            duty = duties.get(case.ref)
            them = people_called(case.case_type, followed.get(case.follows_id or 0))
            sitting, held_on = heard.get(case.id, (None, None))
            yield CaseRow(
                case=case.ref,
                household=case.household,
                names=case.names,
                case_type=case.case_type,
                state=case.state,
                status=status_words(case.state, owes=case.due is not None),
                is_open=case.is_open,
                opened_on=case.opened_on,
                sitting=sitting,
                sitting_on=held_on,
                deadline=deadline_of(duty, them, uow) if duty else None,
                is_urgent=case.is_urgent,
            )


def _heard(some: Sequence[ChosenCase], uow: UnitOfWork) -> Mapping[int, tuple[str, dt.date]]:
    """The sitting that is to hear each listed case, by case id."""
    listed = [case.id for case in some if case.state is CaseState.LISTED]
    held = (
        select(Item.case_id, Sitting.ref, Sitting.held_on)
        .join(Sitting, Sitting.id == Item.sitting_id)
        .where(Item.case_id.in_(listed), Item.withdrawn_on.is_(None))
        .where(Sitting.is_cancelled.is_(False))
        .order_by(Sitting.held_on, Item.id)
    )
    return {case_id: (ref, day) for case_id, ref, day in uow.session.execute(held)}


def _followed(some: Sequence[ChosenCase], uow: UnitOfWork) -> Mapping[int, CaseType]:
    """The types of the cases that representations are about, by id."""
    ids = [case.follows_id for case in some if case.follows_id is not None]
    return dict(uow.session.execute(select(Case.id, Case.case_type).where(Case.id.in_(ids))).all())
