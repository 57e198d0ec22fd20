"""What an import has to say about one place in a workbook."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something wrong, or worth knowing, in one place of a workbook.

    ``row`` is numbered as the spreadsheet numbers it, the header being row 1; it is ``None`` for
    what concerns a whole sheet or file. ``value`` is the text in the sheet. ``accepted`` says in a
    short sentence what would be accepted, or what was done with the value.
    """

    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    accepted: str
