"""Workbooks as agencies might send them: damaged, hostile, or odd and still sound.

Each line of the two tables is one workbook: its name says what is wrong or odd, then how it is made
from a sound one, then what must come of it. ``REFUSED`` gives every error with its sheet, row,
column, value and words of what would be accepted. ``READ`` gives the warnings, and the plainly
written workbook that the odd one must equal once both are in a file.
"""

from __future__ import annotations

import os
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.table import Table

from panelapp.exchange.counting import MOST_ROWS
from tests.integration.leaf_rows import every_bad_cell
from tests.unit.exchange.workbooks import (
    HEADER,
    MEMBERS_PART,
    Sheets,
    added,
    bomb,
    book,
    changed,
    csv_folder,
    members_sheet,
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
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    Build = Callable[[Path], Path]
    Place = tuple[str, int | None, str, str]
    Words = tuple[str, int | None, str, str, str]

A_DATE = "A date: an Excel date, or text such as"
NOT_ONE = "This is not an Excel workbook."
TOO_MUCH = "unpacks to more than a workbook of this kind holds"
DAMAGED = "damaged"
FILE = "agency.xlsx"


@dataclass(frozen=True)
class Refused:
    """A workbook of which nothing may go in, and every error that must be listed."""

    build: Build
    errors: tuple[Words, ...]


@dataclass(frozen=True)
class Read:
    """A workbook that must go in whole, with the warnings that it deserves."""

    build: Build
    like: Sheets
    warnings: tuple[Place, ...] = ()


def _rows(sheets: Mapping[str, Any]) -> Build:
    return lambda folder: saved(folder, book(sheets))


def _sheet(name: str, damage: Callable[[Worksheet], object]) -> Build:
    return lambda folder: with_sheet(folder, name, damage)


def _part(name: str, change: Callable[[bytes], bytes]) -> Build:
    return lambda folder: with_part(saved(folder, book(sound())), name, change)


def _members(rows: str, *, after: str = "") -> Build:
    """A workbook of members alone, whose sheet is written by hand."""

    def build(folder: Path) -> Path:
        path = members_sheet(folder, rows)
        return with_part(
            path,
            MEMBERS_PART,
            lambda xml: xml.replace(b"</worksheet>", f"{after}</worksheet>".encode()),
        )

    return build


def _content(content: bytes, name: str = FILE) -> Build:
    def build(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return build


def _members_csv(content: bytes | str, name: str = "members.csv") -> Build:
    def build(folder: Path) -> Path:
        path = folder / "history"
        path.mkdir()
        (path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return build


def _csv(sheets: Sheets, change: Callable[[Path], object] | None = None, **how: str) -> Build:
    def build(folder: Path) -> Path:
        path = folder / "history"
        path.mkdir()
        csv_folder(path, sheets, **how)
        if change is not None:
            change(path)
        return path

    return build


def _without_part(name: str) -> Build:
    def build(folder: Path) -> Path:
        return _repacked(with_shared_strings(folder), lambda parts: parts.pop(name))

    return build


def _repacked(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _with_extra(name: str, content: bytes) -> Build:
    return lambda folder: _repacked(
        saved(folder, book(sound())), lambda parts: parts.update({name: content})
    )


def _cut(share: float) -> Build:
    def build(folder: Path) -> Path:
        path = saved(folder, book(sound()))
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])
        return path

    return build


def _named(name: str, build: Build) -> Build:
    def renamed(folder: Path) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return build(folder).rename(path)

    return renamed


def _pipe(folder: Path) -> Path:
    path = folder / FILE
    os.mkfifo(path)
    return path


def _made_folder(folder: Path) -> Path:
    path = folder / FILE
    path.mkdir()
    (path / "read me.txt").write_text("no sheets here", encoding="utf-8")
    return path


def _set(**cells: str) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for name, value in cells.items():
            sheet[name] = value

    return fill


def _error_in(cell: str, shows: str) -> Callable[[Worksheet], None]:
    def fail(sheet: Worksheet) -> None:
        sheet[cell].value, sheet[cell].data_type = shows, "e"

    return fail


def _as_date(cell: str, number: float) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        sheet[cell].value, sheet[cell].number_format = number, "dd/mm/yyyy"

    return fill


def _replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new)

    return change


def _whole(sheet: str = "", words: str = "") -> tuple[Words, ...]:
    """The one error of a file, or of a sheet of it, that could not be read."""
    return ((sheet, None, "", "" if sheet else FILE, words),)


def _one_member(name: str, *, ref: str = "M1") -> Sheets:
    return {"members": [{"member_ref": ref, "name": name, "joined_on": date(2020, 1, 6)}]}


def _typed(name_cell: str) -> str:
    """One member's row, with a name cell as some program might write it."""
    return (
        f'{HEADER}<row r="2">{text_cell("A2", "M1")}{name_cell}'
        f"{text_cell('C2', '2020-01-06')}</row>"
    )


def _without_column(sheet: str, column: str) -> Sheets:
    sheets = sound()
    for row in sheets[sheet]:
        del row[column]
    return sheets


def _every_key_twice() -> Sheets:
    sheets = sound()
    for name, rows in sheets.items():
        rows.append(deepcopy(rows[0]))
        if name == "items":
            rows[-1]["order"] = 9
    return sheets


def _every_pair_turned() -> Sheets:
    """Each later date a day too early; only dates that are themselves not waited for are moved."""
    sheets = sound()
    sheets["members"][4]["left_on"] = date(2020, 1, 5)
    sheets["items"][1]["minutes_final_on"] = date(2022, 5, 3)
    sheets["decisions"][0] |= {
        "minutes_received_on": date(2022, 5, 10),
        "decided_on": date(2022, 5, 9),
        "oral_on": date(2022, 5, 8),
        "written_on": date(2022, 5, 8),
        "qd_response_on": date(2022, 5, 7),
        "final_decided_on": date(2022, 5, 8),
        "final_decision": "not_approve",
    }
    sheets["irm"][0] |= {
        "notified_on": date(2022, 5, 29),
        "papers_sent_on": date(2022, 5, 28),
        "reviewed_on": date(2022, 5, 28),
    }
    sheets["endings"][0]["effective_on"] = date(2022, 10, 31)
    return sheets


def _strict(folder: Path) -> Path:
    """The workbook as Excel writes it in the strict form of its format."""

    def change(parts: dict[str, bytes]) -> None:
        for name, content in parts.items():
            parts[name] = content.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )

    return _repacked(saved(folder, book(sound())), change)


