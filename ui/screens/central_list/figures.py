"""How many people there are on the list and what they bring, as a line of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.components.layouts import clear, column
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from panelapp.queries.central_list import ListSummary


class Figures(QFrame):
    """A card with figures and what each one counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        # The page says them in words where the card is too narrow, so it never sets the width.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.words = ""
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(SPACE.large, SPACE.small, SPACE.large, SPACE.small)
        self._line.setSpacing(SPACE.huge)

    def show_summary(self, summary: ListSummary) -> None:
        """Show the figures of a list; ``words`` then says them in one sentence."""
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
        self.words = ", ".join(f"{number} {words}" for number, words in counted)

    def fits(self, width: int) -> bool:
        """Whether every figure has its place in a width."""
        return self._line.sizeHint().width() <= width


def _figure(number: str, words: str) -> QWidget:
    figure = QWidget()
    layout = column(Words(number, "figure", wrap=False), Words(words, "muted", wrap=False), gap=0)
    figure.setLayout(layout)
    figure.setAccessibleName(f"{number} {words}")
    return figure
