"""Rows of the sheets ``decisions``, ``irm`` and ``not_collected``."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, union, update

from panelapp.actions.intake.ground import MADE_HERE, NOT_BLANKED, Decided, Final
from panelapp.domain.models import (
    Agreement,
    Decision,
    FinalDecisionRecord,
    IrmReferral,
    Item,
    NotCollected,
    Notice,
    Requirement,
    Response,
)
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import NoticeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set
    from datetime import date

    from panelapp.actions.intake.ground import Intake
    from panelapp.exchange.rows import DecisionRow, IrmRow, NotCollectedRow

NO_SITTING = (
    "The sitting, if this is the decision that the file has on this case after a sitting. Without"
    " it the row was taken in as a further decision."
)


def take_decisions(intake: Intake, rows: Iterable[DecisionRow]) -> None:
    """Take in first decisions with what people were told, how they answered and what was final."""
    answered_here = _with_sequel(intake)
    reviews = _reviews(intake)
    heard = {case_id for case_id, item_id in intake.decisions if item_id is not None}
    received: dict[int, date | None] = {}
    for row in rows:
        case_id = intake.cases[row.case_ref]
        item_id = intake.items[row.sitting_ref, row.case_ref] if row.sitting_ref else None
        old = intake.decisions.get((case_id, item_id))
        final = intake.finals.get(old.id) if old else None
        if old is not None and (old.import_id is None or old.id in answered_here):
            intake.refuse("decisions", row, "case_ref", MADE_HERE.format("a decision"))
        elif _refuses_blank(intake, "decisions", row, final):
            continue
        else:
            if item_id is None and old is None and case_id in heard:
                intake.warn("decisions", row, "sitting_ref", NO_SITTING)
            decision = _decide(intake, row, (case_id, item_id), old)
            _tell(intake, row, decision.id)
            _decide_finally(intake, row, decision, None, final)
            for referral in reviews.get(old.id, ()) if old else ():
                _carry_over(intake, row, referral, decision)
            if item_id is not None:
                received[item_id] = row.minutes_received_on
    intake.send()
    _receive(intake, received)


def _reviews(intake: Intake) -> Mapping[int, Sequence[IrmReferral]]:
    """The reviews by the IRM by the decision that each is about."""
    reviews: dict[int, list[IrmReferral]] = defaultdict(list)
    for referral in intake.referrals.values():
        if referral.decision_id is not None:
            reviews[referral.decision_id].append(referral)
    return reviews


def _refuses_blank(
    intake: Intake, sheet: str, row: DecisionRow | IrmRow, final: Final | None
) -> bool:
    """Refuse to blank what was decided finally; whether there was anything to refuse."""
    had = {"final_decided_on": final.decided_on, "final_decision": final.code} if final else {}
    blanked = [
        column
        for column, value in had.items()
        if value is not None and getattr(row, column) is None
    ]
    for column in blanked:
        intake.refuse(sheet, row, column, NOT_BLANKED)
    return bool(blanked)


def _decide(
    intake: Intake, row: DecisionRow, key: tuple[int, int | None], old: Decided | None
) -> Decided:
    case_id, item_id = key
    maker_id = intake.maker(row.decision_maker)
    decision_id = intake.add(
        Decision,
        case_id=case_id,
        item_id=item_id,
        code=row.decision,
        decided_on=row.decided_on,
        decision_maker_id=maker_id,
        reasons=row.reasons or "",
        minutes_received_on=row.minutes_received_on,
        supersedes_id=old.id if old else None,
        import_id=intake.import_id,
    )
    made = Decided(
        id=decision_id,
        case_id=case_id,
        item_id=item_id,
        code=row.decision,
        decided_on=row.decided_on,
        decision_maker_id=maker_id,
        import_id=intake.import_id,
    )
    intake.decisions[key] = made
    return made


def _tell(intake: Intake, row: DecisionRow, decision_id: int) -> None:
    for kind, day in ((NoticeKind.ORAL, row.oral_on), (NoticeKind.WRITTEN, row.written_on)):
        if day is not None:
            intake.add(
                Notice,
                kind=kind,
                given_on=day,
                decision_id=decision_id,
                import_id=intake.import_id,
            )
    if row.qd_response is not None:
        intake.add(
            Response,
            decision_id=decision_id,
            response=row.qd_response,
            received_on=row.qd_response_on,
            import_id=intake.import_id,
        )


def _receive(intake: Intake, received: dict[int, date | None]) -> None:
    """Note on the items when their minutes reached the decision maker."""
    if received:
        the_item = update(Item).where(Item.id == bindparam("item"))
        intake.session.connection().execute(
            the_item.values(minutes_received_on=bindparam("day")),
            [{"item": item_id, "day": day} for item_id, day in received.items()],
        )


def _with_sequel(intake: Intake) -> Set[int | None]:
    """The decisions on which something hangs that the program itself recorded."""
    told, answered, final = (
        select(kind.decision_id).where(kind.import_id.is_(None))
        for kind in (Notice, Response, FinalDecisionRecord)
    )
    agreed, asked = select(Agreement.decision_id), select(Requirement.decision_id)
    return frozenset(intake.session.scalars(union(told, answered, final, agreed, asked)))


def _carry_over(intake: Intake, row: DecisionRow, referral: IrmReferral, decision: Decided) -> None:
    """Let a review by the IRM and what was finally decided after it belong to the new row."""
    if not decision.code.is_qualifying_determination:
        intake.warn(
            "decisions",
            row,
            "decision",
            "A qualifying determination: the file has a review of this decision by the IRM, applied"
            f" for on {long_date(referral.applied_on)}. The review was kept.",
        )
    referral.decision_id = decision.id
    final = intake.finals_after_review.get(referral.id)
    if final is not None:
        _add_final(
            intake, final._replace(decision_id=decision.id, import_id=intake.import_id), final
        )


def _add_final(intake: Intake, final: Final, old: Final | None) -> None:
    columns = {name: value for name, value in final._asdict().items() if name != "id"}
    final_id = intake.add(FinalDecisionRecord, **columns, supersedes_id=old.id if old else None)
    if final.irm_referral_id is not None:
        intake.finals_after_review[final.irm_referral_id] = final._replace(id=final_id)


def _decide_finally(
    intake: Intake,
    row: DecisionRow | IrmRow,
    decision: Decided | None,
    referral_id: int | None,
    old: Final | None,
) -> None:
    if row.final_decision is None and row.final_decided_on is None:
        return
    if old is not None and old.import_id is None:
        sheet = "irm" if referral_id else "decisions"
        intake.refuse(sheet, row, "final_decision", MADE_HERE.format("a decision"))
        return
    said = Final(
        id=0,
        case_id=intake.cases[row.case_ref],
        code=row.final_decision,
        decided_on=row.final_decided_on,
        decision_maker_id=decision.decision_maker_id if decision else None,
        decision_id=decision.id if decision else None,
        irm_referral_id=referral_id,
        import_id=intake.import_id,
    )
    _add_final(intake, said, old)


def take_irm(intake: Intake, rows: Iterable[IrmRow]) -> None:
    """Take in reviews by the IRM, each for the newest determination on its case."""
    determined = {
        decision.case_id: decision
        for decision in sorted(intake.decisions.values(), key=lambda made: made.decided_on)
        if decision.code.is_qualifying_determination
    }
    for row in rows:
        decision = determined.get(intake.cases[row.case_ref])
        referral_id = _refer(intake, row, decision)
        old = intake.finals_after_review.get(referral_id)
        if not _refuses_blank(intake, "irm", row, old):
            _decide_finally(intake, row, decision, referral_id, old)
    intake.send()


def _refer(intake: Intake, row: IrmRow, decision: Decided | None) -> int:
    case_id = intake.cases[row.case_ref]
    known = intake.referrals.get((case_id, row.applied_on))
    stated = {
        "decision_id": decision.id if decision else None,
        "notified_on": row.notified_on,
        "papers_sent_on": row.papers_sent_on,
        "reviewed_on": row.reviewed_on,
        "recommendation": row.irm_recommendation,
    }
    if known is None:
        return intake.add(
            IrmReferral,
            case_id=case_id,
            applied_on=row.applied_on,
            import_id=intake.import_id,
            **stated,
        )
    for name, value in stated.items():
        setattr(known, name, value)
    return known.id


def take_not_collected(intake: Intake, rows: Iterable[NotCollectedRow]) -> None:
    """Take in which figures were not collected in which period."""
    columns = select(NotCollected.row_id, NotCollected.from_on, NotCollected.to_on)
    known = set(map(tuple, intake.session.execute(columns)))
    for row in rows:
        if (row.row_id, row.from_on, row.to_on) not in known:
            intake.add(
                NotCollected,
                row_id=row.row_id,
                from_on=row.from_on,
                to_on=row.to_on,
                import_id=intake.import_id,
            )
    intake.send()
