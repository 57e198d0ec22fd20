from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from panelapp.actions.cases import AddHousehold, CarerDetails, add_household
from panelapp.documents.tables import to_workbook
from panelapp.domain.errors import BadInput, NotAllowed
from panelapp.domain.vocabulary import CarerKind
from panelapp.queries.case_choice import CaseSort
from panelapp.queries.list_copies import (
    ExportCases,
    ExportCentralList,
    ExportChaseList,
    ExportDecisions,
    ExportSittings,
    ExportTrail,
    export_cases,
    export_central_list,
    export_chase_list,
    export_decisions,
    export_sittings,
    export_trail,
    save_list,
)
from tests.factories import TODAY, audited, case, with_decision_maker

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from panelapp.queries.list_copies import ListCopy
    from tests.factories import Panel

RUNS = '=HYPERLINK("http://example.invalid")'


def home(panel: Panel, name: str) -> str:
    people = AddHousehold(carers=(CarerDetails(name=name),), carer_kind=CarerKind.MAINSTREAM)
    return panel.adviser.execute(add_household, people).value


def first_sheet(copy: ListCopy) -> Worksheet:
    return load_workbook(BytesIO(to_workbook(copy.tables))).worksheets[0]


def test_a_copy_of_cases_has_every_row_in_the_order_asked_for_and_runs_nothing(
    panel: Panel,
) -> None:
    last = case(panel, home=home(panel, "Zoë Brown"))
    first = case(panel, home=home(panel, RUNS))
    middle = case(panel, home=home(panel, "Ana Núñez"))
    asked = ExportCases(sort=CaseSort.WHO, limit=1)
    with audited(panel, panel.adviser, "export_cases", TODAY.isoformat()):
        copy = panel.adviser.execute(export_cases, asked).value
    sheet = first_sheet(copy)
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [first, middle, last]
    cell = sheet["C2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (RUNS, "s", True)
    assert ("Rows", 3) in copy.tables[1].rows


def test_each_list_has_a_copy_with_a_heading_for_each_cell(panel: Panel) -> None:
    with_decision_maker(panel)
    office = panel.adviser
    copies = (
        office.execute(export_sittings, ExportSittings()).value,
        office.execute(export_central_list, ExportCentralList()).value,
        office.execute(export_decisions, ExportDecisions()).value,
        office.execute(export_trail, ExportTrail(text="export")).value,
    )
    for copy in copies:
        table = copy.tables[0]
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.headings)}
    assert len(copies[3].tables[0].rows) == 3
    assert not office.execute(export_chase_list, ExportChaseList()).value.tables[0].rows


def test_who_may_not_see_every_case_takes_no_list_away(panel: Panel) -> None:
    case(panel)
    for office in (panel.chair, panel.member, panel.decision_maker, panel.auditor):
        with pytest.raises(NotAllowed):
            office.execute(export_cases, ExportCases())


def test_a_copy_is_a_workbook_and_nothing_else(panel: Panel, tmp_path: Path) -> None:
    copy = panel.adviser.execute(export_cases, ExportCases()).value
    save_list(copy, tmp_path / "cases.xlsx")
    assert load_workbook(tmp_path / "cases.xlsx").sheetnames == ["Cases", "About"]
    with pytest.raises(BadInput):
        save_list(copy, tmp_path / "cases.csv")
