"""An exemption from the usual fostering limit, from its written notice to its end.

Children Act 1989, Sch. 7 para. 4. The panel's view and the agency's decision support it; only the
authority where the carers live grants it, and it begins with that authority's written notice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.errors import RuleBroken
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.values import long_date

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from panelapp.domain.rules.facts import ExemptionFacts

REGARD: Mapping[str, str] = {
    "number_of_children": "the number of children",
    "arrangements": "the arrangements for their care and accommodation",
    "intended_relationship": "the intended and likely relationship with the children",
    "length_of_time": "the length of time",
    "welfare": "the welfare of these and of other children in the home",
}
"""The five matters that the authority has regard to (para. 4(2))."""


def is_in_force(exemption: ExemptionFacts, on: date) -> bool:
    """Whether an exemption holds on a day."""
    begun = exemption.noticed_on is not None and exemption.noticed_on <= on
    cancelled = exemption.cancelled_on is not None and exemption.cancelled_on <= on
    ended = exemption.ends_on is not None and exemption.ends_on < on
    return begun and not cancelled and not ended


def covers_everybody(exemption: ExemptionFacts, on: date) -> bool:
    """Whether an exemption holds on a day for all the children whom the case names.

    A child who is added is not exempted: the notice gives the children by name (para. 4(3)).
    """
    return is_in_force(exemption, on) and not (
        exemption.another_named_on is not None and exemption.another_named_on <= on
    )


def exemption_words(exemption: ExemptionFacts | None, on: date) -> str:
    """How an exemption stands on a day, in one sentence."""
    if exemption is None or exemption.noticed_on is None:
        return "Not begun: no written notice of the authority is recorded."
    if exemption.cancelled_on is not None and exemption.cancelled_on <= on:
        return f"Cancelled on {long_date(exemption.cancelled_on)}."
    if exemption.ends_on is not None and exemption.ends_on < on:
        return f"Ended on {long_date(exemption.ends_on)}."
    if not covers_everybody(exemption, on):
        return "Does not cover every child: another was named after the written notice."
    until = f" until {long_date(exemption.ends_on)}" if exemption.ends_on else ""
    return f"In force since {long_date(exemption.noticed_on)}{until}."


def require_authority(authority: str, home_authority: str) -> None:
    """Refuse an exemption by another authority than the one where the carers live (para. 4(1)).

    Raises ``RuleBroken``.
    """
    citation = ENGLAND_2011.cite("exemption_authority")
    if not home_authority.strip():
        raise RuleBroken(
            "It is not recorded in which local authority's area the carers live.",
            citation=citation,
            remedy="Nothing was recorded. Record the household's home authority first.",
        )
    if authority.strip().casefold() != home_authority.strip().casefold():
        raise RuleBroken(
            "Only the local authority where the carers live can exempt them.",
            citation=citation,
            remedy=f"Nothing was recorded. That authority is {home_authority.strip()}.",
        )


def require_regard(words: Mapping[str, str]) -> None:
    """Refuse an exemption without words on each of the five matters (para. 4(2)).

    Raises ``RuleBroken``.
    """
    missing = [what for name, what in REGARD.items() if not words.get(name, "").strip()]
    if missing:
        raise RuleBroken(
            f"The authority has regard to five matters. Nothing is said of {', '.join(missing)}.",
            citation=ENGLAND_2011.cite("exemption_regard"),
            remedy="Nothing was recorded. Write each of them.",
        )


def require_named(children: Collection[str]) -> None:
    """Refuse an exemption for nobody: the notice gives the children by name (para. 4(3)).

    Raises ``RuleBroken``.
    """
    if not children:
        raise RuleBroken(
            "An exemption names the children, and the case names none.",
            citation=ENGLAND_2011.cite("exemption_notice"),
            remedy="Nothing was recorded. Name the children first.",
        )
