from __future__ import annotations

from dataclasses import replace

import pytest

from panelapp.documents.agenda import agenda
from panelapp.documents.decision_record import decision_record
from panelapp.documents.minutes import SECTION_HEADINGS, minutes, minutes_extract
from panelapp.documents.render import rendered
from panelapp.domain.errors import NotFound
from panelapp.domain.vocabulary import MinutesSection
from tests.unit.documents.reading import parts_of, words_in_word
from tests.unit.documents.samples import AGENDA, DOCUMENTS, MINUTES, RECORD


def said(name: str) -> str:
    return words_in_word(rendered(DOCUMENTS[name], "docx"))


def test_every_section_has_a_heading() -> None:
    assert set(SECTION_HEADINGS) == set(MinutesSection)


def test_minutes_hold_every_item_with_what_was_said() -> None:
    text = said("minutes")
    for item in MINUTES.items:
        assert f"Item {item.number}: {item.case_type}" in text
        assert item.quorum in text
        for line in item.reasons.splitlines():
            assert line in text
    for part in (
        "Withdraw",
        "Knows the applicant's sister from a choir",
        "Does not support",
        "The bond with the children outweighs the gaps",
        "Not all members agreed.",
        "Deferred: the panel made no recommendation",
        "10 December 2026",
        "Withdrawn: this item was not heard",
        "Approved for up to 2 children (or more if siblings)",
        "Agreed as accurate by Rosalind Osei-Tarn, chair. Locked on 19 November 2026.",
    ):
        assert part in text


def test_final_minutes_carry_the_record_check_in_the_footer() -> None:
    assert "record check 7F3A-92KD" in DOCUMENTS["minutes"].footer
    assert "record check 7F3A-92KD" in DOCUMENTS["minutes-extract"].footer


def test_a_draft_says_so_on_every_page_and_in_its_text() -> None:
    draft = DOCUMENTS["minutes-draft"]
    assert draft.marking.startswith("DRAFT")
    assert "record check" not in draft.footer
    assert "These minutes are not final" in said("minutes-draft")
    assert "DRAFT" not in said("minutes")


def test_an_extract_carries_nothing_of_another_case() -> None:
    telling = replace(
        MINUTES,
        opening=(("Matters arising", "Household 07 was discussed."),),
        closing=(("Any other business", "C-2026-0149 goes back to panel."),),
        quorum="Quorate except for item 3, the Smith review.",
        present=tuple(
            replace(person, times="Left before Household 05") for person in MINUTES.present
        ),
    )
    everything = b"".join(
        parts_of(rendered(minutes_extract(telling, "C-2026-0142"), "docx")).values()
    ).decode("utf-8", "ignore")
    assert "Household 02" in everything
    for item in MINUTES.items:
        if item.case_ref != "C-2026-0142":
            assert item.case_ref not in everything
            assert item.household.split(" (")[0] not in everything
    for other in ("Smith", "Household 07", "Household 05", "item 3", "12 items"):
        assert other not in everything


def test_an_extract_of_a_case_that_was_not_there_is_refused() -> None:
    with pytest.raises(NotFound):
        minutes_extract(MINUTES, "C-2026-9999")


def test_notes_added_after_locking_are_shown_apart() -> None:
    item = replace(MINUTES.items[0], corrections=("20 November 2026: the visit was on 3 May.",))
    text = words_in_word(rendered(minutes(replace(MINUTES, items=(item,))), "docx"))
    assert "Notes added after these minutes were final" in text
    assert "the visit was on 3 May" in text


def test_the_agenda_states_quorum_people_and_cases() -> None:
    text = said("agenda")
    assert AGENDA.quorum_status in text
    for person in AGENDA.expected:
        assert person.name in text
    for item in AGENDA.items:
        assert item.case_ref in text
    for part in (
        "Declarations of interest",
        "Zoë Ŵynne-Hallow: knows the applicant's sister",
        "None declared so far",
        "Returns to panel: presentation 2",
        "09:15, 40 minutes",
        "Assessment report, version 3 (38 pages)",
        "Next sitting: 10 December 2026",
    ):
        assert part in text


def test_an_empty_agenda_is_still_an_agenda() -> None:
    bare = agenda(replace(AGENDA, items=(), expected=(), start=None, finish=None))
    assert "No cases are on this agenda." in words_in_word(rendered(bare, "docx"))


def test_a_record_of_decision_shows_how_it_was_reached() -> None:
    text = said("decision-record")
    for part in (
        "Proposal not to approve",
        "This is a qualifying determination. It is not a final decision.",
        "until 19 December 2026",
        "This agrees with the panel's recommendation.",
        *RECORD.documents_read,
        RECORD.new_information,
        RECORD.panel_reasons_adopted,
        *RECORD.reasons.splitlines(),
        "Theodora Wyvernsby, agency decision maker",
        "4 December 2026",
        "Told by telephone",
    ):
        assert part in text


def test_a_record_with_little_in_it_says_what_is_not_recorded() -> None:
    bare = replace(RECORD, reasons="", documents_read=(), recommendations=(), is_final=True)
    text = words_in_word(rendered(decision_record(bare), "docx"))
    assert text.count("Not recorded") == 2
    assert text.startswith("Record of final decision")
