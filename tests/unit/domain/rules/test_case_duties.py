from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from panelapp.domain.rules.facts import (
    CaseFacts,
    DecisionFacts,
    DeferralFacts,
    FinalFacts,
    IrmFacts,
    Reg24Facts,
    RequirementFacts,
)
from panelapp.domain.rules.rule_set import Force
from panelapp.domain.values import Settings
from panelapp.domain.vocabulary import (
    CaseType,
    DeferralReason,
    FinalDecision,
    FirstDecision,
    IrmRecommendation,
    Outcome,
    QdResponse,
    UserRole,
)
from tests.unit.domain.rules.stories import (
    DECIDED,
    FINAL,
    RECEIVED,
    SAT,
    SIGNED_OFF,
    WRITTEN,
    a_case,
    decided,
    due_in,
    minuted,
    shown,
    told,
)

SOON = date(2026, 3, 18)
APRIL = date(2026, 4, 20)


def after(*decisions: DecisionFacts) -> CaseFacts:
    return a_case(presentations=(minuted(),), decisions=decisions)


def answered(response: QdResponse, **facts: Any) -> CaseFacts:  # noqa: ANN401 - any fact
    return after(told(response=response, response_on=date(2026, 4, 1), **facts))


def test_nms_14_4_an_application_is_recommended_on_within_8_months() -> None:
    case = a_case(application_on=date(2026, 6, 30))
    found = due_in(case, date(2026, 7, 1))
    assert set(found) == {"reach_recommendation"}
    duty = found["reach_recommendation"]
    assert (duty.due, duty.citation, duty.force) == (date(2027, 2, 28), "NMS 14.4", Force.NMS)
    assert duty.explanation == (
        "8 calendar months from 30 June 2026, when the application was received: 28 February 2027."
    )


@pytest.mark.parametrize(
    ("case_type", "counted"),
    [
        (CaseType.CONNECTED_APPROVAL, True),
        (CaseType.SHORT_BREAK_APPROVAL, True),
        (CaseType.BRIEF_REPORT, True),
        (CaseType.SUPPORTED_LODGINGS_APPROVAL, False),
        (CaseType.FIRST_REVIEW, False),
    ],
)
def test_nms_14_4_counts_for_applications_to_foster(*, case_type: CaseType, counted: bool) -> None:
    case = a_case(case_type, application_on=date(2026, 1, 5))
    assert ("reach_recommendation" in due_in(case, SOON)) is counted


@pytest.mark.parametrize(
    ("outcome", "open_still"),
    [(Outcome.SUITABLE, False), (Outcome.NOT_SUITABLE, False), (Outcome.DEFERRED, True)],
)
def test_nms_14_4_a_deferral_does_not_stop_the_8_months(
    *, outcome: Outcome, open_still: bool
) -> None:
    case = a_case(application_on=date(2026, 1, 5), presentations=(shown(outcome),))
    assert ("reach_recommendation" in due_in(case, SOON)) is open_still


def test_reg_26_4_the_report_is_shared_in_time_for_observations_and_papers() -> None:
    case = a_case(presentations=(shown(sitting_on=date(2026, 4, 16)),))
    duty = due_in(case, SOON)["share_report"]
    # 16 April less 5 working days is 9 April; less 10 more, over Good Friday and Easter Monday
    assert duty.due == date(2026, 3, 24)
    assert duty.citation == "FSR 26(4)-(5)"


def test_reg_26_4_observations_are_awaited_for_10_working_days() -> None:
    case = a_case(
        report_shared_on=date(2026, 3, 30),
        presentations=(shown(sitting_on=date(2026, 5, 7)),),
        **SIGNED_OFF,
    )
    assert due_in(case, date(2026, 4, 15))["await_observations"].due == date(2026, 4, 15)
    assert due_in(case, date(2026, 4, 16)) == {}
    commented = a_case(
        report_shared_on=date(2026, 3, 30),
        observations_on=date(2026, 4, 2),
        presentations=case.presentations,
        **SIGNED_OFF,
    )
    assert due_in(commented, date(2026, 4, 3)) == {}


def test_a_sitting_that_passed_leaves_its_outcome_to_be_recorded() -> None:
    case = a_case(CaseType.REVIEW, presentations=(shown(),), **SIGNED_OFF)
    assert due_in(case, date(2026, 3, 1)) == {}
    duty = due_in(case, SAT)["record_outcome"]
    assert (duty.due, duty.who) == (SAT, UserRole.CHAIR)


