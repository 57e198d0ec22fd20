"""Which households, sittings and lists the rows that a transaction touched belong to.

The way from a row to its owner is read from the foreign keys, so that a new table needs no word
here. Where no way leads anywhere, everything counts as touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, event, select
from sqlalchemy.orm import Session, aliased, object_session
from sqlalchemy.orm.attributes import get_history, instance_dict
from sqlalchemy.orm.base import PASSIVE_NO_INITIALIZE

from panelapp.domain.models import (
    AuditRow,
    Base,
    Carer,
    Case,
    CaseStanding,
    Draft,
    DutiesDay,
    Household,
    HouseholdName,
    ImportBatch,
    Item,
    KeySlotCopy,
    ListEntry,
    OpenCase,
    OpenDuty,
    PaperContent,
    PaperText,
    Person,
    SavedView,
    SearchEdition,
    SearchEntry,
    SearchWord,
    Sitting,
    User,
    UserRoleRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection
    from sqlalchemy.orm import Mapper, ORMExecuteState

    from panelapp.persistence.reversal import Changes

Row = Mapping[str, Any]
Rows = list[tuple[str, Row]]
"""Tables and rows of them; a table without a name stands for all that may have been touched."""
_TOUCHED = "panelapp rows that lead to duties"
_TABLES: Mapping[str, Table] = Base.metadata.tables
MANY_ROWS = 400
"""From so many rows on, such as those of an import, everything is made anew."""
# What no duty comes from: the trail, what somebody types, keys, logins, papers, what is derived.
_BESIDE_THE_RECORD = frozenset(
    kind.__tablename__
    for kind in (
        AuditRow,
        CaseStanding,
        Draft,
        DutiesDay,
        HouseholdName,
        KeySlotCopy,
        OpenCase,
        OpenDuty,
        PaperContent,
        PaperText,
        SearchEdition,
        SearchEntry,
        SearchWord,
        SavedView,
        User,
        UserRoleRow,
    )
)
# Who did something and which file it came from say nothing of what else it concerns.
_NOT_OWNERS = _BESIDE_THE_RECORD | {ImportBatch.__tablename__}
_CASE, _HOUSEHOLD, _ITEM = Case.__tablename__, Household.__tablename__, Item.__tablename__
_SITTING, _PERSON, _ENTRY = Sitting.__tablename__, Person.__tablename__, ListEntry.__tablename__
_OWNERS = frozenset({_CASE, _HOUSEHOLD, _SITTING, _PERSON, _ENTRY})


@dataclass(kw_only=True)
class Touched:
    """What a transaction touched.

    ``households`` and ``sittings`` are ids; ``refs`` are the references of cases, households and
    sittings that it made, changed or took away. ``is_everything`` includes all the rest.
    """

    is_everything: bool = False
    is_list: bool = False
    households: set[int] = field(default_factory=set)
    sittings: set[int] = field(default_factory=set)
    refs: set[tuple[str, str]] = field(default_factory=set)

    def __bool__(self) -> bool:
        """Whether anything was touched that a duty may come from."""
        return bool(
            self.is_everything or self.is_list or self.households or self.sittings or self.refs
        )


EVERYTHING = Touched(is_everything=True)


def rows_touched(session: Session, changes: Changes = ()) -> Rows:
    """The rows that the flushed session touched, and those of ``changes`` that went past it.

    Of each row there are the columns that identify it or lead to another, as they are and were.
    """
    rows: Rows = session.info.pop(_TOUCHED, [])
    rows += [
        (change.table, {column: row[column] for column in _leading(change.table)})
        for change in changes
        for row in (change.before, change.after)
        if row is not None and change.table not in _BESIDE_THE_RECORD
    ]
    return rows


def touched(rows: Rows, session: Session) -> Touched:
    """Whom the rows that a transaction touched belong to."""
    if not rows:
        return Touched()
    if len(rows) > MANY_ROWS:
        return EVERYTHING
    return _Tracing(session.connection()).trace(rows)


def note_rows(session: Session, kind: type[Base], rows: Iterable[Row]) -> None:
    """Take note of rows that were written past the session's records; each has its key."""
    name = kind.__tablename__
    if name in _BESIDE_THE_RECORD:
        return
    leading = _leading(name)
    session.info.setdefault(_TOUCHED, []).extend(
        (name, {column: row.get(column) for column in leading}) for row in rows
    )


# --- what a session touches


@event.listens_for(Base, "after_insert", propagate=True)
@event.listens_for(Base, "after_update", propagate=True)
@event.listens_for(Base, "after_delete", propagate=True)
def _keep_ways(mapper: Mapper[Any], _: Connection, record: Base) -> None:
    """Keep the columns that lead to the owners of a row, as they are and as they were."""
    session = object_session(record)
    name = str(mapper.persist_selectable.description)
    if session is None or name in _BESIDE_THE_RECORD:
        return
    rows = session.info.setdefault(_TOUCHED, [])
    now: dict[str, Any] = {}
    before: dict[str, Any] = {}
    values = instance_dict(record)
    for key, column in _ways(mapper):
        # The state's own list of attributes would be a cycle for each record.
        gone = get_history(record, key, PASSIVE_NO_INITIALIZE).deleted
        now[column] = values.get(key)
        before[column] = gone[0] if gone else now[column]
    rows.append((name, now))
    if before != now:
        rows.append((name, before))


