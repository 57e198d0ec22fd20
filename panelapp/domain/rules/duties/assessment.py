"""The duties of an assessment before panel: checks, stage 1, sign-off and advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules import clocks
from panelapp.domain.rules.assessment import (
    chase_on,
    check_lines,
    soon_until,
    stage_1_complete_on,
)
from panelapp.domain.rules.checks import is_assessed
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.lifecycle import CaseState, case_state, latest_presentation
from panelapp.domain.rules.routes import INITIAL_APPROVALS, is_recommendation, route
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import AdviceNeed, UserRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from panelapp.domain.rules.assessment import CheckLine
    from panelapp.domain.rules.duties.duty import About, Duty
    from panelapp.domain.rules.facts import CaseFacts

_BEFORE_PANEL = frozenset(
    {
        CaseState.OPENED,
        CaseState.SIGNED_OFF,
        CaseState.LISTED,
        CaseState.DEFERRED,
        CaseState.INFORMATION_AWAITED,
        CaseState.RETURNED_TO_PANEL,
    }
)


def assessment_duties(case: CaseFacts, on: date, about: About) -> Iterator[Duty]:
    """What a case still has to collect, decide and sign before the panel hears it."""
    state = case_state(case, on)
    if state not in _BEFORE_PANEL:
        return
    shown = latest_presentation(case) if state is CaseState.LISTED else None
    sitting_on = shown.sitting_on if shown and shown.sitting_on > on else None
    if case.assessment.checks:
        lines = [
            line for line in check_lines(case.case_type, case.assessment, on) if line.is_wanted
        ]
        yield from _chase(lines, about)
        yield from _renew(lines, sitting_on or on, on, about)
    if state is CaseState.OPENED:
        yield from _stage_1(case, on, about)
    if sitting_on is not None:
        yield from _before_papers(case, sitting_on, about)


def _chase(lines: Sequence[CheckLine], about: About) -> Iterator[Duty]:
    """One duty for all that was asked for and has not come, by the first day that runs out."""
    waiting = [line.record for line in lines if line.record and line.is_waited_for]
    days = [day for check in waiting if (day := chase_on(check)) is not None]
    if days:
        weeks = ENGLAND_2011.rule("check_chase", min(days)).parameters["weeks"]
        period = clocks.period_in_words(weeks, "weeks")
        yield about.by_date(
            "chase_checks",
            UserRole.ADMINISTRATOR,
            "check_chase",
            min(days),
            f"{_checks(len(waiting))} not come. {period} after it was asked for or last chased, a"
            " check is chased.",
        )


def _renew(lines: Sequence[CheckLine], needed_on: date, on: date, about: About) -> Iterator[Duty]:
    """One duty for all that ends before the panel sits, or soon."""
    last = max(needed_on, soon_until(on))
    days = [
        line.record.expires_on
        for line in lines
        if line.is_here and line.record and line.record.expires_on is not None
        if line.record.expires_on <= last
    ]
    if days:
        first = min(days)
        verb = "ended" if first < on else "ends"
        which = "1 check" if len(days) == 1 else f"The first of {len(days)} checks"
        yield about.by_date(
            "renew_checks",
            UserRole.ADMINISTRATOR,
            "check_expiry",
            first,
            f"{which} {verb} on {long_date(first)}. It must hold until the case is decided.",
        )


def _stage_1(case: CaseFacts, on: date, about: About) -> Iterator[Duty]:
    """Ten working days to refuse on stage 1 information, once all of it is there (reg. 26(1B))."""
    begun = case.assessment.stage2_started_on is not None or case.report_shared_on is not None
    if case.case_type not in INITIAL_APPROVALS or begun or not case.assessment.checks:
        return
    complete_on = stage_1_complete_on(case.case_type, case.assessment, on)
    if complete_on is not None:
        yield about.by_clock(
            "decide_stage_1", UserRole.PANEL_ADVISER, "stage1_refusal", complete_on
        )


def _before_papers(case: CaseFacts, sitting_on: date, about: About) -> Iterator[Duty]:
    """What is to be there when papers go to members."""
    by = clocks.due("panel_papers", sitting_on, about.calendar, about.settings).due
    then = f"by {long_date(by)}, when papers for the sitting of {long_date(sitting_on)} go out"
    if is_assessed(case.case_type) and case.assessment.declared_on is None:
        yield about.by_date(
            "declare_compliance",
            UserRole.PANEL_ADVISER,
            "declaration",
            by,
            f"A team manager declares that the assessment complies {then}.",
        )
    if case.advice.adviser_on is None and _is_recommended_on(case):
        yield about.by_date(
            "write_advice",
            UserRole.PANEL_ADVISER,
            "adviser_advice",
            by,
            f"The panel adviser writes advice on the case {then}.",
        )
    for duty, need, what in (
        ("see_medical_advice", case.advice.medical, "Medical"),
        ("see_legal_advice", case.advice.legal, "Legal"),
    ):
        if need is AdviceNeed.NEEDED:
            yield about.by_date(
                duty,
                UserRole.PANEL_ADVISER,
                "advice_seen",
                by,
                f"{what} advice is needed {then}, and none is recorded as seen.",
            )


def _is_recommended_on(case: CaseFacts) -> bool:
    return any(is_recommendation(answer) for answer in route(case.case_type, case.follows).answers)


def _checks(number: int) -> str:
    return "1 check has" if number == 1 else f"{number} checks have"
