from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import page
import pikepdf
import pytest

from panelapp.documents.content import Heading, Notice, Table, words
from panelapp.documents.pdf import to_pdf
from tests.unit.documents.reading import (
    artifacts_in_pdf,
    bookmarks_of,
    page_sizes,
    pages_of,
    words_in_pdf,
)
from tests.unit.documents.samples import AGENCY_NAME, DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from panelapp.documents.content import Block, Document

PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
A4 = (595.28, 841.89)


def with_blocks(*blocks: Block) -> Document:
    return replace(DOCUMENTS["agenda"], blocks=(Heading("Title", level=1), *blocks))


def elements(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Every element of the structure tree, in reading order, with its role."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop(0)
        yield str(element.S)[1:], element
        kids = [kid for kid in element.K if kid.get("/Type") == pikepdf.Name.StructElem]
        waiting = kids + waiting


@pytest.mark.parametrize("name", DOCUMENTS)
def test_U11_every_document_is_valid_pdf_ua_1_and_pdf_a_2a(name: str, tmp_path: Path) -> None:
    path = tmp_path / "document.pdf"
    path.write_bytes(to_pdf(DOCUMENTS[name]))
    for profile in PROFILES:
        assert page.validate_pdf(str(path), profile=profile).failures == []


def test_the_validator_sees_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "document.pdf"
    with pikepdf.open(io.BytesIO(to_pdf(DOCUMENTS["agenda"]))) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(path)
    for profile in PROFILES:
        assert page.validate_pdf(str(path), profile=profile).failures


@pytest.mark.parametrize(
    "awkward", ["ŵ ✓ ☐ 🎉 中文 שלום عليكم", "x" * 5000, "&<>\"'\\()", "é" * 300, ""]
)
def test_U11_awkward_text_is_valid_too(awkward: str, tmp_path: Path) -> None:
    path = tmp_path / "document.pdf"
    every_code = "".join(map(chr, range(0xA1, 0x500)))
    document = with_blocks(words(awkward), words(every_code))
    path.write_bytes(to_pdf(replace(document, title=f"T {awkward[:80]}", author=awkward[:80])))
    for profile in PROFILES:
        assert page.validate_pdf(str(path), profile=profile).failures == []


def test_the_same_content_makes_the_same_bytes() -> None:
    assert to_pdf(DOCUMENTS["minutes"]) == to_pdf(DOCUMENTS["minutes"])


def test_U11_title_language_and_properties() -> None:
    document = DOCUMENTS["minutes"]
    with pikepdf.open(io.BytesIO(to_pdf(document))) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo.Title) == document.title
        assert str(pdf.docinfo.Author) == AGENCY_NAME
        assert str(pdf.docinfo.CreationDate) == "D:20261121093000Z"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == document.title
            assert metadata["dc:creator"] == [AGENCY_NAME]


def test_G8_nothing_is_hidden_in_the_file() -> None:
    with pikepdf.open(io.BytesIO(to_pdf(DOCUMENTS["letter-qd-terms"]))) as pdf:
        assert set(pdf.docinfo.keys()) == {
            "/Title",
            "/Author",
            "/Subject",
            "/Producer",
            "/CreationDate",
        }
        assert str(pdf.docinfo.Producer) == "panelapp"
        assert not pdf.attachments
        assert "/Names" not in pdf.Root
        assert not any("/Annots" in page_.obj for page_ in pdf.pages)


def test_all_fonts_are_embedded() -> None:
    awkward = with_blocks(words("ŵ ✓ שלום"), Heading("✓ bold"))
    with pikepdf.open(io.BytesIO(to_pdf(awkward))) as pdf:
        fonts = {
            str(font.BaseFont): font
            for page_ in pdf.pages
            for font in page_.Resources.Font.values()
        }
        assert all("/FontFile2" in font.FontDescriptor for font in fonts.values())
    assert {name.partition("+")[2] for name in fonts} == {
        "AtkinsonHyperlegibleNext-Regular",
        "AtkinsonHyperlegibleNext-Bold",
        "DejaVuSans",
        "DejaVuSans-Bold",
    }


def test_U11_headings_lists_and_tables_are_tagged() -> None:
    with pikepdf.open(io.BytesIO(to_pdf(DOCUMENTS["minutes"]))) as pdf:
        found = list(elements(pdf))
        roles = [role for role, _ in found]
        headers = [element for role, element in found if role == "TH"]
        scopes = {str(header.A.Scope) for header in headers}
        tables = [element for role, element in found if role == "Table"]
        assert all(str(table.A.Summary) for table in tables)
    assert roles[:2] == ["Document", "H1"]
    assert {"H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TD"} <= set(roles)
    assert scopes == {"/Row", "/Column"}


def test_bookmarks_are_the_headings() -> None:
    document = DOCUMENTS["letter-qd-terms"]
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert bookmarks_of(to_pdf(document)) == [(h.level, h.text) for h in headings]


def test_pages_are_a4_and_numbered() -> None:
    pdf = to_pdf(DOCUMENTS["minutes"])
    pages = pages_of(pdf)
    assert len(pages) > 20
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
    assert page_sizes(pdf) == {A4}


def test_a_table_header_is_repeated_on_each_page_but_said_once() -> None:
    rows = tuple((f"row {number}", "words " * 20) for number in range(80))
    pdf = to_pdf(with_blocks(Table(("Reference", "Content"), rows, (1, 3), "Rows")))
    pages = pages_of(pdf)
    assert len(pages) > 3
    assert all("Reference" in text for text in pages)
    assert words_in_pdf(pdf).count("Reference") == 1
    assert artifacts_in_pdf(pdf).count("Reference") == len(pages) - 1


@pytest.mark.parametrize("filling", range(40, 60))
def test_a_heading_never_stands_last_on_a_page(filling: int) -> None:
    blocks = [words(f"line {number}") for number in range(filling)]
    document = with_blocks(*blocks, Heading("Lonely heading"), words("What it heads. " * 30))
    [holder] = [text for text in pages_of(to_pdf(document)) if "Lonely heading" in text]
    assert holder.count("What it heads.") >= 2


def test_no_first_or_last_line_of_a_paragraph_stands_alone() -> None:
    said = " ".join(f"w{number}" for number in range(120))
    for filling in range(30, 60):
        document = with_blocks(*[words("filling")] * filling, words(said))
        for text in pages_of(to_pdf(document)):
            lines = [line for line in text.splitlines() if line.startswith("w")]
            assert len(lines) != 1


def test_a_new_page_starts_where_a_heading_asks_for_it() -> None:
    pdf = to_pdf(with_blocks(words("first"), Heading("Second", new_page=True), words("second")))
    first, second = pages_of(pdf)
    assert "first" in first
    assert "Second" in second
    assert "second" in second


@pytest.mark.parametrize("lines", range(30, 60))
def test_room_after_the_last_box_never_makes_an_empty_page(lines: int) -> None:
    above = [words(f"Line {number}") for number in range(lines)]
    made = to_pdf(with_blocks(*above, Notice("The end", ("It is.",))))
    assert "The end" in pages_of(made)[-1]