def test_a_recommendation_that_is_not_confirmed_waits_for_the_chair() -> None:
    case = a_case(presentations=(shown(Outcome.SUITABLE, confirmed_on=None),))
    found = due_in(case, SAT)
    assert set(found) == {"confirm_recommendation", "finalise_minutes"}
    assert found["confirm_recommendation"].citation == "FSR 24(2)"


def test_minutes_are_final_within_the_agencys_target() -> None:
    case = a_case(presentations=(shown(Outcome.SUITABLE),))
    found = due_in(case, SAT)
    assert set(found) == {"finalise_minutes"}
    assert found["finalise_minutes"].due == date(2026, 3, 16)
    shorter = due_in(case, SAT, Settings(minutes_target=5))["finalise_minutes"]
    assert shorter.due == date(2026, 3, 9)
    assert shorter.explanation == (
        "5 working days from 2 March 2026, when the panel sat: the agency's target."
    )


@pytest.mark.parametrize("outcome", [Outcome.DEFERRED, Outcome.NOTED])
def test_minutes_are_owed_for_whatever_was_heard(outcome: Outcome) -> None:
    assert "finalise_minutes" in due_in(a_case(presentations=(shown(outcome),)), SAT)


@pytest.mark.parametrize(
    "facts", [{"outcome": Outcome.WITHDRAWN}, {"sitting_cancelled": True}], ids=str
)
def test_no_minutes_are_owed_for_what_was_not_heard(facts: dict[str, Any]) -> None:
    assert due_in(a_case(presentations=(shown(**facts),)), SAT) == {}


def test_final_minutes_go_to_the_decision_maker() -> None:
    case = a_case(presentations=(shown(Outcome.SUITABLE, minutes_final_on=FINAL),))
    found = due_in(case, FINAL)
    assert set(found) == {"send_minutes"}
    assert found["send_minutes"].due == date(2026, 3, 9)


def test_nms_14_9_the_decision_is_due_7_working_days_after_the_minutes_arrived() -> None:
    found = due_in(a_case(presentations=(minuted(),)), RECEIVED)
    assert set(found) == {"decide"}
    duty = found["decide"]
    assert (duty.due, duty.citation, duty.who) == (SOON, "NMS 14.9", UserRole.DECISION_MAKER)
    assert duty.explanation == (
        "7 working days from 9 March 2026, when the final minutes arrived: 18 March 2026."
    )


@pytest.mark.parametrize("outcome", [Outcome.NOTED, Outcome.DEFERRED])
def test_nms_14_9_what_is_no_recommendation_asks_for_no_decision(outcome: Outcome) -> None:
    assert "decide" not in due_in(a_case(presentations=(minuted(outcome),)), RECEIVED)


def test_a_deferred_case_says_what_is_missing_and_comes_back() -> None:
    deferral = DeferralFacts(
        reason=DeferralReason.MEDICAL,
        needed="the medical adviser's report",
        from_whom="the medical adviser",
        due_on=date(2026, 3, 20),
    )
    case = a_case(presentations=(minuted(Outcome.DEFERRED, deferral=deferral),))
    found = due_in(case, SOON)
    assert set(found) == {"list_again", "supply_what_is_missing"}
    assert found["list_again"].due == date(2026, 3, 30)
    missing = found["supply_what_is_missing"]
    assert missing.due == date(2026, 3, 20)
    assert missing.explanation == (
        "Deferred on 2 March 2026: the medical adviser's report from the medical adviser,"
        " by 20 March 2026."
    )


def test_a_deferred_case_that_is_listed_again_owes_no_listing() -> None:
    again = shown(sitting_ref="S-2026-002", sitting_on=APRIL)
    case = a_case(CaseType.REVIEW, presentations=(minuted(Outcome.DEFERRED), again), **SIGNED_OFF)
    assert due_in(case, SOON) == {}


def test_an_imported_deferral_owes_its_listing_alone() -> None:
    deferral = DeferralFacts(reason=DeferralReason.REFERENCE)
    case = a_case(presentations=(minuted(Outcome.DEFERRED, deferral=deferral, imported=True),))
    assert set(due_in(case, SOON)) == {"list_again"}


@pytest.mark.parametrize(
    ("code", "duty"),
    [
        (FirstDecision.MORE_INFORMATION, "supply_information"),
        (FirstDecision.RETURN_TO_PANEL, "list_again"),
    ],
)
def test_what_the_decision_maker_sent_back_has_a_target(code: FirstDecision, duty: str) -> None:
    found = due_in(after(decided(code)), SOON)
    assert set(found) == {duty}
    assert found[duty].due == date(2026, 4, 13)


