"""The page of the list of cases: find one, open it, or open a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from panelapp.domain.events import Topic
from panelapp.queries.case_choice import CasesQuestion
from panelapp.queries.case_list import cases_shown
from ui.components.button import Button
from ui.components.empty_state import EmptyState
from ui.components.layouts import clear, column
from ui.components.page import Page
from ui.components.place import Place
from ui.components.table import RowTable
from ui.components.words import Words
from ui.screens.cases.columns import COLUMNS, next_words
from ui.screens.cases.filter_bar import FilterBar

if TYPE_CHECKING:
    from panelapp.queries.case_list import CaseRow, CasesShown
    from ui.desk import Desk

MOST = 300
"""Cases shown at once; more are found by typing."""


class CasesPage(Page):
    """Open cases, or all of them, the newest first."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.CASES, Topic.SITTINGS, Topic.MINUTES, Topic.DECISIONS, Topic.AGENCY}
    )
    fills: ClassVar[bool] = True

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page; nothing is asked yet."""
        super().__init__(desk, place, parent)
        self.set_title("Cases", "Each case is one matter for the panel")
        self.new_button = self.add_action(
            Button("New case", self._new_case, "primary", keys="Ctrl+N")
        )
        self.new_button.hide()
        self.chase_button = self.add_action(
            Button("Checks to chase", lambda: self.go(Place("chase_list")))
        )
        self.chase_button.hide()
        self.filter_bar = self.add(FilterBar())
        self.filter_bar.asked.connect(self.reload)
        self.more = self.add(Words(kind="muted"))
        self.table: RowTable[CaseRow] = RowTable("Cases", COLUMNS, id_of=lambda row: row.case)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._say_next)
        self.body.addWidget(self.table, 1)
        self.next_up = self.add(Words(kind="muted"))
        self._nothing = QWidget()
        self._nothing_layout = column()
        self._nothing.setLayout(self._nothing_layout)
        self.body.addWidget(self._nothing, 1)
        self._nothing.hide()

    def reload(self) -> None:
        """Ask for the cases that the filter lets through."""
        self.ask(
            cases_shown,
            CasesQuestion(
                text=self.filter_bar.text,
                open_only=self.filter_bar.open_only,
                case_types=self.filter_bar.case_types,
                limit=MOST,
            ),
            self._show,
        )

    def _show(self, shown: CasesShown) -> None:
        self.new_button.setVisible(not shown.why_not_open)
        self.chase_button.setVisible(not shown.why_not_open)
        self.table.show_rows(shown.rows)
        self.table.setVisible(bool(shown.rows))
        self.filter_bar.setVisible(shown.has_any)
        self.filter_bar.show_number(len(shown.rows), has_more=shown.has_more)
        self.more.setText(
            f"The newest {MOST} are shown. Type a name or a reference to find others."
        )
        self.more.setVisible(shown.has_more)
        self._show_nothing(shown)
        current = self.table.current()
        self.next_up.setVisible(current is not None)
        if current is not None:
            self._say_next(current)

    def _show_nothing(self, shown: CasesShown) -> None:
        clear(self._nothing_layout)
        self._nothing.setVisible(not shown.rows)
        if not shown.rows:
            self._nothing_layout.addWidget(self._empty_state(shown))
            self._nothing_layout.addStretch(1)

    def _empty_state(self, shown: CasesShown) -> EmptyState:
        if shown.has_any:
            return EmptyState(
                "No case is found",
                "Cases are found by reference and by the names of applicants and carers.",
                ("Show all cases", self._show_all),
            )
        if shown.why_not_open:
            return EmptyState(
                "No cases for you yet",
                "Here are the cases of sittings that you are asked to, and those that wait for"
                " your decision.",
            )
        return EmptyState(
            "No cases yet",
            "A case is one matter for the panel, for example an approval or a review.",
            ("New case", self._new_case),
            ("Import from a spreadsheet", lambda: self.go(Place("workbook"))),
        )

    def _say_next(self, row: CaseRow) -> None:
        self.next_up.setText(next_words(row))
        self.next_up.show()

    def _show_all(self) -> None:
        self.filter_bar.show_all()
        self.filter_bar.filter.setFocus()

    def _new_case(self) -> None:
        self.go(Place("new_case"))

    def _open(self, row: CaseRow) -> None:
        self.go(Place("case", row.case))
