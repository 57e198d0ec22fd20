"""What there is to read before a decision: the minutes, the papers, and earlier decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.labels import label
from panelapp.domain.models import Case, Decision
from panelapp.domain.values import in_words, long_date
from panelapp.domain.vocabulary import PositionTaken, UserRole
from panelapp.persistence.unit_of_work import in_force
from panelapp.queries.case_documents import may_read_minutes
from panelapp.queries.documents import ExportDecisionRecord, ExportMinutes, Wanted
from panelapp.queries.facts import current_recommendation, hidden_cases
from panelapp.queries.minutes import digest_of, locked_minutes, record_check
from panelapp.queries.recommendations import Said, said_row

if TYPE_CHECKING:
    from panelapp.domain.models import Item, LockedMinutes, Recommendation
    from panelapp.persistence.unit_of_work import UnitOfWork

_COUNTED = {
    PositionTaken.SUPPORTS: "for",
    PositionTaken.DOES_NOT_SUPPORT: "against",
    PositionTaken.ABSTAINS: "abstaining",
}


@dataclass(frozen=True, kw_only=True)
class ViewRow:
    """Where a member stood, in the words that were minuted."""

    name: str
    position: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Recommended:
    """What the panel recommended, when, and how the members stood."""

    sitting: str
    sat_on: date
    said: Said
    votes: str
    views: tuple[ViewRow, ...]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Something to read before deciding.

    ``wanted`` opens a document, ``paper`` is the SHA-256 of an attached paper. What is not there
    has neither, and ``detail`` says why.
    """

    title: str
    detail: str
    is_there: bool
    wanted: Wanted | None = None
    paper: str = ""


@dataclass(frozen=True, kw_only=True)
class EarlierDecision:
    """A decision that was made on the same household before, or on this case.

    ``wanted`` opens its record, for somebody who may read it.
    """

    case_ref: str
    case_type: str
    decision: str
    decided_on: date
    wanted: Wanted | None


def recommended(item: Item, uow: UnitOfWork) -> Recommended | None:
    """What the panel said about an item, once the chair confirmed it."""
    said = current_recommendation(item.id, uow)
    if said is None or (said.confirmed_on is None and said.import_id is None):
        return None
    return Recommended(
        sitting=item.sitting.ref,
        sat_on=item.sitting.held_on,
        said=said_row(said, uow),
        votes=_votes(said),
        views=tuple(
            ViewRow(name=view.person.name, position=label(view.position), words=view.words)
            for view in said.views
        ),
    )


def _votes(said: Recommendation) -> str:
    """``All members agreed``, or ``5 for and 1 against`` where views are recorded."""
    counts = {
        position: sum(view.position is position for view in said.views) for position in _COUNTED
    }
    against = counts[PositionTaken.DOES_NOT_SUPPORT] + counts[PositionTaken.ABSTAINS]
    if said.unanimous and not against:
        return "All members agreed"
    parts = tuple(f"{count} {_COUNTED[position]}" for position, count in counts.items() if count)
    if against and not counts[PositionTaken.SUPPORTS]:
        return f"Not all members agreed: {in_words(parts)}"
    return in_words(parts)


def readings(case: Case, item: Item | None, uow: UnitOfWork) -> tuple[Reading, ...]:
    """What there is to read on a case: the locked minutes first, then its papers."""
    papers = (
        Reading(
            title=paper.title,
            detail=f"Added {long_date(paper.added_on)}",
            is_there=True,
            paper=paper.sha256,
        )
        for paper in case.papers
        if paper.removed_on is None
    )
    return (_minutes(case, item, uow), *papers, _observations(case))


def _minutes(case: Case, item: Item | None, uow: UnitOfWork) -> Reading:
    title = "Minutes of the panel"
    locked = locked_minutes(item.id, uow) if item else None
    if item is None:
        return Reading(title=title, detail="No panel has heard the case", is_there=False)
    if locked is None:
        return Reading(title=title, detail="Not locked yet", is_there=False)
    if not may_read_minutes(item, uow):
        return Reading(title=title, detail="Not sent to you yet", is_there=False)
    return Reading(
        title=title,
        detail=_of_lock(locked),
        is_there=True,
        wanted=ExportMinutes(sitting=item.sitting.ref, case=case.ref),
    )


def _of_lock(locked: LockedMinutes) -> str:
    """When minutes were locked, and whether they still say what was locked."""
    when = f"Locked {long_date(locked.final_on)}"
    if locked.content is None:
        return when
    if digest_of(locked.content) != locked.digest:
        return f"{when}. They do not say what was locked: ask the panel adviser"
    return f"{when}, record check {record_check(locked.digest)}: checked"


def _observations(case: Case) -> Reading:
    """Whether the applicants commented on the report about them."""
    title = "Comments of the applicants or carers on the report"
    if case.observations_on is None:
        return Reading(title=title, detail="None recorded", is_there=False)
    return Reading(title=title, detail=f"Received {long_date(case.observations_on)}", is_there=True)


def earlier_decisions(case: Case, uow: UnitOfWork) -> tuple[EarlierDecision, ...]:
    """The first decisions on the household's other cases and on this one, the newest first."""
    query = (
        select(Decision, Case)
        .join(Case, Case.id == Decision.case_id)
        .where(Case.household_id == case.household_id, in_force(Decision))
        .order_by(Decision.decided_on.desc(), Decision.id.desc())
    )
    hidden, is_decider = hidden_cases(uow), uow.actor.role is UserRole.DECISION_MAKER
    me = uow.actor.person_id
    found = [(made, about) for made, about in uow.session.execute(query) if about.ref not in hidden]
    newest = next((made.id for made, about in found if about.id == case.id), None)
    return tuple(
        EarlierDecision(
            case_ref=about.ref,
            case_type=label(about.case_type),
            decision=label(made.code),
            decided_on=made.decided_on,
            wanted=None
            if is_decider and made.decision_maker_id != me
            else ExportDecisionRecord(case=about.ref),
        )
        for made, about in found
        if made.id != newest
    )
