"""The parts inside an Excel workbook, unpacked within limits before anything else looks at them.

A workbook is a zip archive. Its directory is weighed before it is opened, every part is unpacked by
counted reading and its checksum proved, and what both readers of the sheets are given is a copy
made of those bytes: what was checked is what is read.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

MOST_UNPACKED = 200 * 1024 * 1024
"""The most bytes that a workbook may unpack to."""

_MOST_TIMES_PACKED = 100
_MOST_ENTRIES = 5_000
_MOST_DIRECTORY_BYTES = _MOST_ENTRIES * 300
_END_RECORD = b"PK\x05\x06"
_END_RECORD_BYTES = 22
_TAIL_BYTES = _END_RECORD_BYTES + 0xFFFF
_ZIP64_LOCATOR = b"PK\x06\x07"
_OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = 0x1
_WAYS_OF_PACKING = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_CONTENT_TYPES = "[Content_Types].xml"
_ACTIVE_PARTS = ("xl/externalLinks/", "xl/embeddings/", "xl/activeX/", "xl/vbaProject.bin")
_SAVE_AS = "Open it in Excel and save it as an Excel workbook (.xlsx) without a password."


class WorkbookParts:
    """The XML parts of a workbook, held in memory and known to be whole.

    ``active`` names the parts that could do something by themselves; they are never opened.
    """

    def __init__(self, parts: dict[str, bytes], active: tuple[str, ...]) -> None:
        """Keep the parts by their names inside the workbook."""
        self._parts = parts
        self.active = active

    def __contains__(self, name: object) -> bool:
        """Whether there is a part of that name."""
        return name in self._parts

    def part(self, name: str) -> bytes:
        """The bytes of a part; raises ``BadInput`` when there is none."""
        try:
            return self._parts[name]
        except KeyError:
            raise BadInput(
                "The workbook is damaged: a part of it is missing.", remedy=_SAVE_AS
            ) from None

    def repacked(self) -> BytesIO:
        """The same parts as a new workbook that is not compressed."""
        copy = BytesIO()
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
            for name, content in self._parts.items():
                archive.writestr(name, content)
        copy.seek(0)
        return copy


def workbook_parts(path: Path) -> WorkbookParts:
    """Unpack a workbook.

    Raises ``BadInput`` for a file that is no workbook, that is encrypted, damaged or holds macros,
    or that would unpack to more than the limits allow.
    """
    _weigh_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _weigh_contents(archive, path.stat().st_size)
            names = archive.namelist()
            parts = {
                name: _counted(archive, name) for name in names if name.endswith((".xml", ".rels"))
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise BadInput(
            "The workbook is damaged and cannot be unpacked.", remedy=_SAVE_AS
        ) from error
    _check_content_types(parts.get(_CONTENT_TYPES, b""))
    return WorkbookParts(parts, tuple(name for name in names if name.startswith(_ACTIVE_PARTS)))


def _counted(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part's bytes, unpacked no further than one byte beyond what the directory states."""
    with archive.open(name) as part:
        return part.read(archive.getinfo(name).file_size + 1)


def not_a_workbook() -> BadInput:
    """The refusal of something that is no workbook at all."""
    return BadInput(
        "This is not an Excel workbook.",
        remedy="Choose a workbook (.xlsx), or a folder of .csv files with the names of the sheets.",
    )


def _weigh_directory(path: Path) -> None:
    """Refuse an archive whose directory alone is too long to be read, or that is no archive."""
    with path.open("rb") as file:
        start = file.read(len(_OLE_SIGNATURE))
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        tail = file.read(_TAIL_BYTES)
    if start == _OLE_SIGNATURE:
        raise BadInput(
            "This is an older Excel file (.xls), or a workbook that is protected by a password.",
            remedy=_SAVE_AS,
        )
    place = tail.rfind(_END_RECORD)
    if place < 0 or len(tail) - place < _END_RECORD_BYTES:
        raise not_a_workbook()
    entries, directory_bytes = struct.unpack_from("<HL", tail, place + 10)
    if entries > _MOST_ENTRIES or directory_bytes > _MOST_DIRECTORY_BYTES or _ZIP64_LOCATOR in tail:
        raise _too_large()


def _weigh_contents(archive: zipfile.ZipFile, packed: int) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise BadInput("The workbook is protected by a password.", remedy=_SAVE_AS)
    if any(entry.compress_type not in _WAYS_OF_PACKING for entry in entries):
        raise not_a_workbook()
    if any(entry.header_offset < 0 for entry in entries):
        raise zipfile.BadZipFile("A part begins before the file does.")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > min(MOST_UNPACKED, packed * _MOST_TIMES_PACKED) or len(entries) > _MOST_ENTRIES:
        raise _too_large()


def _too_large() -> BadInput:
    return BadInput(
        "The workbook unpacks to more than a workbook of this kind holds, so it was not opened.",
        remedy="At most 200 MB, 100 times its own size, and 5,000 parts are accepted.",
    )


def _check_content_types(content_types: bytes) -> None:
    if b"sheet.macroEnabled.main+xml" in content_types:
        raise BadInput("This workbook holds macros.", remedy=_SAVE_AS)
    if b"spreadsheetml.sheet.main+xml" not in content_types:
        raise not_a_workbook()
