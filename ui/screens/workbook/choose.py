"""The first step: what a workbook is, a way to choose one, and a way to take everything out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout

from ui.components.backup_folder import choose_folder
from ui.components.button import Button
from ui.components.layouts import Card, left, row
from ui.components.side_by_side import SideBySide
from ui.components.table import RowTable
from ui.components.words import Words
from ui.screens.workbook.columns import GUIDE, sheet_in_full
from ui.screens.workbook.steps import Step
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.queries.workbook_guide import SheetGuide, WorkbookGuide

WHAT = (
    "A workbook holds the history of your agency: people, households, sittings, cases and decisions."
    " It is checked as a whole first. Nothing goes in until you say so."
)
WAYS = "Choose an Excel workbook (.xlsx), or drop one anywhere on this page."
OUT = (
    "Everything that a workbook can hold comes out as one: what was imported and what was recorded"
    " since. Importing it again changes nothing."
)
NOT_SAFE = "It names people and is not encrypted. Keep it where only the office can read it."
NAMES = "Sheets and columns have these names. A sheet may be missing, and columns may stand in any order."


class ChooseStep(Step):
    """Where a workbook is chosen."""

    under = "Step 1 of 4: choose a workbook"

    def __init__(
        self,
        guide: WorkbookGuide,
        chosen: Callable[[Path], object],
        save_example: Callable[[], object],
        export: tuple[Callable[[], object], Callable[[Path], object]],
    ) -> None:
        """``chosen`` is told which workbook or folder it is to be.

        ``export`` are the ways to take everything out: as Excel, or as text into a folder.
        """
        super().__init__()
        self._chosen = chosen
        as_excel, self._as_csv = export
        self.start = Button("Choose a workbook", self._choose_file, "primary")
        card = Card(Words("Bring in a workbook", "heading"), sides=SPACE.huge)
        card.body.addWidget(Words(WHAT))
        card.body.addWidget(Words(WAYS, "muted"))
        card.body.addStretch(1)
        card.body.addLayout(
            row(
                self.start,
                Button("Choose a folder of CSV files", self._choose_folder),
                Button("Save an example workbook", save_example),
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.large)
        layout.addWidget(SideBySide(card, self._way_out(as_excel), shares=(1, 1)))
        layout.addWidget(_Guide(guide.sheets))

    def _way_out(self, as_excel: Callable[[], object]) -> Card:
        card = Card(Words("Take everything out", "heading"), sides=SPACE.huge)
        card.body.addWidget(Words(OUT))
        card.body.addWidget(Words(NOT_SAFE, "muted"))
        card.body.addStretch(1)
        card.body.addLayout(
            row(
                Button("Export as Excel", as_excel),
                Button("Export as CSV files", self._choose_export_folder),
            )
        )
        return card

    def _choose_export_folder(self) -> None:
        choose_folder(
            self,
            "Choose where the folder of CSV files goes",
            str(Path.home()),
            lambda folder: self._as_csv(Path(folder)),
        )

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, "Choose a workbook", str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("Excel workbooks (*.xlsx)")
        dialog.fileSelected.connect(self._on_chosen)
        QDialog.open(dialog)

    def _choose_folder(self) -> None:
        choose_folder(self, "Choose a folder of CSV files", str(Path.home()), self._on_chosen)

    def _on_chosen(self, path: str) -> None:
        self._chosen(Path(path))


class _Guide(Card):
    """The sheets and columns of a workbook."""

    def __init__(self, sheets: tuple[SheetGuide, ...]) -> None:
        super().__init__(Words("What a workbook holds", "heading"), sides=SPACE.huge)
        self.body.addLayout(left(Words(NAMES, "muted").limited()))
        table: RowTable[SheetGuide] = RowTable(
            "Sheets of a workbook", GUIDE, id_of=lambda sheet: sheet.name
        )
        table.show_rows(sheets)
        table.fit_height()
        self.body.addWidget(table)
        columns = Words(kind="muted")
        columns.setText(sheet_in_full(sheets[0]))
        table.chosen.connect(lambda sheet: columns.setText(sheet_in_full(sheet)))
        self.body.addWidget(columns)
