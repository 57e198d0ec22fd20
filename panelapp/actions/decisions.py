"""The agency decision maker's decisions, what people were told, and how they answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.actions.direct_route import require_apart
from panelapp.actions.extensions import require_extension
from panelapp.domain.errors import BadInput, RuleBroken
from panelapp.domain.events import Topic
from panelapp.domain.labels import label
from panelapp.domain.models import (
    Agreement,
    Decision,
    FinalDecisionRecord,
    Notice,
    Requirement,
    Response,
)
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.direct_route import is_signed_off, require_no_panel, sign_off_words
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.lifecycle import (
    Move,
    is_confirmed,
    latest_presentation,
    require_response,
)
from panelapp.domain.rules.routes import (
    ALWAYS_ALLOWED,
    Relation,
    decision_has_terms,
    relation,
    require_final_decision,
    require_first_decision,
)
from panelapp.domain.values import Terms, long_date
from panelapp.domain.vocabulary import (
    CaseType,
    DispatchMethod,
    FinalDecision,
    FirstDecision,
    NoticeKind,
    Outcome,
    QdResponse,
)
from panelapp.queries.decisions import (
    final_decision_on,
    irm_referral_of,
    letter_date,
    representations_case,
    response_to,
)
from panelapp.queries.facts import (
    case_facts,
    current_recommendation,
    followed_type,
    require_decider,
    require_latest,
    require_move,
)

if TYPE_CHECKING:
    from panelapp.domain.models import Case, Item
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class DecisionRequirement:
    """Something that the decision asks for, who does it and by when."""

    words: str
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class RecordDecision:
    """A first decision on a case, with the record of how it was reached.

    ``sitting`` names the sitting whose recommendation is decided on. Without one,
    ``without_recommendation_because`` says why there is none; that the assessment was signed off
    in place of a panel is said by itself. ``late_because`` is needed after seven working days.
    """

    case: str
    decision: FirstDecision
    decided_on: date
    reasons: str
    sitting: str | None = None
    documents_read: str = ""
    arguments: str = ""
    panel_reasons_adopted: str = ""
    new_information: str = ""
    terms: Terms | None = None
    effective_on: date | None = None
    support_statement: str = ""
    agreement_signed_on: date | None = None
    without_recommendation_because: str = ""
    late_because: str = ""
    requirements: tuple[DecisionRequirement, ...] = ()


def record_decision(command: RecordDecision, uow: UnitOfWork) -> None:
    """Record the acting decision maker's first decision; nothing changes it from then on.

    Raises :class:`RuleBroken` where the decision maker had a part in the case (reg. 27), the
    decision may not follow what the panel said, the minutes have not been received, or a change
    of terms lacks what the regulation asks for (reg. 28).
    """
    case = uow.case(command.case)
    require_decider(case, uow)
    uow.require_happened(command.decided_on)
    _require_not_final(command, case, uow)
    item = _decided_item(command, case, uow)
    if not command.reasons.strip():
        raise RuleBroken(
            "A decision needs its reasons.",
            citation=ENGLAND_2011.cite("adm_reasons"),
            remedy="Nothing was recorded. Write the reasons, then record the decision.",
        )
    received = item.minutes_received_on if item else _signed_off_on(case, uow)
    _check_date(command, received)
    _check_effect(command.decided_on, command.effective_on)
    _check_lateness(command, received, uow)
    _check_terms_belong(command)
    uow.require_sense(command.terms)
    command = _with_what_is_known(command, case)
    _check_change_of_terms(command, uow)
    if command.decision is FirstDecision.EXTENSION_GRANTED:
        require_extension(case, command.decided_on, has_officer=True, uow=uow)
    decision = Decision(
        case_id=case.id,
        item_id=item.id if item else None,
        code=command.decision,
        decided_on=command.decided_on,
        decision_maker_id=uow.actor.person_id,
        reasons=command.reasons.strip(),
        minutes_received_on=item.minutes_received_on if item else None,
        documents_read=command.documents_read,
        arguments=command.arguments,
        panel_reasons_adopted=command.panel_reasons_adopted,
        new_information=command.new_information,
        terms=command.terms,
        effective_on=command.effective_on,
        support_statement=command.support_statement,
        agreement_signed_on=command.agreement_signed_on,
        without_recommendation_because=_why_no_panel(command, case, item, uow),
        late_because=command.late_because.strip(),
        recorded_by_id=uow.actor.user_id,
    )
    uow.session.add(decision)
    uow.session.flush()
    uow.session.add_all(
        Requirement(
            decision_id=decision.id, words=asked.words, owner=asked.owner, due_on=asked.due_on
        )
        for asked in command.requirements
    )
    uow.changed(Topic.DECISIONS, case.ref, command.decision)


def _require_not_final(command: RecordDecision, case: Case, uow: UnitOfWork) -> None:
    """Refuse a first decision on representations: that decision is the final one on their case."""
    if case.case_type is not CaseType.REPRESENTATIONS or case.follows is None:
        return
    if command.decision in ALWAYS_ALLOWED:
        return
    if uow.current(Decision, Decision.case_id == case.follows.id):
        raise RuleBroken(
            "After representations the decision is final, and belongs to the case they are about.",
            citation=ENGLAND_2011.cite("panel_representations"),
            remedy=f"Nothing was recorded. Record the final decision on {case.follows.ref}.",
        )


def _decided_item(command: RecordDecision, case: Case, uow: UnitOfWork) -> Item | None:
    if command.sitting is None:
        facts = case_facts(case, uow)
        if not command.without_recommendation_because.strip() and not is_signed_off(facts):
            raise RuleBroken(
                "The decision names no sitting whose recommendation it answers.",
                citation=ENGLAND_2011.cite("adm_reasons"),
                remedy="Nothing was recorded. Name the sitting, or say why there is none.",
            )
        require_move(case, Move.DECIDE_WITHOUT_PANEL, uow)
        _require_not_heard(case, uow)
        require_no_panel(facts, uow.settings)
        if is_signed_off(facts):
            require_apart(case, case.quality_assured_by)
        require_first_decision(case.case_type, command.decision)
        return None
    require_move(case, Move.DECIDE, uow)
    item = uow.item(command.sitting, command.case)
    recommendation = current_recommendation(item.id, uow)
    if recommendation is None or recommendation.confirmed_on is None:
        raise RuleBroken(
            "The panel's recommendation is not confirmed.",
            citation=ENGLAND_2011.cite("adm_reasons"),
            remedy="Nothing was recorded. The chair confirms it first.",
        )
    require_latest(item, uow)
    found = relation(case.case_type, recommendation.outcome, command.decision, followed_type(case))
    if found is Relation.DIFFERS and not command.arguments.strip():
        raise RuleBroken(
            "This decision differs from the panel's recommendation.",
            citation=ENGLAND_2011.cite("adm_reasons"),
            remedy="Nothing was recorded. Say in the arguments why it differs.",
        )
    return item


def _require_not_heard(case: Case, uow: UnitOfWork) -> None:
    """Refuse to pass over what the panel recommended, which is taken into account (reg. 27)."""
    shown = latest_presentation(case_facts(case, uow))
    if shown is not None and is_confirmed(shown) and shown.outcome is not Outcome.DEFERRED:
        raise RuleBroken(
            "The panel has said what it thinks of this case.",
            citation=ENGLAND_2011.cite("adm_reasons"),
            remedy=f"Nothing was recorded. Name the sitting {shown.sitting_ref}.",
        )


def _signed_off_on(case: Case, uow: UnitOfWork) -> date | None:
    """The day of the sign-off that stands in place of a panel's minutes."""
    return case.quality_assured_on if is_signed_off(case_facts(case, uow)) else None


