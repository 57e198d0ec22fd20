"""Somebody at the keyboard: presses keys, and knows only what the window says of itself.

The robot finds its way by Tab and by the names that a screen reader would say, types into what has
the focus, and waits until the words that it expects can be seen. It never touches a widget by any
other way, so that whatever it does a person without a mouse can do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
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

PATIENCE = 30_000
LOOK_EVERY = 50
"""How often the robot looks again at what may still be filling, in milliseconds."""
SEEING = 20
"""How long somebody takes at least to see what a button did, in milliseconds."""
ROUNDS = 20_000
"""For how long the robot looks for something by Tab, in milliseconds."""


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

    def see_no_more(self, words: str) -> None:
        """Wait until the words cannot be read any more."""
        self.wait(lambda: words not in self.words(), f"{words!r} to go")

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until something is so. Raises :class:`Stuck` with what can be read instead."""
        deadline = QDeadlineTimer(PATIENCE)
        _hand_over_the_keyboard()
        while not condition():
            if deadline.hasExpired():
                self.picture("stuck")
                raise Stuck(f"waited for {what}; the window says:\n{self.words()}")
            _let_others_work(20)
            _hand_over_the_keyboard()

    def picture(self, name: str) -> None:
        """Keep the window as it is seen now."""
        _let_others_work(1)  # Whatever was just shown is laid out first.
        window = QApplication.activeWindow()
        if self._pictures is not None and window is not None:
            self._steps += 1
            window.grab().save(str(self._pictures / f"{self._steps:02d}-{name}.png"))

    # What the robot does ------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys in turn, each written as ``Ctrl+N``."""
        for written in keys:
            QTest.keySequence(self._keyboard(), QKeySequence(written))
            self.keys_pressed += 1

    def write(self, text: str) -> None:
        """Type plain text into what has the focus, in place of what it holds."""
        field = self.focus
        if not isinstance(field, QLineEdit | QPlainTextEdit) or field.isReadOnly():
            raise Stuck(f"{spoken_name(field)!r} takes no text")
        self.press("Ctrl+A")
        for letter in text:
            QTest.keyClick(self._keyboard(), ord(letter))
        self.keys_pressed += len(text)

    def _keyboard(self) -> QWindow:
        """Where the desktop sends keys: a whole window, which alone knows what has the focus."""
        self.wait(lambda: QGuiApplication.focusWindow() is not None, "a window")
        window = QGuiApplication.focusWindow()
        assert window is not None
        return window

    def to(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """Press Tab until something whose name begins so has the keyboard."""

        def is_it(part: QWidget) -> bool:
            return isinstance(part, kind) and _is_called(part, name) and part.isEnabled()

        return self._tab_to(is_it, name)

    def _tab_to(self, is_it: Callable[[QWidget], bool], name: str) -> QWidget:
        """Go round by Tab, and round again while the page may still be filling."""
        deadline = QDeadlineTimer(ROUNDS)
        passed: list[str] = []
        while True:
            focused = self.focus
            if is_it(focused):
                return focused
            said = spoken_name(focused)
            if said in passed:
                if deadline.hasExpired():
                    self.picture("stuck")
                    raise Stuck(f"Tab did not come to {name!r}; it passed {passed}")
                # One round is over. Where it began may not take the keyboard again.
                _let_others_work(LOOK_EVERY)
                passed = []
            passed.append(said)
            self.press("Tab")

    def push(self, name: str) -> None:
        """Go to a button by Tab and press Enter."""
        self.to(name, QAbstractButton)
        self.press("Return")
        # Nobody types before they see what the button did, and where the keyboard went.
        _let_others_work(SEEING)

    def fill(self, name: str, text: str) -> None:
        """Go to a field by Tab and type."""
        self._tab_to(lambda part: _takes_text(part) and _is_called(part, name), name)
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

        def is_it(part: QWidget) -> bool:
            if isinstance(part, QRadioButton):
                return any(_is_called(one, option) for one in part.group().buttons())
            return isinstance(part, QAbstractButton) and _is_mark(part, option)

        found = self._tab_to(is_it, option)
        if isinstance(found, QRadioButton):
            self._mark_in_group(found, option)
        elif isinstance(found, QAbstractButton):
            self._tick(found)

    def choose_file(self, button: str, path: Path) -> None:
        """Press a button that opens the window for files, and type a path into that window.

        It holds the program until it is closed, so what is typed is prepared before.
        """
        answer = QTimer()
        answer.setInterval(LOOK_EVERY)

        def type_path() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QFileDialog) and dialog.isActiveWindow():
                answer.stop()
                typed.append(path)
                self.write(str(path))
                self.press("Return")

        typed: list[Path] = []
        answer.timeout.connect(type_path)
        answer.start()
        self.push(button)
        self.wait(lambda: bool(typed), "the window for files")

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

    def _mark_in_group(self, first: QRadioButton, option: str) -> None:
        """Go on by the arrow keys until the option has the keyboard, and mark it."""
        for _ in first.group().buttons():
            focused = self.focus
            if isinstance(focused, QRadioButton) and _is_called(focused, option):
                self._tick(focused)
                return
            self.press("Down")
            if self.focus is focused:
                self.press("Right")


def _let_others_work(milliseconds: int) -> None:
    """Let Qt and the other threads go on; ``QTest.qWait`` would let no other thread run."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    # What is to be deleted later would otherwise wait until the robot is done.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _hand_over_the_keyboard() -> None:
    """Give the keyboard to a window that was just opened, as every desktop does.

    A bare display has nothing that would.
    """
    wanted = QApplication.activeModalWidget()
    if wanted is None and QApplication.activeWindow() is None:
        open_ones = (part for part in QApplication.topLevelWidgets() if part.isVisible())
        wanted = next(open_ones, None)
    if wanted is not None and not wanted.isActiveWindow():
        wanted.activateWindow()


def _takes_text(part: QWidget) -> bool:
    return isinstance(part, QLineEdit | QPlainTextEdit) and not part.isReadOnly()


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
