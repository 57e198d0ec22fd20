"""The complete example: two years of a fictional agency."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.unit.exchange.workbooks import check_file

if TYPE_CHECKING:
    from panelapp.exchange.checking import CheckedWorkbook

EXAMPLES = Path(__file__).parents[2] / "data"
EXPECTED = json.loads((EXAMPLES / "anyshire-2021-2023.expected.json").read_text())


@pytest.fixture(scope="module")
def anyshire() -> CheckedWorkbook:
    return check_file(EXAMPLES / "anyshire-2021-2023.xlsx")


def test_every_row_is_read_and_none_is_wrong(anyshire: CheckedWorkbook) -> None:
    assert anyshire.counts == EXPECTED["row_counts"]
    assert anyshire.errors == ()
    assert {name: len(rows) for name, rows in vars(anyshire.rows).items()} == anyshire.counts


def test_the_late_decisions_are_those_of_the_published_report(anyshire: CheckedWorkbook) -> None:
    decided_on = {row.row_number: row.decided_on for row in anyshire.rows.decisions}
    late = Counter(
        decided_on[problem.row or 0] >= date(2022, 4, 1)
        for problem in anyshire.warnings
        if problem.sheet == "decisions"
    )
    assert [late[False], late[True]] == EXPECTED["tables"]["decisions"]["after_7_working_days"]


def test_the_sitting_that_was_not_quorate_is_named(anyshire: CheckedWorkbook) -> None:
    [problem] = [problem for problem in anyshire.warnings if problem.sheet == "sittings"]
    [sitting] = [row for row in anyshire.rows.sittings if row.row_number == problem.row]
    assert date(2021, 4, 1) <= sitting.date <= date(2022, 3, 31)
    assert problem.value == "M001;M007;M008;M016"
    assert "4 counted, 5 needed" in problem.accepted
    assert "FSR 24(1)(c)" in problem.accepted


def test_one_late_decision_counted_by_hand(anyshire: CheckedWorkbook) -> None:
    """Minutes on Thursday 9 September 2021; 10, 13, 14, 15, 16, 17 and 20 September are seven."""
    [problem] = [
        problem for problem in anyshire.warnings if (problem.sheet, problem.row) == ("decisions", 2)
    ]
    assert (problem.column, problem.value) == ("decided_on", "2021-09-22")
    assert problem.accepted.startswith("A decision by 20 September 2021.")
    assert "NMS 14.9" in problem.accepted


def test_there_is_no_other_warning(anyshire: CheckedWorkbook) -> None:
    assert Counter(problem.sheet for problem in anyshire.warnings) == {
        "decisions": 62,
        "sittings": 1,
    }


def test_rows_carry_meaning(anyshire: CheckedWorkbook) -> None:
    household, sitting = anyshire.rows.households[0], anyshire.rows.sittings[0]
    assert household.row_number == 2
    assert (household.number_of_children, household.age_from, household.age_to) == (2, 0, 5)
    assert household.placement_types == ("short_term", "respite")
    assert household.approved_on is None
    assert sitting.in_the_chair == "M003"
    assert sitting.present == ("M003", "M011", "M008", "M014", "M032", "M020", "M027")
    assert sitting.start == "09:30"
    assert not sitting.cancelled
