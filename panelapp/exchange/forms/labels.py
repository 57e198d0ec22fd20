"""What labels of assessment forms mean: a table of the words that agencies use for them.

Words stand in any order and with any capitals. No form's own wording is kept here, only the plain
words for what is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from panelapp.domain.names import plain
from panelapp.exchange.forms.word_tables import EMPTY, TICKED

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_LABEL = 120


class Asked(StrEnum):
    """What a label asks for."""

    NAME = "name"
    GIVEN = "given"
    FAMILY = "family"
    PREVIOUS = "previous"
    BORN = "born"
    SEX = "sex"
    ADDRESS = "address"
    RELATIONSHIP = "relationship"
    APPLICATION = "application"
    COMPLETED = "completed"
    AUTHORITY = "authority"
    COURT = "court"
    OTHER = "other"


class About(StrEnum):
    """Whom a label or a heading is about; ``SOMEBODY`` is one whom a case does not record."""

    APPLICANT = "applicant"
    CHILD = "child"
    WORKER = "worker"
    MANAGER = "manager"
    SOMEBODY = "somebody"


@dataclass(frozen=True, kw_only=True)
class Label:
    """What a text asks for, of whom, and of which of several; each where the text says so."""

    asked: Asked | None = None
    about: About | None = None
    number: int | None = None

    @property
    def is_person(self) -> bool:
        """Whether the text names a part that somebody has, and asks for nothing."""
        return self.asked is None and self.about is not None


_WORDS: Mapping[Asked, tuple[str, ...]] = {
    Asked.NAME: (
        "name", "names", "legal name", "name and title", "forenames and surname", "name surname",
        "forename surname", "first names surname", "first name surname", "names in capitals",
        "first name and family name", "name known", "first and last name",
    ),
    Asked.GIVEN: (
        "first name", "first names", "forename", "forenames", "given name", "given names",
        "first and middle names", "forename middle names", "christian names",
    ),
    Asked.FAMILY: ("surname", "last name", "family name", "family names"),
    Asked.PREVIOUS: (
        "previous name", "previous names", "former names", "former name", "other names", "known as",
        "also known as", "previous names known as", "previous name known as", "maiden name",
        "previous surname", "previous surnames", "alias", "aliases",
        "names previously used", "previously known as", "other names used", "previous names used",
    ),
    Asked.BORN: ("date birth", "birth date", "dob", "d o b", "born", "date born", "birthdate"),
    Asked.SEX: ("sex", "gender", "sex gender", "male female", "m f"),
    Asked.ADDRESS: (
        "address", "home address", "present address", "permanent address", "postal address",
        "address postcode", "home address postcode", "address including postcode",
        "address and telephone", "addresses", "family address", "household address",
    ),
    Asked.RELATIONSHIP: (
        "relationship", "connection", "relation", "nature relationship", "related",
    ),
    Asked.APPLICATION: (
        "date application accepted", "application accepted", "date application", "application date",
        "date application received", "application received", "date formal application",
        "date application made", "date applied", "date registration interest accepted",
    ),
    Asked.COMPLETED: (
        "date assessment completed", "assessment completed", "date report completed",
        "date completion", "assessment completion date", "date assessment finished",
        "report completed", "date completed", "date assessment report completed",
    ),
    Asked.AUTHORITY: (
        "local authority", "responsible authority", "authority", "placing authority", "la",
        "name local authority", "responsible local authority", "placing local authority",
        "name responsible authority",
    ),
    Asked.COURT: (
        "court reference", "court reference number", "court case number", "case number court",
        "court ref", "court case reference", "case court reference", "court number",
    ),
    Asked.OTHER: (
        "ethnicity", "ethnic origin", "nationality", "religion", "faith", "language", "languages",
        "first language", "languages spoken", "telephone", "telephone number", "phone",
        "phone number", "mobile", "email", "e mail", "email address", "contact details",
        "occupation", "employment", "job title", "title", "marital status", "relationship status",
        "disability", "postcode", "place birth", "birthplace", "age", "ages", "school",
        "school attended", "legal status", "status", "date", "dates", "signature", "signed",
        "comments", "details", "reference", "reference number", "ref", "service reference",
        "recommendation", "date marriage", "date partnership", "health", "nhs number", "post",
        "date moved in", "length time at address", "date placed", "sexual orientation", "role",
        "team", "office", "agency", "organisation", "identity", "culture", "position", "notes",
        "descent", "immigration status", "passport number", "national insurance number",
        "date stage one began", "date stage two began", "order", "orders", "category", "hours",
        "current carer", "placement", "date updated", "date signed", "type", "number", "question",
    ),
}  # fmt: skip
_MEANS: Mapping[frozenset[str], Asked] = {
    frozenset(plain(words).split()) - {"and", "in"}: asked
    for asked, some in _WORDS.items()
    for words in some
}
_STOP = frozenset(
    {
        "the", "of", "a", "an", "your", "please", "and", "for", "to", "is", "on", "be", "in", "if",
        "by", "with", "this", "full", "current", "at", "or", "no", "any", "which", "that", "was",
        "were", "are", "it",
    }
)  # fmt: skip
_SOMEBODY = (
    "referee", "referees", "reference given", "mother", "father", "mothers", "fathers", "parent",
    "parents", "partner", "partners", "doctor", "gp", "surgery", "employer", "employers", "nurse",
    "sibling", "siblings", "brother", "sister", "adult", "adults", "members", "member", "pet",
    "pets", "dog", "dogs", "emergency", "witness", "reviewing", "guardian", "solicitor", "medical",
    "health visitor", "second opinion", "former", "ex", "grandparent", "grandparents", "aunt",
    "uncle", "birth family", "birth children", "own child", "own children", "applicant children",
    "applicants children", "carers children", "carer children", "child household",
    "children household", "adult children", "other children", "children elsewhere",
    "children family", "current carer", "current carers", "child social worker",
    "childs social worker", "childrens social worker", "previous carer", "stepchildren", "school",
    "support network", "network", "interpreter", "independent", "next kin", "lodger", "tenant",
    "children birth", "grandchildren", "son", "daughter", "sons", "daughters", "panel",
)  # fmt: skip
_ABOUT: tuple[tuple[About, tuple[str, ...]], ...] = (
    (About.MANAGER, ("team manager", "manager", "managers", "supervising manager", "supervisor")),
    (
        About.WORKER,
        (
            "assessing social worker", "supervising social worker", "social worker", "assessor",
            "assessors", "assessing worker", "author", "authors", "social workers", "sw",
            "worker completing assessment", "worker completing report", "worker",
        ),
    ),
    (
        About.APPLICANT,
        (
            "prospective foster carer", "prospective foster carers", "foster carer",
            "foster carers", "applicant", "applicants", "prospective carer", "prospective carers",
            "carer", "carers",
        ),
    ),
    (
        About.CHILD,
        (
            "subject child", "subject children", "child", "children", "childs", "childrens",
            "named child", "child subject", "children subject", "child placed", "children placed",
            "child concerned", "children concerned", "young person",
        ),
    ),
)  # fmt: skip
_SURE_CHILD = frozenset({"subject", "placed", "concerned", "named", "child", "childs"})
_ONE = {"1": 1, "one": 1, "first": 1, "1st": 1, "a": 1, "main": 1, "primary": 1,
        "2": 2, "two": 2, "second": 2, "2nd": 2, "b": 2, "joint": 2,
        "3": 3, "three": 3, "third": 3, "4": 4, "four": 4, "fourth": 4,
        "5": 5, "five": 5, "6": 6, "six": 6, "7": 7, "8": 8, "9": 9}  # fmt: skip
_PART = r"applicants?|carers?|child|childs|applicants|name|address|dob|sex|gender|surname|birth"
_BEFORE = re.compile(
    r"\b(first|second|third|fourth|1st|2nd|main|primary|joint)\s+"
    r"(?=(?:prospective |foster |subject |named )*(?:applicants?|carers?|child|childs)\b)"
)
_AFTER = re.compile(
    rf"(?<=\b)({_PART})\s*(?:no|number)?\s*\b([1-9]|one|two|three|four|five|six|a|b)$"
)
_INSIDE = re.compile(
    r"\b(applicants?|carers?|child|childs)\s*(?:no|number)?\s*\b([1-9]|one|two|three|four|a|b)\b"
)
_HINT = re.compile(r"\((?!\s*(?:[1-9ab]|one|two|first|second)\s*\))[^()]*\)")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


_KNOWN = frozenset(
    word
    for phrase in (*_SOMEBODY, *(one for _, some in _ABOUT for one in some))
    for word in phrase.split()
).union(*_MEANS)
"""Every word of a label: a text with any other word is none, which most of a form is."""


def label_of(text: str) -> Label | None:
    """What a text asks for; ``None`` where it is no label that is known."""
    if not text or len(text) > LONGEST_LABEL or TICKED in text or EMPTY in text:
        return None
    words, number = _words_and_number(text)
    plain_words = frozenset(words) - _STOP
    if not plain_words or not plain_words <= _KNOWN:
        return None
    whole = _MEANS.get(plain_words)
    if whole is not None:
        return Label(asked=whole, number=number)
    about, rest = _about(plain_words)
    asked = _MEANS.get(rest)
    if (rest and asked is None) or (about is None and asked is None):
        return None
    return Label(asked=asked, about=about, number=number)


def heading_of(text: str) -> Label:
    """Whom a heading is about, wherever in it that stands; nobody, where it does not say so."""
    words, number = _words_and_number(text[:LONGEST_LABEL])
    about, _ = _about(frozenset(words) - _STOP)
    return Label(about=about, number=number)


def is_sure_child(text: str) -> bool:
    """Whether a text means the child whom a case names, not one of the applicants' own."""
    words, _ = _words_and_number(text)
    return bool(_SURE_CHILD & set(words))


