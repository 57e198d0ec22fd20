"""What follows from a decision, for the panel's office and for whoever reads along."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.components.act_panel import OneAtATime
from ui.components.button import Button
from ui.components.in_the_way import InTheWay
from ui.components.layouts import Card, clear, column
from ui.components.side_by_side import SideBySide
from ui.components.summary_list import SummaryList
from ui.components.tab_order import follow_reading
from ui.components.task_list import TaskList, TaskRow
from ui.components.words import Words
from ui.screens.decision.acts import Acts
from ui.screens.decision.facts import IN_A_CARD, decision_facts, recommended_facts
from ui.screens.decision.follow_up_facts import follow_up_facts
from ui.screens.decision.places import place_of
from ui.screens.decision.reading import ReadingList, at_top
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QFrame

    from panelapp.queries.case_documents import DocumentRow
    from panelapp.queries.decision_page import DecisionPage as Decision
    from panelapp.queries.decision_page import StepRow
    from ui.components.page import Page


class Following(QWidget):
    """A decision that is made or waits, and everything that follows from it."""

    def __init__(self, page: Page) -> None:
        """Build the parts, empty."""
        super().__init__()
        self._page = page
        self.decision: Decision | None = None
        self.now = Words(kind="lead")
        self._obstacles = column()
        self.steps, self.records, self.documents = TaskList(), TaskList(), TaskList()
        self.decided, self.final = SummaryList(width=IN_A_CARD), SummaryList(width=900)
        self.followed, self.recommended = SummaryList(width=IN_A_CARD), SummaryList(width=900)
        self.to_read = ReadingList()
        self.to_read.opened.connect(page.go)
        self._shows_later = False
        self.later_button = Button("Show letters that cannot be made yet", self._show_later, "link")
        self._cards: dict[QWidget, QFrame] = {
            self.steps: _card("What happens next", self.steps),
            self.final: _card("Final decision", self.final),
            self.decided: _card("Decision", self.decided),
            self.followed: _card("Told, answered and signed", self.followed),
            self.records: _card("Also to record", self.records),
            self.recommended: _card("The panel recommended", self.recommended),
            self.documents: _card("Documents", self.documents, self.later_button),
            self.to_read: _card("To read", self.to_read),
        }
        self._view = QWidget()
        self._lay_out()
        self.shown = OneAtATime(self._view)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.shown)
        self.acts = Acts(page, self.shown, self._view)

    def show_decision(self, decision: Decision) -> None:
        """Show what is known now; a form that is open stays."""
        self.decision = decision
        self.now.setText(decision.now)
        self.now.setVisible(decision.now != f"{decision.status}.")
        self._show_obstacles(decision)
        self.steps.show_groups((("", map(self._step, decision.next_steps)),))
        self.records.show_groups((("", self._records(decision)),))
        self.documents.show_groups(self._documents(decision))
        said = decision.recommended
        self.recommended.show_facts(recommended_facts(said) if said else ())
        self.decided.show_facts(decision_facts(decision.decision) if decision.decision else ())
        self.final.show_facts(decision_facts(decision.final) if decision.final else ())
        followed = tuple(follow_up_facts(decision))
        self.followed.show_facts(followed)
        self.to_read.show_decision(decision)
        shown = {
            self.steps: bool(decision.next_steps),
            self.final: decision.final is not None,
            self.decided: decision.decision is not None,
            self.followed: bool(followed),
            self.records: any(True for _ in self._records(decision)),
            self.recommended: said is not None,
            self.documents: bool(decision.documents),
        }
        for part, is_shown in shown.items():
            self._cards[part].setVisible(is_shown)
        if self.shown.panel is None:
            follow_reading(self._page.top, self._page.banner, self._view)

    def _show_later(self) -> None:
        self._shows_later = True
        self.later_button.hide()
        if self.decision is not None:
            self.show_decision(self.decision)

    def leave(self) -> None:
        """Keep what is typed in a form that is open."""
        self.acts.leave()

    def _lay_out(self) -> None:
        cards = self._cards
        main = (self.steps, self.records, self.final, self.decided, self.followed)
        beside = (self.documents, self.recommended, self.to_read)
        layout = QVBoxLayout(self._view)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.large)
        layout.addWidget(self.now)
        layout.addLayout(self._obstacles)
        layout.addWidget(
            SideBySide(
                at_top(*(cards[part] for part in main)), at_top(*(cards[part] for part in beside))
            )
        )

    def _show_obstacles(self, decision: Decision) -> None:
        """Why a decision maker may not decide what waits for a decision."""
        clear(self._obstacles)
        asked = decision.deciding
        if asked.is_for_you and asked.choices and asked.in_the_way:
            self._obstacles.addWidget(InTheWay("You cannot decide this case", asked.in_the_way))

    def _step(self, step: StepRow) -> TaskRow:
        return TaskRow(
            name=step.words,
            detail=f"{step.who}. {step.explanation}" if step.who else step.explanation,
            status=step.time_left.capitalize() if step.due else "",
            tone=Tone.PROBLEM if step.is_late else Tone.NEUTRAL,
            open=self._opener(step),
        )

    def _opener(self, step: StepRow) -> Callable[[], object] | None:
        """What opens the form that settles a step, if the acting person may record it now."""
        if self.decision is None or step.act is None:
            return None
        possible = {row.act for row in self.decision.acts if not row.why_not}
        if step.act not in possible:
            return None
        return partial(self.acts.open, step.act, self.decision)

    def _records(self, decision: Decision) -> Iterator[TaskRow]:
        """What else the acting person may record now, then what they may not yet."""
        if not any(not row.why_not for row in decision.acts):
            return
        above = {step.act for step in decision.next_steps}
        rows = [row for row in decision.acts if row.why_not or row.act not in above]
        for row in sorted(rows, key=lambda row: bool(row.why_not)):
            yield TaskRow(
                name=row.title,
                detail=row.why_not,
                open=None if row.why_not else partial(self.acts.open, row.act, decision),
            )

    def _documents(self, decision: Decision) -> Iterator[tuple[str, list[TaskRow]]]:
        ready = [row for row in decision.documents if row.wanted is not None]
        later = [row for row in decision.documents if row.wanted is None]
        yield "", [self._document(row) for row in ready]
        if self._shows_later:
            yield "Not yet", [TaskRow(name=row.title, detail=row.why_not) for row in later]

    def _document(self, row: DocumentRow) -> TaskRow:
        place = place_of(row.wanted) if row.wanted is not None else None
        return TaskRow(name=row.title, open=partial(self._page.go, place) if place else None)


def _card(heading: str, *parts: QWidget) -> QFrame:
    made = Card(Words(heading, "heading"), *parts)
    made.setAccessibleName(heading)
    return made
