"""Six cases from the day they are opened to their end, by keys alone in the real window."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from panelapp.domain.rules.lifecycle import CaseState
from panelapp.domain.vocabulary import CaseType, NoticeKind, Outcome, QdResponse
from panelapp.office import Office
from panelapp.queries.audit_trail import AuditQuestion, audit_rows
from panelapp.queries.case_page import CasePage, CasePageQuestion, case_page
from panelapp.queries.decision_page import DecisionPage, DecisionPageQuestion, decision_page
from panelapp.queries.drafts import DraftsQuestion, drafts
from panelapp.queries.due_list import DueQuestion, duties_due
from panelapp.queries.household_page import HouseholdPageQuestion, household_page
from tests.e2e.journey import ADVISER, CHAIR, DECIDER, PASSWORDS, TODAY
from tests.e2e.lives import (
    BRIEF,
    CHANGE,
    CHILD,
    EXTENSION,
    FILE,
    LIVES,
    MATCH,
    OFFICER,
    REPRESENTATIONS,
    RESIGNATION,
    REVIEW,
    SUPPORT,
)
from tests.e2e.playing import played

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.lives import Life
    from tests.e2e.playing import Ended

pytestmark = [
    pytest.mark.skipif(
        shutil.which("xvfb-run") is None, reason="not run: xvfb-run is not installed"
    ),
    # The first test of the module waits for all six lives.
    pytest.mark.timeout(600),
]
TO_THE_DECISION = (
    ("open_case", ADVISER),
    ("draft_recommendation", CHAIR),
    ("confirm_recommendation", CHAIR),
    ("write_minutes", CHAIR),
    ("check_minutes", ADVISER),
    ("lock_minutes", CHAIR),
)
SENT = ("send_minutes", ADVISER)
DECIDED = ("record_decision", DECIDER)
TOLD = ("record_notice", ADVISER)
BEFORE, AFTER = (
    "Approved for up to 2 children aged 0 to 10 of any gender.",
    "Approved for up to 3 children aged 0 to 17 of any gender.",
)


@dataclass(frozen=True)
class Lived:
    """What the file holds of a case that was lived to its end."""

    case: CasePage
    decision: DecisionPage
    said: tuple[Outcome, str]
    decided: tuple[str, str]
    told: frozenset[NoticeKind]
    did: tuple[tuple[str, str], ...]


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """All six lives in a process of their own, on a display of their own."""
    return played("tests.e2e.lives", tmp_path_factory)


@pytest.fixture
def office(ended: Ended) -> Iterator[Office]:
    with Office.open(ended.folder / FILE, user=ADVISER, passphrase=PASSWORDS[ADVISER]) as opened:
        yield opened


def lived(office: Office, ref: str) -> Lived:
    case = office.read(case_page, CasePageQuestion(case=ref))
    page = office.read(decision_page, DecisionPageQuestion(case=ref))
    assert page.recommended is not None
    said, made = page.recommended.said, page.decision
    assert (said.confirmed_by, said.confirmed_on) == (CHAIR, TODAY)
    assert all(notice.given_on == TODAY for notice in page.notices)
    trail = office.read(audit_rows, AuditQuestion())
    return Lived(
        case=case,
        decision=page,
        said=(said.outcome, said.terms_sentence),
        decided=(made.label, made.terms) if made else ("", ""),
        told=frozenset(notice.kind for notice in page.notices),
        did=tuple((row.action, row.user) for row in trail.rows if row.ref == ref),
    )


def closed(office: Office, life: Life, case_type: CaseType) -> Lived:
    """A case of a type that was decided as the panel recommended, and is closed."""
    found = lived(office, life.ref)
    assert (found.case.case_type, found.case.state) == (case_type, CaseState.CLOSED)
    assert found.decision.decision is not None
    assert found.decision.decision.decided_by == DECIDER
    assert found.decision.decision.stand == "As the panel recommended"
    assert found.decided[0] == life.decided
    return found


def test_an_extension_needs_four_things_first_and_the_officer(office: Office) -> None:
    found = closed(office, EXTENSION, CaseType.REG24_EXTENSION)
    known = found.case.details
    assert [child.name for child in known.children] == [CHILD]
    assert (known.still_appropriate_on, known.iro_informed_on) == (TODAY, TODAY)
    assert (known.extended_on, known.extended_by) == (TODAY, OFFICER)
    assert found.said == (Outcome.SUPPORT, "")
    assert found.told == {NoticeKind.WRITTEN}
    changed = ("update_case", ADVISER)
    opened, *rest = TO_THE_DECISION
    assert found.did == (opened, changed, *rest, SENT, changed, DECIDED, TOLD)
    left = [row.duty for row in office.read(duties_due, DueQuestion()) if row.ref == EXTENSION.ref]
    assert left == ["settle_temporary_approval"]


def test_a_brief_report_is_refused_twice_with_representations_between(office: Office) -> None:
    found = closed(office, BRIEF, CaseType.BRIEF_REPORT)
    assert found.said == (Outcome.NOT_SUITABLE, "")
    assert found.decision.decision is not None
    assert found.decision.decision.is_determination
    assert found.decision.answer is not None
    assert found.decision.answer.response is QdResponse.REPRESENTATIONS
    assert found.decision.answer.received_on == TODAY
    assert found.decision.answer.representations_ref == REPRESENTATIONS
    assert found.decision.final is not None
    assert found.decision.final.label == "Approval refused"
    assert found.told == {NoticeKind.WRITTEN, NoticeKind.FINAL_WRITTEN}
    answered, finally_decided = ("record_response", ADVISER), ("record_final_decision", DECIDER)
    after = (SENT, DECIDED, TOLD, answered, finally_decided, TOLD)
    assert found.did == (*TO_THE_DECISION, *after)


def test_representations_are_heard_and_decided_on_the_case_that_they_are_about(
    office: Office,
) -> None:
    found = lived(office, REPRESENTATIONS)
    assert (found.case.case_type, found.case.state) == (CaseType.REPRESENTATIONS, CaseState.CLOSED)
    assert found.case.follows == BRIEF.ref
    assert found.said == (Outcome.NOT_SUITABLE, "")
    assert found.decision.decision is None
    assert found.did == (*TO_THE_DECISION, SENT)


def test_a_first_review_keeps_the_terms_and_starts_the_next_year(office: Office) -> None:
    found = closed(office, REVIEW, CaseType.FIRST_REVIEW)
    assert found.said == (Outcome.CONTINUE, BEFORE)
    assert found.decided[1] == BEFORE
    assert found.told == {NoticeKind.WRITTEN}
    assert found.did == (*TO_THE_DECISION, SENT, DECIDED, TOLD)
    household = found.case.household
    due = [row for row in office.read(duties_due, DueQuestion()) if row.ref == household]
    assert [row.duty for row in due] == ["review"]
    assert TODAY < due[0].due <= TODAY + timedelta(days=366)


def test_a_change_of_terms_that_is_agreed_in_writing_is_in_force_at_once(office: Office) -> None:
    found = closed(office, CHANGE, CaseType.CHANGE_OF_APPROVAL)
    assert found.said == (Outcome.AGREE_CHANGE, AFTER)
    assert found.decision.decision is not None
    assert not found.decision.decision.is_determination
    assert found.decision.decision.support_statement == SUPPORT
    assert found.case.details.of_its_kind.carer_agreed_on == TODAY
    assert next((row.since, row.sentence) for row in found.case.terms) == (TODAY, AFTER)
    assert found.told == {NoticeKind.WRITTEN}
    assert found.did == (*TO_THE_DECISION, SENT, DECIDED, TOLD)


def test_a_long_term_match_names_its_child(office: Office) -> None:
    found = closed(office, MATCH, CaseType.LONG_TERM_MATCH)
    assert [child.name for child in found.case.details.children] == [CHILD]
    assert found.said == (Outcome.SUPPORT, "")
    assert found.told == {NoticeKind.WRITTEN}
    assert found.did == (*TO_THE_DECISION, SENT, DECIDED, TOLD)


def test_a_resignation_is_noted_twice_and_ends_the_approval_by_itself(office: Office) -> None:
    found = closed(office, RESIGNATION, CaseType.RESIGNATION)
    assert found.said == (Outcome.NOTED, "")
    assert found.told == frozenset()
    assert found.did == (*TO_THE_DECISION, DECIDED)
    household = office.read(household_page, HouseholdPageQuestion(household=found.case.household))
    assert household.ended_on == TODAY + timedelta(days=28)
    trail = office.read(audit_rows, AuditQuestion())
    assert ("record_resignation", ADVISER) in [
        (row.action, row.user) for row in trail.rows if row.ref == found.case.household
    ]


def test_six_items_shared_one_sitting(office: Office) -> None:
    held = {office.read(case_page, CasePageQuestion(case=life.ref)).sitting for life in LIVES}
    assert len(held) == 1
    assert len({life.case_type for life in LIVES}) == len(LIVES)


@pytest.mark.parametrize("name", [ADVISER, CHAIR, DECIDER])
def test_nobody_left_anything_unsaved(ended: Ended, name: str) -> None:
    with Office.open(ended.folder / FILE, user=name, passphrase=PASSWORDS[name]) as opened:
        assert opened.read(drafts, DraftsQuestion()) == ()


def test_the_file_is_sound_and_its_log_whole(office: Office) -> None:
    assert office.verify() == ()
    assert office.read(audit_rows, AuditQuestion()).first_break is None
