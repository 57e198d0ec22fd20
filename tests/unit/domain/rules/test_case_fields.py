"""What each type of case is asked, and in which words."""

from __future__ import annotations

import pytest

from panelapp.domain.rules.case_fields import OF_A_KIND, CaseField, asked_of, fields_of
from panelapp.domain.vocabulary import CaseType

PRIORITY = {"priority", "priority_because", "needed_by_on"}
CONCERN = {"concern_on", "concern_concluded_on", "concern_outcome"}
# Besides a summary and the priority that every case may have.
OWN: dict[CaseType, set[str]] = {
    CaseType.CONNECTED_APPROVAL: {"responsible_authority"},
    CaseType.REG24_EXTENSION: {"responsible_authority"},
    CaseType.LONG_TERM_MATCH: {"responsible_authority"},
    CaseType.POST_ALLEGATION_REVIEW: CONCERN,
    CaseType.STANDARD_OF_CARE_REVIEW: CONCERN,
    CaseType.DEREGISTRATION: CONCERN,
    CaseType.CHANGE_OF_APPROVAL: {"carer_agreed_on", "support_statement"},
    CaseType.DISQUALIFICATION_CONSENT: {"about_person"},
}
SUMMARIES = {
    CaseType.MAINSTREAM_APPROVAL: "In short",
    CaseType.ADVICE: "Question to the panel",
    CaseType.NOTIFICATION: "What the panel is told",
    CaseType.RESIGNATION: "What the panel is told",
    CaseType.BRIEF_REPORT: "Why the assessment stopped",
    CaseType.REPRESENTATIONS: "What the representations say",
}


@pytest.mark.parametrize("case_type", CaseType)
def test_a_type_is_asked_its_own_and_what_every_case_is_asked(case_type: CaseType) -> None:
    names = [asked.name for asked in asked_of(case_type)]
    assert len(names) == len(set(names))
    assert set(names) == {"summary"} | PRIORITY | OWN.get(case_type, set())


def test_every_fact_of_a_kind_is_asked_of_some_type() -> None:
    assert {asked.name for kind in CaseType for asked in asked_of(kind)} == {*OF_A_KIND, "summary"}


@pytest.mark.parametrize(("case_type", "words"), SUMMARIES.items())
def test_the_summary_is_called_by_what_the_case_is(case_type: CaseType, words: str) -> None:
    [summary] = [asked for asked in asked_of(case_type) if asked.name == "summary"]
    assert summary.words == words


@pytest.mark.parametrize(
    ("case_type", "words"),
    [
        (CaseType.POST_ALLEGATION_REVIEW, "Allegation made on"),
        (CaseType.STANDARD_OF_CARE_REVIEW, "Concern raised on"),
        (CaseType.DEREGISTRATION, "Concern raised on"),
    ],
)
def test_a_concern_is_called_by_what_it_is(case_type: CaseType, words: str) -> None:
    [raised] = [asked for asked in asked_of(case_type) if asked.name == "concern_on"]
    assert raised.words == words


def test_only_an_exemption_has_an_exemption() -> None:
    assert [kind for kind in CaseType if CaseField.EXEMPTION in fields_of(kind)] == [
        CaseType.EXEMPTION
    ]
