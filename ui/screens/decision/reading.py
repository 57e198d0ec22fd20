"""The first step: what the panel recommended, and what there is to read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.domain.values import long_date
from ui.components.layouts import Card, column
from ui.components.place import Place
from ui.components.side_by_side import SideBySide
from ui.components.summary_list import SummaryList
from ui.components.task_list import TaskList, TaskRow
from ui.components.words import Words
from ui.screens.decision.facts import IN_A_CARD, recommended_facts, sign_off_facts
from ui.screens.decision.places import place_of
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from panelapp.queries.decision_page import DecisionPage as Decision
    from panelapp.queries.decision_reading import EarlierDecision, Reading
    from ui.components.summary_list import Fact


class ReadingList(TaskList):
    """What there is to read on a case, each with whether it was opened since the page was."""

    opened = Signal(object)
    """Emitted with the place of something that somebody wants to read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._read: set[str] = set()
        self._case = ""

    def show_decision(self, decision: Decision) -> None:
        """Show what there is to read."""
        self._case = decision.case_ref
        self.show_groups(self._groups(decision))

    def _groups(self, decision: Decision) -> Iterator[tuple[str, list[TaskRow]]]:
        yield "", [self._row(reading) for reading in decision.readings]
        if decision.earlier:
            yield (
                "Earlier decisions on this household",
                [self._earlier(made) for made in decision.earlier],
            )

    def _row(self, reading: Reading) -> TaskRow:
        place = self._place(reading)
        is_read = reading.title in self._read
        status = "Opened" if is_read else "Not opened"
        return TaskRow(
            name=reading.title,
            detail=reading.detail,
            status=status if place is not None else "",
            tone=Tone.GOOD if is_read else Tone.NEUTRAL,
            open=self._opener(reading.title, place),
        )

    def _earlier(self, made: EarlierDecision) -> TaskRow:
        place = place_of(made.wanted) if made.wanted else None
        return TaskRow(
            name=f"{made.decision}, {long_date(made.decided_on)}",
            detail=f"{made.case_ref}, {made.case_type}",
            open=self._opener("", place),
        )

    def _place(self, reading: Reading) -> Place | None:
        if reading.wanted is not None:
            return place_of(reading.wanted)
        if reading.paper:
            return Place("document", "paper", self._case, reading.paper)
        return None

    def _opener(self, title: str, place: Place | None) -> Callable[[], object] | None:
        return partial(self._open, title, place) if place is not None else None

    def _open(self, title: str, place: Place) -> None:
        self._read.add(title)
        self.opened.emit(place)


RECOMMENDED = "The panel recommended"
SIGNED_OFF = "Signed off in place of a panel"


def beside(decision: Decision) -> tuple[str, tuple[Fact, ...]]:
    """What stands beside the reading and the writing, and its heading: empty where nothing does."""
    if decision.recommended is not None:
        return RECOMMENDED, tuple(recommended_facts(decision.recommended))
    if decision.signed_off is not None:
        return SIGNED_OFF, tuple(sign_off_facts(decision.signed_off))
    return RECOMMENDED, ()


class ReadingView(QWidget):
    """What there is to read with the way on below it, and beside them what was recommended."""

    def __init__(self, way_on: QWidget, parent: QWidget | None = None) -> None:
        """Start empty, with ``way_on`` to the next step."""
        super().__init__(parent)
        self.recommended = SummaryList(width=IN_A_CARD)
        self._none = Words("No panel recommended anything in this case.", "muted")
        self.to_read = ReadingList()
        reading = Card(Words("To read", "heading"), self.to_read)
        self._heading = Words(RECOMMENDED, "heading")
        said = Card(self._heading, self._none, self.recommended)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(SideBySide(at_top(reading, way_on), at_top(said), shares=(2, 3)))

    def show_decision(self, decision: Decision) -> None:
        """Show what there is to read on a case."""
        heading, facts = beside(decision)
        self._heading.setText(heading)
        self.recommended.show_facts(facts)
        self.recommended.setVisible(bool(facts))
        self._none.setVisible(decision.recommended is None)
        self.to_read.show_decision(decision)


def at_top(*parts: QWidget) -> QWidget:
    """Parts as high as they need, from the top of the room there is."""
    made = QWidget()
    layout = column(*parts, gap=SPACE.large)
    layout.addStretch(1)
    made.setLayout(layout)
    return made
