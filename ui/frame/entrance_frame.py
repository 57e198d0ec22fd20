"""What stands over and under the pages before a file is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from panelapp.config import VERSION
from ui.components.button import Button
from ui.components.words import Words
from ui.theme.appearance import read_with
from ui.theme.reading import Reading
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "Fostering panel"


class EntranceBar(QFrame):
    """The program, the size of its type, and help."""

    def __init__(self, show_help: Callable[[], object]) -> None:
        """``show_help`` opens the help of the page that is shown."""
        super().__init__()
        self.setProperty("kind", "topbar")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE.large, SPACE.small, SPACE.large, SPACE.small)
        layout.setSpacing(SPACE.small)
        layout.addWidget(Words(NAME, "office"), 1)
        layout.addWidget(Button("Smaller type", lambda: read_with(Reading.smaller)))
        layout.addWidget(Button("Larger type", lambda: read_with(Reading.larger)))
        layout.addWidget(Button("Help", show_help, says="Help with this page"))


class EntranceFoot(QFrame):
    """Where the data stays, and which version this is."""

    def __init__(self) -> None:
        """Say both."""
        super().__init__()
        self.setProperty("kind", "status")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE.large, SPACE.tiny, SPACE.large, SPACE.tiny)
        layout.addWidget(Words("Nothing leaves this computer.", wrap=False))
        layout.addStretch(1)
        layout.addWidget(Words(f"Version {VERSION}", wrap=False))
