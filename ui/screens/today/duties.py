"""What is to do, in three groups by how near it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from panelapp.domain.labels import label
from panelapp.queries.today import When
from ui.components.button import Button, RowButton
from ui.components.layouts import column
from ui.components.task_list import TaskList, TaskRow
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from panelapp.queries.today import ToDo

SHOWN_AT_FIRST = {When.OVERDUE: 8, When.SOON: 8, When.LATER: 4}
SHOWN_MORE = 20
PRESSING_WORKING_DAYS = 2
_HEADINGS = {
    When.OVERDUE: "Late",
    When.SOON: "In the next 5 working days",
    When.LATER: "Later",
}


class DutyGroup(QWidget):
    """The duties of one group, the earliest first, and a way to see more of them."""

    widened = Signal()
    """Emitted when more duties are shown."""

    def __init__(self, when: When, parent: QWidget | None = None) -> None:
        """Start empty, and so hidden."""
        super().__init__(parent)
        self._when = when
        self._duties: Sequence[ToDo] = ()
        self._most = SHOWN_AT_FIRST[when]
        self._open: Callable[[ToDo], Callable[[], object] | None] = lambda _: None
        self._says_why = False
        self.list = TaskList()
        self.more = Button("", self._show_more, "link")
        self.setLayout(column(self.list, self.more, gap=SPACE.tiny))
        self.hide()

    def show_duties(
        self,
        duties: Sequence[ToDo],
        opener: Callable[[ToDo], Callable[[], object] | None],
        *,
        says_why: bool,
    ) -> None:
        """Show the first of the duties; ``opener`` gives the way to settle each."""
        self._duties, self._open, self._says_why = duties, opener, says_why
        self._show()

    def rows(self) -> list[RowButton]:
        """The rows that can be opened."""
        return [row for row in self.list.findChildren(RowButton) if row.isEnabled()]

    def _show(self) -> None:
        shown = self._duties[: self._most]
        self.setVisible(bool(shown))
        heading = f"{_HEADINGS[self._when]} ({len(self._duties)})"
        self.list.show_groups([(heading, [self._row(duty) for duty in shown])] if shown else [])
        left = len(self._duties) - len(shown)
        self.more.setText(_more_words(left))
        self.more.setAccessibleName(f"{_more_words(left)}: {_HEADINGS[self._when].lower()}")
        self.more.setVisible(left > 0)

    def _show_more(self) -> None:
        self._most += SHOWN_MORE
        self._show()
        self.widened.emit()

    def _row(self, duty: ToDo) -> TaskRow:
        return TaskRow(
            name=duty.words,
            detail=_detail(duty, says_why=self._says_why),
            due=duty.due_words,
            status="" if duty.when is When.LATER else duty.left_words.capitalize(),
            tone=_tone(duty),
            open=self._open(duty),
        )


def _more_words(left: int) -> str:
    return f"Show {left} more" if left <= SHOWN_MORE else f"Show {SHOWN_MORE} of {left} more"


def _detail(duty: ToDo, *, says_why: bool) -> str:
    whose = "" if duty.is_yours else label(duty.who)
    line = " · ".join(part for part in (duty.about, whose) if part)
    why = f"{duty.explanation} ({duty.citation})" if says_why else ""
    return "\n".join(part for part in (line, why) if part)


def _tone(duty: ToDo) -> Tone:
    if duty.when is When.OVERDUE:
        return Tone.PROBLEM
    is_pressing = duty.when is When.SOON and duty.working_days <= PRESSING_WORKING_DAYS
    return Tone.WARNING if is_pressing else Tone.NEUTRAL
