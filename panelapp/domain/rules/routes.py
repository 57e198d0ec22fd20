"""What each case type needs: a panel or not, which outcomes, and which decisions may follow.

The table is the one of the vocabulary; representations take the outcomes and decisions of the case
that they are about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from panelapp.domain.errors import RuleBroken
from panelapp.domain.labels import label
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.vocabulary import CaseType, FinalDecision, FirstDecision, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from panelapp.domain.values import Settings


class Regime(StrEnum):
    """The body of law that a case type belongs to."""

    APPROVAL = "approval"
    REVIEW = "review"
    CARE_PLANNING = "care_planning"
    FOSTERING_LIMIT = "fostering_limit"
    LOCAL = "local"
    ADVICE = "advice"


class PanelNeed(StrEnum):
    """Whether a panel is asked by law, by local policy, or not at all."""

    LAW = "law"
    LOCAL = "local"
    NO = "no"


class Relation(StrEnum):
    """How a first decision stands to the panel's recommendation."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NEITHER = "neither"


@dataclass(frozen=True)
class Answers:
    """The first decisions that agree with a recommendation, and those that differ from it."""

    agrees: tuple[FirstDecision, ...]
    differs: tuple[FirstDecision, ...] = ()


@dataclass(frozen=True)
class CaseRoute:
    """The way of a case type through panel and decision.

    ``rule`` is the id of the rule that brings it to panel, or lets it go without.
    """

    regime: Regime
    panel: PanelNeed
    rule: str
    answers: Mapping[Outcome, Answers]
    may_be_deferred: bool = True


ALWAYS_ALLOWED = (FirstDecision.MORE_INFORMATION, FirstDecision.RETURN_TO_PANEL)

INITIAL_APPROVALS = frozenset(
    {
        CaseType.MAINSTREAM_APPROVAL,
        CaseType.CONNECTED_APPROVAL,
        CaseType.SHORT_BREAK_APPROVAL,
    }
)

_D = FirstDecision

_APPROVAL: Mapping[Outcome, Answers] = {
    Outcome.SUITABLE: Answers((_D.APPROVE,), (_D.QD_NOT_APPROVE,)),
    Outcome.NOT_SUITABLE: Answers((_D.QD_NOT_APPROVE,), (_D.APPROVE,)),
}
_BRIEF_REPORT: Mapping[Outcome, Answers] = {
    Outcome.FURTHER_REPORT: Answers((_D.MORE_INFORMATION,), (_D.QD_NOT_APPROVE,)),
    Outcome.NOT_SUITABLE: Answers((_D.QD_NOT_APPROVE,), (_D.MORE_INFORMATION,)),
}
_REVIEW: Mapping[Outcome, Answers] = {
    Outcome.CONTINUE: Answers(
        (_D.CONTINUE,), (_D.QD_TERMINATE, _D.QD_CHANGE_TERMS, _D.CHANGE_TERMS_BY_CONSENT)
    ),
    Outcome.CONTINUE_CHANGED_TERMS: Answers(
        (_D.CHANGE_TERMS_BY_CONSENT, _D.QD_CHANGE_TERMS), (_D.CONTINUE, _D.QD_TERMINATE)
    ),
    Outcome.NOT_SUITABLE: Answers(
        (_D.QD_TERMINATE,), (_D.CONTINUE, _D.CHANGE_TERMS_BY_CONSENT, _D.QD_CHANGE_TERMS)
    ),
}
_CHANGE_OF_APPROVAL: Mapping[Outcome, Answers] = {
    Outcome.AGREE_CHANGE: Answers((_D.CHANGE_TERMS_BY_CONSENT,), (_D.CONTINUE,)),
    Outcome.NOT_AGREE_CHANGE: Answers((_D.QD_CHANGE_TERMS,), (_D.CONTINUE,)),
    Outcome.CONTINUE: Answers((_D.CONTINUE,), (_D.CHANGE_TERMS_BY_CONSENT, _D.QD_CHANGE_TERMS)),
}
_NOTED: Mapping[Outcome, Answers] = {Outcome.NOTED: Answers((_D.NOTED,))}


def _support(yes: FirstDecision, no: FirstDecision) -> Mapping[Outcome, Answers]:
    return {Outcome.SUPPORT: Answers((yes,), (no,)), Outcome.NOT_SUPPORT: Answers((no,), (yes,))}


