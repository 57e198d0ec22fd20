"""Beside the duties: the next sitting, minutes that are not final, decisions that wait."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from panelapp.domain.values import in_words
from panelapp.domain.vocabulary import UserRole
from panelapp.queries.waiting_minutes import MinutesStage
from ui.components.button import Button
from ui.components.layouts import clear, column, row
from ui.components.status_tag import StatusTag
from ui.components.task_list import TaskList, TaskRow
from ui.components.words import Words
from ui.theme.tokens import SPACE, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from panelapp.queries.first_steps import FirstStep, Step
    from panelapp.queries.sitting_rows import AgendaRow, SittingPage
    from panelapp.queries.today import DecisionsWaiting
    from panelapp.queries.unsaved import Unsaved
    from panelapp.queries.waiting_minutes import MinutesWaiting

ITEMS_SHOWN = 6
_AT_PANEL = frozenset({UserRole.CHAIR, UserRole.VICE_CHAIR, UserRole.MEMBER})
_STAGES = {
    MinutesStage.NOT_WRITTEN: "to write",
    MinutesStage.TO_CHECK: "to check",
    MinutesStage.UNCONFIRMED: "to confirm",
    MinutesStage.TO_LOCK: "to lock",
}


class _Card(QFrame):
    """A card whose parts are put in place of what was there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._column = column(gap=SPACE.small, margin=SPACE.large)
        self.setLayout(self._column)
        self.hide()

    def _fill(self, heading: str, *parts: QWidget) -> None:
        clear(self._column)
        for part in (Words(heading, "heading"), *parts):
            self._column.addWidget(part)
        self.setAccessibleName(heading)
        self.show()


class NextSittingCard(_Card):
    """The day, who is coming, whether it will be quorate, and the agenda in short."""

    def show_sitting(
        self,
        sitting: SittingPage,
        role: UserRole,
        opened: Callable[[], object],
    ) -> None:
        """Show the next sitting, as its page tells of it."""
        parts: list[QWidget] = [Words(_when(sitting), "strong")]
        if sitting.venue:
            parts.append(Words(sitting.venue, "muted"))
        parts.append(_tags(sitting))
        parts.append(Words(_in_short(sitting)))
        if sitting.agenda:
            parts.append(_items(sitting.agenda))
        if role in _AT_PANEL and sitting.agenda:
            parts.append(Words("If you have an interest in an item, declare it there."))
        parts.append(Button("Open the sitting", opened))
        self._fill("Your next sitting" if role in _AT_PANEL else "Next sitting", *parts)

    def show_none(self, plan: Callable[[], object] | None) -> None:
        """Say that no sitting is planned; ``plan`` is the way to plan one, for who may."""
        parts: list[QWidget] = [Words("No sitting is planned.", "muted")]
        if plan is not None:
            parts.append(Button("Plan a sitting", plan))
        self._fill("Next sitting", *parts)


class MinutesCard(_Card):
    """How many minutes are not final, by whose turn it is."""

    def show_minutes(
        self, minutes: Sequence[MinutesWaiting], opened: Callable[[], object] | None
    ) -> None:
        """Show what waits; ``opened`` is the way to the oldest, for whom there is one."""
        self.hide()
        if not minutes:
            return
        stages = Counter(waiting.stage for waiting in minutes)
        told = tuple(
            f"{stages[stage]} {words}" for stage, words in _STAGES.items() if stages[stage]
        )
        late = sum(waiting.left_words.endswith("late") for waiting in minutes)
        parts: list[QWidget] = [Words(f"{_of_items(len(minutes))}: {in_words(told)}.")]
        if late:
            parts.append(_flowing(StatusTag(f"{late} past the target", Tone.PROBLEM)))
        if opened is not None:
            says = "Open the oldest minutes"
            parts.append(Button("Open the oldest", opened, "link", says=says))
        self._fill("Minutes that are not final", *parts)


class DecisionsCard(_Card):
    """How many cases wait for a decision, and for how long."""

    def show_decisions(
        self, waiting: DecisionsWaiting | None, opened: Callable[[], object]
    ) -> None:
        """Show what waits; nothing for a role that is not told."""
        self.hide()
        if waiting is None:
            return
        parts: list[QWidget] = [Words(waiting.words)]
        if waiting.number:
            parts.append(Button("Look at the decisions", opened, "link"))
        self._fill("With the decision maker", *parts)


class UnsavedCard(_Card):
    """What somebody typed and did not save, each with its page."""

    def show_unsaved(
        self, unsaved: Sequence[Unsaved], opener: Callable[[Unsaved], Callable[[], object]]
    ) -> None:
        """Show what waits; ``opener`` gives the way to each."""
        self.hide()
        if not unsaved:
            return
        tasks = TaskList()
        rows = [TaskRow(name=one.words, detail=one.when, open=opener(one)) for one in unsaved]
        tasks.show_groups([("", rows)])
        self._fill("You have unsaved text", tasks)


class FirstStepsCard(_Card):
    """What a new file still needs, each with its page; gone when it is done."""

    def show_steps(
        self, steps: Sequence[FirstStep], opener: Callable[[Step], Callable[[], object]]
    ) -> None:
        """Show the steps; ``opener`` gives the way to each."""
        self.hide()
        if not steps:
            return
        tasks = TaskList()
        rows = [
            TaskRow(
                name=step.words,
                detail=step.detail,
                status="Completed" if step.is_done else "Not yet started",
                tone=Tone.GOOD if step.is_done else Tone.NEUTRAL,
                open=opener(step.step),
            )
            for step in steps
        ]
        tasks.show_groups([("", rows)])
        self._fill("First steps", Words("This file is new. Start here.", "muted"), tasks)


def _when(sitting: SittingPage) -> str:
    return ", ".join(part for part in (sitting.day_words, sitting.times) if part)


def _tags(sitting: SittingPage) -> QWidget:
    short = tuple(str(number) for number in sitting.not_quorate)
    if not sitting.agenda:
        return _flowing(StatusTag("No items yet"))
    if not short:
        return _flowing(StatusTag("Quorate", Tone.GOOD))
    items = "item" if len(short) == 1 else "items"
    return _flowing(StatusTag(f"Not quorate yet for {items} {in_words(short)}", Tone.WARNING))


def _flowing(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(row(*widgets))
    return holder


def _in_short(sitting: SittingPage) -> str:
    items = len(sitting.agenda)
    parts = [f"{sitting.coming} of {len(sitting.members)} members coming", _counted(items, "item")]
    if sitting.interests:
        parts.append(f"{_counted(sitting.interests, 'interest')} declared")
    if items and sitting.papers.sent_on is None:
        parts.append(f"papers {sitting.papers.complete} of {items} complete")
    elif items:
        parts.append("papers sent")
    return " · ".join(parts)


def _items(agenda: Sequence[AgendaRow]) -> QWidget:
    """The first items, each with its number in a column of its own."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, SPACE.tiny, 0, SPACE.tiny)
    grid.setHorizontalSpacing(SPACE.small)
    grid.setVerticalSpacing(SPACE.tiny)
    grid.setColumnStretch(1, 1)
    for number, item in enumerate(agenda[:ITEMS_SHOWN]):
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(Words(str(item.number), "strong", wrap=False), number, 0, top)
        grid.addWidget(Words(f"{item.case}, {item.names}", "muted"), number, 1)
    more = len(agenda) - ITEMS_SHOWN
    if more > 0:
        grid.addWidget(Words(f"and {more} more", "muted"), ITEMS_SHOWN, 1)
    return holder


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _of_items(number: int) -> str:
    return "Minutes of 1 item" if number == 1 else f"Minutes of {number} items"
