"""What cases collected, gathered into facts in four selects, however many cases there are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.models import Carer, Case, HouseholdMember
from panelapp.domain.models.assessment import Chase, Check
from panelapp.domain.rules.checks import LISTED_TYPES
from panelapp.domain.rules.facts import (
    AdviceFacts,
    AssessmentFacts,
    CheckFacts,
    OtherPersonFacts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Select

    from panelapp.persistence.unit_of_work import UnitOfWork


def advice_facts(case: Case) -> AdviceFacts:
    """Which advice a case needs, and when it was seen."""
    return AdviceFacts(
        medical=case.medical_advice,
        medical_on=case.medical_advice_on,
        legal=case.legal_advice,
        legal_on=case.legal_advice_on,
        adviser_on=case.adviser_advice_on,
    )


class Assessments:
    """The checks of some cases, or of all of them, and about whom they can be."""

    def __init__(self, uow: UnitOfWork, case_ids: Sequence[int] | None) -> None:
        """Read them once; nothing where there are no cases to read them of."""
        self._uow = uow
        self._carers: Mapping[int | None, list[tuple[int, int]]] = {}
        self._others: Mapping[int | None, list[OtherPersonFacts]] = {}
        self._checks: Mapping[int, list[CheckFacts]] = {}
        if case_ids is not None and not case_ids:
            return
        self._cases = select(Case.id).where(Case.case_type.in_(LISTED_TYPES))
        if case_ids is not None:
            self._cases = self._cases.where(Case.id.in_(case_ids))
        self._carers = self._carers_of_households()
        self._others = self._others_of_households()
        self._checks = self._checks_of_cases()

    def of(self, case: Case) -> AssessmentFacts:
        """What one case collected."""
        has_list = case.case_type in LISTED_TYPES
        home = case.household_id if has_list else None
        return AssessmentFacts(
            carers=tuple(place for _, place in self._carers.get(home, ())),
            others=tuple(self._others.get(home, ())),
            checks=tuple(self._checks.get(case.id, ())),
            decided_on=case.assessment_decided_on,
            stage2_started_on=case.stage2_started_on,
            declared_on=case.declared_on,
        )

    def _households(self) -> Select[int]:
        return select(Case.household_id).where(Case.id.in_(self._cases))

    def _carers_of_households(self) -> Mapping[int | None, list[tuple[int, int]]]:
        query = (
            select(Carer.household_id, Carer.id, Carer.position)
            .where(Carer.household_id.in_(self._households()))
            .order_by(Carer.household_id, Carer.position)
        )
        found: dict[int | None, list[tuple[int, int]]] = defaultdict(list)
        for household, carer, place in self._uow.session.execute(query):
            found[household].append((carer, place))
        return found

    def _others_of_households(self) -> Mapping[int | None, list[OtherPersonFacts]]:
        query = (
            select(
                HouseholdMember.household_id,
                HouseholdMember.id,
                HouseholdMember.date_of_birth,
                HouseholdMember.moved_in_on,
                HouseholdMember.moved_out_on,
            )
            .where(HouseholdMember.household_id.in_(self._households()))
            .order_by(HouseholdMember.id)
        )
        found: dict[int | None, list[OtherPersonFacts]] = defaultdict(list)
        for household, person, born, came, left in self._uow.session.execute(query):
            facts = OtherPersonFacts(
                id=person, date_of_birth=born, moved_in_on=came, moved_out_on=left
            )
            found[household].append(facts)
        return found

    def _checks_of_cases(self) -> Mapping[int, list[CheckFacts]]:
        places = {carer: place for rows in self._carers.values() for carer, place in rows}
        chases = self._chases()
        columns = (
            Check.case_id,
            Check.id,
            Check.code,
            Check.carer_id,
            Check.household_member_id,
            Check.detail,
            Check.requested_on,
            Check.received_on,
            Check.expires_on,
            Check.not_needed_because,
        )
        query = select(*columns).where(Check.case_id.in_(self._cases)).order_by(Check.id)
        found: dict[int, list[CheckFacts]] = defaultdict(list)
        for row in self._uow.session.execute(query):
            case, check, code, carer, other, detail, asked, came, ends, because = row
            facts = CheckFacts(
                id=check,
                code=code,
                carer=places.get(carer) if carer else None,
                other=other,
                detail=detail,
                requested_on=asked,
                received_on=came,
                expires_on=ends,
                is_not_needed=bool(because),
                chased_on=tuple(chases.get(check, ())),
            )
            found[case].append(facts)
        return found

    def _chases(self) -> Mapping[int, list[date]]:
        query = (
            select(Chase.check_id, Chase.chased_on)
            .join(Check, Check.id == Chase.check_id)
            .where(Check.case_id.in_(self._cases))
            .order_by(Chase.chased_on)
        )
        found: dict[int, list[date]] = defaultdict(list)
        for check, day in self._uow.session.execute(query):
            found[check].append(day)
        return found
