"""The audit trail: a filter, a table and a way to older rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from panelapp.queries.audit_trail import TrailPageQuestion
from ui.components.button import Button
from ui.components.fields import LineEdit
from ui.components.layouts import Card, left, row
from ui.components.table import RowTable
from ui.components.words import Words
from ui.screens.records.columns import COLUMNS

if TYPE_CHECKING:
    from panelapp.queries.audit_trail import TrailEntry, TrailPage

FILTER_AFTER = 250
"""Milliseconds without a key after which the trail is filtered."""
ROWS_SHOWN = 10
EXPORT = (
    "To hand out the whole trail, ask IT to run panelapp audit on this file. It writes every row"
    " with its seal."
)


class TrailCard(Card):
    """The newest rows, and older ones when they are asked for."""

    wanted = Signal(object)
    """Emitted with the question of the rows that are to be shown."""

    saving = Signal(str)
    """Emitted with the words that are looked for when the rows are to be saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent=parent)
        self._rows: list[TrailEntry] = []
        self._next: int | None = None
        layout = self.body
        layout.addWidget(Words("Audit trail", "heading"))
        layout.addLayout(self._filter_bar())
        self.table: RowTable[TrailEntry] = RowTable(
            "Audit trail", COLUMNS, id_of=lambda entry: entry.seq
        )
        layout.addWidget(self.table)
        self.nothing = Words("No row has all of these words.", "muted")
        layout.addWidget(self.nothing)
        self.older_button = Button("Show older rows", self._ask_older)
        self.save_button = Button(
            "Save as Excel", lambda: self.saving.emit(self.filter.text()), says="Save audit trail"
        )
        layout.addLayout(row(self.older_button, self.save_button))
        layout.addLayout(left(Words(EXPORT, "small").limited()))

    def question(self) -> TrailPageQuestion:
        """The newest rows that the filter lets through."""
        return TrailPageQuestion(text=self.filter.text())

    def show_newest(self, page: TrailPage) -> None:
        """Show the newest rows in place of what was there."""
        self._rows = []
        self.show_older(page)

    def show_older(self, page: TrailPage) -> None:
        """Show further rows under those that are there."""
        if not self._rows:
            self._matching = page.matching
        self._rows.extend(page.rows)
        self._next = page.next_before
        self.table.show_rows(self._rows)
        self.table.fit_height(ROWS_SHOWN)
        self.table.setVisible(bool(self._rows))
        self.nothing.setVisible(not self._rows)
        self.older_button.setVisible(self._next is not None)
        self.save_button.setVisible(page.may_save and bool(self._rows))
        self.count.setText(f"{len(self._rows)} of {self._matching} rows")

    def _filter_bar(self) -> QHBoxLayout:
        self.filter = LineEdit(30)
        self.filter.setObjectName("filter")
        self.filter.setAccessibleName("Find in the audit trail: who, as what, what or about what")
        label = Words("Find", "label", wrap=False)
        label.setBuddy(self.filter)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(FILTER_AFTER)
        self._wait.timeout.connect(lambda: self.wanted.emit(self.question()))
        self.filter.textEdited.connect(lambda _: self._wait.start())
        self.count = Words(kind="muted", wrap=False)
        bar = QHBoxLayout()
        bar.addWidget(label)
        bar.addWidget(self.filter)
        bar.addStretch(1)
        bar.addWidget(self.count)
        return bar

    def _ask_older(self) -> None:
        self.wanted.emit(TrailPageQuestion(text=self.filter.text(), before=self._next))
