"""The terms of approval of a household on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules.approval import terms_on
from panelapp.queries.approvals import approval_history

if TYPE_CHECKING:
    from datetime import date

    from panelapp.domain.models import Household
    from panelapp.domain.values import Terms
    from panelapp.persistence.unit_of_work import UnitOfWork


def current_terms(
    household: Household, on: date, uow: UnitOfWork, *, before: bool = False
) -> Terms | None:
    """The terms in force on a day: those of the newest decision, else those first stated.

    With ``before``, the terms before any decision that took effect on that very day.
    """
    return terms_on(approval_history(household, uow), on, before=before)
