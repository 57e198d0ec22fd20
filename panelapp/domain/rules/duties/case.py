"""The duties of a case, from its application to its last notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules.duties.assessment import assessment_duties
from panelapp.domain.rules.duties.decision import decision_duties
from panelapp.domain.rules.duties.duty import About, Duty, Subject
from panelapp.domain.rules.duties.kind import kind_duties
from panelapp.domain.rules.duties.panel import panel_duties
from panelapp.domain.rules.duties.temporary_approval import temporary_approval_duties
from panelapp.domain.rules.history import as_of, had_begun

if TYPE_CHECKING:
    from datetime import date

    from panelapp.domain.rules.calendar import WorkingCalendar
    from panelapp.domain.rules.facts import CaseFacts
    from panelapp.domain.values import Settings


def case_duties(
    case: CaseFacts, on: date, calendar: WorkingCalendar, settings: Settings
) -> tuple[Duty, ...]:
    """What was still to do in a case at the end of a day, the earliest first."""
    then = as_of(case, on)
    if then.withdrawn_on or then.stage1_refused_on or not had_begun(case, on):
        return ()
    about = About(subject=Subject.CASE, ref=case.ref, calendar=calendar, settings=settings)
    duties = [
        *panel_duties(then, on, about),
        *assessment_duties(then, on, about),
        *decision_duties(then, on, about),
        *temporary_approval_duties(then, on, about),
        *kind_duties(then, on, about),
    ]
    return tuple(sorted(duties, key=lambda duty: (duty.due, duty.duty)))