def _review(panel: PanelNeed, rule: str) -> CaseRoute:
    return CaseRoute(Regime.REVIEW, panel, rule, _REVIEW)


_ROUTES: Mapping[CaseType, CaseRoute] = {
    **{
        case_type: CaseRoute(Regime.APPROVAL, PanelNeed.LAW, "panel_approval", _APPROVAL)
        for case_type in INITIAL_APPROVALS
    },
    CaseType.SUPPORTED_LODGINGS_APPROVAL: CaseRoute(
        Regime.LOCAL, PanelNeed.LOCAL, "panel_local", _APPROVAL
    ),
    CaseType.BRIEF_REPORT: CaseRoute(
        Regime.APPROVAL, PanelNeed.LAW, "panel_brief_report", _BRIEF_REPORT
    ),
    CaseType.REG24_EXTENSION: CaseRoute(
        Regime.CARE_PLANNING,
        PanelNeed.LAW,
        "panel_reg24_views",
        _support(_D.EXTENSION_GRANTED, _D.EXTENSION_REFUSED),
    ),
    CaseType.FIRST_REVIEW: _review(PanelNeed.LAW, "panel_first_review"),
    CaseType.REVIEW: _review(PanelNeed.LOCAL, "panel_review"),
    CaseType.REVIEW_UPDATE: CaseRoute(
        Regime.REVIEW, PanelNeed.NO, "panel_local", {**_REVIEW, **_NOTED}
    ),
    CaseType.POST_ALLEGATION_REVIEW: _review(PanelNeed.LOCAL, "panel_review"),
    CaseType.STANDARD_OF_CARE_REVIEW: _review(PanelNeed.LOCAL, "panel_review"),
    CaseType.CHANGE_OF_APPROVAL: CaseRoute(
        Regime.REVIEW, PanelNeed.LOCAL, "panel_local", _CHANGE_OF_APPROVAL
    ),
    CaseType.EXEMPTION: CaseRoute(
        Regime.FOSTERING_LIMIT,
        PanelNeed.LOCAL,
        "fostering_limit",
        _support(_D.EXEMPTION_SUPPORTED, _D.EXEMPTION_NOT_SUPPORTED),
    ),
    CaseType.LONG_TERM_MATCH: CaseRoute(
        Regime.LOCAL,
        PanelNeed.LOCAL,
        "panel_local",
        _support(_D.MATCH_AGREED, _D.MATCH_NOT_AGREED),
    ),
    CaseType.RESIGNATION: CaseRoute(
        Regime.REVIEW, PanelNeed.NO, "resignation_effect", _NOTED, may_be_deferred=False
    ),
    CaseType.DEREGISTRATION: _review(PanelNeed.LOCAL, "panel_local"),
    CaseType.REPRESENTATIONS: CaseRoute(Regime.REVIEW, PanelNeed.LAW, "panel_representations", {}),
    CaseType.DISQUALIFICATION_CONSENT: CaseRoute(
        Regime.LOCAL,
        PanelNeed.NO,
        "panel_local",
        {
            Outcome.SUPPORT: Answers((_D.NOTED,)),
            Outcome.NOT_SUPPORT: Answers((_D.NOTED,)),
            **_NOTED,
        },
    ),
    CaseType.ADVICE: CaseRoute(
        Regime.ADVICE, PanelNeed.NO, "panel_information", _NOTED, may_be_deferred=False
    ),
    CaseType.NOTIFICATION: CaseRoute(
        Regime.ADVICE, PanelNeed.NO, "panel_information", _NOTED, may_be_deferred=False
    ),
}

_FINAL: Mapping[FirstDecision, tuple[FinalDecision, ...]] = {
    _D.QD_NOT_APPROVE: (FinalDecision.APPROVE, FinalDecision.NOT_APPROVE),
    _D.QD_TERMINATE: (
        FinalDecision.CONTINUE,
        FinalDecision.TERMINATE,
        FinalDecision.CHANGE_TERMS,
    ),
    _D.QD_CHANGE_TERMS: (FinalDecision.CHANGE_TERMS, FinalDecision.TERMS_UNCHANGED),
}


