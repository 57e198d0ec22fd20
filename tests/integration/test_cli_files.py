"""Making, opening, recovering, backing up and checking a file as a user types it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.domain.vocabulary import UserRole
from panelapp.persistence.keys import slots_path
from tests.integration.command_line import (
    ADVISER,
    AGENCY,
    PASSPHRASE,
    act,
    add_user,
    copy_of,
    done,
    new_file,
    panelapp,
    refused,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NEW_PASSPHRASE = "quiet marble window"
CHAIR = "Chidi Okafor"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file made by the command itself, at its real cost, with its recovery sheet beside it."""
    folder = tmp_path_factory.mktemp("made")
    sheet = folder / "sheet.txt"
    arguments = ("--agency", AGENCY, "--user", ADVISER, "--recovery-sheet", sheet)
    answer = done("new", folder / "Anyford.fpanel", *arguments)
    assert answer.out.startswith(f"Made {folder / 'Anyford.fpanel'}.")
    return folder / "Anyford.fpanel"


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with an adviser and a chair, never changed by a test."""
    path = new_file(tmp_path_factory.mktemp("closed"))
    add_user(path, CHAIR, UserRole.CHAIR)
    return path


@pytest.fixture
def path(closed: Path, tmp_path: Path) -> Path:
    """A copy to work on."""
    return copy_of(closed, tmp_path)


def test_the_recovery_sheet_is_for_one_reader_and_never_overwritten(
    made: Path, tmp_path: Path
) -> None:
    sheet = made.with_name("sheet.txt")
    assert sheet.stat().st_mode & 0o777 == 0o600
    words = sheet.read_text("utf-8")
    assert AGENCY in words
    other = tmp_path / "Other.fpanel"
    refused("new", other, "--agency", AGENCY, "--recovery-sheet", sheet)
    assert sheet.read_text("utf-8") == words
    assert not other.exists()


def test_no_file_is_made_whose_recovery_sheet_has_no_place(tmp_path: Path) -> None:
    path = tmp_path / "Other.fpanel"
    sheet = tmp_path / "absent" / "sheet.txt"
    refused("new", path, "--agency", AGENCY, "--recovery-sheet", sheet)
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_that_cannot_be_written_after_all_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "Other.fpanel"
    # The name is taken by the new file itself, which was not there before.
    answer = panelapp("new", path, "--agency", AGENCY, "--recovery-sheet", path)
    assert answer.code == 1
    assert "24 words" in answer.err


def test_without_a_place_the_sheet_is_shown_once_on_standard_error(tmp_path: Path) -> None:
    answer = panelapp("new", tmp_path / "A.fpanel", "--agency", AGENCY)
    assert answer.code == 0
    assert answer.err.count("RECOVERY SHEET") == 1
    assert "RECOVERY SHEET" not in answer.out
    # The user that nobody named.
    assert done("audit", tmp_path / "A.fpanel", "--json").json()[0]["user"] == "Panel adviser"


def test_new_never_takes_the_place_of_a_file(path: Path) -> None:
    before = path.read_bytes()
    refused("new", path, "--agency", AGENCY)
    assert path.read_bytes() == before


@pytest.mark.parametrize("passphrase", ["", "short", "elevenchars"])
def test_a_short_password_makes_no_file(passphrase: str, tmp_path: Path) -> None:
    path = tmp_path / "A.fpanel"
    refused("new", path, "--agency", AGENCY, PANELAPP_PASSPHRASE=passphrase)
    assert list(tmp_path.iterdir()) == []


def test_recover_gives_a_new_password_and_takes_the_old_one_away(
    made: Path, tmp_path: Path
) -> None:
    path = copy_of(made, tmp_path)
    sheet = made.with_name("sheet.txt")
    arguments = ("recover", path, "--sheet", sheet, "--user", ADVISER)
    done(*arguments, PANELAPP_NEW_PASSPHRASE=NEW_PASSPHRASE)
    refused("verify", path)
    done("verify", path, PANELAPP_PASSPHRASE=NEW_PASSPHRASE)
    actions = [row["action"] for row in _audit(path, NEW_PASSPHRASE)]
    assert actions == ["new_file", "change_own_password"]


def test_recover_refuses_another_files_sheet_and_what_is_no_sheet(
    made: Path, path: Path, tmp_path: Path
) -> None:
    before = path.read_bytes()
    junk = tmp_path / "junk.txt"
    junk.write_bytes(bytes(range(256)))
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    for sheet in (made.with_name("sheet.txt"), junk, empty):
        refused(
            *("recover", path, "--sheet", sheet, "--user", ADVISER),
            PANELAPP_NEW_PASSPHRASE=NEW_PASSPHRASE,
        )
    nobody = ("recover", made, "--sheet", made.with_name("sheet.txt"), "--user", "Nobody")
    refused(*nobody, PANELAPP_NEW_PASSPHRASE=NEW_PASSPHRASE)
    assert path.read_bytes() == before


def test_an_added_user_opens_the_file_with_a_password_of_their_own(path: Path) -> None:
    roles = ("--role", "administrator", "--role", "auditor")
    added = ("user", "add", path, "Jo Park", *roles)
    answer = done(*added, PANELAPP_NEW_PASSPHRASE=NEW_PASSPHRASE)
    assert answer.out == "Added Jo Park: administrator, auditor.\n"
    refused("audit", path, "--user", "Jo Park")
    own = {"PANELAPP_PASSPHRASE": NEW_PASSPHRASE}
    rows = done("audit", path, "--user", "Jo Park", "--json", **own).json()
    assert rows[-1]["action"] == "add_user"
    assert rows[-1]["user"] == ADVISER


def test_a_new_users_password_comes_from_a_file(path: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(f"{NEW_PASSPHRASE}\nnot this line\n", encoding="utf-8")
    done("user", "add", path, "Jo Park", "--role", "auditor", "--new-passphrase-file", secret)
    done("audit", path, "--user", "Jo Park", "--passphrase-file", secret)


@pytest.mark.parametrize("name", ["", "  ", ADVISER])
def test_a_user_without_a_name_or_with_a_taken_one_is_refused(name: str, path: Path) -> None:
    added = ("user", "add", path, name, "--role", "auditor")
    refused(*added, PANELAPP_NEW_PASSPHRASE=NEW_PASSPHRASE)
    assert [row["action"] for row in _audit(path)] == ["new_file", "add_user"]


def test_an_unknown_role_is_wrong_usage(path: Path) -> None:
    refused("user", "add", path, "Jo Park", "--role", "captain", code=2)
    refused("user", "add", path, "Jo Park", code=2)


def test_the_password_comes_from_a_file_before_the_environment(path: Path, tmp_path: Path) -> None:
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    right.write_bytes(f"\ufeff{PASSPHRASE}\r\nsecond line".encode())
    wrong.write_text("another pass phrase", encoding="utf-8")
    done("verify", path, "--passphrase-file", right, PANELAPP_PASSPHRASE="not this one")
    refused("verify", path, "--passphrase-file", wrong)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x80\x81", b"\n" + PASSPHRASE.encode()])
def test_a_password_file_without_a_password_opens_nothing(
    content: bytes, path: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(content)
    refused("verify", path, "--passphrase-file", secret)


def test_nothing_is_asked_where_standard_input_is_no_terminal(path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PANELAPP_PASSPHRASE", raising=False)
        asked = subprocess.run(
            [sys.executable, "-m", "ui", "verify", str(path)],
            input="harbour lantern thistle\n",
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert (asked.returncode, asked.stdout) == (1, "")
    assert asked.stderr.startswith("A password is needed.")


def test_B3_wrong_passwords_and_names_are_refused_with_one_sentence(path: Path) -> None:
    before = path.read_bytes()
    sentences = {
        refused("verify", path, PANELAPP_PASSPHRASE="harbour lantern"),
        refused("verify", path, PANELAPP_PASSPHRASE=""),
        refused("verify", path, "--user", "Nobody"),
        refused("verify", path, "--user", "A\x1b[31m\nB"),
    }
    assert len(sentences) == 1
    assert "password is not right" in sentences.pop()
    assert path.read_bytes() == before


def _binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _text(path: Path) -> None:
    path.write_text("Minutes of the panel\n" * 200, encoding="utf-8")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _gone(path: Path) -> None:
    path.unlink()


def _no_keys(path: Path) -> None:
    slots_path(path).unlink()


def _junk_keys(path: Path) -> None:
    slots_path(path).write_bytes(b"\xff{")


DAMAGE = [_binary, _empty, _half, _text, _folder, _gone, _no_keys, _junk_keys]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__.strip("_"))
def test_A7_a_file_that_cannot_be_opened_is_refused_and_left_alone(
    damage: Callable[[Path], None], path: Path, tmp_path: Path
) -> None:
    damage(path)
    before = path.read_bytes() if path.is_file() else None
    out = tmp_path / "agenda.pdf"
    for command in (
        ("verify", path, "--json"),
        ("sittings", path, "--json"),
        ("due", path),
        ("audit", path),
        ("agenda", path, "S1", "--format", "pdf", "--out", out),
        ("backup", path, "--to", tmp_path / "backups"),
        ("import", path, path, "--json"),
    ):
        refused(*command)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not out.exists()


def test_C1_a_second_process_is_told_who_has_the_file_since_when(path: Path) -> None:
    holder = [sys.executable, "-m", "tests.integration.holding", str(path)]
    with subprocess.Popen(holder, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as held:
        assert held.stdout is not None
        assert held.stdout.readline() == b"HELD\n"
        words = refused("sittings", path, "--json")
        assert f"open on this computer by {ADVISER} since " in words
        refused("restore", path, "--to", path)
        held.kill()
    # No lock file needs to be deleted: whoever held it is gone.
    assert done("sittings", path, "--json").json() == []


def test_what_a_role_may_not_do_is_refused_and_recorded(path: Path) -> None:
    answer = act(path, "plan_sitting", {"held_on": "2026-12-01"}, "--user", CHAIR)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("Your role does not allow plan sitting.")
    refused("audit", path, "--user", CHAIR)
    assert [(row["user"], row["action"]) for row in _audit(path)[-2:]] == [
        (CHAIR, "refused plan_sitting"),
        (CHAIR, "refused audit_rows"),
    ]


def test_a_backup_is_restored_beside_the_file_that_stood_there(path: Path, tmp_path: Path) -> None:
    act(path, "plan_sitting", {"held_on": "2026-12-01", "sitting": "S-1"})
    copy = done("backup", path, "--to", tmp_path / "backups").out.strip()
    act(path, "plan_sitting", {"held_on": "2026-12-02", "sitting": "S-2"})
    newer = path.read_bytes()
    answer = done("restore", copy, "--to", path)
    aside = answer.out.splitlines()[0].removeprefix("The file that stood there is now ")
    refs = [row["sitting_ref"] for row in done("sittings", path, "--json").json()]
    assert refs == ["S-1"]
    assert path.parent.joinpath(aside.rstrip(".")).read_bytes() == newer
    done("verify", path)


def test_what_is_no_backup_is_not_restored(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    junk = tmp_path / "junk.fpanel-backup"
    junk.write_bytes(bytes(range(256)) * 64)
    for source in (junk, tmp_path, tmp_path / "absent.fpanel-backup"):
        refused("restore", source, "--to", path)
    assert path.read_bytes() == before


def test_a_backup_that_has_no_place_is_refused(path: Path, tmp_path: Path) -> None:
    in_the_way = tmp_path / "a-file"
    in_the_way.write_text("text")
    refused("backup", path, "--to", in_the_way, code=2)


def test_verify_and_audit_in_words_and_as_json(path: Path) -> None:
    assert done("verify", path).out == "The file is sound.\n"
    assert done("verify", path, "--json").json() == {"ok": True, "findings": []}
    rows = _audit(path)
    assert list(rows[0]) == ["seq", "at", "user", "role", "action", "ref", "hash"]
    assert [row["seq"] for row in rows] == [1, 2]
    assert done("audit", path, "--verify").out == "The audit chain is whole: 2 rows.\n"
    assert done("audit", path, "--verify", "--json").json() == rows
    assert len(done("audit", path).out.splitlines()) == 2


def _audit(path: Path, passphrase: str = PASSPHRASE) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = done(
        "audit", path, "--json", PANELAPP_PASSPHRASE=passphrase
    ).json()
    return rows
