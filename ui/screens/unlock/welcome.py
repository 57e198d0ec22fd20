"""What a person sees who has opened no file yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.components.button import RowButton
from ui.components.entrance_page import EntrancePage
from ui.components.layouts import Card
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from ui.errands import Errands


class WelcomePage(EntrancePage):
    """Three ways to begin."""

    new_wanted = Signal()
    choose_wanted = Signal()
    example_wanted = Signal()

    def __init__(self, errands: Errands) -> None:
        """Offer a new panel, a file that is there, and the training example."""
        super().__init__(errands, "Welcome")
        self.add(
            Words(
                "This program runs a fostering panel: its members, sittings, cases, minutes and "
                "decisions, with the dates that the regulations set. Everything stays in one "
                "encrypted file on this computer.",
                "lead",
            )
        )
        self.rows = (
            RowButton(
                "Start a new panel",
                detail="You make the file, a password and a recovery sheet. About 5 minutes.",
                pressed=self.new_wanted.emit,
            ),
            RowButton(
                "Choose a file",
                detail="For a panel that has a file already, which ends in .fpanel.",
                pressed=self.choose_wanted.emit,
            ),
            RowButton(
                "Open the training example",
                detail="A year of an invented panel to try things out in. Nothing there is real.",
                pressed=self.example_wanted.emit,
            ),
        )
        self.add(Card(*self.rows, gap=0, margin=SPACE.small))
        self.finish()

    def focus_start(self) -> None:
        self.rows[0].setFocus()
