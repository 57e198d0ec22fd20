"""The list of cases, as somebody finds and opens one with the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog

from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.actions.cases import AddHousehold, CarerDetails, add_household
from panelapp.domain.vocabulary import CarerKind, CaseType, InterestKind
from tests.factories import (
    CHAIR,
    case,
    decided_case,
    give_notice,
    listed_item,
    with_decision_maker,
)
from tests.ui.pages import buttons, open_page, press, settle, words
from ui.components.confirm import Confirmation
from ui.components.empty_state import EmptyState
from ui.components.filter_bar import Asked
from ui.components.place import Place
from ui.screens.cases import page as cases_page
from ui.screens.cases.page import CasesPage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from panelapp.office import Office
    from tests.factories import Panel

pytestmark = pytest.mark.usefixtures("appearance")


def opened(qtbot: QtBot, office: Office) -> CasesPage:
    return open_page(qtbot, CasesPage, office, Place("cases"))


def refs(page: CasesPage) -> list[str]:
    return [row.case for row in page.table.rows.rows]


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def home(panel: Panel, name: str) -> str:
    people = AddHousehold(carers=(CarerDetails(name=name),), carer_kind=CarerKind.MAINSTREAM)
    return panel.adviser.execute(add_household, people).value


def combo(page: CasesPage, code: str) -> QComboBox:
    field = page.filter_bar.fields[code].focus_target()
    assert isinstance(field, QComboBox)
    return field


def empty_state(page: CasesPage) -> tuple[str, ...]:
    settle()
    [state] = [part for part in page.findChildren(EmptyState) if part.isVisibleTo(page)]
    return (*words(state), *buttons(state))


def test_a_case_is_found_by_its_name_and_opened_with_the_keyboard_alone(
    qtbot: QtBot, panel: Panel
) -> None:
    wanted = case(panel, home=home(panel, "Anna Quillfeather"))
    case(panel, home=home(panel, "Bert Brackenmoor"))
    page = opened(qtbot, panel.adviser)
    assert focused() is page.filter_bar.filter
    QTest.keyClicks(page.filter_bar.filter, "quill")
    qtbot.waitUntil(lambda: refs(page) == [wanted])
    places: list[Place] = []
    page.navigate.connect(places.append)
    while focused() is not page.table:
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert places == [Place("case", wanted)]


def test_F2_opens_the_case_too_and_tab_leaves_the_list(qtbot: QtBot, panel: Panel) -> None:
    wanted = case(panel)
    page = opened(qtbot, panel.adviser)
    places: list[Place] = []
    page.navigate.connect(places.append)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    assert places == [Place("case", wanted)]
    QTest.keyClick(page.table, Qt.Key.Key_Tab)
    assert focused() is not page.table


def test_closed_cases_come_when_they_are_asked_for(qtbot: QtBot, panel: Panel) -> None:
    waiting, over = with_decision_maker(panel), decided_case(panel)
    give_notice(panel, over.case)
    page = opened(qtbot, panel.adviser)
    show = combo(page, "stage")
    show.setFocus()
    assert waiting.case in refs(page)
    shown = len(refs(page))
    QTest.keyClick(show, Qt.Key.Key_Home)
    assert show.currentText() == "All cases"
    assert len(refs(page)) >= shown
    assert over.case in refs(page)


def test_one_type_alone(qtbot: QtBot, panel: Panel) -> None:
    case(panel)
    review = case(panel, CaseType.REVIEW)
    page = opened(qtbot, panel.adviser)
    kinds = combo(page, "type")
    kinds.setFocus()
    QTest.keyClicks(kinds, "later")
    assert kinds.currentText() == "Later review"
    assert refs(page) == [review]
    assert page.filter_bar.found.text() == "1 case"


def test_what_is_due_in_the_case_under_the_keyboard_is_said_below(
    qtbot: QtBot, panel: Panel
) -> None:
    heard = with_decision_maker(panel)
    page = opened(qtbot, panel.adviser)
    page.table.setFocus()
    assert page.next_up.text() == (
        f"Next in {heard.case}: Decide the case. It is due on 27 November 2026, 7 working days"
        " left."
    )


def test_a_late_case_says_so_in_words(qtbot: QtBot, panel: Panel) -> None:
    with_decision_maker(panel)
    panel.clock.go_to(panel.clock.today.replace(month=12, day=3))
    page = opened(qtbot, panel.adviser)
    model = page.table.rows
    words = [model.index(0, column).data() for column in range(model.columnCount())]
    assert words[-1] == "4 working days late"
    assert words[3] == "Waiting for a decision"


def test_an_empty_file_says_what_a_case_is(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser)
    heading, about, act, other = empty_state(page)
    assert heading == "No cases yet"
    assert about.startswith("A case is one matter for the panel")
    assert (act, other) == ("New case", "Import from a spreadsheet")
    with qtbot.waitSignal(page.navigate) as went:
        press(page, other, Qt.Key.Key_Return)
    assert went.args == [Place("workbook")]
    assert not page.filter_bar.isVisible()


def test_a_search_that_finds_nothing_leads_back_to_all(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel)
    page = opened(qtbot, panel.adviser)
    QTest.keyClicks(page.filter_bar.filter, "nobody")
    qtbot.waitUntil(lambda: refs(page) == [])
    assert empty_state(page)[0] == "No case is found"
    press(page, "Show all cases", Qt.Key.Key_Return)
    assert refs(page) == [ref]
    assert focused() is page.filter_bar.filter


def test_more_cases_than_are_shown_are_said_to_be_there(
    qtbot: QtBot, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases_page, "MOST", 2)
    for _ in range(3):
        case(panel)
    page = opened(qtbot, panel.adviser)
    assert len(refs(page)) == 2
    assert page.filter_bar.found.text() == "3 cases"
    assert page.more_button.text() == "Show more: 2 of 3 are shown"
    QTest.keyClick(page.more_button, Qt.Key.Key_Return)
    assert len(refs(page)) == 3
    assert not page.more_button.isVisible()
    assert focused() is page.table


def test_a_header_sorts_all_cases_and_so_does_the_field_for_it(
    qtbot: QtBot, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases_page, "MOST", 2)
    names = ("Bert Brackenmoor", "Émile Court", "Anna Quillfeather")
    bert, emile, anna = (case(panel, home=home(panel, name)) for name in names)
    page = opened(qtbot, panel.adviser)
    header = page.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(1) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert refs(page) == [anna, bert]
    assert page.filter_bar.sort.combo.currentText() == "Who, A to Z"
    press(page, "More filters", Qt.Key.Key_Return)
    order = page.filter_bar.sort.combo
    order.setFocus()
    QTest.keyClick(order, Qt.Key.Key_Down)
    assert order.currentText() == "Who, Z to A"
    assert refs(page) == [emile, bert]
    assert header.sortIndicatorSection() == 1
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder


def test_filters_are_counted_and_taken_away_one_by_one(qtbot: QtBot, panel: Panel) -> None:
    with_decision_maker(panel)
    case(panel, CaseType.REVIEW)
    page = opened(qtbot, panel.adviser)
    page.filter_bar.show_asked(
        Asked(chosen={"stage": "open", "type": "review", "due": "late", "sitting": "S-1"})
    )
    page.reload()
    assert "2 filters:" in words(page.filter_bar)
    press(page, "Take away the filter Due: Late", Qt.Key.Key_Return)
    assert "1 filter:" in words(page.filter_bar)
    assert focused() is page.filter_bar.filter
    press(page, "Clear filters", Qt.Key.Key_Return)
    assert page.filter_bar.value() == page.filter_bar.usual
    assert len(refs(page)) == 2


def test_a_new_case_is_offered_to_the_office_alone(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser)
    with qtbot.waitSignal(page.navigate) as went:
        QTest.keyClick(focused(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert went.args == [Place("new_case")]
    theirs = opened(qtbot, panel.member)
    assert not theirs.new_button.isVisible()
    assert empty_state(theirs)[0] == "No cases for you yet"


def test_the_list_follows_what_is_done_elsewhere(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser)
    ref = case(panel)
    page.desk.changed.emit(CasesPage.topics)
    assert refs(page) == [ref]


def test_every_case_asked_for_is_saved_as_a_workbook(
    qtbot: QtBot, panel: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases_page, "MOST", 1)
    review, _, other = case(panel, CaseType.REVIEW), case(panel), case(panel, CaseType.REVIEW)
    page = opened(qtbot, panel.adviser)
    page.filter_bar.show_asked(Asked(chosen={"type": "review"}, sort="case"))
    press(page, "Save as Excel", Qt.Key.Key_Space)
    [dialog] = page.findChildren(QFileDialog)
    to = tmp_path / "cases.xlsx"
    dialog.fileSelected.emit(str(to))
    dialog.reject()
    qtbot.waitUntil(lambda: "cases.xlsx is in the folder" in page.banner.text)
    sheet = load_workbook(to)["Cases"]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [review, other]
    assert "Save as Excel" not in buttons(opened(qtbot, panel.auditor))


def test_a_view_is_saved_chosen_started_with_and_deleted_by_keys(
    qtbot: QtBot, panel: Panel
) -> None:
    case(panel)
    review = case(panel, CaseType.REVIEW)
    page = opened(qtbot, panel.adviser)
    page.filter_bar.show_asked(Asked(chosen={"type": "review"}, sort="who", is_descending=True))
    press(page, "More filters", Qt.Key.Key_Return)
    press(page, "Save as a view", Qt.Key.Key_Return)
    assert focused() is page.views.name
    QTest.keyClicks(page.views.name, "Reviews")
    QTest.keyClick(page.views.name, Qt.Key.Key_Return)
    assert page.views.choice.value() == "Reviews"
    press(page, "Start with this view", Qt.Key.Key_Return)

    again = opened(qtbot, panel.adviser)
    assert refs(again) == [review]
    assert again.filter_bar.sort.combo.currentText() == "Who, Z to A"
    again.views.choice.combo.setFocus()
    QTest.keyClick(again.views.choice.combo, Qt.Key.Key_Home)
    assert len(refs(again)) == 2
    QTest.keyClick(again.views.choice.combo, Qt.Key.Key_End)
    assert refs(again) == [review]
    press(again, "More filters", Qt.Key.Key_Return)
    press(again, "Delete this view", Qt.Key.Key_Return)
    [asking] = again.findChildren(Confirmation)
    QTest.keyClick(asking.act_button, Qt.Key.Key_Return)
    assert again.views.choice.value() is None
    assert not again.views.choice.isVisible()


def test_a_view_shows_nobody_a_case_that_is_hidden_from_them(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel)
    page = opened(qtbot, panel.chair)
    assert refs(page) == [heard.case]
    told = DeclareInterest(**heard.item, member=CHAIR, kind=InterestKind.OTHER)
    panel.adviser.execute(declare_interest, told)
    for asked in (Asked(text=heard.case), Asked(chosen={"sitting": heard.sitting}), Asked()):
        page.filter_bar.show_asked(asked)
        page.reload()
        assert refs(page) == []
        assert page.filter_bar.found.text() == "0 cases"
