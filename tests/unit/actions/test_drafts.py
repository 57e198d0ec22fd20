"""Unsaved text is kept in the file for whoever typed it, and for nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.actions.drafts import DiscardDraft, KeepDraft, discard_draft, keep_draft
from panelapp.domain.errors import BadInput
from panelapp.domain.vocabulary import InterestKind, UserRole
from panelapp.office import Office
from panelapp.queries.drafts import DraftQuestion, DraftRow, DraftsQuestion, draft, drafts
from tests.factories import PASSPHRASE, USERS, FrozenClock, Panel, listed_item, refused

if TYPE_CHECKING:
    from pathlib import Path

KEY = "minutes/S2026-01/C-2026-0001"


def keep(office: Office, key: str = KEY, **fields: str) -> None:
    outcome = office.execute(keep_draft, KeepDraft(key=key, fields=fields))
    assert outcome.reversal is None
    assert outcome.topics == frozenset()


def kept(office: Office, key: str = KEY) -> DraftRow | None:
    return office.read(draft, DraftQuestion(key=key))


def test_what_is_typed_is_there_again(panel: Panel) -> None:
    assert kept(panel.adviser) is None
    keep(panel.adviser, summary="The panel", questions="How do they sleep?")
    assert kept(panel.adviser) == DraftRow(
        key=KEY,
        fields={"summary": "The panel", "questions": "How do they sleep?"},
        saved_at=panel.clock.now,
    )


def test_later_text_takes_the_place_of_earlier_text(panel: Panel) -> None:
    keep(panel.adviser, summary="The panel", questions="How")
    keep(panel.adviser, summary="The panel met")
    row = kept(panel.adviser)
    assert row is not None
    assert row.fields == {"summary": "The panel met"}
    assert panel.rows("SELECT count(*) FROM draft") == [(1,)]


def test_a_discarded_draft_is_gone_and_another_form_keeps_its_own(panel: Panel) -> None:
    keep(panel.adviser, summary="One")
    keep(panel.adviser, "case/new", summary="Two")
    for _ in range(2):
        panel.adviser.execute(discard_draft, DiscardDraft(key=KEY))
    assert kept(panel.adviser) is None
    assert [row.key for row in panel.adviser.read(drafts, DraftsQuestion())] == ["case/new"]


@pytest.mark.parametrize("role", list(UserRole))
def test_nobody_reads_or_discards_what_another_typed(panel: Panel, role: UserRole) -> None:
    author = panel.chair if role is UserRole.PANEL_ADVISER else panel.adviser
    other = panel.acting(role)
    keep(author, summary="Mine")
    if other.user_name == author.user_name:
        return
    assert kept(other) is None
    assert other.read(drafts, DraftsQuestion()) == ()
    other.execute(discard_draft, DiscardDraft(key=KEY))
    keep(other, summary="Theirs")
    row = kept(author)
    assert row is not None
    assert row.fields == {"summary": "Mine"}


def test_drafts_are_listed_newest_first(panel: Panel) -> None:
    for day, key in enumerate(("a", "b", "c", "a"), start=1):
        panel.clock.go_to(panel.clock.today.replace(day=day))
        keep(panel.adviser, key, text=str(day))
    assert [row.key for row in panel.adviser.read(drafts, DraftsQuestion())] == ["a", "c", "b"]


def test_keeping_a_draft_leaves_the_trail_alone(panel: Panel) -> None:
    before = panel.audit()
    keep(panel.adviser, summary="One")
    panel.adviser.execute(discard_draft, DiscardDraft(key=KEY))
    assert panel.audit() == before


def test_J7_the_draft_of_a_case_with_an_own_interest_is_out_of_sight(panel: Panel) -> None:
    heard = listed_item(panel)
    key = f"minutes/{heard.sitting}/{heard.case}"
    keep(panel.chair, key, summary="Mine")
    keep(panel.chair, "other", summary="Mine too")
    panel.chair.execute(declare_interest, DeclareInterest(**heard.item, kind=InterestKind.PERSONAL))
    assert kept(panel.chair, key) is None
    assert [row.key for row in panel.chair.read(drafts, DraftsQuestion())] == ["other"]


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_a_form_needs_a_name_of_sensible_length(panel: Panel, key: str) -> None:
    with refused(panel, BadInput, "1 to 200 characters"):
        panel.adviser.execute(keep_draft, KeepDraft(key=key, fields={}))


def test_a_draft_survives_a_program_that_ended_without_warning(
    tmp_path: Path, panel: Panel
) -> None:
    keep(panel.adviser, summary="Half a sentence")
    copy = tmp_path / "after-the-crash.fpanel"
    copy.write_bytes(panel.file.path.read_bytes())
    slots = panel.file.path.with_name(f"{panel.file.path.name}-keys")
    copy.with_name(f"{copy.name}-keys").write_bytes(slots.read_bytes())
    assert b"Half a sentence" not in copy.read_bytes()
    name = USERS[UserRole.PANEL_ADVISER]
    with Office.open(copy, user=name, passphrase=PASSPHRASE, now=FrozenClock()) as office:
        row = kept(office)
        assert row is not None
        assert row.fields == {"summary": "Half a sentence"}


def test_a_draft_shows_no_text_when_it_is_printed(panel: Panel) -> None:
    keep(panel.adviser, summary="Quillfeather")
    assert "Quillfeather" not in repr(kept(panel.adviser))
