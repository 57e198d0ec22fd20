"""Choosing cases and putting them in order where they are stored.

What a case is narrowed and sorted by is a plain column, or kept of it as :mod:`standings` says.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import join, outerjoin

from panelapp.domain.labels import label
from panelapp.domain.models import Case, Household, Item, Sitting
from panelapp.domain.rules.lifecycle import CaseState
from panelapp.domain.search_words import filter_words
from panelapp.domain.vocabulary import CaseType
from panelapp.queries.sight import in_sight
from panelapp.queries.standings import NAMES, STANDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, FromClause, Select

    from panelapp.persistence.unit_of_work import UnitOfWork

_STATE = 8  # the place of the state among the columns of a chosen case
SOON = 5
"""Working days within which a deadline is near."""


class CaseStage(StrEnum):
    """How far cases have come, in a few steps; what is open is in one of the first four."""

    PREPARED = "prepared"
    WITH_PANEL = "with_panel"
    WITH_DECISION_MAKER = "with_decision_maker"
    AFTER_DECISION = "after_decision"
    OVER = "over"


_STATES: Mapping[CaseStage, tuple[CaseState, ...]] = {
    CaseStage.PREPARED: (CaseState.OPENED, CaseState.DEFERRED, CaseState.RETURNED_TO_PANEL),
    CaseStage.WITH_PANEL: (
        CaseState.LISTED,
        CaseState.HEARD,
        CaseState.RECOMMENDED,
        CaseState.MINUTES_LOCKED,
    ),
    CaseStage.WITH_DECISION_MAKER: (
        CaseState.SIGNED_OFF,
        CaseState.NOTED,
        CaseState.WITH_DECISION_MAKER,
        CaseState.INFORMATION_AWAITED,
        CaseState.FINAL_DECISION_DUE,
    ),
    CaseStage.AFTER_DECISION: (
        CaseState.DECIDED,
        CaseState.NOTIFIED,
        CaseState.REPRESENTATIONS,
        CaseState.IRM,
        CaseState.FINALLY_DECIDED,
        CaseState.CLOSED,
    ),
}


class CaseDue(StrEnum):
    """What is due in a case: something late, something within a few days, or nothing."""

    LATE = "late"
    SOON = "soon"
    NOTHING = "nothing"


class CaseSort(StrEnum):
    """What the list of cases can be sorted by."""

    CASE = "case"
    WHO = "who"
    TYPE = "type"
    STATUS = "status"
    DUE = "due"
    OPENED = "opened"


@dataclass(frozen=True, kw_only=True)
class CasesQuestion:
    """Which cases are asked for: all of them, the newest first, unless something is said.

    ``text`` is looked for in references and names, whatever its accents and capitals. ``sitting``
    and ``social_worker`` are those of a case, ``first`` and ``last`` between which days it was
    opened. At most ``limit`` cases are given; without one, all that are found.
    """

    text: str = ""
    open_only: bool = False
    case_types: frozenset[CaseType] = frozenset()
    stage: CaseStage | None = None
    due: CaseDue | None = None
    is_urgent: bool = False
    sitting: str = ""
    social_worker: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    sort: CaseSort | None = None
    is_descending: bool = False
    limit: int | None = None


@dataclass(frozen=True)
class ChosenCase:
    """The columns of a case that a list shows, and how far it has come."""

    id: int
    ref: str
    case_type: CaseType
    follows_id: int | None
    opened_on: dt.date | None
    is_urgent: bool
    household: str
    names: str
    state: CaseState
    due: dt.date | None
    is_open: bool


def chosen(question: CasesQuestion, uow: UnitOfWork) -> list[ChosenCase]:
    """The cases asked for, in the order asked for, while :func:`standings_of_today` holds."""
    columns = select(
        Case.id,
        Case.ref,
        Case.case_type,
        Case.follows_id,
        Case.opened_on,
        Case.priority.is_not(None),
        Household.ref,
        func.coalesce(NAMES.c.names, ""),
        func.coalesce(STANDINGS.c.state, _ended()),
        STANDINGS.c.due,
        STANDINGS.c.ref.is_not(None),
    )
    query = columns.select_from(_cases(question)).where(*_conditions(question, uow))
    query = query.order_by(*_order(question)).limit(question.limit)
    return [_chosen(row) for row in uow.session.execute(query)]


def _chosen(row: Any) -> ChosenCase:  # noqa: ANN401 - a row of the columns of a chosen case
    values: list[Any] = [*row]
    values[_STATE] = CaseState(values[_STATE])
    return ChosenCase(*values)


def counted(question: CasesQuestion, uow: UnitOfWork) -> Select[int]:
    """How many cases the question lets through, whatever its limit."""
    tables: FromClause = Case.__table__
    # What no condition asks about would be looked up for every case.
    if filter_words(question.text):
        tables = _at_home()
    if question.open_only or question.stage is not None or question.due is not None:
        tables = _standing(tables, question)
    return select(func.count()).select_from(tables).where(*_conditions(question, uow))


def _cases(question: CasesQuestion) -> FromClause:
    """Cases with their household, what it is called, and how far they have come."""
    return _standing(_at_home(), question)


def _at_home() -> FromClause:
    at_home = outerjoin(Case, Household, Household.id == Case.household_id)
    return outerjoin(at_home, NAMES, NAMES.c.household_id == Case.household_id)


def _standing(cases: FromClause, question: CasesQuestion) -> FromClause:
    is_open = question.open_only or question.stage not in {None, CaseStage.OVER}
    return (join if is_open else outerjoin)(cases, STANDINGS, STANDINGS.c.ref == Case.ref)


def _conditions(question: CasesQuestion, uow: UnitOfWork) -> Iterator[ColumnElement[bool]]:
    seen = in_sight(uow)
    if seen is not None:
        yield seen
    yield from _of_its_kind(question)
    yield from _as_it_stands(question, uow)
    for word in filter_words(question.text):
        yield or_(
            NAMES.c.plain.contains(word, autoescape=True),
            func.lower(Case.ref).contains(word, autoescape=True),
            func.lower(Household.ref).contains(word, autoescape=True),
        )


def _of_its_kind(question: CasesQuestion) -> Iterator[ColumnElement[bool]]:
    """What a case was opened as, when, and who works on it."""
    if question.case_types:
        yield Case.case_type.in_(question.case_types)
    if question.is_urgent:
        yield Case.priority.is_not(None)
    if question.social_worker:
        yield Case.social_worker == question.social_worker
    if question.first is not None:
        yield Case.opened_on >= question.first
    if question.last is not None:
        yield Case.opened_on <= question.last


def _as_it_stands(question: CasesQuestion, uow: UnitOfWork) -> Iterator[ColumnElement[bool]]:
    """How far a case has come, what is due in it, and where it is heard."""
    if question.stage is CaseStage.OVER:
        yield STANDINGS.c.ref.is_(None)
    elif question.stage is not None:
        yield STANDINGS.c.state.in_([state.value for state in _STATES[question.stage]])
    if question.due is not None:
        yield _is_due(question.due, uow)
    if question.sitting:
        held = select(Item.case_id).join(Sitting, Sitting.id == Item.sitting_id)
        on_agenda = held.where(Sitting.ref == question.sitting, Item.withdrawn_on.is_(None))
        yield Case.id.in_(on_agenda)


def _is_due(due: CaseDue, uow: UnitOfWork) -> ColumnElement[bool]:
    day = STANDINGS.c.due
    if due is CaseDue.NOTHING:
        return day.is_(None)
    if due is CaseDue.LATE:
        return day < uow.today
    return and_(day >= uow.today, day <= uow.calendar.add_working_days(uow.today, SOON))


def _order(question: CasesQuestion) -> Iterator[ColumnElement[Any]]:
    """By what was asked for, with what is not known last; equal cases by their reference."""
    column = _sorted_by(question.sort)
    is_down = question.is_descending or question.sort is None
    yield (column.desc() if is_down else column.asc()).nulls_last()
    if column is not Case.ref:
        yield Case.ref.desc() if is_down else Case.ref.asc()


def _sorted_by(sort: CaseSort | None) -> Any:  # noqa: ANN401 - a column of any type
    match sort:
        case CaseSort.CASE:
            return Case.ref
        case CaseSort.WHO:
            return NAMES.c.plain
        case CaseSort.TYPE:
            return _place(Case.case_type, sorted(CaseType, key=label))
        case CaseSort.STATUS:
            return _place(func.coalesce(STANDINGS.c.state, _ended()), [*CaseState])
        case CaseSort.DUE:
            return STANDINGS.c.due
        case _:
            return Case.opened_on


def _place(column: Any, order: Sequence[StrEnum]) -> ColumnElement[int | None]:  # noqa: ANN401 - codes of any kind
    """The place of a code in an order, where it has one."""
    return case({code.value: at for at, code in enumerate(order)}, value=column)


def _ended() -> ColumnElement[str]:
    """The state of a case that is over."""
    return case(
        (Case.stage1_refused_on.is_not(None), CaseState.REFUSED_AT_STAGE_1.value),
        (Case.withdrawn_on.is_not(None), CaseState.WITHDRAWN.value),
        else_=CaseState.CLOSED.value,
    )
