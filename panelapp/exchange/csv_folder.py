"""Reads a workbook kept as a folder of ``.csv`` files, one for each sheet and named after it."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from io import StringIO
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput
from panelapp.domain.progress import unheard
from panelapp.exchange.counting import MOST_COLUMNS, MOST_ROWS
from panelapp.exchange.layout import SHEETS
from panelapp.exchange.out_of_sight import unknown_sheet
from panelapp.exchange.parts import MOST_UNPACKED, not_a_workbook
from panelapp.exchange.problems import Problem
from panelapp.exchange.raw import RawRow, RawSheet, RawWorkbook, is_blank, same_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from panelapp.domain.progress import Progress

_KNOWN = frozenset(sheet.name for sheet in SHEETS)
_QUOTED_FOR_SAFETY = re.compile(r"'+[=+\-@\t\r]")
_TEXT_ENCODINGS = ("utf-8-sig", "cp1252")
_DELIMITERS = (",", ";", "\t")
UNPRINTABLE = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BEYOND_ENGLISH = re.compile(b"[\x80-\xff]+")
_UTF_8 = re.compile(
    b"(?<![\x80-\xff])(?:[\xc3-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2})+(?![\x80-\xff])"
)
_SAVE_AS = "Save it as CSV UTF-8 from the spreadsheet."


def read_csv_folder(folder: Path, progress: Progress = unheard) -> RawWorkbook:
    """Read the known sheets of a folder; trouble with a file stands among the errors.

    Raises ``BadInput`` when no ``.csv`` file is there, when two have one name, or when they are
    larger than the limits.
    """
    files = csv_files(folder)
    if not files:
        raise not_a_workbook()
    if len({same_name(path.stem) for path in files}) < len(files):
        raise BadInput("Two .csv files have the same name.", remedy="Keep one file for each sheet.")
    if sum(path.stat().st_size for path in files) > MOST_UNPACKED:
        raise BadInput(
            "The .csv files are larger than a workbook of this kind.",
            remedy="At most 200 MB are accepted.",
        )
    sheets: dict[str, RawSheet] = {}
    errors: list[Problem] = []
    warnings: list[Problem] = []
    for done, path in enumerate(files):
        progress("Reading the workbook", done, len(files))
        name = same_name(path.stem)
        if name not in _KNOWN:
            warnings.append(unknown_sheet(path.stem))
            continue
        try:
            sheets[name] = _read_sheet(name, path)
        except BadInput as refusal:
            errors.append(Problem(sheet=name, accepted=str(refusal)))
    return RawWorkbook(sheets=sheets, errors=tuple(errors), warnings=tuple(warnings))


def csv_files(folder: Path) -> list[Path]:
    """The ``.csv`` files of a folder, by their names."""
    return sorted(
        path for path in folder.iterdir() if path.suffix.lower() == ".csv" and path.is_file()
    )


def _read_sheet(name: str, path: Path) -> RawSheet:
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
        return RawSheet(name, rows[0].cells, tuple(rows[1:]))
    return RawSheet(name, (), tuple(rows))


def _decoded(content: bytes) -> str:
    """The text of a file, in whichever of the ways of writing letters it was saved."""
    encodings = ("utf-16",) if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else _TEXT_ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp1252" and _is_damaged_utf_8(content):
            raise BadInput("Some letters of the file are damaged.", remedy=_SAVE_AS)
        if "\0" not in text:
            return UNPRINTABLE.sub("", text)
    raise BadInput("The file is not text.", remedy=_SAVE_AS)


def _is_damaged_utf_8(content: bytes) -> bool:
    """Whether most letters beyond English ones are UTF-8, though not all of the file is."""
    beyond_english = len(_BEYOND_ENGLISH.findall(content))
    return content.startswith(BOM_UTF8) or 2 * len(_UTF_8.findall(content)) > beyond_english


def _records(text: str) -> list[Sequence[str]]:
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
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