def route(case_type: CaseType, follows: CaseType | None = None) -> CaseRoute:
    """The route of a case type; representations take the one of the case they ``follow``.

    Representations about a case that is not known may go either way, as an approval or a review.
    """
    found = _ROUTES[case_type]
    if case_type is not CaseType.REPRESENTATIONS:
        return found
    if follows is CaseType.BRIEF_REPORT:
        return CaseRoute(Regime.APPROVAL, found.panel, found.rule, _BRIEF_REPORT)
    regime = _ROUTES[follows].regime if follows else None
    if follows is CaseType.SUPPORTED_LODGINGS_APPROVAL or regime is Regime.APPROVAL:
        return CaseRoute(Regime.APPROVAL, found.panel, found.rule, _APPROVAL)
    if regime is Regime.REVIEW:
        return CaseRoute(Regime.REVIEW, found.panel, found.rule, _REVIEW)
    return CaseRoute(Regime.REVIEW, found.panel, found.rule, _merged(_APPROVAL, _REVIEW))


def applicants_or_carers(case_type: CaseType, number: int, follows: CaseType | None = None) -> str:
    """What the people of a case are called: applicants before approval, carers after it."""
    is_application = route(case_type, follows).regime is Regime.APPROVAL
    is_lodgings = case_type is CaseType.SUPPORTED_LODGINGS_APPROVAL
    word = "applicant" if is_application or is_lodgings else "carer"
    return f"the {word}s" if number > 1 else f"the {word}"


def panel_need(case_type: CaseType, *, on: date, settings: Settings) -> PanelNeed:
    """Whether a panel is asked about a case of this type that came on a day.

    Fostering Services (England) Regulations 2011, reg. 25. From the agency's dated switch an
    initial approval may go to the decision maker without a panel. The day that counts is the one
    on which the case came (:mod:`panelapp.domain.rules.direct_route`), never that of the decision:
    a change of the law rarely reaches what was begun under the old one.
    """
    switched_on = settings.no_panel_for_approvals_from
    if case_type in INITIAL_APPROVALS and switched_on is not None and on >= switched_on:
        return PanelNeed.LOCAL
    if case_type is CaseType.RESIGNATION and settings.resignations_noted_at_panel:
        return PanelNeed.LOCAL
    return _ROUTES[case_type].panel


def require_no_panel(case_type: CaseType, *, on: date, settings: Settings) -> None:
    """Refuse a decision without a panel where the law asks for one.

    Raises ``RuleBroken``.
    """
    if panel_need(case_type, on=on, settings=settings) is PanelNeed.LAW:
        raise RuleBroken(
            "The law asks for a panel in a case of this type, and none has recommended yet.",
            citation=citation(case_type),
            remedy="Put the case on the agenda of a sitting.",
        )


def citation(case_type: CaseType) -> str:
    """The source of a case type's route."""
    return ENGLAND_2011.rule(_ROUTES[case_type].rule).citation


def outcomes(case_type: CaseType, follows: CaseType | None = None) -> tuple[Outcome, ...]:
    """What the panel may say about a case; a brief report is never found suitable (reg. 26(3))."""
    found = route(case_type, follows)
    deferred = (Outcome.DEFERRED,) if found.may_be_deferred else ()
    return (*found.answers, *deferred, Outcome.WITHDRAWN)


def require_outcome(case_type: CaseType, outcome: Outcome, follows: CaseType | None = None) -> None:
    """Refuse what the panel may not say about a case of this type.

    Raises ``RuleBroken``.
    """
    allowed = outcomes(case_type, follows)
    if outcome not in allowed:
        raise RuleBroken(
            f"The panel cannot say {label(outcome)!r} about a case of the type"
            f" {label(case_type)!r}.",
            citation=citation(case_type),
            remedy=f"It may say: {_listed(allowed)}.",
        )


def is_recommendation(outcome: Outcome) -> bool:
    """Whether the panel recommended something, which starts the decision clock (NMS 14.9).

    A deferral, a withdrawn item and a note are no recommendation.
    """
    return outcome not in {Outcome.DEFERRED, Outcome.WITHDRAWN, Outcome.NOTED}


