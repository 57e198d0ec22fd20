"""Who takes no part in an item because of an interest, and who may not decide a case.

A listed person's interest is ruled on by the chair; until then the person is kept out, because
nobody with an interest may read of the case or take part in it before somebody said they may.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from panelapp.domain.errors import RuleBroken
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.vocabulary import InterestRuling, SittingRole

_SAT = frozenset(
    {SittingRole.CHAIR, SittingRole.VICE_CHAIR, SittingRole.MEMBER, SittingRole.ADVISER}
)


class Involvement(StrEnum):
    """What a person did in a case outside the panel."""

    ASSESSED = "assessed"
    PRESENTED = "presented"
    SUPERVISES = "supervises"
    MANAGES_WORKER = "manages_worker"
    SIGNED_OFF = "signed_off"


@dataclass(frozen=True, kw_only=True)
class DeclaredInterest:
    """An interest that a person declared in an item, with the chair's ruling if there is one."""

    person: Hashable
    ruling: InterestRuling | None = None


@dataclass(frozen=True, kw_only=True)
class CaseParts:
    """Who had which part in a case, over all its sittings.

    People are given by whatever tells one person from another, never by user account: the same
    person under two accounts is one person.
    """

    sat: Collection[tuple[Hashable, SittingRole]] = ()
    confirmed: Collection[Hashable] = ()
    involved: Collection[tuple[Hashable, Involvement]] = ()
    interested: Collection[Hashable] = ()


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """A reason why a person may not decide a case: the separation of duties it breaks.

    ``what`` says what they did: "declared an interest in the case".
    """

    id: str
    citation: str
    message: str
    what: str


def withdrawn_people(interests: Iterable[DeclaredInterest]) -> frozenset[Hashable]:
    """The people who take no part in an item and are not counted to its quorum.

    Only a ruling that they participate keeps them in. Somebody with several interests needs it
    for each.
    """
    return frozenset(
        interest.person
        for interest in interests
        if interest.ruling is not InterestRuling.PARTICIPATE
    )


def obstacles_to_deciding(person: Hashable, parts: CaseParts) -> tuple[Obstacle, ...]:
    """Every reason why a person may not be the decision maker of a case.

    Fostering Services (England) Regulations 2011, reg. 27: no member of the panel takes part in
    the decision. SOD-1 covers whoever sat or advised at any sitting on the case, SOD-2 whoever
    worked on it or has an interest in it, SOD-3 whoever confirmed its recommendation.
    """
    roles = {role for someone, role in parts.sat if someone == person}
    did = {what for someone, what in parts.involved if someone == person}
    if SittingRole.PRESENTER in roles:
        did.add(Involvement.PRESENTED)
    found = []
    if roles & _SAT:
        found.append(
            _obstacle("SOD-1", "decider_apart", "sat on or advised the panel that heard the case")
        )
    if did - {Involvement.SIGNED_OFF}:
        found.append(
            _obstacle("SOD-2", "decider_uninvolved", "worked on the case or manages who did")
        )
    if Involvement.SIGNED_OFF in did:
        found.append(
            _obstacle("SOD-2", "decider_uninvolved", "signed off the assessment of the case")
        )
    if person in parts.interested:
        found.append(_obstacle("SOD-2", "decider_uninvolved", "declared an interest in the case"))
    if person in parts.confirmed:
        found.append(_obstacle("SOD-3", "decider_apart", "confirmed the panel's recommendation"))
    return tuple(found)


def require_may_decide(person: Hashable, parts: CaseParts) -> None:
    """Refuse a decision by somebody who may not make it.

    Raises ``RuleBroken``.
    """
    found = obstacles_to_deciding(person, parts)
    if found:
        raise RuleBroken(
            " ".join(obstacle.message for obstacle in found),
            citation=found[0].citation,
            remedy="Another decision maker must decide. Nothing was recorded.",
        )


def _obstacle(sod: str, rule_id: str, what: str) -> Obstacle:
    return Obstacle(
        id=sod,
        citation=ENGLAND_2011.rule(rule_id).citation,
        message=f"This decision maker {what} ({sod}).",
        what=what,
    )
