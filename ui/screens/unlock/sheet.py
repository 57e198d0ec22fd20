"""Getting in with the words of the recovery sheet, and choosing a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from panelapp.closed_file import users_of
from ui.components.button import Button
from ui.components.entrance_page import EntrancePage
from ui.components.fields import LongTextField, TextField
from ui.components.form import Form
from ui.components.layouts import Card, row
from ui.components.new_password import RULE, NewPasswordField
from ui.recent import note_opened, recent_file
from ui.screens.unlock.page import UserField
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from pathlib import Path

    from panelapp.domain.errors import PanelappError
    from panelapp.office import Office
    from ui.errands import Errands

SUBMIT = "Set the new password and unlock"


class SheetPage(EntrancePage):
    """Who, the 24 words, and a new password."""

    opened = Signal(object)
    """Emitted with the office of the file that was opened."""
    escape_leaves = False

    def __init__(self, errands: Errands, path: Path) -> None:
        """Ask for the recovery sheet of ``path``."""
        super().__init__(errands, "Use the recovery sheet", path.stem)
        self._path, self._is_busy = path, False
        self.back_link.show()
        card = Card(gap=SPACE.large, sides=SPACE.huge)
        layout = card.body
        self.form = Form()
        self.user = self.form.add("user", "Your name", UserField())
        self.typed_user = self.form.add(
            "typed_user",
            "Your name",
            TextField(required="Enter your name.", width=36),
            "As it was written when you were added.",
        )
        self.words = self.form.add(
            "words",
            "The 24 words of the sheet",
            LongTextField(required="Enter the 24 words.", lines=5),
            "In their order. Capital letters, numbers and extra spaces make no difference.",
        )
        self.password = self.form.add("password", "Your new password", NewPasswordField(), RULE)
        self.password.edit.returnPressed.connect(self.recover)
        self.form.show_field("typed_user", is_shown=False)
        layout.addWidget(self.form)
        self.button = Button(SUBMIT, self.recover, "primary")
        layout.addLayout(row(self.button, gap=SPACE.large))
        self.add(card)
        self.finish()
        errands.busy.connect(self._on_busy)

    def load(self) -> None:
        """Ask the closed file who can open it; without an answer a name is typed."""
        self.errands.work(self, lambda: users_of(self._path), self._show_users, self._ask_name)

    def focus_start(self) -> None:
        self.form.focus_first()

    def recover(self) -> None:
        """Open the file with the words, and give the person their new password."""
        answers = None if self._is_busy else self.form.read()
        if answers is None:
            return
        path, words, password = self._path, answers["words"], answers["password"]
        user = answers.get("user") or answers["typed_user"]
        self._is_busy = True
        self.button.setText("Unlocking…")
        self.errands.work(
            self,
            lambda: _recovered(path, words, user, password),
            self._on_opened,
            self.form.show_refusal,
        )

    def _show_users(self, users: tuple[str, ...]) -> None:
        known = recent_file(self._path)
        self.user.offer(users, known.user_among(users) if known else None)

    def _ask_name(self, _: PanelappError) -> None:
        self.form.show_field("user", is_shown=False)
        self.form.show_field("typed_user", is_shown=True)
        self.typed_user.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, office: Office) -> None:
        note_opened(self._path, office.user_name)
        self.opened.emit(office)

    def _on_busy(self, is_busy: bool) -> None:  # noqa: FBT001 - as the signal has it
        if not is_busy:
            self._is_busy = False
            self.button.setText(SUBMIT)


def _recovered(path: Path, words: str, user: str, password: str) -> Office:
    """The office of a recovered file, loaded only now: the page is there before it."""
    from panelapp.office import Office

    return Office.recover_with_new_password(path, words=words, user=user, passphrase=password)
