"""How far open cases have come and what households are called, as they are kept beside the record.

A list of all cases is narrowed and sorted by these rows where they are stored (ADR 0016). What a
row of a list then shows is read off the facts of its case.
"""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import MetaData, select
from sqlalchemy.schema import CreateTable, DropTable

from panelapp.domain.models import Base, CaseStanding, Household, HouseholdName
from panelapp.domain.names import plain
from panelapp.domain.rules.lifecycle import CaseState, case_state
from panelapp.domain.rules.status_words import ENDED
from panelapp.persistence.unit_of_work import UnitOfWork
from panelapp.queries.due_list import (
    DUTIES,
    case_findings,
    duties_kept_for,
    duty_row,
    kept_duties_are_right,
)
from panelapp.queries.household_names import household_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from typing import Any

    from sqlalchemy import Connection, Table

    from panelapp.domain.rules.duties import Duty
    from panelapp.domain.rules.facts import CaseFacts

STANDINGS, NAMES = (
    Base.metadata.tables[kind.__tablename__] for kind in (CaseStanding, HouseholdName)
)


@dataclass(frozen=True)
class Standing:
    """How far an open case has come, and the day of its first open duty."""

    ref: str
    state: CaseState
    due: dt.date | None


def standing_of(facts: CaseFacts, duties: Sequence[Duty], on: dt.date) -> Standing | None:
    """How a case stands on a day; ``None`` where it is over and nothing is owed in it."""
    state = case_state(facts, on)
    if state in ENDED and not duties:
        return None
    return Standing(facts.ref, state, duties[0].due if duties else None)


def standing_rows(
    found: Sequence[tuple[CaseFacts, Sequence[Duty]]], on: dt.date
) -> list[dict[str, Any]]:
    """The rows that are kept of some cases."""
    standings = (standing_of(facts, duties, on) for facts, duties in found)
    return [
        {"ref": one.ref, "state": one.state.value, "due": one.due}
        for one in standings
        if one is not None
    ]


def name_rows(
    uow: UnitOfWork, household_ids: Collection[int] | None = None
) -> list[dict[str, Any]]:
    """The rows that are kept of the names of all households, or of some."""
    names = household_names(uow, household_ids)
    homes = select(Household.id)
    if household_ids is not None:
        homes = homes.where(Household.id.in_(household_ids))
    return [
        {"household_id": home, "names": names.get(home, ""), "plain": plain(names.get(home, ""))}
        for home in uow.session.scalars(homes)
    ]


@contextmanager
def standings_of_today(uow: UnitOfWork) -> Iterator[None]:
    """Let the tables of standings, duties of cases and names be those of today while it lasts.

    Where they are kept for today they are. On a day for which nothing is kept yet, temporary
    tables of the same names stand before them, as the rules fill them now.
    """
    day = duties_kept_for(uow)
    lacking: dict[Table, list[dict[str, Any]]] = {}
    if day != uow.today:
        found = [*case_findings(uow, uow.today)]
        lacking[STANDINGS] = standing_rows(found, uow.today)
        lacking[DUTIES] = [duty_row(duty) for _, duties in found for duty in duties]
    if day is None:
        lacking[NAMES] = name_rows(uow)
    connection = uow.session.connection()
    for table, rows in lacking.items():
        _make_temporary(table, rows, connection)
    try:
        yield
    finally:
        for table in lacking:
            connection.execute(DropTable(_temporary(table)))


def kept_rows_are_right(uow: UnitOfWork) -> bool:
    """Whether the duties, standings and names that are kept are those that the record makes."""
    if not kept_duties_are_right(uow):
        return False
    day = duties_kept_for(uow)
    if day is None:
        return True
    noon = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
    then = UnitOfWork(uow.session, uow.actor, noon)
    standings = standing_rows([*case_findings(then, day)], day)
    return _same(STANDINGS, standings, uow) and _same(NAMES, name_rows(uow), uow)


def _temporary(table: Table) -> Table:
    """The same table among the temporary ones, which the database looks at first."""
    return table.to_metadata(MetaData(), schema="temp", name=table.name)


def _make_temporary(table: Table, rows: list[dict[str, Any]], connection: Connection) -> None:
    temporary = _temporary(table)
    connection.execute(CreateTable(temporary))
    if rows:
        connection.execute(temporary.insert(), rows)


def _all_of(table: Table, uow: UnitOfWork) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in uow.session.execute(select(table))]


def _same(table: Table, made: list[dict[str, Any]], uow: UnitOfWork) -> bool:
    names = [column.name for column in table.columns]
    return {*_all_of(table, uow)} == {tuple(row[name] for name in names) for row in made}
