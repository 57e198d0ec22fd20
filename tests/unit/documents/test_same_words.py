from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from panelapp.documents.content import (
    BulletList,
    Document,
    Heading,
    KeyValueTable,
    Notice,
    NumberedList,
    Table,
    clean,
    words,
)
from panelapp.documents.render import rendered
from tests.unit.documents.reading import (
    artifacts_in_pdf,
    pages_of,
    parts_of,
    squeezed,
    text_of,
    words_in_pdf,
    words_in_word,
    xml_part,
)
from tests.unit.documents.samples import DOCUMENTS

RIGHT_TO_LEFT = {"R", "AL", "AN"}


def one_of_each(text: str) -> Document:
    """A document that holds the text once in each kind of block."""
    return Document(
        title="Title",
        subject="Subject",
        author="Agency",
        made_at=datetime(2026, 11, 21, tzinfo=UTC),
        blocks=(
            Heading("Title", level=1),
            words(text),
            KeyValueTable((("Label", text),), summary="Values"),
            Table(("Head",), ((text,),), (1,), "Rows"),
            BulletList((text,)),
            NumberedList((text,)),
            Notice("Notice", (text,)),
        ),
    )


def folded(text: str) -> str:
    """Text as it is compared: the reader takes ligatures and superscripts apart."""
    return squeezed(unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_both_formats_say_the_same_words(name: str) -> None:
    word = rendered(DOCUMENTS[name], "docx")
    pdf = rendered(DOCUMENTS[name], "pdf")
    assert len(squeezed(words_in_word(word))) > 500
    assert squeezed(words_in_pdf(pdf)) == squeezed(words_in_word(word))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_both_formats_have_the_same_header_and_footer(name: str) -> None:
    document = DOCUMENTS[name]
    word = rendered(document, "docx")
    artifacts = squeezed(artifacts_in_pdf(rendered(document, "pdf")))
    for part in ("word/header1.xml", "word/footer1.xml"):
        stated = text_of(xml_part(word, part))
        for said in (document.header, document.marking) if "header" in part else (document.footer,):
            assert said in stated
            assert squeezed(said) in artifacts


def test_words_are_kept_apart_in_both_formats() -> None:
    said = "one two three four " * 60
    document = one_of_each(said.strip())
    assert words_in_word(rendered(document, "docx")).split().count("three") == 360
    pages = "".join(pages_of(rendered(document, "pdf")))
    assert pages.split().count("three") == 360


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
@example("<b>bold</b> & <img src='file:///etc/passwd'/> {{ 7*7 }} =1+1")
@example("Zoë Ŵyn O’Brien and Ọlọ́runtóbi Þórdís Łukasz Nguyễn")
@example("👨‍👩‍👧 🏳️‍🌈 ✓ ☐ 中文 " + "x" * 200)
def test_G6_any_text_is_read_back_from_word(typed: str) -> None:
    expected = squeezed(clean(typed))
    said = squeezed(words_in_word(rendered(one_of_each(typed), "docx")))
    assert said == squeezed(f"Title{expected}Label{expected}Head{expected * 3}Notice{expected}")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
@example("<b>bold</b> & <img src='file:///etc/passwd'/> {{ 7*7 }} =1+1")
@example("Zoë Ŵyn O’Brien and Ọlọ́runtóbi Þórdís Łukasz Nguyễn")
@example("👨‍👩‍👧 🏳️‍🌈 ✓ ☐ 中文 " + "x" * 200)
def test_G7_any_text_is_read_back_from_pdf(typed: str) -> None:
    # The reader turns neighbours of right-to-left letters about; those have a test of their own.
    plain = "".join(c for c in typed if unicodedata.bidirectional(c) not in RIGHT_TO_LEFT)
    expected = folded(clean(plain))
    said = folded(words_in_pdf(rendered(one_of_each(plain), "pdf")))
    assert said == squeezed(f"Title{expected}Label{expected}Head{expected * 3}Notice{expected}")


def test_G7_markup_is_literal_and_embeds_nothing() -> None:
    typed = "<b>x</b> <img src='/etc/passwd'/> &amp; <a href='http://x.example'>y</a>"
    pdf = rendered(one_of_each(typed), "pdf")
    word = rendered(one_of_each(typed), "docx")
    assert squeezed(words_in_pdf(pdf)).count(squeezed(typed)) == 6
    assert words_in_word(word).count(typed) == 6
    for never in (b"/XObject", b"/Annots", b"/URI", b"/EmbeddedFile"):
        assert never not in pdf
    assert not [name for name in parts_of(word) if "media" in name]


def test_H1_right_to_left_names_are_read_back() -> None:
    said = words_in_pdf(rendered(one_of_each("שלום and محمد"), "pdf"))
    assert said.count("שלום") == 6
    assert said.count("محمد") == 6


def test_H3_a_very_long_text_is_set() -> None:
    document = one_of_each("The panel discussed the plan for support at length. " * 2_000)
    pdf = rendered(document, "pdf")
    assert squeezed(words_in_pdf(pdf)) == squeezed(words_in_word(rendered(document, "docx")))
    assert "Page 2 of " in pages_of(pdf)[1]