def _words_and_number(text: str) -> tuple[tuple[str, ...], int | None]:
    low = plain(text).replace("'", "").replace("\u2019", "")
    low = _NOT_A_WORD.sub(" ", _HINT.sub(" ", low).replace("(s)", "s")).strip()
    for pattern, group in ((_BEFORE, 1), (_AFTER, 2), (_INSIDE, 2)):
        found = pattern.search(low)
        if found is not None:
            rest = low[: found.start(group)] + " " + low[found.end(group) :]
            return tuple(rest.split()), _ONE[found[group]]
    return tuple(low.split()), None


def _about(words: frozenset[str]) -> tuple[About | None, frozenset[str]]:
    """Whom words are about, and the words that are left."""
    # What asks for a relationship names the other side of it as well.
    asks = "relationship" in words or "connection" in words
    if asks and words & {"child", "childs", "children"}:
        return About.CHILD, words & {"relationship", "connection", "nature"}
    if asks and words & {"applicant", "applicants", "carer", "carers"}:
        return None, words - {"applicant", "applicants", "carer", "carers"}
    for phrase in _SOMEBODY:
        if frozenset(phrase.split()) <= words - {"date"} and not _is_birth_date(phrase, words):
            return About.SOMEBODY, words - frozenset(phrase.split())
    for about, phrases in _ABOUT:
        for phrase in sorted(phrases, key=len, reverse=True):
            parts = frozenset(phrase.split())
            if parts <= words:
                return about, words - parts
    return None, words


def _is_birth_date(phrase: str, words: frozenset[str]) -> bool:
    return "birth" in phrase.split() and "date" in words
