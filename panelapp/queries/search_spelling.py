"""Other spellings of what was typed, the nearest first, of words that something in sight has.

Nobody learns from a spelling that a name is in the file: a word counts only where the acting person
finds an entry by it.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panelapp.domain.models import SearchWord
from panelapp.domain.search_words import LONGEST_WORD, Term, Wanted, terms_typed
from panelapp.persistence.search_index import matching
from panelapp.queries.search_sight import found_in_sight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from panelapp.persistence.unit_of_work import UnitOfWork

_SHORTEST, _LONG = 4, 8
_MOST_FOR_A_WORD = 6
_MOST_TRIED = 40


def spellings(text: str, uow: UnitOfWork) -> Iterator[tuple[tuple[Term, ...], str]]:
    """What may have been meant: terms to search, and the words as they are spelt then."""
    terms = terms_typed(text)
    choices = [_choices(term, uow) for term in terms]
    if all(len(some) == 1 for some in choices):
        return
    tried = sorted(product(*choices), key=lambda chosen: sum(cost for cost, _ in chosen))
    for chosen in tried[:_MOST_TRIED]:
        if any(cost for cost, _ in chosen):
            spelt = tuple(term for _, term in chosen)
            yield spelt, " ".join(term.typed for term in spelt)


def _choices(term: Term, uow: UnitOfWork) -> list[tuple[int, Term]]:
    """A term as it was typed, and as it may have been meant, each with its number of mistakes."""
    found = [(0, term)]
    if not term.is_one_word or not _SHORTEST <= len(term.typed) <= LONGEST_WORD:
        return found
    for mistakes, word in _near(term.typed, uow):
        meant = Term(word, ((Wanted(word),),))
        if found_in_sight(matching((meant,)), 1, uow):
            found.append((mistakes, meant))
            if len(found) > _MOST_FOR_A_WORD:
                break
    return found


def _near(typed: str, uow: UnitOfWork) -> Sequence[tuple[int, str]]:
    """Words that somebody may have meant, the nearest first; two letters swapped are one mistake.

    One mistake is forgiven in a word of four to seven letters, two in a longer one.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    most = 2 if len(typed) >= _LONG else 1
    length = func.length(SearchWord.word)
    words = uow.session.scalars(
        select(SearchWord.word).where(length.between(len(typed) - most, len(typed) + most))
    ).all()
    found = extract(typed, words, scorer=OSA.distance, score_cutoff=most, limit=None)
    return sorted((int(mistakes), word) for word, mistakes, _ in found if word != typed)
