"""The empty Word file that every Word document starts from: styles, page, lists, nothing else.

``python -m panelapp.documents.word_base`` writes ``resources/word/base.docx`` anew; the same
code always writes the same bytes. It is built from nothing, not cleaned from another template,
so that no thumbnail, theme, revision number or foreign property can be left in it.
"""

from __future__ import annotations

import io
import zipfile
from typing import NamedTuple

from panelapp.config import resources_folder

TITLE, SECTION, SUBSECTION = "heading 1", "heading 2", "heading 3"
BODY, LEAD, SMALL = "Body Text", "Lead", "Small Print"
BULLETS, NUMBERS = "List Bullet", "List Number"
NOTICE, NOTICE_TITLE = "Notice", "Notice Title"
AGENCY, AGENCY_LINES, ADDRESS = "Agency", "Agency Lines", "Address"
SIGNED, SIGN_HERE = "Signed", "Sign Here"
CELL, CELL_HEAD, SPACER = "Table Text", "Table Heading", "Spacer"
HEADER, FOOTER = "header", "footer"
GRID = "Panel Table"

BULLET_DEFINITION, NUMBER_DEFINITION = 0, 1
TEXT_WIDTH = 9412  # twentieths of a point between the margins of an A4 page
PAGE_WIDTH, PAGE_HEIGHT, SIDE, HEAD, FOOT = 11906, 16838, 1247, 1474, 1361

_NAVY, _GREY, _RULE, TINT = "12355B", "4F5963", "B4BEC8", "EEF2F6"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class _Style(NamedTuple):
    """A paragraph style; sizes in half points, spaces in twentieths of a point."""

    name: str
    size: int = 22
    before: int = 0
    after: int = 120
    line: int = 276
    bold: bool = False
    colour: str = ""
    more: str = ""


_KEEP = "<w:keepNext/><w:keepLines/>"
_BOX = (
    f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="{TINT}"/>'
    f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{_NAVY}"/>'
    f'<w:bottom w:val="single" w:sz="4" w:space="6" w:color="{TINT}"/></w:pBdr>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'
)
_TAB_RIGHT = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
_LIST = '<w:numPr><w:numId w:val="{}"/></w:numPr>'
_LIST_INDENT = '<w:ind w:left="340" w:hanging="340"/><w:contextualSpacing/>'
_BOX_INDENT = '<w:ind w:left="227" w:right="113"/>'


def _ruled(edge: str) -> str:
    return f'<w:pBdr><w:{edge} w:val="single" w:sz="4" w:space="5" w:color="{_RULE}"/></w:pBdr>'


# What WordprocessingML wants inside w:pPr comes in one order: keep, numbering, border, shading,
# tabs, spacing, indent, level. "{spacing}" stands where the spacing goes.
_STYLES = (
    _Style(
        TITLE,
        34,
        160,
        100,
        252,
        bold=True,
        colour=_NAVY,
        more=_KEEP + '{spacing}<w:outlineLvl w:val="0"/>',
    ),
    _Style(
        SECTION,
        27,
        300,
        80,
        252,
        bold=True,
        colour=_NAVY,
        more=_KEEP + '{spacing}<w:outlineLvl w:val="1"/>',
    ),
    _Style(
        SUBSECTION,
        22,
        180,
        60,
        252,
        bold=True,
        colour=_NAVY,
        more=_KEEP + '{spacing}<w:outlineLvl w:val="2"/>',
    ),
    _Style(BODY),
    _Style(LEAD, 23, 0, 120, 276, colour=_GREY),
    _Style(SMALL, 18, 0, 80, 252, colour=_GREY),
    _Style(BULLETS, more=_LIST.format(1) + "{spacing}" + _LIST_INDENT),
    _Style(NUMBERS, more=_LIST.format(2) + "{spacing}" + _LIST_INDENT),
    _Style(
        NOTICE_TITLE, before=120, after=40, bold=True, more=_KEEP + _BOX + "{spacing}" + _BOX_INDENT
    ),
    _Style(NOTICE, after=40, more="<w:keepLines/>" + _BOX + "{spacing}" + _BOX_INDENT),
    _Style(AGENCY, 32, after=40, line=252, bold=True, colour=_NAVY),
    _Style(AGENCY_LINES, 18, after=400, line=252, colour=_GREY),
    _Style(ADDRESS, after=200, more="<w:keepLines/>"),
    _Style(SIGNED, after=0, more="<w:keepNext/>"),
    _Style(
        SIGN_HERE,
        before=760,
        after=60,
        line=240,
        more="<w:keepNext/>" + _ruled("bottom") + '{spacing}<w:ind w:right="5400"/>',
    ),
    _Style(CELL, 21, 70, 70, 252),
    _Style(CELL_HEAD, 21, 70, 70, 252, bold=True, colour=_NAVY),
    _Style(SPACER, 18, 0, 0, 240),
    _Style(HEADER, 17, 0, 0, 240, colour=_GREY, more=_ruled("bottom") + _TAB_RIGHT),
    _Style(FOOTER, 17, 0, 0, 240, colour=_GREY, more=_ruled("top") + _TAB_RIGHT),
)