def _counted_from_1904(folder: Path) -> Path:
    workbook = book(sound())
    workbook.epoch = CALENDAR_MAC_1904
    return saved(folder, workbook)


def _filtered(sheet: Worksheet) -> None:
    table = Table(displayName="Members", ref=sheet.dimensions)
    sheet.add_table(table)
    sheet.row_dimensions[4].hidden = True
    sheet.row_dimensions[5].hidden = True


def _hide(*, rows: tuple[int, ...] = (), columns: str = "", state: Any = "visible") -> Any:  # noqa: ANN401 - openpyxl names the states by literals
    def hide(sheet: Worksheet) -> None:
        for row in rows:
            sheet.row_dimensions[row].hidden = True
        for letter in columns:
            sheet.column_dimensions[letter].hidden = True
        sheet.sheet_state = state

    return hide


def _with_all(sheets: Sheets, sheet: str, **cells: object) -> Sheets:
    for row in sheets[sheet]:
        row.update(cells)
    return sheets


def _reordered() -> Sheets:
    return {name: [dict(reversed(row.items())) for row in rows] for name, rows in sound().items()}


def _shouted() -> Sheets:
    return {
        f" {name.upper()}\xa0": [
            {f"\xa0{column.title()} ": value for column, value in row.items()} for row in rows
        ]
        for name, rows in sound().items()
    }


def _dates_as(write: Callable[[date], object]) -> Sheets:
    return {
        name: [
            {key: write(value) if isinstance(value, date) else value for key, value in row.items()}
            for row in rows
        ]
        for name, rows in sound().items()
    }


def _commented(sheet: Worksheet) -> None:
    sheet["B2"].comment = Comment("Ask about this.", "Somebody (synthetic)")
    sheet.auto_filter.ref = sheet.dimensions
    sheet.freeze_panes = "B2"


def _spaced(sheet: Worksheet) -> None:
    sheet.insert_rows(4, amount=3)
    sheet["A400"].number_format = "0.00"
    sheet["XFD1048576"].number_format = "0.00"


