"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\S+|\s+")


class Change(StrEnum):
    """Whether words stayed, were added or were taken out."""

    SAME = "same"
    ADDED = "added"
    TAKEN_OUT = "taken_out"


@dataclass(frozen=True)
class Stretch:
    """Words in a row that changed in the same way."""

    change: Change
    text: str


def differences(before: str, after: str) -> tuple[Stretch, ...]:
    """The stretches that lead from one text to another, in order."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found: list[Stretch] = []
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            found.append(Stretch(Change.SAME, "".join(old[old_from:old_to])))
            continue
        if old_to > old_from:
            found.append(Stretch(Change.TAKEN_OUT, "".join(old[old_from:old_to])))
        if new_to > new_from:
            found.append(Stretch(Change.ADDED, "".join(new[new_from:new_to])))
    return tuple(found)
