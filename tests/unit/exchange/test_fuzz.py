"""Whatever the bytes, a workbook is read or refused; nothing is ever raised."""

from __future__ import annotations

import tempfile
import zipfile
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.exchange.workbooks import book, check_file, sound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from panelapp.exchange.checking import CheckedWorkbook

PROFILE = settings.get_profile(settings.get_current_profile_name())
EXAMPLES = settings(max_examples=max(200, PROFILE.max_examples))


def sound_bytes() -> bytes:
    packed = BytesIO()
    book(sound()).save(packed)
    return packed.getvalue()


WORKBOOK = sound_bytes()
with zipfile.ZipFile(BytesIO(WORKBOOK)) as sound_archive:
    PARTS = {name: sound_archive.read(name) for name in sound_archive.namelist()}
READ_PARTS = sorted(name for name in PARTS if name.startswith("xl/") and "theme" not in name)
PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [
            b"<", b">", b'"', b"&#0;", b"&x;", b"<v>", b"</c>", b"<!--", b"-1", b"1e999", b"NaN",
            b' r="0"', b' t="s"', b' t="d"', b' s="9999"', b"99999999999", b"A1", b"]]>", b"\xff",
        ]
    ),
)  # fmt: skip


CSV_PIECES = st.sampled_from(
    [
        ",", ";", "\t", '"', '""', "\n", "\r\n", "\r", "\0", "\x0b", "\ufeff", "\u200b", "'=1",
        "\u0177", "member_ref", "name", "joined_on", "M1", "2020-01-06", "31/02/2020", " ",
        "x" * 5_000,
    ]
)  # fmt: skip
NAMES = ["c", "row", "v", "is", "t", "f", "r", "rPh", "mergeCell", "col", "sheet", "si", "x:c", "z"]
ATTRIBUTES = ["r", "s", "t", "hidden", "ht", "min", "max", "width", "ref", "name", "state", "Id"]
WORDS = [
    "", "0", "1", "-1", "2", "A1", "B2", "XFD1048576", "A1:B2", "!1", "$A$1", "s", "n", "b", "e",
    "d", "str", "inlineStr", "shared", "members", "true", "1e308", "-1e308", "NaN", "inf",
    "99999999999999", "2022-05-04", "2022-05-04T25:00:00Z", "#REF!", "_x0000_", "_xD800_", "\u0661",
    " 1 ", "1_0", "x" * 300,
]  # fmt: skip
CHANGES = st.tuples(
    st.sampled_from(["drop", "repeat", "swap", "set", "say", "rename", "nest", "empty"]),
    st.floats(0, 1, exclude_max=True),
    st.floats(0, 1, exclude_max=True),
    st.sampled_from(ATTRIBUTES),
    st.sampled_from(NAMES),
    st.sampled_from(WORDS),
)
Change = tuple[str, float, float, str, str, str]
TREES = {name: ElementTree.fromstring(PARTS[name]) for name in READ_PARTS}  # noqa: S314 - our own


def alter(root: Element, change: Change) -> None:
    """Do to some element what no spreadsheet program would, and leave the XML well formed."""
    kind, place, other, attribute, name, word = change
    elements = list(root.iter())
    element = elements[int(place * len(elements))]
    children = list(element)
    space = element.tag.rpartition("}")[0]
    match kind:
        case "drop" if children:
            element.remove(children[int(other * len(children))])
        case "repeat" if children:
            element.append(deepcopy(children[int(other * len(children))]))
        case "swap" if children:
            element.remove(children[0])
            element.append(children[0])
        case "set":
            element.set(attribute, word)
        case "say":
            element.text = word
        case "rename":
            element.tag = f"{space}}}{name}" if space else "z"
        case "nest":
            element.insert(0, deepcopy(elements[int(other * len(elements))]))
        case "empty":
            element.clear()


def packed(changed: dict[str, bytes]) -> bytes:
    """The sound workbook with some of its parts changed."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in (PARTS | changed).items():
            archive.writestr(name, content)
    return whole.getvalue()


def checked(content: bytes) -> CheckedWorkbook:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "agency.xlsx")
        path.write_bytes(content)
        return check_file(path)


def spliced(content: bytes, place: float, length: int, piece: bytes) -> bytes:
    start = int(place * len(content))
    return content[:start] + piece + content[start + length :]


@EXAMPLES
@given(content=st.binary(max_size=200))
def test_F10_bytes_of_any_kind_are_refused(content: bytes) -> None:
    assert checked(content).errors
    assert checked(b"PK\x03\x04" + content + b"PK\x05\x06" + bytes(18)).errors


@EXAMPLES
@given(place=st.floats(0, 1), length=st.integers(0, 40), piece=PIECES)
def test_F10_a_spliced_file_is_read_or_refused(place: float, length: int, piece: bytes) -> None:
    result = checked(spliced(WORKBOOK, place, length, piece))
    assert result.errors or result.counts["members"] == 5


@EXAMPLES
@given(
    part=st.sampled_from(READ_PARTS),
    place=st.floats(0, 1),
    length=st.integers(0, 40),
    piece=PIECES,
)
def test_F10_a_spliced_part_is_read_or_refused(
    part: str, place: float, length: int, piece: bytes
) -> None:
    result = checked(packed({part: spliced(PARTS[part], place, length, piece)}))
    assert result.is_sound == (not result.errors)


@EXAMPLES
@given(part=st.sampled_from(READ_PARTS), changes=st.lists(CHANGES, min_size=1, max_size=5))
def test_F10_a_part_whose_elements_were_changed_is_read_or_refused(
    part: str, changes: Sequence[Change]
) -> None:
    root = deepcopy(TREES[part])
    for change in changes:
        alter(root, change)
    result = checked(packed({part: ElementTree.tostring(root, "utf-8")}))
    assert result.is_sound == (not result.errors)


@EXAMPLES
@given(content=st.binary(max_size=200), beginning=st.sampled_from([b"", b"member_ref,name\n"]))
def test_F10_a_csv_file_of_any_bytes_is_read_or_refused(content: bytes, beginning: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "members.csv").write_bytes(beginning + content)
        assert check_file(Path(folder)).errors


@EXAMPLES
@given(pieces=st.lists(CSV_PIECES, max_size=60), encoding=st.sampled_from(["utf-8", "utf-16"]))
def test_F10_a_csv_file_of_any_pieces_is_read_or_refused(pieces: list[str], encoding: str) -> None:
    content = ("member_ref,name,joined_on\n" + "".join(pieces)).encode(encoding)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "members.csv").write_bytes(content)
        result = check_file(Path(folder))
    assert result.is_sound == (not result.errors)
