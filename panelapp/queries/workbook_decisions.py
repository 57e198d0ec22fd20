"""The rows of the sheets ``decisions`` and ``irm``, as the file has them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from panelapp.domain.models import (
    Case,
    Decision,
    FinalDecisionRecord,
    IrmReferral,
    Item,
    Notice,
    Person,
    Response,
    Sitting,
)
from panelapp.domain.vocabulary import NoticeKind
from panelapp.exchange.rows import DecisionRow, IrmRow
from panelapp.persistence.unit_of_work import in_force
from panelapp.queries.workbook_cells import FIRST_ROW, stated_without, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from panelapp.persistence.unit_of_work import UnitOfWork


def decision_rows(uow: UnitOfWork) -> Iterator[DecisionRow]:
    """First decisions in force, with notices, answers and what was final."""
    told = _told(uow)
    answers = {
        row.decision_id: row
        for row in uow.session.execute(
            select(Response.decision_id, Response.response, Response.received_on).order_by(
                Response.id
            )
        )
    }
    finals = _finals(uow, FinalDecisionRecord.decision_id, after_irm=False)
    unanswered = stated_without(uow, "decisions", "qd_response")
    for number, row in enumerate(_decided(uow), start=FIRST_ROW):
        answer, final = answers.get(row.id), finals.get(row.id, (None, None))
        stated = unanswered.get((row.sitting, row.case), {}) if row.import_id else {}
        yield DecisionRow(
            row_number=number,
            case_ref=row.case,
            sitting_ref=row.sitting,
            minutes_received_on=row.minutes_received_on,
            decided_on=row.decided_on,
            decision=row.code,
            decision_maker=row.maker,
            reasons=words(row.reasons),
            oral_on=told.get((row.id, NoticeKind.ORAL)),
            written_on=told.get((row.id, NoticeKind.WRITTEN)),
            qd_response=answer.response if answer else None,
            qd_response_on=answer.received_on if answer else _day(stated, "qd_response_on"),
            final_decided_on=final[0],
            final_decision=final[1],
        )


def _day(stated: Mapping[str, Any], column: str) -> dt.date | None:
    text = stated.get(column)
    return dt.date.fromisoformat(text) if text else None


def _decided(uow: UnitOfWork) -> list[Any]:
    """The decisions in force, each in the place of the oldest that it supersedes.

    The workbook has one row for each case and sitting; of two in the file the newer stands.
    """
    older = dict(uow.session.execute(select(Decision.id, Decision.supersedes_id)).all())
    query = (
        select(
            Decision.id,
            Decision.import_id,
            Case.ref.label("case"),
            Sitting.ref.label("sitting"),
            Decision.minutes_received_on,
            Decision.decided_on,
            Decision.code,
            Person.name.label("maker"),
            Decision.reasons,
        )
        .join(Case, Case.id == Decision.case_id)
        .outerjoin(Item, Item.id == Decision.item_id)
        .outerjoin(Sitting, Sitting.id == Item.sitting_id)
        .outerjoin(Person, Person.id == Decision.decision_maker_id)
        .where(in_force(Decision))
        .order_by(Decision.decided_on, Decision.id)
    )
    newest = {(row.case, row.sitting): row for row in uow.session.execute(query)}
    return sorted(newest.values(), key=lambda row: _oldest(row.id, older))


def _oldest(decision_id: int, older: Mapping[int, int | None]) -> int:
    found = decision_id
    while (before := older.get(found)) is not None:
        found = before
    return found


def _told(uow: UnitOfWork) -> Mapping[tuple[int | None, NoticeKind], dt.date]:
    query = select(Notice.decision_id, Notice.kind, func.min(Notice.given_on))
    query = query.where(Notice.decision_id.is_not(None))
    rows = uow.session.execute(query.group_by(Notice.decision_id, Notice.kind))
    return {(decision_id, kind): given_on for decision_id, kind, given_on in rows}


def _finals(uow: UnitOfWork, of: Any, *, after_irm: bool) -> Mapping[int, tuple[Any, Any]]:  # noqa: ANN401 - a column
    """Final decisions in force, by the id in a column of theirs."""
    has_review = FinalDecisionRecord.irm_referral_id.is_not(None)
    query = (
        select(of, FinalDecisionRecord.decided_on, FinalDecisionRecord.code)
        .where(in_force(FinalDecisionRecord), has_review if after_irm else ~has_review)
        .order_by(FinalDecisionRecord.id)
    )
    return {owner: (day, code) for owner, day, code in uow.session.execute(query)}


def irm_rows(uow: UnitOfWork) -> Iterator[IrmRow]:
    """Reviews by the IRM, with the final decision that followed each."""
    finals = _finals(uow, FinalDecisionRecord.irm_referral_id, after_irm=True)
    query = select(*IrmReferral.__table__.columns, Case.ref.label("case"))
    query = query.join(Case, Case.id == IrmReferral.case_id).order_by(IrmReferral.id)
    for number, row in enumerate(uow.session.execute(query), start=FIRST_ROW):
        final = finals.get(row.id, (None, None))
        yield IrmRow(
            row_number=number,
            case_ref=row.case,
            applied_on=row.applied_on,
            notified_on=row.notified_on,
            papers_sent_on=row.papers_sent_on,
            reviewed_on=row.reviewed_on,
            irm_recommendation=row.recommendation,
            final_decided_on=final[0],
            final_decision=final[1],
        )
