"""The checks of a case, worked with the keyboard alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from panelapp.actions.assessment import RecordCheck, record_check
from panelapp.domain.vocabulary import AdviceNeed, CaseType, CheckCode
from panelapp.queries.case_page import CasePageQuestion, case_page
from panelapp.queries.chase_list import ChaseListQuestion, chase_list
from tests.factories import TODAY, case, household
from tests.ui.pages import button, buttons, open_page, press, rows, settle, words
from ui.components.place import Place
from ui.screens.case.page import CasePage
from ui.screens.case.view import TABS
from ui.screens.chase_list.page import ChaseListPage

if TYPE_CHECKING:
    from datetime import date

    from pytestqt.qtbot import QtBot

    from panelapp.office import Office
    from panelapp.queries.case_page import CaseChecks
    from tests.factories import Panel
    from ui.components.form import Form

pytestmark = pytest.mark.usefixtures("appearance")
LONG_AGO = TODAY - timedelta(days=40)


def opened(qtbot: QtBot, office: Office, ref: str, tab: str = "checks") -> CasePage:
    return open_page(qtbot, CasePage, office, Place("case", ref, tab))


def form_of(page: CasePage | ChaseListPage) -> Form:
    panels = page.panels.shown if isinstance(page, CasePage) else page.panels
    assert panels.panel is not None
    return panels.panel.form


def known(panel: Panel, ref: str) -> CaseChecks:
    return panel.adviser.read(case_page, CasePageQuestion(case=ref)).checks


def record(panel: Panel, ref: str, code: CheckCode, asked: date = TODAY, **facts: object) -> int:
    command = RecordCheck(case=ref, code=code, requested_on=asked, **facts)  # type: ignore[arg-type]  # any fact
    return panel.adviser.execute(record_check, command).value


def test_the_list_says_how_far_it_is_and_a_line_is_recorded(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel)
    record(panel, ref, CheckCode.ACCOMMODATION, LONG_AGO, from_whom="The landlord")
    page = opened(qtbot, panel.adviser, ref)
    shown = words(page.view.checks)
    assert "0 of 17 received, 1 late" in shown
    assert "Stage 1 (FSR Sch. 3 Part 1)" in shown
    assert "Asked for on 9 October 2026 from The landlord." in shown
    line = next(row for row in rows(page.view.checks.rows) if row.startswith("Accommodation"))
    press(page.view.checks.rows, line, Qt.Key.Key_Return)
    form = form_of(page)
    form.set_values({"received_on": TODAY, "note": "Three bedrooms"})
    press(page, "Save check", Qt.Key.Key_Return)
    [row] = [row for row in known(panel, ref).rows if row.check]
    assert (row.status, row.received_on, row.note) == ("Received", TODAY, "Three bedrooms")
    assert (row.requested_on, row.from_whom) == (LONG_AGO, "The landlord")
    assert "1 of 17 received" in words(page.view.checks)


def test_a_fact_that_was_emptied_is_not_known_any_more(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel)
    record(panel, ref, CheckCode.CHILDREN)
    page = opened(qtbot, panel.adviser, ref)
    line = next(row for row in rows(page.view.checks.rows) if row.startswith("Children of"))
    press(page.view.checks.rows, line, Qt.Key.Key_Return)
    form_of(page).set_values({"requested_on": None, "not_needed_because": "They have none"})
    press(page, "Save check", Qt.Key.Key_Return)
    [row] = [row for row in known(panel, ref).rows if row.check]
    assert (row.status, row.words, row.requested_on) == ("Not needed", "They have none", None)


def test_several_are_asked_for_and_then_chased_at_once(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel, home=household(panel, carers=2))
    page = opened(qtbot, panel.adviser, ref)
    assert "Chase several" not in buttons(page.view.checks)
    press(page, "Ask for several", Qt.Key.Key_Return)
    titles = [row.title for row in known(panel, ref).rows]
    wanted = [number for number, title in enumerate(titles) if title.startswith("Personal referee")]
    form_of(page).set_values({"rows": wanted, "requested_on": TODAY, "asked_by": "Worker"})
    press(page, "Record that they were asked for", Qt.Key.Key_Return)
    asked = [row for row in known(panel, ref).rows if row.requested_on]
    assert [(row.detail, row.asked_by) for row in asked] == [
        ("Referee 1", "Worker"),
        ("Referee 2", "Worker"),
    ]
    press(page, "Chase several", Qt.Key.Key_Return)
    form_of(page).set_values({"chased_on": TODAY})
    press(page, "Record that they were chased", Qt.Key.Key_Return)
    assert panel.rows("SELECT count(*) FROM assessment_chase") == [(2,)]


def test_a_check_of_ones_own_is_added(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel)
    page = opened(qtbot, panel.adviser, ref)
    press(page, "Add a check", Qt.Key.Key_Return)
    press(page, "Add check", Qt.Key.Key_Return)
    assert form_of(page).summary.words() == ("Enter what is collected.",)
    form_of(page).set_values({"detail": "Pet assessment"})
    press(page, "Add check", Qt.Key.Key_Return)
    assert known(panel, ref).rows[-1].title == "Pet assessment"
    assert "Added here" in words(page.view.checks)


def test_an_application_is_refused_at_stage_1_once_that_is_meant(
    qtbot: QtBot, panel: Panel
) -> None:
    ref = case(panel)
    page = opened(qtbot, panel.adviser, ref)
    press(page.view.checks, "Refuse at stage 1", Qt.Key.Key_Return)
    form_of(page).set_values({"reasons": "Not suitable", "refused_on": TODAY})
    press(page.panels.shown, "Refuse at stage 1", Qt.Key.Key_Return)
    assert panel.rows("SELECT stage1_refused_on FROM panel_case") == [(None,)]
    press(page, "Refuse at stage 1", Qt.Key.Key_Return)
    settle()


@pytest.mark.parametrize(
    ("task", "values", "act"),
    [
        ("decided_on", {"decided_on": TODAY}, "Save day"),
        ("stage2_started_on", {"stage2_started_on": TODAY}, "Save day"),
        ("declared_on", {"declared_by": "Manager", "declared_on": TODAY}, "Save declaration"),
        ("medical", {"medical": AdviceNeed.NEEDED}, "Save advice"),
        ("adviser_advice", {"advice": "Ask about support."}, "Save advice"),
    ],
)
def test_what_is_signed_and_advised_is_recorded(
    qtbot: QtBot, panel: Panel, task: str, values: dict[str, object], act: str
) -> None:
    ref = case(panel)
    page = opened(qtbot, panel.adviser, ref, "details")
    page.view.change_wanted.emit(task)
    form_of(page).set_values(values)
    press(page, act, Qt.Key.Key_Return)
    assert getattr(known(panel, ref), task) == next(iter(values.values())) or (
        task == "declared_on" and known(panel, ref).declared_on == TODAY
    )


def test_a_case_without_a_list_has_no_tab_for_it(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel, CaseType.LONG_TERM_MATCH)
    page = opened(qtbot, panel.adviser, ref)
    assert not page.view.tabs.isTabVisible(TABS.index("checks"))
    assert page.view.tabs.currentIndex() == 0


def test_who_only_reads_sees_the_list_and_no_buttons(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel)
    page = opened(qtbot, panel.auditor, ref)
    assert buttons(page.view.checks) == []
    assert "0 of 17 received" in words(page.view.checks)


# --- over all cases


def test_what_waits_longest_comes_first_and_leads_to_its_case(qtbot: QtBot, panel: Panel) -> None:
    newer, older = case(panel), case(panel)
    record(panel, newer, CheckCode.CHILDREN, asked_by="Worker 0090 (synthetic)")
    record(panel, older, CheckCode.HEALTH, LONG_AGO, carer=1)
    page = open_page(qtbot, ChaseListPage, panel.adviser, Place("chase_list"))
    shown = page.table.rows.rows
    assert [(row.case, row.waiting, row.is_late) for row in shown] == [
        (older, "40 days", True),
        (newer, "since today", False),
    ]
    assert page.table.hasFocus()
    assert (shown[0].what, shown[0].names) == (
        "Health, with a medical report",
        "Carer 0041 (synthetic)",
    )
    places: list[Place] = []
    page.navigate.connect(places.append)
    page.table.select(shown[0].check)
    page.table.opened.emit(shown[0])
    assert places == [Place("case", older, "checks")]


def test_the_list_is_narrowed_and_chased_at_once(qtbot: QtBot, panel: Panel) -> None:
    for code, who in ((CheckCode.CHILDREN, "A"), (CheckCode.ACCOMMODATION, "B")):
        record(panel, case(panel), code, LONG_AGO, asked_by=who)
    page = open_page(qtbot, ChaseListPage, panel.administrator, Place("chase_list"))
    page.person.set_value("B")
    page.reload()
    assert [row.asked_by for row in page.table.rows.rows] == ["B"]
    press(page, "Record that checks were chased", Qt.Key.Key_Return)
    form_of(page).set_values({"chased_on": TODAY})
    press(page, "Record as chased", Qt.Key.Key_Return)
    [row] = page.table.rows.rows
    assert (row.last_asked_on, row.is_late) == (TODAY, False)
    found = panel.adviser.read(chase_list, ChaseListQuestion(code=CheckCode.CHILDREN))
    assert [row.is_late for row in found.rows] == [True]


def test_an_empty_list_says_why(qtbot: QtBot, panel: Panel) -> None:
    record(panel, case(panel), CheckCode.CHILDREN, received_on=TODAY)
    page = open_page(qtbot, ChaseListPage, panel.auditor, Place("chase_list"))
    assert "No check is waited for" in words(page)
    assert not button_is_there(page, "Record that checks were chased")


def button_is_there(page: ChaseListPage, text: str) -> bool:
    try:
        return button(page, text).isVisible()
    except StopIteration:
        return False
