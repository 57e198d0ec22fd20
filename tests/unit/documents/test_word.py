from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC

import docx
import pytest
from docx.table import Table as WordTable

from panelapp.config import resources_folder
from panelapp.documents import word_base
from panelapp.documents.content import Heading, NumberedList, Table, words
from panelapp.documents.word import to_word
from tests.unit.documents.reading import W, paragraphs_in_word, parts_of, text_of, xml_part
from tests.unit.documents.samples import AGENCY_NAME, DOCUMENTS, MADE_AT

BASE = resources_folder() / "word" / "base.docx"
NEVER = ("w:comment", "w:ins ", "w:del ", "w:rsid", "w:vanish", "w:docVars", "w14:docId")


def test_the_base_file_is_what_the_code_builds() -> None:
    assert BASE.read_bytes() == word_base.build_base()


@pytest.mark.parametrize("name", [*word_base.STYLE_NAMES, word_base.GRID])
def test_every_style_stands_in_the_base_file(name: str) -> None:
    ids = {style.style_id for style in docx.Document(str(BASE)).styles}
    assert word_base.style_id(name) in ids


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_use_only_styles_of_the_base_file(name: str) -> None:
    word = to_word(DOCUMENTS[name])
    used = {
        style.get(f"{W}val")
        for part in ("word/document.xml", "word/header1.xml", "word/footer1.xml")
        for kind in ("pStyle", "tblStyle")
        for style in xml_part(word, part).iter(f"{W}{kind}")
    }
    assert used <= {style.style_id for style in docx.Document(str(BASE)).styles}


def test_U11_headings_are_real_headings() -> None:
    document = DOCUMENTS["minutes"]
    wanted = [(b.level, b.text) for b in document.blocks if isinstance(b, Heading)]
    found = [
        (int(style.name[-1]), paragraph.text)
        for paragraph in paragraphs_in_word(to_word(document))
        if (style := paragraph.style) and style.name and style.name.startswith("Heading")
    ]
    assert found == wanted


def test_U11_the_typeface_is_arial_in_every_script_and_the_language_british() -> None:
    styles = xml_part(to_word(DOCUMENTS["minutes"]), "word/styles.xml")
    [fonts] = styles.iter(f"{W}rFonts")
    assert {fonts.get(f"{W}{script}") for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {
        "Arial"
    }
    [language] = styles.iter(f"{W}lang")
    assert language.get(f"{W}val") == "en-GB"


def test_U11_properties() -> None:
    document = DOCUMENTS["minutes"]
    properties = docx.Document(io.BytesIO(to_word(document))).core_properties
    assert properties.title == document.title
    assert properties.subject == document.subject
    assert properties.author == properties.last_modified_by == AGENCY_NAME
    assert properties.language == "en-GB"
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.replace(tzinfo=UTC) == MADE_AT
    assert properties.comments == properties.keywords == properties.category == ""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_G8_nothing_is_hidden_in_the_file(name: str) -> None:
    parts = parts_of(to_word(DOCUMENTS[name]))
    assert set(parts) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/footer1.xml",
        "word/header1.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    }
    for content in parts.values():
        assert not [tag for tag in NEVER if f"<{tag}".encode() in content]


def test_the_same_content_makes_the_same_bytes() -> None:
    assert to_word(DOCUMENTS["minutes"]) == to_word(DOCUMENTS["minutes"])


def test_the_footer_counts_pages() -> None:
    footer = xml_part(to_word(DOCUMENTS["minutes"]), "word/footer1.xml")
    assert [field.get(f"{W}instr") for field in footer.iter(f"{W}fldSimple")] == [
        "PAGE",
        "NUMPAGES",
    ]


def test_table_headers_are_repeated_and_rows_kept_whole() -> None:
    rows = tuple((f"row {number}", "words") for number in range(500))
    table = Table(("Reference", "Content"), rows, (1, 3), "Rows of a test")
    word = to_word(replace(DOCUMENTS["agenda"], blocks=(Heading("T", level=1), table)))
    body = xml_part(word, "word/document.xml")
    heads = [row for row in body.iter(f"{W}tr") if row.find(f"{W}trPr/{W}tblHeader") is not None]
    assert [text_of(head) for head in heads] == ["ReferenceContent"]
    assert len(list(body.iter(f"{W}cantSplit"))) == 501
    [caption] = body.iter(f"{W}tblCaption")
    assert caption.get(f"{W}val") == "Rows of a test"


def test_every_numbered_list_starts_at_one() -> None:
    lists = (NumberedList(("a", "b")), words("between"), NumberedList(("c", "d")))
    word = to_word(replace(DOCUMENTS["agenda"], blocks=(Heading("T", level=1), *lists)))
    numbers = [
        number.get(f"{W}val") for number in xml_part(word, "word/document.xml").iter(f"{W}numId")
    ]
    assert len(set(numbers)) == 2
    numbering = xml_part(word, "word/numbering.xml")
    starts = {number.get(f"{W}numId"): number.find(f".//{W}startOverride") for number in numbering}
    assert all(starts[number].get(f"{W}val") == "1" for number in numbers)


def test_a_page_is_a4() -> None:
    section = docx.Document(io.BytesIO(to_word(DOCUMENTS["agenda"]))).sections[0]
    assert section.page_width
    assert section.page_height
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_line_ends_inside_a_value_are_line_breaks() -> None:
    word = docx.Document(io.BytesIO(to_word(DOCUMENTS["letter-approval"])))
    address = next(p for p in word.paragraphs if "Make-Believe" in p.text)
    assert address.text.splitlines()[-1] == "LK4 9ZZ"
    assert not [block for block in word.iter_inner_content() if isinstance(block, WordTable)]
