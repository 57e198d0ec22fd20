"""Words are read from papers of each kind, and no paper is refused for its words."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from panelapp.exchange import paper_words as module
from panelapp.exchange.paper_words import MOST_LETTERS, paper_words


def pdf(*pages: str) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made)
    for words in pages:
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def word() -> bytes:
    document = Document()
    document.add_paragraph("An otter swims.")
    document.add_table(1, 2).cell(0, 1).text = "A badger digs."
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def excel() -> bytes:
    workbook = Workbook()
    workbook.active.title = "Animals"  # type: ignore[union-attr]  # a new workbook has a sheet
    workbook.active["B2"] = "weasel"  # type: ignore[index]  # and it has cells
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()


MAIL = b"Subject: The stoat\nContent-Type: text/plain; charset=utf-8\n\nA pole cat.\n"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", pdf("One hare.", "Two foxes."), "One hare. Two foxes."),
        ("A.PDF", pdf("One hare."), "One hare."),
        ("a.docx", word(), "An otter swims. A badger digs."),
        ("a.xlsx", excel(), "Animals weasel"),
        ("a.txt", "Zoë\r\nwalks".encode(), "Zoë walks"),
        ("a.txt", "Zoë".encode("cp1252"), "Zoë"),
        ("a.csv", b"a,b\n", "a,b"),
        ("a.eml", MAIL, "The stoat A pole cat."),
        ("a.png", b"\x89PNG\r\n\x1a\n", ""),
    ],
)
def test_words_of_each_kind_are_read(name: str, content: bytes, words: str) -> None:
    assert paper_words(name, content) == words


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx", "txt", "csv", "eml"])
@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"%PDF-1.7 broken", pdf("x")[:200], word()[:400], b"PK\x03\x04" * 9],
)
def test_what_cannot_be_read_is_no_error(ending: str, content: bytes) -> None:
    assert len(paper_words(f"a.{ending}", content)) < 400


def test_a_part_that_unpacks_to_too_much_is_not_read() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (module.LARGEST_PART + 1))
    assert paper_words("a.docx", made.getvalue()) == ""


def test_reading_stops_at_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(paper_words("a.txt", b"word " * MOST_LETTERS)) == MOST_LETTERS
    pages = pdf("one", "two", "three")
    monkeypatch.setattr(module, "MOST_PAGES", 2)
    assert paper_words("a.pdf", pages) == "one two"
    monkeypatch.setattr(module, "MOST_SECONDS", -1.0)
    assert paper_words("a.pdf", pages) == "one"
