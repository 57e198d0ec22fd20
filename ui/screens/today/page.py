"""The start page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QFrame, QWidget

from panelapp.domain.events import Topic
from panelapp.domain.vocabulary import UserRole
from panelapp.queries import today
from panelapp.queries.today import TodayQuestion, When
from ui.components.button import Button, RowButton
from ui.components.layouts import clear, column, row
from ui.components.page import Page
from ui.components.place import Place
from ui.components.side_by_side import SideBySide
from ui.components.tab_order import follow_reading
from ui.components.words import Words
from ui.screens.today.cards import (
    DecisionsCard,
    FirstStepsCard,
    MinutesCard,
    NextSittingCard,
    UnsavedCard,
)
from ui.screens.today.duties import DutyGroup
from ui.screens.today.filters import EVERYBODYS, DutyFilter
from ui.screens.today.ways import FIRST_STEPS, way_to
from ui.theme.tokens import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.queries.first_steps import Step
    from panelapp.queries.today import ToDo
    from panelapp.queries.unsaved import Unsaved
    from ui.desk import Desk

_PLANS = frozenset({UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR})


class TodayPage(Page):
    """What somebody has to do today and next."""

    topics: ClassVar[frozenset[Topic]] = frozenset(Topic)

    def __init__(self, desk: Desk, place: Place, parent: QWidget | None = None) -> None:
        """Build the page; nothing is asked yet."""
        super().__init__(desk, place, parent)
        self.set_title("Today")
        self.filter = DutyFilter()
        self.filter.changed.connect(self._show_duties)
        self.filter.hide()
        self.groups = {when: DutyGroup(when) for when in When}
        for group in self.groups.values():
            group.widened.connect(lambda: follow_reading(self))
        self.unsaved, self.first_steps = UnsavedCard(), FirstStepsCard()
        self._nothing = column(gap=SPACE.small)
        self.late_elsewhere = Button("", self._show_everybodys, "link")
        self.late_elsewhere.hide()
        self.sitting, self.minutes, self.decisions = (
            NextSittingCard(),
            MinutesCard(),
            DecisionsCard(),
        )
        self._beside = self._cards()
        self.add(SideBySide(self._main(), self._beside, shares=(5, 3)))
        self._answer: today.TodayPage | None = None

    def reload(self) -> None:
        """Ask for the page of this day."""
        self.ask(today.today_page, TodayQuestion(), self._show)

    def focus_start(self) -> None:
        """Put the keyboard on the first thing to do, where there is one."""
        above = [
            one
            for card in (self.unsaved, self.first_steps)
            for one in card.findChildren(RowButton)
            if one.isVisibleTo(self)
        ]
        rows = [*above, *(one for group in self.groups.values() for one in group.rows())]
        if rows:
            rows[0].setFocus()
        else:
            super().focus_start()

    def _main(self) -> QWidget:
        card = QFrame()
        card.setProperty("kind", "card")
        layout = column(self.filter, gap=SPACE.large, margin=SPACE.large)
        layout.addLayout(self._nothing)
        for group in self.groups.values():
            layout.addWidget(group)
        layout.addLayout(row(self.late_elsewhere))
        card.setLayout(layout)
        main = QWidget()
        standing = column(self.unsaved, self.first_steps, card, gap=SPACE.large)
        standing.addStretch(1)
        main.setLayout(standing)
        return main

    def _cards(self) -> QWidget:
        beside = QWidget()
        layout = column(self.sitting, self.minutes, self.decisions, gap=SPACE.large)
        layout.addStretch(1)
        beside.setLayout(layout)
        return beside

    def _show(self, answer: today.TodayPage) -> None:
        self._answer = answer
        self.set_title("Today", answer.day_words)
        self.filter.show_options(answer)
        self.unsaved.show_unsaved(answer.unsaved, self._to_unsaved)
        self.first_steps.show_steps(answer.first_steps, self._to_first_step)
        self.filter.show()
        self._show_duties()
        self._show_sitting(answer)
        self._show_minutes(answer)
        self.decisions.show_decisions(answer.decisions, lambda: self.go(Place("decisions")))
        cards = (self.sitting, self.minutes, self.decisions)
        self._beside.setHidden(all(card.isHidden() for card in cards))
        follow_reading(self)

    def _show_duties(self) -> None:
        if self._answer is None:
            return
        chosen = self.filter.chosen(self._answer)
        for when, group in self.groups.items():
            duties = [duty for duty in chosen if duty.when is when]
            group.show_duties(duties, self._opener, says_why=self.filter.why.isChecked())
        self._say_nothing_is_due(chosen, self._answer)
        self._say_what_is_late_elsewhere(chosen, self._answer)
        follow_reading(self)

    def _say_nothing_is_due(self, chosen: list[ToDo], answer: today.TodayPage) -> None:
        clear(self._nothing)
        if any(duty.when is not When.LATER for duty in chosen):
            return
        self._nothing.addWidget(Words("Nothing is due now", "heading"))
        others = sum(duty.when is not When.LATER for duty in answer.duties)
        if not others:
            words = "Nothing is late, and nothing is due in the next 5 working days."
            self._nothing.addWidget(Words(words, "muted"))
            return
        falls = "1 thing falls" if others == 1 else f"{others} things fall"
        words = f"Nothing is late or due in the next 5 working days here. {falls} to others."
        self._nothing.addWidget(Words(words, "muted"))
        self._nothing.addWidget(Button("Show everybody's", self._show_everybodys, "link"))

    def _say_what_is_late_elsewhere(self, chosen: list[ToDo], answer: today.TodayPage) -> None:
        """Count what is late for others under one's own list; an empty list says so by itself."""
        late = sum(not duty.is_yours for duty in answer.within(When.OVERDUE))
        has_list = any(duty.when is not When.LATER for duty in chosen)
        more = "1 more is late for others" if late == 1 else f"{late} more are late for others"
        self.late_elsewhere.setText(more)
        self.late_elsewhere.setAccessibleName(f"{more}. Show everybody's")
        self.late_elsewhere.setVisible(bool(late) and has_list and self.filter.is_yours)

    def _show_everybodys(self) -> None:
        self.filter.choose(EVERYBODYS)
        self._show_duties()
        self.filter.whose.focus_target().setFocus()

    def _show_sitting(self, answer: today.TodayPage) -> None:
        sitting = answer.next_sitting
        if sitting is not None:
            place = Place("sitting", sitting.sitting)
            self.sitting.show_sitting(sitting, answer.role, lambda: self.go(place))
        elif answer.role is UserRole.DECISION_MAKER:
            self.sitting.hide()
        else:
            plans = answer.role in _PLANS
            self.sitting.show_none((lambda: self.go(Place("new_sitting"))) if plans else None)

    def _opener(self, duty: ToDo) -> Callable[[], object] | None:
        if self._answer is None:
            return None
        place = way_to(duty.place, self._answer.role)
        return None if place is None else lambda: self.go(place)

    def _to_unsaved(self, unsaved: Unsaved) -> Callable[[], object]:
        return lambda: self.go(Place(unsaved.screen, *unsaved.refs))

    def _to_first_step(self, step: Step) -> Callable[[], object]:
        return lambda: self.go(Place(FIRST_STEPS[step]))

    def _show_minutes(self, answer: today.TodayPage) -> None:
        """Offer the oldest minutes that the person may see, their own turn first."""
        open_ones = [waiting for waiting in answer.minutes if waiting.is_open]
        oldest = min(open_ones, key=lambda one: (not one.is_yours, one.due), default=None)
        place = Place("minutes", oldest.sitting, oldest.case) if oldest else None
        opened = None if place is None else partial(self.go, place)
        self.minutes.show_minutes(answer.minutes, opened)
