"""The list of decisions, by the keyboard and as each role sees it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.factories import TODAY, decided_case, determined_case, with_decision_maker
from ui.components.empty_state import EmptyState
from ui.components.place import Place
from ui.components.words import Words
from ui.desk import Desk, InlineExecutor
from ui.screens.decisions.page import DecisionsPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from panelapp.office import Office
    from tests.factories import Panel
    from ui.theme.appearance import Appearance


@pytest.fixture
def opened(qtbot: QtBot, appearance: Appearance) -> Callable[[Office], DecisionsPage]:
    def open_page(office: Office) -> DecisionsPage:
        desk = Desk(office, InlineExecutor(), InlineExecutor())
        page = DecisionsPage(desk, Place("decisions"))
        desk.setParent(page)
        qtbot.addWidget(page)
        page.resize(1150, 690)
        page.show()
        page.activateWindow()
        page.reload()
        page.focus_start()
        return page

    return open_page


def tabs(page: DecisionsPage) -> list[str]:
    return [page.tabs.tabText(number) for number in range(page.tabs.count())]


def cells(page: DecisionsPage) -> list[str]:
    model = page.table.rows
    return [str(model.index(0, number).data()) for number in range(model.columnCount())]


def heading(page: DecisionsPage) -> str:
    [state] = page.findChildren(EmptyState)
    return next(words.text() for words in state.findChildren(Words))


def test_the_decision_maker_opens_what_waits_with_the_keyboard(
    qtbot: QtBot, panel: Panel, opened: Callable[[Office], DecisionsPage]
) -> None:
    heard = with_decision_maker(panel)
    page = opened(panel.decision_maker)
    assert tabs(page)[0] == "Waiting for you (1)"
    qtbot.waitUntil(page.table.hasFocus)
    assert cells(page)[3:] == ["Suitable to foster", "27 November 2026", "7 working days left"]
    assert page.next_up.text() == (f"Next: Decide {heard.case}. It is due on 27 November 2026.")
    with qtbot.waitSignal(page.navigate) as went:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert went.args == [Place("decision", heard.case)]


def test_a_button_opens_the_row_too(
    qtbot: QtBot, panel: Panel, opened: Callable[[Office], DecisionsPage]
) -> None:
    heard = with_decision_maker(panel)
    page = opened(panel.adviser)
    with qtbot.waitSignal(page.navigate) as went:
        QTest.keyClick(page.open_button, Qt.Key.Key_Space)
    assert went.args == [Place("decision", heard.case)]


def test_each_part_stands_on_its_own_tab(
    panel: Panel, opened: Callable[[Office], DecisionsPage]
) -> None:
    with_decision_maker(panel), decided_case(panel), determined_case(panel)
    page = opened(panel.adviser)
    assert tabs(page) == [
        "Waiting for a decision (1)",
        "To do after a decision (2)",
        "Finished (0)",
    ]
    page.tabs.setFocus()
    QTest.keyClick(page.tabs, Qt.Key.Key_Right)
    assert page.table.rows.rowCount() == 2
    assert {row.status for row in page.table.rows.rows} == {
        "Decided, letter not sent",
        "28 days to answer",
    }
    QTest.keyClick(page.tabs, Qt.Key.Key_Right)
    assert heading(page) == "No decision is finished yet"
    assert not page.open_button.isVisible()


def test_what_is_late_says_so(panel: Panel, opened: Callable[[Office], DecisionsPage]) -> None:
    with_decision_maker(panel)
    panel.clock.go_to(TODAY + timedelta(days=12))
    page = opened(panel.decision_maker)
    assert cells(page)[-1] == "1 working day late"
    assert "It was due on 27 November 2026." in page.next_up.text()


def test_an_empty_list_says_what_belongs_there(
    panel: Panel, opened: Callable[[Office], DecisionsPage]
) -> None:
    assert heading(opened(panel.decision_maker)) == "Nothing waits for you"
    assert heading(opened(panel.adviser)) == "Nothing waits for a decision"


def test_who_sat_reads_that_somebody_else_must_decide(
    panel: Panel, opened: Callable[[Office], DecisionsPage]
) -> None:
    heard = with_decision_maker(panel)
    panel.run(
        "INSERT INTO attendance (sitting_id, person_id, role, reply, attended)"
        " SELECT id, (SELECT person_id FROM user_account WHERE name LIKE 'Decision%'),"
        " 'member', 'coming', 1 FROM sitting"
    )
    assert opened(panel.decision_maker).next_up.text() == (
        "You sat on or advised the panel that heard the case. Another decision maker must decide"
        f" {heard.case}."
    )
