"""Backups that have been reopened before they get their name, restoring, and verifying."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelapp.domain.errors import FileTrouble
from panelapp.persistence import troubles
from panelapp.persistence.durable import (
    discard,
    free_name,
    remove_database,
    replace_durably,
    set_aside,
    sync_file,
)
from panelapp.persistence.engine import open_engine, read_marks, require_encrypted
from panelapp.persistence.in_use import claim
from panelapp.persistence.keys import KeySlots, slots_path

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Engine

    from panelapp.persistence.keys import DataKey, Unlocked

BACKUP_SUFFIX = ".fpanel-backup"


@dataclass(frozen=True)
class StoreReport:
    """What the three checks of the database found; nothing found is a sound file."""

    pages: tuple[str, ...]
    encryption: tuple[str, ...]
    links: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether no check found anything."""
        return not (self.pages or self.encryption or self.links)


def back_up(engine: Engine, unlocked: Unlocked, *, name: str, folder: Path, at: datetime) -> Path:
    """Copy the open file into ``folder`` as ``Name 2026-11-21 14.02.fpanel-backup``.

    The copy is encrypted with the same key. It is reopened and checked before it gets its name.
    The slots are copied beside it.

    Raises:
        FileTrouble: The folder cannot be reached or written or has no room, or the copy fails its
            check. No half backup is left under a backup's name.
    """
    with troubles.translate_store_errors():
        _require_folder(folder)
    copy = free_name(folder.absolute(), f"{name} {at:%Y-%m-%d %H.%M}", BACKUP_SUFFIX)
    part = copy.with_name(f"{copy.name}-part")
    remove_database(part)
    try:
        unlocked.slots.save(slots_path(copy))
        _vacuum_into(engine, part)
        _check_copy(part, unlocked.key)
        replace_durably(part, copy)
    except BaseException:
        remove_database(part)
        if not copy.exists():
            discard(slots_path(copy))
        raise
    return copy


def _require_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, FileNotFoundError, NotADirectoryError) as error:
        raise troubles.no_folder_for_backup() from error


def restore(backup: Path, to_file: Path, key: DataKey, *, at: datetime) -> Path | None:
    """Put a copy of ``backup`` at ``to_file`` and set aside the file that stood there.

    Nothing is overwritten or deleted. Returns where the old file now stands, or ``None``.

    Raises:
        FileTrouble: The backup is damaged or the key is not its key, or ``to_file`` is open; it
            is then as it was.
    """
    held = claim(to_file)
    try:
        return _restore(backup, to_file.resolve(), key, at)
    finally:
        held.release()


def verify(engine: Engine) -> StoreReport:
    """Check every page, every page's seal and every link between rows of the open database.

    Raises:
        FileTrouble: The disk failed while reading.
    """
    broken_seals = _findings(engine, "cipher_integrity_check")
    if broken_seals:
        # The other checks would stop at the first page that cannot be read.
        return StoreReport(pages=(), encryption=broken_seals, links=())
    return StoreReport(
        pages=_findings(engine, "integrity_check"),
        encryption=(),
        links=_findings(engine, "foreign_key_check"),
    )


def _restore(backup: Path, target: Path, key: DataKey, at: datetime) -> Path | None:
    slots = KeySlots.load(slots_path(backup))
    new = target.with_name(f"{target.name}-new")
    remove_database(new)
    engine = _open_copy(backup, key)
    try:
        _vacuum_into(engine, new)
        _check_copy(new, key)
    except BaseException:
        remove_database(new)
        raise
    finally:
        engine.dispose()
    if target.exists():
        # A journal that a crash left belongs to this name: let the file be made whole first.
        with suppress(FileTrouble):
            read_marks(target, key, "rw")
    aside = set_aside(target, at)
    slots.save(slots_path(target))
    replace_durably(new, target)
    return aside


def _open_copy(path: Path, key: DataKey) -> Engine:
    if not path.exists():
        raise troubles.no_such_file()
    if read_marks(path, key, "ro") is None:
        raise troubles.damaged()
    return open_engine(path, key, "ro")


def _vacuum_into(engine: Engine, copy: Path) -> None:
    with troubles.translate_store_errors():
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("VACUUM INTO ?", (str(copy),))
        finally:
            connection.close()


def _check_copy(copy: Path, key: DataKey) -> None:
    require_encrypted(copy)
    engine = _open_copy(copy, key)
    try:
        if _findings(engine, "quick_check"):
            raise troubles.damaged()
    finally:
        engine.dispose()
    sync_file(copy)


def _findings(engine: Engine, check: str) -> tuple[str, ...]:
    with troubles.translate_store_errors(), engine.connect() as connection:
        rows = connection.exec_driver_sql(f"PRAGMA {check}").all()
    found = (" ".join(map(str, row)) for row in rows)
    return tuple(finding for finding in found if finding != "ok")
