"""The second, independent reading of a sheet: where something stands, and what is out of sight.

It understands no value. It finds which rows hold something, so that the first reading can be
compared with it, and reports hidden rows and columns, merged cells, formulas whose result was not
saved and cells that show an error.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException, sax

from panelapp.domain.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.sax.xmlreader import AttributesImpl

MOST_ROWS = 200_000
"""The most rows, the header not counted, that a sheet may have."""

MOST_COLUMNS = 100
"""The most columns that a sheet may have."""

_COLUMN_LETTERS = re.compile("[A-Z]{1,3}")
_MERGED = re.compile("[A-Z]{1,3}[0-9]{1,7}(:[A-Z]{1,3}[0-9]{1,7})?")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_LEAST_NUMBER, _LARGEST_NUMBER = -1e10, math.inf
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_TRUE = frozenset({"1", "true"})


@dataclass
class SheetFacts:
    """What the second reading found in a sheet; rows and columns are numbered from 1.

    ``rows`` has how many cells of each row hold something; ``error_cells`` has what each shows.
    """

    rows: dict[int, int] = field(default_factory=dict)
    columns: set[int] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    unsaved_formulas: list[tuple[int, int]] = field(default_factory=list)
    error_cells: dict[tuple[int, int], str] = field(default_factory=dict)


def blank_strings(shared_strings: bytes) -> frozenset[int]:
    """The places in the workbook's table of shared texts that hold nothing to be seen."""
    handler = _SharedStrings()
    _parse(shared_strings, handler)
    return frozenset(handler.blank)


def sheet_facts(sheet: bytes, blank: frozenset[int]) -> SheetFacts:
    """Read a sheet's XML; ``blank`` are the shared texts that show nothing.

    Raises ``BadInput`` for XML that is damaged or brings definitions of its own, and for a cell
    that lies beyond the limits.
    """
    handler = _SheetHandler(blank)
    if b"<!--" in sheet or sheet.count(b"<?") > 1:
        # No spreadsheet program writes these, and the first reader loses what follows them.
        raise _damaged()
    _parse(sheet, handler)
    return handler.facts


def column_number(letters: str) -> int:
    """The number of a column: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _parse(xml: bytes, handler: ContentHandler) -> None:
    try:
        sax.parse(BytesIO(xml), handler, forbid_dtd=True)
    except (SAXException, DefusedXmlException, LookupError, ValueError) as error:
        raise _damaged() from error


def _damaged() -> BadInput:
    return BadInput(
        "The workbook is damaged, or was not made by a spreadsheet program.",
        remedy="Open it in Excel and save it as an Excel workbook (.xlsx).",
    )


class _SharedStrings(ContentHandler):
    """Numbers the shared texts and keeps the numbers of those that show nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.blank: list[int] = []
        self._number = -1
        self._in_phonetic = False
        self._text: list[str] = []

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        if _local(name) == "si":
            self._number += 1
            self._text = []
        elif _local(name) == "rPh":
            self._in_phonetic = True

    def characters(self, content: str) -> None:
        if not self._in_phonetic:
            self._text.append(content)

    def endElement(self, name: str) -> None:
        if _local(name) == "rPh":
            self._in_phonetic = False
        elif _local(name) == "si" and not _unescaped("".join(self._text)).strip():
            self.blank.append(self._number)


