"""What happens next at the sitting, over everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ui.components.layouts import clear, column
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from panelapp.queries.sitting_rows import SittingPage


class NextSteps(QFrame):
    """The next steps in plain sentences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName("What happens next")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE.small)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        layout = column(
            Words("What happens next", "subheading"), gap=SPACE.tiny, margin=SPACE.medium
        )
        layout.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.medium)
        layout.addLayout(self._grid)
        self.setLayout(layout)

    def show_sitting(self, sitting: SittingPage) -> None:
        """Show the steps of a sitting, each with its number where there are several."""
        clear(self._grid)
        steps = sitting.next_steps
        self.setVisible(bool(steps))
        for number, step in enumerate(steps):
            if len(steps) > 1:
                self._grid.addWidget(Words(str(number + 1), "muted", wrap=False), number, 0)
            self._grid.addWidget(Words(step), number, 1)
