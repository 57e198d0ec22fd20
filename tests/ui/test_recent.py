"""The files that were opened last are remembered by path, and only where that is wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.recent import (
    MOST,
    forget,
    forget_all,
    is_kept,
    keep,
    note_opened,
    recent_file,
    recent_files,
)
from ui.theme.reading import preferences

ONE, OTHER = Path("/files/One.fpanel"), Path("/files/Other.fpanel")
USERS = ("Amira Patel", "Rhian Osei")


def paths() -> list[Path]:
    return [one.path for one in recent_files()]


def test_the_latest_comes_first_and_each_file_once() -> None:
    for path in (ONE, OTHER, ONE):
        note_opened(path, USERS[0])
    assert paths() == [ONE, OTHER]


def test_only_the_last_few_are_kept() -> None:
    for number in range(MOST + 3):
        note_opened(Path(f"/files/{number}.fpanel"), USERS[0])
    assert len(paths()) == MOST
    assert paths()[0] == Path(f"/files/{MOST + 2}.fpanel")


def test_who_opened_a_file_last_is_known_again_without_their_name() -> None:
    note_opened(ONE, USERS[1])
    one = recent_file(ONE)
    assert one is not None
    assert one.user_among(USERS) == USERS[1]
    assert one.user_among(USERS[:1]) is None
    assert not any(name in str(preferences().value("recent/files")) for name in USERS)


def test_one_file_or_all_are_forgotten() -> None:
    for path in (ONE, OTHER):
        note_opened(path, USERS[0])
    forget(OTHER)
    assert paths() == [ONE]
    forget_all()
    assert paths() == []


def test_who_does_not_want_it_is_not_remembered() -> None:
    note_opened(ONE, USERS[0])
    keep(is_wanted=False)
    note_opened(OTHER, USERS[0])
    assert (paths(), is_kept()) == ([], False)
    keep(is_wanted=True)
    note_opened(OTHER, USERS[0])
    assert paths() == [OTHER]


@pytest.mark.parametrize("kept", ["", "nonsense", "[1]", '[{"path": "x"}]', "{}"])
def test_what_cannot_be_read_is_nothing(kept: str) -> None:
    preferences().setValue("recent/files", kept)
    assert paths() == []
    note_opened(ONE, USERS[0])
    assert paths() == [ONE]
