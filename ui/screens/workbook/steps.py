"""A page that shows one step after another, and work that is under way between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.domain.progress import Stopped
from ui.components.banner import announce
from ui.components.layouts import Card, clear, column, left
from ui.components.page import Page
from ui.components.progress import Progress
from ui.components.words import Words
from ui.desk import LongWork
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.domain.errors import PanelappError
    from ui.components.button import Button
    from ui.components.place import Place
    from ui.desk import Desk

WORTH_COUNTING = 100
"""From so many parts on, the number that is done is said; fewer are steps of the work."""


class Step(QWidget):
    """One step: the line under the title of the page, and the button that the keyboard begins on."""

    under: ClassVar[str] = ""
    start: Button | None = None


class WorkingStep(Step):
    """What is done, how far it is, and a way to stop it."""

    under = "This takes a moment"

    def __init__(self, heading: str, words: str, stop: Callable[[], object] | None = None) -> None:
        """``stop`` is offered once it takes longer than two seconds."""
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.medium)
        card = Card(Words(heading, "heading"), margin=SPACE.huge, sides=SPACE.huge)
        card.body.addLayout(left(Words(words).limited()))
        layout.addWidget(card)
        self.progress = Progress()
        layout.addWidget(self.progress)
        self.progress.begin(heading, stop)

    @Slot(str, int, int)
    def show_part(self, what: str, done: int, of: int) -> None:
        """Say what is being done and how much of it is."""
        numbers = f": {done:,} of {of:,}" if of >= WORTH_COUNTING else ""
        self.progress.show_part(done, of, f"{what}{numbers}")


class StepPage(Page):
    """One step at a time, each in place of the one before."""

    heading: ClassVar[str]

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page without a step."""
        super().__init__(desk, place, parent)
        self.set_title(self.heading)
        self.step: Step | None = None
        self._holder = column()
        self.body.addLayout(self._holder)

    def put(self, step: Step, said: str) -> None:
        """Show a step and put the keyboard where it begins; ``said`` is what is read out."""
        clear(self._holder)
        self.step = step
        self._holder.addWidget(step)
        step.show()
        self.set_title(self.heading, step.under)
        self.scroller.verticalScrollBar().setValue(0)
        announce(self, said)
        if step.start is not None:
            step.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def working(self, heading: str, words: str) -> LongWork:
        """Show that work is under way; what is returned hears of it and stops it."""
        work = LongWork()
        step = WorkingStep(heading, words, work.stop)
        work.heard.connect(step.show_part)
        self.put(step, heading)
        return work

    def given_up(self, back: Callable[[], object], done: str) -> Callable[[PanelappError], None]:
        """Go ``back`` and say that nothing was ``done``: somebody stopped it, or it cannot be."""

        def say(problem: PanelappError) -> None:
            back()
            if isinstance(problem, Stopped):
                words = f"You stopped this. Nothing was {done}."
                self.banner.show_message(words, Tone.INFO, heading="Stopped")
            else:
                self.show_problem(problem)

        return say

    def refuse(self, words: str) -> None:
        """Say in the banner what is wrong, and put the keyboard on it."""
        self.banner.show_message(words, Tone.PROBLEM)
        self.banner.setFocus(Qt.FocusReason.OtherFocusReason)
