"""Rows of the sheets ``members``, ``households`` and ``endings``."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from collections.abc import Iterable

    from panelapp.actions.intake.ground import Intake
    from panelapp.exchange.rows import EndingRow, HouseholdRow, MemberRow


def take_members(intake: Intake, rows: Iterable[MemberRow]) -> None:
    """Take in people on the central list.

    Independence and experience are kept as stated, dated by the import; they count until links
    or a qualification are recorded.
    """
    for row in rows:
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
        office = row.office
        if office is not None and [held.office for held in entry.appointments[-1:]] != [office]:
            entry.appointments.append(Appointment(office=office, from_on=row.joined_on))
        appraised = row.last_appraisal_on
        if appraised and appraised not in {held.held_on for held in entry.appraisals}:
            entry.appraisals.append(Appraisal(held_on=appraised))


def _new_entry(intake: Intake, row: MemberRow) -> ListEntry:
    entry = ListEntry(
        ref=row.member_ref,
        person=intake.people.get(row.name) or Person(name=row.name),
        joined_on=row.joined_on,
        import_id=intake.import_id,
    )
    intake.members[row.member_ref] = entry
    intake.session.add(entry)
    return entry


def take_households(intake: Intake, rows: Iterable[HouseholdRow]) -> None:
    """Take in households with their carers and their terms as stated."""
    for row in rows:
        household = intake.households.get(row.household_ref)
        if household is None:
            household = Household(
                ref=row.household_ref, carer_kind=row.carer_kind, import_id=intake.import_id
            )
            intake.households[row.household_ref] = household
            intake.session.add(household)
        terms = Terms(
            number_of_children=row.number_of_children,
            age_from=row.age_from,
            age_to=row.age_to,
            placement_types=row.placement_types,
        )
        household.carer_kind = row.carer_kind
        household.approved_on = row.approved_on
        household.terms = None if terms.is_empty else terms
        household.team = row.team or ""
        carers = {carer.position: carer for carer in household.carers}
        for position, name in ((1, row.carer_1), (2, row.carer_2)):
            if position in carers and name:
                carers[position].person.name = name
            elif name:
                household.carers.append(Carer(position=position, person=Person(name=name)))


def take_endings(intake: Intake, rows: Iterable[EndingRow]) -> None:
    """Take in how carers' approvals ended."""
    for row in rows:
        household = intake.households[row.household_ref]
        carer = next((one for one in household.carers if one.position == row.carer), None)
        if carer is None:
            intake.refuse(
                "endings", row, "carer", "a carer that the household has: 1, or 2 where two foster"
            )
            continue
        ending = carer.ending or Ending(
            carer_id=carer.id,
            kind=row.ending_kind,
            reason=row.ending_reason,
            effective_on=row.effective_on,
            import_id=intake.import_id,
        )
        ending.kind = row.ending_kind
        ending.reason = row.ending_reason
        ending.effective_on = row.effective_on
        ending.notice_received_on = row.notice_received_on
        ending.sitting_id = intake.sittings[row.sitting_ref].id if row.sitting_ref else None
        carer.ending = ending
