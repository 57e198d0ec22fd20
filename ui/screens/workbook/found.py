"""The second step: what the check found, sheet by sheet and row by row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from panelapp.queries.problem_list import rows_with_problems
from ui.components.button import Button
from ui.components.layouts import Card, left, row
from ui.components.table import RowTable
from ui.components.words import Words
from ui.screens.workbook.columns import COMPARED, FOUND, SheetLine, counted, sheet_lines
from ui.screens.workbook.problems import ProblemCard
from ui.screens.workbook.steps import Step
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from panelapp.actions.imports import ImportReport
    from ui.models.rows import Column

PROBLEMS = "Each line says where it is and what is accepted there."
WARNINGS = (
    "These do not stop an import. The rows go in as they are, and the list is shown again after."
)


@dataclass(frozen=True, kw_only=True)
class Ways:
    """Where somebody may go from what was found."""

    go_on: Callable[[], object]
    check_again: Callable[[], object]
    choose: Callable[[], object]
    save_list: Callable[[], object]


def problem_words(report: ImportReport) -> str:
    """How many rows have a problem, what is safe and what to do (M-15)."""
    rows = rows_with_problems(report.errors)
    whole = len(report.errors) if not rows else 0
    found = (
        f"{counted(whole, 'problem')} with whole sheets."
        if whole
        else f"{rows:,} of {counted(sum(report.rows.values()), 'row')}"
        f" {'has' if rows == 1 else 'have'} a problem."
    )
    return (
        f"{found} Nothing was imported. Save the list, correct the workbook, then check it again."
    )


def rows_to_take_in(report: ImportReport) -> int:
    """How many rows an import would add or change."""
    return sum(sheet.new + sheet.changed for sheet in report.changes.values())


class FoundStep(Step):
    """What the check found, and the way on where nothing is wrong."""

    under = "Step 2 of 4: what the check found"

    def __init__(self, name: str, report: ImportReport, ways: Ways) -> None:
        """``name`` is that of the workbook."""
        super().__init__()
        self._report = report
        self.lines = sheet_lines(report)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.large)
        layout.addWidget(self._summary(name, ways))
        if report.errors:
            heading = counted(len(report.errors), "problem")
            layout.addWidget(ProblemCard(heading, PROBLEMS, report.errors))
        if report.warnings:
            heading = counted(len(report.warnings), "warning")
            layout.addWidget(ProblemCard(heading, WARNINGS, report.warnings))
        if report.errors:
            card = Card(Words("Sheets of the workbook", "heading"), sides=SPACE.huge)
            card.body.addWidget(self._sheets(FOUND))
            layout.addWidget(card)

    def _summary(self, name: str, ways: Ways) -> Card:
        report = self._report
        card = Card(sides=SPACE.huge)
        card.body.addWidget(Words(f"What the check of {name} found", "heading"))
        card.body.addLayout(left(Words(self._words()).limited()))
        card.body.addLayout(row(*self._buttons(ways)))
        if report.ok:
            card.body.addWidget(self._sheets(COMPARED))
        return card

    def _buttons(self, ways: Ways) -> tuple[Button, ...]:
        report = self._report
        again, other = "Check again", "Choose another workbook"
        has_list = bool(report.errors or report.warnings)
        saving = (Button("Save the list", ways.save_list),) if has_list else ()
        if not report.ok:
            self.start = Button(again, ways.check_again, "primary")
            return (self.start, *saving, Button(other, ways.choose))
        if not rows_to_take_in(report):
            self.start = Button(other, ways.choose, "primary")
            return (self.start, *saving, Button(again, ways.check_again))
        self.start = Button("Continue to the import", ways.go_on, "primary")
        return (self.start, *saving, Button(again, ways.check_again), Button(other, ways.choose))

    def _sheets(self, columns: tuple[Column[SheetLine], ...]) -> RowTable[SheetLine]:
        table: RowTable[SheetLine] = RowTable(
            "Sheets of the workbook", columns, id_of=lambda line: line.sheet
        )
        table.show_rows(self.lines)
        table.fit_height()
        return table

    def _words(self) -> str:
        report = self._report
        if report.errors:
            return (
                "The import is not offered while a row has a problem: all rows go in together, or"
                " none."
            )
        rows = sum(report.rows.values())
        if not rows_to_take_in(report):
            return (
                f"All {counted(rows, 'row')} are in the file already. There is nothing to import."
            )
        return f"There is no problem in {counted(rows, 'row')}. Nothing was imported yet."
