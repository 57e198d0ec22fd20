"""Excel workbooks as they come: damaged, hostile, or only untidy."""

from __future__ import annotations

import struct
import sys
import tracemalloc
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from python_calamine import CalamineSheet

from panelapp.domain.errors import FileTrouble
from panelapp.exchange.reader import read_workbook
from tests.unit.exchange.workbooks import (
    HEADER,
    MEMBERS_PART,
    SHEET,
    bomb,
    book,
    changed,
    check_file,
    check_sheets,
    members_sheet,
    place,
    saved,
    sound,
    text_cell,
    with_part,
    with_shared_strings,
    with_sheet,
    word_document,
    zipped,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

NOT_WORKBOOKS = {
    "an empty file": (b"", "not an Excel workbook"),
    "a web page": (b"<html><table><tr><td>members</td></tr></table></html>", "not an Excel"),
    "a text file": (b"member_ref,name,joined_on\n", "not an Excel workbook"),
    "a PDF": (b"%PDF-1.7\n%%EOF", "not an Excel workbook"),
    "the end of an archive and no more": (b"PK\x05\x06", "not an Excel workbook"),
    "an empty archive": (zipped(), "not an Excel workbook"),
    "an archive of other things": (zipped("a.txt", "b.xml"), "not an Excel workbook"),
    "a Word document": (word_document(), "not an Excel workbook"),
    "an older Excel file": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "password"),
    "a workbook without parts": (
        zipped("[Content_Types].xml", content=b"spreadsheetml.sheet.main+xml"),
        "a part of it is missing",
    ),
    "a workbook with macros": (
        zipped(
            "[Content_Types].xml",
            "xl/vbaProject.bin",
            content=b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        ),
        "holds macros",
    ),
}


@pytest.mark.parametrize("kind", NOT_WORKBOOKS)
def test_F1_what_is_no_workbook_is_refused_in_words(tmp_path: Path, kind: str) -> None:
    content, words = NOT_WORKBOOKS[kind]
    path = tmp_path / "agency.xlsx"
    path.write_bytes(content)
    checked = check_file(path)
    [problem] = checked.errors
    assert place(problem) == ("", None, "", "agency.xlsx")
    assert words in problem.accepted
    assert checked.warnings == ()


def test_F1_a_workbook_under_another_name_is_a_workbook(tmp_path: Path) -> None:
    path = saved(tmp_path, book(sound())).rename(tmp_path / "agency.docx")
    assert check_file(path).is_sound


def test_a_file_that_is_not_there_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="No such file"):
        read_workbook(tmp_path / "gone.xlsx")


def test_a_workbook_of_other_sheets_says_which_are_expected(tmp_path: Path) -> None:
    checked = check_sheets(tmp_path, {"Sheet1": [{"a": 1}]})
    [problem] = checked.errors
    assert "one or more of the sheets members, households" in problem.accepted
    assert [warning.sheet for warning in checked.warnings] == ["Sheet1"]


def cut_short(content: bytes) -> bytes:
    return content[: len(content) // 2]


@pytest.mark.parametrize("end", [0.3, 0.6, 0.9, 0.999])
def test_a_file_cut_short_is_refused(tmp_path: Path, end: float) -> None:
    path = saved(tmp_path, book(sound()))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * end)])
    assert len(check_file(path).errors) == 1


def test_a_part_whose_checksum_is_wrong_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, book(sound()))
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo(MEMBERS_PART)
    content[entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2] ^= 0xFF
    path.write_bytes(bytes(content))
    [problem] = check_file(path).errors
    assert "damaged" in problem.accepted


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/workbook.xml", cut_short),
        ("xl/_rels/workbook.xml.rels", cut_short),
        ("xl/sharedStrings.xml", cut_short),
        ("xl/workbook.xml", lambda xml: xml.replace(b'name="households"', b'name="members"')),
        ("xl/workbook.xml", lambda xml: b'<?xml version="1.0" encoding="x-unknown"?>' + xml),
    ],
    ids=["workbook", "relations", "texts", "two sheets of one name", "unknown encoding"],
)
def test_a_damaged_workbook_is_refused(
    tmp_path: Path, part: str, change: Callable[[bytes], bytes]
) -> None:
    path = saved(tmp_path, book(sound()))
    if part == "xl/sharedStrings.xml":
        path = with_shared_strings(tmp_path)
    [problem] = check_file(with_part(path, part, change)).errors
    assert place(problem) == ("", None, "", "agency.xlsx")


def test_F5_shared_texts_are_read_and_blank_ones_are_blank(tmp_path: Path) -> None:
    checked = check_file(with_shared_strings(tmp_path))
    assert checked.errors == ()
    assert [row.name for row in checked.rows.members] == ["Member M1 (synthetic)"]


