"""One case as its page shows it: how far it is, its tasks, papers, people and history."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.models import PaperContent
from panelapp.domain.names import names_together
from panelapp.domain.rules.case_fields import (
    Asked,
    AskedAs,
    CaseField,
    FactsOfItsKind,
    asked_of,
    fields_of,
)
from panelapp.domain.rules.lifecycle import CaseState, latest_presentation
from panelapp.domain.rules.status_words import ENDED, status_words
from panelapp.domain.rules.tasks import (
    CaseWork,
    Stage,
    Task,
    TaskPlace,
    TaskStatus,
    case_tasks,
    next_task,
    what_happens_next,
)
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import CarerKind, CaseType, Route
from panelapp.queries.case_checks import CaseChecks, CheckGroup, CheckRow, case_checks
from panelapp.queries.case_kind import (
    ExemptionShown,
    KindRow,
    exemption_shown,
    kind_rows,
    notes,
)
from panelapp.queries.case_list import Deadline, deadline_of
from panelapp.queries.case_people import (
    OtherCase,
    PersonRow,
    TermsRow,
    other_cases,
    people_of_case,
    terms_of_household,
)
from panelapp.queries.case_rights import (
    SEES_HOUSEHOLDS,
    Allowed,
    CaseAction,
    places_open_to,
    rights,
    works_as,
)
from panelapp.queries.case_timeline import Event, timeline
from panelapp.queries.case_work import case_work
from panelapp.queries.form_proposals import WORD
from panelapp.queries.sight import case_in_sight

if TYPE_CHECKING:
    from panelapp.domain.models import Case
    from panelapp.persistence.unit_of_work import UnitOfWork

__all__ = [
    "Allowed",
    "Asked",
    "AskedAs",
    "CaseAction",
    "CaseChecks",
    "CaseDetails",
    "CaseField",
    "CasePage",
    "CasePageQuestion",
    "CaseState",
    "CheckGroup",
    "CheckRow",
    "ChildRow",
    "Deadline",
    "Event",
    "ExemptionShown",
    "OtherCase",
    "PaperRow",
    "PersonRow",
    "Stage",
    "Task",
    "TaskPlace",
    "TaskStatus",
    "TermsRow",
    "case_page",
]

_KINDS = {
    ".pdf": "PDF",
    ".docx": "Word",
    ".xlsx": "Excel",
    ".png": "Picture",
    ".jpg": "Picture",
    ".jpeg": "Picture",
    ".txt": "Text",
    ".csv": "Table as text",
    ".eml": "E-mail",
}
_KILO = 1000


@dataclass(frozen=True, kw_only=True)
class CasePageQuestion:
    """The case that is asked about."""

    case: str


@dataclass(frozen=True, kw_only=True)
class PaperRow:
    """A paper of a case; it is opened by its SHA-256."""

    sha256: str
    title: str
    file_name: str
    kind: str
    size: int
    size_words: str
    added_on: dt.date
    is_word: bool


@dataclass(frozen=True, kw_only=True)
class ChildRow:
    """A child whom the case names."""

    name: str
    date_of_birth: dt.date | None
    relationship: str


@dataclass(frozen=True, kw_only=True)
class CaseDetails:
    """What the forms of a case change; ``version`` tells whether somebody else did meanwhile."""

    version: int
    opened_on: dt.date | None
    application_on: dt.date | None
    report_shared_on: dt.date | None
    observations_on: dt.date | None
    reg24_started_on: dt.date | None
    still_appropriate_on: dt.date | None
    iro_informed_on: dt.date | None
    extended_on: dt.date | None
    extended_by: str
    placement_ended_on: dt.date | None
    social_worker: str
    team_manager: str
    summary: str
    quality_assured_on: dt.date | None
    quality_assured_by: str
    quality_assurance: str
    requested_terms: Terms | None
    children: tuple[ChildRow, ...]
    of_its_kind: FactsOfItsKind
    exemption: ExemptionShown | None


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """One case. ``sitting`` is the one that hears it next, or heard it last.

    ``them`` is what its people are called in a sentence: ``the applicants``. ``next_task`` is what
    the acting person should take up, ``places`` are the places of tasks to which they can go, and
    ``fields`` is what a case of its type has, ``asked`` its facts in the words of the type.
    ``kind_rows`` and ``notes`` say what follows from its type and its earlier rounds; ``is_urgent``
    that it has priority.
    """

    case: str
    household: str
    opens_household: bool
    names: str
    them: str
    case_type: CaseType
    carer_kind: CarerKind
    route: Route | None
    follows: str | None
    state: CaseState
    status: str
    is_open: bool
    sitting: str | None
    sitting_on: dt.date | None
    deadline: Deadline | None
    next: str
    tasks: tuple[Task, ...]
    next_task: Task | None
    papers: tuple[PaperRow, ...]
    people: tuple[PersonRow, ...]
    timeline: tuple[Event, ...]
    terms: tuple[TermsRow, ...]
    other_cases: tuple[OtherCase, ...]
    details: CaseDetails
    checks: CaseChecks
    withdrawn_because: str
    actions: tuple[Allowed, ...]
    places: frozenset[TaskPlace]
    fields: frozenset[CaseField]
    asked: tuple[Asked, ...]
    kind_rows: tuple[KindRow, ...]
    notes: tuple[str, ...]
    is_urgent: bool

    def may(self, action: CaseAction) -> bool:
        """Whether the acting person can do something with the case now."""
        return not self.why_not(action)

    def why_not(self, action: CaseAction) -> str:
        """Why something cannot be done with the case now; empty where it can."""
        return next(row.why_not for row in self.actions if row.action is action)


def case_page(question: CasePageQuestion, uow: UnitOfWork) -> CasePage:
    """The page of a case.

    Raises :class:`NotFound` where it does not exist for the acting person.
    """
    case = case_in_sight(question.case, uow)
    work = case_work(case, uow)
    tasks = case_tasks(work)
    shown = work.shown or latest_presentation(work.case)
    own = [duty for duty in work.duties if duty.ref == case.ref]
    return CasePage(
        case=case.ref,
        household=case.household.ref,
        opens_household=uow.actor.role in SEES_HOUSEHOLDS,
        names=names_together(tuple(carer.person.name for carer in case.household.carers)),
        them=work.them,
        case_type=case.case_type,
        carer_kind=case.carer_kind,
        route=case.route,
        follows=case.follows.ref if case.follows else None,
        state=work.state,
        status=status_words(work.state, owes=bool(own)),
        is_open=bool(own) or work.state not in ENDED,
        sitting=shown.sitting_ref if shown else None,
        sitting_on=shown.sitting_on if shown else None,
        deadline=deadline_of(work.duties[0], work.them, uow) if work.duties else None,
        next=what_happens_next(work),
        tasks=tasks,
        next_task=next_task(tasks, works_as(uow.actor.role), uow.today),
        papers=_papers(case, uow),
        people=tuple(people_of_case(case, work.them, uow.today)),
        timeline=timeline(case, work.them, uow),
        terms=terms_of_household(case.household, uow),
        other_cases=other_cases(case, uow),
        details=_details(case, work, uow),
        checks=case_checks(case, work.case, uow),
        withdrawn_because=case.withdrawn_reason or case.stage1_refused_because,
        actions=rights(work, uow.actor.role),
        places=places_open_to(uow.actor.role),
        fields=fields_of(case.case_type),
        asked=asked_of(case.case_type),
        kind_rows=kind_rows(case, work, uow),
        notes=notes(case, work, uow),
        is_urgent=case.priority is not None,
    )


def _papers(case: Case, uow: UnitOfWork) -> tuple[PaperRow, ...]:
    """The papers of a case, whose bytes stay where they are."""
    shown = [paper for paper in case.papers if paper.removed_on is None]
    keys = [paper.sha256 for paper in shown]
    query = select(PaperContent.sha256, PaperContent.size).where(PaperContent.sha256.in_(keys))
    sizes = dict(uow.session.execute(query).all())
    return tuple(
        PaperRow(
            sha256=paper.sha256,
            title=paper.title,
            file_name=paper.file_name,
            kind=_KINDS.get(PurePath(paper.file_name).suffix.lower(), "File"),
            size=sizes[paper.sha256],
            size_words=size_words(sizes[paper.sha256]),
            added_on=paper.added_on,
            is_word=paper.media_type == WORD,
        )
        for paper in shown
    )


def size_words(size: int) -> str:
    """The size of a file as people read it: ``2.4 MB``."""
    if size < _KILO:
        return f"{size} bytes"
    if size < _KILO * _KILO:
        return f"{round(size / _KILO)} kB"
    return f"{size / _KILO / _KILO:.1f} MB"


def _details(case: Case, work: CaseWork, uow: UnitOfWork) -> CaseDetails:
    return CaseDetails(
        version=case.version,
        opened_on=case.opened_on,
        application_on=case.application_on,
        report_shared_on=case.report_shared_on,
        observations_on=case.observations_on,
        reg24_started_on=case.reg24_started_on,
        still_appropriate_on=case.still_appropriate_on,
        iro_informed_on=case.iro_informed_on,
        extended_on=case.extended_on,
        extended_by=case.extended_by,
        placement_ended_on=case.placement_ended_on,
        social_worker=case.social_worker,
        team_manager=case.team_manager,
        summary=case.summary,
        quality_assured_on=case.quality_assured_on,
        quality_assured_by=case.quality_assured_by,
        quality_assurance=case.quality_assurance,
        requested_terms=case.requested_terms,
        children=tuple(
            ChildRow(
                name=child.name,
                date_of_birth=child.date_of_birth,
                relationship=child.relationship_to_carer,
            )
            for child in case.children
        ),
        of_its_kind=work.of_its_kind,
        exemption=exemption_shown(case, uow),
    )
