"""The page of the list of sittings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QTabBar, QWidget

from panelapp.domain.events import Topic
from panelapp.queries.list_copies import ExportSittings, export_sittings
from panelapp.queries.sitting_overview import OverviewQuestion, sitting_overview
from ui.components.button import Button
from ui.components.empty_state import EmptyState
from ui.components.layouts import clear, column
from ui.components.page import Page
from ui.components.place import Place
from ui.components.saved_copy import save_list_copy
from ui.components.table import RowTable
from ui.screens.sittings.columns import AHEAD, PAST

if TYPE_CHECKING:
    from panelapp.queries.sitting_overview import SittingOverview, SittingsShown
    from ui.desk import Desk


class SittingsPage(Page):
    """The sittings ahead, and with the second tab those past."""

    topics: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.SITTINGS, Topic.MINUTES, Topic.MEMBERS, Topic.AGENCY}
    )
    fills: ClassVar[bool] = True

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
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Sittings ahead or past")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words in ("Ahead", "Past"):
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(lambda _: self.reload())
        self.body.addWidget(self.tabs)
        self.tables: tuple[RowTable[SittingOverview], ...] = tuple(
            self.add(RowTable(name, columns, id_of=lambda row: row.sitting))
            for name, columns in (("Sittings ahead", AHEAD), ("Sittings past", PAST))
        )
        for table in self.tables:
            table.opened.connect(self._open)
        self._nothing = QWidget()
        self._nothing_column = column()
        self._nothing.setLayout(self._nothing_column)
        self.body.addWidget(self._nothing)

    @property
    def shows_past(self) -> bool:
        """Whether the sittings past are shown."""
        return self.tabs.currentIndex() == 1

    def reload(self) -> None:
        """Ask for the half that is shown."""
        self.ask(sitting_overview, OverviewQuestion(past=self.shows_past), self._show)

    def _show(self, answer: SittingsShown) -> None:
        self.plan_button.setVisible(not answer.why_not_plan)
        self.save_button.setVisible(not answer.why_not_plan and bool(answer.rows))
        self.tabs.setTabText(0, f"Ahead ({answer.ahead})")
        self.tabs.setTabText(1, f"Past ({answer.past})")
        for table, is_past in zip(self.tables, (False, True), strict=True):
            table.setVisible(is_past is self.shows_past and bool(answer.rows))
        self.tables[int(self.shows_past)].show_rows(answer.rows)
        clear(self._nothing_column)
        self._nothing.setVisible(not answer.rows)
        if not answer.rows:
            self._nothing_column.addWidget(self._empty_state(answer))
            self._nothing_column.addStretch(1)

    def _empty_state(self, answer: SittingsShown) -> EmptyState:
        if self.shows_past:
            return EmptyState(
                "No sitting was held yet",
                "A sitting stands here from the day after it was held.",
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
        table = self.tables[int(self.shows_past)]
        if table.rows.rowCount():
            table.setFocus()
        else:
            super().focus_start()

    def _save(self) -> None:
        export = export_sittings, ExportSittings(past=self.shows_past)
        save_list_copy(self, "Sittings past" if self.shows_past else "Sittings ahead", export)

    def _plan(self) -> None:
        self.go(Place("new_sitting"))

    def _open(self, row: SittingOverview) -> None:
        self.go(Place("sitting", row.sitting))