def test_nms_14_10_people_are_told_orally_and_in_writing() -> None:
    found = due_in(after(decided(imported=True)), DECIDED)
    assert set(found) == {"tell_orally", "give_written_notice"}
    assert found["tell_orally"].due == SOON
    assert found["give_written_notice"].due == date(2026, 3, 23)
    assert {duty.citation for duty in found.values()} == {"NMS 14.10"}


@pytest.mark.parametrize(
    ("facts", "left"),
    [
        ({"oral_on": DECIDED}, {"give_written_notice"}),
        ({"written_on": DECIDED}, set()),
        ({"oral_on": DECIDED, "written_on": DECIDED}, set()),
    ],
    ids=str,
)
def test_nms_14_10_once_the_letter_is_sent_nobody_need_be_told_orally(
    facts: dict[str, Any], left: set[str]
) -> None:
    assert set(due_in(after(decided(imported=True, **facts)), SOON)) == left


def test_reg_27_5_an_agreement_is_signed_on_approval() -> None:
    told_of_approval = told(FirstDecision.APPROVE)
    assert due_in(after(told_of_approval), SOON)["sign_agreement"].due == date(2026, 4, 13)
    signed = told(FirstDecision.APPROVE, agreement_signed_on=SOON)
    assert due_in(after(signed), SOON) == {}
    assert due_in(after(told(FirstDecision.APPROVE, imported=True)), SOON) == {}


def test_reg_27_5_an_agreement_is_signed_on_a_final_approval_too() -> None:
    final = FinalFacts(code=FinalDecision.APPROVE, decided_on=APRIL, written_on=APRIL)
    found = due_in(after(told(final=final)), APRIL)
    assert set(found) == {"sign_agreement"}


def test_requirements_are_due_on_their_day_until_they_are_met() -> None:
    first_aid = RequirementFacts(what="First aid training.", due_on=date(2026, 6, 1))
    found = due_in(after(told(FirstDecision.CONTINUE, requirements=(first_aid,))), SOON)
    assert found["meet_requirement"].due == date(2026, 6, 1)
    assert found["meet_requirement"].explanation.endswith("First aid training.")
    met = RequirementFacts(what="First aid training.", due_on=date(2026, 6, 1), met_on=SOON)
    assert due_in(after(told(FirstDecision.CONTINUE, requirements=(met,))), SOON) == {}


@pytest.mark.parametrize(
    ("on", "duty", "due"),
    [
        (date(2026, 4, 14), "await_response", date(2026, 4, 14)),
        (date(2026, 4, 15), "decide_finally", date(2026, 4, 15)),
        (date(2026, 6, 1), "decide_finally", date(2026, 4, 15)),
    ],
)
def test_reg_27_7_on_day_29_the_final_decision_may_be_made(on: date, duty: str, due: date) -> None:
    found = due_in(after(told()), on)
    assert {code: each.due for code, each in found.items()} == {duty: due}


@pytest.mark.parametrize("response", [QdResponse.ACCEPTED, QdResponse.NONE])
def test_a_determination_that_nobody_challenges_waits_for_the_final_decision(
    response: QdResponse,
) -> None:
    assert set(due_in(answered(response), date(2026, 4, 2))) == {"decide_finally"}


def test_reg_27_9_representations_go_back_to_panel() -> None:
    duty = due_in(answered(QdResponse.REPRESENTATIONS), APRIL)["refer_representations"]
    assert (duty.due, duty.force) == (date(2026, 4, 29), Force.LAW)
    referred = answered(QdResponse.REPRESENTATIONS, representations_ref="C-2026-0002")
    assert due_in(referred, APRIL) == {}


def test_reg_27_9_the_case_of_the_representations_is_listed_and_decided() -> None:
    opened = a_case(
        CaseType.REPRESENTATIONS,
        follows=CaseType.MAINSTREAM_APPROVAL,
        opened_on=date(2026, 2, 2),
    )
    assert due_in(opened, SOON)["list_representations"].due == date(2026, 3, 2)
    heard = a_case(
        CaseType.REPRESENTATIONS,
        opened_on=date(2026, 2, 2),
        presentations=(minuted(Outcome.NOT_SUITABLE),),
    )
    assert set(due_in(heard, SOON)) == {"decide"}
    over = a_case(
        CaseType.REPRESENTATIONS,
        presentations=(minuted(Outcome.NOT_SUITABLE),),
        followed_final_on=SOON,
    )
    assert due_in(over, SOON) == {}


