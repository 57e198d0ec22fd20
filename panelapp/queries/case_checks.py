"""The checks of one case as its page shows them, with its stages, sign-off and advice."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.models import Check
from panelapp.domain.rules.assessment import (
    CheckState,
    check_lines,
    last_asked_on,
    last_day_to_refuse,
    progress,
    stage_1_complete_on,
)
from panelapp.domain.rules.check_item import CITATIONS, CheckPart
from panelapp.domain.rules.checks import is_assessed
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import AdviceNeed, CheckCode, UserRole
from panelapp.queries.check_words import came_words, state_words, waiting_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from panelapp.domain.models import Case
    from panelapp.domain.rules.assessment import CheckLine
    from panelapp.domain.rules.facts import CaseFacts
    from panelapp.persistence.unit_of_work import UnitOfWork

_HEADINGS: Mapping[CheckPart | None, str] = {
    CheckPart.STAGE_1: "Stage 1",
    CheckPart.STAGE_2: "Stage 2",
    CheckPart.TEMPORARY: "Temporary approval",
    CheckPart.REVIEW: "Review",
    None: "Added here",
}


@dataclass(frozen=True, kw_only=True)
class CheckRow:
    """One line of a list. ``about`` is the person it is about, ``words`` how it stands.

    ``check`` is the number of what is recorded, and ``version`` tells whether somebody else changed
    it meanwhile; both are ``None`` while nobody touched the line.
    """

    code: CheckCode
    name: str
    about: str
    source: str
    state: CheckState
    status: str
    words: str
    carer: int | None
    other: int | None
    number: int
    is_wanted: bool
    expires: bool
    check: int | None = None
    version: int | None = None
    detail: str = ""
    from_whom: str = ""
    asked_by: str = ""
    requested_on: dt.date | None = None
    received_on: dt.date | None = None
    expires_on: dt.date | None = None
    not_needed_because: str = ""
    note: str = ""

    @property
    def title(self) -> str:
        """What it is and about whom: ``Health, with a medical report: Sam Example``."""
        several = self.code is CheckCode.PERSONAL_REFERENCE
        which = self.detail or (str(self.number) if several else "")
        if self.code is CheckCode.OTHER:
            which = ""
        return ": ".join(part for part in (self.name, self.about or which) if part)

    @property
    def can_be_asked_for(self) -> bool:
        """Whether it is still to be asked for."""
        return self.state is CheckState.NOT_ASKED

    @property
    def can_be_chased(self) -> bool:
        """Whether it was asked for and has not come."""
        return self.state in {CheckState.ASKED, CheckState.LATE}


@dataclass(frozen=True, kw_only=True)
class CheckGroup:
    """The lines that stand under one heading, with where the law asks for them."""

    heading: str
    source: str
    rows: tuple[CheckRow, ...]


@dataclass(frozen=True, kw_only=True)
class CaseChecks:
    """What a case collects, and how it is signed off.

    ``groups`` is empty for a type without a list. ``summary`` says how far the list is and
    ``stage_1`` when its stage 1 was complete. ``may_advise`` says whether the acting person writes
    the panel adviser's advice.
    """

    groups: tuple[CheckGroup, ...]
    summary: str
    stage_1: str
    is_assessed: bool
    decided_on: dt.date | None
    stage2_started_on: dt.date | None
    declared_on: dt.date | None
    declared_by: str
    medical: AdviceNeed | None
    medical_on: dt.date | None
    legal: AdviceNeed | None
    legal_on: dt.date | None
    adviser_advice: str
    adviser_advice_on: dt.date | None
    may_advise: bool

    @property
    def rows(self) -> tuple[CheckRow, ...]:
        """Every line of every group."""
        return tuple(row for group in self.groups for row in group.rows)


def case_checks(case: Case, facts: CaseFacts, uow: UnitOfWork) -> CaseChecks:
    """The checks of a case today."""
    lines = check_lines(case.case_type, facts.assessment, uow.today)
    return CaseChecks(
        groups=tuple(_groups(lines, case, uow)),
        summary=_summary(lines),
        stage_1=_stage_1(facts, uow),
        is_assessed=is_assessed(case.case_type),
        decided_on=case.assessment_decided_on,
        stage2_started_on=case.stage2_started_on,
        declared_on=case.declared_on,
        declared_by=case.declared_by,
        medical=case.medical_advice,
        medical_on=case.medical_advice_on,
        legal=case.legal_advice,
        legal_on=case.legal_advice_on,
        adviser_advice=case.adviser_advice,
        adviser_advice_on=case.adviser_advice_on,
        may_advise=uow.actor.role is UserRole.PANEL_ADVISER,
    )


def _summary(lines: Sequence[CheckLine]) -> str:
    so_far = progress(lines)
    late = f", {so_far.late} late" if so_far.late else ""
    return f"{so_far.received} of {so_far.wanted} received{late}"


def _stage_1(facts: CaseFacts, uow: UnitOfWork) -> str:
    complete_on = stage_1_complete_on(facts.case_type, facts.assessment, uow.today)
    last = last_day_to_refuse(facts.case_type, facts.assessment, uow.today, uow.calendar)
    if complete_on is None or last is None:
        return ""
    words = f"Stage 1 was complete on {long_date(complete_on)}."
    if facts.assessment.stage2_started_on is None:
        words += f" The last day to refuse at stage 1 is {long_date(last)} (FSR 26(1B))."
    return words


def _groups(lines: Sequence[CheckLine], case: Case, uow: UnitOfWork) -> Iterator[CheckGroup]:
    rows = uow.session.scalars(select(Check).where(Check.case_id == case.id)) if lines else ()
    recorded = {row.id: row for row in rows}
    people = {carer.position: carer.person.name for carer in case.household.carers}
    others = {other.id: other.name for other in case.household.others}
    for part, some in groupby(lines, key=lambda line: line.part):
        yield CheckGroup(
            heading=_HEADINGS[part],
            source=CITATIONS[part] if part else "",
            rows=tuple(_row(line, recorded, people, others, uow.today) for line in some),
        )


def _row(
    line: CheckLine,
    recorded: Mapping[int, Check],
    people: Mapping[int, str],
    others: Mapping[int, str],
    today: dt.date,
) -> CheckRow:
    about = people.get(line.carer or 0, "") or others.get(line.other or 0, "")
    status = state_words(line.state, is_wanted=line.is_wanted)
    bare = CheckRow(
        code=line.code,
        name=line.name,
        about=about,
        source=line.source,
        state=line.state,
        status=status,
        words="",
        carer=line.carer,
        other=line.other,
        number=line.number,
        is_wanted=line.is_wanted,
        expires=line.expires,
    )
    check = recorded.get(line.record.id) if line.record else None
    if check is None or line.record is None:
        return bare
    return replace(
        bare,
        words=_words(line, check, today),
        check=check.id,
        version=check.version,
        detail=check.detail,
        from_whom=check.from_whom,
        asked_by=check.asked_by,
        requested_on=check.requested_on,
        received_on=check.received_on,
        expires_on=check.expires_on,
        not_needed_because=check.not_needed_because,
        note=check.note,
    )


def _words(line: CheckLine, check: Check, today: dt.date) -> str:
    if line.state is CheckState.NOT_NEEDED:
        return check.not_needed_because
    if check.received_on is not None:
        return came_words(check.received_on, check.expires_on, today)
    if check.requested_on is None or line.record is None:
        return check.note
    return waiting_words(
        check.requested_on, last_asked_on(line.record), check.from_whom, check.asked_by
    )
