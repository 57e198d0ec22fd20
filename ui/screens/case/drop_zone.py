"""Where files are dropped or chosen to become papers of a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame

from ui.components.button import Button
from ui.components.layouts import row
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

KINDS = "Papers (*.pdf *.docx *.xlsx *.txt *.csv *.eml *.png *.jpg *.jpeg)"
_ASK = "Drop files here, or"
_LET_GO = "Let go to add these files."


class DropZone(QFrame):
    """A strip that takes files, with a button for those who use no mouse."""

    chosen = Signal(object)
    """Emitted with the paths of files that are to become papers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take files."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAcceptDrops(True)
        self.setAccessibleName("Add papers")
        self._words = Words(_ASK, wrap=False)
        self.button = Button("Choose files", self.choose, says="Choose files to add as papers")
        kinds = Words("PDF, Word, Excel, text, e-mail or pictures; 50 MB each", "hint", wrap=False)
        line = row(self._words, self.button, kinds, gap=SPACE.medium)
        line.setContentsMargins(SPACE.large, SPACE.small, SPACE.large, SPACE.small)
        self.setLayout(line)

    def choose(self) -> None:
        """Show the computer's own window for files."""
        names, _ = QFileDialog.getOpenFileNames(self, "Choose papers", str(Path.home()), KINDS)
        self._take(tuple(Path(name) for name in names))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            self._words.setText(_LET_GO)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._words.setText(_ASK)

    def dropEvent(self, event: QDropEvent) -> None:
        self._words.setText(_ASK)
        event.acceptProposedAction()
        self._take(files_in(event.mimeData()))

    def _take(self, paths: tuple[Path, ...]) -> None:
        if paths:
            self.chosen.emit(paths)


def files_in(data: QMimeData) -> tuple[Path, ...]:
    """The files that are being dragged; folders are left out."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return tuple(path for path in paths if path.is_file())
