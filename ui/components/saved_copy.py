"""A copy that leaves the encrypted file, in a place that somebody chooses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog

from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.office import Handler
    from ui.components.page import Page

C = TypeVar("C")
T = TypeVar("T")


def save_copy(
    page: Page,
    heading: str,
    kind: str,
    name: str,
    export: tuple[Handler[C, T], C],
    write: Callable[[T, Path], object],
) -> QFileDialog:
    """Ask where a copy goes, record that it leaves the file, and ``write`` what ``export`` gave.

    ``kind`` says in words what a file with the ending of ``name`` is.
    """
    ending = name.rpartition(".")[2].lower()
    dialog = QFileDialog(page, heading)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{kind} (*.{ending})")
    dialog.setDefaultSuffix(ending)
    folder = QStandardPaths.StandardLocation.DocumentsLocation
    dialog.setDirectory(QStandardPaths.writableLocation(folder))
    dialog.selectFile(name)

    def send(chosen: str) -> None:
        page.submit(*export, lambda copy: draw(copy, Path(chosen)))

    def draw(copy: T, to: Path) -> None:
        page.desk.draw(
            page, lambda: write(copy, to), lambda _: _say_saved(page, to), page.show_problem
        )

    dialog.fileSelected.connect(send)
    # QFileDialog.open would take a slot by name; that of QDialog does not block either.
    QDialog.open(dialog)
    return dialog


def _say_saved(page: Page, to: Path) -> None:
    page.banner.show_message(
        f"{to.name} is in the folder {to.parent}. Anybody who can open that folder can read it.",
        Tone.GOOD,
        heading="Copy saved",
        actions=(("Open the copy", lambda: _open(to)),),
    )


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
