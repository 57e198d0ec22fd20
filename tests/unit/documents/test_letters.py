from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from panelapp.documents.letter_decision import DecisionContent, decision_letter
from panelapp.documents.letter_deferral import deferral_letter
from panelapp.documents.letter_determination import determination_letter
from panelapp.documents.letter_final import final_decision_letter
from panelapp.documents.letter_review import consent_letter
from panelapp.documents.render import rendered
from panelapp.domain.errors import BadInput, RuleBroken
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import FinalDecision, FirstDecision, QdResponse
from tests.unit.documents.reading import words_in_word
from tests.unit.documents.samples import (
    AGENCY,
    CHANGE_DETERMINATION,
    CONSENT,
    DEFERRAL,
    DETERMINATION,
    DOCUMENTS,
    FINAL,
    LETTER,
)

if TYPE_CHECKING:
    from panelapp.documents.content import Document

DETERMINATIONS = [name for name in DOCUMENTS if name.startswith("letter-qd")]
OTHERS = [name for name in DOCUMENTS if name.startswith("letter-") and "qd" not in name]


def said(document: Document) -> str:
    return words_in_word(rendered(document, "docx"))


@pytest.mark.parametrize("name", DETERMINATIONS)
def test_a_determination_has_every_part_that_the_regulations_ask_for(name: str) -> None:
    text = said(DOCUMENTS[name])
    for part in (
        "This letter is a qualifying determination",
        "What I propose",
        "My reasons",
        DETERMINATION.reasons.splitlines()[0],
        "What the fostering panel recommended",
        "You have 28 calendar days from the date of this letter",
        "Saturday 19 December 2026",
        "You cannot take both",
        "Either: write to us",
        "written representations",
        "Or: ask for an independent review",
        "Independent Review Mechanism",
        "irm@review.example",
        "If we do not hear from you",
        "If you wish to complain",
        "complaints@larkfield.example",
        "Sent by: first class post and email",
        "Enclosed: ",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("determination", "regulation", "title"),
    [
        (FirstDecision.QD_NOT_APPROVE, "regulation 27(6)", "Proposal not to approve you"),
        (FirstDecision.QD_TERMINATE, "regulation 28(7)", "Proposal to end your approval"),
        (FirstDecision.QD_CHANGE_TERMS, "regulation 28(7)", "Proposal to change the terms"),
    ],
)
def test_a_determination_names_its_regulation(
    determination: FirstDecision, regulation: str, title: str
) -> None:
    content = replace(CHANGE_DETERMINATION, determination=determination)
    text = said(determination_letter(content))
    assert regulation in text
    assert title in text


def test_the_last_day_is_28_days_after_the_letter_bank_holidays_or_not() -> None:
    christmas = replace(DETERMINATION, letter=replace(LETTER, dated_on=date(2026, 11, 27)))
    assert christmas.reply_by == date(2026, 12, 25)
    assert "Friday 25 December 2026" in said(determination_letter(christmas))


def test_the_panels_recommendation_is_quoted_with_its_reasons() -> None:
    text = said(DOCUMENTS["letter-qd-approval"])
    assert "Not suitable to be approved." in text
    assert DETERMINATION.panel is not None
    for line in DETERMINATION.panel.reasons.splitlines():
        assert line in text


def test_a_determination_without_a_panel_says_so() -> None:
    assert "was not put to the fostering panel" in said(DOCUMENTS["letter-qd-terminate"])


def test_a_change_of_terms_says_what_support_is_given_and_how_to_agree() -> None:
    text = said(DOCUMENTS["letter-qd-terms"])
    assert CHANGE_DETERMINATION.support_statement in text
    assert "If you agree in writing, the new terms can start straight away" in text
    assert "Approved for up to 1 child aged 5 to 10" in text
    assert "Approved for up to 2 children" in text
    assert "Write to us, by letter or email, that you agree" in text


def test_one_person_is_addressed_as_one() -> None:
    alone = replace(DETERMINATION, letter=replace(LETTER, people=("Ms Odalys Quillfeather",)))
    assert "I propose not to approve you as a foster carer." in said(determination_letter(alone))