def under_review(**facts: Any) -> CaseFacts:  # noqa: ANN401 - any fact
    return answered(
        QdResponse.IRM,
        irm=IrmFacts(applied_on=date(2026, 4, 1), **facts),
    )


def test_reg_29_papers_go_to_the_independent_review() -> None:
    assert due_in(under_review(), APRIL) == {}
    duty = due_in(under_review(notified_on=date(2026, 4, 2)), APRIL)["send_review_papers"]
    assert (duty.due, duty.citation) == (date(2026, 4, 20), "FSR 29")
    sent = under_review(notified_on=date(2026, 4, 2), papers_sent_on=date(2026, 4, 9))
    assert due_in(sent, APRIL) == {}


def test_the_reviews_recommendation_is_decided_on_within_7_working_days() -> None:
    reviewed = under_review(
        reviewed_on=date(2026, 7, 1),
        recommendation=IrmRecommendation.SUITABLE,
        recommendation_received_on=date(2026, 7, 13),
    )
    found = due_in(reviewed, date(2026, 7, 14))
    assert set(found) == {"decide_finally"}
    assert found["decide_finally"].due == date(2026, 7, 22)
    assert found["decide_finally"].rule == "irm_recommendation"


def test_after_a_review_notice_is_given_and_the_final_decision_is_copied() -> None:
    irm = IrmFacts(applied_on=date(2026, 4, 1), recommendation=IrmRecommendation.SUITABLE)
    final = FinalFacts(code=FinalDecision.NOT_APPROVE, decided_on=date(2026, 7, 13))
    found = due_in(answered(QdResponse.IRM, irm=irm, final=final), date(2026, 7, 13))
    assert {code: each.due for code, each in found.items()} == {
        "give_final_notice": date(2026, 7, 20),
        "copy_to_review": date(2026, 7, 20),
    }
    assert found["give_final_notice"].rule == "final_notice"


def test_history_that_ended_with_a_final_decision_owes_nothing() -> None:
    final = FinalFacts(code=FinalDecision.NOT_APPROVE, decided_on=APRIL, imported=True)
    never_told = decided(FirstDecision.QD_NOT_APPROVE, final=final, imported=True)
    assert due_in(after(never_told), APRIL) == {}


def test_reg_27_7_that_nobody_answered_is_known_when_the_28_days_are_over() -> None:
    """The letter is of 17 March 2026, and its last day 14 April."""
    case = a_case(presentations=(minuted(),), decisions=(told(response=QdResponse.NONE),))
    assert set(due_in(case, date(2026, 4, 14))) == {"await_response"}
    assert set(due_in(case, date(2026, 4, 15))) == {"decide_finally"}


@pytest.mark.parametrize(
    ("facts", "begun"),
    [
        ({"opened_on": date(2026, 1, 12)}, date(2026, 1, 12)),
        ({"opened_on": date(2026, 1, 12), "application_on": date(2026, 1, 5)}, date(2026, 1, 5)),
        ({"opened_on": date(2026, 1, 5), "reg24_started_on": date(2026, 1, 12)}, date(2026, 1, 5)),
    ],
)
def test_a_case_owes_nothing_before_it_began(facts: dict[str, Any], begun: date) -> None:
    case = a_case(presentations=(shown(),), **facts)
    assert due_in(case, begun - timedelta(days=1)) == {}
    assert due_in(case, begun)


def test_nms_14_4_the_8_months_are_owed_once_somebody_applied() -> None:
    case = a_case(opened_on=date(2026, 1, 5), application_on=date(2026, 1, 12))
    assert "reach_recommendation" not in due_in(case, date(2026, 1, 11))
    assert "reach_recommendation" in due_in(case, date(2026, 1, 12))


def test_a_withdrawn_case_owes_nothing() -> None:
    case = a_case(application_on=date(2025, 1, 5), withdrawn_on=SOON)
    assert set(due_in(case, date(2026, 3, 17))) == {"reach_recommendation"}
    assert due_in(case, SOON) == {}


def test_what_happened_later_does_not_settle_a_duty_before() -> None:
    case = after(told())
    assert set(due_in(case, date(2026, 3, 15))) == {"decide"}
    assert set(due_in(case, DECIDED)) == {"give_written_notice"}
    assert set(due_in(case, WRITTEN)) == {"await_response"}


STARTED = date(2026, 9, 7)
EXPIRY = date(2026, 12, 27)
LONGER = date(2027, 2, 21)
STEPS = {
    "seek_panel_views",
    "reconsider_placement",
    "inform_reviewing_officer",
    "approve_extension",
}
AUTUMN = date(2026, 12, 1)


