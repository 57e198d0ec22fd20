"""How what is waited for grows from the smallest file measured to the largest."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.timing import Line

MOST = {"P2": 1.3, "P3": 1.2, "P4": 2.0, "P9": 1.2, "P10": 1.5}


def growth_of(lines: Sequence[Line]) -> Iterator[str]:
    """A table in Markdown of each measure that was taken in files of several sizes."""
    taken: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        if line.cases is not None and line.name in MOST:
            taken[line.name, line.what.partition(";")[0]].append(line)
    several = {key: sizes for key, sizes in taken.items() if len(sizes) > 1}
    if not several:
        return
    yield "\n| id | what | from | to | grows | at most |"
    yield "|" + "---|" * 6
    for (name, what), sizes in several.items():
        first, last = sizes[0], sizes[-1]
        factor = last.ours.median / first.ours.median
        verdict = "met" if factor <= MOST[name] else "**over**"
        yield (
            f"| {name} | {what} | {first.size_words}: {first.ours.median:,.1f}"
            f" | {last.size_words}: {last.ours.median:,.1f}"
            f" | × {factor:.2f} | ≤ {MOST[name]:g} {verdict} |"
        )
