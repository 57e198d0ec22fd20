"""How long the record of a household is kept at least, and from which day.

Fostering Services (England) Regulations 2011, reg. 32(1)-(3). The periods are minimums: nothing is
disposed of by itself, and an allegation, a claim or an inquiry may ask for longer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.domain.rules.clocks import period_end, period_in_words
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.values import long_date

if TYPE_CHECKING:
    from panelapp.domain.rules.calendar import WorkingCalendar


@dataclass(frozen=True, kw_only=True)
class RetentionFacts:
    """What ended, and what goes on. Each day is the last of its kind.

    ``refused_on`` is the day of the final decision, never that of the determination before it.
    ``placement_end_unknown`` says that a temporary approval came to no full one and no day is
    recorded on which the placement ended. ``goes_on`` says in words what keeps the record open;
    empty where nothing does.
    """

    goes_on: str = ""
    approval_ended_on: date | None = None
    placement_ended_on: date | None = None
    placement_end_unknown: bool = False
    refused_on: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Retention:
    """The day until which a record is kept at least, with the reason and the regulation.

    ``until`` is ``None`` while nothing has ended, or where nothing says when it did.
    """

    until: date | None
    because: str
    citation: str


def retention(facts: RetentionFacts, calendar: WorkingCalendar) -> Retention:
    """How long a record is kept: for the longest period that anything in it asks for."""
    if facts.goes_on:
        return Retention(
            until=None,
            because=f"{facts.goes_on} The period begins when that ends.",
            citation=ENGLAND_2011.cite("retention_approved"),
        )
    if facts.placement_end_unknown:
        return Retention(
            until=None,
            because="The period begins when the placement under temporary approval ends. That day"
            " is not recorded.",
            citation=ENGLAND_2011.cite("retention_temporary"),
        )
    kept = [
        _kept(rule, ended_on, what, calendar)
        for rule, ended_on, what in (
            ("retention_approved", facts.approval_ended_on, "The approval ended"),
            ("retention_temporary", facts.placement_ended_on, "The placement ended"),
            ("retention_refused", facts.refused_on, "Approval was finally refused"),
            ("retention_refused", facts.withdrawn_on, "The application was withdrawn"),
        )
        if ended_on is not None
    ]
    if not kept:
        return Retention(
            until=None,
            because="Nothing on record says when an approval or an application ended.",
            citation=ENGLAND_2011.cite("retention_approved"),
        )
    return max(kept, key=lambda one: (one.until is not None, one.until))


def _kept(rule: str, ended_on: date, what: str, calendar: WorkingCalendar) -> Retention:
    laid_down = ENGLAND_2011.rule(rule, ended_on)
    [(unit, number)] = laid_down.parameters.items()
    period = period_in_words(number, unit)
    return Retention(
        until=period_end(ended_on, number, unit, calendar),
        because=f"{what} on {long_date(ended_on)}, and the record is kept at least {period} from"
        " then.",
        citation=laid_down.citation,
    )
