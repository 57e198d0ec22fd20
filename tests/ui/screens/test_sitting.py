"""The plan of a sitting: the agenda, who comes, quorum and papers, by keyboard."""

from __future__ import annotations

from base64 import b64encode
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton

from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.actions.cases import AttachPaper, attach_paper
from panelapp.actions.sittings import (
    AddItem,
    AddParticipant,
    AskMembers,
    PlanSitting,
    RecordReply,
    add_item,
    add_participant,
    ask_members,
    plan_sitting,
    record_reply,
)
from panelapp.domain.vocabulary import (
    CaseType,
    InterestKind,
    Outcome,
    Reply,
    SittingMode,
    SittingRole,
)
from panelapp.queries.sitting_page import SittingPageQuestion, sitting_page
from panelapp.queries.sitting_rows import ItemStatus
from tests.factories import (
    ALL_SIX,
    ANOTHER,
    CHAIR,
    FIVE,
    MEMBER,
    OTHER,
    TODAY,
    VICE_CHAIR,
    case,
    confirm,
    draft,
    listed_item,
    lock,
)
from tests.ui.pages import button, buttons, open_page, press, settle, words
from ui.components.confirm import Confirmation
from ui.components.place import Place
from ui.components.status_tag import StatusTag
from ui.screens.sitting.item_row import ItemRow
from ui.screens.sitting.page import SittingPage
from ui.theme.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from panelapp.office import Office
    from panelapp.queries import sitting_rows
    from tests.factories import Panel

pytestmark = pytest.mark.usefixtures("appearance")
AHEAD = date(2026, 12, 10)
ALT = Qt.KeyboardModifier.AltModifier


def opened(qtbot: QtBot, office: Office, sitting: str) -> SittingPage:
    return open_page(qtbot, SittingPage, office, Place("sitting", sitting))


def planned(panel: Panel, *cases: str, asked: tuple[str, ...] = FIVE) -> str:
    command = PlanSitting(held_on=AHEAD, start=time(9, 30), venue="Room 2")
    ref = panel.adviser.execute(plan_sitting, command).value
    for each in cases:
        panel.adviser.execute(add_item, AddItem(sitting=ref, case=each, slot_minutes=40))
    if asked:
        panel.adviser.execute(ask_members, AskMembers(sitting=ref, members=asked))
    return ref


def known(panel: Panel, sitting: str) -> sitting_rows.SittingPage:
    """What the office says of a sitting now."""
    return panel.adviser.read(sitting_page, SittingPageQuestion(sitting=sitting))


def agenda_of(panel: Panel, sitting: str) -> list[str]:
    return [item.case for item in known(panel, sitting).agenda]


def names(page: SittingPage) -> list[str]:
    settle()
    return [row.accessibleName() for row in page.findChildren(ItemRow) if row.isVisibleTo(page)]


def enter(page: SittingPage, key: Qt.Key = Qt.Key.Key_Return) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)
    settle()


# --- the agenda


def test_the_head_and_the_agenda_say_what_is_planned(qtbot: QtBot, panel: Panel) -> None:
    first, second = case(panel, CaseType.REVIEW), case(panel)
    page = opened(qtbot, panel.adviser, planned(panel, first, second))
    assert page.title.text() == "Thursday 10 December 2026"
    assert page.under.text() == "09:30 · In person · Room 2 · Main sitting · S-2026-001"
    assert "2 items, 1 hour 20 minutes planned" in words(page)
    assert [name.split(",")[:2] for name in names(page)] == [
        ["Item 1", f" {first}"],
        ["Item 2", f" {second}"],
    ]
    assert "Papers not complete" in names(page)[0]


