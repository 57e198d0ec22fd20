"""A table by its keys, and at every size of type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ui.components.table import RowTable
from ui.models.rows import Column
from ui.theme.reading import Reading
from ui.theme.tokens import ThemeName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from ui.theme.appearance import Appearance

pytestmark = pytest.mark.usefixtures("appearance")

Row = tuple[str, int]
COLUMNS: tuple[Column[Row], ...] = (
    Column(title="Case", text=lambda row: row[0], width=12),
    Column(title="Days", text=lambda row: str(row[1]), key=lambda row: row[1], width=6),
)
ROWS = [("C-1", 10), ("C-2", 9), ("C-3", 100)]


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[RowTable[Row]]:
    holder = QWidget()
    made: RowTable[Row] = RowTable("Cases", COLUMNS, id_of=lambda row: row[0])
    layout = QVBoxLayout(holder)
    layout.addWidget(made)
    layout.addWidget(QLineEdit())
    qtbot.addWidget(holder)
    with qtbot.waitActive(holder):
        holder.show()
    made.show_rows(ROWS)
    made.setFocus()
    yield made
    holder.hide()


def test_enter_opens_the_row_that_the_arrows_chose(table: RowTable[Row], qtbot: QtBot) -> None:
    QTest.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [("C-2", 9)]


def test_tab_leaves_the_table(table: RowTable[Row]) -> None:
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_numbers_are_sorted_as_numbers_and_other_rows_keep_that_order(
    table: RowTable[Row],
) -> None:
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert [row[1] for row in table.rows.rows] == [9, 10, 100]
    table.show_rows([*ROWS, ("C-4", 11)])
    assert [row[1] for row in table.rows.rows] == [9, 10, 11, 100]


def test_the_current_row_stays_when_other_rows_come(table: RowTable[Row]) -> None:
    table.select("C-3")
    table.show_rows([("C-9", 1), *ROWS])
    assert table.current() == ("C-3", 100)


def test_rows_and_columns_grow_with_the_type(table: RowTable[Row], appearance: Appearance) -> None:
    before = table.columnWidth(0), table.verticalHeader().defaultSectionSize()
    appearance.show(Reading(theme=ThemeName.LIGHT, size=200))
    after = table.columnWidth(0), table.verticalHeader().defaultSectionSize()
    assert after[0] > before[0] * 1.5
    assert after[1] > before[1] * 1.4
