"""What a workbook may refer to because it stands in the file already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from panelapp.domain.models import (
    Case,
    Decision,
    Household,
    Item,
    Recommendation,
    Sitting,
)
from panelapp.domain.rules.independence import is_independent, is_social_worker_3y
from panelapp.domain.vocabulary import FirstDecision, Outcome
from panelapp.exchange.existing import ExistingCase, ExistingItem, ExistingKeys, ExistingMember
from panelapp.exchange.layout import DECISIONS, ENDINGS, IRM, ITEMS
from panelapp.persistence.unit_of_work import in_force
from panelapp.queries.people import listed_people, social_work_of, ties_of
from panelapp.queries.workbook_decisions import decision_rows, irm_rows
from panelapp.queries.workbook_people import ending_rows
from panelapp.queries.workbook_sittings import minutes_final_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Set

    from panelapp.exchange.layout import Sheet
    from panelapp.persistence.unit_of_work import UnitOfWork

_DETERMINATIONS = [code for code in FirstDecision if code.is_qualifying_determination]
_ROWS: tuple[tuple[Sheet, Set[str], Callable[[UnitOfWork], Iterable[Any]]], ...] = (
    (DECISIONS, {ITEMS.name, DECISIONS.name}, decision_rows),
    (IRM, {IRM.name}, irm_rows),
    (ENDINGS, {ENDINGS.name}, ending_rows),
)
"""The sheets whose rows in the file are laid beside those of the sheets named second."""


def existing_keys(uow: UnitOfWork, sheets: Set[str]) -> ExistingKeys:
    """The references in the file, with what the check of these sheets of a workbook asks."""
    session = uow.session
    determined = set(
        session.scalars(
            select(Decision.case_id).where(
                in_force(Decision),
                Decision.code.in_(_DETERMINATIONS),
            )
        )
    )
    about = aliased(Case)
    cases = select(Case.id, Case.ref, Case.case_type, about.ref).outerjoin(
        about, about.id == Case.follows_id
    )
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
            ref: ExistingCase(
                case_type=case_type,
                follows_case=follows,
                has_qualifying_determination=case_id in determined,
            )
            for case_id, ref, case_type, follows in session.execute(cases)
        },
        items=_items(uow),
        rows={
            sheet.name: {
                tuple(getattr(row, part) for part in sheet.key): row for row in rows_now(uow)
            }
            for sheet, beside, rows_now in _ROWS
            if beside & sheets
        },
    )


def _items(uow: UnitOfWork) -> Mapping[tuple[str, str], ExistingItem]:
    session = uow.session
    final_on = minutes_final_on(uow)
    said = dict(
        session.execute(
            select(Recommendation.item_id, Recommendation.outcome)
            .where(in_force(Recommendation), Recommendation.confirmed_on.is_not(None))
            .order_by(Recommendation.id)
        ).all()
    )
    query = (
        select(Item.id, Item.position, Item.withdrawn_on, Sitting.ref, Case.ref)
        .join(Sitting, Sitting.id == Item.sitting_id)
        .join(Case, Case.id == Item.case_id)
    )
    return {
        (sitting_ref, case_ref): ExistingItem(
            order=position,
            minutes_final_on=final_on.get(item_id),
            outcome=Outcome.WITHDRAWN if withdrawn_on else said.get(item_id),
        )
        for item_id, position, withdrawn_on, sitting_ref, case_ref in session.execute(query)
    }
