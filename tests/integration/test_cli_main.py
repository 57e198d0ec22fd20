"""What holds for every command: its help, its exit codes, and the program as it is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from panelapp.cli.main import panelapp as program
from panelapp.config import VERSION
from tests.integration.command_line import (
    ADVISER,
    PASSPHRASE,
    act,
    done,
    new_file,
    panelapp,
    refused,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

INSTALLED = Path(sys.executable).with_name("panelapp")
is_installed = pytest.mark.skipif(
    not INSTALLED.exists(), reason="not run: the panelapp command is not installed"
)
COMMANDS = [
    "act",
    "actions",
    "agenda",
    "audit",
    "backup",
    "demo",
    "due",
    "export",
    "import",
    "letter",
    "minutes",
    "new",
    "recover",
    "register",
    "restore",
    "rules",
    "search",
    "sittings",
    "user",
    "verify",
]


def _all_commands() -> Iterator[tuple[str, ...]]:
    context = click.Context(program)
    for name in program.list_commands(context):
        yield (name,)
        command = program.get_command(context, name)
        if isinstance(command, click.Group):
            yield from ((name, inner) for inner in command.commands)


def test_every_command_of_this_edition_is_listed() -> None:
    assert [words[0] for words in _all_commands() if len(words) == 1] == COMMANDS


@pytest.mark.parametrize("words", list(_all_commands()), ids=" ".join)
def test_every_command_explains_itself(words: tuple[str, ...]) -> None:
    answer = done(*words, "--help")
    first = answer.out.splitlines()[0]
    assert first.startswith(f"Usage: panelapp {' '.join(words)}")


@pytest.mark.parametrize("words", [("--nope",), ("nope",), ("rules",), ("user",), ("due",)])
def test_wrong_usage_is_exit_2(words: tuple[str, ...]) -> None:
    assert panelapp(*words).code == 2


def test_version() -> None:
    assert done("--version").out == f"panelapp, version {VERSION}\n"


@is_installed
def test_the_installed_program_makes_a_file_and_reports_on_it(tmp_path: Path) -> None:
    path = tmp_path / "Anyford.fpanel"
    sheet = ("--recovery-sheet", tmp_path / "sheet.txt")
    assert _installed("new", path, "--agency", "Anyford", *sheet).returncode == 0
    listed = _installed("sittings", path, "--json")
    assert (listed.returncode, listed.stdout, listed.stderr) == (0, "[]\n", "")
    wrong = _installed("sittings", path, "--json", passphrase="not this password")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    absent = _installed("sittings", tmp_path / "absent.fpanel", "--json")
    assert (absent.returncode, absent.stdout) == (1, "")


@is_installed
def test_the_installed_program_answers_a_clock_without_a_file() -> None:
    asked = _installed("rules", "clock", "adm_decision", "2026-03-31")
    assert asked.stdout.startswith("2026-04-13")
    assert _installed("rules", "clock", "nope", "2026-03-31").returncode == 2


def _installed(
    *arguments: object, passphrase: str = PASSPHRASE
) -> subprocess.CompletedProcess[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PANELAPP_PASSPHRASE", passphrase)
        return subprocess.run(
            [str(INSTALLED), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


HOSTILE = "S\x1b[31mX\nY\u202e"


def test_K7_what_was_typed_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    # The program takes no such reference; a spreadsheet may bring one, which loses most of it.
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    (sheets / "sittings.csv").write_text(f'sitting_ref,date\n"{HOSTILE}",2026-12-01\n', "utf-8")
    said = [
        panelapp("import", path, sheets),
        act(path, "plan_sitting", {"held_on": "2026-12-01", "sitting": HOSTILE}),
        panelapp("sittings", path),
        panelapp("audit", path),
        panelapp("due", path, "--on", "2026-12-01"),
        panelapp("agenda", path, HOSTILE + "Z", "--format", "pdf", "--out", tmp_path / "a.pdf"),
        panelapp("verify", path, "--user", HOSTILE),
        act(path, HOSTILE, {}),
        act(path, "plan_sitting", {HOSTILE: 1}),
    ]
    for answer in said:
        assert "\x1b" not in answer.out + answer.err
        assert "\u202e" not in answer.out + answer.err
    [listed] = said[2].out.splitlines()
    assert listed.startswith("2026-12-01  S[31mX Y")
    [row] = done("sittings", path, "--json").json()
    assert row["sitting_ref"] == "S[31mX\nY"


def test_actions_lists_each_with_its_fields_and_roles() -> None:
    rows = done("actions", "--json").json()
    assert all(set(row) == {"action", "does", "roles", "fields"} for row in rows)
    assert len({row["action"] for row in rows}) == len(rows) > 50
    [plan] = done("actions", "plan_sitting", "--json").json()
    assert plan["roles"] == ["panel_adviser", "administrator"]
    assert plan["fields"][0] == {"name": "held_on", "type": "date", "required": True}
    words = done("actions").out
    assert all(f"{row['action']}: " in words for row in rows)
    refused("actions", "nope")


def test_act_returns_what_the_action_gave(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    answer = act(path, "plan_sitting", {"held_on": "2026-12-01"}, "--json")
    given = {"ok": True, "action": "plan_sitting", "result": "S-2026-001"}
    assert answer.json() == given
    words = act(path, "plan_sitting", {"held_on": "2026-12-02"}, "--user", ADVISER)
    assert words.out == "Done: plan_sitting, S-2026-002\n"
    nothing = act(path, "update_agency", {"telephone": "0"}, "--json").json()
    assert nothing == {"ok": True, "action": "update_agency", "result": None}


@pytest.mark.parametrize(
    ("action", "fields", "word"),
    [
        ("nope", {}, "no action nope"),
        ("add_user", {}, "panelapp user add"),
        ("change_own_password", {}, "panelapp recover"),
        ("plan_sitting", {}, "held_on"),
        ("plan_sitting", [], "one JSON object"),
        ("plan_sitting", None, "one JSON object"),
        ("plan_sitting", {"held_on": "soon"}, "held_on"),
        ("plan_sitting", {"held_on": "2026-12-01", "held": 1}, "held"),
        ("plan_sitting", {"held_on": "2026-12-01", "mode": "by_post"}, "mode"),
        ("open_case", {"household": "H1", "case_type": "review", "opened_on": "2026-01-01"}, "H1"),
        ("update_sitting", {"sitting": "S-2026-999"}, "S-2026-999"),
        ("record_decision", {"case": "C"}, "decision"),
    ],
)
def test_an_action_that_cannot_be_run_is_refused_in_words(
    action: str, fields: object, word: str, tmp_path: Path
) -> None:
    path = new_file(tmp_path)
    said = refused("act", path, action, "--in", written(tmp_path, fields))
    if action != "record_decision":
        assert word in said
    assert done("sittings", path, "--json").json() == []


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000])
def test_fields_that_are_no_json_are_refused(content: bytes, tmp_path: Path) -> None:
    path = new_file(tmp_path)
    junk = tmp_path / "junk.json"
    junk.write_bytes(content)
    assert "is not a JSON file" in refused("act", path, "plan_sitting", "--in", junk)
    refused("act", path, "plan_sitting", "--in", tmp_path / "absent.json", code=2)
