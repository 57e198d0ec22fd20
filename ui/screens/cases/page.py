"""The page of the list of cases: find one, open it, or open a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from panelapp.domain.events import Topic
from panelapp.queries.case_list import cases_shown
from panelapp.queries.list_copies import ExportCases, export_cases
from ui.components.banner import announce
from ui.components.button import Button
from ui.components.empty_state import EmptyState
from ui.components.filter_bar import FilterBar
from ui.components.layouts import clear, column, row
from ui.components.page import Page
from ui.components.place import Place
from ui.components.saved_copy import save_list_copy
from ui.components.saved_views import SavedViews
from ui.components.table import RowTable
from ui.components.words import Words
from ui.screens.cases.columns import COLUMNS, FILTERS, next_words, question

if TYPE_CHECKING:
    from panelapp.queries.case_list import CaseRow, CasesShown
    from ui.desk import Desk

MOST = 200
"""Cases shown at once; as many more come each time that they are asked for."""


class CasesPage(Page):
    """Open cases, or all of them, the newest first."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.CASES, Topic.SITTINGS, Topic.MINUTES, Topic.DECISIONS, Topic.AGENCY}
    )
    fills: ClassVar[bool] = True
    keeps_room: ClassVar[bool] = True

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
        self.save_button = self.add_action(Button("Save as Excel", self._save))
        self.save_button.hide()
        self._limit = MOST
        self.views = SavedViews(self, "cases")
        self.filter_bar = self.add(
            FilterBar(
                "Find a case by reference or name",
                FILTERS,
                COLUMNS,
                unsorted="Newest first",
                view=self.views.choice,
                under=self.views.acts,
            )
        )
        self.filter_bar.asked.connect(self._ask_anew)
        self.views.serve(self.filter_bar)
        self.table: RowTable[CaseRow] = RowTable(
            "Cases", COLUMNS, id_of=lambda row: row.case, selects_many=True
        )
        self.table.sort_asked.connect(self._sort)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._say_next)
        self.table.keep_room()
        self.body.addWidget(self.table, 1)
        self.table.selected.connect(self._show_selected)
        self.number_selected = Words(kind="strong", wrap=False)
        self.agenda_button = Button("Put on an agenda", self._put_on_agenda)
        self.none_button = Button("Select none", self.table.clearSelection, "link")
        self.many = self.add(QWidget())
        self.many.setLayout(row(self.number_selected, self.agenda_button, self.none_button))
        self.many.hide()
        self._may_change = False
        self.more_button = self.add(Button("Show more cases", self._show_more, "link"))
        self.more_button.hide()
        self.next_up = self.add(Words(kind="muted"))
        self._nothing = QWidget()
        self._nothing_layout = column()
        self._nothing.setLayout(self._nothing_layout)
        self.body.addWidget(self._nothing, 1)
        self._nothing.hide()

    def reload(self) -> None:
        """Ask for the cases that the filter lets through."""
        asked = self.filter_bar.value()
        self.table.show_sort(asked.sort, is_descending=asked.is_descending)
        self.ask(cases_shown, question(asked, self._limit), self._show)
        self.views.begin()

    def _ask_anew(self) -> None:
        self._limit = MOST
        self.reload()

    def _sort(self, sort: str, is_descending: bool) -> None:  # noqa: FBT001 - a signal's
        self.filter_bar.show_sort(sort, is_descending=is_descending)
        self._ask_anew()

    def _show_more(self) -> None:
        self._limit += MOST
        self.reload()
        self.table.setFocus()

    def _show(self, shown: CasesShown) -> None:
        self._may_change = not shown.why_not_open
        self.new_button.setVisible(self._may_change)
        self.chase_button.setVisible(not shown.why_not_open)
        self.save_button.setVisible(not shown.why_not_open and bool(shown.rows))
        self.table.show_rows(shown.rows)
        self.table.setVisible(bool(shown.rows))
        self.filter_bar.setVisible(shown.has_any)
        self.filter_bar.show_number(shown.found, "case", "cases")
        self.filter_bar.set_options("sitting", shown.sittings)
        self.filter_bar.set_options("worker", [(name, name) for name in shown.social_workers])
        self.more_button.setText(f"Show more: {len(shown.rows):,} of {shown.found:,} are shown")
        self.more_button.setVisible(shown.has_more)
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
        self.filter_bar.clear_all()

    def _show_selected(self, number: int) -> None:
        """Offer what the office does with several cases at once, where several are selected."""
        self.number_selected.setText(f"{number} selected")
        self.many.setVisible(number > 1 and self._may_change)
        if number > 1:
            announce(self, f"{number} selected")

    def _put_on_agenda(self) -> None:
        self.go(Place("many_cases", *(one.case for one in self.table.selected_rows())))

    def _save(self) -> None:
        asked = question(self.filter_bar.value())
        save_list_copy(self, "Cases", (export_cases, ExportCases(**vars(asked))))

    def _new_case(self) -> None:
        self.go(Place("new_case"))

    def _open(self, row: CaseRow) -> None:
        self.go(Place("case", row.case))
