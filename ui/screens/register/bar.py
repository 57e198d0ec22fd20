"""What narrows the register: words, and the day that it is shown for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.components.button import Button
from ui.components.fields import DateField, LineEdit, WrongValue
from ui.components.layouts import column, row
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    import datetime as dt

FILTER_AFTER = 150
"""Milliseconds without a key after which the list is asked for again."""


class RegisterBar(QWidget):
    """One line above the lists, or more where the window is narrow."""

    asked = Signal()
    """Emitted when the lists are to be asked for again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Look for nothing, on today's register."""
        super().__init__(parent)
        self.on: dt.date | None = None
        self.filter = LineEdit(26)
        self.filter.setObjectName("filter")
        self.filter.setAccessibleName("Find a household by name, reference or address")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(FILTER_AFTER)
        self._wait.timeout.connect(self.asked)
        self.filter.textEdited.connect(lambda _: self._wait.start())
        self.day = DateField(what="The day of the register")
        self.day.name("Register as on")
        for box in self.day.findChildren(QLineEdit):
            box.returnPressed.connect(self._show_day)
        self.show_button = Button("Show this day", self._show_day)
        self.today_button = Button("Show today", self._show_today, "link")
        self.problem = Words(kind="error")
        self._lay_out()

    @property
    def text(self) -> str:
        """The words that are looked for."""
        return self.filter.text()

    def clear_words(self) -> None:
        """Look for nothing."""
        self.filter.clear()
        self.asked.emit()

    def show_day(self, on: dt.date, *, is_today: bool) -> None:
        """Show the day that was answered for."""
        self.day.set_value(on)
        self.problem.hide()
        for part in self._dated:
            part.show()
        self.today_button.setVisible(not is_today)

    def show_no_day(self) -> None:
        """Hide the day from a list that has none."""
        self.problem.hide()
        for part in (*self._dated, self.today_button):
            part.hide()

    def _show_day(self) -> None:
        try:
            self.on = self.day.value()
        except WrongValue as wrong:
            self.problem.setText(f"Error: {wrong}")
            self.problem.show()
            self.day.mark(is_wrong=True)
            self.day.focus_target().setFocus()
            return
        self.day.mark(is_wrong=False)
        self.asked.emit()

    def _show_today(self) -> None:
        self.on = None
        self.day.mark(is_wrong=False)
        self.asked.emit()
        self.day.focus_target().setFocus()

    def _lay_out(self) -> None:
        find, as_on = Words("Find", "label", wrap=False), Words("As on", "label", wrap=False)
        find.setBuddy(self.filter)
        as_on.setBuddy(self.day.focus_target())
        gap = QWidget()
        gap.setFixedSize(SPACE.small, 1)
        self._dated = (as_on, self.day, self.show_button)
        self.today_button.hide()
        self.problem.hide()
        layout = column(gap=SPACE.tiny)
        layout.addLayout(row(find, self.filter, gap, *self._dated, self.today_button))
        layout.addWidget(self.problem)
        self.setLayout(layout)
