"""The layout of the page of a case: tabs, and beside them what happens next and what happened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from panelapp.domain.labels import label
from panelapp.domain.values import long_date
from panelapp.queries.case_page import CaseAction
from ui.components.button import Button
from ui.components.layouts import Card, column, row
from ui.components.side_by_side import SideBySide
from ui.components.status_tag import StatusTag
from ui.components.summary_list import SummaryList
from ui.components.task_list import TaskList
from ui.components.words import Words
from ui.screens.case.checks import Checks
from ui.screens.case.details import facts
from ui.screens.case.drop_zone import DropZone
from ui.screens.case.parts import History, Papers, People, Timeline
from ui.screens.case.tasks import groups
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from panelapp.queries.case_page import CasePage, Deadline, Task
    from ui.components.button import ButtonKind

TABS = ("tasks", "checks", "details", "papers", "people", "history")
SOON = 5
"""Working days below which a deadline stands out."""


class CaseView(QWidget):
    """Everything below the header; what somebody wants is said by signals."""

    task_wanted = Signal(object)
    change_wanted = Signal(str)
    act_wanted = Signal(object)
    household_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the parts, empty."""
        super().__init__(parent)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Parts of the case")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for name in TABS:
            self.tabs.addTab(name.capitalize())
        self.tasks = TaskList()
        self.details = SummaryList(width=900)
        self.checks = Checks()
        self.papers, self.people = Papers(), People()
        self.history, self.timeline = History(), Timeline()
        self.next = Words()
        self.notes, self.urgent_tag = Words(), StatusTag()
        self.next_task = Words(kind="strong")
        self.next_button = Button("Open this task", self._open_next, "primary")
        self.household_button = Button("Open the household", self.household_wanted.emit)
        self._next: Task | None = None
        self.deadline_tag, self.deadline_words = StatusTag(), Words(kind="muted")
        self.drop_zone = DropZone()
        self._acts = {
            action: Button(words, partial(self.act_wanted.emit, action), kind)
            for action, words, kind in _ACTS
        }
        self._build()
        self.tabs.currentChanged.connect(lambda _: self._turn())
        self._turn()

    def open_tab(self, name: str) -> None:
        """Turn to a part of the case."""
        self.tabs.setCurrentIndex(TABS.index(name))

    def show_page(self, page: CasePage) -> None:
        """Show everything again."""
        self.tasks.show_groups(groups(page, self.task_wanted.emit))
        self.details.show_facts(facts(page, self.change_wanted.emit))
        self.checks.show_checks(page)
        self._show_tab("checks", is_shown=bool(page.checks.groups))
        self.papers.show_papers(page)
        self.people.show_people(page.people)
        self.history.show_history(page)
        self.timeline.show_events(page.timeline)
        self.next.setText(page.next)
        self.notes.setText("\n".join(page.notes))
        self.notes.setVisible(bool(page.notes))
        self.urgent_tag.show_status(urgent_words(page), Tone.WARNING)
        self._show_deadline(page.deadline)
        self._show_next(page.next_task)
        self.tabs.setTabText(TABS.index("papers"), f"Papers ({len(page.papers)})")
        self.tabs.setTabText(TABS.index("people"), f"People ({len(page.people)})")
        for action, button in self._acts.items():
            button.setVisible(page.may(action))
        self.household_button.setVisible(page.opens_household)
        self._may_add = page.may(CaseAction.ADD_PAPERS)
        self._turn()

    def _build(self) -> None:
        change = self._acts[CaseAction.CHANGE]
        self._cards = {
            "tasks": Card(self.tasks, margin=SPACE.medium),
            "details": Card(
                self.details,
                _line(
                    change,
                    self._acts[CaseAction.RECORD_EXEMPTION],
                    self._acts[CaseAction.CANCEL_EXEMPTION],
                ),
            ),
            "checks": Card(self.checks),
            "papers": Card(self.papers),
            "people": Card(
                self.people, _line(self.household_button, self._acts[CaseAction.RECORD_RESIGNATION])
            ),
            "history": Card(self.history),
        }
        self._may_add = False
        main = _column(self.tabs, *self._cards.values(), self.drop_zone)
        acts = _line(
            *(
                self._acts[action]
                for action in (
                    CaseAction.SIGN_OFF,
                    CaseAction.PUT_ON_AGENDA,
                    CaseAction.TAKE_OFF_AGENDA,
                    CaseAction.WITHDRAW,
                )
            )
        )
        beside = _column(
            Card(
                Words("What happens next", "heading"),
                _line(self.urgent_tag),
                self.next,
                self.notes,
                _line(self.deadline_tag),
                self.deadline_words,
                self.next_task,
                _line(self.next_button),
                gap=SPACE.small,
            ),
            Card(Words("Timeline", "heading"), self.timeline, gap=SPACE.small),
            acts,
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(SideBySide(main, beside, shares=(5, 3)))

    def _show_tab(self, name: str, *, is_shown: bool) -> None:
        """Show or hide a tab that only some cases have; one that is turned to is left."""
        number = TABS.index(name)
        if not is_shown and self.tabs.currentIndex() == number:
            self.tabs.setCurrentIndex(0)
        self.tabs.setTabVisible(number, is_shown)

    def _show_next(self, task: Task | None) -> None:
        self._next = task
        self.next_task.setVisible(task is not None)
        self.next_button.setVisible(task is not None)
        if task is not None:
            self.next_task.setText(f"Your next task: {task.name}")
            self.next_button.setAccessibleName(f"Open this task: {task.name}")

    def _open_next(self) -> None:
        if self._next is not None:
            self.task_wanted.emit(self._next)

    def _turn(self) -> None:
        shown = TABS[self.tabs.currentIndex()]
        for name, part in self._cards.items():
            part.setVisible(name == shown)
        self.drop_zone.setVisible(self._may_add and shown in {"tasks", "papers"})

    def _show_deadline(self, deadline: Deadline | None) -> None:
        self.deadline_tag.setVisible(deadline is not None)
        self.deadline_words.setVisible(deadline is not None)
        if deadline is None:
            return
        tone = Tone.NEUTRAL if deadline.working_days > SOON else Tone.WARNING
        self.deadline_tag.show_status(
            deadline.words[:1].upper() + deadline.words[1:],
            Tone.PROBLEM if deadline.is_late else tone,
        )
        self.deadline_words.setText(
            f"{deadline.what}, {long_date(deadline.due)}. {deadline.explanation}"
            f" ({deadline.citation})"
        )


def urgent_words(page: CasePage) -> str:
    """The priority of a case as a tag says it; empty where it has none."""
    priority = page.details.of_its_kind.priority
    return f"Priority: {label(priority).lower()}" if priority else ""


_ACTS: tuple[tuple[CaseAction, str, ButtonKind], ...] = (
    (CaseAction.CHANGE, "Change details", "secondary"),
    (CaseAction.RECORD_RESIGNATION, "Record a resignation", "secondary"),
    (CaseAction.SIGN_OFF, "Record the sign-off", "secondary"),
    (CaseAction.RECORD_EXEMPTION, "Record the exemption", "secondary"),
    (CaseAction.CANCEL_EXEMPTION, "Cancel the exemption", "secondary"),
    (CaseAction.PUT_ON_AGENDA, "Put on an agenda", "secondary"),
    (CaseAction.TAKE_OFF_AGENDA, "Take off the agenda", "secondary"),
    (CaseAction.WITHDRAW, "Withdraw this case", "danger"),
)


def _line(*widgets: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(row(*widgets))
    return made


def _column(*widgets: QWidget) -> QWidget:
    made = QWidget()
    layout = column(*widgets, gap=SPACE.large)
    layout.addStretch(1)
    made.setLayout(layout)
    return made
