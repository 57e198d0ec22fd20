"""Words as they are kept for searching and as they are looked for.

A word is kept in every way in which people write it: ``O'Neil`` as ``o``, ``neil`` and ``oneil``,
``C-2026-0142`` as ``c``, ``2026``, ``0142`` and ``142``, a date as one word of its own. What
somebody types is never the language of an index: each of its words becomes one or more whole words
that are looked for, or words that begin so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelapp.domain.folding import folded
from panelapp.domain.written_dates import parts_of_date, whole_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

LONGEST_TEXT = 2000
LONGEST_WORD = 60
MOST_WORDS = 12
_MOST_PARTS = 4
_APOSTROPHES = dict.fromkeys(map(ord, "\u2019\u2018\u02bc\u02b9`\u00b4\u2032\uff07"), "'")
_HYPHENS = dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE63, 0xFF0D], "-")
_SIGNS = _APOSTROPHES | _HYPHENS
_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*")
_FIGURE = re.compile(r"\d")
_RUN = re.compile(r"\d+|[^\W\d_]+")
_SHORT = re.compile(r"([a-z]{0,2})((?:19|20)\d\d)(\d{1,6})")
_DATE = re.compile(
    r"\b\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2})\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[a-z]{3,9}\.?,?\s+\d{4}\b"
    r"|\b[a-z]{3,9}\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b"
    r"|\b\d{4}-\d{2}-\d{2}\b"
)
# Beginnings of names that some people write apart: Mac Donald, De Souza.
_PARTICLES = frozenset({"o", "mc", "mac", "de", "da", "di", "d", "van", "von", "le", "la", "st"})


def day_word(day: date) -> str:
    """The one word under which a day is kept."""
    return f"day{day:%Y%m%d}"


def kept_words(text: str) -> Iterator[str]:
    """Every word under which a text is found, repetitions included."""
    low = folded(text.translate(_SIGNS))
    if _FIGURE.search(low):
        yield from _days(low)
    before = ""
    for found in _WORD.finditer(low):
        word = found[0]
        yield from _ways(word)
        if before in _PARTICLES:
            yield f"{before}{word}"[:LONGEST_WORD]
        before = word


def written_words(text: str) -> Iterator[re.Match[str]]:
    """Each word of a text as it is written, with its place."""
    yield from _WORD.finditer(text.translate(_SIGNS))


def _days(low: str) -> Iterator[str]:
    for found in _DATE.finditer(low):
        day = _day(found[0])
        if day is not None:
            yield day_word(day)


def _day(text: str) -> date | None:
    parts = parts_of_date(text)
    return None if parts is None else whole_day(parts)


def _ways(word: str) -> Iterator[str]:
    if word.isalpha():
        yield word[:LONGEST_WORD]
        return
    for name in word.split("-"):
        parts = name.split("'")
        for part in parts:
            yield from _runs(part)
        yield from _together(parts)
    if "-" in word:
        yield from _together(re.split(r"['\-]", word))


def _together(parts: list[str]) -> Iterator[str]:
    if 1 < len(parts) <= _MOST_PARTS and not any(map(str.isdigit, parts)):
        yield "".join(parts)[:LONGEST_WORD]


def _runs(part: str) -> Iterator[str]:
    """A part of a word, and the runs of letters and figures of which it is made."""
    yield part[:LONGEST_WORD]
    runs = [part] if part.isalpha() else _RUN.findall(part)
    if len(runs) > 1:
        yield from (run[:LONGEST_WORD] for run in runs)
    for run in runs:
        if run.startswith("0") and run.isdigit() and run.strip("0"):
            yield run.lstrip("0")[:LONGEST_WORD]


@dataclass(frozen=True)
class Wanted:
    """A word that is looked for, whole or as the beginning of one."""

    word: str
    is_beginning: bool = False

    def fits(self, word: str) -> bool:
        """Whether a word that is kept is meant."""
        return word.startswith(self.word) if self.is_beginning else word == self.word


Way = tuple[Wanted, ...]
"""Words of which each must be there."""


@dataclass(frozen=True)
class Term:
    """One word as it was typed, and the ways in which it may be kept, any of which will do."""

    typed: str
    ways: tuple[Way, ...]

    @property
    def is_one_word(self) -> bool:
        """Whether it is one word of letters, which may be misspelt."""
        return self.typed.isalnum() and not self.typed.isdigit()


def terms_typed(text: str, *, all_begin: bool = False) -> tuple[Term, ...]:
    """What is looked for when somebody types a text; the last word may not be finished.

    With ``all_begin`` every word may be the beginning of one. Words beyond the first dozen are left
    out.
    """
    low = folded(text[:LONGEST_TEXT].translate(_SIGNS))
    terms = list(_terms(low))[:MOST_WORDS]
    last = len(terms) - 1
    return tuple(
        Term(
            term.typed, tuple(_finish(way, begins=all_begin or place == last) for way in term.ways)
        )
        for place, term in enumerate(terms)
    )


def filter_words(text: str, *, as_typed: bool = False) -> tuple[str, ...]:
    """The words that narrow a list, folded unless they are kept ``as_typed``.

    However much is pasted, a dozen words of sensible length are looked for; what cannot be stored
    is left out.
    """
    start = text[:LONGEST_TEXT].encode(errors="ignore").decode()
    words = (start if as_typed else folded(start)).split()
    return tuple(word[:LONGEST_WORD] for word in words[:MOST_WORDS])


def _finish(way: Way, *, begins: bool) -> Way:
    """A way whose last word may be the beginning of one."""
    *whole, last = way
    is_year = re.fullmatch(r"(?:19|20)\d\d", last.word) is not None
    is_day = last.word.startswith("day2")
    return (*whole, Wanted(last.word, begins and not is_year and not is_day))


def _terms(low: str) -> Iterator[Term]:
    end = 0
    for found in _DATE.finditer(low):
        day = _day(found[0])
        if day is not None:
            yield from _words(low[end : found.start()])
            words = tuple(Wanted(word) for word in _WORD.findall(found[0].replace("-", " ")))
            yield Term(found[0], ((Wanted(day_word(day)),), words))
            end = found.end()
    yield from _words(low[end:])


def _words(low: str) -> Iterator[Term]:
    words = [found[0] for found in _WORD.finditer(low)]
    place = 0
    while place < len(words):
        word = words[place]
        following = words[place + 1] if place + 1 < len(words) else ""
        if word in _PARTICLES and following.isalpha():
            yield Term(f"{word} {following}", (_whole(word, following), _whole(word + following)))
            place += 2
            continue
        yield from _of_one_word(word)
        place += 1


def _of_one_word(word: str) -> Iterator[Term]:
    short = _SHORT.fullmatch(word)
    if short is not None:
        yield Term(word, (_whole(*(part for part in short.groups() if part)), _whole(word)))
        return
    parts = re.split(r"['\-]", word)
    if len(parts) > 1 and any(map(str.isdigit, parts)):
        # The parts of a reference or of a figure, each of which is kept.
        yield Term(word, (_whole(*parts[:MOST_WORDS]),))
    elif len(parts) > 1:
        yield Term(word, (_whole(*parts[:MOST_WORDS]), _whole("".join(parts))))
    else:
        runs = _RUN.findall(word)
        ways = (_whole(word),) if len(runs) == 1 else (_whole(word), _whole(*runs[:MOST_WORDS]))
        yield Term(word, ways)


def _whole(*words: str) -> Way:
    return tuple(Wanted(word[:LONGEST_WORD]) for word in words)
