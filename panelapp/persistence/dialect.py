"""SQLCipher as a dialect that SQLAlchemy knows: one for every file, as is what it wrote for one.

An engine belongs to one open file and goes with it, and with it would go every statement that was
put into words for it. Most of the time of a short statement is spent on that, and a file is closed
and opened again at each lock of the window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

if TYPE_CHECKING:
    from types import ModuleType

ADDRESS = "sqlite+panelapp://"
STATEMENTS: LRUCache[Any, Any] = LRUCache(2_000)
"""What was put into words last, whichever file it was for."""


class SqlcipherDialect(SQLiteDialect_pysqlite):
    """The dialect of SQLite over SQLCipher's library; any two of it put statements alike."""

    driver = "panelapp"
    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> ModuleType:
        """The library of SQLCipher."""
        import sqlcipher3.dbapi2

        return sqlcipher3.dbapi2  # type: ignore[no-any-return]

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))


registry.register("sqlite.panelapp", __name__, SqlcipherDialect.__name__)
