from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from panelapp.actions.cases import RecordResignation, record_resignation
from panelapp.actions.decisions import RecordFinalDecision, record_final_decision
from panelapp.actions.open_duties import KeepOpenDuties, keep_open_duties
from panelapp.domain.vocabulary import (
    CaseType,
    EndingReason,
    FinalDecision,
    FirstDecision,
    Outcome,
    QdResponse,
)
from panelapp.queries.approvals import household_facts
from panelapp.queries.due_list import DueQuestion, duties_due
from tests.factories import (
    TODAY,
    answer,
    case,
    decided_case,
    determined_case,
    give_notice,
    heard_item,
    household,
    lock,
)

if TYPE_CHECKING:
    from panelapp.domain.rules.facts import HouseholdFacts
    from tests.factories import Panel

LATER = TODAY + timedelta(days=10)


def home_on(panel: Panel, on: date, ref: str = "H-2026-0001") -> HouseholdFacts:
    with panel.unit() as uow:
        return next(facts for facts in household_facts(uow, on) if facts.ref == ref)


def decide_finally(panel: Panel, ref: str, decision: FinalDecision) -> None:
    panel.decision_maker.execute(
        record_final_decision,
        RecordFinalDecision(
            case=ref, decision=decision, decided_on=panel.clock.today, reasons="My reasons."
        ),
    )


def test_what_is_overdue_stands_first(panel: Panel) -> None:
    heard = heard_item(panel)
    lock(panel, heard)
    panel.clock.go_to(TODAY + timedelta(days=60))
    rows = panel.adviser.read(duties_due, DueQuestion())
    assert [row.due for row in rows] == sorted(row.due for row in rows)
    assert {row.overdue for row in rows if row.due < panel.clock.today} == {True}
    assert {row.overdue for row in rows if row.due >= panel.clock.today} <= {False}


def test_a_day_that_is_asked_about_is_not_today(panel: Panel) -> None:
    case(panel)
    panel.clock.go_to(TODAY + timedelta(days=400))
    then = panel.adviser.read(duties_due, DueQuestion(on=TODAY))
    assert all(not row.overdue or row.due < TODAY for row in then)


def test_reviews_are_counted_from_the_decision_to_approve(panel: Panel) -> None:
    decided_case(panel)
    assert home_on(panel, TODAY - timedelta(days=1)).approved_on is None
    assert home_on(panel, TODAY).approved_on == TODAY


def test_an_approval_after_a_determination_dates_from_the_final_decision(panel: Panel) -> None:
    heard = determined_case(panel)
    panel.clock.go_to(LATER)
    answer(panel, heard.case, QdResponse.ACCEPTED)
    decide_finally(panel, heard.case, FinalDecision.APPROVE)
    assert home_on(panel, LATER - timedelta(days=1)).approved_on is None
    assert home_on(panel, LATER).approved_on == LATER


def test_a_refusal_approves_nobody(panel: Panel) -> None:
    heard = determined_case(panel)
    answer(panel, heard.case, QdResponse.ACCEPTED)
    decide_finally(panel, heard.case, FinalDecision.NOT_APPROVE)
    assert home_on(panel, LATER).approved_on is None


def test_a_review_is_completed_by_its_decision(panel: Panel) -> None:
    decided_case(panel, FirstDecision.CONTINUE, case_type=CaseType.REVIEW, outcome=Outcome.CONTINUE)
    assert home_on(panel, TODAY).last_review_on == TODAY


def test_asking_for_more_completes_no_review(panel: Panel) -> None:
    decided_case(
        panel,
        FirstDecision.MORE_INFORMATION,
        case_type=CaseType.REVIEW,
        outcome=Outcome.CONTINUE,
    )
    assert home_on(panel, TODAY).last_review_on is None


def test_a_determination_completes_a_review_when_it_is_final(panel: Panel) -> None:
    heard = decided_case(
        panel,
        FirstDecision.QD_TERMINATE,
        case_type=CaseType.REVIEW,
        outcome=Outcome.NOT_SUITABLE,
    )
    assert home_on(panel, TODAY).last_review_on is None
    give_notice(panel, heard.case)
    panel.clock.go_to(LATER)
    answer(panel, heard.case, QdResponse.ACCEPTED)
    decide_finally(panel, heard.case, FinalDecision.CONTINUE)
    assert home_on(panel, TODAY).last_review_on is None
    assert home_on(panel, LATER).last_review_on == LATER


def test_a_household_ends_with_its_last_carer(panel: Panel) -> None:
    home = household(panel, carers=2)
    for carer, received in ((1, TODAY), (2, TODAY - timedelta(days=5))):
        assert home_on(panel, LATER, home).ended_on is None
        panel.adviser.execute(
            record_resignation,
            RecordResignation(
                household=home,
                carer=carer,
                reason=EndingReason.HEALTH,
                notice_received_on=received,
            ),
        )
    assert home_on(panel, LATER, home).ended_on == TODAY + timedelta(days=28)


def test_an_earlier_day_still_owed_what_was_settled_since(panel: Panel) -> None:
    heard = decided_case(
        panel, FirstDecision.CONTINUE, case_type=CaseType.REVIEW, outcome=Outcome.CONTINUE
    )
    panel.clock.go_to(TODAY + timedelta(days=2))
    give_notice(panel, heard.case)
    now = panel.adviser.read(duties_due, DueQuestion())
    then = panel.adviser.read(duties_due, DueQuestion(on=TODAY))
    assert heard.case not in {row.ref for row in now}
    assert {row.duty for row in then if row.ref == heard.case} == {
        "tell_orally",
        "give_written_notice",
    }


def test_kept_duties_that_were_lost_are_found_and_made_again(panel: Panel) -> None:
    heard_item(panel)
    before = panel.adviser.read(duties_due, DueQuestion())
    panel.run("DELETE FROM open_duty WHERE duty = 'finalise_minutes'")
    [finding] = panel.adviser.verify()
    assert finding == "The open duties that are kept are not what the record makes of them."
    assert panel.adviser.read(duties_due, DueQuestion()) != before
    panel.adviser.execute(keep_open_duties, KeepOpenDuties(even_if_of_today=True))
    assert panel.adviser.verify() == ()
    assert panel.adviser.read(duties_due, DueQuestion()) == before


def test_without_kept_duties_the_rules_are_asked(panel: Panel) -> None:
    heard_item(panel)
    before = panel.adviser.read(duties_due, DueQuestion())
    panel.run("DELETE FROM open_duty")
    panel.run("DELETE FROM duties_day")
    assert panel.adviser.read(duties_due, DueQuestion()) == before
    assert panel.adviser.verify() == ()


def test_duties_are_kept_anew_once_a_day_and_leave_no_audit_row(panel: Panel) -> None:
    heard_item(panel)
    panel.clock.go_to(LATER)
    before = panel.audit()
    panel.auditor.execute(keep_open_duties, KeepOpenDuties())
    kept = panel.rows("SELECT * FROM open_duty")
    assert panel.rows("SELECT day FROM duties_day") == [(LATER.isoformat(),)]
    panel.auditor.execute(keep_open_duties, KeepOpenDuties())
    assert panel.rows("SELECT * FROM open_duty") == kept
    assert panel.audit() == before


def test_what_was_not_touched_is_not_written_again(
    panel: Panel,
) -> None:
    others, home = heard_item(panel), household(panel)
    before = set(panel.rows("SELECT * FROM open_duty WHERE ref = ?", others.case))
    case(panel, CaseType.REVIEW, home=home)
    assert before
    assert set(panel.rows("SELECT * FROM open_duty WHERE ref = ?", others.case)) == before
