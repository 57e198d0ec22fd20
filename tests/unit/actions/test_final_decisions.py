from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.actions.cases import WithdrawCase, withdraw_case
from panelapp.actions.decisions import (
    RecordDecision,
    RecordFinalDecision,
    record_decision,
    record_final_decision,
)
from panelapp.actions.irm import (
    OpenIrmReferral,
    UpdateIrmReferral,
    open_irm_referral,
    update_irm_referral,
)
from panelapp.actions.minutes import SendMinutes, send_minutes
from panelapp.domain.errors import BadInput, RuleBroken
from panelapp.domain.rules.lifecycle import CaseState, case_state
from panelapp.domain.vocabulary import (
    CaseType,
    FinalDecision,
    FirstDecision,
    IrmRecommendation,
    NoticeKind,
    Outcome,
    QdResponse,
    UserRole,
)
from panelapp.queries.due_list import DueQuestion, duties_due
from panelapp.queries.facts import case_facts
from tests.factories import (
    ALL_SIX,
    CHEAP,
    FIVE,
    PASSPHRASE,
    TODAY,
    VICE_CHAIR,
    Heard,
    answer,
    audited,
    case,
    confirm,
    decide,
    decided_case,
    determined_case,
    draft,
    give_notice,
    lock,
    refused,
    sitting_with,
)

if TYPE_CHECKING:
    from tests.factories import Panel

DAY_28, DAY_29 = TODAY + timedelta(days=28), TODAY + timedelta(days=29)
HOME = "H-2026-0001"


def state_of(panel: Panel, ref: str) -> CaseState:
    with panel.unit() as uow:
        return case_state(case_facts(uow.case(ref), uow), uow.today)


def decide_finally(
    panel: Panel,
    ref: str,
    decision: FinalDecision = FinalDecision.NOT_APPROVE,
    *,
    on: date | None = None,
    reasons: str = "My reasons stand.",
) -> None:
    panel.decision_maker.execute(
        record_final_decision,
        RecordFinalDecision(
            case=ref, decision=decision, decided_on=on or panel.clock.today, reasons=reasons
        ),
    )


def take_steps(panel: Panel, ref: str, **steps: Any) -> None:  # noqa: ANN401
    panel.adviser.execute(update_irm_referral, UpdateIrmReferral(case=ref, **steps))


def sent_to_the_irm(panel: Panel) -> Heard:
    heard = determined_case(panel)
    answer(panel, heard.case, QdResponse.IRM)
    panel.adviser.execute(open_irm_referral, OpenIrmReferral(case=heard.case, applied_on=TODAY))
    return heard


def back_at_panel(panel: Panel, present: tuple[str, ...] = FIVE) -> tuple[Heard, Heard]:
    """A determination, and the sitting at which representations about it were heard."""
    heard = determined_case(panel)
    answer(panel, heard.case, QdResponse.REPRESENTATIONS)
    panel.clock.go_to(TODAY + timedelta(days=21))
    ref = case(panel, CaseType.REPRESENTATIONS, home=HOME, follows=heard.case)
    again = Heard(sitting_with(panel, ref, present=present), ref)
    draft(panel, again, Outcome.SUITABLE)
    confirm(panel, again)
    lock(panel, again)
    return heard, again


def receive(panel: Panel, heard: Heard) -> None:
    panel.adviser.execute(send_minutes, SendMinutes(**heard.item, received_on=panel.clock.today))


# --- no answer, and acceptance


def test_without_an_answer_the_decision_is_final_from_day_29_on(panel: Panel) -> None:
    heard = determined_case(panel)
    panel.clock.go_to(DAY_28)
    with refused(panel, RuleBroken):
        decide_finally(panel, heard.case)
    panel.clock.go_to(DAY_29)
    with refused(panel, RuleBroken, "could answer until 16 December 2026"):
        decide_finally(panel, heard.case, on=DAY_28)
    with audited(panel, panel.decision_maker, "record_final_decision", heard.case):
        decide_finally(panel, heard.case)
    assert state_of(panel, heard.case) is CaseState.FINALLY_DECIDED