def _why_no_panel(command: RecordDecision, case: Case, item: Item | None, uow: UnitOfWork) -> str:
    """Why no panel was asked: in the decider's words, and who signed off in its place."""
    said = command.without_recommendation_because.strip()
    signed_on = _signed_off_on(case, uow)
    if item is not None or signed_on is None:
        return said
    signed = f"{sign_off_words(case.quality_assured_by, signed_on)} {said}"
    return signed.strip()


def _check_date(command: RecordDecision, received: date | None) -> None:
    if received is not None and command.decided_on < received:
        raise BadInput(
            "A decision cannot be made before the final minutes, or the sign-off in their place,"
            " were received.",
            remedy="Nothing was recorded. Check the date.",
        )


def _check_effect(decided_on: date, effective_on: date | None) -> None:
    """What is decided takes effect on the day of the decision or later."""
    if effective_on is not None and effective_on < decided_on:
        raise BadInput(
            "A decision cannot take effect before the day on which it was made.",
            remedy="Nothing was recorded. Check the two dates.",
        )


def _check_lateness(command: RecordDecision, received: date | None, uow: UnitOfWork) -> None:
    """A decision after seven working days is taken with the reason why (NMS 14.9)."""
    if received is None or command.late_because.strip():
        return
    last = due("adm_decision", received, uow.calendar)
    if command.decided_on > last.due:
        raise RuleBroken(
            f"This decision was to be made by {long_date(last.due)}.",
            citation=last.citation,
            remedy="Nothing was recorded. Say why it was made later.",
        )


