"""Layouts with the margins and gaps of the theme."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)

from ui.theme.tokens import SPACE


def column(*widgets: QWidget, gap: int = SPACE.medium, margin: int = 0) -> QVBoxLayout:
    """Widgets under one another."""
    made = QVBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(gap)
    for widget in widgets:
        made.addWidget(widget)
    return made


class Flow(QLayout):
    """Widgets side by side from the left, on a further line where the room is too narrow."""

    def __init__(self, gap: int = SPACE.small, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addWidget(self, w: QWidget) -> None:
        """Add a widget at the end.

        Its item is made here, not by Qt: Python is not told when Qt deletes an item that Qt made,
        and would take another one at the same address for it.
        """
        self.addChildWidget(w)
        self.addItem(QWidgetItem(w))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._arrange(area, moves=True)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return self._with_margins(QSize(width, max((s.height() for s in sizes), default=0)))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _with_margins(self, size: QSize) -> QSize:
        margins: QMargins = self.contentsMargins()
        return size.grownBy(margins)

    def _arrange(self, area: QRect, *, moves: bool) -> int:
        """Place the widgets in ``area`` and return the height that they take."""
        inner = area.marginsRemoved(self.contentsMargins())
        lines: list[list[QLayoutItem]] = [[]]
        x = 0
        for item in self._shown():
            width = item.sizeHint().width()
            if lines[-1] and x + width > inner.width():
                lines.append([])
                x = 0
            lines[-1].append(item)
            x += width + self.spacing()
        y = inner.y()
        for line in lines:
            height = max((item.sizeHint().height() for item in line), default=0)
            x = inner.x()
            for item in line:
                size = item.sizeHint().boundedTo(QSize(inner.width(), height))
                if moves:
                    middle = y + (height - size.height()) // 2
                    item.setGeometry(QRect(QPoint(x, middle), size))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        return y - self.spacing() - area.y() + self.contentsMargins().bottom()


def row(*widgets: QWidget, gap: int = SPACE.small) -> Flow:
    """Widgets side by side from the left, on a further line where the room is too narrow."""
    made = Flow(gap)
    for widget in widgets:
        made.addWidget(widget)
    return made


class Card(QFrame):
    """Widgets under one another on a card; what comes later is added to its ``body``."""

    def __init__(
        self,
        *widgets: QWidget,
        gap: int = SPACE.medium,
        margin: int = SPACE.large,
        sides: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``margin`` is left above and below, and at the sides too unless ``sides`` is given."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.body = column(*widgets, gap=gap, margin=margin)
        if sides is not None:
            self.body.setContentsMargins(sides, margin, sides, margin)
        self.setLayout(self.body)


def left(widget: QWidget) -> QHBoxLayout:
    """A widget that is no wider than its own limit, at the left of the room there is."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.addWidget(widget, 1000)
    made.addStretch(1)
    return made


def rule() -> QFrame:
    """A thin line between two parts."""
    line = QFrame()
    line.setProperty("kind", "rule")
    return line


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; its widgets go with it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