def relation(
    case_type: CaseType,
    outcome: Outcome,
    decision: FirstDecision,
    follows: CaseType | None = None,
) -> Relation:
    """Whether a first decision agrees with the panel's recommendation or differs from it.

    Asking for more information and returning the case to panel are always allowed; they are
    neither, save where the table of a brief report says so. Raises ``RuleBroken`` for a decision
    that cannot follow the recommendation.
    """
    answers = route(case_type, follows).answers.get(outcome, Answers(()))
    if decision in answers.agrees:
        return Relation.AGREES
    if decision in answers.differs:
        return Relation.DIFFERS
    if decision in ALWAYS_ALLOWED:
        return Relation.NEITHER
    allowed = (*answers.agrees, *answers.differs, *ALWAYS_ALLOWED)
    raise RuleBroken(
        f"The decision {label(decision)!r} cannot follow {label(outcome)!r} in a case of the"
        f" type {label(case_type)!r}.",
        citation=citation(case_type),
        remedy=f"It may be: {_listed(dict.fromkeys(allowed))}.",
    )


def first_decisions(
    case_type: CaseType, outcome: Outcome | None = None, follows: CaseType | None = None
) -> tuple[FirstDecision, ...]:
    """The first decisions open to the decision maker after an outcome, or without a panel."""
    found = route(case_type, follows).answers
    answers = found.values() if outcome is None else [found.get(outcome, Answers(()))]
    codes = [code for answer in answers for code in (*answer.agrees, *answer.differs)]
    return tuple(dict.fromkeys([*codes, *ALWAYS_ALLOWED]))


def final_decisions(first: FirstDecision) -> tuple[FinalDecision, ...]:
    """The final decisions open after a first one; none unless it is a qualifying determination.

    Fostering Services (England) Regulations 2011, reg. 27(7)-(10) and 28(9)-(11).
    """
    return _FINAL.get(first, ())


def final_decisions_on(case_type: CaseType, first: FirstDecision) -> tuple[FinalDecision, ...]:
    """The final decisions open in a case of a type.

    A brief report never ends in approval: that takes a full report, and so another case (reg.
    26(3)).
    """
    return tuple(
        code
        for code in final_decisions(first)
        if case_type is not CaseType.BRIEF_REPORT or code is not FinalDecision.APPROVE
    )


def require_final_decision(case_type: CaseType, first: FirstDecision, final: FinalDecision) -> None:
    """Refuse a final decision that does not answer the qualifying determination.

    Raises ``RuleBroken``.
    """
    allowed = final_decisions_on(case_type, first)
    if final not in allowed:
        raise RuleBroken(
            f"The final decision {label(final)!r} cannot follow the decision {label(first)!r}.",
            citation=ENGLAND_2011.rule("qd_meaning").citation,
            remedy=f"It may be: {_listed(allowed)}." if allowed else "No final decision is due.",
        )


def require_first_decision(case_type: CaseType, decision: FirstDecision) -> None:
    """Refuse, where no panel was asked, what is no decision on a case of this type.

    Raises ``RuleBroken``.
    """
    possible = first_decisions(case_type)
    if decision not in possible:
        raise RuleBroken(
            f"The decision {label(decision)!r} is none on a case of the type {label(case_type)!r}.",
            citation=citation(case_type),
            remedy=f"It may be: {_listed(possible)}.",
        )


def _listed(codes: Iterable[StrEnum]) -> str:
    return "; ".join(label(code) for code in codes)


def outcome_has_terms(outcome: Outcome) -> bool:
    """Whether a recommendation comes with terms of approval (reg. 25(1)(b) and (c))."""
    return outcome in {
        Outcome.SUITABLE,
        Outcome.CONTINUE,
        Outcome.CONTINUE_CHANGED_TERMS,
        Outcome.AGREE_CHANGE,
        Outcome.NOT_AGREE_CHANGE,
    }


def decision_has_terms(decision: FirstDecision | FinalDecision) -> bool:
    """Whether a decision sets terms of approval, proposes them or keeps them."""
    return decision in {
        FirstDecision.APPROVE,
        FirstDecision.CONTINUE,
        FirstDecision.CHANGE_TERMS_BY_CONSENT,
        FirstDecision.QD_CHANGE_TERMS,
        FinalDecision.APPROVE,
        FinalDecision.CHANGE_TERMS,
    }


def _merged(
    one: Mapping[Outcome, Answers], other: Mapping[Outcome, Answers]
) -> Mapping[Outcome, Answers]:
    return {
        outcome: Answers(
            (*one.get(outcome, Answers(())).agrees, *other.get(outcome, Answers(())).agrees),
            (*one.get(outcome, Answers(())).differs, *other.get(outcome, Answers(())).differs),
        )
        for outcome in (*one, *(outcome for outcome in other if outcome not in one))
    }
