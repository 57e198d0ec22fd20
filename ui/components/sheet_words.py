"""The words of a recovery sheet with their numbers, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.components.layouts import row
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from ui.components.layouts import Flow


class WordCell(QWidget):
    """A word with its number, as wide as the widest, so that the words stand in columns."""

    def __init__(self, place: int, word: str, peers: list[WordCell]) -> None:
        """``peers`` are the cells of the same sheet, this one included once it is made."""
        super().__init__()
        self._peers = peers
        self.setAccessibleName(f"{place}, {word}")
        self._number = Words(f"{place}", "muted", wrap=False)
        self._word = Words(word, "strong", wrap=False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.small)
        layout.addWidget(self._number)
        layout.addWidget(self._word, 1)
        peers.append(self)

    def sizeHint(self) -> QSize:
        number = max(cell._number.sizeHint().width() for cell in self._peers)  # noqa: SLF001 - its peers
        word = max(cell._word.sizeHint().width() for cell in self._peers)  # noqa: SLF001 - its peers
        self._number.setFixedWidth(number)
        height = super().sizeHint().height()
        return QSize(number + SPACE.small + word, height)


def word_cells(words: tuple[str, ...]) -> Flow:
    """The words in as many columns as there is room for."""
    cells: list[WordCell] = []
    for place, word in enumerate(words, start=1):
        WordCell(place, word, cells)
    return row(*cells, gap=SPACE.large)
