"""The page of the list of decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QTabBar, QWidget

from panelapp.domain.events import Topic
from panelapp.domain.values import long_date
from panelapp.queries.decision_list import DecisionGroup, DecisionsQuestion, decisions
from panelapp.queries.list_copies import ExportDecisions, export_decisions
from ui.components.button import Button
from ui.components.empty_state import EmptyState
from ui.components.layouts import clear, column
from ui.components.page import Page
from ui.components.place import Place
from ui.components.saved_copy import save_list_copy
from ui.components.table import RowTable
from ui.components.words import Words
from ui.screens.decisions.columns import COLUMNS

if TYPE_CHECKING:
    from panelapp.queries.decision_list import DecisionRow, DecisionsShown
    from ui.desk import Desk

MOST = 100
"""Finished decisions that are listed; older ones are found among the cases."""
_TABS = {
    DecisionGroup.WAITING: "Waiting for a decision",
    DecisionGroup.TO_DO: "To do after a decision",
    DecisionGroup.FINISHED: "Finished",
}
_EMPTY = {
    DecisionGroup.WAITING: (
        "Nothing waits for a decision",
        "A case stands here once the decision maker has its locked minutes.",
    ),
    DecisionGroup.TO_DO: (
        "Nothing is left to do",
        "After a decision people are told of it and may answer. What is still to do stands here.",
    ),
    DecisionGroup.FINISHED: (
        "No decision is finished yet",
        "A decision stands here once everything that follows from it is done.",
    ),
}
_YOURS = (
    "Nothing waits for you",
    "A case stands here once the panel adviser has sent you its locked minutes.",
)


class DecisionsPage(Page):
    """What waits for a decision, and with two more tabs what follows it and what is finished."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.CASES, Topic.MINUTES, Topic.DECISIONS, Topic.SITTINGS, Topic.AGENCY}
    )
    fills: ClassVar[bool] = True
    keeps_room: ClassVar[bool] = True

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page; nothing is asked yet."""
        super().__init__(desk, place, parent)
        self.set_title("Decisions", "What the agency decision maker decides, and what follows")
        self._is_decider = False
        self.save_button = self.add_action(Button("Save as Excel", self._save))
        self.save_button.hide()
        self._may_save = False
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Parts of the list of decisions")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words in _TABS.values():
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(lambda _: self._show_group())
        self.body.addWidget(self.tabs)
        self.tables: dict[DecisionGroup, RowTable[DecisionRow]] = {
            group: RowTable(_TABS[group], columns, id_of=lambda row: row.case_ref)
            for group, columns in COLUMNS.items()
        }
        for table in self.tables.values():
            self.body.addWidget(table, 1)
            table.keep_room()
            table.opened.connect(self._open)
            table.chosen.connect(self._say_next)
        self.next_up = self.add(Words(kind="muted"))
        self.open_button = self.add(Button("Open decision", self._open_current, "primary"))
        self._nothing = QWidget()
        self._nothing_column = column()
        self._nothing.setLayout(self._nothing_column)
        self.body.addWidget(self._nothing, 1)
        self._nothing.hide()

    @property
    def group(self) -> DecisionGroup:
        """The part that is shown."""
        return list(_TABS)[self.tabs.currentIndex()]

    @property
    def table(self) -> RowTable[DecisionRow]:
        """The rows of the part that is shown."""
        return self.tables[self.group]

    def reload(self) -> None:
        """Ask for every part: how many rows each has stands on its tab."""
        self.ask(decisions, DecisionsQuestion(finished_limit=MOST), self._show)

    def focus_start(self) -> None:
        """Put the keyboard on the rows, where there are any."""
        if not self.table.rows.rowCount():
            super().focus_start()
            return
        self.table.setFocus()
        if self.table.current() is None:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))

    def _show(self, shown: DecisionsShown) -> None:
        self._is_decider, self._may_save = shown.is_decider, shown.may_save
        for number, group in enumerate(_TABS):
            rows = shown.of(group)
            self.tables[group].show_rows(rows)
            self.tabs.setTabText(number, self._tab_words(group, len(rows)))
        self._show_group()

    def _tab_words(self, group: DecisionGroup, number: int) -> str:
        is_yours = self._is_decider and group is DecisionGroup.WAITING
        words = "Waiting for you" if is_yours else _TABS[group]
        is_cut = group is DecisionGroup.FINISHED and number >= MOST
        return f"{words} (newest {number})" if is_cut else f"{words} ({number})"

    def _show_group(self) -> None:
        has_rows = bool(self.table.rows.rowCount())
        for group, table in self.tables.items():
            table.setVisible(group is self.group and has_rows)
        clear(self._nothing_column)
        self._nothing.setVisible(not has_rows)
        if not has_rows:
            is_yours = self._is_decider and self.group is DecisionGroup.WAITING
            heading, words = _YOURS if is_yours else _EMPTY[self.group]
            self._nothing_column.addWidget(EmptyState(heading, words))
            self._nothing_column.addStretch(1)
        current = self.table.current() if has_rows else None
        self.open_button.setVisible(has_rows)
        self.save_button.setVisible(has_rows and self._may_save)
        self.next_up.setVisible(current is not None)
        if current is not None:
            self._say_next(current)

    def _say_next(self, row: DecisionRow) -> None:
        self.next_up.setText(_next_words(row))
        self.next_up.show()

    def _save(self) -> None:
        export = export_decisions, ExportDecisions(group=self.group)
        save_list_copy(self, f"Decisions, {_TABS[self.group].lower()}", export)

    def _open_current(self) -> None:
        row = self.table.current() or self.table.rows.row(0)
        self._open(row)

    def _open(self, row: DecisionRow) -> None:
        self.go(Place("decision", row.case_ref))


def _next_words(row: DecisionRow) -> str:
    """What is to do next about a case, and by when."""
    if row.why_not_you:
        return f"{row.why_not_you}. Another decision maker must decide {row.case_ref}."
    if not row.next_step:
        return f"Nothing is left to do in {row.case_ref}."
    words = f"Next: {row.next_step}."
    if row.due is None:
        return words
    verb = "was due" if row.is_late else "is due"
    return f"{words} It {verb} on {long_date(row.due)}."
