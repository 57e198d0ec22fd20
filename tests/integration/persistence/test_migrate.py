from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from panelapp.domain.errors import FileTrouble
from panelapp.persistence import agency_file, migrate
from panelapp.persistence.engine import APPLICATION_ID, Marks, read_marks
from tests.fault.oracle import fingerprint
from tests.integration.persistence import ground

if TYPE_CHECKING:
    from pathlib import Path

    from panelapp.persistence.agency_file import AgencyFile

HEAD = '''
"""A second script."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
'''


def _second(*statements: str) -> str:
    return HEAD + "".join(f"    {statement}\n" for statement in statements)


FAILS_HALF_WAY = _second(
    'op.execute("CREATE TABLE half_done (id INTEGER)")',
    'op.execute("INSERT INTO half_done VALUES (1)")',
    'raise RuntimeError("the script has a mistake")',
)
LOSES_ROWS = _second('op.execute("DELETE FROM carer WHERE id = 2")')
BREAKS_A_LINK = _second('op.execute("UPDATE carer SET household_id = 404")')


def _open(path: Path) -> AgencyFile:
    return agency_file.open_with_passphrase(path, ground.USER, ground.PASSPHRASE)


def test_a_new_file_says_whose_it_is_and_in_which_format(closed: Path) -> None:
    key = agency_file.unlock(closed, ground.USER, ground.PASSPHRASE).key
    assert read_marks(closed, key, "ro") == Marks(APPLICATION_ID, 1)


def test_an_older_file_is_brought_up_to_date_with_its_children_kept(
    closed: Path, bundle: Path
) -> None:
    key = agency_file.unlock(closed, ground.USER, ground.PASSPHRASE).key
    ground.lay(bundle, ground.FIRST, ground.SECOND)
    assert migrate.newest_format() == 2
    with _open(closed) as file:
        assert ground.carers(file) == list(ground.MARKERS[1:])
        with file.engine.connect() as connection:
            assert connection.execute(text("SELECT address FROM household")).all() == [(None,)]
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    assert read_marks(closed, key, "ro") == Marks(APPLICATION_ID, 2)


def test_a_backup_in_the_old_format_is_taken_first(closed: Path, bundle: Path) -> None:
    key = agency_file.unlock(closed, ground.USER, ground.PASSPHRASE).key
    before = fingerprint(closed, key)
    ground.lay(bundle, ground.FIRST, ground.SECOND)
    _open(closed).close()
    (copy,) = closed.parent.glob("*.fpanel-backup")
    assert agency_file.unlock(copy, ground.USER, ground.PASSPHRASE).key == key
    assert read_marks(copy, key, "ro") == Marks(APPLICATION_ID, 1)
    assert fingerprint(copy, key) == before


def test_a_script_that_fails_half_way_leaves_nothing_behind(closed: Path, bundle: Path) -> None:
    key = agency_file.unlock(closed, ground.USER, ground.PASSPHRASE).key
    before = fingerprint(closed, key)
    ground.lay(bundle, ground.FIRST, FAILS_HALF_WAY)
    with pytest.raises(RuntimeError, match="has a mistake"):
        _open(closed)
    assert fingerprint(closed, key) == before
    assert read_marks(closed, key, "ro") == Marks(APPLICATION_ID, 1)


@pytest.mark.parametrize("script", [LOSES_ROWS, BREAKS_A_LINK])
def test_a_script_that_loses_rows_or_links_is_not_committed(
    closed: Path, bundle: Path, script: str
) -> None:
    key = agency_file.unlock(closed, ground.USER, ground.PASSPHRASE).key
    before = fingerprint(closed, key)
    ground.lay(bundle, ground.FIRST, script)
    with pytest.raises(FileTrouble, match="check of carer failed"):
        _open(closed)
    assert fingerprint(closed, key) == before


def test_the_program_ships_scripts_that_make_a_whole_new_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    agency_file.create(
        path,
        user=ground.USER,
        passphrase=ground.PASSPHRASE,
        fill=lambda *_: None,
        cost=ground.CHEAP,
    ).close()
    key = agency_file.unlock(path, ground.USER, ground.PASSPHRASE).key
    assert read_marks(path, key, "ro") == Marks(APPLICATION_ID, migrate.newest_format())