def _check_terms_belong(command: RecordDecision) -> None:
    if command.terms is not None and not decision_has_terms(command.decision):
        raise BadInput(
            f"Terms of approval do not belong to {label(command.decision)!r}.",
            remedy="Nothing was recorded. Take the terms out, or choose another decision.",
        )


def _with_what_is_known(command: RecordDecision, case: Case) -> RecordDecision:
    """The command with the agreement and the statement that are recorded on the case.

    An agreement makes a change take effect at once (FSR 28(9A)): no other decision has one.
    """
    if command.decision not in _CHANGES:
        return command
    by_consent = command.decision is FirstDecision.CHANGE_TERMS_BY_CONSENT
    return replace(
        command,
        support_statement=command.support_statement.strip() or case.support_statement,
        agreement_signed_on=(command.agreement_signed_on or case.carer_agreed_on)
        if by_consent
        else command.agreement_signed_on,
    )


_CHANGES = frozenset({FirstDecision.CHANGE_TERMS_BY_CONSENT, FirstDecision.QD_CHANGE_TERMS})


def _check_change_of_terms(command: RecordDecision, uow: UnitOfWork) -> None:
    if command.decision not in _CHANGES:
        return
    if not command.support_statement.strip():
        raise RuleBroken(
            "A change of terms says whether extra support is needed because of it, and how it "
            "will be given.",
            citation=ENGLAND_2011.cite("qd_support_needs"),
            remedy="Nothing was recorded. Write the statement of support needs.",
        )
    if command.decision is not FirstDecision.CHANGE_TERMS_BY_CONSENT:
        return
    if command.agreement_signed_on is None:
        raise RuleBroken(
            "A change of terms takes effect at once only where the carer agreed in writing.",
            citation=ENGLAND_2011.cite("change_by_consent"),
            remedy="Nothing was recorded. Give the day on which the agreement was signed.",
        )
    uow.require_happened(command.agreement_signed_on)
    if command.agreement_signed_on > command.decided_on:
        raise BadInput(
            "The agreement to a change of terms comes before the decision that rests on it.",
            remedy="Nothing was recorded. Check the two dates.",
        )


_MOVE_OF_NOTICE = {
    NoticeKind.ORAL: Move.GIVE_ORAL_NOTICE,
    NoticeKind.WRITTEN: Move.GIVE_WRITTEN_NOTICE,
    NoticeKind.FINAL_WRITTEN: Move.GIVE_FINAL_NOTICE,
}


@dataclass(frozen=True, kw_only=True)
class RecordNotice:
    """That the person was told of the newest decision on a case.

    ``given_on`` of a written notice is the date of the letter; ``dispatched_on`` is when it left.
    """

    case: str
    kind: NoticeKind
    given_on: date
    method: DispatchMethod
    dispatched_on: date | None = None
    given_by: str = ""


