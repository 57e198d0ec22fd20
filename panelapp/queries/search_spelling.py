"""Other spellings of what was typed, the nearest first, of words that something in sight has.

Nobody learns from a spelling that a name is in the file: a word counts only where the acting person
finds an entry by it.
"""

from __future__ import annotations

from itertools import islice, product
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
_MOST_MISTAKES = 2
_MOST_FOR_A_WORD = 6
_MOST_TRIED = 40


def spellings(text: str, uow: UnitOfWork) -> Iterator[tuple[tuple[Term, ...], str]]:
    """What may have been meant: terms to search, and the words as they are spelt then.

    Words that nothing in sight has are replaced together; where there is none, one word at a time.
    """
    terms = terms_typed(text)
    places = [place for place, term in enumerate(terms) if _may_be_misspelt(term)]
    unknown = [place for place in places if not found_in_sight(matching((terms[place],)), 1, uow)]
    kept = _words_like([terms[place].typed for place in unknown or places], uow)
    tried = _together(terms, unknown, kept, uow) if unknown else _singly(terms, places, kept, uow)
    for spelt in islice(tried, _MOST_TRIED):
        yield spelt, " ".join(term.typed for term in spelt)


def _together(
    terms: Sequence[Term], unknown: Sequence[int], kept: Sequence[str], uow: UnitOfWork
) -> Iterator[tuple[Term, ...]]:
    most = max(1, int(_MOST_TRIED ** (1 / len(unknown))))
    choices = [_meant(terms[place], most, kept, uow) for place in unknown]
    for chosen in sorted(product(*choices), key=lambda some: sum(cost for cost, _ in some)):
        words = {place: term for place, (_, term) in zip(unknown, chosen, strict=True)}
        yield tuple(words.get(place, term) for place, term in enumerate(terms))


def _singly(
    terms: Sequence[Term], places: Sequence[int], kept: Sequence[str], uow: UnitOfWork
) -> Iterator[tuple[Term, ...]]:
    for place in places:
        for _, term in _meant(terms[place], _MOST_FOR_A_WORD, kept, uow):
            yield (*terms[:place], term, *terms[place + 1 :])


def _may_be_misspelt(term: Term) -> bool:
    return term.is_one_word and _SHORTEST <= len(term.typed) <= LONGEST_WORD


def _meant(term: Term, most: int, kept: Sequence[str], uow: UnitOfWork) -> list[tuple[int, Term]]:
    """What a term may have been meant for, the nearest first, with the number of mistakes."""
    near = (
        (mistakes, Term(word, ((Wanted(word),),))) for mistakes, word in _near(term.typed, kept)
    )
    seen = (one for one in near if found_in_sight(matching((one[1],)), 1, uow))
    return list(islice(seen, most))


def _words_like(typed: Sequence[str], uow: UnitOfWork) -> Sequence[str]:
    """The words of the record that are about as long as what was typed."""
    if not typed:
        return ()
    lengths = [len(word) for word in typed]
    length = func.length(SearchWord.word)
    about = length.between(min(lengths) - _MOST_MISTAKES, max(lengths) + _MOST_MISTAKES)
    return uow.session.scalars(select(SearchWord.word).where(about)).all()


def _near(typed: str, kept: Sequence[str]) -> Sequence[tuple[int, str]]:
    """Words that somebody may have meant, the nearest first; two letters swapped are one mistake.

    One mistake is forgiven in a word of four to seven letters, two in a longer one.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    most = _MOST_MISTAKES if len(typed) >= _LONG else 1
    found = extract(typed, kept, scorer=OSA.distance, score_cutoff=most, limit=None)
    return sorted((int(mistakes), word) for word, mistakes, _ in found if word != typed)
