"""Taking a workbook in: checked as a whole, then all of it in one transaction or none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panelapp.actions.intake import business, decisions, people
from panelapp.actions.intake.ground import Intake, SheetChanges
from panelapp.domain.errors import FileTrouble
from panelapp.domain.events import Topic
from panelapp.domain.models import Case, ImportBatch
from panelapp.exchange.checking import check
from panelapp.exchange.csv_folder import csv_files
from panelapp.exchange.layout import SHEETS
from panelapp.exchange.problems import Problem
from panelapp.exchange.reader import read_workbook
from panelapp.queries.existing import existing_keys
from panelapp.queries.open_cases import open_cases

if TYPE_CHECKING:
    from panelapp.exchange.checking import CheckedWorkbook
    from panelapp.exchange.rows import Row
    from panelapp.persistence.unit_of_work import UnitOfWork

_ONE_IN = 5
_TAKERS: dict[str, Callable[[Intake, Any], None]] = {
    "members": people.take_members,
    "households": people.take_households,
    "sittings": business.take_sittings,
    "cases": business.take_cases,
    "items": business.take_items,
    "decisions": decisions.take_decisions,
    "irm": decisions.take_irm,
    "endings": people.take_endings,
    "not_collected": decisions.take_not_collected,
}


@dataclass(frozen=True, kw_only=True)
class ImportWorkbook:
    """A workbook, or a folder of CSV files, to take in; ``dry_run`` stops after the check."""

    path: Path
    dry_run: bool = False


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What an import found; ``rows`` counts the rows of each sheet.

    ``changes`` says for each sheet how many of them the file did not have, had otherwise, or had
    as they are. It is empty where an error kept the rows from being compared with the file.
    """

    ok: bool
    rows: Mapping[str, int]
    changes: Mapping[str, SheetChanges]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def import_workbook(command: ImportWorkbook, uow: UnitOfWork) -> ImportReport:
    """Check a workbook and take in all of its rows, or none.

    A row that was taken in before is left alone where it is the same, else superseded: the old
    row is kept in the history. A change to minutes or to a decision that were made in the program
    is a problem, and nothing goes in.
    """
    raw = read_workbook(command.path, uow.progress)
    existing = existing_keys(uow, raw.sheets.keys())
    checked = check(raw, existing, uow.calendar, uow.settings, uow.progress)
    errors, warnings, changes = checked.errors, checked.warnings, dict[str, SheetChanges]()
    if checked.is_sound:
        intake = _take_in(checked, command.path, uow)
        errors, changes = tuple(intake.problems), intake.changes
        warnings += (*intake.warnings, *_many_open_cases(intake, uow))
    if errors or command.dry_run:
        uow.session.rollback()
    uow.changed(Topic.CASES, "workbook", "dry_run" if command.dry_run else f"errors {len(errors)}")
    if not errors and not command.dry_run:
        uow.topics.update(Topic)
    return ImportReport(
        ok=not errors,
        rows=checked.counts,
        changes=changes,
        errors=errors,
        warnings=warnings,
    )


def _take_in(checked: CheckedWorkbook, path: Path, uow: UnitOfWork) -> Intake:
    """Take in every row; what is returned knows the problems that only the file shows.

    The sheets stand in an order in which whatever a row refers to is there already.
    """
    batch = ImportBatch(at=uow.now, user_id=uow.actor.user_id, workbook_sha256=_digest(path))
    uow.session.add(batch)
    uow.session.flush()
    rows = checked.rows
    of = sum(len(getattr(rows, sheet.name)) for sheet in SHEETS)
    intake = Intake(uow, batch, of, checked.absent)
    with uow.session.no_autoflush:
        for sheet in SHEETS:
            take: Callable[[Intake, Sequence[Row]], None] = _TAKERS[sheet.name]
            take(intake, intake.new_rows(sheet, getattr(rows, sheet.name)))
    return intake


def _many_open_cases(intake: Intake, uow: UnitOfWork) -> Iterator[Problem]:
    """A warning where more than a fifth of the cases that are open would be changed."""
    if not intake.changed_cases:
        return
    are_open = set(uow.session.scalars(select(Case.ref).where(open_cases(uow))))
    changed = are_open & intake.changed_cases
    if len(changed) * _ONE_IN > len(are_open):
        yield Problem(
            sheet="cases",
            value=f"{len(changed)} of {len(are_open)}",
            accepted="Changes to few of the cases that are open. With so many, make sure that this"
            " is the right workbook.",
        )


def _digest(path: Path) -> str:
    """The SHA-256 of a workbook, or of the files of a folder in the order of their names."""
    digest = hashlib.sha256()
    try:
        for file in csv_files(path) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    except OSError as error:
        raise FileTrouble(
            "The workbook could not be read.", remedy="Nothing was imported. Close it elsewhere."
        ) from error
    return digest.hexdigest()
