"""One task of a case: what is to do, how far it is, and where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from panelapp.domain.vocabulary import UserRole


class Stage(StrEnum):
    """When in the life of a case a task stands."""

    BEFORE_PANEL = "before_panel"
    AT_PANEL = "at_panel"
    AFTER_PANEL = "after_panel"


class TaskStatus(StrEnum):
    """How far a task is."""

    COMPLETED = "completed"
    NOT_YET_STARTED = "not_yet_started"
    IN_PROGRESS = "in_progress"
    PROBLEM = "problem"
    CANNOT_START_YET = "cannot_start_yet"


class TaskPlace(StrEnum):
    """Where a task is done."""

    DETAILS = "case/details"
    SIGN_OFF = "case/sign_off"
    EXEMPTION = "case/exemption"
    PAPERS = "case/papers"
    PEOPLE = "case/people"
    CHECKS = "case/checks"
    AGENDA = "case/agenda"
    SITTING = "sitting"
    SITTING_MODE = "sitting_mode"
    MINUTES = "minutes"
    DECISION = "decision"
    REPRESENTATIONS = "new_case/representations"
    CASE = "case"


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something that is done in a case, by whom and where.

    ``reason`` says why it cannot start yet, what the problem is, or how it was completed. ``refs``
    are what the place is about: a sitting and a case, or a case alone. ``due`` and ``citation`` are
    those of the duty behind the task, where there is one.
    """

    stage: Stage
    code: str
    name: str
    status: TaskStatus
    who: UserRole
    place: TaskPlace
    refs: tuple[str, ...]
    reason: str = ""
    due: date | None = None
    citation: str = ""
    explanation: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody can work on it now."""
        return self.status not in {TaskStatus.COMPLETED, TaskStatus.CANNOT_START_YET}
