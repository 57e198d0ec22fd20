"""The tasks of a case as rows, each leading to where it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import UserRole
from panelapp.queries.case_page import Stage, TaskStatus
from ui.components.task_list import TaskRow
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from panelapp.queries.case_page import CasePage, Task

STAGES: Mapping[Stage, str] = {
    Stage.BEFORE_PANEL: "Before panel",
    Stage.AT_PANEL: "At panel",
    Stage.AFTER_PANEL: "After panel",
}
_STATUS: Mapping[TaskStatus, tuple[str, Tone]] = {
    TaskStatus.COMPLETED: ("Completed", Tone.NEUTRAL),
    TaskStatus.NOT_YET_STARTED: ("Not yet started", Tone.NEUTRAL),
    TaskStatus.IN_PROGRESS: ("In progress", Tone.INFO),
    TaskStatus.PROBLEM: ("There is a problem", Tone.PROBLEM),
    TaskStatus.CANNOT_START_YET: ("Cannot start yet", Tone.NEUTRAL),
}
SHORT = 30
"""How many characters of how a task was completed stand in its line; more stand below it."""
_OFFICE = (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR)


def groups(
    page: CasePage, open_task: Callable[[Task], object]
) -> Iterator[tuple[str, list[TaskRow]]]:
    """The tasks of each stage under its heading; a stage without any is left out."""
    for stage, heading in STAGES.items():
        rows = [_row(page, task, open_task) for task in page.tasks if task.stage is stage]
        if rows:
            yield heading, rows


def _row(page: CasePage, task: Task, open_task: Callable[[Task], object]) -> TaskRow:
    words, tone = _STATUS[task.status]
    is_done = task.status is TaskStatus.COMPLETED
    is_short = is_done and len(task.reason) <= SHORT
    due = f"Due {long_date(task.due)}" if task.due else ""
    can_open = task.status is not TaskStatus.CANNOT_START_YET and task.place in page.places
    return TaskRow(
        name=task.name,
        status=words,
        tone=tone,
        detail="" if is_short else _detail(task),
        due=_first_capital(task.reason) if is_short else due,
        open=(lambda: open_task(task)) if can_open else None,
    )


def _detail(task: Task) -> str:
    """Why it waits or what the problem is; of an open one, who does it and what the rule says."""
    parts = [_sentence(task.reason)]
    if task.is_open:
        if task.who not in _OFFICE:
            parts.append(f"For the {label(task.who).lower()}.")
        if task.explanation:
            parts.append(f"{task.explanation} ({task.citation})")
    return " ".join(part for part in parts if part)


def _sentence(words: str) -> str:
    return f"{_first_capital(words)}." if words else ""


def _first_capital(words: str) -> str:
    return words[:1].upper() + words[1:]
