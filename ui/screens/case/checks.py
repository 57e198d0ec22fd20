"""The tab of the checks of a case: how far the list is, and each line with its status."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from panelapp.domain.rules.assessment import CheckState
from panelapp.queries.case_page import CaseAction
from ui.components.button import Button
from ui.components.layouts import column, row
from ui.components.task_list import TaskList, TaskRow
from ui.components.words import Words
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from panelapp.queries.case_page import CasePage, CheckRow

_TONES: Mapping[CheckState, Tone] = {
    CheckState.ASKED: Tone.INFO,
    CheckState.LATE: Tone.PROBLEM,
    CheckState.EXPIRES_SOON: Tone.WARNING,
    CheckState.EXPIRED: Tone.PROBLEM,
}


class Checks(QWidget):
    """The list of checks; what somebody wants with them is said by signals."""

    record_wanted = Signal(object)
    ask_wanted = Signal()
    chase_wanted = Signal()
    add_wanted = Signal()
    refuse_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.summary = Words(kind="subheading")
        self.stage_1 = Words(kind="muted")
        self.rows = TaskList()
        self.ask = Button("Ask for several", self.ask_wanted.emit)
        self.chase = Button("Chase several", self.chase_wanted.emit)
        self.add = Button("Add a check", self.add_wanted.emit)
        self.refuse = Button("Refuse at stage 1", self.refuse_wanted.emit, "danger")
        acts = QWidget()
        acts.setLayout(row(self.ask, self.chase, self.add))
        ending = QWidget()
        ending.setLayout(row(self.refuse))
        self.setLayout(
            column(self.summary, self.stage_1, acts, self.rows, ending, gap=SPACE.medium)
        )

    def show_checks(self, page: CasePage) -> None:
        """Show every line under its part, and what can be done with them now."""
        checks, may = page.checks, page.may(CaseAction.RECORD_CHECKS)
        self.summary.setText(checks.summary)
        self.stage_1.setText(checks.stage_1)
        self.stage_1.setVisible(bool(checks.stage_1))
        self.ask.setVisible(may and any(line.can_be_asked_for for line in checks.rows))
        self.chase.setVisible(may and any(line.can_be_chased for line in checks.rows))
        self.add.setVisible(may)
        self.refuse.setVisible(page.may(CaseAction.REFUSE_AT_STAGE_1))
        self.rows.show_groups(
            (f"{group.heading} ({group.source})" if group.source else group.heading, list(lines))
            for group in checks.groups
            if (lines := tuple(self._rows(group.rows, may=may)))
        )

    def _rows(self, lines: tuple[CheckRow, ...], *, may: bool) -> Iterator[TaskRow]:
        for line in lines:
            yield TaskRow(
                name=line.title,
                status=line.status,
                tone=_TONES.get(line.state, Tone.NEUTRAL),
                detail=line.words,
                open=partial(self.record_wanted.emit, line) if may else None,
            )
