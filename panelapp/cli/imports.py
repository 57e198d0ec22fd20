"""Taking a workbook in, and out, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from panelapp.audit import one_line
from panelapp.cli.session import json_option, open_office, print_json, session_options

if TYPE_CHECKING:
    from panelapp.exchange.problems import Problem


@click.command(name="import")
@session_options
@click.argument("workbook", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check the workbook and stop.")
@json_option
def import_(
    file: Path,
    user_name: str | None,
    passphrase_file: Path | None,
    workbook: Path,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take in a workbook: all of its rows, or none."""
    from panelapp.actions.imports import ImportWorkbook, import_workbook

    with open_office(file, user_name, passphrase_file) as office:
        command = ImportWorkbook(path=workbook, dry_run=dry_run)
        report = office.execute(import_workbook, command).value
    if as_json:
        print_json({name: getattr(report, name) for name in ("ok", "rows", "errors", "warnings")})
        if report.errors:
            click.echo(_summary(len(report.errors), dry_run=dry_run), err=True)
    else:
        for problem in report.warnings:
            click.echo(f"Warning: {_sentence(problem)}")
        for problem in report.errors:
            click.echo(f"Problem: {_sentence(problem)}", err=True)
        for sheet, number in report.rows.items() if report.ok else ():
            click.echo(f"{sheet}: {number} rows")
        click.echo(_summary(len(report.errors), dry_run=dry_run), err=bool(report.errors))
    raise click.exceptions.Exit(0 if report.ok else 1)


@click.command()
@session_options
@click.argument("workbook", type=click.Path(path_type=Path))
def export(file: Path, user_name: str | None, passphrase_file: Path | None, workbook: Path) -> None:
    """Write the workbook that import reads: every row that the file has.

    WORKBOOK is an Excel workbook where it ends in .xlsx, else a folder, which takes one .csv file
    for each sheet. A workbook that is there already is replaced.
    """
    from panelapp.queries.workbook_copy import (
        ExportWorkbook,
        export_workbook,
        require_copy_name,
        save_workbook_copy,
    )

    require_copy_name(workbook)
    with open_office(file, user_name, passphrase_file) as office:
        copy = office.execute(export_workbook, ExportWorkbook()).value
    save_workbook_copy(copy, workbook)
    click.echo(workbook)


def _sentence(problem: Problem) -> str:
    place = ", ".join(
        part
        for part in (
            problem.sheet and f"sheet {problem.sheet}",
            f"row {problem.row}" if problem.row else "",
            problem.column and f"column {problem.column}",
        )
        if part
    )
    value = f" {problem.value!r}" if problem.value else ""
    return one_line(f"{place}{value}: {problem.accepted}".lstrip(": "))


def _summary(errors: int, *, dry_run: bool) -> str:
    if errors:
        word = "problem" if errors == 1 else "problems"
        return f"{errors} {word}. Nothing was imported. Correct the workbook and import it again."
    return "No problems. Nothing was imported." if dry_run else "Everything was imported."
