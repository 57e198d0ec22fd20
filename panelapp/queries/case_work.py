"""A case gathered into what its tasks are read off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.models import Carer, Ending, Item
from panelapp.domain.rules.direct_route import may_go_direct, panel_need
from panelapp.domain.rules.duties import case_duties, sitting_duties
from panelapp.domain.rules.history import as_of
from panelapp.domain.rules.lifecycle import CaseState, case_state, latest_presentation
from panelapp.domain.rules.tasks import CaseWork
from panelapp.queries.case_kind import of_its_kind
from panelapp.queries.due_list import sitting_facts
from panelapp.queries.facts import case_facts
from panelapp.queries.minutes import newest_version

if TYPE_CHECKING:
    from panelapp.domain.models import Case
    from panelapp.domain.rules.duties import Duty
    from panelapp.domain.rules.facts import CaseFacts
    from panelapp.persistence.unit_of_work import UnitOfWork


def case_work(case: Case, uow: UnitOfWork) -> CaseWork:
    """One case as its tasks need it, today."""
    on = uow.today
    facts = as_of(case_facts(case, uow), on)
    item = _item(facts, uow)
    version = newest_version(item.id, uow) if item else None
    begun = version is not None and any(version.sections.values())
    return CaseWork(
        case=facts,
        on=on,
        calendar=uow.calendar,
        need=panel_need(facts, uow.settings),
        of_its_kind=of_its_kind(case),
        may_go_direct=may_go_direct(facts, uow.settings),
        duties=_duties(facts, item, uow),
        papers=sum(paper.removed_on is None for paper in case.papers),
        children=len(case.children),
        people=len(case.household.carers),
        has_requested_terms=case.requested_terms is not None,
        has_ending=_has_ending(case, uow),
        papers_sent_on=item.sitting.papers_sent_on if item else None,
        attendance_recorded=item is not None and sitting_facts(item.sitting).attendance_recorded,
        minutes_begun=begun,
        minutes_checked=version is not None and version.checked_on is not None,
    )


def _item(facts: CaseFacts, uow: UnitOfWork) -> Item | None:
    shown = latest_presentation(facts)
    return uow.session.get(Item, int(shown.item_id)) if shown else None


def _duties(facts: CaseFacts, item: Item | None, uow: UnitOfWork) -> tuple[Duty, ...]:
    """The open duties of a case and, while it is listed, of the sitting that is to hear it."""
    on, calendar, settings = uow.today, uow.calendar, uow.settings
    duties = case_duties(facts, on, calendar, settings)
    if item is None or case_state(facts, on) is not CaseState.LISTED:
        return duties
    of_sitting = sitting_duties(sitting_facts(item.sitting), on, calendar, settings)
    return tuple(sorted((*duties, *of_sitting), key=lambda duty: (duty.due, duty.duty)))


def _has_ending(case: Case, uow: UnitOfWork) -> bool:
    ended = (
        select(Ending.id)
        .join(Carer, Carer.id == Ending.carer_id)
        .where(Carer.household_id == case.household_id)
    )
    return uow.session.scalar(ended.limit(1)) is not None
