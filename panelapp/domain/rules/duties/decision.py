"""The duties of a decision: to make it, to tell people of it, and what follows their answer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from panelapp.domain.rules.history import last_day_to_respond
from panelapp.domain.rules.lifecycle import (
    CaseState,
    awaits_response,
    case_state,
    latest_presentation,
    sent_back,
)
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import FinalDecision, FirstDecision, QdResponse, UserRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.domain.rules.duties.duty import About, Duty
    from panelapp.domain.rules.facts import CaseFacts, DecisionFacts, FinalFacts, IrmFacts

_ONE_DAY = timedelta(days=1)


def decision_duties(case: CaseFacts, on: date, about: About) -> Iterator[Duty]:
    """The duties of a case around its decisions, as it stood on a day."""
    shown = latest_presentation(case)
    if (
        case_state(case, on) is CaseState.WITH_DECISION_MAKER
        and shown is not None
        and shown.minutes_received_on
    ):
        yield about.by_clock(
            "decide", UserRole.DECISION_MAKER, "adm_decision", shown.minutes_received_on
        )
    if case_state(case, on) is CaseState.SIGNED_OFF and case.quality_assured_on:
        yield about.by_target(
            "decide",
            UserRole.DECISION_MAKER,
            "adm_decision",
            case.quality_assured_on,
            "the assessment was signed off in place of a panel",
        )
    for decision in case.decisions:
        yield from _requirements(decision, about)
        if sent_back(decision) or decision.code is FirstDecision.NOTED:
            continue
        yield from _first_notices(decision, about)
        yield from _agreement(decision, about)
        if awaits_response(decision, case.case_type):
            yield from _determination(decision, on, about)


def _requirements(decision: DecisionFacts, about: About) -> Iterator[Duty]:
    for requirement in decision.requirements:
        if requirement.met_on is None and requirement.due_on is not None:
            yield about.by_date(
                "meet_requirement",
                UserRole.PANEL_ADVISER,
                "requirements",
                requirement.due_on,
                f"The decision of {long_date(decision.decided_on)} asks for: {requirement.what}",
            )


def _first_notices(decision: DecisionFacts, about: About) -> Iterator[Duty]:
    if decision.written_on is not None or decision.final is not None:
        return
    if decision.oral_on is None:
        yield about.by_clock(
            "tell_orally", UserRole.PANEL_ADVISER, "oral_notice", decision.decided_on
        )
    yield about.by_clock(
        "give_written_notice", UserRole.PANEL_ADVISER, "written_notice", decision.decided_on
    )


def _agreement(decision: DecisionFacts, about: About) -> Iterator[Duty]:
    approved_on = _approved_on(decision)
    if approved_on and decision.agreement_signed_on is None and not decision.imported:
        yield about.by_target(
            "sign_agreement",
            UserRole.PANEL_ADVISER,
            "agreement_target",
            approved_on,
            "approval was decided; the law sets no time",
        )


def _approved_on(decision: DecisionFacts) -> date | None:
    if decision.code is FirstDecision.APPROVE:
        return decision.decided_on
    if decision.final is not None and decision.final.code is FinalDecision.APPROVE:
        return decision.final.decided_on
    return None


def _determination(decision: DecisionFacts, on: date, about: About) -> Iterator[Duty]:
    if decision.final is not None:
        yield from _after_final(decision.final, decision.irm, about)
        return
    match decision.response:
        case QdResponse.REPRESENTATIONS:
            yield from _representations(decision, about)
        case QdResponse.IRM:
            yield from _independent_review(decision.irm, about)
        case _:
            yield from _twenty_eight_days(decision, on, about)


def _twenty_eight_days(decision: DecisionFacts, on: date, about: About) -> Iterator[Duty]:
    last_day = last_day_to_respond(decision)
    if decision.written_on is None or last_day is None:
        return
    if decision.response is None and on <= last_day:
        yield about.by_clock(
            "await_response", UserRole.PANEL_ADVISER, "qd_response", decision.written_on
        )
        return
    yield about.by_date(
        "decide_finally",
        UserRole.DECISION_MAKER,
        "final_decision",
        last_day + _ONE_DAY,
        f"The 28 days from the letter of {long_date(decision.written_on)} ended on"
        f" {long_date(last_day)}: the final decision may be made from the day after.",
    )


def _representations(decision: DecisionFacts, about: About) -> Iterator[Duty]:
    if decision.representations_ref is None:
        yield about.by_target(
            "refer_representations",
            UserRole.PANEL_ADVISER,
            "panel_representations",
            decision.response_on or decision.decided_on,
            "the representations were received; the law sets no time",
        )
    elif decision.representations_withdrawn_on is not None:
        yield about.by_date(
            "decide_finally",
            UserRole.DECISION_MAKER,
            "final_decision",
            decision.representations_withdrawn_on,
            "The representations were withdrawn on"
            f" {long_date(decision.representations_withdrawn_on)}: the final decision may be made.",
        )


def _independent_review(irm: IrmFacts | None, about: About) -> Iterator[Duty]:
    if irm is None:
        return
    if irm.recommendation is not None:
        yield about.by_target(
            "decide_finally",
            UserRole.DECISION_MAKER,
            "irm_recommendation",
            irm.recommendation_received_on or irm.reviewed_on or irm.applied_on,
            "the independent review recommended",
        )
    elif irm.notified_on is not None and irm.papers_sent_on is None and irm.reviewed_on is None:
        yield about.by_clock(
            "send_review_papers", UserRole.PANEL_ADVISER, "irm_papers", irm.notified_on
        )


def _after_final(final: FinalFacts, irm: IrmFacts | None, about: About) -> Iterator[Duty]:
    if final.imported:
        return
    if final.written_on is None:
        yield about.by_clock(
            "give_final_notice",
            UserRole.PANEL_ADVISER,
            "written_notice",
            final.decided_on,
            rule_id="final_notice",
        )
    if irm is not None and irm.copied_on is None:
        yield about.by_clock(
            "copy_to_review",
            UserRole.PANEL_ADVISER,
            "written_notice",
            final.decided_on,
            rule_id="irm_copy",
        )
