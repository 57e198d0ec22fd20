from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from panelapp.documents.tables import Table, save_workbook, to_workbook
from panelapp.domain.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

TABLE = Table("People", ("Name", "Born"), (("Carer 0042 (synthetic)", date(1980, 2, 29)),))


def sheet_of(*rows: tuple[str | int | date | None, ...]) -> Worksheet:
    made = to_workbook((Table("People", ("Name",), rows),))
    sheet: Worksheet = load_workbook(BytesIO(made))["People"]
    return sheet


@pytest.mark.parametrize("words", ["=1+1", "+44 20 7946", "-1", "@SUM(A1)", "\tx", "=cmd|' /C"])
def test_G5_what_a_spreadsheet_would_run_is_text(words: str) -> None:
    cell = sheet_of((words,))["A2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", words, True)


def test_ordinary_text_has_no_quote_before_it() -> None:
    cell = sheet_of(("Carer 0042 (synthetic)",))["A2"]
    assert (cell.value, cell.quotePrefix) == ("Carer 0042 (synthetic)", False)


def test_a_date_is_a_real_date() -> None:
    cell = sheet_of((date(1980, 2, 29),))["A2"]
    assert cell.is_date
    assert cell.value == datetime(1980, 2, 29)  # noqa: DTZ001 - a spreadsheet knows no zones


def test_what_no_workbook_can_hold_is_left_out() -> None:
    assert sheet_of(("Carer\x00 0042",))["A2"].value == "Carer 0042"


def test_nothing_is_an_empty_cell() -> None:
    sheet = sheet_of((None,), ("",), (0,))
    assert [sheet.cell(row, 1).value for row in (2, 3, 4)] == [None, None, 0]


def test_the_heading_stays_in_view_and_can_be_filtered_by() -> None:
    sheet = sheet_of(("Carer 0042 (synthetic)",))
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:A2")


@pytest.mark.parametrize("name", ["people.pdf", "people", "Anyshire.fpanel.xlsx"])
def test_the_name_is_that_of_a_workbook(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="is not the name of an Excel workbook"):
        save_workbook((TABLE,), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_an_older_copy_is_replaced_whole(tmp_path: Path) -> None:
    to = tmp_path / "people.xlsx"
    to.write_bytes(b"older")
    save_workbook((TABLE,), to)
    assert load_workbook(to).sheetnames == ["People"]
    assert list(tmp_path.iterdir()) == [to]
