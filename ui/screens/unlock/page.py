"""The page that unlocks a file: who, and their password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal

from panelapp.closed_file import published_password, users_of
from panelapp.domain.errors import PanelappError, WrongPassword
from ui.components.banner import Banner, announce
from ui.components.button import Button
from ui.components.caps_lock import CapsLockWatch
from ui.components.entrance_page import EntrancePage
from ui.components.fields import ChoiceField, PasswordField
from ui.components.form import Form
from ui.components.layouts import Card, row
from ui.components.path_field import breakable
from ui.recent import note_opened, recent_file
from ui.screens.unlock.attempts import Attempts
from ui.screens.unlock.other_files import OtherFiles, opened_words
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QFrame

    from panelapp.office import Office
    from ui.errands import Errands

SECOND = 1000
UNLOCK = "Unlock"


class UnlockPage(EntrancePage):
    """One file, and the way in."""

    opened = Signal(object)
    """Emitted with the office of the file that was opened."""
    stuck = Signal()
    """Emitted when somebody cannot unlock the file."""

    def __init__(self, errands: Errands, path: Path, attempts: Attempts | None = None) -> None:
        """Ask who opens ``path``; ``attempts`` counts wrong passwords across pages."""
        known = recent_file(path)
        opened = f"Last opened {opened_words(known)}" if known else ""
        super().__init__(errands, path.stem, breakable(path))
        self.path, self._known = path, known
        self._attempts = attempts or Attempts()
        self._is_busy, self._seconds = False, 0
        self._ticking = QTimer(self)
        self._ticking.setInterval(SECOND)
        self._ticking.timeout.connect(self.tick)
        if opened:
            self.under.setText(f"{breakable(path)}\n{opened}")
        self.example = self.add(Banner())
        self.card = self.add(self._card())
        self.body.addSpacing(SPACE.medium)
        self.others = self.add(OtherFiles(path))
        self.finish()
        self.card.hide()
        errands.busy.connect(self._on_busy)

    def load(self) -> None:
        """Ask the closed file who can open it."""
        self.errands.work(self, lambda: users_of(self.path), self._show_users, self._on_unreadable)

    def focus_start(self) -> None:
        target = self.password if self.user.value_or_none() else self.user
        target.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def unlock(self) -> None:
        """Open the file with what was typed, unless it is being opened or has to wait."""
        if self._is_busy or self._seconds:
            return
        answers = self.form.read()
        if answers is None:
            return
        path, user, password = self.path, answers["user"], answers["password"]
        self._is_busy = True
        self._mark_button()
        announce(self.button, self.button.text())
        self.errands.work(
            self,
            lambda: _opened(path, user, password),
            self._on_opened,
            self._on_refused,
        )

    def tick(self) -> None:
        """A second of the wait is over."""
        self._seconds -= 1
        if self._seconds <= 0:
            self._ticking.stop()
            self._seconds = 0
            announce(self.button, "You can try again")
        self._mark_button()

    def _card(self) -> QFrame:
        card = Card(gap=SPACE.large, sides=SPACE.huge)
        layout = card.body
        self.form = Form()
        self.user = self.form.add("user", "Your name", UserField())
        self.password = self.form.add(
            "password", "Password", PasswordField(required="Enter your password.")
        )
        CapsLockWatch(self.password)
        self.password.edit.returnPressed.connect(self.unlock)
        layout.addWidget(self.form)
        self.button = Button(UNLOCK, self.unlock, "primary")
        self.stuck_link = Button("I cannot unlock", self.stuck.emit, "link")
        layout.addLayout(row(self.button, self.stuck_link, gap=SPACE.large))
        return card

    def _show_users(self, users: tuple[str, ...]) -> None:
        self.user.offer(users, self._known.user_among(users) if self._known else None)
        self.card.show()
        self.focus_start()
        self.errands.work(
            self, lambda: published_password(self.path), self._show_published, self.show_problem
        )

    def _show_published(self, password: str | None) -> None:
        if password is not None:
            self.title.setText("Training example")
            self.example.show_message(
                f"Everybody in it is fictional. The password of each of them is: {password}",
                Tone.INFO,
                heading="This is the training example",
                actions=(("Fill it in", lambda: self._fill_in(password)),),
                can_dismiss=False,
            )

    def _fill_in(self, password: str) -> None:
        self.password.set_value(password)
        target = self.button if self.user.value_or_none() else self.user.focus_target()
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_unreadable(self, problem: PanelappError) -> None:
        self.banner.show_message(
            f"{problem.sentence} {problem.remedy}".strip(),
            Tone.PROBLEM,
            actions=(("See what can be done", self.stuck.emit),),
            can_dismiss=False,
        )
        self.banner.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, office: Office) -> None:
        self._attempts.right()
        note_opened(self.path, office.user_name)
        self.opened.emit(office)

    def _on_refused(self, problem: PanelappError) -> None:
        if not isinstance(problem, WrongPassword):
            self.form.show_refusal(problem)
            return
        self._wait(self._attempts.wrong())
        self.form.summary.show_problems(((f"{problem} {self._tries_left()}", None),))
        self.password.mark(is_wrong=True)
        self.password.edit.selectAll()
        self.password.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tries_left(self) -> str:
        if self._seconds:
            return f"The next try is possible in {_seconds(self._seconds)}."
        left = self._attempts.left
        return f"{left} {'try' if left == 1 else 'tries'} before a short wait."

    def _wait(self, seconds: int) -> None:
        self._seconds = seconds
        if seconds:
            self._ticking.start()
        self._mark_button()

    def _on_busy(self, is_busy: bool) -> None:  # noqa: FBT001 - as the signal has it
        if not is_busy:
            self._is_busy = False
            self._mark_button()

    def _mark_button(self) -> None:
        """Say what the button does now. It keeps the focus: a disabled one would lose it."""
        if self._is_busy:
            self.button.setText("Unlocking…")
        elif self._seconds:
            self.button.setText(f"Wait {_seconds(self._seconds)}")
        else:
            self.button.setText(UNLOCK)
        self.button.setAccessibleName(self.button.text())


def _opened(path: Path, user: str, password: str) -> Office:
    """The office of a file. It is loaded here, so that the page is there before it."""
    from panelapp.office import Office

    return Office.open(path, user=user, passphrase=password)


class UserField(ChoiceField[str]):
    """Who opens the file, of those who can."""

    def __init__(self) -> None:
        """Start without names."""
        super().__init__((), none="Choose your name", required="Choose your name.")

    def offer(self, users: tuple[str, ...], chosen: str | None = None) -> None:
        """Offer the users of a file; an only one is chosen."""
        self.set_options([(user, user) for user in users])
        self.set_value(users[0] if len(users) == 1 else chosen)

    def value_or_none(self) -> str | None:
        """Who is chosen so far."""
        return self._chosen()


def _seconds(count: int) -> str:
    return f"{count} second{'' if count == 1 else 's'}"
