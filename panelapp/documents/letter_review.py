"""Letters after a review: approval continues, or its terms change with the carer's consent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.documents.content import Heading, KeyValueTable, Notice, prose, words
from panelapp.documents.letter import REGULATIONS, Letter, letter
from panelapp.documents.letter_decision import reasons_given, requirements_made
from panelapp.domain.errors import RuleBroken
from panelapp.domain.values import Terms, long_date

if TYPE_CHECKING:
    from panelapp.documents.content import Block, Document


@dataclass(frozen=True, kw_only=True)
class ContinuedSuitabilityContent:
    """What a letter about an approval that continues unchanged says."""

    letter: Letter
    decided_on: date
    reviewed_on: date | None = None
    terms: Terms | None = None
    next_review_by: date | None = None
    reasons: str = ""
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ConsentContent:
    """What a letter about terms changed by consent says.

    ``support_statement`` says whether the household may need more support because of the
    change and how it is met.
    """

    letter: Letter
    decided_on: date
    effective_on: date
    new_terms: Terms
    support_statement: str
    agreed_on: date | None
    current_terms: Terms | None = None
    next_review_by: date | None = None
    reasons: str = ""
    requirements: tuple[str, ...] = ()


def continued_suitability_letter(content: ContinuedSuitabilityContent) -> Document:
    """Notice that the carer is still suitable and the terms are still right.

    Fostering Services (England) Regulations 2011, reg. 28(6).
    """
    frame = content.letter
    terms = content.terms.sentence() if content.terms else ""
    reviewed = f" of {long_date(content.reviewed_on)}" if content.reviewed_on else ""
    body = (
        words(
            f"On {long_date(content.decided_on)} I considered the review{reviewed} of your "
            "approval."
        ),
        Notice(
            f"You continue to be approved as {frame.carers}, and your terms stay the same",
            (terms,) if terms else (),
        ),
        words(f"This letter is written notice under regulation 28(6) of {REGULATIONS}."),
        *reasons_given(content.reasons),
        *requirements_made(content.requirements),
        *_next_review(content.next_review_by),
        words("Thank you for the care that you give."),
    )
    return letter(frame, "Your approval continues", body)


def consent_letter(content: ConsentContent) -> Document:
    """Notice that the terms change with the carer's written agreement, without the 28 days.

    Fostering Services (England) Regulations 2011, reg. 28(8)(a) and (9A).

    Raises:
        RuleBroken: The written agreement or the statement on support is missing.
    """
    if content.agreed_on is None:
        raise RuleBroken(
            "Terms change at once only when the carer has agreed in writing, and no signed "
            "agreement is recorded.",
            citation="Fostering Services (England) Regulations 2011, reg. 28(9A)",
            remedy="Record the day of the signed agreement, or propose the change by notice.",
        )
    if not content.support_statement.strip():
        raise RuleBroken(
            "A change of terms must say whether the household may need more support because of "
            "the change, and how that will be met.",
            citation="Fostering Services (England) Regulations 2011, reg. 28(8)(a)",
            remedy="Add the statement on support to the decision, then make the letter.",
        )
    body = (
        words(
            f"On {long_date(content.decided_on)} I agreed to change the terms of your approval. "
            f"You agreed to the change in writing on {long_date(content.agreed_on)}, so it takes "
            "effect without a waiting time."
        ),
        Notice(
            f"Your terms from {long_date(content.effective_on)}", (content.new_terms.sentence(),)
        ),
        *_terms_before(content.current_terms),
        words(f"This letter is written notice under regulation 28 of {REGULATIONS}."),
        *reasons_given(content.reasons),
        Heading("Support that you may need because of the change"),
        *prose(content.support_statement),
        *requirements_made(content.requirements),
        *_next_review(content.next_review_by),
        words("Keep this letter with your foster care agreement. The new terms are part of it."),
    )
    return letter(content.letter, "The terms of your approval change", body)


def _terms_before(terms: Terms | None) -> tuple[Block, ...]:
    if terms is None or terms.is_empty:
        return ()
    return (
        KeyValueTable(
            (("Your terms until then", terms.sentence()),), summary="Terms before the change"
        ),
    )


def _next_review(by: date | None) -> tuple[Block, ...]:
    if by is None:
        return ()
    return (
        Heading("Your next review"),
        words(f"Your next review will be completed by {long_date(by)}."),
    )
