"""What the page of a case shows because of its type: its way, its deadlines, its earlier rounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.labels import label
from panelapp.domain.models import Carer, Ending, Exemption, Sitting
from panelapp.domain.rules.approval import standing
from panelapp.domain.rules.back_planning import BackPlan, back_plan, before_sitting
from panelapp.domain.rules.case_fields import OF_A_KIND, CaseField, FactsOfItsKind, fields_of
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.duties.temporary_approval import sitting_plan
from panelapp.domain.rules.exemption import REGARD, exemption_words
from panelapp.domain.rules.lifecycle import (
    TABLE,
    CaseState,
    Move,
    is_confirmed,
    latest_presentation,
)
from panelapp.domain.rules.routes import PanelNeed, Regime, citation, outcomes, route
from panelapp.domain.values import in_words, long_date
from panelapp.domain.vocabulary import CaseType, EndingKind, Outcome
from panelapp.queries.approvals import approval_history
from panelapp.queries.decisions import response_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.domain.models import Case
    from panelapp.domain.rules.facts import CaseFacts, PresentationFacts
    from panelapp.domain.rules.tasks import CaseWork
    from panelapp.persistence.unit_of_work import UnitOfWork

_NTH = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")


@dataclass(frozen=True, kw_only=True)
class KindRow:
    """One line about a case that follows from its type or its history."""

    name: str
    words: str


@dataclass(frozen=True, kw_only=True)
class ExemptionShown:
    """An exemption as its form shows it; empty where none was recorded."""

    authority: str = ""
    number_of_children: str = ""
    arrangements: str = ""
    intended_relationship: str = ""
    length_of_time: str = ""
    welfare: str = ""
    conditions: str = ""
    noticed_on: date | None = None
    ends_on: date | None = None
    may_be_cancelled: bool = False


def of_its_kind(case: Case) -> FactsOfItsKind:
    """What is recorded of a case because of its type."""
    return FactsOfItsKind(**{name: getattr(case, name) for name in OF_A_KIND})


def exemption_shown(case: Case, uow: UnitOfWork) -> ExemptionShown | None:
    """The exemption of a case about one; ``None`` for a case of another type."""
    if case.case_type is not CaseType.EXEMPTION:
        return None
    found = exemption_of(case, uow)
    if found is None:
        return ExemptionShown(authority=case.household.home_authority)
    return ExemptionShown(
        authority=found.authority,
        **{name: getattr(found, name) for name in REGARD},
        conditions=found.conditions,
        noticed_on=found.noticed_on,
        ends_on=found.ends_on,
        may_be_cancelled=found.noticed_on is not None and found.cancelled_on is None,
    )


def exemption_of(case: Case, uow: UnitOfWork) -> Exemption | None:
    """The exemption that was given in a case."""
    return uow.session.scalars(select(Exemption).where(Exemption.case_id == case.id)).first()


def kind_rows(case: Case, work: CaseWork, uow: UnitOfWork) -> tuple[KindRow, ...]:
    """The lines of a case by its type, in the order in which they are read."""
    return (
        *_way(case, work),
        *_followed(case, uow),
        *_approval(case, uow),
        *_resignations(case, uow),
        *_exemption(case, work, uow),
    )


def notes(case: Case, work: CaseWork, uow: UnitOfWork) -> tuple[str, ...]:
    """What stands beside the tasks: the last sitting that leaves time, and earlier rounds."""
    return (*_time_left(case, work, uow), *rounds(work.case, work.on))


def _way(case: Case, work: CaseWork) -> Iterator[KindRow]:
    source = citation(case.case_type)
    if work.may_go_direct:
        asked = "Not needed where the assessment is signed off in its place"
    elif work.need is PanelNeed.LAW:
        asked = f"Asked for by law ({source})"
    elif work.need is PanelNeed.LOCAL:
        asked = "Asked for by the agency's own policy"
    else:
        asked = "Not needed"
    yield KindRow(name="Panel", words=asked)
    said = tuple(
        label(outcome)
        for outcome in outcomes(case.case_type, case.follows.case_type if case.follows else None)
        if outcome is not Outcome.WITHDRAWN
    )
    yield KindRow(name="The panel may say", words="; ".join(said))


def _followed(case: Case, uow: UnitOfWork) -> Iterator[KindRow]:
    """Which determination representations are about, and when they came."""
    if case.case_type is not CaseType.REPRESENTATIONS or case.follows is None:
        return
    decision = uow.decision(case.follows)
    yield KindRow(
        name="About the decision",
        words=f"{label(decision.code)}, {long_date(decision.decided_on)}",
    )
    response = response_to(decision, uow)
    if response is not None and response.received_on is not None:
        yield KindRow(name="Representations came", words=long_date(response.received_on))


def _approval(case: Case, uow: UnitOfWork) -> Iterator[KindRow]:
    """Since when the carers are approved, and by when the law asks for the next review."""
    follows = case.follows.case_type if case.follows else None
    if route(case.case_type, follows).regime is not Regime.REVIEW:
        return
    now = standing(approval_history(case.household, uow), uow.today)
    if now.approved_on is None:
        return
    yield KindRow(name="Approved on", words=long_date(now.approved_on))
    if case.case_type in _REVIEWS:
        last = now.last_review_on or now.approved_on
        by = due("review", last, uow.calendar)
        yield KindRow(name="Review due by", words=f"{long_date(by.due)} ({by.citation})")


_REVIEWS = frozenset({CaseType.FIRST_REVIEW, CaseType.REVIEW, CaseType.REVIEW_UPDATE})


def _resignations(case: Case, uow: UnitOfWork) -> Iterator[KindRow]:
    if case.case_type is not CaseType.RESIGNATION:
        return
    query = (
        select(Ending, Carer)
        .join(Carer, Carer.id == Ending.carer_id)
        .where(Carer.household_id == case.household_id, Ending.kind == EndingKind.RESIGNATION)
        .order_by(Carer.position)
    )
    for ending, carer in uow.session.execute(query):
        came = (
            f"notice came on {long_date(ending.notice_received_on)}, "
            if (ending.notice_received_on)
            else ""
        )
        yield KindRow(
            name="Resignation",
            words=f"{carer.person.name}: {came}approval ends on {long_date(ending.effective_on)}."
            " It cannot be refused or taken back.",
        )


def _exemption(case: Case, work: CaseWork, uow: UnitOfWork) -> Iterator[KindRow]:
    if case.case_type is not CaseType.EXEMPTION:
        return
    found = exemption_of(case, uow)
    yield KindRow(name="Carers live in the area of", words=case.household.home_authority)
    if found is None:
        yield KindRow(name="Exemption", words=exemption_words(None, uow.today))
        return
    yield KindRow(name="Exemption", words=exemption_words(work.case.exemption, uow.today))
    yield KindRow(name="Exempted by", words=found.authority)
    yield KindRow(name="Children exempted", words=in_words(found.names))
    yield KindRow(name="Conditions", words=found.conditions or "None")


def _time_left(case: Case, work: CaseWork, uow: UnitOfWork) -> Iterator[str]:
    """The planned sitting that is the last to leave time, where a day presses the decision."""
    plan = _plan(case, work, uow)
    if plan is None or plan.decide_by < uow.today:
        return
    shown = work.shown
    if shown is not None and shown.outcome is None and shown.sitting_on > plan.sit_by:
        yield (
            f"The decision is needed by {long_date(plan.decide_by)}, and the sitting of"
            f" {long_date(shown.sitting_on)} leaves too little time for it."
        )
    planned = uow.session.scalars(
        select(Sitting)
        .where(
            Sitting.held_on >= uow.today,
            Sitting.held_on <= plan.sit_by,
            Sitting.is_cancelled.is_(False),
        )
        .order_by(Sitting.held_on.desc())
        .limit(1)
    ).first()
    if planned is None:
        yield f"No planned sitting leaves time. It would sit by {_weekday(plan.sit_by)}."
        return
    yield f"Latest sitting that leaves time: {_weekday(planned.held_on)}."
    has_report = CaseField.REPORT in fields_of(case.case_type)
    papers_by, report_by = before_sitting(
        planned.held_on, uow.calendar, uow.settings, has_report=has_report
    )
    if papers_by < uow.today:
        yield f"Its papers were due with members by {long_date(papers_by)}."
        return
    papers = f"papers with members by {long_date(papers_by)}"
    if not has_report or work.case.report_shared_on is not None:
        yield f"That asks for {papers}."
    elif report_by < uow.today:
        yield (
            f"That asks for {papers}. The report was due with {work.them} by"
            f" {long_date(report_by)}: sent now, it leaves less time for comments."
        )
    else:
        yield f"That asks for the report with {work.them} by {long_date(report_by)}, {papers}."


def _plan(case: Case, work: CaseWork, uow: UnitOfWork) -> BackPlan | None:
    """The plan that a temporary approval, a court or a child's need presses most."""
    plans = [sitting_plan(work.case, uow.today, uow.calendar, uow.settings)]
    is_before_panel = Move.LIST in TABLE[work.state] or work.state is CaseState.LISTED
    if case.needed_by_on is not None and is_before_panel:
        has_report = CaseField.REPORT in fields_of(case.case_type)
        plans.append(
            back_plan(case.needed_by_on, uow.calendar, uow.settings, has_report=has_report)
        )
    found = [plan for plan in plans if plan is not None]
    return min(found, key=lambda plan: plan.decide_by, default=None)


