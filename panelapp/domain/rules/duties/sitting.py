"""The duties of a sitting: papers before it, attendance after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules.duties.duty import About, Duty, Subject
from panelapp.domain.values import Settings, long_date
from panelapp.domain.vocabulary import UserRole

if TYPE_CHECKING:
    from datetime import date

    from panelapp.domain.rules.calendar import WorkingCalendar
    from panelapp.domain.rules.facts import SittingFacts


def sitting_duties(
    sitting: SittingFacts, on: date, calendar: WorkingCalendar, settings: Settings
) -> tuple[Duty, ...]:
    """What was still to do for a sitting with items on its agenda, at the end of a day.

    Attendance is recorded when the panel sits: until then a sitting lies ahead, whatever was
    recorded of it since.
    """
    if sitting.cancelled or sitting.number_of_items == 0:
        return ()
    about = About(subject=Subject.SITTING, ref=sitting.ref, calendar=calendar, settings=settings)
    if sitting.held_on > on:
        return _before(sitting, on, about)
    if sitting.attendance_recorded:
        return ()
    return (
        about.by_date(
            "record_attendance",
            UserRole.PANEL_ADVISER,
            "written_record",
            sitting.held_on,
            f"The panel sat on {long_date(sitting.held_on)} and who attended is not recorded.",
        ),
    )


def _before(sitting: SittingFacts, on: date, about: About) -> tuple[Duty, ...]:
    if sitting.papers_sent_on is not None and sitting.papers_sent_on <= on:
        return ()
    return (about.by_clock("send_papers", UserRole.ADMINISTRATOR, "panel_papers", sitting.held_on),)
