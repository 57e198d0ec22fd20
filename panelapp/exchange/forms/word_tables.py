"""The tables of a Word file as grids of plain text, read with limits: the file may be hostile.

Only the main part is unpacked. What Word would not show is left out: placeholders of empty content
controls, deleted text, hidden text. Ticked and empty boxes become ``☒`` and ``☐``, however they
were made.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput
from panelapp.exchange.papers import is_locked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

MAIN_PART = "word/document.xml"
LARGEST_PART = 20 * 1024 * 1024
MOST_TABLES = 2_000
MOST_ROWS = 10_000
MOST_CELLS = 20_000
MOST_COLUMNS = 60
DEEPEST = 200
LONGEST_TEXT = 2_000
LONGEST_HEADING = 90
OPENING = 4_000
TICKED, EMPTY = "☒", "☐"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WAYS_OF_PACKING = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LEFT_OUT = frozenset(
    {
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}sdtPr",
        f"{_W}rPr",
        f"{_W}pPr",
        f"{_W}tcPr",
        f"{_W}trPr",
        f"{_W}tblPr",
        f"{_W}instrText",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
_TICKED_SYMBOLS = frozenset({"F0FE", "F0FD", "F078", "F052", "F053", "F0FC"})
_EMPTY_SYMBOLS = frozenset({"F0A8", "F06F", "F071", "F0A3"})
_BOXES = str.maketrans({"☑": TICKED, "☒": TICKED, "✓": TICKED, "✔": TICKED, "✗": TICKED,
                        "✘": TICKED, "□": EMPTY, "▢": EMPTY, "❏": EMPTY, "❑": EMPTY})  # fmt: skip
_CHARACTERS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_REMEDY = "The paper itself stays as it is. Enter names and dates by hand."


@dataclass(frozen=True, kw_only=True, eq=False)
class Cell:
    """One cell, which may stand in several places of its grid.

    ``is_marked`` says whether it looks like a heading: shaded, or bold throughout.
    """

    text: str
    row: int
    column: int
    is_marked: bool = False


@dataclass(kw_only=True)
class Table:
    """A table, counted from one in the order of reading; ``heading`` is the line above it."""

    number: int
    heading: str
    rows: list[dict[int, Cell]] = field(default_factory=list)

    def cells(self, row: int) -> list[Cell]:
        """The cells of a row from left to right, each once."""
        return list(dict.fromkeys(cell for _, cell in sorted(self.rows[row].items())))


@dataclass(kw_only=True)
class WordText:
    """The tables of a document, and the words with which it begins."""

    tables: list[Table] = field(default_factory=list)
    opening: str = ""


def word_text(content: bytes) -> WordText:
    """The tables of a Word file.

    Raises :class:`BadInput` for a file that a password protects, is damaged, or is larger than any
    form.
    """
    reader = _Reader()
    try:
        reader.walk(_document(content), 0)
    except RecursionError as error:
        raise _damaged() from error
    return reader.found


def _document(content: bytes) -> Element:
    from xml.etree.ElementTree import ParseError

    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(_main_part(content), forbid_dtd=True)
    except (ParseError, LookupError, ValueError) as error:
        raise _damaged() from error


def _main_part(content: bytes) -> bytes:
    if is_locked(content):
        raise BadInput(
            "This document is protected with a password, so it cannot be read.", remedy=_REMEDY
        )
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if archive.getinfo(MAIN_PART).compress_type not in _WAYS_OF_PACKING:
                raise _damaged()
            with archive.open(MAIN_PART) as part:
                unpacked = part.read(LARGEST_PART + 1)
    except (
        zipfile.BadZipFile,
        struct.error,
        zlib.error,
        OSError,
        EOFError,
        KeyError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise _damaged() from error
    if len(unpacked) > LARGEST_PART:
        raise _too_large()
    return unpacked


def _damaged() -> BadInput:
    return BadInput("This document is damaged, so it cannot be read.", remedy=_REMEDY)


def _too_large() -> BadInput:
    return BadInput("This document holds more than any form, so it is not read.", remedy=_REMEDY)


class _Reader:
    """Walks a document once, keeping its tables and the lines between them."""

    def __init__(self) -> None:
        self.found = WordText()
        self._heading = ""
        self._rows = 0
        self._cells = 0

    def walk(self, element: Element, depth: int) -> None:
        """Read what stands in the body, in the order of reading."""
        for child in _shown(element, depth):
            if child.tag == f"{_W}tbl":
                self._table(child, self._heading, depth + 1)
            elif child.tag == f"{_W}p":
                self._line("".join(self._text(child, self._heading, depth + 1)).strip())
            else:
                self.walk(child, depth + 1)

    def _line(self, text: str) -> None:
        if not text:
            return
        if len(text) <= LONGEST_HEADING:
            self._heading = " ".join(text.split())
        if len(self.found.opening) < OPENING:
            self.found.opening += text[:OPENING] + "\n"

    def _table(self, element: Element, heading: str, depth: int) -> None:
        table = Table(number=len(self.found.tables) + 1, heading=heading)
        self.found.tables.append(table)
        if len(self.found.tables) > MOST_TABLES:
            raise _too_large()
        for row, _ in _parts(element, f"{_W}tr", depth):
            self._row(row, table, depth + 1)

    def _row(self, element: Element, table: Table, depth: int) -> None:
        self._rows += 1
        if self._rows > MOST_ROWS:
            raise _too_large()
        number, places = len(table.rows), {}
        above = table.rows[-1] if table.rows else {}
        column = _whole(element.find(f"{_W}trPr/{_W}gridBefore"), 0)
        before = table.heading
        for part, is_empty in _parts(element, f"{_W}tc", depth):
            width = max(1, _whole(part.find(f"{_W}tcPr/{_W}gridSpan"), 1))
            self._cells += 1
            if self._cells > MOST_CELLS or column + width > MOST_COLUMNS:
                raise _too_large()
            merged = part.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merged is not None and merged.get(f"{_W}val", "continue") == "continue"
            if goes_on and column in above:
                cell = above[column]
            elif is_empty:
                cell = Cell(text="", row=number, column=column)
            else:
                cell = self._cell(part, number, column, before, depth + 1)
            before = cell.text or before
            for place in range(column, column + width):
                places[place] = cell
            column += width
        table.rows.append(places)

    def _cell(self, element: Element, row: int, column: int, before: str, depth: int) -> Cell:
        lines: list[str] = []
        for paragraph in _paragraphs(element, depth):
            if paragraph.tag == f"{_W}tbl":
                own = next((line for line in reversed(lines) if line), before)
                self._table(paragraph, own[:LONGEST_HEADING], depth + 1)
            else:
                lines.append("".join(self._text(paragraph, before, depth + 1)))
        text = "\n".join(lines).replace("\u00a0", " ").translate(_BOXES)
        kept = "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
        return Cell(
            text=kept[:LONGEST_TEXT], row=row, column=column, is_marked=_is_marked(element, kept)
        )

    def _text(self, element: Element, before: str, depth: int) -> Iterator[str]:
        """The words of a paragraph or a part of one; a table in a text box is read on its own."""
        for child in _shown(element, depth):
            own = _own_text(child)
            if child.tag == f"{_W}tbl":
                self._table(child, before, depth + 1)
            elif own is not None:
                yield own
            else:
                yield from self._text(child, before, depth + 1)
                yield "\n" if child.tag == f"{_W}p" else ""


def _own_text(element: Element) -> str | None:
    """What an element stands for by itself; ``None`` where that is what its parts stand for."""
    match element.tag.removeprefix(_W):
        case "t":
            return element.text or ""
        case "sym":
            return _symbol(element)
        case "fldChar":
            return _legacy_box(element)
        case "sdt" if (box := element.find(f"{_W}sdtPr/{_W14}checkbox")) is not None:
            return TICKED if _is_on(box.find(f"{_W14}checked"), _W14) else EMPTY
        case name:
            return _CHARACTERS.get(name)


def _shown(element: Element, depth: int) -> Iterator[Element]:
    """The parts of an element that are shown: no deleted and hidden text, no placeholders."""
    if depth > DEEPEST:
        raise _damaged()
    for child in element:
        if child.tag in _LEFT_OUT or _is_placeholder(child) or _is_hidden(child):
            continue
        yield child


def _parts(
    element: Element, tag: str, depth: int, *, is_empty: bool = False
) -> Iterator[tuple[Element, bool]]:
    """The rows of a table or the cells of a row, and whether a control around them is empty."""
    if depth > DEEPEST:
        raise _damaged()
    for child in element:
        if child.tag == tag:
            yield child, is_empty
        elif child.tag not in _LEFT_OUT and child.tag not in {f"{_W}tr", f"{_W}tc", f"{_W}tbl"}:
            inside = is_empty or _is_placeholder(child)
            yield from _parts(child, tag, depth + 1, is_empty=inside)


def _paragraphs(element: Element, depth: int) -> Iterator[Element]:
    """The paragraphs and tables of a cell, also inside content controls."""
    for child in _shown(element, depth):
        if child.tag in {f"{_W}p", f"{_W}tbl"}:
            yield child
        else:
            yield from _paragraphs(child, depth + 1)


def _is_placeholder(element: Element) -> bool:
    if element.tag != f"{_W}sdt":
        return False
    return _is_on(element.find(f"{_W}sdtPr/{_W}showingPlcHdr"))


def _is_hidden(element: Element) -> bool:
    return element.tag == f"{_W}r" and _is_on(element.find(f"{_W}rPr/{_W}vanish"))


def _is_on(element: Element | None, space: str = _W) -> bool:
    return element is not None and element.get(f"{space}val", "1") not in {"0", "false", "off"}


def _whole(element: Element | None, otherwise: int) -> int:
    text = element.get(f"{_W}val", "") if element is not None else ""
    return min(int(text), MOST_COLUMNS) if text.isdecimal() and len(text) < 9 else otherwise  # noqa: PLR2004 - no number of columns has more figures


def _symbol(element: Element) -> str:
    code = element.get(f"{_W}char", "").upper()
    if code in _TICKED_SYMBOLS:
        return TICKED
    return EMPTY if code in _EMPTY_SYMBOLS else ""


def _legacy_box(element: Element) -> str:
    box = element.find(f"{_W}ffData/{_W}checkBox")
    if box is None:
        return ""
    checked = box.find(f"{_W}checked")
    is_on = _is_on(checked if checked is not None else box.find(f"{_W}default"))
    return TICKED if is_on else EMPTY


def _is_marked(element: Element, text: str) -> bool:
    if not text:
        return False
    shading = element.find(f"{_W}tcPr/{_W}shd")
    fill = shading.get(f"{_W}fill", "auto").lower() if shading is not None else "auto"
    if fill not in {"auto", "ffffff"}:
        return True
    runs = [run for run in element.iter(f"{_W}r") if run.find(f"{_W}t") is not None]
    return bool(runs) and all(_is_on(run.find(f"{_W}rPr/{_W}b")) for run in runs)
