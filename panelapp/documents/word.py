"""The Word renderer: real styles, repeated table headers, page numbers, no hidden properties."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from panelapp.config import resources_folder
from panelapp.documents import content
from panelapp.documents import word_base as base

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_HEADINGS = {1: base.TITLE, 2: base.SECTION, 3: base.SUBSECTION}
_TONES = {"body": base.BODY, "lead": base.LEAD, "small": base.SMALL}
_LABEL_SHARES = (32, 68)
_MARKING_COLOUR = "8A1C1C"


def to_word(document: content.Document) -> bytes:
    """The document as a Word file."""
    word = docx.Document(str(resources_folder() / "word" / "base.docx"))
    _set_properties(word, document)
    _add_header_and_footer(word, document)
    end = word.element.body[-1]  # the section's page set-up, which stays last
    for block in document.blocks:
        for element in _elements(block, word):
            end.addprevious(element)
    made = io.BytesIO()
    word.save(made)
    with zipfile.ZipFile(made) as archive:
        return base.packed({name: archive.read(name) for name in archive.namelist()})


def _set_properties(word: WordDocument, document: content.Document) -> None:
    properties = word.core_properties
    properties.title = document.title
    properties.subject = document.subject
    properties.author = document.author
    properties.last_modified_by = document.author
    properties.language = document.language
    properties.comments = ""
    properties.revision = 1
    properties.created = properties.modified = document.made_at


def _add_header_and_footer(word: WordDocument, document: content.Document) -> None:
    section = word.sections[0]
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    marking = _run(document.marking, bold=True)
    _put(marking[0], "w:color", val=_MARKING_COLOUR)
    for part, style, parts in (
        (section.header.part, base.HEADER, [_run(f"{document.header}\t"), marking]),
        (
            section.footer.part,
            base.FOOTER,
            [_run(f"{document.footer}\tPage "), _field("PAGE"), _run(" of "), _field("NUMPAGES")],
        ),
    ):
        for empty in list(part.element):
            part.element.remove(empty)
        part.element.append(_paragraph(style, parts))


def _elements(block: content.Block, word: WordDocument) -> Iterator[BaseOxmlElement]:
    match block:
        case content.Heading():
            yield _heading(block)
        case content.Paragraph():
            yield _words(block)
        case content.KeyValueTable():
            yield from _key_value_table(block)
        case content.Table():
            yield from _table(block)
        case content.BulletList():
            yield from (_paragraph(base.BULLETS, [_run(item)]) for item in block.items)
        case content.NumberedList():
            yield from _numbered_list(block, word)
        case content.Notice():
            yield _paragraph(base.NOTICE_TITLE, [_run(block.title)])
            yield from (_paragraph(base.NOTICE, [_run(line)]) for line in block.lines)
            yield _paragraph(base.SPACER)
        case _:
            yield from _letter_part(block)


def _letter_part(
    block: content.Letterhead | content.AddressBlock | content.SignatureBlock,
) -> Iterator[BaseOxmlElement]:
    match block:
        case content.Letterhead():
            yield _paragraph(base.AGENCY, [_run(block.agency)])
            yield _paragraph(base.AGENCY_LINES, [_run("\n".join(block.lines))])
        case content.AddressBlock():
            yield _paragraph(base.ADDRESS, [_run("\n".join(block.lines))])
        case content.SignatureBlock():
            yield from _signature(block)


def _words(block: content.Paragraph) -> BaseOxmlElement:
    paragraph = _paragraph(_TONES[block.tone], _runs(block.runs))
    if block.with_next:
        _put(paragraph[0], "w:keepNext")
    return paragraph


def _heading(block: content.Heading) -> BaseOxmlElement:
    paragraph = _paragraph(_HEADINGS[block.level], [_run(block.text)])
    if block.new_page:
        _put(paragraph[0], "w:pageBreakBefore")
    return paragraph


def _numbered_list(block: content.NumberedList, word: WordDocument) -> Iterator[BaseOxmlElement]:
    """The items under a numbering of their own: one shared numbering would count on."""
    numbering = word.part.numbering_part.element.add_num(base.NUMBER_DEFINITION)
    numbering.add_lvlOverride(ilvl=0).add_startOverride(1)
    for item in block.items:
        paragraph = _paragraph(base.NUMBERS, [_run(item)])
        _put(_put(paragraph[0], "w:numPr"), "w:numId", val=str(numbering.numId))
        yield paragraph


def _signature(block: content.SignatureBlock) -> Iterator[BaseOxmlElement]:
    if block.closing:
        yield _paragraph(base.SIGNED, [_run(block.closing)])
    yield _paragraph(base.SIGN_HERE)
    yield _paragraph(base.SIGNED, [_run(block.name, bold=True)])
    if block.lines:
        yield _paragraph(base.SIGNED, [_run("\n".join(block.lines))])
    if block.date_line:
        yield _paragraph(base.SIGNED, [_run("Date:")])
    yield _paragraph(base.SPACER)
    for label, note in block.notes:
        yield _paragraph(base.SIGNED, [_run(f"{label}: ", bold=True), _run(note)])


def _key_value_table(block: content.KeyValueTable) -> Iterator[BaseOxmlElement]:
    table = _empty_table(block.summary, _LABEL_SHARES, first_row="0", first_column="1")
    for index, (label, value) in enumerate(block.rows):
        row = _put(table, "w:tr")
        _put(_put(row, "w:trPr"), "w:cantSplit")
        cells = [(base.CELL_HEAD, label), (base.CELL, value)]
        with_next = block.is_short and index < len(block.rows) - 1
        _add_cells(row, cells, _LABEL_SHARES, with_next=with_next)
    yield table
    yield _paragraph(base.SPACER)


def _table(block: content.Table) -> Iterator[BaseOxmlElement]:
    table = _empty_table(block.summary, block.widths, first_row="1", first_column="0")
    head = _put(table, "w:tr")
    properties = _put(head, "w:trPr")
    _put(properties, "w:cantSplit")
    _put(properties, "w:tblHeader")
    cells = [(base.CELL_HEAD, text) for text in block.header]
    _add_cells(head, cells, block.widths, fill=base.TINT, with_next=True)
    for texts in block.rows:
        row = _put(table, "w:tr")
        _put(_put(row, "w:trPr"), "w:cantSplit")
        _add_cells(row, [(base.CELL, text) for text in texts], block.widths)
    yield table
    yield _paragraph(base.SPACER)


def _empty_table(
    summary: str, shares: tuple[int, ...], *, first_row: str, first_column: str
) -> BaseOxmlElement:
    table = OxmlElement("w:tbl")
    properties = _put(table, "w:tblPr")
    _put(properties, "w:tblStyle", val=base.style_id(base.GRID))
    _put(properties, "w:tblW", w=str(base.TEXT_WIDTH), type="dxa")
    _put(properties, "w:tblLayout", type="fixed")
    _put(properties, "w:tblLook", firstRow=first_row, firstColumn=first_column, noVBand="1")
    _put(properties, "w:tblCaption", val=summary)
    grid = _put(table, "w:tblGrid")
    for width in _column_widths(shares):
        _put(grid, "w:gridCol", w=width)
    return table


def _add_cells(
    row: BaseOxmlElement,
    cells: Iterable[tuple[str, str]],
    shares: tuple[int, ...],
    *,
    fill: str = "",
    with_next: bool = False,
) -> None:
    for (style, text), width in zip(cells, _column_widths(shares), strict=True):
        cell = _put(row, "w:tc")
        properties = _put(cell, "w:tcPr")
        _put(properties, "w:tcW", w=width, type="dxa")
        if fill:
            _put(properties, "w:shd", val="clear", color="auto", fill=fill)
        paragraph = _paragraph(style, [_run(text)])
        if with_next:
            _put(paragraph[0], "w:keepNext")
        cell.append(paragraph)


def _column_widths(shares: tuple[int, ...]) -> list[str]:
    return [str(base.TEXT_WIDTH * share // sum(shares)) for share in shares]


def _paragraph(style: str, parts: Iterable[BaseOxmlElement] = ()) -> BaseOxmlElement:
    paragraph = OxmlElement("w:p")
    _put(_put(paragraph, "w:pPr"), "w:pStyle", val=base.style_id(style))
    paragraph.extend(parts)
    return paragraph


def _runs(runs: Iterable[content.Run]) -> list[BaseOxmlElement]:
    return [_run(run.text, bold=run.bold) for run in runs]


def _run(text: str, *, bold: bool = False) -> BaseOxmlElement:
    """Literal text; a line end is a line break, a tab stands only in headers and footers."""
    run = OxmlElement("w:r")
    properties = _put(run, "w:rPr")
    if bold:
        _put(properties, "w:b")
        _put(properties, "w:bCs")
    for part in re.split("([\n\t])", text):
        if part == "\n":
            _put(run, "w:br")
        elif part == "\t":
            _put(run, "w:tab")
        elif part:
            words = _put(run, "w:t")
            words.text = part
            words.set(qn("xml:space"), "preserve")
    return run


def _field(name: str) -> BaseOxmlElement:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    field.append(_run("1"))
    return field


def _put(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    """A new element at the end of its parent."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element
