"""The frame of the window: ways, keys, roles, undo, what is hidden and what is said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from panelapp.actions.agency import UpdateAgency, update_agency
from panelapp.domain.events import Topic
from panelapp.queries.due_list import DueQuestion, duties_due
from ui.components.button import Button
from ui.components.fields import TextField
from ui.components.form import Form
from ui.components.help import HelpWindow, ShortcutsWindow, help_text
from ui.components.page import Page
from ui.components.place import Place
from ui.desk import Desk, InlineExecutor
from ui.frame.rail import RailEntry
from ui.main_window import MainWindow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from panelapp.domain.vocabulary import UserRole
    from tests.factories import Panel


class AddressPage(Page):
    """A page with a form, as small as a page can be."""

    topics = frozenset({Topic.AGENCY})

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self.set_title(place.screen.capitalize(), " ".join(place.refs))
        self.reloads = 0
        self.left = 0
        self.form = self.add(Form())
        self.form.add("address", "Address", TextField())
        self.button = self.add(Button("Save address", self.save, "primary"))
        self.body.addWidget(Button("Go on", lambda: self.go(Place("second", "C-1")), "link"))

    def reload(self) -> None:
        self.reloads += 1
        self.ask(duties_due, DueQuestion(), lambda _: None)

    def leave(self) -> None:
        self.left += 1

    def save(self) -> None:
        answers = self.form.read()
        if answers is not None:
            self.submit(update_agency, UpdateAgency(**answers), form=self.form, said="Saved")


class FormPage(AddressPage):
    """A page that is not kept once it is left."""

    stays = False


KINDS = {"first": AddressPage, "second": FormPage, "third": AddressPage}


def make_page(desk: Desk, place: Place) -> Page:
    return KINDS[place.screen](desk, place)


def rail_for(role: UserRole) -> tuple[RailEntry, ...]:
    return (RailEntry(screen="first", words="First"), RailEntry(screen="third", words="Third"))


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> MainWindow:
    made = MainWindow(desk, desk.office.who(), make_page, rail_for)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None
    QTest.keyClick(target, key, modifier)


CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def page_of(window: MainWindow) -> AddressPage:
    assert isinstance(window.page, AddressPage)
    return window.page


def type_address(window: MainWindow, address: str) -> None:
    page_of(window).form.set_values({"address": address})
    press(Qt.Key.Key_Return, CTRL)


def address(panel: Panel) -> object:
    return panel.tables()["agency"][0]


def test_the_window_starts_at_the_first_way_with_the_keyboard_on_the_page(
    window: MainWindow,
) -> None:
    assert window.page.place == Place("first")
    assert QApplication.focusWidget() is page_of(window).form.field("address").focus_target()
    assert window.windowTitle().startswith("First – ")


def test_alt_and_a_number_go_the_ways_of_the_rail(window: MainWindow) -> None:
    press(Qt.Key.Key_2, ALT)
    assert window.page.place == Place("third")
    press(Qt.Key.Key_1, ALT)
    assert window.page.place == Place("first")


def test_escape_goes_back_and_the_page_is_as_it_was(window: MainWindow) -> None:
    first = page_of(window)
    first.form.set_values({"address": "half typed"})
    first.go(Place("second", "C-1"))
    press(Qt.Key.Key_Escape)
    assert window.page is first
    assert first.form.field("address").value() == "half typed"
    press(Qt.Key.Key_Escape)
    assert window.page is first


def test_a_page_is_told_to_keep_its_text_when_it_is_left(window: MainWindow) -> None:
    first = page_of(window)
    window.go(Place("third"))
    assert first.left == 1


def test_a_form_that_is_left_starts_anew(window: MainWindow) -> None:
    window.go(Place("second", "C-1"))
    page_of(window).form.set_values({"address": "half typed"})
    window.go(Place("first"))
    window.go(Place("second", "C-1"))
    assert page_of(window).form.field("address").value() == ""


def test_the_way_back_passes_over_a_form_that_was_left(window: MainWindow) -> None:
    window.go(Place("second", "C-1"))
    window.go(Place("third"))
    press(Qt.Key.Key_Escape)
    assert window.page.place == Place("first")


@pytest.mark.parametrize("way", ["hide", "disable", "delete"])
def test_the_keyboard_stays_on_the_page_when_the_part_that_had_it_goes(
    window: MainWindow, qtbot: QtBot, way: str
) -> None:
    page = page_of(window)
    last = page.add(Button("Last of all"))
    last.show()
    last.setFocus()
    if way == "hide":
        last.hide()
    elif way == "disable":
        last.setEnabled(False)
    else:
        last.deleteLater()
    first = page.form.field("address").focus_target()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is first)


def test_whoever_leaves_the_page_by_keyboard_is_left_where_they_are(
    window: MainWindow, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_F6)
    qtbot.wait(1)
    assert QApplication.focusWidget() is window.top_bar.lock


def test_a_field_far_down_a_form_that_was_just_shown_is_brought_into_view(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = page_of(window)
    long = Form()
    for number in range(30):
        long.add(f"answer {number}", f"Answer {number}", TextField())
    long.hide()
    page.add(long)
    qtbot.wait(1)
    long.show()
    page.scroller.verticalScrollBar().setValue(0)
    last = long.field("answer 29").focus_target()
    last.setFocus()
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty(), timeout=1000)


def test_only_the_page_that_is_shown_asks_again_when_something_changes(
    window: MainWindow,
) -> None:
    first = page_of(window)
    window.go(Place("third"))
    before = first.reloads
    third = page_of(window)
    type_address(window, "1 Example Row")
    assert third.reloads == 2
    assert first.reloads == before


def test_what_was_done_is_undone_by_name_and_done_again(window: MainWindow, panel: Panel) -> None:
    assert not window.undo_action.isEnabled()
    before = address(panel)
    type_address(window, "1 Example Row")
    after = address(panel)
    assert after != before
    assert window.undo_action.text().startswith("Undo: ")
    press(Qt.Key.Key_Z, CTRL)
    assert address(panel) == before
    assert window.redo_action.text().startswith("Redo: ")
    press(Qt.Key.Key_Y, CTRL)
    assert address(panel) == after
    assert window.status_line.saved_words.startswith("Done. Redo: ")


def test_undo_over_a_later_change_by_somebody_else_is_refused_in_words(
    window: MainWindow, panel: Panel
) -> None:
    type_address(window, "1 Example Row")
    panel.administrator.execute(update_agency, UpdateAgency(address="2 Example Row"))
    after = address(panel)
    press(Qt.Key.Key_Z, CTRL)
    assert window.page.banner.text
    assert address(panel) == after


def test_the_status_line_says_when_something_was_saved(window: MainWindow) -> None:
    assert window.status_line.saved_words == "Everything is saved"
    type_address(window, "1 Example Row")
    assert window.status_line.saved_words.startswith("Everything is saved ")


def test_a_refusal_stands_in_the_form_and_nothing_is_lost(window: MainWindow) -> None:
    page = page_of(window)
    page.submit(update_agency, UpdateAgency(name=" "), form=page.form)
    assert page.form.summary.words() == ("The agency needs a name. Nothing was changed.",)
    assert QApplication.focusWidget() is page.form.summary


def test_f6_moves_between_the_parts_of_the_window(window: MainWindow) -> None:
    press(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is window.top_bar.lock
    press(Qt.Key.Key_F6)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.rail.isAncestorOf(focused)
    press(Qt.Key.Key_F6)
    assert window.page.isAncestorOf(QApplication.focusWidget())  # type: ignore[arg-type]  # something has it


def test_personal_data_is_hidden_and_shown_again(window: MainWindow) -> None:
    press(Qt.Key.Key_H, CTRL | SHIFT)
    assert not window.page.isVisible()
    assert "Show" in QApplication.focusWidget().accessibleName()  # type: ignore[union-attr]  # something has it
    press(Qt.Key.Key_Return)
    assert window.page.isVisible()


def test_ctrl_l_asks_for_the_lock(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.lock_wanted):
        press(Qt.Key.Key_L, CTRL)


def test_type_grows_and_shrinks_by_keys(window: MainWindow) -> None:
    usual = window.page.title.font().pointSizeF()
    press(Qt.Key.Key_Plus, CTRL)
    assert window.page.title.font().pointSizeF() > usual
    press(Qt.Key.Key_0, CTRL)
    assert window.page.title.font().pointSizeF() == usual


def test_the_duties_of_a_new_day_are_kept_when_the_window_opens(
    panel: Panel, desk: Desk, qtbot: QtBot
) -> None:
    panel.clock.go_to(date(2026, 11, 20))
    qtbot.addWidget(MainWindow(desk, desk.office.who(), make_page, rail_for))
    assert panel.rows("SELECT day FROM duties_day") == [("2026-11-20",)]


def test_every_key_is_listed(window: MainWindow) -> None:
    press(Qt.Key.Key_Slash, CTRL)
    listed = window.findChild(ShortcutsWindow)
    assert listed is not None
    from ui.components.words import Words

    words = [label.text() for label in listed.findChildren(Words)]
    assert "Ctrl+L" in words
    assert "Alt+2" in words


def test_help_opens_at_the_page_and_reaches_nothing_outside(window: MainWindow) -> None:
    press(Qt.Key.Key_F1)
    opened = window.findChild(HelpWindow)
    assert opened is not None
    assert help_text("first") == help_text("general")
    assert opened.text.toPlainText().startswith("Help")


def test_another_role_of_the_user_starts_again_at_its_first_page(
    panel: Panel, qtbot: QtBot, appearance: object
) -> None:
    from panelapp.domain.vocabulary import UserRole as Role
    from tests.factories import CHEAP

    panel.adviser.add_user("Two Roles", (Role.CHAIR, Role.AUDITOR), "two plain words more", CHEAP)
    office = panel.as_user("Two Roles")
    window = MainWindow(
        Desk(office, InlineExecutor(), InlineExecutor()), office.who(), make_page, rail_for
    )
    qtbot.addWidget(window)
    window.go(Place("third"))
    window.top_bar.choice.setCurrentIndex(1)
    window.top_bar.choice.activated.emit(1)
    assert window.page.place == Place("first")
    assert window.desk.office.who().role is Role.AUDITOR
    page = page_of(window)
    page.submit(update_agency, UpdateAgency(address="1 Example Row"), form=page.form)
    assert "Your role does not allow" in page.form.summary.words()[0]


def test_a_file_that_can_only_be_read_says_so(window: MainWindow) -> None:
    from dataclasses import replace

    from ui.components.words import Words
    from ui.frame.bar import Strip

    who = window.desk.office.who()
    strip = Strip(replace(who, is_example=False, is_read_only=True))
    assert "read but not change" in strip.findChildren(Words)[0].text()
    assert Strip(replace(who, is_example=False, is_read_only=False)).isHidden()
