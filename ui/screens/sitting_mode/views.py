"""Where each member stands, by name: who has spoken, and who has still to speak."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.actions.recommendations import View
from panelapp.domain.vocabulary import PositionTaken
from ui.components.fields import ChoiceField, Field, TextField
from ui.components.form import Form
from ui.components.layouts import row
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from panelapp.queries.recommendations import MemberStand

STILL_TO_SPEAK = "Still to speak"
POSITIONS = (
    (PositionTaken.SUPPORTS, "Supports"),
    (PositionTaken.DOES_NOT_SUPPORT, "Does not support"),
    (PositionTaken.ABSTAINS, "Abstains"),
)


@dataclass(frozen=True)
class Stand:
    """A position, or none yet, with the words of a reservation or of dissent."""

    position: PositionTaken | None = None
    words: str = ""


class StandField(Field[Stand]):
    """One member's position and words, side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with a member who has still to speak."""
        super().__init__(parent)
        self._position: ChoiceField[PositionTaken] = ChoiceField(POSITIONS, none=STILL_TO_SPEAK)
        self._words = TextField(width=34)
        self._words.edit.setMaxLength(2000)
        self._words.edit.setPlaceholderText("In their words")
        self._position.entered.connect(self.entered)
        self._words.entered.connect(self.entered)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self._position, self._words, gap=SPACE.medium))

    def value(self) -> Stand:
        return Stand(self._position.value(), self._words.value())

    def set_value(self, value: Stand) -> None:
        self._position.set_value(value.position)
        self._words.set_value(value.words)

    def draft(self) -> str:
        text = f"{self._position.draft()}\n{self._words.draft()}"
        return text if text.strip() else ""

    def set_draft(self, text: str) -> None:
        position, _, words = text.partition("\n")
        self._position.set_draft(position)
        self._words.set_draft(words)

    def focus_target(self) -> QWidget:
        return self._position.focus_target()

    def name(self, label: str, hint: str = "") -> None:
        self._position.name(f"{label}, position", hint)
        self._words.name(f"{label}, in their words", hint)


class ViewsForm(Form):
    """The members who take part in an item, each with where they stand."""

    def __init__(self, stands: tuple[MemberStand, ...], parent: QWidget | None = None) -> None:
        """Show those who take part, and whoever has a view recorded though they do not."""
        super().__init__(parent)
        self.members = tuple(stand.member for stand in stands)
        for stand in stands:
            hint = "" if stand.takes_part else "Does not take part in this item"
            field = self.add(stand.member, stand.name, StandField(), hint)
            field.set_value(Stand(stand.position, stand.words))

    def stands(self) -> dict[str, Stand]:
        """Where each member stands as it is on the page."""
        return {member: self.field(member).value() for member in self.members}

    def views(self) -> tuple[View, ...]:
        """The views of those who have spoken, for the recommendation."""
        return tuple(
            View(member=member, position=stand.position, words=stand.words)
            for member, stand in self.stands().items()
            if stand.position is not None
        )
