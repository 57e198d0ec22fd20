"""An exemption from the usual fostering limit, from its written notice to its end.

Children Act 1989, Sch. 7 para. 4. The panel's view and the agency's decision support it; only the
authority where the carers live grants it, and it begins with that authority's written notice.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput, RuleBroken
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.values import long_date

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

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
    """Whether a day lies between the written notice and the end of an exemption."""
    begun = exemption.noticed_on is not None and exemption.noticed_on <= on
    cancelled = exemption.cancelled_on is not None and exemption.cancelled_on <= on
    ended = exemption.ends_on is not None and exemption.ends_on < on
    return begun and not cancelled and not ended


def holds_here(exemption: ExemptionFacts, on: date) -> bool:
    """Whether an exemption in force is one of the authority where the carers live (para. 4(1))."""
    moved = exemption.another_authority_on
    return is_in_force(exemption, on) and not (moved is not None and moved <= on)


def covers_everybody(exemption: ExemptionFacts, on: date) -> bool:
    """Whether an exemption holds on a day for all the children whom the case names.

    A child who is added is not exempted: the notice gives the children by name (para. 4(3)).
    """
    return holds_here(exemption, on) and not (
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
    if exemption.noticed_on <= on and not holds_here(exemption, on):
        return "Does not hold: another authority gave it than the one where the carers live."
    if not covers_everybody(exemption, on):
        return "Does not cover every child: another was named after the written notice."
    until = f" until {long_date(exemption.ends_on)}" if exemption.ends_on else ""
    return f"In force since {long_date(exemption.noticed_on)}{until}."


def named_outside(
    named: Iterable[tuple[str, date | None]], exempted: Iterable[str]
) -> tuple[date | None, ...]:
    """When each child was named whom a written notice leaves out; ``None`` where nobody knows.

    ``named`` are the children of a case, each with the day. A name that the notice gives once
    covers one child of that name, the one who was named first.
    """
    left = Counter(exempted)
    days = []
    for name, day in sorted(named, key=lambda child: child[1] or date.min):
        if left[name]:
            left[name] -= 1
        else:
            days.append(day)
    return tuple(days)


def another_named_on(outside: Iterable[date | None], noticed_on: date) -> date | None:
    """Since when a notice leaves a child out: from the notice where the child was named before."""
    return min((max(day or noticed_on, noticed_on) for day in outside), default=None)


def require_later_notice(
    noticed_on: date, before: ExemptionFacts, outside: Iterable[date | None]
) -> None:
    """Refuse a notice that would exempt somebody from a day on which no notice did (para. 4(3)).

    A notice that varies an exemption does not come before it. One that names another child comes
    when that child was named or later, and one that follows a cancellation comes after it, as does
    one by another authority. ``outside`` are the days of the children whom the old notice leaves
    out. Raises ``RuleBroken``.
    """
    if before.noticed_on is None:
        return
    earliest = [before.noticed_on]
    earliest += [
        day if day is not None and day >= before.noticed_on else _after(before.noticed_on)
        for day in outside
    ]
    if before.cancelled_on is not None:
        earliest.append(_after(before.cancelled_on))
    if before.another_authority_on is not None:
        earliest.append(_after(before.noticed_on))
    if noticed_on < max(earliest):
        raise RuleBroken(
            "A new notice exempts from its own day, not from an earlier one.",
            citation=ENGLAND_2011.cite("exemption_notice"),
            remedy="Nothing was recorded. Its day is"
            f" {long_date(max(earliest))} or later. Undo the earlier notice where that was wrong.",
        )


def _after(day: date) -> date:
    return day + timedelta(days=1)


def is_same_authority(authority: str, other: str) -> bool:
    """Whether two authorities have one name, however it is typed."""
    return " ".join(authority.split()).casefold() == " ".join(other.split()).casefold()


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
    if not is_same_authority(authority, home_authority):
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
    for name in children:
        require_child_name(name)


def require_child_name(name: str) -> str:
    """A child's name without spaces around it.

    Raises ``BadInput`` for no name, and for one on several lines or with a semicolon: a list of
    names could not tell it from two.
    """
    lines = name.strip().splitlines()
    if not lines:
        raise BadInput("Each child needs a name.", remedy="Nothing was changed.")
    if len(lines) > 1:
        raise BadInput(
            "A child's name stands on one line.",
            remedy="Nothing was changed. Name each child alone.",
        )
    if ";" in lines[0]:
        raise BadInput(
            "A child's name holds no semicolon.",
            remedy="Nothing was changed. Name each child alone.",
        )
    return lines[0]
