"""Agenda, minutes and letters as Word or PDF files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from panelapp.cli.session import open_office, session_options

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from panelapp.documents.content import Document

_KINDS = [
    "decision",
    "qd",
    "final_decision",
    "continued_suitability",
    "termination",
    "resignation",
    "change_of_terms",
    "deferral",
]
_FORMAT = click.option(
    "--format", "form", type=click.Choice(["docx", "pdf"]), required=True, help="Word or PDF."
)
_OUT = click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The new file."
)


@click.command()
@session_options
@click.argument("sitting")
@_FORMAT
@_OUT
def agenda(
    file: Path,
    user_name: str | None,
    passphrase_file: Path | None,
    sitting: str,
    form: Literal["docx", "pdf"],
    out: Path,
) -> None:
    """Write the agenda of a sitting."""
    from panelapp.queries.documents import ExportAgenda, export_agenda

    command = ExportAgenda(sitting=sitting)
    _write(file, user_name, passphrase_file, export_agenda, command, form, out)


@click.command()
@session_options
@click.argument("sitting")
@_FORMAT
@_OUT
@click.option("--case", help="Only this case's item: an extract.")
def minutes(
    file: Path,
    user_name: str | None,
    passphrase_file: Path | None,
    sitting: str,
    form: Literal["docx", "pdf"],
    out: Path,
    case: str | None,
) -> None:
    """Write the minutes of a sitting, or the extract of one case."""
    from panelapp.queries.documents import ExportMinutes, export_minutes

    command = ExportMinutes(sitting=sitting, case=case)
    _write(file, user_name, passphrase_file, export_minutes, command, form, out)


@click.command()
@session_options
@click.argument("case")
@click.argument("kind", type=click.Choice(_KINDS))
@_FORMAT
@_OUT
def letter(
    file: Path,
    user_name: str | None,
    passphrase_file: Path | None,
    case: str,
    kind: str,
    form: Literal["docx", "pdf"],
    out: Path,
) -> None:
    """Write a letter about a case."""
    from panelapp.queries.documents import ExportLetter, export_letter
    from panelapp.queries.letters import LetterKind

    command = ExportLetter(case=case, kind=LetterKind(kind))
    _write(file, user_name, passphrase_file, export_letter, command, form, out)


def _write(
    file: Path,
    user_name: str | None,
    passphrase_file: Path | None,
    handler: Callable[[Any, Any], Document],
    command: object,
    form: Literal["docx", "pdf"],
    out: Path,
) -> None:
    from panelapp.documents.render import render, require_document_name

    require_document_name(out, file, form)
    with open_office(file, user_name, passphrase_file) as office:
        document = office.execute(handler, command).value
    render(document, form, out)
    click.echo(out)
