"""Prints the pages of a document one after another, so that the window never waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from panelapp.domain.errors import FileTrouble
from ui.screens.document.pdf import picture_of

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from panelapp.domain.errors import PanelappError
    from ui.desk import Desk

FINEST = 300
"""Dots for each inch of the paper: sharper is not seen, and takes long."""
SCREEN = 96


def a4_printer() -> QPrinter:
    """The usual printer, set to A4."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    return printer


class PrintRun(QObject):
    """One document on its way to a printer."""

    done = Signal()
    failed = Signal(object)
    moved = Signal(int, int)
    """Emitted with how many pages are done, of how many."""

    def __init__(
        self, desk: Desk, pdf: bytes, pages: int, printer: QPrinter, parent: QObject
    ) -> None:
        """Print the pages of ``pdf`` that the printer was asked for."""
        super().__init__(parent)
        self._desk, self._pdf, self._printer = desk, pdf, printer
        first = printer.fromPage() or 1
        last = printer.toPage() or pages
        self._numbers = list(range(first - 1, min(last, pages)))
        self._painter = QPainter()
        self._done = 0

    def start(self) -> None:
        """Begin with the first page."""
        if not self._painter.begin(self._printer):
            self.failed.emit(_not_printed())
            return
        self._next()

    def _next(self) -> None:
        if self._done == len(self._numbers):
            self._painter.end()
            self.done.emit()
            return
        number = self._numbers[self._done]
        scale = min(FINEST, self._printer.resolution()) / SCREEN
        self._desk.draw(self, lambda: picture_of(self._pdf, number, scale), self._put, self._stop)

    def _put(self, picture: QImage) -> None:
        if self._done and not self._printer.newPage():
            self._stop(_not_printed())
            return
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        self._painter.drawImage(_within(paper, picture), picture)
        self._done += 1
        self.moved.emit(self._done, len(self._numbers))
        self._next()

    def _stop(self, problem: PanelappError) -> None:
        self._painter.end()
        self.failed.emit(problem)


def _within(paper: QRectF, picture: QImage) -> QRectF:
    """The page in the middle of the paper, as large as fits, with its shape kept."""
    share = min(paper.width() / picture.width(), paper.height() / picture.height())
    width, height = picture.width() * share, picture.height() * share
    left, top = (paper.width() - width) / 2, (paper.height() - height) / 2
    return QRectF(left, top, width, height)


def _not_printed() -> FileTrouble:
    return FileTrouble(
        "The printer did not take the document. Your records are safe.",
        remedy="Check that it is switched on and has paper, then print again.",
    )
