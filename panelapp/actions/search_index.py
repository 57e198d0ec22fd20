"""Keeping what can be searched up to date with every change (ADR 0017).

Entries are written as the open duties are: past the records, by plain statements on the connection
of the transaction that changes a fact. Only the entries of rows that it touched are looked at, and
only those whose words changed are written.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, or_, select, union_all

from panelapp.domain.models import (
    Base,
    Carer,
    Case,
    Decision,
    FinalDecisionRecord,
    Item,
    ListEntry,
    Paper,
    PaperContent,
    PaperText,
    Recommendation,
    SearchEdition,
    SearchEntry,
    SearchPart,
)
from panelapp.exchange.paper_words import paper_words
from panelapp.persistence import search_index
from panelapp.queries.search_entries import (
    AT_ONCE,
    EDITION,
    Entry,
    entries,
    indexed,
    source_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection, Row, Select

    from panelapp.persistence.touched import Rows
    from panelapp.persistence.unit_of_work import UnitOfWork

_KEPT, _EDITION, _TEXTS = (
    Base.metadata.tables[kind.__tablename__] for kind in (SearchEntry, SearchEdition, PaperText)
)
_OF_A_DAY = 1 << 20
"""How many entries of one day there can be: an entry's number begins with its day."""
_DAYS_AT_ONCE = 100
_MAKING = "Making the words searchable"
_P = SearchPart
_Key = tuple[SearchPart, int]
# Which entries a row concerns: by its own key, or by the key of another row that it leads to.
CONCERNS: Mapping[str, Sequence[tuple[SearchPart, str]]] = {
    "panel_case": ((_P.CASE, "id"), (_P.CHECKS, "id")),
    "named_child": ((_P.CASE, "case_id"),),
    "exemption": ((_P.CASE, "case_id"),),
    "assessment_check": ((_P.CHECKS, "case_id"),),
    "household": ((_P.HOUSEHOLD, "id"),),
    "carer": ((_P.CARER, "id"), (_P.HOUSEHOLD, "household_id")),
    "household_member": ((_P.HOUSEHOLD_MEMBER, "id"),),
    "list_entry": ((_P.MEMBER, "id"),),
    "appointment": ((_P.MEMBER, "entry_id"),),
    "sitting": ((_P.SITTING, "id"),),
    "item": ((_P.MINUTES, "id"),),
    "recommendation": ((_P.MINUTES, "item_id"),),
    "minutes_version": ((_P.MINUTES, "item_id"),),
    "locked_minutes": ((_P.MINUTES, "item_id"),),
    "correction_note": ((_P.MINUTES, "item_id"),),
    "decision": ((_P.DECISION, "id"), (_P.DECISION, "supersedes_id")),
    "requirement": ((_P.DECISION, "decision_id"),),
    "final_decision": ((_P.FINAL_DECISION, "id"), (_P.FINAL_DECISION, "supersedes_id")),
    "paper": ((_P.PAPER, "id"), (_P.PAPER_NAME, "id")),
}
# Rows that lead to their entries only through another row.
THROUGH: Mapping[str, Sequence[tuple[SearchPart, str, Select[int, int]]]] = {
    "person": (
        (_P.CARER, "id", select(Carer.person_id, Carer.id)),
        (_P.HOUSEHOLD, "id", select(Carer.person_id, Carer.household_id)),
        (_P.MEMBER, "id", select(ListEntry.person_id, ListEntry.id)),
    ),
    "member_view": (
        (_P.MINUTES, "recommendation_id", select(Recommendation.id, Recommendation.item_id)),
    ),
}
# What the entries of cases, papers, minutes and decisions say of the carers, and of the sitting.
_SAYS_NAMES: Mapping[SearchPart, Select[int]] = {
    _P.CASE: select(Case.id),
    _P.CHECKS: select(Case.id),
    _P.MINUTES: select(Item.id).join(Case, Case.id == Item.case_id),
    _P.DECISION: select(Decision.id).join(Case, Case.id == Decision.case_id),
    _P.FINAL_DECISION: select(FinalDecisionRecord.id).join(
        Case, Case.id == FinalDecisionRecord.case_id
    ),
    _P.PAPER: select(Paper.id).join(Case, Case.id == Paper.case_id),
    _P.PAPER_NAME: select(Paper.id).join(Case, Case.id == Paper.case_id),
}


