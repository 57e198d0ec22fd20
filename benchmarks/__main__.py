"""Runs every benchmark and prints one table in Markdown: ``python -m benchmarks [--quick]``."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from benchmarks.agency import new_agency, take_in
from benchmarks.documents import minutes_of_a_sitting
from benchmarks.processes import small_command
from benchmarks.store import import_of_a_workbook, list_of_sittings, one_action
from benchmarks.window import the_window
from benchmarks.workbook import write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.timing import Line

_LIBRARIES = (
    "SQLAlchemy",
    "sqlcipher3",
    "python-calamine",
    "openpyxl",
    "reportlab",
    "python-docx",
    "holidays",
    "click",
)
_HEADER = "| id | what | size | ours, ms | floor, ms | × floor | target | peer, ms | note |"


@click.command()
@click.option("--quick", is_flag=True, help="Smaller sizes, in a minute.")
def main(*, quick: bool) -> None:
    """Measure what a user waits for, each beside its floor, as medians with their extremes."""
    click.echo(f"Taken {datetime.now(UTC):%Y-%m-%d %H:%M} UTC on {_machine()}.")
    click.echo(f"Python {platform.python_version()}, {', '.join(map(_named, _LIBRARIES))}.\n")
    click.echo(_HEADER)
    click.echo("|" + "---|" * 9)
    with TemporaryDirectory() as folder:
        for line in _lines(Path(folder), quick=quick):
            click.echo(_row(line))


def _lines(folder: Path, *, quick: bool) -> Iterator[Line]:
    rows = 1_500 if quick else 4_500
    path = _agency(folder, rows)
    yield from the_window(path, f"{rows:,} rows of business", rounds=5 if quick else 9)
    yield list_of_sittings(path, rounds=7 if quick else 21)
    yield from minutes_of_a_sitting(items=12, rounds=7)
    yield import_of_a_workbook(folder, rows=1_000 if quick else 10_000, rounds=7)
    yield one_action(path, folder, rounds=100 if quick else 200)
    yield small_command(rounds=7 if quick else 15)


def _agency(folder: Path, rows: int) -> Path:
    """A file with years of business in it."""
    path = new_agency(folder / "agency")
    workbook = folder / "agency.xlsx"
    write_workbook(workbook, rows)
    take_in(path, workbook)
    return path


def _row(line: Line) -> str:
    verdict = "met" if line.ratio <= line.target else "**over**"
    cells = (
        line.name,
        line.what,
        line.size,
        line.ours,
        line.floor,
        f"{line.ratio:.2f}",
        f"≤ {line.target:g} {verdict}",
        line.peer or "",
        line.note,
    )
    return f"| {' | '.join(map(str, cells))} |"


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"


def _named(library: str) -> str:
    return f"{library} {version(library)}"


if __name__ == "__main__":
    main()
