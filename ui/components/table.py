"""A list as a table: arrows move, Enter opens, Tab leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
)

from ui.models.rows import ROW_ROLE, TONE_ROLE, RowTableModel
from ui.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from ui.models.rows import Column

R = TypeVar("R")
ROW_PADDING = 18


class _Toned(QStyledItemDelegate):
    """Draws the words of a status in the colour of its tone."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        tone = index.data(TONE_ROLE)
        if tone:
            colours = tone_colours(Tone(tone))
            palette = option.palette
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                palette.setColor(role, QColor(colours))
            option.palette = palette
            option.font.setBold(True)


def tone_colours(tone: Tone) -> str:
    """The colour of the words of a tone in the theme in use."""
    window = QApplication.palette().color(QPalette.ColorRole.Window).name()
    themes = {theme.canvas: theme for theme in (DARK, HIGH_CONTRAST)}
    return themes.get(window, LIGHT).tones[tone].text


class RowTable(QTableView, Generic[R]):
    """Rows of one kind. ``opened`` gives the row that somebody chose."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        columns: tuple[Column[R], ...],
        *,
        id_of: Callable[[R], object],
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is what a screen reader calls it; ``id_of`` finds a row again after a change."""
        super().__init__(parent)
        self.rows: RowTableModel[R] = RowTableModel(columns, self)
        self._id_of = id_of
        self.setAccessibleName(name)
        self.setModel(self.rows)
        self.setItemDelegate(_Toned(self))
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._set_widths(columns)
        self.clicked.connect(self._choose)
        self.activated.connect(self._open)
        self.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now))

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show other rows; the row that was current stays so if it is still there."""
        current = self.current()
        self.rows.replace(rows)
        if current is not None:
            self.select(self._id_of(current))
        if self.hasFocus():
            self._begin()

    def current(self) -> R | None:
        """The row that the keyboard is on."""
        index = self.currentIndex()
        row: R | None = index.data(ROW_ROLE) if index.isValid() else None
        return row

    def select(self, wanted: object) -> None:
        """Put the keyboard on the row with that id, if it is there."""
        for number, row in enumerate(self.rows.rows):
            if self._id_of(row) == wanted:
                self.setCurrentIndex(self.rows.index(number, 0))
                return

    def fit_height(self, most: int = 12) -> None:
        """Take the room of the rows there are, up to ``most``, where a page scrolls as a whole."""
        shown = max(1, min(most, self.rows.rowCount()))
        self.setFixedHeight(
            self.horizontalHeader().sizeHint().height()
            + shown * self.verticalHeader().defaultSectionSize()
            + 6
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _begin(self) -> None:
        """Put the keyboard on the first row where it is on none yet."""
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, 0))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Widths and heights are those of the type, which somebody may make larger at any time.
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange} and hasattr(
            self, "rows"
        ):
            self._set_widths(self.rows.columns)

    def _set_widths(self, columns: tuple[Column[R], ...]) -> None:
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(metrics.height() + ROW_PADDING)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(metrics.averageCharWidth() * 10)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, column in enumerate(columns):
            if column.width:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(number, metrics.averageCharWidth() * column.width + 24)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(ROW_ROLE))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(ROW_ROLE))
