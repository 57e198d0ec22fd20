"""A list as a table: arrows move, Enter opens, Tab leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
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
FEWEST_ROWS = 3
"""Rows for which a list keeps room, however low the window is."""


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
    """Rows of one kind. ``opened`` gives the row that somebody chose.

    A list whose columns name what they are sorted by is sorted by the office, over all rows:
    ``sort_asked`` says by what, and whether downwards. Other lists are sorted here.
    """

    opened = Signal(object)
    chosen = Signal(object)
    sort_asked = Signal(str, bool)
    selected = Signal(int)
    """Emitted with the number of rows that are selected, where several can be."""

    def __init__(
        self,
        name: str,
        columns: tuple[Column[R], ...],
        *,
        id_of: Callable[[R], object],
        selects_many: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is what a screen reader calls it; ``id_of`` finds a row again after a change."""
        super().__init__(parent)
        self.rows: RowTableModel[R] = RowTableModel(columns, self)
        self._id_of = id_of
        self._fitted_to = 0
        self.setAccessibleName(name)
        self.setModel(self.rows)
        self.setItemDelegate(_Toned(self))
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._selects_many, self._has_room = selects_many, False
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if selects_many else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self._is_sorted_elsewhere = any(column.sort for column in columns)
        self.setSortingEnabled(not self._is_sorted_elsewhere)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._set_widths(columns)
        self.clicked.connect(self._choose)
        self.activated.connect(self._open)
        self.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now))
        self.selectionModel().selectionChanged.connect(lambda *_: self._tell_selected())
        if self._is_sorted_elsewhere:
            self.horizontalHeader().setSectionsClickable(True)
            self.horizontalHeader().sortIndicatorChanged.connect(self._ask_sort)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show other rows; those that were current and selected stay so if they are still there."""
        current, chosen = self.current(), {self._id_of(row) for row in self.selected_rows()}
        self.rows.replace(rows)
        if current is not None:
            self.select(self._id_of(current))
        if self._selects_many:
            self._select_all_of(chosen)
        if self.hasFocus():
            self._begin()

    def show_sort(self, sort: str, *, is_descending: bool) -> None:
        """Show in the header by which column the office sorted the rows."""
        order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
        names = [column.sort for column in self.rows.columns]
        with QSignalBlocker(self.horizontalHeader()):
            at = names.index(sort) if sort and sort in names else -1
            self.horizontalHeader().setSortIndicator(at, order)
        self.horizontalHeader().viewport().update()

    def keep_room(self) -> None:
        """Never give up the room of a few rows, where the page scrolls when the window is low."""
        self._has_room = True
        self.setMinimumHeight(
            self.horizontalHeader().sizeHint().height()
            + FEWEST_ROWS * self.verticalHeader().defaultSectionSize()
            + 2 * self.frameWidth()
        )

    def selected_rows(self) -> list[R]:
        """The rows that are selected, in the order in which they are shown."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.rows.row(number) for number in numbers]

    def _select_all_of(self, wanted: set[object]) -> None:
        flag = QItemSelectionModel.SelectionFlag
        chosen = QItemSelection()
        for number, row in enumerate(self.rows.rows):
            if self._id_of(row) in wanted:
                at = self.rows.index(number, 0)
                chosen.merge(QItemSelection(at, at), flag.Select)
        self.selectionModel().select(chosen, flag.ClearAndSelect | flag.Rows)

    def _tell_selected(self) -> None:
        if self._selects_many:
            self.selected.emit(len(self.selectionModel().selectedRows()))

    def _ask_sort(self, number: int, order: Qt.SortOrder) -> None:
        sort = self.rows.columns[number].sort if number >= 0 else ""
        self.sort_asked.emit(sort, order == Qt.SortOrder.DescendingOrder)

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
        self._fitted_to = most
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
        if self._selects_many and event.key() == Qt.Key.Key_Space:
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(self.currentIndex(), flag.Toggle | flag.Rows)
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
        if self._fitted_to:
            self.fit_height(self._fitted_to)
        elif self._has_room:
            self.keep_room()
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
