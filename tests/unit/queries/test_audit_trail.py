from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from panelapp.actions.people import UpdateMember, update_member
from panelapp.actions.sittings import PlanSitting, plan_sitting
from panelapp.domain.errors import FileTrouble, NotAllowed
from panelapp.domain.vocabulary import FirstDecision, Outcome, UserRole
from panelapp.queries.audit_trail import (
    AuditQuestion,
    LastBackupQuestion,
    TrailPageQuestion,
    audit_rows,
    last_backup,
    trail_page,
)
from tests.factories import MEMBER, TODAY, USERS, decided_case

if TYPE_CHECKING:
    from pathlib import Path

    from panelapp.queries.audit_trail import TrailPage
    from tests.factories import Panel


def page(panel: Panel, **question: object) -> TrailPage:
    return panel.auditor.read(trail_page, TrailPageQuestion(**question))  # type: ignore[arg-type]  # as each test asks


def change_dates(panel: Panel) -> None:
    panel.administrator.execute(
        update_member, UpdateMember(member=MEMBER, dbs_on=TODAY, observed_on=TODAY)
    )


def test_the_newest_row_stands_first_and_speaks_in_words(panel: Panel) -> None:
    change_dates(panel)
    newest = page(panel).rows[0]
    assert (newest.what, newest.about, newest.details) == (
        "Change list entry",
        MEMBER,
        "dbs on, observed on",
    )
    assert (newest.user, newest.role) == (USERS[UserRole.ADMINISTRATOR], "Panel administrator")
    assert newest.at == datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo("Europe/London"))
    assert not newest.was_refused


def test_pages_follow_one_another_without_a_gap(panel: Panel) -> None:
    whole = page(panel)
    first = page(panel, limit=3)
    assert first.matching == whole.matching
    assert first.next_before is not None
    second = page(panel, limit=1000, before=first.next_before)
    assert second.next_before is None
    assert (*first.rows, *second.rows) == whole.rows


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("update member", True),
        ("UPDATE_member", True),
        (f"{MEMBER} administrator", True),
        ("dbs", True),
        ("panel administrator update", True),
        ("change entry", True),
        ("update%", False),
        ("update " * 2000, True),
        ("update \ud800", True),
        ("%" * 60_000, False),
        ("appoint", False),
    ],
)
def test_every_word_of_a_search_is_found(panel: Panel, text: str, *, found: bool) -> None:
    change_dates(panel)
    assert (page(panel, text=text).matching == 1) is found


def test_a_time_is_bounded_by_days_in_england(panel: Panel) -> None:
    before = page(panel).matching
    panel.clock.now = datetime(2026, 6, 30, 23, 30, tzinfo=ZoneInfo("UTC"))
    change_dates(panel)
    # Half past eleven in Greenwich is half past midnight of the next day in a British summer.
    assert page(panel, first=date(2026, 7, 1), last=date(2026, 7, 1)).matching == 1
    assert page(panel, last=date(2026, 6, 30)).matching == 0
    assert page(panel, first=date(2026, 7, 2)).matching == before


def test_codes_are_called_by_their_labels(panel: Panel) -> None:
    decided_case(panel, FirstDecision.QD_NOT_APPROVE, outcome=Outcome.NOT_SUITABLE)
    [row] = page(panel, text="record_decision").rows
    assert row.details == "Qualifying determination: not to approve"


def test_a_refusal_is_marked(panel: Panel) -> None:
    with pytest.raises(NotAllowed):
        panel.chair.execute(plan_sitting, PlanSitting(held_on=TODAY))
    refused = page(panel).rows[0]
    assert (refused.what, refused.was_refused) == ("Plan sitting", True)
    assert page(panel, text="refused").matching == 1


def test_a_decision_maker_reads_what_they_did_themselves(panel: Panel) -> None:
    decided_case(panel)
    own = panel.decision_maker.read(trail_page, TrailPageQuestion())
    assert {row.user for row in own.rows} == {USERS[UserRole.DECISION_MAKER]}
    assert own.matching == len(own.rows)


def test_the_record_check_begins_the_hash_of_the_row(panel: Panel) -> None:
    trail = panel.auditor.read(audit_rows, AuditQuestion())
    assert page(panel).rows[0].record_check == trail.rows[-1].hash[:8]


# --- backups


def test_there_is_no_backup_until_one_passed_its_check(panel: Panel, tmp_path: Path) -> None:
    assert panel.member.read(last_backup, LastBackupQuestion()).at is None
    taken = tmp_path / "taken"
    taken.write_text("a file, where a folder is needed")
    with pytest.raises(FileTrouble):
        panel.adviser.back_up(taken)
    assert panel.member.read(last_backup, LastBackupQuestion()).at is None


def test_the_last_backup_is_dated_and_counted_in_days(panel: Panel, tmp_path: Path) -> None:
    panel.adviser.back_up(tmp_path / "copies")
    panel.clock.go_to(TODAY + timedelta(days=9))
    last = panel.decision_maker.read(last_backup, LastBackupQuestion())
    assert last.at is not None
    assert last.at.date() == TODAY
    assert last.days_ago == 9
