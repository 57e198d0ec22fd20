"""Names and reasons stay inside the encrypted file: on disk, in the audit log and in a fault."""

from __future__ import annotations

import base64
import os
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from panelapp import access
from panelapp.domain.models import Household
from panelapp.domain.vocabulary import CarerKind, UserRole
from panelapp.persistence import agency_file
from panelapp.persistence.engine import open_engine
from tests.fault.killpoints import kill_points, needs_strace
from tests.fault.whole_files import WholeFile
from tests.integration import journey
from tests.integration.command_line import (
    ADVISER,
    ANYSHIRE,
    PASSPHRASE,
    act,
    copy_of,
    done,
    panelapp,
    written,
)
from tests.integration.journey import MARKERS, SITTING
from tests.unit.documents.reading import words_in_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from panelapp.persistence.unit_of_work import UnitOfWork

# The first carer on the list of the imported workbook, and a member.
IMPORTED = ("Andrea Horton", "Owen Singh")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, of this process and of those that it starts."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def profile() -> Path:
    """The person's own folder, in which faults are reported."""
    return Path(os.environ["XDG_DATA_HOME"])


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with everything that the whole journey left: file, temporary files and profile."""
    folder = tmp_path_factory.mktemp("watched")
    for name in ("live", "temporary", "profile"):
        (folder / name).mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder / "temporary"))
        patch.setattr(tempfile, "tempdir", None)
        patch.setenv("XDG_DATA_HOME", str(folder / "profile"))
        path = journey.file_after_journey(folder / "live")
        fields = written(path.parent, {"name": MARKERS["household"]})
        # The control: the search finds what stands on the disk, as it stood in the last fields.
        assert found_in([folder]) == {("fields.json", "household")}
        fields.unlink()
        done("backup", path, "--to", path.parent)
        yield folder


@pytest.fixture
def path(watched: Path, tmp_path: Path, temporary: Path) -> Path:
    """A copy of the file, in a folder that holds nothing else."""
    folder = tmp_path / "live"
    folder.mkdir()
    return copy_of(watched / "live" / "Anyford.fpanel", folder)


def found_in(folders: Iterable[Path], *more: str) -> set[tuple[str, str]]:
    """Every file below ``folders`` that holds a marker, or one more word, with its name."""
    words = MARKERS | {word: word for word in more}
    return {
        (file.name, name)
        for folder in folders
        for file in folder.rglob("*")
        if file.is_file()
        for name, word in words.items()
        if _holds(file.read_bytes(), word)
    }


def _holds(content: bytes, word: str) -> bool:
    plain = word.encode()
    # What is encoded in base 64 looks different at each of the three places where it may begin.
    encoded = (base64.b64encode(b"\0" * start + plain)[4:-4] for start in range(3))
    return any(form in content for form in (plain, word.encode("utf-16-le"), *encoded))


def test_A10_no_name_is_left_on_disk_after_the_whole_journey(watched: Path) -> None:
    assert found_in([watched]) == set()
    assert [one.suffix for one in sorted((watched / "live").iterdir())] == [
        ".fpanel-backup",
        ".fpanel-backup-keys",
        ".fpanel",
        ".fpanel-keys",
    ]
    assert list((watched / "temporary").iterdir()) == []


def test_A10_the_same_names_are_found_in_what_is_exported(path: Path, tmp_path: Path) -> None:
    pdf, word = tmp_path / "minutes.pdf", tmp_path / "minutes.docx"
    for out in (pdf, word):
        done("minutes", path, SITTING, "--format", out.suffix[1:], "--out", out)
    printed = {"household", "member", "reasons", "minutes"}
    words = words_in_pdf(pdf.read_bytes())
    assert {name for name in printed if MARKERS[name] in words} == printed
    with zipfile.ZipFile(word) as parts:
        xml = parts.read("word/document.xml").decode()
    assert {name for name in printed if MARKERS[name] in xml} == printed


@needs_strace
def test_A10_no_name_is_left_on_disk_by_kill_9(
    path: Path, temporary: Path, profile: Path, tmp_path: Path
) -> None:
    file = WholeFile(path)
    left = set()
    for _ in kill_points(
        ["tests.fault.office_actions", "take_in", str(path), str(ANYSHIRE)],
        before_each=file.put_back,
        touching=file.database,
        at_most=8,
    ):
        assert found_in([path.parent, temporary, profile], *IMPORTED) == set()
        left |= {one.name for one in path.parent.iterdir()}
    # What a dead program leaves: its journal, half written, and its lock.
    assert left == {path.name + ending for ending in ("", "-keys", "-journal", "-lock")}
    file.put_back()
    done("import", path, ANYSHIRE)
    assert found_in([path.parent, temporary, profile], *IMPORTED) == set()


def test_K2_the_audit_log_names_no_person_and_no_reason(path: Path) -> None:
    done("import", path, ANYSHIRE)
    act(path, "open_case", {"household": MARKERS["household"]})
    panelapp(
        "letter", path, "C-2024-0001", "qd", "--format", "pdf", "--out", path.with_name("x.pdf")
    )
    rows = _rows(path, "SELECT * FROM audit_row")
    assert len(rows) > 70
    words = [*MARKERS.values(), *IMPORTED]
    assert [word for word in words if word in str(rows)] == []
    # The control: the same words are in the same file, read in the same way.
    assert MARKERS["household"] in str(_rows(path, "SELECT * FROM person"))


def _rows(path: Path, query: str) -> list[tuple[object, ...]]:
    engine = open_engine(path, agency_file.unlock(path, ADVISER, PASSPHRASE).key)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        engine.dispose()


@dataclass(frozen=True, kw_only=True)
class Spoil:
    """A household on which a faulty action is tried."""

    household: str


def _misread(household: Household, uow: UnitOfWork) -> None:
    raise RuntimeError(f"no such carer: {household.carers[0].person.name}")


def _look_up(household: Household, uow: UnitOfWork) -> None:
    vars(household)[household.carers[0].person.name]


def _double(household: Household, uow: UnitOfWork) -> None:
    again = Household(ref=household.ref, carer_kind=CarerKind.MAINSTREAM)
    again.address = MARKERS["household"]
    uow.session.add(again)
    uow.session.flush()


@pytest.mark.parametrize("fault", [_misread, _look_up, _double])
def test_A12_a_fault_in_an_action_is_told_by_reference_and_changes_nothing(
    fault: Callable[[Household, UnitOfWork], None],
    path: Path,
    profile: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def spoil(command: Spoil, uow: UnitOfWork) -> None:
        """Change a household, then fail."""
        household = uow.household(command.household)
        household.address = "Changed"
        uow.session.flush()
        fault(household, uow)

    permission = access.Permission(spoil, (UserRole.PANEL_ADVISER,))
    monkeypatch.setattr(access, "ACTIONS", (*access.ACTIONS, permission))
    monkeypatch.setitem(access._BY_HANDLER, spoil, permission)  # noqa: SLF001 - a row for this test
    file = WholeFile(path)
    before = file.state()

    answer = act(path, "spoil", {"household": "H1"})

    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("Something went wrong in the program (reference ")
    reference = answer.err.split("reference ")[1][:8]
    [report] = profile.rglob("fault-*.txt")
    assert report.name == f"fault-{reference}.txt"
    assert str(report) in answer.err
    assert "spoil" in report.read_text("utf-8")
    assert found_in([profile]) == set()
    assert not any(word in answer.err for word in MARKERS.values())
    assert file.state() == before
    file.require_sound()
