"""The way of the minutes: typed, checked, locked, and with the decision maker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from panelapp.domain.values import long_date
from ui.components.in_the_way import InTheWay
from ui.components.layouts import Flow, clear
from ui.components.status_tag import StatusTag
from ui.components.words import Words
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from panelapp.queries.minutes_page import MinutesPage as Minutes
    from panelapp.queries.minutes_page import RouteStep


class RouteBar(QFrame):
    """The stages in a line, and what keeps the next one from being taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName("The way of these minutes")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.medium)
        self._layout.setSpacing(SPACE.small)

    def show_minutes(self, minutes: Minutes) -> None:
        """Show how far minutes have come."""
        clear(self._layout)
        stages = Flow(SPACE.small)
        for number, step in enumerate(minutes.route):
            if number:
                stages.addWidget(Words("→", "muted", wrap=False))
            stages.addWidget(StatusTag(step.words, _tone(step)))
        self._layout.addLayout(stages)
        for words in _notes(minutes):
            self._layout.addWidget(Words(words, "muted"))
        act = minutes.act(minutes.next_act) if minutes.next_act else None
        if act is not None and act.in_the_way and not act.not_yours:
            self._layout.addWidget(InTheWay("What is still missing", act.in_the_way))


def _tone(step: RouteStep) -> Tone:
    if step.is_done:
        return Tone.GOOD
    return Tone.INFO if step.is_next else Tone.NEUTRAL


def _notes(minutes: Minutes) -> list[str]:
    """What belongs to the stage that the minutes have reached."""
    if minutes.lock is not None:
        notes = []
        if minutes.decision_due_on is not None:
            notes.append(f"The time to decide ends on {long_date(minutes.decision_due_on)}.")
    else:
        begin = "Overdue: these minutes were" if minutes.is_overdue else "These minutes are"
        notes = [f"{begin} to be final by {long_date(minutes.due_on)}."]
        if minutes.saved_at is not None:
            at = minutes.saved_at.astimezone()
            saved = f"saved on {long_date(at.date())} at {at:%H:%M} by {minutes.saved_by}."
            notes.append(f"Draft {minutes.version} was {saved}")
    act = minutes.act(minutes.next_act) if minutes.next_act else None
    if act is not None and act.not_yours:
        notes.append(act.not_yours)
    return notes
