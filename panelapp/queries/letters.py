"""What each letter says, gathered from the records of a case."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.documents.letter import AgencyDetails, Letter
from panelapp.documents.letter_decision import (
    ApprovalContent,
    DecisionContent,
    approval_letter,
    decision_letter,
)
from panelapp.documents.letter_deferral import DeferralContent, deferral_letter
from panelapp.documents.letter_determination import (
    DeterminationContent,
    PanelView,
    determination_letter,
)
from panelapp.documents.letter_ending import (
    ResignationContent,
    TerminationContent,
    resignation_letter,
    termination_letter,
)
from panelapp.documents.letter_final import FinalDecisionContent, final_decision_letter
from panelapp.documents.letter_review import (
    ConsentContent,
    ContinuedSuitabilityContent,
    consent_letter,
    continued_suitability_letter,
)
from panelapp.domain.errors import NotFound
from panelapp.domain.labels import label
from panelapp.domain.models import Ending, Item, Notice, Requirement, Sitting
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.direct_route import sign_off_words
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import (
    DispatchMethod,
    EndingKind,
    FirstDecision,
    NoticeKind,
    Outcome,
    QdResponse,
)
from panelapp.queries.decisions import (
    final_decision_on,
    irm_referral_of,
    representations_case,
    response_to,
)
from panelapp.queries.facts import current_recommendation
from panelapp.queries.minutes import returns_on
from panelapp.queries.terms import current_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from panelapp.documents.content import Document
    from panelapp.domain.models import Case, Decision, FinalDecisionRecord
    from panelapp.persistence.unit_of_work import UnitOfWork


class LetterKind(StrEnum):
    """The letters that a case may need."""

    DECISION = "decision"
    QD = "qd"
    FINAL_DECISION = "final_decision"
    CONTINUED_SUITABILITY = "continued_suitability"
    TERMINATION = "termination"
    RESIGNATION = "resignation"
    CHANGE_OF_TERMS = "change_of_terms"
    DEFERRAL = "deferral"


LETTER_TITLES: Mapping[LetterKind, str] = {
    LetterKind.DECISION: "Letter of the decision",
    LetterKind.QD: "Notice of the qualifying determination",
    LetterKind.FINAL_DECISION: "Notice of the final decision",
    LetterKind.CONTINUED_SUITABILITY: "Letter of continued suitability",
    LetterKind.TERMINATION: "Letter that approval has ended",
    LetterKind.RESIGNATION: "Letter about a resignation",
    LetterKind.CHANGE_OF_TERMS: "Letter of changed terms",
    LetterKind.DEFERRAL: "Letter of deferral",
}


def letter_document(case: Case, kind: LetterKind, uow: UnitOfWork) -> Document:
    """A letter of a kind about a case.

    Raises :class:`NotFound` where the case has nothing that such a letter could say, and
    :class:`RuleBroken` where something that the regulation asks for is missing.
    """
    return _LETTERS[kind](case, uow)


def agency_details(uow: UnitOfWork) -> AgencyDetails:
    """The agency as documents name it."""
    agency = uow.agency
    return AgencyDetails(
        name=agency.name,
        address=agency.address,
        telephone=agency.telephone,
        email=agency.email,
        irm_contact=agency.irm_contact,
        complaints_contact=agency.complaints_contact,
    )


def _nothing_to_say(kind: LetterKind, case: Case) -> NotFound:
    return NotFound(
        f"Case {case.ref} has nothing recorded that a {kind.value} letter could say.",
        remedy="No letter was made. Choose the letter for what was recorded.",
    )


def _frame(
    case: Case,
    uow: UnitOfWork,
    *,
    decision: Decision | FinalDecisionRecord | None = None,
    notice: Notice | None = None,
    enclosures: tuple[str, ...] = (),
    copies_to: tuple[str, ...] = (),
) -> Letter:
    maker = decision.decision_maker if decision else None
    return Letter(
        agency=agency_details(uow),
        case_ref=case.ref,
        dated_on=notice.given_on if notice else uow.today,
        made_at=uow.now,
        people=tuple(carer.person.name for carer in case.household.carers),
        address=case.household.address,
        signatory=maker.name if maker else uow.actor.name,
        signatory_post="Agency decision maker" if maker else label(uow.actor.role),
        sent_by=_method(notice),
        help_from=_help_from(uow),
        enclosures=enclosures,
        copies_to=copies_to,
    )


def _help_from(uow: UnitOfWork) -> str:
    """Whom to ask about a letter: the panel adviser, by the ways that the agency has given."""
    agency = uow.agency
    ways = [
        f"{word} {way}" for word, way in (("on", agency.telephone), ("at", agency.email)) if way
    ]
    return " ".join(["the panel adviser", " or ".join(ways)]).strip()


def _method(notice: Notice | None) -> tuple[DispatchMethod, ...]:
    if notice is None or notice.method is DispatchMethod.NOT_RECORDED:
        return ()
    return (notice.method,)


def _written(decision: Decision, uow: UnitOfWork) -> Notice | None:
    return uow.session.scalars(
        select(Notice)
        .where(Notice.decision_id == decision.id, Notice.kind == NoticeKind.WRITTEN)
        .order_by(Notice.given_on)
    ).first()


def _decision(case: Case, kind: LetterKind, uow: UnitOfWork) -> Decision:
    """The newest decision, if this kind of letter tells of it."""
    decision = uow.decision(case)
    fits = {
        LetterKind.QD: decision.code.is_qualifying_determination,
        LetterKind.DECISION: not decision.code.is_qualifying_determination,
        LetterKind.CONTINUED_SUITABILITY: decision.code is FirstDecision.CONTINUE,
        LetterKind.CHANGE_OF_TERMS: decision.code is FirstDecision.CHANGE_TERMS_BY_CONSENT,
    }
    if not fits[kind]:
        raise _nothing_to_say(kind, case)
    return decision


def _requirements(decision: Decision, uow: UnitOfWork) -> tuple[str, ...]:
    return tuple(
        uow.session.scalars(select(Requirement.words).where(Requirement.decision_id == decision.id))
    )


def _sat_on(decision: Decision) -> date | None:
    return decision.item.sitting.held_on if decision.item else None


def _next_review(start: date, uow: UnitOfWork) -> date:
    return due("review", start, uow.calendar).due


def _decision_letter(case: Case, uow: UnitOfWork) -> Document:
    decision = _decision(case, LetterKind.DECISION, uow)
    frame = _frame(case, uow, decision=decision, notice=_written(decision, uow))
    if decision.code is not FirstDecision.APPROVE:
        return decision_letter(
            DecisionContent(
                letter=frame,
                decision=decision.code,
                decided_on=decision.decided_on,
                reasons=decision.reasons,
                effective_on=decision.effective_on,
                requirements=_requirements(decision, uow),
            )
        )
    effective = decision.effective_on or decision.decided_on
    return approval_letter(
        ApprovalContent(
            letter=frame,
            decided_on=decision.decided_on,
            effective_on=effective,
            terms=decision.terms
            or _recommended_terms(decision, uow)
            or current_terms(case.household, effective, uow),
            review_by=_next_review(effective, uow),
            panel_sat_on=_sat_on(decision),
            no_panel=_signed_off(decision),
            reasons=decision.reasons,
            requirements=_requirements(decision, uow),
        )
    )


def _signed_off(decision: Decision) -> str:
    """Who signed off the assessment where no panel was asked about an application."""
    case = decision.case
    if decision.item_id is not None or case.quality_assured_on is None:
        return ""
    return sign_off_words(case.quality_assured_by, case.quality_assured_on)


def _recommended_terms(decision: Decision, uow: UnitOfWork) -> Terms | None:
    said = current_recommendation(decision.item_id, uow) if decision.item_id else None
    return said.terms if said else None


def _determination(case: Case, uow: UnitOfWork) -> Document:
    decision = _decision(case, LetterKind.QD, uow)
    return determination_letter(
        DeterminationContent(
            letter=_frame(
                case,
                uow,
                decision=decision,
                notice=_written(decision, uow),
                enclosures=("Leaflet about the Independent Review Mechanism",),
            ),
            determination=decision.code,
            decided_on=decision.decided_on,
            reasons=decision.reasons,
            panel=_panel_view(decision, uow),
            no_panel=_signed_off(decision),
            considered=text_lines(decision.documents_read),
            arguments=decision.arguments,
            new_information=decision.new_information,
            panel_reasons_adopted=decision.panel_reasons_adopted,
            current_terms=current_terms(case.household, decision.decided_on, uow),
            proposed_terms=decision.terms,
            support_statement=decision.support_statement,
        )
    )


def _panel_view(decision: Decision, uow: UnitOfWork) -> PanelView | None:
    said = current_recommendation(decision.item_id, uow) if decision.item_id else None
    if said is None:
        return None
    return PanelView(
        sat_on=said.item.sitting.held_on,
        recommendation=label(said.outcome),
        reasons=said.reasons,
        terms=said.terms,
    )


def text_lines(text: str) -> tuple[str, ...]:
    """The lines of a text that hold words."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _final(case: Case, uow: UnitOfWork) -> Document:
    decision = uow.decision(case)
    final = final_decision_on(decision, uow)
    if final is None or final.code is None or final.decided_on is None:
        raise _nothing_to_say(LetterKind.FINAL_DECISION, case)
    response = response_to(decision, uow)
    first = _written(decision, uow)
    recommended, recommended_on = recommended_after(decision, uow)
    notice = uow.session.scalars(select(Notice).where(Notice.final_decision_id == final.id)).first()
    return final_decision_letter(
        FinalDecisionContent(
            letter=_frame(
                case,
                uow,
                decision=final,
                notice=notice,
                copies_to=("Independent Review Mechanism",) if final.irm_referral_id else (),
            ),
            decision=final.code,
            decided_on=final.decided_on,
            first_notice_on=first.given_on if first else decision.decided_on,
            response=response.response if response else QdResponse.NONE,
            reasons=final.reasons,
            effective_on=final.effective_on,
            terms=final.terms,
            recommended=recommended,
            recommended_on=recommended_on,
        )
    )


