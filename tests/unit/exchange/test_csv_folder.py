"""Folders of CSV files, from whichever program and country."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from panelapp.exchange.counting import MOST_ROWS
from tests.unit.exchange.workbooks import (
    SOUND,
    Sheets,
    check_file,
    check_sheets,
    csv_folder,
    place,
    sound,
)

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "member_ref,name,joined_on\n"


def members(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    (folder / "members.csv").write_bytes(content.encode(encoding))
    return folder


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_F5_a_folder_reads_like_the_workbook(tmp_path: Path, delimiter: str, encoding: str) -> None:
    sheets = sound()
    sheets["members"][0]["name"] = "Zoë O’Fiction (synthetic)"
    sheets["cases"][0]["requested_terms"] = 'two lines,\nwith "quotes"; and both separators'
    folder = tmp_path / "csv"
    folder.mkdir()
    checked = check_file(csv_folder(folder, sheets, delimiter=delimiter, encoding=encoding))
    assert checked.errors == ()
    assert checked.warnings == ()
    assert checked.rows == check_sheets(tmp_path, sheets).rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_F5_unicode_text_as_excel_saves_it_reads_like_the_workbook(
    tmp_path: Path, delimiter: str
) -> None:
    checked = check_file(csv_folder(tmp_path, sound(), delimiter=delimiter, encoding="utf-16"))
    assert checked.is_sound
    assert checked.counts == {name: len(rows) for name, rows in SOUND.items()}


def test_F5_letters_that_only_windows_writes_are_read(tmp_path: Path) -> None:
    sheets = sound()
    sheets["members"][0]["name"] = "CAFÉ – Zoë’s (synthetic)"
    checked = check_file(csv_folder(tmp_path, sheets, encoding="cp1252"))
    assert checked.rows.members[0].name == "CAFÉ – Zoë’s (synthetic)"


def test_F5_carriage_returns_alone_end_lines_too(tmp_path: Path) -> None:
    folder = members(tmp_path, f"{HEADER}M1,Member M1,2020-01-06\n".replace("\n", "\r"))
    assert check_file(folder).counts["members"] == 1


def test_F5_blank_lines_keep_the_numbers_of_the_spreadsheet(tmp_path: Path) -> None:
    folder = members(
        tmp_path, f'{HEADER}M1,"Member\nM1",2020-01-06\n\n,,\nM2,Member M2,2020-01-06\n'
    )
    assert [row.row_number for row in check_file(folder).rows.members] == [2, 5]


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("'=SUM(A1)", "=SUM(A1)"),
        ("'+44 20", "+44 20"),
        ("'-", "-"),
        ("'@home", "@home"),
        ("'\ttabbed", "\ttabbed"),
        ("'\rreturned", "\rreturned"),
        ("''=quoted", "'=quoted"),
        ("'twas", "'twas"),
        ("=1+1", "=1+1"),
        ("O'Fiction", "O'Fiction"),
    ],
)
def test_the_quote_that_disarms_a_cell_is_taken_off(tmp_path: Path, cell: str, meant: str) -> None:
    sheets: Sheets = {"cases": sound()["cases"], "households": sound()["households"]}
    sheets["cases"][0]["requested_terms"] = cell
    checked = check_file(csv_folder(tmp_path, sheets))
    assert checked.errors == ()
    assert checked.rows.cases[0].requested_terms == meant


def test_errors_stand_in_the_rows_of_the_file(tmp_path: Path) -> None:
    folder = members(tmp_path, f"{HEADER}M1,Member M1,06/13/2020\n,Member M2,2020-01-06\n")
    assert [place(problem) for problem in check_file(folder).errors] == [
        ("members", 2, "joined_on", "06/13/2020"),
        ("members", 3, "member_ref", ""),
    ]


def test_cells_beyond_the_last_heading_are_reported(tmp_path: Path) -> None:
    folder = members(tmp_path, f"{HEADER}M1,Member M1,2020-01-06,left over\n")
    checked = check_file(folder)
    assert checked.errors == ()
    assert [place(problem) for problem in checked.warnings] == [("members", 2, "D", "left over")]


def test_short_rows_are_blank_at_the_end(tmp_path: Path) -> None:
    folder = members(tmp_path, f"{HEADER}M1,Member M1\n")
    assert [place(problem) for problem in check_file(folder).errors] == [
        ("members", 2, "joined_on", "")
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f'{HEADER}M1,"Member M1,2020-01-06\n'.encode(), "a quotation mark that is not closed"),
        (HEADER.encode("utf-16-le"), "The file is not text."),
        (
            "ŵ".encode()[1:] + f"{HEADER}M1,Môn ŷ,2020-01-06\n".encode(),
            "letters of the file are dam",
        ),
        (b"", "A header row"),
        (b"\n" + HEADER.encode(), "A header row"),
        (b"M1,Member M1,2020-01-06\n", "A header row"),
        (b"member_ref,name\x81\xff,joined_on\n", "The file is not text."),
        (b"member_ref,name,joined_on" + b",x" * 98, "At most 200,000 rows and 100 columns"),
        (HEADER.encode() + b"M1,a,b\n" * (MOST_ROWS + 1), "At most 200,000 rows and 100 columns"),
    ],
    ids=[
        "an open quotation",
        "UTF-16 without its mark",
        "UTF-8 that begins within a letter",
        "empty",
        "a blank first line",
        "no header",
        "no text",
        "too wide",
        "too long",
    ],
)
def test_F5_a_file_that_cannot_be_read_is_refused_in_words(
    tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "members.csv").write_bytes(content)
    [problem] = check_file(tmp_path).errors
    assert problem.sheet == "members"
    assert words in problem.accepted


def test_one_bad_file_does_not_hide_the_problems_of_the_others(tmp_path: Path) -> None:
    sheets = sound()
    sheets["cases"][0]["case_type"] = "form_f"
    csv_folder(tmp_path, sheets)
    members(tmp_path, '"')
    assert [problem.sheet for problem in check_file(tmp_path).errors] == ["members", "cases"]


def test_an_empty_folder_is_no_workbook(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    [problem] = check_file(folder).errors
    assert place(problem) == ("", None, "", "empty")
    assert "not an Excel workbook" in problem.accepted


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps one file of a name")
def test_two_files_for_one_sheet_are_refused(tmp_path: Path) -> None:
    csv_folder(tmp_path, sound())
    (tmp_path / "irm.CSV").write_text("anything")
    [problem] = check_file(tmp_path).errors
    assert "Two .csv files have the same name." in problem.accepted


def test_F2_files_larger_than_a_workbook_are_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "members.csv").open("wb") as file:
        file.truncate(201 * 1024 * 1024)
    [problem] = check_file(tmp_path).errors
    assert "At most 200 MB" in problem.accepted


def test_other_csv_files_are_reported_and_other_files_are_not(tmp_path: Path) -> None:
    csv_folder(tmp_path, sound())
    (tmp_path / "notes.csv").write_text("anything")
    (tmp_path / "read me.txt").write_text("anything")
    (tmp_path / "irm.csv").rename(tmp_path / "irm.CSV")
    checked = check_file(tmp_path)
    assert checked.errors == ()
    assert [problem.sheet for problem in checked.warnings] == ["notes"]
    assert checked.counts == {name: len(rows) for name, rows in SOUND.items()}
    assert checked.rows.irm[0].applied_on == date(2022, 5, 30)
