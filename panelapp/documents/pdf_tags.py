"""What makes a drawn PDF readable to everybody and fit to be kept: PDF/UA-1 and PDF/A-2a.

While pages are drawn, a :class:`Pen` marks each stroke as part of a :class:`Tag` or as an
artifact. :func:`tagged` then adds what reportlab cannot write: the structure tree, bookmarks,
metadata and the colour profile.
"""

from __future__ import annotations

import io
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from panelapp.config import APP_NAME, resources_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfgen.canvas import Canvas

    from panelapp.documents.content import Document


class Mark(NamedTuple):
    """A stretch of marked content: the page it is on, from 0, and its number there."""

    page: int
    number: int


@dataclass(eq=False)
class Tag:
    """An element of the structure tree, with what it holds in reading order."""

    role: str
    attributes: dict[str, str] = field(default_factory=dict)
    kids: list[Tag | Mark] = field(default_factory=list)

    def add(self, role: str, **attributes: str) -> Tag:
        """A new element at the end of this one."""
        kid = Tag(role, attributes)
        self.kids.append(kid)
        return kid


class Bookmark(NamedTuple):
    """A heading as the outline shows it; ``top`` is its height on the page in points."""

    title: str
    level: int
    page: int
    top: float


class Pen:
    """Draws on a canvas and keeps account of what belongs to which tag."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.pages: list[list[Tag]] = [[]]
        self.bookmarks: list[Bookmark] = []
        self._open: Tag | None = None
        self._ignored = False

    def turn_page(self) -> None:
        """Ends the page; the next stroke is on a new one."""
        self._close()
        self.canvas.showPage()
        self.pages.append([])

    def belongs_to(self, tag: Tag) -> None:
        """What is drawn from here on is part of the tag."""
        if self._ignored or self._open is tag:
            return
        self._close()
        marks = self.pages[-1]
        tag.kids.append(Mark(len(self.pages) - 1, len(marks)))
        self.canvas.addLiteral(f"/{tag.role} <</MCID {len(marks)}>> BDC")
        marks.append(tag)
        self._open = tag

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is decoration or repetition: no part of the text."""
        if self._ignored:
            yield
            return
        self._close()
        self.canvas.addLiteral("/Artifact BMC")
        self._ignored = True
        yield
        self._ignored = False
        self.canvas.addLiteral("EMC")

    def bookmark(self, title: str, level: int, top: float) -> None:
        """The outline shows a heading that stands here."""
        self.bookmarks.append(Bookmark(title, level, len(self.pages) - 1, top))

    def finish(self) -> None:
        """Ends the last page."""
        self._close()
        self.canvas.showPage()

    def _close(self) -> None:
        if self._open is not None:
            self.canvas.addLiteral("EMC")
            self._open = None


def spoken(text: str) -> str:
    """The operator that opens a stretch whose true text is ``text``."""
    return f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC"


