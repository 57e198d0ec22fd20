from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest

from panelapp.actions.attendance import (
    DeclareInterest,
    RecordAttendance,
    RecordMovement,
    RuleOnInterest,
    TakeChair,
    TimeItem,
    declare_interest,
    record_arrival,
    record_attendance,
    record_departure,
    rule_on_interest,
    take_chair,
    time_item,
)
from panelapp.actions.minutes import WriteMinutes, write_minutes
from panelapp.actions.recommendations import View
from panelapp.actions.sittings import (
    AddItem,
    AskMembers,
    PlanSitting,
    WithdrawItem,
    add_item,
    ask_members,
    plan_sitting,
    withdraw_item,
)
from panelapp.domain.errors import NotAllowed, NotFound
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import (
    CaseType,
    InterestKind,
    InterestRuling,
    MinutesSection,
    Outcome,
    PositionTaken,
)
from panelapp.queries.item_steps import Step
from panelapp.queries.sitting_mode import (
    ItemState,
    SittingModePage,
    SittingModeQuestion,
    sitting_mode,
)
from tests.factories import (
    ALL_SIX,
    CHAIR,
    FIVE,
    MEMBER,
    OTHER,
    TODAY,
    VICE_CHAIR,
    Heard,
    case,
    confirm,
    draft,
    heard_item,
    listed_item,
    lock,
    sitting_with,
)

if TYPE_CHECKING:
    from panelapp.office import Office
    from panelapp.queries.sitting_mode import ItemNow
    from tests.factories import Panel


def page(office: Office, sitting: str, case_ref: str | None = None) -> SittingModePage:
    return office.read(sitting_mode, SittingModeQuestion(sitting=sitting, case=case_ref))


def item_now(office: Office, heard: Heard) -> ItemNow:
    now = page(office, heard.sitting, heard.case).item
    assert now is not None
    return now


def interest(panel: Panel, heard: Heard, member: str, ruling: InterestRuling | None = None) -> None:
    panel.adviser.execute(
        declare_interest,
        DeclareInterest(**heard.item, member=member, kind=InterestKind.PERSONAL),
    )
    if ruling is not None:
        panel.chair.execute(
            rule_on_interest, RuleOnInterest(**heard.item, member=member, ruling=ruling)
        )


def planned(panel: Panel, *cases: str) -> str:
    """A sitting of today to which everybody was asked, of which nothing is recorded."""
    sitting = panel.adviser.execute(plan_sitting, PlanSitting(held_on=TODAY)).value
    panel.adviser.execute(ask_members, AskMembers(sitting=sitting, members=ALL_SIX))
    for ref in cases:
        panel.adviser.execute(add_item, AddItem(sitting=sitting, case=ref))
    return sitting


# --- which item is before the panel


def test_the_first_item_that_is_not_concluded_is_before_the_panel(panel: Panel) -> None:
    first, second, third = case(panel), case(panel), case(panel)
    sitting = sitting_with(panel, first, second, third)
    assert page(panel.chair, sitting).item is not None
    assert [row.is_current for row in page(panel.chair, sitting).items] == [True, False, False]
    heard = Heard(sitting, first)
    draft(panel, heard, Outcome.SUITABLE)
    confirm(panel, heard)
    panel.adviser.execute(
        withdraw_item,
        WithdrawItem(sitting=sitting, case=second, withdrawn_on=TODAY, reason="No report"),
    )
    now = page(panel.chair, sitting)
    assert [row.is_current for row in now.items] == [False, False, True]
    assert [row.words for row in now.items] == [
        "Suitable to foster",
        "Taken off the agenda",
        "Not yet started",
    ]
    assert (now.previous_case, now.next_case) == (first, None)


def test_a_sitting_of_which_every_item_is_concluded_has_none_before_it(panel: Panel) -> None:
    heard = heard_item(panel)
    assert page(panel.chair, heard.sitting).item is None
    assert item_now(panel.chair, heard).state is ItemState.CONFIRMED


