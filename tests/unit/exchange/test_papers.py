"""Which files are taken as papers: no macros, however they are named or written down."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from panelapp.domain.errors import BadInput
from panelapp.exchange.papers import accepted_media_type
from tests.unit.exchange.form_files import form

GOOD = form((("Full name", "Ada Example"),))
_RELATIONSHIP = "http://schemas.microsoft.com/office/2006/relationships/VBAProject"
_RELATED = (
    '<?xml version="1.0" encoding="UTF-16"?>'
    f'<Relationships><Relationship Id="r1" Type="{_RELATIONSHIP}" Target="other.bin"/>'
    "</Relationships>"
)
_TYPED = (
    '<Types><Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.ms-word.document.MacroEnabled.main+xml"/></Types>'
)
MACROS = {
    "its name": ("word/vbaProject.bin", b"x"),
    "its name in capitals": ("word/VBAPROJECT.BIN", b"x"),
    "a relationship": ("word/_rels/another.xml.rels", _RELATED.encode("utf-16")),
    "a content type": ("[CONTENT_TYPES].xml", _TYPED.encode()),
    "a part that cannot be read": ("word/_rels/another.xml.rels", b"<Relationships"),
}


def with_part(name: str, part: bytes) -> bytes:
    stream = BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return stream.getvalue()


@pytest.mark.parametrize("known_by", MACROS)
def test_macros_are_refused(known_by: str) -> None:
    with pytest.raises(BadInput, match="must be a PDF, Word, Excel, text or picture file"):
        accepted_media_type("form.docx", with_part(*MACROS[known_by]))


def test_a_document_without_macros_is_taken() -> None:
    content = with_part("word/_rels/another.xml.rels", b"<Relationships/>")
    assert accepted_media_type("form.docx", content).endswith("wordprocessingml.document")