def tagged(drawn: bytes, document: Document, root: Tag, pen: Pen) -> bytes:
    """The drawn file with structure, bookmarks, metadata and colour profile."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        _add_structure(pdf, root, pen.pages)
        _add_bookmarks(pdf, pen.bookmarks)
        _add_properties(pdf, document)
        _mend_fonts(pdf)
        _end_streams_plainly(pdf)
        made = io.BytesIO()
        pdf.save(
            made,
            min_version="1.7",
            deterministic_id=True,
            # An object stream would be packed after _end_streams_plainly has seen to the others.
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return made.getvalue()


def _add_structure(pdf: pikepdf.Pdf, root: Tag, pages: list[list[Tag]]) -> None:
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    elements: dict[Tag, pikepdf.Object] = {}
    tree.K = _element(pdf, root, tree, elements)
    numbers = Array()
    for index, marks in enumerate(pages):
        page = pdf.pages[index].obj
        page.StructParents = index
        page.Tabs = Name.S
        owners = Array([elements[tag] for tag in marks])
        numbers.append(index)
        numbers.append(pdf.make_indirect(owners))
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    tree.ParentTreeNextKey = len(pages)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _element(
    pdf: pikepdf.Pdf, tag: Tag, parent: pikepdf.Object, elements: dict[Tag, pikepdf.Object]
) -> pikepdf.Object:
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{tag.role}"), P=parent))
    elements[tag] = element
    if "scope" in tag.attributes:
        element.A = Dictionary(O=Name.Table, Scope=Name(f"/{tag.attributes['scope']}"))
    if "summary" in tag.attributes:
        element.A = Dictionary(O=Name.Table, Summary=String(tag.attributes["summary"]))
    if "numbering" in tag.attributes:
        numbering = Name(f"/{tag.attributes['numbering']}")
        element.A = Dictionary(O=Name.List, ListNumbering=numbering)
    element.K = Array(
        _element(pdf, kid, element, elements)
        if isinstance(kid, Tag)
        else Dictionary(Type=Name.MCR, Pg=pdf.pages[kid.page].obj, MCID=kid.number)
        for kid in tag.kids
    )
    return element


def _add_bookmarks(pdf: pikepdf.Pdf, bookmarks: list[Bookmark]) -> None:
    with pdf.open_outline() as outline:
        parents: list[tuple[int, OutlineItem]] = []
        for mark in bookmarks:
            item = OutlineItem(mark.title, mark.page, "XYZ", left=0, top=mark.top, zoom=0)
            while parents and parents[-1][0] >= mark.level:
                parents.pop()
            (parents[-1][1].children if parents else outline.root).append(item)
            parents.append((mark.level, item))


def _add_properties(pdf: pikepdf.Pdf, document: Document) -> None:
    root = pdf.Root
    root.Lang = String(document.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    profile = (resources_folder() / "pdf" / "srgb.icc").read_bytes()
    root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                DestOutputProfile=pdf.make_stream(profile, N=3),
            )
        ]
    )
    made = document.made_at
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(document.title),
            Author=String(document.author),
            Subject=String(document.subject),
            Producer=String(APP_NAME),
            CreationDate=String(f"D:{made:%Y%m%d%H%M%S}Z"),
        )
    )
    metadata = pdf.make_stream(_metadata(document).encode())
    metadata.Type = Name.Metadata
    metadata.Subtype = Name.XML
    root.Metadata = metadata


def _mend_fonts(pdf: pikepdf.Pdf) -> None:
    """Takes out what reportlab leaves of the standard fonts and of unused codes.

    It names Helvetica on every page, though nothing is set in it, and maps code 0 of each subset
    to U+0000, which PDF/UA-1 and PDF/A-2a forbid.
    """
    fonts = {name: font for page in pdf.pages for name, font in page.Resources.Font.items()}
    for page in pdf.pages:
        page.Resources.Font = Dictionary(
            {name: font for name, font in fonts.items() if "/ToUnicode" in font}
        )
    for font in fonts.values():
        if "/ToUnicode" in font:
            codes = font.ToUnicode.read_bytes()
            font.ToUnicode.write(codes.replace(b"<00> <0000>", b"<00> <FFFD>"))


def _end_streams_plainly(pdf: pikepdf.Pdf) -> None:
    """Sees that no stream ends, once packed, with a carriage return.

    A checker that goes by line ends would take it for half of the one before ``endstream``, and
    find the stream a byte short. Packed data ends with a checksum of the plain data, so one more
    line end there is enough.
    """
    for stream in pdf.objects:
        if not isinstance(stream, pikepdf.Stream):
            continue
        plain = stream.read_bytes()
        if zlib.adler32(plain).to_bytes(4, "big").endswith(b"\r"):
            stream.write(plain + b"\n")
            if "/Length1" in stream:
                stream.Length1 = len(plain) + 1


def _metadata(document: Document) -> str:
    return _XMP.format(
        title=escape(document.title),
        author=escape(document.author),
        subject=escape(document.subject),
        language=document.language,
        producer=APP_NAME,
        made=f"{document.made_at:%Y-%m-%dT%H:%M:%SZ}",
    )


# The last description declares the PDF/UA schema, as PDF/A asks for any schema but its own.
_XMP = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{made}</xmp:CreateDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
