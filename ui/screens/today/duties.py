"""What is to do, in three groups by how near it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from panelapp.domain.labels import label
from panelapp.queries.today import When
from ui.components.button import Button, RowButton
from ui.components.layouts import column, row
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
        self.all = Button("", self._show_all, "link")
        layout = column(self.list, gap=SPACE.tiny)
        layout.addLayout(row(self.more, self.all, gap=SPACE.large))
        self.setLayout(layout)
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
        return [one for one in self.list.findChildren(RowButton) if one.isEnabled()]

    def _show(self) -> None:
        shown = self._duties[: self._most]
        self.setVisible(bool(shown))
        heading = f"{_HEADINGS[self._when]} ({len(self._duties)})"
        self.list.show_groups([(heading, [self._row(duty) for duty in shown])] if shown else [])
        left = len(self._duties) - len(shown)
        self.more.setText(_more_words(left))
        self.more.setAccessibleName(f"{_more_words(left)}: {_HEADINGS[self._when].lower()}")
        self.more.setVisible(left > 0)
        self.all.setText(f"Show all {len(self._duties)}")
        self.all.setAccessibleName(f"{self.all.text()}: {_HEADINGS[self._when].lower()}")
        self.all.setVisible(left > SHOWN_MORE)

    def _show_more(self) -> None:
        self._widen(self._most + SHOWN_MORE)

    def _show_all(self) -> None:
        self._widen(len(self._duties))

    def _widen(self, most: int) -> None:
        """Show more, and go on where the list ended before."""
        at = len(self.rows())
        self._most = most
        self._show()
        self.widened.emit()
        if len(self.rows()) > at:
            self.rows()[at].setFocus(Qt.FocusReason.OtherFocusReason)

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
    if not says_why:
        return " · ".join(part for part in (duty.about, whose, duty.citation) if part)
    line = " · ".join(part for part in (duty.about, whose) if part)
    rule = f"{duty.citation}: {duty.rule_says}"
    return "\n".join(part for part in (line, duty.explanation, rule) if part)


def _tone(duty: ToDo) -> Tone:
    if duty.when is When.OVERDUE:
        return Tone.PROBLEM
    is_pressing = duty.when is When.SOON and duty.working_days <= PRESSING_WORKING_DAYS
    return Tone.WARNING if is_pressing else Tone.NEUTRAL
