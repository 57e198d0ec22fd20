"""Clocks and quorum as a user asks for them, with every example of the contract."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.integration.command_line import DATA, done, refused, written

if TYPE_CHECKING:
    from pathlib import Path

CLOCK_EXAMPLES = DATA / "clock-examples.json"
QUORUM_EXAMPLES = DATA / "quorum-examples.json"
CLOCKS: list[dict[str, str]] = json.loads(CLOCK_EXAMPLES.read_text("utf-8"))
QUORUMS: list[dict[str, Any]] = json.loads(QUORUM_EXAMPLES.read_text("utf-8"))
# The clocks of the contract, in its order.
NAMES = [
    "adm_decision",
    "oral_notice",
    "written_notice",
    "qd_response",
    "irm_papers",
    "applicant_observations",
    "stage1_refusal",
    "reg24_first",
    "reg24_extended",
    "panel_papers",
    "application_to_recommendation",
    "resignation_effect",
    "emergency_placement",
    "review",
    "induction",
    "list_notice",
    "appraisal",
    "records_access",
    "retention_approved",
    "retention_refused",
]


@pytest.mark.parametrize("json_option", [(), ("--json",)])
def test_a_batch_of_all_examples_is_answered_in_order(json_option: tuple[str, ...]) -> None:
    answers = done("rules", "clock", "--batch", CLOCK_EXAMPLES, *json_option).json()
    asked = [{"clock": row["clock"], "from": row["from"], "due": row["due"]} for row in answers]
    assert asked == CLOCKS


@pytest.mark.parametrize("example", CLOCKS, ids=lambda e: f"{e['clock']}-{e['from']}")
def test_one_clock_gives_what_the_contract_shows(example: dict[str, str]) -> None:
    answer = done("rules", "clock", example["clock"], example["from"], "--json").json()
    expected_keys = {"clock", "from", "due", "force", "citation", "explanation"}
    if example["clock"].startswith("reg24_"):
        expected_keys.add("limit")
    assert set(answer) == expected_keys
    assert answer["due"] == example["due"]
    assert answer["explanation"]


def test_the_example_of_the_contract_word_for_word() -> None:
    answer = done("rules", "clock", "adm_decision", "2026-03-31", "--json").json()
    assert list(answer) == ["clock", "from", "due", "force", "citation", "explanation"]
    del answer["explanation"]
    assert answer == {
        "clock": "adm_decision",
        "from": "2026-03-31",
        "due": "2026-04-13",
        "force": "NMS",
        "citation": "NMS 14.9",
    }


@pytest.mark.parametrize(("name", "limit"), [("first", "2026-12-28"), ("extended", "2027-02-22")])
def test_regulation_24_says_the_weeks_to_the_day_too(name: str, limit: str) -> None:
    answer = done("rules", "clock", f"reg24_{name}", "2026-09-07", "--json").json()
    assert answer["limit"] == limit


def test_a_clock_in_words_begins_with_the_date_and_ends_with_the_citation() -> None:
    words = done("rules", "clock", "adm_decision", "2026-03-31").out
    assert words.startswith("2026-04-13  ")
    assert words.endswith("[NMS 14.9]\n")


def test_clocks_lists_every_clock_of_the_contract() -> None:
    rows = done("rules", "clocks", "--json").json()
    assert [row["clock"] for row in rows] == NAMES
    assert all(row["counts"] and row["from"] for row in rows)
    lines = done("rules", "clocks").out.splitlines()
    assert [line.split()[0] for line in lines] == NAMES


@pytest.mark.parametrize(
    "arguments",
    [
        ("nope", "2026-03-31"),
        ("adm_decision", "2026-02-30"),
        ("adm_decision", "31/03/2026"),
        ("adm_decision", "20260331"),
        ("adm_decision", "2026-W14-2"),
        ("adm_decision", "2026-03-31T09:00"),
        ("adm_decision", ""),
        ("adm_decision", "9999-12-31"),
        ("panel_papers", "0001-01-02"),
        ("adm_decision",),
        (),
    ],
)
def test_an_unknown_clock_or_a_bad_date_is_wrong_usage(arguments: tuple[str, ...]) -> None:
    refused("rules", "clock", *arguments, "--json", code=2)


@pytest.mark.parametrize(
    "batch",
    [
        [{"clock": "nope", "from": "2026-03-31"}],
        [{"clock": "adm_decision", "from": "soon"}],
        [{"clock": "adm_decision", "from": None}],
        [{"clock": "adm_decision"}],
        [{"clock": "adm_decision", "from": "2026-03-31"}, 5],
        {"clock": "adm_decision", "from": "2026-03-31"},
        None,
    ],
)
def test_a_batch_that_cannot_be_answered_whole_is_wrong_usage(
    batch: object, tmp_path: Path
) -> None:
    refused("rules", "clock", "--batch", written(tmp_path, batch), code=2)


def test_an_empty_batch_gives_an_empty_list(tmp_path: Path) -> None:
    assert done("rules", "clock", "--batch", written(tmp_path, [])).json() == []
    assert done("rules", "quorum", written(tmp_path, [])).json() == []


def test_a_batch_takes_the_place_of_name_and_date(tmp_path: Path) -> None:
    batch = written(tmp_path, [])
    refused("rules", "clock", "review", "2026-01-01", "--batch", batch, code=2)


@pytest.mark.parametrize("json_option", [(), ("--json",)])
def test_all_quorum_examples_are_answered_in_order(json_option: tuple[str, ...]) -> None:
    answers = done("rules", "quorum", QUORUM_EXAMPLES, *json_option).json()
    assert [answer["quorate"] for answer in answers] == [case["quorate"] for case in QUORUMS]


@pytest.mark.parametrize("example", QUORUMS, ids=lambda example: str(example["id"]))
def test_one_attendance_list_gives_what_the_contract_shows(
    example: dict[str, Any], tmp_path: Path
) -> None:
    answer = done("rules", "quorum", written(tmp_path, example), "--json").json()
    assert list(answer) == ["quorate", "in_the_chair", "counted", "needed", "missing"]
    assert answer["quorate"] is example["quorate"]
    assert bool(answer["missing"]) is not example["quorate"]
    assert all(set(gap) == {"limb", "citation", "message"} for gap in answer["missing"])


def test_quorum_in_words_says_what_is_missing(tmp_path: Path) -> None:
    alone = {"panel": "single", "attendance": [{"name": "A", "role": "chair"}]}
    words = done("rules", "quorum", written(tmp_path, alone)).out
    assert words.startswith("Quorum not met")
    assert len(words.splitlines()) == 1


@pytest.mark.parametrize(
    "document",
    [
        None,
        5,
        "text",
        {},
        {"panel": "single"},
        {"panel": "triple", "attendance": []},
        {"panel": "single", "attendance": {}},
        {"panel": "single", "attendance": [5]},
        {"panel": "single", "attendance": [{"role": "chair"}]},
        {"panel": "single", "attendance": [{"name": "A", "role": "captain"}]},
        {"panel": "single", "attendance": [{"name": "A", "role": "chair", "present": "yes"}]},
        {"panel": "single", "attendance": [{"name": "A", "role": "member"}] * 2},
        [{"panel": "single", "attendance": []}, 5],
    ],
)
def test_a_malformed_attendance_list_is_wrong_usage(document: object, tmp_path: Path) -> None:
    refused("rules", "quorum", written(tmp_path, document), "--json", code=2)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00junk", b"[" * 100_000, b"NaN x"])
def test_a_file_that_is_no_json_is_wrong_usage(content: bytes, tmp_path: Path) -> None:
    junk = tmp_path / "junk.json"
    junk.write_bytes(content)
    refused("rules", "quorum", junk, code=2)
    refused("rules", "clock", "--batch", junk, code=2)
    refused("rules", "quorum", tmp_path / "absent.json", code=2)
    refused("rules", "quorum", tmp_path, code=2)