def extension(**facts: Any) -> CaseFacts:  # noqa: ANN401 - any fact
    return a_case(CaseType.REG24_EXTENSION, reg24_started_on=STARTED, **facts)


def test_cppcr_25_4_an_extension_has_four_prerequisites_before_the_first_expiry() -> None:
    found = due_in(extension(), AUTUMN)
    assert found.pop("list_in_time").due == date(2026, 11, 24)
    assert set(found) == {*STEPS, "settle_temporary_approval"}
    assert {duty.due for duty in found.values()} == {EXPIRY}
    assert found["inform_reviewing_officer"].citation == "CPPCR 25(4)-(5)"
    assert found["settle_temporary_approval"].citation == "CPPCR 25(6)"


@pytest.mark.parametrize(
    ("reg24", "settled"),
    [
        (Reg24Facts(panel_views_on=AUTUMN), "seek_panel_views"),
        (Reg24Facts(appropriate_on=AUTUMN), "reconsider_placement"),
        (Reg24Facts(iro_informed_on=AUTUMN), "inform_reviewing_officer"),
    ],
)
def test_cppcr_25_4_each_step_settles_its_own_duty(reg24: Reg24Facts, settled: str) -> None:
    left = due_in(extension(reg24=reg24), AUTUMN)
    assert ("list_in_time" in left) is (settled != "seek_panel_views")
    left.pop("list_in_time", None)
    assert set(left) == {*STEPS, "settle_temporary_approval"} - {settled}
    assert settled in due_in(extension(reg24=reg24), date(2026, 11, 30))


def test_cppcr_25_4_the_panels_views_are_had_once_it_gave_them() -> None:
    heard = minuted(Outcome.SUPPORT, sitting_on=date(2026, 11, 5))
    assert "seek_panel_views" not in due_in(extension(presentations=(heard,)), AUTUMN)


@pytest.mark.parametrize(
    "facts",
    [
        {"reg24": Reg24Facts(extended_on=AUTUMN)},
        {"decisions": (told(FirstDecision.EXTENSION_GRANTED),)},
    ],
    ids=["by a nominated officer", "as an imported decision"],
)
def test_cppcr_25_2_an_extended_approval_is_settled_within_24_weeks(
    facts: dict[str, Any],
) -> None:
    found = due_in(extension(**facts), AUTUMN)
    assert {code: duty.due for code, duty in found.items()} == {"settle_temporary_approval": LONGER}


def test_cppcr_25_6_a_refused_extension_leaves_the_placement_to_be_ended() -> None:
    refused = extension(decisions=(told(FirstDecision.EXTENSION_REFUSED),))
    found = due_in(refused, AUTUMN)
    assert {code: duty.due for code, duty in found.items()} == {"settle_temporary_approval": EXPIRY}


@pytest.mark.parametrize(
    "facts",
    [
        {"connected_approval_decided_on": AUTUMN},
        {"reg24": Reg24Facts(ended_on=AUTUMN)},
        {"reg24": Reg24Facts(review_applied_on=AUTUMN)},
    ],
    ids=["approved in full", "placement ended", "under independent review"],
)
def test_cppcr_25_a_settled_temporary_approval_owes_nothing(facts: dict[str, Any]) -> None:
    assert due_in(extension(**facts), AUTUMN) == {}
    assert due_in(extension(**facts), date(2026, 11, 30)) != {}


@pytest.mark.parametrize(
    ("decision", "settled"),
    [
        (told(FirstDecision.APPROVE, agreement_signed_on=SOON), True),
        (told(), False),
        (told(response=QdResponse.IRM, response_on=SOON), True),
        (
            told(final=FinalFacts(code=FinalDecision.APPROVE, decided_on=SOON, written_on=SOON)),
            True,
        ),
        (
            told(
                final=FinalFacts(code=FinalDecision.NOT_APPROVE, decided_on=SOON, written_on=SOON)
            ),
            False,
        ),
    ],
    ids=["approved", "refused", "under review", "finally approved", "finally refused"],
)
def test_cppcr_25_6_a_full_approval_or_a_review_settles_the_temporary_one(
    *, decision: DecisionFacts, settled: bool
) -> None:
    case = a_case(
        CaseType.CONNECTED_APPROVAL,
        reg24_started_on=date(2026, 1, 5),
        presentations=(minuted(),),
        decisions=(decision,),
    )
    assert ("settle_temporary_approval" not in due_in(case, SOON)) is settled
