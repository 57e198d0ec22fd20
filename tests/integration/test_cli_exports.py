"""Agenda, minutes and letters written to Word and PDF, as a user asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration import journey
from tests.integration.command_line import ANYSHIRE, copy_of, done, new_file, refused
from tests.integration.journey import MARKERS, SITTING
from tests.unit.documents.reading import words_in_pdf, words_in_word

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = {
    "decision": "C-2024-0001",
    "qd": "C-2024-0002",
    "final_decision": "C-2024-0002",
    "continued_suitability": "C-2024-0004",
    "termination": "C-2024-0006",
    "resignation": "C-2024-0006",
    "change_of_terms": "C-2024-0005",
    "deferral": "C-2024-0003",
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed file in which every case went its way; tests only export from it."""
    return journey.file_after_journey(tmp_path_factory.mktemp("journey"))


def words_of(document: Path) -> str:
    """The words of a Word or PDF file."""
    read = words_in_pdf if document.suffix == ".pdf" else words_in_word
    return read(document.read_bytes())


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_agenda_names_every_case(path: Path, form: str, tmp_path: Path) -> None:
    out = tmp_path / f"agenda.{form}"
    answer = done("agenda", path, SITTING, "--format", form, "--out", out)
    assert answer.out == f"{out}\n"
    words = words_of(out)
    assert all(f"C-2024-000{number}" in words for number in range(1, 6))
    assert MARKERS["reasons"] not in words


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_minutes_whole_and_as_an_extract(path: Path, form: str, tmp_path: Path) -> None:
    whole, extract = tmp_path / f"minutes.{form}", tmp_path / f"extract.{form}"
    done("minutes", path, SITTING, "--format", form, "--out", whole)
    done("minutes", path, SITTING, "--format", form, "--out", extract, "--case", "C-2024-0002")
    words, part = words_of(whole), words_of(extract)
    assert words.count(MARKERS["reasons"]) == 5
    assert part.count(MARKERS["reasons"]) == 1
    assert "C-2024-0002" in part
    assert not any(
        case in part for case in ("C-2024-0001", "C-2024-0003", "C-2024-0004", "C-2024-0005")
    )


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("kind", LETTERS)
def test_every_kind_of_letter_comes_out(path: Path, kind: str, form: str, tmp_path: Path) -> None:
    out = tmp_path / f"letter.{form}"
    answer = done("letter", path, LETTERS[kind], kind, "--format", form, "--out", out)
    assert answer.out == f"{out}\n"
    assert MARKERS["household"] in words_of(out)
    assert [one.name for one in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("agenda", "S-NOPE"), 1),
        (("minutes", "S-NOPE"), 1),
        (("minutes", SITTING, "--case", "C-NOPE"), 1),
        (("minutes", SITTING, "--case", "C-2024-0006"), 1),
        (("letter", "C-NOPE", "decision"), 1),
        (("letter", "C-2024-0001", "qd"), 1),
        (("letter", "C-2024-0002", "decision"), 1),
        (("letter", "C-2024-0003", "termination"), 1),
        (("letter", "C-2024-0001", "birthday"), 2),
        (("letter", "C-2024-0001"), 2),
        (("agenda",), 2),
    ],
)
def test_what_the_file_has_no_document_for_is_refused(
    path: Path, words: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    refused(words[0], path, *words[1:], "--format", "pdf", "--out", out, code=code)
    assert list(tmp_path.iterdir()) == []


def test_a_document_needs_a_known_format_and_a_place(path: Path, tmp_path: Path) -> None:
    agenda = ("agenda", path, SITTING)
    refused(*agenda, "--format", "odt", "--out", tmp_path / "a.odt", code=2)
    refused(*agenda, "--out", tmp_path / "a.pdf", code=2)
    refused(*agenda, "--format", "pdf", code=2)
    refused(*agenda, "--format", "pdf", "--out", tmp_path, code=2)
    refused(*agenda, "--format", "pdf", "--out", tmp_path / "absent" / "a.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_document_replaces_an_older_one(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "agenda.pdf"
    out.write_text("an older agenda")
    done("agenda", path, SITTING, "--format", "pdf", "--out", out)
    assert out.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("ending", ["", "-keys", "-journal", "-lock"])
def test_a_document_never_takes_the_place_of_an_agency_file(
    path: Path, ending: str, tmp_path: Path
) -> None:
    copy = copy_of(path, tmp_path)
    before = copy.read_bytes()
    target = copy.with_name(copy.name + ending)
    refused("agenda", copy, SITTING, "--format", "pdf", "--out", target)
    link = tmp_path / "agenda.pdf"
    link.symlink_to(copy)
    refused("agenda", copy, SITTING, "--format", "pdf", "--out", link)
    assert copy.read_bytes() == before
    done("verify", copy)


def test_only_roles_that_may_export_do(path: Path, tmp_path: Path) -> None:
    copy, out = copy_of(path, tmp_path), tmp_path / "agenda.pdf"
    agenda = ("agenda", copy, SITTING, "--format", "pdf", "--out", out)
    assert "does not allow" in refused(*agenda, "--user", journey.DECIDER)
    assert not out.exists()


def test_agenda_and_minutes_of_an_imported_sitting(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    done("import", path, ANYSHIRE)
    for command in ("agenda", "minutes"):
        for form in ("docx", "pdf"):
            out = tmp_path / f"{command}.{form}"
            done(command, path, "S2021-22-01", "--format", form, "--out", out)
            assert "C00020" in words_of(out)
