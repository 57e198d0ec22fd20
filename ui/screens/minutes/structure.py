"""The parts of the minutes as a list: which are written, and which are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea

from ui.components.task_list import TaskList, TaskRow
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from panelapp.queries.minutes_parts import MinutesPart

CHARACTERS = 38
_TONES = {"Missing": Tone.WARNING, "Written": Tone.GOOD, "Recorded": Tone.GOOD}


class Structure(QScrollArea):
    """A way to each part of the minutes, beside them where there is room for it."""

    def __init__(self, go: Callable[[str], object], parent: QWidget | None = None) -> None:
        """``go`` is told the key of the part that somebody goes to."""
        super().__init__(parent)
        self._go = go
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._said: list[tuple[str, str, str]] = []
        self._list = TaskList()
        self._list.setProperty("kind", "body")
        self._list.setAccessibleName("Parts of the minutes")
        self.setWidget(self._list)

    def show_parts(self, parts: tuple[MinutesPart, ...], typed: frozenset[str]) -> None:
        """Show the parts; ``typed`` are those with text on the page that is not saved yet."""
        said = [(p.key, p.label, "Not saved" if p.key in typed else p.words) for p in parts]
        if said == self._said:
            return
        self._said = said
        rows = [
            TaskRow(
                name=name,
                status="" if words == "Not written" else words,
                tone=_TONES.get(words, Tone.NEUTRAL),
                open=self._way_to(key),
            )
            for key, name, words in said
        ]
        self._list.show_groups([("", rows)])

    def fit(self, room: int) -> None:
        """Take a share of the room, or none of it where the minutes need it themselves."""
        wanted = self.fontMetrics().averageCharWidth() * CHARACTERS + SPACE.huge
        self.setVisible(wanted * 3 <= room)
        self.setFixedWidth(wanted)

    def _way_to(self, key: str) -> Callable[[], object]:
        return lambda: self._go(key)