def recommended_after(decision: Decision, uow: UnitOfWork) -> tuple[str, date | None]:
    """What the panel, or the review panel, recommended after the person's answer, and when."""
    referral = irm_referral_of(decision, uow)
    if referral is not None and referral.recommendation is not None:
        return label(referral.recommendation), referral.reviewed_on
    for item in representations_case(decision, uow):
        said = current_recommendation(item.id, uow)
        if said is not None and said.confirmed_on is not None:
            return label(said.outcome), item.sitting.held_on
    return "", None


def _continued(case: Case, uow: UnitOfWork) -> Document:
    decision = _decision(case, LetterKind.CONTINUED_SUITABILITY, uow)
    return continued_suitability_letter(
        ContinuedSuitabilityContent(
            letter=_frame(case, uow, decision=decision, notice=_written(decision, uow)),
            decided_on=decision.decided_on,
            reviewed_on=_sat_on(decision),
            terms=current_terms(case.household, decision.decided_on, uow),
            next_review_by=_next_review(decision.decided_on, uow),
            reasons=decision.reasons,
            requirements=_requirements(decision, uow),
        )
    )


def _change_of_terms(case: Case, uow: UnitOfWork) -> Document:
    decision = _decision(case, LetterKind.CHANGE_OF_TERMS, uow)
    return consent_letter(
        ConsentContent(
            letter=_frame(case, uow, decision=decision, notice=_written(decision, uow)),
            decided_on=decision.decided_on,
            effective_on=decision.effective_on or decision.decided_on,
            new_terms=decision.terms or _recommended_terms(decision, uow) or Terms(),
            support_statement=decision.support_statement,
            agreed_on=decision.agreement_signed_on,
            current_terms=current_terms(case.household, decision.decided_on, uow, before=True),
            next_review_by=_next_review(decision.decided_on, uow),
            reasons=decision.reasons,
            requirements=_requirements(decision, uow),
        )
    )


