"""P6: the minutes of a sitting in both formats, beside the same words by the bare libraries."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import docx
import reportlab.platypus as flow
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from benchmarks.timing import Line, interleaved
from panelapp.config import resources_folder
from panelapp.documents.content import (
    BulletList,
    KeyValueTable,
    NumberedList,
    Paragraph,
    Table,
)
from panelapp.documents.minutes import MinutesContent, MinutesItem, minutes
from panelapp.documents.render import rendered
from panelapp.domain.vocabulary import MinutesSection

if TYPE_CHECKING:
    from panelapp.documents.content import Block

TARGET = 1.3
_SENTENCE = "The members heard what was asked and answered, and weighed it with what was written. "


def minutes_of_a_sitting(items: int, rounds: int) -> list[Line]:
    """Minutes to PDF and to Word, each beside its bare library."""
    document = minutes(_minutes(items))
    plain = [part for block in document.blocks for part in _plain(block)]
    pdfmetrics.registerFont(
        TTFont("Bare", resources_folder() / "fonts" / "AtkinsonHyperlegibleNext_400Regular.ttf")
    )
    times = interleaved(
        rounds,
        lambda: rendered(document, "pdf"),
        lambda: _bare_pdf(plain),
        lambda: rendered(document, "docx"),
        lambda: _bare_word(plain),
    )
    size = f"{items} items"
    pdf = "minutes to PDF, tagged; floor: bare reportlab with the same words"
    word = "minutes to Word; floor: bare python-docx with the same words"
    return [
        Line(name="P6", what=pdf, size=size, ours=times[0], floor=times[1], target=TARGET),
        Line(name="P6", what=word, size=size, ours=times[2], floor=times[3], target=TARGET),
    ]


def _minutes(items: int) -> MinutesContent:
    return MinutesContent(
        agency="Agency",
        panel_name="Fostering Panel",
        sitting_ref="S-2026-014",
        held_on=date(2026, 11, 12),
        made_at=datetime(2026, 11, 20, 14, 2, tzinfo=UTC),
        start=time(9, 30),
        items=tuple(_item(number) for number in range(1, items + 1)),
    )


def _item(number: int) -> MinutesItem:
    return MinutesItem(
        number=number,
        case_ref=f"C-2026-{number:04}",
        case_type="Mainstream application (Form F)",
        household=f"Household {number:04} (synthetic)",
        quorum="Quorate: six members.",
        members=tuple(f"Member {member:03} (synthetic)" for member in range(1, 7)),
        sections=tuple((section, _SENTENCE * 3) for section in MinutesSection),
        recommendation="Suitable to be approved",
        unanimous=True,
        reasons="\n".join([_SENTENCE * 2] * 3),
    )


_Plain = str | tuple[tuple[str, ...], ...]


def _plain(block: Block) -> list[_Plain]:
    """The words of a block: lines of text, or a table of them."""
    match block:
        case Paragraph():
            return ["".join(run.text for run in block.runs)]
        case KeyValueTable():
            return [block.rows]
        case Table():
            return [(block.header, *block.rows)]
        case BulletList() | NumberedList():
            return list(block.items)
    heads = (getattr(block, name, "") for name in ("text", "title", "name"))
    return [line for line in (*heads, *getattr(block, "lines", ())) if line]


def _bare_pdf(plain: list[_Plain]) -> None:
    style = getSampleStyleSheet()["BodyText"].clone("bare", fontName="Bare")
    story: list[flow.Flowable] = []
    for part in plain:
        if isinstance(part, str):
            story.append(flow.Paragraph(escape(part), style))
        else:
            cells = [[flow.Paragraph(escape(cell), style) for cell in row] for row in part]
            story.append(flow.Table(cells))
    flow.SimpleDocTemplate(io.BytesIO()).build(story)


def _bare_word(plain: list[_Plain]) -> None:
    document = docx.Document()
    for part in plain:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=0, cols=len(part[0]))
        for row in part:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    document.save(io.BytesIO())
