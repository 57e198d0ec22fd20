"""The second and third steps of a new panel: the recovery sheet, and the proof that it is there."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.components.button import Button
from ui.components.entrance_page import EntrancePage
from ui.components.fields import TextField, WrongValue
from ui.components.file_choice import choose_copy
from ui.components.form import Form
from ui.components.layouts import Card, row
from ui.components.printed_sheet import print_sheet, write_pdf
from ui.components.sheet_words import word_cells
from ui.components.words import Words
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from panelapp.office import Sheet
    from ui.errands import Errands

ASKED = 3


class SheetShownPage(EntrancePage):
    """The 24 words, and ways to get them onto paper."""

    noted = Signal()
    """Emitted when somebody says that they have the sheet."""
    help_page = "new_file"

    def __init__(self, errands: Errands, sheet: Sheet) -> None:
        """Show the words of a sheet."""
        super().__init__(
            errands, "Your recovery sheet", "Step 2 of 3: the way in when a password is lost"
        )
        self._sheet = sheet
        self.add(
            Words(
                "These 24 words open the file when a password is forgotten. Without them and "
                "without a password nobody can open it, not even those who made the program. "
                "Print them, or write them down, and lock them away apart from the computer.",
            )
        )
        card = Card(gap=SPACE.large, sides=SPACE.huge)
        layout = card.body
        layout.addLayout(word_cells(sheet.words))
        layout.addLayout(
            row(
                Button("Print the sheet", self.print_sheet, keys="Ctrl+P"),
                Button("Save as PDF to print elsewhere", self.save_sheet),
            )
        )
        self.add(card)
        self.next_button = Button("I have the words on paper", self.noted.emit, "primary")
        self.body.addLayout(row(self.next_button))
        self.finish()

    def focus_start(self) -> None:
        self.next_button.setFocus()

    def print_sheet(self) -> None:
        """Ask for a printer, and print the sheet."""
        print_sheet(self._sheet, self)

    def save_sheet(self) -> None:
        """Write the sheet as a PDF where the person says."""
        path = choose_copy(self, "Recovery sheet.pdf", "PDF (*.pdf)")
        if path is None:
            return
        if write_pdf(self._sheet, path):
            self.banner.show_message(
                f"The sheet is saved as {path.name}. Delete it once it is printed: whoever has it "
                "and the file can read everything.",
                Tone.WARNING,
            )
        else:
            self.banner.show_message(
                "The sheet could not be saved there. Nothing else was changed. Choose another "
                "folder, or write the words down.",
                Tone.PROBLEM,
            )


class SheetCheckPage(EntrancePage):
    """Three words of the sheet, to be typed from paper."""

    proved = Signal()
    """Emitted when the three words are right."""
    help_page = "new_file"

    def __init__(
        self, errands: Errands, words: tuple[str, ...], places: tuple[int, ...] | None = None
    ) -> None:
        """Ask for the words at ``places``, else at three that nobody can foresee."""
        super().__init__(errands, "Type three words from your sheet", "Step 3 of 3: a check")
        self.back_link.show()
        self.back_link.setText("< Show the words again")
        self.back_link.setAccessibleName("Show the words again")
        self.add(
            Words(
                "This makes sure that the sheet can be read. Take the paper and type the words "
                "that stand at these numbers."
            )
        )
        card = Card(gap=SPACE.large, sides=SPACE.huge)
        layout = card.body
        self.form = Form()
        self.places = places or _some_places(len(words))
        for place in self.places:
            self.form.add(str(place), f"Word {place}", SheetWordField(place, words[place - 1]))
        layout.addWidget(self.form)
        self.button = Button("Open the panel", self.check, "primary")
        layout.addLayout(row(self.button))
        self.add(card)
        self.finish()
        for field in self.form.findChildren(SheetWordField):
            field.edit.returnPressed.connect(self.check)

    def focus_start(self) -> None:
        self.form.focus_first()

    def check(self) -> None:
        """Go on if the words are right."""
        if self.form.read() is not None:
            self.proved.emit()


class SheetWordField(TextField):
    """One word that must be the one on the sheet."""

    def __init__(self, place: int, word: str) -> None:
        """Expect ``word``, in any capitals."""
        super().__init__(required=f"Enter word {place}.", width=20)
        self._place, self._word = place, word

    def value(self) -> str:
        text = super().value()
        if text.casefold() != self._word:
            raise WrongValue(f"Word {self._place} of the sheet is another word.")
        return text


def _some_places(count: int) -> tuple[int, ...]:
    return tuple(sorted(secrets.SystemRandom().sample(range(1, count + 1), ASKED)))
