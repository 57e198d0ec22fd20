"""The clocks of the regulations and standards: a day on which something happened, and when it ends.

What a clock counts stands in the rule set; a clock says from which event it is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput
from panelapp.domain.rules.calendar import WorkingCalendar, add_months, add_years
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.rule_set import Force
from panelapp.domain.values import Settings, in_words, long_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panelapp.domain.rules.rule_set import Rule

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A period laid down by the rule of the same id.

    ``counted_from`` finishes the sentence "counted from the day on which ...". ``backwards`` marks
    a period that ends with the event. ``may_not_reach_limit`` marks a period that must not be
    exceeded, so that the day before its last is the last safe one.
    """

    name: str
    counted_from: str
    backwards: bool = False
    may_not_reach_limit: bool = False

    def rule(self, on: date | None = None) -> Rule:
        """The rule that lays the period down, as it stood on a day."""
        return ENGLAND_2011.rule(self.name, on)

    def period(self, on: date | None = None) -> tuple[int, str]:
        """How many of which unit the clock counts: ``(7, "working_days")``."""
        [(unit, number)] = self.rule(on).parameters.items()
        return number, unit

    def period_in_words(self, on: date | None = None) -> str:
        """The period as people say it: ``7 working days``."""
        return period_in_words(*self.period(on))


@dataclass(frozen=True, kw_only=True)
class ClockResult:
    """When a clock that started on a day ends, and why.

    ``limit`` is the full period to the day where acting a day earlier is the safe reading.
    """

    clock: str
    start: date
    due: date
    limit: date | None
    force: Force
    citation: str
    explanation: str


_UNIT_WORDS: Mapping[str, str] = {
    "working_days": "working days",
    "days": "calendar days",
    "weeks": "weeks",
    "months": "calendar months",
    "years": "years",
}

CLOCKS: Mapping[str, Clock] = {
    clock.name: clock
    for clock in (
        Clock(name="adm_decision", counted_from="the final minutes arrived"),
        Clock(name="oral_notice", counted_from="the decision was made"),
        Clock(name="written_notice", counted_from="the decision was made"),
        Clock(name="qd_response", counted_from="the letter was dated"),
        Clock(name="irm_papers", counted_from="the notification was received"),
        Clock(name="applicant_observations", counted_from="the report was sent"),
        Clock(name="stage1_refusal", counted_from="the last stage 1 item was received"),
        Clock(
            name="reg24_first",
            counted_from="temporary approval started",
            may_not_reach_limit=True,
        ),
        Clock(
            name="reg24_extended",
            counted_from="temporary approval started",
            may_not_reach_limit=True,
        ),
        Clock(name="panel_papers", counted_from="the panel sits", backwards=True),
        Clock(name="application_to_recommendation", counted_from="the application was received"),
        Clock(name="resignation_effect", counted_from="the written notice was received"),
        Clock(name="emergency_placement", counted_from="the child was placed"),
        Clock(name="review", counted_from="approval was given or last reviewed"),
        Clock(name="induction", counted_from="the person joined the central list"),
        Clock(name="list_notice", counted_from="written notice was given"),
        Clock(name="appraisal", counted_from="the person was last appraised or joined"),
        Clock(name="records_access", counted_from="the records were asked for"),
        Clock(name="retention_approved", counted_from="approval ended"),
        Clock(
            name="retention_refused",
            counted_from="approval was finally refused or the application withdrawn",
        ),
    )
}


def due(
    name: str, start: date, calendar: WorkingCalendar, settings: Settings | None = None
) -> ClockResult:
    """When the clock that starts on a day ends.

    Raises ``BadInput`` for an unknown clock, or a start too close to the end of the calendar.
    """
    try:
        clock = CLOCKS[name]
    except KeyError:
        raise BadInput(
            f"There is no clock called {name!r}.", remedy=f"Choose one of {', '.join(CLOCKS)}."
        ) from None
    try:
        return _result(clock, start, calendar, settings or Settings())
    except (OverflowError, ValueError):
        raise BadInput(
            f"A period cannot be counted from {start.isoformat()}: it leaves the calendar."
        ) from None


def period_end(start: date, number: int, unit: str, calendar: WorkingCalendar) -> date:
    """The last day of a period that is counted from a day, which is not counted itself.

    ``unit`` is a unit of the rule set: ``working_days``, ``days``, ``weeks``, ``months`` or
    ``years``.
    """
    match unit:
        case "working_days":
            return calendar.add_working_days(start, number)
        case "days":
            return start + timedelta(days=number)
        case "weeks":
            return start + timedelta(weeks=number)
        case "months":
            return add_months(start, number)
        case "years":
            return add_years(start, number)
    raise ValueError(unit)


def period_in_words(number: int, unit: str) -> str:
    """A period as people say it: ``7 working days``, ``1 calendar month``."""
    words = _UNIT_WORDS[unit]
    return f"{number} {words if number > 1 else words.removesuffix('s')}"


def _result(
    clock: Clock, start: date, calendar: WorkingCalendar, settings: Settings
) -> ClockResult:
    number, unit = clock.period(start)
    if unit == "working_days":
        end, note = _working_end(clock, start, calendar, settings)
    else:
        end, note = period_end(start, number, unit, calendar), ""
    rule = clock.rule(start)
    last_day = end - _ONE_DAY if clock.may_not_reach_limit else end
    where = "back from" if clock.backwards else "from"
    if clock.may_not_reach_limit:
        note = f" The period itself reaches {long_date(end)}, which is a day too late."
    return ClockResult(
        clock=clock.name,
        start=start,
        due=last_day,
        limit=end if clock.may_not_reach_limit else None,
        force=rule.force,
        citation=rule.citation,
        explanation=f"{clock.period_in_words(start)} {where} {long_date(start)},"
        f" when {clock.counted_from}: {long_date(last_day)}.{note}",
    )


def _working_end(
    clock: Clock, start: date, calendar: WorkingCalendar, settings: Settings
) -> tuple[date, str]:
    number, _ = clock.period(start)
    note = ""
    first_day_counted = (
        clock.name == "emergency_placement" and settings.emergency_placement_day_counts
    )
    if first_day_counted:
        note = " The day of the placement is counted, as the agency chose."
    if clock.name == "panel_papers" and settings.papers_in_clear_days:
        number += 1
        note = " The days are clear days, as the agency chose."
    begin = start - _ONE_DAY if first_day_counted else start
    end = calendar.add_working_days(begin, -number if clock.backwards else number)
    left_out = calendar.holidays_between(min(start, end), max(start, end))
    if left_out:
        note += f" Left out besides weekends: {in_words(tuple(map(long_date, left_out)))}."
    return end, note
