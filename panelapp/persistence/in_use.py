"""The right to write to a file, held by the operating system and freed when the process dies."""

from __future__ import annotations

import errno
import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from panelapp.domain.values import long_date
from panelapp.persistence import troubles

if TYPE_CHECKING:
    from pathlib import Path

    from filelock import BaseFileLock

_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
# Windows keeps others from reading the byte that is locked, which is the first.
_WORDS_FROM = 1


class Claim:
    """A claim to one file. Without a lock the place is read-only and nothing may be written."""

    def __init__(self, path: Path, lock: BaseFileLock | None) -> None:
        self._words = lock_path(path)
        self._lock = lock

    @property
    def is_read_only(self) -> bool:
        """Whether the folder did not even let us put a lock there."""
        return self._lock is None

    def sign(self, user: str, since: datetime) -> None:
        """Say who has the file open and since when, for the person who tries next.

        The lock holds without these words, so a disk that is full is no reason to refuse.
        """
        if self._lock is None:
            return
        words = json.dumps({"user": user, "since": since.isoformat()}, ensure_ascii=False)
        with suppress(OSError), self._words.open("r+b", buffering=0) as file:
            file.truncate(_WORDS_FROM)
            file.seek(_WORDS_FROM)
            file.write(words.encode())

    def release(self) -> None:
        """Free the file and take the lock's own file away, so that no empty file frightens."""
        if self._lock is None:
            return
        with suppress(OSError):  # Windows keeps a file that is open
            self._words.unlink()
        self._lock.release()
        self._lock = None


def claim(path: Path) -> Claim:
    """Claim the file at ``path``, which may be spelled in any way.

    Raises:
        FileTrouble: Another process, or another part of this one, has the file open (M-03), or
            its folder is gone.
    """
    from filelock import FileLock, Timeout

    true_path = path.resolve()
    if not true_path.parent.is_dir():
        raise troubles.out_of_reach()
    lock = FileLock(lock_path(true_path), thread_local=False, fallback_to_soft=False)
    try:
        with troubles.translate_store_errors():
            _acquire(lock)
    except Timeout:
        raise _holder(lock_path(true_path)) from None
    return Claim(true_path, lock if lock.is_locked else None)


def lock_path(path: Path) -> Path:
    """Where the lock of the agency file at ``path`` stands."""
    return path.with_name(f"{path.name}-lock")


def _acquire(lock: BaseFileLock) -> None:
    try:
        lock.acquire(blocking=False)
    except OSError as error:
        if error.errno not in _NO_RIGHT:
            raise


def _holder(words: Path) -> Exception:
    try:
        with words.open("rb", buffering=0) as file:
            file.seek(_WORDS_FROM)
            told = json.loads(file.read())
        return troubles.in_use(str(told["user"]), _since(datetime.fromisoformat(told["since"])))
    except (OSError, ValueError, KeyError, TypeError):
        return troubles.in_use()


def _since(began: datetime) -> str:
    here = began.astimezone()
    if here.date() == datetime.now(UTC).astimezone().date():
        return f"{here:%H:%M}"
    return f"{long_date(here.date())} {here:%H:%M}"
