"""Letters when approval ends: confirmation of termination, and of a resignation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.documents.content import Heading, Notice, prose, words
from panelapp.documents.letter import REGULATIONS, Letter, days_after, letter
from panelapp.domain.values import long_date

if TYPE_CHECKING:
    from panelapp.documents.content import Block, Document


@dataclass(frozen=True, kw_only=True)
class TerminationContent:
    """What the confirmation that approval has ended says; ``why`` in the letter's own words."""

    letter: Letter
    ended_on: date
    why: str = ""
    final_notice_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ResignationContent:
    """What the answer to a resignation says; ``placed_children`` where arrangements follow."""

    letter: Letter
    received_on: date
    arrangements: str = ""

    @property
    def ends_on(self) -> date:
        """The day on which approval ends: 28 days from the day the notice was received."""
        return days_after("resignation_effect", self.received_on)


def termination_letter(content: TerminationContent) -> Document:
    """Confirmation that approval has ended."""
    frame = content.letter
    notice = (
        f" My final decision was sent to you on {long_date(content.final_notice_on)}."
        if content.final_notice_on
        else ""
    )
    body = (
        words(f"I am writing to confirm that your approval has ended.{notice}"),
        Notice(f"Your approval as {frame.carers} ended on {long_date(content.ended_on)}"),
        *_why(content.why),
        Heading("What this means"),
        words(
            "From that date no child may be placed with you under our approval. We are telling "
            "every authority that had placed a child with you. Return any papers about children "
            "and any equipment that belongs to us."
        ),
        words(_records(content.ended_on)),
    )
    return letter(frame, "Your approval has ended", body)


def resignation_letter(content: ResignationContent) -> Document:
    """Acknowledgement of a resignation, with the day on which approval ends.

    Fostering Services (England) Regulations 2011, reg. 28(13).
    """
    frame = content.letter
    body = (
        words(
            f"We received your written notice of resignation on {long_date(content.received_on)}."
        ),
        Notice(
            f"Your approval as {frame.carers} ends on {long_date(content.ends_on)}",
            ("This is 28 days from the day on which we received your notice.",),
        ),
        words(
            f"Under regulation 28(13) of {REGULATIONS} this happens without any decision by us "
            "or by the fostering panel. A resignation cannot be taken back. If you wish to foster "
            "again, you are welcome to make a new application."
        ),
        *_arrangements(content.arrangements),
        Heading("What happens next"),
        words(
            "We will tell every authority that has a child placed with you. We would like to hear "
            "about your time with us, and will offer you a conversation before you leave."
        ),
        words(_records(content.ends_on)),
        words("Thank you for the care that you have given to children."),
    )
    return letter(frame, "Your resignation", body)


def _why(why: str) -> tuple[Block, ...]:
    return (Heading("Why"), *prose(why)) if why.strip() else ()


def _arrangements(said: str) -> tuple[Block, ...]:
    return (Heading("Children placed with you"), *prose(said)) if said.strip() else ()


def _records(ended_on: date) -> str:
    return (
        "The law asks us to keep your records for at least 10 years from the day on which your "
        f"approval ends, {long_date(ended_on)}."
    )
