"""An import that is killed at any of its writes has happened as a whole, or not at all."""

from __future__ import annotations

import csv
import logging
import os
import random
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.fault import office_actions
from tests.fault.killpoints import kill_points, killed_at_any_time, needs_strace
from tests.fault.whole_files import WholeFile
from tests.integration.command_line import ANYSHIRE, new_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from tests.fault.killpoints import Killed

CHILD = "tests.fault.office_actions"
# With their cases and households, few enough rows to kill at every single write.
FEW_SITTINGS = {"S2021-22-15", "S2021-22-16"}
_LOG = logging.getLogger(__name__)
KILLS = int(os.environ.get("PANELAPP_IMPORT_KILLS", "6"))
MANY = 40


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
    return _as_csv(tmp_path_factory.mktemp("reduced"), few)


@pytest.fixture(scope="module")
def handful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight members of the whole workbook: committed row by row, more would take long."""
    members = openpyxl.load_workbook(ANYSHIRE, read_only=True)["members"]
    return _as_csv(tmp_path_factory.mktemp("handful"), {"members": list(members.values)[:9]})


def _as_csv(folder: Path, sheets: dict[str, list[Any]]) -> Path:
    for name, rows in sheets.items():
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


def _kill_the_import(
    file: WholeFile, workbook: Path, points: Callable[[], Iterable[Killed]]
) -> Counter[str]:
    """What was found after each kill: nothing of the workbook, or all of it, and a sound file."""
    before, after = _before_and_after(file, workbook)
    words = {before: "before", after: "after"}
    found: Counter[str] = Counter()
    for killed in points():
        file.require_sound()
        state = file.state()
        assert state in words, killed
        assert state == after or not killed.acknowledged, killed
        found[words[state]] += 1
    _LOG.info("killed at %d points: %s", found.total(), dict(found))
    return found


@pytest.mark.timeout(300)
@needs_strace
def test_A2_import_killed_at_its_writes_is_whole_or_absent(file: WholeFile, reduced: Path) -> None:
    found = _kill_the_import(
        file,
        reduced,
        lambda: kill_points(
            [CHILD, "take_in", str(file.path), str(reduced)],
            before_each=file.put_back,
            touching=file.database,
            at_most=None if KILLS >= MANY else 2 * KILLS,
        ),
    )
    assert found["before"]
    assert found["after"]


@pytest.mark.timeout(600)
@needs_strace
def test_A2_import_of_two_years_killed_at_random_is_whole_or_absent(
    file: WholeFile,
) -> None:
    """Half of the kills come at a write, wherever it is; half at a time, whatever is done then.

    Pages, papers, minutes, the audit chain, the open duties and the words for the search are
    compared with the record each time.
    """
    chance, action = random.Random(KILLS), [CHILD, "take_in", str(file.path), str(ANYSHIRE)]  # noqa: S311 - the points must come again

    def points() -> Iterator[Killed]:
        yield from kill_points(
            action,
            before_each=file.put_back,
            touching=file.database,
            at_most=KILLS // 2,
            chance=chance,
        )
        yield from killed_at_any_time(
            action, before_each=file.put_back, times=KILLS - KILLS // 2, chance=chance
        )

    found = _kill_the_import(file, ANYSHIRE, points)
    assert found.total() == KILLS
    assert found["before"]
    assert found["after"]


@pytest.mark.timeout(300)
@needs_strace
def test_A4_import_without_transactions_is_caught_half_done(file: WholeFile, handful: Path) -> None:
    before, after = _before_and_after(file, handful)
    runs = kill_points(
        [CHILD, "take_in_without_transactions", str(file.path), str(handful)],
        before_each=file.put_back,
        touching=file.database,
        at_most=2 * KILLS,
    )
    found = [file.state() for _ in runs]
    half_done = [state for state in found if state not in {before, after}]
    assert len(half_done) >= len(found) / 2
