from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.actions.minutes import (
    AddCorrection,
    CheckMinutes,
    SendMinutes,
    WriteMinutes,
    add_correction,
    check_minutes,
    send_minutes,
    write_minutes,
)
from panelapp.actions.recommendations import View
from panelapp.domain.errors import NotAllowed, NotFound
from panelapp.domain.vocabulary import (
    CaseType,
    InterestKind,
    MinutesSection,
    Outcome,
    PositionTaken,
)
from panelapp.queries.minutes_list import MinutesListQuestion, minutes_list
from panelapp.queries.minutes_page import MinutesAct, MinutesPage, MinutesQuestion, minutes_page
from tests.factories import (
    ALL_SIX,
    CHAIR,
    MEMBER,
    TODAY,
    VICE_CHAIR,
    case,
    check,
    confirm,
    draft,
    heard_item,
    listed_item,
    lock,
    sitting_with,
)

if TYPE_CHECKING:
    from panelapp.office import Office
    from panelapp.queries.minutes_list import MinutesRow
    from panelapp.queries.minutes_parts import MinutesPart
    from tests.factories import Heard, Panel


def page(office: Office, heard: Heard) -> MinutesPage:
    return office.read(minutes_page, MinutesQuestion(**heard.item))


def part(office: Office, heard: Heard, key: str) -> MinutesPart:
    [found] = [part for part in page(office, heard).parts if part.key == key]
    return found


def waiting(office: Office, sitting: str | None = None) -> list[MinutesRow]:
    return list(office.read(minutes_list, MinutesListQuestion(sitting=sitting)))


def write(panel: Panel, heard: Heard, text: str = "The panel met.") -> None:
    panel.administrator.execute(
        write_minutes, WriteMinutes(**heard.item, sections={MinutesSection.SUMMARY: text})
    )


# --- the parts


def test_parts_stand_in_the_order_of_print(panel: Panel) -> None:
    keys = [part.key for part in page(panel.adviser, listed_item(panel)).parts]
    assert keys == [
        "present",
        "interests",
        *MinutesSection,
        "recommendation",
        "reasons",
    ]


def test_what_was_recorded_is_not_typed_again(panel: Panel) -> None:
    heard = heard_item(panel, reasons="The report shows it.")
    assert "Chair 0002 (synthetic) (Chair)" in part(panel.adviser, heard, "present").text
    assert part(panel.adviser, heard, "recommendation").text == "Suitable to foster"
    reasons = part(panel.adviser, heard, "reasons")
    assert reasons.text == "The report shows it."
    assert reasons.section is None
    assert reasons.words == "Recorded"


def test_reasons_are_missing_until_they_are_confirmed(panel: Panel) -> None:
    heard = listed_item(panel)
    reasons = part(panel.adviser, heard, "reasons")
    assert reasons.words == "Missing"
    assert reasons.missing is not None
    assert reasons.missing.sentence.startswith("Reasons are needed for the recommendation.")
    assert reasons.missing.citation == "FSR 24(2)"
    draft(panel, heard, Outcome.SUITABLE)
    assert part(panel.adviser, heard, "recommendation").words == "Missing"
    confirm(panel, heard)
    assert part(panel.adviser, heard, "recommendation").missing is None
    assert part(panel.adviser, heard, "reasons").missing is None


@pytest.mark.parametrize("section", [MinutesSection.KEY_ISSUES, MinutesSection.MEMBER_VIEWS])
def test_what_the_standards_ask_for_is_missing_until_written(
    panel: Panel, section: MinutesSection
) -> None:
    heard = listed_item(panel)
    missing = part(panel.adviser, heard, section).missing
    assert missing is not None
    assert missing.citation == "NMS 14.7"
    panel.adviser.execute(write_minutes, WriteMinutes(**heard.item, sections={section: "Words."}))
    assert part(panel.adviser, heard, section).words == "Written"
    assert part(panel.adviser, heard, MinutesSection.SUMMARY).words == "Not written"


def test_views_recorded_with_the_recommendation_are_views(panel: Panel) -> None:
    heard = heard_item(
        panel, views=(View(member=MEMBER, position=PositionTaken.ABSTAINS, words="Not sure"),)
    )
    assert part(panel.adviser, heard, MinutesSection.MEMBER_VIEWS).missing is None
    assert "abstains: Not sure" in part(panel.adviser, heard, "recommendation").text


