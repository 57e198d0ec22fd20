"""The PDF renderer: tagged (PDF/UA-1), archivable (PDF/A-2a), the same bytes for the same content.

The file is drawn with reportlab's canvas; see ADR 0008 for why not with its layout engine.
"""

from __future__ import annotations

import io
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from panelapp.documents import content
from panelapp.documents.pdf_flow import Pages, Strip
from panelapp.documents.pdf_tags import Pen, Tag, spoken, tagged
from panelapp.documents.pdf_type import REGULAR, Line, Type, lines, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportlab.pdfgen.canvas import Canvas

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
LEFT = 62.0
WIDTH = PAGE_WIDTH - 2 * LEFT
TOP, FOOT = PAGE_HEIGHT - 72.0, 64.0

_INK, _GREY, _NAVY, _RULE, _TINT = "#1a1a1a", "#4f5963", "#12355b", "#b4bec8", "#eef2f6"
_BODY = Type(10.5, 13.9)
_BOLD = Type(10.5, 13.9, bold=True)
_TONES = {"body": _BODY, "lead": Type(11, 15.5, colour=_GREY), "small": Type(9, 12.5, colour=_GREY)}
_HEADINGS = {
    1: Type(17, 22, bold=True, colour=_NAVY),
    2: Type(13.5, 18, bold=True, colour=_NAVY),
    3: Type(11, 15, bold=True, colour=_NAVY),
}
_SPACE_BEFORE_HEADING = {1: 8.0, 2: 15.0, 3: 9.0}
_CELL = Type(10, 13.6)
_CELL_HEAD = Type(10, 13.6, bold=True, colour=_NAVY)
_RUNNING = Type(8.5, 11, colour=_GREY)
_MARKING = Type(8.5, 11, bold=True, colour="#8a1c1c")
_BETWEEN = 6.0  # under a paragraph
_PAD = 4.5  # above and below the words of a table cell
_INDENT = 16.0
_LABEL_SHARE = 0.32
_SPLIT_ROWS_ABOVE = 240.0  # a taller row may break across pages
_ROOM_TO_SIGN = 46.0
_DRAWN_FROM_BASELINE = 0.3  # share of the line height that lies under the baseline


class _Cell(NamedTuple):
    """Lines set in a column, with the element that they belong to."""

    tag: Tag
    lines: list[Line]
    style: Type
    x: float


