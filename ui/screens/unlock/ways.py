"""What can be done by somebody who cannot unlock a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.components.button import RowButton
from ui.components.entrance_page import EntrancePage
from ui.components.layouts import Card
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from pathlib import Path

    from ui.errands import Errands


class WaysPage(EntrancePage):
    """The ways in besides the password, the easiest first."""

    try_again = Signal()
    sheet_wanted = Signal()
    backup_wanted = Signal()
    choose_wanted = Signal()

    def __init__(self, errands: Errands, path: Path) -> None:
        """Offer the ways into ``path``."""
        super().__init__(errands, "I cannot unlock the file", path.stem)
        self.back_link.show()
        self.rows = (
            RowButton(
                "Try again",
                detail="Capital letters and spaces count. Look whether Caps Lock is on, and "
                "whether your name is the one that is chosen.",
                pressed=self.try_again.emit,
            ),
            RowButton(
                "Use the recovery sheet",
                detail="The 24 words on paper, which the agency keeps in a locked place. You "
                "choose a new password then.",
                pressed=self.sheet_wanted.emit,
            ),
            RowButton(
                "Restore a backup",
                detail="If the file is damaged or gone. The file that is there now is kept.",
                pressed=self.backup_wanted.emit,
            ),
            RowButton(
                "Choose another file",
                detail="If this is not the file that you wanted.",
                pressed=self.choose_wanted.emit,
            ),
        )
        self.add(Card(*self.rows, gap=0, margin=SPACE.small))
        self.add(
            Words(
                "No recovery sheet at hand? A panel adviser who can unlock the file can print it "
                "again. Without a password and without the sheet nobody can open the file, not "
                "even those who made the program.",
                "muted",
            )
        )
        self.finish()

    def focus_start(self) -> None:
        self.rows[0].setFocus()
