"""What a list shows while it is empty: what belongs here, why nothing is there, one way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.components.button import Button
from ui.components.layouts import Card, left, row
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class EmptyState(Card):
    """A calm card in place of an empty list."""

    def __init__(
        self,
        heading: str,
        words: str,
        action: tuple[str, Callable[[], object]] | None = None,
        other: tuple[str, Callable[[], object]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show a heading, a sentence or two, a button, and another way as a link."""
        super().__init__(gap=SPACE.small, margin=SPACE.huge, parent=parent)
        layout = self.body
        layout.addWidget(Words(heading, "heading"))
        layout.addLayout(left(Words(words, "muted").limited()))
        if action is not None:
            layout.addSpacing(SPACE.small)
            ways = [Button(*action, kind="secondary")]
            if other is not None:
                ways.append(Button(*other, kind="link"))
            layout.addLayout(row(*ways, gap=SPACE.large))
