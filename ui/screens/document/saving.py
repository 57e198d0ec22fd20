"""Where a copy of a document goes: somebody chooses a place, and the name says which kind it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_KINDS = {"docx": "Word document (*.docx)", "pdf": "PDF document (*.pdf)"}


class Places:
    """The folder in which the last copy was put; it is forgotten when the window closes."""

    last: Path | None = None


def ask_for_place(
    parent: QWidget, file_name: str, form: str, then: Callable[[Path], None]
) -> QFileDialog:
    """Ask where a copy of a form goes, and give the place to ``then``."""
    dialog = QFileDialog(parent, "Save a copy")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(_KINDS[form])
    dialog.setDefaultSuffix(form)
    dialog.setDirectory(str(Places.last or _documents()))
    dialog.selectFile(f"{file_name}.{form}")

    def choose(chosen: str) -> None:
        path = Path(chosen)
        Places.last = path.parent
        then(path)

    dialog.fileSelected.connect(choose)
    # QFileDialog.open would take a slot by name; that of QDialog does not block either.
    QDialog.open(dialog)
    return dialog


def _documents() -> Path:
    folder = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(folder))
