"""A few words around what was looked for, with the words marked that were found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelapp.domain.search_words import kept_words, written_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from panelapp.domain.search_words import Term, Wanted
    from panelapp.queries.search_entries import Entry

_BEFORE, _LONGEST = 60, 180
_LOOKED_THROUGH = 400_000
_CLOSELY = 20_000
_GAP = "…"


@dataclass(frozen=True, kw_only=True)
class SnippetPart:
    """A few words of what was found; ``is_match`` marks those that were looked for."""

    text: str
    is_match: bool = False


def snippet(entry: Entry, terms: Sequence[Term]) -> tuple[SnippetPart, ...]:
    """The piece of an entry in which most terms stand, else its first piece."""
    wanted = tuple({one for term in terms for way in term.ways for one in way})
    place, text = _best(entry.texts, wanted)
    start = max(0, place - _BEFORE)
    if start:
        start = text.find(" ", start, place) + 1 or start
    shown = text[start : start + _LONGEST]
    end = start + len(shown)
    if end < len(text) and " " in shown[_BEFORE:]:
        shown = shown[: shown.rindex(" ")]
    parts = list(_marked(shown, wanted))
    if start and parts:
        parts.insert(0, SnippetPart(text=_GAP))
    if end < len(text) and parts:
        parts.append(SnippetPart(text=_GAP))
    return tuple(parts)


def _best(texts: Iterable[str], wanted: Sequence[Wanted]) -> tuple[int, str]:
    """The first place of a word that was looked for, and the text that has it."""
    first = ""
    for text in texts:
        plain = " ".join(text[:_LOOKED_THROUGH].split())
        first = first or plain
        place = _place(plain, wanted)
        if place is not None:
            return place, plain
    return 0, first


def _place(text: str, wanted: Sequence[Wanted]) -> int | None:
    as_typed = "|".join(
        rf"\b{re.escape(one.word)}" + ("" if one.is_beginning else r"\b") for one in wanted
    )
    found = re.search(as_typed, text, re.IGNORECASE)
    if found is not None:
        return found.start()
    # Accents and look-alikes take a closer look, which is too slow for a whole report.
    for word in written_words(text[:_CLOSELY]):
        if _is_match(word[0], wanted):
            return word.start()
    return None


def _marked(shown: str, wanted: Sequence[Wanted]) -> Iterator[SnippetPart]:
    end = 0
    for word in written_words(shown):
        if _is_match(word[0], wanted):
            if word.start() > end:
                yield SnippetPart(text=shown[end : word.start()])
            yield SnippetPart(text=shown[word.start() : word.end()], is_match=True)
            end = word.end()
    if end < len(shown):
        yield SnippetPart(text=shown[end:])


def _is_match(word: str, wanted: Sequence[Wanted]) -> bool:
    return any(one.fits(kept) for kept in kept_words(word) for one in wanted)
