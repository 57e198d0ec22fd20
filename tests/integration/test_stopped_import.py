"""Whoever waits for an import or an export hears how far it is, and may stop it at any point."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import pytest

from panelapp.actions.imports import ImportWorkbook, import_workbook
from panelapp.domain.progress import Stopped
from panelapp.domain.vocabulary import CarerKind
from panelapp.exchange.rows import HouseholdRow, WorkbookRows
from panelapp.queries.workbook_copy import (
    ExportWorkbook,
    WorkbookCopy,
    export_workbook,
    save_workbook_copy,
)
from tests.factories import Panel, decided_case, open_panel
from tests.unit.exchange.workbooks import book, saved, sound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass
class Impatience:
    """Hears of progress, and stops the work at the call of one number."""

    at: int | None = None
    heard: list[tuple[str, int, int]] = field(default_factory=list)

    def __call__(self, what: str, done: int, of: int) -> None:
        self.heard.append((what, done, of))
        if len(self.heard) == self.at:
            raise Stopped("Stopped.", remedy="Nothing was changed.")


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Panel]:
    with open_panel(tmp_path) as made:
        yield made


def test_an_import_stopped_at_any_point_leaves_the_file_as_it_was(
    panel: Panel, tmp_path: Path
) -> None:
    workbook = saved(tmp_path, book(sound()))
    command = ImportWorkbook(path=workbook)
    panel.adviser.execute(import_workbook, ImportWorkbook(path=workbook, dry_run=True))
    before = panel.tables()
    at = 0
    while True:
        at += 1
        impatience = Impatience(at)
        try:
            panel.adviser.execute(import_workbook, command, impatience)
        except Stopped:
            assert panel.tables() == before, impatience.heard[-1]
        else:
            break
    assert at > 30
    assert {"sitting", "decision", "search_entry"} <= {
        name for name, rows in panel.tables().items() if rows != before[name]
    }


def test_an_import_says_what_it_does_and_how_far_it_is(panel: Panel, tmp_path: Path) -> None:
    impatience = Impatience()
    workbook = saved(tmp_path, book(sound()))
    panel.adviser.execute(import_workbook, ImportWorkbook(path=workbook), impatience)
    said = list(dict.fromkeys(what for what, _, _ in impatience.heard))
    assert said == [
        "Reading the workbook",
        "Checking the rows",
        "Taking in the rows",
        "Comparing with the file",
        "Working out what is due",
        "Making the words searchable",
    ]
    assert all(0 <= done <= of for _, done, of in impatience.heard)
    for what in ("Reading the workbook", "Checking the rows", "Taking in the rows"):
        shares = [done for words, done, _ in impatience.heard if words == what]
        assert shares == sorted(shares)


def test_an_export_stopped_while_it_gathers_leaves_no_trace(panel: Panel) -> None:
    decided_case(panel)
    before = panel.tables()
    for at in range(1, 11):
        with pytest.raises(Stopped):
            panel.adviser.execute(export_workbook, ExportWorkbook(), Impatience(at))
    assert panel.tables() == before
    panel.adviser.execute(export_workbook, ExportWorkbook(), Impatience(11))


@pytest.mark.parametrize("name", ["copy.xlsx", "copy"])
def test_an_export_stopped_while_it_writes_leaves_no_file(tmp_path: Path, name: str) -> None:
    rows = tuple(
        HouseholdRow(
            row_number=number,
            household_ref=f"H{number}",
            carer_1="Carer 0001 (synthetic)",
            carer_kind=CarerKind.MAINSTREAM,
            approved_on=date(2022, 5, 4),
        )
        for number in range(2, 1_500)
    )
    copy = WorkbookCopy(file_name="", rows=WorkbookRows(households=rows))
    for at in range(1, 10):
        with pytest.raises(Stopped):
            save_workbook_copy(copy, tmp_path / name, Impatience(at))
    assert list(tmp_path.iterdir()) == []
