"""Labels that show words as they are: nothing that somebody typed is ever read as rich text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.theme.tokens import TEXT_WIDTH

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

Kind = Literal[
    "title",
    "heading",
    "subheading",
    "lead",
    "body",
    "strong",
    "label",
    "hint",
    "muted",
    "small",
    "error",
    "figure",
    "rowname",
    "link",
    "office",
]


class Words(QLabel):
    """Plain words of a kind, wrapped at the width that is there."""

    def __init__(
        self,
        text: str = "",
        kind: Kind = "body",
        parent: QWidget | None = None,
        *,
        wrap: bool = True,
    ) -> None:
        """Show ``text``; ``wrap`` is off for words that must stay on one line."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.property("kind") != "title" or not self.wordWrap():
            return hint
        # A title takes one line where there is room; Qt would break it at half the way.
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self.text()) + 4
        return QSize(width, self.heightForWidth(width))

    def limited(self) -> Words:
        """The same, no wider than lines that are easy to read."""
        self.setMaximumWidth(TEXT_WIDTH)
        return self


def restyle(widget: QWidget) -> None:
    """Draw a widget anew after a property changed that the style sheet reads."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
