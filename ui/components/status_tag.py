"""A short status in words on a ground of its tone; the words alone say all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.components.words import restyle
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class StatusTag(QLabel):
    """A status that nobody can click."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None
    ) -> None:
        """Show ``text`` in ``tone``."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "tag")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.show_status(text, tone)

    def show_status(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Show another status; an empty one takes no room."""
        self.setText(text)
        self.setProperty("tone", tone.value)
        if text and self.parentWidget() is None:
            # Shown with what it is put into: by itself it would flash up as a window of its own.
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)  # noqa: FBT003 - as Qt has it
        else:
            self.setVisible(bool(text))
        restyle(self)