def test_a_case_of_another_sitting_is_not_found(panel: Panel) -> None:
    heard, other = listed_item(panel), case(panel)
    with pytest.raises(NotFound):
        page(panel.adviser, heard.sitting, other)


@pytest.mark.parametrize("office", ["decision_maker", "member", "auditor"])
def test_sitting_mode_is_for_the_chair_and_the_office(panel: Panel, office: str) -> None:
    heard = listed_item(panel)
    with pytest.raises(NotAllowed):
        page(getattr(panel, office), heard.sitting)


def test_a_case_in_which_the_chair_has_an_interest_does_not_exist_for_them(panel: Panel) -> None:
    hidden, shown = case(panel), case(panel)
    sitting = sitting_with(panel, hidden, shown, present=ALL_SIX)
    interest(panel, Heard(sitting, hidden), CHAIR)
    seen = page(panel.chair, sitting)
    assert [row.case for row in seen.items] == [shown]
    assert hidden not in repr(seen)
    assert seen.item is not None
    assert seen.item.case == shown
    assert (seen.previous_case, seen.next_case) == (None, None)
    with pytest.raises(NotFound):
        page(panel.chair, sitting, hidden)
    assert len(page(panel.adviser, sitting).items) == 2


def test_an_item_goes_from_not_started_to_locked(panel: Panel) -> None:
    heard = listed_item(panel)
    states = [item_now(panel.adviser, heard).state]
    panel.chair.execute(time_item, TimeItem(**heard.item, started_at=time(10)))
    states.append(item_now(panel.adviser, heard).state)
    draft(panel, heard, Outcome.SUITABLE)
    states.append(item_now(panel.adviser, heard).state)
    confirm(panel, heard)
    states.append(item_now(panel.adviser, heard).state)
    lock(panel, heard)
    states.append(item_now(panel.adviser, heard).state)
    assert states == [
        ItemState.NOT_BEGUN,
        ItemState.IN_PROGRESS,
        ItemState.DRAFTED,
        ItemState.CONFIRMED,
        ItemState.LOCKED,
    ]


# --- the case


def test_the_header_says_what_is_asked_and_requested(panel: Panel) -> None:
    ref = case(panel, requested_terms=Terms(number_of_children=2), social_worker="Worker 0070")
    now = item_now(panel.chair, Heard(sitting_with(panel, ref), ref))
    assert now.requested == "Approved for up to 2 children of any gender."
    assert "suitable" in now.asked
    assert now.citation == "FSR 25(1)(a)"
    assert now.social_worker == "Worker 0070"
    assert now.presentation == 1


def test_a_brief_report_never_offers_suitable(panel: Panel) -> None:
    choices = item_now(
        panel.chair, listed_item(panel, CaseType.BRIEF_REPORT)
    ).recommendation.choices
    assert {choice.outcome for choice in choices} == {
        Outcome.FURTHER_REPORT,
        Outcome.NOT_SUITABLE,
        Outcome.DEFERRED,
    }
    assert [choice.outcome for choice in choices if choice.is_deferral] == [Outcome.DEFERRED]


# Representations follow a case that was decided, and ask what it asked.
@pytest.mark.parametrize("case_type", sorted(set(CaseType) - {CaseType.REPRESENTATIONS}))
def test_every_type_of_case_says_what_is_asked(panel: Panel, case_type: CaseType) -> None:
    assert item_now(panel.chair, listed_item(panel, case_type)).asked.endswith(".")


def test_only_some_outcomes_carry_terms(panel: Panel) -> None:
    choices = item_now(panel.chair, listed_item(panel)).recommendation.choices
    assert [(choice.outcome, choice.has_terms) for choice in choices] == [
        (Outcome.SUITABLE, True),
        (Outcome.NOT_SUITABLE, False),
        (Outcome.DEFERRED, False),
    ]


