"""The references of new records: one that the caller chose, or the next free one of its year."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from panelapp.domain.errors import BadInput
from panelapp.domain.models import Case, Household, ListEntry, Sitting
from panelapp.exchange.raw import as_seen

if TYPE_CHECKING:
    from panelapp.persistence.unit_of_work import UnitOfWork

_Referred = TypeVar("_Referred", Case, Household, ListEntry, Sitting)

_FORMS: dict[type, tuple[str, int, str]] = {
    Case: ("C", 4, "There is a case {} already."),
    Household: ("H", 4, "There is a household {} already."),
    ListEntry: ("M", 3, "The central list has a {} already."),
    Sitting: ("S", 3, "There is a sitting {} already."),
}
"""The letter and the digits of a given reference, and what is said of a taken one."""


def new_ref(kind: type[_Referred], chosen: str | None, year: int, uow: UnitOfWork) -> str:
    """The reference of a new record, written as an import of the workbook would read it.

    Raises :class:`BadInput` for one that is taken, that is empty, or that the workbook could not
    carry: there a semicolon stands between two references.
    """
    letter, digits, is_taken = _FORMS[kind]
    if chosen is None:
        return uow.next_ref(kind, letter, year, digits)
    ref = as_seen(chosen)
    if not ref or ";" in ref or any(_breaks_off(sign) for sign in ref):
        raise BadInput(
            "A reference is one or more characters on one line, without a semicolon.",
            remedy="Nothing was added. Choose another reference.",
        )
    if uow.session.scalars(select(kind).where(kind.ref == ref)).first():
        raise BadInput(is_taken.format(ref), remedy="Choose another reference.")
    return ref


def _breaks_off(sign: str) -> bool:
    """Whether a character ends a line, or controls what reads it."""
    return unicodedata.category(sign) in {"Cc", "Zl", "Zp"}
