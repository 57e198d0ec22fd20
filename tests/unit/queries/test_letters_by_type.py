"""Which letters a type of case may need: none speaks of a review where there is none to ask for."""

from __future__ import annotations

import pytest

from panelapp.domain.vocabulary import CaseType
from panelapp.queries.case_documents import letters_of
from panelapp.queries.letters import LetterKind

K = LetterKind
BOTH = {K.QD, K.FINAL_DECISION}
DETERMINED = BOTH | {K.DECISION, K.DEFERRAL}
REVIEWED = DETERMINED | {K.CONTINUED_SUITABILITY, K.CHANGE_OF_TERMS, K.TERMINATION}
LETTERS: dict[CaseType, set[LetterKind]] = {
    CaseType.MAINSTREAM_APPROVAL: DETERMINED,
    CaseType.CONNECTED_APPROVAL: DETERMINED,
    CaseType.SHORT_BREAK_APPROVAL: DETERMINED,
    CaseType.SUPPORTED_LODGINGS_APPROVAL: DETERMINED,
    CaseType.BRIEF_REPORT: DETERMINED,
    CaseType.REG24_EXTENSION: {K.DECISION, K.DEFERRAL},
    CaseType.FIRST_REVIEW: REVIEWED,
    CaseType.REVIEW: REVIEWED,
    CaseType.REVIEW_UPDATE: REVIEWED,
    CaseType.POST_ALLEGATION_REVIEW: REVIEWED,
    CaseType.STANDARD_OF_CARE_REVIEW: REVIEWED,
    CaseType.CHANGE_OF_APPROVAL: REVIEWED - {K.TERMINATION},
    CaseType.EXEMPTION: {K.DECISION, K.DEFERRAL},
    CaseType.LONG_TERM_MATCH: {K.DECISION, K.DEFERRAL},
    CaseType.RESIGNATION: {K.RESIGNATION, K.TERMINATION},
    CaseType.DEREGISTRATION: REVIEWED,
    CaseType.DISQUALIFICATION_CONSENT: {K.DEFERRAL},
    CaseType.ADVICE: set(),
    CaseType.NOTIFICATION: set(),
}


@pytest.mark.parametrize("case_type", sorted(set(CaseType) - {CaseType.REPRESENTATIONS}))
def test_a_type_offers_only_letters_that_fit(case_type: CaseType) -> None:
    assert letters_of(case_type) == LETTERS[case_type]


def test_after_representations_the_letter_is_that_of_the_case_they_are_about() -> None:
    found = letters_of(CaseType.REPRESENTATIONS, CaseType.MAINSTREAM_APPROVAL)
    assert found == {K.DEFERRAL}
