"""The parts of the page that list something: papers, people, what was, and what happened."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from panelapp.domain.values import long_date
from panelapp.queries.case_page import CaseAction
from ui.components.button import Button, RowButton
from ui.components.layouts import clear, row, rule
from ui.components.words import Words
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from panelapp.queries.case_page import CasePage, Event, PaperRow, PersonRow

EVENTS_SHOWN = 8


class Papers(QWidget):
    """The papers of a case, each with what can be done with it."""

    save_wanted = Signal(object)
    read_wanted = Signal(object)
    rename_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._layout = _stack(self)

    def show_papers(self, page: CasePage) -> None:
        """Show the papers in the order in which they were added."""
        clear(self._layout)
        if not page.papers:
            self._layout.addWidget(Words("No papers are added yet.", "muted"))
        for number, paper in enumerate(page.papers):
            if number:
                self._layout.addWidget(rule())
            self._layout.addWidget(self._row(page, paper))

    def _row(self, page: CasePage, paper: PaperRow) -> QWidget:
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, SPACE.small, 0, SPACE.small)
        layout.setSpacing(2)
        layout.addWidget(Words(paper.title, "strong"))
        facts = (
            paper.file_name,
            paper.kind,
            paper.size_words,
            f"added {long_date(paper.added_on)}",
        )
        layout.addWidget(Words(", ".join(facts), "muted"))
        ways = (
            (
                CaseAction.SAVE_PAPER,
                "Save a copy",
                f"Save a copy of {paper.title}",
                self.save_wanted,
            ),
            (
                CaseAction.FILL_FROM_FORM,
                "Read names and dates",
                f"Read names and dates in {paper.title}",
                self.read_wanted,
            ),
            (CaseAction.RENAME_PAPER, "Rename", f"Rename {paper.title}", self.rename_wanted),
            (CaseAction.REMOVE_PAPER, "Remove", f"Remove {paper.title}", self.remove_wanted),
        )
        buttons = [
            Button(words, partial(wanted.emit, paper), "link", says=says)
            for action, words, says, wanted in ways
            if page.may(action) and (paper.is_word or wanted is not self.read_wanted)
        ]
        if buttons:
            layout.addLayout(row(*buttons, gap=SPACE.large))
        return made


class People(QWidget):
    """Who the case is about, and who works on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._layout = _stack(self)

    def show_people(self, people: Iterable[PersonRow]) -> None:
        """Show people under the part that they have."""
        clear(self._layout)
        for part, some in groupby(people, key=lambda person: person.part):
            persons = list(some)
            self._layout.addWidget(Words(_plural(part, len(persons)), "subheading"))
            for person in persons:
                self._layout.addWidget(Words(person.name))
                if person.detail:
                    detail = person.detail[0].upper() + person.detail[1:]
                    self._layout.addWidget(Words(f"{detail}.", "muted"))
                self._layout.addSpacing(SPACE.tiny)
            self._layout.addSpacing(SPACE.medium)


class History(QWidget):
    """The terms that the household had, and its other cases."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._layout = _stack(self)

    def show_history(self, page: CasePage) -> None:
        """Show terms, those in force first, then cases, the newest first."""
        clear(self._layout)
        self._layout.addWidget(Words("Terms of approval", "heading"))
        for number, terms in enumerate(page.terms):
            since = f"since {long_date(terms.since)}" if terms.since else "day not known"
            when = "In force" if number == 0 else "Before that"
            self._layout.addWidget(Words(terms.sentence))
            self._layout.addWidget(Words(f"{when}, {since}. {terms.source}.", "muted"))
            self._layout.addSpacing(SPACE.small)
        if not page.terms:
            self._layout.addWidget(Words("The household has no terms of approval.", "muted"))
        self._layout.addSpacing(SPACE.medium)
        self._layout.addWidget(Words("Other cases of this household", "heading"))
        for other in page.other_cases:
            opened = f"Opened {long_date(other.opened_on)}" if other.opened_on else ""
            about = "This case is about it" if other.is_followed else ""
            self._layout.addWidget(
                RowButton(
                    f"{other.case}  {other.case_type}",
                    detail=". ".join(part for part in (opened, about) if part),
                    status=other.status,
                    pressed=partial(self.opened.emit, other.case),
                )
            )
        if not page.other_cases:
            self._layout.addWidget(Words("There are no others.", "muted"))


class Timeline(QWidget):
    """What happened, day by day, the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._layout = _stack(self)
        self._all: Sequence[Event] = ()

    def show_events(self, events: Sequence[Event]) -> None:
        """Show the newest events, and the way to the others."""
        self._all = events
        self._show(events[:EVENTS_SHOWN])
        left = len(events) - EVENTS_SHOWN
        if left > 0:
            self._layout.addLayout(
                row(Button(f"Show {left} earlier", lambda: self._show(self._all), "link"))
            )

    def _show(self, events: Sequence[Event]) -> None:
        clear(self._layout)
        for on, some in groupby(events, key=lambda event: event.on):
            self._layout.addWidget(Words(long_date(on), "small"))
            for event in some:
                who = f" ({event.who})" if event.who else ""
                self._layout.addWidget(
                    Words(f"{event.words}{who}", "strong" if event.is_ahead else "body")
                )
            self._layout.addSpacing(SPACE.small)


def _stack(widget: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    return layout


def _plural(part: str, number: int) -> str:
    if number == 1:
        return part
    return "Children" if part == "Child" else f"{part}s"
