"""The rail at the left: the ways to the pages that the role may see. It never disappears."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from ui.components.button import Button
from ui.components.layouts import clear
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

RAIL_WIDTH = 176


@dataclass(frozen=True, kw_only=True)
class RailEntry:
    """One way on the rail: the screen, what it is called, and the screens that belong to it."""

    screen: str
    words: str
    within: tuple[str, ...] = ()


class Rail(QFrame):
    """The ways to the pages, one of which is marked as the one that is shown."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setProperty("kind", "rail")
        self.setAccessibleName("Ways to the pages")
        self._buttons: dict[str, Button] = {}
        self._entries: tuple[RailEntry, ...] = ()
        self._marked = ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, SPACE.medium, 0, SPACE.medium)
        self._layout.setSpacing(2)

    def show_entries(self, entries: tuple[RailEntry, ...]) -> None:
        """Show the ways that a role may go."""
        clear(self._layout)
        self._entries, self._buttons = entries, {}
        for entry in entries:
            button = Button(entry.words, self._way(entry.screen))
            button.setProperty("kind", "rail")
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self._buttons[entry.screen] = button
            self._layout.addWidget(button)
        self._layout.addStretch(1)
        self._fit()

    def mark(self, screen: str) -> None:
        """Mark the way that ``screen`` belongs to; one without a way leaves the mark as it is."""
        ways = (e.screen for e in self._entries if screen in {e.screen, *e.within})
        self._marked = next(ways, self._marked)
        # A press has turned the button that was pressed by itself.
        for one, button in self._buttons.items():
            button.setChecked(one == self._marked)

    def take_focus(self) -> None:
        """Put the keyboard on the way that is marked."""
        marked = [button for button in self._buttons.values() if button.isChecked()]
        for button in (marked or list(self._buttons.values()))[:1]:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._fit()

    def _fit(self) -> None:
        widest = max((button.sizeHint().width() for button in self._buttons.values()), default=0)
        self.setFixedWidth(max(RAIL_WIDTH, widest + SPACE.medium))

    def _way(self, screen: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(screen)
