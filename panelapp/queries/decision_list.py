"""Cases that wait for the decision maker, those decided with something still to do, and the rest.

Which cases are looked at is chosen in SQL, a little too widely; how far each of them has come is
then read off its facts by the rules. Thousands of finished cases therefore cost nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from panelapp.domain.labels import label
from panelapp.domain.models import (
    Carer,
    Case,
    Decision,
    FinalDecisionRecord,
    Household,
)
from panelapp.domain.names import names_together
from panelapp.domain.rules.direct_route import panel_need
from panelapp.domain.rules.duties import case_duties
from panelapp.domain.rules.interests import obstacles_to_deciding
from panelapp.domain.rules.lifecycle import CaseState, case_state, latest_presentation
from panelapp.domain.rules.routes import PanelNeed
from panelapp.domain.rules.status_words import status_words
from panelapp.domain.values import in_words
from panelapp.domain.vocabulary import CaseType, UserRole
from panelapp.persistence.unit_of_work import in_force
from panelapp.queries.case_kind import of_its_kind
from panelapp.queries.case_rights import OFFICE
from panelapp.queries.facts import all_case_facts, hidden_cases, parts_in_cases
from panelapp.queries.next_step import next_step, received_on
from panelapp.queries.open_cases import open_cases
from panelapp.queries.sight import came_to_decision_maker

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Select

    from panelapp.domain.rules.facts import CaseFacts
    from panelapp.persistence.unit_of_work import UnitOfWork
    from panelapp.queries.next_step import NextStep

_AT_A_TIME = 5000  # ids in one statement, well below what the database takes


class DecisionGroup(StrEnum):
    """What a case on the list of decisions waits for."""

    WAITING = "waiting"
    TO_DO = "to_do"
    FINISHED = "finished"


_AT_OR_PAST_A_DECISION = frozenset(
    {
        CaseState.WITH_DECISION_MAKER,
        CaseState.SIGNED_OFF,
        CaseState.INFORMATION_AWAITED,
        CaseState.RETURNED_TO_PANEL,
        CaseState.DECIDED,
        CaseState.NOTIFIED,
        CaseState.REPRESENTATIONS,
        CaseState.IRM,
        CaseState.FINAL_DECISION_DUE,
        CaseState.FINALLY_DECIDED,
        CaseState.CLOSED,
    }
)
_WAITING = frozenset(
    {CaseState.WITH_DECISION_MAKER, CaseState.SIGNED_OFF, CaseState.FINAL_DECISION_DUE}
)
_TOLD = "Told in writing"


@dataclass(frozen=True, kw_only=True)
class DecisionsQuestion:
    """Which decisions are asked for; ``None`` is every group.

    ``finished_limit`` is how many finished ones are listed, the newest first.
    """

    group: DecisionGroup | None = None
    finished_limit: int = 100


@dataclass(frozen=True, kw_only=True)
class DecisionRow:
    """One case on the list of decisions.

    ``due`` is the day by which the decision, or the next step after it, is to be made,
    ``time_left`` says how far off that is, and ``is_soon`` that few working days are left.
    ``why_not_you`` says why the acting decision maker may not decide it, and is empty for
    everybody else.
    """

    case_ref: str
    household: str
    case_type: str
    group: DecisionGroup
    status: str
    is_final: bool
    recommendation: str
    sat_on: dt.date | None
    received_on: dt.date | None
    decision: str
    decided_on: dt.date | None
    next_step: str
    due: dt.date | None
    is_late: bool
    is_soon: bool
    time_left: str
    why_not_you: str


@dataclass(frozen=True, kw_only=True)
class DecisionsShown:
    """The list of decisions; ``is_decider`` says that what waits is for the acting person.

    ``may_save`` says whether they may take a copy away.
    """

    rows: tuple[DecisionRow, ...]
    is_decider: bool
    may_save: bool

    def of(self, group: DecisionGroup) -> tuple[DecisionRow, ...]:
        """The rows of a group."""
        return tuple(row for row in self.rows if row.group is group)


def decisions(question: DecisionsQuestion, uow: UnitOfWork) -> DecisionsShown:
    """The decisions of a group: the most urgent first, then what was finished last.

    Leaves out cases that the acting person declared an interest in, and cases that are on their
    way to panel again. A decision maker sees what waits and what they decided themselves.
    """
    ids = {*uow.session.scalars(_open(uow))}
    if question.group in {None, DecisionGroup.FINISHED}:
        ids |= {*uow.session.scalars(_newest(question.finished_limit + len(ids)))}
    rows = [row for row in _rows(ids, uow) if question.group in {None, row.group}]
    first = [row for row in rows if row.group is not DecisionGroup.FINISHED]
    last = [row for row in rows if row.group is DecisionGroup.FINISHED]
    order = list(DecisionGroup)
    first.sort(key=lambda row: (order.index(row.group), row.due or dt.date.max, row.case_ref))
    last.sort(key=lambda row: (row.decided_on or dt.date.min, row.case_ref), reverse=True)
    return DecisionsShown(
        rows=(*first, *last[: question.finished_limit]),
        is_decider=uow.actor.role is UserRole.DECISION_MAKER,
        may_save=uow.actor.role in OFFICE,
    )


def _open(uow: UnitOfWork) -> Select[int]:
    """Open cases that came to a decision maker, or on which something was decided."""
    decided = exists().where(Decision.case_id == Case.id, in_force(Decision))
    return select(Case.id).where(open_cases(uow), or_(came_to_decision_maker(uow), decided))


def _newest(limit: int) -> Select[int]:
    """The cases that were decided last, first or finally."""
    final = FinalDecisionRecord
    day = func.max(func.coalesce(final.decided_on, Decision.decided_on))
    return (
        select(Decision.case_id)
        .outerjoin(final, and_(final.case_id == Decision.case_id, in_force(final)))
        .where(in_force(Decision))
        .group_by(Decision.case_id)
        .order_by(day.desc())
        .limit(limit)
    )


def _rows(ids: Collection[int], uow: UnitOfWork) -> list[DecisionRow]:
    hidden, own = hidden_cases(uow), _own(uow)
    cases = [case for case in _cases(sorted(ids), uow) if case.ref not in hidden]
    facts = _facts([case.id for case in cases], uow)
    why_not = _why_not_you(cases, uow)
    rows = []
    for case in cases:
        row = _row(case, facts[case.id], why_not.get(case.id, ""), uow)
        is_theirs = own is None or case.id in own
        if row is not None and (is_theirs or row.group is DecisionGroup.WAITING):
            rows.append(row)
    return rows


def _own(uow: UnitOfWork) -> frozenset[int] | None:
    """The cases that the acting decision maker decided; ``None`` for everybody else."""
    if uow.actor.role is not UserRole.DECISION_MAKER:
        return None
    me = uow.actor.person_id
    first = select(Decision.case_id).where(Decision.decision_maker_id == me)
    final = select(FinalDecisionRecord.case_id).where(FinalDecisionRecord.decision_maker_id == me)
    return frozenset((*uow.session.scalars(first), *uow.session.scalars(final)))


def _cases(ids: Sequence[int], uow: UnitOfWork) -> list[Case]:
    household = joinedload(Case.household).selectinload(Household.carers)
    query = select(Case).options(
        household.joinedload(Carer.person), joinedload(Case.follows), selectinload(Case.children)
    )
    return [
        case
        for some in _portions(ids)
        for case in uow.session.scalars(query.where(Case.id.in_(some)))
    ]


def _facts(ids: Sequence[int], uow: UnitOfWork) -> Mapping[int, CaseFacts]:
    facts: dict[int, CaseFacts] = {}
    for some in _portions(ids):
        facts |= all_case_facts(uow, some)
    return facts


def _portions(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + _AT_A_TIME] for start in range(0, len(ids), _AT_A_TIME)]


def _why_not_you(cases: Sequence[Case], uow: UnitOfWork) -> Mapping[int, str]:
    if uow.actor.role is not UserRole.DECISION_MAKER or not cases:
        return {}
    parts = parts_in_cases(cases, uow)
    return {
        case_id: reason
        for case_id, part in parts.items()
        if (
            reason := in_words(
                tuple(
                    obstacle.what for obstacle in obstacles_to_deciding(uow.actor.person_id, part)
                )
            )
        )
    }


def _row(case: Case, facts: CaseFacts, why_not: str, uow: UnitOfWork) -> DecisionRow | None:
    """The row of a case; ``None`` where it is not at or past a decision."""
    state = case_state(facts, uow.today)
    decided = facts.decisions[-1] if facts.decisions else None
    waits = _waits(case, facts, state, uow)
    if not waits and (state not in _AT_OR_PAST_A_DECISION or decided is None):
        return None
    if _belongs_to_another(case, facts, state):
        return None
    duties = case_duties(facts, uow.today, uow.calendar, uow.settings)
    step = next_step(case, facts, state, duties, uow)
    group = DecisionGroup.WAITING if waits else _group(state, step)
    shown = latest_presentation(facts)
    final = decided.final if decided else None
    said = shown.outcome if shown else None
    return DecisionRow(
        case_ref=case.ref,
        household=names_together(tuple(carer.person.name for carer in case.household.carers)),
        case_type=label(case.case_type),
        group=group,
        status=_status(case, state, step),
        is_final=state is CaseState.FINAL_DECISION_DUE or final is not None,
        recommendation=label(said) if said else "",
        sat_on=shown.sitting_on if shown else None,
        received_on=received_on(facts, state),
        decision=label(final.code) if final else label(decided.code) if decided else "",
        decided_on=final.decided_on if final else decided.decided_on if decided else None,
        next_step=step.words,
        due=step.due,
        is_late=step.is_late,
        is_soon=step.is_soon,
        time_left=step.time_left,
        why_not_you=f"You {why_not}" if why_not and group is DecisionGroup.WAITING else "",
    )


def _status(case: Case, state: CaseState, step: NextStep) -> str:
    if state is CaseState.OPENED:
        why = "Agreed in writing" if of_its_kind(case).is_agreed else "No panel asked"
        return f"{why}, waiting for a decision"
    return _TOLD if state is CaseState.CLOSED and step.words else status_words(state)


def _belongs_to_another(case: Case, facts: CaseFacts, state: CaseState) -> bool:
    """Whether the decision on representations is the final one on the case they are about."""
    is_about_another = case.case_type is CaseType.REPRESENTATIONS and case.follows is not None
    return is_about_another and state is CaseState.WITH_DECISION_MAKER and not facts.decisions


def _waits(case: Case, facts: CaseFacts, state: CaseState, uow: UnitOfWork) -> bool:
    """Whether a decision is waited for: on minutes or a note, or where no panel is asked.

    What an older record says was noted has been settled elsewhere.
    """
    if state is CaseState.NOTED:
        shown = latest_presentation(facts)
        return shown is not None and not shown.imported
    if state is CaseState.OPENED:
        needs_none = panel_need(facts, uow.settings) is PanelNeed.NO and case.import_id is None
        return needs_none or of_its_kind(case).is_agreed
    return state in _WAITING


def _group(state: CaseState, step: NextStep) -> DecisionGroup:
    is_over = state is CaseState.CLOSED and not step.words
    return DecisionGroup.FINISHED if is_over else DecisionGroup.TO_DO
