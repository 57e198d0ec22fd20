"""The tasks of a case, from its papers to its last letter, and what happens next.

What must be done by law comes from duties; tasks set them in their order and say which can be
started. The lifecycle decides that, never the list.
"""

from panelapp.domain.rules.tasks.next_step import what_happens_next
from panelapp.domain.rules.tasks.task import Stage, Task, TaskPlace, TaskStatus
from panelapp.domain.rules.tasks.task_list import case_tasks, next_task
from panelapp.domain.rules.tasks.work import CaseWork

__all__ = [
    "CaseWork",
    "Stage",
    "Task",
    "TaskPlace",
    "TaskStatus",
    "case_tasks",
    "next_task",
    "what_happens_next",
]
