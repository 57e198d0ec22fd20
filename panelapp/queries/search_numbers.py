"""How many there are of each kind of what is found, where a page does not show all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panelapp.domain.models import SearchEntry
from panelapp.domain.search_words import terms_typed
from panelapp.persistence.search_index import INDEX, ROWID, matching
from panelapp.queries.search_entries import SearchKind
from panelapp.queries.search_sight import entry_in_sight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from panelapp.domain.search_words import Term
    from panelapp.persistence.unit_of_work import UnitOfWork

MOST_COUNTED = 1000
"""So many of a kind stand for as many or more: counting on would keep somebody waiting."""


@dataclass(frozen=True, kw_only=True)
class NumbersQuestion:
    """The words looked for, in the spelling in which they were found."""

    text: str


def search_numbers(question: NumbersQuestion, uow: UnitOfWork) -> Mapping[SearchKind, int]:
    """How many there are of each kind that exist for the acting person and have every word."""
    terms = terms_typed(question.text)
    for tried in (terms, terms_typed(question.text, all_begin=True)) if terms else ():
        numbers = {kind: _number(tried, kind, uow) for kind in SearchKind}
        if any(numbers.values()):
            return numbers
    return {}


def _number(terms: Sequence[Term], kind: SearchKind, uow: UnitOfWork) -> int:
    found = (
        select(SearchEntry.id)
        .select_from(INDEX.join(SearchEntry.__table__, SearchEntry.id == ROWID))
        .where(matching(terms, kinds=(kind,)), entry_in_sight(uow))
        .limit(MOST_COUNTED)
    )
    return uow.session.scalar(select(func.count()).select_from(found.subquery())) or 0
