"""Letters without what tells them apart for the eye alone: accents, capitals and look-alikes.

``Zoë`` and ``zoe``, ``Łukasz`` and ``lukasz``, a Cyrillic ``о`` and a Latin ``o`` are the same once
they are folded. Both sides of a comparison are folded, so that a name in another script finds
itself.
"""

# ruff: noqa: RUF001, RUF002 - letters that look alike are what this module is about
from __future__ import annotations

import re
import unicodedata

# Letters that no decomposition takes apart.
_LATIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h",
    "ı": "i", "ĸ": "k", "ŋ": "n", "ŧ": "t", "ɑ": "a", "ɡ": "g", "ɩ": "i", "ə": "e", "ɛ": "e",
    "ɔ": "o", "ʋ": "v",
}  # fmt: skip
# The letters of names among the confusables of Unicode Technical Standard 39.
_CYRILLIC = dict(zip("авгеіјкмнорсѕтухѵһԁԛԝӏьп", "abreijkmhopcstyxvhdqwlbn", strict=True))
_GREEK = dict(zip("αβγεζηικμνορτυχωϲϳ", "abyeznikuvoptuxwcj", strict=True))
_ARMENIAN = dict(zip("օսոհց", "ounhg", strict=True))
_SAME = str.maketrans(_LATIN | _CYRILLIC | _GREEK | _ARMENIAN | {"ς": "σ"})
# These capitals look like other letters than their small forms do.
_CAPITALS = str.maketrans({"Η": "h", "Ν": "n", "Υ": "y", "Μ": "m"})
_MIXED = re.compile(r"\w*(?:[A-Za-z][ΗΝΥΜ]|[ΗΝΥΜ][A-Za-z])\w*")
_NOUGHT = re.compile(r"(?<=[a-z])0(?=[a-z])|\b0(?=[a-z]{2})")


def folded(text: str) -> str:
    """A text in small letters without accents, look-alikes written as the Latin letter."""
    if text.isascii():
        small = text.lower()
    else:
        latin = _MIXED.sub(lambda word: word[0].translate(_CAPITALS), text)
        letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", latin).casefold())
        small = "".join(one for one in letters if unicodedata.category(one) not in {"Mn", "Cf"})
        small = small.translate(_SAME)
    return _NOUGHT.sub("o", small) if "0" in small else small
