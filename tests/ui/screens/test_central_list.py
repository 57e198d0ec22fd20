"""The central list, a person on it and somebody who joins it, worked with the keyboard."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from panelapp.actions.people import (
    GiveListNotice,
    RecordLink,
    UpdateMember,
    give_list_notice,
    record_link,
    update_member,
)
from panelapp.domain.vocabulary import LinkKind, Office, UserRole
from panelapp.queries.member_page import MemberPageQuestion, member_page
from tests.factories import CHAIR, MEMBER, OTHER, SOCIAL_WORKER, TODAY, USERS, sitting_with
from tests.ui.pages import button, buttons, open_page, press, rows, settle, words
from ui.components.confirm import Confirmation
from ui.components.place import Place
from ui.screens.central_list.page import CentralListPage
from ui.screens.member.page import MemberPage
from ui.screens.new_member.form import Links
from ui.screens.new_member.page import NewMemberPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from panelapp.queries.member_page import MemberPage as Person
    from tests.factories import Panel

pytestmark = pytest.mark.usefixtures("appearance")


def listed(qtbot: QtBot, panel: Panel, role: UserRole = UserRole.PANEL_ADVISER) -> CentralListPage:
    return open_page(qtbot, CentralListPage, panel.acting(role), Place("central_list"))


def person(
    qtbot: QtBot, panel: Panel, ref: str = OTHER, role: UserRole = UserRole.PANEL_ADVISER
) -> MemberPage:
    return open_page(qtbot, MemberPage, panel.acting(role), Place("member", ref))


def joining(qtbot: QtBot, panel: Panel) -> NewMemberPage:
    return open_page(qtbot, NewMemberPage, panel.adviser, Place("new_member"))


def recorded(panel: Panel, ref: str = OTHER) -> Person:
    return panel.adviser.read(member_page, MemberPageQuestion(member=ref))


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def key(which: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(focused(), which)
        settle()


def type_date(day: str, month: str, year: str) -> None:
    """Type into the three boxes of the date that has the keyboard."""
    for text in (day, month, year):
        QTest.keyClicks(focused(), text)
        key(Qt.Key.Key_Tab)


# --- the list


def test_a_person_is_opened_with_the_keyboard_alone(qtbot: QtBot, panel: Panel) -> None:
    page = listed(qtbot, panel)
    qtbot.waitUntil(page.filter.hasFocus)
    key(Qt.Key.Key_Tab, 2)
    assert page.table.hasFocus()
    key(Qt.Key.Key_Down)
    with qtbot.waitSignal(page.navigate) as went:
        key(Qt.Key.Key_Return)
    assert went.args == [Place("member", "M-2022-002")]


def test_what_is_typed_filters_the_list(qtbot: QtBot, panel: Panel) -> None:
    page = listed(qtbot, panel)
    assert page.found.text() == "6 people"
    with qtbot.waitSignal(page.loaded):
        QTest.keyClicks(page.filter, "vice")
    assert [row.ref for row in page.table.rows.rows] == ["M-2022-002"]
    assert page.found.text() == "1 person"


def test_a_filter_without_a_match_offers_everybody_again(qtbot: QtBot, panel: Panel) -> None:
    page = listed(qtbot, panel)
    with qtbot.waitSignal(page.loaded):
        QTest.keyClicks(page.filter, "nobody at all")
    assert "Nobody matches" in words(page)
    press(page, "Show everybody", Qt.Key.Key_Return)
    assert len(page.table.rows.rows) == 6
    assert page.filter.hasFocus()


def test_people_who_left_are_shown_by_a_tick(qtbot: QtBot, panel: Panel) -> None:
    panel.adviser.execute(
        give_list_notice, GiveListNotice(member=OTHER, notice_on=date(2026, 9, 1))
    )
    page = listed(qtbot, panel)
    assert OTHER not in {row.ref for row in page.table.rows.rows}
    page.include_left.setFocus()
    key(Qt.Key.Key_Space)
    assert OTHER in {row.ref for row in page.table.rows.rows}


def test_what_the_list_lacks_is_said_with_its_source(qtbot: QtBot, panel: Panel) -> None:
    assert listed(qtbot, panel).lacks.isHidden()
    panel.adviser.execute(
        record_link, RecordLink(member=CHAIR, kind=LinkKind.EMPLOYEE, from_on=TODAY)
    )
    lacks = listed(qtbot, panel).lacks
    assert "not recorded as independent" in lacks.text
    assert "FSR 23(4)(i)" in lacks.text


def test_an_empty_list_says_what_belongs_there(qtbot: QtBot, panel: Panel) -> None:
    panel.run("DELETE FROM appointment")
    panel.run("DELETE FROM list_entry")
    page = listed(qtbot, panel)
    assert "Nobody is on the central list yet" in words(page)
    assert buttons(page).count("Add person") == 2
    assert page.lacks.isHidden()


def test_who_may_not_change_the_list_is_offered_nothing(qtbot: QtBot, panel: Panel) -> None:
    assert "Add person" in buttons(listed(qtbot, panel))
    assert "Add person" not in buttons(listed(qtbot, panel, UserRole.AUDITOR))


# --- one person


def test_a_check_is_recorded_with_the_keyboard_alone(qtbot: QtBot, panel: Panel) -> None:
    page = person(qtbot, panel)
    assert focused().accessibleName().startswith("Criminal record check, Overdue")
    key(Qt.Key.Key_Return)
    type_date("3", "mar", "2026")
    for _ in range(20):
        if focused() is button(page, "Save details"):
            break
        key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Return)
    assert recorded(panel).dates["dbs_on"] == date(2026, 3, 3)
    assert rows(page)[0].startswith("Criminal record check, Completed")
    assert focused().accessibleName().startswith("Criminal record check")


def test_a_date_that_is_emptied_is_known_no_more(qtbot: QtBot, panel: Panel) -> None:
    panel.adviser.execute(update_member, UpdateMember(member=OTHER, dbs_on=TODAY))
    page = person(qtbot, panel)
    press(page, "Change details", Qt.Key.Key_Return)
    assert page.acts.panel is not None
    page.acts.panel.form.set_values({"dbs_on": None, "name": "Renamed 0009 (synthetic)"})
    press(page, "Save details", Qt.Key.Key_Return)
    assert recorded(panel).dates["dbs_on"] is None
    assert page.title.text() == "Renamed 0009 (synthetic)"


def test_a_link_takes_independence_away_and_its_end_gives_it_back(
    qtbot: QtBot, panel: Panel
) -> None:
    page = person(qtbot, panel)
    assert page.view.standing.text() == "Independent of the service"
    press(page, "Record a link", Qt.Key.Key_Return)
    assert page.acts.panel is not None
    page.acts.panel.form.set_values({"kind": LinkKind.EMPLOYEE, "from_on": date(2024, 3, 1)})
    press(page, "Record link", Qt.Key.Key_Return)
    assert page.view.standing.text() == "Not independent of the service"
    assert page.view.because.text() == "Employed by the service since 1 March 2024."
    press(page, "Record the end of this link", Qt.Key.Key_Return)
    assert page.acts.panel is not None
    page.acts.panel.form.set_values({"to_on": date(2026, 6, 30)})
    press(page, "Record end", Qt.Key.Key_Return)
    assert page.view.standing.text() == "Independent of the service"
    assert "Ended on 30 June 2026 and counts no longer." in words(page)


def test_a_form_that_lacks_something_says_what_and_keeps_the_rest(
    qtbot: QtBot, panel: Panel
) -> None:
    page = person(qtbot, panel)
    press(page, "Record a link", Qt.Key.Key_Return)
    assert page.acts.panel is not None
    form = page.acts.panel.form
    form.set_values({"detail": "Fostering team"})
    press(page, "Record link", Qt.Key.Key_Return)
    assert form.summary.words() == ("Choose what ties the person to the service.",)
    assert form.summary.hasFocus()
    assert form.field("detail").value() == "Fostering team"
    assert panel.rows("SELECT count(*) FROM link") == [(0,)]


def test_a_refused_appointment_says_why_with_its_source(qtbot: QtBot, panel: Panel) -> None:
    page = person(qtbot, panel)
    press(page, "Appoint to the panel", Qt.Key.Key_Return)
    assert page.acts.panel is not None
    form = page.acts.panel.form
    form.set_values({"office": Office.VICE_CHAIR, "from_on": date(2021, 1, 1)})
    press(page, "Record appointment", Qt.Key.Key_Return)
    assert "not on the central list on that day" in form.summary.words()[0]
    assert "FSR 23(4)" in words(form.summary)
    form.set_values({"from_on": TODAY})
    press(page, "Record appointment", Qt.Key.Key_Return)
    assert recorded(panel).office is Office.VICE_CHAIR
    assert page.status.text() == "Vice chair"


def test_an_office_that_cannot_be_given_is_not_offered(qtbot: QtBot, panel: Panel) -> None:
    panel.adviser.execute(
        record_link, RecordLink(member=OTHER, kind=LinkKind.EMPLOYEE, from_on=TODAY)
    )
    page = person(qtbot, panel)
    press(page, "Appoint to the panel", Qt.Key.Key_Return)
    assert any(said.startswith("Chair: The chair must be independent") for said in words(page))


def test_an_appraisal_is_recorded(qtbot: QtBot, panel: Panel) -> None:
    page = person(qtbot, panel)
    press(page, "Record an appraisal", Qt.Key.Key_Return)
    type_date("1", "5", "2026")
    key(Qt.Key.Key_Return)
    assert recorded(panel).appraisals == (date(2026, 5, 1),)
    assert any("1 May 2026" in said for said in words(page.view))


def test_that_there_is_no_link_is_declared(qtbot: QtBot, panel: Panel) -> None:
    panel.run("UPDATE list_entry SET links_declared_on = NULL")
    page = person(qtbot, panel)
    assert page.view.standing.text() == "Not known"
    press(page, "Record that there is no link", Qt.Key.Key_Return)
    type_date("2", "5", "2026")
    key(Qt.Key.Key_Return)
    assert page.view.standing.text() == "Independent of the service"


def test_notice_is_recorded_only_after_a_question(qtbot: QtBot, panel: Panel) -> None:
    page = person(qtbot, panel, SOCIAL_WORKER)
    press(page, "Record notice to leave the list", Qt.Key.Key_Return)
    type_date("18", "11", "2026")
    key(Qt.Key.Key_Return)
    question = page.findChild(Confirmation)
    assert isinstance(question, Confirmation)
    assert question.focusWidget() is question.keep_button
    assert recorded(panel, SOCIAL_WORKER).notice_on is None
    question.act_button.click()
    assert recorded(panel, SOCIAL_WORKER).left_on == date(2026, 12, 18)
    assert page.banner.text == "The last day on the central list is 18 December 2026."
    assert "Record notice to leave the list" not in buttons(page)


def test_escape_leaves_a_form_and_nothing_is_recorded(qtbot: QtBot, panel: Panel) -> None:
    page = person(qtbot, panel)
    press(page, "Record an appraisal", Qt.Key.Key_Return)
    before = panel.audit()
    key(Qt.Key.Key_Escape)
    assert page.acts.panel is None
    assert focused() is button(page, "Record an appraisal")
    assert panel.audit() == before


def test_a_sitting_is_opened_from_the_person(qtbot: QtBot, panel: Panel) -> None:
    sitting = sitting_with(panel)
    page = person(qtbot, panel, MEMBER)
    assert "Attended 1 of 1 in the last 12 months." in words(page)
    page.view.sittings.setFocus()
    with qtbot.waitSignal(page.navigate) as went:
        key(Qt.Key.Key_Return)
    assert went.args == [Place("sitting", sitting)]


@pytest.mark.parametrize("role", [UserRole.CHAIR, UserRole.AUDITOR, UserRole.MEMBER])
def test_who_only_reads_is_offered_nothing_to_record(
    qtbot: QtBot, panel: Panel, role: UserRole
) -> None:
    page = person(qtbot, panel, MEMBER, role)
    assert page.title.text() == USERS[UserRole.MEMBER]
    assert buttons(page) == ["< Central list"]


# --- somebody who joins


def test_a_person_joins_with_the_keyboard_alone(qtbot: QtBot, panel: Panel) -> None:
    page = joining(qtbot, panel)
    QTest.keyClicks(focused(), "Robin 0091 (synthetic)")
    key(Qt.Key.Key_Tab)
    type_date("18", "nov", "2026")
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Space)
    assert page.form.field("links").value() is Links.NONE
    page.check_button.setFocus()
    key(Qt.Key.Key_Return)
    assert page.add_button.hasFocus()
    said = words(page)
    assert "Robin 0091 (synthetic)" in said
    assert "18 November 2026" in said
    assert "Not provided" in said
    key(Qt.Key.Key_Return)
    assert "Robin 0091 (synthetic) is on the central list" in words(page)
    assert "Induction training: by 27 January 2027." in words(page)
    with qtbot.waitSignal(page.navigate) as went:
        key(Qt.Key.Key_Return)
    assert went.args == [Place("member", "M-2026-001")]
    assert recorded(panel, "M-2026-001").independence.because.startswith("Declared on 18 November")


def test_an_answer_is_changed_before_it_is_sent(qtbot: QtBot, panel: Panel) -> None:
    page = joining(qtbot, panel)
    page.form.set_values(
        {"name": "Robin 0091 (synthetic)", "joined_on": TODAY, "links": Links.SOME}
    )
    press(page, "Check answers", Qt.Key.Key_Return)
    press(page, "Change full name", Qt.Key.Key_Return)
    assert focused() is page.form.field("name").focus_target()
    QTest.keyClicks(focused(), " II")
    press(page, "Check answers", Qt.Key.Key_Return)
    press(page, "Add to the central list", Qt.Key.Key_Return)
    assert recorded(panel, "M-2026-001").name == "Robin 0091 (synthetic) II"
    said = "Record what links the person to the service, or that nothing does."
    assert said in words(page)


def test_what_is_missing_is_said_before_the_answers_are_checked(qtbot: QtBot, panel: Panel) -> None:
    page = joining(qtbot, panel)
    press(page, "Check answers", Qt.Key.Key_Return)
    assert page.form.summary.words() == (
        "Enter the person's name.",
        "Enter the first day on the list.",
        "Choose what is known of links to the service.",
    )
    assert page.check_part.isHidden()


def test_a_refusal_brings_the_form_back_with_what_was_typed(qtbot: QtBot, panel: Panel) -> None:
    page = joining(qtbot, panel)
    page.form.set_values(
        {"name": "Member 0009 (synthetic)", "joined_on": TODAY, "links": Links.SOME}
    )
    press(page, "Check answers", Qt.Key.Key_Return)
    press(page, "Add to the central list", Qt.Key.Key_Return)
    assert f"already, as {OTHER}" in page.form.summary.words()[0]
    assert page.form.field("name").value() == "Member 0009 (synthetic)"


def test_what_was_typed_is_back_after_a_break(qtbot: QtBot, panel: Panel) -> None:
    page = joining(qtbot, panel)
    QTest.keyClicks(focused(), "Robin 0091 (synthetic)")
    page.leave()
    again = joining(qtbot, panel)
    assert again.form.field("name").value() == "Robin 0091 (synthetic)"
    assert "It is back in the form." in again.banner.text


def test_a_chair_reads_who_records_an_appraisal(qtbot: QtBot, panel: Panel) -> None:
    note = "The panel adviser or the panel administrator records the appraisal once it was held."
    page = person(qtbot, panel, role=UserRole.CHAIR)
    assert "Record an appraisal" not in buttons(page)
    assert note in words(page)
    assert note not in words(person(qtbot, panel))
