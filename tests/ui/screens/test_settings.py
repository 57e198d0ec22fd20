"""The settings: one part at a time, each worked with the keyboard."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from panelapp.actions.agency import (
    AddNonWorkingDay,
    ChangeSettings,
    add_non_working_day,
    change_settings,
)
from panelapp.domain.errors import FileTrouble
from panelapp.domain.vocabulary import UserRole
from tests.factories import OTHER, PASSPHRASE, USERS
from tests.ui.pages import button, buttons, open_page, press, rows, settle, words
from ui.components.confirm import Confirmation
from ui.components.place import Place
from ui.screens.settings.page import SettingsPage
from ui.screens.settings.password import PasswordPart
from ui.screens.settings.reading import ReadingPart
from ui.screens.settings.recovery import RecoveryPart
from ui.screens.settings.users import UsersPart
from ui.theme.reading import Reading, kept_reading
from ui.theme.tokens import ThemeName, Tint

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tests.factories import Panel
    from ui.theme.appearance import Appearance

pytestmark = pytest.mark.usefixtures("appearance")
NEW = "meadow kettle drawbridge"


def opened(
    qtbot: QtBot, panel: Panel, *part: str, role: UserRole = UserRole.PANEL_ADVISER
) -> SettingsPage:
    return open_page(qtbot, SettingsPage, panel.acting(role), Place("settings", *part))


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def key(which: Qt.Key) -> None:
    QTest.keyClick(focused(), which)
    settle()


def question(page: SettingsPage) -> Confirmation:
    found = page.findChild(Confirmation)
    assert isinstance(found, Confirmation)
    return found


# --- the overview


def test_a_part_is_opened_with_the_keyboard_alone(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel)
    assert focused().accessibleName().startswith("Reading")
    key(Qt.Key.Key_Tab)
    with qtbot.waitSignal(page.navigate) as went:
        key(Qt.Key.Key_Return)
    assert went.args == [Place("settings", "password")]


@pytest.mark.parametrize(
    ("role", "parts"),
    [
        (UserRole.PANEL_ADVISER, 7),
        (UserRole.ADMINISTRATOR, 6),
        (UserRole.AUDITOR, 6),
        (UserRole.CHAIR, 2),
        (UserRole.DECISION_MAKER, 2),
        (UserRole.MEMBER, 2),
    ],
)
def test_only_what_a_role_may_use_is_shown(
    qtbot: QtBot, panel: Panel, role: UserRole, parts: int
) -> None:
    before = panel.audit()
    assert len(rows(opened(qtbot, panel, role=role))) == parts
    assert panel.audit() == before


# --- reading


def test_a_reading_option_shows_at_once_and_is_kept(
    qtbot: QtBot, panel: Panel, appearance: Appearance
) -> None:
    part = opened(qtbot, panel, "reading").part
    assert isinstance(part, ReadingPart)
    chosen = part.form.field("theme").focus_target()
    assert focused() is chosen
    key(Qt.Key.Key_Down)
    assert appearance.reading.theme is ThemeName.DARK
    assert kept_reading().theme is ThemeName.DARK
    size = part.form.field("size").focus_target()
    size.setFocus()
    key(Qt.Key.Key_Down)
    assert appearance.reading.size == 110
    assert appearance.reading.theme is ThemeName.DARK


def test_the_options_in_use_are_shown_and_the_usual_ones_come_back(
    qtbot: QtBot, panel: Panel, appearance: Appearance
) -> None:
    appearance.choose(Reading(theme=ThemeName.LIGHT, tint=Tint.CREAM, size=125, spacing=1.5))
    page = opened(qtbot, panel, "reading")
    part = page.part
    assert isinstance(part, ReadingPart)
    assert part.form.read() == {
        "theme": ThemeName.LIGHT,
        "tint": Tint.CREAM,
        "typeface": Reading().typeface,
        "size": 125,
        "spacing": 1.5,
    }
    press(page, "Use the usual options", Qt.Key.Key_Space)
    assert appearance.reading == Reading()


# --- the password


def test_a_password_is_changed_by_who_knows_the_old_one(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel, "password", role=UserRole.CHAIR)
    part = page.part
    assert isinstance(part, PasswordPart)
    QTest.keyClicks(focused(), PASSPHRASE)
    part.form.field("new").focus_target().setFocus()
    QTest.keyClicks(focused(), NEW)
    press(page, "Change password", Qt.Key.Key_Return)
    assert page.banner.text.startswith("Use the new password")
    assert part.form.field("now").focus_target().text() == ""  # type: ignore[attr-defined]  # a line edit
    panel.adviser.hand_to(USERS[UserRole.CHAIR], NEW)
    with pytest.raises(FileTrouble):
        panel.adviser.hand_to(USERS[UserRole.CHAIR], PASSPHRASE)


@pytest.mark.parametrize(
    ("now", "new", "words_said"),
    [
        ("not the password", NEW, "The password is not right"),
        (PASSPHRASE, "too short", "at least 12 characters"),
        ("", NEW, "Enter your password now."),
    ],
)
def test_a_password_stays_when_something_is_wrong(
    qtbot: QtBot, panel: Panel, now: str, new: str, words_said: str
) -> None:
    page = opened(qtbot, panel, "password", role=UserRole.CHAIR)
    part = page.part
    assert isinstance(part, PasswordPart)
    part.form.set_values({"now": now, "new": new})
    press(page, "Change password", Qt.Key.Key_Return)
    assert words_said in part.form.summary.words()[0]
    assert part.change_button.isEnabled()
    panel.adviser.hand_to(USERS[UserRole.CHAIR], PASSPHRASE)


# --- the agency


def test_details_of_the_agency_are_changed(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel, "agency")
    press(page, "Change details", Qt.Key.Key_Return)
    QTest.keyClicks(focused(), " and Coast")
    press(page, "Save details", Qt.Key.Key_Return)
    assert panel.rows("SELECT name FROM agency") == [("Anyshire (synthetic) and Coast",)]
    assert "Anyshire (synthetic) and Coast" in words(page)


def test_an_auditor_reads_details_and_is_told_who_changes_them(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel, "agency", role=UserRole.AUDITOR)
    assert "This is for: panel adviser or panel administrator." in words(page)
    assert buttons(page) == ["< Settings"]


def test_a_choice_is_explained_and_changed(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel, "choices")
    assert "NMS 14.3" in words(page)
    press(page, "Change: Count clear days for papers", Qt.Key.Key_Return)
    key(Qt.Key.Key_Left)
    press(page, "Save choice", Qt.Key.Key_Return)
    assert panel.rows("SELECT papers_in_clear_days FROM agency") == [(1,)]
    assert "Now: yes (usual: no)" in words(page)


def test_a_number_that_cannot_be_meant_is_said_beside_it(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel, "choices")
    press(page, "Change: Working days to final minutes", Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "0")
    press(page, "Save choice", Qt.Key.Key_Return)
    assert "Error: This must be a whole number from 1 to 60." in words(page)


def test_a_day_that_was_set_is_taken_back(qtbot: QtBot, panel: Panel) -> None:
    panel.adviser.execute(
        change_settings, ChangeSettings(no_panel_for_approvals_from=date(2027, 4, 1))
    )
    page = opened(qtbot, panel, "choices")
    press(page, "Change: Approvals without a panel, from", Qt.Key.Key_Return)
    for _ in range(3):
        QTest.keyClick(focused(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        key(Qt.Key.Key_Delete)
        key(Qt.Key.Key_Tab)
    press(page, "Save choice", Qt.Key.Key_Return)
    assert panel.rows("SELECT no_panel_for_approvals_from FROM agency") == [(None,)]


def test_a_day_off_is_added_and_removed(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel, "days_off")
    assert "No day was added." in words(page)
    press(page, "Add a day off", Qt.Key.Key_Return)
    for text in ("1", "6", "2027", "Jubilee"):
        QTest.keyClicks(focused(), text)
        key(Qt.Key.Key_Tab)
    press(page, "Add day off", Qt.Key.Key_Return)
    assert "1 June 2027: Jubilee" in words(page)
    press(page, "Remove 1 June 2027", Qt.Key.Key_Return)
    question(page).act_button.click()
    settle()
    assert panel.rows("SELECT count(*) FROM non_working_day") == [(0,)]


def test_a_day_off_is_added_once(qtbot: QtBot, panel: Panel) -> None:
    panel.adviser.execute(
        add_non_working_day, AddNonWorkingDay(day=date(2027, 6, 1), name="Jubilee")
    )
    page = opened(qtbot, panel, "days_off")
    press(page, "Add a day off", Qt.Key.Key_Return)
    for text in ("1", "6", "2027", "Again"):
        QTest.keyClicks(focused(), text)
        key(Qt.Key.Key_Tab)
    press(page, "Add day off", Qt.Key.Key_Return)
    assert "That day is added already. Nothing was changed." in words(page)


# --- users


def test_a_user_is_added_with_roles_and_a_password_of_their_own(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel, "users")
    press(page, "Add user", Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "S. Worker")
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Space)
    part = page.part
    assert isinstance(part, UsersPart)
    assert part.acts.panel is not None
    form = part.acts.panel.form
    form.set_values({"member": OTHER, "password": NEW})
    assert form.field("roles").value() == (UserRole.CHAIR,)
    press(page, "Add user", Qt.Key.Key_Return)
    assert page.banner.text == "S. Worker can open this file now."
    assert any(OTHER in said for said in words(page))
    panel.adviser.hand_to("S. Worker", NEW)


def test_a_user_of_a_name_that_is_taken_is_refused(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel, "users")
    press(page, "Add user", Qt.Key.Key_Return)
    part = page.part
    assert isinstance(part, UsersPart)
    assert part.acts.panel is not None
    form = part.acts.panel.form
    form.set_values({"name": USERS[UserRole.CHAIR], "roles": (UserRole.CHAIR,), "password": NEW})
    press(page, "Add user", Qt.Key.Key_Return)
    assert "A user of that name is there already." in form.summary.words()[0]
    assert part.acts.panel.act_button.isEnabled()


def test_access_is_ended_only_after_a_question(qtbot: QtBot, panel: Panel) -> None:
    name = USERS[UserRole.CHAIR]
    page = opened(qtbot, panel, "users")
    press(page, f"End access: {name}", Qt.Key.Key_Return)
    asked = question(page)
    assert asked.focusWidget() is asked.keep_button
    assert name in asked.windowTitle()
    panel.adviser.hand_to(name, PASSPHRASE)
    asked.act_button.click()
    settle()
    with pytest.raises(FileTrouble):
        panel.adviser.hand_to(name, PASSPHRASE)
    assert buttons(page).count("End access") == len(USERS) - 2


def test_nobody_ends_their_own_access(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel, "users")
    assert buttons(page).count("End access") == len(USERS) - 1


def test_a_password_is_not_left_on_the_screen(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel, "users")
    press(page, "Add user", Qt.Key.Key_Return)
    page.leave()
    part = page.part
    assert isinstance(part, UsersPart)
    assert part.acts.panel is None


# --- the recovery sheet


def test_the_sheet_is_shown_after_the_password_and_gone_when_left(
    qtbot: QtBot, panel: Panel
) -> None:
    sheet = panel.adviser.recovery_page()
    page = opened(qtbot, panel, "recovery")
    QTest.keyClicks(focused(), "not the password")
    press(page, "Show the recovery sheet", Qt.Key.Key_Return)
    part = page.part
    assert isinstance(part, RecoveryPart)
    assert "The password is not right" in part.form.summary.words()[0]
    assert not set(sheet.words) & set(words(page))
    part.form.set_values({"password": PASSPHRASE})
    press(page, "Show the recovery sheet", Qt.Key.Key_Return)
    assert set(sheet.words) <= set(words(page))
    page.leave()
    assert not set(sheet.words) & set(words(page))
    assert part.sheet_card.isHidden()


def test_escape_is_for_the_form_alone(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel, "days_off")
    press(page, "Add a day off", Qt.Key.Key_Return)
    key(Qt.Key.Key_Escape)
    assert focused() is button(page, "Add a day off")