def test_items_move_with_keys_and_the_keyboard_goes_with_them(qtbot: QtBot, panel: Panel) -> None:
    first, second, third = case(panel), case(panel), case(panel)
    sitting = planned(panel, first, second, third)
    page = opened(qtbot, panel.adviser, sitting)
    rows = page.agenda.rows()
    assert rows[0].hasFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    assert page.agenda.chosen == second
    with qtbot.waitSignal(page.agenda.ordered):
        QTest.keyClick(page.agenda.rows()[1], Qt.Key.Key_Up, ALT)
    settle()
    assert agenda_of(panel, sitting) == [second, first, third]
    assert page.agenda.chosen == second
    assert page.agenda.rows()[0].hasFocus()
    assert not page.agenda.up_button.isEnabled()
    press(page, "Move down", Qt.Key.Key_Space)
    press(page, "Move down", Qt.Key.Key_Space)
    assert agenda_of(panel, sitting) == [first, third, second]
    assert not page.agenda.down_button.isEnabled()


def test_a_case_is_opened_from_its_item(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel)
    page = opened(qtbot, panel.adviser, planned(panel, ref))
    item = page.agenda.rows()[0]
    ways: tuple[Callable[[], object], ...] = (
        lambda: QTest.keyClick(item, Qt.Key.Key_Return),
        lambda: press(page, "Open case", Qt.Key.Key_Return),
        lambda: QTest.mouseDClick(item, Qt.MouseButton.LeftButton),
    )
    for open_it in ways:
        with qtbot.waitSignal(page.navigate) as went:
            open_it()
        assert went.args == [Place("case", ref)]


def test_a_case_is_put_on_the_agenda_by_keyboard(qtbot: QtBot, panel: Panel) -> None:
    calm = case(panel, CaseType.REVIEW)
    pressing = case(panel, application_on=TODAY - timedelta(days=200))
    sitting = planned(panel)
    page = opened(qtbot, panel.adviser, sitting)
    assert "No case is on the agenda yet." in words(page)
    press(page, "Add item", Qt.Key.Key_Return)
    panel_shown = page.layers.panel
    assert panel_shown is not None
    table = panel_shown.form.field("case").table  # type: ignore[attr-defined]  # a case field
    assert table.hasFocus()
    assert table.current().case == pressing
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClicks(panel_shown.form.field("slot_minutes").focus_target(), "45")
    press(page, "Add item", Qt.Key.Key_Return)
    assert page.layers.panel is None
    assert agenda_of(panel, sitting) == [calm]
    assert "1 item, 45 minutes planned" in words(page)


def test_cases_are_narrowed_down_by_what_is_typed(qtbot: QtBot, panel: Panel) -> None:
    case(panel, CaseType.REVIEW)
    wanted = case(panel, CaseType.EXEMPTION)
    page = opened(qtbot, panel.adviser, planned(panel))
    press(page, "Add item", Qt.Key.Key_Return)
    page.find_here()
    enter_text("exempt")
    assert page.layers.panel is not None
    field = page.layers.panel.form.field("case")
    assert field.value() == wanted
    enter_text(" nothing like it")
    press(page, "Add item", Qt.Key.Key_Return)
    assert page.layers.panel.form.summary.words() == ("Choose the case to put on the agenda.",)