class _SheetHandler(ContentHandler):
    """Follows a sheet's rows and cells."""

    def __init__(self, blank: frozenset[int]) -> None:
        super().__init__()
        self.facts = SheetFacts()
        self._blank = blank
        self._row = 0
        self._row_text = ""
        self._row_is_hidden = False
        self._column = 0
        self._columns: dict[str, int] = {}
        self._cell_kind = ""
        self._has_formula = False
        self._in_value = False
        self._in_phonetic = False
        self._value: list[str] = []
        self._starts: dict[str, Callable[[AttributesImpl], None]] = {
            "c": self._start_cell,
            "v": self._start_value,
            "t": self._start_text,
            "f": self._start_formula,
            "rPh": self._start_phonetic,
            "row": self._start_row,
            "col": self._note_columns,
            "mergeCell": self._note_merged,
        }

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        start = self._starts.get(name) or self._starts.get(_local(name))
        if start is not None:
            start(attrs)

    def characters(self, content: str) -> None:
        if self._in_value and not self._in_phonetic:
            self._value.append(content)

    def endElement(self, name: str) -> None:
        self._in_value = False
        if name == "c" or name.endswith(":c"):
            self._end_cell()
        elif _local(name) == "rPh":
            self._in_phonetic = False

    def _start_row(self, attrs: AttributesImpl) -> None:
        self._row = _next(int(attrs.get("r") or self._row + 1), after=self._row)
        self._row_text = str(self._row)
        self._column = 0
        self._row_is_hidden = attrs.get("hidden") in _TRUE or attrs.get("ht") == "0"

    def _start_cell(self, attrs: AttributesImpl) -> None:
        reference = attrs.get("r")
        column = self._column_of(reference) if reference else self._column + 1
        self._column = _next(column, after=self._column)
        self._cell_kind = attrs.get("t", "n")
        self._has_formula = False
        self._value = []

    def _column_of(self, reference: str) -> int:
        letters = reference.removesuffix(self._row_text)
        if letters not in self._columns:
            if not _COLUMN_LETTERS.fullmatch(letters):
                raise ValueError(reference)
            self._columns[letters] = column_number(letters)
        return self._columns[letters]

    def _start_value(self, _attrs: AttributesImpl) -> None:
        if self._value:
            raise ValueError(self._column)
        self._in_value = True

    def _start_text(self, _attrs: AttributesImpl) -> None:
        self._in_value = True

    def _start_phonetic(self, _attrs: AttributesImpl) -> None:
        self._in_phonetic = True

    def _start_formula(self, _attrs: AttributesImpl) -> None:
        self._has_formula = True

    def _end_cell(self) -> None:
        text = _unescaped("".join(self._value)).strip()
        if self._cell_kind == "e":
            self._require_within()
            self.facts.error_cells[self._row, self._column] = text
        elif text and (self._cell_kind != "s" or int(text) not in self._blank):
            self._note_cell()
            if self._cell_kind == "n":
                self._require_number(text)
        elif self._has_formula and self._cell_kind != "str":
            self._require_within()
            self.facts.unsaved_formulas.append((self._row, self._column))

    def _require_within(self) -> None:
        row, column = self._row, self._column
        if row > MOST_ROWS + 1 or column > MOST_COLUMNS:
            raise BadInput(
                f"Something stands in cell {column_letters(column)}{row}, beyond what is read.",
                remedy=f"At most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns are accepted:"
                " delete what stands beyond them.",
            )

    def _note_cell(self) -> None:
        self._require_within()
        before = self.facts.rows.get(self._row, 0)
        self.facts.rows[self._row] = before + 1
        if self._row_is_hidden and not before:
            self.facts.hidden_rows.append(self._row)
        self.facts.columns.add(self._column)

    def _require_number(self, text: str) -> None:
        """Refuse what no spreadsheet holds as a number: the first reader ends at some of these."""
        if not _NUMBER.fullmatch(text) or not _LEAST_NUMBER < float(text) < _LARGEST_NUMBER:
            raise BadInput(
                f"Cell {column_letters(self._column)}{self._row} should hold a number, and holds"
                " none that a spreadsheet can show.",
                remedy="Open the workbook in Excel, correct the cell and save it again.",
            )

    def _note_columns(self, attrs: AttributesImpl) -> None:
        if attrs.get("hidden") in _TRUE or attrs.get("width") == "0":
            first, last = int(attrs.get("min", "1")), int(attrs.get("max", "0"))
            self.facts.hidden_columns.extend(range(max(first, 1), min(last, MOST_COLUMNS) + 1))

    def _note_merged(self, attrs: AttributesImpl) -> None:
        cells = attrs.get("ref", "")
        if not _MERGED.fullmatch(cells):
            raise ValueError(cells)
        self.facts.merged.append(cells)


def _unescaped(text: str) -> str:
    """A text as a spreadsheet shows it, where it holds characters that XML cannot."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _next(number: int, *, after: int) -> int:
    """The number of a row or cell, which must come later than the one before it.

    Raises ``ValueError`` where it does not: of two cells in one place a reader would keep only one.
    """
    if number <= after:
        raise ValueError(number)
    return number


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name
