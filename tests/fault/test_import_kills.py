"""An import that is killed at any of its writes has happened as a whole, or not at all."""

from __future__ import annotations

import csv
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.fault import office_actions
from tests.fault.killpoints import kill_points, needs_strace
from tests.fault.whole_files import WholeFile
from tests.integration.command_line import ANYSHIRE, new_file

if TYPE_CHECKING:
    from pathlib import Path

CHILD = "tests.fault.office_actions"
# With their cases and households, few enough rows to kill at every single write.
FEW_SITTINGS = {"S2021-22-15", "S2021-22-16"}


@pytest.fixture
def file(tmp_path: Path) -> WholeFile:
    folder = tmp_path / "live"
    folder.mkdir()
    return WholeFile(new_file(folder))


@pytest.fixture(scope="module")
def reduced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sittings of the whole workbook, with their cases, decisions and households, as CSV."""
    whole = openpyxl.load_workbook(ANYSHIRE, read_only=True)
    sheets = {sheet.title: list(sheet.values) for sheet in whole}
    items = _where(sheets["items"], "sitting_ref", FEW_SITTINGS)
    cases = _where(sheets["cases"], "case_ref", _column(items, "case_ref"))
    few = {
        "members": sheets["members"],
        "households": _where(
            sheets["households"], "household_ref", _column(cases, "household_ref")
        ),
        "sittings": _where(sheets["sittings"], "sitting_ref", FEW_SITTINGS),
        "cases": cases,
        "items": items,
        "decisions": _where(sheets["decisions"], "case_ref", _column(cases, "case_ref")),
    }
    folder = tmp_path_factory.mktemp("reduced")
    for name, rows in few.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([_plain(cell) for cell in row] for row in rows)
    return folder


def _plain(cell: object) -> object:
    return cell.date() if isinstance(cell, datetime) else cell


def _where(rows: list[Any], name: str, values: set[Any]) -> list[Any]:
    column = rows[0].index(name)
    return [rows[0], *(row for row in rows[1:] if row[column] in values)]


def _column(rows: list[Any], name: str) -> set[Any]:
    return {row[rows[0].index(name)] for row in rows[1:]}


def _before_and_after(file: WholeFile, workbook: Path) -> tuple[str, str]:
    before = file.state()
    office_actions.take_in(str(file.path), str(workbook))
    return before, file.state()


def _kill_the_import(file: WholeFile, workbook: Path, at_most: int | None) -> None:
    before, after = _before_and_after(file, workbook)
    found = []
    for killed in kill_points(
        [CHILD, "take_in", str(file.path), str(workbook)],
        before_each=file.put_back,
        touching=file.database,
        at_most=at_most,
    ):
        file.require_sound()
        state = file.state()
        assert state in {before, after}, killed
        assert state == after or not killed.acknowledged, killed
        found.append(state)
    assert set(found) == {before, after}
    assert at_most is None or len(found) == at_most


@pytest.mark.timeout(300)
@needs_strace
def test_A2_import_killed_at_every_write_is_whole_or_absent(file: WholeFile, reduced: Path) -> None:
    _kill_the_import(file, reduced, at_most=None)


@pytest.mark.timeout(300)
@needs_strace
def test_A2_import_of_two_years_killed_at_forty_of_its_writes_is_whole_or_absent(
    file: WholeFile,
) -> None:
    _kill_the_import(file, ANYSHIRE, at_most=40)


@pytest.mark.timeout(300)
@needs_strace
def test_A4_import_without_transactions_is_caught_half_done(file: WholeFile, reduced: Path) -> None:
    before, after = _before_and_after(file, reduced)
    runs = kill_points(
        [CHILD, "take_in_without_transactions", str(file.path), str(reduced)],
        before_each=file.put_back,
        touching=file.database,
        at_most=20,
    )
    found = [file.state() for _ in runs]
    half_done = [state for state in found if state not in {before, after}]
    assert len(half_done) >= len(found) / 2
