"""The lives of cases as they are written down in ``scripts``: one file for each case type.

A life is a title, then one line for each move. A line says what is done, at which stage the case
then is, which task is open then, and what is owed:

    put on an agenda | listed | Record the recommendation | reach recommendation

"nothing" in the third column means that nobody has anything left to do. A line ``as in <title>, to
<move>`` stands for the lines of an earlier life of the same file down to that move. A line that
begins with ``#`` is for the reader.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from panelapp.domain.vocabulary import CaseType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SCRIPTS = Path(__file__).with_name("scripts")


@dataclass(frozen=True)
class Step:
    """One move of a life, and how the case stands after it.

    ``is_new`` says that no earlier life of the file comes to the same point.
    """

    move: str
    state: str
    task: str
    duties: tuple[str, ...]
    is_new: bool = True


@dataclass(frozen=True)
class Life:
    """The way of one case from its first day to its last."""

    case_type: CaseType
    title: str
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        """What pytest calls it."""
        return f"{self.case_type.value}: {self.title}"


def all_lives() -> Iterator[Life]:
    """Every life of every case type."""
    for case_type in CaseType:
        yield from lives_of(case_type)


def lives_of(case_type: CaseType) -> Iterator[Life]:
    """The lives that the script of a case type tells, in its order."""
    text = (SCRIPTS / f"{case_type.value}.txt").read_text(encoding="utf-8")
    told: dict[str, tuple[Step, ...]] = {}
    for title, lines in _stories(text):
        steps: list[Step] = []
        for line in lines:
            steps += _earlier(line, told) if line.startswith("as in ") else [_step(line)]
        ways = _ways(steps)
        known = {way for life in told.values() for way in _ways(life)}
        told[title] = tuple(
            replace(step, is_new=way not in known) for step, way in zip(steps, ways, strict=True)
        )
        yield Life(case_type, title, told[title])


def _ways(steps: Sequence[Step]) -> list[tuple[str, ...]]:
    """The moves down to each step."""
    moves = [step.move for step in steps]
    return [tuple(moves[:number]) for number in range(1, len(moves) + 1)]


def _stories(text: str) -> Iterator[tuple[str, list[str]]]:
    for block in text.split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if not line.startswith("#")]
        if lines:
            yield lines[0], [line for line in lines[1:] if line]


def _earlier(line: str, told: dict[str, tuple[Step, ...]]) -> list[Step]:
    title, _, last = line.removeprefix("as in ").rpartition(", to ")
    steps = told[title]
    ends = min(number for number, step in enumerate(steps) if step.move == last)
    return list(steps[: ends + 1])


def _step(line: str) -> Step:
    move, state, task, duties = (part.strip() for part in line.split("|"))
    owed = tuple(sorted(duty.strip() for duty in duties.split(",") if duty.strip()))
    return Step(move, state, task, owed)
