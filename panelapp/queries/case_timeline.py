"""What happened in a case, day by day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from panelapp.domain.labels import label
from panelapp.domain.models import (
    Agreement,
    Decision,
    FinalDecisionRecord,
    IrmReferral,
    Item,
    LockedMinutes,
    Notice,
    Person,
    Recommendation,
    Requirement,
    Response,
    User,
)
from panelapp.domain.vocabulary import DispatchMethod, NoticeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from panelapp.domain.models import Case
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened on a day, or is to happen on one that lies ahead; and by whom."""

    on: dt.date
    words: str
    who: str = ""
    is_ahead: bool = False


def timeline(case: Case, them: str, uow: UnitOfWork) -> tuple[Event, ...]:
    """What happened in a case, the newest first; ``them`` are its applicants or carers."""
    events = [
        *_of_the_case(case, them),
        *_of_papers(case),
        *_of_panel(case, uow),
        *_of_decisions(case, uow),
    ]
    # What happened on one day stays in the order in which it was gathered.
    events.sort(key=lambda event: event.on)
    return tuple(reversed(events))


def _of_the_case(case: Case, them: str) -> Iterator[Event]:
    yield from _events(
        (case.opened_on, "Case opened", ""),
        (case.application_on, "Application received", ""),
        (case.assessment_decided_on, "Decided to assess", ""),
        (case.stage2_started_on, "Stage 2 began", ""),
        (case.declared_on, "Declared that the assessment complies", case.declared_by),
        (case.medical_advice_on, "Medical advice seen", ""),
        (case.legal_advice_on, "Legal advice seen", ""),
        (case.adviser_advice_on, "Panel adviser's advice written", ""),
        (case.reg24_started_on, "Temporary approval started", ""),
        (case.report_shared_on, f"Report sent to {them}", ""),
        (case.observations_on, f"Comments of {them} received", ""),
        (case.still_appropriate_on, "Placement found still the most appropriate", ""),
        (case.iro_informed_on, "Independent reviewing officer told", ""),
        (case.extended_on, "Extension approved", case.extended_by),
        (case.placement_ended_on, "Placement ended", ""),
        (
            case.quality_assured_on,
            "Assessment signed off in place of a panel",
            case.quality_assured_by,
        ),
        (case.withdrawn_on, "Case withdrawn", ""),
        (case.stage1_refused_on, "Refused at stage 1", ""),
    )


def _of_papers(case: Case) -> Iterator[Event]:
    added = Counter(paper.added_on for paper in case.papers if paper.removed_on is None)
    for day, number in added.items():
        yield Event(on=day, words="Paper added" if number == 1 else f"{number} papers added")


def _of_panel(case: Case, uow: UnitOfWork) -> Iterator[Event]:
    items = uow.session.scalars(
        select(Item).where(Item.case_id == case.id).options(joinedload(Item.sitting))
    ).all()
    ids = [item.id for item in items]
    said = {
        row.item_id: row for row in uow.current(Recommendation, Recommendation.item_id.in_(ids))
    }
    locked = {
        row.item_id: row for row in uow.current(LockedMinutes, LockedMinutes.item_id.in_(ids))
    }
    names = _user_names(uow)
    for item in sorted(items, key=lambda item: item.sitting.held_on):
        yield _hearing(item, said.get(item.id), uow.today)
        row, lock = said.get(item.id), locked.get(item.id)
        if row is not None and row.confirmed_by_id is not None:
            words = "Recommendation confirmed"
            yield from _events((row.confirmed_on, words, names.get(row.confirmed_by_id, "")))
        if lock is not None:
            yield Event(
                on=lock.final_on,
                words="Minutes locked" if lock.locked_by_id else "Minutes final",
                who=names.get(lock.locked_by_id or 0, ""),
            )
        yield from _events((item.minutes_received_on, "Minutes with the decision maker", ""))


def _hearing(item: Item, said: Recommendation | None, today: dt.date) -> Event:
    held_on = item.sitting.held_on
    if item.withdrawn_on is not None:
        return Event(on=item.withdrawn_on, words="Taken off the agenda")
    if item.sitting.is_cancelled:
        return Event(on=held_on, words="Sitting cancelled")
    if said is not None and (said.confirmed_on is not None or said.import_id is not None):
        return Event(on=held_on, words=f"Heard by the panel: {label(said.outcome).lower()}")
    if held_on > today:
        return Event(on=held_on, words="To be heard by the panel", is_ahead=True)
    return Event(on=held_on, words="Before the panel")


