"""Who is independent of the service, and who is a social worker with three years' experience.

Both are computed from what a person declared, with dates, for the day that is asked about. A bare
yes or no from an older list counts only until links or a qualification date are recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.domain.rules.calendar import add_years
from panelapp.domain.rules.england_2011 import ENGLAND_2011
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


def is_social_worker_3y(work: SocialWork, on: date) -> bool:
    """Whether a person is a social worker with three years' relevant experience on a day.

    Fostering Services (England) Regulations 2011, reg. 23(1).
    """
    if work.qualified_on is None:
        return bool(work.stated)
    begun = max(work.qualified_on, work.experience_from or work.qualified_on)
    years = ENGLAND_2011.rule("list_social_worker", on).parameters["years"]
    return add_years(begun, years) <= on
