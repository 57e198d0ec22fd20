"""Backups, the check of the file and the audit trail, worked with the keyboard."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from panelapp.actions.sittings import PlanSitting, plan_sitting
from panelapp.domain.errors import NotAllowed
from panelapp.domain.vocabulary import UserRole
from tests.factories import TODAY, USERS, decided_case
from tests.ui.pages import buttons, open_page, press, words
from ui.bootstrap import rail_for
from ui.components.place import Place
from ui.screens.records.page import RecordsPage
from ui.theme.reading import preferences

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.factories import Panel

pytestmark = pytest.mark.usefixtures("appearance")


@pytest.fixture(autouse=True)
def no_folder_kept() -> None:
    preferences().remove("records/backup_folder")


def opened(qtbot: QtBot, panel: Panel, role: UserRole = UserRole.PANEL_ADVISER) -> RecordsPage:
    return open_page(qtbot, RecordsPage, panel.acting(role), Place("records"))


def test_a_backup_is_made_with_the_keyboard_alone(
    qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    page = opened(qtbot, panel)
    assert "No backup was made yet." in words(page)
    folder = tmp_path / "copies"
    assert page.backup.folder.edit.hasFocus()
    QTest.keyClicks(page.backup.folder.edit, str(folder))
    press(page, "Back up now", Qt.Key.Key_Return)
    assert [path.suffix for path in sorted(folder.iterdir())] == [
        ".fpanel-backup",
        ".fpanel-backup-keys",
    ]
    assert "opened again and checked" in page.banner.text
    assert "Last backed up today at 10:00." in words(page)
    assert page.backup.state.text() == "Checked"
    assert opened(qtbot, panel).backup.folder.value() == str(folder)


def test_a_backup_that_cannot_be_made_says_so_beside_the_folder(
    qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file where a folder is needed")
    page = opened(qtbot, panel)
    press(page, "Back up now", Qt.Key.Key_Return)
    assert page.backup.form.summary.words() == ("Choose a folder for the backup.",)
    page.backup.folder.set_value(str(taken))
    press(page, "Back up now", Qt.Key.Key_Return)
    assert "No backup was made." in page.backup.form.summary.words()[0]
    assert page.backup.state.text() == "Not backed up"
    assert page.backup.make_button.isEnabled()


def test_an_old_backup_is_called_old(qtbot: QtBot, panel: Panel, tmp_path: Path) -> None:
    panel.adviser.back_up(tmp_path / "copies")
    panel.clock.go_to(TODAY + timedelta(days=9))
    page = opened(qtbot, panel)
    assert "Last backed up on 18 November 2026 at 10:00." in words(page)
    assert page.backup.state.text() == "9 days ago"


def test_a_sound_file_is_called_sound(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel)
    press(page, "Check this file", Qt.Key.Key_Return)
    assert page.check.result.text() == "The file is sound"
    assert page.check.findings.isHidden()


def test_a_broken_chain_is_found_and_what_to_do_is_said(qtbot: QtBot, panel: Panel) -> None:
    panel.run("DROP TRIGGER IF EXISTS audit_row_no_update")
    [(name,)] = panel.rows(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_row'"
        " AND sql LIKE '%UPDATE%' LIMIT 1"
    )
    panel.run(f"DROP TRIGGER {name}")
    panel.run("UPDATE audit_row SET ref = 'M-1999-001' WHERE seq = 3")
    page = opened(qtbot, panel)
    press(page, "Check this file", Qt.Key.Key_Return)
    assert page.check.result.text() == "There is a problem"
    assert "The audit chain is broken at row 3." in page.check.findings.text()
    assert "Restore the newest backup" in page.check.findings.text()


def test_the_trail_is_filtered_by_what_is_typed(qtbot: QtBot, panel: Panel) -> None:
    with pytest.raises(NotAllowed):
        panel.chair.execute(plan_sitting, PlanSitting(held_on=TODAY))
    page = opened(qtbot, panel)
    everything = len(page.trail.table.rows.rows)
    page.trail.filter.setFocus()
    with qtbot.waitSignal(page.trail.wanted):
        QTest.keyClicks(page.trail.filter, "refused plan")
    [row] = page.trail.table.rows.rows
    assert (row.user, row.was_refused) == (USERS[UserRole.CHAIR], True)
    index = page.trail.table.rows.index(0, 3)
    assert index.data() == "Refused: plan sitting"
    assert page.trail.count.text() == "1 of 1 rows"
    assert everything > 1
    with qtbot.waitSignal(page.trail.wanted):
        QTest.keyClicks(page.trail.filter, " nowhere")
    assert "No row has all of these words." in words(page)


def test_older_rows_follow_under_the_newest(
    qtbot: QtBot, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(210):
        panel.adviser.execute(plan_sitting, PlanSitting(held_on=TODAY))
    page = opened(qtbot, panel)
    assert len(page.trail.table.rows.rows) == 200
    press(page, "Show older rows", Qt.Key.Key_Return)
    assert len(page.trail.table.rows.rows) == len(panel.audit())
    assert [row.seq for row in page.trail.table.rows.rows][-1] == 1
    assert "Show older rows" not in buttons(page)


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (UserRole.PANEL_ADVISER, {"backup", "check", "trail"}),
        (UserRole.ADMINISTRATOR, {"backup", "check"}),
        (UserRole.AUDITOR, {"check", "trail"}),
        (UserRole.DECISION_MAKER, {"trail"}),
        (UserRole.CHAIR, set()),
        (UserRole.MEMBER, set()),
    ],
)
def test_only_what_a_role_may_use_is_offered(
    qtbot: QtBot, panel: Panel, role: UserRole, offered: set[str]
) -> None:
    before = panel.audit()
    page = opened(qtbot, panel, role)
    parts = {"backup": page.backup.act_part, "check": page.check, "trail": page.trail}
    assert {name for name, part in parts.items() if part.isVisible()} == offered
    assert panel.audit() == before


def test_a_decision_maker_reads_their_own_rows(qtbot: QtBot, panel: Panel) -> None:
    decided_case(panel)
    page = opened(qtbot, panel, UserRole.DECISION_MAKER)
    assert {row.user for row in page.trail.table.rows.rows} == {USERS[UserRole.DECISION_MAKER]}


def test_who_can_open_the_file_is_a_key_away(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel)
    with qtbot.waitSignal(page.navigate) as went:
        press(page, "Who can open this file", Qt.Key.Key_Return)
    assert went.args == [Place("settings", "users")]


@pytest.mark.parametrize("role", list(UserRole))
def test_the_rail_leads_there_for_whoever_finds_something(role: UserRole) -> None:
    finds = {
        UserRole.PANEL_ADVISER,
        UserRole.ADMINISTRATOR,
        UserRole.AUDITOR,
        UserRole.DECISION_MAKER,
    }
    assert ("records" in {entry.screen for entry in rail_for(role)}) is (role in finds)
