"""Somebody at the keyboard: presses keys, and knows only what the window says of itself.

The robot finds its way by Tab and by the names that a screen reader would say, types into what has
the focus, and waits until the words that it expects can be seen. It never touches a widget by any
other way, so that whatever it does a person without a mouse can do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTableView,
    QWidget,
)

from tests.ui.looking import spoken_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE = 20_000
LONGEST_WAY = 160


class Stuck(AssertionError):
    """The robot could not go on; the message says what it saw."""


class Robot:
    """One person at one keyboard."""

    def __init__(self, pictures: Path | None = None) -> None:
        """Start at whatever window is open; ``pictures`` is where each step is kept as seen."""
        self._pictures = pictures
        self._steps = 0
        self.keys_pressed = 0

    # What the robot sees ------------------------------------------------------------------------

    @property
    def window(self) -> QWidget:
        """The window that has the keyboard."""
        self.wait(lambda: QApplication.activeWindow() is not None, "a window")
        window = QApplication.activeWindow()
        assert window is not None
        return window

    @property
    def focus(self) -> QWidget:
        """What has the keyboard."""
        focused = QApplication.focusWidget()
        return focused if focused is not None else self.window

    def words(self) -> str:
        """Everything that can be read in the window now."""
        window = QApplication.activeWindow()
        if window is None:
            return ""
        parts = [part for part in window.findChildren(QWidget) if part.isVisibleTo(window)]
        said = [_said(part) for part in parts]
        return "\n".join(text for text in said if text)

    def see(self, words: str) -> None:
        """Wait until the words can be read."""
        self.wait(lambda: words in self.words(), repr(words))

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until something is so. Raises :class:`Stuck` with what can be read instead."""
        deadline = QDeadlineTimer(PATIENCE)
        while not condition():
            if deadline.hasExpired():
                self.picture("stuck")
                raise Stuck(f"waited for {what}; the window says:\n{self.words()}")
            QTest.qWait(10)

    def picture(self, name: str) -> None:
        """Keep the window as it is seen now."""
        window = QApplication.activeWindow()
        if self._pictures is not None and window is not None:
            self._steps += 1
            window.grab().save(str(self._pictures / f"{self._steps:02d}-{name}.png"))

    # What the robot does ------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys in turn, each written as ``Ctrl+N``."""
        for written in keys:
            QTest.keySequence(self.focus, QKeySequence(written))
            self.keys_pressed += 1

    def write(self, text: str) -> None:
        """Type plain text into what has the focus, in place of what it holds."""
        field = self.focus
        if not isinstance(field, QLineEdit | QPlainTextEdit):
            raise Stuck(f"{spoken_name(field)!r} takes no text")
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)
        self.keys_pressed += len(text)

    def to(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """Press Tab until something whose name begins so has the keyboard."""
        window = self.window
        passed = []
        for _ in range(LONGEST_WAY):
            focused = self.focus
            if isinstance(focused, kind) and _is_called(focused, name) and focused.isEnabled():
                return focused
            passed.append(spoken_name(focused))
            self.press("Tab")
            if QApplication.activeWindow() is not window:
                break
        self.picture("stuck")
        raise Stuck(f"Tab did not come to {name!r}; it passed {list(dict.fromkeys(passed))}")

    def push(self, name: str) -> None:
        """Go to a button by Tab and press Enter."""
        self.to(name, QAbstractButton)
        self.press("Return")

    def fill(self, name: str, text: str) -> None:
        """Go to a field by Tab and type."""
        self.to(name)
        self.write(text)

    def fill_date(self, name: str, day: str, month: str, year: str) -> None:
        """Go to a date by Tab and type its three parts."""
        for part, text in (("day", day), ("month", month), ("year", year)):
            self.fill(f"{name}, {part}", text)

    def choose(self, name: str, option: str) -> None:
        """Go to a list by Tab and choose what begins so, with the arrow keys."""
        combo = self.to(name, QComboBox)
        assert isinstance(combo, QComboBox)
        self.press("Home")
        for _ in range(combo.count()):
            if combo.currentText().startswith(option):
                return
            self.press("Down")
        raise Stuck(f"{name!r} offers no {option!r}")

    def mark(self, option: str) -> None:
        """Go to a radio button or a tick by Tab and the arrows, and mark it."""
        window = self.window
        for _ in range(LONGEST_WAY):
            focused = self.focus
            if isinstance(focused, QRadioButton) and self._mark_in_group(option):
                return
            if isinstance(focused, QAbstractButton) and _is_mark(focused, option):
                self._tick(focused)
                return
            self.press("Tab")
            if QApplication.activeWindow() is not window:
                break
        self.picture("stuck")
        raise Stuck(f"nothing to mark is called {option!r}")

    def open_row(self, table: str, words: str) -> None:
        """Go to a table by Tab, to the row that holds the words by arrows, and press Enter."""
        found = self.to(table, QTableView)
        assert isinstance(found, QTableView)
        self.press("Ctrl+Home")
        for _ in range(found.model().rowCount()):
            at = found.currentIndex()
            cells = [at.siblingAtColumn(n).data() for n in range(found.model().columnCount())]
            if any(words in str(cell) for cell in cells):
                self.press("Return")
                return
            self.press("Down")
        raise Stuck(f"no row of {table!r} holds {words!r}")

    def _tick(self, button: QAbstractButton) -> None:
        if not button.isChecked():
            self.press("Space")

    def _mark_in_group(self, option: str) -> bool:
        """Whether the option is one of the buttons beside the one with the focus; marks it."""
        first = self.focus
        assert isinstance(first, QRadioButton)
        group = first.group()
        count = len(group.buttons())
        for _ in range(count):
            focused = self.focus
            if not isinstance(focused, QRadioButton):
                return False
            if _is_called(focused, option):
                self._tick(focused)
                return True
            self.press("Down")
        return False


def _is_called(widget: QWidget, name: str) -> bool:
    return spoken_name(widget).strip().casefold().startswith(name.casefold())


def _is_mark(button: QAbstractButton, option: str) -> bool:
    return button.isCheckable() and _is_called(button, option)


def _said(part: QWidget) -> str:
    match part:
        case QLabel() | QAbstractButton():
            said = part.text()
        case QGroupBox():
            said = part.title()
        case QLineEdit():
            said = part.displayText()
        case QPlainTextEdit():
            said = part.toPlainText()
        case QComboBox():
            said = part.currentText()
        case QTableView():
            said = "\n".join(_cells(part))
        case _:
            said = ""
    return said


def _cells(table: QTableView) -> Iterator[str]:
    model = table.model()
    for row in range(min(model.rowCount(), 200)):
        for column in range(model.columnCount()):
            yield str(model.index(row, column).data())
