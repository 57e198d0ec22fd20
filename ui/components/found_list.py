"""A list of what was found: each with its title, what kind it is, and the words that matched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.models.rows import ROW_ROLE, Index
from ui.theme.tokens import RADIUS, SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
    from PySide6.QtWidgets import QWidget

MOST_LINES = 2
"""Lines of detail under a title."""
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


@dataclass(frozen=True, kw_only=True)
class FoundRow:
    """One thing that was found.

    ``detail`` is its words in parts, each with whether it is what was looked for. ``aside`` stands
    at the right, ``keys`` beside it. ``given`` is what whoever made the row wants back.
    """

    title: str
    aside: str = ""
    keys: str = ""
    detail: tuple[tuple[str, bool], ...] = ()
    is_able: bool = True
    given: object = None

    @property
    def spoken(self) -> str:
        """What a screen reader says of the row."""
        detail = "".join(text for text, _ in self.detail)
        able = "" if self.is_able else "cannot be done now"
        return ", ".join(part for part in (self.title, self.aside, able, detail, self.keys) if part)


class FoundList(QListView):
    """Rows one under the other: arrows move, Enter and a click open, Tab leaves."""

    opened = Signal(object)
    """Emitted with the row that somebody opened."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is what a screen reader calls the list."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Drawn(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)

    @property
    def rows(self) -> tuple[FoundRow, ...]:
        """Every row, in the order in which they are shown."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[FoundRow], *, at: int = 0) -> None:
        """Show other rows with the keyboard on the one at ``at``."""
        self._rows.replace(rows)
        if rows:
            self.setCurrentIndex(self._rows.index(at, 0))
        if at == 0:
            self.scrollToTop()

    def current(self) -> FoundRow | None:
        """The row that the keyboard is on."""
        row: FoundRow | None = self.currentIndex().data(ROW_ROLE)
        return row

    def position(self) -> int:
        """The place of the row that the keyboard is on; -1 where it is on none."""
        return self.currentIndex().row()

    def take_move(self, event: QKeyEvent) -> bool:
        """Move by a key that was pressed in a line to type in; say whether it was one that moves."""
        if event.key() not in _MOVES or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        super().keyPressEvent(event)
        return True

    def height_of_rows(self, room: int) -> int:
        """The height of as many whole rows as there is room for."""
        taken = 2 * self.frameWidth()
        for number in range(self._rows.rowCount()):
            height = self.sizeHintForRow(number)
            if taken + height > room:
                break
            taken += height
        return taken

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows:
            self.setCurrentIndex(self._rows.index(0, 0))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(ROW_ROLE))


class _Rows(QAbstractListModel):
    """The rows as Qt asks for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[FoundRow, ...] = ()

    def replace(self, rows: Sequence[FoundRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt has it
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken
            case _:
                return row if role == ROW_ROLE else None


class _Drawn(QStyledItemDelegate):
    """Draws a row. Its words are drawn as they are: nothing that was typed is ever read as marks."""

    def __init__(self, view: FoundList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: FoundRow = index.data(ROW_ROLE)
        line = QFontMetrics(self._view.font()).height()
        width = self._view.viewport().width() - 2 * SPACE.medium
        font = self._view.font()
        detail = _laid_out(row.detail, font, width, QApplication.palette())
        lines = detail.lineCount() if row.detail else 0
        return QSize(0, 2 * SPACE.small + line + lines * line + (2 if lines else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: FoundRow = index.data(ROW_ROLE)
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        self._view.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, ground, painter, self._view
        )
        area: QRect = option.rect.adjusted(SPACE.medium, SPACE.small, -SPACE.medium, -SPACE.small)
        # The list's own has the colours of the style sheet, and none for quiet words.
        palette = QApplication.palette()
        line = QRect(area.topLeft(), QSize(area.width(), QFontMetrics(self._view.font()).height()))
        painter.save()
        painter.setFont(self._view.font())
        left = _draw_aside(painter, line, row, palette)
        _draw_title(
            painter, line.adjusted(0, 0, left - line.right() - SPACE.medium, 0), row, palette
        )
        _draw_detail(painter, area.adjusted(0, line.height() + 2, 0, 0), row, palette)
        painter.restore()


def _draw_title(painter: QPainter, area: QRect, row: FoundRow, palette: QPalette) -> None:
    font = QFont(painter.font())
    font.setBold(row.is_able)
    painter.setFont(font)
    painter.setPen(palette.color(_ink(is_strong=row.is_able)))
    metrics = QFontMetrics(font)
    words = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
    font.setBold(False)
    painter.setFont(font)


def _draw_aside(painter: QPainter, line: QRect, row: FoundRow, palette: QPalette) -> int:
    """Draw what stands at the right of a title, and return where it begins."""
    painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
    metrics = QFontMetrics(painter.font())
    right = line.right()
    if row.keys:
        width = metrics.horizontalAdvance(row.keys) + 2 * SPACE.small
        box = QRect(right - width, line.top(), width, line.height())
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS - 2, RADIUS - 2)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, row.keys)
        right = box.left() - SPACE.medium
    if row.aside:
        width = metrics.horizontalAdvance(row.aside)
        side = QRect(right - width, line.top(), width, line.height())
        painter.drawText(
            side, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.aside
        )
        right = side.left()
    return right


def _draw_detail(painter: QPainter, area: QRect, row: FoundRow, palette: QPalette) -> None:
    layout = _laid_out(row.detail, painter.font(), area.width(), palette)
    layout.draw(painter, QPointF(area.topLeft()))


def _laid_out(
    detail: tuple[tuple[str, bool], ...], font: QFont, width: int, palette: QPalette
) -> QTextLayout:
    """The detail of a row on as many lines as it needs, and no more than there is room for."""
    layout, end = _broken(detail, font, width, palette)
    return layout if end is None else _broken(_shortened(detail, end), font, width, palette)[0]


def _broken(
    detail: tuple[tuple[str, bool], ...], font: QFont, width: int, palette: QPalette
) -> tuple[QTextLayout, int | None]:
    """The detail broken into lines, and where its last line ends if it did not all find room."""
    text = "".join(words for words, _ in detail)
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.setFormats(_formats(detail, palette))
    layout.beginLayout()
    end = 0
    for number in range(MOST_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, number * QFontMetrics(font).height()))
        end = line.textStart() + line.textLength()
    layout.endLayout()
    return layout, end if end < _units(text) else None


def _formats(
    detail: tuple[tuple[str, bool], ...], palette: QPalette
) -> list[QTextLayout.FormatRange]:
    """How each part is drawn: what was looked for is bold, which is seen without its colour."""
    formats, at = [], 0
    for words, is_match in detail:
        part = QTextLayout.FormatRange()
        form = QTextCharFormat()
        form.setForeground(palette.color(_ink(is_strong=is_match)))
        form.setFontWeight(QFont.Weight.Bold if is_match else QFont.Weight.Normal)
        # PySide has these as plain fields, which its annotations do not say.
        part.start, part.length, part.format = at, _units(words), form
        formats.append(part)
        at += _units(words)
    return formats


def _shortened(detail: tuple[tuple[str, bool], ...], end: int) -> tuple[tuple[str, bool], ...]:
    """The parts of a detail up to ``end``, with a mark that there is more."""
    kept, left = [], end - 2
    for words, is_match in detail:
        cut = words.encode("utf-16-le")[: max(0, left) * 2].decode("utf-16-le", errors="ignore")
        kept.append((cut, is_match))
        left -= _units(words)
    return (*kept, ("…", False))


def _units(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text.encode("utf-16-le")) // 2


def _ink(*, is_strong: bool) -> QPalette.ColorRole:
    return QPalette.ColorRole.Text if is_strong else QPalette.ColorRole.PlaceholderText
