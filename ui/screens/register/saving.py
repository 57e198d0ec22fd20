"""A copy of the register in a place that somebody chooses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog

from panelapp.queries.register_copy import ExportRegister, export_register, save_register
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    import datetime as dt

    from panelapp.queries.register_copy import RegisterCopy
    from ui.components.page import Page


def save_copy(page: Page, on: dt.date) -> QFileDialog:
    """Ask where the copy goes, record that it leaves the file, and write it."""
    dialog = QFileDialog(page, "Save the register")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter("Excel workbook (*.xlsx)")
    dialog.setDefaultSuffix("xlsx")
    folder = QStandardPaths.StandardLocation.DocumentsLocation
    dialog.setDirectory(QStandardPaths.writableLocation(folder))
    dialog.selectFile(f"Register {on.isoformat()}.xlsx")

    def write(chosen: str) -> None:
        page.submit(
            export_register,
            ExportRegister(on=on),
            lambda copy: _write(page, copy, Path(chosen)),
        )

    dialog.fileSelected.connect(write)
    # QFileDialog.open would take a slot by name; that of QDialog does not block either.
    QDialog.open(dialog)
    return dialog


def _write(page: Page, copy: RegisterCopy, to: Path) -> None:
    page.desk.draw(
        page, lambda: save_register(copy, to), lambda _: _say_saved(page, to), page.show_problem
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
