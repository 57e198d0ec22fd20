"""Damaged and odd workbooks through the command: refused in words, or read in full."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from panelapp.office import Office
from panelapp.persistence import agency_file
from panelapp.queries.audit_trail import AuditQuestion, audit_rows
from tests.fault.oracle import fingerprint
from tests.integration.command_line import ADVISER, PASSPHRASE, copy_of, new_file, panelapp
from tests.integration.odd_workbooks import READ, REFUSED
from tests.unit.exchange.workbooks import Sheets, book, saved

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from panelapp.persistence.keys import DataKey
    from tests.integration.command_line import Answer

# What differs between two imports of the same rows: when, by whom, and from which bytes.
PASSING = frozenset({"audit_row", "import_batch"})


class Agency:
    """An agency file into which nothing may go, and copies of it into which everything must."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._key: DataKey = agency_file.unlock(path, ADVISER, PASSPHRASE).key
        self._plainly: dict[str, str] = {}

    def state(self, path: Path | None = None) -> str:
        """Everything in the file but the record of who did what."""
        return fingerprint(path or self.path, self._key, without=PASSING)

    def after(self, sheets: Sheets, folder: Path) -> str:
        """The state of a file into which the sheets went, plainly written."""
        name = json.dumps(sheets, default=str)
        if name not in self._plainly:
            folder.mkdir()
            path = copy_of(self.path, folder)
            assert imported(path, saved(folder, book(sheets))).code == 0
            self._plainly[name] = self.state(path)
        return self._plainly[name]

    def require_sound(self) -> None:
        """The pages, the audit chain and whatever is kept of the record are whole."""
        with Office.open(self.path, user=None, passphrase=PASSPHRASE) as office:
            assert office.verify() == ()
            assert office.read(audit_rows, AuditQuestion()).first_break is None


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agency]:
    """One file for every workbook of the module; it must be sound when all were tried."""
    made = Agency(new_file(tmp_path_factory.mktemp("agency")))
    # The first action in a new file makes what is kept for a day: open duties and search entries.
    assert imported(made.path, tmp_path_factory.mktemp("empty")).code == 1
    yield made
    made.require_sound()


def imported(path: Path, workbook: Path) -> Answer:
    return panelapp("import", path, workbook, "--json")


@pytest.mark.parametrize("name", REFUSED)
def test_F5_a_damaged_workbook_is_refused_in_words_and_nothing_goes_in(
    agency: Agency, tmp_path: Path, name: str
) -> None:
    before = agency.state()
    answer = imported(agency.path, REFUSED[name].build(tmp_path))
    found, expected = answer.json()["errors"], REFUSED[name].errors
    assert [tuple(error.values())[:4] for error in found] == [error[:4] for error in expected]
    for error, (*_, words) in zip(found, expected, strict=True):
        assert words in error["accepted"]
    assert (answer.code, answer.json()["ok"]) == (1, False)
    assert "Nothing was imported." in answer.err
    assert agency.state() == before


@pytest.mark.parametrize("name", READ)
def test_F5_an_odd_workbook_is_read_in_full(agency: Agency, tmp_path: Path, name: str) -> None:
    path = copy_of(agency.path, tmp_path)
    answer = imported(path, READ[name].build(tmp_path))
    assert answer.json()["errors"] == []
    assert (answer.code, answer.err) == (0, "")
    assert [tuple(one.values())[:4] for one in answer.json()["warnings"]] == [*READ[name].warnings]
    assert answer.json()["rows"] == dict.fromkeys(answer.json()["rows"], 0) | {
        sheet: len(rows) for sheet, rows in READ[name].like.items()
    }
    assert agency.state(path) == agency.after(READ[name].like, tmp_path / "plain")
