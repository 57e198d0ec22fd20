"""The keyboard stays on the page when what had it goes, on the pages where that happens daily."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.factories import sitting_with
from ui.bootstrap import window_for
from ui.components.filter_bar import Asked
from ui.components.help import keys_of
from ui.components.place import Place
from ui.components.summary_list import Fact
from ui.screens.new_sitting.page import NewSittingPage
from ui.screens.sittings.page import SittingsPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.factories import Panel
    from ui.desk import Desk
    from ui.main_window import MainWindow

pytestmark = pytest.mark.usefixtures("appearance")


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> MainWindow:
    made = window_for(desk, desk.office.who())
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def is_on_page(window: MainWindow) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and window.pages.isAncestorOf(focused)


def is_on(window: MainWindow, qtbot: QtBot) -> bool:
    """Whether the keyboard is on the page, once Qt has done what it put off."""
    qtbot.wait(20)
    return is_on_page(window)


@pytest.mark.parametrize(
    ("screen", "name", "keys"),
    [("cases", "New case", "Ctrl+N"), ("sittings", "New sitting", "Ctrl+Shift+N")],
)
def test_the_keys_of_the_page_head_the_list_of_keys(
    window: MainWindow, screen: str, name: str, keys: str
) -> None:
    window.go(Place(screen))
    assert keys_of(window)[0] == Fact(name=name, words=keys)


def test_it_begins_on_the_page_of_a_day_without_anything_to_do(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert window.page.place == Place("today")
    assert is_on(window, qtbot)
    window.go(Place("sittings"))
    window.pages.go_back()
    assert is_on(window, qtbot)


def test_it_goes_along_to_the_sittings_past(window: MainWindow, panel: Panel, qtbot: QtBot) -> None:
    sitting_with(panel)
    window.go(Place("sittings"))
    page = window.page
    assert isinstance(page, SittingsPage)
    for when in ("past", "ahead", "past"):
        page.filter_bar.show_asked(Asked(chosen={"when": when}))
        page.filter_bar.asked.emit()
        assert is_on(window, qtbot)


def test_it_is_on_the_way_on_after_a_sitting_was_planned(window: MainWindow, qtbot: QtBot) -> None:
    window.go(Place("new_sitting"))
    page = window.page
    assert isinstance(page, NewSittingPage)
    page.form.set_values({"held_on": date(2026, 12, 10)})
    page.next_button.click()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.plan_button)
    QTest.keyClick(page.plan_button, Qt.Key.Key_Return)
    assert is_on(window, qtbot)
