"""P1, P2, P10 and P11: what somebody waits for at the window, as processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from benchmarks.agency import PASSPHRASE, copy_of, new_agency
from benchmarks.timing import Line, Times, interleaved
from benchmarks.workbook import write_workbook
from panelapp.actions.open_duties import KeepOpenDuties, keep_open_duties
from panelapp.office import Office

if TYPE_CHECKING:
    from pathlib import Path

P1_TARGET, P2_TARGET, P10_TARGET, P11_TARGET = 2.0, 1.5, 2.0, 50.0


def start(path: Path, rounds: int) -> Line:
    """P1: the start to the page that unlocks a file."""
    label, unlock = interleaved(rounds, lambda: _run("label", path), lambda: _run("unlock", path))
    return Line(
        name="P1",
        what="start to the page that unlocks a file; floor: Qt with one label",
        size="whole process",
        ours=unlock,
        floor=label,
        target=P1_TARGET,
    )


def today(path: Path, folder: Path, cases: int, rounds: int) -> Line:
    """P2: from the start to Today, on a day whose duties are kept, with the password at once."""
    kept = _of_today(path, folder / f"today-{cases}")
    ours, table = interleaved(rounds, lambda: _run("today", kept), lambda: _run("table", kept))
    return Line(
        name="P2",
        what="start to Today, password given at once, key derivation at its least; "
        "floor: typeface, records, a list of 200 rows by a raw key, a table",
        cases=cases,
        ours=ours,
        floor=table,
        target=P2_TARGET,
    )


def first_today(path: Path, folder: Path, cases: int, rounds: int) -> Line:
    """P2 on the first start of a day, for which nothing is kept yet."""
    copy = copy_of(path, folder / f"morning-{cases}")
    ours, table = interleaved(rounds, lambda: _run("today", copy), lambda: _run("table", copy))
    return Line(
        name="P2m",
        what="the same, the first time on a day",
        cases=cases,
        ours=ours,
        floor=table,
        target=P2_TARGET,
    )


def memory(path: Path, folder: Path, cases: int, rounds: int) -> Line:
    """P10: resident memory with Today open, beside the realistic floor and one label."""
    kept = _of_today(path, folder / f"memory-{cases}")
    megabytes: dict[str, list[float]] = {"today": [], "table": [], "label": []}
    for _ in range(rounds):
        for what, kept_of in megabytes.items():
            kept_of.append(float(_run(what, kept)))
    ours, floor, peer = (Times(tuple(found)) for found in megabytes.values())
    return Line(
        name="P10",
        what="resident memory with Today open, in MB; floor: as of P2; peer: one label",
        cases=cases,
        ours=ours,
        floor=floor,
        peer=peer,
        target=P10_TARGET,
    )


def event_loop(path: Path, folder: Path, cases: int, rows: int, rounds: int) -> list[Line]:
    """P11: the longest pause of the event loop while the office works, in milliseconds."""
    workbook = folder / "loop.xlsx"
    write_workbook(workbook, rows)
    empty = new_agency(folder / "loop-empty")
    kept = _of_today(path, folder / "loop")
    lines = []
    for work, size in (
        ("import", f"{rows:,} rows"),
        ("backup", f"{cases:,} cases"),
        ("register", f"{cases:,} cases"),
    ):
        pauses = []
        for number in range(rounds):
            file = copy_of(empty, folder / f"loop-{work}-{number}") if work == "import" else kept
            command = [sys.executable, "-m", "benchmarks.event_loop", work, str(file)]
            pauses.append(float(_output([*command, str(workbook)])))
        lines.append(
            Line(
                name="P11",
                what=f"longest pause of the window during {work}; a limit in ms, no floor",
                size=size,
                ours=Times(tuple(pauses)),
                floor=None,
                target=P11_TARGET,
            )
        )
    return lines


def _of_today(path: Path, folder: Path) -> Path:
    """A copy whose duties are kept for the day on which it is opened."""
    copy = copy_of(path, folder)
    with Office.open(copy, user=None, passphrase=PASSPHRASE, now=lambda: datetime.now(UTC)) as here:
        here.execute(keep_open_duties, KeepOpenDuties())
    return copy


def _run(what: str, path: Path) -> str:
    return _output([sys.executable, "-m", "benchmarks.first_paint", what, str(path)])


def _output(command: list[str]) -> str:
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    done = subprocess.run(  # noqa: S603
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=300,
        check=True,
        text=True,
    )
    return done.stdout.strip().splitlines()[-1]