REFUSED: dict[str, Refused] = {
    **{name: Refused(_rows(sheets), errors) for name, (sheets, errors) in every_bad_cell().items()},
    "the same key twice in every sheet": Refused(
        _rows(_every_key_twice()),
        (
            ("members", 7, "member_ref", "M1", "row 2 has the same"),
            ("households", 3, "household_ref", "H1", "row 2 has the same"),
            ("sittings", 3, "sitting_ref", "S1", "row 2 has the same"),
            ("cases", 4, "case_ref", "C1", "row 2 has the same"),
            ("items", 4, "sitting_ref", "S1 + C1", "row 2 has the same"),
            ("decisions", 4, "case_ref", "C1 + S1", "row 2 has the same"),
            ("irm", 3, "case_ref", "C1 + 2022-05-30", "row 2 has the same"),
            ("endings", 3, "household_ref", "H1 + 2", "row 2 has the same"),
            (
                "not_collected",
                3,
                "row_id",
                "irm_referrals + 2021-04-01 + 2022-03-31",
                "row 2 has the same",
            ),
        ),
    ),
    "every pair of dates the wrong way round": Refused(
        _rows(_every_pair_turned()),
        (
            ("members", 6, "left_on", "2020-01-05", "not before 6 January 2020, joined_on"),
            ("items", 3, "minutes_final_on", "2022-05-03", "4 May 2022, the date of the sitting"),
            ("decisions", 2, "decided_on", "2022-05-09", "10 May 2022, minutes_received_on"),
            ("decisions", 2, "oral_on", "2022-05-08", "9 May 2022, decided_on"),
            ("decisions", 2, "written_on", "2022-05-08", "9 May 2022, decided_on"),
            ("decisions", 2, "final_decided_on", "2022-05-08", "9 May 2022, decided_on"),
            ("decisions", 2, "qd_response_on", "2022-05-07", "8 May 2022, written_on"),
            (
                "decisions",
                2,
                "minutes_received_on",
                "2022-05-10",
                "11 May 2022, the item's minutes",
            ),
            ("irm", 2, "notified_on", "2022-05-29", "30 May 2022, applied_on"),
            ("irm", 2, "papers_sent_on", "2022-05-28", "29 May 2022, notified_on"),
            ("irm", 2, "reviewed_on", "2022-05-28", "29 May 2022, notified_on"),
            ("endings", 2, "effective_on", "2022-10-31", "1 November 2022, notice_received_on"),
        ),
    ),
    "the same place in a sitting twice": Refused(
        _rows(changed("items", 3, order=1)),
        (("items", 3, "order", "1", "row 2 has this one in sitting S1"),),
    ),
    "an outcome of another type of case": Refused(
        _rows(changed("items", 2, outcome="continue")),
        (("items", 2, "outcome", "continue", "for a case of type mainstream_approval"),),
    ),
    "an ending of a second carer who is not there": Refused(
        _rows(changed("households", 2, carer_2=None)),
        (("endings", 2, "carer", "2", "carer that the household has"),),
    ),
    "a third carer": Refused(
        _rows(changed("endings", 2, carer=3)),
        (("endings", 2, "carer", "3", "1 or 2, or blank"),),
    ),
    "one bad cell in an otherwise sound workbook": Refused(
        _rows(changed("not_collected", 2, to="31/03/22")),
        (("not_collected", 2, "to", "31/03/22", A_DATE),),
    ),
    "an American date": Refused(
        _rows(changed("members", 4, joined_on="12/31/2019")),
        (("members", 4, "joined_on", "12/31/2019", A_DATE),),
    ),
    "a date in words": Refused(
        _rows(changed("sittings", 2, date="4 May 2022")),
        (("sittings", 2, "date", "4 May 2022", A_DATE),),
    ),
    "a date and a time as text": Refused(
        _rows(changed("decisions", 2, decided_on="2022-05-16T14:30:00")),
        (("decisions", 2, "decided_on", "2022-05-16T14:30:00", A_DATE),),
    ),
    "a date with a time of day": Refused(
        _rows(changed("irm", 2, reviewed_on=datetime(2022, 10, 3, 14, 30))),  # noqa: DTZ001 - no zones
        (("irm", 2, "reviewed_on", "2022-10-03 14:30:00", A_DATE),),
    ),
    "a time where a date stands": Refused(
        _rows(changed("sittings", 2, date=time(9, 30))),
        (("sittings", 2, "date", "09:30", A_DATE),),
    ),
    "the number of a date without its format": Refused(
        _rows(changed("irm", 2, applied_on=44711)),
        (("irm", 2, "applied_on", "44711", A_DATE),),
    ),
    "a date before all dates": Refused(
        _sheet("members", _as_date("G2", -5)),
        (("members", 2, "joined_on", "00:00", A_DATE),),
    ),
    "a date after all dates": Refused(
        _sheet("members", _as_date("G2", 2958466)),
        (("members", 2, "joined_on", "2958466", A_DATE),),
    ),
    "a number beyond all dates": Refused(
        _part(MEMBERS_PART, lambda xml: xml.replace(b"<v>43836</v>", b"<v>-1e300</v>", 1)),
        _whole("members", "Cell G2 should hold a number"),
    ),
    "yes in capitals and truth values for yes": Refused(
        _rows(_with_all(changed("members", 2, independent="YES"), "items", unanimous=True)),
        (
            ("members", 2, "independent", "YES", "yes, no, or blank"),
            ("items", 2, "unanimous", "TRUE", "yes, no, or blank"),
            ("items", 3, "unanimous", "TRUE", "yes, no, or blank"),
        ),
    ),
    "a code in other capitals": Refused(
        _rows(changed("sittings", 2, mode="Virtual")),
        (("sittings", 2, "mode", "Virtual", "in_person, virtual, hybrid, or blank"),),
    ),
    "#REF! where a code stands": Refused(
        _sheet("items", _error_in("D2", "#REF!")),
        (("items", 2, "outcome", "#REF!", "One of suitable"),),
    ),
    "#N/A where a date stands": Refused(
        _sheet("irm", _error_in("D2", "#N/A")),
        (("irm", 2, "papers_sent_on", "#N/A", A_DATE),),
    ),
    "#N/A where a reference stands": Refused(
        _sheet("sittings", _error_in("G2", "#N/A")),
        (("sittings", 2, "in_the_chair", "#N/A", "A ref that stands in the sheet members"),),
    ),
    "a row of formulas whose results were not saved": Refused(
        _sheet("members", _set(A7='="M"&6', B7='="Member "&6', G7="=TODAY()")),
        (
            ("members", 7, "member_ref", "", "A value"),
            ("members", 7, "name", "", "A value"),
            ("members", 7, "joined_on", "", "A value"),
        ),
    ),
    "required cells merged with the one above": Refused(
        _sheet("members", lambda sheet: sheet.merge_cells("B3:B4")),
        (("members", 4, "name", "", "A value"),),
    ),
    "a sheet without its header row": Refused(
        _sheet("members", lambda sheet: sheet.delete_rows(1)),
        (
            (
                "members",
                1,
                "",
                "m1; member m1 (synthetic); other; chair; yes; no; 2020-01-06",
                "A header row",
            ),
        ),
    ),
    "a header in the second row": Refused(
        _sheet("irm", lambda sheet: sheet.insert_rows(1)),
        (("irm", 1, "", "", "A header row, the first row of the sheet"),),
    ),
    "a sheet without a required column": Refused(
        _rows(_without_column("sittings", "date")),
        (("sittings", 1, "date", "", "A column headed date"),),
    ),
    "an empty sheet": Refused(
        _rows({**sound(), "endings": []}), (("endings", 1, "", "", "A header row"),)
    ),
    "no sheet that is known": Refused(
        _rows({"Sheet1": [{"a": 1}]}),
        (("", None, "", FILE, "one or more of the sheets members, households"),),
    ),
    "two sheets whose names differ in capitals": Refused(
        _part("xl/workbook.xml", _replaced(b'name="households"', b'name="Members"')),
        _whole(words="Two sheets of the workbook have the same name."),
    ),
    "a row beyond the last that is read": Refused(
        _sheet("members", _set(**{f"A{MOST_ROWS + 2}": "M9"})),
        _whole("members", "At most 200,000 rows and 100 columns are accepted"),
    ),
    "a column beyond the last that is read": Refused(
        _sheet("irm", _set(CW2="far away")),
        _whole("irm", "cell CW2, beyond what is read"),
    ),
    "a word in the last cell of the sheet": Refused(
        _sheet("irm", _set(XFD1048576="far away")),
        _whole("irm", "cell XFD1048576, beyond what is read"),
    ),
    "an error in the last cell of the sheet": Refused(
        _sheet("irm", _error_in("XFD1048576", "#REF!")),
        _whole("irm", "cell XFD1048576, beyond what is read"),
    ),
    "a row twice": Refused(
        _members(f'{HEADER}<row r="2">{text_cell("A2", "M1")}</row>' * 2),
        _whole("members", DAMAGED),
    ),
    "two cells in one place": Refused(
        _members(f'{HEADER}<row r="2">{text_cell("A2", "M1") * 2}</row>'),
        _whole("members", DAMAGED),
    ),
    "a number with a comment inside": Refused(
        _part(MEMBERS_PART, _replaced(b"<v>43836</v>", b"<v>43<!-- -->836</v>")),
        _whole("members", DAMAGED),
    ),
    "a cell with two values": Refused(
        _part(MEMBERS_PART, _replaced(b"<v>43836</v>", b"<v>43836</v><v>43837</v>")),
        _whole("members", DAMAGED),
    ),
    "a sheet that breaks off": Refused(
        _part(MEMBERS_PART, lambda xml: xml[: len(xml) // 2]), _whole("members", DAMAGED)
    ),
    "a sheet that is not in the file": Refused(
        _part("xl/_rels/workbook.xml.rels", _replaced(b"sheet1.xml", b"sheet77.xml")),
        _whole("members", "a part of it is missing"),
    ),
    "cells merged where no sheet has cells": Refused(
        _members(HEADER, after='<mergeCells><mergeCell ref="!1"/></mergeCells>'),
        _whole("members", DAMAGED),
    ),
    "no table of shared texts": Refused(
        _without_part("xl/sharedStrings.xml"), _whole("members", DAMAGED)
    ),
    "no relations": Refused(
        _without_part("xl/_rels/workbook.xml.rels"), _whole(words="a part of it is missing")
    ),
    "no list of sheets": Refused(
        _without_part("xl/workbook.xml"), _whole(words="a part of it is missing")
    ),
    "an entity bomb": Refused(
        _part(
            MEMBERS_PART,
            lambda xml: b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]>' + xml,
        ),
        _whole("members", DAMAGED),
    ),
    "an entity from elsewhere": Refused(
        _part(
            "xl/workbook.xml",
            lambda xml: b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + xml,
        ),
        _whole(words=DAMAGED),
    ),
    "a bomb": Refused(
        lambda folder: bomb(folder, unpacked=40 * 1024 * 1024), _whole(words=TOO_MUCH)
    ),
    "a file cut in the middle": Refused(_cut(0.5), _whole(words=NOT_ONE)),
    "a file without its last bytes": Refused(_cut(0.999), _whole(words=NOT_ONE)),
    "an empty file": Refused(_content(b""), _whole(words=NOT_ONE)),
    "a Word document": Refused(_content(word_document()), _whole(words=NOT_ONE)),
    "a PDF": Refused(_content(b"%PDF-1.7\n%%EOF"), _whole(words=NOT_ONE)),
    "a picture": Refused(_content(b"\x89PNG\r\n\x1a\n" + bytes(200)), _whole(words=NOT_ONE)),
    "an archive of photographs": Refused(_content(zipped("1.jpg", "2.jpg")), _whole(words=NOT_ONE)),
    "a text file": Refused(_content(b"member_ref,name\nM1,x\n"), _whole(words=NOT_ONE)),
    "a web page": Refused(_content(b"<html><table></table></html>"), _whole(words=NOT_ONE)),
    "an old Excel file, or one with a password": Refused(
        _content(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)),
        _whole(words="an older Excel file (.xls), or a workbook that is protected by a password"),
    ),
    "an OpenDocument spreadsheet": Refused(
        _content(
            zipped(
                "mimetype",
                "content.xml",
                content=b"application/vnd.oasis.opendocument.spreadsheet",
            )
        ),
        _whole(words=NOT_ONE),
    ),
    "a workbook with macros": Refused(
        _part(
            "[Content_Types].xml",
            _replaced(
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            ),
        ),
        _whole(words="This workbook holds macros."),
    ),
    "the mark that Excel leaves beside an open workbook": Refused(
        _content(b"\x05Clerk" + bytes(159), "~$agency.xlsx"),
        (("", None, "", "~$agency.xlsx", NOT_ONE),),
    ),
    "a pipe": Refused(_pipe, _whole(words=NOT_ONE)),
    "a folder without .csv files": Refused(_made_folder, _whole(words=NOT_ONE)),
    "a folder of two files for one sheet": Refused(
        _csv(sound(), lambda folder: (folder / "Irm.CSV").write_text("x", encoding="utf-8")),
        (("", None, "", "history", "Two .csv files have the same name."),),
    ),
    "CSV with a quotation mark left open": Refused(
        _members_csv('member_ref,name,joined_on\nM1,"Member,2020-01-06\n'),
        _whole("members", "a quotation mark that is not closed"),
    ),
    "CSV with zero bytes": Refused(
        _members_csv("member_ref,name,joined_on\nM1,Mem\0ber,2020-01-06\n"),
        _whole("members", "The file is not text."),
    ),
    "CSV in UTF-8 that breaks off within a letter": Refused(
        _members_csv("member_ref,name,joined_on\nM1,Môn Siôn,2020-01-06\nM2,Sŵ".encode()[:-1]),
        _whole("members", "Some letters of the file are damaged."),
    ),
    "CSV with rows that end early": Refused(
        _members_csv("member_ref,name,joined_on\nM1,Member M1\n"),
        (("members", 2, "joined_on", "", "A value"),),
    ),
    "CSV without a header": Refused(
        _members_csv("M1,Member M1,2020-01-06\n"),
        (("members", 1, "", "m1; member m1; 2020-01-06", "A header row"),),
    ),
    "CSV of nothing": Refused(_members_csv(""), (("members", 1, "", "", "A header row"),)),
    "CSV in which the commas of names are not quoted": Refused(
        _members_csv("member_ref,name,joined_on\nM1,Member, M1,2020-01-06\n"),
        (("members", 2, "joined_on", " M1", A_DATE),),
    ),
}

