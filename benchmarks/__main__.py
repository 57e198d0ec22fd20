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

from benchmarks import window
from benchmarks.agency_of import agency_of
from benchmarks.documents import minutes_of_a_sitting
from benchmarks.growth import growth_of
from benchmarks.processes import small_command
from benchmarks.store import import_of_a_workbook, lists, one_action, search_as_typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.timing import Line

_LIBRARIES = (
    "PySide6-Essentials",
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
_NOT_THERE = "Not there yet: P5 (annual report), P7 (agenda pack), P12 (file handover)."
_SIZES = (1_000, 10_000, 100_000)
_QUICK = (1_000,)


@click.command()
@click.option("--quick", is_flag=True, help="The smallest file alone, in about a minute.")
@click.option("--only", multiple=True, help="One measure by its id, such as P9.")
@click.option(
    "--agencies",
    type=click.Path(path_type=Path),
    default=Path("build/agencies"),
    show_default=True,
    help="Where the files to measure with are kept.",
)
def main(*, quick: bool, only: tuple[str, ...], agencies: Path) -> None:
    """Measure what a user waits for, each beside its floor, as medians with their extremes."""
    click.echo(f"Taken {datetime.now(UTC):%Y-%m-%d %H:%M} UTC on {_machine()}.")
    click.echo(f"Python {platform.python_version()}, {', '.join(map(_named, _LIBRARIES))}.\n")
    click.echo(_HEADER)
    click.echo("|" + "---|" * 9)
    lines = []
    with TemporaryDirectory() as folder:
        measuring = _Measuring(Path(folder), agencies, is_quick=quick)
        for line in measuring.lines(frozenset(only)):
            lines.append(line)
            click.echo(_row(line))
    click.echo(f"\n{_NOT_THERE}")
    for text in growth_of(lines):
        click.echo(text)


class _Measuring:
    """Every measure, on files of each size."""

    def __init__(self, folder: Path, agencies: Path, *, is_quick: bool) -> None:
        """Work in a folder of its own; the files to measure with are copied there."""
        self._folder = folder
        self._is_quick = is_quick
        sizes = _QUICK if is_quick else _SIZES
        self._paths = {cases: agency_of(cases, agencies) for cases in sizes}

    def lines(self, only: frozenset[str]) -> Iterator[Line]:
        """The measures asked for, or all of them."""
        for name, measure in (
            ("P1", self._start),
            ("P2", self._today),
            ("P3", self._lists),
            ("P4", self._search),
            ("P6", self._minutes),
            ("P8", self._import),
            ("P9", self._action),
            ("P10", self._memory),
            ("P11", self._event_loop),
            ("P13", self._command),
        ):
            if not only or name in only:
                yield from measure()

    @property
    def _largest(self) -> tuple[int, Path]:
        cases = max(self._paths)
        return cases, self._paths[cases]

    def _start(self) -> Iterator[Line]:
        yield window.start(self._paths[min(self._paths)], rounds=7 if self._is_quick else 11)

    def _today(self) -> Iterator[Line]:
        rounds = 7 if self._is_quick else 9
        for cases, path in self._paths.items():
            yield window.today(path, self._folder, cases, rounds)
        cases, path = self._largest
        yield window.first_today(path, self._folder, cases, 7)

    def _lists(self) -> Iterator[Line]:
        for cases, path in self._paths.items():
            yield from lists(path, cases, rounds=7 if self._is_quick else 15)

    def _search(self) -> Iterator[Line]:
        for cases, path in self._paths.items():
            yield search_as_typed(path, cases, rounds=3)

    def _minutes(self) -> Iterator[Line]:
        yield from minutes_of_a_sitting(items=12, rounds=7)

    def _import(self) -> Iterator[Line]:
        rows = 1_000 if self._is_quick else 10_000
        yield import_of_a_workbook(self._folder, rows=rows, rounds=7)

    def _action(self) -> Iterator[Line]:
        for cases, path in self._paths.items():
            yield one_action(path, self._folder, cases, rounds=100)

    def _memory(self) -> Iterator[Line]:
        for cases, path in self._paths.items():
            yield window.memory(path, self._folder, cases, rounds=3 if self._is_quick else 7)

    def _event_loop(self) -> Iterator[Line]:
        cases, path = self._largest
        rows, rounds = (1_000, 3) if self._is_quick else (10_000, 7)
        yield from window.event_loop(path, self._folder, cases, rows, rounds)

    def _command(self) -> Iterator[Line]:
        yield small_command(rounds=7 if self._is_quick else 15)


def _row(line: Line) -> str:
    verdict = "met" if line.ratio <= line.target else "**over**"
    cells = (
        line.name,
        line.what,
        line.size_words,
        line.ours,
        line.floor or "",
        f"{line.ratio:.2f}" if line.floor else "",
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
