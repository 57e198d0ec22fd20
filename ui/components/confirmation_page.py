"""What is shown once something important is done: its reference, what happens next, ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.components.banner import announce
from ui.components.button import Button
from ui.components.layouts import Card, left, row
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget


class DonePanel(Card):
    """A card that says what was done and what happens next."""

    def __init__(
        self,
        heading: str,
        words: str,
        next_steps: tuple[str, ...] = (),
        actions: tuple[tuple[str, Callable[[], object]], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        """``actions`` are the ways on, the likeliest first; it is the main button."""
        super().__init__(margin=SPACE.huge, parent=parent)
        layout = self.body
        layout.addWidget(Words(heading, "title"))
        layout.addLayout(left(Words(words, "lead").limited()))
        if next_steps:
            layout.addWidget(Words("What happens next", "heading"))
            for step in next_steps:
                layout.addLayout(left(Words(step).limited()))
        buttons = [
            Button(text, act, "primary" if number == 0 else "secondary")
            for number, (text, act) in enumerate(actions)
        ]
        if buttons:
            layout.addSpacing(SPACE.small)
            layout.addLayout(row(*buttons))
        self._way_on = buttons[0] if buttons else None
        self.setAccessibleName(heading)
        announce(self, f"{heading}. {words}")

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on the likeliest way on, the first time that the card is seen."""
        super().showEvent(event)
        if self._way_on is not None:
            self._way_on.setFocus(Qt.FocusReason.OtherFocusReason)
            self._way_on = None
