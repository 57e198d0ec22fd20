"""Each kind of error that the workbook's rules list, and nothing besides."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from panelapp.domain.vocabulary import CaseType, Outcome, PanelKind, SittingKind
from panelapp.exchange.existing import ExistingCase, ExistingItem, ExistingKeys
from tests.unit.exchange.workbooks import (
    Sheets,
    added,
    book,
    changed,
    check_file,
    check_sheets,
    place,
    saved,
    sound,
)

if TYPE_CHECKING:
    from pathlib import Path

A_DATE = "A date: an Excel date, or text such as 2022-05-04 or 04/05/2022."
A_VALUE = "A value: this column may not be blank."


def test_a_sound_workbook_has_nothing_to_say(tmp_path: Path) -> None:
    checked = check_sheets(tmp_path, sound())
    assert checked.errors == ()
    assert checked.warnings == ()
    assert checked.is_sound


def test_blank_cells_mean_what_the_workbook_says(tmp_path: Path) -> None:
    checked = check_sheets(tmp_path, changed("endings", 2, carer=None))
    sitting, [ending] = checked.rows.sittings[0], checked.rows.endings
    assert (sitting.kind, sitting.panel, sitting.cancelled) == (
        SittingKind.MAIN,
        PanelKind.SINGLE,
        False,
    )
    assert ending.carer == 1
    assert checked.rows.members[0].left_on is None
    assert checked.rows.items[0].withdrawn_members == ()


def test_free_text_is_kept_word_for_word(tmp_path: Path) -> None:
    checked = check_sheets(tmp_path, sound())
    assert checked.rows.cases[0].requested_terms == " as they say,  word for word "


@pytest.mark.parametrize(
    "stated",
    [
        date(2022, 5, 4),
        datetime(2022, 5, 4),  # noqa: DTZ001 - a spreadsheet knows no zones
        "2022-05-04",
        "04/05/2022",
        "4/5/2022",
        " 2022-05-04 ",
    ],
    ids=str,
)
def test_a_date_is_read_however_it_is_written(tmp_path: Path, stated: object) -> None:
    checked = check_sheets(tmp_path, changed("sittings", 2, date=stated))
    assert checked.errors == ()
    assert checked.rows.sittings[0].date == date(2022, 5, 4)


@pytest.mark.parametrize("stated", [3, 3.0, "3", "3.0"], ids=repr)
def test_a_whole_number_is_read_however_it_is_written(tmp_path: Path, stated: object) -> None:
    checked = check_sheets(tmp_path, changed("items", 2, order=stated))
    assert checked.errors == ()
    assert checked.rows.items[0].order == 3


@pytest.mark.parametrize(
    "stated",
    ["9:30", "09:30", "9.30", "09:30:00", "9.30 a.m.", "9:30AM", time(9, 30), timedelta(hours=9.5)],
    ids=repr,
)
def test_a_start_is_read_however_it_is_written(tmp_path: Path, stated: object) -> None:
    checked = check_sheets(tmp_path, changed("sittings", 2, start=stated))
    assert checked.warnings == ()
    assert checked.rows.sittings[0].start == "09:30"


@pytest.mark.parametrize(
    ("stated", "meant"), [("2pm", "14:00"), ("12 am", "00:00"), ("12.15 pm", "12:15")]
)
def test_a_start_after_noon_is_read(tmp_path: Path, stated: str, meant: str) -> None:
    checked = check_sheets(tmp_path, changed("sittings", 2, start=stated))
    assert checked.rows.sittings[0].start == meant


@pytest.mark.parametrize("stated", ["half nine", "9", 9, 0.4, "24:00", "9:75", "13 pm", "09:30Z"])
def test_a_start_that_is_no_time_is_left_out_with_a_warning(tmp_path: Path, stated: object) -> None:
    checked = check_sheets(tmp_path, changed("sittings", 2, start=stated))
    assert checked.errors == ()
    [problem] = checked.warnings
    assert (problem.sheet, problem.row, problem.column) == ("sittings", 2, "start")
    assert checked.rows.sittings[0].start is None


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\xa0", "\u2009"])
def test_what_nobody_sees_makes_no_other_reference(tmp_path: Path, unseen: str) -> None:
    sheets = changed("cases", 2, household_ref=f"H1{unseen}", case_type=f"{unseen}review")
    sheets["items"][0]["outcome"] = "continue"
    checked = check_sheets(tmp_path, sheets)
    assert checked.errors == ()
    assert checked.rows.cases[0].household_ref == "H1"


def test_two_ways_of_writing_a_letter_make_one_reference(tmp_path: Path) -> None:
    sheets = changed("households", 2, household_ref="Tŷ-1")
    sheets["cases"][0]["household_ref"] = sheets["cases"][1]["household_ref"] = "Ty\u0302-1"
    sheets["endings"][0]["household_ref"] = "Tŷ-1"
    assert check_sheets(tmp_path, sheets).errors == ()


def test_capitals_and_spaces_in_names_of_sheets_and_columns_do_not_matter(tmp_path: Path) -> None:
    sheets = {
        f" {name.title()}\xa0": [
            {f"{column.upper()} ": value for column, value in row.items()} for row in rows
        ]
        for name, rows in sound().items()
    }
    checked = check_sheets(tmp_path, sheets)
    assert checked.errors == ()
    assert checked.warnings == ()
    assert checked.rows == check_sheets(tmp_path, sound()).rows


def test_a_number_of_more_digits_than_a_spreadsheet_keeps_is_warned_of(tmp_path: Path) -> None:
    sheets = added("members", member_ref=12345678901234567890)
    checked = check_sheets(tmp_path, sheets)
    assert checked.errors == ()
    [problem] = checked.warnings
    assert place(problem) == ("members", 7, "member_ref", "1.23456789012346e+19")
    assert "first 15 digits" in problem.accepted


def test_a_ref_that_became_a_number_is_the_same_ref(tmp_path: Path) -> None:
    sheets = changed("sittings", 2, sitting_ref=17)
    for sheet, row in [("items", 0), ("items", 1), ("decisions", 0), ("decisions", 1)]:
        sheets[sheet][row]["sitting_ref"] = "17"
    checked = check_sheets(tmp_path, sheets)
    assert checked.errors == ()
    assert checked.rows.sittings[0].sitting_ref == "17"


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-", "@home", "\tindented"])
def test_text_that_looks_like_a_formula_is_text(tmp_path: Path, text: str) -> None:
    workbook = book(changed("cases", 3, requested_terms="later"))
    cell = workbook["cases"]["F3"]
    cell.value, cell.data_type, cell.quotePrefix = text, "s", True
    checked = check_file(saved(tmp_path, workbook))
    assert checked.warnings == ()
    assert checked.rows.cases[1].requested_terms == text


def test_columns_stand_in_any_order(tmp_path: Path) -> None:
    sheets = sound()
    sheets["items"] = [dict(reversed(row.items())) for row in sheets["items"]]
    assert check_sheets(tmp_path, sheets).rows == check_sheets(tmp_path, sound()).rows


def test_absent_sheets_are_empty(tmp_path: Path) -> None:
    checked = check_sheets(tmp_path, {"members": sound()["members"]})
    assert checked.is_sound
    assert checked.counts["members"] == 5
    assert checked.counts["irm"] == 0


WRONG_CELLS: dict[str, tuple[Sheets, tuple[str, int, str, str], str]] = {
    "unknown code": (
        changed("cases", 3, case_type="form_f"),
        ("cases", 3, "case_type", "form_f"),
        "One of mainstream_approval, connected_approval",
    ),
    "a code in another case": (
        changed("sittings", 2, mode="Virtual"),
        ("sittings", 2, "mode", "Virtual"),
        "One of in_person, virtual, hybrid, or blank.",
    ),
    "unknown code in a list": (
        changed("households", 2, placement_types="short_term;forever"),
        ("households", 2, "placement_types", "short_term;forever"),
        "One or more, separated by ;, of short_term",
    ),
    "a carer who is neither first nor second": (
        changed("endings", 2, carer=3),
        ("endings", 2, "carer", "3"),
        "1 or 2, or blank.",
    ),
    "a code where a number stands": (
        changed("members", 2, office=7),
        ("members", 2, "office", "7"),
        "One of chair, vice_chair, member, or blank.",
    ),
    "a day that no month has": (
        changed("sittings", 2, date="31/02/2022"),
        ("sittings", 2, "date", "31/02/2022"),
        A_DATE,
    ),
    "an American date": (
        changed("decisions", 2, decided_on="05/16/2022"),
        ("decisions", 2, "decided_on", "05/16/2022"),
        A_DATE,
    ),
    "a date in words": (
        changed("members", 3, joined_on="4 May 2022"),
        ("members", 3, "joined_on", "4 May 2022"),
        A_DATE,
    ),
    "a date with two digits for the year": (
        changed("members", 3, joined_on="04/05/22"),
        ("members", 3, "joined_on", "04/05/22"),
        A_DATE,
    ),
    "a date that lost its format": (
        changed("irm", 2, applied_on=44711),
        ("irm", 2, "applied_on", "44711"),
        A_DATE,
    ),
    "a year that is a slip": (
        changed("irm", 2, reviewed_on="0022-10-03"),
        ("irm", 2, "reviewed_on", "0022-10-03"),
        A_DATE,
    ),
    "yes in capitals": (
        changed("members", 2, independent="YES"),
        ("members", 2, "independent", "YES"),
        "yes, no, or blank.",
    ),
    "a truth value for yes": (
        changed("items", 2, unanimous=True),
        ("items", 2, "unanimous", "TRUE"),
        "yes, no, or blank.",
    ),
    "1 for yes": (
        changed("sittings", 2, cancelled=1),
        ("sittings", 2, "cancelled", "1"),
        "yes, no, or blank.",
    ),
    "missing name": (
        changed("members", 4, name=None),
        ("members", 4, "name", ""),
        A_VALUE,
    ),
    "a name of spaces": (
        changed("households", 2, carer_1="  "),
        ("households", 2, "carer_1", "  "),
        A_VALUE,
    ),
    "missing date": (
        changed("decisions", 3, decided_on=None),
        ("decisions", 3, "decided_on", ""),
        A_VALUE,
    ),
    "missing order": (changed("items", 2, order=None), ("items", 2, "order", ""), A_VALUE),
    "an order that is no number": (
        changed("items", 2, order="first"),
        ("items", 2, "order", "first"),
        "A whole number from 0 to 9,999.",
    ),
    "missing end of a period": (
        changed("not_collected", 2, to=None),
        ("not_collected", 2, "to", ""),
        A_VALUE,
    ),
}

REF_IN = "A ref that stands in the sheet {}, or in the file already."

WRONG_TOGETHER: dict[str, tuple[Sheets, tuple[str, int, str, str], str]] = {
    "household not there": (
        changed("cases", 2, household_ref="H9"),
        ("cases", 2, "household_ref", "H9"),
        REF_IN.format("households"),
    ),
    "case followed not there": (
        changed("cases", 3, case_type="representations", follows_case="C9"),
        ("cases", 3, "follows_case", "C9"),
        REF_IN.format("cases"),
    ),
    "chair not there": (
        changed("sittings", 2, in_the_chair="M9"),
        ("sittings", 2, "in_the_chair", "M9"),
        REF_IN.format("members"),
    ),
    "one of those present not there": (
        changed("sittings", 2, present="M1;M9;M2"),
        ("sittings", 2, "present", "M9"),
        REF_IN.format("members"),
    ),
    "member who withdrew not there": (
        changed("items", 3, withdrawn_members="m3"),
        ("items", 3, "withdrawn_members", "m3"),
        REF_IN.format("members"),
    ),
    "sitting of an item not there": (
        added("items", sitting_ref="S9", order=3),
        ("items", 4, "sitting_ref", "S9"),
        REF_IN.format("sittings"),
    ),
    "case of an item not there": (
        added("items", case_ref="C9", order=3),
        ("items", 4, "case_ref", "C9"),
        REF_IN.format("cases"),
    ),
    "case of a decision not there": (
        added("decisions", case_ref="C9"),
        ("decisions", 4, "case_ref", "C9"),
        REF_IN.format("cases"),
    ),
    "sitting of a decision not there": (
        changed("decisions", 3, sitting_ref="S9"),
        ("decisions", 3, "sitting_ref", "S9"),
        REF_IN.format("sittings"),
    ),
    "case of a review by the mechanism not there": (
        changed("irm", 2, case_ref="C9"),
        ("irm", 2, "case_ref", "C9"),
        REF_IN.format("cases"),
    ),
    "household of an ending not there": (
        changed("endings", 2, household_ref="H9"),
        ("endings", 2, "household_ref", "H9"),
        REF_IN.format("households"),
    ),
    "sitting of an ending not there": (
        changed("endings", 2, sitting_ref="S9"),
        ("endings", 2, "sitting_ref", "S9"),
        REF_IN.format("sittings"),
    ),
    "member twice": (
        added("members"),
        ("members", 7, "member_ref", "M1"),
        "One row for each member_ref: row 2 has the same.",
    ),
    "household twice": (
        added("households"),
        ("households", 3, "household_ref", "H1"),
        "row 2 has the same",
    ),
    "sitting twice": (
        added("sittings"),
        ("sittings", 3, "sitting_ref", "S1"),
        "row 2 has the same",
    ),
    "case twice": (added("cases"), ("cases", 4, "case_ref", "C1"), "row 2 has the same"),
    "item twice": (
        added("items", order=3),
        ("items", 4, "sitting_ref", "S1 + C1"),
        "One row for each sitting_ref and case_ref: row 2 has the same.",
    ),
    "decision twice": (
        added("decisions"),
        ("decisions", 4, "case_ref", "C1 + S1"),
        "row 2 has the same",
    ),
    "application twice": (
        added("irm"),
        ("irm", 3, "case_ref", "C1 + 2022-05-30"),
        "row 2 has the same",
    ),
    "ending twice": (
        added("endings"),
        ("endings", 3, "household_ref", "H1 + 2"),
        "row 2 has the same",
    ),
    "period twice": (
        added("not_collected"),
        ("not_collected", 3, "row_id", "irm_referrals + 2021-04-01 + 2022-03-31"),
        "row 2 has the same",
    ),
    "two items in one place": (
        changed("items", 3, order=1.0),
        ("items", 3, "order", "1"),
        "Another place: row 2 has this one in sitting S1.",
    ),
    "an outcome of other case types": (
        changed("items", 2, outcome="continue"),
        ("items", 2, "outcome", "continue"),
        (
            "One of suitable, not_suitable, deferred, withdrawn, for a case of type"
            " mainstream_approval."
        ),
    ),
    "minutes final before the sitting": (
        changed("items", 3, minutes_final_on="2022-05-03"),
        ("items", 3, "minutes_final_on", "2022-05-03"),
        "A date not before 4 May 2022, the date of the sitting.",
    ),
    "minutes received before they were final": (
        changed("decisions", 2, minutes_received_on="10/05/2022"),
        ("decisions", 2, "minutes_received_on", "10/05/2022"),
        "A date not before 11 May 2022, the item's minutes_final_on.",
    ),
    "decided before the minutes came": (
        changed("decisions", 3, decided_on=date(2022, 5, 11)),
        ("decisions", 3, "decided_on", "2022-05-11"),
        "A date not before 12 May 2022, minutes_received_on.",
    ),
    "told before the decision": (
        changed("decisions", 2, oral_on=date(2022, 5, 15)),
        ("decisions", 2, "oral_on", "2022-05-15"),
        "A date not before 16 May 2022, decided_on.",
    ),
    "written before the decision": (
        changed("decisions", 3, written_on=date(2022, 5, 15)),
        ("decisions", 3, "written_on", "2022-05-15"),
        "A date not before 16 May 2022, decided_on.",
    ),
    "final before the first decision": (
        changed("decisions", 2, final_decided_on=date(2022, 5, 15)),
        ("decisions", 2, "final_decided_on", "2022-05-15"),
        "A date not before 16 May 2022, decided_on.",
    ),
    "answered before the letter": (
        changed("decisions", 2, qd_response_on=date(2022, 5, 17)),
        ("decisions", 2, "qd_response_on", "2022-05-17"),
        "A date not before 18 May 2022, written_on.",
    ),
    "notified before the application": (
        changed("irm", 2, notified_on=date(2022, 5, 29)),
        ("irm", 2, "notified_on", "2022-05-29"),
        "A date not before 30 May 2022, applied_on.",
    ),
    "papers before the notification": (
        changed("irm", 2, papers_sent_on=date(2022, 6, 5)),
        ("irm", 2, "papers_sent_on", "2022-06-05"),
        "A date not before 6 June 2022, notified_on.",
    ),
    "reviewed before the notification": (
        changed("irm", 2, reviewed_on=date(2022, 6, 5)),
        ("irm", 2, "reviewed_on", "2022-06-05"),
        "A date not before 6 June 2022, notified_on.",
    ),
    "ended before the notice": (
        changed("endings", 2, effective_on=date(2022, 10, 31)),
        ("endings", 2, "effective_on", "2022-10-31"),
        "A date not before 1 November 2022, notice_received_on.",
    ),
    "left before joining": (
        changed("members", 6, left_on=date(2020, 1, 5)),
        ("members", 6, "left_on", "2020-01-05"),
        "A date not before 6 January 2020, joined_on.",
    ),
}


@pytest.mark.parametrize("kind", [*WRONG_CELLS, *WRONG_TOGETHER])
def test_one_error_is_found_in_its_place_and_no_other(tmp_path: Path, kind: str) -> None:
    sheets, where, accepted = (WRONG_CELLS | WRONG_TOGETHER)[kind]
    checked = check_sheets(tmp_path, sheets)
    assert [place(problem) for problem in checked.errors] == [where]
    assert accepted in checked.errors[0].accepted
    assert not checked.is_sound


def test_a_row_with_an_error_is_counted_and_not_handed_on(tmp_path: Path) -> None:
    checked = check_sheets(tmp_path, changed("members", 4, name=None))
    assert checked.counts["members"] == 5
    assert [row.row_number for row in checked.rows.members] == [2, 3, 5, 6]


def test_a_date_with_a_time_of_day_is_no_date(tmp_path: Path) -> None:
    sheets = changed("irm", 2, reviewed_on=datetime(2022, 10, 3, 14, 30))  # noqa: DTZ001 - no zones
    [problem] = check_sheets(tmp_path, sheets).errors
    assert place(problem) == ("irm", 2, "reviewed_on", "2022-10-03 14:30:00")


def test_every_problem_is_listed_at_once_by_sheet_and_row(tmp_path: Path) -> None:
    sheets = changed("sittings", 2, date="soon", mode="shouted")
    sheets["members"][4]["independent"] = "perhaps"
    sheets["members"][0]["joined_on"] = None
    sheets["cases"][0]["household_ref"] = "H9"
    assert [place(problem) for problem in check_sheets(tmp_path, sheets).errors] == [
        ("members", 2, "joined_on", ""),
        ("members", 6, "independent", "perhaps"),
        ("sittings", 2, "date", "soon"),
        ("sittings", 2, "mode", "shouted"),
        ("cases", 2, "household_ref", "H9"),
    ]


@pytest.mark.parametrize(
    ("case_type", "outcome"),
    [
        ("brief_report", "suitable"),
        ("resignation", "deferred"),
        ("review", "suitable"),
        ("reg24_extension", "noted"),
        ("change_of_approval", "not_suitable"),
        ("long_term_match", "continue"),
    ],
)
def test_each_case_type_allows_its_own_outcomes(
    tmp_path: Path, case_type: str, outcome: str
) -> None:
    sheets = changed("cases", 2, case_type=case_type)
    sheets["items"][0]["outcome"] = outcome
    [problem] = check_sheets(tmp_path, sheets).errors
    assert place(problem) == ("items", 2, "outcome", outcome)


@pytest.mark.parametrize(
    ("follows", "outcome", "wrong"),
    [
        ("C1", "suitable", False),
        ("C1", "continue", True),
        ("C2", "suitable", True),
        ("C2", "continue", False),
        (None, "suitable", False),
        (None, "continue", False),
    ],
)
def test_representations_are_answered_as_the_case_they_follow(
    tmp_path: Path, follows: str | None, outcome: str, *, wrong: bool
) -> None:
    sheets = added("cases", case_ref="C3", case_type="representations", follows_case=follows)
    sheets["items"].append({**sheets["items"][0], "case_ref": "C3", "order": 3, "outcome": outcome})
    places = [place(problem) for problem in check_sheets(tmp_path, sheets).errors]
    assert places == ([("items", 4, "outcome", outcome)] if wrong else [])


def test_two_decisions_without_a_sitting_are_the_same_decision(tmp_path: Path) -> None:
    sheets = changed("decisions", 2, sitting_ref=None)
    sheets["decisions"].append(dict(sheets["decisions"][0]))
    [problem] = check_sheets(tmp_path, sheets).errors
    assert place(problem) == ("decisions", 4, "case_ref", "C1 + ")


def test_one_case_may_be_decided_after_two_sittings(tmp_path: Path) -> None:
    sheets = added("sittings", sitting_ref="S2", date=date(2022, 5, 5))
    sheets["items"].append({**sheets["items"][1], "sitting_ref": "S2", "order": 1})
    sheets["decisions"].append(
        {**sheets["decisions"][1], "sitting_ref": "S2", "minutes_received_on": date(2022, 5, 12)}
    )
    assert check_sheets(tmp_path, sheets).errors == ()


def test_a_decision_names_a_sitting_that_heard_the_case(tmp_path: Path) -> None:
    sheets = added("sittings", sitting_ref="S2", date=date(2022, 5, 5))
    sheets["decisions"][1]["sitting_ref"] = "S2"
    [problem] = check_sheets(tmp_path, sheets).errors
    assert (problem.sheet, problem.column, problem.value) == ("decisions", "sitting_ref", "S2")


@pytest.mark.parametrize("column", ["number_of_children", "age_to"])
@pytest.mark.parametrize("stated", ["two", 2.5, "-1", True, 1e300])
def test_an_optional_number_that_is_none_is_left_out_with_a_warning(
    tmp_path: Path, column: str, stated: object
) -> None:
    checked = check_sheets(tmp_path, changed("households", 2, **{column: stated}))
    assert checked.errors == ()
    [problem] = checked.warnings
    assert (problem.sheet, problem.row, problem.column) == ("households", 2, column)
    assert "read as blank" in problem.accepted
    assert getattr(checked.rows.households[0], column) is None


def test_a_sheet_without_a_required_column_is_an_error(tmp_path: Path) -> None:
    sheets = sound()
    for row in sheets["sittings"]:
        del row["date"]
    [problem] = check_sheets(tmp_path, sheets).errors
    assert place(problem) == ("sittings", 1, "date", "")
    assert "A column headed date" in problem.accepted


def test_a_sheet_without_a_header_row_is_an_error(tmp_path: Path) -> None:
    workbook = book(sound())
    workbook["members"].delete_rows(1)
    [problem] = check_file(saved(tmp_path, workbook)).errors
    assert (problem.sheet, problem.row, problem.column) == ("members", 1, "")
    assert "A header row" in problem.accepted
    assert "member_ref, name, joined_on" in problem.accepted


def test_a_header_below_the_first_row_is_no_header(tmp_path: Path) -> None:
    workbook = book(sound())
    workbook["irm"].insert_rows(1)
    [problem] = check_file(saved(tmp_path, workbook)).errors
    assert (problem.sheet, problem.row) == ("irm", 1)


def test_an_empty_sheet_has_no_header_row(tmp_path: Path) -> None:
    [problem] = check_sheets(tmp_path, {**sound(), "endings": []}).errors
    assert (problem.sheet, problem.row) == ("endings", 1)


def test_a_header_alone_is_a_sheet_without_rows(tmp_path: Path) -> None:
    workbook = book(sound())
    workbook["irm"].delete_rows(2)
    checked = check_file(saved(tmp_path, workbook))
    assert checked.errors == ()
    assert checked.counts["irm"] == 0


def test_unknown_sheets_and_columns_are_reported_and_left_alone(tmp_path: Path) -> None:
    sheets = changed("members", 2, shoe_size=7)
    sheets["notes"] = [{"anything": "at all"}]
    checked = check_sheets(tmp_path, sheets)
    assert checked.errors == ()
    assert [place(problem) for problem in checked.warnings] == [
        ("notes", None, "", "notes"),
        ("members", 1, "shoe_size", "shoe_size"),
    ]
    assert all("left alone" in problem.accepted for problem in checked.warnings)
    assert checked.rows == check_sheets(tmp_path, sound()).rows


def test_a_column_without_a_heading_is_reported_where_it_begins(tmp_path: Path) -> None:
    workbook = book(sound())
    workbook["irm"]["J2"] = "scribbled"
    checked = check_file(saved(tmp_path, workbook))
    assert checked.errors == ()
    assert [place(problem) for problem in checked.warnings] == [("irm", 2, "J", "scribbled")]


def test_of_two_columns_with_one_heading_the_first_is_read(tmp_path: Path) -> None:
    workbook = book(sound())
    workbook["members"]["I1"] = "name"
    workbook["members"]["I2"] = "Somebody else (synthetic)"
    checked = check_file(saved(tmp_path, workbook))
    [problem] = checked.warnings
    assert place(problem) == ("members", 1, "name", "name")
    assert checked.rows.members[0].name == "Member M1 (synthetic)"


def test_a_row_that_only_unknown_columns_fill_is_left_alone(tmp_path: Path) -> None:
    workbook = book(sound())
    workbook["members"]["K1"] = "total"
    workbook["members"]["K9"] = 5
    checked = check_file(saved(tmp_path, workbook))
    assert checked.errors == ()
    assert checked.counts["members"] == 5


def test_blank_rows_between_keep_the_numbers_of_the_spreadsheet(tmp_path: Path) -> None:
    workbook = book(sound())
    workbook["members"].insert_rows(4, amount=3)
    checked = check_file(saved(tmp_path, workbook))
    assert [row.row_number for row in checked.rows.members] == [2, 3, 7, 8, 9]


def test_a_sheet_that_cannot_be_read_does_not_make_its_refs_wrong(tmp_path: Path) -> None:
    workbook = book(sound())
    workbook["members"].delete_rows(1)
    assert {problem.sheet for problem in check_file(saved(tmp_path, workbook)).errors} == {
        "members"
    }


IN_THE_FILE = ExistingKeys(
    households=frozenset({"H1"}),
    sittings={"S1": date(2022, 5, 4)},
    cases={
        "C1": ExistingCase(
            case_type=CaseType.MAINSTREAM_APPROVAL,
            follows_case=None,
            has_qualifying_determination=True,
        ),
        "C2": ExistingCase(
            case_type=CaseType.REVIEW, follows_case=None, has_qualifying_determination=False
        ),
    },
    items={
        ("S1", "C1"): ExistingItem(order=1, minutes_final_on=date(2022, 5, 11)),
        ("S1", "C2"): ExistingItem(order=2, minutes_final_on=date(2022, 5, 11)),
    },
)


def only(name: str, sheets: Sheets) -> Sheets:
    return {name: sheets[name]}


@pytest.mark.parametrize("sheet", ["cases", "items", "decisions", "irm", "endings"])
def test_what_is_in_the_file_already_may_be_referred_to(tmp_path: Path, sheet: str) -> None:
    assert check_sheets(tmp_path, only(sheet, sound()), IN_THE_FILE).errors == ()
    assert check_sheets(tmp_path, only(sheet, sound())).errors != ()


@pytest.mark.parametrize(
    ("sheet", "sheets", "where"),
    [
        (
            "items",
            changed("items", 3, outcome="suitable"),
            ("items", 3, "outcome", "suitable"),
        ),
        (
            "items",
            changed("items", 2, minutes_final_on="03/05/2022"),
            ("items", 2, "minutes_final_on", "03/05/2022"),
        ),
        (
            "decisions",
            changed("decisions", 2, minutes_received_on="10/05/2022"),
            ("decisions", 2, "minutes_received_on", "10/05/2022"),
        ),
    ],
)
def test_what_is_in_the_file_already_is_compared_with(
    tmp_path: Path, sheet: str, sheets: Sheets, where: tuple[str, int, str, str]
) -> None:
    checked = check_sheets(tmp_path, only(sheet, sheets), IN_THE_FILE)
    assert [place(problem) for problem in checked.errors] == [where]


def test_an_item_may_not_take_the_place_of_one_in_the_file(tmp_path: Path) -> None:
    sheets = {"items": sound()["items"][:1]}
    sheets["items"][0]["order"] = 2
    [problem] = check_sheets(tmp_path, sheets, IN_THE_FILE).errors
    assert place(problem) == ("items", 2, "order", "2")
    assert "the item of case C2 in the file" in problem.accepted


def test_items_that_both_come_again_may_change_places(tmp_path: Path) -> None:
    sheets = only("items", sound())
    sheets["items"][0]["order"], sheets["items"][1]["order"] = 2, 1
    assert check_sheets(tmp_path, sheets, IN_THE_FILE).errors == ()


def test_the_workbook_goes_before_the_file(tmp_path: Path) -> None:
    cases = {
        **IN_THE_FILE.cases,
        "C1": replace(IN_THE_FILE.cases["C1"], case_type=CaseType.ADVICE),
    }
    sheets = {"cases": sound()["cases"], "items": sound()["items"]}
    existing = replace(IN_THE_FILE, cases=cases)
    assert check_sheets(tmp_path, sheets, existing).errors == ()
    [problem] = check_sheets(tmp_path, only("items", sound()), existing).errors
    assert place(problem) == ("items", 2, "outcome", Outcome.NOT_SUITABLE)


def test_a_problem_has_the_keys_of_the_command_lines_json(tmp_path: Path) -> None:
    [problem] = check_sheets(tmp_path, changed("members", 2, independent="perhaps")).errors
    assert json.dumps(asdict(problem)) == (
        '{"sheet": "members", "row": 2, "column": "independent", "value": "perhaps",'
        ' "accepted": "yes, no, or blank."}'
    )
