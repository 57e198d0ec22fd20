"""The bar at the foot of the chair's screen: what is recorded, and the way to other items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.components.button import Button
from ui.components.layouts import row
from ui.components.words import restyle
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from panelapp.queries.sitting_mode import SittingModePage as Sitting


class Foot(QFrame):
    """The main button of an item, a deferral, and the items before and after."""

    recommend = Signal()
    defer = Signal()
    minutes = Signal()
    agenda = Signal()
    item = Signal(str)
    """Emitted with the case of the item that somebody goes to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without an item."""
        super().__init__(parent)
        self.setProperty("kind", "foot")
        self.setAccessibleName("Recommendation and items")
        self._before = self._after = ""
        self.recommend_button = Button(
            "Record recommendation", self.recommend.emit, "primary", keys="Ctrl+R"
        )
        self.defer_button = Button("Defer item", self.defer.emit)
        self.minutes_button = Button("Open the minutes", self.minutes.emit)
        self.before_button = Button(
            "< Previous item", lambda: self.item.emit(self._before), keys="Ctrl+Left"
        )
        self.agenda_button = Button("All items", self.agenda.emit)
        self.after_button = Button(
            "Next item >", lambda: self.item.emit(self._after), keys="Ctrl+Right"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.huge, SPACE.small, SPACE.huge, SPACE.small)
        layout.addLayout(
            row(
                self.recommend_button,
                self.defer_button,
                self.minutes_button,
                self.before_button,
                self.agenda_button,
                self.after_button,
                gap=SPACE.medium,
            )
        )

    def show_sitting(self, sitting: Sitting) -> None:
        """Offer what can be done with the item now."""
        item = sitting.item
        can_record = (
            item is not None
            and not item.closed
            and not sitting.lies_ahead
            and not sitting.room.why_not_record
        )
        self.recommend_button.setVisible(can_record)
        self.defer_button.setVisible(
            can_record
            and item is not None
            and any(choice.is_deferral for choice in item.recommendation.choices)
        )
        said = item.recommendation.said if item else None
        is_confirmed = said is not None and said.is_confirmed
        self.minutes_button.setVisible(item is not None and not sitting.lies_ahead)
        self._before, self._after = sitting.previous_case or "", sitting.next_case or ""
        self.before_button.setVisible(bool(self._before))
        self.after_button.setVisible(bool(self._after))
        self.after_button.setProperty("kind", "primary" if is_confirmed else "secondary")
        restyle(self.after_button)
