"""A panel's whole way, from an empty folder to the letter, by keys alone in the real window."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import NoticeKind, Outcome, UserRole
from panelapp.office import Office
from panelapp.queries.audit_trail import AuditQuestion, audit_rows
from panelapp.queries.case_page import CasePageQuestion, case_page
from panelapp.queries.decision_page import DecisionPageQuestion, decision_page
from panelapp.queries.drafts import DraftsQuestion, drafts
from panelapp.queries.due_list import DueQuestion, duties_due
from panelapp.queries.minutes_page import MinutesQuestion, minutes_page
from tests.e2e.journey import (
    ADVISER,
    AGENCY,
    APPLICANTS,
    CASE,
    CHAIR,
    DECIDER,
    PASSWORDS,
    SITTING,
    TODAY,
)
from tests.e2e.playing import played
from tests.unit.documents.reading import pages_of, squeezed, words_in_word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.playing import Ended

FILE = "Westvale.fpanel"

pytestmark = [
    pytest.mark.skipif(
        shutil.which("xvfb-run") is None, reason="not run: xvfb-run is not installed"
    ),
    # The first test of the module waits for the whole journey.
    pytest.mark.timeout(300),
]


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """The journey in a process of its own, on a display of its own."""
    return played("tests.e2e.journey", tmp_path_factory)


@pytest.fixture
def office(ended: Ended) -> Iterator[Office]:
    with Office.open(ended.folder / FILE, user=ADVISER, passphrase=PASSWORDS[ADVISER]) as opened:
        yield opened


def test_the_journey_is_made_by_keys(ended: Ended) -> None:
    assert ended.keys > 500


def test_what_the_panel_recommended_was_decided_and_is_in_force(office: Office) -> None:
    page = office.read(decision_page, DecisionPageQuestion(case=CASE))
    assert page.recommended is not None
    assert page.decision is not None
    said = page.recommended.said
    assert (said.outcome, said.confirmed_on, said.confirmed_by) == (
        Outcome.SUITABLE,
        TODAY,
        CHAIR,
    )
    assert said.terms_sentence
    assert (page.decision.decided_on, page.decision.decided_by) == (TODAY, DECIDER)
    assert page.decision.stand == "As the panel recommended"
    assert page.decision.terms == said.terms_sentence
    in_force = office.read(case_page, CasePageQuestion(case=CASE)).terms
    assert [row.sentence for row in in_force] == [said.terms_sentence]


def test_both_notices_were_given(office: Office) -> None:
    page = office.read(decision_page, DecisionPageQuestion(case=CASE))
    given = {row.kind: row.given_on for row in page.notices}
    assert given == {NoticeKind.ORAL: TODAY, NoticeKind.WRITTEN: TODAY}


def test_what_is_left_to_do_is_the_agreement_and_the_first_review(office: Office) -> None:
    case = office.read(case_page, CasePageQuestion(case=CASE))
    duties = office.read(duties_due, DueQuestion())
    assert [row.duty for row in duties if row.ref in {CASE, SITTING}] == ["sign_agreement"]
    reviews = [row for row in duties if row.ref == case.household and "review" in row.duty.lower()]
    assert [row.due for row in reviews] != []
    assert all(TODAY < row.due <= TODAY + timedelta(days=366) for row in reviews)


def test_the_minutes_are_final_and_with_the_decision_maker(office: Office) -> None:
    page = office.read(minutes_page, MinutesQuestion(sitting=SITTING, case=CASE))
    assert page.lock is not None
    assert (page.lock.by, page.lock.on) == (CHAIR, TODAY)
    assert page.received_on == TODAY
    assert page.next_act is None


def test_each_did_what_is_theirs_in_order(office: Office) -> None:
    trail = office.read(audit_rows, AuditQuestion())
    assert trail.first_break is None
    did = [(row.action, row.user, UserRole(row.role)) for row in trail.rows]
    adviser, chair, decider = (
        (ADVISER, UserRole.PANEL_ADVISER),
        (CHAIR, UserRole.CHAIR),
        (DECIDER, UserRole.DECISION_MAKER),
    )
    wanted = [
        ("open_case", *adviser),
        ("attach_paper", *adviser),
        ("plan_sitting", *adviser),
        ("add_item", *adviser),
        ("ask_members", *adviser),
        ("confirm_recommendation", *chair),
        ("lock_minutes", *chair),
        ("send_minutes", *adviser),
        ("record_decision", *decider),
        ("record_notice", *adviser),
        ("record_notice", *adviser),
    ]
    rest = iter(did)
    assert [step for step in wanted if step not in rest] == []


def test_an_undone_step_is_told_in_the_log(office: Office) -> None:
    actions = [row.action for row in office.read(audit_rows, AuditQuestion()).rows]
    undone = [action for action in actions if action.startswith("undo ")]
    assert undone != []
    assert all(action.removeprefix("undo ") in actions for action in undone)


@pytest.mark.parametrize("name", [ADVISER, CHAIR, DECIDER])
def test_nobody_left_anything_unsaved(ended: Ended, name: str) -> None:
    path = ended.folder / FILE
    with Office.open(path, user=name, passphrase=PASSWORDS[name]) as office:
        assert office.read(drafts, DraftsQuestion()) == ()


def test_the_file_is_sound(office: Office) -> None:
    assert office.verify() == ()


def words_of(path: Path) -> str:
    """What a saved document says, without white space."""
    content = path.read_bytes()
    said = words_in_word(content) if path.suffix == ".docx" else "".join(pages_of(content))
    return squeezed(said)


@pytest.mark.parametrize("kind", [".docx", ".pdf"])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("agenda", (CASE,)),
        ("minutes", (CASE, CHAIR, *APPLICANTS)),
        ("letter", APPLICANTS),
    ],
)
def test_saved_documents_say_whose_they_are_and_of_which_day(
    ended: Ended, name: str, kind: str, words: tuple[str, ...]
) -> None:
    said = words_of(ended.folder / f"{name}{kind}")
    for wanted in (AGENCY, long_date(TODAY), *words):
        assert squeezed(wanted) in said, wanted


@pytest.mark.parametrize("kind", [".docx", ".pdf"])
def test_minutes_and_letter_tell_the_terms(ended: Ended, office: Office, kind: str) -> None:
    decided = office.read(decision_page, DecisionPageQuestion(case=CASE)).decision
    assert decided is not None
    for name in ("minutes", "letter"):
        assert squeezed(decided.terms) in words_of(ended.folder / f"{name}{kind}")
