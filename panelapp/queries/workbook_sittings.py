"""The rows of the sheets ``sittings``, ``cases`` and ``items``, as the file has them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from panelapp.domain.models import (
    Attendance,
    Case,
    Household,
    Interest,
    Item,
    LockedMinutes,
    NamedChild,
    Recommendation,
    Sitting,
)
from panelapp.domain.rules.interests import DeclaredInterest, withdrawn_people
from panelapp.domain.vocabulary import DeferralReason, Outcome, QualityGrade
from panelapp.exchange.cells import list_entry
from panelapp.exchange.rows import CaseRow, ItemRow, SittingRow
from panelapp.persistence.unit_of_work import in_force
from panelapp.queries.people import PANEL_ROLES
from panelapp.queries.workbook_cells import FIRST_ROW, sentence, stated_without, words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from panelapp.persistence.unit_of_work import UnitOfWork
    from panelapp.queries.workbook_people import Listed


def sitting_rows(uow: UnitOfWork, listed: Listed) -> Iterator[SittingRow]:
    """Sittings, with the listed people who came."""
    came: dict[int, list[int]] = defaultdict(list)
    there = select(Attendance.sitting_id, Attendance.person_id).where(
        Attendance.attended.is_(True),
        Attendance.item_id.is_(None),
        Attendance.role.in_(PANEL_ROLES),
    )
    for sitting_id, person_id in uow.session.execute(there.order_by(Attendance.id)):
        came[sitting_id].append(person_id)
    query = select(
        Sitting.id,
        Sitting.ref,
        Sitting.held_on,
        Sitting.start,
        Sitting.mode,
        Sitting.kind,
        Sitting.panel,
        Sitting.chair_id,
        Sitting.is_cancelled,
    ).order_by(Sitting.id)
    for number, row in enumerate(uow.session.execute(query), start=FIRST_ROW):
        yield SittingRow(
            row_number=number,
            sitting_ref=row.ref,
            date=row.held_on,
            start=_time(row.start),
            mode=row.mode,
            kind=row.kind,
            panel=row.panel,
            in_the_chair=listed.ref(row.chair_id, row.held_on),
            present=listed.refs(came[row.id], row.held_on),
            cancelled=row.is_cancelled,
        )


def _time(start: dt.time | None) -> str | None:
    return start.isoformat("minutes") if start else None


def case_rows(uow: UnitOfWork) -> Iterator[CaseRow]:
    """Cases, with the children whom they name, as a cell can say them."""
    children: dict[int, list[str]] = defaultdict(list)
    named = select(NamedChild.case_id, NamedChild.name)
    for case_id, name in uow.session.execute(
        named.order_by(NamedChild.case_id, NamedChild.position)
    ):
        children[case_id].append(list_entry(name))
    about = aliased(Case)
    query = (
        select(
            Case.id,
            Case.ref,
            Household.ref.label("household"),
            Case.case_type,
            Case.carer_kind,
            about.ref.label("follows"),
            Case.route,
            Case.opened_on,
            Case.application_on,
            Case.reg24_started_on,
            Case.social_worker,
            Case.requested_terms,
        )
        .join(Household, Household.id == Case.household_id)
        .outerjoin(about, about.id == Case.follows_id)
        .order_by(Case.id)
    )
    for number, row in enumerate(uow.session.execute(query), start=FIRST_ROW):
        yield CaseRow(
            row_number=number,
            case_ref=row.ref,
            household_ref=row.household,
            case_type=row.case_type,
            carer_kind=row.carer_kind,
            follows_case=row.follows,
            route=row.route,
            opened_on=row.opened_on,
            application_on=row.application_on,
            reg24_started_on=row.reg24_started_on,
            named_children=tuple(children.get(row.id, ())),
            social_worker=words(row.social_worker),
            requested_terms=sentence(row.requested_terms),
        )


def item_rows(uow: UnitOfWork, listed: Listed) -> Iterator[ItemRow]:
    """Items, with what the panel said once the chair confirmed it."""
    said = {
        row.item_id: row
        for row in uow.session.execute(
            select(
                Recommendation.item_id,
                Recommendation.outcome,
                Recommendation.deferral_reason,
                Recommendation.unanimous,
                Recommendation.terms,
                Recommendation.reasons,
                Recommendation.quality_grade,
            )
            .where(in_force(Recommendation), Recommendation.confirmed_on.is_not(None))
            .order_by(Recommendation.id)
        )
    }
    final_on = minutes_final_on(uow)
    withdrew = _withdrew(uow)
    unsaid = stated_without(uow, "items", "outcome")
    query = (
        select(
            Item.id,
            Item.position,
            Item.withdrawn_on,
            Sitting.ref.label("sitting"),
            Sitting.held_on,
            Case.ref.label("case"),
        )
        .join(Sitting, Sitting.id == Item.sitting_id)
        .join(Case, Case.id == Item.case_id)
        .order_by(Item.id)
    )
    for number, row in enumerate(uow.session.execute(query), start=FIRST_ROW):
        spoken = said.get(row.id)
        fields: Mapping[str, Any] = (
            {
                "deferral_reason": spoken.deferral_reason,
                "unanimous": spoken.unanimous,
                "terms": sentence(spoken.terms),
                "reasons": words(spoken.reasons),
                "quality_grade": spoken.quality_grade,
            }
            if spoken
            else _unsaid(unsaid.get((row.sitting, row.case), {}))
        )
        outcome = spoken.outcome if spoken else None
        yield ItemRow(
            row_number=number,
            sitting_ref=row.sitting,
            order=row.position,
            case_ref=row.case,
            outcome=Outcome.WITHDRAWN if row.withdrawn_on else outcome,
            minutes_final_on=final_on.get(row.id),
            withdrawn_members=listed.refs(withdrew.get(row.id, ()), row.held_on),
            **fields,
        )


def minutes_final_on(uow: UnitOfWork) -> Mapping[int, dt.date]:
    """By item, the day on which its minutes became final."""
    query = select(LockedMinutes.item_id, LockedMinutes.final_on).where(in_force(LockedMinutes))
    return dict(uow.session.execute(query.order_by(LockedMinutes.id)).all())


def _unsaid(stated: Mapping[str, Any]) -> dict[str, Any]:
    """What an imported row said beside an outcome that it did not give."""
    reason, grade = stated.get("deferral_reason"), stated.get("quality_grade")
    return {
        "deferral_reason": DeferralReason(reason) if reason else None,
        "unanimous": stated.get("unanimous"),
        "terms": stated.get("terms"),
        "reasons": stated.get("reasons"),
        "quality_grade": QualityGrade(grade) if grade else None,
    }


def _withdrew(uow: UnitOfWork) -> Mapping[int, list[int]]:
    """By item, the people who took no part in it, in the order of their declarations."""
    found: dict[int, list[int]] = defaultdict(list)
    query = select(Interest.item_id, Interest.person_id, Interest.ruling)
    for item_id, person_id, ruling in uow.session.execute(query.order_by(Interest.id)):
        if withdrawn_people([DeclaredInterest(person=person_id, ruling=ruling)]):
            found[item_id].append(person_id)
    return found
