"""One fingerprint for everything that a file holds, so that two states can be compared."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from panelapp.persistence.engine import open_engine

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from panelapp.persistence.keys import DataKey

_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
    "ESCAPE '\\' AND name != 'alembic_version' ORDER BY name"
)


def fingerprint(path: Path, key: DataKey, *, without: frozenset[str] = frozenset()) -> str:
    """SHA-256 over every row of every business table, in order, read through a fresh opening.

    ``without`` names what differs from run to run: tables, or columns as ``table.column``.
    The opening also proves that the file is sound and that no link between rows is broken.
    """
    engine = open_engine(path, key)
    try:
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
            tables = connection.exec_driver_sql(_TABLES).scalars().all()
            digest = hashlib.sha256()
            for table in (table for table in tables if table not in without):
                for line in _lines(connection, table, without):
                    digest.update(line.encode())
            return digest.hexdigest()
    finally:
        engine.dispose()


def _lines(connection: Connection, table: str, without: frozenset[str]) -> list[str]:
    names = connection.exec_driver_sql(f'PRAGMA table_info("{table}")').scalars(1).all()
    kept = [name for name in names if f"{table}.{name}" not in without]
    columns = ", ".join(f'"{name}"' for name in kept)
    rows = connection.exec_driver_sql(f'SELECT {columns} FROM "{table}"').all()  # noqa: S608
    return [f"{table} {kept}\n", *sorted(f"{tuple(row)!r}\n" for row in rows)]
