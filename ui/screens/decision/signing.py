"""The third step: every answer to check, then the password that signs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ui.components.button import Button
from ui.components.fields import PasswordField
from ui.components.form import Form
from ui.components.layouts import Card, left, row
from ui.components.progress import Progress
from ui.components.summary_list import SummaryList
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from ui.components.summary_list import Fact

FINAL = (
    "Once it is signed nobody can change the decision. It goes into the file under your name,"
    " with the day and the time."
)


class SigningView(Card):
    """What is to be signed, and where to sign it."""

    signed = Signal(str)
    """Emitted with the password that somebody signs with."""
    back = Signal()

    def __init__(
        self,
        heading: str,
        facts: Iterable[Fact],
        consequences: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        """Show the answers, and what follows from them."""
        super().__init__(sides=SPACE.huge, parent=parent)
        self.setAccessibleName(heading)
        layout = self.body
        layout.addWidget(Words(heading, "heading"))
        answers = SummaryList(width=900)
        answers.show_facts(facts)
        layout.addLayout(left(answers))
        layout.addWidget(Words("What happens then", "heading"))
        for sentence in consequences:
            layout.addLayout(left(Words(sentence).limited()))
        layout.addWidget(Words("Sign", "heading"))
        layout.addLayout(left(Words(FINAL).limited()))
        self.form = Form()
        password = self.form.add(
            "password",
            "Your password",
            PasswordField(required="Type your password to sign the decision."),
            "The one with which you unlock the file",
        )
        password.edit.returnPressed.connect(self._on_enter)
        layout.addLayout(left(self.form))
        self.progress = Progress()
        layout.addWidget(self.progress)
        self.sign_button = Button("Sign decision", self._sign, "primary")
        self.back_button = Button("Go on writing", self.back.emit)
        layout.addLayout(row(self.sign_button, self.back_button, gap=SPACE.large))

    def focus_first(self) -> None:
        """Put the keyboard at the first answer, since they are read from the top."""
        first = next(iter(self.findChildren(Button)), self.sign_button)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """The password is being checked: nothing is pressed twice."""
        self.sign_button.setEnabled(False)
        self.progress.begin("The decision is being signed.")

    def end(self) -> None:
        """Take the keyboard again."""
        self.sign_button.setEnabled(True)
        self.progress.end()

    def _on_enter(self) -> None:
        """Enter in the password signs, unless it is being signed."""
        if self.sign_button.isEnabled():
            self._sign()

    def _sign(self) -> None:
        answers = self.form.read()
        if answers is not None:
            self.begin()
            self.signed.emit(answers["password"])
