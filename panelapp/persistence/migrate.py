"""Making the tables of a new file and bringing an older file up to date, in one transaction.

Alembic runs from code: the scripts are found in the bundle and the connection is handed over. The
number of the last script is the file's format and stands in ``user_version``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panelapp import config
from panelapp.persistence import troubles
from panelapp.persistence.engine import APPLICATION_ID, open_engine, require_encrypted

if TYPE_CHECKING:
    from pathlib import Path

    from alembic.config import Config
    from sqlalchemy import Connection, MetaData

    from panelapp.persistence.engine import Mode
    from panelapp.persistence.keys import DataKey

_NUMBER = re.compile(r"(\d{4})_.*\.py")


def newest_format() -> int:
    """The format that this version of the program writes, by the names of its scripts alone."""
    names = (script.name for script in (config.migrations_folder() / "versions").iterdir())
    return max((int(found[1]) for found in map(_NUMBER.fullmatch, names) if found), default=0)


def create_schema(path: Path, key: DataKey) -> None:
    """Make the new encrypted file at ``path`` with every table and no row.

    Raises:
        FileTrouble: The disk is full or faulty, or the folder cannot be written.
    """
    _upgrade(path, key, "rwc")


def upgrade(path: Path, key: DataKey) -> None:
    """Bring the closed file at ``path`` to the newest format, or leave it as it was.

    Foreign keys are off meanwhile: rebuilding a parent table would otherwise delete its children.
    Links and row counts are therefore checked before the one commit.

    Raises:
        FileTrouble: The disk is full or faulty, or rows would have been lost.
    """
    _upgrade(path, key, "rw")


def alembic_config(connection: Connection, metadata: MetaData | None = None) -> Config:
    """Alembic's settings for ``connection``; ``metadata`` is for writing and checking scripts."""
    from alembic.config import Config

    settings = Config(
        attributes={"connection": connection, "target_metadata": metadata},
    )
    settings.set_main_option("script_location", str(config.migrations_folder()).replace("%", "%%"))
    settings.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return settings


def _upgrade(path: Path, key: DataKey, mode: Mode) -> None:
    engine = open_engine(path, key, mode, foreign_keys=False)
    try:
        with troubles.translate_store_errors(), engine.begin() as connection:
            before = _row_counts(connection)
            _run_scripts(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {newest_format()}")
            _refuse_loss(connection, before)
    finally:
        engine.dispose()
    require_encrypted(path)


def _run_scripts(connection: Connection) -> None:
    from alembic import command

    command.upgrade(alembic_config(connection), "head")


def _refuse_loss(connection: Connection, before: dict[str, int]) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise troubles.rows_would_be_lost(str(broken[0]))
    after = _row_counts(connection)
    for table, count in before.items():
        if after.get(table) != count:
            raise troubles.rows_would_be_lost(table)


def _row_counts(connection: Connection) -> dict[str, int]:
    tables = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
        "ESCAPE '\\' AND name != 'alembic_version'"
    ).scalars()
    return {
        table: connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one()  # noqa: S608
        for table in tables.all()
    }
