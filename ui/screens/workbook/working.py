"""What stands on the page while a workbook is checked or imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.components.layouts import Card, left
from ui.components.progress import Progress
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

WORTH_COUNTING = 100
"""From so many parts on, the number that is done is said; fewer are steps of the work."""


class WorkingStep(QWidget):
    """What is done, how far it is, and a way to stop it."""

    under = "This takes a moment"
    start = None

    def __init__(self, heading: str, words: str, stop: Callable[[], object] | None = None) -> None:
        """``stop`` is offered once it takes longer than two seconds."""
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.medium)
        card = Card(Words(heading, "heading"), margin=SPACE.huge, sides=SPACE.huge)
        card.body.addLayout(left(Words(words).limited()))
        layout.addWidget(card)
        self.progress = Progress()
        layout.addWidget(self.progress)
        self.progress.begin(heading, stop)

    @Slot(str, int, int)
    def show_part(self, what: str, done: int, of: int) -> None:
        """Say what is being done and how much of it is."""
        numbers = f": {done:,} of {of:,}" if of >= WORTH_COUNTING else ""
        self.progress.show_part(done, of, f"{what}{numbers}")
