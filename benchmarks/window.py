"""P1 and P2: how long somebody waits for the window, as whole processes beside bare Qt ones."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.timing import Line, interleaved

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

P1_TARGET, P2_TARGET = 2.0, 1.5


def the_window(path: Path, size: str, rounds: int) -> Iterator[Line]:
    """The start to the page that unlocks a file, and on to Today with the password at once."""
    label, unlock, today, table = interleaved(
        rounds,
        lambda: _run("label", path),
        lambda: _run("unlock", path),
        lambda: _run("today", path),
        lambda: _run("table", path),
    )
    yield Line(
        name="P1",
        what="start to the page that unlocks a file; floor: Qt with one label",
        size="whole process",
        ours=unlock,
        floor=label,
        target=P1_TARGET,
    )
    yield Line(
        name="P2",
        what="start to Today, password given at once, key derivation at its least; "
        "floor: typeface, records, a list of 200 rows by a raw key, a table",
        size=size,
        ours=today,
        floor=table,
        target=P2_TARGET,
    )


def _run(what: str, path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.first_paint", what, str(path)]
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    subprocess.run(command, env=environment, stderr=subprocess.DEVNULL, timeout=120, check=True)  # noqa: S603