@pytest.mark.parametrize(
    "rows",
    [
        f'{HEADER}<row r="3"/><row r="2">{text_cell("A2", "M1")}</row>',
        f'{HEADER}<row r="2">{text_cell("A2", "M1")}</row><row r="2">{text_cell("A2", "M2")}</row>',
        f'{HEADER}<row r="2">{text_cell("A2", "M1")}{text_cell("A2", "M2")}</row>',
        f'{HEADER}<row r="2">{text_cell("A7", "M1")}</row>',
        f'{HEADER}<row r="2">{text_cell("a2", "M1")}</row>',
        f'{HEADER}<row r="2">{text_cell("AAAA2", "M1")}</row>',
        f'{HEADER}<row r="x"></row>',
        f'{HEADER}<row r="2"><c r="A2" t="s"><v>9</v></c></row>',
        f'{HEADER}<row r="2"><c r="A2" t="s"><v>x</v></c></row>',
        f'{HEADER}<row r="2"><c r="A2" t="b"><v>9</v></c></row>',
        f"{HEADER}<row",
    ],
    ids=[
        "rows out of order",
        "a row twice",
        "a cell twice",
        "a cell in another row",
        "a column in small letters",
        "a column that no sheet has",
        "a row without a number",
        "a shared text that is not there",
        "a shared text without a number",
        "a truth value that is none",
        "broken off",
    ],
)
def test_F5_a_sheet_in_which_a_cell_could_get_lost_is_refused(tmp_path: Path, rows: str) -> None:
    [problem] = check_file(members_sheet(tmp_path, rows)).errors
    assert place(problem) == ("members", None, "", "")
    assert "damaged" in problem.accepted


def test_F5_rows_and_cells_without_numbers_follow_one_another(tmp_path: Path) -> None:
    def bare(*texts: str) -> str:
        return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)

    rows = (
        f"<row>{bare('member_ref', 'name', 'joined_on')}</row>"
        f"<row>{bare('M1', 'Member M1 (synthetic)', '2020-01-06')}</row>"
    )
    checked = check_file(members_sheet(tmp_path, rows))
    assert checked.errors == ()
    assert [row.row_number for row in checked.rows.members] == [2]


def test_F5_an_escaped_line_break_alone_is_blank(tmp_path: Path) -> None:
    rows = f'{HEADER}<row r="2">{text_cell("A2", "_x000D_")}</row>'
    checked = check_file(members_sheet(tmp_path, rows))
    assert checked.errors == ()
    assert checked.counts["members"] == 0


def without_the_last_row(sheet: list[list[Any]]) -> None:
    sheet.pop()


def without_the_last_cell(sheet: list[list[Any]]) -> None:
    sheet[1][5] = ""


def with_two_rows_as_one(sheet: list[list[Any]]) -> None:
    sheet[1] = sheet.pop(2)


def with_a_row_moved_down(sheet: list[list[Any]]) -> None:
    sheet.insert(1, [""] * len(sheet[0]))


@pytest.mark.parametrize(
    ("lose", "words"),
    [
        (without_the_last_row, "first in row 6: 6 rows and 5 rows"),
        (without_the_last_cell, "first in row 2: 6 rows and 6 rows, 43 cells and 42 cells."),
        (with_two_rows_as_one, "first in row 6: 6 rows and 5 rows"),
        (with_a_row_moved_down, "first in row 2: 6 rows and 6 rows, 43 cells and 43 cells."),
    ],
)
def test_R10_a_difference_between_the_two_readers_stops_the_import(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lose: Callable[[list[list[Any]]], None],
    words: str,
) -> None:
    """What the first reader would lose here is what others have lost: rows, cells, places."""
    whole = CalamineSheet.to_python

    def losing(sheet: CalamineSheet, **options: Any) -> list[list[Any]]:  # noqa: ANN401 - as the reader has it
        cells: list[list[Any]] = whole(sheet, **options)
        lose(cells)
        return cells

    path = saved(tmp_path, book({"members": sound()["members"]}))
    assert check_file(path).is_sound
    monkeypatch.setattr(CalamineSheet, "to_python", losing)
    [problem] = check_file(path).errors
    assert problem.sheet == "members"
    assert f"Two independent readings of the sheet differ, {words}" in problem.accepted


