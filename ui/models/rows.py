"""One Qt model for every list: rows of the read side, shown through columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
TONE_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, kw_only=True)
class Column(Generic[R]):
    """A column: its title, the words of a cell, and what rows are sorted by.

    ``width`` is in characters; nought takes the room that is over. ``tone`` colours the words of
    a status, which say all of it by themselves. Where ``sort`` names what the office sorts all rows
    by, the list is asked for again; ``orders`` says both directions in words.
    """

    title: str
    text: Callable[[R], str]
    key: Callable[[R], Any] | None = None
    width: int = 0
    is_number: bool = False
    tone: Callable[[R], str] | None = None
    sort: str = ""
    orders: tuple[str, str] = ("A to Z", "Z to A")


class RowTableModel(QAbstractTableModel, Generic[R]):
    """Rows shown through columns. Sorting happens here, on the rows, not in a proxy."""

    def __init__(self, columns: tuple[Column[R], ...], parent: QObject | None = None) -> None:
        """Start without rows."""
        super().__init__(parent)
        self.columns = columns
        self._rows: list[R] = []
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    def replace(self, rows: Sequence[R]) -> None:
        """Show other rows, in the order chosen before if there was one."""
        self.beginResetModel()
        self._rows = list(rows)
        self._sort_rows()
        self.endResetModel()

    def row(self, number: int) -> R:
        """The row at a place of the list as it is shown."""
        return self._rows[number]

    @property
    def rows(self) -> tuple[R, ...]:
        """Every row, in the order in which they are shown."""
        return tuple(self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt has it
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == ROW_ROLE:
            return row
        if role == TONE_ROLE:
            return column.tone(row) if column.tone is not None else None
        return _drawn(row, column, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - as Qt has it
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the rows by a column; a negative one goes back to the order they came in."""
        self.layoutAboutToBeChanged.emit()
        self._sorted_by = (column, order) if column >= 0 else None
        self._sort_rows()
        self.layoutChanged.emit()

    def _sort_rows(self) -> None:
        if self._sorted_by is None:
            return
        number, order = self._sorted_by
        column = self.columns[number]
        key = column.key or (lambda row: column.text(row).casefold())
        known = [row for row in self._rows if key(row) is not None]
        unknown = [row for row in self._rows if key(row) is None]
        known.sort(key=key, reverse=order is Qt.SortOrder.DescendingOrder)
        self._rows = known + unknown


def _drawn(row: R, column: Column[R], role: int) -> Any:  # noqa: ANN401 - as Qt has it
    match role:
        case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
            return column.text(row)
        case Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.text(row)}"
        case Qt.ItemDataRole.TextAlignmentRole if column.is_number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        case _:
            return None
