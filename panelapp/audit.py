"""The chain of audit rows: each row's hash covers the row before it.

A page of the file that is pasted back from an older copy, or a row that is changed, removed or
put in between, breaks the chain at the first row that is wrong. Rows hold references and names of
actions, never words about a person.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

FIRST_HASH = "0" * 64


class Chained(Protocol):
    """The parts of an audit row that its hash covers, and the hash itself."""

    seq: int
    at: datetime
    user: str
    role: str
    device: str
    action: str
    ref: str
    detail: str
    previous_hash: str
    hash: str


def row_hash(row: Chained) -> str:
    """The SHA-256, in hexadecimal, of a row together with the hash of the row before it."""
    covered = [
        row.seq,
        row.at.isoformat(),
        row.user,
        row.role,
        row.device,
        row.action,
        row.ref,
        row.detail,
        row.previous_hash,
    ]
    text = json.dumps(covered, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(rows: Iterable[Chained]) -> int | None:
    """The sequence number at which the chain is broken first, or ``None`` where it is whole.

    ``rows`` come in order of ``seq``. A missing row is reported as the number it should have had.
    """
    previous, expected = FIRST_HASH, 1
    for row in rows:
        if row.seq != expected:
            return expected
        if row.previous_hash != previous or row.hash != row_hash(row):
            return row.seq
        previous, expected = row.hash, expected + 1
    return None


def one_line(text: str) -> str:
    """Text in which nothing can start a new line or steer a terminal (log injection)."""
    return "".join(character if character.isprintable() else " " for character in text)
