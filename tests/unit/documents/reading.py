"""Reads finished documents back, as somebody else's program would."""

from __future__ import annotations

import ctypes
import io
import re
import zipfile
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pypdfium2.raw as pdfium
from docx.oxml import parse_xml
from docx.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeezed(text: str) -> str:
    """Text without white space: where lines break is no part of what a document says."""
    return re.sub(r"\s+", "", text)


def parts_of(word: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xml_part(word: bytes, name: str) -> BaseOxmlElement:
    return parse_xml(parts_of(word)[name])


def text_of(element: BaseOxmlElement) -> str:
    """The words inside an element of a Word file."""
    return "".join(words.text or "" for words in element.iter(f"{W}t"))


def paragraphs_in_word(word: bytes) -> list[Paragraph]:
    """Every paragraph of the body in reading order, those in tables included."""
    found: list[Paragraph] = []
    for block in docx.Document(io.BytesIO(word)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                found += [paragraph for cell in row.cells for paragraph in cell.paragraphs]
        else:
            found.append(block)
    return found


def words_in_word(word: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in paragraphs_in_word(word))


def words_in_pdf(pdf: bytes) -> str:
    """What is tagged as text, in drawing order: no artifacts, and no labels of list items."""
    return "".join(text for roles, text in _pieces(pdf) if not {"Artifact", "Lbl"} & roles)


def artifacts_in_pdf(pdf: bytes) -> str:
    return "".join(text for roles, text in _pieces(pdf) if "Artifact" in roles)


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def page_sizes(pdf: bytes) -> set[tuple[float, float]]:
    """Width and height of every page, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        return {(round(page.get_width(), 2), round(page.get_height(), 2)) for page in document}


def bookmarks_of(pdf: bytes) -> list[tuple[int, str]]:
    """Level, from 1, and title of every bookmark."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [(mark.level + 1, mark.get_title()) for mark in document.get_toc()]


def _pieces(pdf: bytes) -> Iterator[tuple[set[str], str]]:
    """The roles of each piece of text, and what it says: its true text where it has one."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text_page = page.get_textpage()
            for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                marks = [
                    pdfium.FPDFPageObj_GetMark(drawn.raw, index)
                    for index in range(pdfium.FPDFPageObj_CountMarks(drawn.raw))
                ]
                said = "".join(map(_true_text, marks))
                yield set(map(_role, marks)), said or _text(drawn.raw, text_page.raw)


def _role(mark: object) -> str:
    buffer, used = (ctypes.c_ushort * 40)(), ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetName(mark, buffer, 80, used)
    return bytes(buffer).decode("utf-16-le").split("\0", 1)[0]


def _true_text(mark: object) -> str:
    buffer, used = (ctypes.c_ubyte * 10_000)(), ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", buffer, 10_000, used)
    return bytes(buffer[: used.value]).decode("utf-16")


def _text(drawn: object, text_page: object) -> str:
    size = pdfium.FPDFTextObj_GetText(drawn, text_page, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFTextObj_GetText(drawn, text_page, buffer, size)
    text = bytes(buffer).decode("utf-16-le").split("\0", 1)[0]
    return text.replace("\x02", "-")  # so the reader marks a hyphen at the end of a line
