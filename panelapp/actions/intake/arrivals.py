"""New records on their way into the file, sent in one statement for each kind.

A workbook brings tens of thousands of records, and nothing looks at one of them before all are in;
so they are rows with their ids from the beginning, and no objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from panelapp.domain.models import Base, ImportedRow
from panelapp.persistence.touched import note_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy import ColumnElement, Dialect
    from sqlalchemy.orm import Session

_AT_A_TIME = 1_000
_PLACES = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}


class Arrivals:
    """Rows of new records by kind; every row of a kind has the same columns."""

    def __init__(self, session: Session) -> None:
        """Begin with none."""
        self._session = session
        self._rows: dict[type[Base], list[dict[str, Any]]] = {}
        self._next: dict[type[Base], int] = {}

    def add(self, kind: type[Base], /, **columns: Any) -> int:  # noqa: ANN401 - the columns of any kind
        """Put down a new record and return the id that it will have."""
        if kind not in self._next:
            self._next[kind] = 1 + (self._session.scalar(select(func.max(_id(kind)))) or 0)
        columns["id"] = self._next[kind]
        self._next[kind] += 1
        self._rows.setdefault(kind, []).append(columns)
        return self._next[kind] - 1

    def send(self, heard: Callable[[float], None]) -> None:
        """Write what was put down; ``heard`` hears what share of it is written, up to 1."""
        sent, of = 0, sum(map(len, self._rows.values()))
        connection = self._session.connection()
        for kind in sorted(self._rows, key=lambda kind: _PLACES[kind.__tablename__]):
            rows = self._rows[kind]
            if kind is not ImportedRow:
                note_rows(self._session, kind, rows)
            insertion = _Insertion(kind, tuple(rows[0]), connection.dialect)
            for start in range(0, len(rows), _AT_A_TIME):
                some = rows[start : start + _AT_A_TIME]
                connection.exec_driver_sql(insertion.statement, insertion.parameters(some))
                sent += len(some)
                heard(sent / of)
        self._rows.clear()
        # The session gives ids as well to what it writes next; where they end is asked anew.
        self._next.clear()


class _Insertion:
    """One statement for all rows of a kind, and how the values of each column are stored.

    The database library would work both out anew for every row, which took longer than storing it.
    """

    def __init__(self, kind: type[Base], stated: tuple[str, ...], dialect: Dialect) -> None:
        table = kind.__table__
        columns = [table.c[name] for name in stated]
        defaults = [
            column for column in table.c if column.name not in stated and column.default is not None
        ]
        quote = dialect.identifier_preparer.quote
        names = ", ".join(quote(column.name) for column in (*columns, *defaults))
        marks = ", ".join("?" for _ in (*columns, *defaults))
        self.statement = f"INSERT INTO {quote(kind.__tablename__)} ({names}) VALUES ({marks})"  # noqa: S608
        self._stored = [(column.name, _stored(column, dialect)) for column in columns]
        self._defaults = tuple(_stored(column, dialect)(column.default.arg) for column in defaults)

    def parameters(self, rows: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
        """The values of the rows as the database stores them."""
        return [
            (
                *[stored(row[name]) for name, stored in self._stored],
                *self._defaults,
            )
            for row in rows
        ]


def _stored(column: ColumnElement[Any], dialect: Dialect) -> Callable[[Any], Any]:
    return column.type.dialect_impl(dialect).bind_processor(dialect) or _as_it_is


def _as_it_is(value: Any) -> Any:  # noqa: ANN401 - any value
    return value


def _id(kind: type[Base]) -> Any:  # noqa: ANN401 - a column
    return kind.__table__.c.id
