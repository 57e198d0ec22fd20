"""What a written workbook looks like to the programs that open it."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from panelapp.domain.errors import BadInput
from panelapp.domain.vocabulary import CarerKind, CaseType
from panelapp.exchange.layout import SHEETS
from panelapp.exchange.reader import read_workbook
from panelapp.exchange.rows import CaseRow, HouseholdRow, WorkbookRows
from panelapp.exchange.writing import MOST_IN_A_CELL, to_csv_files, to_spreadsheet

if TYPE_CHECKING:
    from pathlib import Path

STARTS = ("=1+1", "+44 1632", "-5", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0")


def of_team(team: str) -> WorkbookRows:
    """One household in a team."""
    home = HouseholdRow(
        row_number=2,
        household_ref="H1",
        carer_1="Carer 0001 (synthetic)",
        carer_kind=CarerKind.MAINSTREAM,
        approved_on=date(2022, 5, 4),
        number_of_children=2,
        team=team,
    )
    return WorkbookRows(households=(home,))


def written(rows: WorkbookRows) -> dict[str, Any]:
    """The cells of the first household, by column."""
    sheet = openpyxl.load_workbook(BytesIO(to_spreadsheet(rows)))["households"]
    header, cells = list(sheet.iter_rows())
    return {str(name.value): cell for name, cell in zip(header, cells, strict=True)}


@pytest.mark.parametrize("text", STARTS)
def test_text_that_begins_like_a_formula_is_a_string_with_the_quote_prefix(text: str) -> None:
    cell = written(of_team(text))["team"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    sheet = zipfile.ZipFile(BytesIO(to_spreadsheet(of_team(text)))).read("xl/worksheets/sheet2.xml")
    assert b"<f>" not in sheet


@pytest.mark.parametrize("text", STARTS)
def test_text_that_begins_like_a_formula_stands_behind_a_quote_in_csv(text: str) -> None:
    file = to_csv_files(of_team(text))["households.csv"]
    assert f"'{text}".encode() in file


@pytest.mark.parametrize(
    "text",
    ["#N/A", "'=1", "''", "_x0041_", "_x000D_", "007", "TRUE", "1e5", " spaced ", "a\rb", "x\x07y"],
)
def test_text_that_looks_like_something_else_comes_back_as_it_is(text: str, tmp_path: Path) -> None:
    path = tmp_path / "copy.xlsx"
    path.write_bytes(to_spreadsheet(of_team(text)))
    [row] = read_workbook(path).sheets["households"].rows
    assert row.cells[-1] == text


def test_days_and_numbers_are_real_ones() -> None:
    cells = written(of_team("North"))
    assert cells["approved_on"].is_date
    assert cells["number_of_children"].value == 2
    assert cells["age_from"].value is None


def test_a_day_that_excel_counts_wrongly_is_written_as_text() -> None:
    home = of_team("North").households[0]
    early = HouseholdRow(**vars(home) | {"approved_on": date(1900, 2, 28)})
    assert written(WorkbookRows(households=(early,)))["approved_on"].value == "1900-02-28"


def test_every_sheet_has_its_header_in_sight_even_without_rows() -> None:
    book = openpyxl.load_workbook(BytesIO(to_spreadsheet(WorkbookRows())))
    assert book.sheetnames == [sheet.name for sheet in SHEETS]
    for sheet in SHEETS:
        page = book[sheet.name]
        assert [cell.value for cell in page[1]] == [column.name for column in sheet.columns]
        assert page.freeze_panes == "A2"
        assert page["A1"].font.bold


@pytest.mark.parametrize("text", ["x" * (MOST_IN_A_CELL + 1), "😀" * (MOST_IN_A_CELL // 2 + 1)])
def test_a_text_longer_than_a_cell_is_refused_and_never_cut(text: str) -> None:
    with pytest.raises(BadInput, match=r"sheet households, row 2, column team .*\.csv"):
        to_spreadsheet(of_team(text))
    assert text.encode() in to_csv_files(of_team(text))["households.csv"]


def test_the_longest_text_that_a_cell_holds_is_written_whole() -> None:
    assert written(of_team("x" * MOST_IN_A_CELL))["team"].value == "x" * MOST_IN_A_CELL


def test_excel_knows_the_csv_files_for_utf_8() -> None:
    for file in to_csv_files(of_team("é")).values():
        assert file.startswith(b"\xef\xbb\xbf")


def test_no_character_that_ends_a_file_gets_into_csv() -> None:
    assert b"North\r\n" in to_csv_files(of_team("N\x00or\x1ath"))["households.csv"]


def test_an_entry_of_a_list_cannot_become_two() -> None:
    case = CaseRow(
        row_number=2,
        case_ref="C1",
        household_ref="H1",
        case_type=CaseType.MAINSTREAM_APPROVAL,
        carer_kind=CarerKind.MAINSTREAM,
        named_children=("Child 0001; elder", "Child\n0002"),
    )
    file = to_csv_files(WorkbookRows(cases=(case,)))["cases.csv"].decode("utf-8-sig")
    assert "Child 0001, elder;Child 0002" in file
