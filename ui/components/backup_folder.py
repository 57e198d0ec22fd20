"""The folder for backups that was used last on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog

from ui.theme.reading import preferences

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_KEPT = "records/backup_folder"


def kept_backup_folder() -> str:
    """The folder that was used last; empty where none was."""
    return str(preferences().value(_KEPT, ""))


def keep_backup_folder(folder: str) -> None:
    """Remember a folder for the next backup."""
    preferences().setValue(_KEPT, folder)


def choose_folder(
    parent: QWidget, heading: str, begin_at: str, then: Callable[[str], object]
) -> QFileDialog:
    """Open the computer's own window for a folder; the program goes on meanwhile."""
    dialog = QFileDialog(parent, heading, begin_at)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(then)
    QDialog.open(dialog)
    return dialog
