"""One case before and after its decision: what to read, what to decide, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.domain.duty_words import duty_words
from panelapp.domain.errors import NotFound
from panelapp.domain.labels import label
from panelapp.domain.models import Item
from panelapp.domain.names import names_together
from panelapp.domain.rules.direct_route import is_signed_off, panel_need
from panelapp.domain.rules.duties import case_duties
from panelapp.domain.rules.lifecycle import CaseState, case_state, latest_presentation
from panelapp.domain.rules.routes import PanelNeed
from panelapp.domain.rules.status_words import status_words
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import UserRole
from panelapp.queries import after_decision
from panelapp.queries.case_documents import DocumentRow, case_documents
from panelapp.queries.consequences import people_of
from panelapp.queries.deciding import Deciding, deciding
from panelapp.queries.decision_acts import ActRow, DecisionAct, acts
from panelapp.queries.decision_reading import (
    EarlierDecision,
    Reading,
    Recommended,
    earlier_decisions,
    readings,
    recommended,
)
from panelapp.queries.decision_shown import DecisionShown, final_shown, first_shown
from panelapp.queries.decisions import deciders, final_decision_on
from panelapp.queries.facts import case_facts
from panelapp.queries.minutes import came_to_decider
from panelapp.queries.next_step import next_step, received_on, time_left
from panelapp.queries.sight import case_in_sight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from panelapp.domain.models import Case
    from panelapp.domain.rules.duties import Duty
    from panelapp.domain.rules.facts import CaseFacts
    from panelapp.persistence.unit_of_work import UnitOfWork


_ACTS: Mapping[str, DecisionAct] = {
    "tell_orally": DecisionAct.TELL_ORALLY,
    "give_written_notice": DecisionAct.TELL_IN_WRITING,
    "await_response": DecisionAct.RECORD_ANSWER,
    "refer_representations": DecisionAct.OPEN_REPRESENTATIONS,
    "send_review_papers": DecisionAct.UPDATE_REVIEW,
    "give_final_notice": DecisionAct.TELL_FINALLY,
    "copy_to_review": DecisionAct.UPDATE_REVIEW,
    "meet_requirement": DecisionAct.MEET_REQUIREMENT,
    "sign_agreement": DecisionAct.RECORD_AGREEMENT,
}
_WITH_DECISION_MAKER = frozenset(
    {CaseState.WITH_DECISION_MAKER, CaseState.SIGNED_OFF, CaseState.FINAL_DECISION_DUE}
)


@dataclass(frozen=True, kw_only=True)
class DecisionPageQuestion:
    """The decision page of a case."""

    case: str


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """Something that happens next: what, by when, and whose it is.

    ``act`` is what records that it was done, where somebody records it on this page.
    """

    words: str
    act: DecisionAct | None = None
    who: str = ""
    due: date | None = None
    is_late: bool = False
    time_left: str = ""
    explanation: str = ""
    citation: str = ""


@dataclass(frozen=True, kw_only=True)
class SignedOff:
    """The sign-off that stands in place of a panel: by whom, when, and what they found."""

    by: str
    on: date
    words: str


@dataclass(frozen=True, kw_only=True)
class DecisionPage:
    """Everything that a screen about one decision shows.

    ``people`` is what the applicants or carers are called, ``now`` says in one sentence where the
    case is, and ``is_yours`` whether it is for the acting person to decide it. What a decision
    maker has not received is not shown to them.
    """

    case_ref: str
    household_ref: str
    household: str
    case_type: str
    children: tuple[str, ...]
    people: str
    status: str
    now: str
    is_yours: bool
    recommended: Recommended | None
    signed_off: SignedOff | None
    readings: tuple[Reading, ...]
    earlier: tuple[EarlierDecision, ...]
    deciding: Deciding
    decision: DecisionShown | None
    final: DecisionShown | None
    notices: tuple[after_decision.NoticeRow, ...]
    answer: after_decision.AnswerState | None
    requirements: tuple[after_decision.RequirementRow, ...]
    agreement: after_decision.AgreementState | None
    review: after_decision.ReviewState | None
    documents: tuple[DocumentRow, ...]
    acts: tuple[ActRow, ...]
    next_steps: tuple[StepRow, ...]


@dataclass(frozen=True, kw_only=True)
class _After:
    """What was decided, and what followed."""

    decision: DecisionShown | None = None
    final: DecisionShown | None = None
    notices: tuple[after_decision.NoticeRow, ...] = ()
    answer: after_decision.AnswerState | None = None
    requirements: tuple[after_decision.RequirementRow, ...] = ()
    agreement: after_decision.AgreementState | None = None
    review: after_decision.ReviewState | None = None


def decision_page(question: DecisionPageQuestion, uow: UnitOfWork) -> DecisionPage:
    """One case before and after its decision.

    Raises :class:`NotFound` where there is no such case, or none for the acting person.
    """
    case = _case(question.case, uow)
    facts = case_facts(case, uow)
    state = case_state(facts, uow.today)
    duties = case_duties(facts, uow.today, uow.calendar, uow.settings)
    item = _item_heard(facts, uow)
    shown = item if item is not None and _may_see(case, item, uow) else None
    choice = deciding(case, shown, facts, state, uow)
    after = _after(case, facts, duties, uow)
    return DecisionPage(
        case_ref=case.ref,
        household_ref=case.household.ref,
        household=names_together(tuple(carer.person.name for carer in case.household.carers)),
        case_type=label(case.case_type),
        children=tuple(child.name for child in case.children),
        people=people_of(case),
        status=status_words(state),
        now=_now(facts, state, uow),
        is_yours=choice.may_decide,
        recommended=recommended(shown, uow) if shown else None,
        signed_off=_signed_off(case, facts),
        readings=readings(case, item, uow),
        earlier=earlier_decisions(case, uow),
        deciding=choice,
        decision=after.decision,
        final=after.final,
        notices=after.notices,
        answer=after.answer,
        requirements=after.requirements,
        agreement=after.agreement,
        review=after.review,
        documents=case_documents(case, shown, uow),
        acts=acts(case, facts, state, uow),
        next_steps=_next_steps(case, facts, state, duties, uow),
    )


def _case(ref: str, uow: UnitOfWork) -> Case:
    """The case, if it is there for the acting person: also one that goes without a panel."""
    try:
        return case_in_sight(ref, uow)
    except NotFound:
        case = uow.case(ref)
        needs_panel = panel_need(case_facts(case, uow), uow.settings)
        is_decider = uow.actor.role is UserRole.DECISION_MAKER
        if not is_decider or needs_panel is PanelNeed.LAW:
            raise
        return case


def _signed_off(case: Case, facts: CaseFacts) -> SignedOff | None:
    if case.quality_assured_on is None or not is_signed_off(facts):
        return None
    by, on = case.quality_assured_by, case.quality_assured_on
    return SignedOff(by=by, on=on, words=case.quality_assurance)


def _item_heard(facts: CaseFacts, uow: UnitOfWork) -> Item | None:
    """The item at which the panel heard the case last."""
    shown = latest_presentation(facts)
    return uow.session.get(Item, int(shown.item_id)) if shown else None


def _may_see(case: Case, item: Item, uow: UnitOfWork) -> bool:
    """Whether what the panel said may be shown: a decision maker waits for the final minutes."""
    if uow.actor.role is not UserRole.DECISION_MAKER:
        return True
    return came_to_decider(item, uow) or uow.actor.person_id in deciders(case, uow)


def _now(facts: CaseFacts, state: CaseState, uow: UnitOfWork) -> str:
    """Where the case is, in one sentence: with whom, and since when."""
    received = received_on(facts, state)
    if state not in _WITH_DECISION_MAKER or received is None:
        return f"{status_words(state)}."
    days = uow.calendar.working_days_between(received, uow.today)
    number = "1 working day" if days == 1 else f"{days} working days"
    return f"With the agency decision maker since {long_date(received)} ({number})."


def _after(case: Case, facts: CaseFacts, duties: Sequence[Duty], uow: UnitOfWork) -> _After:
    if not facts.decisions:
        return _After()
    made, decided = uow.decision(case), facts.decisions[-1]
    final = final_decision_on(made, uow)
    return _After(
        decision=first_shown(made, uow),
        final=final_shown(made, final, uow),
        notices=after_decision.notices(made, final, decided, uow),
        answer=after_decision.answer(case, decided, uow),
        requirements=after_decision.requirements(made, uow),
        agreement=after_decision.agreement(decided, duties, uow.today),
        review=after_decision.review(made, uow),
    )


def _next_steps(
    case: Case, facts: CaseFacts, state: CaseState, duties: Sequence[Duty], uow: UnitOfWork
) -> tuple[StepRow, ...]:
    """What is still to do, the earliest first; without a duty, what is waited for."""
    if not duties:
        step = next_step(case, facts, state, duties, uow)
        waited = StepRow(words=step.words, due=step.due, is_late=step.is_late)
        return (waited,) if step.words else ()
    people = people_of(case)
    return tuple(
        StepRow(
            words=duty_words(duty.duty, ref="this case", people=people),
            act=_ACTS.get(duty.duty),
            who=label(duty.who),
            due=duty.due,
            is_late=duty.due < uow.today,
            time_left=time_left(duty.due, uow.today, uow.calendar),
            explanation=duty.explanation,
            citation=duty.citation,
        )
        for duty in duties
    )
