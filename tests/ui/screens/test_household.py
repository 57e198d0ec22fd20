"""The page of a household in the window, worked with the keyboard."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton

from panelapp.actions.households import AddHouseholdMember, add_household_member
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import CaseType, EndingKind, EndingReason
from panelapp.queries.household_page import HouseholdPageQuestion, household_page
from panelapp.queries.register import RegisterQuestion, register
from tests.factories import case, household
from tests.ui.pages import buttons, open_page, press, settle, words
from ui.components.confirm import Confirmation
from ui.components.place import Place
from ui.screens.household.page import HouseholdPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from panelapp.office import Office
    from panelapp.queries.household_page import HouseholdPage as Household
    from tests.factories import Panel
    from ui.components.form import Form

pytestmark = pytest.mark.usefixtures("appearance")
FIRST, SECOND = "Carer 0041 (synthetic)", "Carer 0042 (synthetic)"


def approved(panel: Panel, **details: Any) -> str:  # noqa: ANN401 - fields of a command
    known: dict[str, Any] = {
        "approved_on": date(2020, 5, 1),
        "terms": Terms(as_stated="Two children."),
        "address": "1 Example Road",
    }
    return household(panel, **(known | details))


def opened(qtbot: QtBot, office: Office, home: str) -> HouseholdPage:
    return open_page(qtbot, HouseholdPage, office, Place("household", home))


def recorded(panel: Panel, home: str) -> Household:
    return panel.adviser.read(household_page, HouseholdPageQuestion(household=home))


def form_of(page: HouseholdPage) -> Form:
    assert page.acts.panel is not None
    return page.acts.panel.form


def _confirm(page: HouseholdPage) -> None:
    question = page.findChild(Confirmation)
    assert isinstance(question, Confirmation)
    question.act_button.click()
    settle()


def test_it_shows_who_lives_there_and_how_they_stand(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser, approved(panel, carers=2))
    said = words(page)
    assert page.title.text() == "Carer 0041 (synthetic) and Carer 0042 (synthetic)"
    assert page.status.text() == "Approved"
    assert {"1 Example Road", "1 May 2020", "Two children."} <= set(said)
    assert "No day can be named yet" in said
    assert page.view.review_tag.text() == "First review was due 1 May 2021"


def test_a_carer_is_changed(qtbot: QtBot, panel: Panel) -> None:
    home = approved(panel)
    page = opened(qtbot, panel.adviser, home)
    press(page, f"Change details of {FIRST}", Qt.Key.Key_Space)
    form_of(page).set_values(
        {"name": "Carer 0099 (synthetic)", "date_of_birth": date(1980, 2, 29), "sex": "female"}
    )
    press(page, "Save carer", Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.acts.panel is None)
    [carer] = recorded(panel, home).carers
    assert (carer.name, carer.date_of_birth, carer.sex) == (
        "Carer 0099 (synthetic)",
        date(1980, 2, 29),
        "female",
    )
    assert "Born 29 February 1980, female" in words(page)


def test_the_home_is_changed(qtbot: QtBot, panel: Panel) -> None:
    home = approved(panel)
    page = opened(qtbot, panel.adviser, home)
    press(page, "Change home details", Qt.Key.Key_Space)
    form_of(page).set_values({"address": "2 Example Road", "home_authority": "Anyshire"})
    press(page, "Save home details", Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.acts.panel is None)
    assert {"2 Example Road", "Anyshire"} <= set(words(page))


def test_somebody_moves_in_and_out(qtbot: QtBot, panel: Panel) -> None:
    home = approved(panel)
    page = opened(qtbot, panel.adviser, home)
    press(page, "Add a person", Qt.Key.Key_Space)
    press(page, "Add person", Qt.Key.Key_Space)
    assert "Enter the full name." in form_of(page).summary.words()
    form_of(page).set_values({"name": "Child 0500 (synthetic)", "relationship": "daughter"})
    press(page, "Add person", Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.acts.panel is None)
    assert "Age not known, daughter" in words(page)
    press(page, "Change details of Child 0500 (synthetic)", Qt.Key.Key_Space)
    form_of(page).set_values({"moved_out_on": date(2026, 11, 1)})
    press(page, "Save person", Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.acts.panel is None)
    assert "Moved out on 1 November 2026." in words(page)


def test_a_partner_leaves_and_comes_off_the_register(qtbot: QtBot, panel: Panel) -> None:
    home = approved(panel, carers=2)
    page = opened(qtbot, panel.adviser, home)
    press(page, f"Record the end of approval of {SECOND}", Qt.Key.Key_Space)
    form_of(page).set_values(
        {"kind": EndingKind.PARTNER_LEFT, "reason": EndingReason.CHANGE_OF_CIRCUMSTANCES}
    )
    form_of(page).entered.emit()
    form_of(page).set_values({"effective_on": date(2026, 11, 1)})
    press(page, "Check end of approval", Qt.Key.Key_Space)
    _confirm(page)
    qtbot.waitUntil(lambda: page.acts.panel is None)
    assert f"{SECOND} comes off the register on 1 November 2026." in page.banner.text
    [row] = panel.adviser.read(register, RegisterQuestion())
    assert [carer.name for carer in row.carers] == [FIRST]


def test_the_law_fixes_the_day_of_a_resignation(qtbot: QtBot, panel: Panel) -> None:
    home = approved(panel)
    page = opened(qtbot, panel.adviser, home)
    press(page, f"Record the end of approval of {FIRST}", Qt.Key.Key_Space)
    form = form_of(page)
    assert (
        form.field("notice_received_on").isHidden()
        or not form.field("notice_received_on").isVisible()
    )
    form.set_values({"kind": EndingKind.RESIGNATION, "reason": EndingReason.HEALTH})
    form.entered.emit()
    settle()
    assert form.field("notice_received_on").isVisible()
    assert not form.field("effective_on").isVisible()
    form.set_values({"notice_received_on": date(2026, 11, 18)})
    press(page, "Check end of approval", Qt.Key.Key_Space)
    _confirm(page)
    qtbot.waitUntil(lambda: page.acts.panel is None)
    assert "comes off the register on 16 December 2026." in page.banner.text
    assert page.status.text() == "Approved, ending"
    assert "Record end of approval" not in buttons(page)


def test_the_last_of_a_household_cannot_leave_it_behind(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser, approved(panel))
    press(page, f"Record the end of approval of {FIRST}", Qt.Key.Key_Space)
    ways = [one.text() for one in form_of(page).findChildren(QRadioButton)]
    assert ways == ["Resignation", "Termination by the service", "Death"]


def test_cases_are_opened_from_the_page(qtbot: QtBot, panel: Panel) -> None:
    home = approved(panel)
    ref = case(panel, CaseType.FIRST_REVIEW, home=home)
    page = opened(qtbot, panel.adviser, home)
    assert f"It is under way in {ref}." in page.view.review_words.text()
    with qtbot.waitSignal(page.navigate) as went:
        page.view.cases.setFocus()
        QTest.keyClick(page.view.cases, Qt.Key.Key_Return)
    assert went.args == [Place("case", ref)]
    with qtbot.waitSignal(page.navigate) as went:
        press(page, "Go to the review", Qt.Key.Key_Space)
    assert went.args == [Place("case", ref)]
    with qtbot.waitSignal(page.navigate) as went:
        press(page, "Open a case", Qt.Key.Key_Space)
    assert went.args == [Place("new_case", home)]


def test_a_review_that_is_due_is_opened_from_the_page(qtbot: QtBot, panel: Panel) -> None:
    home = approved(panel)
    page = opened(qtbot, panel.adviser, home)
    with qtbot.waitSignal(page.navigate) as went:
        press(page, "Open a review", Qt.Key.Key_Space)
    assert went.args == [Place("new_case", home)]


def test_somebody_changed_it_meanwhile(qtbot: QtBot, panel: Panel) -> None:
    home = approved(panel)
    page = opened(qtbot, panel.adviser, home)
    press(page, "Change home details", Qt.Key.Key_Space)
    panel.run("UPDATE household SET version = version + 1")
    press(page, "Save home details", Qt.Key.Key_Space)
    settle()
    assert any("Somebody changed this record" in said for said in form_of(page).summary.words())


def test_an_auditor_reads_and_changes_nothing(qtbot: QtBot, panel: Panel) -> None:
    home = approved(panel)
    command = AddHouseholdMember(household=home, name="Adult 0501 (synthetic)")
    panel.adviser.execute(add_household_member, command)
    page = opened(qtbot, panel.auditor, home)
    assert "Adult 0501 (synthetic)" in words(page)
    assert buttons(page) == ["< Register"]


def test_a_household_that_is_not_there_is_said(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser, "H-2026-0099")
    assert page.banner.text.startswith("There is no household with the reference")
