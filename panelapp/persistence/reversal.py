"""What one transaction changed, row by row, and how those rows are put back.

The rows are read from the database before an action first touches them and once more when it is
done, whatever kind of record they belong to; an action therefore knows nothing of being undone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import LargeBinary, Table, UniqueConstraint, and_, event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import object_session

from panelapp.domain.errors import StaleRecord
from panelapp.domain.models import Base, Case, Item, Sitting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection
    from sqlalchemy.orm import Mapper, Session

Row = Mapping[str, Any]
_Place = tuple[str, tuple[Any, ...]]
_WATCH = "panelapp rows that were touched"
_TABLES: Mapping[str, Table] = Base.metadata.tables
# A row belongs to the item, the case or the sitting that it leads to through these.
_OWNERS = frozenset(
    {"attendance", "decision", "final_decision", "item", "panel_case", "recommendation", "sitting"}
)
_ENDS = frozenset({"panel_case", "sitting"})


@dataclass(frozen=True)
class RowChange:
    """One row as it was and as it became; ``None`` where there was no such row."""

    table: str
    key: tuple[Any, ...]
    before: Row | None = field(repr=False)
    after: Row | None = field(repr=False)


Changes = tuple[RowChange, ...]


def watch(session: Session) -> None:
    """Keep, from now on, what every row was before the session first changes it."""
    session.info[_WATCH] = {}


def changes_seen(session: Session) -> Changes:
    """What differs from before :func:`watch`, once the session was flushed."""
    touched: dict[_Place, Row | None] = session.info.pop(_WATCH, {})
    connection = session.connection()
    changes = (
        RowChange(name, key, before, _stored(connection, name, key))
        for (name, key), before in touched.items()
    )
    return tuple(change for change in changes if change.before != change.after)


def can_be_put_back(changes: Changes) -> bool:
    """Whether there is anything to put back, and nothing that was not kept for it.

    The bytes of a paper are not: a paper that was taken away again is attached anew.
    """
    is_lost = any(
        change.after is None and len(change.before or ()) < len(_TABLES[change.table].columns)
        for change in changes
    )
    return bool(changes) and not is_lost


def put_back(changes: Changes, session: Session) -> Changes:
    """Make every row again what it was before, and return what that changed.

    Versions go up, so that a form which was opened before cannot overwrite what was put back.

    Raises:
        StaleRecord: A row is no longer as the changes left it, or another now rests on it.
    """
    connection = session.connection()
    steps = tuple(_step_back(change, connection) for change in changes)
    try:
        _write(steps, connection)
    except IntegrityError:
        raise StaleRecord(
            "Something that was recorded later rests on this, so it cannot be undone.",
            remedy="Nothing was changed. Undo the later change first.",
        ) from None
    return steps


def cases_concerned(changes: Changes, session: Session) -> frozenset[str]:
    """The references of the cases that changed rows belong to.

    What changed of one item concerns its case; what changed of a sitting concerns every case on
    the agenda, since it says who was there.
    """
    connection = session.connection()
    cases: set[int] = set()
    sittings: set[int] = set()
    for change in changes:
        for row in (change.before, change.after):
            for name, reached in _upwards(connection, change.table, row):
                if name == Case.__tablename__:
                    cases.add(reached["id"])
                elif name == Sitting.__tablename__:
                    sittings.add(reached["id"])
    on_agenda = select(Item.case_id).where(Item.sitting_id.in_(sittings))
    query = select(Case.ref).where(Case.id.in_(cases) | Case.id.in_(on_agenda))
    return frozenset(connection.scalars(query))


# --- what a session touches


@event.listens_for(Base, "before_update", propagate=True)
@event.listens_for(Base, "before_delete", propagate=True)
def _keep_what_was(mapper: Mapper[Any], connection: Connection, record: Base) -> None:
    touched = _touched(record)
    if touched is None:
        return
    name, key = _place(mapper, record)
    if (name, key) not in touched:
        touched[name, key] = _stored(connection, name, key)


@event.listens_for(Base, "after_insert", propagate=True)
def _keep_that_there_was_none(mapper: Mapper[Any], _: Connection, record: Base) -> None:
    touched = _touched(record)
    if touched is not None:
        touched.setdefault(_place(mapper, record), None)


def _touched(record: Base) -> dict[_Place, Row | None] | None:
    session = object_session(record)
    return None if session is None else session.info.get(_WATCH)


def _place(mapper: Mapper[Any], record: Base) -> _Place:
    return _name(mapper), tuple(mapper.primary_key_from_instance(record))


# --- rows of any table


def _stored(connection: Connection, name: str, key: tuple[Any, ...]) -> Row | None:
    """A row as it stands, without the bytes of a paper."""
    table = _TABLES[name]
    columns = [column for column in table.columns if not isinstance(column.type, LargeBinary)]
    found = connection.execute(select(*columns).where(_at(table, key))).mappings().one_or_none()
    return None if found is None else dict(found)


def _at(table: Table, key: tuple[Any, ...]) -> ColumnElement[bool]:
    return and_(*(column == value for column, value in zip(table.primary_key, key, strict=True)))


def _step_back(change: RowChange, connection: Connection) -> RowChange:
    """The change that leads from the row as it is now to what it was."""
    now = _stored(connection, change.table, change.key)
    if _without_version(change.table, now) != _without_version(change.table, change.after):
        raise StaleRecord(
            "What this changed was changed again since, so it cannot be undone.",
            remedy="Nothing was changed. Undo the later change first, or change it by hand.",
        )
    version = _versions().get(change.table)
    if change.before is None or version is None:
        return RowChange(change.table, change.key, before=now, after=change.before)
    highest = max(row[version] for row in (change.before, now) if row is not None)
    raised = {**change.before, version: highest + 1}
    return RowChange(change.table, change.key, before=now, after=raised)


def _without_version(name: str, row: Row | None) -> Row | None:
    """A row without the column that counts its changes."""
    version = _versions().get(name)
    return row and {column: value for column, value in row.items() if column != version}


@cache
def _versions() -> Mapping[str, str]:
    """The column by which a table counts the changes of a row, where it has one."""
    return {
        _name(mapper): mapper.version_id_col.name
        for mapper in Base.registry.mappers
        if mapper.version_id_col is not None
    }


def _name(mapper: Mapper[Any]) -> str:
    return str(mapper.persist_selectable.description)


def _write(steps: Changes, connection: Connection) -> None:
    """Delete, insert and update in an order in which no link and no unique value is broken.

    A row to which nothing points goes first, and one whose unique values change is taken out and
    put in again, since two such rows may have changed places.
    """
    order = [table.name for table in Base.metadata.sorted_tables]
    steps = tuple(sorted(steps, key=lambda step: order.index(step.table)))
    first = [step for step in steps if step.table in _leaves() and _leaves_its_place(step)]
    for step in first:
        _delete(step, connection)
    for step in steps:
        if step.after is not None and (step.before is None or step in first):
            connection.execute(_TABLES[step.table].insert().values(step.after))
    for step in steps:
        if step.before is not None and step.after is not None and step not in first:
            _update(step, connection)
    for step in reversed(steps):
        if step.after is None and step not in first:
            _delete(step, connection)


def _leaves_its_place(step: RowChange) -> bool:
    """Whether a row goes, or gives up what no other row may have at the same time."""
    if step.before is None or step.after is None:
        return step.after is None
    return any(step.before[name] != step.after[name] for name in _unique_columns(step.table))


def _unique_columns(name: str) -> Iterator[str]:
    for constraint in _TABLES[name].constraints:
        if isinstance(constraint, UniqueConstraint):
            yield from (column.name for column in constraint.columns)


@cache
def _leaves() -> frozenset[str]:
    """The tables to which no other table points."""
    pointed_at = {key.column.table.name for table in _TABLES.values() for key in table.foreign_keys}
    return frozenset(_TABLES) - pointed_at


def _delete(step: RowChange, connection: Connection) -> None:
    table = _TABLES[step.table]
    connection.execute(table.delete().where(_at(table, step.key)))


def _update(step: RowChange, connection: Connection) -> None:
    table, before, after = _TABLES[step.table], step.before or {}, step.after or {}
    values = {name: value for name, value in after.items() if value != before[name]}
    connection.execute(table.update().where(_at(table, step.key)).values(values))


# --- whose a row is


def _upwards(connection: Connection, name: str, row: Row | None) -> Iterator[tuple[str, Row]]:
    """A row of a table, and the rows that it belongs to, up to a case or a sitting."""
    if row is None:
        return
    yield name, row
    if name in _ENDS:
        return
    for key in _TABLES[name].foreign_keys:
        owner, owner_id = key.column.table.name, row[key.parent.name]
        if owner_id is None or owner not in _OWNERS:
            continue
        if name == Item.__tablename__ and owner != Case.__tablename__:
            continue
        yield from _upwards(connection, owner, _stored(connection, owner, (owner_id,)))
