from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from panelapp.access import ACTIONS
from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.actions.decisions import (
    DecisionRequirement,
    RecordDecision,
    record_decision,
)
from panelapp.actions.irm import (
    OpenIrmReferral,
    UpdateIrmReferral,
    open_irm_referral,
    update_irm_referral,
)
from panelapp.actions.recommendations import View
from panelapp.domain.errors import NotFound
from panelapp.domain.vocabulary import (
    CaseType,
    FinalDecision,
    FirstDecision,
    InterestKind,
    IrmRecommendation,
    NoticeKind,
    Outcome,
    PositionTaken,
    QdResponse,
    UserRole,
)
from panelapp.queries.deciding import Stand
from panelapp.queries.decision_acts import DecisionAct
from panelapp.queries.decision_list import DecisionGroup, DecisionsQuestion, decisions
from panelapp.queries.decision_page import DecisionPageQuestion, decision_page
from panelapp.queries.documents import ExportLetter, ways_to
from panelapp.queries.letters import LetterKind
from tests.factories import (
    CHAIR,
    OTHER,
    TODAY,
    answer,
    case,
    confirm,
    decide,
    decided_case,
    determined_case,
    draft,
    give_notice,
    heard_item,
    listed_item,
    lock,
    signed_off,
    with_decision_maker,
)

if TYPE_CHECKING:
    from panelapp.office import Office
    from panelapp.queries.decision_page import DecisionPage
    from tests.factories import Heard, Panel


def page(office: Office, heard: Heard) -> DecisionPage:
    return office.read(decision_page, DecisionPageQuestion(case=heard.case))


def why_not(shown: DecisionPage, act: DecisionAct) -> str | None:
    return next((row.why_not for row in shown.acts if row.act is act), None)


# --- what there is to read