# --- who is in the room


def test_before_attendance_is_recorded_quorum_is_a_forecast(panel: Panel) -> None:
    sitting = planned(panel, case(panel))
    room = page(panel.adviser, sitting).room
    assert not room.is_recorded
    assert room.quorum.is_forecast
    assert room.quorum.words == "Expected to be quorate"
    assert [person.member for person in room.people if person.may_take_chair] == [CHAIR, VICE_CHAIR]


def test_a_member_who_leaves_takes_the_quorum_along_and_it_says_why(panel: Panel) -> None:
    heard = listed_item(panel)
    assert page(panel.chair, heard.sitting).room.quorum.words == "Quorate"
    panel.chair.execute(
        record_departure, RecordMovement(sitting=heard.sitting, member=MEMBER, at=time(10, 40))
    )
    room = page(panel.chair, heard.sitting).room
    [gone] = [person for person in room.people if person.member == MEMBER]
    assert (gone.is_here, gone.is_counted, gone.why_not) == (False, False, "Left at 10:40")
    assert room.quorum.words == "Not quorate"
    assert room.quorum.missing[0].citation.startswith("FSR 24(1)")


def test_a_member_who_comes_late_does_not_count_for_what_they_missed(panel: Panel) -> None:
    heard = listed_item(panel)
    panel.chair.execute(time_item, TimeItem(**heard.item, started_at=time(10)))
    panel.chair.execute(
        record_arrival, RecordMovement(sitting=heard.sitting, member=VICE_CHAIR, at=time(10, 20))
    )
    [late] = [p for p in page(panel.chair, heard.sitting).room.people if p.member == VICE_CHAIR]
    assert late.is_here
    assert late.why_not == "Arrived at 10:20, after the item began"


def test_an_interest_keeps_a_member_out_until_the_chair_rules(panel: Panel) -> None:
    heard = listed_item(panel, present=ALL_SIX)
    interest(panel, heard, MEMBER)
    now = page(panel.chair, heard.sitting)
    [kept_out] = [person for person in now.room.people if person.member == MEMBER]
    assert kept_out.why_not == "Interest declared, no ruling yet"
    assert now.item is not None
    assert now.item.interests[0].words == "The chair has not ruled yet"
    panel.chair.execute(
        rule_on_interest,
        RuleOnInterest(**heard.item, member=MEMBER, ruling=InterestRuling.PARTICIPATE),
    )
    [back] = [p for p in page(panel.chair, heard.sitting).room.people if p.member == MEMBER]
    assert back.is_counted
    assert back.why_not == ""


def test_a_chair_who_withdraws_leaves_the_chair_to_somebody_else(panel: Panel) -> None:
    heard = listed_item(panel, present=ALL_SIX)
    interest(panel, heard, CHAIR)
    room = page(panel.adviser, heard.sitting).room
    assert "does not take part" in room.chair_note
    draft(panel, heard, Outcome.SUITABLE)
    [taken_part] = item_now(panel.adviser, heard).recommendation.in_the_way
    assert "must have taken part" in taken_part.sentence
    panel.adviser.execute(take_chair, TakeChair(**heard.item, member=VICE_CHAIR))
    room = page(panel.adviser, heard.sitting).room
    assert room.chair == "Vice chair 0003 (synthetic)"
    assert room.chair_note == "Vice chair 0003 (synthetic) took the chair for this item."


def test_the_office_records_the_interest_of_anybody_and_the_chair_rules(panel: Panel) -> None:
    heard = listed_item(panel, present=ALL_SIX)
    interest(panel, heard, MEMBER)
    of_office, of_chair = item_now(panel.adviser, heard), item_now(panel.chair, heard)
    assert [person.member for person in of_office.may_declare] == [
        member for member in ALL_SIX if member != MEMBER
    ]
    assert [person.member for person in of_chair.may_declare] == [CHAIR]
    assert of_chair.why_not_rule == ""
    assert of_office.why_not_rule.startswith("Only the person in the chair rules on interests.")


