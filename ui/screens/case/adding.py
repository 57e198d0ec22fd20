"""Adds files to a case one after another, beside the window's own thread."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from panelapp.actions.cases import AttachPaper, attach_paper
from panelapp.domain.errors import BadInput, PanelappError

if TYPE_CHECKING:
    from pathlib import Path

    from ui.components.page import Page


class Adding(QObject):
    """Some files on their way into a case. One that is refused does not keep the others out."""

    moved = Signal(int, int)
    """Emitted with how many files are done, and of how many."""
    done = Signal(int, object)
    """Emitted with how many were added, and the refusals by file name."""

    def __init__(
        self, page: Page, case: str, files: tuple[tuple[Path, str], ...], parent: QObject
    ) -> None:
        """Add ``files``, each a path with its title, to ``case``."""
        super().__init__(parent)
        self._page, self._case, self._files = page, case, files
        self._at = self._added = 0
        self._refused: list[tuple[str, PanelappError]] = []
        self._stopped = False

    def start(self) -> None:
        """Begin with the first file."""
        self._next()

    def stop(self) -> None:
        """Add no more files than the one that is under way."""
        self._stopped = True

    def _next(self) -> None:
        self.moved.emit(self._at, len(self._files))
        if self._stopped or self._at == len(self._files):
            self.done.emit(self._added, tuple(self._refused))
            return
        path, title = self._files[self._at]
        self._page.desk.draw(self, lambda: _command(self._case, path, title), self._send, self._no)

    def _send(self, command: AttachPaper) -> None:
        self._page.desk.submit(self, attach_paper, command, lambda _: self._yes(), self._no)

    def _yes(self) -> None:
        self._added += 1
        self._at += 1
        self._next()

    def _no(self, problem: PanelappError) -> None:
        self._refused.append((self._files[self._at][0].name, problem))
        self._at += 1
        self._next()


def _command(case: str, path: Path, title: str) -> AttachPaper:
    """The command that adds one file, read from its disk."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(
            "The file cannot be read.", remedy="It was not added. Close it elsewhere and try again."
        ) from error
    return AttachPaper(
        case=case,
        title=title,
        file_name=path.name,
        content=base64.b64encode(content).decode("ascii"),
    )
