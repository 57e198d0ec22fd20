"""A copy of a paper in a place that somebody chooses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog

from panelapp.queries.papers import ExportPaper, export_paper, save_paper
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from panelapp.queries.case_page import PaperRow
    from panelapp.queries.papers import PaperFile
    from ui.components.page import Page


def save_copy(page: Page, case: str, paper: PaperRow) -> QFileDialog:
    """Ask where the copy goes, record that it leaves the file, and write it."""
    ending = paper.file_name.rpartition(".")[2].lower()
    dialog = QFileDialog(page, "Save a copy")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{paper.kind} (*.{ending})")
    dialog.setDefaultSuffix(ending)
    folder = QStandardPaths.StandardLocation.DocumentsLocation
    dialog.setDirectory(QStandardPaths.writableLocation(folder))
    dialog.selectFile(paper.file_name)

    def write(chosen: str) -> None:
        command = ExportPaper(case=case, sha256=paper.sha256)
        page.submit(export_paper, command, lambda copy: _write(page, copy, Path(chosen)))

    dialog.fileSelected.connect(write)
    # QFileDialog.open would take a slot by name; that of QDialog does not block either.
    QDialog.open(dialog)
    return dialog


def _write(page: Page, copy: PaperFile, to: Path) -> None:
    page.desk.draw(
        page, lambda: save_paper(copy, to), lambda _: _say_saved(page, to), page.show_problem
    )


def _say_saved(page: Page, to: Path) -> None:
    page.banner.show_message(
        f"{to.name} is in the folder {to.parent}. Anybody who can open that folder can read it.",
        Tone.GOOD,
        heading="Copy saved",
        actions=(("Open the copy", lambda: _open(to)),),
    )


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
