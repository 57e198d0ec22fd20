"""Facts that only cases of some types have, and priority."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.actions.cases import UpdateCase, update_case
from panelapp.actions.decisions import RecordDecision, record_decision
from panelapp.domain.errors import BadInput
from panelapp.domain.vocabulary import CaseType, FirstDecision, Outcome, Priority
from panelapp.queries.case_page import CasePageQuestion, case_page
from panelapp.queries.decision_page import DecisionPageQuestion, decision_page
from tests.factories import TODAY, case, heard_item, refused, with_decision_maker

if TYPE_CHECKING:
    from panelapp.queries.case_page import CasePage
    from tests.factories import Panel

YESTERDAY = TODAY - timedelta(days=1)


def page_of(panel: Panel, ref: str) -> CasePage:
    return panel.adviser.read(case_page, CasePageQuestion(case=ref))


def change(panel: Panel, ref: str, **facts: Any) -> None:  # noqa: ANN401 - any fact
    panel.adviser.execute(update_case, UpdateCase(case=ref, **facts))


GIVEN: list[tuple[CaseType, dict[str, Any]]] = [
    (CaseType.LONG_TERM_MATCH, {"responsible_authority": "Anyshire"}),
    (CaseType.REG24_EXTENSION, {"responsible_authority": "Anyshire"}),
    (
        CaseType.POST_ALLEGATION_REVIEW,
        {"concern_on": YESTERDAY, "concern_concluded_on": TODAY, "concern_outcome": "Unfounded."},
    ),
    (CaseType.STANDARD_OF_CARE_REVIEW, {"concern_on": YESTERDAY}),
    (CaseType.DEREGISTRATION, {"concern_on": TODAY}),
    (CaseType.DISQUALIFICATION_CONSENT, {"about_person": "Adult 0095 (synthetic)"}),
    (CaseType.CHANGE_OF_APPROVAL, {"carer_agreed_on": TODAY, "support_statement": "A mentor."}),
]


@pytest.mark.parametrize(("case_type", "facts"), GIVEN)
def test_a_case_keeps_the_facts_of_its_type(
    panel: Panel, case_type: CaseType, facts: dict[str, Any]
) -> None:
    opened = case(panel, case_type, **facts)
    later = case(panel, case_type)
    change(panel, later, **facts)
    for ref in (opened, later):
        known = page_of(panel, ref).details.of_its_kind
        assert {name: getattr(known, name) for name in facts} == facts


@pytest.mark.parametrize(("case_type", "facts"), GIVEN)
def test_a_case_of_another_type_has_no_such_fact(
    panel: Panel, case_type: CaseType, facts: dict[str, Any]
) -> None:
    ref = case(panel, CaseType.NOTIFICATION)
    with refused(panel, BadInput, "is no fact of a case"):
        change(panel, ref, **facts)
    assert case_type is not CaseType.NOTIFICATION


def test_looking_into_a_concern_ends_after_it_was_raised(panel: Panel) -> None:
    ref = case(panel, CaseType.STANDARD_OF_CARE_REVIEW, concern_on=TODAY)
    with refused(panel, BadInput, "cannot end before"):
        change(panel, ref, concern_concluded_on=YESTERDAY)
    with refused(panel, BadInput, "lies ahead"):
        change(panel, ref, concern_concluded_on=TODAY + timedelta(days=1))


def test_priority_says_why_and_by_when(panel: Panel) -> None:
    ref = case(panel)
    with refused(panel, BadInput, "why it is urgent"):
        change(panel, ref, priority=Priority.COURT_DATE)
    needed = TODAY + timedelta(days=20)
    change(
        panel,
        ref,
        priority=Priority.COURT_DATE,
        priority_because="Final hearing.",
        needed_by_on=needed,
    )
    page = page_of(panel, ref)
    assert page.is_urgent
    assert page.deadline is not None
    assert (page.deadline.duty, page.deadline.due) == ("decide_when_needed", needed)
    change(panel, ref, not_known=("priority", "needed_by_on"))
    assert not page_of(panel, ref).is_urgent


def test_what_the_carer_agreed_to_is_not_asked_twice(panel: Panel) -> None:
    heard = with_decision_maker(panel, CaseType.CHANGE_OF_APPROVAL, Outcome.AGREE_CHANGE)
    change(panel, heard.case, carer_agreed_on=YESTERDAY, support_statement="A mentor.")
    asked = panel.decision_maker.read(decision_page, DecisionPageQuestion(case=heard.case)).deciding
    assert (asked.agreed_on, asked.support_statement) == (YESTERDAY, "A mentor.")
    panel.decision_maker.execute(
        record_decision,
        RecordDecision(
            **heard.item,
            decision=FirstDecision.CHANGE_TERMS_BY_CONSENT,
            decided_on=TODAY,
            reasons="The report shows it.",
        ),
    )
    assert panel.rows("SELECT agreement_signed_on, support_statement FROM decision") == [
        (YESTERDAY.isoformat(), "A mentor.")
    ]


def test_a_deferred_case_says_what_is_missing_and_which_time_it_is(panel: Panel) -> None:
    heard = heard_item(panel, outcome=Outcome.DEFERRED)
    [note] = page_of(panel, heard.case).notes
    assert note.startswith("Deferred on 18 November 2026: The medical adviser's comments")
    assert "by 16 December 2026" in note


def test_a_review_shows_since_when_and_by_when(panel: Panel) -> None:
    ref = case(panel, CaseType.FIRST_REVIEW)
    rows = {row.name: row.words for row in page_of(panel, ref).kind_rows}
    assert rows["The panel may say"].startswith("Continue")
    assert "Approved on" not in rows


def test_a_brief_report_is_never_found_suitable(panel: Panel) -> None:
    ref = case(panel, CaseType.BRIEF_REPORT)
    rows = {row.name: row.words for row in page_of(panel, ref).kind_rows}
    assert "uitable" in rows["The panel may say"]
    assert "Suitable" not in rows["The panel may say"].split("; ")
    assert rows["Panel"] == "Asked for by law (FSR 26(3))"
