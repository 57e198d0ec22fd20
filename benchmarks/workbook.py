"""Makes workbooks of fictional business of any size, the same ones for the same seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MEMBERS = 32
ITEMS_AT_A_SITTING = 6
FIRST_SITTING = date(2012, 1, 9)
_WORDS = ("warm", "steady", "patient", "careful", "reflective", "settled", "honest", "thoughtful")
_ONE_SOCIAL_WORKER_IN = 3
_SHARE_OF_COUPLES = 0.6


def write_workbook(path: Path, rows: int, seed: int = 1) -> None:
    """Write a workbook with ``rows`` rows over its sheets; every case was heard and approved."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    cases = (rows - MEMBERS) * 27 // 100
    sittings = -(-cases // ITEMS_AT_A_SITTING)
    households = rows - MEMBERS - sittings - 3 * cases
    book = Workbook(write_only=True)
    for name, lines in (
        ("members", _members()),
        ("households", _households(households, chance)),
        ("sittings", _sittings(sittings, chance)),
        ("cases", _cases(cases, households)),
        ("items", _items(cases, chance)),
        ("decisions", _decisions(cases, chance)),
    ):
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    book.save(path)


def _members() -> Iterator[list[object]]:
    yield ["member_ref", "name", "office", "independent", "social_worker_3y", "joined_on"]
    for number in range(1, MEMBERS + 1):
        office = "chair" if number == 1 else "member"
        name = f"Member {number:03} (synthetic)"
        worker = "no" if number % _ONE_SOCIAL_WORKER_IN else "yes"
        yield [f"M{number:03}", name, office, "yes", worker, date(2010, 1, 4)]


def _households(number: int, chance: random.Random) -> Iterator[list[object]]:
    yield ["household_ref", "carer_1", "carer_2", "carer_kind", "number_of_children", "team"]
    for ref in range(1, number + 1):
        second = f"Carer {ref:05}b (synthetic)" if chance.random() < _SHARE_OF_COUPLES else None
        first = f"Carer {ref:05}a (synthetic)"
        yield [f"H{ref:05}", first, second, "mainstream", chance.randint(1, 3), "North"]


def _sittings(number: int, chance: random.Random) -> Iterator[list[object]]:
    yield ["sitting_ref", "date", "start", "mode", "in_the_chair", "present"]
    for ref in range(number):
        others = chance.sample(range(4, MEMBERS + 1), 4)
        present = ";".join(f"M{member:03}" for member in (1, 3, *others))
        yield [_sitting(ref), _held(ref), "09:30", "hybrid", "M001", present]


def _cases(number: int, households: int) -> Iterator[list[object]]:
    names = "case_ref household_ref case_type carer_kind opened_on application_on social_worker"
    yield [*names.split()]
    for ref in range(number):
        opened = _held(ref // ITEMS_AT_A_SITTING) - timedelta(days=100)
        kinds = ["mainstream_approval", "mainstream"]
        yield [_case(ref), f"H{ref % households + 1:05}", *kinds, opened, opened, "Worker"]


def _items(number: int, chance: random.Random) -> Iterator[list[object]]:
    yield [
        "sitting_ref",
        "order",
        "case_ref",
        "outcome",
        "unanimous",
        "reasons",
        "minutes_final_on",
    ]
    for ref in range(number):
        sitting, order = divmod(ref, ITEMS_AT_A_SITTING)
        place = [_sitting(sitting), order + 1, _case(ref)]
        reasons = " ".join(chance.choices(_WORDS, k=20))
        yield [*place, "suitable", "yes", reasons, _held(sitting) + timedelta(days=7)]


def _decisions(number: int, chance: random.Random) -> Iterator[list[object]]:
    yield [
        "case_ref",
        "sitting_ref",
        "minutes_received_on",
        "decided_on",
        "decision",
        "reasons",
        "written_on",
    ]
    for ref in range(number):
        sitting = ref // ITEMS_AT_A_SITTING
        received, decided, told = (_held(sitting) + timedelta(days=days) for days in (8, 12, 14))
        reasons = " ".join(chance.choices(_WORDS, k=12))
        yield [_case(ref), _sitting(sitting), received, decided, "approve", reasons, told]


def _sitting(number: int) -> str:
    return f"S{number:05}"


def _case(number: int) -> str:
    return f"C{number:05}"


def _held(sitting: int) -> date:
    return FIRST_SITTING + timedelta(days=3 * sitting)
