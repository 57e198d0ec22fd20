"""The four steps of a decision, and which of them somebody is at."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.components.layouts import Flow, clear
from ui.components.status_tag import StatusTag
from ui.components.words import Words
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping


class Step(IntEnum):
    """A step of making a decision."""

    READ = 1
    DECIDE = 2
    SIGN = 3
    DONE = 4


STEP_WORDS: Mapping[Step, str] = {
    Step.READ: "Read",
    Step.DECIDE: "Decide",
    Step.SIGN: "Check and sign",
    Step.DONE: "Done",
}


class StepBar(QWidget):
    """The steps in a line; a screen reader is told which one it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with reading."""
        super().__init__(parent)
        self._flow = Flow(SPACE.small)
        self.setLayout(self._flow)
        self.show_step(Step.READ)

    def show_step(self, now: Step) -> None:
        """Show how far it is."""
        clear(self._flow)
        for step, words in STEP_WORDS.items():
            if step is not Step.READ:
                self._flow.addWidget(Words("→", "muted", wrap=False))
            self._flow.addWidget(StatusTag(f"{step.value} {words}", _tone(step, now)))
        self.setAccessibleName(f"Step {now.value} of {len(STEP_WORDS)}: {STEP_WORDS[now]}")


def _tone(step: Step, now: Step) -> Tone:
    if step is now:
        return Tone.INFO
    return Tone.GOOD if step < now else Tone.NEUTRAL
