"""Reads the pages of a PDF: their sizes, their words, and pictures of them.

The reader underneath is not made for two threads at once: everything here runs on the drawing
thread, opens the file anew and closes it again, so that nothing of it is left for another thread.
The office's thread reads the words of papers meanwhile, so each waits for the other.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from panelapp.exchange.pdf_reader import ONE_AT_A_TIME

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

POINTS_TO_PIXELS = 96 / 72
MOST_PIXELS = 4000
"""Neither side of a picture is longer, whatever the zoom."""


@dataclass(frozen=True)
class PageSize:
    """One page: its width and height in pixels at 100 %, and its words for a screen reader."""

    width: float
    height: float
    words: str


def sizes_of(pdf: bytes) -> tuple[PageSize, ...]:
    """Every page of a PDF."""
    from pypdfium2 import PdfDocument

    with ONE_AT_A_TIME, closing(PdfDocument(pdf)) as document:
        return tuple(_size_of(document[number]) for number in range(len(document)))


def picture_of(pdf: bytes, number: int, scale: float) -> QImage:
    """A picture of a page, ``scale`` pixels for each one at 100 %."""
    from pypdfium2 import PdfDocument

    with (
        ONE_AT_A_TIME,
        closing(PdfDocument(pdf)) as document,
        closing(document[number]) as page,
    ):
        longest = max(page.get_size()) * POINTS_TO_PIXELS
        wanted = min(scale, MOST_PIXELS / longest) * POINTS_TO_PIXELS
        with closing(page.render(scale=wanted, prefer_bgrx=True)) as bitmap:
            # The picture reads these bytes until it is copied.
            pixels = bytes(bitmap.buffer)
            shown = QImage(
                pixels,
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGB32,
            )
            return shown.copy()


def _size_of(page: PdfPage) -> PageSize:
    with closing(page), closing(page.get_textpage()) as text:
        width, height = page.get_size()
        words = " ".join(text.get_text_range().split())
        return PageSize(width * POINTS_TO_PIXELS, height * POINTS_TO_PIXELS, words)