STYLE_NAMES = tuple(style.name for style in _STYLES)


def style_id(name: str) -> str:
    """The identifier by which paragraphs name a style."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def _style(style: _Style) -> str:
    spacing = (
        f'<w:spacing w:before="{style.before}" w:after="{style.after}" '
        f'w:line="{style.line}" w:lineRule="auto"/>'
    )
    more = style.more if "{spacing}" in style.more else style.more + "{spacing}"
    bold = "<w:b/><w:bCs/>" if style.bold else ""
    colour = f'<w:color w:val="{style.colour}"/>' if style.colour else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id(style.name)}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{more.format(spacing=spacing)}</w:pPr>"
        f'<w:rPr>{bold}{colour}<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/></w:rPr>'
        "</w:style>"
    )


def _styles() -> str:
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    language = '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{_RULE}"/>'
        for edge in ("top", "bottom", "insideH")
    )
    return (
        f"{_DECLARATION}<w:styles {_NAMESPACE}><w:docDefaults>"
        f'<w:rPrDefault><w:rPr>{fonts}<w:sz w:val="22"/><w:szCs w:val="22"/>{language}</w:rPr>'
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        "</w:style>"
        f"{''.join(map(_style, _STYLES))}"
        f'<w:style w:type="table" w:styleId="{style_id(GRID)}"><w:name w:val="{GRID}"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style></w:styles>"
    )


def _numbering() -> str:
    def definition(number: int, form: str, text: str) -> str:
        return (
            f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="340" w:hanging="340"/></w:pPr></w:lvl></w:abstractNum>'
        )

    return (
        f"{_DECLARATION}<w:numbering {_NAMESPACE}>"
        f"{definition(BULLET_DEFINITION, 'bullet', '•')}"
        f"{definition(NUMBER_DEFINITION, 'decimal', '%1.')}"
        f'<w:num w:numId="1"><w:abstractNumId w:val="{BULLET_DEFINITION}"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="{NUMBER_DEFINITION}"/></w:num>'
        "</w:numbering>"
    )


def _document() -> str:
    return (
        f"{_DECLARATION}<w:document {_NAMESPACE}><w:body><w:sectPr>"
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{HEAD}" w:right="{SIDE}" w:bottom="{FOOT}" w:left="{SIDE}" '
        'w:header="680" w:footer="624" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _settings() -> str:
    return (
        f"{_DECLARATION}<w:settings {_NAMESPACE}>"
        '<w:zoom w:percent="100"/><w:removePersonalInformation/><w:defaultTabStop w:val="720"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _content_types() -> str:
    kinds = {
        "document": "document.main",
        "styles": "styles",
        "numbering": "numbering",
        "settings": "settings",
    }
    parts = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    return (
        f"{_DECLARATION}<Types xmlns="
        '"http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return (
        f"{_DECLARATION}<Relationships "
        f'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}'
        "</Relationships>"
    )


def packed(parts: dict[str, bytes]) -> bytes:
    """Parts as a file of the Office kind, with no times in it, so that equal parts pack equal."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
    return made.getvalue()


def build_base() -> bytes:
    """The empty Word file."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(("officeDocument", "word/document.xml")),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relationships(
            ("styles", "styles.xml"), ("numbering", "numbering.xml"), ("settings", "settings.xml")
        ),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": _settings(),
    }
    return packed({name: text.encode() for name, text in parts.items()})


if __name__ == "__main__":
    (resources_folder() / "word" / "base.docx").write_bytes(build_base())
