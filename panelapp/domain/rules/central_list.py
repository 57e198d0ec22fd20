"""Who stands on the central list on a day, and when notice takes a person off it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules.calendar import WorkingCalendar
from panelapp.domain.rules.clocks import due

if TYPE_CHECKING:
    from datetime import date


def is_listed(joined_on: date, left_on: date | None, on: date) -> bool:
    """Whether a person is on the central list; the last day of a notice is still on it.

    Fostering Services (England) Regulations 2011, reg. 23(1)-(3).
    """
    return joined_on <= on and (left_on is None or on <= left_on)


def last_day_after_notice(notice_on: date) -> date:
    """The last day on the list after one month's written notice (reg. 23(2) and (3))."""
    return due("list_notice", notice_on, WorkingCalendar()).due
