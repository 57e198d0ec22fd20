from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelapp.domain.errors import BadInput
from panelapp.persistence.keys import DataKey
from panelapp.persistence.recovery import data_key_from_words, sheet
from tests.integration.persistence import ground

KEY = DataKey(bytes(range(32)))
AGENCY = "Ward 7. Fostering & Family"
SHEET = sheet(
    KEY, agency=AGENCY, file_id="00112233445566778899aabbccddeeff", on=ground.NOON.date()
).text
PLAIN = " ".join(re.findall(r"^ +\d.*$", SHEET, re.MULTILINE))
ONLY_WORDS = re.findall(r"[a-z]+", PLAIN)


def test_L5_the_sheet_has_agency_file_and_date_and_no_password() -> None:
    assert AGENCY in SHEET
    assert "0011 2233 4455 6677 8899 aabb ccdd eeff" in SHEET
    assert "21 November 2026" in SHEET
    assert "locked place" in SHEET
    assert ground.PASSPHRASE not in SHEET
    assert max(map(len, SHEET.splitlines())) <= 80


def test_it_has_24_words() -> None:
    assert len(ONLY_WORDS) == 24


@given(st.binary(min_size=32, max_size=32))
def test_any_key_comes_back_from_its_sheet(raw: bytes) -> None:
    key = DataKey(raw)
    written = sheet(key, agency=AGENCY, file_id="0" * 32, on=ground.NOON.date()).text
    assert data_key_from_words(written) == key


@pytest.mark.parametrize(
    "typed",
    [
        " ".join(ONLY_WORDS),
        "\n".join(ONLY_WORDS),
        "   ".join(ONLY_WORDS).upper(),
        ", ".join(ONLY_WORDS),
        "\n".join(f"{place}) {word.title()}" for place, word in enumerate(ONLY_WORDS, 1)),
        " ".join(f"{place} {word}" for place, word in enumerate(ONLY_WORDS, 1)),
        " ".join(f"{place}: {word}" for place, word in reversed(list(enumerate(ONLY_WORDS, 1)))),
        f"Here are the words: {' '.join(ONLY_WORDS)}. Thank you.",
        SHEET.replace("\n", "\r\n"),
        PLAIN,
    ],
)
def test_words_are_found_however_they_are_typed(typed: str) -> None:
    assert data_key_from_words(typed) == KEY


@pytest.mark.parametrize("place", [1, 7, 24])
def test_an_unknown_word_is_named_by_its_place_only(place: int) -> None:
    typed = [*ONLY_WORDS[: place - 1], "quillfeather", *ONLY_WORDS[place:]]
    with pytest.raises(BadInput, match=rf"Word {place} ") as refused:
        data_key_from_words(" ".join(typed))
    assert "quillfeather" not in str(refused.value)


def test_a_missing_number_is_named() -> None:
    numbered = [f"{place}. {word}" for place, word in enumerate(ONLY_WORDS, 1) if place != 9]
    with pytest.raises(BadInput, match="Word 9 is missing"):
        data_key_from_words("\n".join(numbered))


def test_two_words_that_changed_places_fail_the_check() -> None:
    swapped = [ONLY_WORDS[1], ONLY_WORDS[0], *ONLY_WORDS[2:]]
    with pytest.raises(BadInput, match="own check") as refused:
        data_key_from_words(" ".join(swapped))
    assert not any(f" {word} " in str(refused.value) for word in ONLY_WORDS)


@pytest.mark.parametrize(
    "typed", ["", "one two", " ".join(ONLY_WORDS[:23]), " ".join(ONLY_WORDS * 2)[:90]]
)
def test_too_few_words_are_counted(typed: str) -> None:
    with pytest.raises(BadInput, match=r"24 words; \d+ were found"):
        data_key_from_words(typed)
