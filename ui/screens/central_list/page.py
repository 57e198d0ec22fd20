"""The page of the central list: what it holds and lacks, and everybody on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from panelapp.domain.events import Topic
from panelapp.domain.values import long_date
from panelapp.queries.central_list import (
    CentralListQuestion,
    ListSummaryQuestion,
    central_list,
    list_summary,
)
from panelapp.queries.list_copies import ExportCentralList, export_central_list
from ui.components.banner import Banner
from ui.components.button import Button
from ui.components.empty_state import EmptyState
from ui.components.fields import LineEdit
from ui.components.layouts import clear, column
from ui.components.page import Page
from ui.components.place import Place
from ui.components.saved_copy import save_list_copy
from ui.components.table import RowTable
from ui.components.words import Words
from ui.screens.central_list.columns import COLUMNS
from ui.screens.central_list.figures import Figures
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from panelapp.queries.central_list import Lack, ListSummary, MemberRow
    from ui.desk import Desk

UNDER = "The people who may sit on the panel"
ROWS_ON_A_PAGE = 14
"""The height of a page in rows of the list, under which figures give way to the list."""
FILTER_AFTER = 150
"""Milliseconds without a key after which the list is filtered."""


class CentralListPage(Page):
    """Everybody on the list, with the state of their checks."""

    topics: ClassVar[frozenset[Topic]] = frozenset({Topic.MEMBERS, Topic.SITTINGS, Topic.AGENCY})
    fills: ClassVar[bool] = True

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page; nothing is asked yet."""
        super().__init__(desk, place, parent)
        self.set_title("Central list", UNDER)
        self.add_button = self.add_action(
            Button("Add person", lambda: self.go(Place("new_member")), "primary", keys="Ctrl+N")
        )
        self.add_button.hide()
        self.save_button = self.add_action(Button("Save as Excel", self._save))
        self.save_button.hide()
        self.figures = self.add(Figures())
        self.lacks = self.add(Banner())
        self.body.addLayout(self._filter_bar())
        self.table: RowTable[MemberRow] = self.add(
            RowTable("People on the central list", COLUMNS, id_of=lambda row: row.ref)
        )
        self.table.opened.connect(self._open)
        self._empty = QWidget()
        self._empty_layout = column()
        self._empty.setLayout(self._empty_layout)
        self._empty.hide()
        self.body.addWidget(self._empty)
        self._is_empty = True

    def reload(self) -> None:
        """Ask for the list as a whole, then for its people."""
        self.ask_beside(list_summary, ListSummaryQuestion(), self._show_summary)
        self.ask(central_list, CentralListQuestion(**self._asked_for()), self._show)

    def _asked_for(self) -> dict[str, Any]:
        return {"text": self.filter.text(), "include_left": self.include_left.isChecked()}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "figures"):
            self._make_room()

    def _make_room(self) -> None:
        """Say the figures in the line under the title where the page is low or narrow."""
        rows = self.height() / self.fontMetrics().lineSpacing() / 2
        has_room = rows >= ROWS_ON_A_PAGE and self.figures.fits(self.width() - 2 * SPACE.huge)
        self.figures.setVisible(has_room)
        self.under.setText(UNDER if has_room else self.figures.words or UNDER)

    def _filter_bar(self) -> QHBoxLayout:
        self.filter = LineEdit(30)
        self.filter.setObjectName("filter")
        self.filter.setAccessibleName("Find a person by name, office or description")
        self.filter.setClearButtonEnabled(False)
        label = Words("Find", "label", wrap=False)
        label.setBuddy(self.filter)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(FILTER_AFTER)
        self._wait.timeout.connect(self.reload)
        self.filter.textEdited.connect(lambda _: self._wait.start())
        self.include_left = QCheckBox("Show people who have left")
        self.include_left.toggled.connect(lambda _: self.reload())
        self.found = Words(kind="muted", wrap=False)
        bar = QHBoxLayout()
        bar.addWidget(label)
        bar.addWidget(self.filter)
        bar.addSpacing(20)
        bar.addWidget(self.include_left)
        bar.addStretch(1)
        bar.addWidget(self.found)
        return bar

    def _show_summary(self, summary: ListSummary) -> None:
        self.add_button.setVisible(not summary.why_not_add)
        self.save_button.setVisible(not summary.why_not_add and summary.people > 0)
        self._is_empty = summary.people == 0
        self.figures.show_summary(summary)
        self._make_room()
        if summary.lacks:
            self.lacks.show_message(
                "\n".join(_lack(lack) for lack in summary.lacks),
                Tone.WARNING,
                heading="The list lacks something",
                can_dismiss=False,
            )
        else:
            self.lacks.dismiss()

    def _show(self, rows: list[MemberRow]) -> None:
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self.found.setText("1 person" if len(rows) == 1 else f"{len(rows)} people")
        clear(self._empty_layout)
        if not rows:
            self._empty_layout.addWidget(self._empty_state())
            self._empty_layout.addStretch(1)

    def _empty_state(self) -> EmptyState:
        if self.filter.text():
            return EmptyState(
                "Nobody matches",
                "No name, office or description on the list has all of these words.",
                ("Show everybody", self._clear_filter),
            )
        return EmptyState(
            "Nobody is on the central list yet",
            "The central list names the people who may sit on the panel. A sitting needs a chair"
            " or vice chair, a social worker and other members from it.",
            ("Add person", lambda: self.go(Place("new_member")))
            if self.add_button.isVisibleTo(self)
            else None,
        )

    def _clear_filter(self) -> None:
        self.filter.clear()
        self.reload()
        self.filter.setFocus()

    def _save(self) -> None:
        export = export_central_list, ExportCentralList(**self._asked_for())
        save_list_copy(self, "Central list", export)

    def _open(self, row: MemberRow) -> None:
        self.go(Place("member", row.ref))


def _lack(lack: Lack) -> str:
    when = "" if lack.is_today else f" From the sitting of {long_date(lack.day)} on."
    return f"{lack.because}{when} ({lack.citation})"
