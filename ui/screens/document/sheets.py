"""The pages of a document under one another, drawn when they come into view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.components.banner import announce
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QImage, QPaintEvent, QResizeEvent, QWheelEvent

    from ui.screens.document.pdf import PageSize

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
WIDEST = 1.25
"""How far a page is enlarged to fit the width; a wide screen leaves room beside it."""
PICTURES_KEPT = 12


class Sheet(QWidget):
    """One page: blank until its picture is there."""

    def __init__(self, size: PageSize, parent: QWidget | None = None) -> None:
        """Start blank."""
        super().__init__(parent)
        self._size = size
        self._picture: QImage | None = None
        self._scale = 0.0

    @property
    def words(self) -> str:
        """The words of the page."""
        return self._size.words

    @property
    def full_width(self) -> float:
        """The width of the page at its own size."""
        return self._size.width

    def set_zoom(self, zoom: float) -> None:
        """Take the room of the page at a zoom."""
        self.setFixedSize(QSize(round(self._size.width * zoom), round(self._size.height * zoom)))

    def lacks(self, scale: float) -> bool:
        """Whether there is no picture at that scale yet."""
        return self._picture is None or self._scale != scale

    def show_picture(self, picture: QImage | None, scale: float = 0.0) -> None:
        """Show a picture of the page, or none."""
        self._picture, self._scale = picture, scale
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        # A document stands on white paper in every theme, as it will be printed.
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self._picture)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class Sheets(QScrollArea):
    """Every page of a document. ``wanted`` asks for the picture of one at a scale."""

    wanted = Signal(int, float)
    moved = Signal(int)
    """Emitted with the number of the page that is in view now, from nought."""
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without pages."""
        super().__init__(parent)
        self.setProperty("kind", "pages")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._zoom: float | None = None
        self._name = ""
        self._sheets: list[Sheet] = []
        self._current = 0
        self._asked: set[tuple[int, float]] = set()
        self._inner = QWidget()
        self.setWidget(self._inner)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._look)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._soon.start())

    @property
    def current(self) -> int:
        """The page in view, from nought."""
        return self._current

    @property
    def zoom(self) -> float:
        """How large a page is shown, 1.0 for its own size."""
        return self._fitting() if self._zoom is None else self._zoom

    @property
    def is_waiting(self) -> bool:
        """Whether a page in view is still blank."""
        return bool(self._asked) or self._soon.isActive()

    @property
    def fits_width(self) -> bool:
        """Whether the pages take the width that is there."""
        return self._zoom is None

    def show_pages(self, sizes: Sequence[PageSize], name: str) -> None:
        """Show the pages of a document of that name; the page in view stays, if it is there."""
        for sheet in self._sheets:
            sheet.hide()
            sheet.deleteLater()
        self._name = name
        self._asked.clear()
        self._sheets = [Sheet(size, self._inner) for size in sizes]
        for sheet in self._sheets:
            sheet.show()
        number = min(self._current, max(0, len(sizes) - 1))
        self._arrange()
        self.go_to(number)
        self._tell()

    def show_picture(self, number: int, scale: float, picture: QImage) -> None:
        """Show the picture of a page that was wanted."""
        self._asked.discard((number, scale))
        if number < len(self._sheets) and scale == self._scale():
            self._sheets[number].show_picture(picture, scale)
            self._forget_far()

    def set_zoom(self, zoom: float | None) -> None:
        """Show the pages at a zoom; ``None`` fits them to the width. The page in view stays."""
        number = self._current
        self._zoom = zoom
        self._arrange()
        self.go_to(number)
        self.zoomed.emit()

    def zoom_in(self) -> None:
        """Show the pages larger."""
        self.set_zoom(next((step for step in ZOOMS if step > self.zoom + 0.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Show the pages smaller."""
        smaller = [step for step in ZOOMS if step < self.zoom - 0.01]
        self.set_zoom(smaller[-1] if smaller else ZOOMS[0])

    def go_to(self, number: int) -> None:
        """Bring a page into view."""
        if not self._sheets:
            return
        number = max(0, min(number, len(self._sheets) - 1))
        self.verticalScrollBar().setValue(self._sheets[number].y() - SPACE.small)
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self.zoomed.emit()

    def event(self, event: QEvent) -> bool:
        """Take the keys of the zoom before the window does, which changes the text size."""
        is_asked = event.type() is QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and self._zoom_act(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._zoom_act(event)
        if act is not None:
            act()
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_in() if event.angleDelta().y() > 0 else self.zoom_out()
            event.accept()
        else:
            super().wheelEvent(event)

    def _zoom_act(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key does to the zoom, if anything."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return None
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: lambda: self.set_zoom(None),
        }
        return acts.get(event.key())

    def _fitting(self) -> float:
        widest = max((sheet.full_width for sheet in self._sheets), default=0.0)
        room = self.viewport().width() - 2 * SPACE.large
        return min(WIDEST, max(ZOOMS[0], room / widest)) if widest else 1.0

    def _scale(self) -> float:
        """How many pixels of the screen a page has for each of its own."""
        return round(self.zoom * self.devicePixelRatioF(), 3)

    def _arrange(self) -> None:
        """Set the pages under one another, in the middle of the width that is there."""
        zoom, gap = self.zoom, SPACE.large
        for sheet in self._sheets:
            sheet.set_zoom(zoom)
        widest = max((sheet.width() for sheet in self._sheets), default=0) + 2 * gap
        width, top = max(widest, self.viewport().width()), gap
        for sheet in self._sheets:
            sheet.move((width - sheet.width()) // 2, top)
            top += sheet.height() + gap
        self._inner.resize(width, top)
        self._soon.start()

    def _look(self) -> None:
        """Ask for the pictures that are in view, and say which page that is."""
        scale = self._scale()
        for number in self._in_view():
            if self._sheets[number].lacks(scale) and (number, scale) not in self._asked:
                self._asked.add((number, scale))
                self.wanted.emit(number, scale)
        current = self._page_in_view()
        if current != self._current:
            self._current = current
            self._tell()

    def _window(self) -> QRect:
        """The part of all the pages that is in view, and as much again below it."""
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        return QRect(0, top, self._inner.width(), 2 * height)

    def _in_view(self) -> list[int]:
        window = self._window()
        return [
            number
            for number, sheet in enumerate(self._sheets)
            if sheet.geometry().intersects(window)
        ]

    def _page_in_view(self) -> int:
        """The page that somebody reads: the last one at the end, else that near the top."""
        bar = self.verticalScrollBar()
        if bar.maximum() and bar.value() == bar.maximum():
            return max(0, len(self._sheets) - 1)
        reading = bar.value() + self.viewport().height() // 3
        above = [number for number, sheet in enumerate(self._sheets) if sheet.y() <= reading]
        return above[-1] if above else 0

    def _forget_far(self) -> None:
        """Drop the pictures of pages far from the one in view."""
        for number, sheet in enumerate(self._sheets):
            if abs(number - self._current) > PICTURES_KEPT:
                sheet.show_picture(None)

    def _tell(self) -> None:
        """Give a screen reader the page in view and its words."""
        if not self._sheets:
            return
        place = f"Page {self._current + 1} of {len(self._sheets)}"
        self.setAccessibleName(f"{self._name}, {place}")
        self.setAccessibleDescription(self._sheets[self._current].words)
        announce(self, place)
        self.moved.emit(self._current)
