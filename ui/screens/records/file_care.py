"""Making a backup, and checking whether the file is sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.domain.values import long_date
from ui.components.backup_folder import (
    choose_folder,
    keep_backup_folder,
    kept_backup_folder,
)
from ui.components.button import Button
from ui.components.fields import TextField
from ui.components.form import Form
from ui.components.layouts import Card, left, row
from ui.components.progress import Progress
from ui.components.status_tag import StatusTag
from ui.components.words import Words
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.domain.errors import PanelappError
    from panelapp.queries.audit_trail import LastBackup

NOT_SOUND = (
    "Do not work in this file. Restore the newest backup under a new name, and compare the two."
)
LATE_AFTER = 7
"""Days after which the last backup is called old."""


class BackupCard(QWidget):
    """When the last backup was made, and a way to make one now."""

    wanted = Signal(object)
    """Emitted with the folder into which a backup is to be made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the folder that was used last on this computer."""
        super().__init__(parent)
        self.last = Words("", "strong")
        self.state = StatusTag()
        self.form = Form()
        self.folder = self.form.add(
            "folder",
            "Folder for the backup",
            TextField(required="Choose a folder for the backup.", width=40),
            "Another disk is best, such as a stick that is locked away",
        )
        self.folder.set_value(kept_backup_folder())
        self.make_button = Button("Back up now", self._make, "primary", keys="Ctrl+Shift+B")
        self.choose_button = Button("Choose a folder", self._choose)
        self.progress = Progress()
        self.part = Card(Words("Backup", "heading"))
        layout = self.part.body
        layout.addWidget(self.last)
        layout.addLayout(row(self.state))
        self.act_part = QWidget()
        acts = QVBoxLayout(self.act_part)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(SPACE.medium)
        acts.addLayout(left(self.form))
        acts.addWidget(self.progress)
        acts.addLayout(row(self.make_button, self.choose_button))
        layout.addWidget(self.act_part)
        layout.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.part)

    def show_last(self, last: LastBackup) -> None:
        """Say when the last backup was made."""
        if last.at is None or last.days_ago is None:
            self.last.setText("No backup was made yet.")
            self.state.show_status("Not backed up", Tone.WARNING)
            return
        when = "today" if last.days_ago == 0 else f"on {long_date(last.at.date())}"
        self.last.setText(f"Last backed up {when} at {last.at:%H:%M}.")
        if last.days_ago > LATE_AFTER:
            self.state.show_status(f"{last.days_ago} days ago", Tone.WARNING)
        else:
            self.state.show_status("Checked", Tone.GOOD)

    def begin(self) -> None:
        """Say that the backup is being made."""
        self.make_button.setEnabled(False)
        self.progress.begin("The backup is being made and checked.")

    def end(self) -> None:
        """The backup is made, or could not be."""
        self.make_button.setEnabled(True)
        self.progress.end()

    def _choose(self) -> None:
        heading = "Choose a folder for the backup"
        choose_folder(self, heading, self.folder.draft(), self.folder.set_value)

    def _make(self) -> None:
        answers = self.form.read()
        if answers is not None:
            keep_backup_folder(answers["folder"])
            self.wanted.emit(Path(answers["folder"]))


class CheckCard(QWidget):
    """Whether the file is sound, and a way to find out."""

    def __init__(self, check: Callable[[], object], parent: QWidget | None = None) -> None:
        """``check`` starts the check."""
        super().__init__(parent)
        self.result = StatusTag()
        self.findings = Words()
        self.progress = Progress()
        self.check_button = Button("Check this file", check)
        self.part = Card(
            Words("Check this file", "heading"),
            Words(
                "Every page of the file, the chain of the audit trail, locked minutes and papers"
                " are compared with their seals. Nothing is changed."
            ),
        )
        layout = self.part.body
        layout.addLayout(row(self.result))
        layout.addWidget(self.findings)
        layout.addWidget(self.progress)
        layout.addLayout(row(self.check_button))
        layout.addStretch(1)
        self.findings.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.part)

    def begin(self) -> None:
        """Say that the check is under way."""
        self.check_button.setEnabled(False)
        self.result.show_status("")
        self.findings.hide()
        self.progress.begin("The file is being checked.")

    def show_findings(self, findings: tuple[str, ...]) -> None:
        """Say what was found; nothing found is a sound file."""
        self._end()
        if not findings:
            self.result.show_status("The file is sound", Tone.GOOD)
            return
        self.result.show_status("There is a problem", Tone.PROBLEM)
        self.findings.setText("\n".join((*findings, NOT_SOUND)))
        self.findings.show()

    def show_trouble(self, problem: PanelappError) -> None:
        """Say why the check could not be finished."""
        self._end()
        self.result.show_status("The check was not finished", Tone.PROBLEM)
        self.findings.setText(str(problem))
        self.findings.show()

    def _end(self) -> None:
        self.progress.end()
        self.check_button.setEnabled(True)