def rewrite_search(rows: Rows, uow: UnitOfWork) -> None:
    """Bring the search entries up to date with the rows that a transaction touched, inside it.

    All of them are looked at where it is unknown what was touched, and in a file whose entries an
    older version of the program made, or none did.
    """
    connection = uow.session.connection()
    edition = connection.scalar(select(_EDITION.c.edition))
    if edition == EDITION:
        if any(not table for table, _ in rows):
            _bring_all(uow)
        elif rows:
            _bring_concerned(rows, uow)
        return
    _read_older_papers(connection)
    _bring_all(uow)
    connection.execute(_EDITION.delete())
    connection.execute(_EDITION.insert().values(id=1, edition=EDITION))


def _read_older_papers(connection: Connection) -> None:
    """Read the words of papers that an older version of the program attached."""
    read = select(PaperText.sha256)
    unread = select(Paper.sha256, Paper.file_name).where(Paper.sha256.not_in(read))
    for sha256, file_name in dict(connection.execute(unread).all()).items():
        content = connection.scalar(
            select(PaperContent.content).where(PaperContent.sha256 == sha256)
        )
        words = paper_words(file_name, content or b"")
        connection.execute(_TEXTS.insert().values(sha256=sha256, words=words))


def _bring_concerned(rows: Rows, uow: UnitOfWork) -> None:
    connection = uow.session.connection()
    wanted: dict[SearchPart, set[int]] = defaultdict(set)
    for table, row in rows:
        for part, column in CONCERNS.get(table, ()):
            if row.get(column) is not None:
                wanted[part].add(row[column])
    for table, ways in THROUGH.items():
        _follow(table, ways, rows, wanted, connection)
    first = {part: wanted.pop(part, set()) for part in (_P.CARER, _P.SITTING)}
    _bring(first, uow).add_to(wanted, connection)
    _bring(wanted, uow)


def _follow(
    table: str,
    ways: Sequence[tuple[SearchPart, str, Select[int, int]]],
    rows: Rows,
    wanted: dict[SearchPart, set[int]],
    connection: Connection,
) -> None:
    for part, column, way in ways:
        keys = {row[column] for name, row in rows if name == table and row.get(column)}
        leads = way.selected_columns[0]
        for some in _some(keys):
            found = connection.execute(way.where(leads.in_(some)))
            wanted[part].update(key for _, key in found)


@dataclass
class _Changed:
    """The households whose names and the sittings whose days other entries must say anew."""

    households: set[int] = field(default_factory=set)
    sittings: set[int] = field(default_factory=set)

    def see(self, part: SearchPart, source_id: int, household_id: int | None) -> None:
        """Take note of an entry that changed, as it is or as it was."""
        if part is _P.SITTING:
            self.sittings.add(source_id)
        elif part is _P.CARER and household_id is not None:
            self.households.add(household_id)

    def add_to(self, wanted: dict[SearchPart, set[int]], connection: Connection) -> None:
        """Add the entries that must be made anew."""
        for some in _some(self.households):
            for part, query in _SAYS_NAMES.items():
                ids = connection.scalars(query.where(Case.household_id.in_(some)))
                wanted[part].update(ids)
            wanted[_P.HOUSEHOLD].update(some)
        for some in _some(self.sittings):
            ids = connection.scalars(select(Item.id).where(Item.sitting_id.in_(some)))
            wanted[_P.MINUTES].update(ids)


def _some(keys: Collection[int]) -> Iterable[list[int]]:
    in_order = sorted(keys)
    return (in_order[start : start + AT_ONCE] for start in range(0, len(in_order), AT_ONCE))


def _bring_all(uow: UnitOfWork) -> None:
    connection = uow.session.connection()
    for part in SearchPart:
        kept = select(_KEPT.c.source_id).where(_KEPT.c.part == part)
        keys = set(connection.scalars(kept)) | set(connection.scalars(select(source_of(part))))
        _bring({part: keys}, uow)


