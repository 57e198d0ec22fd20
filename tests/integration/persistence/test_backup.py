from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from panelapp.domain.errors import FileTrouble
from panelapp.persistence import agency_file, backup, troubles
from panelapp.persistence.keys import DataKey, slots_path
from tests.fault.oracle import fingerprint
from tests.integration.persistence import ground

if TYPE_CHECKING:
    from pathlib import Path

    from panelapp.persistence.agency_file import AgencyFile


def _names(folder: Path) -> list[str]:
    return sorted(part.name for part in folder.iterdir())


@pytest.fixture
def copy(closed: Path) -> Path:
    """A backup of the file with the marker names."""
    with agency_file.open_with_passphrase(closed, ground.USER, ground.PASSPHRASE) as file:
        return file.back_up(closed.parent / "copies", ground.NOON)


def _key(path: Path) -> DataKey:
    return agency_file.unlock(path, ground.USER, ground.PASSPHRASE).key


def test_a_backup_is_named_by_its_minute_and_holds_the_same(closed: Path, copy: Path) -> None:
    assert copy.name == "Anyford 2026-11-21 14.02.fpanel-backup"
    assert _names(copy.parent) == [copy.name, f"{copy.name}-keys"]
    assert fingerprint(copy, _key(copy)) == fingerprint(closed, _key(closed))


def test_a_second_backup_in_the_same_minute_gets_its_own_name(opened: AgencyFile) -> None:
    folder = opened.path.parent / "copies"
    first, second = (opened.back_up(folder, ground.NOON) for _ in range(2))
    assert second.name == "Anyford 2026-11-21 14.02-2.fpanel-backup"
    assert first.exists()


def test_a_backup_of_a_file_in_use_leaves_it_in_use(opened: AgencyFile) -> None:
    opened.back_up(opened.path.parent, ground.NOON)
    with pytest.raises(FileTrouble, match="is open on this computer"):
        agency_file.open_with_passphrase(opened.path, ground.USER, ground.PASSPHRASE)
    assert ground.carers(opened) == list(ground.MARKERS[1:])


def test_R5_a_restore_sets_the_current_file_aside(closed: Path, copy: Path) -> None:
    with agency_file.open_with_passphrase(closed, ground.USER, ground.PASSPHRASE) as file:
        with file.engine.begin() as connection:
            connection.execute(text("INSERT INTO carer VALUES (3, 'Carer 0003', 1)"))
        key = file.unlocked.key
    newer, older = fingerprint(closed, key), fingerprint(copy, key)
    aside = backup.restore(copy, closed, key, at=ground.NOON)
    assert aside == closed.with_name("Anyford set aside 2026-11-21 14.02.fpanel")
    assert fingerprint(closed, key) == older
    assert fingerprint(aside, key) == newer
    for path in (closed, aside, copy):
        agency_file.open_with_passphrase(path, ground.USER, ground.PASSPHRASE).close()


def test_a_restore_on_another_computer_needs_no_current_file(tmp_path: Path, copy: Path) -> None:
    target = tmp_path / "Elsewhere.fpanel"
    assert backup.restore(copy, target, _key(copy), at=ground.NOON) is None
    with agency_file.open_with_passphrase(target, ground.USER, ground.PASSPHRASE) as file:
        assert ground.carers(file) == list(ground.MARKERS[1:])


def test_a_restore_over_an_open_file_is_refused(opened: AgencyFile) -> None:
    copy = opened.back_up(opened.path.parent / "copies", ground.NOON)
    with pytest.raises(FileTrouble, match=f"open on this computer by {ground.USER}"):
        backup.restore(copy, opened.path, opened.unlocked.key, at=ground.NOON)


@pytest.mark.parametrize("place", [100, 4096 + 100, -100])
def test_D_a_damaged_backup_is_not_restored(closed: Path, copy: Path, place: int) -> None:
    key = _key(copy)
    raw = bytearray(copy.read_bytes())
    raw[place] ^= 1
    copy.write_bytes(raw)
    before = closed.read_bytes()
    with pytest.raises(FileTrouble) as refused:
        backup.restore(copy, closed, key, at=ground.NOON)
    assert str(refused.value) == str(troubles.damaged())
    assert closed.read_bytes() == before
    assert _names(closed.parent) == [closed.name, f"{closed.name}-keys", "copies"]


def test_a_sound_file_verifies(opened: AgencyFile) -> None:
    report = backup.verify(opened.engine)
    assert report.is_sound
    assert report == backup.StoreReport(pages=(), encryption=(), links=())


def test_verify_names_the_damaged_page(closed: Path) -> None:
    raw = bytearray(closed.read_bytes())
    raw[-2000] ^= 1
    closed.write_bytes(raw)
    with agency_file.open_with_passphrase(closed, ground.USER, ground.PASSPHRASE) as file:
        report = backup.verify(file.engine)
    assert report.encryption == (f"HMAC verification failed for page {len(raw) // 4096}",)
    assert not report.is_sound


def test_verify_names_the_broken_link(opened: AgencyFile) -> None:
    with opened.engine.connect() as connection:
        connection.rollback()
        pool = connection.connection
        pool.cursor().execute("PRAGMA foreign_keys = OFF")
        pool.cursor().execute("UPDATE carer SET household_id = 404 WHERE id = 1")
    report = backup.verify(opened.engine)
    assert report.links == ("carer 1 household 0",)


def test_slots_go_with_a_backup_so_that_passwords_open_it(copy: Path) -> None:
    assert slots_path(copy).exists()
    with agency_file.open_with_passphrase(copy, ground.USER, ground.PASSPHRASE) as file:
        assert ground.carers(file) == list(ground.MARKERS[1:])
