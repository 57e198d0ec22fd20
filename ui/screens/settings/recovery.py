"""The recovery sheet, shown after the password was given again."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.components.banner import announce
from ui.components.button import Button
from ui.components.fields import PasswordField
from ui.components.form import Form
from ui.components.layouts import Card, clear, left, row
from ui.components.page import WIDEST
from ui.components.printed_sheet import print_sheet
from ui.components.progress import Progress
from ui.components.sheet_words import word_cells
from ui.components.summary_list import Fact, SummaryList
from ui.components.words import Words
from ui.screens.settings.part import SettingsPart
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFrame

    from panelapp.domain.errors import PanelappError
    from panelapp.office import Sheet
    from ui.components.page import Page

WORDS = (
    "The recovery sheet opens this file when passwords are lost. Whoever has the sheet and the"
    " file can read everything. Print it, lock it away from this computer, and keep no copy here."
)


class RecoveryPart(SettingsPart):
    """A password, then the sheet with a way to print it."""

    title: ClassVar[str] = "Recovery sheet"
    words: ClassVar[str] = "The 24 words that open this file when passwords are lost"

    def __init__(self, page: Page) -> None:
        """Build the part; the sheet is not asked for yet."""
        super().__init__(page)
        self._sheet: Sheet | None = None
        self.form = Form()
        self.form.add("password", "Your password", PasswordField(required="Enter your password."))
        self.show_button = Button("Show the recovery sheet", self._ask, "primary")
        self.progress = Progress()
        self.ask_card = self._ask_card()
        self.sheet_card = self._sheet_card()
        self.outer.addWidget(self.ask_card)
        self.outer.addWidget(self.sheet_card)
        self.sheet_card.hide()

    def leave(self) -> None:
        """Take sheet and password off the screen."""
        self._sheet = None
        clear(self._shown)
        self.form.set_values({"password": ""})
        self.sheet_card.hide()
        self.ask_card.show()

    def _ask_card(self) -> QFrame:
        made = Card()
        layout = made.body
        layout.addLayout(left(Words(WORDS).limited()))
        layout.addLayout(left(self.form))
        layout.addWidget(self.progress)
        layout.addLayout(row(self.show_button))
        return made

    def _sheet_card(self) -> QFrame:
        made = Card()
        layout = made.body
        self._shown = QVBoxLayout()
        self._shown.setSpacing(SPACE.medium)
        layout.addLayout(self._shown)
        self.print_button = Button("Print the sheet", self._print, "primary", keys="Ctrl+P")
        self.hide_button = Button("Hide the sheet", self.leave)
        layout.addLayout(row(self.print_button, self.hide_button))
        return made

    def _ask(self) -> None:
        answers = self.form.read()
        if answers is None:
            return
        office = self.page.desk.office

        def sheet() -> Sheet:
            return office.hand_to(office.user_name, answers["password"]).recovery_page()

        self.progress.begin("The password is being checked.")
        self.work(sheet, self._show, self._failed)

    def _show(self, sheet: Sheet) -> None:
        self.progress.end()
        self.form.set_values({"password": ""})
        self._sheet = sheet
        clear(self._shown)
        for part in _parts(sheet):
            self._shown.addWidget(part)
        self.ask_card.hide()
        self.sheet_card.show()
        self.print_button.setFocus()
        announce(self, "The recovery sheet is shown")

    def _failed(self, problem: PanelappError) -> None:
        self.progress.end()
        self.form.show_refusal(problem)

    def _print(self) -> None:
        if self._sheet is not None:
            print_sheet(self._sheet, self)


def _parts(sheet: Sheet) -> tuple[QWidget, ...]:
    facts = SummaryList(width=WIDEST)
    facts.show_facts(Fact(name=name, words=said) for name, said in sheet.facts)
    cells = QWidget()
    cells.setLayout(word_cells(sheet.words))
    return (
        facts,
        Words("The 24 words", "heading"),
        cells,
        Words("How to keep it", "heading"),
        Words(sheet.how_to_keep),
        Words("How to use it", "heading"),
        Words(sheet.how_to_use),
    )
