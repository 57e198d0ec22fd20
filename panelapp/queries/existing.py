"""What a workbook may refer to because it stands in the file already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.models import Case, Decision, Household, Item, LockedMinutes, Sitting
from panelapp.domain.rules.independence import is_independent, is_social_worker_3y
from panelapp.exchange.existing import ExistingCase, ExistingItem, ExistingKeys, ExistingMember
from panelapp.queries.people import listed_people, social_work_of, ties_of

if TYPE_CHECKING:
    from panelapp.persistence.unit_of_work import UnitOfWork


def existing_keys(uow: UnitOfWork) -> ExistingKeys:
    """The references in the file, with what the check of a workbook asks of them."""
    session = uow.session
    case_refs = dict(session.execute(select(Case.id, Case.ref)).all())
    determined = {
        decision.case_id
        for decision in uow.current(Decision)
        if decision.code.is_qualifying_determination
    }
    final_on = {row.item_id: row.final_on for row in uow.current(LockedMinutes)}
    return ExistingKeys(
        members={
            entry.ref: ExistingMember(
                office=entry.office(uow.today),
                independent=is_independent(ties_of(entry, uow.agency.name), uow.today),
                social_worker_3y=is_social_worker_3y(social_work_of(entry), uow.today),
                joined_on=entry.joined_on,
                left_on=entry.left_on,
            )
            for entry in listed_people(uow)
        },
        households=frozenset(session.scalars(select(Household.ref))),
        sittings=dict(session.execute(select(Sitting.ref, Sitting.held_on)).all()),
        cases={
            case.ref: ExistingCase(
                case_type=case.case_type,
                follows_case=case_refs[case.follows_id] if case.follows_id else None,
                has_qualifying_determination=case.id in determined,
            )
            for case in session.scalars(select(Case))
        },
        items={
            (sitting_ref, case_ref): ExistingItem(
                order=position, minutes_final_on=final_on.get(item_id)
            )
            for item_id, position, sitting_ref, case_ref in session.execute(
                select(Item.id, Item.position, Sitting.ref, Case.ref)
                .join(Sitting, Sitting.id == Item.sitting_id)
                .join(Case, Case.id == Item.case_id)
            )
        },
    )
