"""What history did not do by the rules is warned of, and stops nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from panelapp.domain.rules.calendar import WorkingCalendar
from panelapp.domain.values import Settings
from panelapp.domain.vocabulary import CaseType, Office
from panelapp.exchange.checking import check
from panelapp.exchange.existing import ExistingCase, ExistingKeys, ExistingMember
from panelapp.exchange.reader import read_workbook
from tests.unit.exchange.workbooks import (
    Sheets,
    added,
    book,
    changed,
    check_sheets,
    place,
    saved,
    sound,
)

if TYPE_CHECKING:
    from pathlib import Path


def without_social_worker() -> Sheets:
    sheets = changed("sittings", 2, present="M1;M3;M4;M5;M6")
    sheets["members"].append({**sheets["members"][2], "member_ref": "M6"})
    return sheets


@pytest.mark.parametrize(
    ("sheets", "limb"),
    [
        (changed("sittings", 2, present="M1;M2;M3;M4"), "FSR 24(1)(c)"),
        (changed("sittings", 2, present="M1;M2;M3;M4;M4"), "FSR 24(1)(c)"),
        (changed("sittings", 2, panel="joint"), "FSR 24(1)(c)"),
        (changed("members", 4, left_on=date(2022, 5, 3)), "FSR 24(1)(c)"),
        (changed("members", 4, joined_on=date(2022, 5, 5)), "FSR 24(1)(c)"),
        (without_social_worker(), "FSR 24(1)(b)"),
        (changed("members", 2, office="member"), "FSR 24(1)(a)"),
        (changed("members", 2, office=None), "FSR 24(1)(a)"),
    ],
    ids=[
        "four people",
        "one named twice",
        "a joint panel",
        "one had left",
        "one had not joined",
        "no social worker",
        "a member in the chair",
        "nobody of office in the chair",
    ],
)
def test_a_sitting_that_was_not_quorate(tmp_path: Path, sheets: Sheets, limb: str) -> None:
    checked = check_sheets(tmp_path, sheets)
    assert checked.errors == ()
    [problem] = checked.warnings
    assert (problem.sheet, problem.row, problem.column) == ("sittings", 2, "present")
    assert problem.value == sheets["sittings"][0]["present"]
    assert limb in problem.accepted


def test_a_vice_chair_who_is_not_independent_needs_an_independent_member(tmp_path: Path) -> None:
    sheets = changed("members", 2, office="vice_chair")
    for member in sheets["members"]:
        member["independent"] = None
    [problem] = check_sheets(tmp_path, sheets).warnings
    assert "FSR 24(1)(d)" in problem.accepted
    sheets["members"][4]["independent"] = "yes"
    assert check_sheets(tmp_path, sheets).warnings == ()


@pytest.mark.parametrize(
    "sheets",
    [
        changed("members", 4, left_on=date(2022, 5, 4)),
        changed("members", 4, joined_on=date(2022, 5, 4)),
        changed("sittings", 2, present="M2;M3;M4;M5"),
        changed("sittings", 2, present=None, in_the_chair=None),
        changed("sittings", 2, present="M1", cancelled="yes"),
    ],
    ids=[
        "the last day on the list",
        "the first day on the list",
        "the chair not named among those present",
        "no attendance recorded",
        "cancelled",
    ],
)
def test_a_sitting_that_calls_for_no_warning(tmp_path: Path, sheets: Sheets) -> None:
    checked = check_sheets(tmp_path, sheets)
    assert checked.errors == ()
    assert checked.warnings == ()


def test_the_agency_may_let_the_chair_be_the_social_worker(tmp_path: Path) -> None:
    sheets = without_social_worker()
    sheets["members"][0]["social_worker_3y"] = "yes"
    raw = read_workbook(saved(tmp_path, book(sheets)))
    strict, lenient = (
        check(
            raw,
            ExistingKeys(),
            WorkingCalendar(),
            Settings(chair_may_fill_social_worker_place=allowed),
        )
        for allowed in (False, True)
    )
    assert [problem.sheet for problem in strict.warnings] == ["sittings"]
    assert lenient.warnings == ()


def test_a_member_who_withdrew_may_leave_one_item_without_quorum(tmp_path: Path) -> None:
    [problem] = check_sheets(tmp_path, changed("items", 3, withdrawn_members="M5")).warnings
    assert place(problem) == ("items", 3, "withdrawn_members", "M5")
    assert "4 counted, 5 needed" in problem.accepted


def test_an_item_that_was_taken_off_needs_no_quorum(tmp_path: Path) -> None:
    sheets = changed("items", 3, withdrawn_members="M5", outcome="withdrawn")
    assert check_sheets(tmp_path, sheets).warnings == ()


def test_members_in_the_file_are_counted(tmp_path: Path) -> None:
    def listed(office: Office, *, worker: bool = False) -> ExistingMember:
        return ExistingMember(
            office=office,
            independent=True,
            social_worker_3y=worker,
            joined_on=date(2020, 1, 6),
            left_on=None,
        )

    existing = ExistingKeys(
        members={
            "M1": listed(Office.CHAIR),
            "M2": listed(Office.MEMBER, worker=True),
            "M3": listed(Office.MEMBER),
            "M4": listed(Office.MEMBER),
            "M5": listed(Office.MEMBER),
        }
    )
    sheets = {"sittings": sound()["sittings"]}
    assert check_sheets(tmp_path, sheets, existing).warnings == ()
    sheets["sittings"][0]["present"] = "M1;M3;M4;M5"
    [problem] = check_sheets(tmp_path, sheets, existing).warnings
    assert "FSR 24(1)(b)" in problem.accepted


def test_nothing_is_said_of_quorum_while_somebody_present_is_unknown(tmp_path: Path) -> None:
    checked = check_sheets(tmp_path, changed("sittings", 2, present="M1;M9"))
    assert [place(problem) for problem in checked.errors] == [("sittings", 2, "present", "M9")]
    assert checked.warnings == ()


@pytest.mark.parametrize(
    ("decided_on", "late"),
    [(date(2022, 5, 23), False), (date(2022, 5, 24), True), ("24/05/2022", True)],
    ids=["on the last day", "a day later", "a day later, as text"],
)
def test_a_decision_later_than_its_clock(tmp_path: Path, decided_on: object, *, late: bool) -> None:
    """Minutes on Thursday 12 May 2022; 13, 16, 17, 18, 19, 20 and 23 May are seven."""
    checked = check_sheets(tmp_path, changed("decisions", 3, decided_on=decided_on))
    assert checked.errors == ()
    shown = str(decided_on)
    expected = [("decisions", 3, "decided_on", shown)] if late else []
    assert [place(problem) for problem in checked.warnings] == expected
    assert all("NMS 14.9" in problem.accepted for problem in checked.warnings)


def test_a_clock_that_never_started_is_never_late(tmp_path: Path) -> None:
    sheets = changed("decisions", 3, minutes_received_on=None, decided_on=date(2023, 5, 24))
    assert check_sheets(tmp_path, sheets).warnings == ()


def test_the_working_days_are_the_agencys(tmp_path: Path) -> None:
    raw = read_workbook(
        saved(tmp_path, book(changed("decisions", 3, decided_on=date(2022, 5, 24))))
    )
    calendar = WorkingCalendar(extra_days=frozenset({date(2022, 5, 13)}))
    assert check(raw, ExistingKeys(), calendar, Settings()).warnings == ()


def test_a_final_decision_without_a_determination(tmp_path: Path) -> None:
    sheets = changed(
        "decisions", 3, final_decided_on=date(2022, 7, 4), final_decision="terms_unchanged"
    )
    checked = check_sheets(tmp_path, sheets)
    assert checked.errors == ()
    [problem] = checked.warnings
    assert place(problem) == ("decisions", 3, "final_decision", "terms_unchanged")
    assert "FSR 27(6), 28(7)" in problem.accepted


def test_a_final_decision_after_the_mechanism_without_a_determination(tmp_path: Path) -> None:
    sheets = changed("decisions", 2, decision="approve", qd_response=None, qd_response_on=None)
    [problem] = check_sheets(tmp_path, sheets).warnings
    assert place(problem) == ("irm", 2, "final_decision", "not_approve")


@pytest.mark.parametrize("follows", ["C1", "C2", None])
def test_representations_rest_on_the_determination_of_the_case_they_follow(
    tmp_path: Path, follows: str | None
) -> None:
    sheets = added("cases", case_ref="C3", case_type="representations", follows_case=follows)
    sheets["decisions"].append(
        {
            **sheets["decisions"][1],
            "case_ref": "C3",
            "sitting_ref": None,
            "decision": "approve",
            "final_decision": "approve",
        }
    )
    checked = check_sheets(tmp_path, sheets)
    assert checked.errors == ()
    warned = [place(problem) for problem in checked.warnings]
    assert warned == ([] if follows == "C1" else [("decisions", 4, "final_decision", "approve")])


def test_a_determination_in_the_file_is_enough(tmp_path: Path) -> None:
    sheets = {"irm": sound()["irm"]}
    [determined, undetermined] = (
        ExistingKeys(
            cases={
                "C1": ExistingCase(
                    case_type=CaseType.MAINSTREAM_APPROVAL,
                    follows_case=None,
                    has_qualifying_determination=known,
                )
            }
        )
        for known in (True, False)
    )
    assert check_sheets(tmp_path, sheets, determined).warnings == ()
    assert [
        place(problem) for problem in check_sheets(tmp_path, sheets, undetermined).warnings
    ] == [("irm", 2, "final_decision", "not_approve")]