@pytest.mark.parametrize("number", ["-1e300", "-inf", "NaN", "1e999", "0x10", "1_000"])
def test_F5_a_number_that_no_spreadsheet_shows_is_refused(tmp_path: Path, number: str) -> None:
    """The first reader would end the program at some of them."""

    def date_cell(sheet: Worksheet) -> None:
        sheet["G2"].value, sheet["G2"].number_format = 5, "dd/mm/yyyy"

    path = with_part(
        with_sheet(tmp_path, "members", date_cell),
        MEMBERS_PART,
        lambda xml: xml.replace(b"<v>5</v>", f"<v>{number}</v>".encode()),
    )
    [problem] = check_file(path).errors
    assert place(problem) == ("members", None, "", "")
    assert "Cell G2 should hold a number" in problem.accepted


@pytest.mark.parametrize(
    "after",
    [
        '<mergeCells><mergeCell ref="!1"/></mergeCells>',
        '<mergeCells><mergeCell ref="$A$1"/></mergeCells>',
        "<mergeCells><mergeCell/></mergeCells>",
        '<cols><col min="x" max="2" hidden="1"/></cols>',
    ],
)
def test_F5_what_stands_nowhere_on_a_sheet_makes_it_damaged(tmp_path: Path, after: str) -> None:
    sheet = SHEET.format(f"<sheetData>{HEADER}</sheetData>{after}")
    path = saved(tmp_path, book({"members": sound()["members"]}))
    [problem] = check_file(with_part(path, MEMBERS_PART, lambda _: sheet.encode())).errors
    assert "damaged" in problem.accepted


def test_F5_hidden_columns_are_counted_on_the_sheet_alone(tmp_path: Path) -> None:
    columns = '<cols><col min="-999999999999" max="999999999999" hidden="1"/></cols>'
    path = saved(tmp_path, book({"members": sound()["members"]}))
    sheet = SHEET.format(f"{columns}<sheetData>{HEADER}</sheetData>")
    checked = check_file(with_part(path, MEMBERS_PART, lambda _: sheet.encode()))
    assert [place(problem) for problem in checked.warnings] == [
        ("members", 1, "member_ref", "A"),
        ("members", 1, "name", "B"),
        ("members", 1, "joined_on", "C"),
    ]


@pytest.mark.parametrize("stated", [b"A1", b"A1:B2", b"A1:XFD1048576", b"Z9"])
def test_F5_a_wrong_dimension_loses_no_row(tmp_path: Path, stated: bytes) -> None:
    def misstate(xml: bytes) -> bytes:
        before, mark, rest = xml.partition(b'<dimension ref="')
        assert mark
        return before + mark + stated + rest[rest.index(b'"') :]

    path = with_part(saved(tmp_path, book(sound())), MEMBERS_PART, misstate)
    checked = check_file(path)
    assert checked.errors == ()
    assert checked.counts["members"] == 5


