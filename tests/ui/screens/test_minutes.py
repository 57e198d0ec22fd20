"""The minutes of an item, written, checked, locked and sent with the keyboard."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTextEdit

from panelapp.actions.minutes import SendMinutes, WriteMinutes, send_minutes, write_minutes
from panelapp.domain.vocabulary import MinutesSection, Outcome
from panelapp.queries.minutes_page import MinutesAct, MinutesQuestion, minutes_page
from tests.factories import (
    TODAY,
    Heard,
    case,
    check,
    heard_item,
    listed_item,
    lock,
    sitting_with,
)
from tests.ui.pages import button, buttons, open_page, press, rows, settle, words
from ui.components.act_panel import ActPanel
from ui.components.button import RowButton
from ui.components.confirm import Confirmation
from ui.components.place import Place
from ui.screens.minutes.page import MinutesPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from panelapp.office import Office
    from panelapp.queries.minutes_page import MinutesPage as Minutes
    from tests.factories import Panel

pytestmark = pytest.mark.usefixtures("appearance")
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def opened(qtbot: QtBot, office: Office, heard: Heard) -> MinutesPage:
    return open_page(qtbot, MinutesPage, office, Place("minutes", heard.sitting, heard.case))


def as_recorded(panel: Panel, heard: Heard) -> Minutes:
    return panel.adviser.read(minutes_page, MinutesQuestion(**heard.item))


def write(page: MinutesPage, section: MinutesSection, text: str) -> None:
    assert page.form is not None
    edit = page.form.field(section).focus_target()
    edit.setFocus()
    assert edit.hasFocus()
    QTest.keyClicks(edit, text)


def save(panel: Panel, heard: Heard, text: str) -> None:
    panel.administrator.execute(
        write_minutes, WriteMinutes(**heard.item, sections={MinutesSection.SUMMARY: text})
    )


def question(qtbot: QtBot, page: MinutesPage) -> Confirmation:
    """The question that the page asks now, with the keyboard on its safe answer."""

    def asked() -> list[Confirmation]:
        return [d for d in page.findChildren(Confirmation) if d.keep_button.hasFocus()]

    qtbot.waitUntil(lambda: bool(asked()))
    return asked()[0]


# --- writing


def test_minutes_are_typed_and_saved_with_the_keyboard(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    page = opened(qtbot, panel.administrator, heard)
    assert page.status.text() == "Not written"
    assert page.form is not None
    assert page.form.field(MinutesSection.DOCUMENTS).focus_target().hasFocus()
    write(page, MinutesSection.KEY_ISSUES, "The stairs.")
    assert "Key issues, Not saved" in rows(page)
    assert page.primary() is button(page, "Save minutes")
    press(page, "Save minutes", Qt.Key.Key_Return)
    assert page.status.text() == "Draft 1"
    assert "Key issues, Written" in rows(page)
    assert not button(page, "Save minutes").isEnabled()
    assert as_recorded(panel, heard).versions[0].sections == {
        MinutesSection.KEY_ISSUES: "The stairs."
    }


def test_tab_leaves_a_box(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser, heard_item(panel))
    assert page.form is not None
    first = page.form.field(MinutesSection.DOCUMENTS).focus_target()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert page.form.field(MinutesSection.SUMMARY).focus_target().hasFocus()
    assert page.form.field(MinutesSection.DOCUMENTS).draft() == ""


def test_what_was_recorded_is_read_and_what_is_missing_is_named(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser, listed_item(panel))
    assert {"Key issues, Missing", "Reasons, Missing", "Present and apologies, Recorded"} <= set(
        rows(page)
    )
    said = " ".join(words(page))
    assert "Reasons are needed for the recommendation." in said
    assert "FSR 24(2)" in said
    assert "NMS 14.7" in said
    assert "Chair 0002 (synthetic) (Chair)" in said


def test_a_part_is_reached_from_the_list_of_parts(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser, heard_item(panel))
    page.resize(1190, 660)
    settle()
    row = next(
        found
        for found in page.structure.findChildren(RowButton)
        if found.accessibleName().startswith("Feedback on the report")
    )
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert page.form is not None
    assert page.form.field(MinutesSection.FEEDBACK).focus_target().hasFocus()


def test_text_that_is_typed_stays_when_somebody_else_saves(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    page = opened(qtbot, panel.adviser, heard)
    write(page, MinutesSection.KEY_ISSUES, "Half")
    save(panel, heard, "From the administrator.")
    page.reload()
    assert page.form is not None
    assert page.form.field(MinutesSection.KEY_ISSUES).draft() == "Half"
    assert page.form.field(MinutesSection.SUMMARY).draft() == "From the administrator."


def test_text_that_a_crash_left_behind_is_back(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    page = opened(qtbot, panel.adviser, heard)
    write(page, MinutesSection.KEY_ISSUES, "Before the crash")
    page.leave()
    again = opened(qtbot, panel.adviser, heard)
    assert again.form is not None
    assert again.form.field(MinutesSection.KEY_ISSUES).draft() == "Before the crash"
    assert "Your text is back" in words(again.banner)
    press(again, "Save minutes", Qt.Key.Key_Return)
    assert panel.rows("SELECT key FROM draft") == []


def test_opening_minutes_keeps_no_draft_of_what_is_saved(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    save(panel, heard, "The panel met.")
    page = opened(qtbot, panel.adviser, heard)
    page.leave()
    assert panel.rows("SELECT key FROM draft") == []


# --- the check and the lock


def test_the_adviser_checks_and_reads_who_locks(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    save(panel, heard, "The panel met.")
    page = opened(qtbot, panel.adviser, heard)
    press(page, "Check finished, send to chair", Qt.Key.Key_Return)
    assert page.status.text() == "Draft 1, checked"
    assert as_recorded(panel, heard).next_act is MinutesAct.LOCK
    assert "Lock minutes" not in buttons(page)
    assert any("Only the person in the chair can lock minutes." in said for said in words(page))


def test_text_that_is_not_saved_is_never_checked(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    save(panel, heard, "The panel met.")
    page = opened(qtbot, panel.adviser, heard)
    write(page, MinutesSection.KEY_ISSUES, "More.")
    assert "Check finished, send to chair" not in buttons(page)
    press(page, "Save minutes", Qt.Key.Key_Return)
    assert "Check finished, send to chair" in buttons(page)


def test_an_administrator_reads_that_the_adviser_checks(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    save(panel, heard, "The panel met.")
    page = opened(qtbot, panel.administrator, heard)
    assert "Check finished, send to chair" not in buttons(page)
    assert "Only the panel adviser can check minutes." in words(page)


def test_the_chair_locks_the_minutes_with_the_keyboard_alone(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    check(panel, heard)
    page = opened(qtbot, panel.chair, heard)
    QTest.keyClick(page, Qt.Key.Key_L, CONTROL_SHIFT)
    asked = question(qtbot, page)
    assert asked.windowTitle() == "Lock the minutes of item 1?"
    assert asked.keep_button.text() == "Keep editing"
    QTest.keyClick(asked.keep_button, Qt.Key.Key_Backtab)
    assert asked.act_button.hasFocus()
    QTest.keyClick(asked.act_button, Qt.Key.Key_Return)
    settle()
    lock_row = as_recorded(panel, heard).lock
    assert lock_row is not None
    assert page.status.text() == "Locked"
    assert any(lock_row.record_check in said for said in words(page))
    assert page.form is None
    assert "Save minutes" not in buttons(page)


def test_keeping_on_editing_locks_nothing(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    check(panel, heard)
    page = opened(qtbot, panel.chair, heard)
    press(page, "Lock minutes", Qt.Key.Key_Return)
    QTest.keyClick(question(qtbot, page), Qt.Key.Key_Escape)
    settle()
    assert as_recorded(panel, heard).lock is None
    assert page.form is not None


def test_the_chair_reads_what_keeps_the_minutes_from_being_locked(
    qtbot: QtBot, panel: Panel
) -> None:
    heard = listed_item(panel)
    check(panel, heard)
    page = opened(qtbot, panel.chair, heard)
    assert "Lock minutes" not in buttons(page)
    assert "What is still missing" in words(page)
    assert any("is not confirmed" in said for said in words(page.route))


# --- locked minutes


def test_a_correction_is_a_note_beside_locked_minutes(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    lock(panel, heard)
    page = opened(qtbot, panel.adviser, heard)
    press(page, "Add a correction note", Qt.Key.Key_Return)
    press(page, "Add correction note", Qt.Key.Key_Return)
    assert "Error: Write the note." in words(page)
    assert isinstance(page.over, ActPanel)
    edit = page.over.form.field("words").focus_target()
    QTest.keyClicks(edit, "The name is Quill.")
    press(page, "Add correction note", Qt.Key.Key_Return)
    assert as_recorded(panel, heard).corrections == (
        "18 November 2026, Adviser 0001 (synthetic): The name is Quill.",
    )
    assert any("The name is Quill." in said for said in words(page))


def test_locked_minutes_go_to_the_decision_maker(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    lock(panel, heard)
    page = opened(qtbot, panel.adviser, heard)
    press(page, "Send to the decision maker", Qt.Key.Key_Return)
    press(page, "Record that they were sent", Qt.Key.Key_Return)
    assert "Error: Enter the day." in words(page)
    assert isinstance(page.over, ActPanel)
    page.over.form.field("received_on").focus_target().setFocus()
    for text in ("18", "nov", "2026"):
        QTest.keyClicks(page.focusWidget(), text)
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    press(page, "Record that they were sent", Qt.Key.Key_Return)
    assert as_recorded(panel, heard).received_on == TODAY
    assert "Send to the decision maker" not in buttons(page)
    assert any("The time to decide ends on 27 November 2026." in said for said in words(page))


def test_a_deferral_is_not_sent_to_anybody(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel, outcome=Outcome.DEFERRED)
    lock(panel, heard)
    page = opened(qtbot, panel.adviser, heard)
    assert "Send to the decision maker" not in buttons(page)


def test_a_decision_maker_reads_and_changes_nothing(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    lock(panel, heard)
    panel.adviser.execute(send_minutes, SendMinutes(**heard.item, received_on=TODAY))
    page = opened(qtbot, panel.decision_maker, heard)
    assert "The panel met." in words(page)
    assert buttons(page.foot) == ["Preview and print"]
    assert "Add a correction note" not in buttons(page)


def test_an_auditor_reads_a_draft(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    save(panel, heard, "The panel met.")
    page = opened(qtbot, panel.auditor, heard)
    assert page.form is None
    assert "The panel met." in words(page)
    assert "Save minutes" not in buttons(page)


# --- around it


def test_two_drafts_are_held_against_one_another(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    save(panel, heard, "Two girls came.")
    assert "Compare drafts" not in buttons(opened(qtbot, panel.adviser, heard))
    save(panel, heard, "Two boys came.")
    page = opened(qtbot, panel.adviser, heard)
    press(page, "Compare drafts", Qt.Key.Key_Return)
    [text] = page.findChildren(QTextEdit)
    assert text.toPlainText() == "Two [Taken out: girls] [Added: boys] came."
    press(page, "Back to the minutes", Qt.Key.Key_Return)
    assert page.form is not None
    assert page.form.isVisible()


def test_the_document_is_one_press_away(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    page = opened(qtbot, panel.adviser, heard)
    visited: list[Place] = []
    page.navigate.connect(visited.append)
    press(page, "Preview and print", Qt.Key.Key_Return)
    assert visited == [Place("document", "extract", heard.sitting, heard.case)]


def test_the_next_minutes_of_the_sitting_are_one_press_away(qtbot: QtBot, panel: Panel) -> None:
    first, second = case(panel), case(panel)
    sitting = sitting_with(panel, first, second)
    visited: list[Place] = []
    page = opened(qtbot, panel.adviser, Heard(sitting, first))
    page.navigate.connect(visited.append)
    press(page, "Minutes of item 2 >", Qt.Key.Key_Return)
    assert visited == [Place("minutes", sitting, second)]
    alone = opened(qtbot, panel.adviser, heard_item(panel))
    assert not any(text.startswith("Minutes of item") for text in buttons(alone))


def test_minutes_that_are_late_say_so(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    panel.clock.go_to(TODAY + timedelta(days=30))
    page = opened(qtbot, panel.adviser, heard)
    assert "Overdue: these minutes were to be final by 2 December 2026." in words(page.route)


def test_whom_the_minutes_are_closed_to_finds_only_the_refusal_and_the_way_back(
    qtbot: QtBot, panel: Panel
) -> None:
    heard = heard_item(panel)
    page = opened(qtbot, panel.vice_chair, heard)
    assert page.banner.isVisibleTo(page)
    assert page.title.text() == "This page cannot be shown"
    assert page.foot.isHidden()
    assert buttons(page.text) == []
    live = [b for b in page.findChildren(QPushButton) if b.isVisibleTo(page)]
    assert [b for b in live if not page.banner.isAncestorOf(b)] == [page.back_link]


def test_a_refusal_after_the_minutes_were_shown_leaves_them_in_place(
    qtbot: QtBot, panel: Panel
) -> None:
    heard = heard_item(panel)
    page = opened(qtbot, panel.adviser, heard)
    page.desk.use(panel.member)
    page.reload()
    assert page.banner.isVisibleTo(page)
    assert page.foot.isVisibleTo(page)
    assert page.form is not None
    assert page.form.isVisibleTo(page)


def test_minutes_that_are_not_found_any_more_show_nothing_of_themselves(
    qtbot: QtBot, panel: Panel
) -> None:
    heard = heard_item(panel)
    page = opened(qtbot, panel.adviser, heard)
    page.ask(minutes_page, MinutesQuestion(sitting="S-2020-999", case=heard.case), lambda _: None)
    assert page.title.text() == "This page cannot be shown"
    assert page.form is not None
    assert not page.form.isVisibleTo(page)