def _ending(case: Case, kinds: set[EndingKind], kind: LetterKind, uow: UnitOfWork) -> Ending:
    carers = [carer.id for carer in case.household.carers]
    found = uow.session.scalars(
        select(Ending)
        .where(Ending.carer_id.in_(carers), Ending.kind.in_(kinds))
        .order_by(Ending.effective_on.desc())
    ).first()
    if found is None:
        raise _nothing_to_say(kind, case)
    return found


def _resignation(case: Case, uow: UnitOfWork) -> Document:
    ending = _ending(case, {EndingKind.RESIGNATION}, LetterKind.RESIGNATION, uow)
    if ending.notice_received_on is None:
        raise _nothing_to_say(LetterKind.RESIGNATION, case)
    return resignation_letter(
        ResignationContent(
            letter=_frame(case, uow),
            received_on=ending.notice_received_on,
        )
    )


def _termination(case: Case, uow: UnitOfWork) -> Document:
    kinds = {EndingKind.DEREGISTRATION, EndingKind.RESIGNATION}
    ending = _ending(case, kinds, LetterKind.TERMINATION, uow)
    return termination_letter(
        TerminationContent(
            letter=_frame(case, uow), ended_on=ending.effective_on, why=label(ending.reason)
        )
    )


def _deferral(case: Case, uow: UnitOfWork) -> Document:
    items = uow.session.scalars(
        select(Item)
        .join(Sitting, Sitting.id == Item.sitting_id)
        .where(Item.case_id == case.id)
        .order_by(Sitting.held_on)
    ).all()
    deferred = [
        said
        for item in items
        if (said := current_recommendation(item.id, uow))
        and said.outcome is Outcome.DEFERRED
        and said.confirmed_on is not None
    ]
    if not deferred:
        raise _nothing_to_say(LetterKind.DEFERRAL, case)
    said = deferred[-1]
    return deferral_letter(
        DeferralContent(
            letter=_frame(case, uow),
            sat_on=said.item.sitting.held_on,
            reason=label(said.deferral_reason) if said.deferral_reason else "",
            needed=said.deferral_needed,
            needed_from=said.deferral_from,
            needed_by=said.deferral_due_on,
            returns_on=returns_on(said, uow),
        )
    )


_LETTERS: dict[LetterKind, Callable[[Case, UnitOfWork], Document]] = {
    LetterKind.DECISION: _decision_letter,
    LetterKind.QD: _determination,
    LetterKind.FINAL_DECISION: _final,
    LetterKind.CONTINUED_SUITABILITY: _continued,
    LetterKind.TERMINATION: _termination,
    LetterKind.RESIGNATION: _resignation,
    LetterKind.CHANGE_OF_TERMS: _change_of_terms,
    LetterKind.DEFERRAL: _deferral,
}
