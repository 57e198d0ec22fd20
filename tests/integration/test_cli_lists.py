"""Two years of Anyshire through ``import``, ``sittings`` and ``due``, held against its figures."""

from __future__ import annotations

import json
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.persistence.keys import slots_path
from tests.integration.command_line import (
    ANYSHIRE,
    DATA,
    Answer,
    act,
    copy_of,
    done,
    new_file,
    panelapp,
    refused,
)

if TYPE_CHECKING:
    from pathlib import Path

EXPECTED = json.loads((DATA / "anyshire-2021-2023.expected.json").read_text("utf-8"))
SITTING_KEYS = [
    "sitting_ref",
    "date",
    "start",
    "mode",
    "kind",
    "panel",
    "cancelled",
    "in_the_chair",
    "items",
    "quorate",
    "missing",
]
DUE_KEYS = ["subject", "ref", "duty", "who", "due", "overdue", "rule", "citation", "explanation"]
PROBLEM_KEYS = ["sheet", "row", "column", "value", "accepted"]

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_file(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="module")
def anyshire(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Answer]:
    """A closed file with the whole workbook in it, and what the import said."""
    path = new_file(tmp_path_factory.mktemp("anyshire"))
    return path, done("import", path, ANYSHIRE, "--json")


@pytest.fixture(scope="module")
def path(anyshire: tuple[Path, Answer]) -> Path:
    return anyshire[0]


def test_import_reports_rows_and_warnings_and_nothing_else(anyshire: tuple[Path, Answer]) -> None:
    report = anyshire[1].json()
    assert list(report) == ["ok", "rows", "errors", "warnings"]
    assert report["ok"] is True
    assert report["rows"] == EXPECTED["row_counts"]
    assert report["errors"] == []
    assert all(list(warning) == PROBLEM_KEYS for warning in report["warnings"])
    [unquorate] = [warning for warning in report["warnings"] if warning["sheet"] == "sittings"]
    assert unquorate["row"] == 14
    late = EXPECTED["tables"]["decisions"]["after_7_working_days"]
    assert len(report["warnings"]) == 1 + sum(late)


def test_import_in_words(path: Path, tmp_path: Path) -> None:
    again = done("import", copy_of(path, tmp_path), ANYSHIRE)
    assert again.out.splitlines()[-1] == "Everything was imported."
    assert "households: 465 rows" in again.out
    assert "Warning: sheet sittings, row 14, column present" in again.out


def test_a_dry_run_reports_the_same_and_changes_nothing(
    anyshire: tuple[Path, Answer], empty: Path, tmp_path: Path
) -> None:
    copy = copy_of(empty, tmp_path)
    report = done("import", copy, ANYSHIRE, "--dry-run", "--json").json()
    assert report == anyshire[1].json()
    assert done("sittings", copy, "--json").json() == []
    words = done("import", copy, ANYSHIRE, "--dry-run").out
    assert words.splitlines()[-1] == "No problems. Nothing was imported."


@pytest.mark.parametrize("year", [0, 1])
def test_the_figures_of_a_year_follow_from_its_list_of_sittings(path: Path, year: int) -> None:
    expected = {name: row[year] for name, row in EXPECTED["tables"]["sittings"].items()}
    period = EXPECTED["periods"][year]
    listed = done("sittings", path, "--from", period["from"], "--to", period["to"], "--json").json()
    held = [row for row in listed if not row["cancelled"]]
    found = {
        "held": len(held),
        "cancelled": len(listed) - len(held),
        "not_quorate": sum(row["quorate"] is False for row in held),
        **{kind: _count(held, "kind", kind) for kind in ("main", "extra", "emergency")},
        **{mode: _count(held, "mode", mode) for mode in ("in_person", "virtual", "hybrid")},
    }
    assert found == {name: expected[name] for name in found}


def _count(rows: Rows, key: str, value: str) -> int:
    return sum(row[key] == value for row in rows)


def test_the_sittings_of_2021_are_35_with_one_not_quorate(path: Path) -> None:
    year = ("--from", "2021-04-01", "--to", "2022-03-31")
    rows = done("sittings", path, *year, "--json").json()
    assert sum(not row["cancelled"] for row in rows) == 35
    [unquorate] = [row for row in rows if row["quorate"] is False]
    assert unquorate["missing"]
    words = done("sittings", path, *year).out.splitlines()
    assert len(words) == 36
    assert sum(line.endswith(", not quorate") for line in words) == 1
    assert sum(line.endswith(", cancelled") for line in words) == 1


def test_sittings_are_listed_by_date_in_iso_form(path: Path) -> None:
    rows = done("sittings", path, "--json").json()
    assert len(rows) == EXPECTED["row_counts"]["sittings"]
    assert all(list(row) == SITTING_KEYS for row in rows)
    days = [date.fromisoformat(row["date"]) for row in rows]
    assert days == sorted(days)
    for row in rows:
        if row["start"] is not None:
            assert time.fromisoformat(row["start"]).isoformat("minutes") == row["start"]
        assert isinstance(row["items"], int)
        if row["quorate"] is not False:
            assert row["missing"] == []


def test_both_ends_of_a_time_are_included(path: Path) -> None:
    first = done("sittings", path, "--json").json()[0]["date"]
    on_the_day = done("sittings", path, "--from", first, "--to", first, "--json").json()
    assert {row["date"] for row in on_the_day} == {first}
    assert done("sittings", path, "--from", "2030-01-01", "--json").json() == []
    words = done("sittings", path, "--to", "2000-01-01").out
    assert words == "There are no sittings in this time.\n"


