"""The papers that a newcomer reads first hold what they promise."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING

import pytest

from panelapp.config import VERSION
from tests.architecture.sources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))
LOCKS = ("requirements.lock", "requirements-dev.lock")
RELEASE = re.compile(r"\[(?P<version>\d+\.\d+\.\d+)\] - (?P<day>Unreleased|\d{4}-\d{2}-\d{2})")
KINDS_OF_CHANGE = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Data file"}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def sections(text: str, mark: str) -> dict[str, str]:
    """The text under each heading of one level."""
    parts = re.split(rf"^{mark} (.+)\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", text_of("Makefile"), flags=re.MULTILINE))


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", text_of(lock), flags=re.MULTILINE))


def test_every_release_in_the_changelog_says_what_changed_in_the_data_file() -> None:
    releases = sections(text_of("CHANGELOG.md"), "##")
    assert releases
    for heading, body in releases.items():
        match = RELEASE.fullmatch(heading)
        assert match, heading
        if match["day"] != "Unreleased":
            date.fromisoformat(match["day"])
        changes = sections(body, "###")
        assert set(changes) <= KINDS_OF_CHANGE
        assert changes["Data file"].strip()
        assert all(change.lstrip().startswith("- ") for change in changes.values())


def test_program_package_and_changelog_agree_on_the_version() -> None:
    package = tomllib.loads(text_of("pyproject.toml"))["project"]
    newest = next(iter(sections(text_of("CHANGELOG.md"), "##")))
    assert package["version"] == VERSION
    assert newest.startswith(f"[{VERSION}] ")


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_record_has_the_headings_of_its_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    number, _, _ = path.stem.partition("-")
    assert text.startswith(f"# {int(number)}. ")
    assert list(sections(text, "##")) == ["Status", "Context", "Decision", "Consequences"]
    assert all(body.strip() for body in sections(text, "##").values())


def test_decision_records_are_numbered_once_each() -> None:
    numbers = [path.stem[:4] for path in DECISIONS]
    assert numbers
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/testing.md"])
def test_every_make_command_that_the_papers_name_exists(name: str) -> None:
    named = set(re.findall(r"\bmake ([a-z]+)\b", " ".join(commands_in(text_of(name)))))
    assert named
    assert named <= make_targets()


def commands_in(text: str) -> list[str]:
    """Everything set as code in a Markdown text."""
    return re.findall(r"```.*?```|`[^`\n]+`", text, flags=re.DOTALL)


def test_the_pipeline_runs_check_and_test_and_nothing_else() -> None:
    commands = re.findall(r"^make .*$", text_of(".ci/run"), flags=re.MULTILINE)
    assert commands == ["make check", "make test"]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_by_hash_and_names_no_host(lock: str) -> None:
    text = text_of(lock)
    assert "://" not in text
    assert "index-url" not in text
    entries = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)


def test_tests_run_on_the_versions_that_users_get() -> None:
    runtime, tools = map(pins, LOCKS)
    assert {name: tools.get(name) for name in runtime} == runtime
