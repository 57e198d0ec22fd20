"""What the people of a household are called together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.models import Carer, Person
from panelapp.domain.names import names_together

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from panelapp.persistence.unit_of_work import UnitOfWork


def household_names(
    uow: UnitOfWork, household_ids: Collection[int] | None = None
) -> Mapping[int, str]:
    """The names of each household as one phrase, or of some households alone."""
    query = (
        select(Carer.household_id, Person.name)
        .join(Person, Person.id == Carer.person_id)
        .order_by(Carer.household_id, Carer.position)
    )
    if household_ids is not None:
        query = query.where(Carer.household_id.in_(household_ids))
    names: dict[int, list[str]] = defaultdict(list)
    for home, name in uow.session.execute(query):
        names[home].append(name)
    return {home: names_together(tuple(all_of)) for home, all_of in names.items()}
