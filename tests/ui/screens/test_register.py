"""The register in the window: days, tabs, finding, saving, and the way to a household."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from panelapp.actions.cases import RecordEnding, record_ending
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import CarerKind, CaseType, EndingKind, EndingReason
from tests.factories import TODAY, case, household
from tests.ui.pages import buttons, open_page, press, settle, words
from ui.components.place import Place
from ui.screens.register.page import EVERYBODY, TEMPORARILY, RegisterPage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from panelapp.office import Office
    from tests.factories import Panel

pytestmark = pytest.mark.usefixtures("appearance")
LONG_AGO = date(2020, 5, 1)


def opened(qtbot: QtBot, office: Office) -> RegisterPage:
    return open_page(qtbot, RegisterPage, office, Place("register"))


def approved(panel: Panel, **details: Any) -> str:  # noqa: ANN401 - fields of a command
    known: dict[str, Any] = {"approved_on": LONG_AGO, "terms": Terms(as_stated="Two children.")}
    return household(panel, **(known | details))


def ended(panel: Panel, home: str, on: date) -> None:
    command = RecordEnding(
        household=home,
        kind=EndingKind.DEREGISTRATION,
        reason=EndingReason.OTHER,
        effective_on=on,
    )
    panel.adviser.execute(record_ending, command)


def type_day(page: RegisterPage, *parts: str) -> None:
    for box, text in zip(page.bar.day.findChildren(QLineEdit), parts, strict=True):
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, text)


def listed(page: RegisterPage) -> list[str]:
    settle()
    return [entry.row.household_ref for entry in page.approved.rows.rows]


def test_the_keyboard_begins_on_the_rows_and_opens_a_household(qtbot: QtBot, panel: Panel) -> None:
    home = approved(panel)
    page = opened(qtbot, panel.adviser)
    qtbot.waitUntil(page.approved.hasFocus)
    with qtbot.waitSignal(page.navigate) as went:
        QTest.keyClick(page.approved, Qt.Key.Key_Return)
    assert went.args == [Place("household", home)]


def test_another_day_has_another_register(qtbot: QtBot, panel: Panel) -> None:
    home = approved(panel)
    ended(panel, home, date(2026, 5, 3))
    page = opened(qtbot, panel.adviser)
    assert "Nobody is on the register on 18 November 2026" in words(page)
    type_day(page, "2", "may", "2026")
    press(page, "Show this day", Qt.Key.Key_Space)
    assert listed(page) == [home]
    assert "1 household with 1 foster carer on 2 May 2026." in page.said.text()
    press(page, "Show today", Qt.Key.Key_Space)
    assert "Nobody is on the register on 18 November 2026" in words(page)


def test_enter_in_a_box_of_the_day_shows_it(qtbot: QtBot, panel: Panel) -> None:
    home = approved(panel)
    page = opened(qtbot, panel.adviser)
    type_day(page, "30", "4", "2020")
    QTest.keyClick(page.bar.day.findChildren(QLineEdit)[2], Qt.Key.Key_Return)
    assert "Nobody is on the register on 30 April 2020" in words(page)
    type_day(page, "1", "5", "2020")
    QTest.keyClick(page.bar.day.findChildren(QLineEdit)[2], Qt.Key.Key_Return)
    assert listed(page) == [home]


def test_a_day_that_is_none_is_said_beside_it(qtbot: QtBot, panel: Panel) -> None:
    home = approved(panel)
    page = opened(qtbot, panel.adviser)
    type_day(page, "31", "2", "2026")
    press(page, "Show this day", Qt.Key.Key_Space)
    assert page.bar.problem.text() == (
        "Error: The day of the register must be a real date, such as 27 3 2026 or 27 mar 2026."
    )
    assert listed(page) == [home]


def test_the_terms_of_the_row_are_said_in_full(qtbot: QtBot, panel: Panel) -> None:
    approved(panel)
    page = opened(qtbot, panel.adviser)
    qtbot.waitUntil(page.chosen.isVisible)
    assert page.chosen.text() == "Carer 0041 (synthetic): Two children."


def test_it_says_what_the_register_lacks(qtbot: QtBot, panel: Panel) -> None:
    approved(panel)
    page = opened(qtbot, panel.adviser)
    assert page.said.text().endswith(
        "1 household lacks an address, a date of birth or a sex (FSR 31)."
    )


def test_temporary_approval_has_a_tab_of_its_own(qtbot: QtBot, panel: Panel) -> None:
    case(panel, CaseType.REG24_EXTENSION, home=household(panel, kind=CarerKind.CONNECTED))
    page = opened(qtbot, panel.adviser)
    page.tabs.setCurrentIndex(TEMPORARILY)
    settle()
    assert page.temporary.rows.rowCount() == 1
    assert page.temporary.isVisible()
    assert not page.approved.isVisible()


def test_every_household_is_found_by_name(qtbot: QtBot, panel: Panel) -> None:
    applicant, lives, former = household(panel), approved(panel, carers=2), approved(panel)
    ended(panel, former, TODAY)
    page = opened(qtbot, panel.adviser)
    page.tabs.setCurrentIndex(EVERYBODY)
    settle()
    standing = {row.household: row.standing for row in page.everybody.rows.rows}
    assert standing == {
        applicant: "Not approved",
        lives: "Approved 1 May 2020",
        former: "Ended 18 November 2026",
    }
    QTest.keyClicks(page.bar.filter, "0042")
    qtbot.waitUntil(lambda: page.everybody.rows.rowCount() == 1)
    with qtbot.waitSignal(page.navigate) as went:
        page.everybody.setFocus()
        QTest.keyClick(page.everybody, Qt.Key.Key_Return)
    assert went.args == [Place("household", lives)]


def test_words_that_nobody_has_can_be_taken_away(qtbot: QtBot, panel: Panel) -> None:
    home = approved(panel)
    page = opened(qtbot, panel.adviser)
    QTest.keyClicks(page.bar.filter, "nobody")
    qtbot.waitUntil(lambda: "No household matches" in words(page))
    press(page, "Show all of them", Qt.Key.Key_Space)
    assert listed(page) == [home]


def test_the_register_is_saved_as_a_workbook(qtbot: QtBot, panel: Panel, tmp_path: Path) -> None:
    home = approved(panel)
    page = opened(qtbot, panel.adviser)
    press(page, "Save as Excel", Qt.Key.Key_Space)
    [dialog] = page.findChildren(QFileDialog)
    to = tmp_path / "register.xlsx"
    dialog.fileSelected.emit(str(to))
    dialog.reject()
    qtbot.waitUntil(lambda: "register.xlsx is in the folder" in page.banner.text)
    sheet = load_workbook(to)["Register"]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [home]
    assert panel.audit()[-1][1:] == ("export_register", "2026-11-18")


def test_an_auditor_reads_and_saves_nothing(qtbot: QtBot, panel: Panel) -> None:
    approved(panel)
    page = opened(qtbot, panel.auditor)
    assert "Save as Excel" not in buttons(page)
    assert "To save a copy, ask the panel adviser" in page.said.text()


def test_it_follows_what_is_done_elsewhere(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser)
    home = approved(panel)
    page.desk.changed.emit(RegisterPage.topics)
    assert listed(page) == [home]
