"""The households of the file, from which one is chosen when a case is opened."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.models import Case, Household
from panelapp.domain.names import plain
from panelapp.domain.rules.temporary_approval import holds
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import CarerKind
from panelapp.queries.approvals import household_facts
from panelapp.queries.household_names import household_names
from panelapp.queries.temporary import temporary_approvals

if TYPE_CHECKING:
    from panelapp.domain.rules.facts import HouseholdFacts
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class HouseholdsQuestion:
    """The households whose reference or names hold ``text``, whatever accents and capitals."""

    text: str = ""
    limit: int | None = None


@dataclass(frozen=True, kw_only=True)
class HouseholdRow:
    """One household. ``ended_on`` may lie ahead, after a resignation.

    ``standing`` says in words how it stands today: ``Approved 3 May 2024``.
    """

    household: str
    names: str
    carer_kind: CarerKind
    approved_on: dt.date | None
    ended_on: dt.date | None
    standing: str
    cases: int


def households(question: HouseholdsQuestion, uow: UnitOfWork) -> list[HouseholdRow]:
    """The households asked for, by name."""
    names = household_names(uow)
    words = plain(question.text).split()
    refs = dict(uow.session.execute(select(Household.ref, Household.id)).all())
    number = Counter(uow.session.scalars(select(Case.household_id)))

    def is_meant(facts: HouseholdFacts) -> bool:
        searched = plain(f"{facts.ref} {names.get(refs[facts.ref], '')}")
        return all(word in searched for word in words)

    found = [facts for facts in household_facts(uow, uow.today) if is_meant(facts)]
    temporary = _with_temporary_approval(uow)
    found.sort(key=lambda facts: (plain(names.get(refs[facts.ref], "")), facts.ref))
    return [
        HouseholdRow(
            household=facts.ref,
            names=names.get(refs[facts.ref], ""),
            carer_kind=facts.carer_kind,
            approved_on=facts.approved_on,
            ended_on=facts.ended_on,
            standing=_standing(facts, uow.today, is_temporary=refs[facts.ref] in temporary),
            cases=number[refs[facts.ref]],
        )
        for facts in islice(found, question.limit)
    ]


def _with_temporary_approval(uow: UnitOfWork) -> frozenset[int]:
    return frozenset(
        one.household_id
        for one in temporary_approvals(uow)
        if holds(one.approval, uow.today, uow.calendar)
    )


def _standing(facts: HouseholdFacts, on: dt.date, *, is_temporary: bool) -> str:
    if facts.approved_on is None:
        return "Temporary approval" if is_temporary else "Not approved"
    if facts.ended_on is None:
        return f"Approved {long_date(facts.approved_on)}"
    verb = "Ended" if facts.ended_on <= on else "Ends"
    return f"{verb} {long_date(facts.ended_on)}"
