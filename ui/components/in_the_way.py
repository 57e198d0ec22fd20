"""What stands in the way of an act, each with its rule and what mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.components.layouts import left
from ui.components.words import Words
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from panelapp.queries.obstacles import Obstacle


class InTheWay(QFrame):
    """Everything that keeps an act from being done, each with its rule and what mends it."""

    def __init__(
        self, heading: str, obstacles: tuple[Obstacle, ...], parent: QWidget | None = None
    ) -> None:
        """Show the obstacles under a heading."""
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.setProperty("tone", Tone.WARNING.value)
        self.setAccessibleName(heading)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.medium)
        layout.setSpacing(SPACE.tiny)
        layout.addWidget(Words(heading, "subheading"))
        for obstacle in obstacles:
            layout.addLayout(left(Words(f"{obstacle.sentence} {obstacle.remedy}".strip())))
            if obstacle.citation:
                layout.addWidget(Words(obstacle.citation, "small"))
