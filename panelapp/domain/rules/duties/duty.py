"""One duty, and how it is written down from a rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from panelapp.domain.rules import clocks
from panelapp.domain.rules.calendar import WorkingCalendar
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.rule_set import Force
from panelapp.domain.values import Settings, long_date
from panelapp.domain.vocabulary import UserRole


class Subject(StrEnum):
    """What a duty is about."""

    CASE = "case"
    HOUSEHOLD = "household"
    MEMBER = "member"
    SITTING = "sitting"
    CENTRAL_LIST = "central_list"


@dataclass(frozen=True, kw_only=True)
class Duty:
    """Something that must happen: ``duty`` is its short code, ``who`` whose it is.

    ``rule`` is the id of the rule that causes it.
    """

    subject: Subject
    ref: str
    duty: str
    who: UserRole
    due: date
    rule: str
    citation: str
    force: Force
    explanation: str


@dataclass(frozen=True, kw_only=True)
class About:
    """What duties are being raised about, with the calendar and settings they are counted by."""

    subject: Subject
    ref: str
    calendar: WorkingCalendar
    settings: Settings

    def by_clock(
        self, duty: str, who: UserRole, clock: str, start: date, *, rule_id: str | None = None
    ) -> Duty:
        """A duty that is due when a clock ends; the clock's own rule causes it unless named."""
        result = clocks.due(clock, start, self.calendar, self.settings)
        return self.by_date(duty, who, rule_id or clock, result.due, result.explanation)

    def by_target(self, duty: str, who: UserRole, rule_id: str, start: date, event: str) -> Duty:
        """A duty that is due a number of days after an event, where a rule names that target."""
        rule = ENGLAND_2011.rule(rule_id, start)
        [(unit, number)] = rule.parameters.items()
        due = clocks.period_end(start, number, unit, self.calendar)
        period = clocks.period_in_words(number, unit)
        return self.by_date(
            duty, who, rule_id, due, f"{period} from {long_date(start)}, when {event}."
        )

    def by_date(self, duty: str, who: UserRole, rule_id: str, due: date, explanation: str) -> Duty:
        """A duty that is due on a day."""
        rule = ENGLAND_2011.rule(rule_id, due)
        return Duty(
            subject=self.subject,
            ref=self.ref,
            duty=duty,
            who=who,
            due=due,
            rule=rule_id,
            citation=rule.citation,
            force=rule.force,
            explanation=explanation,
        )
