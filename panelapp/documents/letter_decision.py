"""Letters that tell of a first decision which is no qualifying determination.

None of them offers a review by the Independent Review Mechanism: there is none to offer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.documents.content import BulletList, Heading, Notice, prose, words
from panelapp.documents.letter import REGULATIONS, Letter, complaints, letter
from panelapp.domain.errors import BadInput, RuleBroken
from panelapp.domain.values import Terms, in_words, long_date
from panelapp.domain.vocabulary import FirstDecision

if TYPE_CHECKING:
    from panelapp.documents.content import Block, Document

_SAID = {
    FirstDecision.EXTENSION_GRANTED: (
        "Your temporary approval is extended",
        "I have agreed to extend your temporary approval.",
    ),
    FirstDecision.EXTENSION_REFUSED: (
        "Your temporary approval is not extended",
        "I have not agreed to extend your temporary approval.",
    ),
    FirstDecision.MATCH_AGREED: ("The match is agreed", "I have agreed the long-term match."),
    FirstDecision.MATCH_NOT_AGREED: (
        "The match is not agreed",
        "I have not agreed the long-term match.",
    ),
    FirstDecision.EXEMPTION_SUPPORTED: (
        "Exemption from the usual fostering limit",
        "I support an exemption from the usual fostering limit.",
    ),
    FirstDecision.EXEMPTION_NOT_SUPPORTED: (
        "Exemption from the usual fostering limit",
        "I do not support an exemption from the usual fostering limit.",
    ),
    FirstDecision.NOTED: ("Your case has been noted", "I have noted what was reported to me."),
    FirstDecision.MORE_INFORMATION: (
        "More information is needed",
        "I need more information before I can make a decision.",
    ),
    FirstDecision.RETURN_TO_PANEL: (
        "Your case goes back to the panel",
        "I have asked the fostering panel to consider your case again.",
    ),
}
_NEED_REASONS = {
    FirstDecision.EXTENSION_REFUSED,
    FirstDecision.MATCH_NOT_AGREED,
    FirstDecision.EXEMPTION_NOT_SUPPORTED,
    FirstDecision.MORE_INFORMATION,
    FirstDecision.RETURN_TO_PANEL,
}


@dataclass(frozen=True, kw_only=True)
class ApprovalContent:
    """What an approval letter says; ``requirements`` are what the decision maker asks for.

    ``no_panel`` says who signed off the assessment where no panel was asked.
    """

    letter: Letter
    decided_on: date
    effective_on: date
    terms: Terms | None = None
    review_by: date | None = None
    panel_sat_on: date | None = None
    no_panel: str = ""
    reasons: str = ""
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DecisionContent:
    """What a letter about any other first decision says; ``effective_on`` where it has a day."""

    letter: Letter
    decision: FirstDecision
    decided_on: date
    reasons: str = ""
    effective_on: date | None = None
    requirements: tuple[str, ...] = ()


def approval_letter(content: ApprovalContent) -> Document:
    """Notice of approval with any terms, and the foster care agreement to be signed.

    A person who is approved for named children has them at home already, and is not told that no
    child can come.

    Fostering Services (England) Regulations 2011, reg. 27(5) and Schedule 5.
    """
    frame = content.letter
    terms = content.terms.sentence() if content.terms else ""
    named = content.terms.named_children if content.terms else ()
    review = (
        f" Your first review will be completed by {long_date(content.review_by)}."
        if content.review_by
        else ""
    )
    body = (
        words(
            f"I am pleased to tell you that on {long_date(content.decided_on)} I approved you as "
            f"{frame.carers}.{_after_panel(content)}"
        ),
        Notice(
            f"You are approved as {frame.carers} from {long_date(content.effective_on)}",
            (terms or "Your approval carries no terms.",),
        ),
        words(f"This letter is written notice under regulation 27(5) of {REGULATIONS}."),
        *reasons_given(content.reasons),
        *requirements_made(content.requirements),
        Heading("Your foster care agreement"),
        words(
            "Two copies of the foster care agreement come with this letter. It sets out what you "
            "can expect from us and what we expect from you. Read both copies, sign them, return "
            f"one to us and keep the other. {_until_signed(named)}"
        ),
        Heading("What happens next"),
        words(
            "Your supervising social worker will be in touch to talk through your support and "
            "training. We review every approval within a year, and at least once a year after "
            f"that.{review}"
        ),
        words("Tell us at once if anything changes in your household, your health or your home."),
        words(f"Thank you for {f'caring for {in_words(named)}' if named else _OFFER}."),
    )
    return letter(frame, f"Your approval as {frame.carers}", body)


_OFFER = "offering children a home"


def _until_signed(named: tuple[str, ...]) -> str:
    if named:
        return "Do this without delay."
    return "No child can be placed with you until it is signed."


def decision_letter(content: DecisionContent) -> Document:
    """The letter about a first decision other than approval, review or determination.

    Raises:
        BadInput: Another letter is made for the decision.
        RuleBroken: The decision goes against the person and no reasons are recorded.
    """
    if content.decision not in _SAID:
        raise BadInput(
            "Another letter is made for this decision.",
            remedy="Choose the letter for the decision that was made.",
        )
    if content.decision in _NEED_REASONS and not content.reasons.strip():
        raise RuleBroken(
            "A decision that goes against the person must give reasons, and none are recorded.",
            citation="National Minimum Standards for fostering services 2011, standard 14",
            remedy="Record the decision maker's reasons, then make the letter.",
        )
    title, said = _SAID[content.decision]
    effective = (
        (words(f"This takes effect on {long_date(content.effective_on)}."),)
        if content.effective_on
        else ()
    )
    body = (
        words(
            f"I am writing to confirm the decision that I made on {long_date(content.decided_on)}."
        ),
        Notice(said),
        *effective,
        *reasons_given(content.reasons),
        *requirements_made(content.requirements),
        *(complaints(content.letter) if content.decision in _NEED_REASONS else ()),
    )
    return letter(content.letter, title, body)


def reasons_given(reasons: str) -> tuple[Block, ...]:
    """The decision maker's reasons under their heading, where there are any."""
    return (Heading("My reasons"), *prose(reasons)) if reasons.strip() else ()


def requirements_made(requirements: tuple[str, ...]) -> tuple[Block, ...]:
    """What the decision maker asks for under its heading, where there is anything."""
    if not requirements:
        return ()
    return (Heading("What I ask for"), BulletList(requirements))


def _after_panel(content: ApprovalContent) -> str:
    if content.panel_sat_on is None:
        return f" {content.no_panel}" if content.no_panel else ""
    return (
        " I took into account the recommendation that the fostering panel made on "
        f"{long_date(content.panel_sat_on)}."
    )
