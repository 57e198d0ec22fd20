from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.actions.decisions import (
    DecisionRequirement,
    MeetRequirement,
    RecordDecision,
    meet_requirement,
    record_decision,
)
from panelapp.actions.minutes import SendMinutes, send_minutes
from panelapp.actions.sittings import AddItem, AddParticipant, add_item, add_participant
from panelapp.domain.errors import BadInput, NotFound, RuleBroken
from panelapp.domain.rules.lifecycle import CaseState, case_state
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import (
    CaseType,
    FirstDecision,
    Outcome,
    SittingRole,
    UserRole,
)
from panelapp.queries.facts import case_facts
from tests.factories import (
    ALL_SIX,
    CHAIR,
    CHEAP,
    OTHER,
    PASSPHRASE,
    TODAY,
    USERS,
    VICE_CHAIR,
    Heard,
    audited,
    case,
    confirm,
    decide,
    decided_case,
    draft,
    give_notice,
    heard_item,
    listed_item,
    lock,
    refused,
    sitting_with,
    with_decision_maker,
)

if TYPE_CHECKING:
    from panelapp.office import Office
    from tests.factories import Panel

TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


def state_of(panel: Panel, ref: str) -> CaseState:
    with panel.unit() as uow:
        return case_state(case_facts(uow.case(ref), uow), uow.today)


def decide_as(office: Office, heard: Heard, **details: Any) -> None:  # noqa: ANN401
    complete: dict[str, Any] = {
        "sitting": heard.sitting,
        "case": heard.case,
        "decision": FirstDecision.APPROVE,
        "decided_on": TODAY,
        "reasons": "As the panel said.",
    } | details
    office.execute(record_decision, RecordDecision(**complete))


def without_panel(panel: Panel, ref: str, decision: FirstDecision, **details: Any) -> None:  # noqa: ANN401
    complete: dict[str, Any] = {
        "decided_on": TODAY,
        "reasons": "The report shows it.",
        "without_recommendation_because": "The regulations ask for none.",
    } | details
    panel.decision_maker.execute(
        record_decision, RecordDecision(case=ref, decision=decision, **complete)
    )


# --- what is stored


