"""Adds files to a case one after another, beside the window's own thread."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from panelapp.actions.cases import AttachPaper, attach_paper
from ui.screens.case.arriving import unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from panelapp.domain.errors import PanelappError
    from ui.components.page import Page


@dataclass(frozen=True, kw_only=True)
class AddedPaper:
    """A paper that the case has now, by its SHA-256."""

    sha256: str
    title: str
    file_name: str


class Adding(QObject):
    """Some files on their way into a case. One that is refused does not keep the others out."""

    moved = Signal(int, int)
    """Emitted with how many files are done, and of how many."""
    done = Signal(object, object)
    """Emitted with the papers that were added, and the refusals by file name."""

    def __init__(
        self, page: Page, case: str, files: tuple[tuple[Path, str], ...], parent: QObject
    ) -> None:
        """Add ``files``, each a path with its title, to ``case``."""
        super().__init__(parent)
        self._page, self._case, self._files = page, case, files
        self._at = 0
        self._added: list[AddedPaper] = []
        self._refused: list[tuple[str, PanelappError]] = []
        self._stopped = self._is_done = False

    @property
    def is_under_way(self) -> bool:
        """Whether files are still to come."""
        return not self._is_done

    def start(self) -> None:
        """Begin with the first file."""
        self._next()

    def stop(self) -> None:
        """Add no more files than the one that is under way."""
        self._stopped = True

    def _next(self) -> None:
        self.moved.emit(self._at, len(self._files))
        if self._stopped or self._at == len(self._files):
            self._is_done = True
            self.done.emit(tuple(self._added), tuple(self._refused))
            return
        path, title = self._files[self._at]
        self._page.desk.draw(self, lambda: _command(self._case, path, title), self._send, self._no)

    def _send(self, command: AttachPaper) -> None:
        self._page.desk.submit(self, attach_paper, command, self._yes, self._no)

    def _yes(self, sha256: str) -> None:
        path, title = self._files[self._at]
        self._added.append(AddedPaper(sha256=sha256, title=title, file_name=path.name))
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
        raise unreadable() from error
    return AttachPaper(
        case=case,
        title=title,
        file_name=path.name,
        content=base64.b64encode(content).decode("ascii"),
    )
