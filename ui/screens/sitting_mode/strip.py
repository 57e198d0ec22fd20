"""One line about the room: quorum, who is in the chair, and what keeps things from going on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ui.components.banner import announce
from ui.components.button import Button
from ui.components.layouts import Card, clear, row
from ui.components.status_tag import StatusTag
from ui.components.words import Words
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from panelapp.queries.obstacles import Obstacle
    from panelapp.queries.room import Room
    from panelapp.queries.sitting_mode import SittingModePage as Sitting


class RoomStrip(Card):
    """Whether there is a quorum for the item, in words, and the two things that change it."""

    def __init__(
        self,
        here: Callable[[], object],
        interest: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        """``here`` shows who is there, ``interest`` the interests."""
        super().__init__(gap=SPACE.tiny, margin=SPACE.small, sides=SPACE.large, parent=parent)
        self.setAccessibleName("The room")
        layout = self.body
        self.tag = StatusTag()
        self.words = Words(wrap=False)
        self.chair = Words(wrap=False)
        self.here_button = Button("Someone arrives or leaves", here, "link")
        self.interest_button = Button("Interest", interest, "link", keys="Ctrl+I")
        layout.addLayout(
            row(
                self.tag,
                self.words,
                self.chair,
                self.here_button,
                self.interest_button,
                gap=SPACE.large,
            )
        )
        self._notes = QVBoxLayout()
        self._notes.setSpacing(SPACE.tiny)
        layout.addLayout(self._notes)

    def show_room(self, sitting: Sitting) -> None:
        """Show the room; a change of quorum is read out."""
        room = sitting.room
        before = self.tag.text()
        self.tag.show_status(room.quorum.words, _tone(room))
        if before and before != room.quorum.words:
            announce(self, room.quorum.words)
        self.words.setText(_counted(room))
        self.chair.setText(
            f"In the chair: {room.chair}" if room.chair else "Nobody is in the chair yet"
        )
        can_record = not sitting.closed and not room.why_not_record
        self.here_button.setText("Someone arrives or leaves" if can_record else "Who is here")
        self.here_button.setAccessibleName(self.here_button.text())
        clear(self._notes)
        for missing in room.quorum.missing:
            self._note(missing, Tone.PROBLEM)
        if room.chair_note:
            self._notes.addWidget(Words(room.chair_note, "muted"))
        for closed in sitting.closed:
            self._note(closed, Tone.INFO)
        if room.why_not_record and not sitting.closed:
            self._notes.addWidget(Words(room.why_not_record, "muted"))

    def show_ways(self, *, is_shown: bool) -> None:
        """Offer to record who arrives or leaves and an interest, which belong to an item."""
        self.here_button.setVisible(is_shown)
        self.interest_button.setVisible(is_shown)

    def _note(self, obstacle: Obstacle, tone: Tone) -> None:
        source = f" ({obstacle.citation})" if obstacle.citation else ""
        words = Words(f"{obstacle.sentence} {obstacle.remedy}".strip() + source)
        words.setProperty("tone", tone.value)
        self._notes.addWidget(words)


def _tone(room: Room) -> Tone:
    if room.quorum.is_forecast:
        return Tone.NEUTRAL if room.quorum.quorate else Tone.WARNING
    return Tone.GOOD if room.quorum.quorate else Tone.PROBLEM


def _counted(room: Room) -> str:
    counted = room.quorum.counted
    members = "member counts" if counted == 1 else "members count"
    if room.quorum.is_forecast:
        return f"{counted} expected, {room.quorum.needed} needed"
    return f"{counted} {members}, {room.quorum.needed} needed"
