"""The chair's screen, as a sitting is run on it with the keyboard."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.actions.sittings import (
    AddItem,
    AskMembers,
    PlanSitting,
    add_item,
    ask_members,
    plan_sitting,
)
from panelapp.domain.vocabulary import (
    CaseType,
    InterestKind,
    InterestRuling,
    Outcome,
    PositionTaken,
)
from panelapp.queries.item_steps import Step
from panelapp.queries.sitting_mode import ItemState, SittingModeQuestion, sitting_mode
from tests.factories import (
    ALL_SIX,
    CHAIR,
    FIVE,
    MEMBER,
    TODAY,
    VICE_CHAIR,
    Heard,
    case,
    draft,
    heard_item,
    listed_item,
    lock,
    sitting_with,
)
from tests.ui.pages import button, buttons, open_page, press, rows, settle, words
from ui.components.place import Place
from ui.screens.sitting_mode.here import HerePane
from ui.screens.sitting_mode.item_view import ItemView
from ui.screens.sitting_mode.page import SittingModePage
from ui.screens.sitting_mode.recording import Recording
from ui.screens.sitting_mode.views import Stand

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from panelapp.office import Office
    from panelapp.queries.sitting_mode import ItemNow
    from tests.factories import Panel
    from ui.screens.sitting_mode.recommendation import RecommendationForm

pytestmark = pytest.mark.usefixtures("appearance")
CONTROL = Qt.KeyboardModifier.ControlModifier
NAME_OF_MEMBER = "Member 0006 (synthetic)"


def opened(qtbot: QtBot, office: Office, sitting: str, *refs: str) -> SittingModePage:
    return open_page(qtbot, SittingModePage, office, Place("sitting_mode", sitting, *refs))


def item_now(office: Office, heard: Heard) -> ItemNow:
    item = office.read(sitting_mode, SittingModeQuestion(**heard.item)).item
    assert item is not None
    return item


def planned(panel: Panel, *cases: str, ahead: int = 0) -> str:
    """A sitting to which everybody was asked, of which nothing is recorded."""
    day = TODAY + timedelta(days=ahead)
    sitting = panel.adviser.execute(plan_sitting, PlanSitting(held_on=day)).value
    panel.adviser.execute(ask_members, AskMembers(sitting=sitting, members=ALL_SIX))
    for ref in cases:
        panel.adviser.execute(add_item, AddItem(sitting=sitting, case=ref))
    return sitting


def view_of(page: SittingModePage) -> ItemView:
    view = page.middle
    assert isinstance(view, ItemView)
    return view


def recording_of(page: SittingModePage) -> Recording:
    recording = page.middle
    assert isinstance(recording, Recording)
    return recording


def strike(qtbot: QtBot, page: SittingModePage, key: Qt.Key, until: Callable[[], bool]) -> None:
    """Press a key with Control, whose button Qt shows pressed for a moment before it acts."""
    QTest.keyClick(page, key, CONTROL)
    qtbot.waitUntil(until)
    settle()


def record(qtbot: QtBot, page: SittingModePage) -> RecommendationForm:
    """Open the form for what the panel said."""
    strike(qtbot, page, Qt.Key.Key_R, lambda: isinstance(page.middle, Recording))
    form = recording_of(page).form
    assert form is not None
    return form


def ask_interests(qtbot: QtBot, page: SittingModePage) -> None:
    strike(qtbot, page, Qt.Key.Key_I, lambda: view_of(page).step is Step.INTERESTS)


def write(page: SittingModePage, section: str, text: str) -> None:
    """Type into the notes of the step that is shown."""
    edit = view_of(page).notes.field(section).focus_target()
    edit.setFocus()
    assert edit.hasFocus()
    QTest.keyClicks(edit, text)


def versions(panel: Panel) -> list[tuple[int, str]]:
    rows = panel.rows("SELECT number, sections FROM minutes_version ORDER BY id")
    return [(number, sections) for number, sections in rows]


# --- the beginning


def test_the_chair_says_who_is_here_and_takes_the_chair_by_keyboard(
    qtbot: QtBot, panel: Panel
) -> None:
    ref = case(panel)
    sitting = planned(panel, ref)
    page = opened(qtbot, panel.chair, sitting)
    assert isinstance(page.middle, HerePane)
    assert page.title.text() == "Sitting of 18 November 2026"
    first = page.focusWidget()
    assert first is not None
    assert first.accessibleName() == "Chair 0002 (synthetic), chair"
    press(page, "Take the chair and begin", Qt.Key.Key_Space)
    room = panel.chair.read(sitting_mode, SittingModeQuestion(sitting=sitting)).room
    assert room.is_recorded
    assert room.you_are_in_the_chair
    assert page.strip.tag.text() == "Quorate"
    assert page.title.text().startswith("Carer ")


def test_somebody_who_is_not_ticked_is_not_here(qtbot: QtBot, panel: Panel) -> None:
    sitting = planned(panel, case(panel))
    page = opened(qtbot, panel.adviser, sitting)
    here = page.middle
    assert isinstance(here, HerePane)
    here.form.set_values({"present": FIVE, "in_the_chair": CHAIR})
    press(page, "Take the chair and begin", Qt.Key.Key_Return)
    room = panel.adviser.read(sitting_mode, SittingModeQuestion(sitting=sitting)).room
    assert {person.member for person in room.people if person.is_here} == set(FIVE)


def test_a_vice_chair_who_is_not_in_the_chair_only_looks_on(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel, present=ALL_SIX)
    page = opened(qtbot, panel.vice_chair, heard.sitting)
    assert "Record recommendation" not in buttons(page)
    assert "Start item" not in buttons(page)
    assert any("In the chair is Chair 0002" in said for said in words(page))
    page.show_step(Step.STRENGTHS_AND_CONCERNS)
    edit = view_of(page).notes.field("strengths").focus_target()
    QTest.keyClicks(edit, "x")
    page.leave()
    assert versions(panel) == []


def test_nothing_is_recorded_before_the_day_of_the_sitting(qtbot: QtBot, panel: Panel) -> None:
    sitting = planned(panel, case(panel), ahead=10)
    page = opened(qtbot, panel.adviser, sitting)
    assert not isinstance(page.middle, HerePane)
    assert "Record recommendation" not in buttons(page)
    assert any("This sitting is on 28 November 2026." in said for said in words(page.strip))


def test_a_sitting_without_items_says_what_belongs_there(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser, sitting_with(panel))
    assert "No items yet" in words(page)


# --- the steps and the notes


def test_steps_are_walked_down_by_keyboard(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel)
    page = opened(qtbot, panel.chair, heard.sitting)
    assert "About this case, shown now" in rows(page)
    press(page, "Next step: interests asked", Qt.Key.Key_Return)
    assert view_of(page).step is Step.INTERESTS
    press(page, "Next step: strengths and concerns", Qt.Key.Key_Return)
    strengths = view_of(page).notes.field("strengths").focus_target()
    assert strengths.hasFocus()
    QTest.keyClick(strengths, Qt.Key.Key_Tab)
    assert view_of(page).notes.field("key_issues").focus_target().hasFocus()


def test_notes_become_one_version_when_the_item_is_left(qtbot: QtBot, panel: Panel) -> None:
    first, second = case(panel), case(panel)
    sitting = sitting_with(panel, first, second)
    page = opened(qtbot, panel.chair, sitting)
    page.show_step(Step.STRENGTHS_AND_CONCERNS)
    write(page, "strengths", "A warm home.")
    write(page, "key_issues", "The stairs.")
    assert "Strengths and concerns, Done, shown now" in rows_after_turning(page)
    assert versions(panel) == []
    page.focus_start()
    strike(qtbot, page, Qt.Key.Key_Right, lambda: second in page.under.text())
    assert second in page.under.text()
    [(number, sections)] = versions(panel)
    assert number == 1
    assert "A warm home." in sections
    assert "The stairs." in sections
    strike(qtbot, page, Qt.Key.Key_Left, lambda: first in page.under.text())
    assert first in page.under.text()
    assert view_of(page).notes.field("strengths").draft() == "A warm home."
    page.leave()
    assert len(versions(panel)) == 1


def rows_after_turning(page: SittingModePage) -> list[str]:
    """The rows once another step and this one again were shown."""
    page.show_step(Step.VIEWS)
    page.show_step(Step.STRENGTHS_AND_CONCERNS)
    return rows(page)


def test_text_that_is_typed_stays_when_something_else_changes(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel)
    page = opened(qtbot, panel.chair, heard.sitting)
    page.show_step(Step.STRENGTHS_AND_CONCERNS)
    write(page, "strengths", "Half a sen")
    draft(panel, heard, Outcome.SUITABLE)
    page.reload()
    assert view_of(page).notes.field("strengths").draft() == "Half a sen"


def test_text_that_a_crash_left_behind_is_back(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel)
    page = opened(qtbot, panel.chair, heard.sitting)
    page.show_step(Step.STRENGTHS_AND_CONCERNS)
    write(page, "strengths", "Typed before the crash")
    view_of(page).notes_kept.flush()
    again = opened(qtbot, panel.chair, heard.sitting)
    assert view_of(again).notes.field("strengths").draft() == "Typed before the crash"
    assert "Your text is back" in words(again.banner)
    again.leave()
    assert "Typed before the crash" in versions(panel)[0][1]
    assert panel.rows("SELECT key FROM draft WHERE key LIKE '%notes'") == []


def test_showing_an_item_keeps_no_draft_of_what_is_saved(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    lock_free = listed_item(panel)
    page = opened(qtbot, panel.adviser, lock_free.sitting)
    page.show_step(Step.STRENGTHS_AND_CONCERNS)
    page.leave()
    assert panel.rows("SELECT key FROM draft") == []
    assert heard.case != lock_free.case


# --- the room


def test_who_leaves_takes_the_quorum_along(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel)
    page = opened(qtbot, panel.chair, heard.sitting)
    press(page, "Someone arrives or leaves", Qt.Key.Key_Return)
    form = view_of(page).here.form
    form.field("member").set_value(MEMBER)
    form.field("arrives").set_value(False)
    form.field("at").set_draft("10:40")
    press(page, "Record it", Qt.Key.Key_Return)
    assert page.strip.tag.text() == "Not quorate"
    assert any("1 more member" in said and "FSR 24(1)" in said for said in words(page.strip))
    assert any("left at 10:40" in said for said in words(page))


def test_a_movement_without_an_answer_is_not_recorded(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.chair, listed_item(panel).sitting)
    press(page, "Someone arrives or leaves", Qt.Key.Key_Return)
    press(page, "Record it", Qt.Key.Key_Return)
    assert view_of(page).here.form.summary.words() == (
        "Choose who arrives or leaves.",
        "Choose whether they arrive or leave.",
    )


def test_the_chair_rules_on_an_interest(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel, present=ALL_SIX)
    panel.adviser.execute(
        declare_interest,
        DeclareInterest(**heard.item, member=MEMBER, kind=InterestKind.PERSONAL),
    )
    adviser = opened(qtbot, panel.adviser, heard.sitting)
    ask_interests(qtbot, adviser)
    assert "Withdraws" not in buttons(adviser)
    assert any("rules on interests" in said for said in words(adviser))
    page = opened(qtbot, panel.chair, heard.sitting)
    ask_interests(qtbot, page)
    assert NAME_OF_MEMBER in words(page)
    press(page, "Takes part", Qt.Key.Key_Return)
    assert item_now(panel.chair, heard).interests[0].ruling is InterestRuling.PARTICIPATE


def test_the_office_records_an_interest_of_a_member(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel, present=ALL_SIX)
    page = opened(qtbot, panel.adviser, heard.sitting)
    ask_interests(qtbot, page)
    form = view_of(page).interests.form
    form.set_values(
        {"member": MEMBER, "kind": InterestKind.KNOWS_CHILD, "detail": "Taught the child"}
    )
    press(page, "Record interest", Qt.Key.Key_Return)
    [interest] = item_now(panel.adviser, heard).interests
    assert (interest.member, interest.detail) == (MEMBER, "Taught the child")
    assert any("Taught the child" in said for said in words(page))
    assert view_of(page).interests.form.draft() == {}


def test_an_item_in_which_the_chair_declares_an_interest_goes_away(
    qtbot: QtBot, panel: Panel
) -> None:
    hidden, other = case(panel), case(panel)
    sitting = sitting_with(panel, hidden, other, present=ALL_SIX)
    page = opened(qtbot, panel.chair, sitting)
    ask_interests(qtbot, page)
    view_of(page).interests.form.field("kind").set_value(InterestKind.PERSONAL)
    press(page, "Record interest", Qt.Key.Key_Return)
    assert other in page.under.text()
    assert hidden not in " ".join((*words(page), *rows(page)))
    assert "Your interest is recorded" in words(page.banner)


def test_another_chair_is_named_for_one_item(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel, present=ALL_SIX)
    page = opened(qtbot, panel.adviser, heard.sitting)
    press(page, "Someone arrives or leaves", Qt.Key.Key_Return)
    view_of(page).here.chair_form.field("member").set_value(VICE_CHAIR)
    press(page, "Take the chair for this item", Qt.Key.Key_Return)
    assert page.strip.chair.text() == "In the chair: Vice chair 0003 (synthetic)"


# --- the time


def test_space_starts_the_item_and_pauses_it(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel)
    page = opened(qtbot, panel.chair, heard.sitting)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert item_now(panel.chair, heard).started_at is not None
    assert page.clock.button.text() == "Pause"
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert page.clock.button.text() == "Continue"
    assert page.clock.watch.text().endswith("paused")


def test_space_in_a_note_is_a_space(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel)
    page = opened(qtbot, panel.chair, heard.sitting)
    page.show_step(Step.STRENGTHS_AND_CONCERNS)
    write(page, "strengths", "a b")
    assert not page.clock.is_running
    assert item_now(panel.chair, heard).started_at is None


def test_an_item_of_another_day_has_no_watch(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel)
    panel.clock.go_to(TODAY + timedelta(days=1))
    page = opened(qtbot, panel.chair, heard.sitting)
    assert "Start item" not in buttons(page)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert item_now(panel.chair, heard).started_at is None


# --- the recommendation


def test_the_chair_confirms_a_recommendation_with_the_keyboard_alone(
    qtbot: QtBot, panel: Panel
) -> None:
    first, second = case(panel), case(panel)
    heard = Heard(sitting_with(panel, first, second), first)
    page = opened(qtbot, panel.chair, heard.sitting)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Space)
    form = record(qtbot, page)
    choice = form.outcome.focus_target()
    assert choice.hasFocus()
    QTest.keyClick(choice, Qt.Key.Key_Space)
    reasons = form.field("reasons").focus_target()
    walk_to(page, reasons)
    QTest.keyClicks(reasons, "The assessment shows it.")
    walk_to(page, button(page, "Check answers"))
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert page.focusWidget().accessibleName() == "Change the panel said", "read from the top"
    assert "The assessment shows it." in words(page)
    walk_to(page, button(page, "Confirm recommendation"))
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    settle()
    said = item_now(panel.chair, heard).recommendation.said
    assert said is not None
    assert (said.is_confirmed, said.outcome) == (True, Outcome.SUITABLE)
    assert "The recommendation is confirmed" in words(page)
    assert any("Chair 0002 (synthetic) locks them by 2 December 2026" in w for w in words(page))
    assert item_now(panel.chair, heard).finished_at is not None
    assert button(page, "Next item").hasFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert second in page.under.text()


def walk_to(page: SittingModePage, target: object) -> None:
    """Press Tab until something has the keyboard."""
    for _ in range(60):
        focused = page.focusWidget()
        assert focused is not None
        if focused is target:
            return
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    raise AssertionError(target)


def test_the_requested_terms_stand_in_the_form(qtbot: QtBot, panel: Panel) -> None:
    from panelapp.domain.values import Terms

    ref = case(panel, requested_terms=Terms(number_of_children=2, age_to=10))
    page = opened(qtbot, panel.adviser, sitting_with(panel, ref))
    press(page, "Record recommendation", Qt.Key.Key_Return)
    form = recording_of(page).form
    assert form is not None
    form.choose(Outcome.SUITABLE)
    assert form.terms.sentence == "Approved for up to 2 children aged up to 10 of any gender."


def test_only_what_belongs_to_the_outcome_is_asked(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser, listed_item(panel).sitting)
    press(page, "Defer item", Qt.Key.Key_Return)
    form = recording_of(page).form
    assert form is not None
    assert form.outcome.value() is Outcome.DEFERRED
    assert "What is missing?" in words(page)
    assert "Terms that the panel recommends" not in words(page)
    form.choose(Outcome.SUITABLE)
    assert "What is missing?" not in words(page)
    assert "Terms that the panel recommends" in words(page)
    form.choose(Outcome.NOT_SUITABLE)
    assert "Terms that the panel recommends" not in words(page)


def test_an_item_that_is_only_noted_cannot_be_deferred(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.adviser, listed_item(panel, CaseType.NOTIFICATION).sitting)
    assert "Record recommendation" in buttons(page)
    assert "Defer item" not in buttons(page)


def test_the_adviser_drafts_and_reads_who_confirms(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel)
    page = opened(qtbot, panel.adviser, heard.sitting)
    press(page, "Record recommendation", Qt.Key.Key_Return)
    form = recording_of(page).form
    assert form is not None
    form.choose(Outcome.NOT_SUITABLE)
    form.field("reasons").set_value("The checks are not clear.")
    press(page, "Check answers", Qt.Key.Key_Return)
    assert "Confirm recommendation" not in buttons(page)
    assert (
        "Only the person in the chair can confirm a recommendation."
        " In the chair is Chair 0002 (synthetic)."
    ) in words(page)
    assert item_now(panel.adviser, heard).state is ItemState.DRAFTED


def test_what_stands_in_the_way_is_said_before_it_is_tried(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel, present=FIVE[:4])
    draft(panel, heard, Outcome.SUITABLE, reasons="")
    page = opened(qtbot, panel.chair, heard.sitting)
    page.show_step(Step.VIEWS)
    press(page, "Check what was drafted", Qt.Key.Key_Return)
    said = " ".join(words(page))
    assert "Before it can be confirmed" in said
    assert "not quorate for this item" in said
    assert "must record the reasons" in said
    assert "FSR 24(2)" in said
    assert "Confirm recommendation" not in buttons(page)


def test_an_answer_is_changed_from_the_page_that_checks_it(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel)
    draft(panel, heard, Outcome.SUITABLE, reasons="First words.")
    page = opened(qtbot, panel.chair, heard.sitting)
    page.show_step(Step.VIEWS)
    press(page, "Check what was drafted", Qt.Key.Key_Return)
    change = next(
        b for b in page.findChildren(type(page.back_link)) if b.accessibleName() == "Change reasons"
    )
    QTest.keyClick(change, Qt.Key.Key_Return)
    settle()
    form = recording_of(page).form
    assert form is not None
    assert form.field("reasons").focus_target().hasFocus()
    form.field("reasons").set_value("Better words.")
    press(page, "Check answers", Qt.Key.Key_Return)
    assert "Better words." in words(page)


def test_views_are_taken_into_the_recommendation(qtbot: QtBot, panel: Panel) -> None:
    heard = listed_item(panel)
    page = opened(qtbot, panel.chair, heard.sitting)
    page.show_step(Step.VIEWS)
    assert "5 still to speak." in words(page)
    field = view_of(page).views.field(MEMBER)
    field.set_value(Stand(PositionTaken.ABSTAINS, "Knows the school"))
    field.entered.emit()
    assert "4 still to speak." in words(page)
    form = record(qtbot, page)
    form.choose(Outcome.SUITABLE)
    press(page, "Check answers", Qt.Key.Key_Return)
    assert any(f"{NAME_OF_MEMBER}: abstains. Knows the school" in said for said in words(page))
    [view] = [v for v in item_now(panel.chair, heard).recommendation.views if v.position]
    assert (view.member, view.words) == (MEMBER, "Knows the school")
    # A view that changes later goes into the draft that is there.
    page.show_step(Step.VIEWS)
    field = view_of(page).views.field(MEMBER)
    field.set_value(Stand(PositionTaken.SUPPORTS, "Convinced"))
    page.leave()
    [view] = [v for v in item_now(panel.chair, heard).recommendation.views if v.position]
    assert (view.position, view.words) == (PositionTaken.SUPPORTS, "Convinced")


def test_unanimity_follows_from_the_views_that_were_recorded(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.chair, listed_item(panel).sitting)
    for member in FIVE:
        view_of(page).views.field(member).set_value(Stand(PositionTaken.SUPPORTS))
    form = record(qtbot, page)
    assert form.field("unanimous").value() is True


def test_escape_leaves_the_form_and_keeps_what_was_typed(qtbot: QtBot, panel: Panel) -> None:
    page = opened(qtbot, panel.chair, listed_item(panel).sitting)
    form = record(qtbot, page)
    reasons = form.field("reasons").focus_target()
    reasons.setFocus()
    QTest.keyClicks(reasons, "Half")
    QTest.keyClick(reasons, Qt.Key.Key_Escape)
    settle()
    assert isinstance(page.middle, ItemView)
    again = record(qtbot, page)
    assert again.field("reasons").draft() == "Half"


def test_a_confirmed_item_is_read_and_not_recorded_again(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel, reasons="It shows.")
    page = opened(qtbot, panel.chair, heard.sitting, heard.case)
    assert page.status.text() == "Suitable to foster"
    assert "Record recommendation" not in buttons(page)
    page.show_step(Step.VIEWS)
    assert "It shows." in words(page)
    visited: list[Place] = []
    page.navigate.connect(visited.append)
    press(page, "Open the minutes", Qt.Key.Key_Return)
    assert visited == [Place("minutes", heard.sitting, heard.case)]


def test_notes_stay_as_they_are_once_the_minutes_are_locked(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    lock(panel, heard)
    page = opened(qtbot, panel.chair, heard.sitting, heard.case)
    page.show_step(Step.STRENGTHS_AND_CONCERNS)
    edit = view_of(page).notes.field("strengths").focus_target()
    QTest.keyClicks(edit, "x")
    assert view_of(page).notes.field("strengths").draft() == ""


def test_when_every_item_is_concluded_the_items_are_listed(qtbot: QtBot, panel: Panel) -> None:
    heard = heard_item(panel)
    page = opened(qtbot, panel.chair, heard.sitting)
    assert "Every item is concluded" in words(page)
    [row] = rows(page)
    assert "Suitable to foster" in row
