"""Opening the database of an agency file: SQLCipher under SQLAlchemy, with a raw key.

There is one connection, because the file is locked to it. The key goes to the library as the first
statement of a connection and never into an address, a repr or an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import StaticPool, create_engine, event, text

from panelapp.persistence import troubles
from panelapp.persistence.dialect import ADDRESS, STATEMENTS

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from panelapp.persistence.keys import DataKey

Mode = Literal["ro", "rw", "rwc"]

PAGE_BYTES = 4096
FILE_ID_BYTES = 16
APPLICATION_ID = 0x46504E4C  # "FPNL"
_PLAIN_HEADER = b"SQLite format 3\0"
# Random bytes use nearly all of the 256 values in one page; text and most formats do not.
_FEWEST_VALUES_IN_A_PAGE = 230
_SETTINGS = (
    "foreign_keys = ON",
    "journal_mode = DELETE",
    "synchronous = FULL",
    "locking_mode = EXCLUSIVE",
    "trusted_schema = 0",
    "cell_size_check = 1",
    "temp_store = 2",
    "secure_delete = 1",
    "cache_size = -32768",
)


@dataclass(frozen=True)
class Marks:
    """What an opened database says of itself: whose it is, and in which format."""

    application_id: int
    file_format: int


def open_engine(
    path: Path, key: DataKey, mode: Mode = "rw", *, foreign_keys: bool = True
) -> Engine:
    """An engine with one connection to the encrypted database at ``path``, proved by a query.

    Every transaction is ``BEGIN IMMEDIATE``, so that schema changes roll back as rows do. Foreign
    keys are off for migrations only, which rebuild tables.

    Raises:
        FileTrouble: The library cannot encrypt, or the file cannot be read with this key.
    """
    engine = create_engine(
        ADDRESS,
        creator=lambda: _connect(path, key, mode, foreign_keys=foreign_keys),
        poolclass=StaticPool,
        hide_parameters=True,
        execution_options={"compiled_cache": STATEMENTS},
    )
    event.listen(engine, "begin", _begin_immediate)
    try:
        # The first transaction takes the lock, which this connection then keeps.
        with troubles.translate_store_errors(), engine.begin() as connection:
            connection.execute(text("SELECT count(*) FROM sqlite_master"))
    except BaseException:
        engine.dispose()
        raise
    return engine


def read_marks(path: Path, key: DataKey, mode: Mode) -> Marks | None:
    """The marks of the database at ``path``; ``None`` when the key does not fit its first page.

    Raises:
        FileTrouble: The file is damaged, cut short, in use or out of reach.
    """
    with troubles.translate_store_errors():
        try:
            connection = _connect(path, key, mode)
        except sqlcipher.DatabaseError as error:
            if error.sqlite_errorname == "SQLITE_NOTADB":
                return None
            raise
        try:
            if path.stat().st_size < _number(connection, "page_count") * PAGE_BYTES:
                raise troubles.damaged()
            return Marks(_number(connection, "application_id"), _number(connection, "user_version"))
        finally:
            connection.close()


def require_encryption() -> None:
    """Refuse to go on with a database library that does not encrypt (M-05).

    Raises:
        FileTrouble: The library is not SQLCipher; no file was opened or made.
    """
    probe = sqlcipher.connect(":memory:")
    try:
        if not probe.execute("PRAGMA cipher_version").fetchone():
            raise troubles.no_encryption()
    finally:
        probe.close()


def require_encrypted(path: Path) -> None:
    """Prove by its first page that the closed file at ``path`` is encrypted.

    Never for a file that is open in this process: closing any handle to it drops the locks that
    the database library holds.

    Raises:
        FileTrouble: The file is plain.
    """
    if not looks_encrypted(path):
        raise troubles.not_encrypted()


def looks_encrypted(path: Path) -> bool:
    """Whether the closed file at ``path`` could be one of ours, judged by its first page alone."""
    with troubles.translate_store_errors(), path.open("rb") as file:
        page = file.read(PAGE_BYTES)
    return not page.startswith(_PLAIN_HEADER) and len(set(page)) >= _FEWEST_VALUES_IN_A_PAGE


def file_id_of(path: Path) -> str:
    """The first 16 bytes of the closed file at ``path``: its random salt, kept by every backup."""
    with troubles.translate_store_errors(), path.open("rb") as file:
        return file.read(FILE_ID_BYTES).hex()


def _connect(path: Path, key: DataKey, mode: Mode, *, foreign_keys: bool = True) -> Any:  # noqa: ANN401
    """A connection of the library itself, without annotations, that has read the first page."""
    require_encryption()
    connection = sqlcipher.connect(
        _address(path, mode),
        uri=True,
        isolation_level=None,  # every BEGIN is ours, or schema changes would not roll back
        check_same_thread=False,  # one thread opens, another may close
        timeout=0,  # whoever has the file keeps it: waiting would not help
    )
    try:
        # Before the key, or a wrong one is reported on standard error.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(key.pragma())
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        if not foreign_keys:
            connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except BaseException:
        connection.close()
        raise
    return connection


def _address(path: Path, mode: Mode) -> str:
    plain = path.absolute().as_posix()
    rooted = plain if plain.startswith("/") else f"/{plain}"
    return f"file://{quote(rooted)}?mode={mode}"


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _number(connection: Any, pragma: str) -> int:  # noqa: ANN401
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
