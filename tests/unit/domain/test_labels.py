from __future__ import annotations

from enum import StrEnum

import pytest

from panelapp.domain import vocabulary
from panelapp.domain.labels import label
from panelapp.domain.vocabulary import CaseType, FirstDecision, SittingRole

CODES = [
    code
    for enumeration in vars(vocabulary).values()
    if isinstance(enumeration, type) and issubclass(enumeration, StrEnum)
    for code in enumeration
]


@pytest.mark.parametrize("code", CODES, ids=repr)
def test_every_code_has_a_label_in_sentence_case(code: StrEnum) -> None:
    text = label(code)
    assert text[0].isupper()
    assert "_" not in text
    assert not text.istitle() or " " not in text or "Review Mechanism" in text


@pytest.mark.parametrize(
    "enumeration",
    {type(code) for code in CODES},
    ids=lambda enumeration: str(enumeration.__name__),
)
def test_no_two_codes_of_a_list_share_a_label(enumeration: type[StrEnum]) -> None:
    labels = [label(code) for code in enumeration]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (CaseType.MAINSTREAM_APPROVAL, "Mainstream application (Form F)"),
        (CaseType.RESIGNATION, "Resignation"),
        (FirstDecision.EXTENSION_GRANTED, "Extension granted"),
        (SittingRole.VICE_CHAIR, "Vice chair"),
    ],
)
def test_a_label_is_the_fields_word(code: StrEnum, text: str) -> None:
    assert label(code) == text
