"""The letter that tells people that the panel could not make a recommendation yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.documents.content import NOT_RECORDED, Heading, KeyValueTable, Notice, words
from panelapp.documents.letter import Letter, letter
from panelapp.domain.errors import RuleBroken
from panelapp.domain.values import long_date

if TYPE_CHECKING:
    from panelapp.documents.content import Document


@dataclass(frozen=True, kw_only=True)
class DeferralContent:
    """What a deferral letter says: why, what is needed, from whom and by when."""

    letter: Letter
    sat_on: date
    reason: str
    needed: str
    needed_from: str = ""
    needed_by: date | None = None
    returns_on: date | None = None


def deferral_letter(content: DeferralContent) -> Document:
    """The letter about a deferred case; a deferral is no recommendation and starts no clock.

    Raises:
        RuleBroken: It is not recorded what is needed.
    """
    if not content.needed.strip():
        raise RuleBroken(
            "A deferral must say what is missing, and nothing is recorded.",
            citation="National Minimum Standards for fostering services 2011, standard 14",
            remedy="Record what is needed, from whom and by when, then make the letter.",
        )
    by = long_date(content.needed_by) if content.needed_by else NOT_RECORDED
    returns = long_date(content.returns_on) if content.returns_on else "To be arranged"
    body = (
        words(
            f"The fostering panel considered your case on {long_date(content.sat_on)}. Thank you "
            "for the time that you gave to it."
        ),
        Notice(
            "The panel could not make a recommendation yet",
            (
                (
                    "It has put your case off to a later sitting. This is not a recommendation for "
                    "or against you, and no decision has been made."
                ),
            ),
        ),
        Heading("What is needed"),
        KeyValueTable(
            (
                ("Why", content.reason),
                ("What is needed", content.needed),
                ("From whom", content.needed_from or NOT_RECORDED),
                ("By when", by),
                ("Back at the panel", returns),
            ),
            summary="What the panel needs, from whom and by when",
        ),
        words(
            "We will tell you if any of these dates change. You are invited to attend when the "
            "panel considers your case again, and you may bring a supporter."
        ),
    )
    return letter(content.letter, "Your case at the fostering panel", body)
