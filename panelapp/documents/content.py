"""The one content model: what a document says, before Word or PDF is chosen.

Text is always literal. Nothing in it is ever read as markup, a field or a formula, and what no
reader can see (control characters, lone surrogates, direction overrides) is taken out here, at
the edge of the model, so that both renderers are given the same words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal

NOT_RECORDED = "Not recorded"
_SHORT_TABLE = 1500  # characters

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # control characters, the line end excepted
    "\ud800-\udfff"  # half of a surrogate pair
    "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff"  # tags and supplementary variation selectors
    "\ufdd0-\ufdef\ufffe\uffff]"  # code points that are no characters
)


def clean(text: str) -> str:
    """Text as documents show it: composed (NFC), one kind of line end, no unseen characters."""
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", lines))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(part) for part in value)
    return value


class _Literal:
    """Cleans every string of a frozen dataclass when it is made."""

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]  # subclasses are dataclasses
            object.__setattr__(self, field.name, _cleaned(getattr(self, field.name)))


@dataclass(frozen=True)
class Run(_Literal):
    """A stretch of words in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Heading(_Literal):
    """A heading; level 1 is the document's own title and stands once, at its head."""

    text: str
    level: Literal[1, 2, 3] = 2
    new_page: bool = False


@dataclass(frozen=True)
class Paragraph(_Literal):
    """A paragraph of plain and bold runs; a line end inside a run starts a new line.

    ``with_next`` keeps its end on the page where the next block starts.
    """

    runs: tuple[Run, ...]
    tone: Literal["body", "lead", "small"] = "body"
    with_next: bool = False


@dataclass(frozen=True)
class KeyValueTable(_Literal):
    """Labels and their values; every row's label is a row header."""

    rows: tuple[tuple[str, str], ...]
    summary: str

    @property
    def is_short(self) -> bool:
        """Whether the table is short enough to be kept on one page."""
        return sum(len(value) for _, value in self.rows) < _SHORT_TABLE


@dataclass(frozen=True)
class Table(_Literal):
    """A table with a header row, which both formats repeat on each page.

    ``widths`` are shares of the text width; ``summary`` says what the table holds to somebody
    who cannot see it.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    summary: str


@dataclass(frozen=True)
class BulletList(_Literal):
    """Points in no order."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class NumberedList(_Literal):
    """Points in order, numbered from 1 in each list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Notice(_Literal):
    """A boxed statement that must not be missed."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Letterhead(_Literal):
    """The agency's name and how to reach it, at the head of a letter."""

    agency: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class AddressBlock(_Literal):
    """To whom a letter goes, line by line."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class SignatureBlock(_Literal):
    """Where somebody signs: the closing words, room to sign, then who they are.

    ``date_line`` asks for the date by hand, where the document does not carry it already.
    ``notes`` stand under the name, each with its label: what is enclosed, who is sent a copy.
    """

    name: str
    lines: tuple[str, ...] = ()
    closing: str = ""
    date_line: bool = False
    notes: tuple[tuple[str, str], ...] = ()


Block = (
    Heading
    | Paragraph
    | KeyValueTable
    | Table
    | BulletList
    | NumberedList
    | Notice
    | Letterhead
    | AddressBlock
    | SignatureBlock
)


@dataclass(frozen=True, kw_only=True)
class Document(_Literal):
    """A whole document.

    ``author`` is the agency's name, never a person's. ``made_at`` stands in the properties of
    the file and is given, so that the same content makes the same file. ``header`` and
    ``marking`` head every page, ``footer`` stands beside "Page x of y".
    """

    title: str
    subject: str
    author: str
    made_at: datetime
    blocks: tuple[Block, ...]
    header: str = ""
    marking: str = ""
    footer: str = ""
    language: str = "en-GB"


def filled(*rows: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The rows that have a value."""
    return tuple((label, value) for label, value in rows if value.strip())


def words(
    text: str, *, tone: Literal["body", "lead", "small"] = "body", with_next: bool = False
) -> Paragraph:
    """One plain paragraph."""
    return Paragraph((Run(text),), tone=tone, with_next=with_next)


def prose(text: str) -> tuple[Paragraph, ...]:
    """Typed text as paragraphs: one for each line that holds words."""
    return tuple(words(line.strip()) for line in clean(text).split("\n") if line.strip())
