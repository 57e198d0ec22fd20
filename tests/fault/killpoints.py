"""Kills a child process at each of its writes, so that a test can look at what is left.

The child does its work through the program itself and prints ``ACK n`` after each commit. One
unharmed run counts the calls; then one run for each call ends with ``kill -9`` as the call begins.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

STRACE = shutil.which("strace")
needs_strace = pytest.mark.skipif(STRACE is None, reason="not run: strace is not installed")

DATABASE_WRITES = ("pwrite64", "fdatasync", "fsync", "unlink", "ftruncate", "rename")
FILE_WRITES = ("write", "fsync", "rename", "unlink")
_ROOT = Path(__file__).resolve().parents[2]
_CALL = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\(", re.MULTILINE)
_ACK = re.compile(rb"^ACK (\d+)$", re.MULTILINE)


@dataclass(frozen=True)
class Killed:
    """One run that ended at the ``number``-th call of ``syscall``, and what it had acknowledged."""

    syscall: str
    number: int
    acknowledged: tuple[int, ...]


def kill_points(
    command: Sequence[str],
    *,
    before_each: Callable[[], None],
    touching: Sequence[Path],
    syscalls: Sequence[str] = DATABASE_WRITES,
    at_most: int | None = None,
) -> Iterator[Killed]:
    """Run ``command`` once for each write to a path of ``touching``, killed at that write.

    ``before_each`` puts the files back before every run, the counting one included. ``at_most``
    takes that many points, evenly spread, where there are more.
    """
    before_each()
    points = _spread(_count_calls(command, touching, syscalls), at_most)
    for syscall, number in points:
        before_each()
        inject = f"inject={syscall}:signal=SIGKILL:when={number}"
        done = _traced(command, touching, (syscall,), "-e", inject)
        if done.returncode not in {-signal.SIGKILL, 128 + signal.SIGKILL}:
            pytest.fail(f"{syscall} {number} did not end the child: {done.stderr.decode()}")
        yield Killed(syscall, number, _acknowledged(done.stdout))


def _count_calls(
    command: Sequence[str], touching: Sequence[Path], syscalls: Sequence[str]
) -> list[tuple[str, int]]:
    with TemporaryDirectory() as folder:
        log = Path(folder) / "calls"
        done = _traced(command, touching, syscalls, "-o", str(log))
        assert done.returncode == 0, done.stderr.decode()
        seen: Counter[str] = Counter()
        points = []
        for syscall in _CALL.findall(log.read_text()):
            seen[syscall] += 1
            points.append((syscall, seen[syscall]))
    assert points, "the child wrote nothing"
    return points


def _traced(
    command: Sequence[str], touching: Sequence[Path], syscalls: Sequence[str], *more: str
) -> subprocess.CompletedProcess[bytes]:
    assert STRACE is not None
    paths = [part for path in touching for part in ("-P", str(path))]
    return subprocess.run(
        [
            STRACE,
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-e",
            f"trace={','.join(syscalls)}",
            *more,
            *paths,
            *command,
        ],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(_ROOT)},
        timeout=100,
    )


def _spread(points: list[tuple[str, int]], at_most: int | None) -> list[tuple[str, int]]:
    if at_most is None or len(points) <= at_most:
        return points
    step = (len(points) - 1) / (at_most - 1)
    return [points[round(index * step)] for index in range(at_most)]


def _acknowledged(output: bytes) -> tuple[int, ...]:
    return tuple(int(number) for number in _ACK.findall(output))
