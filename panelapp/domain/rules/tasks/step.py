"""One step of the way of a case, and how it becomes a task once its duty is known."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from panelapp.domain.duty_words import time_left_words
from panelapp.domain.rules.tasks.task import Stage, Task, TaskPlace, TaskStatus
from panelapp.domain.rules.tasks.work import CaseWork
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import UserRole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from panelapp.domain.rules.duties import Duty


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that the way of a case asks for.

    ``how`` says how it was done, ``waits`` what must come first. ``duties`` are the codes of the
    duties that stand behind it. A step that ``is_over`` can no longer be taken: it shows only if it
    was done, or is still owed. One that ``outlasts_panel`` can be taken after the panel has heard
    the case too. ``sitting`` and ``about`` name what its place is about, where that
    is more than the case.
    """

    code: str
    name: str
    is_done: bool = False
    how: str = ""
    has_begun: bool = False
    waits: str = ""
    is_over: bool = False
    outlasts_panel: bool = False
    duties: tuple[str, ...] = ()
    who: UserRole = UserRole.PANEL_ADVISER
    place: TaskPlace = TaskPlace.DETAILS
    sitting: str = ""
    about: str = ""


def on_day(words: str, day: date | None) -> str:
    """What happened on a day: ``sent on 3 November 2026``; nothing where it has not."""
    return f"{words} {long_date(day)}" if day else ""


@dataclass
class Writing:
    """Steps written down as tasks, and the open duties that they have taken up."""

    work: CaseWork
    _taken: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def task(self, stage: Stage, step: Step) -> Task | None:
        """The task that a step is; ``None`` where its time is over and nothing is owed."""
        duty = None if step.is_done else self._take(step.duties)
        if step.is_over and not step.is_done:
            if duty is None:
                return None
            step = replace(step, waits="")
        case = step.about or self.work.case.ref
        return Task(
            stage=stage,
            code=step.code,
            name=step.name,
            status=self._status(step, duty),
            reason=self._reason(step, duty),
            who=step.who,
            place=step.place,
            refs=(step.sitting, case) if step.sitting else (case,),
            due=duty.due if duty else None,
            citation=duty.citation if duty else "",
            explanation=duty.explanation if duty else "",
        )

    def left(self) -> Iterator[Duty]:
        """The open duties that no task has taken up."""
        seen: dict[str, int] = defaultdict(int)
        for duty in self.work.duties:
            seen[duty.duty] += 1
            if seen[duty.duty] > self._taken[duty.duty]:
                yield duty

    def _take(self, codes: tuple[str, ...]) -> Duty | None:
        """Take up the next open duty of each of these codes, and return the most urgent one."""
        found = []
        for code in codes:
            owed = [duty for duty in self.work.duties if duty.duty == code]
            number = self._taken[code]
            if number < len(owed):
                self._taken[code] += 1
                found.append(owed[number])
        return min(found, key=lambda duty: duty.due, default=None)

    def _status(self, step: Step, duty: Duty | None) -> TaskStatus:
        if step.is_done:
            return TaskStatus.COMPLETED
        if step.waits:
            return TaskStatus.CANNOT_START_YET
        if self._is_late(duty):
            return TaskStatus.PROBLEM
        return TaskStatus.IN_PROGRESS if step.has_begun else TaskStatus.NOT_YET_STARTED

    def _reason(self, step: Step, duty: Duty | None) -> str:
        if step.is_done:
            return step.how
        if step.waits:
            return step.waits
        if duty is None or not self._is_late(duty):
            return ""
        late = self.work.calendar.working_days_between(self.work.on, duty.due)
        return f"due on {long_date(duty.due)}, {time_left_words(late, is_late=True)}"

    def _is_late(self, duty: Duty | None) -> bool:
        return duty is not None and duty.due < self.work.on
