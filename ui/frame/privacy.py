"""What hides the page while somebody stands behind the chair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.components.button import Button
from ui.components.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable


class Curtain(QWidget):
    """An empty page in place of the window's own."""

    def __init__(self, open_again: Callable[[], object]) -> None:
        """``open_again`` shows the page again."""
        super().__init__()
        self.setProperty("kind", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = Words("Personal data is hidden.", "title")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = Button("Show the page again", open_again, "primary")
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(words)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
