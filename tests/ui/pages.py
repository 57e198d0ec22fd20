"""A page as tests use it: opened for somebody, read, and worked with keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ui.components.button import Button, RowButton
from ui.components.words import Words
from ui.desk import Desk, InlineExecutor

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from panelapp.office import Office
    from ui.components.page import Page
    from ui.components.place import Place

P = TypeVar("P", bound="Page")


def open_page(qtbot: QtBot, kind: Callable[[Desk, Place], P], office: Office, place: Place) -> P:
    """The page of a place in the hands of a user, shown and filled."""
    page = kind(Desk(office, InlineExecutor(), InlineExecutor()), place)
    page.desk.setParent(page)
    qtbot.addWidget(page)
    page.resize(1150, 690)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.reload()
    settle()
    page.focus_start()
    return page


def settle() -> None:
    """Let Qt show what was just put on a page."""
    QCoreApplication.sendPostedEvents()


def words(part: QWidget) -> list[str]:
    """The words that can be read on a part of a page, in no order that matters."""
    settle()
    return [label.text() for label in part.findChildren(Words) if label.isVisibleTo(part)]


def rows(part: QWidget) -> list[str]:
    """What a screen reader calls the rows of a part."""
    settle()
    return [row.accessibleName() for row in part.findChildren(RowButton) if row.isVisibleTo(part)]


def buttons(part: QWidget) -> list[str]:
    """What the buttons of a part say."""
    settle()
    return [button.text() for button in part.findChildren(Button) if button.isVisibleTo(part)]


def button(part: QWidget, text: str) -> QPushButton:
    """The button that says so, or that a screen reader calls so."""
    settle()
    return next(
        found
        for found in part.findChildren(QPushButton)
        if text in {found.text(), found.accessibleName()} and found.isVisibleTo(part)
    )


def press(part: QWidget, text: str, key: Qt.Key) -> None:
    """Go to a button with the keyboard and press it with a key."""
    found = button(part, text)
    found.setFocus()
    assert found.hasFocus(), text
    QTest.keyClick(found, key)
    settle()