def test_quorum_is_not_known_before_attendance(empty: Path, tmp_path: Path) -> None:
    path = copy_of(empty, tmp_path)
    act(path, "plan_sitting", {"held_on": "2026-12-01", "sitting": "S-1"})
    [row] = done("sittings", path, "--json").json()
    assert (row["quorate"], row["missing"], row["in_the_chair"]) == (None, [], None)


def test_due_lists_what_was_open_with_its_rule(path: Path) -> None:
    rows = done("due", path, "--on", "2023-03-31", "--json").json()
    assert all(list(row) == DUE_KEYS for row in rows)
    days = [date.fromisoformat(row["due"]) for row in rows]
    assert days == sorted(days)
    for row, day in zip(rows, days, strict=True):
        assert row["overdue"] is (day < date(2023, 3, 31))
        assert row["citation"]
        assert row["explanation"]
    by_key = {(row["ref"], row["duty"]): row["due"] for row in rows}
    assert by_key["C00243", "decide"] == "2023-04-05"
    assert by_key["C00079", "settle_temporary_approval"] == "2021-07-31"
    words = done("due", path, "--on", "2023-03-31").out
    assert len(words.splitlines()) == 2 * len(rows)
    assert words.count("OVERDUE") == sum(row["overdue"] for row in rows)


def test_an_empty_file_gives_empty_lists(empty: Path) -> None:
    assert done("sittings", empty, "--json").json() == []
    assert done("due", empty, "--json").json() == []
    assert done("due", empty, "--on", "2026-12-01").out == "Nothing is due.\n"


@pytest.mark.parametrize("day", ["yesterday", "31/03/2023", "2023-02-30", "20230331", ""])
def test_a_bad_date_is_wrong_usage(day: str, path: Path) -> None:
    refused("due", path, "--on", day, code=2)
    refused("sittings", path, "--from", day, code=2)
    refused("sittings", path, "--to", day, code=2)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04junk", bytes(range(256)) * 20])
def test_a_file_that_is_no_workbook_is_a_problem_of_the_whole(
    content: bytes, empty: Path, tmp_path: Path
) -> None:
    path = copy_of(empty, tmp_path)
    junk = tmp_path / "junk.xlsx"
    junk.write_bytes(content)
    answer = panelapp("import", path, junk, "--json")
    assert answer.code == 1
    assert "Nothing was imported" in answer.err
    report = answer.json()
    assert report["ok"] is False
    [problem] = report["errors"]
    assert list(problem) == PROBLEM_KEYS
    words = panelapp("import", path, junk)
    assert words.code == 1
    assert words.err.startswith("Problem: 'junk.xlsx'")
    assert words.err.splitlines()[-1].startswith("1 problem. Nothing was imported.")


def test_a_workbook_cut_short_and_one_that_is_not_there(empty: Path, tmp_path: Path) -> None:
    path = copy_of(empty, tmp_path)
    half = tmp_path / "half.xlsx"
    half.write_bytes(ANYSHIRE.read_bytes()[:60_000])
    answer = panelapp("import", path, half, "--json")
    assert (answer.code, answer.json()["ok"]) == (1, False)
    refused("import", path, tmp_path / "absent.xlsx", "--json")
    nothing = tmp_path / "folder"
    nothing.mkdir()
    answer = panelapp("import", path, nothing, "--json")
    assert (answer.code, answer.json()["ok"]) == (1, False)
    assert done("sittings", path, "--json").json() == []


def test_every_problem_has_its_place_and_nothing_goes_in(empty: Path, tmp_path: Path) -> None:
    path = copy_of(empty, tmp_path)
    folder = tmp_path / "csv"
    folder.mkdir()
    (folder / "members.csv").write_text(
        "member_ref,name,joined_on\nM1,Member One,2020-01-06\nM2,Member Two,soon\nM1,Member 3,\n"
    )
    (folder / "sittings.csv").write_text(
        "sitting_ref,date,in_the_chair\nS1,2024-03-12,M9\nS2,2024-03-13,M1\n"
    )
    answer = panelapp("import", path, folder, "--json")
    assert answer.code == 1
    assert "Nothing was imported" in answer.err
    report = answer.json()
    places = {(one["sheet"], one["row"], one["column"], one["value"]) for one in report["errors"]}
    assert {
        ("members", 3, "joined_on", "soon"),
        ("members", 4, "member_ref", "M1"),
        ("members", 4, "joined_on", ""),
        ("sittings", 2, "in_the_chair", "M9"),
    } <= places
    assert done("sittings", path, "--json").json() == []
    words = panelapp("import", path, folder)
    assert "Problem: sheet members, row 3, column joined_on 'soon': " in words.err
    assert len(words.err.splitlines()) == len(report["errors"]) + 1


def test_C2_a_file_that_may_only_be_read_is_read_and_not_changed(
    path: Path, tmp_path: Path
) -> None:
    copy = copy_of(path, tmp_path)
    before = copy.read_bytes()
    copy.chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        if not _is_read_only(tmp_path):
            pytest.skip("not run: this user may write everywhere")
        assert done("sittings", copy, "--json").json()
        assert "read" in refused("import", copy, ANYSHIRE)
        refused("agenda", copy, "S2021-22-01", "--format", "pdf", "--out", tmp_path / "a.pdf")
    finally:
        tmp_path.chmod(0o700)
    assert copy.read_bytes() == before
    assert {one.name for one in tmp_path.iterdir()} == {copy.name, slots_path(copy).name}


def _is_read_only(folder: Path) -> bool:
    try:
        (folder / "probe").touch()
    except OSError:
        return True
    (folder / "probe").unlink()
    return False
