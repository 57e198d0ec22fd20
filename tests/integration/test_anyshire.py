"""Two years of a fictional agency: taken in whole, and what was left open at their end.

The duties below were counted by hand from the rows of the workbook against rules.md.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from panelapp.actions.imports import ImportWorkbook, import_workbook
from panelapp.documents.render import rendered
from panelapp.office import Office
from panelapp.persistence.keys import KeyCost
from panelapp.queries.documents import ExportAgenda, ExportMinutes, export_agenda, export_minutes
from panelapp.queries.due_list import DueQuestion, duties_due
from panelapp.queries.sitting_list import SittingsQuestion, sittings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.actions.imports import ImportReport
    from panelapp.queries.due_list import DueRow

DATA = Path(__file__).parents[1] / "data"
WORKBOOK = DATA / "anyshire-2021-2023.xlsx"
EXPECTED = json.loads((DATA / "anyshire-2021-2023.expected.json").read_text("utf-8"))
LAST_DAY = date(2023, 3, 31)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    path = tmp_path_factory.mktemp("anyshire") / "Anyshire.fpanel"
    with Office.create(
        path,
        agency="Anyshire Fostering",
        user="Adviser",
        passphrase="correct horse battery",
        cost=KeyCost(memory_kib=64, passes=1, lanes=1),
    ) as made:
        yield made


@pytest.fixture(scope="module")
def report(office: Office) -> ImportReport:
    return office.execute(import_workbook, ImportWorkbook(path=WORKBOOK)).value


@pytest.fixture(scope="module")
def open_duties(office: Office, report: ImportReport) -> list[DueRow]:
    return office.read(duties_due, DueQuestion(on=LAST_DAY))


def test_every_row_is_taken_in_without_a_problem(report: ImportReport) -> None:
    assert report.ok
    assert dict(report.rows) == EXPECTED["row_counts"]


def test_warnings_are_the_unquorate_sitting_and_the_late_decisions(report: ImportReport) -> None:
    late = EXPECTED["tables"]["decisions"]["after_7_working_days"]
    by_sheet = [warning.sheet for warning in report.warnings]
    assert by_sheet.count("sittings") == sum(EXPECTED["tables"]["sittings"]["not_quorate"])
    assert by_sheet.count("decisions") == sum(late)
    assert len(by_sheet) == 1 + sum(late)


def test_the_same_workbook_again_changes_nothing(office: Office, report: ImportReport) -> None:
    before = office.read(duties_due, DueQuestion(on=LAST_DAY))
    again = office.execute(import_workbook, ImportWorkbook(path=WORKBOOK)).value
    assert again.ok
    assert office.read(duties_due, DueQuestion(on=LAST_DAY)) == before


def test_sittings_are_counted_as_the_annual_report_counts_them(
    office: Office, report: ImportReport
) -> None:
    expected = EXPECTED["tables"]["sittings"]
    for year, period in enumerate(EXPECTED["periods"]):
        question = SittingsQuestion(
            first=date.fromisoformat(period["from"]), last=date.fromisoformat(period["to"])
        )
        rows = office.read(sittings, question)
        held = [row for row in rows if not row.cancelled]
        assert len(held) == expected["held"][year]
        assert len(rows) - len(held) == expected["cancelled"][year]
        assert sum(row.quorate is False for row in held) == expected["not_quorate"][year]
        for mode in ("in_person", "virtual", "hybrid"):
            assert sum(row.mode == mode for row in held) == expected[mode][year]


@pytest.mark.parametrize(
    ("ref", "duty", "due", "overdue", "citation"),
    [
        # Deferred on 8 April 2021 and not presented again: 28 days after.
        ("C00020", "list_again", "2021-05-06", True, "Local practice"),
        # Application of 7 December 2020 + 8 months; only ever deferred. NMS 14.4
        ("C00020", "reach_recommendation", "2021-08-07", True, "NMS 14.4"),
        # Application of 25 October 2022 + 8 months; deferred on 7 February 2023 at the earliest.
        ("C00206", "reach_recommendation", "2023-06-25", False, "NMS 14.4"),
        # Temporary approval of 14 February 2021, extended: 24 weeks are D+168, act by D+167.
        ("C00079", "settle_temporary_approval", "2021-07-31", True, "CPPCR 25(6)"),
        # Temporary approval of 7 November 2022, extended: D+167 is 23 April 2023.
        ("C00269", "settle_temporary_approval", "2023-04-23", False, "CPPCR 25(6)"),
        # Representations heard, minutes final on Tuesday 27 July 2021, never received.
        ("C00189", "send_minutes", "2021-07-28", True, "Local practice"),
        # Minutes received on Monday 27 March 2023: 28, 29, 30, 31 March, 3, 4, 5 April.
        ("C00243", "decide", "2023-04-05", False, "NMS 14.9"),
        # Sat on 28 March 2023, target 10 working days: 7 and 10 April are bank holidays.
        ("C00214", "finalise_minutes", "2023-04-13", False, "Local practice"),
        # Approved on 29 January 2016, no review in the file: a year after approval.
        ("H0162", "first_review", "2017-01-29", True, "FSR 28(2)"),
        # Reviewed by the decision of 31 March 2022: due on the very day that is asked about.
        ("H0120", "review", "2023-03-31", False, "FSR 28(2)"),
        # Approved by the decision of 23 September 2022: the first review within a year.
        ("H0240", "first_review", "2023-09-23", False, "FSR 28(2)"),
        # Last appraised on 8 June 2022.
        ("M014", "appraise", "2023-06-08", False, "Guidance vol 4, ch 5"),
    ],
)
def test_a_duty_left_open_on_31_march_2023(
    open_duties: list[DueRow], ref: str, duty: str, due: str, *, overdue: bool, citation: str
) -> None:
    [found] = [row for row in open_duties if (row.ref, row.duty) == (ref, duty)]
    assert found.due.isoformat() == due
    assert found.overdue is overdue
    assert found.citation == citation


@pytest.mark.parametrize(
    ("ref", "why"),
    [
        ("C00001", "approved, told and written to in September 2021"),
        ("H0190", "the only carer resigned with effect from 12 January 2022"),
        ("C00263", "refused after the review of the IRM, finally decided on 27 October 2022"),
    ],
)
def test_nothing_is_left_open_where_all_was_done(
    open_duties: list[DueRow], ref: str, why: str
) -> None:
    assert [row.duty for row in open_duties if row.ref == ref] == [], why


def test_agenda_and_minutes_of_every_sitting_come_out(office: Office, report: ImportReport) -> None:
    for row in office.read(sittings, SittingsQuestion()):
        agenda = office.execute(export_agenda, ExportAgenda(sitting=row.sitting_ref)).value
        minutes = office.execute(export_minutes, ExportMinutes(sitting=row.sitting_ref)).value
        assert row.sitting_ref in agenda.subject
        assert row.sitting_ref in minutes.subject
    assert rendered(minutes, "pdf").startswith(b"%PDF-")
    assert rendered(minutes, "docx").startswith(b"PK")
