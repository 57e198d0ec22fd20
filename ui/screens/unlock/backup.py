"""Bringing a backup back as the agency's file."""

from __future__ import annotations

from glob import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from panelapp.closed_file import users_of
from ui.components.button import Button
from ui.components.confirmation_page import DonePanel
from ui.components.entrance_page import EntrancePage
from ui.components.fields import PasswordField
from ui.components.file_choice import choose_backup, choose_new_place
from ui.components.form import Form
from ui.components.layouts import Card, row
from ui.components.path_field import PathField, breakable
from ui.screens.unlock.page import UserField
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from pathlib import Path

    from panelapp.domain.errors import PanelappError
    from ui.errands import Errands

RESTORE = "Restore the backup"


class BackupPage(EntrancePage):
    """Which backup, where it goes, and the password that was right when it was made."""

    unlock_wanted = Signal(object)
    """Emitted with the path of the file that was restored."""
    escape_leaves = False

    def __init__(self, errands: Errands, path: Path | None) -> None:
        """Offer the newest backup beside ``path``, to be restored there."""
        super().__init__(
            errands,
            RESTORE,
            "The backup is checked before anything changes. A file that stands at the place now "
            "is kept beside it under another name.",
        )
        self._is_busy = False
        self.back_link.show()
        self.card = Card(gap=SPACE.large, sides=SPACE.huge)
        layout = self.card.body
        self.form = Form()
        self.backup = self.form.add(
            "backup",
            "The backup",
            PathField(choose_backup, required="Choose a backup."),
            "Its name ends in .fpanel-backup and says when it was made.",
        )
        self.place = self.form.add(
            "place",
            "Where to restore it",
            PathField(
                choose_new_place,
                required="Choose where to restore it.",
                button="Choose a place",
            ),
        )
        self.user = self.form.add("user", "Your name", UserField())
        self.password = self.form.add(
            "password",
            "Password",
            PasswordField(required="Enter your password."),
            "The one that you had when the backup was made.",
        )
        layout.addWidget(self.form)
        self.button = Button(RESTORE, self.restore, "primary")
        layout.addLayout(row(self.button))
        self.add(self.card)
        self.finish()
        self.password.edit.returnPressed.connect(self.restore)
        self.backup.entered.connect(self._ask_users)
        errands.busy.connect(self._on_busy)
        self.place.set_value(path)
        self.backup.set_value(newest_backup(path) if path else None)

    def load(self) -> None:
        """Ask the backup that is offered who can open it."""
        self._ask_users()

    def focus_start(self) -> None:
        self.form.focus_first()

    def restore(self) -> None:
        """Restore the backup with what was typed."""
        answers = None if self._is_busy else self.form.read()
        if answers is None:
            return
        backup, place = answers["backup"], answers["place"]
        user, password = answers["user"], answers["password"]
        self._is_busy = True
        self.button.setText("Restoring…")
        self.errands.work(
            self,
            lambda: _restored(backup, place, user, password),
            lambda kept: self._on_restored(place, kept),
            self.form.show_refusal,
        )

    def _ask_users(self) -> None:
        text = self.backup.edit.text()
        backup = self.backup.value() if text.endswith(".fpanel-backup") else None
        if backup is not None:
            self.errands.work(self, lambda: users_of(backup), self._show_users, self._no_users)

    def _show_users(self, users: tuple[str, ...]) -> None:
        self.user.offer(users, self.user.value_or_none())

    def _no_users(self, problem: PanelappError) -> None:
        self.user.offer(())
        if self.backup.edit.text():
            self.form.show_problems({"backup": f"{problem.sentence} {problem.remedy}".strip()})

    def _on_restored(self, place: Path, kept: Path | None) -> None:
        self.card.hide()
        self.back_link.hide()
        self.title.hide()
        self.under.hide()
        steps = (f"The file that stood there before is kept as {breakable(kept)}.",) if kept else ()
        done = DonePanel(
            "The backup is restored",
            f"The file stands at {breakable(place)}. What was recorded after the backup was made "
            "is not in it.",
            steps,
            (("Unlock the file", lambda: self.unlock_wanted.emit(place)),),
        )
        self.body.insertWidget(self.body.count() - 1, done)
        done.show()
        done.findChildren(Button)[0].setFocus()

    def _on_busy(self, is_busy: bool) -> None:  # noqa: FBT001 - as the signal has it
        if not is_busy:
            self._is_busy = False
            self.button.setText(RESTORE)


def newest_backup(path: Path) -> Path | None:
    """The newest backup beside a file, by the time in its name."""
    try:
        found = path.parent.glob(f"{escape(path.stem)} *.fpanel-backup")
        return max(found, default=None, key=lambda one: one.name)
    except OSError:
        return None


def _restored(backup: Path, place: Path, user: str, password: str) -> Path | None:
    """Bring a backup back; the office is loaded only now, so that the page is there before it."""
    from panelapp.office import restore_backup

    return restore_backup(backup, to_file=place, user=user, passphrase=password)
