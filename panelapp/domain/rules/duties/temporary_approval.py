"""The duties of a temporary approval: extend it, decide on the full approval, or end it in time.

Care Planning, Placement and Case Review (England) Regulations 2010, reg. 24 and 25.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules import clocks
from panelapp.domain.rules.back_planning import BackPlan, back_plan
from panelapp.domain.rules.facts import CaseFacts, DecisionFacts, Reg24Facts
from panelapp.domain.rules.lifecycle import (
    CaseState,
    case_state,
    is_confirmed,
    latest_presentation,
)
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import (
    CaseType,
    FinalDecision,
    FirstDecision,
    Outcome,
    QdResponse,
    UserRole,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from panelapp.domain.rules.calendar import WorkingCalendar
    from panelapp.domain.rules.clocks import ClockResult
    from panelapp.domain.rules.duties.duty import About, Duty
    from panelapp.domain.values import Settings


_BEFORE_PANEL = frozenset(
    {CaseState.OPENED, CaseState.LISTED, CaseState.DEFERRED, CaseState.RETURNED_TO_PANEL}
)


def sitting_plan(
    case: CaseFacts, on: date, calendar: WorkingCalendar, settings: Settings
) -> BackPlan | None:
    """The last sitting that leaves time before a temporary approval ends, and what precedes it.

    ``None`` for a case that no such end presses, or that the panel has heard.
    """
    started_on = case.reg24_started_on
    is_extension = case.case_type is CaseType.REG24_EXTENSION
    if started_on is None or _is_settled(case) or case_state(case, on) not in _BEFORE_PANEL:
        return None
    views = case.reg24.panel_views_on if case.reg24 else None
    if is_extension and (views or _is_extended(case) or _was_refused(case)):
        return None
    clock = "reg24_extended" if _is_extended(case) else "reg24_first"
    expiry = clocks.due(clock, started_on, calendar, settings)
    return back_plan(expiry.due, calendar, settings, has_report=not is_extension)


def _list_in_time(case: CaseFacts, on: date, about: About) -> Iterator[Duty]:
    plan = sitting_plan(case, on, about.calendar, about.settings)
    if plan is None or on > plan.decide_by:
        return
    shown = latest_presentation(case)
    listed_on = shown.sitting_on if shown and shown.outcome is None else None
    if listed_on is not None and listed_on <= plan.sit_by:
        return
    late = (
        f" The sitting of {long_date(listed_on)} leaves too little."
        if listed_on is not None
        else ""
    )
    yield about.by_date(
        "list_in_time",
        UserRole.PANEL_ADVISER,
        "reg24_back_plan",
        plan.begin_by,
        f"The temporary approval needs a decision by {long_date(plan.decide_by)}. Counted back, the"
        f" panel sits by {long_date(plan.sit_by)} and has its papers by"
        f" {long_date(plan.papers_by)}.{late}",
    )


def temporary_approval_duties(case: CaseFacts, on: date, about: About) -> Iterator[Duty]:
    """The duties of a case whose carer has temporary approval, until it is settled."""
    started_on = case.reg24_started_on
    if started_on is None or _is_settled(case):
        return
    extended = _is_extended(case)
    expiry = clocks.due(
        "reg24_extended" if extended else "reg24_first",
        started_on,
        about.calendar,
        about.settings,
    )
    if case.case_type is CaseType.REG24_EXTENSION and not extended and not _was_refused(case):
        yield from _before_extension(case, expiry, about)
    yield from _list_in_time(case, on, about)
    yield about.by_date(
        "settle_temporary_approval",
        UserRole.PANEL_ADVISER,
        "reg24_end",
        expiry.due,
        f"{expiry.explanation} Without full approval by then the placement must end.",
    )


def _before_extension(case: CaseFacts, expiry: ClockResult, about: About) -> Iterator[Duty]:
    steps = case.reg24 or Reg24Facts()
    wanted = (
        (
            "seek_panel_views",
            steps.panel_views_on or _panel_views_on(case),
            "the panel's views are sought",
        ),
        (
            "reconsider_placement",
            steps.appropriate_on,
            "it is considered whether the placement is still the most appropriate",
        ),
        (
            "inform_reviewing_officer",
            steps.iro_informed_on,
            "the independent reviewing officer is informed",
        ),
        ("approve_extension", steps.extended_on, "a nominated officer approves the extension"),
    )
    for duty, done_on, what in wanted:
        if done_on is None:
            yield about.by_date(
                duty,
                UserRole.PANEL_ADVISER,
                "reg24_prerequisites",
                expiry.due,
                f"Before the temporary approval is extended, {what}. {expiry.explanation}",
            )


def _is_settled(case: CaseFacts) -> bool:
    steps = case.reg24 or Reg24Facts()
    return (
        case.connected_approval_decided_on is not None
        or steps.ended_on is not None
        or (steps.review_applied_on is not None and steps.review_over_on is None)
        or any(_approves_or_is_under_review(decision) for decision in case.decisions)
    )


def _approves_or_is_under_review(decision: DecisionFacts) -> bool:
    if decision.final is not None:
        return decision.final.code is FinalDecision.APPROVE
    return decision.code is FirstDecision.APPROVE or decision.response is QdResponse.IRM


def _panel_views_on(case: CaseFacts) -> date | None:
    views = (Outcome.SUPPORT, Outcome.NOT_SUPPORT)
    return next(
        (
            shown.sitting_on
            for shown in case.presentations
            if is_confirmed(shown) and shown.outcome in views and not shown.sitting_cancelled
        ),
        None,
    )


def _is_extended(case: CaseFacts) -> bool:
    return (case.reg24 is not None and case.reg24.extended_on is not None) or any(
        decision.code is FirstDecision.EXTENSION_GRANTED for decision in case.decisions
    )


def _was_refused(case: CaseFacts) -> bool:
    return any(decision.code is FirstDecision.EXTENSION_REFUSED for decision in case.decisions)
