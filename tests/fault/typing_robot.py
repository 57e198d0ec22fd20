"""The whole window in a process of its own, with a robot that types until somebody kills it.

Each line on standard output is one thing that happened: ``typed NUMBER CLOCK`` after a key went
into the text, and ``saved NUMBER`` once the program said that the first NUMBER keys were saved.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from panelapp.actions.minutes import write_minutes
from panelapp.office import Office
from ui.bootstrap import application, window_for
from ui.components.button import Button
from ui.components.place import Place
from ui.desk import Desk
from ui.theme.appearance import Appearance

if TYPE_CHECKING:
    from ui.main_window import MainWindow

TEXT = "".join(f"word {number} and " for number in range(1000))
BETWEEN_KEYS = 25
BETWEEN_SAVES = 700


class TypingRobot(QObject):
    """Types a known text into the minutes of an item, and saves them now and then."""

    def __init__(self, window: MainWindow, place: Place) -> None:
        """Begin once the page of ``place`` shows a text."""
        super().__init__()
        self._window = window
        self._typed = 0
        self._being_saved: list[int] = []
        window.desk.acted.connect(self._on_acted)
        self._looks, self._keys, self._saves = QTimer(self), QTimer(self), QTimer(self)
        window.go(place)
        self._looks.timeout.connect(self._begin)
        self._looks.start(BETWEEN_KEYS)

    def _begin(self) -> None:
        edits = [
            edit
            for edit in self._window.page.findChildren(QPlainTextEdit)
            if edit.isVisibleTo(self._window) and edit.isEnabled() and not edit.isReadOnly()
        ]
        if not edits:
            return
        self._looks.stop()
        self._text = edits[0]
        self._text.setFocus()
        self._text.clear()
        self._keys.timeout.connect(self._type)
        self._keys.start(BETWEEN_KEYS)
        self._saves.timeout.connect(self._save)
        self._saves.start(BETWEEN_SAVES)

    def _type(self) -> None:
        QTest.keyClicks(self._text, TEXT[self._typed])
        self._typed += 1
        _tell(f"typed {self._typed} {monotonic()}")

    def _save(self) -> None:
        button = next(
            button
            for button in self._window.page.findChildren(Button)
            if button.text() == "Save minutes"
        )
        if button.isEnabled() and not self._being_saved:
            self._being_saved.append(self._typed)
            button.click()

    def _on_acted(self, handler: object, _outcome: object) -> None:
        if handler is write_minutes and self._being_saved:
            _tell(f"saved {self._being_saved.pop()}")


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Type into the minutes of an item of a file until killed."""
    path, password, sitting, case = sys.argv[1:]
    app = application()
    Appearance(app)
    office = Office.open(Path(path), user=None, passphrase=password)
    window = window_for(Desk(office), office.who())
    window.show()
    robot = TypingRobot(window, Place("minutes", sitting, case))
    app.aboutToQuit.connect(robot.deleteLater)
    app.exec()


if __name__ == "__main__":
    main()
