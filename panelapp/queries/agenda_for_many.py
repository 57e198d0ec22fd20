"""Whether cases may be put on an agenda: asked before it is done, and again when it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from panelapp.domain.errors import BadInput, RuleBroken
from panelapp.domain.models import Case, Sitting
from panelapp.domain.rules.lifecycle import Move, case_state, latest_presentation, require
from panelapp.domain.values import clock_time, long_date
from panelapp.queries.facts import all_case_facts
from panelapp.queries.household_names import household_names
from panelapp.queries.quorum import attendance_is_recorded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panelapp.domain.rules.facts import CaseFacts
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class AgendaForManyQuestion:
    """Some cases, and the sitting that is to hear them; without one, the next that is not held."""

    cases: tuple[str, ...]
    sitting: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseForAgenda:
    """One of the cases; ``why_not`` says why it cannot go on, and is empty where it can."""

    case: str
    names: str
    why_not: str


@dataclass(frozen=True, kw_only=True)
class AgendaForMany:
    """The sittings to come with their words, the one that is meant, and each of the cases."""

    sittings: tuple[tuple[str, str], ...]
    sitting: str
    held_on: dt.date | None
    rows: tuple[CaseForAgenda, ...]

    @property
    def able(self) -> tuple[str, ...]:
        """The cases that can go on."""
        return tuple(row.case for row in self.rows if not row.why_not)


def agenda_for_many(question: AgendaForManyQuestion, uow: UnitOfWork) -> AgendaForMany:
    """Which of some cases can go on the agenda of a sitting to come, in the order of the list.

    Raises :class:`NotFound` for a case or a sitting that there is none of.
    """
    ahead = _ahead(uow)
    wanted = question.sitting or _next(ahead)
    sitting = uow.sitting(wanted) if wanted else None
    cases = cases_named(question.cases, uow)
    facts = all_case_facts(uow, [case.id for case in cases])
    names = household_names(uow, {case.household_id for case in cases})
    return AgendaForMany(
        sittings=tuple((one.ref, _words(one)) for one in ahead),
        sitting=wanted,
        held_on=sitting.held_on if sitting else None,
        rows=tuple(
            CaseForAgenda(
                case=case.ref,
                names=names.get(case.household_id, ""),
                why_not=_why_not(case, facts[case.id], sitting, uow),
            )
            for case in cases
        ),
    )


def cases_named(refs: Sequence[str], uow: UnitOfWork) -> list[Case]:
    """The cases with some references, each once, in their order.

    Raises :class:`NotFound` for one that there is none of.
    """
    found = {case.ref: case for case in uow.session.scalars(select(Case).where(Case.ref.in_(refs)))}
    return [found.get(ref) or uow.case(ref) for ref in dict.fromkeys(refs)]


def require_for_agenda(case: Case, facts: CaseFacts, sitting: Sitting, uow: UnitOfWork) -> None:
    """Refuse a case that cannot go on the agenda of a sitting.

    Raises :class:`RuleBroken` where it is not in a state to be heard, as when it stands on another
    agenda already, and :class:`BadInput` where it is on this one, or was heard or decided later
    than that day.
    """
    require(case_state(facts, uow.today), Move.LIST)
    if any(item.case_id == case.id for item in sitting.items):
        raise BadInput(f"Case {case.ref} is on this agenda already.", remedy="Nothing was changed.")
    shown = latest_presentation(facts)
    is_heard_since = shown is not None and sitting.held_on < shown.sitting_on
    if is_heard_since or any(sitting.held_on < made.decided_on for made in facts.decisions):
        raise BadInput(
            f"Case {case.ref} was heard or decided later than that day.",
            remedy="Nothing was changed. Choose a later sitting.",
        )


def _why_not(case: Case, facts: CaseFacts, sitting: Sitting | None, uow: UnitOfWork) -> str:
    if sitting is None:
        return "No sitting is planned."
    try:
        require_for_agenda(case, facts, sitting, uow)
    except RuleBroken as problem:
        return f"{problem.sentence} ({problem.citation})"
    except BadInput as problem:
        return problem.sentence
    return ""


def _ahead(uow: UnitOfWork) -> Sequence[Sitting]:
    planned = select(Sitting).where(Sitting.held_on >= uow.today, Sitting.is_cancelled.is_(False))
    ordered = planned.order_by(Sitting.held_on, Sitting.ref)
    read = selectinload(Sitting.items), selectinload(Sitting.attendances)
    return uow.session.scalars(ordered.options(*read)).all()


def _next(ahead: Sequence[Sitting]) -> str:
    """The next sitting that is not held, or, where today's is the only one ahead, that one."""
    to_come = (one.ref for one in ahead if not attendance_is_recorded(one))
    return next(to_come, ahead[0].ref if ahead else "")


def _words(sitting: Sitting) -> str:
    parts = (
        long_date(sitting.held_on),
        clock_time(sitting.start) if sitting.start else "",
        sitting.venue,
    )
    return ", ".join(part for part in parts if part)
