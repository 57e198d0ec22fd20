"""New records on their way into the file, sent in one statement for each kind.

A workbook brings tens of thousands of records, and nothing looks at one of them before all are in;
so they are rows with their ids from the beginning, and no objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from panelapp.domain.models import Base

if TYPE_CHECKING:
    from collections.abc import Callable

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

    def send(self, heard: Callable[[int], None]) -> None:
        """Write what was put down; ``heard`` hears how many of the records are written."""
        sent = 0
        connection = self._session.connection()
        for kind in sorted(self._rows, key=lambda kind: _PLACES[kind.__tablename__]):
            rows = self._rows[kind]
            for start in range(0, len(rows), _AT_A_TIME):
                some = rows[start : start + _AT_A_TIME]
                connection.execute(insert(kind.__table__), some)  # type: ignore[arg-type]  # a table
                sent += len(some)
                heard(sent)
        self._rows.clear()


def _id(kind: type[Base]) -> Any:  # noqa: ANN401 - a column
    return kind.__table__.c.id
