"""P13: a small command as a whole process, beside the libraries that it needs."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.timing import Line, interleaved

TARGET = 1.3


def small_command(rounds: int) -> Line:
    """A clock from the command line, beside the import of its two libraries.

    The peer looks up the holidays of England as well, for which the library loads all countries.
    """
    clock = ["-m", "ui", "rules", "clock", "adm_decision", "2026-03-31", "--json"]
    ours, floor, peer = interleaved(
        rounds,
        lambda: _run(*clock),
        lambda: _run("-c", "import holidays, click"),
        lambda: _run("-c", "import holidays, click; holidays.country_holidays('GB')"),
    )
    return Line(
        name="P13",
        what="`panelapp rules clock`; floor: a process that imports holidays and click; "
        "peer: one that looks up the country too",
        size="whole process",
        ours=ours,
        floor=floor,
        peer=peer,
        target=TARGET,
    )


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)  # noqa: S603
