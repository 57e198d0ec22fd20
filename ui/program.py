"""The program from its start to its end: unlock a file, work in it, lock it, unlock it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from ui.cycles import Cycles
from ui.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from panelapp.domain.errors import PanelappError
    from panelapp.office import Office, Who
    from ui.entrance import EntranceWindow
    from ui.main_window import MainWindow


class Program(QObject):
    """Which window is shown: the one that unlocks a file, or the one to work in."""

    def __init__(
        self,
        file: Path | None,
        make_unlock: Callable[[Path | None], EntranceWindow],
        make_window: Callable[[Desk, Who], MainWindow],
        make_desk: Callable[[Office], Desk] = Desk,
    ) -> None:
        """Begin with ``file``, or with the one that was open last."""
        super().__init__(QApplication.instance())
        self._file = file
        self._make_unlock, self._make_window, self._make_desk = make_unlock, make_window, make_desk
        self.unlock: EntranceWindow | None = None
        self.window: MainWindow | None = None
        self.desk: Desk | None = None
        self._cycles = Cycles(self)

    def start(self) -> None:
        """Show the window that unlocks a file."""
        self.unlock = self._make_unlock(self._file)
        self.unlock.opened.connect(self._on_opened)
        self.unlock.show()

    @Slot()
    def lock(self) -> None:
        """Keep what is typed, close the file, and ask for a password again."""
        if self.window is None or self.desk is None:
            return
        holds_text = self.window.holds_text
        self.window.leave()
        was_given_up = self.desk.close()
        self.window.close()
        self.window.deleteLater()
        self.window, self.desk = None, None
        self._cycles.hold(is_busy=False)
        self._cycles.look_at_all()
        self.start()
        if self.unlock is not None:
            self.unlock.show_locked(holds_text=holds_text, was_given_up=was_given_up)

    def end(self) -> None:
        """Keep what is typed and close the file: the program is about to end."""
        if self.window is not None and self.desk is not None:
            self.window.leave()
            self.desk.close()
            self.window, self.desk = None, None
        self._cycles.end()

    @Slot(object)
    def _on_opened(self, office: Office) -> None:
        self.desk = self._make_desk(office)
        self.desk.busy.connect(self._cycles.hold)
        self.desk.work(self, office.who, self._show_window, self._refuse)

    def _show_window(self, who: Who) -> None:
        assert self.desk is not None  # noqa: S101 - the answer came from it
        self._file = who.path
        self.window = self._make_window(self.desk, who)
        self.window.lock_wanted.connect(self.lock)
        self.window.show()
        self._cycles.pass_over()
        if self.unlock is not None:
            self.unlock.close()
            self.unlock.deleteLater()
            self.unlock = None

    def _refuse(self, problem: PanelappError) -> None:
        if self.desk is not None:
            self.desk.close()
            self.desk = None
        if self.unlock is not None:
            self.unlock.show_problem(problem)
