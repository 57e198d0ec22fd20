from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelapp.domain.errors import BadInput, FileTrouble
from panelapp.persistence import agency_file, troubles
from panelapp.persistence.keys import STRONG, DataKey, KeyCost, KeySlots, slots_path
from tests.integration.persistence import ground

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILE_ID = "00112233445566778899aabbccddeeff"
KEY = DataKey.new()
SLOTS = KeySlots(FILE_ID).with_user(ground.USER, ground.PASSPHRASE, KEY, ground.CHEAP)


def test_the_password_gives_the_key() -> None:
    assert SLOTS.unwrap(ground.USER, ground.PASSPHRASE) == KEY


def test_a_name_is_found_in_any_case_and_spacing() -> None:
    assert SLOTS.unwrap("  amira  PATEL ", ground.PASSPHRASE) == KEY


def test_slots_survive_their_text() -> None:
    assert KeySlots.from_json(SLOTS.to_json()) == SLOTS


def test_a_decomposed_password_is_the_same_password() -> None:
    slots = KeySlots(FILE_ID).with_user("Siân", "Ynys Môn a Siân", KEY, ground.CHEAP)
    assert slots.unwrap("Sia\u0302n", "Ynys Mo\u0302n a Sia\u0302n") == KEY


def test_a_changed_password_replaces_the_old_one() -> None:
    changed = SLOTS.with_user(ground.USER, "another long password", KEY, ground.CHEAP)
    assert changed.users == (ground.USER,)
    assert changed.revision == SLOTS.revision + 1
    assert changed.unwrap(ground.USER, "another long password") == KEY
    with pytest.raises(FileTrouble):
        changed.unwrap(ground.USER, ground.PASSPHRASE)


def test_users_keep_the_order_in_which_they_were_added() -> None:
    two = SLOTS.with_user("Bela Novak", "twelve and more", KEY, ground.CHEAP)
    changed = two.with_user(ground.USER, "another long password", KEY, ground.CHEAP)
    assert changed.users == (ground.USER, "Bela Novak")


def test_a_user_who_left_no_longer_opens_the_file() -> None:
    two = SLOTS.with_user("Bela Novak", "twelve and more", KEY, ground.CHEAP)
    left = two.without_user("bela novak")
    assert left.users == (ground.USER,)
    with pytest.raises(FileTrouble):
        left.unwrap("Bela Novak", "twelve and more")


def test_the_last_user_stays() -> None:
    with pytest.raises(BadInput, match="last password"):
        SLOTS.without_user(ground.USER)


@pytest.mark.parametrize("passphrase", ["", "short", "elevenchars", "e\u0301" * 11])
def test_L4_fewer_than_12_characters_are_refused(passphrase: str) -> None:
    with pytest.raises(BadInput, match="at least 12"):
        SLOTS.with_user(ground.USER, passphrase, KEY, ground.CHEAP)


@pytest.mark.parametrize(
    "passphrase", ["twelve chars", "x" * 1024, "🦉" * 12, "nul \0 and \ud800 too"]
)
def test_L4_any_longer_password_is_taken(passphrase: str) -> None:
    slots = SLOTS.with_user(ground.USER, passphrase, KEY, ground.CHEAP)
    assert slots.unwrap(ground.USER, passphrase) == KEY


def test_a_slot_moved_to_another_file_or_place_is_refused() -> None:
    moved = replace(SLOTS, file_id="ff" * 16)
    with pytest.raises(FileTrouble):
        moved.unwrap(ground.USER, ground.PASSPHRASE)
    renumbered = replace(SLOTS, slots=(replace(SLOTS.slots[0], slot_id="0" * 16),))
    with pytest.raises(FileTrouble):
        renumbered.unwrap(ground.USER, ground.PASSPHRASE)


def _edited(change: Callable[[dict[str, object]], object]) -> str:
    values = json.loads(SLOTS.to_json())
    change(values)
    return json.dumps(values)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json",
        "[]",
        "null",
        SLOTS.to_json()[:-20],
        _edited(lambda values: values.pop("slots")),
        _edited(lambda values: values.update(slots=[{}])),
        SLOTS.to_json().replace("argon2id", "argon2i"),
        SLOTS.to_json().replace('"memory_kib": 64', '"memory_kib": 99999999999'),
        SLOTS.to_json().replace('"passes": 1', '"passes": 0'),
    ],
)
def test_damaged_slots_are_told_apart_from_a_wrong_password(text: str) -> None:
    with pytest.raises(FileTrouble) as refused:
        KeySlots.from_json(text)
    assert str(refused.value) == str(troubles.keys_damaged())


@given(st.text(max_size=60))
def test_no_text_of_slots_breaks_the_reader(text: str) -> None:
    with pytest.raises(FileTrouble):
        KeySlots.from_json(text)


def test_slots_of_a_newer_version_are_refused_as_such() -> None:
    with pytest.raises(FileTrouble, match="newer version"):
        KeySlots.from_json(SLOTS.to_json().replace('"format": 1', '"format": 2'))


def test_the_cost_in_force_is_at_least_what_was_promised() -> None:
    assert STRONG.memory_kib >= 64 * 1024
    assert STRONG.passes >= 3
    assert KeyCost() == STRONG


def test_B3_wrong_password_name_file_and_empty_password_cost_and_say_the_same(path: Path) -> None:
    ground.create(path, STRONG).close()
    other = path.with_name("Other.fpanel")
    ground.create(other).close()
    borrowed = path.with_name("Borrowed.fpanel")
    borrowed.write_bytes(other.read_bytes())
    slots_path(borrowed).write_bytes(slots_path(path).read_bytes())
    before = path.read_bytes()
    attempts = {
        "wrong password": (path, ground.USER, "not the right password"),
        "empty password": (path, ground.USER, ""),
        "unknown name": (path, "Nobody Here", ground.PASSPHRASE),
        "slots of another file": (borrowed, ground.USER, ground.PASSPHRASE),
    }
    seconds = {
        name: min(_refused_after(*given) for _ in range(3)) for name, given in attempts.items()
    }
    assert min(seconds.values()) >= 0.15, seconds
    assert max(seconds.values()) <= 1.2 * min(seconds.values()), seconds
    assert path.read_bytes() == before


def _refused_after(path: Path, user: str, passphrase: str) -> float:
    # Processor time, so that other work on the computer does not count.
    began = time.process_time()
    with pytest.raises(FileTrouble) as refused:
        agency_file.open_with_passphrase(path, user, passphrase)
    assert str(refused.value) == str(troubles.wrong_password())
    return time.process_time() - began
