"""The page of records: backups, the check of the file, who is in it and the audit trail."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from panelapp.domain.events import Topic
from panelapp.queries.audit_trail import LastBackupQuestion, last_backup, trail_page
from panelapp.queries.list_copies import ExportTrail, export_trail
from panelapp.queries.settings import Part, PartsQuestion, open_parts
from ui.components.button import Button
from ui.components.page import Page
from ui.components.place import Place
from ui.components.saved_copy import save_list_copy
from ui.components.side_by_side import SideBySide
from ui.screens.records.file_care import BackupCard, CheckCard
from ui.screens.records.trail import TrailCard
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from panelapp.domain.errors import PanelappError
    from panelapp.queries.audit_trail import TrailPageQuestion
    from ui.desk import Desk


class RecordsPage(Page):
    """What keeps the file safe, and what was done in it."""

    topics: ClassVar[frozenset[Topic]] = frozenset(Topic)

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page; nothing is asked yet."""
        super().__init__(desk, place, parent)
        self.set_title("Records", "Backups, the check of this file and what was done in it")
        self.users_button = self.add_action(
            Button("Who can open this file", lambda: self.go(Place("settings", "users")))
        )
        self.workbook_button = self.add_action(
            Button("Import and export", lambda: self.go(Place("workbook")))
        )
        self.backup = BackupCard()
        self.backup.wanted.connect(self._back_up)
        self.check = CheckCard(self._check)
        self.trail = TrailCard()
        self.trail.wanted.connect(self._ask_trail)
        self.trail.saving.connect(self._save_trail)
        self.add(SideBySide(self.backup, self.check, shares=(1, 1)))
        self.add(self.trail)
        for part in (
            self.users_button,
            self.workbook_button,
            self.backup.act_part,
            self.check,
            self.trail,
        ):
            part.hide()

    def reload(self) -> None:
        """Ask when the last backup was made, and for what the person may read."""
        self.ask_beside(last_backup, LastBackupQuestion(), self.backup.show_last)
        self.ask(open_parts, PartsQuestion(), self._show)

    def _show(self, may: frozenset[Part]) -> None:
        self.users_button.setVisible(Part.USERS in may)
        self.workbook_button.setVisible(Part.WORKBOOK in may)
        self.backup.act_part.setVisible(Part.BACKUP in may)
        self.check.setVisible(Part.CHECK in may)
        self.trail.setVisible(Part.TRAIL in may)
        if Part.TRAIL in may:
            self._ask_trail(self.trail.question())

    def _ask_trail(self, question: TrailPageQuestion) -> None:
        shown = self.trail.show_newest if question.before is None else self.trail.show_older
        self.ask_beside(trail_page, question, shown)

    def _save_trail(self, text: str) -> None:
        save_list_copy(self, "Audit trail", (export_trail, ExportTrail(text=text)))

    def _back_up(self, folder: Path) -> None:
        office = self.desk.office
        self.banner.dismiss()
        self.backup.begin()
        self.desk.work(self, partial(office.back_up, folder), self._backed_up, self._backup_failed)

    def _backed_up(self, copy: Path) -> None:
        self.backup.end()
        self.banner.show_message(
            f"{copy.name} was made, opened again and checked. The file that ends in -keys beside it"
            " belongs to it: keep both together.",
            Tone.GOOD,
            heading="Backed up",
        )
        self.desk.changed.emit(frozenset({Topic.AGENCY}))

    def _backup_failed(self, problem: PanelappError) -> None:
        self.backup.end()
        self.backup.form.show_refusal(problem)

    def _check(self) -> None:
        self.check.begin()
        self.desk.work(
            self, self.desk.office.verify, self.check.show_findings, self.check.show_trouble
        )
