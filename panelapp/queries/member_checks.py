"""What a listed person needs before and while they sit: each check, with its date and its rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from panelapp.domain.rules.duties import member_duties
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.facts import MemberFacts
from panelapp.domain.vocabulary import Office

if TYPE_CHECKING:
    from collections.abc import Mapping

    from panelapp.domain.rules.duties import Duty
    from panelapp.persistence.unit_of_work import UnitOfWork


class CheckState(StrEnum):
    """How far a check has come. One that was not needed any more is only not recorded."""

    COMPLETED = "completed"
    NOT_YET_STARTED = "not_yet_started"
    OVERDUE = "overdue"
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True, kw_only=True)
class CheckRow:
    """One check of a listed person.

    ``duty`` is its code. ``due`` is the day by which it is to be done, or done again; ``None``
    where nothing asks for it now. ``because`` says how that day is counted.
    """

    duty: str
    name: str
    state: CheckState
    done_on: date | None
    due: date | None
    because: str
    why: str
    citation: str


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """The first thing that is still to do about a listed person."""

    duty: str
    name: str
    due: date
    overdue: bool
    because: str
    citation: str


@dataclass(frozen=True)
class _Kind:
    duty: str
    name: str
    rule: str
    done_on: Callable[[MemberFacts], date | None]


_KINDS = (
    _Kind("complete_checks", "Criminal record check", "member_checks", lambda m: m.dbs_on),
    _Kind(
        "sign_member_agreement",
        "Confidentiality agreement",
        "member_agreement",
        lambda m: m.agreement_signed_on,
    ),
    _Kind(
        "offer_observation",
        "Observing before sitting",
        "member_observes",
        lambda m: m.observed_on,
    ),
    _Kind(
        "complete_induction",
        "Induction training",
        "induction",
        lambda m: m.induction_completed_on,
    ),
    _Kind("appraise", "Yearly appraisal", "appraisal", lambda m: m.last_appraisal_on),
)
_NAMES: Mapping[str, str] = {kind.duty: kind.name for kind in _KINDS} | {
    "end_list_entry": "End of the notice"
}


def open_duties(member: MemberFacts, on: date, uow: UnitOfWork) -> tuple[Duty, ...]:
    """What is still to do about a listed person on a day, the earliest first."""
    return member_duties(member, on, uow.calendar, uow.settings)


def checks_of(member: MemberFacts, duties: tuple[Duty, ...], on: date) -> tuple[CheckRow, ...]:
    """The checks of a listed person, in the order in which a new member passes them."""
    owed = {duty.duty: duty for duty in duties}
    return tuple(_check(kind, member, owed.get(kind.duty), on) for kind in _KINDS)


def first_deadline(duties: tuple[Duty, ...], on: date) -> Deadline | None:
    """The duty that is due first, if there is any."""
    if not duties:
        return None
    duty = duties[0]
    return Deadline(
        duty=duty.duty,
        name=_NAMES[duty.duty],
        due=duty.due,
        overdue=duty.due < on,
        because=duty.explanation,
        citation=duty.citation,
    )


def _check(kind: _Kind, member: MemberFacts, owed: Duty | None, on: date) -> CheckRow:
    done_on = kind.done_on(member)
    known = done_on if done_on is not None and done_on <= on else None
    is_chairs_appraisal = kind.rule == "appraisal" and member.office is Office.CHAIR
    rule = ENGLAND_2011.rule("chair_appraisal" if is_chairs_appraisal else kind.rule, on)
    return CheckRow(
        duty=kind.duty,
        name=kind.name,
        state=_state(known, owed, on),
        done_on=known,
        due=owed.due if owed else None,
        because=owed.explanation if owed else "",
        why=rule.text,
        citation=rule.citation,
    )


def _state(done_on: date | None, owed: Duty | None, on: date) -> CheckState:
    if owed is not None and owed.due < on:
        return CheckState.OVERDUE
    if done_on is not None:
        return CheckState.COMPLETED
    return CheckState.NOT_YET_STARTED if owed is not None else CheckState.NOT_RECORDED
