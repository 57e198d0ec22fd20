"""Reads a workbook kept as a folder of ``.csv`` files, one for each sheet and named after it."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput
from panelapp.exchange.counting import MOST_COLUMNS, MOST_ROWS
from panelapp.exchange.layout import SHEETS
from panelapp.exchange.out_of_sight import unknown_sheet
from panelapp.exchange.parts import MOST_UNPACKED, not_a_workbook
from panelapp.exchange.problems import Problem
from panelapp.exchange.raw import RawRow, RawSheet, RawWorkbook, is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_KNOWN = frozenset(sheet.name for sheet in SHEETS)
_QUOTED_FOR_SAFETY = re.compile(r"'+[=+\-@\t\r]")
_TEXT_ENCODINGS = ("utf-8-sig", "cp1252")


def read_csv_folder(folder: Path) -> RawWorkbook:
    """Read the known sheets of a folder; trouble with a file stands among the errors.

    Raises ``BadInput`` when no ``.csv`` file is there, when two have one name, or when they are
    larger than the limits.
    """
    files = sorted(
        path for path in folder.iterdir() if path.suffix.lower() == ".csv" and path.is_file()
    )
    if not files:
        raise not_a_workbook()
    if len({path.stem for path in files}) < len(files):
        raise BadInput("Two .csv files have the same name.", remedy="Keep one file for each sheet.")
    if sum(path.stat().st_size for path in files) > MOST_UNPACKED:
        raise BadInput(
            "The .csv files are larger than a workbook of this kind.",
            remedy="At most 200 MB are accepted.",
        )
    sheets: dict[str, RawSheet] = {}
    errors: list[Problem] = []
    for path in files:
        if path.stem in _KNOWN:
            try:
                sheets[path.stem] = _read_sheet(path)
            except BadInput as refusal:
                errors.append(Problem(sheet=path.stem, accepted=str(refusal)))
    warnings = tuple(unknown_sheet(path.stem) for path in files if path.stem not in _KNOWN)
    return RawWorkbook(sheets=sheets, errors=tuple(errors), warnings=warnings)


def _read_sheet(path: Path) -> RawSheet:
    text = _decoded(path.read_bytes())
    rows = [
        RawRow(number, [_without_safety_quote(cell) for cell in cells])
        for number, cells in enumerate(_records(text), start=1)
        if not all(map(is_blank, cells))
    ]
    if any(len(row.cells) > MOST_COLUMNS for row in rows) or len(rows) > MOST_ROWS + 1:
        raise BadInput(
            "The file has more rows or columns than are read.",
            remedy=f"At most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns are accepted.",
        )
    if rows and rows[0].number == 1:
        return RawSheet(path.stem, rows[0].cells, tuple(rows[1:]))
    return RawSheet(path.stem, (), tuple(rows))


def _decoded(content: bytes) -> str:
    for encoding in _TEXT_ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput("The file is not text.", remedy="Save it as CSV UTF-8 from the spreadsheet.")


def _records(text: str) -> list[Sequence[str]]:
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise BadInput(
            f"The file cannot be split into cells after row {reader.line_num}.",
            remedy="Look for a quotation mark that is not closed.",
        ) from error


def _without_safety_quote(cell: str) -> str:
    """Take off the ``'`` that keeps a spreadsheet program from running a cell's text."""
    return cell[1:] if _QUOTED_FOR_SAFETY.match(cell) else cell
