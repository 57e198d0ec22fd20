"""The ways to another file: those opened last, any other, a new one, the training example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from panelapp.domain.values import long_date
from ui.components.button import Button, RowButton
from ui.components.layouts import Card, row
from ui.components.path_field import breakable
from ui.components.words import Words
from ui.recent import RecentFile, recent_files
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

MOST_SHOWN = 4


class OtherFiles(QFrame):
    """A quiet list under the form."""

    chosen = Signal(object)
    """Emitted with the path of a file that was opened before."""
    choose_wanted = Signal()
    new_wanted = Signal()
    example_wanted = Signal()

    def __init__(self, but: Path, parent: QWidget | None = None) -> None:
        """List every file that was opened last ``but`` one."""
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.tiny)
        others = [one for one in recent_files() if one.path != but][:MOST_SHOWN]
        if others:
            layout.addWidget(Words("Other files", "heading"))
            card = Card(gap=0, margin=SPACE.tiny, sides=SPACE.small)
            inside = card.body
            for one in others:
                inside.addWidget(self._row(one))
            layout.addWidget(card)
            layout.addSpacing(SPACE.small)
        layout.addLayout(
            row(
                Button("Choose another file", self.choose_wanted.emit, "link"),
                Button("Start a new panel", self.new_wanted.emit, "link"),
                Button("Open the training example", self.example_wanted.emit, "link"),
                gap=SPACE.large,
            )
        )

    def _row(self, one: RecentFile) -> RowButton:
        return RowButton(
            one.path.stem,
            detail=breakable(one.path.parent),
            due=opened_words(one),
            pressed=self._way_to(one.path),
        )

    def _way_to(self, path: Path) -> Callable[[], object]:
        return lambda: self.chosen.emit(path)


def opened_words(one: RecentFile) -> str:
    """When a file was opened last: ``20 November 2026, 16:41``."""
    at = one.opened_at.astimezone()
    return f"{long_date(at.date())}, {at:%H:%M}"
