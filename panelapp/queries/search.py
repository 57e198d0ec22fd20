"""Searching everything that the acting person may see, by any words of it.

What has the words in its title comes first, people and households before the rest; then what has
them anywhere. The newest come first. Where nothing has a word as it was typed, the nearest spelling
is searched that something in sight has.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.models import SearchEdition, SearchPart
from panelapp.domain.search_words import terms_typed
from panelapp.persistence.search_index import matching
from panelapp.queries.case_rights import SEES_HOUSEHOLDS
from panelapp.queries.search_entries import SearchKind, entries, kind_of
from panelapp.queries.search_sight import found_in_sight, places_in_sight
from panelapp.queries.search_snippets import SnippetPart, snippet
from panelapp.queries.search_spelling import spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from panelapp.domain.models import SearchPart
    from panelapp.domain.search_words import Term
    from panelapp.persistence.unit_of_work import UnitOfWork
    from panelapp.queries.search_entries import Entry

__all__ = [
    "SearchKind",
    "SearchPage",
    "SearchQuestion",
    "SearchRow",
    "SnippetPart",
    "search",
]

_WHO = (SearchKind.PERSON, SearchKind.HOUSEHOLD)
_MOST_PEOPLE_FIRST = 12


@dataclass(frozen=True, kw_only=True)
class SearchQuestion:
    """The words looked for, as somebody typed them; no ``kinds`` means all of them."""

    text: str
    kinds: frozenset[SearchKind] = frozenset()
    limit: int = 50


@dataclass(frozen=True, kw_only=True)
class SearchRow:
    """One thing that was found. ``ref`` is the reference of the record that it belongs to.

    ``place`` is where it is read: the screen first, then the references it is about, such as
    ``("case", "C-2026-0142", "papers")``.
    """

    kind: SearchKind
    ref: str
    title: str
    snippet: tuple[SnippetPart, ...]
    day: dt.date | None
    place: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """What was found. ``meant`` is the spelling that was searched where nothing had the typed one.

    ``has_more`` says that the limit left out some; ``is_ready`` is false in a file of an older
    version in which nothing can be searched before the first action.
    """

    rows: tuple[SearchRow, ...]
    has_more: bool
    meant: str = ""
    is_ready: bool = True


_Found = tuple["SearchPart", int]


def search(question: SearchQuestion, uow: UnitOfWork) -> SearchPage:
    """What has every word that was typed, of what exists for the acting person."""
    if uow.session.scalar(select(SearchEdition.edition)) is None:
        return SearchPage(rows=(), has_more=False, is_ready=False)
    for terms, meant in _tries(question.text, uow):
        found = _find(terms, question, uow)
        if found:
            rows = tuple(_rows(found[: question.limit], terms, uow))
            return SearchPage(rows=rows, has_more=len(found) > question.limit, meant=meant)
    return SearchPage(rows=(), has_more=False)


def _tries(text: str, uow: UnitOfWork) -> Iterator[tuple[Sequence[Term], str]]:
    """What is searched in turn until something is found, with the spelling if it is another."""
    terms = terms_typed(text)
    if not terms:
        return
    yield terms, ""
    if len(terms) > 1:
        yield terms_typed(text, all_begin=True), ""
    yield from spellings(text, uow)


def _find(terms: Sequence[Term], question: SearchQuestion, uow: UnitOfWork) -> list[_Found]:
    """The entries that have every term, those first that have them in the title."""
    wanted = question.limit + 1
    kinds = tuple(sorted(question.kinds))
    found: dict[_Found, None] = {}
    if not kinds:
        who = _WHO if uow.actor.role in SEES_HOUSEHOLDS else (SearchKind.PERSON,)
        people = matching(terms, in_head=True, kinds=who)
        found |= dict.fromkeys(found_in_sight(people, min(_MOST_PEOPLE_FIRST, wanted), uow))
    for in_head in (True, False):
        if len(found) < wanted:
            condition = matching(terms, in_head=in_head, kinds=kinds)
            found |= dict.fromkeys(found_in_sight(condition, wanted + len(found), uow))
    return list(found)[:wanted]


def _rows(found: Sequence[_Found], terms: Sequence[Term], uow: UnitOfWork) -> Iterator[SearchRow]:
    entry_of = _entries(found, uow)
    shown = [entry_of[key] for key in found]
    for entry, place in zip(shown, places_in_sight(shown, uow), strict=True):
        yield SearchRow(
            kind=kind_of(entry.part),
            ref=entry.ref,
            title=entry.title,
            snippet=snippet(entry, terms),
            day=entry.day,
            place=place,
        )


def _entries(found: Iterable[_Found], uow: UnitOfWork) -> Mapping[_Found, Entry]:
    keys: dict[SearchPart, set[int]] = defaultdict(set)
    for part, key in found:
        keys[part].add(key)
    connection = uow.session.connection()
    return {
        (part, entry.source_id): entry
        for part, ids in keys.items()
        for entry in entries(part, ids, connection)
    }
