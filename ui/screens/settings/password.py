"""The acting person's own password."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from panelapp.domain.events import Topic
from ui.components.button import Button
from ui.components.fields import PasswordField
from ui.components.form import Form
from ui.components.layouts import Card, left, row
from ui.components.new_password import RULE, NewPasswordField
from ui.components.progress import Progress
from ui.screens.settings.part import SettingsPart
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from panelapp.domain.errors import PanelappError
    from ui.components.page import Page


class PasswordPart(SettingsPart):
    """The password now and the new one."""

    title: ClassVar[str] = "Your password"
    words: ClassVar[str] = "Change the password with which you open this file"

    def __init__(self, page: Page) -> None:
        """Show two empty fields."""
        super().__init__(page)
        self.form = Form()
        self.form.add(
            "now", "Your password now", PasswordField(required="Enter your password now.")
        )
        self.form.add(
            "new",
            "New password",
            NewPasswordField(required="Enter a new password."),
            RULE,
        )
        self.change_button = Button("Change password", self._change, "primary")
        self.progress = Progress()
        made = Card()
        layout = made.body
        layout.addLayout(left(self.form))
        layout.addWidget(self.progress)
        layout.addLayout(row(self.change_button))
        self.outer.addWidget(made)

    def leave(self) -> None:
        """Leave no password in a field."""
        self.form.set_values({"now": "", "new": ""})

    def _change(self) -> None:
        answers = self.form.read()
        if answers is None:
            return
        office = self.page.desk.office

        def change() -> None:
            office.hand_to(office.user_name, answers["now"])
            office.change_password(answers["new"])

        self.change_button.setEnabled(False)
        self.progress.begin("The password is being changed.")
        self.work(change, self._changed, self._failed, Topic.USERS)

    def _changed(self, _: object) -> None:
        self._end()
        self.leave()
        self.page.banner.show_message(
            "Use the new password the next time. The recovery sheet stays as it is.",
            Tone.GOOD,
            heading="Your password is changed",
        )

    def _failed(self, problem: PanelappError) -> None:
        self._end()
        self.form.show_refusal(problem)

    def _end(self) -> None:
        self.progress.end()
        self.change_button.setEnabled(True)
