"""Everything as a workbook: gathered in the office, then written beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.queries.workbook_copy import ExportWorkbook, export_workbook, save_workbook_copy
from ui.components.saved_copy import say_saved

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from panelapp.queries.workbook_copy import WorkbookCopy
    from ui.screens.workbook.steps import StepPage

EXPORTING = "Everything is being exported"


def export(page: StepPage, to: Path, back: Callable[[], object]) -> None:
    """Write everything as an Excel workbook, or as text into a folder of that name.

    ``back`` shows the step that follows, whether it was written or given up.
    """
    page.banner.dismiss()
    page.desk.submit(
        page,
        export_workbook,
        ExportWorkbook(),
        lambda copy: _write(page, copy, to, back),
        page.given_up(back, "exported"),
        page.working(EXPORTING, f"It goes into {to.name}."),
    )


def _write(page: StepPage, copy: WorkbookCopy, to: Path, back: Callable[[], object]) -> None:
    work = page.working(EXPORTING, f"It goes into {to.name}.")

    def finish(_: None) -> None:
        back()
        say_saved(page, to)

    page.desk.draw(
        page,
        lambda: save_workbook_copy(copy, to, work),
        finish,
        page.given_up(back, "exported"),
        work,
    )
