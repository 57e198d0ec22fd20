"""The example agency, run for real: every step, every refusal, every document."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from panelapp.cli.demo import FILE_NAME, demonstrate
from panelapp.cli.main import panelapp, run
from panelapp.exchange.sample import sample
from panelapp.office import Office
from panelapp.persistence.keys import KeyCost
from panelapp.queries.audit_trail import AuditQuestion, audit_rows
from panelapp.queries.sitting_list import SittingsQuestion, sittings

if TYPE_CHECKING:
    from panelapp.cli.demo import Demonstration

CHEAP = KeyCost(memory_kib=1024, passes=1, lanes=1)
TODAY = date(2026, 11, 20)
PASSWORD = "correct horse battery"
DOCUMENTS = {
    "agenda-S-2026-001",
    "agenda-S-2026-003",
    "decision-C-2026-0002",
    "letter-approval-C-2026-0001",
    "letter-approval-C-2026-0003",
    "letter-qd-C-2026-0002",
    "minutes-S-2026-001",
    "minutes-S-2026-001-C-2026-0002",
    "minutes-S-2026-002",
    "minutes-S-2026-002-C-2026-0004",
}


def run_script(folder: Path, today: date) -> Demonstration:
    folder.mkdir(exist_ok=True)
    return demonstrate(sample(today), folder, PASSWORD, today, CHEAP)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def shown(folder: Path) -> Demonstration:
    return run_script(folder, TODAY)


def test_every_document_is_there_in_word_and_pdf(folder: Path, shown: Demonstration) -> None:
    expected = {f"{name}.{form}" for name in DOCUMENTS for form in ("docx", "pdf")}
    assert {file.file_name for file in shown.files} == expected | {FILE_NAME}
    for file in shown.files:
        assert (folder / file.file_name).stat().st_size > 3000
        assert file.what


def test_each_refusal_names_its_rule(shown: Demonstration) -> None:
    cited = [re.findall(r"\[(.+)\]$", refusal) for refusal in shown.refusals]
    assert cited == [
        ["FSR 23(4)(i)"],
        [],  # who was not in the chair: a matter of the role, not of a regulation
        ["NMS 14.9"],
        ["FSR 27(6)-(7), 28(7), 28(9)"],
        ["FSR 24(1)(c)"],
    ]


def test_what_is_left_to_do(shown: Demonstration) -> None:
    left = [duty for duty in shown.duties if ": appraise," not in duty]
    assert [re.sub(r"\. .*", "", duty) for duty in left if "sign agreement" not in duty] == [
        "2026-10-27, overdue: chase checks, case C-2026-0009",
        "2026-11-12, overdue: finalise minutes, case C-2026-0007",
        "2026-11-26: copy to review, case C-2026-0002",
        "2026-11-26: give final notice, case C-2026-0002",
        "2026-11-27: decide, case C-2026-0005",
        "2026-12-01: first review, household H-2026-0005",
        "2026-12-03: write advice, case C-2026-0004",
        "2026-12-03: write advice, case C-2026-0007",
        "2026-12-03: send papers, sitting S-2026-003",
        "2026-12-11: meet requirement, case C-2026-0001",
        "2026-12-15: first review, household H-2026-0006",
        "2026-12-21: complete induction, member M-2026-001",
        "2027-01-03: settle temporary approval, case C-2026-0006",
        "2027-01-04: renew checks, case C-2026-0009",
        "2027-03-24: reach recommendation, case C-2026-0004",
        "2027-05-21: reach recommendation, case C-2026-0009",
        "2027-05-28: first review, household H-2026-0001",
        "2027-05-28: first review, household H-2026-0003",
        "2027-11-19: first review, household H-2026-0002",
    ]


def test_the_file_is_sound_and_lived_day_by_day(folder: Path, shown: Demonstration) -> None:
    with Office.open(folder / FILE_NAME, user=None, passphrase=PASSWORD) as office:
        assert office.verify() == ()
        trail = office.read(audit_rows, AuditQuestion())
        listed = office.read(sittings, SittingsQuestion())
    times = [row.at for row in trail.rows]
    assert trail.first_break is None
    assert times == sorted(times)
    assert times[-1].date() < TODAY
    assert [(row.items, row.quorate) for row in listed] == [(3, True), (4, True), (3, None)]


@pytest.mark.parametrize("today", [date(2027, 1, 4), date(2028, 2, 29)])
def test_another_day_gives_the_same_structure(
    today: date, tmp_path: Path, shown: Demonstration
) -> None:
    again = run_script(tmp_path / "demo", today)
    assert [file.what for file in again.files] == [file.what for file in shown.files]
    assert again.refusals == shown.refusals
    assert sorted(map(_without_days, again.duties)) == sorted(map(_without_days, shown.duties))


def _without_days(duty: str) -> str:
    found = re.search(r": ([a-z ]+), ([a-z ]+) ", duty)
    assert found is not None
    return f"{found[1]} {found[2]}"


@pytest.mark.parametrize("day", range(7))
def test_what_happened_lies_behind_and_what_is_planned_ahead(day: int) -> None:
    today = date(2031, 6, 9) + timedelta(days=day)
    steps = sample(today).steps
    assert max(step.on for step in steps) < today
    planned = max(step.fields["held_on"] for step in steps if step.action == "plan_sitting")
    assert date.fromisoformat(planned) > today
    assert date.fromisoformat(planned).weekday() == 3


def test_demo_prints_each_path_and_a_password_that_opens_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    (folder / ".unfinished").mkdir(parents=True)
    (folder / ".unfinished" / FILE_NAME).write_text("left behind by a run that was killed")
    result = CliRunner().invoke(panelapp, ["demo", str(folder), "--no-window"])
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    paths = [Path(line) for line in lines if line.startswith(str(folder))]
    assert len(paths) == len(set(paths)) == 21
    assert all(path.is_file() for path in paths)
    assert set(folder.iterdir()) - set(paths) == {folder / f"{FILE_NAME}-keys"}
    assert not (folder / FILE_NAME).read_bytes().startswith(b"SQLite format 3")
    published = lines[-1].removeprefix("The password of every user of this example is: ")
    with Office.open(folder / FILE_NAME, user="Rosalind Thackwray", passphrase=published) as office:
        assert office.user_name == "Rosalind Thackwray"


def test_demo_refuses_a_folder_that_holds_something(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("kept")
    assert run(["demo", str(tmp_path)]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_demo_that_fails_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PANELAPP_PASSPHRASE", "too short")
    assert run(["demo", str(tmp_path / "demo")]) == 1
    assert "12" in capsys.readouterr().err
    assert list((tmp_path / "demo").iterdir()) == []


def test_demo_that_is_killed_does_not_look_complete(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    command = [sys.executable, "-m", "ui", "demo", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as demo:
        while not (folder / ".unfinished" / FILE_NAME).exists():
            assert demo.poll() is None
        demo.kill()
        demo.wait()
    assert demo.returncode == -signal.SIGKILL
    assert [path.name for path in folder.iterdir()] == [".unfinished"]