@pytest.mark.parametrize("cell", ["XFD1048576", "A200002", "CW1", "CW3"])
def test_F5_a_far_cell_is_refused_by_name(tmp_path: Path, cell: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet[cell] = "far away"

    [problem] = check_file(with_sheet(tmp_path, "irm", fill)).errors
    assert problem.sheet == "irm"
    assert f"Something stands in cell {cell}, beyond what is read." in problem.accepted


def test_F5_the_last_row_within_the_limits_is_read(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A200001"] = "M9"

    checked = check_file(with_sheet(tmp_path, "members", fill))
    assert [place(problem) for problem in checked.errors] == [
        ("members", 200_001, "name", ""),
        ("members", 200_001, "joined_on", ""),
    ]


def test_F5_the_last_column_within_the_limits_is_read(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["CV1"] = "dbs_on"
        sheet["CV2"] = date(2022, 5, 4)

    checked = check_file(with_sheet(tmp_path, "members", fill))
    assert checked.errors == ()
    assert checked.rows.members[0].dbs_on == date(2022, 5, 4)


def test_F5_a_far_cell_without_anything_in_it_is_nothing(tmp_path: Path) -> None:
    def colour(sheet: Worksheet) -> None:
        sheet["XFD1048576"].number_format = "0.00"

    assert check_file(with_sheet(tmp_path, "irm", colour)).is_sound


def test_F5_hidden_rows_are_read_and_reported(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        for row in (3, 4, 6, 40):
            sheet.row_dimensions[row].hidden = True

    checked = check_file(with_sheet(tmp_path, "members", hide))
    assert checked.errors == ()
    assert checked.counts["members"] == 5
    assert [place(problem) for problem in checked.warnings] == [
        ("members", 3, "", "3 to 4"),
        ("members", 6, "", "6"),
    ]


def test_F5_rows_of_no_height_are_hidden(tmp_path: Path) -> None:
    path = with_part(
        saved(tmp_path, book(sound())),
        MEMBERS_PART,
        lambda xml: xml.replace(b'<row r="2"', b'<row r="2" ht="0" customHeight="1"'),
    )
    assert [place(problem) for problem in check_file(path).warnings] == [("members", 2, "", "2")]


def test_F5_hidden_columns_are_read_and_reported(tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        for letter in ("B", "Z"):
            sheet.column_dimensions[letter].hidden = True

    checked = check_file(with_sheet(tmp_path, "members", hide))
    assert checked.rows.members[0].name == "Member M1 (synthetic)"
    assert [place(problem) for problem in checked.warnings] == [("members", 1, "name", "B")]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_F5_hidden_sheets_are_read_and_reported(
    tmp_path: Path, state: Literal["hidden", "veryHidden"]
) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.sheet_state = state

    checked = check_file(with_sheet(tmp_path, "households", hide))
    assert checked.counts["households"] == 1
    assert [place(problem) for problem in checked.warnings] == [("households", None, "", "")]


def test_F5_merged_cells_are_reported(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("C3:C5")

    checked = check_file(with_sheet(tmp_path, "members", merge))
    assert checked.errors == ()
    assert [place(problem) for problem in checked.warnings] == [("members", 3, "category", "C3:C5")]
    assert [row.category for row in checked.rows.members] == ["other", "other", None, None, "other"]


def test_F5_a_formula_whose_result_was_not_saved_is_reported(tmp_path: Path) -> None:
    def calculate(sheet: Worksheet) -> None:
        sheet["E2"] = "=1+1"
        sheet["F4"] = '=IF(TRUE,"yes","no")'
        sheet["F5"] = '=IF(TRUE,"yes","no")'

    checked = check_file(with_sheet(tmp_path, "members", calculate))
    assert checked.errors == ()
    assert [place(problem) for problem in checked.warnings if problem.sheet == "members"] == [
        ("members", 2, "independent", ""),
        ("members", 4, "social_worker_3y", ""),
    ]
    assert "1 more in this column" in checked.warnings[1].accepted


def test_F5_a_required_formula_whose_result_was_not_saved_is_an_error(tmp_path: Path) -> None:
    def calculate(sheet: Worksheet) -> None:
        sheet["B2"] = '="Member "&A2'

    checked = check_file(with_sheet(tmp_path, "members", calculate))
    assert [place(problem) for problem in checked.errors] == [("members", 2, "name", "")]
    assert [place(problem) for problem in checked.warnings] == [("members", 2, "name", "")]


def test_F5_a_formulas_saved_result_is_read(tmp_path: Path) -> None:
    rows = (
        f'{HEADER}<row r="2">{text_cell("A2", "M1")}'
        '<c r="B2" t="str"><f>"Member "&amp;A2</f><v>Member M1</v></c>'
        '<c r="C2" t="str"><f>TEXT(1,"x")</f><v>2020-01-06</v></c>'
        '<c r="D2" t="str"><f>IF(TRUE,"")</f><v></v></c></row>'
    )
    checked = check_file(members_sheet(tmp_path, rows))
    assert checked.errors == ()
    assert checked.warnings == ()
    assert checked.rows.members[0].name == "Member M1"


def test_F5_a_cell_that_shows_an_error_is_reported(tmp_path: Path) -> None:
    def fail(sheet: Worksheet) -> None:
        sheet["C2"].value, sheet["C2"].data_type = "#REF!", "e"

    checked = check_file(with_sheet(tmp_path, "members", fail))
    assert [place(problem) for problem in checked.errors] == [("members", 2, "category", "#REF!")]
    [problem] = checked.warnings
    assert place(problem) == ("members", 2, "category", "")
    assert "shows an error" in problem.accepted


def test_F5_dates_counted_from_1904_are_the_same_dates(tmp_path: Path) -> None:
    workbook = book(sound())
    workbook.epoch = CALENDAR_MAC_1904
    path = saved(tmp_path, workbook)
    assert b"date1904" in zipfile.ZipFile(path).read("xl/workbook.xml")
    checked = check_file(path)
    assert checked.rows.sittings[0].date == date(2022, 5, 4)
    assert checked.rows == check_sheets(tmp_path, sound()).rows


def test_F5_dates_of_the_first_months_of_1900_are_dates(tmp_path: Path) -> None:
    checked = check_sheets(tmp_path, changed("members", 2, joined_on=date(1900, 2, 28)))
    assert checked.rows.members[0].joined_on == date(1900, 2, 28)


def test_a_sheet_named_by_a_prefix_reads_the_same(tmp_path: Path) -> None:
    """Some programs write every element with a prefix."""
    rows = f'{HEADER}<row r="2">{text_cell("A2", "M1")}{text_cell("B2", "x")}</row>'
    plain = SHEET.format(f"<sheetData>{rows}</sheetData>")
    prefixed = (
        plain.replace("</", "\0")
        .replace("<", "<x:")
        .replace("\0", "</x:")
        .replace("xmlns=", "xmlns:x=")
    )
    path = with_part(
        saved(tmp_path, book({"members": sound()["members"]})),
        MEMBERS_PART,
        lambda _: prefixed.encode(),
    )
    [problem] = check_file(path).errors
    assert place(problem) == ("members", 2, "joined_on", "")


def refused_cheaply(path: Path) -> str:
    tracemalloc.start()
    checked = check_file(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50 * 1024 * 1024
    [problem] = checked.errors
    return problem.accepted


def test_F2_a_workbook_that_unpacks_to_too_much_is_not_opened(tmp_path: Path) -> None:
    assert "At most 200 MB" in refused_cheaply(bomb(tmp_path, unpacked=40 * 1024 * 1024))


def test_F2_a_million_parts_are_not_even_listed(tmp_path: Path) -> None:
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"a"
    directory = entry * 1_000_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(directory), 0, 0)
    path = tmp_path / "agency.xlsx"
    path.write_bytes(directory + end)
    assert "5,000 parts" in refused_cheaply(path)


def test_F2_more_parts_than_the_directory_admits_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, book(sound()))
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(5_001):
            archive.writestr(f"{number}", b"")
    content = path.read_bytes()
    place_of_end = content.rindex(b"PK\x05\x06")
    path.write_bytes(
        content[: place_of_end + 8] + struct.pack("<2H", 9, 9) + content[place_of_end + 12 :]
    )
    assert "5,000 parts" in refused_cheaply(path)


def test_F2_parts_that_share_their_bytes_are_weighed_one_by_one(tmp_path: Path) -> None:
    path = bomb(tmp_path, unpacked=2_000_000)
    with zipfile.ZipFile(path, "a") as archive:
        padding = archive.getinfo("xl/padding.xml")
        archive.filelist.extend([padding] * 200)
        archive._didModify = True  # type: ignore[attr-defined]  # noqa: SLF001 - makes it lie
    assert "At most 200 MB" in refused_cheaply(path)


def test_F3_a_part_longer_than_its_directory_says_is_refused(tmp_path: Path) -> None:
    path = bomb(tmp_path, unpacked=40 * 1024 * 1024)
    with zipfile.ZipFile(path, "a") as archive:
        padding = archive.getinfo("xl/padding.xml")
        padding.file_size = 100
        archive._didModify = True  # type: ignore[attr-defined]  # noqa: SLF001 - makes it lie
    assert "damaged" in refused_cheaply(path)


def test_a_part_under_a_password_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, book(sound()))
    with zipfile.ZipFile(path, "a") as archive:
        archive.getinfo(MEMBERS_PART).flag_bits |= 0x1
        archive._didModify = True  # type: ignore[attr-defined]  # noqa: SLF001 - makes it lie
    assert "password" in refused_cheaply(path)


DEFINITIONS = {
    "a file of this machine": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    "billion laughs": '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>',
    "definitions from elsewhere": '<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd">',
}


@pytest.mark.parametrize("part", [MEMBERS_PART, "xl/workbook.xml"])
@pytest.mark.parametrize("kind", DEFINITIONS)
def test_F6_definitions_in_the_xml_are_refused_and_never_followed(
    tmp_path: Path, kind: str, part: str
) -> None:
    path = saved(tmp_path, book(sound()))
    path = with_part(path, part, lambda xml: DEFINITIONS[kind].encode() + xml)
    reached: list[str] = []

    def watch(event: str, args: tuple[object, ...]) -> None:
        if watching and event in {"open", "socket.connect", "socket.getaddrinfo"}:
            reached.append(f"{event} {args[0]}")

    check_file(path)  # whatever is imported late is imported now
    watching = True
    sys.addaudithook(watch)
    checked = check_file(path)
    watching = False
    assert set(reached) <= {f"open {path}"}
    assert ["damaged" in problem.accepted for problem in checked.errors] == [True]


@pytest.mark.parametrize(
    "part", ["xl/externalLinks/externalLink1.xml", "xl/activeX/activeX1.xml", "xl/embeddings/a.bin"]
)
def test_F6_parts_that_could_act_are_flagged_and_left_alone(tmp_path: Path, part: str) -> None:
    path = saved(tmp_path, book(sound()))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, b"<not xml")
    checked = check_file(path)
    assert checked.errors == ()
    [problem] = checked.warnings
    assert problem.value == part
    assert "not opened" in problem.accepted
