"""A list of tasks under headings: each row is one button, with its status in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.components.button import RowButton
from ui.components.layouts import clear
from ui.components.words import Words
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """One task. Without ``open`` it cannot be started yet, and ``detail`` says why."""

    name: str
    status: str = ""
    tone: Tone = Tone.NEUTRAL
    detail: str = ""
    due: str = ""
    open: Callable[[], object] | None = None


class TaskList(QWidget):
    """Groups of tasks, each under its heading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def show_groups(self, groups: Iterable[tuple[str, Iterable[TaskRow]]]) -> None:
        """Show the groups in place of what was there; the same row keeps the focus."""
        focused = self._focused_row()
        clear(self._layout)
        for heading, tasks in groups:
            if heading:
                if self._layout.count():
                    self._layout.addSpacing(SPACE.large)
                self._layout.addWidget(Words(heading, "subheading"))
                self._layout.addSpacing(SPACE.tiny)
            for task in tasks:
                row = RowButton(
                    task.name,
                    detail=task.detail,
                    due=task.due,
                    status=task.status,
                    tone=task.tone,
                    pressed=task.open,
                )
                row.setProperty("task", task.name)
                self._layout.addWidget(row)
                # A row that is not shown yet would not take the keyboard.
                row.show()
        rows = self.findChildren(RowButton)
        again = [row for row in rows if row.property("task") == focused and row.isEnabled()]
        if focused is not None and again:
            again[0].setFocus()

    def _focused_row(self) -> str | None:
        # A list that is out of sight remembers a row, and must not take the keyboard back to it.
        focused = QApplication.focusWidget()
        is_ours = isinstance(focused, RowButton) and self.isAncestorOf(focused)
        return str(focused.property("task")) if is_ours and focused else None
