"""No ordinary question or action looks through all cases: the plan of each statement is read.

Plans are the same in a small file, since the store keeps no statistics.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from panelapp.domain.vocabulary import Outcome
from panelapp.queries.case_page import CasePageQuestion, case_page
from panelapp.queries.due_list import DueQuestion, duties_due
from panelapp.queries.household_page import HouseholdPageQuestion, household_page
from panelapp.queries.sitting_choice import OverviewQuestion
from panelapp.queries.sitting_overview import sitting_overview
from panelapp.queries.sitting_page import SittingPageQuestion, sitting_page
from panelapp.queries.today import TodayQuestion, today_page
from tests.factories import draft, listed_item, open_panel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.factories import Heard, Panel

_GROWING = re.compile(
    r"SCAN (panel_case|item|decision|recommendation|locked_minutes|minutes_version|notice|person"
    r"|household|carer|paper|named_child|assessment_check|imported_row|search_entry)\b"
)
Statement = tuple[str, Any]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Panel, Heard]]:
    """A file with one case on an agenda, whose duties are kept."""
    folder: Path = tmp_path_factory.mktemp("plans")
    with open_panel(folder) as panel:
        yield panel, listed_item(panel)


ORDINARY: dict[str, Callable[[Panel, Heard], object]] = {
    "today": lambda panel, _: panel.adviser.read(today_page, TodayQuestion()),
    "due": lambda panel, _: panel.adviser.read(duties_due, DueQuestion()),
    "case": lambda panel, heard: panel.adviser.read(case_page, CasePageQuestion(case=heard.case)),
    "household": lambda panel, _: panel.adviser.read(
        household_page, HouseholdPageQuestion(household="H-2026-0001")
    ),
    "sitting": lambda panel, heard: panel.adviser.read(
        sitting_page, SittingPageQuestion(sitting=heard.sitting)
    ),
    "sittings": lambda panel, _: panel.adviser.read(sitting_overview, OverviewQuestion()),
    "one action": lambda panel, heard: draft(panel, heard, Outcome.SUITABLE),
}


def looked_through(panel: Panel, work: Callable[[], object]) -> set[str]:
    """What the statements of some work look through from end to end, of what grows with years."""
    sent: list[Statement] = []

    def keep(_connection: object, _cursor: object, statement: str, *rest: Any) -> None:  # noqa: ANN401
        sent.append((statement, rest[0]))

    event.listen(panel.engine, "before_cursor_execute", keep)
    try:
        work()
    finally:
        event.remove(panel.engine, "before_cursor_execute", keep)
    assert sent
    found = set()
    with panel.engine.connect() as connection:
        for statement, parameters in sent:
            if statement.startswith(("SELECT", "UPDATE", "DELETE")):
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                found |= {f"{row[3]}: {statement}" for row in plan if _GROWING.match(row[3])}
    return found


@pytest.mark.parametrize("name", ORDINARY)
def test_what_is_done_every_day_looks_through_nothing_that_grows(
    ground: tuple[Panel, Heard], name: str
) -> None:
    panel, heard = ground
    assert looked_through(panel, lambda: ORDINARY[name](panel, heard)) == set()


def test_looking_through_everything_is_noticed(ground: tuple[Panel, Heard]) -> None:
    panel, _ = ground
    count = "SELECT count(*) FROM panel_case WHERE summary = ''"
    assert looked_through(panel, lambda: panel.rows(count))
