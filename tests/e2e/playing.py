"""A robot's whole play, run in a process of its own on a display of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[2]
SCREEN = "-screen 0 1366x768x24"


@dataclass(frozen=True)
class Ended:
    """A play that came to its end."""

    folder: Path
    keys: int


def played(module: str, tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """Run a module that acts in the folder it is given; it must end well and say nothing else."""
    folder = tmp_path_factory.mktemp("played")
    profile = str(tmp_path_factory.mktemp("profile"))
    own = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    done = subprocess.run(
        ["xvfb-run", "-a", "-s", SCREEN, sys.executable, "-m", module, str(folder)],
        cwd=ROOT,
        env=os.environ
        | dict.fromkeys(own, profile)
        | {"QT_QPA_PLATFORM": "xcb", "PYTHONFAULTHANDLER": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert done.stderr == ""
    told = re.search(r"(\d+) keys in [\d.]+ seconds", done.stdout)
    assert told is not None, done.stdout
    return Ended(folder, keys=int(told[1]))
