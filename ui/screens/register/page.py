"""The page of the register: foster carers on a day, temporary approvals, and every household."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QTabBar, QWidget

from panelapp.domain.events import Topic
from panelapp.domain.values import long_date
from panelapp.queries.household_list import HouseholdsQuestion, households
from panelapp.queries.list_copies import save_list
from panelapp.queries.register import RegisterPageQuestion, register_page
from panelapp.queries.register_copy import ExportRegister, export_register
from ui.components.button import Button
from ui.components.empty_state import EmptyState
from ui.components.layouts import clear, column
from ui.components.page import Page
from ui.components.place import Place
from ui.components.saved_copy import save_copy
from ui.components.table import RowTable
from ui.components.words import Words
from ui.screens.register.bar import RegisterBar
from ui.screens.register.columns import ENTRIES, HOUSEHOLDS, TEMPORARY

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from panelapp.queries.household_list import HouseholdRow
    from panelapp.queries.register import Register, RegisterEntry, TemporaryRow
    from ui.desk import Desk

APPROVED, TEMPORARILY, EVERYBODY = range(3)
UNDER = "Who is approved to foster, and every household on record"
ROWS_ON_A_PAGE = 14
"""The height of a page in rows of a list, under which the lines around the list give way to it."""


class RegisterPage(Page):
    """Who is approved on a day; with the other tabs, who has temporary approval, and everybody."""

    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.CASES, Topic.DECISIONS, Topic.AGENCY})
    fills: ClassVar[bool] = True
    keeps_room: ClassVar[bool] = True

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page; nothing is asked yet."""
        super().__init__(desk, place, parent)
        self.set_title("Register", UNDER)
        self.save_button = self.add_action(Button("Save as Excel", self._save))
        self.save_button.hide()
        self._shown: Register | None = None
        self.bar = self.add(RegisterBar())
        self.bar.asked.connect(self.reload)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Foster carers, temporary approvals or all households")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words in ("Foster carers", "Temporary approval", "All households"):
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(lambda _: self.reload())
        self.body.addWidget(self.tabs)
        self.said = self.add(Words(kind="muted"))
        self._terms = ""
        self.approved: RowTable[RegisterEntry] = RowTable(
            "Foster carers",
            ENTRIES,
            id_of=lambda entry: entry.row.household_ref,
        )
        self.temporary: RowTable[TemporaryRow] = RowTable(
            "Temporary approvals", TEMPORARY, id_of=lambda row: row.household_ref
        )
        self.everybody: RowTable[HouseholdRow] = RowTable(
            "All households", HOUSEHOLDS, id_of=lambda row: row.household
        )
        self.approved.opened.connect(lambda entry: self._open(entry.row.household_ref))
        self.temporary.opened.connect(lambda row: self._open(row.household_ref))
        self.everybody.opened.connect(lambda row: self._open(row.household))
        for table in self.tables:
            table.keep_room()
            self.body.addWidget(table)
        self.chosen = self.add(Words(kind="muted"))
        self.approved.chosen.connect(self._show_terms)
        self._nothing = QWidget()
        self._nothing_column = column()
        self._nothing.setLayout(self._nothing_column)
        self.body.addWidget(self._nothing)

    @property
    def tables(self) -> tuple[RowTable[Any], ...]:
        """The table of each tab."""
        return self.approved, self.temporary, self.everybody

    def reload(self) -> None:
        """Ask for the register, and for every household where they are shown."""
        if self.tabs.currentIndex() == EVERYBODY:
            self.ask(households, HouseholdsQuestion(text=self.bar.text), self._show_everybody)
        else:
            self.ask(
                register_page,
                RegisterPageQuestion(on=self.bar.on, text=self.bar.text),
                self._show_register,
            )

    def focus_start(self) -> None:
        """Put the keyboard on the rows, where there are any."""
        table = self.tables[self.tabs.currentIndex()]
        if table.rows.rowCount():
            table.setFocus()
        else:
            super().focus_start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "chosen"):
            self._make_room()

    def _make_room(self) -> None:
        """Say what there is under the title where the page is low, and leave the rest to the list."""
        is_low = self.height() / self.fontMetrics().lineSpacing() / 2 < ROWS_ON_A_PAGE
        said = self.said.text()
        # Of what is said the number alone stays: a second line would take the place of a row.
        first = said.partition(". ")[0].rstrip(".")
        self.under.setText(f"{first}." if is_low and said else UNDER)
        self.said.setVisible(bool(said) and not is_low)
        self.chosen.setText(self._terms)
        self.chosen.setVisible(bool(self._terms) and not is_low)

    def _show_register(self, shown: Register) -> None:
        self._shown = shown
        self.tabs.setTabVisible(TEMPORARILY, shown.lists_temporary)
        self.bar.show_day(shown.on, is_today=shown.is_today)
        self.save_button.setVisible(not shown.why_not_save)
        if self.tabs.currentIndex() == TEMPORARILY:
            self._show_rows(self.temporary, shown.temporary, _temporary_words(shown))
        else:
            self._show_rows(self.approved, shown.entries, _register_words(shown))

    def _show_everybody(self, rows: list[HouseholdRow]) -> None:
        number = "1 household" if len(rows) == 1 else f"{len(rows)} households"
        self.bar.show_no_day()
        self.save_button.hide()
        self._show_rows(
            self.everybody, rows, f"{number}, with applicants and former carers, as of today."
        )

    def _show_terms(self, entry: RegisterEntry) -> None:
        """Say under the table what a column has no room for."""
        terms = entry.row.terms or "No terms are recorded."
        self._terms = f"{entry.names}: {terms}"
        self._make_room()

    def _show_rows(self, table: RowTable[Any], rows: Any, said: str) -> None:  # noqa: ANN401 - rows of any tab
        for other in self.tables:
            other.setVisible(other is table and bool(rows))
        self._terms = ""
        table.show_rows(rows)
        self.said.setText(said if rows else "")
        self._make_room()
        clear(self._nothing_column)
        self._nothing.setVisible(not rows)
        if not rows:
            self._nothing_column.addWidget(self._empty_state())
            self._nothing_column.addStretch(1)

    def _empty_state(self) -> EmptyState:
        if self.bar.text:
            return EmptyState(
                "No household matches",
                "No name, reference or address in this list has all of these words.",
                ("Show all of them", self.bar.clear_words),
            )
        day = "" if self._shown is None else f" on {long_date(self._shown.on)}"
        match self.tabs.currentIndex():
            case 0:
                return EmptyState(
                    f"Nobody is on the register{day}",
                    "A household comes onto the register with the decision to approve it, and"
                    " leaves it when its approval ends. Supported lodgings are no foster care.",
                )
            case 1:
                return EmptyState(
                    f"Nobody has temporary approval{day}",
                    "A connected person with temporary approval under regulation 24 stands here"
                    " once a case gives the day on which it started.",
                )
            case _:
                return EmptyState(
                    "There is no household yet",
                    "A household is added with its first case.",
                )

    def _save(self) -> None:
        if self._shown is not None:
            on = self._shown.on
            save_copy(
                self,
                "Save the register",
                "Excel workbook",
                f"Register {on.isoformat()}.xlsx",
                (export_register, ExportRegister(on=on)),
                save_list,
            )

    def _open(self, household: str) -> None:
        self.go(Place("household", household))


def _register_words(shown: Register) -> str:
    households = "1 household" if shown.households == 1 else f"{shown.households} households"
    carers = "1 foster carer" if shown.carers == 1 else f"{shown.carers} foster carers"
    lacking = ""
    if shown.incomplete:
        who = "1 household lacks" if shown.incomplete == 1 else f"{shown.incomplete} lack"
        lacking = f" {who} an address, a date of birth or a sex ({shown.citation})."
    return f"{households} with {carers} on {long_date(shown.on)}.{lacking}{_why_not(shown)}"


def _temporary_words(shown: Register) -> str:
    return (
        f"Temporary approval on {long_date(shown.on)}, for 16 weeks or 24 once extended"
        f" ({shown.temporary_citation}).{_why_not(shown)}"
    )


def _why_not(shown: Register) -> str:
    return f" {shown.why_not_save}" if shown.why_not_save else ""
