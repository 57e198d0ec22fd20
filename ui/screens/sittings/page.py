"""The page of the list of sittings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from panelapp.domain.events import Topic
from panelapp.queries.list_copies import ExportSittings, export_sittings
from panelapp.queries.sitting_choice import SittingWhen
from panelapp.queries.sitting_overview import sitting_overview
from ui.components.button import Button
from ui.components.empty_state import EmptyState
from ui.components.filter_bar import FilterBar
from ui.components.layouts import clear, column
from ui.components.page import Page
from ui.components.place import Place
from ui.components.saved_copy import save_list_copy
from ui.components.saved_views import SavedViews
from ui.components.table import RowTable
from ui.screens.sittings.columns import AHEAD, FILTERS, PAST, SORTED, WHEN, question

if TYPE_CHECKING:
    from panelapp.queries.sitting_overview import SittingOverview, SittingsShown
    from ui.desk import Desk


class SittingsPage(Page):
    """The sittings ahead, or others that the filter asks for."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.SITTINGS, Topic.MINUTES, Topic.MEMBERS, Topic.AGENCY}
    )
    fills: ClassVar[bool] = True
    keeps_room: ClassVar[bool] = True

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page; nothing is asked yet."""
        super().__init__(desk, place, parent)
        self.set_title("Sittings", "The days on which the panel meets")
        self.plan_button = self.add_action(
            Button("New sitting", self._plan, "primary", keys="Ctrl+Shift+N")
        )
        self.plan_button.hide()
        self.save_button = self.add_action(Button("Save as Excel", self._save))
        self.save_button.hide()
        self.views = SavedViews(self, "sittings")
        self.filter_bar = self.add(
            FilterBar(
                "Find a sitting by place or chair",
                FILTERS,
                SORTED,
                unsorted="By day",
                view=self.views.choice,
                under=self.views.acts,
            )
        )
        self.filter_bar.asked.connect(self.reload)
        self.views.serve(self.filter_bar)
        self.tables: tuple[RowTable[SittingOverview], ...] = tuple(
            RowTable(name, columns, id_of=lambda row: row.sitting)
            for name, columns in (("Sittings", AHEAD), ("Sittings past", PAST))
        )
        for table in self.tables:
            self.body.addWidget(table, 1)
            table.keep_room()
            table.hide()
            table.opened.connect(self._open)
            table.sort_asked.connect(self._sort)
        self._nothing = QWidget()
        self._nothing_column = column()
        self._nothing.setLayout(self._nothing_column)
        self.body.addWidget(self._nothing, 1)
        self._nothing.hide()

    @property
    def table(self) -> RowTable[SittingOverview]:
        """The table for what is shown: who was in the chair and the quorum are of those past."""
        return self.tables[int(question(self.filter_bar.value()).when is SittingWhen.PAST)]

    def reload(self) -> None:
        """Ask for the sittings that the filter lets through."""
        asked = self.filter_bar.value()
        for table in self.tables:
            table.show_sort(asked.sort, is_descending=asked.is_descending)
        self.ask(sitting_overview, question(asked), self._show)
        self.views.begin()

    def _sort(self, sort: str, is_descending: bool) -> None:  # noqa: FBT001 - a signal's
        self.filter_bar.show_sort(sort, is_descending=is_descending)
        self.reload()

    def _show(self, answer: SittingsShown) -> None:
        has_any = bool(answer.ahead or answer.past)
        self.plan_button.setVisible(not answer.why_not_plan)
        self.save_button.setVisible(not answer.why_not_plan and bool(answer.rows))
        self.filter_bar.setVisible(has_any)
        self.filter_bar.show_number(len(answer.rows), "sitting", "sittings")
        for table in self.tables:
            table.setVisible(table is self.table and bool(answer.rows))
        self.table.show_rows(answer.rows)
        clear(self._nothing_column)
        self._nothing.setVisible(not answer.rows)
        if not answer.rows:
            self._nothing_column.addWidget(self._empty_state(answer))
            self._nothing_column.addStretch(1)

    def _empty_state(self, answer: SittingsShown) -> EmptyState:
        if answer.ahead or (answer.past and self.filter_bar.value() != self.filter_bar.usual):
            return EmptyState(
                "No sitting is found",
                "Sittings are found by their place and by who is in the chair.",
                ("Show all sittings", self.filter_bar.clear_all),
            )
        plan = None if answer.why_not_plan else ("Plan a sitting", self._plan)
        return EmptyState(
            "No sitting is planned",
            "A sitting is one meeting of the panel. It has an agenda of cases, the members who"
            " come, and papers that go out 5 working days before.",
            plan,
        )

    def focus_start(self) -> None:
        """Put the keyboard on the rows, where there are any."""
        if self.table.rows.rowCount():
            self.table.setFocus()
        else:
            super().focus_start()

    def _save(self) -> None:
        asked = question(self.filter_bar.value())
        name = WHEN[asked.when] if asked.when else "Sittings"
        save_list_copy(self, name, (export_sittings, ExportSittings(**vars(asked))))

    def _plan(self) -> None:
        self.go(Place("new_sitting"))

    def _open(self, row: SittingOverview) -> None:
        self.go(Place("sitting", row.sitting))
