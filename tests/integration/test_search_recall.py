"""Two hundred people are found by their names with accents, look-alikes and mistakes in them."""

# ruff: noqa: RUF001 - letters that look alike are what some of these tests are about
from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.orm import Session

from panelapp.actions.open_duties import KeepOpenDuties, keep_open_duties
from panelapp.domain.models import Carer, Household, Person
from panelapp.domain.vocabulary import CarerKind
from panelapp.queries.search import SearchQuestion, SearchRow, search
from panelapp.queries.search_entries import search_is_right
from tests.factories import Panel, open_panel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Invented names, each with the way in which it is typed without signs.
FIRST = (
    ("Zoë", "zoe"),
    ("Łucjan", "lucjan"),
    ("Maeve", "maeve"),
    ("Søren", "soren"),
    ("Íde-Rós", "ide ros"),
)
BEGIN = ("Quill", "Brack", "Dun", "Fenn", "Gorst", "Hazel", "Ise", "Kest")
END = (
    ("wick", "wick"),
    ("'Ämber", "amber"),
    ("-Örtley", "ortley"),
    ("thorpe", "thorpe"),
    ("søn", "son"),
)
PEOPLE = tuple(
    (f"{first} {begin}{end}", f"{first_plain} {begin.lower()}{end_plain}")
    for first, first_plain in FIRST
    for begin in BEGIN
    for end, end_plain in END
)
LOOKS_LIKE = str.maketrans({"a": "а", "e": "е", "o": "ο", "c": "с", "i": "і", "k": "к", "u": "υ"})


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    with open_panel(tmp_path_factory.mktemp("recall")) as panel:
        with Session(panel.engine) as session:
            for number, (name, _) in enumerate(PEOPLE, start=1):
                home = Household(ref=f"H-1999-{number:04}", carer_kind=CarerKind.MAINSTREAM)
                home.carers = [Carer(position=1, person=Person(name=name))]
                session.add(home)
            session.commit()
        # As in a file that an older version of the program made.
        panel.run("DELETE FROM search_edition")
        panel.adviser.execute(keep_open_duties, KeepOpenDuties())
        with panel.unit() as uow:
            assert search_is_right(uow)
        yield panel


def found(panel: Panel, text: str) -> tuple[SearchRow, ...]:
    return panel.adviser.read(search, SearchQuestion(text=text, limit=6)).rows


def missed(panel: Panel, typed: Callable[[int, str, str], str]) -> list[str]:
    """What was typed for each person who was not found by it."""
    texts = [typed(number, *names) for number, names in enumerate(PEOPLE, start=1)]
    return [
        text
        for number, text in enumerate(texts, start=1)
        if f"H-1999-{number:04}"
        not in {
            row.ref for row in panel.adviser.read(search, SearchQuestion(text=text, limit=6)).rows
        }
    ]


def test_there_are_two_hundred() -> None:
    assert len(set(PEOPLE)) == 200


def _decomposed(number: int, name: str, plain: str) -> str:
    return unicodedata.normalize("NFD", name)


def _look_alike(number: int, name: str, plain: str) -> str:
    return plain.translate(LOOKS_LIKE)


def _exact(number: int, name: str, plain: str) -> str:
    return name


def _plain(number: int, name: str, plain: str) -> str:
    return plain


def _other_signs(number: int, name: str, plain: str) -> str:
    return name.upper().replace("'", "’").replace("-", "–")


def _unfinished(number: int, name: str, plain: str) -> str:
    return plain[:-2]


@pytest.mark.parametrize(
    "typed", [_exact, _plain, _other_signs, _unfinished, _decomposed, _look_alike]
)
def test_everybody_is_found_however_the_name_is_typed(
    panel: Panel, typed: Callable[[int, str, str], str]
) -> None:
    assert missed(panel, typed) == []


def _one_mistake(number: int, name: str, plain: str) -> str:
    """A letter left out, doubled, changed, or swapped with the next, somewhere in the last name."""
    *first, last = plain.split()
    place = number // 4 % (len(last) - 1)
    before, letter, after = last[:place], last[place], last[place + 1 :]
    wrong = (
        before + after,
        before + letter + letter + after,
        before + ("x" if letter != "x" else "z") + after,
        before + after[:1] + letter + after[1:],
    )[number % 4]
    return " ".join((*first, wrong))


def test_everybody_is_found_with_one_mistake(panel: Panel) -> None:
    assert missed(panel, _one_mistake) == []


def test_the_spelling_that_was_searched_is_said(panel: Panel) -> None:
    page = panel.adviser.read(search, SearchQuestion(text="Zoe Quilwick"))
    assert page.meant == "zoe quillwick"
    assert [row.title for row in page.rows] == ["Zoë Quillwick"] * 2
    assert panel.adviser.read(search, SearchQuestion(text="zoe quillwick")).meant == ""
