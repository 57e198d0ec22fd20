"""Who is independent of the service, and who is a social worker with three years' experience.

Both are computed from what a person declared, with dates, for the day that is asked about. A bare
yes or no from an older list counts only until links or a qualification date are recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.rules.calendar import add_years
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import LinkKind

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, kw_only=True)
class Link:
    """A tie of a listed person to a fostering service, with its first and last day.

    A first day that is not known is taken to lie in the past, a last day to lie in the future.
    """

    kind: LinkKind
    provider: str
    from_on: date | None = None
    to_on: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the tie exists on a day."""
        return (self.from_on is None or self.from_on <= on) and (
            self.to_on is None or on <= self.to_on
        )


@dataclass(frozen=True, kw_only=True)
class Ties:
    """What a listed person declared about links: the links, or that there are none.

    ``declared_on`` is the day the links, or their absence, were declared; ``stated`` the yes or no
    of an imported list.
    """

    links: tuple[Link, ...] = ()
    declared_on: date | None = None
    stated: bool | None = None


@dataclass(frozen=True, kw_only=True)
class SocialWork:
    """A listed person's social work qualification and relevant experience.

    ``experience_from`` is the day relevant experience began, if later than the qualification;
    ``stated`` the yes or no of an imported list.
    """

    qualified_on: date | None = None
    experience_from: date | None = None
    stated: bool | None = None


def is_independent(ties: Ties, on: date, providers: Collection[str] = ()) -> bool:
    """Whether a person is independent of every service that constituted the panel.

    Fostering Services (England) Regulations 2011, reg. 23. A link counts while it lasts and not
    a day longer. Without ``providers`` every recorded link counts. A person who declared nothing
    is taken not to be independent.
    """
    if not ties.links and ties.declared_on is None:
        return bool(ties.stated)
    return not any(
        link.holds(on) and (not providers or link.provider in providers) for link in ties.links
    )


class Standing(StrEnum):
    """What is known of something that a rule asks about a listed person."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a rule finds of a listed person, with the reason and its source."""

    standing: Standing
    because: str
    citation: str


def independence(ties: Ties, on: date) -> Finding:
    """Whether a person is independent of the service on a day, and why (reg. 23)."""
    return Finding(
        standing=_independence_standing(ties, on),
        because=_why_independent(ties, on),
        citation=ENGLAND_2011.cite("independence"),
    )


def _independence_standing(ties: Ties, on: date) -> Standing:
    if not ties.links and ties.declared_on is None and ties.stated is None:
        return Standing.NOT_KNOWN
    return Standing.YES if is_independent(ties, on) else Standing.NO


def _why_independent(ties: Ties, on: date) -> str:
    holding = [link for link in ties.links if link.holds(on)]
    if holding:
        since = f" since {long_date(holding[0].from_on)}" if holding[0].from_on else ""
        return f"{label(holding[0].kind)}{since}."
    ended = [link.to_on for link in ties.links if link.to_on is not None and link.to_on < on]
    if ended:
        return f"The last link to the service ended on {long_date(max(ended))}."
    if ties.declared_on is not None:
        return f"Declared on {long_date(ties.declared_on)} that there is no link to the service."
    if ties.links:
        return "The link on record has not begun yet."
    if ties.stated is not None:
        return "As the imported list says. No link or declaration is recorded."
    return (
        "No link or declaration is recorded. Until then the person does not count as independent."
    )


def experienced_from(work: SocialWork, on: date) -> date | None:
    """The day on which relevant experience reaches the years that the law on a day asks for.

    Fostering Services (England) Regulations 2011, reg. 23(1). ``None`` where no qualification is
    known.
    """
    if work.qualified_on is None:
        return None
    begun = max(work.qualified_on, work.experience_from or work.qualified_on)
    years = ENGLAND_2011.rule("list_social_worker", on).parameters["years"]
    return add_years(begun, years)


def is_social_worker_3y(work: SocialWork, on: date) -> bool:
    """Whether a person is a social worker with three years' relevant experience on a day.

    Fostering Services (England) Regulations 2011, reg. 23(1).
    """
    reached_on = experienced_from(work, on)
    return bool(work.stated) if reached_on is None else reached_on <= on


def social_work(work: SocialWork, on: date) -> Finding:
    """Whether a person is a social worker with three years' experience, and why (reg. 23(1))."""
    is_one = is_social_worker_3y(work, on)
    return Finding(
        standing=Standing.YES if is_one else Standing.NO,
        because=_why_social_worker(work, on),
        citation=ENGLAND_2011.cite("list_social_worker"),
    )


def _why_social_worker(work: SocialWork, on: date) -> str:
    reached_on = experienced_from(work, on)
    if reached_on is None:
        if work.stated is None:
            return "No social work qualification is recorded."
        return "As the imported list says. No date of qualification is recorded."
    tense = "reached" if reached_on <= on else "will be reached"
    return f"3 years of relevant experience {tense} on {long_date(reached_on)}."
