"""The sign-off in place of a panel, and the decision that rests on it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.actions.agency import (
    ChangeSettings,
    UpdateAgency,
    change_settings,
    update_agency,
)
from panelapp.actions.cases import UpdateCase, update_case
from panelapp.actions.decisions import RecordDecision, record_decision
from panelapp.actions.direct_route import SignOffQuality, sign_off_quality
from panelapp.actions.sittings import AddItem, add_item
from panelapp.documents.render import rendered
from panelapp.domain.errors import BadInput, NotAllowed, RuleBroken, StaleRecord
from panelapp.domain.rules.lifecycle import CaseState, case_state
from panelapp.domain.vocabulary import CaseType, FirstDecision, Outcome, UserRole
from panelapp.queries.documents import ExportDecisionRecord, ExportLetter, ways_to
from panelapp.queries.facts import case_facts
from panelapp.queries.letters import LetterKind
from tests.factories import (
    TODAY,
    USERS,
    Heard,
    audited,
    case,
    confirm,
    draft,
    refused,
    signed_off,
    sitting_with,
)
from tests.unit.documents.reading import words_in_word

if TYPE_CHECKING:
    from tests.factories import Panel

PRACTICE = "Local practice"
SAID = (
    "No panel was asked. Head of service 0301 (synthetic) signed off the quality of the"
    " assessment on 18 November 2026."
)


def sign(panel: Panel, ref: str, **details: Any) -> None:  # noqa: ANN401 - the fields of a command
    complete: dict[str, Any] = {
        "quality_assured_on": panel.clock.today,
        "quality_assured_by": "Head of service 0301 (synthetic)",
        "quality_assurance": "The report is complete.",
    } | details
    panel.adviser.execute(sign_off_quality, SignOffQuality(case=ref, **complete))


def switch_on(panel: Panel) -> None:
    panel.adviser.execute(
        change_settings, ChangeSettings(no_panel_for_approvals_from=panel.clock.today)
    )


def decide(panel: Panel, ref: str, decision: FirstDecision, **details: Any) -> None:  # noqa: ANN401
    command = RecordDecision(
        case=ref,
        decision=decision,
        decided_on=panel.clock.today,
        reasons="The report shows it.",
        **details,
    )
    panel.decision_maker.execute(record_decision, command)


def state_of(panel: Panel, ref: str) -> CaseState:
    with panel.unit() as uow:
        return case_state(case_facts(uow.case(ref), uow), panel.clock.today)


def test_a_sign_off_is_kept_and_audited(panel: Panel) -> None:
    switch_on(panel)
    ref = case(panel, opened_on=TODAY, application_on=TODAY)
    with audited(panel, panel.adviser, "sign_off_quality", ref):
        sign(panel, ref)
    assert state_of(panel, ref) is CaseState.SIGNED_OFF
    assert panel.rows(
        "SELECT quality_assured_on, quality_assured_by, quality_assurance FROM panel_case"
    ) == [(TODAY.isoformat(), "Head of service 0301 (synthetic)", "The report is complete.")]


def test_a_later_sign_off_takes_the_place_of_an_earlier_one(panel: Panel) -> None:
    ref = signed_off(panel)
    sign(panel, ref, quality_assured_by="Reviewer 0302 (synthetic)")
    assert panel.rows("SELECT quality_assured_by FROM panel_case") == [
        ("Reviewer 0302 (synthetic)",)
    ]


def test_while_the_switch_is_off_nothing_is_signed_off(panel: Panel) -> None:
    ref = case(panel, opened_on=TODAY, application_on=TODAY)
    with refused(panel, RuleBroken, "switch for approvals", citation="FSR 25(1)(a)"):
        sign(panel, ref)


def test_a_case_that_came_before_the_switch_stays_with_the_panel(panel: Panel) -> None:
    switch_on(panel)
    opened_before = case(panel)
    with refused(panel, RuleBroken, "before the day", citation="FSR 25(1)(a)"):
        sign(panel, opened_before)
    applied_before = case(panel, opened_on=TODAY, application_on=TODAY - timedelta(days=1))
    with refused(panel, RuleBroken, "before the day", citation="FSR 25(1)(a)"):
        sign(panel, applied_before)


@pytest.mark.parametrize("case_type", [CaseType.REVIEW, CaseType.BRIEF_REPORT])
def test_only_an_application_is_signed_off(panel: Panel, case_type: CaseType) -> None:
    switch_on(panel)
    ref = case(panel, case_type, opened_on=TODAY)
    with refused(panel, RuleBroken, "Only an application", citation=PRACTICE):
        sign(panel, ref)


def test_once_a_panel_has_heard_it_a_case_is_not_signed_off(panel: Panel) -> None:
    switch_on(panel)
    ref = case(panel, opened_on=TODAY, application_on=TODAY)
    heard = Heard(sitting_with(panel, ref), ref)
    with refused(panel, RuleBroken, "not possible now", citation=PRACTICE):
        sign(panel, ref)
    draft(panel, heard, Outcome.DEFERRED)
    confirm(panel, heard)
    with refused(panel, RuleBroken, "has heard this case", citation=PRACTICE):
        sign(panel, ref)


@pytest.mark.parametrize("missing", ["quality_assured_by", "quality_assurance"])
def test_a_sign_off_has_a_name_and_words(panel: Panel, missing: str) -> None:
    switch_on(panel)
    ref = case(panel, opened_on=TODAY, application_on=TODAY)
    with refused(panel, BadInput, "name of the person"):
        sign(panel, ref, **{missing: "  "})


def test_nobody_signs_off_their_own_assessment(panel: Panel) -> None:
    switch_on(panel)
    ref = case(
        panel, opened_on=TODAY, application_on=TODAY, social_worker="Worker 0303 (synthetic)"
    )
    with refused(panel, RuleBroken, "their own assessment", citation=PRACTICE):
        sign(panel, ref, quality_assured_by="Worker 0303 (synthetic)")


@pytest.mark.parametrize(("days", "words"), [(1, "lies ahead"), (-1, "before the application")])
def test_a_sign_off_lies_between_the_application_and_today(
    panel: Panel, days: int, words: str
) -> None:
    switch_on(panel)
    ref = case(panel, opened_on=TODAY, application_on=TODAY)
    with refused(panel, BadInput, words):
        sign(panel, ref, quality_assured_on=TODAY + timedelta(days=days))


def test_a_change_that_somebody_did_not_see_is_not_written_over(panel: Panel) -> None:
    ref = signed_off(panel)
    with refused(panel, StaleRecord, "changed"):
        sign(panel, ref, version=1)


@pytest.mark.parametrize("role", [UserRole.DECISION_MAKER, UserRole.CHAIR, UserRole.MEMBER])
def test_the_office_records_it(panel: Panel, role: UserRole) -> None:
    ref = signed_off(panel)
    with pytest.raises(NotAllowed):
        panel.as_user(USERS[role]).execute(
            sign_off_quality,
            SignOffQuality(
                case=ref,
                quality_assured_on=TODAY,
                quality_assured_by="Reviewer 0302 (synthetic)",
                quality_assurance="Read.",
            ),
        )


# --- the decision that rests on it


def test_a_decision_without_a_panel_needs_the_sign_off(panel: Panel) -> None:
    switch_on(panel)
    ref = case(panel, opened_on=TODAY, application_on=TODAY)
    with refused(panel, RuleBroken, "nobody has signed off", citation=PRACTICE):
        decide(
            panel,
            ref,
            FirstDecision.APPROVE,
            without_recommendation_because="The agency asks no panel.",
        )


def test_the_decision_keeps_who_signed_off(panel: Panel) -> None:
    ref = signed_off(panel)
    decide(panel, ref, FirstDecision.APPROVE)
    assert panel.rows("SELECT without_recommendation_because FROM decision") == [(SAID,)]


def test_whoever_signed_off_does_not_decide(panel: Panel) -> None:
    switch_on(panel)
    ref = case(panel, opened_on=TODAY, application_on=TODAY)
    sign(panel, ref, quality_assured_by=USERS[UserRole.DECISION_MAKER])
    with refused(panel, RuleBroken, "signed off the assessment"):
        decide(panel, ref, FirstDecision.APPROVE)


def test_a_late_decision_says_why(panel: Panel) -> None:
    ref = signed_off(panel)
    panel.clock.go_to(TODAY + timedelta(days=12))
    with refused(panel, RuleBroken, "27 November 2026", citation="NMS 14.9"):
        decide(panel, ref, FirstDecision.APPROVE)
    decide(panel, ref, FirstDecision.APPROVE, late_because="The decision maker was ill.")


def test_a_signed_off_case_can_still_go_to_panel(panel: Panel) -> None:
    ref = signed_off(panel)
    sitting = sitting_with(panel)
    panel.adviser.execute(add_item, AddItem(sitting=sitting, case=ref))
    assert state_of(panel, ref) is CaseState.LISTED
    with refused(panel, RuleBroken, "not possible now"):
        decide(panel, ref, FirstDecision.APPROVE, without_recommendation_because="None.")


def test_after_more_information_it_is_decided_on_the_sign_off(panel: Panel) -> None:
    ref = signed_off(panel)
    decide(panel, ref, FirstDecision.MORE_INFORMATION)
    sign(panel, ref, quality_assurance="The missing reference is there now.")
    decide(panel, ref, FirstDecision.QD_NOT_APPROVE)
    assert state_of(panel, ref) is CaseState.DECIDED


def test_a_case_that_the_decider_sends_to_panel_goes_there(panel: Panel) -> None:
    ref = signed_off(panel)
    decide(panel, ref, FirstDecision.RETURN_TO_PANEL)
    assert state_of(panel, ref) is CaseState.RETURNED_TO_PANEL
    with refused(panel, RuleBroken, "not possible now"):
        decide(panel, ref, FirstDecision.APPROVE)


def test_a_switch_that_was_taken_back_sends_the_case_to_panel(panel: Panel) -> None:
    ref = signed_off(panel)
    panel.adviser.execute(change_settings, ChangeSettings(approvals_always_go_to_panel=True))
    with refused(panel, RuleBroken, "asks for a panel", citation="FSR 25(1)(a)"):
        decide(panel, ref, FirstDecision.APPROVE)


def test_an_application_day_recorded_later_may_end_the_direct_route(panel: Panel) -> None:
    ref = signed_off(panel)
    panel.adviser.execute(
        update_case, UpdateCase(case=ref, application_on=TODAY - timedelta(days=9))
    )
    with refused(panel, RuleBroken, "asks for a panel", citation="FSR 25(1)(a)"):
        decide(panel, ref, FirstDecision.APPROVE)


@pytest.mark.parametrize(
    ("decision", "kind"),
    [
        (FirstDecision.APPROVE, LetterKind.DECISION),
        (FirstDecision.QD_NOT_APPROVE, LetterKind.QD),
    ],
)
def test_the_record_and_the_letter_say_who_signed_off(
    panel: Panel, decision: FirstDecision, kind: LetterKind
) -> None:
    ref = signed_off(panel)
    decide(panel, ref, decision)
    panel.adviser.execute(update_agency, UpdateAgency(irm_contact="1 Review Road"))
    for wanted in (ExportDecisionRecord(case=ref), ExportLetter(case=ref, kind=kind)):
        printout = panel.adviser.read(ways_to(wanted).preview, wanted)
        said = words_in_word(rendered(printout.document, "docx"))
        assert SAID in said
        assert "panel's recommendation" not in said


def test_the_day_of_the_application_is_known_before_a_sign_off(panel: Panel) -> None:
    switch_on(panel)
    ref = case(panel, opened_on=TODAY)
    with refused(panel, RuleBroken, "application came is not recorded", citation=PRACTICE):
        sign(panel, ref)


def test_nobody_assesses_what_they_signed_off(panel: Panel) -> None:
    ref = signed_off(panel)
    worker = UpdateCase(case=ref, social_worker="head of  SERVICE 0301 (synthetic)")
    panel.adviser.execute(update_case, worker)
    with refused(panel, RuleBroken, "do not sign off their own", citation=PRACTICE):
        decide(panel, ref, FirstDecision.APPROVE)


def test_a_name_typed_otherwise_is_the_same_person(panel: Panel) -> None:
    switch_on(panel)
    ref = case(
        panel, opened_on=TODAY, application_on=TODAY, social_worker="Worker 0303 (synthetic)"
    )
    with refused(panel, RuleBroken, "do not sign off their own", citation=PRACTICE):
        sign(panel, ref, quality_assured_by="WORKER  0303 (Synthetic)")


def test_a_decision_takes_effect_on_its_day_or_later(panel: Panel) -> None:
    ref = signed_off(panel)
    with refused(panel, BadInput, "cannot take effect before"):
        decide(panel, ref, FirstDecision.APPROVE, effective_on=TODAY - timedelta(days=1))
    decide(panel, ref, FirstDecision.APPROVE, effective_on=TODAY)
