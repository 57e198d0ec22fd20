"""Which of the places that somebody was at are still there for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.models import Case
from panelapp.queries.sight import in_sight

if TYPE_CHECKING:
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class RecentPlaces:
    """Places of the window: each a screen, then the references that it is about."""

    places: tuple[tuple[str, ...], ...]


def places_in_sight(question: RecentPlaces, uow: UnitOfWork) -> tuple[tuple[str, ...], ...]:
    """The places that are about no case which does not exist for the acting person by now."""
    refs = {ref for place in question.places for ref in place[1:]}
    theirs = select(Case.ref).where(Case.ref.in_(refs))
    seen = in_sight(uow)
    if seen is None:
        return question.places
    hidden = set(uow.session.scalars(theirs)) - set(uow.session.scalars(theirs.where(seen)))
    return tuple(place for place in question.places if hidden.isdisjoint(place[1:]))
