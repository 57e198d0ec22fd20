"""What the workbook is made of, for whoever fills one in: sheets, columns and an example."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from panelapp.config import resources_folder
from panelapp.documents.tables import Table, require_workbook_name, save_workbook
from panelapp.exchange.layout import SHEETS, Kind
from panelapp.queries.audit_trail import LastBackup, LastBackupQuestion, last_backup
from panelapp.queries.workbook_copy import copy_name

if TYPE_CHECKING:
    from pathlib import Path

    from panelapp.exchange.layout import Column, Sheet
    from panelapp.persistence.unit_of_work import UnitOfWork

EXAMPLE_NAME = "Example workbook.xlsx"
_HOLDS = {
    "members": "People on the central list",
    "households": "Households with their carers",
    "sittings": "Sittings of the panel",
    "cases": "Cases: what the panel was asked",
    "items": "Cases heard at sittings",
    "decisions": "Decisions of the agency decision maker",
    "irm": "Independent reviews (IRM)",
    "endings": "How approvals ended",
    "not_collected": "Figures that were not collected in a period",
}
_ACCEPTED = {
    Kind.TEXT: "Any text.",
    Kind.TEXTS: "Text; more than one with a semicolon between them.",
    Kind.REF: "A reference, as you write it.",
    Kind.REFS: "References with a semicolon between them.",
    Kind.CODE: "One of: {codes}.",
    Kind.CODES: "One or more of these, with a semicolon between them: {codes}.",
    Kind.DATE: "A date, such as 04/05/2022 or 2022-05-04.",
    Kind.TIME: "A time of day, such as 10:00.",
    Kind.YES_NO: "yes, no or blank.",
    Kind.WHOLE: "A whole number.",
}


@dataclass(frozen=True, kw_only=True)
class WorkbookQuestion:
    """What somebody needs to know before a workbook comes in or goes out."""


@dataclass(frozen=True, kw_only=True)
class SheetGuide:
    """One sheet: what it holds, the columns that it must have, and those that it may have."""

    name: str
    holds: str
    required: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WorkbookGuide:
    """The sheets of the workbook, what a copy may be called, and when the last backup was made."""

    sheets: tuple[SheetGuide, ...]
    copy_name: str
    last_backup: LastBackup


def workbook_guide(question: WorkbookQuestion, uow: UnitOfWork) -> WorkbookGuide:
    """What a workbook may hold, for those who may bring one in."""
    return WorkbookGuide(
        sheets=tuple(map(_guide, SHEETS)),
        copy_name=copy_name(uow),
        last_backup=last_backup(LastBackupQuestion(), uow),
    )


def sheet_holds(name: str) -> str:
    """What a sheet holds, in words; the name itself for a sheet that is not known."""
    return _HOLDS.get(name, name)


@cache
def example_workbook() -> tuple[Table, ...]:
    """A workbook of a few fictional rows, with a note on each heading and required ones marked."""
    text = (resources_folder() / "workbook" / "example.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)
    return tuple(_table(sheet, rows[sheet.name]) for sheet in SHEETS)


def save_example(to: Path) -> None:
    """Write the example workbook; an older file stays until the new one is whole.

    Raises :class:`BadInput` for the name of another kind of file, and :class:`FileTrouble` where
    nothing can be written there.
    """
    require_workbook_name(to)
    save_workbook(example_workbook(), to)


def _guide(sheet: Sheet) -> SheetGuide:
    return SheetGuide(
        name=sheet.name,
        holds=_HOLDS[sheet.name],
        required=sheet.required,
        others=tuple(column.name for column in sheet.columns if not column.required),
    )


def _table(sheet: Sheet, rows: list[dict[str, Any]]) -> Table:
    return Table(
        title=sheet.name,
        headings=tuple(column.name for column in sheet.columns),
        rows=tuple(tuple(row.get(column.name) for column in sheet.columns) for row in rows),
        notes={column.name: _note(column) for column in sheet.columns},
        marked=frozenset(sheet.required),
    )


def _note(column: Column) -> str:
    need = "Required." if column.required else "May be blank."
    accepted = _ACCEPTED[column.kind].format(codes=", ".join(column.codes))
    if column.numbers:
        accepted = f"{' or '.join(map(str, column.numbers))}."
    place = f" It must stand in the sheet {column.refers_to}." if column.refers_to else ""
    return f"{need} {accepted}{place}"
