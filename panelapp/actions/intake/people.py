"""Rows of the sheets ``members``, ``households`` and ``endings``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panelapp.domain.models import (
    Appointment,
    Appraisal,
    Carer,
    Ending,
    Household,
    ListEntry,
    Person,
)
from panelapp.domain.values import Terms
from panelapp.exchange.layout import MEMBERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from panelapp.actions.intake.ground import Intake
    from panelapp.exchange.rows import EndingRow, HouseholdRow, MemberRow


def take_members(intake: Intake, rows: Iterable[MemberRow]) -> None:
    """Take in people on the central list.

    Independence and experience are kept as stated, dated by the import; they count until links
    or a qualification are recorded.
    """
    for row in rows:
        before = intake.before(MEMBERS, row)
        entry = intake.members.get(row.member_ref) or _new_entry(intake, row)
        entry.person.name = row.name
        entry.joined_on = row.joined_on
        entry.category = row.category
        entry.left_on = row.left_on
        entry.dbs_on = row.dbs_on
        entry.agreement_signed_on = row.agreement_signed_on
        entry.observed_on = row.observed_on
        entry.induction_completed_on = row.induction_completed_on
        entry.independent_stated = row.independent
        entry.social_worker_3y_stated = row.social_worker_3y
        entry.stated_on = intake.uow.today
        _appoint(intake, row, entry, before)
        _appraise(intake, row, entry, before)
    intake.send()


def _appoint(intake: Intake, row: MemberRow, entry: ListEntry, before: Mapping[str, Any]) -> None:
    """Let the office be what the row says; one that an earlier row stated gives way."""
    stated = (before.get("office"), before.get("joined_on"))
    if stated == (row.office, row.joined_on.isoformat()):
        return
    for held in list(entry.appointments):
        if (held.office.value, held.from_on.isoformat()) == stated and held.to_on is None:
            entry.appointments.remove(held)
            intake.session.delete(held)
    last = entry.appointments[-1:]
    if row.office is not None and [held.office for held in last] != [row.office]:
        entry.appointments.append(Appointment(office=row.office, from_on=row.joined_on))


def _appraise(intake: Intake, row: MemberRow, entry: ListEntry, before: Mapping[str, Any]) -> None:
    """Add the appraisal that the row tells of; one that an earlier row told of gives way."""
    told, tells = before.get("last_appraisal_on"), row.last_appraisal_on
    for held in list(entry.appraisals):
        if held.held_on.isoformat() == told and held.held_on != tells:
            entry.appraisals.remove(held)
            intake.session.delete(held)
    if tells and tells not in {held.held_on for held in entry.appraisals}:
        entry.appraisals.append(Appraisal(held_on=tells))


def _new_entry(intake: Intake, row: MemberRow) -> ListEntry:
    known = intake.people.get(row.name) or _unlisted_maker(intake, row.name)
    entry = ListEntry(
        ref=row.member_ref,
        person=intake.session.get_one(Person, known) if known else Person(name=row.name),
        joined_on=row.joined_on,
        import_id=intake.import_id,
    )
    intake.members[row.member_ref] = entry
    intake.session.add(entry)
    return entry


def _unlisted_maker(intake: Intake, name: str) -> int | None:
    """The decision maker of that name, unless it is somebody who is on the list already."""
    listed = {entry.person_id for entry in intake.members.values()}
    maker_id = intake.makers.get(name)
    return None if maker_id in listed else maker_id


def take_households(intake: Intake, rows: Iterable[HouseholdRow]) -> None:
    """Take in households with their carers and their terms as stated."""
    for row in rows:
        known = intake.households.get(row.household_ref)
        if known is None:
            _add_household(intake, row)
        else:
            _change_household(row, intake.session.get_one(Household, known))
    intake.send()


def _terms(row: HouseholdRow, known: Terms) -> Terms | None:
    terms = replace(
        known,
        number_of_children=row.number_of_children,
        age_from=row.age_from,
        age_to=row.age_to,
        placement_types=row.placement_types,
    )
    return None if terms.is_empty else terms


def _add_household(intake: Intake, row: HouseholdRow) -> None:
    household_id = intake.add(
        Household,
        ref=row.household_ref,
        carer_kind=row.carer_kind,
        approved_on=row.approved_on,
        terms=_terms(row, Terms()),
        team=row.team or "",
        import_id=intake.import_id,
        version=1,
    )
    intake.households[row.household_ref] = household_id
    for position, name in ((1, row.carer_1), (2, row.carer_2)):
        if name:
            person_id = intake.add(Person, name=name)
            intake.add(Carer, household_id=household_id, position=position, person_id=person_id)


def _change_household(row: HouseholdRow, household: Household) -> None:
    """What the workbook has no column for stays, such as the gender in the terms."""
    household.carer_kind = row.carer_kind
    household.approved_on = row.approved_on
    household.terms = _terms(row, household.terms or Terms())
    household.team = row.team or ""
    carers = {carer.position: carer for carer in household.carers}
    for position, name in ((1, row.carer_1), (2, row.carer_2)):
        if position in carers and name:
            carers[position].person.name = name
        elif name:
            household.carers.append(Carer(position=position, person=Person(name=name)))


def take_endings(intake: Intake, rows: Sequence[EndingRow]) -> None:
    """Take in how carers' approvals ended."""
    carers = _carers(intake) if rows else {}
    for row in rows:
        carer_id, ending_id = carers.get((row.household_ref, row.carer), (None, None))
        if carer_id is None:
            intake.refuse(
                "endings", row, "carer", "a carer that the household has: 1, or 2 where two foster"
            )
            continue
        stated = {
            "kind": row.ending_kind,
            "reason": row.ending_reason,
            "effective_on": row.effective_on,
            "notice_received_on": row.notice_received_on,
            "sitting_id": intake.sittings[row.sitting_ref].id if row.sitting_ref else None,
        }
        if ending_id is None:
            intake.add(Ending, carer_id=carer_id, import_id=intake.import_id, **stated)
            continue
        ending = intake.session.get_one(Ending, ending_id)
        for name, value in stated.items():
            setattr(ending, name, value)
    intake.send()


def _carers(intake: Intake) -> Mapping[tuple[str, int], tuple[int, int | None]]:
    """Each carer's id and the id of their ending, by household and position."""
    query = (
        select(Household.ref, Carer.position, Carer.id, Ending.id)
        .join(Carer, Carer.household_id == Household.id)
        .outerjoin(Ending, Ending.carer_id == Carer.id)
    )
    rows = intake.session.execute(query)
    return {(ref, position): (carer_id, ending_id) for ref, position, carer_id, ending_id in rows}