@pytest.mark.parametrize(
    ("content", "citation"),
    [
        (replace(DETERMINATION, reasons="  "), "reg. 27(6)"),
        (
            replace(DETERMINATION, determination=FirstDecision.QD_TERMINATE, reasons=""),
            "reg. 28(7)",
        ),
        (
            replace(DETERMINATION, letter=replace(LETTER, agency=replace(AGENCY, irm_contact=""))),
            "reg. 27(6)",
        ),
        (replace(CHANGE_DETERMINATION, support_statement=""), "reg. 28(8)(a)"),
        (replace(CHANGE_DETERMINATION, proposed_terms=None), "reg. 28(7)"),
        (replace(CHANGE_DETERMINATION, proposed_terms=Terms()), "reg. 28(7)"),
    ],
)
def test_a_determination_that_lacks_a_part_is_refused(content: object, citation: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        determination_letter(content)  # type: ignore[arg-type]  # parametrised
    assert citation in refused.value.citation
    assert "Quillfeather" not in str(refused.value)


def test_a_determination_letter_is_made_only_for_a_determination() -> None:
    with pytest.raises(BadInput):
        determination_letter(replace(DETERMINATION, determination=FirstDecision.APPROVE))


@pytest.mark.parametrize("name", OTHERS)
def test_no_other_letter_offers_an_independent_review(name: str) -> None:
    text = said(DOCUMENTS[name]).lower()
    for words in ("independent review mechanism", "irm", "qualifying determination"):
        assert words not in text.replace("confirm", "")


@pytest.mark.parametrize("name", [*DETERMINATIONS, *OTHERS])
def test_every_letter_is_dated_addressed_and_signed(name: str) -> None:
    text = said(DOCUMENTS[name])
    for part in (
        "Larkfield Borough Council Fostering Service",
        "21 November 2026",
        "Our reference: C-2026-0142",
        "14 Make-Believe Close",
        "Dear Ms Odalys Quillfeather and Mr Bram Quillfeather",
        "Yours sincerely",
        "Theodora Wyvernsby",
        "Agency decision maker",
    ):
        assert part in text


def test_an_approval_states_terms_day_agreement_and_review() -> None:
    text = said(DOCUMENTS["letter-approval"])
    for part in (
        "You are approved as foster carers from 20 November 2026",
        "Approved for up to 2 children (or more if siblings) aged 0 to 10 of any gender",
        "regulation 27(5)",
        "foster care agreement",
        "19 November 2027",
    ):
        assert part in text


def test_a_resignation_ends_approval_28_days_after_receipt() -> None:
    text = said(DOCUMENTS["letter-resignation"])
    assert "Your approval as foster carers ends on 14 December 2026" in text
    assert "A resignation cannot be taken back" in text


def test_a_copy_goes_to_the_placing_authority() -> None:
    assert "Copied to: Otherton County Council" in said(DOCUMENTS["letter-continued"])


@pytest.mark.parametrize("decision", FinalDecision)
@pytest.mark.parametrize("response", QdResponse)
def test_every_final_decision_has_its_letter(decision: FinalDecision, response: QdResponse) -> None:
    text = said(final_decision_letter(replace(FINAL, decision=decision, response=response)))
    assert "I made my final decision" in text
    applied = decision in {FinalDecision.APPROVE, FinalDecision.NOT_APPROVE}
    assert ("regulation 27 of" if applied else "regulation 28 of") in text


@pytest.mark.parametrize(
    "decision", [FinalDecision.NOT_APPROVE, FinalDecision.TERMINATE, FinalDecision.CHANGE_TERMS]
)
def test_a_final_decision_against_the_person_needs_reasons(decision: FinalDecision) -> None:
    with pytest.raises(RuleBroken):
        final_decision_letter(replace(FINAL, decision=decision, reasons=""))


def test_a_final_decision_in_favour_needs_none() -> None:
    favourable = replace(FINAL, decision=FinalDecision.APPROVE, reasons="")
    assert "My reasons" not in said(final_decision_letter(favourable))


def test_terms_change_by_consent_only_with_a_signed_agreement() -> None:
    with pytest.raises(RuleBroken, match=r"reg\. 28\(9A\)"):
        consent_letter(replace(CONSENT, agreed_on=None))
    with pytest.raises(RuleBroken, match=r"reg\. 28\(8\)\(a\)"):
        consent_letter(replace(CONSENT, support_statement=" "))


def test_a_deferral_must_say_what_is_needed() -> None:
    with pytest.raises(RuleBroken):
        deferral_letter(replace(DEFERRAL, needed=""))


def test_an_open_deferral_prints_no_empty_values() -> None:
    text = said(deferral_letter(replace(DEFERRAL, needed_from="", needed_by=None, returns_on=None)))
    assert text.count("Not recorded") == 2
    assert "To be arranged" in text


OTHER_DECISIONS = [
    decision
    for decision in FirstDecision
    if decision
    not in {FirstDecision.APPROVE, FirstDecision.CONTINUE, FirstDecision.CHANGE_TERMS_BY_CONSENT}
    and not decision.is_qualifying_determination
]


@pytest.mark.parametrize("decision", OTHER_DECISIONS)
def test_every_other_first_decision_has_a_letter(decision: FirstDecision) -> None:
    content = DecisionContent(
        letter=LETTER, decision=decision, decided_on=date(2026, 11, 20), reasons="Because."
    )
    assert "the decision that I made on 20 November 2026" in said(decision_letter(content))


def test_a_refusal_needs_reasons_and_other_letters_are_sent_elsewhere() -> None:
    refused = DecisionContent(
        letter=LETTER, decision=FirstDecision.MATCH_NOT_AGREED, decided_on=date(2026, 11, 20)
    )
    with pytest.raises(RuleBroken):
        decision_letter(refused)
    with pytest.raises(BadInput):
        decision_letter(replace(refused, decision=FirstDecision.QD_TERMINATE))
