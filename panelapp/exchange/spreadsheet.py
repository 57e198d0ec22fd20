"""Reads an Excel workbook twice, by two independent readers, and compares what they found.

The values come from calamine. :mod:`panelapp.exchange.counting` counts the rows by itself and
reports what is out of sight; a difference between the two stops the import, so that no row is ever
lost in silence.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from posixpath import normpath
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput
from panelapp.domain.progress import unheard
from panelapp.exchange.counting import blank_strings, sheet_facts
from panelapp.exchange.layout import SHEETS
from panelapp.exchange.out_of_sight import (
    active_part,
    hidden_sheet,
    sheet_warnings,
    unknown_sheet,
)
from panelapp.exchange.parts import workbook_parts
from panelapp.exchange.problems import Problem
from panelapp.exchange.raw import RawRow, RawSheet, RawWorkbook, Unread, is_blank, same_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from python_calamine import CalamineWorkbook

    from panelapp.domain.progress import Progress
    from panelapp.exchange.counting import SheetFacts
    from panelapp.exchange.parts import WorkbookParts
    from panelapp.exchange.raw import Cell

_KNOWN = frozenset(sheet.name for sheet in SHEETS)
_FOLDER = "xl"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_SAVE_AGAIN = "Open it in Excel and save it again as an Excel workbook (.xlsx)."


@dataclass(frozen=True)
class _Listed:
    """A sheet as the workbook lists it, with the part that holds its cells."""

    name: str
    is_hidden: bool
    part: str


def read_spreadsheet(path: Path, progress: Progress = unheard) -> RawWorkbook:
    """Read the known sheets of an Excel workbook.

    Raises ``BadInput`` for a file that is no workbook or that goes beyond the limits. Trouble with
    one sheet stands among the errors of what is returned.
    """
    progress("Reading the workbook", 0, len(SHEETS))
    parts = workbook_parts(path)
    listed = _listed_sheets(parts)
    strings = f"{_FOLDER}/sharedStrings.xml"
    blank = blank_strings(parts.part(strings)) if strings in parts else frozenset()
    values = _open(parts)
    sheets: dict[str, RawSheet] = {}
    errors: list[Problem] = []
    warnings = [active_part(name) for name in parts.active]
    for done, sheet in enumerate(listed):
        progress("Reading the workbook", done, len(listed))
        name = same_name(sheet.name)
        if name not in _KNOWN:
            warnings.append(unknown_sheet(sheet.name))
            continue
        try:
            facts = sheet_facts(parts.part(sheet.part), blank)
            sheets[name] = _with_header(name, _rows(values, sheet.name, facts))
        except BadInput as refusal:
            errors.append(Problem(sheet=name, accepted=str(refusal)))
            continue
        if sheet.is_hidden:
            warnings.append(hidden_sheet(name))
        warnings += sheet_warnings(sheets[name], facts)
    return RawWorkbook(sheets=sheets, errors=tuple(errors), warnings=tuple(warnings))


def _listed_sheets(parts: WorkbookParts) -> list[_Listed]:
    relations = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in _xml(parts.part(f"{_FOLDER}/_rels/workbook.xml.rels"))
    }
    listed = []
    for element in _xml(parts.part(f"{_FOLDER}/workbook.xml")).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            relation = element.get(_RELATION) or element.get(_STRICT_RELATION) or ""
            listed.append(
                _Listed(
                    name=element.get("name", ""),
                    is_hidden=element.get("state", "visible") != "visible",
                    part=_part_name(relations.get(relation, "")),
                )
            )
    if len({same_name(sheet.name) for sheet in listed}) < len(listed):
        raise BadInput("Two sheets of the workbook have the same name.", remedy=_SAVE_AGAIN)
    return listed


def _part_name(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else normpath(f"{_FOLDER}/{target}")


def _xml(part: bytes) -> Element:
    from xml.etree.ElementTree import ParseError

    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(part, forbid_dtd=True)
    except (ParseError, LookupError, ValueError) as error:
        raise BadInput("The workbook is damaged.", remedy=_SAVE_AGAIN) from error


def _open(parts: WorkbookParts) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    with _refused("The workbook is damaged."):
        return CalamineWorkbook.from_filelike(parts.repacked())


@contextmanager
def _refused(words: str) -> Iterator[None]:
    """Turn whatever ends the first reader into a refusal; its panics are no ordinary exceptions."""
    from python_calamine import CalamineError

    try:
        yield
    except BaseException as error:
        if isinstance(error, CalamineError) or type(error).__name__ == "PanicException":
            raise BadInput(words, remedy=_SAVE_AGAIN) from error
        raise


def _rows(values: CalamineWorkbook, name: str, facts: SheetFacts) -> list[RawRow]:
    with _refused("The sheet is damaged and cannot be read."):
        cells = values.get_sheet_by_name(name).to_python(skip_empty_area=False)
    _require_the_same(_filled_cells(cells), facts.rows)
    rows: dict[int, list[Cell]] = {number: [*cells[number - 1]] for number in facts.rows}
    _mark_unread(rows, facts)
    return [RawRow(number, rows[number]) for number in sorted(rows)]


def _filled_cells(cells: Sequence[Sequence[Cell]]) -> dict[int, int]:
    """How many cells of each row hold something, as the first reader found them."""
    counts = {
        number: len(row) - sum(map(is_blank, row)) for number, row in enumerate(cells, start=1)
    }
    return {number: count for number, count in counts.items() if count}


def _require_the_same(first: Mapping[int, int], second: Mapping[int, int]) -> None:
    """Refuse the sheet where the two readings found other rows, or not as many cells in a row."""
    differing = {number for number, _ in first.items() ^ second.items()}
    if differing:
        raise BadInput(
            f"Two independent readings of the sheet differ, first in row {min(differing)}:"
            f" {len(second)} rows and {len(first)} rows, {sum(second.values())} cells and"
            f" {sum(first.values())} cells.",
            remedy=_SAVE_AGAIN,
        )


def _mark_unread(rows: dict[int, list[Cell]], facts: SheetFacts) -> None:
    """Put a mark into each cell that is not empty but has no value, so that its row counts."""
    unread = dict.fromkeys(facts.unsaved_formulas, "") | facts.error_cells
    for (row, column), shows in unread.items():
        cells = rows.setdefault(row, [])
        cells.extend([""] * (column - len(cells)))
        cells[column - 1] = Unread(shows)


def _with_header(name: str, rows: Sequence[RawRow]) -> RawSheet:
    if rows and rows[0].number == 1:
        return RawSheet(name, rows[0].cells, tuple(rows[1:]))
    return RawSheet(name, (), tuple(rows))