# --- who may record


def test_whoever_was_asked_as_chair_opens_the_sitting(panel: Panel) -> None:
    sitting = planned(panel, case(panel))
    assert page(panel.chair, sitting).room.why_not_open == ""
    assert page(panel.chair, sitting).room.why_not_record != ""
    panel.vice_chair.execute(
        record_attendance,
        RecordAttendance(sitting=sitting, present=ALL_SIX, in_the_chair=VICE_CHAIR),
    )
    assert page(panel.vice_chair, sitting).room.you_are_in_the_chair
    assert page(panel.vice_chair, sitting).room.why_not_record == ""
    assert "Vice chair 0003" in page(panel.chair, sitting).room.why_not_open
    with pytest.raises(NotAllowed):
        panel.chair.execute(take_chair, TakeChair(sitting=sitting, member=CHAIR))


def test_a_chair_who_was_not_asked_does_not_open_a_sitting(panel: Panel) -> None:
    sitting = panel.adviser.execute(plan_sitting, PlanSitting(held_on=TODAY)).value
    assert page(panel.chair, sitting).room.why_not_open != ""
    with pytest.raises(NotAllowed):
        panel.chair.execute(record_attendance, RecordAttendance(sitting=sitting, present=FIVE))


def test_a_sitting_that_lies_ahead_is_closed_until_its_day(panel: Panel) -> None:
    sitting = panel.adviser.execute(
        plan_sitting, PlanSitting(held_on=TODAY + timedelta(days=15))
    ).value
    [ahead] = page(panel.adviser, sitting).closed
    assert ahead.sentence == "This sitting is on 3 December 2026."
    panel.clock.go_to(TODAY + timedelta(days=15))
    assert page(panel.adviser, sitting).closed == ()


def test_locked_minutes_close_the_attendance(panel: Panel) -> None:
    heard = heard_item(panel)
    lock(panel, heard)
    [closed] = page(panel.adviser, heard.sitting).closed
    assert closed.citation == "FSR 24(2)"
    assert not closed.remedy.startswith("Nothing was changed")


# --- steps and views


def test_a_step_is_done_when_its_notes_are_there(panel: Panel) -> None:
    heard = listed_item(panel)
    steps = item_now(panel.chair, heard).steps
    assert [step.step for step in steps if step.is_next] == [Step.INTERESTS]
    assert not any(step.is_done for step in steps)
    panel.chair.execute(
        write_minutes,
        WriteMinutes(**heard.item, sections={MinutesSection.STRENGTHS: "A warm home."}),
    )
    steps = item_now(panel.chair, heard).steps
    assert [step.step for step in steps if step.is_done] == [
        Step.INTERESTS,
        Step.STRENGTHS_AND_CONCERNS,
    ]
    assert [step.step for step in steps if step.is_next] == [Step.QUESTIONS_TO_WORKER]
    assert steps[1].notes[0].text == "A warm home."


def test_whoever_has_not_spoken_is_named(panel: Panel) -> None:
    heard = listed_item(panel)
    draft(
        panel,
        heard,
        Outcome.SUITABLE,
        views=(View(member=MEMBER, position=PositionTaken.SUPPORTS, words="Clear report"),),
    )
    views = item_now(panel.chair, heard).recommendation.views
    assert len(views) == len(FIVE)
    assert [view.member for view in views if view.position is not None] == [MEMBER]
    assert [view.words for view in views if view.member == MEMBER] == ["Clear report"]


def test_a_view_of_somebody_who_left_is_still_shown(panel: Panel) -> None:
    heard = listed_item(panel, present=ALL_SIX)
    draft(
        panel,
        heard,
        Outcome.SUITABLE,
        views=(View(member=OTHER, position=PositionTaken.SUPPORTS),),
    )
    interest(panel, heard, OTHER, InterestRuling.WITHDRAW)
    state = item_now(panel.chair, heard).recommendation
    [left] = [view for view in state.views if view.member == OTHER]
    assert not left.takes_part
    assert ["did not take part" in obstacle.sentence for obstacle in state.in_the_way] == [True]


