"""What a list shows while it is empty: what belongs here, why nothing is there, one way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.components.button import Button
from ui.components.layouts import left
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class EmptyState(QFrame):
    """A calm card in place of an empty list."""

    def __init__(
        self,
        heading: str,
        words: str,
        action: tuple[str, Callable[[], object]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show a heading, a sentence or two, and at most one button."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.huge)
        layout.setSpacing(SPACE.small)
        layout.addWidget(Words(heading, "heading"))
        layout.addLayout(left(Words(words, "muted").limited()))
        if action is not None:
            layout.addSpacing(SPACE.small)
            layout.addWidget(Button(*action, kind="secondary"))
