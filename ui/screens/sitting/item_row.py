"""One item of the agenda as a row that can be chosen, and opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from panelapp.domain.values import clock_time, in_words
from panelapp.queries.forecast import QuorumState
from panelapp.queries.sitting_rows import ItemStatus
from ui.components.button import WideButton
from ui.components.layouts import row
from ui.components.status_tag import StatusTag
from ui.components.words import Words, restyle
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from panelapp.queries.sitting_rows import AgendaRow

# What the panel said is neither good nor bad news here: no outcome has a tone of its own.
_TONES = {ItemStatus.DRAFTED: Tone.INFO}
_TIMES = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}


class ItemRow(WideButton):
    """An item: arrows choose another, Enter or a double click opens its case."""

    opened = Signal(str)

    def __init__(self, item: AgendaRow, *, is_ahead: bool, parent: QWidget | None = None) -> None:
        """Show an item; what is not as it should be stands in tags under it."""
        tags = list(_tags(item, is_ahead=is_ahead))
        details = " · ".join(_details(item))
        spoken = (
            f"Item {item.number}",
            item.case,
            item.names,
            details,
            *(word for word, _ in tags),
        )
        super().__init__(", ".join(spoken), lambda: None, parent)
        self.case = item.case
        self.setProperty("kind", "row")
        self.setCheckable(True)
        self.toggled.connect(self._mark)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Words(f"{item.case}  {item.names}", "rowname"))
        words.addWidget(Words(details, "muted"))
        if tags:
            words.addLayout(row(*(StatusTag(word, tone) for word, tone in tags)))
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE.medium, SPACE.small, SPACE.small, SPACE.small)
        line.setSpacing(SPACE.medium)
        number = Words(str(item.number), "strong", wrap=False)
        line.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.let_through()

    def _mark(self, is_chosen: bool) -> None:  # noqa: FBT001 - what a signal gives
        self.setProperty("here", is_chosen)
        restyle(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.opened.emit(self.case)
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self.case)
        event.accept()


def _details(item: AgendaRow) -> Iterator[str]:
    yield item.case_type
    if item.presentation > 1:
        yield f"{_TIMES.get(item.presentation, f'{item.presentation}th')} time at panel"
    slot = ", ".join(_slot(item))
    if slot:
        yield slot


def _slot(item: AgendaRow) -> Iterator[str]:
    if item.slot_start is not None:
        yield clock_time(item.slot_start)
    if item.minutes is not None:
        yield f"{item.minutes} minutes"


def _tags(item: AgendaRow, *, is_ahead: bool) -> Iterator[tuple[str, Tone]]:
    if item.status is not ItemStatus.TO_BE_HEARD:
        yield item.status_words, _TONES.get(item.status, Tone.NEUTRAL)
    elif not is_ahead:
        yield item.status_words, Tone.WARNING
    if item.minutes_are_locked:
        yield "Minutes locked", Tone.NEUTRAL
    if item.interests:
        names = in_words(tuple(interest.name for interest in item.interests))
        yield f"Interest: {names}", Tone.WARNING
    if is_ahead and item.papers_missing:
        yield "Papers not complete", Tone.PROBLEM
    if item.quorum.state is QuorumState.NOT_QUORATE:
        yield ("Not quorate yet" if item.quorum.is_forecast else "Not quorate"), Tone.PROBLEM
    elif item.quorum.state is QuorumState.DEPENDS_ON_REPLIES:
        yield "Quorum waits for answers", Tone.WARNING
