"""Every item of the sitting with how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from panelapp.queries.sitting_mode import ItemState
from ui.components.empty_state import EmptyState
from ui.components.layouts import Card, column
from ui.components.task_list import TaskList, TaskRow
from ui.components.words import Words
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.queries.sitting_mode import AgendaRow
    from panelapp.queries.sitting_mode import SittingModePage as Sitting

TONES = {
    ItemState.CONFIRMED: Tone.GOOD,
    ItemState.LOCKED: Tone.GOOD,
    ItemState.IN_PROGRESS: Tone.INFO,
    ItemState.DRAFTED: Tone.INFO,
}


class Agenda(QWidget):
    """The items in order, each a way to it."""

    def __init__(
        self,
        sitting: Sitting,
        go: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        """Show the items of a sitting."""
        super().__init__(parent)
        if not sitting.items:
            empty = EmptyState(
                "No items yet",
                "An item is a case on the agenda. Put cases on it in the sitting's plan.",
            )
            self.setLayout(column(empty))
            return
        rows = TaskList()
        rows.show_groups([("", [_row(item, go) for item in sitting.items])])
        heading = "All items" if sitting.item else "Every item is concluded"
        self.setLayout(column(Words(heading, "heading"), Card(rows)))


def _row(item: AgendaRow, go: Callable[[str], object]) -> TaskRow:
    return TaskRow(
        name=f"{item.number}. {item.names}",
        detail=f"{item.case_type}, {item.case}",
        status=item.words,
        tone=TONES.get(item.state, Tone.NEUTRAL),
        open=lambda: go(item.case),
    )