def test_the_decision_maker_reads_what_the_panel_recommended(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    shown = page(panel.decision_maker, heard)
    assert shown.recommended is not None
    assert shown.recommended.said.label == "Suitable to foster"
    assert shown.recommended.said.reasons == "The assessment shows it."
    assert (shown.status, shown.is_yours) == ("Waiting for a decision", True)
    assert shown.now == "With the agency decision maker since 18 November 2026 (0 working days)."


def test_minutes_are_checked_against_what_was_locked(panel: Panel) -> None:
    heard = heard_item(panel)
    check = lock(panel, heard)
    shown = page(panel.adviser, heard)
    minutes = shown.readings[0]
    assert minutes.detail == f"Locked 18 November 2026, record check {check}: checked"
    assert minutes.wanted is not None
    shown_as = panel.adviser.read(ways_to(minutes.wanted).preview, minutes.wanted)
    assert shown_as.title == "Extract of the minutes"


def test_what_was_not_sent_is_not_shown_to_the_decision_maker(panel: Panel) -> None:
    heard = heard_item(panel, CaseType.REVIEW, Outcome.CONTINUE)
    lock(panel, heard)
    shown = page(panel.decision_maker, heard)
    assert shown.recommended is None
    assert shown.readings[0].detail == "Not sent to you yet"
    assert page(panel.adviser, heard).recommended is not None


def test_what_the_panel_noted_is_read_and_noted_in_turn(panel: Panel) -> None:
    heard = heard_item(panel, CaseType.RESIGNATION, Outcome.NOTED)
    assert page(panel.decision_maker, heard).recommended is None
    lock(panel, heard)
    shown = page(panel.decision_maker, heard)
    assert shown.recommended is not None
    minutes = shown.readings[0]
    assert minutes.wanted is not None
    panel.decision_maker.read(ways_to(minutes.wanted).preview, minutes.wanted)
    asked = shown.deciding
    assert (asked.sitting, asked.needs_why_no_panel) == (heard.sitting, False)
    assert next(choice.code for choice in asked.choices) is FirstDecision.NOTED
    decide(panel, heard, FirstDecision.NOTED)
    assert page(panel.adviser, heard).status == "Closed"


def test_a_case_that_did_not_come_to_the_decision_maker_is_not_there(panel: Panel) -> None:
    heard = heard_item(panel)
    with pytest.raises(NotFound):
        page(panel.decision_maker, heard)


def test_J7_nor_is_one_with_an_interest(panel: Panel) -> None:
    heard = listed_item(panel, CaseType.REVIEW)
    panel.decision_maker.execute(
        declare_interest, DeclareInterest(**heard.item, kind=InterestKind.PERSONAL)
    )
    with pytest.raises(NotFound):
        page(panel.decision_maker, heard)
    assert page(panel.adviser, heard).case_ref == heard.case


def test_votes_are_counted_where_members_differed(panel: Panel) -> None:
    heard = listed_item(panel)
    draft(
        panel,
        heard,
        Outcome.SUITABLE,
        views=(
            View(member=CHAIR, position=PositionTaken.SUPPORTS),
            View(member=OTHER, position=PositionTaken.DOES_NOT_SUPPORT, words="Too early."),
        ),
    )
    confirm(panel, heard)
    said = page(panel.adviser, heard).recommended
    assert said is not None
    assert said.votes == "1 for and 1 against"
    assert [view.words for view in said.views] == ["", "Too early."]


# --- what may be decided


def test_choices_say_how_they_stand_and_what_follows(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    choices = page(panel.decision_maker, heard).deciding.choices
    assert [(choice.code, choice.stand) for choice in choices] == [
        (FirstDecision.APPROVE, Stand.AS_RECOMMENDED),
        (FirstDecision.QD_NOT_APPROVE, Stand.DIFFERENT),
        (FirstDecision.MORE_INFORMATION, Stand.ASK_FOR_MORE),
        (FirstDecision.RETURN_TO_PANEL, Stand.ASK_FOR_MORE),
    ]
    approve, refuse = choices[:2]
    assert (approve.has_terms, approve.needs_arguments) == (True, False)
    assert (refuse.needs_arguments, refuse.is_determination) == (True, True)
    assert approve.consequences[0] == (
        "The panel adviser tells the applicant by 20 November 2026, and confirms it in writing by"
        " 25 November 2026."
    )
    assert "28 calendar days" in refuse.consequences[1]


@pytest.mark.parametrize(
    ("case_type", "outcome"),
    [
        (CaseType.MAINSTREAM_APPROVAL, Outcome.SUITABLE),
        (CaseType.BRIEF_REPORT, Outcome.FURTHER_REPORT),
        (CaseType.REVIEW, Outcome.CONTINUE_CHANGED_TERMS),
        (CaseType.CHANGE_OF_APPROVAL, Outcome.NOT_AGREE_CHANGE),
        (CaseType.LONG_TERM_MATCH, Outcome.NOT_SUPPORT),
    ],
)
def test_every_choice_that_is_offered_can_be_recorded(
    panel: Panel, case_type: CaseType, outcome: Outcome
) -> None:
    heard = with_decision_maker(panel, case_type, outcome)
    asked = page(panel.decision_maker, heard).deciding
    for choice in asked.choices:
        assert isinstance(choice.code, FirstDecision)
        command = RecordDecision(
            case=heard.case,
            decision=choice.code,
            decided_on=TODAY,
            reasons="My reasons.",
            sitting=asked.sitting,
            arguments="They differ." if choice.needs_arguments else "",
            support_statement="None." if choice.needs_support_statement else "",
            agreement_signed_on=TODAY if choice.needs_agreement else None,
            terms=asked.terms if choice.has_terms else None,
        )
        assert panel.accepts(UserRole.DECISION_MAKER, record_decision, command)
        if choice.needs_arguments:
            bare = replace(command, arguments="")
            assert not panel.accepts(UserRole.DECISION_MAKER, record_decision, bare)


def test_a_late_decision_is_known_to_be_late(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    asked = page(panel.decision_maker, heard).deciding
    assert (asked.is_late, asked.time_left) == (False, "7 working days left")
    panel.clock.go_to(TODAY + timedelta(days=12))
    asked = page(panel.decision_maker, heard).deciding
    assert (asked.is_late, asked.time_left) == (True, "1 working day late")


def test_who_sat_may_not_decide(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    panel.run(
        "INSERT INTO attendance (sitting_id, person_id, role, reply, attended)"
        " SELECT id, (SELECT person_id FROM user_account WHERE name LIKE 'Decision%'),"
        " 'member', 'coming', 1 FROM sitting"
    )
    asked = page(panel.decision_maker, heard).deciding
    [obstacle] = asked.in_the_way
    assert obstacle.sentence == "You sat on or advised the panel that heard the case."
    assert obstacle.citation == "FSR 27"
    assert obstacle.remedy == "Another decision maker must decide."


def test_nobody_else_decides(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    for office in (panel.adviser, panel.chair, panel.auditor):
        [obstacle] = page(office, heard).deciding.in_the_way
        assert obstacle.sentence == "Only an agency decision maker decides."


def test_without_a_panel_the_reason_is_asked_for(panel: Panel) -> None:
    ref = case(panel, CaseType.REVIEW_UPDATE)
    shown = panel.decision_maker.read(decision_page, DecisionPageQuestion(case=ref))
    assert shown.is_yours
    assert shown.deciding.needs_why_no_panel
    assert {choice.stand for choice in shown.deciding.choices} == {
        Stand.WITHOUT_PANEL,
        Stand.ASK_FOR_MORE,
    }


def test_a_sign_off_stands_in_place_of_a_recommendation(panel: Panel) -> None:
    ref = signed_off(panel)
    panel.clock.go_to(TODAY + timedelta(days=2))
    shown = panel.decision_maker.read(decision_page, DecisionPageQuestion(case=ref))
    assert shown.signed_off is not None
    assert shown.signed_off.by == "Head of service 0301 (synthetic)"
    assert (shown.is_yours, shown.deciding.needs_why_no_panel) == (True, False)
    assert shown.deciding.decide_by == date(2026, 11, 27)
    assert shown.now == "With the agency decision maker since 18 November 2026 (2 working days)."
    waiting = panel.decision_maker.read(decisions, DecisionsQuestion(group=DecisionGroup.WAITING))
    assert [row.case_ref for row in waiting.rows] == [ref]


def test_without_the_sign_off_an_application_is_not_decided(panel: Panel) -> None:
    signed_off(panel)
    ref = case(panel, opened_on=TODAY)
    shown = panel.decision_maker.read(decision_page, DecisionPageQuestion(case=ref))
    assert not shown.is_yours
    assert [row.sentence for row in shown.deciding.in_the_way] == [
        "No panel was asked, and nobody has signed off the quality of the assessment."
    ]


def test_after_more_information_a_case_without_a_panel_can_be_decided(panel: Panel) -> None:
    ref = case(panel, CaseType.REVIEW_UPDATE)
    command = RecordDecision(
        case=ref,
        decision=FirstDecision.MORE_INFORMATION,
        decided_on=TODAY,
        reasons="I need the review report.",
        without_recommendation_because="The agency asks no panel here.",
    )
    panel.decision_maker.execute(record_decision, command)
    asked = panel.decision_maker.read(decision_page, DecisionPageQuestion(case=ref)).deciding
    assert (asked.may_decide, asked.needs_why_no_panel) == (True, True)
    again = replace(command, decision=FirstDecision.CONTINUE)
    assert panel.accepts(UserRole.DECISION_MAKER, record_decision, again)


def test_a_brief_report_offers_no_final_approval(panel: Panel) -> None:
    heard = decided_case(
        panel,
        FirstDecision.QD_NOT_APPROVE,
        case_type=CaseType.BRIEF_REPORT,
        outcome=Outcome.NOT_SUITABLE,
    )
    give_notice(panel, heard.case)
    panel.clock.go_to(TODAY + timedelta(days=29))
    asked = page(panel.decision_maker, heard).deciding
    assert asked.is_final
    assert [choice.code for choice in asked.choices] == [FinalDecision.NOT_APPROVE]


# --- what follows


def test_notices_are_due_until_they_are_given(panel: Panel) -> None:
    heard = decided_case(panel)
    rows = page(panel.adviser, heard).notices
    assert [(row.kind, row.given_on, row.due) for row in rows] == [
        (NoticeKind.ORAL, None, TODAY + timedelta(days=2)),
        (NoticeKind.WRITTEN, None, TODAY + timedelta(days=7)),
    ]
    give_notice(panel, heard.case, NoticeKind.ORAL)
    give_notice(panel, heard.case)
    rows = page(panel.adviser, heard).notices
    assert [(row.kind, row.given_on, row.method) for row in rows] == [
        (NoticeKind.ORAL, TODAY, "First-class post"),
        (NoticeKind.WRITTEN, TODAY, "First-class post"),
    ]


def test_a_call_that_is_recorded_reads_as_done(panel: Panel) -> None:
    heard = decided_case(panel)
    assert why_not(page(panel.adviser, heard), DecisionAct.TELL_ORALLY) == ""
    give_notice(panel, heard.case, NoticeKind.ORAL)
    shown = page(panel.adviser, heard)
    said = "Recorded: they were told on 18 November 2026."
    assert why_not(shown, DecisionAct.TELL_ORALLY) == said


def test_a_determination_is_answered_once(panel: Panel) -> None:
    heard = decided_case(panel, FirstDecision.QD_NOT_APPROVE, outcome=Outcome.NOT_SUITABLE)
    shown = page(panel.adviser, heard)
    assert why_not(shown, DecisionAct.RECORD_ANSWER) == "After the letter is recorded."
    give_notice(panel, heard.case)
    shown = page(panel.adviser, heard)
    assert why_not(shown, DecisionAct.RECORD_ANSWER) == ""
    assert shown.answer is not None
    assert shown.answer.words == "Can answer until 16 December 2026"
    assert QdResponse.NONE not in shown.answer.open_answers
    answer(panel, heard.case, QdResponse.ACCEPTED)
    shown = page(panel.adviser, heard)
    assert shown.answer is not None
    assert shown.answer.open_answers == ()
    assert why_not(shown, DecisionAct.RECORD_ANSWER) is not None


def test_no_answer_is_recorded_only_after_the_28_days(panel: Panel) -> None:
    heard = determined_case(panel)
    panel.clock.go_to(TODAY + timedelta(days=29))
    shown = page(panel.adviser, heard)
    assert shown.answer is not None
    assert QdResponse.NONE in shown.answer.open_answers
    assert shown.answer.words == "No answer is recorded; the 28 days ended on 16 December 2026"


def test_a_review_is_shown_step_by_step(panel: Panel) -> None:
    heard = determined_case(panel)
    answer(panel, heard.case, QdResponse.IRM)
    shown = page(panel.adviser, heard)
    assert shown.review is None
    assert why_not(shown, DecisionAct.OPEN_REVIEW) == ""
    panel.adviser.execute(open_irm_referral, OpenIrmReferral(case=heard.case, applied_on=TODAY))
    panel.adviser.execute(
        update_irm_referral, UpdateIrmReferral(case=heard.case, notified_on=TODAY)
    )
    shown = page(panel.adviser, heard)
    assert shown.review is not None
    assert shown.review.papers_due == TODAY + timedelta(days=14)
    panel.adviser.execute(
        update_irm_referral,
        UpdateIrmReferral(
            case=heard.case,
            papers_sent_on=TODAY,
            reviewed_on=TODAY,
            recommendation=IrmRecommendation.SUITABLE,
            recommendation_received_on=TODAY,
        ),
    )
    shown = page(panel.decision_maker, heard)
    assert shown.review is not None
    assert shown.review.recommendation_label == "Suitable"
    assert (shown.is_yours, shown.deciding.is_final) == (True, True)
    assert {choice.code for choice in shown.deciding.choices} == {
        FinalDecision.APPROVE,
        FinalDecision.NOT_APPROVE,
    }
    assert "The independent review gets a copy" in shown.deciding.choices[0].consequences[1]


def test_requirements_and_the_agreement_stay_open(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    asked_for = DecisionRequirement(words="Attend the course.", due_on=TODAY)
    decide(panel, heard, FirstDecision.APPROVE, requirements=(asked_for,))
    panel.clock.go_to(TODAY + timedelta(days=1))
    shown = page(panel.adviser, heard)
    assert [(row.words, row.is_late) for row in shown.requirements] == [
        ("Attend the course.", True)
    ]
    assert shown.agreement is not None
    assert shown.agreement.target == TODAY + timedelta(days=28)
    first = shown.next_steps[0]
    assert first.words == "Meet a requirement of the decision on this case"
    assert first.is_late


def test_the_decision_shows_how_it_stands_to_the_recommendation(panel: Panel) -> None:
    heard = decided_case(panel)
    shown = page(panel.adviser, heard).decision
    assert shown is not None
    assert (shown.label, shown.stand) == ("Approve", "As the panel recommended")


# --- documents


def test_documents_that_can_be_made_stand_first_and_the_others_say_why(panel: Panel) -> None:
    heard = decided_case(panel)
    rows = page(panel.adviser, heard).documents
    made = [row.title for row in rows if row.wanted]
    assert made == ["Extract of the minutes", "Record of the decision", "Letter of the decision"]
    assert [row.why_not for row in rows if not row.wanted] == [
        "After the final decision.",
        "After a qualifying determination.",
        "After the final decision.",
        "After the panel deferred the case.",
    ]
    for row in rows:
        if row.wanted:
            assert panel.adviser.read(ways_to(row.wanted).preview, row.wanted).title == row.title


def test_a_letter_that_lacks_something_says_what(panel: Panel) -> None:
    heard = determined_case(panel)
    rows = {row.title: row for row in page(panel.adviser, heard).documents}
    letter = rows["Notice of the qualifying determination"]
    assert letter.wanted is None
    assert "Independent Review Mechanism" in letter.why_not


def test_a_decision_maker_has_the_documents_of_what_they_decided(panel: Panel) -> None:
    waiting = with_decision_maker(panel)
    assert page(panel.decision_maker, waiting).documents == ()
    decide(panel, waiting, FirstDecision.APPROVE)
    letter = ExportLetter(case=waiting.case, kind=LetterKind.DECISION)
    assert letter in {row.wanted for row in page(panel.decision_maker, waiting).documents}


# --- who records what


def test_acts_are_for_those_whom_the_table_of_access_lets(panel: Panel) -> None:
    heard = determined_case(panel)
    recording = {row.name: set(row.allowed) for row in ACTIONS}
    for role in (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR, UserRole.CHAIR, UserRole.AUDITOR):
        shown = page(panel.acting(role), heard)
        may = why_not(shown, DecisionAct.RECORD_ANSWER) == ""
        assert may == (role in recording["record_response"])
        assert may == (role in recording["record_notice"])
