"""The recovery sheet, shown after the password was given again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout

from ui.components.button import Button
from ui.components.fields import PasswordField
from ui.components.form import Form
from ui.components.layouts import card, left, row
from ui.components.progress import Progress
from ui.components.words import Words
from ui.screens.settings.part import SettingsPart

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFrame

    from panelapp.domain.errors import PanelappError
    from ui.components.page import Page

WORDS = (
    "The recovery sheet opens this file when passwords are lost. Whoever has the sheet and the"
    " file can read everything. Print it, lock it away from this computer, and keep no copy here."
)


COLUMN = 18
"""The width of a column of the sheet, in characters."""


def in_columns(text: str) -> str:
    """The text of a sheet with tabs between columns, for type that is not all of one width."""
    lines = (re.sub(r"(?<=\S) {2,}", "\t", line.strip()) for line in text.splitlines())
    return "\n".join(line for line in lines if set(line) != {"="})


class RecoveryPart(SettingsPart):
    """A password, then the sheet with a way to print it."""

    title: ClassVar[str] = "Recovery sheet"
    words: ClassVar[str] = "The 24 words that open this file when passwords are lost"

    def __init__(self, page: Page) -> None:
        """Build the part; the sheet is not asked for yet."""
        super().__init__(page)
        self.form = Form()
        self.form.add("password", "Your password", PasswordField(required="Enter your password."))
        self.show_button = Button("Show the recovery sheet", self._ask, "primary")
        self.progress = Progress()
        self.ask_card = self._ask_card()
        self.sheet = QPlainTextEdit()
        self.sheet.setReadOnly(True)
        self.sheet.setTabChangesFocus(True)
        self.sheet.setAccessibleName("Recovery sheet")
        self.sheet_card = card(Words("Recovery sheet", "heading"), self.sheet)
        layout = self.sheet_card.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - as the card was just made
        self.print_button = Button("Print recovery sheet", self._print, "primary")
        layout.addLayout(row(self.print_button, Button("Hide it again", self.leave)))
        self.outer.addWidget(self.ask_card)
        self.outer.addWidget(self.sheet_card)
        self.sheet_card.hide()

    def leave(self) -> None:
        """Take sheet and password off the screen."""
        self.sheet.clear()
        self.form.set_values({"password": ""})
        self.sheet_card.hide()
        self.ask_card.show()

    def _ask_card(self) -> QFrame:
        made = card()
        layout = made.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - as the card was just made
        layout.addLayout(left(Words(WORDS).limited()))
        layout.addLayout(left(self.form))
        layout.addWidget(self.progress)
        layout.addLayout(row(self.show_button))
        return made

    def _ask(self) -> None:
        answers = self.form.read()
        if answers is None:
            return
        office = self.page.desk.office

        def sheet() -> str:
            return office.hand_to(office.user_name, answers["password"]).recovery_sheet()

        self.progress.begin("The password is being checked.")
        self.work(sheet, self._show, self._failed)

    def _show(self, text: str) -> None:
        self.progress.end()
        self.form.set_values({"password": ""})
        shown = in_columns(text)
        self.sheet.setPlainText(shown)
        metrics = self.sheet.fontMetrics()
        self.sheet.setTabStopDistance(metrics.averageCharWidth() * COLUMN)
        self.sheet.setMinimumHeight(metrics.lineSpacing() * (shown.count("\n") + 2) + 24)
        self.ask_card.hide()
        self.sheet_card.show()
        self.sheet.setFocus()

    def _failed(self, problem: PanelappError) -> None:
        self.progress.end()
        self.form.show_refusal(problem)

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self.sheet.print_(printer))
        QDialog.open(dialog)