def test_a_deferral_says_what_is_needed(panel: Panel) -> None:
    text = part(panel.adviser, heard_item(panel, outcome=Outcome.DEFERRED), "recommendation").text
    assert text.startswith("Deferred: medical information is needed.")
    assert "Needed by 16 December 2026." in text
    heard = heard_item(panel, outcome=Outcome.DEFERRED)
    assert MinutesAct.SEND not in [step.act for step in page(panel.adviser, heard).route]


# --- the way of the minutes


def test_minutes_go_from_typing_to_the_decision_maker(panel: Panel) -> None:
    heard = heard_item(panel)
    acts = [page(panel.adviser, heard).next_act]
    write(panel, heard)
    acts.append(page(panel.adviser, heard).next_act)
    panel.adviser.execute(check_minutes, CheckMinutes(**heard.item))
    acts.append(page(panel.adviser, heard).next_act)
    lock(panel, heard)
    acts.append(page(panel.adviser, heard).next_act)
    panel.adviser.execute(send_minutes, SendMinutes(**heard.item, received_on=TODAY))
    sent = page(panel.adviser, heard)
    assert acts == [MinutesAct.WRITE, MinutesAct.CHECK, MinutesAct.LOCK, MinutesAct.SEND]
    assert sent.next_act is None
    assert sent.decision_due_on == TODAY + timedelta(days=9)
    assert [step.words for step in sent.route] == [
        "Typed by Administrator 0005 (synthetic)",
        "Checked by Adviser 0001 (synthetic)",
        "Locked by Chair 0002 (synthetic)",
        "With the decision maker since 18 November 2026",
    ]
    assert all(step.is_done for step in sent.route)


@pytest.mark.parametrize(
    ("case_type", "outcome"),
    [
        (CaseType.MAINSTREAM_APPROVAL, Outcome.DEFERRED),
        (CaseType.NOTIFICATION, Outcome.NOTED),
    ],
)
def test_only_a_recommendation_goes_to_the_decision_maker(
    panel: Panel, case_type: CaseType, outcome: Outcome
) -> None:
    heard = heard_item(panel, case_type, outcome)
    lock(panel, heard)
    locked = page(panel.adviser, heard)
    assert locked.next_act is None
    assert MinutesAct.SEND not in [step.act for step in locked.route]


def test_a_change_after_the_check_asks_for_another_check(panel: Panel) -> None:
    heard = heard_item(panel)
    check(panel, heard)
    assert page(panel.chair, heard).act(MinutesAct.LOCK).is_possible
    write(panel, heard, "Changed.")
    changed = page(panel.chair, heard)
    assert changed.next_act is MinutesAct.CHECK
    [unchecked] = changed.act(MinutesAct.LOCK).in_the_way
    assert unchecked.citation == "NMS 14.7"
    assert [version.number for version in changed.versions] == [1, 2]
    assert [bool(version.checked_by) for version in changed.versions] == [True, False]


def test_everything_that_keeps_minutes_from_being_locked_is_said_at_once(panel: Panel) -> None:
    sentences = [
        obstacle.sentence
        for obstacle in page(panel.chair, listed_item(panel)).act(MinutesAct.LOCK).in_the_way
    ]
    assert sentences == [
        "What the panel said about this item is not confirmed.",
        "The panel adviser has not checked the newest version of these minutes.",
    ]


def test_each_act_says_whose_it_is(panel: Panel) -> None:
    heard = heard_item(panel)
    check(panel, heard)
    adviser, chair, typist = (
        page(office, heard) for office in (panel.adviser, panel.chair, panel.administrator)
    )
    assert adviser.act(MinutesAct.CHECK).not_yours == ""
    assert adviser.act(MinutesAct.LOCK).not_yours == (
        "Only the person in the chair can lock minutes. In the chair is Chair 0002 (synthetic)."
    )
    assert chair.act(MinutesAct.LOCK).not_yours == ""
    assert chair.act(MinutesAct.CHECK).not_yours == "Only the panel adviser can check minutes."
    assert typist.act(MinutesAct.WRITE).is_possible
    assert typist.act(MinutesAct.CHECK).not_yours != ""


