"""A box for text that grows with what is typed, so that the page scrolls and not the box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.components.fields import LongTextField

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget


class GrowingTextField(LongTextField):
    """Several lines of text, all of them in view."""

    def __init__(
        self, *, required: str = "", lines: int = 3, parent: QWidget | None = None
    ) -> None:
        """Show ``lines`` lines at first, and more as they are typed."""
        super().__init__(required=required, lines=lines, parent=parent)
        self._least = lines
        self.edit.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    def set_read_only(self, is_read_only: bool) -> None:  # noqa: FBT001 - one state of a field
        """Show the text without letting anybody change it."""
        self.edit.setReadOnly(is_read_only)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the text, of which a plain box counts the height in lines."""
        lines = max(self._least, int(self.edit.document().size().height()))
        height = lines * self.edit.fontMetrics().lineSpacing() + 24
        if self.edit.height() != height or self.edit.minimumHeight() != height:
            self.edit.setFixedHeight(height)
