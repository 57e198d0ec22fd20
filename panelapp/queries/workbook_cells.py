"""How the words of a record become those of a cell, shared by all sheets of the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from panelapp.domain.models import ImportedRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panelapp.domain.values import Terms
    from panelapp.persistence.unit_of_work import UnitOfWork

FIRST_ROW = 2
"""The number of the row below the header."""


def words(text: str) -> str | None:
    """A text, or nothing where it shows nothing."""
    return text if text.strip() else None


def sentence(terms: Terms | None) -> str | None:
    """Terms as one sentence, or nothing where they say nothing."""
    return words(terms.sentence()) if terms else None


def stated_without(
    uow: UnitOfWork, sheet: str, column: str
) -> Mapping[tuple[str, str], dict[str, Any]]:
    """By sitting and case, newest imported rows in which a column is blank.

    No record holds what such a row says in the columns that hang on the blank one.
    """
    newest = select(func.max(ImportedRow.id)).where(ImportedRow.sheet == sheet)
    rows = uow.session.scalars(
        select(ImportedRow.row).where(
            ImportedRow.id.in_(newest.group_by(ImportedRow.key)),
            func.json_extract(ImportedRow.row, f"$.{column}").is_(None),
        )
    )
    return {(row["sitting_ref"], row["case_ref"]): row for row in rows}
