"""Names and dates that an assessment form states, each with where it stands and how sure that is.

Nothing is made up: what is read are words of the document. What cannot be understood is read all
the same, with the reason, so that somebody sees it and nothing is filled in from it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from panelapp.domain.names import plain
from panelapp.domain.written_dates import day_written, parts_of_date
from panelapp.exchange.forms.labels import About, Asked
from panelapp.exchange.forms.pairs import pairs
from panelapp.exchange.forms.word_tables import EMPTY, TICKED, word_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from panelapp.exchange.forms.pairs import Pair

LONGEST_NAME = 80
LONGEST_VALUE = 300
MOST_CHILDREN = 9
MOST_APPLICANTS = 2
_OLDEST, _GROWN, _ADULT_SOON = 105, 18, 26
_YEAR = 365.25
_LONG_AGO = 15


class Stated(StrEnum):
    """What a form states that a case has a place for, and a few things that it has none for."""

    NAME = "name"
    BORN = "born"
    SEX = "sex"
    ADDRESS = "address"
    PREVIOUS_NAMES = "previous_names"
    APPLICATION = "application"
    COMPLETED = "completed"
    SOCIAL_WORKER = "social_worker"
    TEAM_MANAGER = "team_manager"
    AUTHORITY = "authority"
    COURT_REFERENCE = "court_reference"
    CHILD_NAME = "child_name"
    CHILD_BORN = "child_born"
    CHILD_RELATIONSHIP = "child_relationship"


class FormKind(StrEnum):
    """Which assessment form a document seems to be."""

    FORM_F = "form_f"
    FORM_C = "form_c"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One thing that a form states.

    ``number`` counts applicants and children from one. ``text`` is what stands in the document, on
    one line; ``value`` is a part of it, or the day that it means. Without a value ``doubt`` says
    why nothing can be filled in; with one, why somebody should look twice.
    """

    what: Stated
    number: int
    text: str
    value: str | date | None
    label: str
    table: int
    row: int
    doubt: str = ""


@dataclass(frozen=True, kw_only=True)
class FormRead:
    """What a document states; ``kind`` is ``None`` where it does not look like a form."""

    kind: FormKind | None
    readings: tuple[Reading, ...]


def read_form(content: bytes, today: date) -> FormRead:
    """What the tables of a Word file state.

    Raises :class:`BadInput` for a file that cannot be read.
    """
    document = word_text(content)
    found = (
        reading
        for table in document.tables
        for pair in _with_whole_names(list(pairs(table)))
        for reading in _readings(pair, today)
    )
    readings = tuple(_once(found))
    return FormRead(kind=_kind(readings, document.opening), readings=readings)


# --- one pair


def _with_whole_names(found: list[Pair]) -> Iterator[Pair]:
    """Pairs in which a first name and a family name of the same person are one name."""
    families = {
        (pair.label.about, pair.label.number): pair
        for pair in reversed(found)
        if pair.label.asked is Asked.FAMILY
    }
    joined: set[int] = set()
    for pair in found:
        family = families.get((pair.label.about, pair.label.number))
        if pair.label.asked is Asked.GIVEN and family is not None and id(family) not in joined:
            joined.add(id(family))
            label = replace(pair.label, asked=Asked.NAME)
            yield replace(pair, label=label, text=f"{pair.text} {family.text}")
        elif not (pair.label.asked is Asked.FAMILY and _comes_with_first(pair, found)):
            yield pair


def _comes_with_first(family: Pair, found: list[Pair]) -> bool:
    return any(
        pair.label.asked is Asked.GIVEN
        and (pair.label.about, pair.label.number) == (family.label.about, family.label.number)
        for pair in found
    )


def _readings(pair: Pair, today: date) -> Iterator[Reading]:
    what = _what(pair)
    if what is None:
        return
    text = " ".join(pair.text.split())
    if plain(text).strip(" .-_/") in _BLANK or len(text) > LONGEST_VALUE:
        return
    doubt = pair.doubt or _whose(pair, what)
    number = pair.label.number or 1
    if number > (MOST_CHILDREN if what in _OF_CHILDREN else MOST_APPLICANTS):
        return
    one = Reading(what=what, number=number, text=text, value=None, label=pair.words,
                  table=pair.table, row=pair.row, doubt=doubt)  # fmt: skip
    if pair.label.asked in {Asked.GIVEN, Asked.FAMILY}:
        yield replace(one, doubt="This is a part of a name.")
        return
    if pair.label.number is None and what in {Stated.NAME, Stated.BORN, Stated.SEX}:
        parts = _for_two(pair.text, what, today)
        if parts is not None:
            for position, part in enumerate(parts, start=1):
                yield _understood(replace(one, number=position, text=part), part, today)
            return
    yield _understood(one, pair.text, today)


