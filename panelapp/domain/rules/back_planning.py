"""Counting back from the end of a temporary approval to the last sitting that leaves time.

Care Planning, Placement and Case Review (England) Regulations 2010, reg. 25(6): without full
approval the placement ends, so the decision itself must be made in time, not only the hearing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.domain.rules import clocks

if TYPE_CHECKING:
    from panelapp.domain.rules.calendar import WorkingCalendar
    from panelapp.domain.values import Settings


@dataclass(frozen=True, kw_only=True)
class BackPlan:
    """The last days on which each step still leaves time for the next.

    ``decide_by`` is the last safe day of the temporary approval, ``minutes_by`` that on which final
    minutes reach the decision maker, ``sit_by`` that of the sitting. Papers are with members by
    ``papers_by``, and by ``begin_by`` the report is with the applicants, who may comment first, or,
    where there is no such report, the case is on an agenda with its papers.
    """

    decide_by: date
    minutes_by: date
    sit_by: date
    papers_by: date
    begin_by: date


def back_plan(
    decide_by: date, calendar: WorkingCalendar, settings: Settings, *, has_report: bool
) -> BackPlan:
    """The plan that ends with a decision on a day.

    The decision maker has seven working days (NMS 14.9), the minutes the agency's target, members
    five working days with the papers (NMS 14.3) and applicants ten with a report (FSR 26(4)).
    """
    deciding, _ = clocks.CLOCKS["adm_decision"].period(decide_by)
    minutes_by = _back(decide_by, deciding, calendar)
    sit_by = _back(minutes_by, settings.minutes_target, calendar)
    papers_by, begin_by = before_sitting(sit_by, calendar, settings, has_report=has_report)
    return BackPlan(
        decide_by=decide_by,
        minutes_by=minutes_by,
        sit_by=sit_by,
        papers_by=papers_by,
        begin_by=begin_by,
    )


def before_sitting(
    sits_on: date, calendar: WorkingCalendar, settings: Settings, *, has_report: bool
) -> tuple[date, date]:
    """By when members have the papers of a sitting, and by when the applicants have a report."""
    papers_by = clocks.due("panel_papers", sits_on, calendar, settings).due
    comments, _ = clocks.CLOCKS["applicant_observations"].period(sits_on)
    report_by = calendar.add_working_days(papers_by, -comments) if has_report else papers_by
    return papers_by, report_by


def _back(end: date, number: int, calendar: WorkingCalendar) -> date:
    """The last working day from which so many working days end by a day."""
    start = calendar.add_working_days(end, -number)
    if calendar.add_working_days(start, number) > end:
        start = calendar.add_working_days(start, -1)
    return start
