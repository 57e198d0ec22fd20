"""Rows of the sheets ``decisions``, ``irm`` and ``not_collected``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.actions.intake.ground import MADE_HERE, NOT_BLANKED
from panelapp.domain.models import (
    Agreement,
    Decision,
    FinalDecisionRecord,
    IrmReferral,
    NotCollected,
    Notice,
    Requirement,
    Response,
)
from panelapp.domain.vocabulary import NoticeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from panelapp.actions.intake.ground import Intake
    from panelapp.exchange.rows import DecisionRow, IrmRow, NotCollectedRow


def take_decisions(intake: Intake, rows: Sequence[DecisionRow]) -> None:
    """Take in first decisions with what people were told, how they answered and what was final."""
    taken = [(row, made) for row in rows if (made := _new_decision(intake, row)) is not None]
    intake.session.flush()
    for row, decision in taken:
        intake.decisions[decision.case_id, decision.item_id] = decision
        if decision.supersedes_id is not None:
            _carry_over(intake, decision.supersedes_id, decision)
        intake.session.add_all(
            Notice(kind=kind, given_on=day, decision_id=decision.id, import_id=intake.import_id)
            for kind, day in (
                (NoticeKind.ORAL, row.oral_on),
                (NoticeKind.WRITTEN, row.written_on),
            )
            if day is not None
        )
        if row.qd_response is not None:
            intake.session.add(
                Response(
                    decision_id=decision.id,
                    response=row.qd_response,
                    received_on=row.qd_response_on,
                    import_id=intake.import_id,
                )
            )
        _decide_finally(intake, row, decision, None)


def _new_decision(intake: Intake, row: DecisionRow) -> Decision | None:
    case = intake.cases[row.case_ref]
    item = intake.items[row.sitting_ref, row.case_ref] if row.sitting_ref else None
    old = intake.decisions.get((case.id, item.id if item else None))
    if old is not None and (old.import_id is None or _has_sequel(intake, old)):
        intake.refuse("decisions", row, "case_ref", MADE_HERE.format("a decision"))
        return None
    if row.final_decided_on is None and (case.id, None) in intake.finals:
        intake.refuse("decisions", row, "final_decided_on", NOT_BLANKED)
        return None
    maker = intake.maker(row.decision_maker)
    decision = Decision(
        case_id=case.id,
        item_id=item.id if item else None,
        code=row.decision,
        decided_on=row.decided_on,
        decision_maker_id=maker.id if maker else None,
        reasons=row.reasons or "",
        minutes_received_on=row.minutes_received_on,
        supersedes_id=old.id if old else None,
        import_id=intake.import_id,
    )
    if item is not None:
        item.minutes_received_on = row.minutes_received_on
    intake.session.add(decision)
    return decision


def _has_sequel(intake: Intake, old: Decision) -> bool:
    """Whether the program itself recorded something that hangs on an imported decision."""
    session = intake.session
    made_here = (
        select(Notice.id).where(Notice.decision_id == old.id, Notice.import_id.is_(None)),
        select(Response.id).where(Response.decision_id == old.id, Response.import_id.is_(None)),
        select(Agreement.id).where(Agreement.decision_id == old.id),
        select(Requirement.id).where(Requirement.decision_id == old.id),
        select(FinalDecisionRecord.id).where(
            FinalDecisionRecord.decision_id == old.id, FinalDecisionRecord.import_id.is_(None)
        ),
    )
    return any(session.scalars(query.limit(1)).first() is not None for query in made_here)


def _carry_over(intake: Intake, old_id: int, decision: Decision) -> None:
    """Let a review by the IRM and what was finally decided after it belong to the new row."""
    for referral in intake.referrals.values():
        if referral.decision_id != old_id:
            continue
        referral.decision_id = decision.id
        final = intake.finals.get((decision.case_id, referral.id))
        if final is not None:
            again = FinalDecisionRecord(
                case_id=final.case_id,
                code=final.code,
                decided_on=final.decided_on,
                decision_maker_id=final.decision_maker_id,
                decision_id=decision.id,
                irm_referral_id=referral.id,
                supersedes_id=final.id,
                import_id=intake.import_id,
            )
            intake.finals[final.case_id, referral.id] = again
            intake.session.add(again)


def _decide_finally(
    intake: Intake,
    row: DecisionRow | IrmRow,
    decision: Decision | None,
    referral: IrmReferral | None,
) -> None:
    if row.final_decision is None and row.final_decided_on is None:
        return
    case = intake.cases[row.case_ref]
    old = intake.finals.get((case.id, referral.id if referral else None))
    if old is not None and old.import_id is None:
        sheet = "irm" if referral else "decisions"
        intake.refuse(sheet, row, "final_decision", MADE_HERE.format("a decision"))
        return
    intake.session.add(
        FinalDecisionRecord(
            case_id=case.id,
            code=row.final_decision,
            decided_on=row.final_decided_on,
            decision_maker_id=decision.decision_maker_id if decision else None,
            decision_id=decision.id if decision else None,
            irm_referral_id=referral.id if referral else None,
            supersedes_id=old.id if old else None,
            import_id=intake.import_id,
        )
    )


def take_irm(intake: Intake, rows: Sequence[IrmRow]) -> None:
    """Take in reviews by the IRM, each for the newest determination on its case."""
    determined = {
        decision.case_id: decision
        for decision in intake.decisions.values()
        if decision.code.is_qualifying_determination
    }
    for row in rows:
        case = intake.cases[row.case_ref]
        key = (case.id, row.applied_on)
        if key not in intake.referrals:
            intake.referrals[key] = IrmReferral(
                case_id=case.id, applied_on=row.applied_on, import_id=intake.import_id
            )
            intake.session.add(intake.referrals[key])
        referral, decision = intake.referrals[key], determined.get(case.id)
        referral.decision_id = decision.id if decision else None
        referral.notified_on = row.notified_on
        referral.papers_sent_on = row.papers_sent_on
        referral.reviewed_on = row.reviewed_on
        referral.recommendation = row.irm_recommendation
        intake.session.flush()
        _decide_finally(intake, row, decision, referral)


def take_not_collected(intake: Intake, rows: Iterable[NotCollectedRow]) -> None:
    """Take in which figures were not collected in which period."""
    known = {
        (row.row_id, row.from_on, row.to_on) for row in intake.session.scalars(select(NotCollected))
    }
    intake.session.add_all(
        NotCollected(
            row_id=row.row_id, from_on=row.from_on, to_on=row.to_on, import_id=intake.import_id
        )
        for row in rows
        if (row.row_id, row.from_on, row.to_on) not in known
    )
