"""How many people there are on the list and what they bring, as a line of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.components.layouts import clear, column
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from panelapp.queries.central_list import ListSummary


class Figures(QFrame):
    """A card with figures and what each one counts; one line of words where they do not fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._figures = QWidget()
        self._line = QHBoxLayout(self._figures)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(SPACE.huge)
        self._figures.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._words = Words()
        layout = column(self._figures, self._words)
        layout.setContentsMargins(SPACE.large, SPACE.small, SPACE.large, SPACE.small)
        self.setLayout(layout)

    def show_summary(self, summary: ListSummary) -> None:
        """Show the figures of a list."""
        counted = (
            (summary.people, "person" if summary.people == 1 else "people"),
            (summary.chairs, "chair" if summary.chairs == 1 else "chairs"),
            (summary.vice_chairs, "vice chair" if summary.vice_chairs == 1 else "vice chairs"),
            (summary.independent, "independent of the service"),
            (summary.social_workers, "with 3 years of social work"),
        )
        clear(self._line)
        for number, words in counted:
            self._line.addWidget(_figure(str(number), words))
        self._line.addStretch(1)
        self._words.setText(", ".join(f"{number} {words}" for number, words in counted))
        self._choose(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._choose(event.size().width())
        super().resizeEvent(event)

    def _choose(self, width: int) -> None:
        has_room = self._line.sizeHint().width() + 2 * SPACE.large <= width
        self._figures.setVisible(has_room)
        self._words.setVisible(not has_room)


def _figure(number: str, words: str) -> QWidget:
    figure = QWidget()
    layout = column(Words(number, "figure", wrap=False), Words(words, "muted", wrap=False), gap=0)
    figure.setLayout(layout)
    figure.setAccessibleName(f"{number} {words}")
    return figure
