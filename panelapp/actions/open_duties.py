"""Keeping open duties, standings and names in the file, so that no list computes them (ADR 0016).

They are written past the records, by plain statements on the connection of the transaction that
changes a fact: neither the audit trail nor an undo knows of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, and_, bindparam, not_, or_, select, tuple_
from sqlalchemy.orm import Session

from panelapp.domain.models import Base, Case, DutiesDay, Household, OpenCase, Sitting
from panelapp.domain.rules.duties import Subject
from panelapp.persistence.unit_of_work import UnitOfWork
from panelapp.queries.due_list import (
    ALL,
    DUTIES,
    Scope,
    case_findings,
    duties_beside_cases,
    duty_row,
    scope_of_new_day,
)
from panelapp.queries.open_cases import may_be_open
from panelapp.queries.standings import NAMES, STANDINGS, name_rows, standing_rows

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, Insert, Table

    from panelapp.persistence.touched import Touched

_DAY, _OPEN = (Base.metadata.tables[kind.__tablename__] for kind in (DutiesDay, OpenCase))
_WORKING_OUT = "Working out what is due"
_SUBJECTS = {
    Case.__tablename__: Subject.CASE,
    Household.__tablename__: Subject.HOUSEHOLD,
    Sitting.__tablename__: Subject.SITTING,
}
_OF_THE_LIST = (Subject.MEMBER, Subject.CENTRAL_LIST)


@dataclass(frozen=True, kw_only=True)
class KeepOpenDuties:
    """Make the kept duties anew for today, unless they are of today already."""

    even_if_of_today: bool = False


def keep_open_duties(command: KeepOpenDuties, uow: UnitOfWork) -> None:
    """Make all kept duties anew, as on a new day, or where they are in doubt."""
    connection = uow.session.connection()
    day = connection.scalar(select(_DAY.c.day))
    if command.even_if_of_today:
        _rewrite_all(connection, uow)
    else:
        _bring_to_today(day, connection, uow)


def rewrite_duties(touched: Touched, uow: UnitOfWork) -> None:
    """Bring the kept duties up to date with what a transaction touched, inside it.

    On another day than the one that they are kept for, that is caught up with too. Wherever it is
    in doubt what a row belongs to, all of them are made anew.
    """
    if not touched:
        return
    connection = uow.session.connection()
    day = connection.scalar(select(_DAY.c.day))
    if touched.is_everything:
        _rewrite_all(connection, uow)
    else:
        _bring_to_today(day, connection, uow, touched)


def _bring_to_today(
    day: date | None, connection: Connection, uow: UnitOfWork, touched: Touched | None = None
) -> None:
    """Catch up with the days that have passed, and with what was touched, if anything was."""
    if day is None or day > uow.today:
        _rewrite_all(connection, uow)
        return
    if touched is not None:
        _rewrite(touched, connection, uow)
    if day < uow.today:
        _rewrite_for_new_day(day, connection, uow)


def _rewrite_for_new_day(day: date, connection: Connection, uow: UnitOfWork) -> None:
    closed = select(Case.id).where(
        Case.id.in_(select(_OPEN.c.case_id)), not_(may_be_open(uow.today))
    )
    connection.execute(_OPEN.delete().where(_OPEN.c.case_id.in_(closed)))
    connection.execute(STANDINGS.delete())
    with Session(connection) as session:
        fresh = UnitOfWork(session, uow.actor, uow.now)
        scope = scope_of_new_day(fresh, day)
        anew = select(Household.ref).where(Household.id.in_(scope.household_ids or ()))
        stays = and_(DUTIES.c.subject == Subject.HOUSEHOLD, DUTIES.c.ref.not_in(anew))
        connection.execute(DUTIES.delete().where(not_(stays)))
        connection.execute(_DAY.update().values(day=uow.today))
        _keep(scope, fresh, connection)


def _rewrite_all(connection: Connection, uow: UnitOfWork) -> None:
    for table in (DUTIES, _DAY, _OPEN, STANDINGS, NAMES):
        connection.execute(table.delete())
    connection.execute(_DAY.insert().values(id=1, day=uow.today))
    connection.execute(_keeping_open(of_all=True), {"on": uow.today})
    with Session(connection) as session:
        fresh = UnitOfWork(session, uow.actor, uow.now, uow.progress)
        _keep(ALL, fresh, connection)
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
    ids = [case_id for case_id, _ in cases]
    was_open = or_(_OPEN.c.case_id.in_(ids), _OPEN.c.ref.in_(stood))
    connection.execute(_OPEN.delete().where(was_open))
    connection.execute(_keeping_open(of_all=False), {"on": uow.today, "ids": ids})
    called = NAMES.c.household_id.in_(touched.households)
    connection.execute(NAMES.delete().where(called))
    # Through a session of its own: what an action still holds in memory cannot mislead it.
    with Session(connection) as session:
        fresh = UnitOfWork(session, uow.actor, uow.now, uow.progress)
        _keep(scope, fresh, connection)
        _insert(NAMES, name_rows(fresh, touched.households), connection)


@cache
def _keeping_open(*, of_all: bool) -> Insert:
    """The statement that keeps which cases may be open, of all or of some ``ids``.

    Put together once, since every action sends it and putting it together takes longer.
    """
    rows = select(Case.id, Case.ref).where(may_be_open(bindparam("on", type_=Date)))
    if not of_all:
        rows = rows.where(Case.id.in_(bindparam("ids", expanding=True)))
    return _OPEN.insert().from_select(["case_id", "ref"], rows)


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
