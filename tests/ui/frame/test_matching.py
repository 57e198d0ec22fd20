"""Which command is meant by a few letters."""

from __future__ import annotations

import pytest

from ui.frame.matching import SURE, best, mark

COMMANDS = (
    "New case",
    "Next part of the window",
    "Lock now",
    "Hide personal data",
    "Help with this page",
    "Search everything",
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("New case", "New case"),
        ("nc", "New case"),
        ("new", "New case"),
        ("npot", "Next part of the window"),
        ("  LOCK ", "Lock now"),
        ("data", "Hide personal data"),
        ("hide data", "Hide personal data"),
        ("data hide", "Hide personal data"),
        ("hwtp", "Help with this page"),
        ("sea", "Search everything"),
        ("serach", "Search everything"),
        ("persnal", "Hide personal data"),
        ("hélp", "Help with this page"),
    ],
)
def test_the_command_that_is_meant_stands_first(typed: str, meant: str) -> None:
    assert best(typed, COMMANDS, str)[0][1] == meant


@pytest.mark.parametrize("typed", ["", "  ", "Henderson", "c-2026-0142", "lok"])
def test_what_means_no_command_gives_none(typed: str) -> None:
    assert best(typed, COMMANDS, str) == []


@pytest.mark.parametrize(
    ("typed", "words", "is_sure"),
    [
        ("lo", "Lock now", True),
        ("ln", "Lock now", True),
        ("now", "Lock now", False),
        ("page", "Help with this page", True),
        ("lcok", "Lock now", False),
    ],
)
def test_a_guess_is_no_sure_match(typed: str, words: str, *, is_sure: bool) -> None:
    assert mark(typed, words) > 0
    assert (mark(typed, words) >= SURE) is is_sure


def test_a_slip_counts_only_in_a_word_of_some_length() -> None:
    assert mark("nxt", "Next part of the window") == 0
    assert mark("nxet", "Next part of the window") > 0
