"""The bar at the foot of the minutes: save, bring them on, and ways to see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from panelapp.queries.minutes_page import MinutesAct
from ui.components.button import Button
from ui.components.layouts import row
from ui.components.words import restyle
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from panelapp.queries.minutes_list import MinutesRow
    from panelapp.queries.minutes_page import MinutesPage as Minutes


class Foot(QFrame):
    """One main button: save what is typed, or take the next step of the minutes."""

    saved = Signal()
    checked = Signal()
    locked = Signal()
    sent = Signal()
    compared = Signal()
    previewed = Signal()
    gone_on = Signal(str)
    """Emitted with the case whose minutes come next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without minutes."""
        super().__init__(parent)
        self.setProperty("kind", "foot")
        self.setAccessibleName("What to do with these minutes")
        self.save_button = Button("Save minutes", self.saved.emit)
        self.check_button = Button("Check finished, send to chair", self.checked.emit, "primary")
        self.lock_button = Button("Lock minutes", self.locked.emit, "primary", keys="Ctrl+Shift+L")
        self.send_button = Button("Send to the decision maker", self.sent.emit, "primary")
        self.compare_button = Button("Compare drafts", self.compared.emit)
        self.preview_button = Button("Preview and print", self.previewed.emit)
        self._next_case = ""
        self.next_button = Button("", lambda: self.gone_on.emit(self._next_case))
        self.next_button.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.huge, SPACE.small, SPACE.huge, SPACE.small)
        layout.addLayout(
            row(
                self.check_button,
                self.lock_button,
                self.send_button,
                self.save_button,
                self.compare_button,
                self.preview_button,
                self.next_button,
                gap=SPACE.medium,
            )
        )

    def show_minutes(self, minutes: Minutes, *, is_typed: bool) -> None:
        """Offer what can be done now; ``is_typed`` where text is not saved yet."""
        for act, button in (
            (MinutesAct.CHECK, self.check_button),
            (MinutesAct.LOCK, self.lock_button),
            (MinutesAct.SEND, self.send_button),
        ):
            is_next = minutes.next_act is act and minutes.act(act).is_possible
            button.setVisible(is_next and not is_typed)
        self.save_button.setVisible(minutes.act(MinutesAct.WRITE).is_possible)
        self.save_button.setEnabled(is_typed)
        self.save_button.setProperty("kind", "primary" if is_typed else "secondary")
        restyle(self.save_button)
        self.compare_button.setVisible(len(minutes.versions) > 1)

    def show_next(self, row: MinutesRow | None) -> None:
        """Offer the next minutes of the sitting that are not final, if there are any."""
        self._next_case = row.case if row else ""
        self.next_button.setText(f"Minutes of item {row.number} >" if row else "")
        self.next_button.setAccessibleName(f"Minutes of item {row.number}" if row else "")
        self.next_button.setVisible(row is not None)
