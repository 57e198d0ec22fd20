"""A process that ends the moment a window has been painted: ours, or the least that Qt can do."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.program import Program

LOOK_EVERY = 5


class EndOnPaint(QObject):
    """Ends the process after the first paint of a window for which ``is_it`` holds."""

    def __init__(self, is_it: Callable[[QWidget], bool]) -> None:
        """Watch every window."""
        super().__init__(QApplication.instance())
        self._is_it = is_it
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at a window just after it was painted."""
        if event.type() is QEvent.Type.UpdateRequest and isinstance(watched, QWidget):
            QTimer.singleShot(0, lambda: self._look(watched))
        return False

    def _look(self, window: QWidget) -> None:
        if window.isVisible() and self._is_it(window):
            sys.stdout.write(f"{_resident_megabytes():.1f}\n")
            sys.stdout.flush()
            os._exit(0)


def _resident_megabytes() -> float:
    """The memory that this process holds; 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def label(_: str) -> None:
    """The floor of a start: one label."""
    app = QApplication(sys.argv[:1])
    shown = QLabel("Fostering panel")
    EndOnPaint(lambda window: window is shown)
    shown.show()
    app.exec()


def unlock(path: str) -> None:
    """Our start: the page that unlocks a file, with the names of its users."""
    program = _program(path)
    EndOnPaint(lambda _: program.unlock is not None and _asks_for_password(program))
    program.start()
    QApplication.exec()


def today(path: str) -> None:
    """Our start up to Today, with the password given as soon as it is asked for."""
    from benchmarks.agency import PASSPHRASE, USER

    program = _program(path)
    EndOnPaint(lambda window: window is program.window and _shows_duties(window))
    program.start()
    timer = QTimer()
    timer.timeout.connect(lambda: _give_password(program, USER, PASSPHRASE))
    timer.start(LOOK_EVERY)
    QApplication.exec()


def table(path: str) -> None:
    """The floor of that: the typeface, the records, a list of 200 rows by a raw key, a table."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel

    from benchmarks.agency import bare_engine
    from panelapp import domain  # noqa: F401 - the records are part of the floor
    from panelapp.config import resources_folder
    from panelapp.domain import models  # noqa: F401 - as above

    app = QApplication(sys.argv[:1])
    for font in (resources_folder() / "fonts").glob("*.ttf"):
        QFontDatabase.addApplicationFont(str(font))
    model = QStandardItemModel()
    with bare_engine(Path(path)).connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT s.ref, s.held_on, c.ref, c.case_type, h.ref, i.position FROM item i"
            " JOIN sitting s ON s.id = i.sitting_id JOIN panel_case c ON c.id = i.case_id"
            " JOIN household h ON h.id = c.household_id ORDER BY s.held_on DESC LIMIT 200"
        )
        for row in rows:
            model.appendRow([QStandardItem(str(cell)) for cell in row])
    shown = QTableView()
    shown.setModel(model)
    EndOnPaint(lambda window: window is shown)
    shown.show()
    app.exec()


def _program(path: str) -> Program:
    from ui.bootstrap import application, program_for
    from ui.theme.appearance import Appearance

    Appearance(application())
    return program_for(Path(path))


def _asks_for_password(program: Program) -> bool:
    from ui.screens.unlock.page import UnlockPage

    page = program.unlock.page if program.unlock else None
    return isinstance(page, UnlockPage) and page.card.isVisible()


def _give_password(program: Program, user: str, passphrase: str) -> None:
    from ui.screens.unlock.page import UnlockPage

    page = program.unlock.page if program.unlock is not None else None
    if isinstance(page, UnlockPage) and page.card.isVisible() and not page.password.edit.text():
        page.user.set_value(user)
        page.password.set_value(passphrase)
        page.unlock()


def _shows_duties(window: QWidget) -> bool:
    from ui.components.button import RowButton

    return bool(window.findChildren(RowButton))


if __name__ == "__main__":
    {"label": label, "unlock": unlock, "today": today, "table": table}[sys.argv[1]](sys.argv[2])
