"""Every first decision tried after every outcome, against the table of the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from panelapp.actions.cases import UpdateCase, update_case
from panelapp.actions.decisions import RecordDecision, record_decision
from panelapp.actions.minutes import SendMinutes, send_minutes
from panelapp.domain.vocabulary import CaseType, FirstDecision, Outcome, UserRole
from tests.factories import (
    TODAY,
    Heard,
    Panel,
    case,
    confirm,
    draft,
    household,
    lock,
    open_panel,
    sitting_with,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    (CaseType(kind), Outcome(outcome), agrees, differs)
    for kinds, outcome, agrees, differs in TABLE
    for kind in kinds.split()
]
ALWAYS = {FirstDecision.MORE_INFORMATION, FirstDecision.RETURN_TO_PANEL}


@dataclass(frozen=True)
class Stage:
    """One sitting with a case for each type and outcome, all of it with the decision maker."""

    panel: Panel
    items: dict[tuple[CaseType, Outcome], Heard]

    def accepted(self, item: Heard, arguments: str) -> set[FirstDecision]:
        """The decisions that the decision maker could record; none is kept."""
        return {
            decision
            for decision in FirstDecision
            if self.panel.accepts(
                UserRole.DECISION_MAKER,
                record_decision,
                RecordDecision(
                    **item.item,
                    decision=decision,
                    decided_on=TODAY,
                    reasons="My own reasons.",
                    arguments=arguments,
                    support_statement="No support is needed.",
                    agreement_signed_on=TODAY,
                ),
            )
        }


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with open_panel(tmp_path_factory.mktemp("pairs")) as panel:
        home = household(panel)
        refs = {
            (case_type, outcome): case(panel, case_type, home=home)
            for case_type, outcome, _, _ in PAIRS
        }
        sitting = sitting_with(panel, *refs.values())
        items = {pair: Heard(sitting, ref) for pair, ref in refs.items()}
        for (_, outcome), item in items.items():
            draft(panel, item, outcome)
            confirm(panel, item)
        for pair, item in items.items():
            _bring_to_decision(panel, item, *pair)
        yield Stage(panel, items)


def _bring_to_decision(panel: Panel, item: Heard, case_type: CaseType, outcome: Outcome) -> None:
    lock(panel, item)
    if outcome is not Outcome.NOTED:
        panel.adviser.execute(send_minutes, SendMinutes(**item.item, received_on=TODAY))
    if case_type is CaseType.REG24_EXTENSION:
        steps = UpdateCase(case=item.case, still_appropriate_on=TODAY, iro_informed_on=TODAY)
        panel.adviser.execute(update_case, steps)


@pytest.mark.parametrize(
    ("case_type", "outcome", "agrees", "differs"),
    PAIRS,
    ids=[f"{kind}-{outcome}" for kind, outcome, _, _ in PAIRS],
)
def test_decisions_follow_the_recommendation_as_the_vocabulary_says(
    stage: Stage, case_type: CaseType, outcome: Outcome, agrees: str, differs: str
) -> None:
    item = stage.items[case_type, outcome]
    agreeing = {FirstDecision(code) for code in agrees.split()}
    differing = {FirstDecision(code) for code in differs.split()}
    assert stage.accepted(item, "My arguments.") == agreeing | differing | ALWAYS
    assert stage.accepted(item, "") == (agreeing | ALWAYS) - differing