def _what(pair: Pair) -> Stated | None:
    asked, about = pair.label.asked, pair.label.about
    if asked in _WITHOUT_ANYBODY:
        return None if about is About.SOMEBODY else _WITHOUT_ANYBODY[asked]
    match about:
        case About.WORKER | About.MANAGER:
            if asked not in {None, Asked.NAME}:
                return None
            return Stated.SOCIAL_WORKER if about is About.WORKER else Stated.TEAM_MANAGER
        case About.CHILD:
            return _OF_A_CHILD.get(asked)
        case About.APPLICANT | None:
            return _OF_AN_APPLICANT.get(asked)
    return None


_WITHOUT_ANYBODY = {
    Asked.APPLICATION: Stated.APPLICATION,
    Asked.COMPLETED: Stated.COMPLETED,
    Asked.AUTHORITY: Stated.AUTHORITY,
    Asked.COURT: Stated.COURT_REFERENCE,
}
_OF_A_CHILD = {
    None: Stated.CHILD_NAME,
    Asked.NAME: Stated.CHILD_NAME,
    Asked.BORN: Stated.CHILD_BORN,
    Asked.RELATIONSHIP: Stated.CHILD_RELATIONSHIP,
}
_OF_AN_APPLICANT = {
    None: Stated.NAME,
    Asked.NAME: Stated.NAME,
    Asked.GIVEN: Stated.NAME,
    Asked.FAMILY: Stated.NAME,
    Asked.PREVIOUS: Stated.PREVIOUS_NAMES,
    Asked.BORN: Stated.BORN,
    Asked.SEX: Stated.SEX,
    Asked.ADDRESS: Stated.ADDRESS,
}
_OF_CHILDREN = frozenset({Stated.CHILD_NAME, Stated.CHILD_BORN, Stated.CHILD_RELATIONSHIP})
_BLANK = frozenset(
    plain(words)
    for words in (
        "", "n/a", "na", "none", "nil", "not known", "unknown", "not applicable", "tbc", "tba",
        "to be confirmed", "as above", "see above", "same", "same as above", "as applicant 1",
        "click or tap here to enter text", "click here to enter text", "enter text", "x",
        "click or tap to enter a date", "click here to enter a date", "choose an item", "yes", "no",
        "dd/mm/yyyy", "dd/mm/yy",
    )
)  # fmt: skip


def _whose(pair: Pair, what: Stated) -> str:
    if what in _WITHOUT_ANYBODY.values() or pair.label.about is not None:
        return ""
    return "The form does not say whose this is."


def _for_two(text: str, what: Stated, today: date) -> tuple[str, str] | None:
    """The two halves of a value that holds one for each applicant."""
    for mark in (r"\n", r"\s+and\s+", r"\s*&\s*", r"\s*;\s*", r"\s*/\s*"):
        halves = [" ".join(half.split()) for half in re.split(mark, text) if half.strip()]
        if len(halves) == MOST_APPLICANTS and all(_fits(half, what, today) for half in halves):
            return halves[0], halves[1]
    return None


def _fits(text: str, what: Stated, today: date) -> bool:
    if what is Stated.BORN:
        return day_written(text, since=_ago(today, _OLDEST), until=today).day is not None
    if what is Stated.SEX:
        return _sex(text) is not None
    return _is_name(text) and len(text.split()) > 1


# --- what a value means


def _understood(reading: Reading, lines: str, today: date) -> Reading:
    days = _possible_days(reading.what, today)
    if days is not None:
        found = day_written(reading.text, since=days[0], until=days[1])
        return _settled(reading, found.day, found.doubt)
    match reading.what:
        case Stated.SEX:
            return _settled(reading, _sex(reading.text), "This is not read as one sex.")
        case Stated.ADDRESS:
            parts = (part.strip(" ,") for part in lines.split("\n"))
            return replace(reading, value="\n".join(part for part in parts if part))
        case Stated.NAME | Stated.CHILD_NAME | Stated.SOCIAL_WORKER | Stated.TEAM_MANAGER:
            name = reading.text if _is_name(reading.text) else None
            return _settled(reading, name, "This does not look like one name.")
    return replace(reading, value=reading.text)


