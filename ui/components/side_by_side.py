"""Two parts of a page beside one another, or under one another where the room is too narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

NARROWEST = 110
"""The width in characters from which on two parts stand beside one another."""


class SideBySide(QWidget):
    """A main part and one beside it, at any size of type."""

    def __init__(
        self,
        main: QWidget,
        beside: QWidget,
        *,
        shares: tuple[int, int] = (3, 2),
        narrowest: int = NARROWEST,
        parent: QWidget | None = None,
    ) -> None:
        """``shares`` is how the room is divided where both stand in a line.

        That is from ``narrowest`` characters on.
        """
        super().__init__(parent)
        self._parts = (main, beside)
        self._narrowest = narrowest
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE.large)
        for part, share in zip(self._parts, shares, strict=True):
            self._layout.addWidget(part, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrowest = self.fontMetrics().averageCharWidth() * self._narrowest
        wanted = (
            QBoxLayout.Direction.TopToBottom
            if event.size().width() < narrowest
            else QBoxLayout.Direction.LeftToRight
        )
        if self._layout.direction() is not wanted:
            self._layout.setDirection(wanted)
        super().resizeEvent(event)
