"""The page of a case, as somebody works with it by keyboard and by dropping files."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPlainTextEdit

from panelapp.actions.cases import ChildDetails
from panelapp.actions.sittings import AddItem, PlanSitting, add_item, plan_sitting
from panelapp.domain.rules.exemption import REGARD
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import CaseType, Outcome, Priority, QdResponse, UserRole
from panelapp.queries.case_page import CaseAction, CasePageQuestion, TaskStatus, case_page
from tests.factories import (
    TODAY,
    answer,
    case,
    determined_case,
    exemption,
    exemption_case,
    heard_item,
    household,
    listed_item,
    signed_off,
    sitting_with,
    with_decision_maker,
)
from tests.ui import looking
from tests.ui.pages import button, buttons, open_page, press, rows, settle, words
from ui.components.button import RowButton
from ui.components.place import Place
from ui.desk import Desk
from ui.screens.case import acts, paper_acts
from ui.screens.case.forms import ExemptionForm
from ui.screens.case.page import CasePage
from ui.screens.case.view import TABS
from ui.theme.reading import Reading
from ui.theme.tokens import ThemeName

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from panelapp.office import Office
    from panelapp.queries.case_page import CasePage as Case
    from tests.factories import Panel
    from ui.theme.appearance import Appearance

pytestmark = pytest.mark.usefixtures("appearance")


def opened(qtbot: QtBot, office: Office, ref: str, *more: str) -> CasePage:
    return open_page(qtbot, CasePage, office, Place("case", ref, *more))


def recorded(panel: Panel, ref: str) -> Case:
    return panel.adviser.read(case_page, CasePageQuestion(case=ref))


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def row(page: CasePage, name: str) -> RowButton:
    settle()
    return next(
        found
        for found in page.findChildren(RowButton)
        if found.accessibleName().startswith(name) and found.isVisibleTo(page)
    )


def open_row(page: CasePage, name: str) -> None:
    found = row(page, name)
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Return)
    settle()


def went_to(page: CasePage, act: Callable[[], object]) -> Place:
    places: list[Place] = []
    page.navigate.connect(places.append)
    act()
    [place] = places
    return place


def type_date(day: date) -> None:
    for part in (str(day.day), str(day.month), str(day.year)):
        box = focused()
        assert isinstance(box, QLineEdit)
        box.selectAll()
        QTest.keyClicks(box, part)
        QTest.keyClick(box, Qt.Key.Key_Tab)


def confirm(monkeypatch: pytest.MonkeyPatch, module: object) -> list[str]:
    """Let every question be answered with yes, and keep what was asked."""
    asked: list[str] = []

    def say_yes(
        _: object, question: str, words: str, *, then: Callable[[], object], **__: object
    ) -> None:
        asked.append(f"{question} {words}")
        then()

    monkeypatch.setattr(module, "ask", say_yes)
    return asked


# --- what only some types have


def test_a_type_is_asked_its_own_facts(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel, CaseType.POST_ALLEGATION_REVIEW, concern_on=TODAY)
    page = opened(qtbot, panel.adviser, ref, "details")
    shown = words(page.view.details)
    assert "Allegation made on" in shown
    assert "18 November 2026" in shown
    assert "Responsible authority" not in shown
    page.view.open_tab("tasks")
    open_row(page, "Record what came of looking into it")
    type_date(TODAY)
    press(page, "Save details", Qt.Key.Key_Return)
    assert recorded(panel, ref).details.of_its_kind.concern_concluded_on == TODAY


def test_a_notice_of_exemption_is_recorded_on_its_page(qtbot: QtBot, panel: Panel) -> None:
    ref = exemption_case(panel)
    page = opened(qtbot, panel.adviser, ref, "details")
    press(page, "Record the exemption", Qt.Key.Key_Return)
    form = page.findChild(ExemptionForm)
    assert form is not None
    assert form.field("authority").value() == "Anyshire"
    given = exemption(ref)
    form.set_values({name: getattr(given, name) for name in (*REGARD, "noticed_on")})
    press(page, "Record exemption", Qt.Key.Key_Return)
    settle()
    assert "In force since 18 November 2026." in words(page.view.details)
    assert "Cancel the exemption" in buttons(page)


def test_priority_is_a_tag(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel, priority=Priority.COURT_DATE, priority_because="Hearing")
    page = opened(qtbot, panel.adviser, ref)
    assert page.view.urgent_tag.text() == "Priority: court date"
    plain = opened(qtbot, panel.adviser, case(panel))
    assert not plain.view.urgent_tag.isVisibleTo(plain)


# --- the direct route


def test_a_sign_off_is_recorded_from_its_task(qtbot: QtBot, panel: Panel) -> None:
    signed_off(panel)
    ref = case(panel, opened_on=TODAY, application_on=TODAY)
    page = opened(qtbot, panel.adviser, ref)
    open_row(page, "Get the quality of the assessment signed off")
    QTest.keyClicks(focused(), "Head of service 0301 (synthetic)")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    type_date(TODAY)
    QTest.keyClicks(focused(), "Complete.")
    press(page, "Record sign-off", Qt.Key.Key_Return)
    known = recorded(panel, ref)
    assert known.status == "Signed off, waiting for a decision"
    assert known.details.quality_assured_by == "Head of service 0301 (synthetic)"
    settle()
    assert "No panel" not in page.view.next.text()
    assert page.view.next.text().startswith("The assessment was signed off in place of a panel")


def test_without_the_switch_nothing_of_a_sign_off_is_shown(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser, case(panel, opened_on=TODAY))
    assert not any("sign-off" in name.lower() for name in rows(page))
    assert "Record the sign-off" not in buttons(page)


# --- what it shows


def test_the_header_says_who_what_and_how_far(qtbot: QtBot, panel: Panel) -> None:
    heard = with_decision_maker(panel)
    page = opened(qtbot, panel.adviser, heard.case)
    assert page.title.text() == f"{heard.case}  Carer 0041 (synthetic)"
    assert page.under.text() == "Mainstream application (Form F), sitting of 18 November 2026"
    assert page.status.text() == "Waiting for a decision"
    assert page.view.next.text().startswith("With the agency decision maker since 18 November")
    assert page.view.deadline_tag.text() == "7 working days left"


def test_tasks_stand_under_their_stage_with_their_status_in_words(
    qtbot: QtBot, panel: Panel
) -> None:
    page = opened(qtbot, panel.adviser, case(panel))
    shown = rows(page.view.tasks)
    assert shown[0] == "Record the day on which the application came, Not yet started"
    assert (
        shown[1] == "Record the decision to assess, Cannot start yet, After the application came."
    )
    assert shown[11] == "Send papers to members, Cannot start yet, After the case is on an agenda."
    assert {"Before panel", "At panel", "After panel"} <= set(words(page.view.tasks))


def test_what_cannot_start_yet_is_read_and_not_pressed(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser, case(panel))
    assert not row(page, "Lock the minutes").isEnabled()
    assert row(page, "Put on an agenda").isEnabled()


def test_the_tabs_are_turned_with_arrows(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel, requested_terms=Terms(number_of_children=2), social_worker="Worker 0081")
    page = opened(qtbot, panel.adviser, ref)
    page.view.tabs.setFocus()
    seen = []
    for _ in range(5):
        QTest.keyClick(page.view.tabs, Qt.Key.Key_Right)
        seen.append(words(page.view))
    checks, details, papers, people, history = seen
    assert "0 of 17 received" in checks
    assert "Approved for up to 2 children of any gender." in details
    assert "No papers are added yet." in papers
    assert "Carer 0041 (synthetic)" in people
    assert "The household has no terms of approval." in history


def test_a_place_may_name_the_tab(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser, case(panel), "papers")
    assert page.view.tabs.tabText(page.view.tabs.currentIndex()) == "Papers (0)"


def test_another_case_of_the_household_is_opened_from_its_history(
    qtbot: QtBot, panel: Panel
) -> None:
    home = household(panel)
    other, ref = case(panel, home=home), case(panel, CaseType.REVIEW, home=home)
    page = opened(qtbot, panel.adviser, ref, "history")
    assert went_to(page, lambda: open_row(page, other)) == Place("case", other)


# --- where tasks lead


def test_a_task_of_the_details_opens_its_field(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel)
    page = opened(qtbot, panel.adviser, ref)
    open_row(page, "Send the report to the applicant")
    assert focused().accessibleName() == "Report sent to the applicant on, day"
    type_date(TODAY)
    press(page, "Save details", Qt.Key.Key_Return)
    assert recorded(panel, ref).details.report_shared_on == TODAY
    assert "Sent on 18 November 2026" in words(page.view.tasks)
    assert page.panels.shown.panel is None


@pytest.mark.parametrize(
    ("task", "screen"),
    [
        ("Send papers to members", "sitting"),
        ("Record what the panel says", "sitting_mode"),
        ("Record the recommendation", "sitting_mode"),
    ],
)
def test_tasks_lead_to_the_sitting(qtbot: QtBot, panel: Panel, task: str, screen: str) -> None:
    notes = "panel says" in task
    ahead = screen == "sitting"
    ref = case(panel, CaseType.NOTIFICATION if notes else CaseType.REVIEW)
    if ahead:
        held_on = TODAY + timedelta(days=21)
        sitting = panel.adviser.execute(plan_sitting, PlanSitting(held_on=held_on)).value
        panel.adviser.execute(add_item, AddItem(sitting=sitting, case=ref))
    else:
        sitting = sitting_with(panel, ref)
    page = opened(qtbot, panel.adviser, ref)
    place = went_to(page, lambda: open_row(page, task))
    assert place.screen == screen
    assert place.refs[0] == sitting


def test_tasks_lead_to_minutes_and_decision(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    page = opened(qtbot, panel.adviser, heard.case)
    place = went_to(page, lambda: open_row(page, "Write and check the minutes"))
    assert place == Place("minutes", heard.sitting, heard.case)
    waiting = with_decision_maker(panel)
    page = opened(qtbot, panel.decision_maker, waiting.case)
    place = went_to(page, lambda: open_row(page, "Make the decision"))
    assert place == Place("decision", waiting.case)


def test_the_next_task_is_one_key_away(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel)
    page = opened(qtbot, panel.adviser, ref)
    assert "Your next task: Record the day on which the application came" in words(page)
    assert page.primary() is page.view.next_button
    press(page, "Open this task", Qt.Key.Key_Return)
    assert focused().accessibleName() == "Application came on, day"
    theirs = opened(qtbot, panel.auditor, ref)
    assert "Open this task" not in buttons(theirs)


def test_representations_lead_to_a_new_case(qtbot: QtBot, panel: Panel) -> None:
    about = determined_case(panel)
    answer(panel, about.case, QdResponse.REPRESENTATIONS)
    page = opened(qtbot, panel.adviser, about.case)
    place = went_to(page, lambda: open_row(page, "Open a case for the representations"))
    assert place == Place("new_case", recorded(panel, about.case).household)


# --- changing what is recorded


def test_F2_changes_details_and_escape_leaves_them(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel, summary="As it was")
    page = opened(qtbot, panel.adviser, ref)
    page.view.tabs.setFocus()
    QTest.keyClick(page.view.tabs, Qt.Key.Key_F2)
    settle()
    assert "Change details" in words(page)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    settle()
    assert page.panels.shown.panel is None
    assert recorded(panel, ref).details.summary == "As it was"


def test_a_date_that_is_emptied_is_not_known_any_more(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel, application_on=TODAY - timedelta(days=9))
    page = opened(qtbot, panel.adviser, ref)
    open_row(page, "Record the day on which the application came")
    for _ in range(3):
        box = focused()
        assert isinstance(box, QLineEdit)
        box.selectAll()
        QTest.keyClick(box, Qt.Key.Key_Delete)
        QTest.keyClick(box, Qt.Key.Key_Tab)
    press(page, "Save details", Qt.Key.Key_Return)
    assert recorded(panel, ref).details.application_on is None


def test_a_refusal_keeps_what_was_typed(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel)
    page = opened(qtbot, panel.adviser, ref)
    page.view.change_wanted.emit("observations_on")
    settle()
    type_date(TODAY)
    press(page, "Save details", Qt.Key.Key_Return)
    panel_shown = page.panels.shown.panel
    assert panel_shown is not None
    [problem] = panel_shown.form.summary.words()
    assert problem.startswith("The applicants' observations cannot come before")
    assert panel_shown.form.field("observations_on").value() == TODAY


def test_terms_are_given_with_their_sentence(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel, CaseType.CHANGE_OF_APPROVAL)
    page = opened(qtbot, panel.adviser, ref)
    open_row(page, "Give the terms that are asked for")
    QTest.keyClicks(focused(), "2")
    assert "Approved for up to 2 children of any gender." in words(page)
    press(page, "Save terms", Qt.Key.Key_Return)
    assert recorded(panel, ref).details.requested_terms == Terms(number_of_children=2)


def test_children_are_named(qtbot: QtBot, panel: Panel) -> None:
    first = ChildDetails(name="Child 0082", date_of_birth=date(2018, 4, 2), relationship="niece")
    ref = case(panel, CaseType.LONG_TERM_MATCH, children=(first,))
    page = opened(qtbot, panel.adviser, ref)
    open_row(page, "Name the child")
    press(page, "Add another child", Qt.Key.Key_Return)
    assert focused().accessibleName() == "Child 2: full name"
    QTest.keyClicks(focused(), "Child 0083")
    press(page, "Save children", Qt.Key.Key_Return)
    named = recorded(panel, ref).details.children
    assert [(child.name, child.relationship) for child in named] == [
        ("Child 0082", "niece"),
        ("Child 0083", ""),
    ]


def test_text_that_was_not_saved_is_back(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel)
    page = opened(qtbot, panel.adviser, ref)
    page.view.change_wanted.emit("summary")
    settle()
    QTest.keyClicks(focused(), "A half-written thought")
    page.leave()
    again = opened(qtbot, panel.adviser, ref)
    again.view.change_wanted.emit("summary")
    settle()
    assert again.banner.text.startswith("The text that you typed")
    box = focused()
    assert isinstance(box, QPlainTextEdit)
    assert box.toPlainText() == "A half-written thought"


# --- acts


def test_a_case_goes_on_an_agenda(qtbot: QtBot, panel: Panel) -> None:
    held_on = TODAY + timedelta(days=21)
    sitting = panel.adviser.execute(plan_sitting, PlanSitting(held_on=held_on)).value
    ref = case(panel)
    page = opened(qtbot, panel.adviser, ref)
    open_row(page, "Put on an agenda")
    shown = words(page)
    assert "Papers are due with members by 2 December 2026" in shown
    press(page, "Put on agenda", Qt.Key.Key_Return)
    assert recorded(panel, ref).sitting == sitting
    assert page.status.text() == "Listed"


def test_without_a_sitting_to_come_planning_one_is_offered(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser, case(panel))
    open_row(page, "Put on an agenda")
    assert page.banner.text == "No sitting is planned that this case could go to."
    place = went_to(page, lambda: press(page.banner, "Plan a sitting", Qt.Key.Key_Return))
    assert place == Place("new_sitting")


def test_a_case_comes_off_its_agenda(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel)
    page = opened(qtbot, panel.adviser, heard.case)
    press(page, "Take off the agenda", Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "The report came late")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    type_date(TODAY)
    press(page, "Take off agenda", Qt.Key.Key_Return)
    assert recorded(panel, heard.case).status == "Open, on no agenda"
    assert "Put on an agenda" in buttons(page)


def test_withdrawing_names_the_case_and_asks_first(
    qtbot: QtBot, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = confirm(monkeypatch, acts)
    ref = case(panel)
    page = opened(qtbot, panel.adviser, ref)
    press(page, "Withdraw this case", Qt.Key.Key_Return)
    press(page, "Withdraw case", Qt.Key.Key_Return)
    assert asked == []
    page.panels.shown.panel.form.focus_first()  # type: ignore[union-attr]  # it is open
    QTest.keyClicks(focused(), "They moved away")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    type_date(TODAY)
    press(page, "Withdraw case", Qt.Key.Key_Return)
    assert asked[0].startswith(f"Withdraw the case {ref}?")
    assert page.status.text() == "Withdrawn"
    assert recorded(panel, ref).withdrawn_because == "They moved away"


def test_a_resignation_is_recorded_once_somebody_says_so(
    qtbot: QtBot, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = confirm(monkeypatch, acts)
    ref = case(panel, CaseType.RESIGNATION)
    page = opened(qtbot, panel.adviser, ref)
    open_row(page, "Record the day on which the resignation came")
    form = page.panels.shown.panel.form  # type: ignore[union-attr]  # it is open
    form.field("notice_received_on").focus_target().setFocus()
    type_date(TODAY)
    form.field("reason").focus_target().setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    press(page, "Record resignation", Qt.Key.Key_Return)
    assert "This cannot be undone." in asked[0]
    assert "Approval ends on 16 December 2026." in words(page)


# --- papers


def paper(folder: Path, name: str = "medical_advice-2.txt", text: str = "A report.") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def chosen(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    answer_given = ([str(path) for path in paths], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: answer_given)


def test_papers_are_chosen_titled_and_added(
    qtbot: QtBot, panel: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = case(panel)
    page = opened(qtbot, panel.adviser, ref)
    chosen(monkeypatch, paper(tmp_path), paper(tmp_path, "chronology.txt", "In order."))
    press(page, "Choose files to add as papers", Qt.Key.Key_Return)
    box = focused()
    assert isinstance(box, QLineEdit)
    assert box.text() == "Medical advice 2"
    box.selectAll()
    QTest.keyClicks(box, "Medical adviser")
    press(page, "Add 2 papers", Qt.Key.Key_Return)
    titles = [paper.title for paper in recorded(panel, ref).papers]
    assert titles == ["Medical adviser", "Chronology"]
    assert page.banner.text == "2 papers were added."
    assert page.view.tabs.tabText(page.view.tabs.currentIndex()) == "Papers (2)"


def test_a_paper_is_removed_once_somebody_says_so(
    qtbot: QtBot, panel: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = case(panel)
    page = opened(qtbot, panel.adviser, ref)
    chosen(monkeypatch, paper(tmp_path))
    press(page, "Choose files to add as papers", Qt.Key.Key_Return)
    press(page, "Add 1 paper", Qt.Key.Key_Return)
    asked = confirm(monkeypatch, paper_acts)
    press(page, "Remove Medical advice 2", Qt.Key.Key_Return)
    assert asked[0].startswith("Remove the paper Medical advice 2?")
    assert recorded(panel, ref).papers == ()
    assert "No papers are added yet." in words(page)


def test_a_copy_of_a_paper_is_saved_and_recorded(
    qtbot: QtBot, panel: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = case(panel)
    page = opened(qtbot, panel.adviser, ref)
    chosen(monkeypatch, paper(tmp_path))
    press(page, "Choose files to add as papers", Qt.Key.Key_Return)
    press(page, "Add 1 paper", Qt.Key.Key_Return)
    asked: list[QFileDialog] = []
    monkeypatch.setattr(QDialog, "open", asked.append)
    press(page, "Save a copy of Medical advice 2", Qt.Key.Key_Return)
    copy = tmp_path / "copy.txt"
    asked[0].fileSelected.emit(str(copy))
    assert copy.read_text("utf-8") == "A report."
    assert page.banner.text.startswith("copy.txt is in the folder")
    assert panel.audit()[-1][1:] == ("export_paper", ref)


# --- for whom


@pytest.mark.parametrize("role", [UserRole.CHAIR, UserRole.MEMBER, UserRole.AUDITOR])
def test_whoever_only_reads_is_offered_nothing_to_change(
    qtbot: QtBot, panel: Panel, role: UserRole
) -> None:
    heard = heard_item(panel)
    page = opened(qtbot, panel.acting(role), heard.case)
    assert rows(page.view.tasks)
    for tab in range(page.view.tabs.count()):
        page.view.tabs.setCurrentIndex(tab)
        offered = set(buttons(page))
        assert not offered & {"Change details", "Change", "Choose files", "Withdraw this case"}
    QTest.keyClick(page.view.tabs, Qt.Key.Key_F2)
    assert page.panels.shown.panel is None


def test_a_chair_goes_from_the_task_to_the_sitting(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel)
    page = opened(qtbot, panel.chair, heard.case)
    place = went_to(page, lambda: open_row(page, "Record the recommendation"))
    assert place == Place("sitting_mode", heard.sitting, heard.case)


def test_the_people_of_a_case_lead_to_their_household(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel)
    page = opened(qtbot, panel.adviser, ref)
    page.view.open_tab("people")
    place = went_to(page, lambda: press(page, "Open the household", Qt.Key.Key_Space))
    assert place == Place("household", recorded(panel, ref).household)


def test_a_chair_is_not_led_to_the_household(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.chair, listed_item(panel).case)
    page.view.open_tab("people")
    assert "Open the household" not in buttons(page)


def test_a_case_that_does_not_exist_for_somebody_says_so(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.member, case(panel))
    assert page.banner.text.startswith("There is no case with the reference")


def test_the_page_follows_what_is_done_elsewhere(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel, outcome=Outcome.DEFERRED)
    page = opened(qtbot, panel.adviser, heard.case)
    assert page.status.text() == "Deferred"
    sitting_with(panel, heard.case, held_on=TODAY)
    page.desk.changed.emit(CasePage.topics)
    assert page.status.text() == "Listed"
    listed = [task.status for task in recorded(panel, heard.case).tasks if task.code == "list_case"]
    assert listed == [TaskStatus.COMPLETED]
    assert button(page, "Take off the agenda").isEnabled()


# --- for everybody (WCAG 2.2 AA): the forms of the page, which nobody sees at first


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize(
    "what", ["details", "requested_terms", "children", "agenda", "withdraw", "papers"]
)
def test_the_forms_are_read_reached_and_not_cut(
    qtbot: QtBot, panel: Panel, appearance: Appearance, tmp_path: Path, what: str, size: int
) -> None:
    panel.adviser.execute(plan_sitting, PlanSitting(held_on=TODAY + timedelta(days=9)))
    ref = case(panel, CaseType.REG24_EXTENSION, home=household(panel, carers=2))
    appearance.show(Reading(theme=ThemeName.LIGHT, size=size))
    page = opened(qtbot, panel.adviser, ref)
    match what:
        case "agenda":
            page.view.act_wanted.emit(CaseAction.PUT_ON_AGENDA)
        case "withdraw":
            page.view.act_wanted.emit(CaseAction.WITHDRAW)
        case "papers":
            page.view.drop_zone.chosen.emit((paper(tmp_path), paper(tmp_path, "other.txt")))
        case _:
            page.view.change_wanted.emit(what)
    settle()
    assert page.panels.shown.panel is not None
    visited = looking.tab_round(page)
    assert looking.unreached(page, visited) == []
    assert looking.nameless(page) == []
    assert looking.too_small(page) == []
    qtbot.waitUntil(lambda: looking.cut_words(page) + looking.outside(page) == [])
    assert page.scroller.horizontalScrollBar().maximum() == 0


def test_papers_come_in_beside_the_thread_of_the_window(
    qtbot: QtBot, panel: Panel, tmp_path: Path
) -> None:
    ref = case(panel)
    files = tuple(paper(tmp_path, f"{number}.txt", f"{number}") for number in range(5))
    with ThreadPoolExecutor(1) as of_the_file, ThreadPoolExecutor(1) as drawing:
        page = CasePage(Desk(panel.adviser, of_the_file, drawing), Place("case", ref, "papers"))
        page.desk.setParent(page)
        qtbot.addWidget(page)
        page.show()
        with qtbot.waitSignal(page.loaded):
            page.reload()
        page.view.drop_zone.chosen.emit(files)
        press(page, "Add 5 papers", Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page.banner.text == "5 papers were added.")
        qtbot.waitUntil(lambda: page.view.tabs.tabText(TABS.index("papers")) == "Papers (5)")
