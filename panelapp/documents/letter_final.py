"""The final decision after a qualifying determination."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.documents.content import Heading, Notice, words
from panelapp.documents.letter import REGULATIONS, Letter, complaints, letter
from panelapp.documents.letter_decision import reasons_given, requirements_made
from panelapp.domain.errors import RuleBroken
from panelapp.domain.values import Terms, long_date
from panelapp.domain.vocabulary import FinalDecision, QdResponse

if TYPE_CHECKING:
    from panelapp.documents.content import Block, Document

_AGAINST = {FinalDecision.NOT_APPROVE, FinalDecision.TERMINATE, FinalDecision.CHANGE_TERMS}


@dataclass(frozen=True, kw_only=True)
class FinalDecisionContent:
    """What a final decision letter says.

    ``recommended`` is what the panel, or the review panel, recommended after the response, and
    ``recommended_on`` the day. ``first_notice_on`` is the date of the qualifying determination.
    """

    letter: Letter
    decision: FinalDecision
    decided_on: date
    first_notice_on: date
    response: QdResponse
    reasons: str = ""
    effective_on: date | None = None
    terms: Terms | None = None
    recommended: str = ""
    recommended_on: date | None = None
    requirements: tuple[str, ...] = ()


def final_decision_letter(content: FinalDecisionContent) -> Document:
    """Notice of the final decision, with reasons where it goes against the person.

    Fostering Services (England) Regulations 2011, reg. 27 and 28.

    Raises:
        RuleBroken: The decision goes against the person and no reasons are recorded.
    """
    against = content.decision in _AGAINST
    if against and not content.reasons.strip():
        raise RuleBroken(
            "A final decision that goes against the person must give reasons, and none are "
            "recorded.",
            citation="Fostering Services (England) Regulations 2011, reg. 27 and 28",
            remedy="Record the decision maker's reasons, then make the letter.",
        )
    terms = content.terms.sentence() if content.terms else ""
    effective = (
        f"This takes effect on {long_date(content.effective_on)}." if content.effective_on else ""
    )
    body = (
        words(
            f"On {long_date(content.first_notice_on)} I wrote to tell you what I proposed. "
            f"{_response(content)}"
        ),
        *_recommendation(content),
        words(f"On {long_date(content.decided_on)} I made my final decision."),
        Notice(_said(content), tuple(line for line in (terms, effective) if line)),
        words(f"This letter is written notice under {_regulation(content)} of {REGULATIONS}."),
        *reasons_given(content.reasons),
        *requirements_made(content.requirements),
        *_after(content),
        *(complaints(content.letter) if against else ()),
    )
    return letter(content.letter, "My final decision", body)


def _said(content: FinalDecisionContent) -> str:
    carers = content.letter.carers
    return {
        FinalDecision.APPROVE: f"You are approved as {carers}",
        FinalDecision.NOT_APPROVE: f"You are not approved as {carers}",
        FinalDecision.CONTINUE: f"You continue to be approved as {carers}",
        FinalDecision.TERMINATE: f"Your approval as {carers} is ended",
        FinalDecision.CHANGE_TERMS: "The terms of your approval are changed",
        FinalDecision.TERMS_UNCHANGED: "The terms of your approval stay the same",
    }[content.decision]


def _regulation(content: FinalDecisionContent) -> str:
    applied = content.decision in {FinalDecision.APPROVE, FinalDecision.NOT_APPROVE}
    return "regulation 27" if applied else "regulation 28"


def _response(content: FinalDecisionContent) -> str:
    return {
        QdResponse.NONE: "The 28 days have passed and you did not send representations or ask "
        "for a review.",
        QdResponse.ACCEPTED: "You told us that you accept the proposal.",
        QdResponse.REPRESENTATIONS: "You sent written representations, and the fostering panel "
        "considered your case again.",
        QdResponse.IRM: "You applied for an independent review, and the review panel considered "
        "your case.",
    }[content.response]


def _recommendation(content: FinalDecisionContent) -> tuple[Block, ...]:
    if not content.recommended:
        return ()
    on = f" on {long_date(content.recommended_on)}" if content.recommended_on else ""
    who = "The independent review panel" if content.response is QdResponse.IRM else "The panel"
    return (
        words(
            f"{who} made its recommendation{on}: {content.recommended}. I took it into account, "
            "together with everything that was put to me before."
        ),
    )


def _after(content: FinalDecisionContent) -> tuple[Block, ...]:
    match content.decision:
        case FinalDecision.APPROVE:
            said = (
                "Two copies of the foster care agreement come with this letter. Sign both, "
                "return one to us and keep the other. No child can be placed with you until it "
                "is signed."
            )
        case FinalDecision.TERMINATE | FinalDecision.NOT_APPROVE:
            said = (
                "This decision is final. Your social worker, or a colleague, will talk with you "
                "about what it means for you and your household."
            )
        case _:
            said = "Keep this letter with your foster care agreement."
    return (Heading("What happens next"), words(said))
