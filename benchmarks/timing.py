"""Times several ways of doing a thing in turns, so that a slow moment hits all of them alike."""

from __future__ import annotations

import gc
import statistics
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Times:
    """The times of one way of doing a thing, in milliseconds."""

    all: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.all)

    @property
    def ninety_ninth(self) -> float:
        """The time that one in a hundred is longer than."""
        return statistics.quantiles(self.all, n=100)[-1]

    def __str__(self) -> str:
        return f"{self.median:,.1f} ({min(self.all):,.1f} to {max(self.all):,.1f})"


@dataclass(frozen=True)
class Line:
    """One line of the table: what is waited for, how long, and how long the others take.

    ``cases`` is set where the same is measured in files of several sizes.
    """

    name: str
    what: str
    ours: Times
    floor: Times | None
    target: float
    size: str = ""
    cases: int | None = None
    peer: Times | None = None
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times the floor we take, by medians; the median itself where a limit is set."""
        return self.ours.median / self.floor.median if self.floor else self.ours.median

    @property
    def size_words(self) -> str:
        """The size of what was measured: a number of cases, or in words."""
        cases = f"{self.cases:,} cases" if self.cases is not None else ""
        return ", ".join(part for part in (cases, self.size) if part)


def interleaved(rounds: int, *ways: Callable[[], object]) -> tuple[Times, ...]:
    """Each way's times over ``rounds`` rounds of all of them, after one round to warm up."""
    times: list[list[float]] = [[] for _ in ways]
    for number in range(rounds + 1):
        for way, kept in zip(ways, times, strict=True):
            gc.collect()
            start = perf_counter()
            way()
            if number:
                kept.append((perf_counter() - start) * 1000)
    return tuple(Times(tuple(kept)) for kept in times)
