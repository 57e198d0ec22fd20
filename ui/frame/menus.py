"""The menus, which hold every key of the window; a page adds its own on its buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMainWindow

    from ui.frame.rail import RailEntry


class Menus:
    """The menu bar of a window."""

    def __init__(self, window: QMainWindow) -> None:
        """Start with empty menus, in the order in which every program has them."""
        self._window = window
        # Made here and not by the bar, whose own are now and then forgotten by the binding.
        self.file, self.edit, self.go, self.view, self.help = (
            QMenu(words, window) for words in ("&File", "&Edit", "&Go", "&View", "&Help")
        )
        for menu in (self.file, self.edit, self.go, self.view, self.help):
            window.menuBar().addMenu(menu)
        self._file_ways: list[QAction] = []

    @property
    def in_order(self) -> tuple[QMenu, ...]:
        """Every menu, the most used ways first."""
        return self.go, self.file, self.edit, self.view, self.help

    def add(self, menu: QMenu, words: str, act: Callable[[], object], *keys: str) -> QAction:
        """Add what can be done, with the keys that do it."""
        action = QAction(words, self._window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda: act())
        menu.addAction(action)
        return action

    def show_file_ways(
        self, entries: tuple[RailEntry, ...], way_to: Callable[[str], Callable[[], object]]
    ) -> None:
        """Put the ways of a role at the top of the File menu, in place of those of another."""
        for old in self._file_ways:
            self.file.removeAction(old)
            old.deleteLater()
        first = next(iter(self.file.actions()), None)
        self._file_ways = [self.add(self.file, one.words, way_to(one.screen)) for one in entries]
        if first is not None:
            self.file.insertActions(first, self._file_ways)

    def show_ways(
        self,
        entries: tuple[RailEntry, ...],
        way_to: Callable[[str], Callable[[], object]],
        back: Callable[[], object],
    ) -> None:
        """Fill the Go menu: the ways of the rail with Alt and a number, and the way back."""
        for action in self.go.actions():
            self.go.removeAction(action)
            action.deleteLater()
        for number, entry in enumerate(entries, start=1):
            self.add(self.go, f"&{entry.words}", way_to(entry.screen), f"Alt+{number}")
        self.go.addSeparator()
        self.add(self.go, "&Back", back, "Alt+Left", "Esc")