def test_a_recorded_silence_changes_nothing_about_the_day(panel: Panel) -> None:
    heard = determined_case(panel)
    panel.clock.go_to(DAY_29)
    answer(panel, heard.case, QdResponse.NONE)
    with refused(panel, RuleBroken, "could answer until"):
        decide_finally(panel, heard.case, on=DAY_28)
    decide_finally(panel, heard.case)


def test_an_accepted_determination_may_become_final_at_once(panel: Panel) -> None:
    heard = determined_case(panel)
    panel.clock.go_to(TODAY + timedelta(days=3))
    answer(panel, heard.case, QdResponse.ACCEPTED)
    with refused(panel, BadInput, "before what it takes into account"):
        decide_finally(panel, heard.case, on=TODAY + timedelta(days=2))
    decide_finally(panel, heard.case)
    give_notice(panel, heard.case, NoticeKind.FINAL_WRITTEN)
    assert state_of(panel, heard.case) is CaseState.CLOSED


def test_a_final_decision_is_made_once_with_reasons_and_not_ahead(panel: Panel) -> None:
    heard = determined_case(panel)
    answer(panel, heard.case, QdResponse.ACCEPTED)
    with refused(panel, RuleBroken, "reasons"):
        decide_finally(panel, heard.case, reasons=" ")
    with refused(panel, BadInput, "lies ahead"):
        decide_finally(panel, heard.case, on=TODAY + timedelta(days=1))
    decide_finally(panel, heard.case)
    with refused(panel, RuleBroken):
        decide_finally(panel, heard.case)


def test_the_person_is_told_of_a_final_decision_after_it_was_made(panel: Panel) -> None:
    heard = determined_case(panel)
    panel.clock.go_to(TODAY + timedelta(days=3))
    answer(panel, heard.case, QdResponse.ACCEPTED)
    decide_finally(panel, heard.case)
    with refused(panel, BadInput, "before the decision"):
        give_notice(panel, heard.case, NoticeKind.FINAL_WRITTEN, TODAY)


FINAL = {
    FirstDecision.QD_NOT_APPROVE: "approve not_approve",
    FirstDecision.QD_TERMINATE: "continue terminate change_terms",
    FirstDecision.QD_CHANGE_TERMS: "change_terms terms_unchanged",
}


@pytest.mark.parametrize("first", FINAL)
def test_a_final_decision_answers_its_determination(panel: Panel, first: FirstDecision) -> None:
    case_type, outcome = (
        (CaseType.MAINSTREAM_APPROVAL, Outcome.NOT_SUITABLE)
        if first is FirstDecision.QD_NOT_APPROVE
        else (CaseType.REVIEW, Outcome.NOT_SUITABLE)
    )
    heard = decided_case(
        panel,
        first,
        case_type=case_type,
        outcome=outcome,
        arguments="My arguments.",
        support_statement="None is needed.",
    )
    give_notice(panel, heard.case)
    answer(panel, heard.case, QdResponse.ACCEPTED)
    accepted = {
        final.value
        for final in FinalDecision
        if panel.accepts(
            UserRole.DECISION_MAKER,
            record_final_decision,
            RecordFinalDecision(
                case=heard.case, decision=final, decided_on=TODAY, reasons="My reasons."
            ),
        )
    }
    assert accepted == set(FINAL[first].split())


def test_an_approval_is_never_decided_finally(panel: Panel) -> None:
    heard = decided_case(panel)
    give_notice(panel, heard.case)
    with refused(panel, RuleBroken):
        decide_finally(panel, heard.case, FinalDecision.APPROVE)


# --- representations


def test_representations_go_to_panel_before_the_final_decision(panel: Panel) -> None:
    heard, again = back_at_panel(panel)
    with refused(panel, RuleBroken):
        decide_finally(panel, heard.case, FinalDecision.APPROVE)
    receive(panel, again)
    with refused(panel, BadInput, "before what it takes into account"):
        decide_finally(panel, heard.case, FinalDecision.APPROVE, on=TODAY + timedelta(days=20))
    decide_finally(panel, heard.case, FinalDecision.APPROVE)
    assert state_of(panel, heard.case) is CaseState.FINALLY_DECIDED
    assert state_of(panel, again.case) is CaseState.CLOSED


