"""Words set in lines: typefaces, widths and line breaks, all in points."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from panelapp.config import resources_folder
from panelapp.documents.pdf_script import Faces, Piece, pieces, reads_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.documents.content import Run

REGULAR, BOLD = "Atkinson", "Atkinson-Bold"
FALLBACK, FALLBACK_BOLD = "DejaVu", "DejaVu-Bold"

_FILES = {
    REGULAR: "AtkinsonHyperlegibleNext_400Regular.ttf",
    BOLD: "AtkinsonHyperlegibleNext_700Bold.ttf",
    FALLBACK: "DejaVuSans.ttf",
    FALLBACK_BOLD: "DejaVuSans-Bold.ttf",
}
_LAST_CODE = 0xFFFF  # what reportlab can map back to text; above it, words in brackets

# Most words of a document come again, and measuring is most of the work of setting it.
_WORDS_KEPT = 4096


class Type(NamedTuple):
    """How words look: size and line height in points, weight and colour."""

    size: float
    leading: float
    bold: bool = False
    colour: str = "#1a1a1a"


class Placed(NamedTuple):
    """A piece and where it starts, in points from the start of its line."""

    x: float
    piece: Piece


Line = tuple[Placed, ...]


@cache
def _widths(name: str) -> dict[int, float]:
    """Registers a bundled typeface: the width of each character it shows, at size 1."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    # Readable subsets would map unused codes to U+0000, which PDF/UA forbids.
    font = TTFont(name, str(resources_folder() / "fonts" / _FILES[name]), asciiReadable=False)
    pdfmetrics.registerFont(font)
    known = {code: font.face.charWidths[code] / 1000 for code in font.face.charToGlyph}
    return {code: width for code, width in known.items() if code <= _LAST_CODE}


@cache
def typefaces(*, bold: bool) -> Faces:
    """The main and the fallback typeface of one weight."""
    main, fallback = (BOLD, FALLBACK_BOLD) if bold else (REGULAR, FALLBACK)
    return Faces(main, frozenset(_widths(main)), fallback, frozenset(_widths(fallback)))


class _Word(NamedTuple):
    """A word as drawn, its width at size 1, and whether it reads from right to left."""

    pieces: tuple[Piece, ...]
    width: float
    turned: bool = False


@lru_cache(maxsize=_WORDS_KEPT)
def _word(text: str, *, bold: bool) -> _Word:
    made = pieces(text, typefaces(bold=bold))
    return _Word(made, sum(map(_width, made)), reads_right_to_left(text))


@lru_cache(maxsize=_WORDS_KEPT)
def _width(piece: Piece) -> float:
    widths = _widths(piece.typeface)
    return sum(widths[ord(character)] for character in piece.drawn)


def width_of(text: str, style: Type) -> float:
    """The width of words set in one line, in points."""
    return _word(text, bold=style.bold).width * style.size


def lines(runs: tuple[Run, ...], style: Type, width: float) -> list[Line]:
    """The runs broken into lines no wider than ``width`` points; at least one line."""
    room = width / style.size
    made: list[Line] = []
    line: list[tuple[float, _Word]] = []
    x = 0.0
    for text, bold in _parts(runs, bold=style.bold):
        for word in _fitting(text, room, bold=bold):
            if text == "\n" or (line and x + word.width > room and text != " "):
                made.append(_placed(line, style.size))
                line, x = [], 0.0
            line.append((x, word))
            x += word.width
    made.append(_placed(line, style.size))
    return made


def _parts(runs: tuple[Run, ...], *, bold: bool) -> Iterator[tuple[str, bool]]:
    """Words, single spaces between them, and line ends, each with its weight."""
    for run in runs:
        for part in re.findall(r"\n| |[^ \n]+", run.text):
            yield part, bold or run.bold


def _fitting(text: str, room: float, *, bold: bool) -> Iterator[_Word]:
    """The word itself, or, where it is wider than a line, parts that are not."""
    if text == "\n":
        yield _Word((), 0)
        return
    whole = _word(text, bold=bold)
    if whole.width <= room:
        yield whole
        return
    part, used = "", 0.0
    for character in text:
        width = _word(character, bold=bold).width
        if part and used + width > room:
            yield _word(part, bold=bold)
            part, used = "", 0.0
        part += character
        used += width
    yield _word(part, bold=bold)


def _placed(line: list[tuple[float, _Word]], size: float) -> Line:
    """The line's pieces in reading order, each at the place where it is seen."""
    made: list[Placed] = []
    for start, word in _in_seen_order(line):
        x = start
        for piece in word.pieces:
            made.append(Placed(x * size, piece))
            x += _width(piece)
    return _merged(made)


def _in_seen_order(line: list[tuple[float, _Word]]) -> list[tuple[float, _Word]]:
    """Right-to-left words that stand together change places; reading order stays."""
    made = list(line)
    turned = [index for index, (_, word) in enumerate(made) if word.turned]
    for first, last in _neighbours(turned, made):
        edges = made[first][0] + made[last][0] + made[last][1].width
        for index in range(first, last + 1):
            x, word = made[index]
            made[index] = (edges - x - word.width, word)
    return made


def _neighbours(turned: list[int], line: list[tuple[float, _Word]]) -> Iterator[tuple[int, int]]:
    """First and last index of each group of right-to-left words with only spaces between."""
    groups: list[tuple[int, int]] = []
    for index in turned:
        if groups and all(_is_space(word) for _, word in line[groups[-1][1] + 1 : index]):
            groups[-1] = (groups[-1][0], index)
        else:
            groups.append((index, index))
    return iter(groups)


def _is_space(word: _Word) -> bool:
    return all(piece.drawn == " " for piece in word.pieces)


def _merged(placed: list[Placed]) -> Line:
    """Neighbours in one typeface become one piece, so that a line is drawn in few strokes."""
    made: list[Placed] = []
    for item in placed:
        last = made[-1].piece if made else Piece("", "")
        if last.typeface == item.piece.typeface and not (last.said or item.piece.said):
            made[-1] = Placed(made[-1].x, last._replace(drawn=last.drawn + item.piece.drawn))
        else:
            made.append(item)
    return tuple(made)
