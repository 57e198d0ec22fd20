"""A copy that leaves the encrypted file, in a place that somebody chooses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog

from panelapp.queries.list_copies import save_list
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.office import Handler
    from panelapp.queries.list_copies import ListCopy
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

    def send(chosen: Path) -> None:
        page.submit(*export, lambda copy: write_copy(page, chosen, lambda to: write(copy, to)))

    return ask_place(page, heading, (kind,), name, send)


def save_list_copy(page: Page, title: str, export: tuple[Handler[C, ListCopy], C]) -> QFileDialog:
    """Ask where every row of a list goes as an Excel workbook, and write it there."""
    return save_copy(page, f"Save: {title}", "Excel workbook", f"{title}.xlsx", export, save_list)


def ask_place(
    page: Page,
    heading: str,
    kinds: tuple[str, ...],
    name: str,
    then: Callable[[Path], object],
    endings: tuple[str, ...] = (),
) -> QFileDialog:
    """Ask where something is to be saved; ``kinds`` say what files with the ``endings`` are.

    Without ``endings`` there is one kind, which ends as ``name`` does.
    """
    endings = endings or (name.rpartition(".")[2].lower(),)
    filters = [f"{kind} (*.{ending})" for kind, ending in zip(kinds, endings, strict=True)]
    dialog = QFileDialog(page, heading)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(filters)
    dialog.setDefaultSuffix(endings[0])
    dialog.filterSelected.connect(
        lambda chosen: dialog.setDefaultSuffix(endings[filters.index(chosen)])
    )
    folder = QStandardPaths.StandardLocation.DocumentsLocation
    dialog.setDirectory(QStandardPaths.writableLocation(folder))
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    # QFileDialog.open would take a slot by name; that of QDialog does not block either.
    QDialog.open(dialog)
    return dialog


def write_copy(page: Page, to: Path, write: Callable[[Path], object]) -> None:
    """Write a copy beside the office, and say where it is."""
    page.desk.draw(page, lambda: write(to), lambda _: say_saved(page, to), page.show_problem)


def say_saved(page: Page, to: Path) -> None:
    """Say where a copy is, and who can read it."""
    page.banner.show_message(
        f"{to.name} is in the folder {to.parent}. Anybody who can open that folder can read it.",
        Tone.GOOD,
        heading="Copy saved",
        actions=(("Open the copy", lambda: _open(to)),),
    )


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
