"""One agency's file: made, opened by one process at a time, and closed."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from sqlalchemy import text

from panelapp.domain.errors import FileTrouble
from panelapp.persistence import migrate, troubles
from panelapp.persistence.backup import back_up
from panelapp.persistence.durable import discard, remove_database, replace_durably, set_aside
from panelapp.persistence.engine import (
    APPLICATION_ID,
    FILE_ID_BYTES,
    file_id_of,
    looks_encrypted,
    open_engine,
    read_marks,
    require_encrypted,
)
from panelapp.persistence.in_use import claim
from panelapp.persistence.keys import STRONG, DataKey, KeySlots, Unlocked, slots_path
from panelapp.persistence.recovery import data_key_from_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Engine

    from panelapp.persistence.engine import Mode
    from panelapp.persistence.in_use import Claim
    from panelapp.persistence.keys import KeyCost

SUFFIX = ".fpanel"
# A damaged number of a file still shares most bytes with the number in its slots.
_MOST_DAMAGED_BYTES = FILE_ID_BYTES // 2


class AgencyFile:
    """An open file. Whoever holds it may use its ``engine`` from one thread at a time."""

    def __init__(self, path: Path, unlocked: Unlocked, held: Claim, mode: Mode) -> None:
        self.path = path
        self.unlocked = unlocked
        self.engine = open_engine(path, unlocked.key, mode)
        self.is_read_only = mode == "ro"
        self._held = held
        self._identity = _identity(path)

    def save_slots(self, slots: KeySlots) -> None:
        """Let the passwords of ``slots`` open the file from now on.

        Call it after the copy inside the file was committed: a crash between the two is put right
        when the file is next opened.

        Raises:
            FileTrouble: The slots could not be written; the old passwords still open the file.
        """
        slots.save(slots_path(self.path))
        self.unlocked = replace(self.unlocked, slots=slots)

    def back_up(self, folder: Path, at: datetime) -> Path:
        """Make a checked backup in ``folder``; see ``backup.back_up``."""
        return back_up(self.engine, self.unlocked, name=self.path.stem, folder=folder, at=at)

    def require_in_place(self) -> None:
        """Refuse to go on when another program has replaced or removed the file (M-09).

        Raises:
            FileTrouble: The file at the path is not the one that was opened.
        """
        if _identity(self.path) != self._identity:
            raise troubles.replaced()

    def close(self) -> None:
        """Close the database and free the file for others."""
        self.engine.dispose()
        self._held.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create(
    path: Path,
    *,
    user: str,
    passphrase: str,
    fill: Callable[[Engine, KeySlots], None],
    cost: KeyCost = STRONG,
    is_example: bool = False,
) -> AgencyFile:
    """Make the file at ``path`` with one user, and open it.

    ``fill`` writes the first rows; the file gets its name only after that, so that a crash leaves
    no file or a whole one.

    Raises:
        FileTrouble: A file of that name exists, or the folder or disk cannot be written.
        BadInput: The name is empty or the password is shorter than 12 characters.
    """
    with ExitStack() as undo:
        held = claim(path)
        undo.callback(held.release)
        target = path.resolve()
        if target.exists():
            raise troubles.already_there()
        if held.is_read_only:
            raise troubles.read_only_place()
        new = target.with_name(f"{target.name}-new")
        remove_database(new)
        undo.callback(remove_database, new)
        key = DataKey.new()
        migrate.create_schema(new, key)
        empty = KeySlots(file_id_of(new), is_example=is_example)
        slots = empty.with_user(user, passphrase, key, cost)
        _fill(new, Unlocked(key, slots), fill)
        _put_in_place(new, target, slots)
        opened = _opened(target, key, slots, held, user)
        undo.pop_all()
        return opened


def open_with_passphrase(path: Path, user: str, passphrase: str) -> AgencyFile:
    """Open the file at ``path`` for ``user``.

    Raises:
        FileTrouble: The file is in use, not ours, damaged, newer, or the password is not right.
    """
    troubles.require_file(path)
    with ExitStack() as undo:
        held = claim(path)
        undo.callback(held.release)
        unlocked = unlock(path, user, passphrase)
        opened = _opened(path.resolve(), unlocked.key, unlocked.slots, held, user)
        undo.pop_all()
        return opened


def open_with_sheet(path: Path, words: str, user: str) -> AgencyFile:
    """Open the file at ``path`` with the words of its recovery sheet.

    Lost or damaged slots are put back from the copy inside the file.

    Raises:
        BadInput: The words are no recovery sheet.
        FileTrouble: The file is in use, not ours, damaged or newer, or the sheet is not its sheet.
    """
    key = data_key_from_words(words)
    troubles.require_file(path)
    with ExitStack() as undo:
        held = claim(path)
        undo.callback(held.release)
        _require_candidate(path)
        opened = _opened(path.resolve(), key, None, held, user)
        undo.pop_all()
        return opened


def unlock(path: Path, user: str, passphrase: str) -> Unlocked:
    """The slots and the key of the closed file or backup at ``path``.

    Raises:
        FileTrouble: The file is not ours, its slots are missing or damaged, or the password is
            not right.
    """
    path = path.resolve()
    if not slots_path(path).exists():
        _require_candidate(path)
    slots = KeySlots.load(slots_path(path))
    key = slots.unwrap(user, passphrase)
    if not looks_encrypted(path):
        raise troubles.damaged()
    if _is_of_another_file(slots.file_id, file_id_of(path)):
        raise troubles.wrong_password()
    return Unlocked(key, slots)


def _fill(new: Path, unlocked: Unlocked, fill: Callable[[Engine, KeySlots], None]) -> None:
    engine = open_engine(new, unlocked.key)
    try:
        with troubles.translate_store_errors():
            fill(engine, unlocked.slots)
    finally:
        engine.dispose()
    require_encrypted(new)


def _put_in_place(new: Path, target: Path, slots: KeySlots) -> None:
    """Slots first: a file without them would be a file that nobody can open."""
    set_aside(target, _now())
    slots.save(slots_path(target))
    try:
        replace_durably(new, target)
    except BaseException:
        discard(slots_path(target))
        raise


def _opened(
    path: Path, key: DataKey, beside: KeySlots | None, held: Claim, user: str
) -> AgencyFile:
    mode: Mode = "ro" if held.is_read_only or not os.access(path, os.W_OK) else "rw"
    file_id = file_id_of(path)
    marks = read_marks(path, key, mode)
    if marks is None:
        raise troubles.wrong_sheet() if beside is None else troubles.damaged()
    if marks.application_id != APPLICATION_ID:
        raise troubles.not_our_file()
    newest = migrate.newest_format()
    if marks.file_format > newest:
        raise troubles.newer_version(marks.file_format, newest)
    slots = _settled_slots(path, key, mode, beside or _slots_beside(path, file_id))
    unlocked = Unlocked(key, slots or KeySlots(file_id))
    if marks.file_format < newest:
        _bring_up_to_date(path, unlocked, mode)
    opened = AgencyFile(path, unlocked, held, mode)
    held.sign(user, _now())
    return opened


def _bring_up_to_date(path: Path, unlocked: Unlocked, mode: Mode) -> None:
    if mode == "ro":
        raise troubles.read_only_place()
    engine = open_engine(path, unlocked.key, mode)
    try:
        back_up(engine, unlocked, name=path.stem, folder=path.parent, at=_now())
    finally:
        engine.dispose()
    migrate.upgrade(path, unlocked.key)


def _settled_slots(
    path: Path, key: DataKey, mode: Mode, beside: KeySlots | None
) -> KeySlots | None:
    """The newer of the slots beside the file and those inside it, made to stand beside it."""
    inside = _slots_inside(path, key, mode)
    if inside is None or (beside is not None and beside.revision >= inside.revision):
        return beside
    if mode == "rw":
        inside.save(slots_path(path))
    return inside


def _slots_inside(path: Path, key: DataKey, mode: Mode) -> KeySlots | None:
    engine = open_engine(path, key, mode)
    try:
        with troubles.translate_store_errors(), engine.connect() as connection:
            copy = connection.execute(
                text("SELECT text FROM key_slot_copy ORDER BY id DESC LIMIT 1")
            ).scalar()
    finally:
        engine.dispose()
    return KeySlots.from_json(copy) if copy else None


def _slots_beside(path: Path, file_id: str) -> KeySlots | None:
    try:
        slots = KeySlots.load(slots_path(path))
    except FileTrouble:
        return None
    return slots if slots.file_id == file_id else None


def _require_candidate(path: Path) -> None:
    troubles.require_file(path)
    if not looks_encrypted(path):
        raise troubles.not_our_file()


def _is_of_another_file(expected: str, found: str) -> bool:
    pairs = zip(bytes.fromhex(expected), bytes.fromhex(found), strict=True)
    return sum(one != other for one, other in pairs) > _MOST_DAMAGED_BYTES


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
