"""Assessment forms of many layouts are read; damaged and hostile ones are refused in a sentence."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from panelapp.domain.errors import BadInput
from panelapp.exchange.forms.labels import About, Asked, Label, label_of
from panelapp.exchange.forms.reading import FormKind, Reading, Stated, read_form
from panelapp.exchange.forms.word_tables import (
    LARGEST_PART,
    MOST_CELLS,
    MOST_ROWS,
    MOST_TABLES,
    word_text,
)
from tests.unit.exchange.form_files import (
    add_table,
    form,
    main_part,
    saved,
    shade,
    with_main_part,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

TODAY = date(2026, 11, 18)
ADA, BEN = "Ada Example", "Ben Sample"
ADA_BORN, BEN_BORN = date(1984, 5, 3), date(1979, 6, 4)


def read(*parts: Any) -> dict[tuple[Stated, int], Reading]:  # noqa: ANN401 - lines, tables, functions
    return {(one.what, one.number): one for one in read_form(form(*parts), TODAY).readings}


def sure(*parts: Any) -> dict[str, object]:  # noqa: ANN401 - as above
    """What is read without a doubt, by what it is and whose."""
    return {f"{what}_{number}": one.value for (what, number), one in read(*parts).items()
            if one.value is not None and not one.doubt}  # fmt: skip


TWO = {"name_1": ADA, "born_1": ADA_BORN, "name_2": BEN, "born_2": BEN_BORN}


# --- layouts


def test_applicants_in_columns() -> None:
    rows = (
        ("", "Applicant 1", "Applicant 2"),
        ("Name", ADA, BEN),
        ("Date of birth", "3.5.84", "4th June 1979"),
    )
    assert sure(rows) == TWO


def test_applicants_in_sections_of_one_table() -> None:
    rows = (
        ("First applicant", "", "", ""),
        ("Full name:", ADA, "D.O.B.:", "03/05/1984"),
        ("Second applicant", "", "", ""),
        ("Full name:", BEN, "D.O.B.:", "04/06/1979"),
    )

    def add(document: WordDocument) -> None:
        table = add_table(document, rows)
        for number in (0, 2):
            table.cell(number, 0).merge(table.cell(number, 3)).text = rows[number][0]

    assert sure(add) == TWO


def test_applicants_in_tables_of_their_own() -> None:
    first = (("Name", ADA), ("Date of birth", "3 May 1984"))
    second = (("Name", BEN), ("Date of birth", "4 June 1979"))
    assert sure("Applicant one", first, "Applicant two", second) == TWO


def test_applicants_in_rows_below_labels() -> None:
    rows = (
        ("Name of applicant", "Date of birth", "Ethnicity", "Occupation"),
        (ADA, "3/5/84", "Not asked here", "Baker"),
        (BEN, "4/6/79", "Not asked here", "Joiner"),
    )
    assert sure(rows) == TWO


def test_labels_that_say_whose_they_are() -> None:
    rows = (
        ("Name of first applicant", ADA),
        ("First applicant's date of birth (dd/mm/yyyy)", "03/05/1984"),
        ("Applicant 2 name(s)", BEN),
        ("Applicant 2: date of birth", "04/06/1979"),
    )
    assert sure(rows) == TWO


def test_labels_and_values_in_the_same_cells() -> None:
    rows = (
        (f"Name of applicant 1: {ADA}", f"Name of applicant 2: {BEN}"),
        ("Date of birth of applicant 1\n3 May 1984", "Date of birth of applicant 2\n4 June 1979"),
    )
    assert sure(rows) == TWO


def test_labels_above_their_values() -> None:
    rows = (
        ("Applicants' names",),
        (f"{ADA} and {BEN}",),
        ("Applicants' home address",),
        ("1 Way",),
    )
    assert sure(rows) == {"name_1": ADA, "name_2": BEN, "address_1": "1 Way"}


def test_shaded_labels_with_words_that_nobody_knows() -> None:
    rows = (
        ("Applicant name", "Favourite colour of the applicant", "Date of birth"),
        (ADA, "Blue", "3 May 1984"),
    )

    def add(document: WordDocument) -> None:
        table = add_table(document, rows)
        for cell in table.rows[0].cells:
            shade(cell)

    assert sure(add) == {"name_1": ADA, "born_1": ADA_BORN}


def test_first_and_family_names_are_one_name() -> None:
    rows = (
        ("", "Applicant 1", "Applicant 2"),
        ("Family name", "Example", "Sample"),
        ("First names", "Ada", "Ben"),
        ("Date of birth", "3.5.84", "4.6.79"),
    )
    assert sure(rows) == TWO


def test_a_merged_cell_at_the_left_says_whose_rows_they_are() -> None:
    rows = (
        ("Applicant 1", "Name", ADA),
        ("", "Date of birth", "3 May 1984"),
        ("Applicant 2", "Name", BEN),
        ("", "Date of birth", "4 June 1979"),
    )

    def add(document: WordDocument) -> None:
        table = add_table(document, rows)
        for at, text in ((0, "Applicant 1"), (2, "Applicant 2")):
            table.cell(at, 0).merge(table.cell(at + 1, 0)).text = text

    assert sure(add) == TWO


def test_a_table_inside_a_cell() -> None:
    def add(document: WordDocument) -> None:
        outer = document.add_table(rows=2, cols=2)
        for number, (who, name, born) in enumerate(
            (("Applicant 1", ADA, "3.5.84"), ("Applicant 2", BEN, "4.6.79"))
        ):
            outer.cell(number, 0).text = who
            add_table_in(outer.cell(number, 1), (("Name", name), ("Date of birth", born)))

    assert sure(add) == TWO


def add_table_in(cell: Any, rows: tuple[tuple[str, str], ...]) -> None:  # noqa: ANN401 - a cell
    inner = cell.add_table(rows=len(rows), cols=2)
    for number, row in enumerate(rows):
        for at, text in enumerate(row):
            inner.cell(number, at).text = text


def test_names_below_the_parts_that_people_have() -> None:
    rows = (("Applicant 1", "Applicant 2"), (ADA, BEN))
    assert sure(rows) == {"name_1": ADA, "name_2": BEN}


def test_a_front_sheet() -> None:
    rows = (
        ("Date application accepted", "4 March 2026", "Assessing social worker", "Jo Worker"),
        ("Date assessment completed", "01/09/26", "Team manager", "Max Lead"),
        ("Telephone", "01632 960000", "Telephone", "01632 960001"),
    )
    assert sure(rows) == {
        "application_1": date(2026, 3, 4),
        "completed_1": date(2026, 9, 1),
        "social_worker_1": "Jo Worker",
        "team_manager_1": "Max Lead",
    }


def test_the_children_of_a_connected_persons_form() -> None:
    rows = (
        ("Subject child(ren)", "Date of birth", "Relationship to the applicant"),
        ("Cal Example", "2 April 2018", "nephew"),
        ("Dee Example", "2.4.20", "niece"),
    )
    about = (("Local authority", "Westvale"), ("Court reference no.", "AB26C00001"))
    assert sure("Form C", rows, about) == {
        "child_name_1": "Cal Example",
        "child_born_1": date(2018, 4, 2),
        "child_relationship_1": "nephew",
        "child_name_2": "Dee Example",
        "child_born_2": date(2020, 4, 2),
        "child_relationship_2": "niece",
        "authority_1": "Westvale",
        "court_reference_1": "AB26C00001",
    }


# --- boxes, controls and what Word does not show


def control(properties: str, shown: str) -> str:
    return (
        f"<w:p {nsdecls('w', 'w14')}><w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>"
        f"<w:r><w:t>{shown}</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )


def with_cell(label: str, paragraph: str) -> bytes:
    document = Document()
    table = add_table(document, (("Applicant 1: name", ADA), (label, "")))
    table.cell(1, 1)._tc.append(parse_xml(paragraph))  # noqa: SLF001 - no controls in python-docx
    return saved(document)


def value_of(content: bytes, what: Stated) -> object:
    found = [one for one in read_form(content, TODAY).readings if one.what is what]
    return found[0].value if found else None


def test_a_date_picker_and_an_empty_one() -> None:
    day = '<w:date w:fullDate="1984-05-03T00:00:00Z"/>'
    chosen = with_cell("Applicant 1: date of birth", control(day, "3 May 1984"))
    assert value_of(chosen, Stated.BORN) == ADA_BORN
    empty = control(f"<w:showingPlcHdr/>{day}", "1 January 1970")
    assert value_of(with_cell("Applicant 1: date of birth", empty), Stated.BORN) is None


@pytest.mark.parametrize(
    ("female", "male", "sex"),
    [("1", "0", "female"), ("0", "1", "male"), ("0", "0", None), ("1", "1", None)],
)
def test_boxes_of_content_controls(female: str, male: str, sex: str | None) -> None:
    boxes = "".join(
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{on}"/></w14:checkbox></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>?</w:t></w:r></w:sdtContent></w:sdt>"
        f"<w:r><w:t> {word} </w:t></w:r>"
        for word, on in (("Female", female), ("Male", male))
    )
    paragraph = f"<w:p {nsdecls('w', 'w14')}>{boxes}</w:p>"
    assert value_of(with_cell("Applicant 1: sex", paragraph), Stated.SEX) == sex


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("☒ Female ☐ Male", "female"),
        ("Female ☐ Male ☑", "male"),
        ("F", "female"),
        ("Male / Female", None),
        ("☐ Female ☐ Male", None),
        ("Prefer not to say", None),
    ],
)
def test_a_sex_is_read_only_where_one_is_said(text: str, sex: str | None) -> None:
    found = read((("Applicant 1: name", ADA), ("Applicant 1: sex", text))).get((Stated.SEX, 1))
    assert (found.value if found else None) == sex


def test_deleted_and_hidden_words_are_not_read() -> None:
    runs = (
        "<w:r><w:t>Ada </w:t></w:r><w:del><w:r><w:delText>Gone </w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden </w:t></w:r>"
        "<w:ins><w:r><w:t>New</w:t></w:r></w:ins>"
    )
    content = with_cell("Applicant 2: name", f"<w:p {nsdecls('w')}>{runs}</w:p>")
    names = [one.value for one in read_form(content, TODAY).readings]
    assert names == [ADA, "Ada New"]


# --- what must not be taken for something else


@pytest.mark.parametrize(
    "heading",
    ["Referee 1", "Birth mother", "Children of the household", "GP", "Former partner"],
)
def test_people_whom_a_case_does_not_record_are_left_out(heading: str) -> None:
    rows = (("Name", "Rae Other"), ("Date of birth", "1/1/1960"), ("Address", "2 Other Road"))
    assert read(heading, rows) == {}


def test_a_table_that_does_not_say_whom_it_is_about_is_doubted() -> None:
    found = read("Details", (("Name", ADA), ("Date of birth", "3/5/1984")))
    assert {one.doubt for one in found.values()} == {"The form does not say whose this is."}


def test_a_form_that_contradicts_itself_says_so() -> None:
    found = read((("Applicant 1: date of birth", "3/5/1984"),), (("Applicant 1: DOB", "3/5/1985"),))
    one = found[Stated.BORN, 1]
    assert one.value == ADA_BORN
    assert one.doubt == "The form also says 3/5/1985, in table 2, row 1."


@pytest.mark.parametrize(
    "text", ["N/A", "-", "As above", "Click or tap here to enter text.", "TBC"]
)
def test_what_is_left_open_is_not_read(text: str) -> None:
    assert read((("Applicant 1: name", text), ("Social worker", text))) == {}


@pytest.mark.parametrize(
    "text",
    ["3 May 1984", "Ada was approved and moved on", "☒", "Ada Example and two sisters"],
)
def test_what_is_no_name_is_shown_and_has_no_value(text: str) -> None:
    one = read((("Applicant 1: name", text),))[Stated.NAME, 1]
    assert (one.value, one.doubt) == (None, "This does not look like one name.")


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        (("Form F", (("Applicant", ADA), ("Applicant's DOB", "3/5/1984"))), FormKind.FORM_F),
        (("Form C", (("Applicant", ADA), ("Applicant's DOB", "3/5/1984"))), FormKind.FORM_C),
        (((("Subject child", "Cal Example"), ("Applicant 1", ADA)),), FormKind.FORM_C),
        (("A letter", (("Name", ADA), ("Date of birth", "3/5/1984"))), None),
        (("Minutes", (("Item", "Minutes"), ("1", "Welcome"))), None),
        (("Nothing here",), None),
    ],
)  # fmt: skip
def test_what_looks_like_a_form(parts: tuple[Any, ...], kind: FormKind | None) -> None:
    assert read_form(form(*parts), TODAY).kind is kind


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("NAME", Label(asked=Asked.NAME)),
        ("D.O.B", Label(asked=Asked.BORN)),
        ("Name (2)", Label(asked=Asked.NAME, number=2)),
        ("Carer A", Label(about=About.APPLICANT, number=1)),
        ("Applicant’s first names", Label(asked=Asked.GIVEN, about=About.APPLICANT)),
        ("Child's social worker", Label(about=About.SOMEBODY)),
        ("Relationship to applicants", Label(asked=Asked.RELATIONSHIP)),
        ("Ada Example", None),
        ("Ada Child", None),
        ("", None),
        ("name " * 60, None),
    ],
)  # fmt: skip
def test_labels_are_known_by_their_words(text: str, label: Label | None) -> None:
    assert label_of(text) == label


# --- damaged and hostile files

GOOD = form((("Applicant 1: name", ADA), ("Applicant 1: date of birth", "3/5/1984")))
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def table_of(cells: str) -> bytes:
    return f"<w:document {WORD}><w:body><w:tbl>{cells}</w:tbl></w:body></w:document>".encode()


HOSTILE = {
    "nothing": b"",
    "no zip": b"PK\x03\x04 and no more",
    "cut short": GOOD[: len(GOOD) // 2],
    "no main part": with_main_part(GOOD, b"").replace(b"word/document.xml", b"word/documant.xml"),
    "empty main part": with_main_part(GOOD, b""),
    "not XML": with_main_part(GOOD, b"<w:document"),
    "unknown characters": with_main_part(GOOD, b'<?xml version="1.0" encoding="none-8"?><a/>'),
    "an entity": with_main_part(
        GOOD, b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
    ),
    "a billion laughs": with_main_part(
        GOOD, b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    ),
    "a bomb": with_main_part(GOOD, b"<a>" + b" " * (LARGEST_PART + 1) + b"</a>"),
    "a huge table": with_main_part(
        GOOD, table_of(f"<w:tr>{'<w:tc/>' * 50}</w:tr>" * (MOST_CELLS // 50 + 1))
    ),
    "empty tables": with_main_part(GOOD, table_of("</w:tbl><w:tbl>" * (MOST_TABLES + 1))),
    "empty rows": with_main_part(GOOD, table_of("<w:tr/>" * (MOST_ROWS + 1))),
    "a wide row": with_main_part(GOOD, table_of(f"<w:tr>{'<w:tc/>' * 100}</w:tr>")),
    "a deep nest": with_main_part(
        GOOD, table_of("<w:tr><w:tc><w:tbl>" * 400 + "</w:tbl></w:tc></w:tr>" * 400)
    ),
    "deep text": with_main_part(
        GOOD,
        table_of(f"<w:tr><w:tc><w:p>{'<w:r>' * 5000}{'</w:r>' * 5000}</w:p></w:tc></w:tr>"),
    ),
    "a password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_form(HOSTILE[name], TODAY)
    assert "The paper itself stays as it is." in str(caught.value)


def test_a_wide_span_and_a_strange_number_do_no_harm() -> None:
    cells = "".join(
        f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>'
        "<w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc>"
        for span in ("-1", "0", "many", "²")
    )
    content = with_main_part(GOOD, table_of(f"<w:tr>{cells}</w:tr>"))
    assert len(word_text(content).tables[0].rows[0]) == 4
    with pytest.raises(BadInput):
        read_form(
            with_main_part(GOOD, table_of(f"<w:tr>{cells.replace('many', '9' * 8)}</w:tr>")), TODAY
        )


@given(st.data())
def test_any_damage_is_a_refusal_or_a_reading(data: st.DataObject) -> None:
    content = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_form(bytes(content), TODAY)
    except BadInput:
        return


@given(st.data())
def test_any_damage_to_the_main_part_is_a_refusal_or_a_reading(data: st.DataObject) -> None:
    xml = bytearray(main_part(GOOD))
    at = data.draw(st.integers(0, len(xml) - 1))
    xml[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    try:
        read_form(with_main_part(GOOD, bytes(xml)), TODAY)
    except BadInput:
        return


WORDS = st.sampled_from(
    ["Name", "Date of birth", "Applicant 1", "Applicant 2", "Subject child", "Social worker", "Sex",
     "First name", "Surname", "3.5.84", "4 June 1979", "31/2/1984", ADA, BEN, "☒ Female ☐ Male", "",
     f"Name: {ADA}", "Address", "1 Example Street\nWestvale", "Relationship to child", "Referee",
     f"{ADA} and {BEN}", "Local authority", "n/a", "Date application accepted", "1/9/26"]
)  # fmt: skip


@given(st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=7))
def test_nothing_is_read_that_does_not_stand_in_the_document(rows: list[list[str]]) -> None:
    document = Document()
    width = max(len(row) for row in rows)
    add_table(document, [[*row, *[""] * (width - len(row))] for row in rows])
    said = " ".join(" ".join(text.split()) for row in rows for text in row)
    for one in read_form(saved(document), TODAY).readings:
        assert set(one.text.split()) <= set(said.split()), one
        assert one.row <= len(rows)
        if isinstance(one.value, str) and one.what is not Stated.SEX:
            assert set(re.split(r"[\s,]+", one.value)) <= set(re.split(r"[\s,]+", said))
        assert one.value is not None or one.doubt


def test_only_the_main_part_is_unpacked() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", main_part(GOOD))
        archive.writestr("word/media/bomb.bin", bytes(LARGEST_PART * 4))
    assert value_of(stream.getvalue(), Stated.NAME) == ADA
