"""The agenda: items to choose from, and what can be done with the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QWidget

from panelapp.domain.values import long_date
from panelapp.queries.sitting_rows import SittingAction, Stage
from ui.components.button import Button
from ui.components.layouts import clear, column, row
from ui.components.words import Words
from ui.screens.sitting.item_row import ItemRow
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from panelapp.queries.sitting_rows import AgendaRow, SittingPage

_AHEAD = frozenset({Stage.PLANNED, Stage.PAPERS_OUT, Stage.TODAY})


class AgendaCard(QFrame):
    """The items in their order. The signals give the case, or the cases in their new order."""

    add_wanted = Signal()
    opened = Signal(str)
    take_off_wanted = Signal(str)
    ordered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without items."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName("Agenda")
        self.length = Words(kind="muted")
        self._rows = column(gap=0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(lambda _: self._mark())
        self.off = Words(kind="muted")
        self.add_button = Button("Add item", self.add_wanted.emit, keys="Ctrl+Shift+A")
        self.up_button = Button("Move up", lambda: self._move(-1), keys="Alt+Up")
        self.down_button = Button("Move down", lambda: self._move(1), keys="Alt+Down")
        self.open_button = Button("Open case", lambda: self.opened.emit(self.chosen))
        self.off_button = Button(
            "Take off", lambda: self.take_off_wanted.emit(self.chosen), says="Take off the agenda"
        )
        # What can be done is not known before there is an agenda.
        for button in (
            self.add_button,
            self.up_button,
            self.down_button,
            self.open_button,
            self.off_button,
        ):
            button.hide()
        layout = column(Words("Agenda", "heading"), self.length, margin=SPACE.large)
        layout.addLayout(self._rows)
        layout.addWidget(self.off)
        layout.addLayout(row(self.open_button, self.up_button, self.down_button, self.off_button))
        layout.addWidget(self.add_button)
        layout.addStretch(1)
        self.setLayout(layout)
        self._sitting: SittingPage | None = None

    @property
    def chosen(self) -> str:
        """The case of the item that is chosen; empty where there is none."""
        button = self._group.checkedButton()
        return button.case if isinstance(button, ItemRow) else ""

    def rows(self) -> list[ItemRow]:
        """The rows in their order."""
        return [button for button in self._group.buttons() if isinstance(button, ItemRow)]

    def show_sitting(self, sitting: SittingPage) -> None:
        """Show the items; the one that was chosen stays chosen, with the keyboard on it."""
        chosen, had_keys = self.chosen, any(item.hasFocus() for item in self.rows())
        self._sitting = sitting
        self._fill(sitting)
        self.choose(chosen, takes_keys=had_keys)
        self.length.setText(_length(sitting))
        self.off.setText("\n".join(_taken_off(item) for item in sitting.taken_off))
        self.off.setVisible(bool(sitting.taken_off))
        self._mark()

    def choose(self, case: str, *, takes_keys: bool = False) -> None:
        """Choose the item of a case, or the first where it is not there."""
        rows = self.rows()
        found = next((item for item in rows if item.case == case), rows[0] if rows else None)
        if found is not None:
            found.setChecked(True)
            if takes_keys:
                found.setFocus()

    def _fill(self, sitting: SittingPage) -> None:
        for old in self.rows():
            self._group.removeButton(old)
        clear(self._rows)
        is_ahead = sitting.stage in _AHEAD
        for item in sitting.agenda:
            shown = ItemRow(item, is_ahead=is_ahead)
            shown.opened.connect(self.opened)
            self._group.addButton(shown)
            self._rows.addWidget(shown)
            # A part that is not shown yet would not take the keyboard.
            shown.show()

    def _mark(self) -> None:
        """Show what can be done with the item that is chosen."""
        if self._sitting is None:
            return
        item = self._item()
        places = [shown.case for shown in self._sitting.agenda]
        at = places.index(item.case) if item else -1
        may_order = self._sitting.allows(SittingAction.ORDER)
        self.add_button.setVisible(self._sitting.allows(SittingAction.ADD_ITEM))
        for button, is_possible in (
            (self.up_button, at > 0),
            (self.down_button, at < len(places) - 1),
        ):
            button.setVisible(may_order)
            button.setEnabled(is_possible)
        self.open_button.setVisible(item is not None)
        self.off_button.setVisible(item is not None and not item.why_not_taken_off)

    def _item(self) -> AgendaRow | None:
        agenda = self._sitting.agenda if self._sitting else ()
        return next((item for item in agenda if item.case == self.chosen), None)

    def _move(self, step: int) -> None:
        if self._sitting is None or not self.chosen:
            return
        cases = [item.case for item in self._sitting.agenda]
        at = cases.index(self.chosen)
        if 0 <= at + step < len(cases):
            cases[at], cases[at + step] = cases[at + step], cases[at]
            self.ordered.emit((*cases, *(item.case for item in self._sitting.taken_off)))


def _length(sitting: SittingPage) -> str:
    number = len(sitting.agenda)
    if not number:
        return "No case is on the agenda yet."
    items = "1 item" if number == 1 else f"{number} items"
    hours, minutes = divmod(sitting.minutes_planned, 60)
    parts = [
        f"{hours} hour{'s' * (hours != 1)}" if hours else "",
        f"{minutes} minutes" if minutes else "",
    ]
    planned = " ".join(part for part in parts if part)
    return f"{items}, {planned} planned" if planned else items


def _taken_off(item: AgendaRow) -> str:
    on = f" on {long_date(item.withdrawn_on)}" if item.withdrawn_on else ""
    return f"{item.case} was taken off{on}: {item.withdrawn_because}"
