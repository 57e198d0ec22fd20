"""The audit trail: a row for each action, in a chain that shows every change."""

from __future__ import annotations

import dataclasses
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelapp.actions.agency import UpdateAgency, update_agency
from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.actions.cases import AttachPaper, UpdateCase, attach_paper, update_case
from panelapp.actions.minutes import WriteMinutes, write_minutes
from panelapp.actions.people import RecordLink, record_link
from panelapp.actions.sittings import (
    AddParticipant,
    PlanSitting,
    WithdrawItem,
    add_participant,
    plan_sitting,
    withdraw_item,
)
from panelapp.audit import FIRST_HASH, first_break, one_line, row_hash
from panelapp.domain.errors import NotAllowed, PanelappError
from panelapp.domain.vocabulary import (
    InterestKind,
    LinkKind,
    MinutesSection,
    Outcome,
    QdResponse,
    SittingRole,
    UserRole,
)
from panelapp.queries.audit_trail import AuditQuestion, audit_rows
from tests.factories import (
    CHEAP,
    MEMBER,
    PASSPHRASE,
    TODAY,
    answer,
    case,
    determined_case,
    draft,
    household,
    listed_item,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.factories import Panel


@dataclasses.dataclass
class Row:
    """A row of a chain, apart from any file."""

    seq: int
    at: datetime = datetime(2026, 11, 18, 10, tzinfo=UTC)
    user: str = "Adviser 0001 (synthetic)"
    role: str = "panel_adviser"
    device: str = "desk"
    action: str = "plan_sitting"
    ref: str = "S-2026-001"
    detail: str = ""
    previous_hash: str = FIRST_HASH
    hash: str = ""


def chain(length: int) -> list[Row]:
    rows: list[Row] = []
    for seq in range(1, length + 1):
        row = Row(seq, previous_hash=rows[-1].hash if rows else FIRST_HASH)
        row.hash = row_hash(row)
        rows.append(row)
    return rows


# --- the chain by itself


def test_a_whole_chain_has_no_break() -> None:
    assert first_break([]) is None
    assert first_break(chain(5)) is None


@pytest.mark.parametrize(
    "part", [field.name for field in dataclasses.fields(Row) if field.name != "hash"]
)
def test_K3_a_change_of_any_part_is_found(part: str) -> None:
    rows = chain(5)
    other: dict[str, object] = {"seq": 9, "at": rows[0].at + timedelta(microseconds=1)}
    setattr(rows[2], part, other.get(part, "other"))
    assert first_break(rows) == 3


@given(st.integers(2, 12), st.data())
def test_K3_a_row_removed_from_within_is_found(length: int, data: st.DataObject) -> None:
    rows = chain(length)
    gone = data.draw(st.integers(0, length - 2))
    del rows[gone]
    assert first_break(rows) == gone + 1


@given(st.integers(2, 12), st.data())
def test_K3_two_rows_that_changed_places_are_found(length: int, data: st.DataObject) -> None:
    rows = chain(length)
    first = data.draw(st.integers(0, length - 2))
    rows[first], rows[first + 1] = rows[first + 1], rows[first]
    assert first_break(rows) == first + 1


def test_K3_a_forged_row_with_a_sound_hash_of_its_own_is_found() -> None:
    rows = chain(5)
    forged = Row(3, ref="S-0", previous_hash=rows[1].hash)
    forged.hash = row_hash(forged)
    assert first_break([*rows[:2], forged, *rows[3:]]) == 4


@given(st.text())
def test_K7_nothing_in_a_row_starts_a_new_line_or_steers_a_terminal(text: str) -> None:
    shown = one_line(text)
    assert len(shown.splitlines()) <= 1
    assert shown.isprintable()
    assert len(shown) == len(text)


# --- in the file


def test_K1_a_row_says_who_when_in_which_role_did_what_to_what(panel: Panel) -> None:
    panel.clock.now = datetime(2026, 7, 1, 11, 30, tzinfo=ZoneInfo("Europe/London"))
    panel.administrator.execute(plan_sitting, PlanSitting(held_on=TODAY))
    [(at, user, role, device, action, ref)] = panel.rows(
        "SELECT at, user, role, device, action, ref FROM audit_row ORDER BY seq DESC LIMIT 1"
    )
    assert at.startswith("2026-07-01 10:30:00")
    assert (user, role) == ("Administrator 0005 (synthetic)", "administrator")
    assert device
    assert (action, ref) == ("plan_sitting", "S-2026-001")
    assert panel.auditor.read(audit_rows, AuditQuestion()).first_break is None


def test_K1_a_whole_journey_writes_a_row_for_each_action(panel: Panel) -> None:
    heard = determined_case(panel)
    answer(panel, heard.case, QdResponse.ACCEPTED)
    trail = panel.auditor.read(audit_rows, AuditQuestion())
    assert [row.seq for row in trail.rows] == list(range(1, len(trail.rows) + 1))
    assert trail.first_break is None
    assert [row.action for row in trail.rows][-14:] == [
        "add_household",
        "open_case",
        "plan_sitting",
        "add_item",
        "record_attendance",
        "draft_recommendation",
        "confirm_recommendation",
        "write_minutes",
        "check_minutes",
        "lock_minutes",
        "send_minutes",
        "record_decision",
        "record_notice",
        "record_response",
    ]


def test_K1_a_backup_tells_of_itself(panel: Panel, tmp_path: Path) -> None:
    panel.adviser.back_up(tmp_path / "backups")
    assert panel.audit()[-2:] == [
        (panel.adviser.user_name, action, "backup")
        for action in ("record_backup", "confirm_backup")
    ]


def test_K1_a_refused_question_is_recorded_too(panel: Panel) -> None:
    with pytest.raises(NotAllowed):
        panel.member.read(audit_rows, AuditQuestion())
    assert panel.audit()[-1] == (panel.member.user_name, "refused audit_rows", "")


def test_K1_what_a_rule_refuses_leaves_neither_change_nor_row(panel: Panel) -> None:
    heard = listed_item(panel)
    before = panel.tables()
    with suppress(PanelappError):
        draft(panel, heard, Outcome.SUPPORT)
    assert panel.tables() == before


def test_K1_a_row_that_cannot_be_written_takes_the_action_with_it(panel: Panel) -> None:
    panel.run(
        "CREATE TRIGGER full BEFORE INSERT ON audit_row BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    before = panel.tables()
    with pytest.raises(Exception, match="full"):
        panel.adviser.execute(plan_sitting, PlanSitting(held_on=TODAY))
    assert panel.tables() == before


def drop_triggers(panel: Panel) -> None:
    for (name,) in panel.rows(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_row'"
    ):
        panel.run(f"DROP TRIGGER {name}")


INSERTION = (
    "INSERT INTO audit_row SELECT 4, at, user, role, device, action, ref, detail, previous_hash, "
    "hash FROM audit_row WHERE seq = 3"
)
TAMPERING: dict[str, tuple[tuple[str, ...], int]] = {
    "a changed user": (("UPDATE audit_row SET user = 'Nobody' WHERE seq = 4",), 4),
    "a changed day": (("UPDATE audit_row SET at = '2020-01-01 00:00:00' WHERE seq = 4",), 4),
    "a changed reference": (("UPDATE audit_row SET ref = 'M-9' WHERE seq = 4",), 4),
    "a changed hash": (("UPDATE audit_row SET hash = previous_hash WHERE seq = 4",), 4),
    "a removed row": (("DELETE FROM audit_row WHERE seq = 4",), 4),
    "a removed row with the gap closed": (
        ("DELETE FROM audit_row WHERE seq = 4", "UPDATE audit_row SET seq = seq - 1 WHERE seq > 4"),
        4,
    ),
    "a row put in between": (
        (
            "UPDATE audit_row SET seq = -seq - 1 WHERE seq >= 4",
            "UPDATE audit_row SET seq = -seq WHERE seq < 0",
            INSERTION,
        ),
        4,
    ),
    "two rows exchanged": (
        (
            "UPDATE audit_row SET seq = 1000 WHERE seq = 4",
            "UPDATE audit_row SET seq = 4 WHERE seq = 5",
            "UPDATE audit_row SET seq = 5 WHERE seq = 1000",
        ),
        4,
    ),
    "the first row removed": (("DELETE FROM audit_row WHERE seq = 1",), 1),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_K3_whoever_gets_past_the_triggers_is_found(panel: Panel, how: str) -> None:
    statements, place = TAMPERING[how]
    drop_triggers(panel)
    for statement in statements:
        panel.run(statement)
    assert panel.auditor.read(audit_rows, AuditQuestion()).first_break == place
    assert panel.auditor.verify() == (f"The audit chain is broken at row {place}.",)


# --- what is in a row, and what is not

MARKERS = ("Quillfeather", "Brackenmoor", "Ottoline")


def test_K2_no_words_about_a_person_reach_the_trail(panel: Panel) -> None:
    first, second, third = MARKERS
    ref = case(
        panel,
        home=household(panel, address=first),
        summary=first,
        social_worker=second,
        team_manager=third,
    )
    heard = listed_item(panel)
    actions: tuple[tuple[Callable[..., object], object], ...] = (
        (update_case, UpdateCase(case=ref, summary=second)),
        (
            attach_paper,
            AttachPaper(case=ref, title=first, file_name=f"{second}.txt", content="QQ=="),
        ),
        (add_participant, AddParticipant(**heard.item, name=third, role=SittingRole.PRESENTER)),
        (
            declare_interest,
            DeclareInterest(**heard.item, member=MEMBER, kind=InterestKind.PERSONAL, detail=first),
        ),
        (record_link, RecordLink(member=MEMBER, kind=LinkKind.RELATED, detail=second)),
        (write_minutes, WriteMinutes(**heard.item, sections={MinutesSection.SUMMARY: third})),
        (withdraw_item, WithdrawItem(**heard.item, withdrawn_on=TODAY, reason=first)),
    )
    for handler, command in actions:
        with suppress(PanelappError):
            panel.adviser.execute(handler, command)
    draft(panel, listed_item(panel), Outcome.NOT_SUITABLE, reasons=second, conditions=third)
    trail = repr(panel.rows("SELECT * FROM audit_row"))
    assert not any(marker in trail for marker in MARKERS)
    assert all(marker in repr(panel.tables()) for marker in MARKERS)


HOSTILE = "x\n99,2026-11-18,Nobody,forged\r\x1b[2J</td><script>\u202e\u2028end"


def test_K7_hostile_words_in_every_field_stay_one_row(panel: Panel) -> None:
    panel.adviser.add_user(f"User {HOSTILE}", (UserRole.ADMINISTRATOR,), PASSPHRASE, CHEAP)
    office = panel.as_user(f"User {HOSTILE}")
    before = len(panel.audit())
    office.execute(plan_sitting, PlanSitting(held_on=TODAY, sitting="S\u00a0</td>\ue000end"))
    office.execute(update_agency, UpdateAgency(name=HOSTILE, address=HOSTILE))
    rows = panel.rows("SELECT user, role, device, action, ref, detail FROM audit_row")[before:]
    assert len(rows) == 2
    assert all(str(part).isprintable() for row in rows for part in row)
    assert panel.auditor.read(audit_rows, AuditQuestion()).first_break is None
