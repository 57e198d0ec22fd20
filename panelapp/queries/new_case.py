"""What is asked when a case is opened: the types there are, and what each of them needs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.labels import label
from panelapp.domain.models import Case
from panelapp.domain.names import names_together
from panelapp.domain.rules.case_fields import (
    Asked,
    CaseField,
    asked_of,
    fields_needed,
    fields_of,
)
from panelapp.domain.rules.lifecycle import TABLE, Move, case_state
from panelapp.domain.rules.routes import PanelNeed, panel_need
from panelapp.domain.vocabulary import CarerKind, CaseType
from panelapp.queries.facts import all_case_facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panelapp.domain.models import Household
    from panelapp.persistence.unit_of_work import UnitOfWork

__all__ = [
    "CaseField",
    "Determination",
    "NewCaseChoices",
    "NewCaseQuestion",
    "TypeChoice",
    "new_case",
]

_WORDS: Mapping[PanelNeed, str] = {
    PanelNeed.LAW: "Goes to panel by law",
    PanelNeed.LOCAL: "Goes to panel by the agency's own policy",
    PanelNeed.NO: "Needs no panel",
}


@dataclass(frozen=True, kw_only=True)
class NewCaseQuestion:
    """The household that the case is about; ``None`` for one that is still to be added."""

    household: str | None = None


@dataclass(frozen=True, kw_only=True)
class TypeChoice:
    """A type of case, whether it goes to panel, and what is asked about it."""

    case_type: CaseType
    words: str
    panel: str
    fields: frozenset[CaseField]
    needs: frozenset[CaseField]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, kw_only=True)
class Determination:
    """A case whose determination was answered with representations, which are a case themselves."""

    case: str
    words: str


@dataclass(frozen=True, kw_only=True)
class NewCaseChoices:
    """What can be opened for a household. ``names`` is empty for one that is still to be added."""

    household: str | None
    names: str
    carer_kind: CarerKind | None
    today: dt.date
    types: tuple[TypeChoice, ...]
    determinations: tuple[Determination, ...]


def new_case(question: NewCaseQuestion, uow: UnitOfWork) -> NewCaseChoices:
    """The types of case that can be opened, for a household or for a new one.

    Representations are offered only where a determination was answered with them. Raises
    :class:`NotFound` for a household that is not there.
    """
    household = uow.household(question.household) if question.household else None
    determinations = _determinations(household, uow) if household else ()
    return NewCaseChoices(
        household=question.household,
        names=_names(household) if household else "",
        carer_kind=household.carer_kind if household else None,
        today=uow.today,
        types=tuple(
            _choice(case_type, uow)
            for case_type in CaseType
            if case_type is not CaseType.REPRESENTATIONS or determinations
        ),
        determinations=determinations,
    )


def _names(household: Household) -> str:
    return names_together(tuple(carer.person.name for carer in household.carers))


def _choice(case_type: CaseType, uow: UnitOfWork) -> TypeChoice:
    need = panel_need(case_type, on=uow.today, settings=uow.settings)
    return TypeChoice(
        case_type=case_type,
        words=label(case_type),
        panel=_WORDS[need],
        fields=fields_of(case_type),
        needs=fields_needed(case_type),
        asked=asked_of(case_type),
    )


def _determinations(household: Household, uow: UnitOfWork) -> tuple[Determination, ...]:
    """The cases of a household about which representations may be opened now."""
    query = select(Case.id, Case.ref, Case.case_type).where(Case.household_id == household.id)
    cases = uow.session.execute(query.order_by(Case.ref)).all()
    facts = all_case_facts(uow, [case_id for case_id, _, _ in cases])
    return tuple(
        Determination(case=ref, words=f"{ref}, {label(case_type)}")
        for case_id, ref, case_type in cases
        if Move.OPEN_REPRESENTATIONS in TABLE[case_state(facts[case_id], uow.today)]
        and not _is_opened(ref, uow)
    )


def _is_opened(ref: str, uow: UnitOfWork) -> bool:
    """Whether representations about a case are a case already."""
    return any(
        about.withdrawn_on is None
        for about in uow.session.scalars(
            select(Case).where(
                Case.follows_id == select(Case.id).where(Case.ref == ref).scalar_subquery(),
                Case.case_type == CaseType.REPRESENTATIONS,
            )
        )
    )
