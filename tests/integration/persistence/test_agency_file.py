from __future__ import annotations

import math
import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text

from panelapp.domain.errors import BadInput, FileTrouble
from panelapp.persistence import agency_file, backup, troubles
from panelapp.persistence.engine import open_engine
from panelapp.persistence.in_use import lock_path
from panelapp.persistence.keys import KeySlots, slots_path
from panelapp.persistence.recovery import sheet
from tests.fault.oracle import fingerprint
from tests.integration.persistence import ground, holder, interrupted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from panelapp.persistence.agency_file import AgencyFile


def _open(path: Path) -> AgencyFile:
    return agency_file.open_with_passphrase(path, ground.USER, ground.PASSPHRASE)


def _refusal(path: Path) -> str:
    with pytest.raises(FileTrouble) as refused:
        _open(path).close()
    return str(refused.value)


def _entropy(raw: bytes) -> float:
    return -sum(n / len(raw) * math.log2(n / len(raw)) for n in Counter(raw).values())


def _assert_encrypted(path: Path) -> None:
    raw = path.read_bytes()
    assert not raw.startswith(b"SQLite format 3\0")
    assert _entropy(raw) >= 7.9


# Making and opening


def test_B1_encrypted_when_made_reopened_backed_up_restored_and_migrated(
    closed: Path, bundle: Path
) -> None:
    _assert_encrypted(closed)
    with _open(closed) as file:
        copy = file.back_up(closed.parent / "copies", ground.NOON)
    _assert_encrypted(closed)
    _assert_encrypted(copy)
    restored = closed.with_name("Restored.fpanel")
    key = agency_file.unlock(copy, ground.USER, ground.PASSPHRASE).key
    backup.restore(copy, restored, key, at=ground.NOON)
    _assert_encrypted(restored)
    ground.lay(bundle, ground.FIRST, ground.SECOND)
    _open(restored).close()
    _assert_encrypted(restored)


def test_a_new_file_never_takes_the_place_of_another(closed: Path) -> None:
    before = closed.read_bytes()
    with pytest.raises(FileTrouble, match="already there"):
        ground.create(closed)
    assert closed.read_bytes() == before


def test_a_new_file_without_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="could not be reached"):
        ground.create(tmp_path / "nowhere" / "A.fpanel")


def _refuse(engine: Engine, slots: KeySlots) -> None:
    raise BadInput("The first rows make no sense.")


def test_a_file_whose_first_rows_fail_leaves_nothing(path: Path) -> None:
    with pytest.raises(BadInput):
        agency_file.create(
            path, user=ground.USER, passphrase=ground.PASSPHRASE, fill=_refuse, cost=ground.CHEAP
        )
    assert list(path.parent.iterdir()) == []


def test_what_a_crash_left_of_an_unfinished_file_is_no_obstacle(path: Path) -> None:
    for ending in ("-new", "-new-journal", "-journal", "-keys"):
        path.with_name(path.name + ending).write_bytes(b"left behind" * 600)
    with ground.create(path) as file:
        assert ground.carers(file) == list(ground.MARKERS[1:])
    aside = sorted(part.name for part in path.parent.glob("*set aside*"))
    assert [name.rpartition("-")[2] for name in aside] == ["journal", "keys"]


def test_a_file_that_is_not_there_is_named_as_such(path: Path) -> None:
    assert _refusal(path) == str(troubles.no_such_file())
    assert list(path.parent.iterdir()) == []


def test_D6_a_file_from_a_newer_version_is_not_touched(closed: Path) -> None:
    key = agency_file.unlock(closed, ground.USER, ground.PASSPHRASE).key
    engine = open_engine(closed, key)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 2")
    engine.dispose()
    before = closed.read_bytes()
    assert _refusal(closed) == str(troubles.newer_version(2, 1))
    assert closed.read_bytes() == before