def test_a_decision_keeps_how_it_was_reached(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    terms = Terms(number_of_children=2, age_from=0, age_to=10)
    with audited(panel, panel.decision_maker, "record_decision", heard.case):
        decide(
            panel,
            heard,
            FirstDecision.APPROVE,
            terms=terms,
            reasons="  I agree.  ",
            documents_read="Form F",
            panel_reasons_adopted="All",
            requirements=(DecisionRequirement(words="A safe garden", owner="The team"),),
        )
    with panel.unit() as uow:
        made = uow.decision(uow.case(heard.case))
        assert (made.reasons, made.terms, made.documents_read) == ("I agree.", terms, "Form F")
        assert made.minutes_received_on == TODAY
        assert made.item is uow.item(heard.sitting, heard.case)
        assert made.decision_maker is not None
        assert made.decision_maker.name == USERS[UserRole.DECISION_MAKER]
    assert panel.rows("SELECT words, owner FROM requirement") == [("A safe garden", "The team")]
    assert state_of(panel, heard.case) is CaseState.DECIDED


def test_a_decision_is_made_once(panel: Panel) -> None:
    heard = decided_case(panel)
    with refused(panel, RuleBroken):
        decide(panel, heard, FirstDecision.APPROVE)


def test_a_decision_that_asks_for_more_leaves_the_case_open(panel: Panel) -> None:
    heard = decided_case(panel, FirstDecision.MORE_INFORMATION)
    assert state_of(panel, heard.case) is CaseState.INFORMATION_AWAITED
    decide(panel, heard, FirstDecision.APPROVE)
    assert state_of(panel, heard.case) is CaseState.DECIDED


def test_reasons_are_part_of_a_decision(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    with refused(panel, RuleBroken, "reasons", citation="FSR 27"):
        decide(panel, heard, FirstDecision.APPROVE, reasons=" ")


def test_a_decision_that_differs_says_why(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    with refused(panel, RuleBroken, "differs", citation="FSR 27"):
        decide(panel, heard, FirstDecision.QD_NOT_APPROVE)
    decide(panel, heard, FirstDecision.QD_NOT_APPROVE, arguments="The second reference.")
    assert state_of(panel, heard.case) is CaseState.DECIDED


def test_the_day_is_between_the_arrival_of_minutes_and_today(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    with refused(panel, BadInput, "before the final minutes"):
        decide(panel, heard, FirstDecision.APPROVE, decided_on=YESTERDAY)
    with refused(panel, BadInput, "lies ahead"):
        decide(panel, heard, FirstDecision.APPROVE, decided_on=TOMORROW)


def test_SOD_9_nothing_is_decided_before_minutes_arrived(panel: Panel) -> None:
    heard = heard_item(panel)
    with refused(panel, RuleBroken, citation="NMS 14.9"):
        decide(panel, heard, FirstDecision.APPROVE)
    lock(panel, heard)
    with refused(panel, RuleBroken, citation="NMS 14.9"):
        decide(panel, heard, FirstDecision.APPROVE)


def test_a_note_of_the_panel_is_decided_on_once_minutes_are_final(panel: Panel) -> None:
    heard = heard_item(panel, CaseType.RESIGNATION, Outcome.NOTED)
    lock(panel, heard)
    decide(panel, heard, FirstDecision.NOTED)
    assert state_of(panel, heard.case) is CaseState.CLOSED


def test_a_decision_answers_the_last_sitting_and_no_earlier_one(panel: Panel) -> None:
    first = decided_case(panel, FirstDecision.RETURN_TO_PANEL, outcome=Outcome.NOT_SUITABLE)
    panel.clock.go_to(TODAY + timedelta(days=28))
    sitting = sitting_with(panel)
    panel.adviser.execute(add_item, AddItem(sitting=sitting, case=first.case))
    second = Heard(sitting, first.case)
    draft(panel, second, Outcome.SUITABLE)
    confirm(panel, second)
    lock(panel, second)
    panel.adviser.execute(send_minutes, SendMinutes(**second.item, received_on=panel.clock.today))
    with refused(panel, RuleBroken, "not the last", citation="FSR 24(2), 27, 28"):
        decide(panel, first, FirstDecision.QD_NOT_APPROVE)
    decide(panel, second, FirstDecision.APPROVE)


def test_the_case_must_have_been_at_that_sitting(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    other = sitting_with(panel)
    with refused(panel, NotFound, "not on the agenda"):
        decide(panel, heard, FirstDecision.APPROVE, sitting=other)


# --- changes of terms


def test_a_change_of_terms_states_support_needs(panel: Panel) -> None:
    heard = with_decision_maker(panel, CaseType.CHANGE_OF_APPROVAL, Outcome.AGREE_CHANGE)
    with refused(panel, RuleBroken, "extra support", citation="FSR 28(8)(a)"):
        decide(panel, heard, FirstDecision.CHANGE_TERMS_BY_CONSENT, agreement_signed_on=YESTERDAY)


def test_a_change_by_consent_needs_a_signed_agreement(panel: Panel) -> None:
    heard = with_decision_maker(panel, CaseType.CHANGE_OF_APPROVAL, Outcome.AGREE_CHANGE)
    consent = FirstDecision.CHANGE_TERMS_BY_CONSENT
    with refused(panel, RuleBroken, "agreed in writing", citation="FSR 28(9A)"):
        decide(panel, heard, consent, support_statement="None is needed.")
    with refused(panel, BadInput, "lies ahead"):
        decide(
            panel,
            heard,
            consent,
            support_statement="None is needed.",
            agreement_signed_on=TOMORROW,
        )
    decide(
        panel,
        heard,
        consent,
        support_statement="None is needed.",
        agreement_signed_on=YESTERDAY,
    )


def test_a_proposed_change_needs_no_agreement_but_a_statement(panel: Panel) -> None:
    heard = with_decision_maker(panel, CaseType.CHANGE_OF_APPROVAL, Outcome.NOT_AGREE_CHANGE)
    with refused(panel, RuleBroken, "extra support", citation="FSR 28(8)(a)"):
        decide(panel, heard, FirstDecision.QD_CHANGE_TERMS)
    decide(panel, heard, FirstDecision.QD_CHANGE_TERMS, support_statement="A mentor.")


# --- without a panel


LAW = {
    CaseType.MAINSTREAM_APPROVAL,
    CaseType.CONNECTED_APPROVAL,
    CaseType.SHORT_BREAK_APPROVAL,
    CaseType.BRIEF_REPORT,
    CaseType.REG24_EXTENSION,
    CaseType.FIRST_REVIEW,
}
TYPES = sorted(set(CaseType) - {CaseType.REPRESENTATIONS})


@pytest.mark.parametrize("case_type", TYPES)
def test_a_panel_is_asked_where_the_law_says_so(panel: Panel, case_type: CaseType) -> None:
    ref = case(panel, case_type)
    if case_type in LAW:
        with refused(panel, RuleBroken, "asks for a panel"):
            without_panel(panel, ref, FirstDecision.MORE_INFORMATION)
    else:
        without_panel(panel, ref, FirstDecision.MORE_INFORMATION)
        assert state_of(panel, ref) is CaseState.INFORMATION_AWAITED


def test_without_a_panel_a_case_is_decided_once_the_information_came(panel: Panel) -> None:
    ref = case(panel, CaseType.REVIEW_UPDATE)
    without_panel(panel, ref, FirstDecision.MORE_INFORMATION)
    without_panel(panel, ref, FirstDecision.CONTINUE)
    assert state_of(panel, ref) is CaseState.DECIDED


def test_what_the_panel_recommended_is_not_passed_over(panel: Panel) -> None:
    heard = decided_case(
        panel, FirstDecision.MORE_INFORMATION, case_type=CaseType.REVIEW, outcome=Outcome.CONTINUE
    )
    with refused(panel, RuleBroken, "said what it thinks", citation="FSR 27"):
        without_panel(panel, heard.case, FirstDecision.CONTINUE)


def test_it_is_said_why_no_panel_recommended(panel: Panel) -> None:
    ref = case(panel, CaseType.REVIEW)
    with refused(panel, RuleBroken, "names no sitting", citation="FSR 27"):
        without_panel(panel, ref, FirstDecision.CONTINUE, without_recommendation_because=" ")


@pytest.mark.parametrize(
    ("case_type", "decision"),
    [
        (CaseType.REVIEW, FirstDecision.APPROVE),
        (CaseType.REVIEW, FirstDecision.MATCH_AGREED),
        (CaseType.DEREGISTRATION, FirstDecision.NOTED),
        (CaseType.LONG_TERM_MATCH, FirstDecision.QD_TERMINATE),
        (CaseType.RESIGNATION, FirstDecision.QD_TERMINATE),
        (CaseType.SUPPORTED_LODGINGS_APPROVAL, FirstDecision.CONTINUE),
    ],
)
def test_a_decision_without_a_panel_is_one_of_that_type(
    panel: Panel, case_type: CaseType, decision: FirstDecision
) -> None:
    ref = case(panel, case_type)
    with refused(panel, RuleBroken, "is none on a case"):
        without_panel(panel, ref, decision, support_statement="None is needed.")


def test_a_case_before_the_panel_is_not_decided_past_it(panel: Panel) -> None:
    heard = listed_item(panel, CaseType.REVIEW)
    with refused(panel, RuleBroken):
        without_panel(panel, heard.case, FirstDecision.CONTINUE)


# --- separation of duties


def test_SOD_1_a_member_of_the_panel_does_not_decide(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    panel.adviser.add_user(
        "Second account 0063 (synthetic)",
        (UserRole.DECISION_MAKER,),
        PASSPHRASE,
        CHEAP,
        member=OTHER,
    )
    with refused(panel, RuleBroken, "SOD-1", citation="FSR 27"):
        decide_as(panel.as_user("Second account 0063 (synthetic)"), heard)


def test_SOD_1_the_adviser_of_the_sitting_does_not_decide(panel: Panel) -> None:
    ref = case(panel)
    sitting = sitting_with(panel, ref)
    name = USERS[UserRole.DECISION_MAKER]
    panel.adviser.execute(
        add_participant, AddParticipant(sitting=sitting, name=name, role=SittingRole.ADVISER)
    )
    heard = Heard(sitting, ref)
    _bring_to_decision(panel, heard)
    with refused(panel, RuleBroken, "SOD-1", citation="FSR 27"):
        decide(panel, heard, FirstDecision.APPROVE)


def test_SOD_1_a_decision_maker_cannot_join_the_sitting_afterwards(panel: Panel) -> None:
    heard = decided_case(panel)
    name = USERS[UserRole.DECISION_MAKER]
    with refused(panel, RuleBroken, "are locked"):
        panel.adviser.execute(
            add_participant,
            AddParticipant(sitting=heard.sitting, name=name, role=SittingRole.ADVISER),
        )


def test_SOD_1_an_earlier_sitting_on_the_case_counts_too(panel: Panel) -> None:
    ref = case(panel)
    first = Heard(sitting_with(panel, ref, present=ALL_SIX), ref)
    draft(panel, first, Outcome.DEFERRED)
    confirm(panel, first)
    panel.clock.go_to(TODAY + timedelta(days=28))
    sitting = sitting_with(panel)
    panel.adviser.execute(add_item, AddItem(sitting=sitting, case=ref))
    second = Heard(sitting, ref)
    _bring_to_decision(panel, second)
    panel.adviser.add_user(
        "Second account 0064 (synthetic)",
        (UserRole.DECISION_MAKER,),
        PASSPHRASE,
        CHEAP,
        member=VICE_CHAIR,
    )
    office = panel.as_user("Second account 0064 (synthetic)")
    with refused(panel, RuleBroken, "SOD-1", citation="FSR 27"):
        decide_as(office, second, decided_on=panel.clock.today)


def test_SOD_2_who_presented_the_case_does_not_decide(panel: Panel) -> None:
    heard = listed_item(panel)
    name = USERS[UserRole.DECISION_MAKER]
    panel.adviser.execute(
        add_participant, AddParticipant(**heard.item, name=name, role=SittingRole.PRESENTER)
    )
    _bring_to_decision(panel, heard)
    with refused(panel, RuleBroken, "SOD-2"):
        decide(panel, heard, FirstDecision.APPROVE)


def test_SOD_2_a_presenter_who_gets_an_account_later_does_not_decide(panel: Panel) -> None:
    heard = listed_item(panel)
    name = "Worker 0065 (synthetic)"
    panel.adviser.execute(
        add_participant, AddParticipant(**heard.item, name=name, role=SittingRole.PRESENTER)
    )
    _bring_to_decision(panel, heard)
    panel.adviser.add_user(name, (UserRole.DECISION_MAKER,), PASSPHRASE, CHEAP)
    with refused(panel, RuleBroken, "SOD-2"):
        decide_as(panel.as_user(name), heard)


@pytest.mark.parametrize("part", ["social_worker", "team_manager"])
def test_SOD_2_who_assessed_or_manages_does_not_decide(panel: Panel, part: str) -> None:
    details: dict[str, Any] = {part: USERS[UserRole.DECISION_MAKER]}
    ref = case(panel, **details)
    heard = Heard(sitting_with(panel, ref), ref)
    _bring_to_decision(panel, heard)
    with refused(panel, RuleBroken, "SOD-2"):
        decide(panel, heard, FirstDecision.APPROVE)


def test_SOD_3_who_confirmed_does_not_decide_under_another_account(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    panel.adviser.add_user(
        "Second account 0066 (synthetic)",
        (UserRole.DECISION_MAKER,),
        PASSPHRASE,
        CHEAP,
        member=CHAIR,
    )
    with refused(panel, RuleBroken, "SOD-3"):
        decide_as(panel.as_user("Second account 0066 (synthetic)"), heard)


def test_SOD_1_somebody_without_a_part_decides(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    panel.adviser.add_user("Deputy 0067 (synthetic)", (UserRole.DECISION_MAKER,), PASSPHRASE, CHEAP)
    decide_as(panel.as_user("Deputy 0067 (synthetic)"), heard)


def _bring_to_decision(panel: Panel, heard: Heard) -> None:
    draft(panel, heard, Outcome.SUITABLE)
    confirm(panel, heard)
    lock(panel, heard)
    panel.adviser.execute(send_minutes, SendMinutes(**heard.item, received_on=panel.clock.today))


# --- requirements


def test_a_requirement_is_met_on_a_day(panel: Panel) -> None:
    heard = decided_case(panel, requirements=(DecisionRequirement(words="A safe garden"),))
    give_notice(panel, heard.case)
    with audited(panel, panel.adviser, "meet_requirement", heard.case):
        panel.adviser.execute(
            meet_requirement,
            MeetRequirement(case=heard.case, words="A safe garden", done_on=TODAY),
        )
    assert panel.rows("SELECT done_on FROM requirement") == [(TODAY.isoformat(),)]
    with refused(panel, NotFound, "no such requirement"):
        panel.adviser.execute(
            meet_requirement, MeetRequirement(case=heard.case, words="Another", done_on=TODAY)
        )
    with refused(panel, BadInput, "lies ahead"):
        panel.adviser.execute(
            meet_requirement,
            MeetRequirement(case=heard.case, words="A safe garden", done_on=TOMORROW),
        )


def test_requirements_need_a_decision(panel: Panel) -> None:
    ref = case(panel)
    with refused(panel, RuleBroken, "No decision", citation="FSR 24(2), 27, 28"):
        panel.adviser.execute(meet_requirement, MeetRequirement(case=ref, words="x", done_on=TODAY))
