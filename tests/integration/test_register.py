"""The register of the fictional agency, counted by hand from the sheets of its workbook.

How the households were counted, sheet by sheet. No household of the workbook has both a date of
approval on its own row and a decision to approve, and none is approved twice.

=====================================================  ============  =============  =============
                                                        1 Apr 2021    31 Mar 2022    31 Mar 2023
=====================================================  ============  =============  =============
in:  ``households.approved_on`` on or before the day        268           288            289
in:  ``decisions`` "approve" decided by the day               0            65            120
out: the only carer resigned (``endings``, carer 1)           0            34             63
out: the only carer was deregistered (``endings``)            0            13             28
out: final decision "terminate" by the day                    0             1              4
stay: carer 2 left the household (``endings``)                0             2              5
never in: refused, temporary approval only, deferred         53            53             53
=====================================================  ============  =============  =============
households on the register                                  268           305            314
carers of them (1 or 2, less those who left)                379           459            502

The 53 that are never in are 25 with temporary approval alone and 28 assessments without approval:
17 refused by a final decision, one refused after a review by the IRM, 10 without a decision.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from tests.integration.command_line import ANYSHIRE, copy_of, done, new_file, refused

if TYPE_CHECKING:
    from pathlib import Path

KEYS = [
    "household_ref",
    "carers",
    "address",
    "approved_on",
    "last_review_on",
    "terms",
    "carer_kind",
]
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = new_file(tmp_path_factory.mktemp("anyshire"))
    done("import", path, ANYSHIRE)
    return path


def on(path: Path, day: str) -> Rows:
    rows: Rows = done("register", path, "--on", day, "--json").json()
    return rows


@pytest.mark.parametrize(
    ("day", "households", "carers"),
    [("2021-04-01", 268, 379), ("2022-03-31", 305, 459), ("2023-03-31", 314, 502)],
)
def test_the_register_has_the_households_and_carers_counted_by_hand(
    path: Path, day: str, households: int, carers: int
) -> None:
    rows = on(path, day)
    assert len(rows) == households
    assert sum(len(row["carers"]) for row in rows) == carers
    assert len({row["household_ref"] for row in rows}) == households


WHO_IS_ON_IT = [
    # household, why, then the last day off or on and the first day on or off
    ("H0001", "approved by the decision of 22 September 2021", "2021-09-21", "2021-09-22"),
    ("H0240", "approved by the decision of 23 September 2022", "2022-09-22", "2022-09-23"),
    ("H0110", "approved before the file began, on 6 March 2021", "2021-03-05", "2021-03-06"),
    (
        "H0190",
        "the only carer's approval ended on 12 January 2022",
        "2022-01-12",
        "2022-01-11",
    ),
    ("H0136", "ended by the final decision of 31 August 2021", "2021-08-31", "2021-08-30"),
]


@pytest.mark.parametrize(("household", "why", "off", "listed"), WHO_IS_ON_IT)
def test_the_day_on_which_a_household_comes_or_goes(
    path: Path, household: str, why: str, off: str, listed: str
) -> None:
    assert household not in {row["household_ref"] for row in on(path, off)}, why
    assert household in {row["household_ref"] for row in on(path, listed)}, why


@pytest.mark.parametrize(
    ("household", "why"),
    [
        ("H0019", "refused by the final decision of 31 August 2021"),
        ("H0078", "temporary approval, extended, and no decision on a full one"),
        ("H0312", "refused after a review by the IRM"),
    ],
)
def test_who_was_never_approved_is_never_on_it(path: Path, household: str, why: str) -> None:
    for day in ("2021-04-01", "2022-03-31", "2023-03-31"):
        assert household not in {row["household_ref"] for row in on(path, day)}, why


def test_a_partner_who_left_is_off_it_and_the_other_stays(path: Path) -> None:
    names = {}
    for day in ("2021-05-22", "2021-05-23"):
        [row] = [row for row in on(path, day) if row["household_ref"] == "H0205"]
        names[day] = [carer["name"] for carer in row["carers"]]
    assert names == {"2021-05-22": ["Leah Lord", "Clive Lord"], "2021-05-23": ["Leah Lord"]}


def test_a_row_has_what_the_contract_names_and_nothing_else(path: Path) -> None:
    rows = on(path, "2022-03-31")
    assert all(list(row) == KEYS for row in rows)
    [row] = [row for row in rows if row["household_ref"] == "H0120"]
    assert row == {
        "household_ref": "H0120",
        "carers": [
            {"name": "Irene Evans", "date_of_birth": None, "sex": ""},
            {"name": "Carolyn Evans", "date_of_birth": None, "sex": ""},
        ],
        "address": "",
        "approved_on": "2019-11-11",
        # The decision on its review was made on that very day.
        "last_review_on": "2022-03-31",
        "terms": "Approved for up to 2 children aged 5 to 10 of any gender,"
        " short term and respite.",
        "carer_kind": "mainstream",
    }


def test_a_review_that_came_later_is_not_known_yet(path: Path) -> None:
    [row] = [row for row in on(path, "2022-03-30") if row["household_ref"] == "H0120"]
    assert row["last_review_on"] is None


def test_the_register_of_an_empty_file_is_an_empty_list(tmp_path: Path) -> None:
    empty = new_file(tmp_path)
    assert done("register", empty, "--json").out.strip() == "[]"
    assert done("register", empty).out == "Nobody is on the register.\n"


def test_the_register_in_words(path: Path) -> None:
    said = done("register", path, "--on", "2022-03-31").out
    assert "H0120  Irene Evans and Carolyn Evans (mainstream)" in said
    assert "approved 2019-11-11, last review 2022-03-31. Approved for up to 2 children" in said


def test_a_copy_is_a_workbook_with_a_sheet_for_temporary_approval(
    path: Path, tmp_path: Path
) -> None:
    copy, out = copy_of(path, tmp_path), tmp_path / "register.xlsx"
    assert done("register", copy, "--on", "2022-03-31", "--out", out).out == f"{out}\n"
    book = load_workbook(out)
    assert book.sheetnames == ["Register", "Temporary approval", "About"]
    register = list(book["Register"].iter_rows(values_only=True))
    assert len(register) == 1 + 305
    rows: list[tuple[Any, ...]] = list(book["Temporary approval"].iter_rows(2, values_only=True))
    temporary = {row[0]: row for row in rows}
    # Began by the day, and neither 16 weeks (24 once extended by then) nor anything else ended it.
    assert sorted(temporary) == ["H0082", "H0088", "H0091", "H0314", "H0317", "H0319"]
    # Extended on 11 March 2022: day 167 after 24 November 2021.
    assert temporary["H0082"][9].date() == date(2022, 5, 10)
    # Its extension was granted a day later: day 111 after 27 December 2021.
    assert temporary["H0088"][9].date() == date(2022, 4, 17)
    assert temporary["H0088"][10] == "Temporary approval for Deborah."


def test_a_copy_leaves_an_audit_row_and_a_look_leaves_none(path: Path, tmp_path: Path) -> None:
    copy = copy_of(path, tmp_path)
    before = done("audit", copy, "--json", "--user", "Amira Patel").json()
    done("register", copy, "--json")
    assert done("audit", copy, "--json").json() == before
    done("register", copy, "--on", "2022-03-31", "--out", tmp_path / "register.xlsx")
    [row] = done("audit", copy, "--json").json()[len(before) :]
    assert (row["action"], row["ref"]) == ("export_register", "2022-03-31")


def test_a_copy_is_an_excel_workbook_or_nothing(path: Path, tmp_path: Path) -> None:
    said = refused("register", path, "--out", tmp_path / "register.pdf")
    assert "is not the name of an Excel workbook" in said
    assert list(tmp_path.iterdir()) == []
    refused("register", path, "--out", tmp_path / "register.xlsx", "--json", code=2)
    refused("register", path, "--on", "31/03/2022", code=2)
