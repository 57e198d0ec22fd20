from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelapp.documents.content import Run, clean
from panelapp.documents.pdf_script import Faces, pieces, reads_right_to_left
from panelapp.documents.pdf_type import Type, lines, typefaces

FACES: Faces = typefaces(bold=False)


@pytest.mark.parametrize(
    ("word", "drawn"),
    [
        ("Ŵyn", "Ŵyn"),
        ("✓", "✓"),
        ("🎉", "[party popper]"),
        ("👨‍👩", "[man][woman]"),
        ("中", "[U+4E2D]"),
        ("\ue000", "[U+E000]"),
        ("חדש", "שדח"),
        ("(חדש)", "(שדח)"),
        ("חדש12", "12שדח"),
        ("ב12ג", "ג12ב"),
        ("א(ב)ג", "ג(ב)א"),
        ("محمد", "ﺪﻤﺤﻣ"),
        ("دار", "ﺭﺍﺩ"),
    ],
)
def test_H1_what_is_drawn(word: str, drawn: str) -> None:
    assert "".join(piece.drawn for piece in pieces(word, FACES)) == drawn


@pytest.mark.parametrize("word", ["🎉", "中", "שלום", "محمد", "A\u200d"])
def test_H1_the_true_text_stays_where_something_else_is_drawn(word: str) -> None:
    assert "".join(piece.said for piece in pieces(word, FACES)) == word


def test_the_fallback_typeface_is_used_only_where_it_is_needed() -> None:
    assert [piece.typeface for piece in pieces("tick✓", FACES)] == [FACES.main, FACES.fallback]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_H1_never_an_empty_box(text: str) -> None:
    codes = {FACES.main: FACES.main_codes, FACES.fallback: FACES.fallback_codes}
    for piece in pieces(clean(text).replace("\n", ""), FACES):
        assert {ord(character) for character in piece.drawn} <= codes[piece.typeface]


@pytest.mark.parametrize(
    ("word", "turned"),
    [("שלום", True), ("محمد", True), ("Ada", False), ("שA", False), ("12", False)],
)
def test_which_words_read_from_right_to_left(word: str, turned: bool) -> None:  # noqa: FBT001
    assert reads_right_to_left(word) is turned


def test_right_to_left_words_change_places_on_a_line() -> None:
    [line] = lines((Run("before שלום עולם after"),), Type(10, 13), 400)
    at = {placed.piece.said or placed.piece.drawn.strip(): placed.x for placed in line}
    assert at["before"] < at["עולם"] < at["שלום"] < at["after"]


@given(st.text(max_size=200), st.integers(20, 400))
def test_no_line_is_wider_than_its_column_but_for_one_character(text: str, width: int) -> None:
    style = Type(10, 13)
    for line in lines((Run(text),), style, width):
        seen = "".join(placed.piece.drawn for placed in line).strip()
        last = line[-1].x if line else 0
        assert last <= width + 1 or len(seen) <= 1 or seen.startswith("[")
