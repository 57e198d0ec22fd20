"""Keeping open duties, standings and names in the file, so that no list computes them (ADR 0016).

They are written past the records, by plain statements on the connection of the transaction that
changes a fact: neither the audit trail nor an undo knows of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select, tuple_
from sqlalchemy.orm import Session

from panelapp.domain.models import Base, Case, DutiesDay, Household, Sitting
from panelapp.domain.rules.duties import Subject
from panelapp.persistence.unit_of_work import UnitOfWork
from panelapp.queries.due_list import (
    ALL,
    DUTIES,
    Scope,
    case_findings,
    duties_beside_cases,
    duty_row,
)
from panelapp.queries.standings import NAMES, STANDINGS, name_rows, standing_rows

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Table

    from panelapp.persistence.touched import Touched

_DAY = Base.metadata.tables[DutiesDay.__tablename__]
_WORKING_OUT = "Working out what is due"
_SUBJECTS = {
    Case.__tablename__: Subject.CASE,
    Household.__tablename__: Subject.HOUSEHOLD,
    Sitting.__tablename__: Subject.SITTING,
}
_NAMELESS = select(Household.id).where(Household.id.not_in(select(NAMES.c.household_id)))
_OF_THE_LIST = (Subject.MEMBER, Subject.CENTRAL_LIST)


@dataclass(frozen=True, kw_only=True)
class KeepOpenDuties:
    """Make the kept duties anew for today, unless they are of today already."""

    even_if_of_today: bool = False


def keep_open_duties(command: KeepOpenDuties, uow: UnitOfWork) -> None:
    """Make all kept duties anew, as on a new day, or where they are in doubt."""
    connection = uow.session.connection()
    day = connection.scalar(select(_DAY.c.day))
    if day != uow.today or command.even_if_of_today:
        _rewrite_all(connection, uow, is_everything=command.even_if_of_today)


def rewrite_duties(touched: Touched, uow: UnitOfWork) -> None:
    """Bring the kept duties up to date with what a transaction touched, inside it.

    On a day other than the one that they are kept for, and wherever it is in doubt what a row
    belongs to, all of them are made anew.
    """
    if not touched:
        return
    connection = uow.session.connection()
    day = connection.scalar(select(_DAY.c.day))
    if touched.is_everything or day != uow.today:
        # What an action touched on a new day is made anew with everything else.
        _rewrite_all(connection, uow, is_everything=True)
    else:
        _rewrite(touched, connection, uow)


def _rewrite_all(connection: Connection, uow: UnitOfWork, *, is_everything: bool) -> None:
    for table in (DUTIES, _DAY, STANDINGS):
        connection.execute(table.delete())
    connection.execute(_DAY.insert().values(id=1, day=uow.today))
    with Session(connection) as session:
        fresh = UnitOfWork(session, uow.actor, uow.now, uow.progress)
        _keep(ALL, fresh, connection)
        # Names do not change with the day: only those that were never kept are missing then.
        if is_everything or session.scalar(_NAMELESS.limit(1)) is not None:
            connection.execute(NAMES.delete())
            _insert(NAMES, name_rows(fresh), connection)


def _rewrite(touched: Touched, connection: Connection, uow: UnitOfWork) -> None:
    cases = connection.execute(
        select(Case.id, Case.ref).where(Case.household_id.in_(touched.households))
    ).all()
    households = select(Household.ref).where(Household.id.in_(touched.households))
    sittings = select(Sitting.ref).where(Sitting.id.in_(touched.sittings))
    gone = [
        *((Subject.CASE, ref) for _, ref in cases),
        *((Subject.HOUSEHOLD, ref) for ref in connection.scalars(households)),
        *((Subject.SITTING, ref) for ref in connection.scalars(sittings)),
        *((_SUBJECTS[table], ref) for table, ref in touched.refs),
    ]
    scope = Scope(
        case_ids=[case_id for case_id, _ in cases],
        household_ids=sorted(touched.households),
        sitting_ids=sorted(touched.sittings),
        has_list=touched.is_list,
    )
    about: ColumnElement[bool] = tuple_(DUTIES.c.subject, DUTIES.c.ref).in_(gone)
    if touched.is_list:
        about = or_(about, DUTIES.c.subject.in_(_OF_THE_LIST))
    connection.execute(DUTIES.delete().where(about))
    stood = [ref for subject, ref in gone if subject is Subject.CASE]
    connection.execute(STANDINGS.delete().where(STANDINGS.c.ref.in_(stood)))
    called = NAMES.c.household_id.in_(touched.households)
    connection.execute(NAMES.delete().where(called))
    # Through a session of its own: what an action still holds in memory cannot mislead it.
    with Session(connection) as session:
        fresh = UnitOfWork(session, uow.actor, uow.now, uow.progress)
        _keep(scope, fresh, connection)
        _insert(NAMES, name_rows(fresh, touched.households), connection)


def _keep(scope: Scope, fresh: UnitOfWork, connection: Connection) -> None:
    """Write the duties and the standings of a part of the office, as its stored rows make them."""
    on = fresh.today
    fresh.progress(_WORKING_OUT, 0, 3)
    found = [*case_findings(fresh, on, scope.case_ids)]
    duties = [duty for _, owed in found for duty in owed]
    fresh.progress(_WORKING_OUT, 1, 3)
    duties += duties_beside_cases(fresh, on, scope)
    fresh.progress(_WORKING_OUT, 2, 3)
    _insert(DUTIES, [duty_row(duty) for duty in duties], connection)
    _insert(STANDINGS, standing_rows(found, on), connection)


def _insert(table: Table, rows: list[dict[str, Any]], connection: Connection) -> None:
    if rows:
        connection.execute(table.insert(), rows)