def test_a_second_first_decision_is_not_made_on_representations(panel: Panel) -> None:
    _, again = back_at_panel(panel)
    receive(panel, again)
    with refused(panel, RuleBroken, "is final", citation="FSR 25(1)(d), 27(9), 28(10)"):
        decide(panel, again, FirstDecision.APPROVE, decided_on=panel.clock.today)


def test_representations_are_decided_with_a_panel(panel: Panel) -> None:
    heard = determined_case(panel)
    answer(panel, heard.case, QdResponse.REPRESENTATIONS)
    ref = case(panel, CaseType.REPRESENTATIONS, home=HOME, follows=heard.case)
    command = RecordDecision(
        case=ref,
        decision=FirstDecision.MORE_INFORMATION,
        decided_on=TODAY,
        reasons="x",
        without_recommendation_because="x",
    )
    with refused(panel, RuleBroken):
        panel.decision_maker.execute(record_decision, command)


def test_SOD_1_who_heard_the_representations_does_not_decide_finally(panel: Panel) -> None:
    heard, again = back_at_panel(panel, ALL_SIX)
    panel.adviser.add_user(
        "Second account 0068 (synthetic)",
        (UserRole.DECISION_MAKER,),
        PASSPHRASE,
        CHEAP,
        member=VICE_CHAIR,
    )
    receive(panel, again)
    command = RecordFinalDecision(
        case=heard.case,
        decision=FinalDecision.APPROVE,
        decided_on=panel.clock.today,
        reasons="My reasons.",
    )
    with refused(panel, RuleBroken, "SOD-1", citation="FSR 27"):
        panel.as_user("Second account 0068 (synthetic)").execute(record_final_decision, command)


def test_representations_about_a_determination_are_one_case(panel: Panel) -> None:
    heard = determined_case(panel)
    answer(panel, heard.case, QdResponse.REPRESENTATIONS)
    about = case(panel, CaseType.REPRESENTATIONS, home=HOME, follows=heard.case)
    with refused(panel, RuleBroken, about, citation="FSR 25(1)(d), 27(9), 28(10)"):
        case(panel, CaseType.REPRESENTATIONS, home=HOME, follows=heard.case)


# --- the Independent Review Mechanism


def test_a_referral_needs_that_answer_and_is_opened_once(panel: Panel) -> None:
    heard = determined_case(panel)
    with refused(panel, RuleBroken, citation="FSR 27(6), 28(7)"):
        panel.adviser.execute(open_irm_referral, OpenIrmReferral(case=heard.case, applied_on=TODAY))
    answer(panel, heard.case, QdResponse.IRM)
    with refused(panel, BadInput, "lies ahead"):
        panel.adviser.execute(
            open_irm_referral,
            OpenIrmReferral(case=heard.case, applied_on=TODAY + timedelta(days=1)),
        )
    with refused(panel, BadInput, "before the letter"):
        panel.adviser.execute(
            open_irm_referral,
            OpenIrmReferral(case=heard.case, applied_on=TODAY - timedelta(days=1)),
        )
    with audited(panel, panel.adviser, "open_irm_referral", heard.case):
        panel.adviser.execute(open_irm_referral, OpenIrmReferral(case=heard.case, applied_on=TODAY))
    with refused(panel, RuleBroken, "applied", citation="IRDR 17"):
        panel.adviser.execute(open_irm_referral, OpenIrmReferral(case=heard.case, applied_on=TODAY))


def test_representations_are_no_way_to_the_irm(panel: Panel) -> None:
    heard = determined_case(panel)
    answer(panel, heard.case, QdResponse.REPRESENTATIONS)
    with refused(panel, RuleBroken, citation="FSR 27(6), 28(7)"):
        panel.adviser.execute(open_irm_referral, OpenIrmReferral(case=heard.case, applied_on=TODAY))