READ: dict[str, Read] = {
    "a sound workbook": Read(_rows(sound()), sound()),
    **{
        f"a sheet that says it ends at {stated or 'no cell'}": Read(
            _part(
                MEMBERS_PART,
                _replaced(
                    b'<dimension ref="A1:H6"/>',
                    f'<dimension ref="{stated}"/>'.encode() if stated else b"",
                ),
            ),
            sound(),
        )
        for stated in ("A1", "B2:C3", "A1:XFD1048576", "")
    },
    "rows hidden": Read(
        _sheet("members", _hide(rows=(3, 4, 6))),
        sound(),
        (("members", 3, "", "3 to 4"), ("members", 6, "", "6")),
    ),
    "columns hidden": Read(
        _sheet("members", _hide(columns="BZ")), sound(), (("members", 1, "name", "B"),)
    ),
    "a sheet hidden": Read(
        _sheet("households", _hide(state="hidden")), sound(), (("households", None, "", ""),)
    ),
    "a sheet very much hidden": Read(
        _sheet("households", _hide(state="veryHidden")), sound(), (("households", None, "", ""),)
    ),
    "a table with a filter": Read(
        _sheet("members", _filtered), sound(), (("members", 4, "", "4 to 5"),)
    ),
    "cells merged across data": Read(
        _sheet("members", lambda sheet: sheet.merge_cells("C5:C6")),
        changed("members", 6, category=None),
        (("members", 5, "category", "C5:C6"),),
    ),
    "dates counted from 1904": Read(_counted_from_1904, sound()),
    "dates as ISO text": Read(_rows(_dates_as(lambda day: day.isoformat())), sound()),
    "dates as UK text": Read(_rows(_dates_as(lambda day: f"{day:%d/%m/%Y}")), sound()),
    "dates as short UK text with spaces": Read(
        _rows(_dates_as(lambda day: f" {day.day}/{day.month}/{day.year}\xa0")), sound()
    ),
    "dates in the first weeks of 1900": Read(
        _sheet("members", _as_date("G2", 59)), changed("members", 2, joined_on=date(1900, 2, 28))
    ),
    "the 29 February 1900 that only Excel knows": Read(
        _sheet("members", _as_date("G2", 60)), changed("members", 2, joined_on=date(1900, 2, 28))
    ),
    "the strict form of the format": Read(_strict, sound()),
    "formulas with their results": Read(
        _members(_typed('<c r="B2" t="str"><f>"Member "&amp;A2</f><v>Member M1</v></c>')),
        _one_member("Member M1"),
    ),
    "an optional formula without its result": Read(
        _sheet("members", _set(C2="=1+1")),
        changed("members", 2, category=None),
        (("members", 2, "category", ""),),
    ),
    "an error in free text": Read(
        _sheet("cases", _error_in("F2", "#VALUE!")),
        changed("cases", 2, requested_terms=None),
        (("cases", 2, "requested_terms", ""),),
    ),
    "texts kept in one table": Read(with_shared_strings, _one_member("Member M1 (synthetic)")),
    "text in several runs": Read(
        _members(
            _typed(
                '<c r="B2" t="inlineStr"><is><r><t xml:space="preserve">Member </t></r>'
                "<r><t>M1</t></r></is></c>"
            )
        ),
        _one_member("Member M1"),
    ),
    "text with its sound written beside it": Read(
        _members(
            _typed(
                '<c r="B2" t="inlineStr"><is><t>Member M1</t>'
                '<rPh sb="0" eb="1"><t>sound</t></rPh></is></c>'
            )
        ),
        _one_member("Member M1"),
    ),
    "text with spaces to be kept": Read(
        _members(
            _typed('<c r="B2" t="inlineStr"><is><t xml:space="preserve"> Member  M1 </t></is></c>')
        ),
        _one_member(" Member  M1 "),
    ),
    "text with an escaped line break": Read(
        _members(_typed(text_cell("B2", "Member_x000D_&#10;M1"))), _one_member("Member\r\nM1")
    ),
    "elements with a prefix": Read(
        _part(
            MEMBERS_PART,
            lambda xml: (
                xml.replace(b"</", b"\0")
                .replace(b"<", b"<x:")
                .replace(b"\0", b"</x:")
                .replace(b"xmlns=", b"xmlns:x=")
            ),
        ),
        sound(),
    ),
    "rows and cells without their numbers": Read(
        _members(
            "<row>"
            + "".join(
                f'<c t="inlineStr"><is><t>{text}</t></is></c>'
                for text in ("member_ref", "name", "joined_on")
            )
            + "</row><row>"
            + "".join(
                f'<c t="inlineStr"><is><t>{text}</t></is></c>'
                for text in ("M1", "Member M1", "2020-01-06")
            )
            + "</row>"
        ),
        _one_member("Member M1"),
    ),
    "refs that became numbers": Read(
        _rows(
            _with_all(
                _with_all(changed("sittings", 2, sitting_ref=17), "items", sitting_ref=17.0),
                "decisions",
                sitting_ref="17",
            )
        ),
        _with_all(
            _with_all(changed("sittings", 2, sitting_ref="17"), "items", sitting_ref="17"),
            "decisions",
            sitting_ref="17",
        ),
    ),
    "refs with zeros in front, as text": Read(
        _rows(_one_member("Member 7", ref="007")), _one_member("Member 7", ref="007")
    ),
    "numbers kept as text": Read(_rows(changed("items", 2, order="1.0")), sound()),
    "a number of twenty digits for a ref": Read(
        _rows(added("members", member_ref=12345678901234567890)),
        added("members", member_ref="1.23456789012346e+19"),
        (("members", 7, "member_ref", "1.23456789012346e+19"),),
    ),
    "a comma for the decimal point": Read(
        _rows(changed("households", 2, number_of_children="2,5")),
        changed("households", 2, number_of_children=None),
        (("households", 2, "number_of_children", "2,5"),),
    ),
    "a truth value where a name of a team stands": Read(
        _rows(changed("households", 2, team=True)), changed("households", 2, team="TRUE")
    ),
    "a start that Excel keeps as a time": Read(
        _rows(changed("sittings", 2, start=time(9, 30))), sound()
    ),
    "a start that Excel keeps as a span": Read(
        _rows(changed("sittings", 2, start=timedelta(hours=9, minutes=30))), sound()
    ),
    "a start without a zero in front": Read(_rows(changed("sittings", 2, start="9:30")), sound()),
    "a start in words": Read(
        _rows(changed("sittings", 2, start="half nine")),
        changed("sittings", 2, start=None),
        (("sittings", 2, "start", "half nine"),),
    ),
    "columns in another order": Read(_rows(_reordered()), sound()),
    "names of sheets and columns in capitals, with spaces": Read(_rows(_shouted()), sound()),
    "columns and sheets that nobody knows": Read(
        _rows({**changed("members", 2, shoe_size=7), "notes": [{"anything": "at all"}]}),
        sound(),
        (("notes", None, "", "notes"), ("members", 1, "shoe_size", "shoe_size")),
    ),
    "two columns of one name": Read(
        _sheet("members", _set(I1="name", I2="Somebody else (synthetic)")),
        sound(),
        (("members", 1, "name", "name"),),
    ),
    "a column without a heading": Read(
        _sheet("irm", _set(J2="scribbled")), sound(), (("irm", 2, "J", "scribbled"),)
    ),
    "blank rows between, and formats far below": Read(_sheet("members", _spaced), sound()),
    "notes, a filter and frozen rows": Read(_sheet("members", _commented), sound()),
    "a link to another workbook": Read(
        _with_extra("xl/externalLinks/externalLink1.xml", b"<not xml"),
        sound(),
        (("", None, "", "xl/externalLinks/externalLink1.xml"),),
    ),
    "sheets that are absent": Read(
        _rows({"members": sound()["members"]}), {"members": sound()["members"]}
    ),
    "sheets with a header alone": Read(
        _sheet("not_collected", lambda sheet: sheet.delete_rows(2)),
        {name: rows for name, rows in sound().items() if name != "not_collected"},
    ),
    "a name with an apostrophe and Welsh letters": Read(
        _named("Tŷ Sŵn's panel/Hanes y panel ’21–’23.xlsx", _rows(sound())), sound()
    ),
    "another ending to its name": Read(_named("agency.XLSX.bak", _rows(sound())), sound()),
    "open in Excel elsewhere": Read(
        lambda folder: (
            _content(b"\x05Clerk" + bytes(159), f"~${FILE}")(folder),
            saved(folder, book(sound())),
        )[1],
        sound(),
    ),
    "CSV as Excel saves it here": Read(_csv(sound(), encoding="utf-8-sig"), sound()),
    "CSV with semicolons, in the letters of Windows": Read(
        _csv(
            changed("members", 2, name="Zoë O’Fiction – synthetic"),
            delimiter=";",
            encoding="cp1252",
        ),
        changed("members", 2, name="Zoë O’Fiction – synthetic"),
    ),
    "CSV with tabs, in UTF-16": Read(
        _csv(changed("members", 2, name="Siôn Tŷ (synthetic)"), delimiter="\t", encoding="utf-16"),
        changed("members", 2, name="Siôn Tŷ (synthetic)"),
    ),
    "CSV with quotation marks and lines within cells": Read(
        _csv(changed("cases", 2, requested_terms='two lines,\n"quoted"; and\tmore')),
        changed("cases", 2, requested_terms='two lines,\n"quoted"; and\tmore'),
    ),
    "CSV with every kind of line end": Read(
        _members_csv("member_ref,name,joined_on\rM1,a,2020-01-06\n\r\nM2,b,2020-01-06\r\n"),
        {"members": [*_one_member("a")["members"], *_one_member("b", ref="M2")["members"]]},
    ),
    "CSV with cells beyond the last heading": Read(
        _members_csv("member_ref,name,joined_on\nM1,a,2020-01-06,left over\n"),
        _one_member("a"),
        (("members", 2, "D", "left over"),),
    ),
    "CSV with characters that cannot be seen": Read(
        _members_csv("member_ref,name,joined_on\nM\u200b1,a\x0bb\x07,\ufeff2020-01-06\n"),
        _one_member("ab"),
    ),
    "a folder whose names are in capitals, with other files": Read(
        _csv(
            sound(),
            lambda folder: (
                (folder / "members.csv").rename(folder / "MEMBERS.CSV"),
                (folder / "notes.csv").write_text("anything", encoding="utf-8"),
                (folder / ".~lock.irm.csv#").write_text("anything", encoding="utf-8"),
            ),
        ),
        sound(),
        (("notes", None, "", "notes"),),
    ),
}
