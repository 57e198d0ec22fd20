"""Keeps the status line true about when the file was last backed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from panelapp.domain.events import Topic
from panelapp.domain.values import long_date
from panelapp.queries.audit_trail import LastBackup, LastBackupQuestion, last_backup

if TYPE_CHECKING:
    from ui.desk import Desk

LONG_AGO = 7


class BackupWatch(QObject):
    """Asks when the last backup was made, at the start and whenever another was."""

    told = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Follow what is done at ``desk``."""
        super().__init__(parent)
        self._desk = desk
        desk.changed.connect(self._on_changed)

    def ask(self) -> None:
        """Ask when the last backup was made."""
        self._desk.ask(
            self,
            last_backup,
            LastBackupQuestion(),
            lambda last: self.told.emit(backup_words(last)),
            lambda problem: self.told.emit(problem.sentence),
        )

    @Slot(object)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if Topic.AGENCY in topics:
            self.ask()


def backup_words(last: LastBackup) -> str:
    """What the status line says: when the last checked backup was, in days once it is long ago."""
    if last.at is None or last.days_ago is None:
        return "No backup yet"
    if last.days_ago == 0:
        return f"Backed up today {last.at:%H:%M} (checked)"
    if last.days_ago >= LONG_AGO:
        return f"Last backup {last.days_ago} days ago"
    return f"Backed up {long_date(last.at.date())} (checked)"
