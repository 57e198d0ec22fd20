"""The scripts make the tables that the records expect, and bring a file of the first release up."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from panelapp import config
from panelapp.domain.models import Base
from panelapp.office import Office
from panelapp.persistence import agency_file, migrate
from panelapp.persistence.engine import APPLICATION_ID, Marks, read_marks
from panelapp.queries.audit_trail import AuditQuestion, audit_rows
from panelapp.queries.drafts import DraftsQuestion, drafts
from tests.factories import CHEAP, PASSPHRASE

if TYPE_CHECKING:
    from pathlib import Path

NAME = "Adviser 0001 (synthetic)"


@pytest.fixture
def first_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in the format of the first release, with a first user and their audit row."""
    scripts = tmp_path / "first" / "migrations"
    shutil.copytree(config.migrations_folder(), scripts)
    for script in (scripts / "versions").glob("0*.py"):
        if not script.name.startswith("0001_"):
            script.unlink()
    path = tmp_path / "Old.fpanel"
    with monkeypatch.context() as older:
        older.setattr(config, "migrations_folder", lambda: scripts)
        Office.create(path, agency="Anyshire", user=NAME, passphrase=PASSPHRASE, cost=CHEAP).close()
        key = agency_file.unlock(path, NAME, PASSPHRASE).key
        assert read_marks(path, key, "ro") == Marks(APPLICATION_ID, 1)
    return path


def differences(path: Path) -> object:
    """What the tables of a file and the records do not agree on."""
    with (
        agency_file.open_with_passphrase(path, NAME, PASSPHRASE) as file,
        file.engine.connect() as connection,
    ):
        # The tables of the index of words are the store's own.
        options = {
            "compare_type": True,
            "include_object": lambda _, name, kind, *__: (
                not (kind == "table" and name.startswith("search_text"))
            ),
        }
        context = MigrationContext.configure(connection, opts=options)
        return compare_metadata(context, Base.metadata)


def test_the_tables_are_those_of_the_records(tmp_path: Path) -> None:
    path = tmp_path / "New.fpanel"
    Office.create(path, agency="Anyshire", user=NAME, passphrase=PASSPHRASE, cost=CHEAP).close()
    assert differences(path) == []


def test_a_file_of_the_first_release_is_brought_up_to_date(first_release: Path) -> None:
    with Office.open(first_release, user=NAME, passphrase=PASSPHRASE) as office:
        [row] = office.read(audit_rows, AuditQuestion()).rows
        assert row.action == "new_file"
        assert office.read(drafts, DraftsQuestion()) == ()
    assert differences(first_release) == []
    key = agency_file.unlock(first_release, NAME, PASSPHRASE).key
    assert read_marks(first_release, key, "ro") == Marks(APPLICATION_ID, migrate.newest_format())
    (backup,) = first_release.parent.glob("*.fpanel-backup")
    assert read_marks(backup, key, "ro") == Marks(APPLICATION_ID, 1)


def test_the_newest_format_is_described() -> None:
    page = (config.bundle_root() / "docs" / "file-format.md").read_text("utf-8")
    assert f"\n| {migrate.newest_format()} | " in page
