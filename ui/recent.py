"""The files that were opened last, remembered for this computer user without anybody's name."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ui.theme.reading import preferences

MOST = 6
_FILES, _IS_KEPT = "recent/files", "recent/is_kept"


@dataclass(frozen=True, kw_only=True)
class RecentFile:
    """A file, when it was opened last, and a mark of the user that is not their name."""

    path: Path
    opened_at: datetime
    mark: str

    def user_among(self, users: tuple[str, ...]) -> str | None:
        """The one of ``users`` who opened the file last, if they are among them."""
        return next((user for user in users if _mark(self.path, user) == self.mark), None)


def recent_files() -> tuple[RecentFile, ...]:
    """The files that were opened last, the latest first."""
    try:
        kept: list[dict[str, Any]] = json.loads(str(preferences().value(_FILES, "[]")))
        return tuple(
            RecentFile(
                path=Path(one["path"]),
                opened_at=datetime.fromisoformat(one["opened_at"]),
                mark=str(one["mark"]),
            )
            for one in kept
        )
    except (ValueError, KeyError, TypeError):
        return ()


def recent_file(path: Path) -> RecentFile | None:
    """What is remembered of one file."""
    return next((one for one in recent_files() if one.path == path), None)


def note_opened(path: Path, user: str) -> None:
    """Remember that ``user`` opened a file now, unless the person does not want that."""
    if not is_kept():
        return
    now = RecentFile(path=path, opened_at=datetime.now(UTC), mark=_mark(path, user))
    _keep((now, *(one for one in recent_files() if one.path != path)))


def forget(path: Path) -> None:
    """Remember one file no more."""
    _keep(tuple(one for one in recent_files() if one.path != path))


def forget_all() -> None:
    """Remember no file that was opened so far."""
    _keep(())


def is_kept() -> bool:
    """Whether files that are opened are remembered."""
    return str(preferences().value(_IS_KEPT, "true")) == "true"


def keep(*, is_wanted: bool) -> None:
    """Remember files from now on, or forget every one and remember none."""
    preferences().setValue(_IS_KEPT, "true" if is_wanted else "false")
    if not is_wanted:
        forget_all()


def _keep(files: tuple[RecentFile, ...]) -> None:
    listed = [
        {"path": str(one.path), "opened_at": one.opened_at.isoformat(), "mark": one.mark}
        for one in files[:MOST]
    ]
    preferences().setValue(_FILES, json.dumps(listed))


def _mark(path: Path, user: str) -> str:
    return hashlib.sha256(f"{path}\n{user}".encode()).hexdigest()[:16]
