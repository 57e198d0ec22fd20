"""How many cases stand on the agenda of each of some sittings, counted where they are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panelapp.domain.models import Case, Item
from panelapp.queries.facts import hidden_cases

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from panelapp.persistence.unit_of_work import UnitOfWork


def numbers_of_items(sitting_ids: Collection[int], uow: UnitOfWork) -> Mapping[int, int]:
    """The number of cases at each sitting that has any, by its id.

    Leaves out what was taken off, and cases that do not exist for the acting person.
    """
    query = (
        select(Item.sitting_id, func.count())
        .where(Item.sitting_id.in_(sitting_ids), Item.withdrawn_on.is_(None))
        .group_by(Item.sitting_id)
    )
    hidden = hidden_cases(uow)
    if hidden:
        query = query.join(Case, Case.id == Item.case_id).where(Case.ref.not_in(hidden))
    return dict(uow.session.execute(query).all())