def test_locked_minutes_show_what_was_locked(panel: Panel) -> None:
    heard = heard_item(panel)
    code = lock(panel, heard)
    panel.adviser.execute(add_correction, AddCorrection(**heard.item, words="The name is Quill."))
    locked = page(panel.adviser, heard)
    assert locked.lock is not None
    assert (locked.lock.by, locked.lock.on) == ("Chair 0002 (synthetic)", TODAY)
    assert locked.lock.record_check == code
    assert locked.corrections == ("18 November 2026, Adviser 0001 (synthetic): The name is Quill.",)
    assert part(panel.adviser, heard, MinutesSection.SUMMARY).text == "The panel met."
    assert not locked.act(MinutesAct.WRITE).is_possible


def test_a_chair_reads_the_minutes_of_what_they_chaired(panel: Panel) -> None:
    heard = listed_item(panel)
    assert page(panel.chair, heard).not_yours_to_write == ""
    with pytest.raises(NotAllowed):
        page(panel.vice_chair, heard)


def test_a_decision_maker_reads_minutes_once_they_are_there(panel: Panel) -> None:
    heard = heard_item(panel)
    lock(panel, heard)
    with pytest.raises(NotAllowed):
        page(panel.decision_maker, heard)
    panel.adviser.execute(send_minutes, SendMinutes(**heard.item, received_on=TODAY))
    assert page(panel.decision_maker, heard).received_on == TODAY


# --- the list


def test_the_list_says_whose_turn_it_is(panel: Panel) -> None:
    heard = heard_item(panel)
    turns = [(row.words, row.waits_for) for row in waiting(panel.adviser)]
    write(panel, heard)
    turns += [(row.words, row.waits_for) for row in waiting(panel.adviser)]
    check(panel, heard)
    turns += [(row.words, row.waits_for) for row in waiting(panel.adviser)]
    lock(panel, heard)
    assert turns == [
        ("Not written", "Panel administrator"),
        ("Draft 1", "Panel adviser"),
        ("Checked", "Chair"),
    ]
    assert waiting(panel.adviser) == []


def test_minutes_are_overdue_after_the_agencys_target(panel: Panel) -> None:
    heard = heard_item(panel)
    [row] = waiting(panel.adviser)
    assert not row.is_overdue
    panel.clock.go_to(row.due_on + timedelta(days=1))
    assert waiting(panel.adviser)[0].is_overdue
    assert page(panel.adviser, heard).is_overdue
    lock(panel, heard)
    assert not page(panel.adviser, heard).is_overdue


def test_a_sitting_that_lies_ahead_or_an_item_taken_off_has_no_minutes(panel: Panel) -> None:
    heard_item(panel)
    panel.clock.go_to(TODAY - timedelta(days=1))
    assert waiting(panel.adviser) == []


def test_a_chair_lists_what_they_chaired_and_sees_nothing_of_a_case_of_interest(
    panel: Panel,
) -> None:
    theirs, hidden = case(panel), case(panel)
    sitting = sitting_with(panel, theirs, hidden, present=ALL_SIX)
    sitting_with(panel, case(panel), present=ALL_SIX, in_the_chair=VICE_CHAIR)
    panel.adviser.execute(
        declare_interest,
        DeclareInterest(sitting=sitting, case=hidden, member=CHAIR, kind=InterestKind.PROFESSIONAL),
    )
    assert [row.case for row in waiting(panel.chair)] == [theirs]
    assert len(waiting(panel.adviser)) == 3
    assert len(waiting(panel.adviser, sitting)) == 2
    with pytest.raises(NotFound):
        panel.chair.read(minutes_page, MinutesQuestion(sitting=sitting, case=hidden))


def test_the_list_takes_as_many_selects_for_many_as_for_one(panel: Panel) -> None:
    statements: list[str] = []

    def count(*event_arguments: object) -> None:
        statements.append(str(event_arguments[2]))

    heard_item(panel)
    event.listen(panel.engine, "before_cursor_execute", count)
    waiting(panel.adviser)
    few = len(statements)
    event.remove(panel.engine, "before_cursor_execute", count)
    for _ in range(3):
        write(panel, heard_item(panel))
    statements.clear()
    event.listen(panel.engine, "before_cursor_execute", count)
    assert len(waiting(panel.adviser)) == 4
    event.remove(panel.engine, "before_cursor_execute", count)
    assert len(statements) == few
