"""The page that searches everything: one line to type in, and what holds the words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from panelapp.domain.events import Topic
from panelapp.queries.search import SearchPage, SearchQuestion, search
from panelapp.queries.search_numbers import NumbersQuestion, search_numbers
from ui.components.banner import announce
from ui.components.button import Button
from ui.components.empty_state import EmptyState
from ui.components.found_list import FoundList
from ui.components.layouts import clear, column, row
from ui.components.page import Page
from ui.components.place import Place
from ui.components.search_words import found_rows, instead_words, number_words
from ui.components.typed_line import TypedLine
from ui.components.typed_question import TypedQuestion
from ui.components.words import Words
from ui.screens.search.kinds import Kinds
from ui.theme.tokens import TEXT_WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panelapp.domain.errors import PanelappError
    from panelapp.queries.search import SearchKind
    from ui.components.found_list import FoundRow
    from ui.desk import Desk

AT_ONCE = 50
"""How many are shown at first, and how many more each time."""
COUNT_AFTER = 250
"""Milliseconds without an answer after which the numbers of each kind are counted."""


class EverythingPage(Page):
    """What was found of every kind, by its title first, then the newest."""

    topics: ClassVar[frozenset[Topic]] = frozenset(Topic)
    fills: ClassVar[bool] = True

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page for the words of ``place``, if it has some; nothing is asked yet."""
        super().__init__(desk, place, parent)
        self.set_title("Search")
        self._question = TypedQuestion(desk, self, search, self._show, self._refuse)
        self._counting = TypedQuestion(desk, self, search_numbers, self._show_numbers, self._refuse)
        self._count_later = QTimer(self)
        self._count_later.setSingleShot(True)
        self._count_later.setInterval(COUNT_AFTER)
        self._count_later.timeout.connect(self._count)
        self._limit, self._first_new = AT_ONCE, 0
        self._meant = ""
        self._numbers: Mapping[SearchKind, int] | None = None
        self._is_enter_waiting = False
        self._lay_out()
        self.field.setText(place.refs[0] if place.refs else "")

    @property
    def is_about_record(self) -> bool:
        """Never: what was looked for is no record."""
        return False

    def reload(self) -> None:
        """Ask anew for what holds the words, and for how much of it there is."""
        self._numbers = None
        self._ask()

    def _ask(self) -> None:
        text = self.field.text().strip()
        if not text:
            self._question.drop()
            self._show_nothing("")
            return
        kind = self.kinds.kind
        kinds = frozenset() if kind is None else frozenset({kind})
        self._question.put(SearchQuestion(text=text, kinds=kinds, limit=self._limit))

    def _lay_out(self) -> None:
        self.field = TypedLine()
        self.field.setObjectName("filter")
        self.field.setAccessibleName("Search everything")
        self.field.setPlaceholderText("A name, a reference or any words")
        self.field.setMaximumWidth(TEXT_WIDTH)
        self.field.textEdited.connect(lambda _: self._on_text())
        self.field.moved.connect(lambda _: self._begin())
        self.field.entered.connect(self._on_enter)
        self.kinds = Kinds()
        self.kinds.chosen.connect(self._on_kind)
        self.instead = Words()
        self.found = FoundList("What was found")
        self.found.opened.connect(self._open)
        self.number = Words(kind="muted", wrap=False)
        self.more_button = Button(f"Show {AT_ONCE} more", self._show_more)
        self.foot = QWidget()
        self.foot.setLayout(row(self.number, self.more_button))
        for part in (self.field, self.kinds, self.instead):
            self.add(part)
        self.body.addWidget(self.found, 1)
        self.add(self.foot)
        self._nothing = QWidget()
        self._nothing_layout = column()
        self._nothing.setLayout(self._nothing_layout)
        self.body.addWidget(self._nothing, 1)
        self._show_nothing("")

    def _on_text(self) -> None:
        text = self.field.text().strip()
        self._count_later.stop()
        self._counting.drop()
        self._limit, self._first_new = AT_ONCE, 0
        self._is_enter_waiting = False
        self.place = Place("search", text) if text else Place("search")
        self.moved.emit(self.place)
        self.reload()

    @Slot()
    def _on_kind(self) -> None:
        self._limit = AT_ONCE
        self._ask()

    @Slot()
    def _on_enter(self) -> None:
        """Go to what was found for these very words, once it is there."""
        if self._question.is_waiting:
            self._is_enter_waiting = True
        else:
            self._begin()

    def _begin(self) -> None:
        if self.found.isVisible():
            self.found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, question: SearchQuestion, page: SearchPage) -> None:
        if not page.rows:
            self._show_nothing(question.text, is_ready=page.is_ready)
        else:
            self._show_found(question, page)
        self.loaded.emit()
        if self._is_enter_waiting:
            self._is_enter_waiting = False
            self._begin()

    def _show_found(self, question: SearchQuestion, page: SearchPage) -> None:
        self._meant = page.meant or question.text
        if not question.kinds and not page.has_more:
            self._numbers = Counter(found.kind for found in page.rows)
        elif self._numbers is None:
            self._count_later.start()
        self.kinds.show_numbers(self._numbers)
        self.instead.setText(instead_words(question.text, page))
        rows = found_rows(page)
        self.found.show_rows(rows, at=self._kept(rows))
        self.number.setText(number_words(page))
        self.foot.setVisible(page.has_more)
        self._nothing.hide()
        for part in (self.kinds, self.found):
            part.show()
        self.instead.setVisible(bool(self.instead.text()))
        announce(self.field, f"{self.instead.text()} {self.number.text()}".strip())

    @Slot()
    def _count(self) -> None:
        """Have counted what is not all shown, once nobody types any more."""
        self._counting.put(NumbersQuestion(text=self._meant))

    def _show_numbers(self, _: NumbersQuestion, numbers: Mapping[SearchKind, int]) -> None:
        self._numbers = numbers
        self.kinds.show_numbers(numbers)

    def _kept(self, rows: tuple[FoundRow, ...]) -> int:
        """Where the keyboard goes among other rows: to the first new one of more, else as it was."""
        if self._first_new:
            at, self._first_new = self._first_new, 0
            return min(at, len(rows) - 1)
        current = self.found.current()
        if current is None or not self.found.hasFocus():
            return 0
        return next((at for at, one in enumerate(rows) if one.given == current.given), 0)

    def _show_nothing(self, text: str, *, is_ready: bool = True) -> None:
        for part in (self.instead, self.found, self.foot):
            part.hide()
        self.found.show_rows(())
        self.kinds.setVisible(self.kinds.kind is not None)
        clear(self._nothing_layout)
        state = self._empty_state(text) if is_ready else _not_ready()
        self._nothing_layout.addWidget(state)
        self._nothing_layout.addStretch(1)
        self._nothing.show()
        if text:
            announce(self.field, "Nothing is found")

    def _empty_state(self, text: str) -> EmptyState:
        if not text:
            return EmptyState(
                "What are you looking for?",
                "Cases, people, households, sittings, minutes, decisions and papers are found by"
                " names, references, dates and any words in them.",
            )
        if self.kinds.kind is not None:
            return EmptyState(
                "Nothing of this kind is found", "", ("Search every kind", self._search_every_kind)
            )
        return EmptyState(
            "Nothing is found",
            "Try fewer words, or another spelling. Only what your role may see is searched.",
            ("Search anew", self._clear),
        )

    def _search_every_kind(self) -> None:
        self.kinds.choose_all()
        self.field.setFocus()
        self._on_kind()

    def _clear(self) -> None:
        self.field.setFocus()
        self.field.clear()
        self._on_text()

    def _show_more(self) -> None:
        self._limit += AT_ONCE
        self._first_new = len(self.found.rows)
        self.found.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask()

    def _refuse(self, problem: PanelappError) -> None:
        self._is_enter_waiting = False
        self.show_problem(problem)

    @Slot(object)
    def _open(self, found: FoundRow) -> None:
        if isinstance(found.given, Place):
            self.go(found.given)


def _not_ready() -> EmptyState:
    return EmptyState(
        "Nothing can be searched yet",
        "This file was made by an older version. Once anything is recorded in it, all of it is"
        " found.",
    )
