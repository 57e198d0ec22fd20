"""The computer's own windows for files: one to choose an agency's file, one for a backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from panelapp.config import user_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PANEL_FILES = "Fostering panel files (*.fpanel)"
BACKUPS = "Backups of a fostering panel file (*.fpanel-backup)"


def choose_panel_file(parent: QWidget, at: Path | None = None) -> Path | None:
    """An agency's file that is there already."""
    return _chosen(QFileDialog.getOpenFileName(parent, "Choose a file", _start(at), PANEL_FILES))


def choose_backup(parent: QWidget, at: Path | None = None) -> Path | None:
    """A backup."""
    return _chosen(QFileDialog.getOpenFileName(parent, "Choose a backup", _start(at), BACKUPS))


def choose_new_place(parent: QWidget, at: Path | None = None) -> Path | None:
    """A place for an agency's file that is not there yet."""
    chosen = _chosen(
        QFileDialog.getSaveFileName(parent, "Where to keep the file", _start(at), PANEL_FILES)
    )
    return chosen.with_suffix(".fpanel") if chosen else None


def choose_copy(parent: QWidget, name: str, kinds: str) -> Path | None:
    """A place for a copy of something under a name that is offered."""
    at = str(Path.home() / name)
    return _chosen(QFileDialog.getSaveFileName(parent, "Where to put the copy", at, kinds))


def _start(at: Path | None) -> str:
    if at is not None:
        return str(at)
    folder = user_folder()
    return str(folder if folder.is_dir() else Path.home())


def _chosen(answer: tuple[str, str]) -> Path | None:
    return Path(answer[0]) if answer[0] else None
