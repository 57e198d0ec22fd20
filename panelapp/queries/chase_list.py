"""Every check that was asked for and has not come, over all open cases, the oldest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from panelapp.domain.models import Carer, Case, Check, HouseholdMember, Person
from panelapp.domain.rules.assessment import CheckState, check_lines, last_asked_on
from panelapp.domain.rules.lifecycle import case_state
from panelapp.domain.rules.status_words import ENDED
from panelapp.domain.vocabulary import CheckCode
from panelapp.queries.case_rights import OFFICE
from panelapp.queries.facts import all_case_facts
from panelapp.queries.household_names import household_names
from panelapp.queries.open_cases import open_cases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from panelapp.domain.rules.assessment import CheckLine
    from panelapp.domain.rules.facts import CaseFacts
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class ChaseListQuestion:
    """Which checks are asked about: all, unless who chases or a kind is named."""

    asked_by: str = ""
    code: CheckCode | None = None


@dataclass(frozen=True, kw_only=True)
class ChaseRow:
    """One check that is waited for.

    ``names`` is the person whom it is about, or everybody who applies or fosters. ``waiting`` is
    how long since it was asked for, in words.
    """

    check: int
    case: str
    names: str
    code: CheckCode
    kind: str
    what: str
    from_whom: str
    asked_by: str
    requested_on: dt.date
    last_asked_on: dt.date
    days: int
    waiting: str
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class ChaseList:
    """The checks that are waited for.

    ``people`` are those who chase any of them, ``kinds`` the codes and names that occur, whatever
    was asked; ``number`` counts all. ``may_chase`` says whether the acting person records chases.
    """

    rows: tuple[ChaseRow, ...]
    people: tuple[str, ...]
    kinds: tuple[tuple[CheckCode, str], ...]
    number: int
    may_chase: bool


def chase_list(question: ChaseListQuestion, uow: UnitOfWork) -> ChaseList:
    """The checks to chase, the one that waits longest first."""
    waited_for = exists().where(
        Check.case_id == Case.id, Check.requested_on.is_not(None), Check.received_on.is_(None)
    )
    cases = uow.session.execute(
        select(Case.id, Case.household_id).where(open_cases(uow), waited_for)
    ).all()
    homes = {row[0]: row[1] for row in cases}
    names = household_names(uow)
    found = select(Check).where(Check.case_id.in_(homes))
    recorded = {check.id: check for check in uow.session.scalars(found)}
    people = _People(recorded.values(), uow)
    every = sorted(
        (
            _row(
                line,
                recorded[line.record.id],
                facts,
                names.get(homes[case_id], ""),
                people.of(recorded[line.record.id]),
                uow.today,
            )
            for case_id, facts in all_case_facts(uow, list(homes)).items()
            for line in _lines(facts, uow.today)
            if line.record is not None
        ),
        key=lambda row: (row.requested_on, row.case, row.check),
    )
    return ChaseList(
        rows=tuple(row for row in every if _is_meant(row, question)),
        people=tuple(sorted({row.asked_by for row in every if row.asked_by})),
        kinds=tuple(sorted({(row.code, row.kind) for row in every}, key=lambda kind: kind[1])),
        number=len(every),
        may_chase=uow.actor.role in OFFICE,
    )


class _People:
    """The names of those whom checks are about, read once for all of them."""

    def __init__(self, checks: Iterable[Check], uow: UnitOfWork) -> None:
        about = list(checks)
        carers = [check.carer_id for check in about]
        others = [check.household_member_id for check in about]
        self._carers = dict(
            uow.session.execute(
                select(Carer.id, Person.name)
                .join(Person, Person.id == Carer.person_id)
                .where(Carer.id.in_(carers))
            ).all()
        )
        self._others = dict(
            uow.session.execute(
                select(HouseholdMember.id, HouseholdMember.name).where(
                    HouseholdMember.id.in_(others)
                )
            ).all()
        )

    def of(self, check: Check) -> str:
        """Whom a check is about; empty for the household as a whole."""
        carer, other = check.carer_id, check.household_member_id
        return self._carers.get(carer or 0, "") or self._others.get(other or 0, "")


def _lines(facts: CaseFacts, today: dt.date) -> Iterator[CheckLine]:
    if case_state(facts, today) in ENDED:
        return
    for line in check_lines(facts.case_type, facts.assessment, today):
        if line.is_waited_for and line.is_wanted:
            yield line


def _row(
    line: CheckLine, check: Check, facts: CaseFacts, names: str, about: str, today: dt.date
) -> ChaseRow:
    asked_on = check.requested_on or today
    again = last_asked_on(line.record) if line.record else None
    days = (today - asked_on).days
    which = "" if check.detail == line.name else check.detail
    return ChaseRow(
        check=check.id,
        case=facts.ref,
        names=about or names,
        code=line.code,
        what=": ".join(part for part in (line.name, which) if part),
        kind=_kind(line),
        from_whom=check.from_whom,
        asked_by=check.asked_by,
        requested_on=asked_on,
        last_asked_on=again or asked_on,
        days=days,
        waiting=_days_in_words(days),
        is_late=line.state is CheckState.LATE,
    )


def _days_in_words(days: int) -> str:
    if days == 0:
        return "since today"
    return "1 day" if days == 1 else f"{days} days"


def _kind(line: CheckLine) -> str:
    return "Others" if line.code is CheckCode.OTHER else line.name


def _is_meant(row: ChaseRow, question: ChaseListQuestion) -> bool:
    return (not question.asked_by or row.asked_by == question.asked_by) and (
        question.code is None or row.code is question.code
    )
