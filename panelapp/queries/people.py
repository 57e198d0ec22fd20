"""Listed people as the rules see them: independence, experience, office and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from panelapp.domain.labels import label
from panelapp.domain.models import Attendance, ListEntry, Person, Sitting
from panelapp.domain.rules.facts import MemberFacts
from panelapp.domain.rules.independence import (
    Link,
    SocialWork,
    Ties,
    is_independent,
    is_social_worker_3y,
)
from panelapp.domain.vocabulary import SittingRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from panelapp.persistence.unit_of_work import UnitOfWork

PANEL_ROLES = tuple(role for role in SittingRole if role.counts_to_quorum)


def ties_of(entry: ListEntry, provider: str) -> Ties:
    """What a listed person declared of ties to the provider, or what an older list stated."""
    return Ties(
        links=tuple(
            Link(kind=link.kind, provider=provider, from_on=link.from_on, to_on=link.to_on)
            for link in entry.person.links
        ),
        declared_on=entry.links_declared_on,
        stated=entry.independent_stated,
    )


def social_work_of(entry: ListEntry) -> SocialWork:
    """A listed person's qualification and experience, or what an older list stated."""
    return SocialWork(
        qualified_on=entry.social_work_qualified_on,
        experience_from=entry.relevant_experience_from,
        stated=entry.social_worker_3y_stated,
    )


def listed_people(uow: UnitOfWork) -> Sequence[ListEntry]:
    """Everybody who is or was on the central list, by reference."""
    return uow.session.scalars(
        select(ListEntry)
        .options(
            joinedload(ListEntry.person).selectinload(Person.links),
            selectinload(ListEntry.appointments),
            selectinload(ListEntry.appraisals),
        )
        .order_by(ListEntry.ref)
    ).all()


def categories(uow: UnitOfWork) -> Mapping[int, str]:
    """How the list describes each listed person, by person id, in words."""
    return {
        entry.person_id: label(entry.category)
        for entry in uow.session.scalars(select(ListEntry))
        if entry.category is not None
    }


def listed_with_facts(uow: UnitOfWork, on: date) -> Sequence[tuple[ListEntry, MemberFacts]]:
    """Everybody who is or was on the central list, with the facts that hold on a day."""
    first_sittings, provider = _first_sittings(uow), uow.agency.name
    return [
        (entry, facts_of(entry, first_sittings.get(entry.person_id), provider, on))
        for entry in listed_people(uow)
    ]


def members_from(uow: UnitOfWork, on: date) -> Iterator[tuple[date, tuple[MemberFacts, ...]]]:
    """The facts of everybody on the central list on a day, and on each day of a planned sitting.

    The list is read once for all of these days, of which ``on`` comes first.
    """
    first_sittings, provider, entries = _first_sittings(uow), uow.agency.name, listed_people(uow)
    planned = select(Sitting.held_on).where(Sitting.held_on > on, Sitting.is_cancelled.is_(False))
    ahead = uow.session.scalars(planned.distinct().order_by(Sitting.held_on))
    for day in (on, *ahead):
        yield (
            day,
            tuple(
                facts_of(entry, first_sittings.get(entry.person_id), provider, day)
                for entry in entries
            ),
        )


def _first_sittings(uow: UnitOfWork) -> Mapping[int, date]:
    """The first sitting that each person attended or is asked to as a member, by person id."""
    return dict(
        uow.session.execute(
            select(Attendance.person_id, func.min(Sitting.held_on))
            .join(Sitting, Sitting.id == Attendance.sitting_id)
            .where(
                Attendance.role.in_(PANEL_ROLES),
                Attendance.attended.is_not(False),
                Sitting.is_cancelled.is_(False),
            )
            .group_by(Attendance.person_id)
        ).all()
    )


def facts_of(
    entry: ListEntry, first_sitting_on: date | None, provider: str, on: date
) -> MemberFacts:
    """The facts of one listed person, as they hold on a day."""
    return MemberFacts(
        ref=entry.ref,
        joined_on=entry.joined_on,
        office=entry.office(on),
        left_on=entry.left_on,
        notice_on=entry.notice_on,
        induction_completed_on=entry.induction_completed_on,
        last_appraisal_on=max((held.held_on for held in entry.appraisals), default=None),
        dbs_on=entry.dbs_on,
        agreement_signed_on=entry.agreement_signed_on,
        observed_on=entry.observed_on,
        first_sitting_on=first_sitting_on,
        is_social_worker_3y=is_social_worker_3y(social_work_of(entry), on),
        is_independent=is_independent(ties_of(entry, provider), on),
    )
