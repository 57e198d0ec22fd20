"""The duties of a case on its way to panel, at panel and until its minutes reach the decider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules import clocks
from panelapp.domain.rules.direct_route import is_signed_off
from panelapp.domain.rules.lifecycle import (
    CaseState,
    case_state,
    is_confirmed,
    latest_presentation,
)
from panelapp.domain.rules.routes import INITIAL_APPROVALS, is_recommendation
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import CaseType, Outcome, UserRole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from panelapp.domain.rules.calendar import WorkingCalendar
    from panelapp.domain.rules.duties.duty import About, Duty
    from panelapp.domain.rules.facts import CaseFacts, DeferralFacts, PresentationFacts
    from panelapp.domain.values import Settings

_APPLICATIONS = INITIAL_APPROVALS | {CaseType.BRIEF_REPORT}


def panel_duties(case: CaseFacts, on: date, about: About) -> Iterator[Duty]:
    """The duties of a case before its decision, as it stood on a day."""
    yield from _application(case, about)
    yield from _minutes(case, about)
    shown = latest_presentation(case)
    match case_state(case, on):
        case CaseState.OPENED:
            yield from _representations_not_listed(case, about)
        case CaseState.LISTED if shown is not None:
            yield from _listed(case, shown, on, about)
        case CaseState.HEARD if shown is not None:
            yield about.by_date(
                "confirm_recommendation",
                UserRole.CHAIR,
                "written_record",
                shown.sitting_on,
                f"The case was heard on {long_date(shown.sitting_on)}; the chair confirms what the"
                " panel said, with its reasons.",
            )
        case CaseState.DEFERRED if shown is not None:
            yield from _deferred(shown, about)
        case CaseState.MINUTES_LOCKED if shown is not None and shown.minutes_final_on:
            yield about.by_target(
                "send_minutes",
                UserRole.PANEL_ADVISER,
                "minutes_to_decision_maker",
                shown.minutes_final_on,
                "the minutes became final",
            )
        case CaseState.INFORMATION_AWAITED:
            yield about.by_target(
                "supply_information",
                UserRole.PANEL_ADVISER,
                "decision_returned",
                case.decisions[-1].decided_on,
                "the decision maker asked for more information",
            )
        case CaseState.RETURNED_TO_PANEL:
            yield about.by_target(
                "list_again",
                UserRole.PANEL_ADVISER,
                "decision_returned",
                case.decisions[-1].decided_on,
                "the decision maker returned the case to panel",
            )


def _application(case: CaseFacts, about: About) -> Iterator[Duty]:
    recommended = any(
        is_confirmed(shown) and shown.outcome and is_recommendation(shown.outcome)
        for shown in case.presentations
        if not shown.sitting_cancelled
    )
    if (
        case.case_type in _APPLICATIONS
        and case.application_on
        and not recommended
        and not is_signed_off(case)
        and not case.decisions
    ):
        yield about.by_clock(
            "reach_recommendation",
            UserRole.PANEL_ADVISER,
            "application_to_recommendation",
            case.application_on,
        )


def _minutes(case: CaseFacts, about: About) -> Iterator[Duty]:
    for shown in case.presentations:
        unheard = shown.outcome is None or shown.outcome is Outcome.WITHDRAWN
        if shown.sitting_cancelled or unheard or shown.minutes_final_on:
            continue
        target = about.settings.minutes_target
        yield about.by_date(
            "finalise_minutes",
            UserRole.CHAIR,
            "minutes_target",
            minutes_target(shown.sitting_on, about.calendar, about.settings),
            f"{clocks.period_in_words(target, 'working_days')} from"
            f" {long_date(shown.sitting_on)}, when the panel sat: the agency's target.",
        )


def minutes_target(sitting_on: date, calendar: WorkingCalendar, settings: Settings) -> date:
    """The day by which minutes of a sitting are to be final, as the agency chose."""
    return calendar.add_working_days(sitting_on, settings.minutes_target)


def _representations_not_listed(case: CaseFacts, about: About) -> Iterator[Duty]:
    if case.case_type is CaseType.REPRESENTATIONS and case.opened_on:
        yield about.by_target(
            "list_representations",
            UserRole.PANEL_ADVISER,
            "panel_representations",
            case.opened_on,
            "the representations were received; the law sets no time",
        )


def _listed(case: CaseFacts, shown: PresentationFacts, on: date, about: About) -> Iterator[Duty]:
    if shown.sitting_on <= on:
        yield about.by_date(
            "record_outcome",
            UserRole.CHAIR,
            "written_record",
            shown.sitting_on,
            f"The panel sat on {long_date(shown.sitting_on)} and what it said about the case is"
            " not recorded.",
        )
    elif case.case_type in _APPLICATIONS:
        yield from _observations(case, shown, on, about)


def _observations(
    case: CaseFacts, shown: PresentationFacts, on: date, about: About
) -> Iterator[Duty]:
    if case.report_shared_on is None:
        yield _share_report(shown, about)
    elif case.observations_on is None:
        waiting = about.by_clock(
            "await_observations",
            UserRole.PANEL_ADVISER,
            "applicant_observations",
            case.report_shared_on,
        )
        if on <= waiting.due:
            yield waiting


def _share_report(shown: PresentationFacts, about: About) -> Duty:
    papers = clocks.due("panel_papers", shown.sitting_on, about.calendar, about.settings).due
    number, _ = clocks.CLOCKS["applicant_observations"].period(shown.sitting_on)
    return about.by_date(
        "share_report",
        UserRole.PANEL_ADVISER,
        "applicant_observations",
        about.calendar.add_working_days(papers, -number),
        f"{number} working days back from {long_date(papers)}, when papers for the sitting of"
        f" {long_date(shown.sitting_on)} must reach members: the applicants may comment first.",
    )


def _deferred(shown: PresentationFacts, about: About) -> Iterator[Duty]:
    yield about.by_target(
        "list_again",
        UserRole.PANEL_ADVISER,
        "deferral",
        shown.sitting_on,
        "the panel deferred the case",
    )
    deferral = shown.deferral
    if deferral is not None and deferral.due_on is not None:
        yield about.by_date(
            "supply_what_is_missing",
            UserRole.PANEL_ADVISER,
            "deferral",
            deferral.due_on,
            _what_is_missing(deferral, shown.sitting_on, deferral.due_on),
        )


def _what_is_missing(deferral: DeferralFacts, sitting_on: date, due_on: date) -> str:
    what = deferral.needed or "what was missing"
    whom = f" from {deferral.from_whom}" if deferral.from_whom else ""
    return f"Deferred on {long_date(sitting_on)}: {what}{whom}, by {long_date(due_on)}."