@event.listens_for(Session, "do_orm_execute")
def _keep_that_all_may_be_touched(state: ORMExecuteState) -> None:
    """Take a statement that changes rows unseen for one that changes everything."""
    if not state.is_select:
        state.session.info.setdefault(_TOUCHED, []).append(("", {}))


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    """Nothing was touched by what was given up."""
    session.info.pop(_TOUCHED, None)


@cache
def _ways(mapper: Mapper[Any]) -> tuple[tuple[str, str], ...]:
    """The attributes and columns of a record that identify it or lead to another."""
    leading = _leading(str(mapper.persist_selectable.description))
    return tuple(
        (mapper.get_property_by_column(column).key, column.name)
        for column in mapper.columns
        if column.name in leading
    )


@cache
def _leading(name: str) -> frozenset[str]:
    return frozenset(
        column.name
        for column in _TABLES[name].columns
        if column.primary_key or column.foreign_keys or column.name == "ref"
    )


# --- whose a row is


class _Tracing:
    """The way up from rows to their owners, each stored row being read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[tuple[str, Any], Row | None] = {}
        self._found = Touched()
        self._whole_sittings: set[int] = set()
        self._people: set[int] = set()

    def trace(self, rows: Rows) -> Touched:
        """The owners of some rows."""
        seen: set[tuple[str, tuple[Any, ...]]] = set()
        for name, row in rows:
            place = (name, tuple(sorted(row.items(), key=repr)))
            if place not in seen:
                seen.add(place)
                self._keep(name, row)
        self._add_people()
        self._add_agendas()
        self._add_related_cases()
        return self._found

    def _keep(self, name: str, row: Row) -> None:
        owners = set(self._upwards(name, row))
        nearer = {owner for owner in owners if owner[0] != _PERSON}
        if not owners:
            self._found.is_everything = True
        # A person is what a row belongs to only where nothing else is.
        for owner, key in nearer or owners:
            if owner == _HOUSEHOLD:
                self._found.households.add(key)
            elif owner == _SITTING:
                self._found.sittings.add(key)
            elif owner == _ENTRY:
                self._found.is_list = True
            elif owner == _PERSON:
                self._people.add(key)
        if name in {_CASE, _HOUSEHOLD, _SITTING} and row.get("ref"):
            self._found.refs.add((name, row["ref"]))

    def _upwards(self, name: str, row: Row) -> Iterator[tuple[str, int]]:
        if name not in _TABLES:
            return
        if name in _OWNERS and name != _CASE:
            yield name, row["id"]
            if name == _SITTING:
                self._whole_sittings.add(row["id"])
        if name in {_HOUSEHOLD, _SITTING, _PERSON, _ENTRY}:
            return
        for key in _TABLES[name].foreign_keys:
            owner, owner_id = key.column.table.name, row.get(key.parent.name)
            if owner_id is None or owner in _NOT_OWNERS:
                continue
            if name == _ITEM and owner == _SITTING:
                # Of a sitting an item concerns the agenda, and none of the other cases on it.
                yield _SITTING, owner_id
                continue
            above = self._stored(owner, owner_id)
            if above is not None:
                yield from self._upwards(owner, above)

    def _stored(self, name: str, key: Any) -> Row | None:  # noqa: ANN401 - any key
        place = (name, key)
        if place not in self._read:
            table = _TABLES[name]
            (own,) = table.primary_key
            ways = [
                column
                for column in table.columns
                if column.primary_key
                # A case leads to its household; the one that it follows is found from there.
                or (column.foreign_keys and (name, column.name) != (_CASE, "follows_id"))
            ]
            found = self._connection.execute(select(*ways).where(own == key)).mappings().first()
            self._read[place] = None if found is None else dict(found)
        return self._read[place]

    def _add_people(self) -> None:
        """Somebody may be on the list, and may be a carer."""
        if self._people:
            self._found.is_list = True
            homes = select(Carer.household_id).where(Carer.person_id.in_(self._people))
            self._found.households.update(self._connection.scalars(homes))

    def _add_agendas(self) -> None:
        """A sitting touches the cases on its agenda, and the list: who is asked, what is ahead."""
        if self._whole_sittings:
            self._found.is_list = True
            homes = select(Case.household_id).join(Item, Item.case_id == Case.id)
            on_agenda = homes.where(Item.sitting_id.in_(self._whole_sittings))
            self._found.households.update(self._connection.scalars(on_agenda))

    def _add_related_cases(self) -> None:
        """Representations touch the case that they are about, whose household may be another."""
        households = self._found.households
        if not households:
            return
        follows = aliased(Case)
        pairs = select(follows.household_id, Case.household_id).join(
            Case, Case.id == follows.follows_id
        )
        for own in (follows, Case):
            found = self._connection.execute(pairs.where(own.household_id.in_(households))).all()
            households.update(home for pair in found for home in pair)