def record_notice(command: RecordNotice, uow: UnitOfWork) -> None:
    """Record when and how somebody was told (NMS 14.10).

    Raises :class:`BadInput` for a day before the decision or after today, and :class:`RuleBroken`
    for a second letter of a determination: the date of the first one starts 28 days that cannot
    be moved.
    """
    case = uow.case(command.case)
    require_move(case, _MOVE_OF_NOTICE[command.kind], uow)
    uow.require_happened(command.given_on)
    decision = uow.decision(case)
    final = final_decision_on(decision, uow)
    told = final if command.kind is NoticeKind.FINAL_WRITTEN else decision
    if told is None or told.decided_on is None:
        raise BadInput(
            "There is no final decision on this case yet.", remedy="Nothing was recorded."
        )
    if command.given_on < told.decided_on:
        raise BadInput(
            "Nobody can be told before the decision was made.",
            remedy="Nothing was recorded. Check the date.",
        )
    uow.session.add(
        Notice(
            kind=command.kind,
            given_on=command.given_on,
            decision_id=decision.id if told is decision else None,
            final_decision_id=final.id if final and told is final else None,
            method=command.method,
            dispatched_on=command.dispatched_on,
            given_by=command.given_by,
        )
    )
    uow.changed(Topic.DECISIONS, case.ref, command.kind)


@dataclass(frozen=True, kw_only=True)
class RecordResponse:
    """How the person answered a qualifying determination."""

    case: str
    response: QdResponse
    received_on: date | None = None


def record_response(command: RecordResponse, uow: UnitOfWork) -> None:
    """Record the one answer to a qualifying determination (reg. 27, 28).

    Raises :class:`RuleBroken` for a second answer (representations or the IRM, never both), for
    an answer after the 28 days, and for "no answer" before they are over.
    """
    case = uow.case(command.case)
    require_move(case, Move.RECORD_RESPONSE, uow)
    decision = uow.decision(case)
    facts = case_facts(case, uow).decisions[-1]
    if facts.response is not None:
        raise RuleBroken(
            "An answer is recorded already; a person has one route, never two.",
            citation=ENGLAND_2011.cite("one_route"),
            remedy="Nothing was recorded.",
        )
    if command.response is not QdResponse.NONE and command.received_on is None:
        raise BadInput(
            "The day on which the answer came is missing.", remedy="Nothing was recorded."
        )
    received_on = uow.require_happened(command.received_on or uow.today)
    require_response(facts, command.response, received_on)
    uow.session.add(
        Response(
            decision_id=decision.id, response=command.response, received_on=command.received_on
        )
    )
    uow.changed(Topic.DECISIONS, case.ref, command.response)


@dataclass(frozen=True, kw_only=True)
class RecordFinalDecision:
    """The final decision after a qualifying determination."""

    case: str
    decision: FinalDecision
    decided_on: date
    reasons: str
    terms: Terms | None = None
    effective_on: date | None = None


def record_final_decision(command: RecordFinalDecision, uow: UnitOfWork) -> None:
    """Record the acting decision maker's final decision; nothing changes it from then on.

    ``case`` is the case that the determination was made on. Raises :class:`RuleBroken` while the
    person may still answer, while representations have not been to panel, or while the IRM has
    not recommended (reg. 27(9), 28(10)).
    """
    case = uow.case(command.case)
    require_decider(case, uow)
    require_move(case, Move.DECIDE_FINALLY, uow)
    uow.require_happened(command.decided_on)
    decision = uow.decision(case)
    require_final_decision(case.case_type, decision.code, command.decision)
    if not command.reasons.strip():
        raise RuleBroken(
            "A final decision needs its reasons.",
            citation=ENGLAND_2011.cite("final_notice"),
            remedy="Write them first.",
        )
    _check_route(command, decision, uow)
    _check_final_date(command, decision, uow)
    _check_effect(command.decided_on, command.effective_on)
    referral = irm_referral_of(decision, uow)
    uow.session.add(
        FinalDecisionRecord(
            case_id=case.id,
            code=command.decision,
            decided_on=command.decided_on,
            decision_maker_id=uow.actor.person_id,
            decision_id=decision.id,
            irm_referral_id=referral.id if referral else None,
            reasons=command.reasons.strip(),
            terms=command.terms,
            effective_on=command.effective_on,
            recorded_by_id=uow.actor.user_id,
        )
    )
    uow.changed(Topic.DECISIONS, case.ref, command.decision)


