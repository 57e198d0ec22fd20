"""The problems and warnings of a workbook as a list to take away and work through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.documents.tables import Table, save_csv, save_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from panelapp.exchange.problems import Problem

_HEADINGS = ("Kind", "Sheet", "Row", "Column", "In the workbook", "What is accepted")


def save_problems(errors: Sequence[Problem], warnings: Sequence[Problem], to: Path) -> None:
    """Write problems, then warnings, as Excel or, under a name that ends in ``.csv``, as text.

    An older file stays until the new one is whole. Raises :class:`BadInput` for the name of another
    kind of file, and :class:`FileTrouble` where nothing can be written there.
    """
    rows = [
        (kind, one.sheet, one.row, one.column, one.value, one.accepted)
        for kind, found in (("Problem", errors), ("Warning", warnings))
        for one in found
    ]
    table = Table("Problems and warnings", _HEADINGS, tuple(rows))
    if to.suffix.lower() == ".csv":
        save_csv(table, to)
    else:
        save_workbook((table,), to)


def rows_with_problems(errors: Sequence[Problem]) -> int:
    """How many rows have a problem; a problem of a whole sheet or file is of no row."""
    return len({(one.sheet, one.row) for one in errors if one.row is not None})
