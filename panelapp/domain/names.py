"""How people are named together, and how a name is found however it is typed."""

from __future__ import annotations

from panelapp.domain.folding import folded
from panelapp.domain.search_words import filter_words
from panelapp.domain.values import in_words


def names_together(names: tuple[str, ...]) -> str:
    """The names of a household as one phrase: ``Sam and Jo Adeyemi-Wright``.

    A family name that all of them share is said once.
    """
    parts = [name.split() for name in names]
    shared = _shared_end(parts)
    if len(parts) <= 1 or not shared:
        return in_words(names)
    first = tuple(" ".join(part[: -len(shared)]) for part in parts)
    return f"{in_words(first)} {' '.join(shared)}"


def plain(text: str) -> str:
    """Words without accents, capitals and look-alikes, so that ``Zoë`` is found by ``zoe``."""
    return folded(text)


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are the same however they are typed; a name that is not known is none's."""
    words = plain(one).split()
    return bool(words) and words == plain(other).split()


def holds_words(wanted: str, *texts: str) -> bool:
    """Whether each word of what is looked for stands somewhere in the texts."""
    searched = " ".join(plain(text) for text in texts)
    return all(word in searched for word in filter_words(wanted))


def _shared_end(parts: list[list[str]]) -> list[str]:
    """The words that all names end in, leaving each a first name of its own."""
    longest = min((len(part) for part in parts), default=1) - 1
    for length in range(longest, 0, -1):
        end = parts[0][-length:]
        if end[0][0].isalpha() and all(part[-length:] == end for part in parts):
            return end
    return []
