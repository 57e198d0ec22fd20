"""Small workbooks of fictional people, sound until a test damages one."""

from __future__ import annotations

import csv
import zipfile
from copy import deepcopy
from datetime import date
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from docx import Document
from openpyxl import Workbook

from panelapp.domain.rules.calendar import WorkingCalendar
from panelapp.domain.values import Settings
from panelapp.exchange.checking import CheckedWorkbook, check
from panelapp.exchange.existing import ExistingKeys
from panelapp.exchange.reader import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from panelapp.exchange.problems import Problem

MEMBERS_PART = "xl/worksheets/sheet1.xml"
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
)

Rows = list[dict[str, Any]]
Sheets = dict[str, Rows]


def _member(ref: str, office: str = "member", worker: str = "no") -> dict[str, Any]:
    return {
        "member_ref": ref,
        "name": f"Member {ref} (synthetic)",
        "category": "other",
        "office": office,
        "independent": "yes",
        "social_worker_3y": worker,
        "joined_on": date(2020, 1, 6),
        "left_on": None,
    }


SOUND: Sheets = {
    "members": [
        _member("M1", office="chair"),
        _member("M2", worker="yes"),
        _member("M3"),
        _member("M4"),
        _member("M5"),
    ],
    "households": [
        {
            "household_ref": "H1",
            "carer_1": "Carer 0001 (synthetic)",
            "carer_2": "Carer 0002 (synthetic)",
            "carer_kind": "mainstream",
            "number_of_children": 2,
            "age_from": 0,
            "age_to": 10,
            "placement_types": "short_term;respite",
        },
    ],
    "sittings": [
        {
            "sitting_ref": "S1",
            "date": date(2022, 5, 4),
            "start": "09:30",
            "mode": "virtual",
            "kind": None,
            "panel": None,
            "in_the_chair": "M1",
            "present": "M1; M2;M3;M4;M5",
            "cancelled": None,
        },
    ],
    "cases": [
        {
            "case_ref": "C1",
            "household_ref": "H1",
            "case_type": "mainstream_approval",
            "carer_kind": "mainstream",
            "follows_case": None,
            "requested_terms": " as they say,  word for word ",
        },
        {
            "case_ref": "C2",
            "household_ref": "H1",
            "case_type": "review",
            "carer_kind": "mainstream",
            "follows_case": None,
            "requested_terms": None,
        },
    ],
    "items": [
        {
            "sitting_ref": "S1",
            "order": 1,
            "case_ref": "C1",
            "outcome": "not_suitable",
            "unanimous": "no",
            "quality_grade": "good",
            "minutes_final_on": date(2022, 5, 11),
            "withdrawn_members": None,
        },
        {
            "sitting_ref": "S1",
            "order": 2,
            "case_ref": "C2",
            "outcome": "continue",
            "unanimous": "yes",
            "quality_grade": None,
            "minutes_final_on": date(2022, 5, 11),
            "withdrawn_members": None,
        },
    ],
    "decisions": [
        {
            "case_ref": "C1",
            "sitting_ref": "S1",
            "minutes_received_on": date(2022, 5, 12),
            "decided_on": date(2022, 5, 16),
            "decision": "qd_not_approve",
            "oral_on": date(2022, 5, 17),
            "written_on": date(2022, 5, 18),
            "qd_response": "irm",
            "qd_response_on": date(2022, 5, 30),
            "final_decided_on": None,
            "final_decision": None,
        },
        {
            "case_ref": "C2",
            "sitting_ref": "S1",
            "minutes_received_on": date(2022, 5, 12),
            "decided_on": date(2022, 5, 16),
            "decision": "continue",
            "oral_on": None,
            "written_on": None,
            "qd_response": None,
            "qd_response_on": None,
            "final_decided_on": None,
            "final_decision": None,
        },
    ],
    "irm": [
        {
            "case_ref": "C1",
            "applied_on": date(2022, 5, 30),
            "notified_on": date(2022, 6, 6),
            "papers_sent_on": date(2022, 6, 13),
            "reviewed_on": date(2022, 10, 3),
            "irm_recommendation": "not_suitable",
            "final_decided_on": date(2022, 10, 10),
            "final_decision": "not_approve",
        },
    ],
    "endings": [
        {
            "household_ref": "H1",
            "carer": 2,
            "ending_kind": "partner_left",
            "ending_reason": "other",
            "notice_received_on": date(2022, 11, 1),
            "effective_on": date(2022, 11, 29),
            "sitting_ref": None,
        },
    ],
    "not_collected": [
        {"row_id": "irm_referrals", "from": date(2021, 4, 1), "to": date(2022, 3, 31)},
    ],
}


