"""Who may open the file, in which roles, and how somebody is added or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panelapp.domain.events import Topic
from panelapp.domain.labels import label
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import UserRole
from panelapp.queries.central_list import CentralListQuestion, central_list
from panelapp.queries.settings import UsersQuestion, users
from ui.components.act_panel import ActPanel, OneAtATime
from ui.components.button import Button
from ui.components.confirm import ask
from ui.components.fields import ChoiceField, TextField, TicksField
from ui.components.form import Form
from ui.components.layouts import Card, clear, row, rule
from ui.components.new_password import RULE, NewPasswordField
from ui.components.progress import Progress
from ui.components.status_tag import StatusTag
from ui.components.tab_order import follow_reading
from ui.components.words import Words
from ui.screens.settings.part import SettingsPart
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from panelapp.domain.errors import PanelappError
    from panelapp.queries.central_list import MemberRow
    from panelapp.queries.settings import UserList, UserRow
    from ui.components.page import Page


class UsersPart(SettingsPart):
    """Everybody who can or could open the file."""

    title: ClassVar[str] = "Users"
    words: ClassVar[str] = "Who can open this file, and in which roles"

    def __init__(self, page: Page) -> None:
        """Build the part, empty."""
        super().__init__(page)
        self._people: list[MemberRow] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.add_button = Button("Add user", self._add, "primary")
        self.progress = Progress()
        made = Card(self.progress)
        layout = made.body
        layout.addLayout(self._rows)
        layout.addLayout(row(self.add_button))
        self.acts = OneAtATime(made)
        self.outer.addWidget(self.acts)

    def reload(self) -> None:
        """Ask for the users, and for the people on the list whom they may be."""
        self.page.ask_beside(central_list, CentralListQuestion(), self._keep_people)
        self.page.ask(users, UsersQuestion(), self._show)

    def leave(self) -> None:
        """Leave no password on the screen."""
        self.acts.close_panel()

    def _keep_people(self, people: list[MemberRow]) -> None:
        self._people = people

    def _show(self, listed: UserList) -> None:
        self.add_button.setVisible(not listed.why_not_add)
        clear(self._rows)
        for user in listed.rows:
            self._rows.addWidget(self._user(user, may=not listed.why_not_add))
            self._rows.addWidget(rule())
        follow_reading(self.page)

    def _user(self, user: UserRow, *, may: bool) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 10, 0, 10)
        words = QVBoxLayout()
        words.setSpacing(2)
        name = row(Words(user.name, "strong", wrap=False), gap=10)
        if user.is_acting:
            name.addWidget(StatusTag("You", Tone.INFO))
        if not user.is_active:
            name.addWidget(StatusTag("Access ended"))
        words.addLayout(name)
        words.addWidget(Words(_about(user), "muted"))
        line.addLayout(words, 1)
        if may and user.is_active and not user.is_acting:
            end = Button("End access", lambda: self._disable(user), says=f"End access: {user.name}")
            line.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
        return made

    def _add(self) -> None:
        form = _form(self._people)
        panel = ActPanel(
            "Add a user",
            form,
            "Add user",
            lambda: self._send(form),
            self.acts.close_panel,
            words="The new user sits at the keyboard for the password, so that nobody else"
            " knows it.",
        )
        self.acts.open(panel)

    def _send(self, form: Form) -> None:
        answers = form.read()
        if answers is None or self.acts.panel is None:
            return
        self.acts.panel.act_button.setEnabled(False)
        office = self.page.desk.office

        def add() -> None:
            office.add_user(
                answers["name"], answers["roles"], answers["password"], member=answers["member"]
            )

        def failed(problem: PanelappError) -> None:
            if self.acts.panel is not None:
                self.acts.panel.act_button.setEnabled(True)
            form.show_refusal(problem)

        self.work(add, lambda _: self._added(answers), failed, Topic.USERS)

    def _added(self, answers: dict[str, Any]) -> None:
        self.acts.close_panel()
        self.page.banner.show_message(
            f"{answers['name']} can open this file now.", Tone.GOOD, heading="User added"
        )

    def _disable(self, user: UserRow) -> None:
        if user.why_not_disable:
            self.page.banner.show_message(user.why_not_disable, Tone.WARNING)
            return
        ask(
            self,
            f"End the access of {user.name}?",
            "Their password opens this file no more. What they did stays in the records. A backup"
            " made before still opens with it.",
            act="End access",
            keep="Keep access",
            is_dangerous=True,
            then=lambda: self._end(user),
        )

    def _end(self, user: UserRow) -> None:
        office = self.page.desk.office
        self.work(
            lambda: office.disable_user(user.name),
            lambda _: self.page.banner.show_message(
                f"{user.name} can open this file no more.", Tone.GOOD, heading="Access ended"
            ),
            self.page.show_problem,
            Topic.USERS,
        )


def _about(user: UserRow) -> str:
    parts = [", ".join(user.role_words)]
    if user.member:
        parts.append(f"on the central list as {user.member}")
    if user.last_at is not None:
        parts.append(f"last recorded {long_date(user.last_at.date())}, {user.last_at:%H:%M}")
    return ". ".join(part[0].upper() + part[1:] for part in parts)


def _form(people: list[MemberRow]) -> Form:
    form = Form()
    form.add(
        "name",
        "Name",
        TextField(required="Enter the name of the new user."),
        "As it stands in the records. It is typed to open the file",
    )
    form.add(
        "roles",
        "Roles",
        TicksField(
            [(role, label(role)) for role in UserRole],
            columns=2,
            required="Choose at least one role.",
        ),
    )
    form.add(
        "member",
        "On the central list as",
        ChoiceField([(row.ref, f"{row.name} ({row.ref})") for row in people], none="Not on it"),
        "A person of the same name is found without this",
    )
    form.add(
        "password",
        "Password of the new user",
        NewPasswordField(required="The new user enters a password."),
        RULE,
    )
    return form