def _user_names(uow: UnitOfWork) -> Mapping[int, str]:
    return dict(uow.session.execute(select(User.id, User.name)).all())


def _of_decisions(case: Case, uow: UnitOfWork) -> Iterator[Event]:
    made = sorted(
        uow.current(Decision, Decision.case_id == case.id), key=lambda row: (row.decided_on, row.id)
    )
    finals = uow.current(FinalDecisionRecord, FinalDecisionRecord.case_id == case.id)
    ids = [row.id for row in made]
    deciders = [row.decision_maker_id for row in made] + [row.decision_maker_id for row in finals]
    names = _people(uow, deciders)
    for row in made:
        words = f"Decision: {label(row.code).lower()}"
        yield Event(on=row.decided_on, words=words, who=names.get(row.decision_maker_id or 0, ""))
    notices = _notices(ids, [row.id for row in finals], uow)
    yield from _told(notice for notice in notices if notice.decision_id is not None)
    yield from _after(ids, uow)
    yield from _of_review(case, uow)
    for final in finals:
        if final.code is not None:
            words = f"Final decision: {label(final.code).lower()}"
            who = names.get(final.decision_maker_id or 0, "")
            yield from _events((final.decided_on, words, who))
    yield from _told(notice for notice in notices if notice.decision_id is None)


def _people(uow: UnitOfWork, ids: list[int | None]) -> Mapping[int, str]:
    query = select(Person.id, Person.name).where(Person.id.in_(ids))
    return dict(uow.session.execute(query).all())


def _notices(ids: list[int], final_ids: list[int], uow: UnitOfWork) -> Iterable[Notice]:
    return uow.session.scalars(
        select(Notice)
        .where(or_(Notice.decision_id.in_(ids), Notice.final_decision_id.in_(final_ids)))
        .order_by(Notice.id)
    ).all()


def _told(notices: Iterable[Notice]) -> Iterator[Event]:
    for notice in notices:
        written = notice.kind is not NoticeKind.ORAL
        how = ""
        if notice.method is not DispatchMethod.NOT_RECORDED:
            how = f", {label(notice.method).lower()}"
        words = f"Letter{how}" if written else f"Told of the decision{how}"
        yield Event(on=notice.given_on, words=words, who=notice.given_by)


def _after(ids: list[int], uow: UnitOfWork) -> Iterator[Event]:
    answers = select(Response).where(Response.decision_id.in_(ids)).order_by(Response.id)
    for answer in uow.session.scalars(answers):
        yield from _events((answer.received_on, f"Answer: {label(answer.response).lower()}", ""))
    for signed_on in uow.session.scalars(
        select(Agreement.signed_on).where(Agreement.decision_id.in_(ids))
    ):
        yield Event(on=signed_on, words="Foster care agreement signed")
    met = select(Requirement.done_on).where(Requirement.decision_id.in_(ids))
    for done_on in uow.session.scalars(met):
        yield from _events((done_on, "Requirement of the decision met", ""))


def _of_review(case: Case, uow: UnitOfWork) -> Iterator[Event]:
    review = select(IrmReferral).where(IrmReferral.case_id == case.id).order_by(IrmReferral.id)
    for irm in uow.session.scalars(review):
        said = label(irm.recommendation).lower() if irm.recommendation else ""
        received = irm.recommendation_received_on or irm.reviewed_on
        yield from _events(
            (irm.applied_on, "Applied to the independent review", ""),
            (irm.notified_on, "Independent review told us", ""),
            (irm.papers_sent_on, "Papers sent to the independent review", ""),
            (received if said else None, f"Independent review recommends: {said}", ""),
            (irm.copy_sent_on, "Final decision sent to the independent review", ""),
        )


def _events(*known: tuple[dt.date | None, str, str]) -> Iterator[Event]:
    for day, words, who in known:
        if day is not None:
            yield Event(on=day, words=words, who=who)
