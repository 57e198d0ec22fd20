"""Exemptions from the usual fostering limit (Children Act 1989, Sch. 7 para. 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput, RuleBroken
from panelapp.domain.events import Topic
from panelapp.domain.models import Exemption
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.exemption import (
    REGARD,
    named_outside,
    require_authority,
    require_later_notice,
    require_named,
    require_regard,
)
from panelapp.domain.vocabulary import CaseType
from panelapp.queries.case_kind import exemption_of
from panelapp.queries.exemptions import exemption_facts

if TYPE_CHECKING:
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class RecordExemption:
    """A local authority's written notice that it exempts carers from the usual limit.

    The children exempted are those whom the case names. ``ends_on`` is the last day where a
    condition sets one.
    """

    case: str
    authority: str
    number_of_children: str
    arrangements: str
    intended_relationship: str
    length_of_time: str
    welfare: str
    noticed_on: date
    conditions: str = ""
    ends_on: date | None = None
    version: int | None = None


def record_exemption(command: RecordExemption, uow: UnitOfWork) -> None:
    """Record an exemption, which begins with its written notice; a later notice varies it.

    What the panel and the decision maker said of it is their support, never the exemption itself.
    Raises :class:`RuleBroken` (CA89 Sch 7 para 4) for another authority than the one where the
    carers live, for a matter of the five without words, where the case names no child, and for a
    later notice that would exempt from a day before it.
    """
    case = uow.case(command.case, command.version)
    if case.case_type is not CaseType.EXEMPTION or case.withdrawn_on is not None:
        raise BadInput(
            "Only an open case about an exemption has one.", remedy="Nothing was recorded."
        )
    require_authority(command.authority, case.household.home_authority)
    require_regard({name: getattr(command, name) for name in REGARD})
    names = [child.name for child in case.children]
    require_named(names)
    if command.ends_on is not None and command.ends_on < command.noticed_on:
        raise BadInput(
            "An exemption cannot end before its notice.",
            remedy="Nothing was recorded. Check the two days.",
        )
    exemption = exemption_of(case, uow) or Exemption(case_id=case.id)
    if exemption.noticed_on is not None:
        outside = named_outside(
            ((child.name, child.named_on) for child in case.children), exemption.names
        )
        before = exemption_facts([exemption], uow)[case.id]
        require_later_notice(command.noticed_on, before, outside)
    exemption.authority = command.authority.strip()
    for name in REGARD:
        setattr(exemption, name, getattr(command, name).strip())
    exemption.conditions = command.conditions.strip()
    exemption.noticed_on = uow.require_happened(command.noticed_on)
    exemption.ends_on, exemption.cancelled_on = command.ends_on, None
    exemption.exempted = "\n".join(names)
    uow.session.add(exemption)
    uow.changed(Topic.CASES, case.ref, "exemption")


@dataclass(frozen=True, kw_only=True)
class CancelExemption:
    """The authority's written notice that an exemption is cancelled."""

    case: str
    cancelled_on: date


def cancel_exemption(command: CancelExemption, uow: UnitOfWork) -> None:
    """Record that an exemption was cancelled by written notice (CA89 Sch 7 para 4(4)).

    Raises :class:`RuleBroken` where none has begun, or it was cancelled before.
    """
    case = uow.case(command.case)
    exemption = exemption_of(case, uow)
    if exemption is None or exemption.noticed_on is None or exemption.cancelled_on is not None:
        raise RuleBroken(
            "The case has no exemption that could be cancelled.",
            citation=ENGLAND_2011.cite("exemption_notice"),
            remedy="Nothing was changed.",
        )
    if command.cancelled_on < exemption.noticed_on:
        raise BadInput(
            "An exemption cannot be cancelled before its notice.",
            remedy="Nothing was changed. Check the day.",
        )
    exemption.cancelled_on = uow.require_happened(command.cancelled_on)
    uow.changed(Topic.CASES, case.ref, "exemption_cancelled")
