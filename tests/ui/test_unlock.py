"""Getting into a file by keyboard alone, and what happens where that does not work."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget

from panelapp.domain.vocabulary import UserRole
from panelapp.exchange.sample import example_password
from panelapp.office import Office
from panelapp.persistence.keys import slots_path
from tests.factories import AGENCY, CHEAP, PASSPHRASE, USERS
from ui.components.button import Button
from ui.entrance import EntranceWindow
from ui.errands import Errands, InlineExecutor
from ui.recent import note_opened, recent_files
from ui.screens.unlock.attempts import Attempts
from ui.screens.unlock.backup import BackupPage
from ui.screens.unlock.page import UnlockPage
from ui.screens.unlock.sheet import SheetPage
from ui.screens.unlock.ways import WaysPage
from ui.screens.unlock.welcome import WelcomePage
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.factories import Panel
    from ui.theme.appearance import Appearance

ADVISER = USERS[UserRole.PANEL_ADVISER]


@pytest.fixture
def closed(panel: Panel) -> Path:
    """A file that nobody has open."""
    panel.file.close()
    return panel.file.path


@pytest.fixture
def entrance(qtbot: QtBot, appearance: Appearance) -> Callable[[Path | None], EntranceWindow]:
    """The window before a file is open; everything that it asks for is done at once."""

    def make(file: Path | None) -> EntranceWindow:
        window = EntranceWindow(file, Errands(InlineExecutor()))
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    return make


@pytest.fixture
def opened() -> Iterator[list[Office]]:
    """The offices that a window handed on, closed at the end."""
    offices: list[Office] = []
    yield offices
    for office in offices:
        office.close()


def unlock_page(window: EntranceWindow) -> UnlockPage:
    assert isinstance(window.page, UnlockPage)
    return window.page


def press(key: Qt.Key, times: int = 1) -> None:
    """Press a key where the keyboard is."""
    for _ in range(times):
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)


def type_in(text: str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)


def words_of(window: EntranceWindow) -> str:
    """Everything that can be read on the page."""
    return "\n".join(label.text() for label in window.page.findChildren(QLabel))


# --- the way in


def test_somebody_unlocks_by_keyboard_alone(
    entrance: Callable[[Path | None], EntranceWindow], closed: Path, opened: list[Office]
) -> None:
    window = entrance(closed)
    window.opened.connect(opened.append)
    assert isinstance(QApplication.focusWidget(), QComboBox)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    type_in(PASSPHRASE)
    press(Qt.Key.Key_Return)
    assert [office.user_name for office in opened] == [ADVISER]
    assert opened[0].who().path == closed


def test_it_is_unlocked_on_another_thread_while_the_button_says_so(
    qtbot: QtBot, appearance: Appearance, closed: Path, opened: list[Office]
) -> None:
    window = EntranceWindow(closed)
    qtbot.addWidget(window)
    window.opened.connect(opened.append)
    window.show()
    page = unlock_page(window)
    qtbot.waitUntil(page.card.isVisible)
    page.user.set_value(ADVISER)
    page.password.set_value(PASSPHRASE)
    with qtbot.waitSignal(window.opened):
        page.unlock()
        assert page.button.text() == "Unlocking…"
        assert page.button.isEnabled()
        page.unlock()
    assert len(opened) == 1
    assert page.button.text() == "Unlock"
    window.close()


def test_who_opened_the_file_last_is_chosen_and_only_the_password_is_missing(
    entrance: Callable[[Path | None], EntranceWindow], closed: Path, opened: list[Office]
) -> None:
    note_opened(closed, USERS[UserRole.CHAIR])
    window = entrance(None)
    window.opened.connect(opened.append)
    assert "Last opened" in words_of(window)
    type_in(PASSPHRASE)
    press(Qt.Key.Key_Return)
    assert [office.user_name for office in opened] == [USERS[UserRole.CHAIR]]


def test_every_user_is_offered_in_the_order_of_the_file(
    entrance: Callable[[Path | None], EntranceWindow], closed: Path
) -> None:
    combo = unlock_page(entrance(closed)).user.combo
    shown = [combo.itemText(number) for number in range(combo.count())]
    assert shown == ["Choose your name", *USERS.values()]


def test_the_password_is_hidden_until_it_is_asked_to_be_shown(
    entrance: Callable[[Path | None], EntranceWindow], closed: Path
) -> None:
    page = unlock_page(entrance(closed))
    edit = page.password.edit
    assert edit.echoMode() is edit.EchoMode.Password
    [show] = [one for one in page.findChildren(Button) if one.accessibleName() == "Show password"]
    show.click()
    assert edit.echoMode() is edit.EchoMode.Normal
    assert show.accessibleName() == "Hide password"


def test_what_is_missing_is_said_and_nothing_is_tried(
    entrance: Callable[[Path | None], EntranceWindow], closed: Path
) -> None:
    page = unlock_page(entrance(closed))
    page.unlock()
    assert page.form.summary.words() == ("Choose your name.", "Enter your password.")


# --- wrong passwords


def try_password(page: UnlockPage, password: str) -> str:
    page.user.set_value(ADVISER)
    page.password.set_value(password)
    page.unlock()
    return " ".join(page.form.summary.words())


def test_a_wrong_password_says_so_and_how_many_tries_are_left(
    entrance: Callable[[Path | None], EntranceWindow], closed: Path
) -> None:
    page = unlock_page(entrance(closed))
    assert try_password(page, "not the password") == (
        "The password is not right, or the file belongs to another panel. You can try again. "
        "4 tries before a short wait."
    )
    assert page.password.edit.hasFocus()
    assert page.password.edit.selectedText()
    assert page.button.text() == "Unlock"


def test_the_fifth_wrong_password_costs_a_short_wait(
    entrance: Callable[[Path | None], EntranceWindow], closed: Path, opened: list[Office]
) -> None:
    window = entrance(closed)
    window.opened.connect(opened.append)
    page = unlock_page(window)
    said = [try_password(page, "not the password") for _ in range(5)]
    assert said[3].endswith("1 try before a short wait.")
    assert said[4].endswith("The next try is possible in 1 second.")
    assert page.button.text() == "Wait 1 second"
    assert page.button.isEnabled()
    page.password.set_value(PASSPHRASE)
    page.unlock()
    assert opened == []
    page.tick()
    assert page.button.text() == "Unlock"
    page.unlock()
    assert len(opened) == 1


def test_the_wait_doubles_and_ends_at_a_minute() -> None:
    attempts = Attempts()
    waits = [attempts.wrong() for _ in range(13)]
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    attempts.right()
    assert (attempts.left, attempts.wrong()) == (5, 0)


def test_leaving_the_page_does_not_give_new_tries(
    entrance: Callable[[Path | None], EntranceWindow], closed: Path
) -> None:
    window = entrance(closed)
    for _ in range(5):
        try_password(unlock_page(window), "not the password")
    window.help_in(closed)
    window.unlock(closed)
    assert "in 2 seconds" in try_password(unlock_page(window), "not the password")


# --- Caps Lock


def key(text: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QKeyEvent:
    return QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key(ord(text.upper())), modifiers, text)


@pytest.mark.parametrize(
    ("text", "shift", "is_on"),
    [("a", False, False), ("A", True, False), ("A", False, True), ("a", True, True)],
)
def test_caps_lock_is_noticed_from_what_is_typed(
    entrance: Callable[[Path | None], EntranceWindow],
    closed: Path,
    text: str,
    *,
    shift: bool,
    is_on: bool,
) -> None:
    field = unlock_page(entrance(closed)).password
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(field.edit, key(text, modifier))
    assert field.caps.isVisible() is is_on
    QApplication.sendEvent(field.edit, key("1"))
    assert field.caps.isVisible() is is_on
    QTest.keyClick(field.edit, Qt.Key.Key_CapsLock)
    assert field.caps.isVisible() is not is_on


# --- files that cannot be opened


def test_a_missing_file_is_told_beside_the_ways_on(
    entrance: Callable[[Path | None], EntranceWindow], tmp_path: Path
) -> None:
    page = unlock_page(entrance(tmp_path / "Nowhere.fpanel"))
    assert page.banner.text.startswith("There is no file of that name in this folder.")
    assert not page.card.isVisible()
    assert page.others.isVisible()


def test_lost_passwords_lead_to_the_recovery_sheet(
    entrance: Callable[[Path | None], EntranceWindow], closed: Path
) -> None:
    slots_path(closed).unlink()
    window = entrance(closed)
    assert "Nothing is lost" in window.page.banner.text
    [help_button] = [
        one
        for one in window.page.banner.findChildren(Button)
        if one.text() == "See what can be done"
    ]
    help_button.click()
    assert isinstance(window.page, WaysPage)


def test_a_file_that_somebody_has_open_is_left_alone(
    entrance: Callable[[Path | None], EntranceWindow], panel: Panel
) -> None:
    page = unlock_page(entrance(panel.file.path))
    assert try_password(page, PASSPHRASE).startswith("This file is open on this computer")
    assert page.button.text() == "Unlock"


def test_a_damaged_file_is_not_said_to_have_another_password(
    entrance: Callable[[Path | None], EntranceWindow], closed: Path
) -> None:
    closed.write_bytes(closed.read_bytes()[: 4096 * 3])
    said = try_password(unlock_page(entrance(closed)), PASSPHRASE)
    assert "damaged" in said
    assert "tries" not in said


# --- the recovery sheet


@pytest.fixture
def words(panel: Panel) -> str:
    return " ".join(panel.adviser.recovery_page().words)


def test_somebody_gets_in_with_the_recovery_sheet_and_a_new_password(
    entrance: Callable[[Path | None], EntranceWindow],
    words: str,
    closed: Path,
    opened: list[Office],
) -> None:
    window = entrance(closed)
    window.opened.connect(opened.append)
    unlock_page(window).stuck_link.click()
    assert isinstance(window.page, WaysPage)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert isinstance(window.page, SheetPage)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    type_in(words)
    press(Qt.Key.Key_Tab)
    type_in("seven green umbrellas")
    press(Qt.Key.Key_Tab, 2)
    press(Qt.Key.Key_Return)
    assert [office.user_name for office in opened] == [ADVISER]
    opened.pop().close()
    Office.open(closed, user=ADVISER, passphrase="seven green umbrellas").close()


def test_a_word_that_is_not_on_the_sheet_is_named_by_its_place(
    entrance: Callable[[Path | None], EntranceWindow],
    words: str,
    closed: Path,
    opened: list[Office],
) -> None:
    window = entrance(closed)
    window.opened.connect(opened.append)
    window.use_sheet(closed)
    page = window.page
    assert isinstance(page, SheetPage)
    page.user.set_value(ADVISER)
    page.words.set_value(words.replace(words.split()[2], "xylophones", 1))
    page.password.set_value("seven green umbrellas")
    page.recover()
    [said] = page.form.summary.words()
    assert said.startswith("Word 3 is not a word")
    assert "xylophones" not in said
    page.words.set_value(words)
    page.password.set_value("too short")
    page.recover()
    assert page.form.summary.words() == ("The password must have at least 12 characters.",)
    assert opened == []
    Office.open(closed, user=ADVISER, passphrase=PASSPHRASE).close()


def test_without_the_file_of_passwords_the_name_is_typed(
    entrance: Callable[[Path | None], EntranceWindow],
    words: str,
    closed: Path,
    opened: list[Office],
) -> None:
    slots_path(closed).unlink()
    window = entrance(closed)
    window.opened.connect(opened.append)
    window.use_sheet(closed)
    page = window.page
    assert isinstance(page, SheetPage)
    assert page.typed_user.isVisible()
    page.typed_user.set_value(ADVISER)
    page.words.set_value(words)
    page.password.set_value("seven green umbrellas")
    page.recover()
    assert len(opened) == 1


def test_escape_goes_back_but_not_over_what_was_typed(
    entrance: Callable[[Path | None], EntranceWindow], closed: Path
) -> None:
    window = entrance(closed)

    def shown() -> type[QWidget]:
        return type(window.page)

    window.help_in(closed)
    window.use_sheet(closed)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert shown() is SheetPage
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown() is WaysPage
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert shown() is UnlockPage


# --- a backup


def test_a_backup_is_restored_and_the_file_that_was_there_is_kept(
    entrance: Callable[[Path | None], EntranceWindow], panel: Panel
) -> None:
    path = panel.file.path
    panel.adviser.back_up(path.parent)
    panel.file.close()
    path.write_bytes(b"nothing that can be used")
    window = entrance(path)
    window.restore(path)
    page = window.page
    assert isinstance(page, BackupPage)
    assert page.backup.edit.text().endswith(".fpanel-backup")
    page.user.set_value(ADVISER)
    page.password.set_value(PASSPHRASE)
    page.restore()
    assert "The backup is restored" in words_of(window)
    assert "is kept as" in words_of(window)
    focused = QApplication.focusWidget()
    assert isinstance(focused, Button)
    focused.click()
    assert unlock_page(window).path == path
    Office.open(path, user=ADVISER, passphrase=PASSPHRASE).close()


def test_a_wrong_password_restores_nothing(
    entrance: Callable[[Path | None], EntranceWindow], panel: Panel
) -> None:
    path = panel.file.path
    panel.adviser.back_up(path.parent)
    panel.file.close()
    before = path.read_bytes()
    window = entrance(path)
    window.restore(path)
    page = window.page
    assert isinstance(page, BackupPage)
    page.user.set_value(ADVISER)
    page.password.set_value("not the password")
    page.restore()
    assert "password is not right" in page.form.summary.words()[0]
    assert path.read_bytes() == before


# --- other files, the example, and the beginning


def test_the_first_time_there_is_a_welcome(
    entrance: Callable[[Path | None], EntranceWindow],
) -> None:
    window = entrance(None)
    assert isinstance(window.page, WelcomePage)
    assert QApplication.focusWidget() is window.page.rows[0]


def test_files_that_were_opened_before_are_offered(
    entrance: Callable[[Path | None], EntranceWindow], closed: Path, tmp_path: Path
) -> None:
    other = tmp_path / "Other.fpanel"
    for path in (closed, other):
        note_opened(path, ADVISER)
    shutil.copy(closed, other)
    shutil.copy(slots_path(closed), slots_path(other))
    window = entrance(None)
    assert unlock_page(window).path == other
    unlock_page(window).others.chosen.emit(closed)
    assert unlock_page(window).path == closed


def test_an_example_says_its_password_and_fills_it_in(
    entrance: Callable[[Path | None], EntranceWindow], tmp_path: Path, opened: list[Office]
) -> None:
    path = tmp_path / "demo.fpanel"
    Office.create(
        path,
        agency=AGENCY,
        user=ADVISER,
        passphrase=example_password(),
        is_example=True,
        cost=CHEAP,
    ).close()
    window = entrance(path)
    window.opened.connect(opened.append)
    page = unlock_page(window)
    assert example_password() in page.example.text
    assert page.title.text() == "Training example"
    [fill_in] = [one for one in page.example.findChildren(Button) if one.text() == "Fill it in"]
    fill_in.click()
    press(Qt.Key.Key_Return)
    assert len(opened) == 1


def test_no_other_file_says_a_password(
    entrance: Callable[[Path | None], EntranceWindow], closed: Path
) -> None:
    assert unlock_page(entrance(closed)).example.text == ""


def test_after_a_lock_the_page_says_that_nothing_is_lost(
    entrance: Callable[[Path | None], EntranceWindow], closed: Path
) -> None:
    window = entrance(closed)
    window.show_locked(holds_text=True)
    assert "will be there when you unlock" in window.page.banner.text
    window.show_locked()
    assert "The file is locked." in window.page.banner.text
    assert "text" not in window.page.banner.text
    window.show_locked(was_given_up=True)
    assert "was stopped. Nothing of it was kept" in window.page.banner.text
    assert window.page.banner.property("tone") == Tone.INFO.value


def test_what_is_remembered_names_nobody(
    entrance: Callable[[Path | None], EntranceWindow], closed: Path, opened: list[Office]
) -> None:
    from ui.theme.reading import preferences

    window = entrance(closed)
    window.opened.connect(opened.append)
    try_password(unlock_page(window), PASSPHRASE)
    assert [one.path for one in recent_files()] == [closed]
    preferences().sync()
    with open(preferences().fileName(), encoding="utf-8") as kept:  # noqa: PTH123 - Qt gives a text
        stored = kept.read()
    assert str(closed) in stored
    assert not any(name in stored for name in USERS.values())
    assert AGENCY not in stored


# --- for everybody


@pytest.mark.parametrize("page", ["welcome", "unlock", "ways", "sheet", "backup", "new"])
def test_everything_that_takes_the_keyboard_has_a_name(
    entrance: Callable[[Path | None], EntranceWindow], closed: Path, page: str
) -> None:
    window = entrance(closed)
    {
        "welcome": window.welcome,
        "unlock": lambda: None,
        "ways": lambda: window.help_in(closed),
        "sheet": lambda: window.use_sheet(closed),
        "backup": lambda: window.restore(closed),
        "new": window.begin_panel,
    }[page]()
    parts = [
        part
        for part in window.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisible()
    ]
    assert len(parts) > 3
    assert [type(part).__name__ for part in parts if not part.accessibleName()] == []
    assert [type(part).__name__ for part in parts if min(part.height(), part.width()) < 24] == []
    seen = set()
    for _ in range(len(parts) + 1):
        seen.add(QApplication.focusWidget())
        press(Qt.Key.Key_Tab)
    assert {part for part in parts if part not in seen} == set()
