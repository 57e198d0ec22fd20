"""Until when a temporary approval of a connected person holds.

Care Planning, Placement and Case Review (England) Regulations 2010, reg. 24 and 25.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.domain.rules import clocks

if TYPE_CHECKING:
    from panelapp.domain.rules.calendar import WorkingCalendar


@dataclass(frozen=True, kw_only=True)
class TemporaryApproval:
    """A temporary approval with what settles or prolongs it.

    ``review_applied_on`` is the day on which the carer asked for an independent review of a
    refusal, which keeps the approval going until its outcome is known (reg. 25(1)(b)).
    """

    started_on: date
    extended_on: date | None = None
    placement_ended_on: date | None = None
    fully_approved_on: date | None = None
    review_applied_on: date | None = None
    finally_decided_on: date | None = None


def last_day(approval: TemporaryApproval, on: date, calendar: WorkingCalendar) -> date | None:
    """The last day on which an approval may hold, as known on a day; ``None`` while a review runs.

    Sixteen weeks, or twenty-four once it was extended. It is not stretched by what comes later.
    """
    return None if _is_under_review(approval, on, calendar) else _fixed_end(approval, on, calendar)


def _fixed_end(approval: TemporaryApproval, on: date, calendar: WorkingCalendar) -> date:
    is_extended = approval.extended_on is not None and approval.extended_on <= on
    clock = "reg24_extended" if is_extended else "reg24_first"
    return clocks.due(clock, approval.started_on, calendar).due


def holds(approval: TemporaryApproval, on: date, calendar: WorkingCalendar) -> bool:
    """Whether somebody has the temporary approval on a day."""
    settled = (approval.placement_ended_on, approval.fully_approved_on)
    if on < approval.started_on or any(day is not None and day <= on for day in settled):
        return False
    last = last_day(approval, on, calendar)
    return last is None or on <= last


def overlap(one: TemporaryApproval, other: TemporaryApproval, calendar: WorkingCalendar) -> bool:
    """Whether two temporary approvals hold at the same time."""
    first, second = sorted((one, other), key=lambda approval: approval.started_on)
    return holds(first, second.started_on, calendar)


def _is_under_review(approval: TemporaryApproval, on: date, calendar: WorkingCalendar) -> bool:
    """Whether a review keeps it going; one applied for after it ran out brings nothing back."""
    applied_on, decided_on = approval.review_applied_on, approval.finally_decided_on
    if applied_on is None or on < applied_on or (decided_on is not None and decided_on <= on):
        return False
    return applied_on <= _fixed_end(approval, applied_on, calendar)