def test_C3_a_file_replaced_or_removed_while_open_is_noticed(opened: AgencyFile) -> None:
    opened.require_in_place()
    other = opened.path.with_name("other")
    other.write_bytes(b"another program wrote this")
    other.replace(opened.path)
    with pytest.raises(FileTrouble, match="replaced"):
        opened.require_in_place()
    opened.path.unlink()
    with pytest.raises(FileTrouble, match="replaced"):
        opened.require_in_place()


# One process at a time


def _spellings(path: Path) -> dict[str, Path]:
    folder_link = path.parent.with_name("linked")
    folder_link.symlink_to(path.parent)
    file_link = path.with_name("Link.fpanel")
    file_link.symlink_to(path)
    return {
        "absolute": path,
        "relative": Path(os.path.relpath(path)),
        "up and down": path.parent / ".." / path.parent.name / path.name,
        "link to the file": file_link,
        "link to the folder": folder_link / path.name,
    }


def test_C1_a_second_process_is_told_who_and_since_when(closed: Path, bundle: Path) -> None:
    spellings = _spellings(closed)
    other_name = closed.with_name("Hard.fpanel")
    other_name.hardlink_to(closed)
    slots_path(other_name).hardlink_to(slots_path(closed))
    before = closed.read_bytes()
    command = [sys.executable, holder.__file__, str(bundle), str(closed)]
    with subprocess.Popen(
        [*command, ground.USER, ground.PASSPHRASE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"HELD\n"
        now = datetime.now(UTC).astimezone()
        for name, spelling in spellings.items():
            began = time.perf_counter()
            told = _refusal(spelling)
            assert time.perf_counter() - began <= 1, name
            assert told.startswith(f"This file is open on this computer by {ground.USER} since"), (
                name
            )
            assert f" {now:%H}:" in told
        began = time.perf_counter()
        assert _refusal(other_name) == str(troubles.in_use())
        assert time.perf_counter() - began <= 1
        child.kill()
    assert closed.read_bytes() == before
    began = time.perf_counter()
    with _open(closed) as file:
        assert ground.carers(file) == list(ground.MARKERS[1:])
    assert time.perf_counter() - began <= 1


def test_C1_the_same_process_cannot_open_a_file_twice(opened: AgencyFile) -> None:
    assert f"by {ground.USER} since" in _refusal(opened.path)


def test_a_refused_opening_frees_the_file(closed: Path) -> None:
    with pytest.raises(FileTrouble):
        agency_file.open_with_passphrase(closed, ground.USER, "not the password")
    assert not lock_path(closed).exists()
    _open(closed).close()


# Places that cannot be written, disks that are full


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 KB of its own, which only root may mount."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)]
    if os.name == "nt" or os.geteuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("not run: mounting a disk needs root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_C2_a_read_only_place_opens_for_reading(small_disk: Path) -> None:
    path = small_disk / "Anyford.fpanel"
    ground.create(path).close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    names = sorted(part.name for part in small_disk.iterdir())
    with _open(path) as file:
        assert file.is_read_only
        assert ground.carers(file) == list(ground.MARKERS[1:])
        with (
            pytest.raises(FileTrouble) as refused,
            troubles.translate_store_errors(),
            file.engine.begin() as connection,
        ):
            connection.execute(text("DELETE FROM carer"))
        assert str(refused.value) == str(troubles.read_only_place())
        with pytest.raises(FileTrouble, match="only be read"):
            file.save_slots(file.unlocked.slots)
        with pytest.raises(FileTrouble, match="only be read"):
            file.back_up(small_disk, ground.NOON)
        assert sorted(part.name for part in small_disk.iterdir()) == names
    with pytest.raises(FileTrouble, match="only be read"):
        ground.create(small_disk / "Second.fpanel")


def test_C2_a_file_without_the_right_to_write_opens_for_reading(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root may write to everything, so the answer of the system is given here.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with _open(closed) as file:
        assert file.is_read_only
        assert ground.carers(file) == list(ground.MARKERS[1:])


def test_A5_a_full_disk_is_told_and_the_same_change_works_after_making_room(
    small_disk: Path,
) -> None:
    path = small_disk / "Anyford.fpanel"
    ground.create(path).close()
    before = fingerprint(path, agency_file.unlock(path, ground.USER, ground.PASSPHRASE).key)
    room = small_disk / "room"
    disk = os.statvfs(small_disk)
    room.write_bytes(b"x" * (disk.f_bavail * disk.f_frsize - 12_288))
    with _open(path) as file:
        for refused in (_add_long_name, lambda it: it.back_up(small_disk, ground.NOON)):
            with pytest.raises(FileTrouble) as told, troubles.translate_store_errors():
                refused(file)
            assert str(told.value) == str(troubles.disk_full())
        assert not list(small_disk.glob("*.fpanel-backup*"))
        key = file.unlocked.key
    assert fingerprint(path, key) == before
    room.unlink()
    with _open(path) as file:
        _add_long_name(file)
        assert len(ground.carers(file)) == 3


def _add_long_name(file: AgencyFile) -> None:
    with file.engine.begin() as connection:
        connection.execute(text("INSERT INTO carer VALUES (3, :name, 1)"), {"name": "n" * 100_000})


# Lost slots and the recovery sheet


def _sheet(file: AgencyFile) -> str:
    unlocked = file.unlocked
    return sheet(
        unlocked.key, agency="Anyford", file_id=unlocked.slots.file_id, on=ground.NOON.date()
    ).text


@pytest.mark.parametrize("damage", [None, b"", b"{}", b"\xff\xfe\x00"])
def test_L7_the_sheet_opens_a_file_whose_slots_are_lost_and_rebuilds_them(
    path: Path, damage: bytes | None
) -> None:
    with ground.create(path) as file:
        sheet = _sheet(file)
    slots = slots_path(path).read_bytes()
    before = fingerprint(path, agency_file.unlock(path, ground.USER, ground.PASSPHRASE).key)
    slots_path(path).unlink()
    if damage is not None:
        slots_path(path).write_bytes(damage)
    lost = troubles.keys_missing() if damage is None else troubles.keys_damaged()
    assert _refusal(path) == str(lost)
    with agency_file.open_with_sheet(path, sheet, ground.USER) as file:
        key = file.unlocked.key
    assert fingerprint(path, key) == before
    assert slots_path(path).read_bytes() == slots
    _open(path).close()


def test_the_sheet_of_another_file_is_refused(closed: Path, tmp_path: Path) -> None:
    with ground.create(tmp_path / "Other.fpanel") as other:
        sheet = _sheet(other)
    before = closed.read_bytes()
    with pytest.raises(FileTrouble) as refused:
        agency_file.open_with_sheet(closed, sheet, ground.USER)
    assert str(refused.value) == str(troubles.wrong_sheet())
    assert closed.read_bytes() == before


def test_a_crash_between_the_two_copies_of_the_slots_is_put_right(closed: Path) -> None:
    with _open(closed) as file:
        unlocked = file.unlocked
        changed = unlocked.slots.with_user(
            ground.USER, "a changed password", unlocked.key, ground.CHEAP
        )
        with file.engine.begin() as connection:
            connection.execute(text("UPDATE key_slot_copy SET text = :t"), {"t": changed.to_json()})
    _open(closed).close()
    assert KeySlots.load(slots_path(closed)) == changed
    agency_file.open_with_passphrase(closed, ground.USER, "a changed password").close()


# Damage


def _is_refused(path: Path, expected: str) -> bool:
    """Whether the file was refused, in the right words; if not, it must read as it should."""
    before = path.read_bytes()
    told = ""
    try:
        with _open(path) as file:
            key = file.unlocked.key
        with troubles.translate_store_errors():
            assert fingerprint(path, key) == expected
    except FileTrouble as trouble:
        told = str(trouble)
    assert told in {"", str(troubles.damaged())}
    assert path.read_bytes() == before
    return bool(told)


@pytest.fixture
def whole(closed: Path) -> tuple[Path, bytes, str]:
    """A closed file, its bytes, and the fingerprint of what it holds."""
    key = agency_file.unlock(closed, ground.USER, ground.PASSPHRASE).key
    return closed, closed.read_bytes(), fingerprint(closed, key)


def test_A7_no_flipped_bit_is_read_as_truth(whole: tuple[Path, bytes, str]) -> None:
    path, raw, expected = whole
    rng = random.Random(7)  # noqa: S311
    places = [0, 15, 16, 4095, 4096, *(rng.randrange(len(raw)) for _ in range(55))]
    refused = 0
    for place in places:
        flipped = bytearray(raw)
        flipped[place] ^= 1 << rng.randrange(8)
        path.write_bytes(flipped)
        refused += _is_refused(path, expected)
    assert refused == len(places)


def test_A7_no_shortened_file_is_read_as_truth(whole: tuple[Path, bytes, str]) -> None:
    path, raw, expected = whole
    rng = random.Random(8)  # noqa: S311
    lengths = [0, 1, 4095, 4096, len(raw) - 4096, len(raw) - 1, *rng.sample(range(len(raw)), 14)]
    for length in lengths:
        path.write_bytes(raw[:length])
        assert _is_refused(path, expected), length


def test_A7_no_swapped_pages_are_read_as_truth(whole: tuple[Path, bytes, str]) -> None:
    path, raw, expected = whole
    key = agency_file.unlock(path, ground.USER, ground.PASSPHRASE).key
    pages = [raw[start : start + 4096] for start in range(0, len(raw), 4096)]
    for place in range(len(pages) - 1):
        swapped = [*pages]
        swapped[place : place + 2] = reversed(pages[place : place + 2])
        path.write_bytes(b"".join(swapped))
        if place == 0:  # the first page takes the number of the file with it
            assert _refusal(path) == str(troubles.wrong_password())
            continue
        engine = open_engine(path, key)
        report = backup.verify(engine)
        engine.dispose()
        assert len(report.encryption) == 2
        assert _is_refused(path, expected)


PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + b"\0" * 9000


@pytest.mark.parametrize(
    "content", [b"", b"Dear panel,\r\n" * 900, PNG], ids=["empty", "text", "picture"]
)
def test_A7_another_kind_of_file_is_not_our_file(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert _refusal(path) == str(troubles.not_our_file())
    assert path.read_bytes() == content


def test_A7_a_plain_database_is_not_our_file(path: Path) -> None:
    plain = sqlcipher.connect(str(path))
    plain.execute("CREATE TABLE carer (name TEXT)")
    plain.close()
    before = path.read_bytes()
    assert before.startswith(b"SQLite format 3\0")
    assert _refusal(path) == str(troubles.not_our_file())
    assert path.read_bytes() == before


def test_A7_a_file_emptied_beside_its_slots_is_damaged(closed: Path) -> None:
    for content in (b"", b"Dear panel,\r\n" * 900, PNG):
        closed.write_bytes(content)
        assert _refusal(closed) == str(troubles.damaged())
        assert closed.read_bytes() == content


# Plain text on the disk


def test_A10_no_name_stands_outside_the_encryption(
    closed: Path, bundle: Path, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    told = [str(bundle), str(closed), ground.USER, ground.PASSPHRASE, ground.MARKERS[0]]
    done = subprocess.run(
        [sys.executable, interrupted.__file__, *told],
        env={**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
        timeout=60,
    )
    assert done.returncode == -9
    left = [part for folder in (closed.parent, temporary) for part in folder.iterdir()]
    assert {part.name for part in left} >= {closed.name, f"{closed.name}-journal"}
    assert any(part.stat().st_size > 100_000 for part in left), "nothing was spilt to the disk"
    for part in left:
        raw = part.read_bytes()
        for marker in ground.MARKERS:
            assert marker.encode() not in raw, part.name
            assert marker.encode("utf-16-le") not in raw, part.name
    # The same search finds the name of a user, which may stand beside the file.
    assert any(ground.USER.encode() in part.read_bytes() for part in left)
    with _open(closed) as file:
        assert ground.carers(file) == list(ground.MARKERS[1:])