def _possible_days(what: Stated, today: date) -> tuple[date, date] | None:
    """From when until when a day of this kind can lie; ``None`` for what is no day."""
    match what:
        case Stated.BORN:
            return _ago(today, _OLDEST), _ago(today, _GROWN)
        case Stated.CHILD_BORN:
            return _ago(today, _ADULT_SOON), today
        case Stated.APPLICATION | Stated.COMPLETED:
            return _ago(today, _LONG_AGO), today
    return None


def _settled(reading: Reading, value: str | date | None, doubt: str) -> Reading:
    return replace(reading, value=value) if value else replace(reading, doubt=doubt)


def _ago(today: date, years: int) -> date:
    return today - timedelta(days=round(years * _YEAR))


_SEXES = {"female": "female", "f": "female", "woman": "female",
          "male": "male", "m": "male", "man": "male"}  # fmt: skip
_BOX = re.compile(f"([{TICKED}{EMPTY}])")


def _sex(text: str) -> str | None:
    """``female`` or ``male`` where a text says one of them, or its only ticked box does."""
    if TICKED in text or EMPTY in text:
        ticked = _ticked(text)
        return _SEXES.get(plain(ticked[0]).strip(" .,:/")) if len(ticked) == 1 else None
    return _SEXES.get(plain(text).strip(" .,:/"))


def _ticked(text: str) -> list[str]:
    """The words beside ticked boxes; the boxes stand all before or all behind their words."""
    parts = [part.strip() for part in _BOX.split(text)]
    if parts[0]:
        return [words for words, box in zip(parts[::2], parts[1::2], strict=False)
                if box == TICKED]  # fmt: skip
    return [words for box, words in zip(parts[1::2], parts[2::2], strict=False) if box == TICKED]


_NAME_PART = re.compile(r"[('\u2018\"]?[^\W_][\w.'\u2019()\"\-]*,?")


def _is_name(text: str) -> bool:
    """Whether a text could be the name of one person."""
    words = text.split()
    return (
        0 < len(words) <= 7  # noqa: PLR2004 - more words are a sentence
        and len(text) <= LONGEST_NAME
        and all(_NAME_PART.fullmatch(word) for word in words)
        and any(letter.isalpha() for letter in text)
        and parts_of_date(text) is None
        and not {"and", "or", "the", "is", "was", "has", "date"} & set(plain(text).split())
        and TICKED not in text
        and EMPTY not in text
    )


# --- readings together


def _once(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Each thing once: the surest that was read first, which says where it is contradicted."""
    by_place: dict[tuple[Stated, int], list[Reading]] = defaultdict(list)
    for reading in readings:
        by_place[reading.what, reading.number].append(reading)
    for some in by_place.values():
        first = min(some, key=lambda one: (one.value is None, bool(one.doubt)))
        others = [one for one in some if _is_other(first, one)]
        if others and not first.doubt:
            other = others[0]
            first = replace(
                first,
                doubt=f"The form also says {other.text}, in table {other.table}, row {other.row}.",
            )
        yield first


def _is_other(first: Reading, one: Reading) -> bool:
    if one.value is None or one.doubt:
        return False
    return plain(str(one.value)) != plain(str(first.value))


def _kind(readings: tuple[Reading, ...], opening: str) -> FormKind | None:
    """Which form it seems to be, from what it states and the words that it begins with."""
    low = " ".join(plain(opening).split())
    is_named = bool(re.search(r"\bform [cf]\b|\bassessment\b", low))
    sure = [one for one in readings if one.value is not None and (is_named or not one.doubt)]
    people = {Stated.NAME, Stated.BORN, Stated.CHILD_NAME, Stated.CHILD_BORN}
    if len(sure) < 2 or not any(one.what in people for one in sure):  # noqa: PLR2004 - one could be chance
        return None
    if re.search(r"\bform c\b", low):
        return FormKind.FORM_C
    if re.search(r"\bform f\b", low):
        return FormKind.FORM_F
    is_about_a_child = any(one.what in _OF_CHILDREN for one in sure)
    return FormKind.FORM_C if is_about_a_child or "connected" in low else FormKind.FORM_F
