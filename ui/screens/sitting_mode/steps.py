"""The steps of hearing an item, as a list to walk down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.components.button import RowButton
from ui.components.layouts import column
from ui.components.task_list import TaskList, TaskRow
from ui.components.words import restyle
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from panelapp.queries.item_steps import Step, StepRow

ABOUT = "About this case"


class Steps(QWidget):
    """What the item is about, then its steps: which are done and which is next."""

    def __init__(
        self, chosen: Callable[[Step | None], object], parent: QWidget | None = None
    ) -> None:
        """``chosen`` is told the step that somebody goes to; ``None`` is about the case."""
        super().__init__(parent)
        self._chosen = chosen
        self._said: tuple[tuple[StepRow, ...], set[Step]] | None = None
        self._list = TaskList()
        self._list.setAccessibleName("Steps of this item")
        self.setLayout(column(self._list))

    def show_steps(self, steps: tuple[StepRow, ...], here: str, typed: Collection[Step]) -> None:
        """Show the steps and mark the one that is called ``here``.

        ``typed`` are those whose notes are on the page and not saved yet.
        """
        done = {step.step for step in steps if step.is_done} | set(typed)
        if (steps, done) == self._said:
            self._mark(here)
            return
        self._said = steps, done
        rows = [TaskRow(name=ABOUT, open=lambda: self._chosen(None))]
        rows.extend(
            TaskRow(
                name=step.words,
                status="Done" if step.step in done else "Next" if step.is_next else "",
                tone=Tone.INFO if step.is_next and step.step not in done else Tone.NEUTRAL,
                open=self._way_to(step.step),
            )
            for step in steps
        )
        self._list.show_groups([("", rows)])
        self._mark(here)

    def _way_to(self, step: Step) -> Callable[[], object]:
        return lambda: self._chosen(step)

    def _mark(self, name: str) -> None:
        """Mark the row of what is shown beside the list."""
        for button in self.findChildren(RowButton):
            is_here = button.property("task") == name
            button.setProperty("here", is_here)
            words = button.accessibleName().removesuffix(", shown now")
            button.setAccessibleName(f"{words}, shown now" if is_here else words)
            restyle(button)
