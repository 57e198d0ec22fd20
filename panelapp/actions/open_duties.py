"""Keeping the open duties of the office in the file, so that no list need compute them (ADR 0016).

They are written past the records, by plain statements on the connection of the transaction that
changes a fact: neither the audit trail nor an undo knows of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select, tuple_
from sqlalchemy.orm import Session

from panelapp.domain.models import Base, Case, DutiesDay, Household, OpenDuty, Sitting
from panelapp.domain.rules.duties import Subject
from panelapp.persistence.unit_of_work import UnitOfWork
from panelapp.queries.due_list import ALL, Scope, computed_duties

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection

    from panelapp.domain.rules.duties import Duty
    from panelapp.persistence.touched import Touched

_KEPT, _DAY = (Base.metadata.tables[kind.__tablename__] for kind in (OpenDuty, DutiesDay))
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
    if day != uow.today or command.even_if_of_today:
        _rewrite_all(connection, uow)


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
        _rewrite_all(connection, uow)
    else:
        _rewrite(touched, connection, uow)


def _rewrite_all(connection: Connection, uow: UnitOfWork) -> None:
    connection.execute(_KEPT.delete())
    connection.execute(_DAY.delete())
    connection.execute(_DAY.insert().values(id=1, day=uow.today))
    _keep(_computed(ALL, connection, uow), connection)


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
    about: ColumnElement[bool] = tuple_(_KEPT.c.subject, _KEPT.c.ref).in_(gone)
    if touched.is_list:
        about = or_(about, _KEPT.c.subject.in_(_OF_THE_LIST))
    connection.execute(_KEPT.delete().where(about))
    _keep(_computed(scope, connection, uow), connection)


def _computed(scope: Scope, connection: Connection, uow: UnitOfWork) -> list[Duty]:
    """The duties as the rows of the transaction make them, whatever its session still holds."""
    with Session(connection) as session:
        fresh = UnitOfWork(session, uow.actor, uow.now)
        return list(computed_duties(fresh, uow.today, scope))


def _keep(duties: Iterable[Duty], connection: Connection) -> None:
    rows = [
        {
            "subject": duty.subject.value,
            "ref": duty.ref,
            "duty": duty.duty,
            "who": duty.who,
            "due": duty.due,
            "rule": duty.rule,
            "explanation": duty.explanation,
        }
        for duty in duties
    ]
    if rows:
        connection.execute(_KEPT.insert(), rows)
