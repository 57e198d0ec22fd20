"""The recovery sheet: the data key on paper, as 24 words that can be read over and typed back."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput
from panelapp.domain.values import long_date
from panelapp.persistence.keys import DataKey

if TYPE_CHECKING:
    from datetime import date

    from mnemonic import Mnemonic

WORDS_ON_A_SHEET = 24
_WIDTH = 76
_NUMBERED = re.compile(r"\b(\d{1,2})\s*[.):]\s*([a-z]+)")
_WORD = re.compile(r"[a-z]+")


_WHAT_FOR = (
    "These 24 words open the fostering panel file of this agency when a password is forgotten, or "
    "when the file with the passwords is lost. Without them and without a password nobody can open "
    "the file, not even those who made the program."
)
_HOW_TO_KEEP = (
    "Print this sheet and put it in a locked place, apart from the computer, such as the agency's "
    "safe. Anyone who has these words and the file can read all of it: do not photograph, copy or "
    "send them, and delete every electronic copy of this text."
)
_HOW_TO_USE = (
    "Choose to recover the file, then type the words in their order. Capital letters, numbers and "
    "extra spaces make no difference."
)


@dataclass(frozen=True, kw_only=True)
class RecoverySheet:
    """What stands on a recovery sheet; its repr keeps the words to itself."""

    facts: tuple[tuple[str, str], ...]
    words: tuple[str, ...] = field(repr=False)
    what_for: str = _WHAT_FOR
    how_to_keep: str = _HOW_TO_KEEP
    how_to_use: str = _HOW_TO_USE

    @property
    def text(self) -> str:
        """The sheet as plain text, ready to print."""
        return "\n".join(
            [
                "RECOVERY SHEET",
                "=" * _WIDTH,
                *(f"{name:<14}{said}" for name, said in self.facts),
                "",
                "What it is for",
                _paragraph(self.what_for),
                "",
                "The 24 words",
                *_numbered_lines(self.words),
                "",
                "How to keep it",
                _paragraph(self.how_to_keep),
                "",
                "How to use it",
                _paragraph(self.how_to_use),
                "",
            ]
        )


def sheet(key: DataKey, *, agency: str, file_id: str, on: date) -> RecoverySheet:
    """The recovery sheet of a file; it holds no password."""
    return RecoverySheet(
        facts=(
            ("Agency", agency),
            ("File number", " ".join(textwrap.wrap(file_id, 4))),
            ("Made on", long_date(on)),
        ),
        words=tuple(_english().to_mnemonic(key.raw()).split()),
    )


def data_key_from_words(text: str) -> DataKey:
    """The data key of the 24 words in ``text``, which may be a whole sheet.

    Raises:
        BadInput: A word is missing or unknown, named by its place and never by itself, or the
            words do not pass their own check.
    """
    known = frozenset(_english().wordlist)
    words = _words_in(text.lower(), known)
    wrong = [place for place, word in enumerate(words, start=1) if word not in known]
    if wrong:
        raise BadInput(
            f"Word {wrong[0]} is not a word that a recovery sheet uses.",
            remedy=f"Compare word {wrong[0]} with the sheet, letter by letter.",
        )
    if not _english().check(" ".join(words)):
        raise BadInput(
            "The 24 words do not pass their own check: one of words 1 to 24 is another word, or "
            "two have changed places.",
            remedy="Compare each word and its number with the sheet.",
        )
    return DataKey(bytes(_english().to_entropy(words)))


def _numbered_lines(words: tuple[str, ...]) -> list[str]:
    cells = [f"{place:>2}. {word:<14}" for place, word in enumerate(words, start=1)]
    return ["  " + "".join(cells[row : row + 4]).rstrip() for row in range(0, len(cells), 4)]


def _words_in(lowered: str, known: frozenset[str]) -> list[str]:
    """The 24 words by their numbers, or as the only words, or as the run that passes the check."""
    numbered = {int(place): word for place, word in _NUMBERED.findall(lowered)}
    places = range(1, WORDS_ON_A_SHEET + 1)
    if all(place in numbered for place in places):
        return [numbered[place] for place in places]
    words = _WORD.findall(lowered)
    if len(words) == WORDS_ON_A_SHEET:
        return words
    for start in range(len(words) - WORDS_ON_A_SHEET + 1):
        run = words[start : start + WORDS_ON_A_SHEET]
        if known.issuperset(run) and _english().check(" ".join(run)):
            return run
    missing = [place for place in places if place not in numbered]
    if len(missing) < WORDS_ON_A_SHEET:
        raise BadInput(
            f"Word {missing[0]} is missing or cannot be read.",
            remedy=f"Type word {missing[0]} after its number, as on the sheet.",
        )
    raise BadInput(
        f"A recovery sheet has 24 words; {len(words)} were found.",
        remedy="Type all 24 words in their order, with spaces between them.",
    )


def _paragraph(text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent="  ", subsequent_indent="  ")


@cache
def _english() -> Mnemonic:
    from mnemonic import Mnemonic

    return Mnemonic("english")