# --- confirming


def test_what_stands_in_the_way_is_what_the_act_would_say(panel: Panel) -> None:
    heard = listed_item(panel)
    [nothing] = item_now(panel.chair, heard).recommendation.in_the_way
    assert nothing.sentence == "No recommendation is drafted for this item yet."
    draft(
        panel,
        heard,
        Outcome.DEFERRED,
        reasons="",
        deferral_needed="",
        unanimous=True,
        views=(View(member=MEMBER, position=PositionTaken.DOES_NOT_SUPPORT),),
    )
    in_the_way = item_now(panel.chair, heard).recommendation.in_the_way
    assert [obstacle.sentence for obstacle in in_the_way] == [
        "The panel must record the reasons for what it recommends.",
        "A deferral must say why, what is missing, who brings it and by when.",
        "A member who does not support the recommendation needs their reasons recorded.",
        "The recommendation cannot be unanimous while a member does not support it.",
    ]
    assert in_the_way[0].citation == "FSR 24(2)"
    assert in_the_way[0].remedy == "Write the reasons, then confirm."


def test_a_complete_draft_has_nothing_in_the_way_and_can_be_confirmed(panel: Panel) -> None:
    heard = listed_item(panel)
    draft(panel, heard, Outcome.SUITABLE)
    state = item_now(panel.chair, heard).recommendation
    assert state.in_the_way == ()
    assert state.who_confirms == ""
    confirm(panel, heard)
    said = item_now(panel.chair, heard).recommendation.said
    assert said is not None
    assert said.is_confirmed
    assert said.confirmed_by == panel.chair.user_name


def test_without_a_quorum_nothing_is_confirmed_and_it_says_what_is_missing(panel: Panel) -> None:
    heard = listed_item(panel, present=FIVE[:4])
    draft(panel, heard, Outcome.SUITABLE)
    [missing] = item_now(panel.chair, heard).recommendation.in_the_way
    assert "not quorate for this item" in missing.sentence
    assert missing.citation.startswith("FSR 24(1)")


def test_whoever_is_not_in_the_chair_reads_who_confirms(panel: Panel) -> None:
    heard = listed_item(panel)
    for office in (panel.adviser, panel.vice_chair):
        words = item_now(office, heard).recommendation.who_confirms
        assert words == (
            "Only the person in the chair can confirm a recommendation."
            " In the chair is Chair 0002 (synthetic)."
        )


def test_nobody_in_the_chair_stands_in_the_way(panel: Panel) -> None:
    ref = case(panel)
    sitting = planned(panel, ref)
    panel.adviser.execute(record_attendance, RecordAttendance(sitting=sitting, present=FIVE))
    heard = Heard(sitting, ref)
    draft(panel, heard, Outcome.SUITABLE)
    state = item_now(panel.adviser, heard).recommendation
    assert [obstacle.sentence for obstacle in state.in_the_way] == [
        "Nobody is recorded as being in the chair."
    ]
    assert state.who_confirms.endswith("Nobody is recorded as being in the chair.")


def test_what_follows_names_the_signatory_and_the_days(panel: Panel) -> None:
    heard = heard_item(panel)
    minutes, decision = item_now(panel.chair, heard).recommendation.what_follows
    assert "Chair 0002 (synthetic) locks them by 2 December 2026" in minutes
    assert "7 working days" in decision


def test_a_deferral_comes_back_and_goes_to_nobody(panel: Panel) -> None:
    heard = heard_item(panel, outcome=Outcome.DEFERRED)
    _, back = item_now(panel.chair, heard).recommendation.what_follows
    assert back.startswith("The case comes back to panel by 16 December 2026.")
