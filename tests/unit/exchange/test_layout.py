"""The declarations agree with the rows that they fill, and with the workbook that people know."""

from __future__ import annotations

from dataclasses import fields

import pytest

from panelapp.domain.vocabulary import CarerKind
from panelapp.exchange import rows
from panelapp.exchange.layout import SHEETS, Sheet

COLUMNS = {
    "members": "member_ref* name* category office independent social_worker_3y joined_on* left_on"
    " dbs_on agreement_signed_on observed_on induction_completed_on last_appraisal_on",
    "households": "household_ref* carer_1* carer_2 carer_kind* approved_on number_of_children"
    " age_from age_to placement_types team",
    "sittings": "sitting_ref* date* start mode kind panel in_the_chair present cancelled",
    "cases": "case_ref* household_ref* case_type* carer_kind* follows_case route opened_on"
    " application_on reg24_started_on named_children social_worker requested_terms",
    "items": "sitting_ref* order* case_ref* outcome deferral_reason unanimous terms reasons"
    " quality_grade minutes_final_on withdrawn_members",
    "decisions": "case_ref* sitting_ref minutes_received_on decided_on* decision* decision_maker"
    " reasons oral_on written_on qd_response qd_response_on final_decided_on final_decision",
    "irm": "case_ref* applied_on* notified_on papers_sent_on reviewed_on irm_recommendation"
    " final_decided_on final_decision",
    "endings": "household_ref* carer ending_kind* ending_reason* notice_received_on effective_on*"
    " sitting_ref",
    "not_collected": "row_id* from* to*",
}
ROW_TYPES = {
    "members": rows.MemberRow,
    "households": rows.HouseholdRow,
    "sittings": rows.SittingRow,
    "cases": rows.CaseRow,
    "items": rows.ItemRow,
    "decisions": rows.DecisionRow,
    "irm": rows.IrmRow,
    "endings": rows.EndingRow,
    "not_collected": rows.NotCollectedRow,
}


def test_every_sheet_has_its_columns() -> None:
    assert {
        sheet.name: " ".join(
            f"{column.name}*" if column.required else column.name for column in sheet.columns
        )
        for sheet in SHEETS
    } == COLUMNS


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_column_fills_a_field_of_the_row(sheet: Sheet) -> None:
    assert [column.row_field for column in sheet.columns] == [
        field.name for field in fields(ROW_TYPES[sheet.name]) if field.name != "row_number"
    ]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_keys_and_date_pairs_name_columns_of_the_sheet(sheet: Sheet) -> None:
    names = {column.name for column in sheet.columns}
    assert names.issuperset(sheet.key)
    assert names.issuperset(name for pair in sheet.date_pairs for name in pair)


def test_a_row_does_not_show_who_is_in_it() -> None:
    row = rows.HouseholdRow(
        row_number=4,
        household_ref="H1",
        carer_1="Carer 0001 (synthetic)",
        carer_kind=CarerKind.CONNECTED,
    )
    assert repr(row) == "<HouseholdRow 4>"
