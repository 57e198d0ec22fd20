"""Extending a temporary approval: once, in time, and on the strength of its steps.

Care Planning, Placement and Case Review (England) Regulations 2010, reg. 25.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from panelapp.domain.errors import RuleBroken
from panelapp.domain.models import Case, Decision
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.temporary_approval import TemporaryApproval, overlap
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import CaseType, FirstDecision
from panelapp.persistence.unit_of_work import in_force
from panelapp.queries.facts import case_facts
from panelapp.queries.temporary import temporary_approvals

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from panelapp.domain.models import Household
    from panelapp.persistence.unit_of_work import UnitOfWork


def require_extension(case: Case, extended_on: date, *, has_officer: bool, uow: UnitOfWork) -> None:
    """Refuse to extend a temporary approval on a day on which it cannot be extended.

    ``has_officer`` says whether the nominated officer who approves is known. Raises
    :class:`RuleBroken` (CPPCR 25).
    """
    if case.case_type is not CaseType.REG24_EXTENSION or case.reg24_started_on is None:
        raise RuleBroken(
            "Only a temporary approval under regulation 24 can be extended.",
            citation=ENGLAND_2011.cite("reg24_extended"),
        )
    _require_not_over(case, extended_on, uow)
    facts = case_facts(case, uow).reg24
    steps = {
        "the panel's views": facts.panel_views_on if facts else None,
        "that the placement is still the most appropriate": case.still_appropriate_on,
        "that the independent reviewing officer was informed": case.iro_informed_on,
        "the nominated officer who approves": extended_on if has_officer else None,
    }
    missing = [step for step, day in steps.items() if day is None or day > extended_on]
    if missing:
        raise RuleBroken(
            f"Before the extension the record must show {', '.join(missing)}.",
            citation=ENGLAND_2011.cite("reg24_prerequisites"),
            remedy="Nothing was changed. Record these first.",
        )
    if _is_extended_elsewhere(case, uow):
        raise extended_already()
    names = [child.name for child in case.children]
    require_no_overlap(case.household, case.reg24_started_on, names, uow, extended_on=extended_on)
    clock = due("reg24_first", case.reg24_started_on, uow.calendar)
    if extended_on > clock.due:
        raise RuleBroken(
            "The first sixteen weeks had ended by that day.",
            citation=clock.citation,
            remedy="Nothing was changed. Speak to the nominated officer and legal adviser now.",
        )


def _require_not_over(case: Case, extended_on: date, uow: UnitOfWork) -> None:
    """Refuse to extend what was withdrawn, has ended or was refused an extension."""
    decisions = uow.current(Decision, Decision.case_id == case.id)
    is_refused = any(made.code is FirstDecision.EXTENSION_REFUSED for made in decisions)
    has_ended = case.placement_ended_on is not None and case.placement_ended_on <= extended_on
    if is_refused or has_ended or case.withdrawn_on is not None:
        raise RuleBroken(
            "This temporary approval cannot be extended any more: the extension was refused, the"
            " case was withdrawn, or the placement has ended.",
            citation=ENGLAND_2011.cite("reg24_extended"),
            remedy="Nothing was changed. Speak to the nominated officer and legal adviser now.",
        )


def _is_extended_elsewhere(case: Case, uow: UnitOfWork) -> bool:
    granted = select(Decision.case_id).where(
        Decision.code == FirstDecision.EXTENSION_GRANTED, in_force(Decision)
    )
    extended = select(Case.id).where(
        Case.id != case.id,
        Case.household_id == case.household_id,
        Case.case_type == CaseType.REG24_EXTENSION,
        Case.reg24_started_on == case.reg24_started_on,
        or_(Case.extended_on.is_not(None), Case.id.in_(granted)),
    )
    return uow.session.scalars(extended.limit(1)).first() is not None


def extended_already() -> RuleBroken:
    """The refusal of a second extension."""
    return RuleBroken(
        "This temporary approval was extended before; it can be extended once.",
        citation=ENGLAND_2011.cite("reg24_extended"),
        remedy="Nothing was changed. Speak to the nominated officer and legal adviser now.",
    )


def require_steps_kept(
    case: Case, days: Mapping[str, date | None], taken_away: Collection[str], uow: UnitOfWork
) -> None:
    """Refuse to move a step behind the extension that rests on it, or to take it away.

    ``days`` holds the new day of each step, ``None`` for one that stays as it is. Raises
    :class:`RuleBroken` (CPPCR 25(4)-(5)).
    """
    extended_on = case.extended_on or _granted_on(case, uow)
    if extended_on is None:
        return
    if any(
        name in taken_away or (day is not None and day > extended_on) for name, day in days.items()
    ):
        raise RuleBroken(
            f"The temporary approval was extended on {long_date(extended_on)} on the strength of"
            " these steps.",
            citation=ENGLAND_2011.cite("reg24_prerequisites"),
            remedy="Nothing was changed. A step is on or before that day.",
        )


def _granted_on(case: Case, uow: UnitOfWork) -> date | None:
    decisions = uow.current(Decision, Decision.case_id == case.id)
    granted = (made for made in decisions if made.code is FirstDecision.EXTENSION_GRANTED)
    return min((made.decided_on for made in granted), default=None)


def require_no_overlap(
    household: Household,
    started_on: date,
    children: Collection[str],
    uow: UnitOfWork,
    *,
    extended_on: date | None = None,
) -> None:
    """Refuse a temporary approval that overlaps another of the household for the same child.

    One is extended once, to twenty-four weeks in all: the same approval recorded under another
    first day gets no second extension. Where either names no child they may be about the same.
    Raises :class:`RuleBroken` (CPPCR 25(2)).
    """
    uow.session.flush()
    known = temporary_approvals(uow, [household.id])
    same = next((one for one in known if one.approval.started_on == started_on), None)
    approval = same.approval if same else TemporaryApproval(started_on=started_on)
    approval = replace(approval, extended_on=extended_on or approval.extended_on)
    names = {*children, *(same.children if same else ())}
    for other in known:
        if (
            other.approval.started_on != started_on
            and _may_share_a_child(names, other.children)
            and overlap(approval, other.approval, uow.calendar)
        ):
            raise RuleBroken(
                "The household has another temporary approval at the same time, which began on"
                f" {long_date(other.approval.started_on)}. The two may be about the same child.",
                citation=ENGLAND_2011.cite("reg24_extended"),
                remedy="Nothing was changed. Check the day, or name the children in both cases.",
            )


def _may_share_a_child(some: Collection[str], others: Collection[str]) -> bool:
    one, other = ({" ".join(name.split()).casefold() for name in names} for names in (some, others))
    return not one or not other or not one.isdisjoint(other)