def _bring(wanted: Mapping[SearchPart, Collection[int]], uow: UnitOfWork) -> _Changed:
    """Write what differs of the entries of some keys."""
    connection, changed = uow.session.connection(), _Changed()
    done, of = 0, sum(map(len, wanted.values()))
    uow.progress(_MAKING, done, of)
    if of <= AT_ONCE:
        _bring_some({part: sorted(ids) for part, ids in wanted.items() if ids}, changed, connection)
    else:
        for part, ids in wanted.items():
            for some in _some(ids):
                _bring_some({part: some}, changed, connection)
                done += len(some)
                uow.progress(_MAKING, done, of)
    return changed


def _bring_some(
    wanted: Mapping[SearchPart, Sequence[int]], changed: _Changed, connection: Connection
) -> None:
    if not wanted:
        return
    these = or_(
        *(and_(_KEPT.c.part == part, _KEPT.c.source_id.in_(ids)) for part, ids in wanted.items())
    )
    query = select(_KEPT).where(these)
    kept = {(row.part, row.source_id): row for row in connection.execute(query)}
    made = {
        (part, entry.source_id): entry
        for part, ids in wanted.items()
        for entry in entries(part, ids, connection)
    }
    gone = [row for key, row in kept.items() if key not in made]
    fresh = [
        entry for key, entry in made.items() if key not in kept or kept[key].digest != entry.digest
    ]
    for entry in fresh:
        changed.see(entry.part, entry.source_id, entry.household_id)
    for row in (*gone, *(kept[key] for entry in fresh if (key := _key(entry)) in kept)):
        changed.see(row.part, row.source_id, row.household_id)
    _write(fresh, [*gone, *_moved(fresh, kept)], kept, connection)


def _key(entry: Entry) -> _Key:
    return entry.part, entry.source_id


def _moved(fresh: Iterable[Entry], kept: Mapping[_Key, Row[Any]]) -> list[Row[Any]]:
    """The kept rows of entries that are of another day now, and so have another number."""
    return [
        row
        for entry in fresh
        if (row := kept.get(_key(entry))) is not None
        and row.id // _OF_A_DAY != _day_number(entry.day)
    ]


def _day_number(day: date | None) -> int:
    return 0 if day is None else day.toordinal()


def _write(
    fresh: Sequence[Entry],
    gone: Sequence[Row[Any]],
    kept: Mapping[_Key, Row[Any]],
    connection: Connection,
) -> None:
    if gone:
        ids = [row.id for row in gone]
        connection.execute(_KEPT.delete().where(_KEPT.c.id.in_(ids)))
        search_index.erase(ids, connection)
    if not fresh:
        return
    away = {row.id for row in gone}
    stays = {key: row.id for key, row in kept.items() if row.id not in away}
    new = [entry for entry in fresh if _key(entry) not in stays]
    numbers = _numbers(new, connection) | stays
    if new:
        connection.execute(_KEPT.insert(), [_row(entry, numbers[_key(entry)]) for entry in new])
    changed = [
        {"number": stays[_key(entry)], **_row(entry, stays[_key(entry)])}
        for entry in fresh
        if _key(entry) in stays
    ]
    if changed:
        connection.execute(_KEPT.update().where(_KEPT.c.id == bindparam("number")), changed)
    search_index.write((indexed(entry, numbers[_key(entry)]) for entry in fresh), connection)


def _numbers(new: Sequence[Entry], connection: Connection) -> dict[_Key, int]:
    """The next number of its day for each new entry."""
    days = sorted({_day_number(entry.day) for entry in new})
    following: dict[int, int] = {}
    for start in range(0, len(days), _DAYS_AT_ONCE):
        some = [
            select(func.max(_KEPT.c.id)).where(
                _KEPT.c.id >= day * _OF_A_DAY, _KEPT.c.id < (day + 1) * _OF_A_DAY
            )
            for day in days[start : start + _DAYS_AT_ONCE]
        ]
        for last in connection.scalars(union_all(*some) if len(some) > 1 else some[0]):
            if last is not None:
                following[last // _OF_A_DAY] = last + 1
    numbers: dict[_Key, int] = {}
    for entry in new:
        day = _day_number(entry.day)
        numbers[_key(entry)] = following.setdefault(day, day * _OF_A_DAY + 1)
        following[day] += 1
    return numbers


def _row(entry: Entry, number: int) -> dict[str, Any]:
    return {
        "id": number,
        "part": entry.part,
        "source_id": entry.source_id,
        "case_id": entry.case_id,
        "household_id": entry.household_id,
        "digest": entry.digest,
    }
