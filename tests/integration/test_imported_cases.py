"""Cases of two imported years on the list and on their pages."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from panelapp.actions.imports import ImportWorkbook, import_workbook
from panelapp.domain.rules.tasks import TaskStatus
from panelapp.office import Office
from panelapp.persistence.keys import KeyCost
from panelapp.queries.case_choice import CasesQuestion
from panelapp.queries.case_list import cases
from panelapp.queries.case_page import CasePageQuestion, case_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.queries.case_page import CasePage

WORKBOOK = Path(__file__).parents[1] / "data" / "anyshire-2021-2023.xlsx"
LAST_DAY = datetime(2023, 3, 31, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    path = tmp_path_factory.mktemp("imported") / "Anyshire.fpanel"
    with Office.create(
        path,
        agency="Anyshire Fostering",
        user="Adviser",
        passphrase="correct horse battery",
        now=lambda: LAST_DAY,
        cost=KeyCost(memory_kib=64, passes=1, lanes=1),
    ) as made:
        assert made.execute(import_workbook, ImportWorkbook(path=WORKBOOK)).value.ok
        yield made


@pytest.fixture(scope="module")
def pages(office: Office) -> list[CasePage]:
    rows = office.read(cases, CasesQuestion())
    return [office.read(case_page, CasePageQuestion(case=row.case)) for row in rows]


def test_every_imported_case_has_its_page(pages: list[CasePage]) -> None:
    assert len(pages) > 100
    for page in pages:
        assert page.names
        assert page.status
        assert page.next.endswith(".")
        assert page.timeline


def test_list_and_page_agree(office: Office, pages: list[CasePage]) -> None:
    rows = office.read(cases, CasesQuestion())
    assert [(row.case, row.status, row.is_open, row.names) for row in rows] == [
        (page.case, page.status, page.is_open, page.names) for page in pages
    ]


def test_a_closed_imported_case_asks_for_nothing(pages: list[CasePage]) -> None:
    closed = [page for page in pages if not page.is_open]
    assert len(closed) > 50
    for page in closed:
        assert {task.status for task in page.tasks} <= {TaskStatus.COMPLETED}, page.case


def test_an_open_imported_case_says_what_is_to_do(pages: list[CasePage]) -> None:
    for page in pages:
        if page.is_open:
            assert any(task.is_open for task in page.tasks), page.case
