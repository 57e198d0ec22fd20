"""Which commands somebody means by the few letters that they typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rapidfuzz.distance import OSA

from panelapp.domain.names import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")

SURE = 50
"""The least mark of a match that is no guess: the letters stand in the words as they were typed."""
_WHOLE, _START, _INITIALS, _IN_TURN, _WITHIN, _NEARLY = 100, 90, 80, 60, 45, 40
_SAYS_ENOUGH = 4
"""Letters from which on the start of a later word is no guess."""
_ONE_SLIP, _TWO_SLIPS = 4, 8
"""From how many letters on a word may have one slip, and two."""


def mark(typed: str, words: str) -> int:
    """How well ``words`` are meant by what was typed; nought where they are not.

    What was typed may be the start of the words, the first letters of each, the start of some of
    them in any order, or one of these with a letter wrong, missing, doubled or swapped.
    """
    asked, named = plain(typed).split(), plain(words).split()
    if not asked or not named:
        return 0
    together, whole = " ".join(asked), " ".join(named)
    says_enough = len(together) >= _SAYS_ENOUGH
    ways: tuple[tuple[int, Callable[[], bool]], ...] = (
        (_WHOLE, lambda: together == whole),
        (_START, lambda: whole.startswith(together)),
        (_INITIALS, lambda: len(together) > 1 and _initials(named).startswith(together)),
        (_IN_TURN, lambda: says_enough and _begin_in_turn(asked, named)),
        (_WITHIN, lambda: all(any(n.startswith(word) for n in named) for word in asked)),
        (_NEARLY, lambda: all(any(_nearly_begins(word, n) for n in named) for word in asked)),
    )
    return next((worth for worth, is_so in ways if is_so()), 0)


def best(typed: str, offers: Iterable[T], words_of: Callable[[T], str]) -> list[tuple[int, T]]:
    """What may be meant, the likeliest first, each with its mark; equal ones in their own order."""
    marked = ((mark(typed, words_of(offer)), offer) for offer in offers)
    return sorted((pair for pair in marked if pair[0]), key=lambda pair: -pair[0])


def _initials(named: list[str]) -> str:
    return "".join(name[0] for name in named)


def _begin_in_turn(asked: list[str], named: list[str]) -> bool:
    """Whether each word that was typed begins a word, in the order of the words."""
    left = iter(named)
    return all(any(name.startswith(word) for name in left) for word in asked)


def _nearly_begins(word: str, name: str) -> bool:
    slips = 0 if len(word) < _ONE_SLIP else 1 if len(word) < _TWO_SLIPS else 2
    lengths = range(max(1, len(word) - slips), len(word) + slips + 1)
    return any(OSA.distance(word, name[:length], score_cutoff=slips) <= slips for length in lengths)
