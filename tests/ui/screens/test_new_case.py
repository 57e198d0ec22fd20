"""Opening a case in three steps, with the keyboard alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from panelapp.actions.cases import AddHousehold, CarerDetails, add_household
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import CarerKind, CaseType, QdResponse, Route
from panelapp.queries.case_choice import CasesQuestion
from panelapp.queries.case_list import cases
from panelapp.queries.case_page import CasePageQuestion, case_page
from panelapp.queries.household_list import HouseholdsQuestion, households
from tests.factories import TODAY, answer, case, determined_case, household
from tests.ui import looking
from tests.ui.pages import buttons, open_page, press, settle, words
from ui.components.place import Place
from ui.screens.new_case.forms import About
from ui.screens.new_case.page import NewCasePage
from ui.theme.reading import Reading
from ui.theme.tokens import ThemeName

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from panelapp.office import Office
    from panelapp.queries.case_page import CasePage as Case
    from tests.factories import Panel
    from ui.components.form import Form
    from ui.theme.appearance import Appearance

pytestmark = pytest.mark.usefixtures("appearance")


def opened(qtbot: QtBot, office: Office, *refs: str) -> NewCasePage:
    return open_page(qtbot, NewCasePage, office, Place("new_case", *refs))


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def tab_to(name: str) -> None:
    """Go on with Tab to the part of that name."""
    for _ in range(60):
        if focused().accessibleName() == name:
            return
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    pytest.fail(f"Tab does not come to {name}")


def typed(name: str, text: str) -> None:
    tab_to(name)
    QTest.keyClicks(focused(), text)


def ticked(name: str) -> None:
    tab_to(name)
    QTest.keyClick(focused(), Qt.Key.Key_Space)


def only_case(panel: Panel) -> Case:
    [row] = panel.adviser.read(cases, CasesQuestion())
    return panel.adviser.read(case_page, CasePageQuestion(case=row.case))


def problems(form: Form) -> tuple[str, ...]:
    settle()
    return form.summary.words()


def home(panel: Panel, *names: str) -> str:
    carers = tuple(CarerDetails(name=name) for name in names)
    people = AddHousehold(carers=carers, carer_kind=CarerKind.MAINSTREAM)
    return panel.adviser.execute(add_household, people).value


def to_step_2(page: NewCasePage) -> None:
    """Choose the first household and go on."""
    page.who.set_values({"about": About.THERE})
    page.who.household.table.setFocus()
    press(page, "Continue", Qt.Key.Key_Return)


def choose_type(page: NewCasePage, case_type: CaseType) -> None:
    page.what.set_values({"case_type": case_type})
    settle()


def test_new_people_get_their_case_with_the_keyboard_alone(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser)
    typed("Full name", "Sam Adeyemi-Wright")
    ticked("Two people apply or are approved together")
    typed("Second person: full name", "Jo Adeyemi-Wright")
    ticked("Mainstream")
    tab_to("Continue")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert page.under.text() == "Step 2 of 3: what it is, for Sam and Jo Adeyemi-Wright"
    assert focused() is page.what.type.combo
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    page.what.type.combo.activated.emit(1)
    typed("Social worker", "Worker 0081")
    tab_to("Check answers")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    settle()
    assert {"Sam and Jo Adeyemi-Wright", "Worker 0081", "18 November 2026"} <= set(words(page))
    assert focused().accessibleName() == "Change people", "read from the top"
    tab_to("Open case")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    made = only_case(panel)
    assert (made.names, made.case_type) == (
        "Sam and Jo Adeyemi-Wright",
        CaseType.MAINSTREAM_APPROVAL,
    )
    assert f"{made.case} opened" in words(page)
    assert made.next in words(page)
    with qtbot.waitSignal(page.navigate) as went:
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert went.args == [Place("case", made.case)]


def test_a_household_is_found_and_chosen(qtbot: QtBot, panel: Panel) -> None:
    wanted = home(panel, "Anna Quillfeather")
    home(panel, "Bert Brackenmoor")
    page = opened(qtbot, panel.adviser)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    typed("Household", "quill")
    table = page.who.household.table
    qtbot.waitUntil(lambda: len(table.rows.rows) == 1)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is table
    assert f"Chosen: Anna Quillfeather ({wanted})." in words(page)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert page.under.text().startswith("Step 2 of 3: what it is, for")


def test_a_household_of_the_place_is_chosen_already(qtbot: QtBot, panel: Panel) -> None:
    home(panel, "Anna Quillfeather")
    wanted = home(panel, "Bert Brackenmoor")
    page = opened(qtbot, panel.adviser, wanted)
    assert page.under.text().startswith("Step 2 of 3: what it is, for")
    choose_type(page, CaseType.REVIEW)
    press(page, "Check answers", Qt.Key.Key_Return)
    press(page, "Open case", Qt.Key.Key_Return)
    assert only_case(panel).household == wanted


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(
    qtbot: QtBot, panel: Panel
) -> None:
    page = opened(qtbot, panel.adviser)
    page.who.set_values({"about": About.NEW, "two": True, "team": "North"})
    press(page, "Continue", Qt.Key.Key_Return)
    assert set(problems(page.who)) == {
        "Enter the full name of the first person.",
        "Enter the full name of the second person.",
        "Choose the kind of care.",
    }
    assert page.who.field("team").value() == "North"
    page.who.set_values({"about": About.THERE})
    press(page, "Continue", Qt.Key.Key_Return)
    assert problems(page.who) == ("Choose the household that the case is about.",)


def test_each_type_asks_for_what_it_needs(qtbot: QtBot, panel: Panel) -> None:
    household(panel)
    page = opened(qtbot, panel.adviser)
    to_step_2(page)
    choose_type(page, CaseType.REG24_EXTENSION)
    assert {"Temporary approval started on", "Children whom the case names"} <= set(words(page))
    assert "Goes to panel by law." in words(page)
    press(page, "Check answers", Qt.Key.Key_Return)
    assert problems(page.what) == ("Enter the first day of the temporary approval.",)
    choose_type(page, CaseType.NOTIFICATION)
    assert "Needs no panel." in words(page)
    assert "Temporary approval started on" not in words(page)
    choose_type(page, CaseType.MAINSTREAM_APPROVAL)
    assert {"Route", "Application came on"} <= set(words(page))


def test_terms_are_asked_for_only_when_they_are_given(qtbot: QtBot, panel: Panel) -> None:
    household(panel)
    page = opened(qtbot, panel.adviser)
    to_step_2(page)
    choose_type(page, CaseType.CHANGE_OF_APPROVAL)
    assert "How many children at most" not in words(page)
    ticked("Give the terms that are asked for")
    typed("How many children at most", "3")
    assert "Approved for up to 3 children of any gender." in words(page)
    press(page, "Check answers", Qt.Key.Key_Return)
    assert "Approved for up to 3 children of any gender." in words(page)
    press(page, "Open case", Qt.Key.Key_Return)
    assert only_case(panel).details.requested_terms == Terms(number_of_children=3)


def test_everything_that_was_given_is_in_the_case(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser)
    page.who.set_values(
        {
            "about": About.NEW,
            "name_1": "Anna Quillfeather",
            "born_1": date(1980, 3, 27),
            "sex_1": "female",
            "carer_kind": CarerKind.CONNECTED,
            "address": "1 The Lane",
            "team": "North",
            "is_approved": True,
            "approved_on": date(2024, 5, 1),
            "children_at_most": (1, False),
        }
    )
    press(page, "Continue", Qt.Key.Key_Return)
    page.what.set_values(
        {
            "case_type": CaseType.CONNECTED_APPROVAL,
            "opened_on": date(2026, 11, 2),
            "route": Route.NEW,
            "application_on": date(2026, 10, 1),
            "reg24_known": date(2026, 9, 1),
            "child_1_name": "Child 0082",
            "child_1_relationship": "niece",
            "team_manager": "Manager 0083",
            "summary": "An aunt.",
        }
    )
    press(page, "Check answers", Qt.Key.Key_Return)
    press(page, "Open case", Qt.Key.Key_Return)
    made = only_case(panel)
    known = made.details
    assert (known.opened_on, known.application_on) == (date(2026, 11, 2), date(2026, 10, 1))
    assert (known.reg24_started_on, known.summary) == (date(2026, 9, 1), "An aunt.")
    assert (known.team_manager, made.route) == ("Manager 0083", Route.NEW)
    assert [(child.name, child.relationship) for child in known.children] == [
        ("Child 0082", "niece")
    ]
    assert made.people[0].detail == "born 27 March 1980"
    [row] = panel.adviser.read(households, HouseholdsQuestion())
    assert (row.carer_kind, row.approved_on) == (CarerKind.CONNECTED, date(2024, 5, 1))
    assert made.terms[0].sentence == "Approved for up to 1 child of any gender."


def test_change_leads_back_to_the_answer(qtbot: QtBot, panel: Panel) -> None:
    household(panel)
    page = opened(qtbot, panel.adviser)
    to_step_2(page)
    choose_type(page, CaseType.REVIEW)
    press(page, "Check answers", Qt.Key.Key_Return)
    press(page, "Change social worker", Qt.Key.Key_Return)
    assert page.under.text().startswith("Step 2 of 3: what it is, for")
    assert focused().accessibleName() == "Social worker"
    QTest.keyClicks(focused(), "Worker 0081")
    press(page, "Check answers", Qt.Key.Key_Return)
    assert "Worker 0081" in words(page)


def test_a_name_that_is_there_already_is_said(qtbot: QtBot, panel: Panel) -> None:
    wanted = home(panel, "Anna Quillfeather")
    page = opened(qtbot, panel.adviser)
    page.who.set_values(
        {"about": About.NEW, "name_1": "anna quillfeather", "carer_kind": CarerKind.MAINSTREAM}
    )
    press(page, "Continue", Qt.Key.Key_Return)
    assert page.banner.text.startswith(
        f"There is a household of that name already: Anna Quillfeather ({wanted})."
    )
    press(page.banner, "Use that household", Qt.Key.Key_Return)
    choose_type(page, CaseType.REVIEW)
    press(page, "Check answers", Qt.Key.Key_Return)
    press(page, "Open case", Qt.Key.Key_Return)
    assert only_case(panel).household == wanted
    assert len(panel.adviser.read(households, HouseholdsQuestion())) == 1


def test_representations_are_offered_where_they_were_made(qtbot: QtBot, panel: Panel) -> None:
    about = determined_case(panel)
    answer(panel, about.case, QdResponse.REPRESENTATIONS)
    with panel.unit() as uow:
        ref = uow.case(about.case).household.ref
    page = opened(qtbot, panel.adviser, ref)
    assert page.what.type.value() is CaseType.REPRESENTATIONS
    press(page, "Check answers", Qt.Key.Key_Return)
    press(page, "Open case", Qt.Key.Key_Return)
    found = panel.adviser.read(
        cases, CasesQuestion(case_types=frozenset({CaseType.REPRESENTATIONS}))
    )
    [row] = found
    made = panel.adviser.read(case_page, CasePageQuestion(case=row.case))
    assert made.follows == about.case


def test_a_refusal_comes_back_to_the_form_with_everything_typed(qtbot: QtBot, panel: Panel) -> None:
    about = determined_case(panel)
    answer(panel, about.case, QdResponse.REPRESENTATIONS)
    with panel.unit() as uow:
        ref = uow.case(about.case).household.ref
    page = opened(qtbot, panel.adviser, ref)
    page.what.set_values({"summary": "In their own words"})
    press(page, "Check answers", Qt.Key.Key_Return)
    panel.run("UPDATE panel_case SET withdrawn_on = '2026-11-18'")
    press(page, "Open case", Qt.Key.Key_Return)
    assert len(problems(page.what)) == 1
    assert page.what.field("summary").value() == "In their own words"


def test_what_was_typed_is_back_the_next_time(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser)
    typed("Full name", "Anna Quillfeather")
    page.leave()
    again = opened(qtbot, panel.adviser)
    assert again.banner.text.startswith("The text that you typed")
    assert again.who.field("name_1").draft() == "Anna Quillfeather"


def test_nothing_is_kept_once_the_case_is_open(qtbot: QtBot, panel: Panel) -> None:
    household(panel)
    page = opened(qtbot, panel.adviser)
    to_step_2(page)
    choose_type(page, CaseType.REVIEW)
    typed("Social worker", "Worker 0081")
    page.leave()
    press(page, "Check answers", Qt.Key.Key_Return)
    press(page, "Open case", Qt.Key.Key_Return)
    again = opened(qtbot, panel.adviser)
    assert not again.banner.text
    assert again.what.field("social_worker").draft() == ""


def test_the_ways_on_lead_to_papers_and_cases(qtbot: QtBot, panel: Panel) -> None:
    household(panel)
    page = opened(qtbot, panel.adviser)
    to_step_2(page)
    choose_type(page, CaseType.REVIEW)
    press(page, "Check answers", Qt.Key.Key_Return)
    press(page, "Open case", Qt.Key.Key_Return)
    ref = only_case(panel).case
    assert {"Go to the case", "Add papers", "Back to cases"} <= set(buttons(page))
    with qtbot.waitSignal(page.navigate) as went:
        press(page, "Add papers", Qt.Key.Key_Return)
    assert went.args == [Place("case", ref, "papers")]


def test_an_empty_file_begins_with_new_people(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser)
    assert page.who.is_new
    case(panel)
    other = opened(qtbot, panel.adviser)
    assert not other.who.is_new
    assert other.what.field("opened_on").draft() in {"", f"{TODAY.day}"}


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("step", ["people", "households", "case", "check"])
def test_each_step_is_read_reached_and_not_cut(
    qtbot: QtBot, panel: Panel, appearance: Appearance, step: str, size: int
) -> None:
    household(panel, carers=2)
    appearance.show(Reading(theme=ThemeName.LIGHT, size=size))
    page = opened(qtbot, panel.adviser)
    people = {"about": About.NEW, "two": True, "is_approved": True}
    page.who.set_values(people if step == "people" else {"about": About.THERE})
    if step in {"case", "check"}:
        to_step_2(page)
        choose_type(page, CaseType.CONNECTED_APPROVAL)
        page.what.set_values({"has_terms": True})
    if step == "check":
        press(page, "Check answers", Qt.Key.Key_Return)
    settle()
    visited = looking.tab_round(page)
    assert looking.unreached(page, visited) == []
    assert looking.nameless(page) == []
    assert looking.too_small(page) == []
    qtbot.waitUntil(lambda: looking.cut_words(page) + looking.outside(page) == [])
    assert page.scroller.horizontalScrollBar().maximum() == 0