def to_pdf(document: content.Document) -> bytes:
    """The document as a PDF file."""
    from reportlab.pdfgen.canvas import Canvas

    root = Tag("Document")
    pages = Pages(TOP - FOOT)
    pages.fill(strip for block in document.blocks for strip in _strips(block, root))
    width_of("", _RUNNING)  # typefaces are registered before the canvas opens with one
    drawn = io.BytesIO()
    canvas = Canvas(
        drawn,
        (PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,  # type: ignore[arg-type]  # the stubs ask for a number
    )
    pen = Pen(canvas)
    for number, page in enumerate(pages.pages, start=1):
        if number > 1:
            pen.turn_page()
        for offset, strip, again in page:
            if again:
                with pen.artifact():
                    strip.draw(pen, TOP - offset)
            else:
                strip.draw(pen, TOP - offset)
        with pen.artifact():
            _draw_head_and_foot(canvas, document, f"Page {number} of {len(pages.pages)}")
    pen.finish()
    canvas.save()
    return tagged(drawn.getvalue(), document, root, pen)


def _draw_head_and_foot(canvas: Canvas, document: content.Document, page: str) -> None:
    head, foot = PAGE_HEIGHT - 44, 40.0
    right = LEFT + WIDTH
    _rule(canvas, LEFT, head - 7, WIDTH)
    _rule(canvas, LEFT, foot + 15, WIDTH)
    for text, style, y, ends in (
        (document.header, _RUNNING, head, 0.0),
        (document.marking, _MARKING, head, right),
        (document.footer, _RUNNING, foot, 0.0),
        (page, _RUNNING, foot, right),
    ):
        x = ends - width_of(text, style) if ends else LEFT
        _draw(canvas, lines((content.Run(text),), style, WIDTH)[0], style, x, y)


def _strips(block: content.Block, root: Tag) -> Iterator[Strip]:
    match block:
        case content.Heading():
            yield from _heading(block, root)
        case content.Paragraph():
            strips = list(_paragraph(root.add("P"), block.runs, _TONES[block.tone], after=_BETWEEN))
            yield from strips[:-1]
            yield replace(strips[-1], keeps=block.with_next)
        case content.KeyValueTable():
            yield from _key_value_table(block, root)
        case content.Table():
            yield from _table(block, root)
        case content.BulletList():
            yield from _list(block.items, ["•"] * len(block.items), root.add("L", numbering="Disc"))
        case content.NumberedList():
            numbers = [f"{number}." for number in range(1, len(block.items) + 1)]
            yield from _list(block.items, numbers, root.add("L", numbering="Decimal"))
        case content.Notice():
            yield from _notice(block, root)
        case _:
            yield from _kept(_letter_part(block, root))


def _letter_part(
    block: content.Letterhead | content.AddressBlock | content.SignatureBlock, root: Tag
) -> Iterator[Strip]:
    match block:
        case content.Letterhead():
            yield from _letterhead(block, root)
        case content.AddressBlock():
            text = "\n".join(block.lines)
            yield from _paragraph(root.add("P"), (content.Run(text),), _BODY, after=10)
        case content.SignatureBlock():
            yield from _signature(block, root)


def _gap(height: float) -> Strip:
    return Strip(height, _draw_nothing, gap=True)


def _draw_nothing(_pen: Pen, _top: float) -> None:
    """A gap is seen by what stands around it."""


def _kept(strips: Iterable[Strip]) -> Iterator[Strip]:
    """The same strips, all on one page."""
    made = list(strips)
    for index, strip in enumerate(made):
        yield replace(strip, keeps=index < len(made) - 1)


def _heading(block: content.Heading, root: Tag) -> Iterator[Strip]:
    style = _HEADINGS[block.level]
    tag = root.add(f"H{block.level}")
    bookmark = Strip(
        0,
        lambda pen, top: pen.bookmark(block.text, block.level, top),
        before=_SPACE_BEFORE_HEADING[block.level],
        keeps=True,
        breaks=block.new_page,
    )
    yield bookmark
    for strip in _paragraph(tag, (content.Run(block.text),), style, after=4):
        yield replace(strip, keeps=True)


def _paragraph(
    tag: Tag,
    runs: tuple[content.Run, ...],
    style: Type,
    *,
    after: float,
    x: float = LEFT,
    width: float = WIDTH,
) -> Iterator[Strip]:
    """Lines of which neither the first nor the last stands alone on a page."""
    made = lines(runs, style, width)
    for index, line in enumerate(made):
        last = index == len(made) - 1
        keeps = not last and index in {0, len(made) - 2}
        draw = partial(_draw_tagged, tag=tag, line=line, style=style, x=x)
        yield Strip(style.leading + (after if last else 0), draw, keeps=keeps)


def _list(items: tuple[str, ...], labels: list[str], tag: Tag) -> Iterator[Strip]:
    for item, label in zip(items, labels, strict=True):
        entry = tag.add("LI")
        label_tag, body_tag = entry.add("Lbl"), entry.add("LBody")
        runs = (content.Run(item),)
        strips = list(
            _paragraph(body_tag, runs, _BODY, after=3, x=LEFT + _INDENT, width=WIDTH - _INDENT)
        )
        label_line = lines((content.Run(label),), _BODY, WIDTH)[0]
        yield Strip(
            strips[0].height,
            partial(_draw_labelled, label=(label_tag, label_line), body=strips[0]),
            keeps=strips[0].keeps,
        )
        yield from strips[1:]
    yield _gap(_BETWEEN - 3)


def _draw_labelled(pen: Pen, top: float, label: tuple[Tag, Line], body: Strip) -> None:
    _draw_tagged(pen, top, label[0], label[1], _BODY, LEFT + 3)
    body.draw(pen, top)


def _notice(block: content.Notice, root: Tag) -> Iterator[Strip]:
    inside, width = LEFT + 14, WIDTH - 26
    box = root.add("Div")
    parts = [(block.title, _BOLD), *((line, _BODY) for line in block.lines)]
    strips = [
        strip
        for text, style in parts
        for strip in _paragraph(
            box.add("P"), (content.Run(text),), style, after=4, x=inside, width=width
        )
    ]
    for index, strip in enumerate(strips):
        first, last = index == 0, index == len(strips) - 1
        above, below = (8.0 if first else 0.0), (5.0 if last else 0.0)
        height = above + strip.height + below
        draw = partial(_draw_boxed, height=height, above=above, inner=strip)
        yield Strip(height, draw, before=6.0 if first else 0.0, keeps=not last)
    yield _gap(_BETWEEN + 4)


def _draw_boxed(pen: Pen, top: float, height: float, above: float, inner: Strip) -> None:
    with pen.artifact():
        _fill(pen.canvas, LEFT, top - height, WIDTH, height, _TINT)
        _fill(pen.canvas, LEFT, top - height, 3, height, _NAVY)
    inner.draw(pen, top - above)


def _letterhead(block: content.Letterhead, root: Tag) -> Iterator[Strip]:
    name = Type(15, 20, bold=True, colour=_NAVY)
    yield from _paragraph(root.add("P"), (content.Run(block.agency),), name, after=2)
    if block.lines:
        text = "\n".join(block.lines)
        yield from _paragraph(root.add("P"), (content.Run(text),), _TONES["small"], after=16)


def _signature(block: content.SignatureBlock, root: Tag) -> Iterator[Strip]:
    if block.closing:
        closing = (content.Run(block.closing),)
        yield from _paragraph(root.add("P"), closing, _BODY, after=0)
    yield Strip(_ROOM_TO_SIGN, _draw_signing_line, before=8.0)
    text = "\n".join(block.lines)
    yield from _paragraph(root.add("P"), (content.Run(block.name),), _BOLD, after=0)
    if text:
        yield from _paragraph(root.add("P"), (content.Run(text),), _BODY, after=0)
    if block.date_line:
        yield from _paragraph(root.add("P"), (content.Run("Date:"),), _BODY, after=0)
    yield _gap(_BETWEEN + 4)
    for label, note in block.notes:
        runs = (content.Run(f"{label}: ", bold=True), content.Run(note))
        yield from _paragraph(root.add("P"), runs, _BODY, after=2)


def _draw_signing_line(pen: Pen, top: float) -> None:
    with pen.artifact():
        _rule(pen.canvas, LEFT, top - _ROOM_TO_SIGN + 4, 200)


def _key_value_table(block: content.KeyValueTable, root: Tag) -> Iterator[Strip]:
    table = root.add("Table", summary=block.summary)
    label_width = WIDTH * _LABEL_SHARE
    for index, (label, value) in enumerate(block.rows):
        row = table.add("TR")
        cells = [
            _cell(row.add("TH", scope="Row"), label, _CELL_HEAD, LEFT, label_width),
            _cell(row.add("TD"), value, _CELL, LEFT + label_width, WIDTH - label_width),
        ]
        for strip in _row(cells, first=index == 0):
            together = block.is_short and index < len(block.rows) - 1
            yield replace(strip, keeps=together or strip.keeps)
    yield _gap(10)


def _table(block: content.Table, root: Tag) -> Iterator[Strip]:
    table = root.add("Table", summary=block.summary)
    share = WIDTH / sum(block.widths)
    widths = [share * part for part in block.widths]
    edges = [LEFT + sum(widths[:column]) for column in range(len(widths))]
    columns = list(zip(edges, widths, strict=True))
    head_row = table.add("TR")
    head = [
        _cell(head_row.add("TH", scope="Column"), text, _CELL_HEAD, x, width)
        for text, (x, width) in zip(block.header, columns, strict=True)
    ]
    (top_strip,) = _row(head, first=True, filled=True, keeps=True)
    yield top_strip
    for texts in block.rows:
        row = table.add("TR")
        cells = [
            _cell(row.add("TD"), text, _CELL, x, width)
            for text, (x, width) in zip(texts, columns, strict=True)
        ]
        yield from _row(cells, head=top_strip)
    yield _gap(10)


def _cell(tag: Tag, text: str, style: Type, x: float, width: float) -> _Cell:
    return _Cell(tag, lines((content.Run(text),), style, width - 10), style, x + 5)


def _row(
    cells: list[_Cell],
    *,
    first: bool = False,
    filled: bool = False,
    keeps: bool = False,
    head: Strip | None = None,
) -> Iterator[Strip]:
    """A row in one strip, or, where it is very tall, one strip for each of its lines."""
    leading = cells[0].style.leading
    count = max(len(cell.lines) for cell in cells)
    height = count * leading + 2 * _PAD
    before = 2.0 if first else 0.0
    if height <= _SPLIT_ROWS_ABOVE or filled:
        draw = partial(_draw_row, cells=cells, height=height, filled=filled, top_rule=first)
        yield Strip(height, draw, before, keeps=keeps, head=head)
        return
    for index in range(count):
        last = index == count - 1
        part = [cell._replace(lines=cell.lines[index : index + 1]) for cell in cells]
        draw = partial(_draw_row, cells=part, height=0, top_rule=first and index == 0, filled=False)
        if last:
            draw = partial(draw, height=leading + 2 * _PAD)
        yield Strip(
            leading + (2 * _PAD if last else 0),
            draw,
            before if index == 0 else 0.0,
            head=head,
            keeps=not last and index in {0, count - 2},
        )


def _draw_row(
    pen: Pen, top: float, *, cells: list[_Cell], height: float, filled: bool, top_rule: bool
) -> None:
    """The words of a row, cell by cell; a rule under it, unless it goes on (height 0)."""
    with pen.artifact():
        if filled:
            _fill(pen.canvas, LEFT, top - height, WIDTH, height, _TINT)
        if top_rule:
            _rule(pen.canvas, LEFT, top, WIDTH)
        if height:
            _rule(pen.canvas, LEFT, top - height, WIDTH)
    for cell in cells:
        for index, line in enumerate(cell.lines):
            line_top = top - _PAD - index * cell.style.leading
            _draw_tagged(pen, line_top, cell.tag, line, cell.style, cell.x)


def _draw_tagged(pen: Pen, top: float, tag: Tag, line: Line, style: Type, x: float) -> None:
    pen.belongs_to(tag)
    _draw(pen.canvas, line, style, x, top - style.leading * (1 - _DRAWN_FROM_BASELINE))


def _draw(canvas: Canvas, line: Line, style: Type, x: float, baseline: float) -> None:
    canvas.setFillColor(style.colour)
    for place, piece in line:
        canvas.setFont(piece.typeface, style.size)
        if piece.said:
            canvas.addLiteral(spoken(piece.said))
        canvas.drawString(x + place, baseline, piece.drawn)
        if piece.said:
            canvas.addLiteral("EMC")


def _rule(canvas: Canvas, x: float, y: float, width: float) -> None:
    canvas.setStrokeColor(_RULE)
    canvas.setLineWidth(0.6)
    canvas.line(x, y, x + width, y)


def _fill(canvas: Canvas, x: float, y: float, width: float, height: float, colour: str) -> None:
    canvas.setFillColor(colour)
    canvas.rect(x, y, width, height, stroke=0, fill=1)
