"""The last step: what went in, and where to go next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ui.components.confirmation_page import DonePanel
from ui.screens.workbook.columns import counted
from ui.screens.workbook.found import rows_to_take_in
from ui.screens.workbook.problems import ProblemCard
from ui.screens.workbook.steps import Step
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.actions.imports import ImportReport

KEPT = "The rows went in as they are. Look at each of these in the record, or keep the list."


class DoneStep(Step):
    """What was imported, with the warnings once more."""

    under = "Step 4 of 4: what was imported"

    def __init__(
        self,
        name: str,
        report: ImportReport,
        actions: tuple[tuple[str, Callable[[], object]], ...],
        save_list: Callable[[], object],
    ) -> None:
        """``name`` is that of the workbook, ``actions`` are the ways on."""
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.large)
        rows = rows_to_take_in(report)
        layout.addWidget(
            DonePanel(
                f"{counted(rows, 'row')} imported",
                f"{name} is in the file. {_what(report)}",
                (
                    "Today lists what is due by the imported facts.",
                    "Import the same workbook again whenever it changes: nothing is doubled.",
                ),
                actions,
            )
        )
        if report.warnings:
            heading = counted(len(report.warnings), "warning")
            layout.addWidget(ProblemCard(heading, KEPT, report.warnings, save_list))


def _what(report: ImportReport) -> str:
    new = sum(sheet.new for sheet in report.changes.values())
    changed = sum(sheet.changed for sheet in report.changes.values())
    same = sum(sheet.same for sheet in report.changes.values())
    words = f"{counted(new, 'row')} new, {changed:,} changed"
    return f"{words}, {same:,} as before." if same else f"{words}."
