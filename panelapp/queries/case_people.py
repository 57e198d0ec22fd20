"""Who a case is about and who works on it, the household's terms, and its other cases."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.labels import label
from panelapp.domain.models import Case, Decision, FinalDecisionRecord
from panelapp.domain.rules.lifecycle import case_state
from panelapp.domain.rules.status_words import status_words
from panelapp.domain.values import long_date
from panelapp.queries.approvals import FINALLY_SETS_TERMS, SETS_TERMS
from panelapp.queries.facts import all_case_facts
from panelapp.queries.sight import in_sight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.domain.models import Household
    from panelapp.domain.values import Terms
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """Somebody whom a case names, and in what part. ``carer`` counts the carers from one."""

    name: str
    part: str
    detail: str = ""
    carer: int | None = None
    has_ended: bool = False


@dataclass(frozen=True, kw_only=True)
class TermsRow:
    """Terms of approval, since when and by what."""

    since: dt.date | None
    sentence: str
    source: str


@dataclass(frozen=True, kw_only=True)
class OtherCase:
    """Another case of the household."""

    case: str
    case_type: str
    status: str
    opened_on: dt.date | None
    is_followed: bool


def people_of_case(case: Case, them: str, on: dt.date) -> Iterator[PersonRow]:
    """The applicants or carers, the children named, and who works on the case."""
    part = them.removeprefix("the ").removesuffix("s").capitalize()
    for carer in case.household.carers:
        born = carer.person.date_of_birth
        ended = carer.ending
        details = (
            f"born {long_date(born)}" if born else "",
            _end_in_words(ended.effective_on, on) if ended else "",
        )
        yield PersonRow(
            name=carer.person.name,
            part=part,
            detail=", ".join(words for words in details if words),
            carer=carer.position,
            has_ended=ended is not None,
        )
    for child in case.children:
        born = child.date_of_birth
        details = (f"born {long_date(born)}" if born else "", child.relationship_to_carer)
        yield PersonRow(
            name=child.name, part="Child", detail=", ".join(words for words in details if words)
        )
    for name, work in (
        (case.social_worker, "Social worker"),
        (case.team_manager, "Team manager"),
    ):
        if name:
            yield PersonRow(name=name, part=work)


def _end_in_words(effective_on: dt.date, on: dt.date) -> str:
    verb = "ended" if effective_on <= on else "ends"
    return f"approval {verb} on {long_date(effective_on)}"


def terms_of_household(household: Household, uow: UnitOfWork) -> tuple[TermsRow, ...]:
    """Every set of terms that a household had, those in force first."""
    cases = select(Case.id).where(Case.household_id == household.id)
    made: list[Decision | FinalDecisionRecord] = [
        *uow.current(Decision, Decision.case_id.in_(cases), Decision.code.in_(SETS_TERMS)),
        *uow.current(
            FinalDecisionRecord,
            FinalDecisionRecord.case_id.in_(cases),
            FinalDecisionRecord.code.in_(FINALLY_SETS_TERMS),
        ),
    ]
    rows = [
        TermsRow(since=row.decided_on, sentence=row.terms.sentence(), source=_source(row))
        for row in made
        if row.terms is not None and row.decided_on is not None
    ]
    rows.sort(key=lambda row: row.since or dt.date.min, reverse=True)
    stated = _stated(household.terms)
    if stated:
        rows.append(
            TermsRow(since=household.approved_on, sentence=stated, source="As first recorded")
        )
    return tuple(rows)


def _source(row: Decision | FinalDecisionRecord) -> str:
    final = "Final decision" if isinstance(row, FinalDecisionRecord) else "Decision"
    return f"{final}: {label(row.code).lower()}" if row.code else final


def _stated(terms: Terms | None) -> str:
    return terms.sentence() if terms else ""


def other_cases(case: Case, uow: UnitOfWork) -> tuple[OtherCase, ...]:
    """The other cases of a household that exist for the acting person, the newest first."""
    query = (
        select(Case)
        .where(Case.household_id == case.household_id, Case.id != case.id)
        .order_by(Case.opened_on.desc().nulls_last(), Case.ref.desc())
    )
    seen = in_sight(uow)
    if seen is not None:
        query = query.where(seen)
    found = uow.session.scalars(query).all()
    facts = all_case_facts(uow, [other.id for other in found])
    return tuple(
        OtherCase(
            case=other.ref,
            case_type=label(other.case_type),
            status=status_words(case_state(facts[other.id], uow.today)),
            opened_on=other.opened_on,
            is_followed=other.id == case.follows_id,
        )
        for other in found
    )