def sound() -> Sheets:
    """A sound workbook's sheets, to be damaged."""
    return deepcopy(SOUND)


def changed(sheet: str, row: int, **cells: object) -> Sheets:
    """A sound workbook in which some cells of one row, as the spreadsheet numbers it, differ."""
    sheets = sound()
    sheets[sheet][row - 2].update(cells)
    return sheets


def added(sheet: str, **cells: object) -> Sheets:
    """A sound workbook with one more row, which is like the sheet's first but for some cells."""
    sheets = sound()
    sheets[sheet].append({**sheets[sheet][0], **cells})
    return sheets


def book(sheets: Mapping[str, Rows]) -> Workbook:
    """The sheets as a workbook, each column in the order in which its first row names it."""
    workbook = Workbook()
    del workbook["Sheet"]
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        header = list(rows[0]) if rows else []
        sheet.append(header)
        for row in rows:
            sheet.append([row.get(column) for column in header])
    return workbook


def saved(folder: Path, workbook: Workbook) -> Path:
    """The workbook as a file."""
    path = folder / "agency.xlsx"
    workbook.save(path)
    return path


def with_sheet(folder: Path, name: str, damage: Callable[[Worksheet], object]) -> Path:
    """A sound workbook saved after something was done to one of its sheets."""
    workbook = book(sound())
    damage(workbook[name])
    return saved(folder, workbook)


def with_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The workbook with one of its parts changed, and nothing else."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def check_file(path: Path, existing: ExistingKeys | None = None) -> CheckedWorkbook:
    """Read and check a workbook as an import does."""
    return check(read_workbook(path), existing or ExistingKeys(), WorkingCalendar(), Settings())


def check_sheets(
    folder: Path, sheets: Mapping[str, Rows], existing: ExistingKeys | None = None
) -> CheckedWorkbook:
    """Save, read and check sheets."""
    return check_file(saved(folder, book(sheets)), existing)


def place(problem: Problem) -> tuple[str, int | None, str, str]:
    """Where a problem is, and the value that stands there."""
    return problem.sheet, problem.row, problem.column, problem.value


def text_cell(ref: str, text: str) -> str:
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADER = (
    '<row r="1">'
    + text_cell("A1", "member_ref")
    + text_cell("B1", "name")
    + text_cell("C1", "joined_on")
    + "</row>"
)


def members_sheet(folder: Path, rows: str) -> Path:
    path = saved(folder, book({"members": sound()["members"]}))
    return with_part(
        path, MEMBERS_PART, lambda _: SHEET.format(f"<sheetData>{rows}</sheetData>").encode()
    )


def with_shared_strings(folder: Path) -> Path:
    """A workbook whose members are kept as shared texts, the way Excel keeps them."""
    texts = ["member_ref", "name", "joined_on", "M1", "Member M1 (synthetic)", "2020-01-06", "  "]
    table = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in texts)
    path = saved(folder, book({"members": sound()["members"]}))
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="s"><v>2</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" t="s"><v>4</v></c>'
        '<c r="C2" t="s"><v>5</v></c></row>'
        '<row r="3"><c r="A3" t="s"><v>6</v></c></row>'
    )
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[MEMBERS_PART] = SHEET.format(f"<sheetData>{rows}</sheetData>").encode()
    parts["xl/sharedStrings.xml"] = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"{table}</sst>".encode()
    )
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Target="sharedStrings.xml" Type="http://schemas.openxmlformats'
        b'.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>',
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def zipped(*names: str, content: bytes = b"<a/>") -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return packed.getvalue()


def word_document() -> bytes:
    packed = BytesIO()
    Document().save(packed)
    return packed.getvalue()


def bomb(folder: Path, *, unpacked: int) -> Path:
    path = saved(folder, book(sound()))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/padding.xml", bytes(unpacked))
    return path


def csv_folder(
    folder: Path, sheets: Sheets, *, delimiter: str = ",", encoding: str = "utf-8"
) -> Path:
    for name, rows in sheets.items():
        text = StringIO(newline="")
        writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
        (folder / f"{name}.csv").write_bytes(text.getvalue().encode(encoding))
    return folder