def _check_route(command: RecordFinalDecision, decision: Decision, uow: UnitOfWork) -> None:
    """Refuse a final decision before an unanswered determination's 28 days are over.

    That representations went to panel, or that the IRM recommended, the lifecycle asks.
    """
    response = response_to(decision, uow)
    if response is None or response.response is QdResponse.NONE:
        letter_on = letter_date(decision, uow)
        last = due("qd_response", letter_on or decision.decided_on, uow.calendar)
        if command.decided_on <= last.due:
            raise RuleBroken(
                f"The person could answer until {long_date(last.due)}.",
                citation=last.citation,
                remedy="Nothing was recorded. Check the date.",
            )


def _check_final_date(command: RecordFinalDecision, decision: Decision, uow: UnitOfWork) -> None:
    """Refuse a day before the letter, the answer, the panel or the review that it rests on."""
    response = response_to(decision, uow)
    referral = irm_referral_of(decision, uow)
    days = (
        letter_date(decision, uow),
        response.received_on if response else None,
        referral.reviewed_on if referral else None,
        *(item.minutes_received_on for item in representations_case(decision, uow)),
    )
    if any(day is not None and command.decided_on < day for day in days):
        raise BadInput(
            "A final decision cannot be made before what it takes into account had come.",
            remedy="Nothing was recorded. Check the date.",
        )


@dataclass(frozen=True, kw_only=True)
class MeetRequirement:
    """That something a decision asked for was done."""

    case: str
    words: str
    done_on: date


def meet_requirement(command: MeetRequirement, uow: UnitOfWork) -> None:
    """Record that a requirement of the newest decision on a case was met."""
    case = uow.case(command.case)
    decision = uow.decision(case)
    requirement = uow.one(
        select(Requirement).where(
            Requirement.decision_id == decision.id, Requirement.words == command.words
        ),
        "The decision has no such requirement.",
    )
    requirement.done_on = uow.require_happened(command.done_on)
    uow.changed(Topic.DECISIONS, case.ref, "requirement")


@dataclass(frozen=True, kw_only=True)
class RecordAgreement:
    """That the foster care agreement that follows an approval was signed."""

    case: str
    signed_on: date


def record_agreement(command: RecordAgreement, uow: UnitOfWork) -> None:
    """Record that the foster care agreement was signed (reg. 27(5)(b) and Schedule 5).

    Raises :class:`RuleBroken` where the newest decision on the case is not an approval or the
    agreement was signed before, and :class:`BadInput` for a day before the decision or after
    today.
    """
    case = uow.case(command.case)
    decision = uow.decision(case)
    final = final_decision_on(decision, uow)
    approved = final if final is not None else decision
    if approved.code not in {FirstDecision.APPROVE, FinalDecision.APPROVE}:
        raise RuleBroken(
            "Only an approval is followed by a foster care agreement.",
            citation=ENGLAND_2011.cite("approval_notice"),
            remedy="Nothing was recorded.",
        )
    uow.require_happened(command.signed_on)
    if approved.decided_on is not None and command.signed_on < approved.decided_on:
        raise BadInput(
            "The agreement cannot be signed before the approval.",
            remedy="Nothing was recorded. Check the date.",
        )
    signed = select(Agreement).where(Agreement.decision_id == decision.id)
    if uow.session.scalars(signed).first() is not None:
        raise RuleBroken(
            "The foster care agreement is recorded as signed already.",
            citation=ENGLAND_2011.cite("approval_notice"),
            remedy="Nothing was recorded.",
        )
    uow.session.add(Agreement(decision_id=decision.id, signed_on=command.signed_on))
    uow.changed(Topic.DECISIONS, case.ref, "agreement")
