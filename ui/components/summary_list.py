"""Facts in two columns, and answers to check before they are sent, each with a way to change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.components.button import Button
from ui.components.layouts import clear, left, rule
from ui.components.words import Words
from ui.theme.tokens import SPACE, TEXT_WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable

NOT_PROVIDED = "Not provided"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line: what it is and what it says. ``change`` leads to where it is answered."""

    name: str
    words: str = ""
    change: Callable[[], object] | None = None


class SummaryList(QWidget):
    """Lines of name and words, ruled off from one another."""

    def __init__(self, parent: QWidget | None = None, *, width: int = TEXT_WIDTH) -> None:
        """Start empty, no wider than ``width``."""
        super().__init__(parent)
        # The limit is on what is inside: Qt would ask for the height at a width that is not taken.
        lines = QWidget()
        lines.setMaximumWidth(width)
        self.setLayout(left(lines))
        self._grid = QGridLayout(lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.large)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 4)

    def show_facts(self, facts: Iterable[Fact]) -> None:
        """Show the lines in place of what was there; an empty one says "Not provided"."""
        clear(self._grid)
        for number, fact in enumerate(facts):
            at = number * 2
            top = Qt.AlignmentFlag.AlignTop
            name = Words(fact.name, "strong")
            name.setContentsMargins(0, 6, 0, 6)
            self._grid.addWidget(name, at, 0, top)
            said = Words(fact.words or NOT_PROVIDED, "body" if fact.words else "muted")
            said.setContentsMargins(0, 6, 0, 6)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(said, at, 1, top)
            if fact.change is not None:
                says = f"Change {_within_a_sentence(fact.name)}"
                change = Button("Change", fact.change, "link", says=says)
                self._grid.addWidget(change, at, 2, top)
            self._grid.addWidget(rule(), at + 1, 0, 1, 3)


def _within_a_sentence(name: str) -> str:
    """A heading without its capital; the name of somebody or something keeps its own."""
    first, *others = name.split() or [""]
    is_name = first.isupper() or any(word[0].isupper() for word in others)
    return name if is_name else name[:1].lower() + name[1:]
