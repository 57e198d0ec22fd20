"""Several cases are selected in the list, checked, and put on an agenda in one step."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from panelapp.actions.sittings import PlanSitting, plan_sitting
from tests.factories import TODAY, case, with_decision_maker
from tests.ui.pages import open_page, press
from ui.components.place import Place
from ui.screens.cases.page import CasesPage
from ui.screens.many_cases.page import ManyCasesPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.factories import Panel

pytestmark = pytest.mark.usefixtures("appearance")


def test_cases_are_selected_by_keys_and_only_the_office_does_something_with_many(
    qtbot: QtBot, panel: Panel
) -> None:
    refs = {case(panel), case(panel), case(panel)}
    page = open_page(qtbot, CasesPage, panel.adviser, Place("cases"))
    page.table.setFocus()
    assert not page.many.isVisible()
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.number_selected.text() == "3 selected"
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page.number_selected.text() == "2 selected"
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    page.reload()
    assert page.number_selected.text() == "3 selected"
    places: list[Place] = []
    page.navigate.connect(places.append)
    press(page, "Put on an agenda", Qt.Key.Key_Return)
    assert places[0].screen == "many_cases"
    assert set(places[0].refs) == refs
    theirs = open_page(qtbot, CasesPage, panel.auditor, Place("cases"))
    theirs.table.selectAll()
    assert not theirs.many.isVisible()


def test_the_check_page_says_which_can_go_on_and_puts_those_on(qtbot: QtBot, panel: Panel) -> None:
    waiting, able = with_decision_maker(panel).case, case(panel)
    plan = PlanSitting(held_on=TODAY + timedelta(days=21))
    sitting = panel.adviser.execute(plan_sitting, plan).value
    page = open_page(qtbot, ManyCasesPage, panel.adviser, Place("many_cases", waiting, able))
    combo = page.sitting.combo
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_End)
    assert page.sitting.value() == sitting
    assert page.said.text() == (
        "1 of 2 can go on the agenda of 9 December 2026. The other stays as it is."
    )
    assert [row.why_not == "" for row in page.table.rows.rows] == [False, True]
    places: list[Place] = []
    page.navigate.connect(places.append)
    press(page, "Put 1 case on the agenda", Qt.Key.Key_Return)
    assert places == [Place("sitting", sitting)]
    page.reload()
    assert not page.send_button.isVisible()
    assert page.said.text().startswith("None of the 2 can go on")
