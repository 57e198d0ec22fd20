"""Clocks and quorum straight from the rules, without a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from panelapp.cli.session import day_written, json_option, print_json
from panelapp.domain.errors import BadInput
from panelapp.domain.rules.calendar import WorkingCalendar
from panelapp.domain.rules.clocks import CLOCKS, due

if TYPE_CHECKING:
    from panelapp.domain.rules.clocks import ClockResult

_JSON_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def rules() -> None:
    """Ask the rules: clocks and quorum."""


@rules.command()
@json_option
def clocks(*, as_json: bool) -> None:
    """List the clocks."""
    rows = [
        {"clock": clock.name, "counts": clock.period_in_words(), "from": clock.counted_from}
        for clock in CLOCKS.values()
    ]
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            click.echo(f"{row['clock']:32} {row['counts']} from the day on which {row['from']}")


@rules.command()
@click.argument("name", required=False)
@click.argument("start", metavar="[DATE]", required=False)
@click.option(
    "--batch", type=_JSON_FILE, help="A JSON list of clocks and dates, answered in order."
)
@json_option
def clock(name: str | None, start: str | None, batch: Path | None, *, as_json: bool) -> None:
    """Say when something is due, by which rule."""
    if batch is not None:
        if name is not None:
            raise click.UsageError("Give a clock and a date, or --batch, not both.")
        print_json([_row(_result(*_asked(entry))) for entry in _list_in(batch)])
        return
    if name is None or start is None:
        raise click.UsageError("Give a clock and a date, or --batch.")
    result = _result(name, start)
    if as_json:
        print_json(_row(result))
    else:
        click.echo(f"{result.due.isoformat()}  {result.explanation} [{result.citation}]")


@rules.command()
@click.argument("attendance", type=_JSON_FILE)
@json_option
def quorum(attendance: Path, *, as_json: bool) -> None:
    """Test an attendance list, or each of a list of them, for quorum."""
    from panelapp.domain.rules.quorum import parse_attendance, quorum_sentence
    from panelapp.domain.rules.quorum import quorum as test_quorum

    document = _json_in(attendance)
    results = []
    try:
        for stated in document if isinstance(document, list) else [document]:
            listed = parse_attendance(stated)
            results.append(
                test_quorum(
                    listed.attendance,
                    listed.panel,
                    chair_may_fill_social_worker_place=listed.chair_may_fill_social_worker_place,
                )
            )
    except BadInput as error:
        raise click.UsageError(str(error)) from error
    if as_json or isinstance(document, list):
        print_json(results if isinstance(document, list) else results[0])
    else:
        click.echo(quorum_sentence(results[0]))


def _result(name: str, start: str) -> ClockResult:
    try:
        return due(name, day_written(start), WorkingCalendar())
    except BadInput as error:
        raise click.UsageError(str(error)) from error
    except ValueError as error:
        message = f"{start!r} is no date. Write it as 2026-03-31."
        raise click.UsageError(message) from error


def _row(result: ClockResult) -> dict[str, Any]:
    row = {
        "clock": result.clock,
        "from": result.start,
        "due": result.due,
        "force": result.force,
        "citation": result.citation,
        "explanation": result.explanation,
    }
    if result.limit is not None:
        row["limit"] = result.limit
    return row


def _asked(entry: object) -> tuple[str, str]:
    match entry:
        case {"clock": str(name), "from": str(start)}:
            return name, start
    raise click.UsageError('Each entry of the batch must hold "clock" and "from".')


def _list_in(path: Path) -> list[object]:
    document = _json_in(path)
    if not isinstance(document, list):
        raise click.UsageError("The batch must be a JSON list.")
    return document


def _json_in(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        message = f"{path.name} is not a JSON file."
        raise click.UsageError(message) from error
