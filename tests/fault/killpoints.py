"""Kills a child process at each of its writes, so that a test can look at what is left.

The child does its work through the program itself and calls ``acknowledge(n)`` after each commit.
One unharmed run counts the calls; then one run for each call ends with ``kill -9`` as the call
begins.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import IO, TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence

STRACE = shutil.which("strace")
needs_strace = pytest.mark.skipif(STRACE is None, reason="not run: strace is not installed")

DATABASE_WRITES = ("pwrite64", "fdatasync", "fsync", "unlink", "ftruncate", "rename")
FILE_WRITES = (*DATABASE_WRITES, "write")
_ROOT = Path(__file__).resolve().parents[2]
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(", re.MULTILINE)


@dataclass(frozen=True)
class Killed:
    """One run that ended at the ``number``-th call of ``syscall``, and what it had acknowledged."""

    syscall: str
    number: int
    acknowledged: tuple[int, ...]


def acknowledge(number: int) -> None:
    """Tell the parent, from the child, that everything up to ``number`` was committed."""
    # In one write: a kill may follow at once, and must not come between the line and its end.
    sys.stdout.write(f"ACK {number}\n")
    sys.stdout.flush()


def kill_points(
    action: Sequence[str],
    *,
    before_each: Callable[[], None],
    touching: Sequence[Path],
    syscalls: Sequence[str] = DATABASE_WRITES,
    at_most: int | None = None,
    chance: random.Random | None = None,
) -> Iterator[Killed]:
    """Run ``action`` once for each write to a path of ``touching``, killed at that write.

    ``action`` is a module, a function in it, and the function's arguments. ``before_each`` puts
    the files back before every run, the counting one included. ``at_most`` takes that many points
    where there are more: evenly spread, or by ``chance``, and then the last write among them.
    """
    paths = [part for path in touching for part in ("-P", str(path))]
    with _child(action) as child:
        before_each()
        for syscall, number in _spread(_count_calls(child, syscalls, paths), at_most, chance):
            before_each()
            inject = f"inject={syscall}:signal=SIGKILL:when={number}"
            # Without a place for them, thousands of traced calls would fill the pipe and stop it.
            options = ("-e", inject, "-o", os.devnull, *paths)
            status, acknowledged = _run(child, f"trace={syscall}", *options)
            assert status == -signal.SIGKILL, f"{syscall} {number} did not end the child"
            yield Killed(syscall, number, acknowledged)


def killed_at_any_time(
    action: Sequence[str], *, before_each: Callable[[], None], times: int, chance: random.Random
) -> Iterator[Killed]:
    """Run ``action`` so many times, killed at a time between its beginning and its end.

    One unharmed run shows how long it takes.
    """
    with _child(action) as child:
        before_each()
        begun = monotonic()
        assert _run_until_killed(child, None) == (0, (1,))
        whole = monotonic() - begun
        for number in range(1, times + 1):
            before_each()
            _, acknowledged = _run_until_killed(child, chance.uniform(0, whole))
            yield Killed("time", number, acknowledged)


def _run_until_killed(
    child: subprocess.Popen[bytes], seconds: float | None
) -> tuple[int, tuple[int, ...]]:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(b"f")
    fork = _told(child.stdout, "FORK")
    child.stdin.write(b"g")
    if seconds is not None:
        # Until something is said, which only an action that is done does, nothing is read.
        select.select([child.stdout], [], [], seconds)
        os.kill(fork, signal.SIGKILL)
    return _outcome(child.stdout)


@contextmanager
def _child(action: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.fault.child", *action],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        cwd=_ROOT,
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def _count_calls(
    child: subprocess.Popen[bytes], syscalls: Sequence[str], paths: Sequence[str]
) -> list[tuple[str, int]]:
    with TemporaryDirectory() as folder:
        log = Path(folder) / "calls"
        status, _ = _run(child, f"trace={','.join(syscalls)}", "-o", str(log), *paths)
        assert status == 0, "the unharmed run failed"
        seen: Counter[str] = Counter()
        points = []
        for syscall in _CALL.findall(log.read_text()):
            seen[syscall] += 1
            points.append((syscall, seen[syscall]))
    assert points, "the child wrote nothing"
    return points


def _run(child: subprocess.Popen[bytes], trace: str, *options: str) -> tuple[int, tuple[int, ...]]:
    """The exit status of one traced fork, and the numbers that it acknowledged."""
    assert STRACE is not None
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(b"f")
    fork = _told(child.stdout, "FORK")
    command = [STRACE, "-f", "-e", trace, *options, "-p", str(fork)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as tracer:
        assert tracer.stderr is not None
        first = tracer.stderr.readline().decode()
        if "attached" not in first:
            os.kill(fork, signal.SIGKILL)
            pytest.skip(f"not run: strace may not trace here: {first.strip()}")
        child.stdin.write(b"g")
        outcome = _outcome(child.stdout)
        tracer.stderr.read()
    return outcome


def _outcome(output: IO[bytes]) -> tuple[int, tuple[int, ...]]:
    """The exit status of a fork that has ended, and the numbers that it acknowledged."""
    acknowledged = []
    while (word := output.readline().decode().split())[0] == "ACK":
        acknowledged.append(int(word[1]))
    assert word[0] == "END", word
    return int(word[1]), tuple(acknowledged)


def _told(output: IO[bytes], word: str) -> int:
    said = output.readline().decode().split()
    assert said[:1] == [word], "the child could not start; its own words are above"
    return int(said[1])


def _spread(
    points: list[tuple[str, int]], at_most: int | None, chance: random.Random | None
) -> list[tuple[str, int]]:
    if at_most is None or len(points) <= at_most:
        return points
    if chance is not None:
        return [*chance.sample(points[:-1], at_most - 1), points[-1]]
    step = (len(points) - 1) / (at_most - 1)
    return [points[round(index * step)] for index in range(at_most)]
