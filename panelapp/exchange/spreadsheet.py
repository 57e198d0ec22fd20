"""Reads an Excel workbook twice, by two independent readers, and compares what they found.

The values come from calamine. :mod:`panelapp.exchange.counting` counts the rows by itself and
reports what is out of sight; a difference between the two stops the import, so that no row is ever
lost in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import normpath
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput
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
from panelapp.exchange.raw import RawRow, RawSheet, RawWorkbook, is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from python_calamine import CalamineWorkbook

    from panelapp.exchange.counting import SheetFacts
    from panelapp.exchange.parts import WorkbookParts

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


def read_spreadsheet(path: Path) -> RawWorkbook:
    """Read the known sheets of an Excel workbook.

    Raises ``BadInput`` for a file that is no workbook or that goes beyond the limits. Trouble with
    one sheet stands among the errors of what is returned.
    """
    parts = workbook_parts(path)
    listed = _listed_sheets(parts)
    strings = f"{_FOLDER}/sharedStrings.xml"
    blank = blank_strings(parts.part(strings)) if strings in parts else frozenset()
    values = _open(parts)
    sheets: dict[str, RawSheet] = {}
    errors: list[Problem] = []
    warnings = [active_part(name) for name in parts.active]
    for sheet in listed:
        if sheet.name not in _KNOWN:
            warnings.append(unknown_sheet(sheet.name))
            continue
        try:
            facts = sheet_facts(parts.part(sheet.part), blank)
            sheets[sheet.name] = _read_sheet(values, sheet.name, facts)
        except BadInput as refusal:
            errors.append(Problem(sheet=sheet.name, accepted=str(refusal)))
            continue
        if sheet.is_hidden:
            warnings.append(hidden_sheet(sheet.name))
        warnings += sheet_warnings(sheets[sheet.name], facts)
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
    if len({sheet.name for sheet in listed}) < len(listed):
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
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(parts.repacked())
    except CalamineError as error:
        raise BadInput("The workbook is damaged.", remedy=_SAVE_AGAIN) from error


def _read_sheet(values: CalamineWorkbook, name: str, facts: SheetFacts) -> RawSheet:
    from python_calamine import CalamineError

    try:
        cells = values.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise BadInput("The sheet is damaged and cannot be read.", remedy=_SAVE_AGAIN) from error
    rows = [
        RawRow(number, row)
        for number, row in enumerate(cells, start=1)
        if not all(map(is_blank, row))
    ]
    if facts.rows != {row.number for row in rows}:
        raise BadInput(
            f"Two independent readings of the sheet differ: {len(facts.rows)} rows"
            f" and {len(rows)} rows.",
            remedy=_SAVE_AGAIN,
        )
    return _with_header(name, rows)


def _with_header(name: str, rows: Sequence[RawRow]) -> RawSheet:
    if rows and rows[0].number == 1:
        return RawSheet(name, rows[0].cells, tuple(rows[1:]))
    return RawSheet(name, (), tuple(rows))
