"""Every first decision tried after every outcome, against the table of the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from panelapp.actions.cases import UpdateCase, update_case
from panelapp.actions.decisions import RecordDecision, record_decision
from panelapp.actions.minutes import SendMinutes, send_minutes
from panelapp.actions.recommendations import DraftRecommendation, draft_recommendation
from panelapp.domain.vocabulary import CaseType, FirstDecision, Outcome, UserRole
from tests.factories import (
    TODAY,
    Heard,
    case,
    confirm,
    household,
    lock,
    open_panel,
    sitting_with,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.factories import Panel

APPROVALS = (
    "mainstream_approval connected_approval short_break_approval supported_lodgings_approval"
)
REVIEWS = "first_review review post_allegation_review standard_of_care_review deregistration"
# Case types, outcome, the decisions that agree, and those that differ.
TABLE = (
    (APPROVALS, "suitable", "approve", "qd_not_approve"),
    (APPROVALS, "not_suitable", "qd_not_approve", "approve"),
    ("brief_report", "not_suitable", "qd_not_approve", "more_information"),
    ("brief_report", "further_report", "more_information", "qd_not_approve"),
    (
        f"{REVIEWS} review_update",
        "continue",
        "continue",
        "qd_terminate qd_change_terms change_terms_by_consent",
    ),
    (
        f"{REVIEWS} review_update",
        "continue_changed_terms",
        "change_terms_by_consent qd_change_terms",
        "continue qd_terminate",
    ),
    (
        f"{REVIEWS} review_update",
        "not_suitable",
        "qd_terminate",
        "continue change_terms_by_consent qd_change_terms",
    ),
    ("change_of_approval", "agree_change", "change_terms_by_consent", "continue"),
    ("change_of_approval", "not_agree_change", "qd_change_terms", "continue"),
    (
        "change_of_approval",
        "continue",
        "continue",
        "change_terms_by_consent qd_change_terms",
    ),
    ("reg24_extension", "support", "extension_granted", "extension_refused"),
    ("reg24_extension", "not_support", "extension_refused", "extension_granted"),
    ("long_term_match", "support", "match_agreed", "match_not_agreed"),
    ("long_term_match", "not_support", "match_not_agreed", "match_agreed"),
    ("exemption", "support", "exemption_supported", "exemption_not_supported"),
    ("exemption", "not_support", "exemption_not_supported", "exemption_supported"),
    ("resignation notification advice disqualification_consent", "noted", "noted", ""),
    ("disqualification_consent", "support", "noted", ""),
    ("disqualification_consent", "not_support", "noted", ""),
)
PAIRS = [
    (CaseType(kind), Outcome(outcome), codes(agrees), codes(differs))
    for kinds, outcome, agrees, differs in TABLE
    for kind in kinds.split()
    for codes in [lambda words: frozenset(map(FirstDecision, words.split()))]
]
ALWAYS = {FirstDecision.MORE_INFORMATION, FirstDecision.RETURN_TO_PANEL}


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[str, str], Heard]]:
    """One sitting with a case for each type and outcome, all of it with the decision maker."""
    with open_panel(tmp_path_factory.mktemp("pairs")) as panel:
        home = household(panel)
        refs = {
            (case_type, outcome): case(panel, case_type, home=home)
            for case_type, outcome, _, _ in PAIRS
        }
        sitting = sitting_with(panel, *refs.values())
        items = {pair: Heard(sitting, ref) for pair, ref in refs.items()}
        for (_, outcome), item in items.items():
            panel.adviser.execute(
                draft_recommendation,
                DraftRecommendation(**item.item, outcome=outcome, reasons="As minuted."),
            )
            confirm(panel, item)
        for (case_type, outcome), item in items.items():
            lock(panel, item)
            if outcome is not Outcome.NOTED:
                panel.adviser.execute(send_minutes, SendMinutes(**item.item, received_on=TODAY))
            if case_type is CaseType.REG24_EXTENSION:
                steps = {"still_appropriate_on": TODAY, "iro_informed_on": TODAY}
                panel.adviser.execute(update_case, UpdateCase(case=item.case, **steps))
        _PANELS.append(panel)
        yield items
        _PANELS.clear()


_PANELS: list[Panel] = []


def accepts(item: Heard, decision: FirstDecision, arguments: str) -> bool:
    command = RecordDecision(
        **item.item,
        decision=decision,
        decided_on=TODAY,
        reasons="My own reasons.",
        arguments=arguments,
        support_statement="No support is needed.",
        agreement_signed_on=TODAY,
    )
    return _PANELS[0].accepts(UserRole.DECISION_MAKER, record_decision, command)


@pytest.mark.parametrize(
    ("case_type", "outcome", "agrees", "differs"),
    PAIRS,
    ids=[f"{kind}-{outcome}" for kind, outcome, _, _ in PAIRS],
)
def test_decisions_follow_the_recommendation_as_the_vocabulary_says(
    heard: dict[tuple[str, str], Heard],
    case_type: CaseType,
    outcome: Outcome,
    agrees: frozenset[FirstDecision],
    differs: frozenset[FirstDecision],
) -> None:
    item = heard[case_type, outcome]
    with_arguments = {code for code in FirstDecision if accepts(item, code, "My arguments.")}
    without = {code for code in FirstDecision if accepts(item, code, "")}
    assert with_arguments == agrees | differs | ALWAYS
    assert without == with_arguments - differs
