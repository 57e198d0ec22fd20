from __future__ import annotations

import logging
import subprocess
import sys
import traceback
from typing import TYPE_CHECKING

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from panelapp.domain.errors import FileTrouble
from panelapp.persistence import agency_file, troubles
from panelapp.persistence.engine import open_engine
from panelapp.persistence.keys import DataKey
from tests.integration.persistence import ground

if TYPE_CHECKING:
    from pathlib import Path

    from panelapp.persistence.agency_file import AgencyFile

SETTINGS = {
    "synchronous": 2,
    "journal_mode": "delete",
    "locking_mode": "exclusive",
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "temp_store": 2,
    "secure_delete": 1,
    "cache_size": -32768,
}


@pytest.mark.parametrize(("setting", "value"), SETTINGS.items())
def test_A9_settings_in_force_on_the_live_connection(
    opened: AgencyFile, setting: str, value: object
) -> None:
    with opened.engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {setting}").scalar_one() == value


def test_the_file_is_sqlcipher_and_one_file_when_closed(path: Path) -> None:
    with ground.create(path) as file, file.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA cipher_version").scalar_one()
    assert sorted(part.name for part in path.parent.iterdir()) == [
        "Anyford.fpanel",
        "Anyford.fpanel-keys",
    ]


def test_schema_changes_roll_back_with_the_transaction(opened: AgencyFile) -> None:
    with opened.engine.connect() as connection:
        connection.execute(text("CREATE TABLE half_done (id INTEGER)"))
        connection.rollback()
        assert (
            connection.execute(
                text("SELECT count(*) FROM sqlite_master WHERE name = 'half_done'")
            ).scalar_one()
            == 0
        )


def test_B2_without_the_cipher_nothing_is_opened_or_made(path: Path) -> None:
    script = f"""
import sqlite3, sys, types
stub = types.ModuleType("sqlcipher3"); stub.dbapi2 = sqlite3
sys.modules["sqlcipher3"] = stub; sys.modules["sqlcipher3.dbapi2"] = sqlite3
from pathlib import Path
from panelapp.domain.errors import FileTrouble
from panelapp.persistence import agency_file
try:
    agency_file.create(Path({str(path)!r}), user="A", passphrase="long enough words", fill=print)
except FileTrouble as refused:
    print(refused)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == str(troubles.no_encryption())
    assert list(path.parent.iterdir()) == []


def test_B4_the_key_is_in_no_repr_address_error_or_log(
    opened: AgencyFile, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    unlocked = opened.unlocked
    with pytest.raises(OperationalError) as refused, opened.engine.begin() as connection:
        connection.execute(text("SELECT * FROM nowhere"))
    wrong = DataKey.new()
    opened.close()
    with pytest.raises(FileTrouble) as misfit:
        open_engine(opened.path, wrong)
    with pytest.raises(TypeError, match="never written out"):
        unlocked.key.__reduce__()
    told = "\n".join(
        [
            repr(unlocked),
            repr(opened.engine),
            str(opened.engine.url),
            caplog.text,
            *_everything_told(refused.value),
            *_everything_told(misfit.value),
        ]
    )
    assert "DataKey(hidden)" in told
    for key in (unlocked.key, wrong):
        for form in (key.raw().hex(), repr(key.raw())[2:-1], key.pragma()):
            assert form not in told


def _everything_told(error: BaseException) -> list[str]:
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    return list(told.format())


def test_a_failed_statement_does_not_tell_its_parameters(opened: AgencyFile) -> None:
    with pytest.raises(IntegrityError) as refused, opened.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO carer VALUES (1, :name, 1)"), {"name": ground.MARKERS[0]}
        )
    assert ground.MARKERS[0] not in str(refused.value)


def test_a_broken_constraint_is_not_the_disks_fault(opened: AgencyFile) -> None:
    with (
        pytest.raises(IntegrityError),
        troubles.translate_store_errors(),
        opened.engine.begin() as connection,
    ):
        connection.execute(text("INSERT INTO carer VALUES (9, 'Carer 0009', 404)"))


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (sqlcipher.SQLITE_FULL, troubles.disk_full()),
        (sqlcipher.SQLITE_IOERR | 10 << 8, troubles.disk_fault()),
        (sqlcipher.SQLITE_CORRUPT, troubles.damaged()),
        (sqlcipher.SQLITE_NOTADB, troubles.damaged()),
        (sqlcipher.SQLITE_BUSY, troubles.in_use()),
        (sqlcipher.SQLITE_LOCKED, troubles.in_use()),
        (sqlcipher.SQLITE_READONLY, troubles.read_only_place()),
        (sqlcipher.SQLITE_CANTOPEN, troubles.out_of_reach()),
    ],
)
def test_each_error_of_the_library_has_its_sentence(code: int, sentence: FileTrouble) -> None:
    error = sqlcipher.DatabaseError("near the name of a child")
    error.sqlite_errorcode = code
    with pytest.raises(FileTrouble) as told, troubles.translate_store_errors():
        raise error
    assert str(told.value) == str(sentence)


def test_a_wrong_key_says_nothing_on_standard_error(
    closed: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(FileTrouble):
        open_engine(closed, DataKey.new())
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "name", ["100% ready?.fpanel", "Caerdydd ŵ #2.fpanel", "O'Neill & co.fpanel"]
)
def test_any_file_name_opens(path: Path, name: str) -> None:
    named = path.with_name(name)
    ground.create(named).close()
    with agency_file.open_with_passphrase(named, ground.USER, ground.PASSPHRASE) as file:
        assert ground.carers(file) == list(ground.MARKERS[1:])
        assert file.back_up(path.parent, ground.NOON).exists()
