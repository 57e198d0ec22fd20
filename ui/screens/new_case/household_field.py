"""One household, found by name or reference and chosen from a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from ui.components.fields import Field, LineEdit, WrongValue
from ui.components.table import RowTable
from ui.components.words import Words
from ui.models.rows import Column
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from panelapp.queries.household_list import HouseholdRow

FILTER_AFTER = 150
"""Milliseconds without a key after which households are asked for again."""
MOST = 50
"""Households offered at once; more are found by typing."""


COLUMNS: tuple[Column[HouseholdRow], ...] = (
    Column(title="Who", text=lambda row: row.names),
    Column(title="Household", text=lambda row: row.household, width=12),
    Column(title="Approval", text=lambda row: row.standing, width=28),
)


class HouseholdField(Field["HouseholdRow | None"]):
    """A line to type in and the households that hold what is typed."""

    searched = Signal(str)
    """Emitted with what is typed, when households are to be asked for."""
    settled = Signal()
    """Emitted when somebody chose a household with Enter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without households."""
        super().__init__(parent)
        self._chosen: HouseholdRow | None = None
        self.edit = LineEdit(34)
        self.edit.setPlaceholderText("Name or reference")
        self.table: RowTable[HouseholdRow] = RowTable(
            "Households", COLUMNS, id_of=lambda row: row.household
        )
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _: self.settled.emit())
        self.said = Words(kind="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.small)
        for part in (self.edit, self.table, self.said):
            layout.addWidget(part)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(FILTER_AFTER)
        self._wait.timeout.connect(lambda: self.searched.emit(self.edit.text()))
        self.edit.textEdited.connect(lambda _: self._wait.start())
        self.show_rows([])

    def show_rows(self, rows: list[HouseholdRow]) -> None:
        """Offer households; what was chosen stays chosen where it is still there."""
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.table.fit_height(6)
        if self._chosen is not None:
            self.table.select(self._chosen.household)
        self._say(len(rows))

    def value(self) -> HouseholdRow | None:
        if self._chosen is None:
            raise WrongValue("Choose the household that the case is about.")
        return self._chosen

    def set_value(self, value: HouseholdRow | None) -> None:
        self._chosen = value
        if value is not None:
            self.table.select(value.household)

    def draft(self) -> str:
        return self.edit.text()

    def set_draft(self, text: str) -> None:
        self.edit.setText(text)
        self.searched.emit(text)

    def focus_target(self) -> QWidget:
        return self.edit

    def _choose(self, row: HouseholdRow) -> None:
        if self._chosen is None or self._chosen.household != row.household:
            self._chosen = row
            self._say(self.table.rows.rowCount())
            self.entered.emit()

    def _say(self, number: int) -> None:
        if self._chosen is not None:
            self.said.setText(f"Chosen: {self._chosen.names} ({self._chosen.household}).")
        elif not number:
            self.said.setText("No household is found.")
        elif number == MOST:
            self.said.setText(f"The first {MOST} households. Type more of the name to find others.")
        else:
            self.said.setText("")