def test_steps_of_a_review_come_in_order(panel: Panel) -> None:
    heard = sent_to_the_irm(panel)
    panel.clock.go_to(TODAY + timedelta(days=100))
    day = [TODAY + timedelta(days=number) for number in range(100)]
    out_of_order: tuple[dict[str, Any], ...] = (
        {"notified_on": TODAY - timedelta(days=1)},
        {"notified_on": day[5], "papers_sent_on": day[4]},
        {"notified_on": day[5], "papers_sent_on": day[6], "reviewed_on": day[5]},
        {"recommendation": IrmRecommendation.SUITABLE},
    )
    for steps in out_of_order:
        with refused(panel, BadInput, "out of order"):
            take_steps(panel, heard.case, **steps)
    with refused(panel, BadInput, "lies ahead"):
        take_steps(panel, heard.case, notified_on=TODAY + timedelta(days=101))
    with audited(panel, panel.adviser, "update_irm_referral", heard.case):
        take_steps(panel, heard.case, notified_on=day[2], papers_sent_on=day[9])
    with refused(panel, BadInput, "out of order"):
        take_steps(panel, heard.case, notified_on=day[10])
    take_steps(
        panel, heard.case, reviewed_on=day[80], recommendation=IrmRecommendation.NOT_SUITABLE
    )
    assert state_of(panel, heard.case) is CaseState.FINAL_DECISION_DUE


def test_a_final_decision_waits_for_the_irm_and_then_says_so(panel: Panel) -> None:
    heard = sent_to_the_irm(panel)
    panel.clock.go_to(DAY_29)
    with refused(panel, RuleBroken):
        decide_finally(panel, heard.case)
    with refused(panel, RuleBroken, "not made yet", citation="FSR 27(12), 28(13)"):
        take_steps(panel, heard.case, copy_sent_on=DAY_29)
    take_steps(
        panel,
        heard.case,
        reviewed_on=DAY_28,
        recommendation=IrmRecommendation.SUITABLE,
    )
    with refused(panel, BadInput, "before what it takes into account"):
        decide_finally(panel, heard.case, FinalDecision.APPROVE, on=TODAY)
    decide_finally(panel, heard.case, FinalDecision.APPROVE)
    with refused(panel, RuleBroken, "stay as they are", citation="NMS 14.9"):
        take_steps(panel, heard.case, recommendation=IrmRecommendation.NOT_SUITABLE)
    # A form that shows what is known sends it again.
    take_steps(panel, heard.case, reviewed_on=DAY_28, copy_sent_on=DAY_29)
    assert panel.rows("SELECT irm_referral_id IS NOT NULL FROM final_decision") == [(1,)]


def test_a_review_that_was_withdrawn_was_never_held(panel: Panel) -> None:
    heard = sent_to_the_irm(panel)
    take_steps(panel, heard.case, recommendation=IrmRecommendation.WITHDRAWN)
    assert state_of(panel, heard.case) is CaseState.FINAL_DECISION_DUE


def test_there_must_be_a_referral_to_record_steps_of(panel: Panel) -> None:
    heard = determined_case(panel)
    with refused(panel, RuleBroken, "No application", citation="IRDR 17"):
        take_steps(panel, heard.case, notified_on=TODAY)


def test_representations_that_are_withdrawn_free_the_way_to_the_final_decision(
    panel: Panel,
) -> None:
    heard = determined_case(panel)
    answer(panel, heard.case, QdResponse.REPRESENTATIONS)
    about = case(panel, CaseType.REPRESENTATIONS, home=HOME, follows=heard.case)
    command = RecordFinalDecision(
        case=heard.case,
        decision=FinalDecision.NOT_APPROVE,
        decided_on=TODAY,
        reasons="My reasons.",
    )
    with refused(panel, RuleBroken, "representations"):
        panel.decision_maker.execute(record_final_decision, command)
    panel.adviser.execute(
        withdraw_case, WithdrawCase(case=about, withdrawn_on=TODAY, reason="The carer asked.")
    )
    [owed] = [d for d in panel.adviser.read(duties_due, DueQuestion()) if d.ref == heard.case]
    assert (owed.duty, owed.due) == ("decide_finally", TODAY)
    panel.decision_maker.execute(record_final_decision, command)
