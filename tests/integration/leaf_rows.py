"""Rows at the ends of every sheet to which nothing refers, so that one bad cell is one error.

With them, a workbook can be made in which every column of one kind is wrong, each in a row of its
own.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from panelapp.exchange.layout import SHEETS, Kind, Sheet
from tests.unit.exchange.workbooks import Sheets, sound

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.exchange.layout import Column

MOST = 14
"""No kind has more columns than that in one sheet."""

_DAYS = tuple(date(2022, 6, day) for day in range(1, 1 + MOST))

Place = tuple[str, int, str, str, str]


def _leaf(sheet: str, number: int) -> dict[str, Any]:
    case = f"X{number}"
    leaves: dict[str, dict[str, Any]] = {
        "members": {"member_ref": f"L{number}", "name": "Leaf", "joined_on": date(2020, 1, 6)},
        "households": {"household_ref": f"L{number}", "carer_1": "Leaf", "carer_kind": "connected"},
        "sittings": {"sitting_ref": f"L{number}", "date": date(2022, 6, 1)},
        "cases": {
            "case_ref": f"L{number}",
            "household_ref": "H1",
            "case_type": "review",
            "carer_kind": "mainstream",
        },
        "items": {"sitting_ref": "S1", "order": 10 + number, "case_ref": case},
        "decisions": {"case_ref": case, "decided_on": date(2022, 6, 1), "decision": "continue"},
        "irm": {"case_ref": case, "applied_on": date(2022, 6, 1)},
        "endings": {
            "household_ref": case,
            "carer": 1,
            "ending_kind": "resignation",
            "ending_reason": "other",
            "effective_on": date(2022, 6, 1),
        },
        "not_collected": {
            "row_id": f"L{number}",
            "from": date(2022, 4, 1),
            "to": date(2022, 4, 30),
        },
    }
    return leaves[sheet]


def with_leaves(sheet: Sheet, columns: list[Column], stated: object) -> Sheets:
    """A workbook with one more row for each column, in which ``stated`` stands there alone."""
    sheets = sound()
    for number in range(MOST):
        sheets["households"].append(
            {"household_ref": f"X{number}", "carer_1": "X", "carer_kind": "mainstream"}
        )
        sheets["cases"].append(_leaf("cases", number) | {"case_ref": f"X{number}"})
    rows = sheets[sheet.name]
    for number, column in enumerate(columns):
        rows.append(_leaf(sheet.name, number) | {column.name: stated})
    rows[0] = dict.fromkeys((one.name for one in sheet.columns), None) | rows[0]
    return sheets


def _places(sheet: Sheet, columns: list[Column], value: str, words: str) -> tuple[Place, ...]:
    first = len(with_leaves(sheet, columns, None)[sheet.name]) - len(columns) + 2
    return tuple(
        (sheet.name, first + number, column.name, value, words)
        for number, column in enumerate(columns)
    )


def every_bad_cell() -> dict[str, tuple[Sheets, tuple[Place, ...]]]:
    """A workbook for each sheet and each kind of error in a cell, and where its errors stand."""
    kinds: tuple[tuple[str, Callable[[Column], bool], object, str, str], ...] = (
        ("unknown code", lambda one: bool(one.codes), "no_such_code", "no_such_code", "One "),
        (
            "a day no month has",
            lambda one: one.kind is Kind.DATE,
            "31/02/2022",
            "31/02/2022",
            "A d",
        ),
        ("neither yes nor no", lambda one: one.kind is Kind.YES_NO, "maybe", "maybe", "yes, no"),
        ("reference to nothing", lambda one: bool(one.refers_to), "nobody", "nobody", "A ref that"),
        ("required, and blank", lambda one: one.required, None, "", "A value: this column"),
    )
    made = {}
    for sheet in SHEETS:
        for words, is_of_kind, stated, value, accepted in kinds:
            columns = [column for column in sheet.columns if is_of_kind(column)]
            if columns:
                made[f"{sheet.name}: {words}"] = (
                    with_leaves(sheet, columns, stated),
                    _places(sheet, columns, value, accepted),
                )
    return made
