"""The rows of the sheets ``members``, ``households`` and ``endings``, as the file has them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.models import Carer, Ending, Household, Person, Sitting
from panelapp.domain.rules.independence import is_independent, is_social_worker_3y
from panelapp.domain.values import Terms
from panelapp.exchange.rows import EndingRow, HouseholdRow, MemberRow
from panelapp.queries.people import listed_people, social_work_of, ties_of
from panelapp.queries.workbook_cells import FIRST_ROW, words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from panelapp.domain.models import ListEntry
    from panelapp.persistence.unit_of_work import UnitOfWork


class Listed:
    """Everybody who is or was on the central list, in the order in which they came onto it."""

    def __init__(self, uow: UnitOfWork) -> None:
        """Read the list once."""
        self.entries = sorted(listed_people(uow), key=lambda entry: entry.id)
        self._of: dict[int, list[ListEntry]] = defaultdict(list)
        for entry in self.entries:
            self._of[entry.person_id].append(entry)

    def ref(self, person_id: int | None, on: dt.date) -> str | None:
        """The reference of a listed person; of somebody who came back, the one of the day."""
        entries = self._of.get(person_id or 0, ())
        return max(entries, key=lambda entry: entry.is_listed(on)).ref if entries else None

    def refs(self, people: Iterable[int], on: dt.date) -> tuple[str, ...]:
        """The references of those people who are listed, each once."""
        refs = (self.ref(person_id, on) for person_id in people)
        return tuple(dict.fromkeys(ref for ref in refs if ref is not None))


def member_rows(uow: UnitOfWork, listed: Listed) -> Iterator[MemberRow]:
    """People on the list; what is recorded of links and work goes before what a list stated."""
    today, provider = uow.today, uow.agency.name
    for number, entry in enumerate(listed.entries, start=FIRST_ROW):
        ties, work = ties_of(entry, provider), social_work_of(entry)
        declared = bool(ties.links) or ties.declared_on is not None
        held = [
            appointment.office
            for appointment in entry.appointments
            if appointment.to_on is None or appointment.to_on >= today
        ]
        yield MemberRow(
            row_number=number,
            member_ref=entry.ref,
            name=entry.person.name,
            category=entry.category,
            office=held[-1] if held else None,
            independent=is_independent(ties, today) if declared else ties.stated,
            social_worker_3y=is_social_worker_3y(work, today)
            if work.qualified_on is not None
            else work.stated,
            joined_on=entry.joined_on,
            left_on=entry.left_on,
            dbs_on=entry.dbs_on,
            agreement_signed_on=entry.agreement_signed_on,
            observed_on=entry.observed_on,
            induction_completed_on=entry.induction_completed_on,
            last_appraisal_on=max((held.held_on for held in entry.appraisals), default=None),
        )


def household_rows(uow: UnitOfWork) -> Iterator[HouseholdRow]:
    """Households, with what an older record states of their approval and terms."""
    names = {
        (household_id, position): name
        for household_id, position, name in uow.session.execute(
            select(Carer.household_id, Carer.position, Person.name).join(
                Person, Person.id == Carer.person_id
            )
        )
    }
    query = select(
        Household.id,
        Household.ref,
        Household.carer_kind,
        Household.approved_on,
        Household.terms,
        Household.team,
    ).order_by(Household.id)
    for number, row in enumerate(uow.session.execute(query), start=FIRST_ROW):
        terms = row.terms or Terms()
        yield HouseholdRow(
            row_number=number,
            household_ref=row.ref,
            carer_1=names.get((row.id, 1), ""),
            carer_2=names.get((row.id, 2)),
            carer_kind=row.carer_kind,
            approved_on=row.approved_on,
            number_of_children=terms.number_of_children,
            age_from=terms.age_from,
            age_to=terms.age_to,
            placement_types=terms.placement_types,
            team=words(row.team),
        )


def ending_rows(uow: UnitOfWork) -> Iterator[EndingRow]:
    """How carers' approvals ended."""
    query = (
        select(
            Household.ref,
            Carer.position,
            Ending.kind,
            Ending.reason,
            Ending.notice_received_on,
            Ending.effective_on,
            Sitting.ref,
        )
        .join(Carer, Carer.id == Ending.carer_id)
        .join(Household, Household.id == Carer.household_id)
        .outerjoin(Sitting, Sitting.id == Ending.sitting_id)
        .order_by(Ending.id)
    )
    for number, row in enumerate(uow.session.execute(query), start=FIRST_ROW):
        household, carer, kind, reason, notice_received_on, effective_on, sitting = row
        yield EndingRow(
            row_number=number,
            household_ref=household,
            carer=carer,
            ending_kind=kind,
            ending_reason=reason,
            notice_received_on=notice_received_on,
            effective_on=effective_on,
            sitting_ref=sitting,
        )
