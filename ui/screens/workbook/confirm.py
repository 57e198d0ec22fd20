"""The third step: what the import will do, to be looked at before it is done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.domain.values import long_date
from ui.components.backup_folder import choose_folder, keep_backup_folder, kept_backup_folder
from ui.components.button import Button
from ui.components.fields import TickField
from ui.components.layouts import Card, left, row
from ui.components.path_field import breakable
from ui.components.side_by_side import SideBySide
from ui.components.summary_list import Fact, SummaryList
from ui.components.words import Words
from ui.screens.workbook.columns import counted
from ui.screens.workbook.found import rows_to_take_in
from ui.screens.workbook.steps import Step
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.actions.imports import ImportReport
    from panelapp.queries.audit_trail import LastBackup

ALL_OR_NONE = (
    "All rows go in together, or none. An import cannot be undone, but a backup made before it can"
    " be restored."
)


class ConfirmStep(Step):
    """Check before the import."""

    under = "Step 3 of 4: check before the import"

    def __init__(
        self,
        path: Path,
        report: ImportReport,
        last_backup: LastBackup,
        send: Callable[[Path | None], object],
        back: Callable[[], object],
    ) -> None:
        """``send`` is given the folder into which a backup is made first, if one is."""
        super().__init__()
        self.backup = BackupFirst(last_backup)
        rows = counted(rows_to_take_in(report), "row")
        self.start = Button(f"Import {rows}", lambda: send(self.backup.folder()), "primary")
        facts = SummaryList()
        facts.show_facts(_facts(path, report))
        what = Card(Words("Check before the import", "heading"), sides=SPACE.huge)
        what.body.addLayout(left(facts))
        what.body.addStretch(1)
        safe = Card(Words("Backup", "heading"), self.backup, sides=SPACE.huge)
        safe.body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.large)
        layout.addWidget(SideBySide(what, safe))
        layout.addLayout(left(Words(ALL_OR_NONE).limited()))
        layout.addLayout(
            row(self.start, Button("Back to what was found", back, "link"), gap=SPACE.large)
        )


class BackupFirst(QWidget):
    """Whether a backup is made before the import, and where."""

    def __init__(self, last: LastBackup) -> None:
        """Offer the folder that was used last on this computer."""
        super().__init__()
        self._folder = kept_backup_folder()
        self.tick = TickField("Make a backup first")
        self._words = Words(kind="muted")
        self.choose = Button("Choose a folder for the backup", self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.small)
        layout.addWidget(self.tick)
        layout.addWidget(self._words)
        layout.addLayout(row(self.choose))
        layout.addWidget(Words(_last_words(last), "muted"))
        self._show_folder()

    def folder(self) -> Path | None:
        """The folder into which a backup is made first; nothing where none is to be made."""
        return Path(self._folder) if self._folder and self.tick.value() else None

    def use(self, folder: str) -> None:
        """Make the backup in another folder."""
        self._folder = folder
        keep_backup_folder(folder)
        self._show_folder()

    def _show_folder(self) -> None:
        has_one = bool(self._folder)
        self.tick.setEnabled(has_one)
        self.tick.set_value(has_one)
        self._words.setText(
            f"It goes into {breakable(Path(self._folder))}."
            if has_one
            else "No folder for backups is chosen on this computer. Choose one, best on another disk."
        )

    def _choose(self) -> None:
        choose_folder(self, "Choose a folder for the backup", self._folder, self.use)


def _facts(path: Path, report: ImportReport) -> tuple[Fact, ...]:
    same = sum(sheet.same for sheet in report.changes.values())
    return (
        Fact(name="Workbook", words=f"{path.name}\nin the folder {breakable(path.parent)}"),
        Fact(name="New rows", words=_listed({k: s.new for k, s in report.changes.items()})),
        Fact(
            name="Rows to change", words=_listed({k: s.changed for k, s in report.changes.items()})
        ),
        Fact(name="Rows to leave as they are", words=counted(same, "row") if same else "None"),
        Fact(
            name="Warnings",
            words=counted(len(report.warnings), "warning") if report.warnings else "None",
        ),
    )


def _listed(rows: dict[str, int]) -> str:
    """How many rows of which sheets; ``None`` where there are none."""
    total = sum(rows.values())
    if not total:
        return "None"
    parts = [f"{sheet} {number:,}" for sheet, number in rows.items() if number]
    return f"{counted(total, 'row')}: {', '.join(parts)}"


def _last_words(last: LastBackup) -> str:
    if last.at is None:
        return "This file was never backed up."
    return f"The last backup was made on {long_date(last.at.date())} at {last.at:%H:%M}."
