"""How text is set when the main typeface cannot show it, or when it reads from right to left.

Names come from everywhere. The main typeface covers Latin with Welsh; DejaVu Sans covers Greek,
Cyrillic, Hebrew, Arabic and most symbols. A character that neither holds is shown as words in
brackets, ``[party popper]``, or as its code, ``[U+4E2D]``: never as an empty box. Whatever is
drawn, the true characters stay in the file for searching, copying and reading aloud.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby
from typing import NamedTuple

_JOINERS = "\u200c\u200d\ufe0e\ufe0f"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# From the first right-to-left letter of a word to its last, with the digits that follow it.
_RIGHT_TO_LEFT_STRETCH = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
    "(?:.*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?[0-9]*"
)
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


class Piece(NamedTuple):
    """Characters drawn in one typeface; ``said`` is the true text where it differs."""

    typeface: str
    drawn: str
    said: str = ""


class Faces(NamedTuple):
    """The main and the fallback typeface of one weight, with the characters each can show."""

    main: str
    main_codes: frozenset[int]
    fallback: str
    fallback_codes: frozenset[int]


def reads_right_to_left(word: str) -> bool:
    """Whether the word holds a Hebrew or Arabic letter and no letter that runs the other way."""
    return bool(_RIGHT_TO_LEFT.search(word)) and not any(
        unicodedata.bidirectional(character) == "L" for character in word
    )


def pieces(word: str, faces: Faces) -> tuple[Piece, ...]:
    """One word as what is drawn, left to right, and what it stands for."""
    if all(ord(character) in faces.main_codes for character in word):
        return (Piece(faces.main, word),)
    made: list[Piece] = []
    done = 0
    for stretch in _RIGHT_TO_LEFT_STRETCH.finditer(word):
        made += _left_to_right(word[done : stretch.start()], faces)
        made.append(_right_to_left(stretch.group(), faces))
        done = stretch.end()
    return tuple(made + _left_to_right(word[done:], faces))


def _left_to_right(text: str, faces: Faces) -> list[Piece]:
    made: list[Piece] = []
    for cluster in _clusters(text):
        piece = _piece(cluster, faces)
        if made and not (piece.said or made[-1].said) and made[-1].typeface == piece.typeface:
            made[-1] = Piece(piece.typeface, made[-1].drawn + piece.drawn)
        else:
            made.append(piece)
    return made


def _right_to_left(text: str, faces: Faces) -> Piece:
    """The stretch turned about, with digits kept in their order and brackets mirrored."""
    clusters = [
        joined
        for is_number, group in groupby(_clusters(_arabic_joined(text)), key=_is_number)
        for joined in (["".join(group)] if is_number else list(group))
    ]
    turned = (
        cluster if _is_number(cluster) else cluster.translate(_MIRRORED)
        for cluster in reversed(clusters)
    )
    return Piece(faces.fallback, "".join(_shown(c, faces.fallback_codes) for c in turned), text)


def _shown(cluster: str, codes: frozenset[int]) -> str:
    """The cluster without its joiners, each character the typeface lacks put in words."""
    return "".join(
        character if ord(character) in codes else _in_words(character)
        for character in cluster
        if character not in _JOINERS
    )


def _is_number(cluster: str) -> bool:
    return unicodedata.bidirectional(cluster[0]) in {"EN", "AN", "CS"}


def _clusters(text: str) -> list[str]:
    """Letters with the marks and joiners that follow them."""
    made: list[str] = []
    for character in text:
        if made and (character in _JOINERS or unicodedata.category(character) in {"Mn", "Me"}):
            made[-1] += character
        else:
            made.append(character)
    return made


def _piece(cluster: str, faces: Faces) -> Piece:
    seen = "".join(character for character in cluster if character not in _JOINERS)
    for typeface, codes in (
        (faces.main, faces.main_codes),
        (faces.fallback, faces.fallback_codes),
    ):
        if all(ord(character) in codes for character in seen):
            return Piece(typeface, seen, cluster if seen != cluster else "")
    return Piece(faces.main, _shown(cluster, faces.main_codes), cluster)


def _in_words(character: str) -> str:
    if unicodedata.category(character) == "So":
        name = unicodedata.name(character, "").lower()
        if name:
            return f"[{name}]"
    return f"[U+{ord(character):04X}]"


@cache
def _arabic_forms() -> dict[tuple[str, str], str]:
    """Letter and position (``isolated``, ``initial``, ``medial``, ``final``) -> its shape."""
    forms: dict[tuple[str, str], str] = {}
    for code in (*range(0xFB50, 0xFBB2), *range(0xFE80, 0xFEFD)):
        position, *letters = unicodedata.decomposition(chr(code)).split()
        if len(letters) == 1:
            forms[chr(int(letters[0], 16)), position.strip("<>")] = chr(code)
    return forms


def _arabic_joined(text: str) -> str:
    """Arabic letters in the shapes that their neighbours ask for; other text as it is."""
    forms = _arabic_forms()
    letters = [i for i, c in enumerate(text) if unicodedata.category(c) != "Mn"]
    shaped = list(text)
    for place, index in enumerate(letters):
        before = text[letters[place - 1]] if place else ""
        after = text[letters[place + 1]] if place + 1 < len(letters) else ""
        letter = text[index]
        joins_before = (before, "initial") in forms and (letter, "final") in forms
        joins_after = (letter, "initial") in forms and (after, "final") in forms
        position = {
            (False, False): "isolated",
            (False, True): "initial",
            (True, True): "medial",
            (True, False): "final",
        }[joins_before, joins_after]
        shaped[index] = forms.get((letter, position), letter)
    return "".join(shaped)
