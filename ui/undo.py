"""The named undo of the window: what was done here and can still be put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.domain.errors import PanelappError
    from panelapp.office import Outcome, Reversal
    from ui.desk import Desk

DEEPEST = 50


class UndoList(QObject):
    """The last steps that can be undone or done again, newest last."""

    changed = Signal()
    done = Signal(str)
    """Emitted with the words of what was just undone or done again."""
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Listen to what is done at the desk."""
        super().__init__(parent)
        self._desk = desk
        self._back: list[Reversal] = []
        self._again: list[Reversal] = []
        desk.acted.connect(self._on_acted)

    @property
    def undo_words(self) -> str:
        """``Undo: record attendance``; empty where there is nothing to undo."""
        return self._back[-1].words if self._back else ""

    @property
    def redo_words(self) -> str:
        """``Redo: record attendance``; empty where there is nothing to do again."""
        return self._again[-1].words if self._again else ""

    def undo(self) -> None:
        """Put the last step back."""
        self._take(self._back, self._again)

    def redo(self) -> None:
        """Do again what was undone last."""
        self._take(self._again, self._back)

    def _take(self, source: list[Reversal], other: list[Reversal]) -> None:
        if not source:
            return
        step = source.pop()
        office = self._desk.office

        def finish(outcome: Outcome[None]) -> None:
            if outcome.reversal is not None:
                other.append(outcome.reversal)
            self.done.emit(step.words)
            self.changed.emit()
            self._desk.changed.emit(outcome.topics)

        def refuse(problem: PanelappError) -> None:
            self.changed.emit()
            self.failed.emit(problem)

        self._desk.work(self, lambda: office.undo(step), finish, refuse)

    def _on_acted(self, handler: Callable[..., object], outcome: Outcome[object]) -> None:
        if outcome.reversal is not None:
            self._back.append(outcome.reversal)
            del self._back[:-DEEPEST]
        self._again.clear()
        self.changed.emit()
