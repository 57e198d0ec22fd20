"""All tasks of a case in their order."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from panelapp.domain.duty_words import duty_words
from panelapp.domain.rules.lifecycle import CaseState
from panelapp.domain.rules.tasks.after_panel import after_panel
from panelapp.domain.rules.tasks.at_panel import at_panel, minutes
from panelapp.domain.rules.tasks.before_panel import before_panel
from panelapp.domain.rules.tasks.step import Step, Writing
from panelapp.domain.rules.tasks.task import Stage, Task, TaskPlace, TaskStatus
from panelapp.domain.values import long_date

if TYPE_CHECKING:
    from panelapp.domain.rules.duties import Duty
    from panelapp.domain.rules.tasks.work import CaseWork
    from panelapp.domain.vocabulary import UserRole

_SOON = timedelta(weeks=2)


def case_tasks(work: CaseWork) -> tuple[Task, ...]:
    """The tasks of a case in the order in which they are done.

    A case that was withdrawn or refused at stage 1 keeps what was completed. A duty that no step
    knows stands at the end, so that nothing which is owed is left out.
    """
    writing = Writing(work)
    stages = (
        (Stage.BEFORE_PANEL, before_panel(work)),
        (Stage.AT_PANEL, at_panel(work)),
        (Stage.AFTER_PANEL, chain(minutes(work), after_panel(work))),
    )
    tasks = [
        task
        for stage, steps in stages
        for step in steps
        if (task := writing.task(stage, step)) is not None
    ]
    if work.state in {CaseState.WITHDRAWN, CaseState.REFUSED_AT_STAGE_1}:
        return tuple(task for task in tasks if task.status is TaskStatus.COMPLETED)
    owed = [writing.task(Stage.AFTER_PANEL, _owed(duty, work)) for duty in tuple(writing.left())]
    return (*tasks, *(task for task in owed if task is not None))


def next_task(tasks: tuple[Task, ...], who: frozenset[UserRole], on: date) -> Task | None:
    """The task that somebody of some roles should take up: what is due soon, else the first.

    What is due in months, such as the panel's recommendation on a new application, waits for the
    tasks that come before it.
    """
    own = [task for task in tasks if task.is_open and task.who in who]
    due = [task for task in own if task.due is not None and task.due <= on + _SOON]
    return min(due, key=lambda task: task.due or date.max, default=next(iter(own), None))


def _owed(duty: Duty, work: CaseWork) -> Step:
    if duty.duty == "settle_temporary_approval":
        name = f"Approve in full or end the placement by {long_date(duty.due)}"
    else:
        name = duty_words(duty.duty, ref="the case", people=work.them)
    return Step(
        code=duty.duty,
        name=name,
        duties=(duty.duty,),
        who=duty.who,
        place=TaskPlace.DETAILS,
    )
