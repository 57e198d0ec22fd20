"""Exemptions as the rules read them, beside the children named now and where the carers live."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.models import Case, Household, NamedChild
from panelapp.domain.rules.exemption import another_named_on, is_same_authority, named_outside
from panelapp.domain.rules.facts import ExemptionFacts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from panelapp.domain.models import Exemption
    from panelapp.persistence.unit_of_work import UnitOfWork


def exemption_facts(
    exemptions: Sequence[Exemption], uow: UnitOfWork
) -> Mapping[int, ExemptionFacts]:
    """The facts of some exemptions by case id, in two selects however many there are."""
    if not exemptions:
        return {}
    ids = [one.case_id for one in exemptions]
    named: dict[int, list[tuple[str, date | None]]] = defaultdict(list)
    children = select(NamedChild.case_id, NamedChild.name, NamedChild.named_on)
    for case_id, name, day in uow.session.execute(children.where(NamedChild.case_id.in_(ids))):
        named[case_id].append((name, day))
    homes = (
        select(Case.id, Household.home_authority, Household.home_authority_on)
        .join(Household, Household.id == Case.household_id)
        .where(Case.id.in_(ids))
    )
    lives = {case_id: (area, since) for case_id, area, since in uow.session.execute(homes)}
    return {one.case_id: _facts(one, named[one.case_id], *lives[one.case_id]) for one in exemptions}


def _facts(
    one: Exemption,
    named: Sequence[tuple[str, date | None]],
    area: str,
    lives_there_since: date | None,
) -> ExemptionFacts:
    begun = one.noticed_on
    if begun is None:
        return ExemptionFacts()
    moved = max(lives_there_since or begun, begun)
    return ExemptionFacts(
        noticed_on=begun,
        ends_on=one.ends_on,
        cancelled_on=one.cancelled_on,
        another_named_on=another_named_on(named_outside(named, one.names), begun),
        another_authority_on=None if is_same_authority(one.authority, area) else moved,
    )
