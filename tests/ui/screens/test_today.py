"""The start page, as an adviser, a chair and a decision maker open it in the morning."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.actions.cases import WithdrawCase, withdraw_case
from panelapp.actions.drafts import KeepDraft, keep_draft
from panelapp.actions.people import RecordAppraisal, record_appraisal
from panelapp.actions.sittings import (
    AddItem,
    AskMembers,
    PlanSitting,
    add_item,
    ask_members,
    plan_sitting,
)
from panelapp.domain.vocabulary import InterestKind, Outcome, UserRole
from panelapp.queries.today import TodayQuestion, When, today_page
from tests.factories import (
    ALL_SIX,
    CHAIR,
    MEMBER,
    TODAY,
    case,
    check,
    confirm,
    draft,
    household,
    listed_item,
    with_decision_maker,
)
from tests.ui.pages import button, buttons, open_page, press, rows, words
from ui.components.button import RowButton
from ui.components.place import Place
from ui.screens.today.filters import EVERYBODYS, YOURS
from ui.screens.today.page import TodayPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from panelapp.office import Office
    from panelapp.queries.today import TodayPage as Today
    from tests.factories import Panel

pytestmark = pytest.mark.usefixtures("appearance")
AHEAD = date(2026, 12, 10)


def opened(qtbot: QtBot, office: Office) -> TodayPage:
    return open_page(qtbot, TodayPage, office, Place("today"))


def choose(page: TodayPage, whose: tuple[str, str]) -> None:
    page.filter.choose(whose)
    page.filter.changed.emit()


def planned(panel: Panel, *cases: str) -> str:
    ref = panel.adviser.execute(plan_sitting, PlanSitting(held_on=AHEAD)).value
    for each in cases:
        panel.adviser.execute(add_item, AddItem(sitting=ref, case=each))
    panel.adviser.execute(ask_members, AskMembers(sitting=ref, members=ALL_SIX))
    return ref


def test_the_first_thing_to_do_is_opened_with_enter(qtbot: QtBot, panel: Panel) -> None:
    sitting = planned(panel, case(panel))
    panel.clock.go_to(date(2026, 12, 4))
    page = opened(qtbot, panel.adviser)
    choose(page, ("role", UserRole.ADMINISTRATOR))
    page.focus_start()
    first = page.groups[When.OVERDUE].rows()[0]
    qtbot.waitUntil(first.hasFocus)
    names = rows(page.groups[When.OVERDUE])
    wanted = next(at for at, name in enumerate(names) if name.startswith("Send papers"))
    assert "1 working day late" in names[wanted]
    assert "3 December 2026" in names[wanted]
    for _ in range(wanted):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    with qtbot.waitSignal(page.navigate) as went:
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert went.args == [Place("sitting", sitting)]


def test_groups_say_how_much_is_in_them(qtbot: QtBot, panel: Panel) -> None:
    planned(panel, case(panel))
    page = opened(qtbot, panel.adviser)
    choose(page, YOURS)
    late, later = page.groups[When.OVERDUE], page.groups[When.LATER]
    assert f"Late ({len(rows(late))})" in words(late)
    assert any(text.startswith("Later (") for text in words(later))
    papers = "Send papers for the sitting of 10 December 2026, 3 December 2026, NMS 14.3"
    assert papers in rows(later)


def test_more_are_shown_when_they_are_wanted(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser)
    choose(page, EVERYBODYS)
    late = page.groups[When.OVERDUE]
    before = len(rows(late))
    more = button(late, late.more.text())
    left = int(more.text().removeprefix("Show ").removesuffix(" more"))
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Return)
    assert len(rows(late)) == before + left
    assert late.more.isHidden()


def test_what_falls_to_others_is_shown_when_it_is_chosen(qtbot: QtBot, panel: Panel) -> None:
    with_decision_maker(panel)
    page = opened(qtbot, panel.adviser)
    choose(page, YOURS)
    assert not [name for name in rows(page) if name.startswith("Decide")]
    page.filter.choose(("role", UserRole.DECISION_MAKER))
    page.filter.changed.emit()
    assert [name.split(",")[0] for name in rows(page) if "Decide" in name] == ["Decide C-2026-0001"]
    assert all("Agency decision maker" in name for name in rows(page))


def test_each_duty_says_why_when_that_is_wanted(qtbot: QtBot, panel: Panel) -> None:
    planned(panel, case(panel))
    page = opened(qtbot, panel.adviser)
    assert "NMS 14.3" in " ".join(words(page))
    assert "when the panel sits" not in " ".join(words(page))
    page.filter.why.setFocus()
    QTest.keyClick(page.filter.why, Qt.Key.Key_Space)
    assert "when the panel sits: 3 December 2026.\nNMS 14.3: " in "\n".join(words(page))


def test_the_next_sitting_stands_beside_the_duties(qtbot: QtBot, panel: Panel) -> None:
    sitting = planned(panel, case(panel), case(panel))
    page = opened(qtbot, panel.adviser)
    told = words(page.sitting)
    assert "Thursday 10 December 2026" in told
    assert "0 of 6 members coming · 2 items · papers 0 of 2 complete" in told
    with qtbot.waitSignal(page.navigate) as went:
        button(page.sitting, "Open the sitting").click()
    assert went.args == [Place("sitting", sitting)]


def test_without_a_sitting_one_can_be_planned(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser)
    assert "No sitting is planned." in words(page.sitting)
    with qtbot.waitSignal(page.navigate) as went:
        button(page.sitting, "Plan a sitting").click()
    assert went.args == [Place("new_sitting")]
    assert "Plan a sitting" not in buttons(opened(qtbot, panel.chair))


def test_a_calm_page_where_nothing_is_due(qtbot: QtBot, panel: Panel) -> None:
    panel.clock.go_to(date(2022, 1, 11))
    for member in ALL_SIX:
        panel.adviser.execute(
            record_appraisal, RecordAppraisal(member=member, held_on=date(2022, 1, 10))
        )
    page = opened(qtbot, panel.decision_maker)
    assert "Nothing is due now" in words(page)
    assert "Nothing is late, and nothing is due in the next 5 working days." in words(page)


def test_who_has_nothing_is_told_how_much_others_have(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.vice_chair)
    choose(page, YOURS)
    assert "Nothing is due now" in words(page)
    more = button(page, "Show everybody's")
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Return)
    assert rows(page)


def test_the_chair_locks_minutes_from_here(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel)
    draft(panel, heard, Outcome.SUITABLE)
    check(panel, heard)
    confirm(panel, heard)
    panel.clock.go_to(TODAY + timedelta(days=30))
    page = opened(qtbot, panel.chair)
    assert "Minutes of 1 item: 1 to lock." in words(page.minutes)
    with qtbot.waitSignal(page.navigate) as went:
        button(page.minutes, "Open the oldest").click()
    assert went.args == [Place("minutes", heard.sitting, heard.case)]
    choose(page, YOURS)
    assert any(name.startswith(f"Lock the minutes of {heard.case}") for name in rows(page))


def test_a_decision_maker_goes_straight_to_the_decision(qtbot: QtBot, panel: Panel) -> None:
    heard = with_decision_maker(panel)
    page = opened(qtbot, panel.decision_maker)
    assert page.sitting.isHidden()
    [row] = [row for row in page.findChildren(RowButton) if "Decide" in row.accessibleName()]
    with qtbot.waitSignal(page.navigate) as went:
        row.click()
    assert went.args == [Place("decision", heard.case)]


def test_J6_a_chair_with_an_interest_sees_nothing_of_the_case(qtbot: QtBot, panel: Panel) -> None:
    ref = case(panel, application_on=TODAY - timedelta(days=300))
    sitting = planned(panel, ref)
    panel.adviser.execute(
        declare_interest,
        DeclareInterest(sitting=sitting, case=ref, member=CHAIR, kind=InterestKind.PERSONAL),
    )
    page = opened(qtbot, panel.chair)
    choose(page, EVERYBODYS)
    assert ref not in " ".join((*words(page), *rows(page)))


def test_a_member_sees_their_own_and_opens_nothing_they_may_not(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.member)
    enabled = [row for row in page.findChildren(RowButton) if row.isEnabled()]
    assert {row.accessibleName().split(",")[0] for row in enabled} == {
        name.split(",")[0] for name in rows(page)
    }
    with qtbot.waitSignal(page.navigate) as went:
        enabled[0].click()
    assert went.args == [Place("member", MEMBER)]


def test_minutes_of_a_sitting_in_somebody_elses_chair_are_not_offered(
    qtbot: QtBot, panel: Panel
) -> None:
    heard = listed_item(panel)
    draft(panel, heard, Outcome.SUITABLE)
    page = opened(qtbot, panel.vice_chair)
    assert not page.minutes.isHidden()
    assert "Open the oldest" not in buttons(page.minutes)
    choose(page, EVERYBODYS)
    row = next(r for r in page.findChildren(RowButton) if heard.case in r.accessibleName())
    with qtbot.waitSignal(page.navigate) as went:
        row.click()
    assert went.args[0].screen != "minutes"
    assert "Open the oldest" in buttons(opened(qtbot, panel.adviser).minutes)


def test_what_is_late_for_others_is_counted_under_ones_own_list(qtbot: QtBot, panel: Panel) -> None:
    planned(panel, case(panel))
    page = opened(qtbot, panel.adviser)
    assert page.groups[When.OVERDUE].rows()
    choose(page, EVERYBODYS)
    assert page.late_elsewhere.isHidden()
    known = panel.adviser.read(today_page, TodayQuestion())
    late = sum(not duty.is_yours for duty in known.within(When.OVERDUE))
    assert late > 1
    choose(page, YOURS)
    press(page, f"{late} more are late for others", Qt.Key.Key_Return)
    assert page.filter.whose.value() == EVERYBODYS
    assert page.late_elsewhere.isHidden()


def options(page: TodayPage) -> list[str]:
    combo = page.filter.whose.combo
    return [combo.itemText(at) for at in range(combo.count())]


def test_whose_duties_are_shown_is_chosen_by_person(qtbot: QtBot, panel: Panel) -> None:
    long_ago = TODAY - timedelta(days=300)
    ref = case(panel, application_on=long_ago, social_worker="Worker 0021 (synthetic)")
    page = opened(qtbot, panel.adviser)
    combo = page.filter.whose.combo
    everybody = len(panel.adviser.read(today_page, TodayQuestion()).duties)
    assert combo.currentText() == f"Everybody ({everybody})"
    assert any(words.startswith("You (") for words in options(page))
    assert any(words.startswith("Chair: Chair 0002 (synthetic) (") for words in options(page))
    assert any(words.startswith("Panel member: Member 0009 (synth") for words in options(page))
    at = options(page).index("Social worker: Worker 0021 (synthetic) (1)")
    combo.setFocus()
    for _ in range(at):
        QTest.keyClick(combo, Qt.Key.Key_Down)
    shown = [name for group in page.groups.values() for name in rows(group)]
    assert [name.split(",")[0] for name in shown] == [f"Bring {ref} to panel for a recommendation"]


def test_whose_duties_were_chosen_stays_when_nothing_is_left_for_them(
    qtbot: QtBot, panel: Panel
) -> None:
    ref = case(
        panel, application_on=TODAY - timedelta(days=300), social_worker="Worker 0021 (synthetic)"
    )
    page = opened(qtbot, panel.adviser)
    choose(page, ("worker", "Worker 0021 (synthetic)"))
    command = WithdrawCase(case=ref, withdrawn_on=TODAY, reason="They moved away")
    panel.adviser.execute(withdraw_case, command)
    page.reload()
    assert page.filter.whose.combo.currentText() == "Social worker: Worker 0021 (synthetic) (0)"
    assert rows(page.groups[When.OVERDUE]) == []


def test_many_duties_are_shown_at_once_only_when_that_is_wanted(qtbot: QtBot, panel: Panel) -> None:
    for _ in range(40):
        case(panel, application_on=TODAY - timedelta(days=300))
    page = opened(qtbot, panel.adviser)
    late = page.groups[When.OVERDUE]
    number = sum(d.when is When.OVERDUE for d in today_of(panel).duties)
    assert len(rows(late)) < 10
    press(late, f"Show all {number}", Qt.Key.Key_Return)
    assert len(rows(late)) == number
    assert late.more.isHidden()
    assert late.all.isHidden()


def today_of(panel: Panel) -> Today:
    return panel.adviser.read(today_page, TodayQuestion())


def test_unsaved_text_is_announced_with_its_page(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel)
    for key, text in (
        (f"minutes/{heard.sitting}/{heard.case}", "The panel met"),
        (f"case/{heard.case}/withdraw", ""),
        ("new sitting", "The Old Library"),
    ):
        panel.adviser.execute(keep_draft, KeepDraft(key=key, fields={"summary": text}))
    page = opened(qtbot, panel.adviser)
    assert "You have unsaved text" in words(page.unsaved)
    first, second = page.unsaved.findChildren(RowButton)
    assert "A new sitting" in first.accessibleName()
    assert "Typed on 18 November 2026 at 10:00" in first.accessibleName()
    with qtbot.waitSignal(page.navigate) as went:
        second.click()
    assert went.args == [Place("minutes", heard.sitting, heard.case)]
    assert opened(qtbot, panel.administrator).unsaved.isHidden()


def test_a_new_file_says_where_to_begin_until_it_is_done(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser)
    assert "First steps" in words(page.first_steps)
    told = [row.accessibleName() for row in page.first_steps.findChildren(RowButton)]
    assert [name.split(",")[0] for name in told] == [
        "Name the panel",
        "Add the people of the central list",
        "Plan the first sitting",
    ]
    assert "Completed" in told[1]
    assert "Not yet started" in told[2]
    with qtbot.waitSignal(page.navigate) as went:
        page.first_steps.findChildren(RowButton)[2].click()
    assert went.args == [Place("new_sitting")]
    planned(panel, case(panel))
    page.reload()
    assert page.first_steps.isHidden()
    assert opened(qtbot, panel.chair).first_steps.isHidden()


@pytest.mark.parametrize("role", [UserRole.PANEL_ADVISER, UserRole.AUDITOR])
def test_a_review_that_is_due_leads_to_the_household(
    qtbot: QtBot, panel: Panel, role: UserRole
) -> None:
    home = household(panel, approved_on=date(2015, 1, 10))
    page = opened(qtbot, panel.acting(role))
    [row] = [row for row in page.findChildren(RowButton) if "Carer 0041" in row.accessibleName()]
    with qtbot.waitSignal(page.navigate) as went:
        row.click()
    assert went.args == [Place("household", home)]