def enter_text(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def test_no_case_that_could_come_is_said_with_a_way_on(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser, planned(panel))
    press(page, "Add item", Qt.Key.Key_Return)
    assert "No case can go on this agenda." in page.banner.text
    with qtbot.waitSignal(page.navigate) as went:
        button(page, "New case").click()
    assert went.args == [Place("new_case")]


def test_an_item_is_taken_off_with_its_reason(qtbot: QtBot, panel: Panel) -> None:
    ref, other = case(panel), case(panel)
    sitting = planned(panel, ref, other)
    page = opened(qtbot, panel.adviser, sitting)
    press(page, "Take off", Qt.Key.Key_Return)
    press(page, "Take off the agenda", Qt.Key.Key_Return)
    assert page.layers.panel is not None
    assert page.layers.panel.form.summary.words() == ("Say why the item is taken off the agenda.",)
    page.layers.panel.form.field("reason").set_value("The report is late")
    press(page, "Take off the agenda", Qt.Key.Key_Return)
    assert agenda_of(panel, sitting) == [other]
    assert f"{ref} was taken off on 18 November 2026: The report is late" in words(page)


def test_escape_leaves_a_panel_and_changes_nothing(qtbot: QtBot, panel: Panel) -> None:
    sitting = planned(panel, case(panel))
    page = opened(qtbot, panel.adviser, sitting)
    before = panel.tables()
    press(page, "Take off", Qt.Key.Key_Return)
    enter(page, Qt.Key.Key_Escape)
    assert page.layers.panel is None
    assert page.agenda.off_button.hasFocus()
    assert panel.tables() == before


# --- who is coming


def test_replies_are_recorded_in_place_by_keyboard(qtbot: QtBot, panel: Panel) -> None:
    sitting = planned(panel, case(panel))
    page = opened(qtbot, panel.adviser, sitting)
    assert "0 of 5 members are coming. 5 have not answered." in words(page)
    line = page.people.lines[MEMBER]
    assert line.reply is not None
    coming, apologies = line.reply.findChildren(QRadioButton)
    coming.setFocus()
    QTest.keyClick(coming, Qt.Key.Key_Space)
    assert _reply(panel, sitting, MEMBER) is Reply.COMING
    assert "1 of 5 members are coming. 4 have not answered." in words(page)
    assert coming.hasFocus()
    QTest.keyClick(coming, Qt.Key.Key_Right)
    assert _reply(panel, sitting, MEMBER) is Reply.APOLOGIES
    assert apologies.hasFocus()


def _reply(panel: Panel, sitting: str, member: str) -> Reply:
    return next(row.reply for row in known(panel, sitting).members if row.member == member)


def test_members_are_asked_from_the_list(qtbot: QtBot, panel: Panel) -> None:
    sitting = planned(panel, case(panel), asked=())
    page = opened(qtbot, panel.adviser, sitting)
    assert "Nobody was asked yet." in words(page)
    press(page, "Ask members", Qt.Key.Key_Return)
    enter(page, Qt.Key.Key_Space)
    press(page, "Ask members", Qt.Key.Key_Return)
    assert [row.member for row in known(panel, sitting).members] == [CHAIR]


def test_everybody_on_the_list_is_ticked_at_once(qtbot: QtBot, panel: Panel) -> None:
    sitting = planned(panel, case(panel), asked=())
    askable = {person.member for person in known(panel, sitting).askable}
    page = opened(qtbot, panel.adviser, sitting)
    press(page, "Ask members", Qt.Key.Key_Return)
    press(page, "Tick everybody", Qt.Key.Key_Space)
    press(page, "Ask members", Qt.Key.Key_Return)
    assert {row.member for row in known(panel, sitting).members} == askable != set()


def test_somebody_else_is_added_for_an_item(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel)
    sitting = planned(panel, ref)
    page = opened(qtbot, panel.adviser, sitting)
    press(page, "Add somebody else", Qt.Key.Key_Return)
    assert page.layers.panel is not None
    page.layers.panel.form.set_values(
        {"name": "Worker 0050 (synthetic)", "role": SittingRole.PRESENTER, "case": ref}
    )
    press(page, "Add person", Qt.Key.Key_Return)
    assert "Worker 0050 (synthetic), presenter, item 1" in words(page)


def test_one_person_for_two_items_stands_in_one_line(qtbot: QtBot, panel: Panel) -> None:
    refs = case(panel), case(panel)
    sitting = planned(panel, *refs)
    for ref in refs:
        panel.adviser.execute(
            add_participant,
            AddParticipant(
                sitting=sitting,
                name="Worker 0050 (synthetic)",
                role=SittingRole.PRESENTER,
                case=ref,
            ),
        )
    page = opened(qtbot, panel.adviser, sitting)
    assert "Worker 0050 (synthetic), presenter, items 1 and 2" in words(page)


# --- quorum


def test_quorum_says_what_is_missing_and_who_could_come(qtbot: QtBot, panel: Panel) -> None:
    sitting = planned(panel, case(panel), case(panel))
    for member in FIVE[:4]:
        panel.adviser.execute(
            record_reply, RecordReply(sitting=sitting, member=member, reply=Reply.COMING)
        )
    page = opened(qtbot, panel.adviser, sitting)
    told = words(page.quorum)
    assert "All items" in told
    assert any("3 needed: 1 more member. (FSR 24(1)(c))" in text for text in told)
    assert "Not answered yet: Member 0010 (synthetic)." in told
    assert "Not asked yet: Vice chair 0003 (synthetic) (vice chair)." in told
    press(page, "Ask some of them", Qt.Key.Key_Return)
    assert page.layers.panel is not None
    assert "Those who would help quorum stand first" in words(page)
    enter(page, Qt.Key.Key_Space)
    press(page, "Ask members", Qt.Key.Key_Return)
    assert VICE_CHAIR in [row.member for row in known(panel, sitting).members]


def test_an_interest_leaves_one_item_short(qtbot: QtBot, panel: Panel) -> None:
    first, second = case(panel), case(panel)
    sitting = planned(panel, first, second)
    for member in FIVE:
        panel.adviser.execute(
            record_reply, RecordReply(sitting=sitting, member=member, reply=Reply.COMING)
        )
    panel.adviser.execute(
        declare_interest,
        DeclareInterest(sitting=sitting, case=second, member=OTHER, kind=InterestKind.PERSONAL),
    )
    page = opened(qtbot, panel.adviser, sitting)
    assert {"Item 1", "Item 2"} <= set(words(page.quorum))
    assert "Interest: Member 0009 (synthetic)" in names(page)[1]
    assert "Not quorate yet" in names(page)[1]
    assert "Not quorate yet" not in names(page)[0]


# --- papers


def test_papers_are_checked_and_recorded(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel, CaseType.REVIEW)
    content = b64encode(b"The report.").decode()
    panel.adviser.execute(
        attach_paper,
        AttachPaper(case=ref, title="Report", file_name="report.txt", content=content),
    )
    sitting = planned(panel, ref)
    panel.adviser.execute(
        record_reply, RecordReply(sitting=sitting, member=ANOTHER, reply=Reply.APOLOGIES)
    )
    page = opened(qtbot, panel.adviser, sitting)
    assert "Send by 3 December 2026" in words(page.papers)
    press(page, "Check and record papers sent", Qt.Key.Key_Return)
    told = words(page)
    assert "Chair 0002 (synthetic)" in told
    assert "Member 0010 (synthetic)" not in told
    press(page, "Record that papers were sent", Qt.Key.Key_Return)
    assert known(panel, sitting).papers.sent_on == TODAY
    assert "Sent on 18 November 2026" in words(page.papers)
    assert "Check and record papers sent" not in buttons(page)


def confirmation(page: SittingPage) -> Confirmation:
    settle()
    return next(asked for asked in page.findChildren(Confirmation) if asked.isVisible())


def test_papers_that_are_not_complete_are_recorded_only_when_that_is_meant(
    qtbot: QtBot, panel: Panel
) -> None:
    ref = case(panel)
    sitting = planned(panel, ref)
    page = opened(qtbot, panel.adviser, sitting)
    press(page, "Check and record papers sent", Qt.Key.Key_Return)
    assert page.layers.panel is not None
    page.layers.panel.form.field("undeclared_because").set_value("The manager is ill")
    press(page, "Record that papers were sent", Qt.Key.Key_Return)
    asked = confirmation(page)
    assert f"Item 1, {ref}: no paper is attached." in asked.accessibleDescription()
    asked.keep_button.click()
    assert known(panel, sitting).papers.sent_on is None
    press(page, "Record that papers were sent", Qt.Key.Key_Return)
    confirmation(page).act_button.click()
    assert known(panel, sitting).papers.sent_on == TODAY
    assert "Without a declaration because: The manager is ill" in words(page.papers)


def test_late_papers_need_their_reason(qtbot: QtBot, panel: Panel) -> None:
    sitting = planned(panel, case(panel))
    panel.clock.go_to(AHEAD - timedelta(days=1))
    page = opened(qtbot, panel.adviser, sitting)
    press(page, "Check and record papers sent", Qt.Key.Key_Return)
    press(page, "Record that papers were sent", Qt.Key.Key_Return)
    assert page.layers.panel is not None
    form = page.layers.panel.form
    assert form.summary.words() == (
        "Say why the papers go out late.",
        "Say why they go out without a declaration.",
    )
    form.field("late_because").set_value("The printer broke down")
    form.field("undeclared_because").set_value("The manager is ill")
    press(page, "Record that papers were sent", Qt.Key.Key_Return)
    confirmation(page).act_button.click()
    papers = known(panel, sitting).papers
    assert (papers.went_late, papers.late_because) == (True, "The printer broke down")
    assert "Late because: The printer broke down" in words(page.papers)


def test_what_is_missing_is_named_before_papers_go(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel)
    page = opened(qtbot, panel.adviser, planned(panel, ref))
    press(page, "Check and record papers sent", Qt.Key.Key_Return)
    assert f"Item 1, {ref}: no paper is attached." in words(page)


# --- the day, and other things done with a sitting


def test_on_the_day_attendance_is_recorded_and_the_sitting_starts(
    qtbot: QtBot, panel: Panel
) -> None:
    sitting = planned(panel, case(panel), asked=ALL_SIX)
    for member in FIVE:
        panel.adviser.execute(
            record_reply, RecordReply(sitting=sitting, member=member, reply=Reply.COMING)
        )
    before = opened(qtbot, panel.adviser, sitting)
    assert {"Start the sitting", "Record attendance"}.isdisjoint(buttons(before))
    panel.clock.go_to(AHEAD)
    page = opened(qtbot, panel.adviser, sitting)
    press(page, "Record attendance", Qt.Key.Key_Return)
    assert page.layers.panel is not None
    form = page.layers.panel.form
    assert set(form.field("present").value()) == set(FIVE)
    assert form.field("in_the_chair").value() == CHAIR
    assert "Start the sitting" not in buttons(page)
    press(page, "Record attendance", Qt.Key.Key_Return)
    assert "5 of 6 members came." in words(page)
    assert known(panel, sitting).in_the_chair == "Chair 0002 (synthetic)"
    with qtbot.waitSignal(page.navigate) as went:
        press(page, "Start the sitting", Qt.Key.Key_Return)
    assert went.args == [Place("sitting_mode", sitting)]


def test_details_are_changed_and_a_stale_page_is_refused(qtbot: QtBot, panel: Panel) -> None:
    sitting = planned(panel, case(panel))
    page = opened(qtbot, panel.adviser, sitting)
    press(page, "Change the details", Qt.Key.Key_Return)
    assert page.layers.panel is not None
    page.layers.panel.form.set_values({"mode": SittingMode.HYBRID, "venue": "Room 3"})
    press(page, "Save details", Qt.Key.Key_Return)
    assert page.under.text().startswith("09:30 · Hybrid · Room 3")
    press(page, "Change the details", Qt.Key.Key_Return)
    panel.run("UPDATE sitting SET version = version + 1")
    page.layers.panel.form.set_values({"venue": "Room 4"})
    press(page, "Save details", Qt.Key.Key_Return)
    [said] = page.layers.panel.form.summary.words()
    assert said.startswith("Somebody changed this record after you opened it.")
    assert known(panel, sitting).venue == "Room 3"


def test_a_sitting_is_cancelled_with_its_reason(qtbot: QtBot, panel: Panel) -> None:
    sitting = planned(panel, case(panel))
    page = opened(qtbot, panel.adviser, sitting)
    press(page, "Cancel the sitting", Qt.Key.Key_Return)
    assert page.layers.panel is not None
    page.layers.panel.form.field("reason").set_value("Snow")
    press(page.layers, "Cancel the sitting", Qt.Key.Key_Return)
    assert known(panel, sitting).is_cancelled
    assert page.banner.text == "This sitting was cancelled: Snow"
    assert set(buttons(page)) == {"< Sittings", "See the agenda", "Open case"}


def test_the_agenda_is_seen_as_a_document(qtbot: QtBot, panel: Panel) -> None:
    sitting = planned(panel, case(panel))
    page = opened(qtbot, panel.adviser, sitting)
    with qtbot.waitSignal(page.navigate) as went:
        press(page, "See the agenda", Qt.Key.Key_Return)
    assert went.args == [Place("document", "agenda", sitting)]


def test_a_sitting_past_shows_what_came_of_it(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel)
    draft(panel, heard, Outcome.SUITABLE)
    confirm(panel, heard)
    lock(panel, heard)
    panel.clock.go_to(TODAY + timedelta(days=1))
    page = opened(qtbot, panel.adviser, heard.sitting)
    assert known(panel, heard.sitting).agenda[0].status is ItemStatus.CONFIRMED
    assert "Suitable to foster" in names(page)[0]
    assert "Minutes locked" in names(page)[0]
    assert "Who came" in words(page)
    ways = {"See the agenda", "See the minutes", "Open case"}
    assert set(buttons(page)) == {"< Sittings", *ways}
    with qtbot.waitSignal(page.navigate) as went:
        press(page, "See the minutes", Qt.Key.Key_Return)
    assert went.args == [Place("document", "minutes", heard.sitting)]


def test_what_the_panel_said_has_no_tone_of_good_news(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel)
    draft(panel, heard, Outcome.NOT_SUITABLE)
    confirm(panel, heard)
    page = opened(qtbot, panel.adviser, heard.sitting)
    [tag] = [tag for tag in page.findChildren(StatusTag) if "Not suitable" in tag.text()]
    assert tag.property("tone") == Tone.NEUTRAL


# --- by role


def test_a_chair_declares_an_interest_and_the_case_is_gone(qtbot: QtBot, panel: Panel) -> None:
    ref, other = case(panel), case(panel)
    page = opened(qtbot, panel.chair, planned(panel, ref, other))
    assert {"Add item", "Ask members", "Check and record papers sent"}.isdisjoint(buttons(page))
    press(page, "Declare an interest", Qt.Key.Key_Return)
    assert page.layers.panel is not None
    form = page.layers.panel.form
    form.set_values({"case": ref, "kind": InterestKind.KNOWS_CHILD, "detail": "A neighbour"})
    press(page, "Declare interest", Qt.Key.Key_Return)
    assert [name.split(",")[1] for name in names(page)] == [f" {other}"]
    assert ref not in " ".join(words(page))


def test_the_office_records_the_interest_of_a_member(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel)
    sitting = planned(panel, ref)
    page = opened(qtbot, panel.administrator, sitting)
    press(page, "Declare an interest", Qt.Key.Key_Return)
    assert page.layers.panel is not None
    form = page.layers.panel.form
    form.set_values({"case": ref, "member": MEMBER, "kind": InterestKind.OTHER})
    press(page, "Declare interest", Qt.Key.Key_Return)
    [interest] = known(panel, sitting).agenda[0].interests
    assert interest.member == MEMBER
    assert "Interest: Member 0006 (synthetic)" in names(page)[0]


def test_an_auditor_only_reads(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.auditor, planned(panel, case(panel), case(panel)))
    assert set(buttons(page)) == {"< Sittings", "See the agenda", "Open case"}
