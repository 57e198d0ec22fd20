"""Where files are dropped or chosen to become papers of a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame

from ui.components.button import Button
from ui.components.layouts import row
from ui.components.words import Words
from ui.screens.case.arriving import paths_in
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

KINDS = "Papers (*.pdf *.docx *.xlsx *.txt *.csv *.eml *.png *.jpg *.jpeg)"
KEYS = "Ctrl+O"
_ASK = "Drop files anywhere on this page, or"
_LET_GO = "Let go to add these files."


class DropZone(QFrame):
    """A strip that says how files come in, with a button for those who use no mouse."""

    chosen = Signal(object)
    """Emitted with the paths of what is to become papers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer the choice of files."""
        super().__init__(parent)
        self.setProperty("kind", "card")
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
        if names:
            self.chosen.emit(tuple(Path(name) for name in names))

    def show_dragged(self, *, is_over: bool) -> None:
        """Say what letting go will do, while files are held over the page."""
        self._words.setText(_LET_GO if is_over else _ASK)


class Drops(QObject):
    """Takes files that are dropped anywhere on a page, for as long as it may take them."""

    entered = Signal()
    """Emitted when files are held over the page."""
    left = Signal()
    """Emitted when they no longer are."""
    dropped = Signal(object)
    """Emitted with the paths of what was let go."""

    def __init__(self, page: QWidget) -> None:
        """Watch ``page``; it takes nothing until :meth:`take` says so."""
        super().__init__(page)
        self._page = page
        page.installEventFilter(self)

    def take(self, *, is_taken: bool) -> None:
        """Whether files may be dropped from now on."""
        self._page.setAcceptDrops(is_taken)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer what is dragged over the page; nothing else is touched."""
        match event.type():
            case QEvent.Type.DragEnter if isinstance(event, QDragEnterEvent):
                if paths_in(event.mimeData()):
                    event.acceptProposedAction()
                    self.entered.emit()
                return True
            case QEvent.Type.DragLeave:
                self.left.emit()
                return True
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                self.left.emit()
                paths = paths_in(event.mimeData())
                if paths:
                    event.acceptProposedAction()
                    self.dropped.emit(paths)
                return True
        return super().eventFilter(watched, event)
