"""The list of sittings, and planning another one."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from panelapp.actions.sittings import PlanSitting, plan_sitting
from panelapp.domain.vocabulary import SittingMode
from panelapp.queries.sitting_choice import SittingSort
from panelapp.queries.sitting_list import SittingsQuestion, sittings
from tests.factories import TODAY, case, sitting_with
from tests.ui.pages import button, buttons, open_page, press, settle, words
from ui.components.filter_bar import Asked
from ui.components.place import Place
from ui.screens.new_sitting.page import NewSittingPage
from ui.screens.sittings.page import SittingsPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from panelapp.office import Office
    from tests.factories import Panel

pytestmark = pytest.mark.usefixtures("appearance")
AHEAD = date(2026, 12, 10)


def listed(qtbot: QtBot, office: Office) -> SittingsPage:
    return open_page(qtbot, SittingsPage, office, Place("sittings"))


def planning(qtbot: QtBot, office: Office) -> NewSittingPage:
    return open_page(qtbot, NewSittingPage, office, Place("new_sitting"))


def planned(panel: Panel, held_on: date = AHEAD) -> str:
    return panel.adviser.execute(plan_sitting, PlanSitting(held_on=held_on)).value


def typed(text: str) -> None:
    QTest.keyClicks(_focused(), text)


def tab() -> None:
    QTest.keyClick(_focused(), Qt.Key.Key_Tab)


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


# --- the list


def test_a_sitting_is_opened_with_the_keyboard_alone(qtbot: QtBot, panel: Panel) -> None:
    later, sooner = planned(panel, AHEAD + timedelta(days=14)), planned(panel)
    page = listed(qtbot, panel.adviser)
    table = page.tables[0]
    qtbot.waitUntil(table.hasFocus)
    assert [row.sitting for row in table.rows.rows] == [sooner, later]
    QTest.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.navigate) as went:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert went.args == [Place("sitting", later)]


def ask(page: SittingsPage, asked: Asked) -> None:
    page.filter_bar.show_asked(asked)
    page.filter_bar.asked.emit()
    settle()


def test_what_is_past_has_columns_of_its_own(qtbot: QtBot, panel: Panel) -> None:
    planned(panel)
    held = sitting_with(panel, case(panel))
    panel.clock.go_to(TODAY + timedelta(days=1))
    page = listed(qtbot, panel.adviser)
    assert page.filter_bar.found.text() == "1 sitting"
    ask(page, Asked(chosen={"when": "past"}))
    past = page.tables[1]
    assert [row.sitting for row in past.rows.rows] == [held]
    texts = [past.rows.index(0, at).data() for at in range(past.rows.columnCount())]
    assert texts == [
        "Wednesday 18 November 2026",
        "Main sitting",
        "Chair 0002 (synthetic)",
        "1",
        "5 came",
        "Quorate",
        "Held",
    ]


def test_an_empty_list_says_what_belongs_there(qtbot: QtBot, panel: Panel) -> None:
    page = listed(qtbot, panel.adviser)
    assert "No sitting is planned" in words(page)
    with qtbot.waitSignal(page.navigate) as went:
        press(page, "Plan a sitting", Qt.Key.Key_Return)
    assert went.args == [Place("new_sitting")]


def test_a_view_keeps_filters_and_the_order_of_a_heading(qtbot: QtBot, panel: Panel) -> None:
    sooner, later = planned(panel), planned(panel, AHEAD + timedelta(days=14))
    page = listed(qtbot, panel.adviser)
    page.table.sort_asked.emit(SittingSort.DAY.value, True)  # noqa: FBT003 - a signal's
    settle()
    assert [row.sitting for row in page.table.rows.rows] == [later, sooner]
    page.views.save_button.click()
    page.views.name.setText("Latest first")
    page.views.send_button.click()
    settle()
    ask(page, Asked(chosen={"when": "cancelled"}))
    assert "No sitting is found" in words(page)
    again = listed(qtbot, panel.adviser)
    again.views.choice.set_value("Latest first")
    again.views.choice.entered.emit()
    settle()
    assert [row.sitting for row in again.table.rows.rows] == [later, sooner]


def test_who_may_not_plan_has_no_button_for_it(qtbot: QtBot, panel: Panel) -> None:
    assert "New sitting" in buttons(listed(qtbot, panel.administrator))
    for office in (panel.chair, panel.member, panel.auditor):
        assert {"New sitting", "Plan a sitting"}.isdisjoint(buttons(listed(qtbot, office)))


def test_a_new_sitting_has_its_key(qtbot: QtBot, panel: Panel) -> None:
    page = listed(qtbot, panel.adviser)
    qtbot.waitUntil(page.isActiveWindow)
    with qtbot.waitSignal(page.navigate) as went:
        QTest.keyClick(
            page,
            Qt.Key.Key_N,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
    assert went.args == [Place("new_sitting")]


# --- planning one


def test_a_sitting_is_planned_with_the_keyboard_alone(qtbot: QtBot, panel: Panel) -> None:
    page = planning(qtbot, panel.adviser)
    qtbot.waitUntil(page.form.field("held_on").focus_target().hasFocus)
    for text in ("10", "dec", "2026", "930"):
        typed(text)
        tab()
    QTest.keyClick(_focused(), Qt.Key.Key_Right)
    tab()
    typed("Room 2")
    press(page, "Continue", Qt.Key.Key_Return)
    assert page.title.text() == "Check your answers"
    told = words(page)
    assert {"Thursday 10 December 2026", "09:30", "Virtual", "Room 2"} <= set(told)
    assert "3 December 2026" in told
    assert page.plan_button.hasFocus()
    QTest.keyClick(page.plan_button, Qt.Key.Key_Return)
    assert "Sitting planned" in words(page)
    [row] = panel.adviser.read(sittings, SittingsQuestion())
    assert (row.date, row.start, row.mode) == (AHEAD, "09:30", SittingMode.VIRTUAL)
    with qtbot.waitSignal(page.navigate) as went:
        press(page, "Open the sitting", Qt.Key.Key_Return)
    assert went.args == [Place("sitting", row.sitting_ref)]


def test_a_missing_day_is_said_twice_and_found_again(qtbot: QtBot, panel: Panel) -> None:
    page = planning(qtbot, panel.adviser)
    press(page, "Continue", Qt.Key.Key_Return)
    assert page.form.summary.words() == ("Enter the day of the sitting.",)
    assert "Error: Enter the day of the sitting." in words(page)
    button(page.form.summary, "Enter the day of the sitting.").click()
    assert page.form.field("held_on").focus_target().hasFocus()
    assert panel.rows("SELECT count(*) FROM sitting") == [(0,)]


def test_a_day_that_does_not_suit_is_pointed_out_before(qtbot: QtBot, panel: Panel) -> None:
    page = planning(qtbot, panel.adviser)
    page.form.set_values({"held_on": date(2026, 12, 25), "start": time(9, 30)})
    press(page, "Continue", Qt.Key.Key_Return)
    assert page.banner.text == "25 December 2026 is a bank holiday or a day off of the agency."
    [change] = [b for b in page.findChildren(type(page.plan_button)) if "day" in b.accessibleName()]
    change.click()
    settle()
    assert page.form.field("held_on").value() == date(2026, 12, 25)
    assert page.form.field("held_on").focus_target().hasFocus()
    assert page.banner.text == ""


def test_another_sitting_begins_with_the_same_answers(qtbot: QtBot, panel: Panel) -> None:
    page = planning(qtbot, panel.adviser)
    page.form.set_values({"held_on": AHEAD, "venue": "Room 2"})
    press(page, "Continue", Qt.Key.Key_Return)
    QTest.keyClick(page.plan_button, Qt.Key.Key_Return)
    press(page, "Plan another sitting", Qt.Key.Key_Return)
    assert page.form.field("venue").value() == "Room 2"
    assert page.form.field("held_on").draft() == ""


def test_what_was_typed_comes_back_after_leaving(qtbot: QtBot, panel: Panel) -> None:
    page = planning(qtbot, panel.adviser)
    qtbot.waitUntil(page.form.field("held_on").focus_target().hasFocus)
    typed("10")
    page.leave()
    again = planning(qtbot, panel.adviser)
    assert again.form.field("held_on").draft().startswith("10")
    assert "is back in the form" in again.banner.text
