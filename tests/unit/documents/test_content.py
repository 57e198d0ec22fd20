from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelapp.documents.content import (
    BulletList,
    Heading,
    KeyValueTable,
    Notice,
    Paragraph,
    Run,
    Table,
    clean,
    prose,
    words,
)
from tests.unit.documents.samples import DOCUMENTS


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("plain", "plain"),
        ("a\x00b\x08c\x1bd\x7fe\x9ff", "abcdef"),
        ("half \ud83d pair", "half  pair"),
        ("Zoe\u0308", "Zoë"),
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("tab\there", "tab here"),
        ("safe\u202egnp.exe\u202c", "safegnp.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\ufffe\uffff\ufdd0", ""),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
    ],
)
def test_H2_text_is_cleaned_of_what_no_reader_sees(typed: str, shown: str) -> None:
    assert clean(typed) == shown


@given(st.text())
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)


@pytest.mark.parametrize(
    "block",
    [
        Heading("a\x00b"),
        Paragraph((Run("a\x00b"),)),
        KeyValueTable((("a\x00b", "c\x00d"),), summary="e\x00f"),
        Table(("a\x00b",), (("c\x00d",),), (1,), "e\x00f"),
        BulletList(("a\x00b",)),
        Notice("a\x00b", ("c\x00d",)),
    ],
)
def test_every_block_is_cleaned_when_it_is_made(block: object) -> None:
    assert "\\x00" not in repr(block)


def test_blocks_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Heading("a").text = "b"  # type: ignore[misc]  # the point of the test


def test_a_document_is_cleaned_too() -> None:
    assert replace(DOCUMENTS["agenda"], footer="a\x1fb").footer == "ab"


def test_prose_makes_a_paragraph_of_each_line_with_words() -> None:
    assert prose(" one \n\n \r\ntwo") == (words("one"), words("two"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_document_prints_none(name: str) -> None:
    assert "None'" not in repr(DOCUMENTS[name].blocks)
    assert "None," not in repr(DOCUMENTS[name].blocks)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_headings_start_with_the_title_and_skip_no_level(name: str) -> None:
    levels = [block.level for block in DOCUMENTS[name].blocks if isinstance(block, Heading)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
