"""Words are found however people write them, and nothing typed is the language of an index."""

# ruff: noqa: RUF001, RUF003 - letters that look alike are what some of these tests are about
from __future__ import annotations

import pytest

from panelapp.domain.folding import folded
from panelapp.domain.names import is_same_name
from panelapp.domain.search_words import (
    LONGEST_WORD,
    MOST_WORDS,
    Wanted,
    day_word,
    kept_words,
    terms_typed,
)
from tests.factories import TODAY


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Zoë", "zoe"),
        ("ZOË", "zoe"),
        ("Łukasz", "lukasz"),
        ("Søren", "soren"),
        ("Đorđe", "dorde"),
        ("Straße", "strasse"),
        ("Æthelred", "aethelred"),
        ("Þórr", "thorr"),
        ("Jоhn", "john"),  # a Cyrillic о
        ("Мark", "mark"),  # a Cyrillic М
        ("Νina", "nina"),  # a Greek Ν
        ("Daνid", "david"),  # a Greek ν
        ("Ａｎｎ", "ann"),
        ("J0hn", "john"),
        ("0livia", "olivia"),
        ("Bri\u200ban", "brian"),
        ("ﬁona", "fiona"),
    ],
)
def test_accents_capitals_and_look_alikes_are_folded_away(written: str, typed: str) -> None:
    assert folded(written) == typed
    assert is_same_name(written, typed)


@pytest.mark.parametrize("name", ["Ольга", "Νίκος", "محمد", "李雷"])
def test_a_name_in_another_script_finds_itself(name: str) -> None:
    assert finds(name, name)
    assert finds(name.upper(), name)


def finds(written: str, typed: str) -> bool:
    """Whether what was written is found by what somebody types."""
    kept = set(kept_words(written))
    return all(
        any(all(any(one.fits(word) for word in kept) for one in way) for way in term.ways)
        for term in terms_typed(typed)
    )


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Mary O'Neil", "oneil"),
        ("Mary O'Neil", "o’neil"),
        ("Mary O'Neil", "o neil"),
        ("Mary O'Neil", "neil"),
        ("Mary ONeil", "o'neil"),
        ("Mary O Neil", "oneil"),
        ("Ann O'Neil-Smith", "oneil smith"),
        ("Jo Smith-Jones", "smith jones"),
        ("Jo Smith-Jones", "smithjones"),
        ("Jo Smith–Jones", "jones"),
        ("Jo Smith Jones", "smith-jones"),
        ("Ewan McDonald", "mc donald"),
        ("Ewan Mc Donald", "mcdonald"),
        ("C-2026-0142", "c-2026-0142"),
        ("C-2026-0142", "C 2026 142"),
        ("C-2026-0142", "2026-0142"),
        ("C-2026-0142", "2026/142"),
        ("C-2026-0142", "c20260142"),
        ("C-2026-0142", "0142"),
        ("C-2026-0142", "142"),
        ("C-2026-0142", "c-2026-01"),
        ("3 December 2026", "03/12/2026"),
        ("3 December 2026", "3rd december 2026"),
        ("3 December 2026", "2026-12-03"),
        ("on 03.12.2026, at noon", "3 dec 2026"),
        ("3 December 2026", "december 2026"),
        ("3 December 2026", "3 dec"),
        ("Reg 24", "reg24"),
        ("Mainstream application", "mainstream app"),
    ],
)
def test_every_way_of_writing_finds_it(written: str, typed: str) -> None:
    assert finds(written, typed)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Mary O'Neil", "neill"),
        ("C-2026-0142", "2026-0143"),
        ("C-2026-0142", "c-2025-0142"),
        ("3 December 2026", "03/11/2026"),
        ("Smith", "smithson"),
    ],
)
def test_other_words_do_not_find_it(written: str, typed: str) -> None:
    assert not finds(written, typed)


def test_only_the_last_word_may_be_unfinished() -> None:
    first, last = terms_typed("mar smi")
    assert first.ways == ((Wanted("mar"),),)
    assert last.ways == ((Wanted("smi", is_beginning=True),),)
    both = terms_typed("mar smi", all_begin=True)
    assert all(way[-1].is_beginning for term in both for way in term.ways)


def test_a_day_is_one_word() -> None:
    assert day_word(TODAY) == "day20261118"
    assert terms_typed("18 November 2026")[0].ways[0] == (Wanted("day20261118"),)


@pytest.mark.parametrize("typed", ["", "   ", '"', "*", "'''", "😀", "\ud800", "---", "\0"])
def test_what_has_no_word_looks_for_nothing(typed: str) -> None:
    assert terms_typed(typed) == ()


def test_too_much_is_cut_short() -> None:
    assert len(terms_typed("word " * 500)) == MOST_WORDS
    [term] = terms_typed("x" * 10_000)
    assert term.ways[0][0].word == "x" * LONGEST_WORD
    assert all(len(word) <= LONGEST_WORD for word in kept_words("x" * 10_000))
