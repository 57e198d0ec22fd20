"""Tab follows what is read, however late a part was put there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from ui.components.button import Button
from ui.components.layouts import row
from ui.components.tab_order import follow_reading

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("appearance")


def walk(start: Button, times: int) -> list[str]:
    start.setFocus()
    visited = [start.text()]
    for _ in range(times):
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert isinstance(focused, Button)
        visited.append(focused.text())
    return visited


def test_a_part_that_came_late_is_visited_where_it_stands(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    first, last = Button("First"), Button("Last")
    layout.addWidget(first)
    layout.addWidget(last)
    inner = QWidget()
    inner.setLayout(row(Button("Second"), Button("Third")))
    scroller = QScrollArea()
    scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroller.setWidget(inner)
    layout.insertWidget(1, scroller)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    follow_reading(window)
    assert walk(first, 4) == ["First", "Second", "Third", "Last", "First"]