def _weekday(day: date) -> str:
    return f"{day:%A} {long_date(day)}"


def rounds(facts: CaseFacts, on: date) -> Iterator[str]:
    """Which time at panel this is, and why it was put off before, in one sentence each."""
    heard = [shown for shown in facts.presentations if _was_heard(shown)]
    last = latest_presentation(facts)
    ahead = last is not None and last.outcome is None
    number = len(heard) + (1 if ahead else 0)
    deferred = [shown for shown in heard if shown.outcome is Outcome.DEFERRED]
    if number > 1:
        yield f"{_nth(number)} time at panel."
    for shown in deferred:
        yield _deferred(shown)
    if deferred and ahead and last is not None and last.sitting_on >= on:
        yield f"Back at panel on {long_date(last.sitting_on)}."


def _was_heard(shown: PresentationFacts) -> bool:
    said = is_confirmed(shown) and shown.outcome is not Outcome.WITHDRAWN
    return said and not shown.sitting_cancelled


def _nth(number: int) -> str:
    return _NTH[number - 1] if number <= len(_NTH) else f"{number}th"


def _deferred(shown: PresentationFacts) -> str:
    asked = shown.deferral
    words = f"Deferred on {long_date(shown.sitting_on)}"
    if asked is None or not asked.needed:
        return f"{words}."
    who = asked.from_whom
    who = f"the {who.removeprefix('The ')}" if who.startswith("The ") else who
    whom = f", from {who}" if who else ""
    by = f", by {long_date(asked.due_on)}" if asked.due_on else ""
    return f"{words}: {asked.needed.rstrip('.')}{whom}{by}."
