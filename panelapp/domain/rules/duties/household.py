"""The duties of an approved household: its review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules import clocks
from panelapp.domain.rules.duties.duty import About, Duty, Subject
from panelapp.domain.vocabulary import CarerKind, UserRole

if TYPE_CHECKING:
    from datetime import date

    from panelapp.domain.rules.calendar import WorkingCalendar
    from panelapp.domain.rules.facts import HouseholdFacts
    from panelapp.domain.values import Settings


def household_duties(
    household: HouseholdFacts, on: date, calendar: WorkingCalendar, settings: Settings
) -> tuple[Duty, ...]:
    """What was still to do for a household at the end of a day.

    Fostering Services (England) Regulations 2011, reg. 28(2): a review within a year of approval,
    and then of the last review. None is due for an approval that ends before it would be.
    """
    approved_on = household.approved_on
    if approved_on is None or approved_on > on:
        return ()
    reviewed_on = household.last_review_on
    if reviewed_on is not None and reviewed_on > on:
        reviewed_on = None
    since = max(approved_on, reviewed_on or approved_on)
    review = clocks.due("review", since, calendar, settings)
    ended_on = household.ended_on
    if ended_on is not None and (ended_on <= on or ended_on <= review.due):
        return ()
    about = About(
        subject=Subject.HOUSEHOLD, ref=household.ref, calendar=calendar, settings=settings
    )
    lodgings = household.carer_kind is CarerKind.SUPPORTED_LODGINGS
    is_first = reviewed_on is None
    note = (
        " No review is on record. The report of the first review goes to panel."
        if is_first and not lodgings
        else ""
    )
    return (
        about.by_date(
            "first_review" if is_first else "review",
            UserRole.PANEL_ADVISER,
            "review_local" if lodgings else "review",
            review.due,
            review.explanation + note,
        ),
    )
