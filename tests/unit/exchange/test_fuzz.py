"""Whatever the bytes, a workbook is read or refused; nothing is ever raised."""

from __future__ import annotations

import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.exchange.workbooks import book, check_file, sound

if TYPE_CHECKING:
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
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in PARTS.items():
            whole = spliced(content, place, length, piece) if name == part else content
            archive.writestr(name, whole)
    result = checked(packed.getvalue())
    assert result.is_sound == (not result.errors)


@EXAMPLES
@given(content=st.binary(max_size=200), beginning=st.sampled_from([b"", b"member_ref,name\n"]))
def test_F10_a_csv_file_of_any_bytes_is_read_or_refused(content: bytes, beginning: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "members.csv").write_bytes(beginning + content)
        assert check_file(Path(folder)).errors
