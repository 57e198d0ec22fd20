from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.actions.cases import UpdateCase, update_case
from panelapp.actions.minutes import SendMinutes, send_minutes
from panelapp.actions.people import RecordAppraisal, record_appraisal
from panelapp.actions.sittings import (
    AddItem,
    AskMembers,
    CancelSitting,
    PlanSitting,
    add_item,
    ask_members,
    cancel_sitting,
    plan_sitting,
)
from panelapp.domain.vocabulary import (
    CaseType,
    FirstDecision,
    InterestKind,
    Outcome,
    UserRole,
)
from panelapp.queries.due_list import DueQuestion, duties_due
from panelapp.queries.today import TodayQuestion, When, today_page, working_days_to
from panelapp.queries.today_places import SettledAt
from panelapp.queries.waiting_minutes import MinutesStage
from tests.factories import (
    ALL_SIX,
    CHAIR,
    MEMBER,
    TODAY,
    VICE_CHAIR,
    Heard,
    case,
    check,
    confirm,
    decide,
    decided_case,
    draft,
    heard_item,
    household,
    listed_item,
    lock,
    sitting_with,
    with_decision_maker,
)

if TYPE_CHECKING:
    from panelapp.office import Office
    from panelapp.queries.today import DecisionsWaiting, TodayPage, ToDo
    from tests.factories import Panel

AHEAD = date(2026, 12, 10)


def today(office: Office, on: date | None = None) -> TodayPage:
    return office.read(today_page, TodayQuestion(on=on))


def to_do(office: Office, duty: str) -> ToDo:
    return next(row for row in today(office).duties if row.duty == duty)


def decisions(panel: Panel) -> DecisionsWaiting:
    waiting = today(panel.adviser).decisions
    assert waiting is not None
    return waiting


def planned(panel: Panel, *cases: str, held_on: date = AHEAD) -> str:
    ref = panel.adviser.execute(plan_sitting, PlanSitting(held_on=held_on)).value
    for each in cases:
        panel.adviser.execute(add_item, AddItem(sitting=ref, case=each))
    panel.adviser.execute(ask_members, AskMembers(sitting=ref, members=ALL_SIX))
    return ref


# --- what is to do


def test_every_duty_stands_once_with_words_and_a_place(panel: Panel) -> None:
    with_decision_maker(panel)
    decided_case(panel, FirstDecision.APPROVE)
    planned(panel, case(panel, application_on=TODAY - timedelta(days=200)))
    rows = panel.adviser.read(duties_due, DueQuestion())
    page = today(panel.adviser)
    assert [(row.duty, row.due) for row in page.duties] == [(row.duty, row.due) for row in rows]
    assert all(row.words and row.left_words and row.place.ref for row in page.duties)


def test_a_duty_of_a_sitting_is_said_by_its_day(panel: Panel) -> None:
    sitting = planned(panel, case(panel))
    row = to_do(panel.adviser, "send_papers")
    assert row.words == "Send papers for the sitting of 10 December 2026"
    assert (row.place.at, row.place.ref) == (SettledAt.SITTING, sitting)
    assert (row.working_days, row.left_words) == (11, "11 working days left")
    assert (row.due_words, row.citation) == ("3 December 2026", "NMS 14.3")


@pytest.mark.parametrize(
    ("case_type", "outcome", "decision", "carers", "words"),
    [
        (
            CaseType.MAINSTREAM_APPROVAL,
            Outcome.SUITABLE,
            FirstDecision.APPROVE,
            2,
            "Tell the applicants of C-2026-0001 in writing",
        ),
        (
            CaseType.REVIEW,
            Outcome.CONTINUE,
            FirstDecision.CONTINUE,
            1,
            "Tell the carer of C-2026-0001 in writing",
        ),
    ],
)
def test_people_are_applicants_until_they_are_approved(
    panel: Panel,
    case_type: CaseType,
    outcome: Outcome,
    decision: FirstDecision,
    carers: int,
    words: str,
) -> None:
    home = household(panel, carers=carers)
    assert case(panel, case_type, home=home) == "C-2026-0001"
    heard = _bring_on(panel, "C-2026-0001", outcome)
    decide(panel, heard, decision)
    row = to_do(panel.adviser, "give_written_notice")
    assert row.words == words
    assert row.about.count(" and ") == carers - 1
    assert (row.place.at, row.place.ref) == (SettledAt.CASE, "C-2026-0001")


def _bring_on(panel: Panel, ref: str, outcome: Outcome) -> Heard:
    heard = Heard(sitting_with(panel, ref), ref)
    draft(panel, heard, outcome)
    confirm(panel, heard)
    lock(panel, heard)
    panel.adviser.execute(send_minutes, SendMinutes(**heard.item, received_on=TODAY))
    return heard


def test_a_member_is_called_by_name(panel: Panel) -> None:
    row = next(row for row in today(panel.adviser).duties if row.place.ref == MEMBER)
    assert row.words.endswith("of Member 0006 (synthetic)")
    assert row.place.at is SettledAt.MEMBER


def test_duties_fall_into_late_soon_and_later(panel: Panel) -> None:
    planned(panel, case(panel))
    for day, when, left in (
        (date(2026, 11, 25), When.LATER, "6 working days left"),
        (date(2026, 11, 26), When.SOON, "5 working days left"),
        (date(2026, 12, 3), When.SOON, "today"),
        (date(2026, 12, 4), When.OVERDUE, "1 working day late"),
        (date(2026, 12, 7), When.OVERDUE, "2 working days late"),
    ):
        panel.clock.go_to(day)
        row = to_do(panel.adviser, "send_papers")
        assert (row.when, row.left_words) == (when, left)
        assert row in today(panel.adviser).within(when)


def test_working_days_are_counted_outwards_as_the_calendar_counts_them(panel: Panel) -> None:
    days = {TODAY + timedelta(days=number) for number in range(-40, 60)}
    with panel.unit() as uow:
        counted = working_days_to(days, TODAY, uow)
        assert counted == {day: uow.calendar.working_days_between(TODAY, day) for day in days}


def test_the_office_shares_its_work_and_others_have_their_own(panel: Panel) -> None:
    planned(panel, case(panel))
    assert to_do(panel.adviser, "send_papers").is_yours
    assert to_do(panel.administrator, "send_papers").is_yours
    assert not to_do(panel.chair, "send_papers").is_yours
    for office, yours in ((panel.chair, True), (panel.vice_chair, False), (panel.adviser, False)):
        appraisals = [row for row in today(office).duties if row.duty == "appraise"]
        assert {row.is_yours for row in appraisals if row.who is UserRole.CHAIR} == {yours}


def test_what_the_chair_does_falls_to_who_was_in_the_chair(panel: Panel) -> None:
    heard = listed_item(panel, present=ALL_SIX, in_the_chair=VICE_CHAIR)
    draft(panel, heard, Outcome.SUITABLE)
    row = to_do(panel.vice_chair, "confirm_recommendation")
    assert row.is_yours
    assert (row.place.at, row.place.ref, row.place.case) == (
        SettledAt.SITTING,
        heard.sitting,
        heard.case,
    )
    assert not to_do(panel.chair, "confirm_recommendation").is_yours


def test_a_day_may_be_asked_about(panel: Panel) -> None:
    page = today(panel.adviser, on=date(2027, 1, 4))
    assert page.day_words == "Monday 4 January 2027"
    assert any(row.when is When.OVERDUE for row in page.duties)


# --- minutes and decisions that wait


def test_minutes_say_whose_turn_it_is(panel: Panel) -> None:
    heard = listed_item(panel)
    draft(panel, heard, Outcome.SUITABLE)
    assert _minutes(panel) == (MinutesStage.NOT_WRITTEN, "Write the minutes of C-2026-0001")
    check(panel, heard)
    assert _minutes(panel)[0] is MinutesStage.UNCONFIRMED
    confirm(panel, heard)
    assert _minutes(panel) == (MinutesStage.TO_LOCK, "Lock the minutes of C-2026-0001")
    [waiting] = today(panel.chair).minutes
    assert (waiting.is_yours, waiting.sitting) == (True, heard.sitting)
    assert to_do(panel.chair, "finalise_minutes").is_yours
    assert not to_do(panel.adviser, "finalise_minutes").is_yours
    assert not today(panel.vice_chair).minutes[0].is_yours
    assert today(panel.chair).minutes[0].is_open
    assert not today(panel.vice_chair).minutes[0].is_open
    assert to_do(panel.vice_chair, "finalise_minutes").place.at is SettledAt.CASE
    lock(panel, heard)
    assert today(panel.chair).minutes == ()


def _minutes(panel: Panel) -> tuple[MinutesStage, str]:
    [waiting] = today(panel.adviser).minutes
    row = to_do(panel.adviser, "finalise_minutes")
    assert (row.words, row.place.sitting) == (waiting.words, waiting.sitting)
    return waiting.stage, waiting.words


def test_minutes_of_two_sittings_of_one_case_keep_apart(panel: Panel) -> None:
    heard = listed_item(panel)
    draft(panel, heard, Outcome.DEFERRED)
    confirm(panel, heard)
    panel.clock.go_to(TODAY + timedelta(days=14))
    again = Heard(sitting_with(panel, heard.case), heard.case)
    draft(panel, again, Outcome.SUITABLE)
    sittings = [row.place.sitting for row in today(panel.adviser).duties if "minutes" in row.duty]
    assert sittings == [heard.sitting, again.sitting]


def test_decisions_that_wait_are_counted_with_the_oldest(panel: Panel) -> None:
    assert decisions(panel).words == "No case waits for a decision."
    with_decision_maker(panel)
    panel.clock.go_to(TODAY + timedelta(days=6))
    with_decision_maker(panel)
    waiting = decisions(panel)
    assert (waiting.number, waiting.oldest_received_on) == (2, TODAY)
    assert waiting.words == "2 cases wait for a decision, the oldest for 4 working days."


def test_a_decision_maker_sees_what_to_decide_and_no_sitting(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    planned(panel, case(panel))
    page = today(panel.decision_maker)
    assert (page.next_sitting, page.decisions) == (None, None)
    row = to_do(panel.decision_maker, "decide")
    assert row.is_yours
    assert (row.place.at, row.place.ref) == (SettledAt.DECISION, heard.case)


# --- the next sitting


def test_the_next_sitting_is_the_first_that_is_held(panel: Panel) -> None:
    off = planned(panel, held_on=date(2026, 11, 26))
    panel.adviser.execute(cancel_sitting, CancelSitting(sitting=off, reason="Snow"))
    planned(panel, held_on=date(2026, 12, 17))
    sitting = planned(panel, case(panel))
    found = today(panel.adviser).next_sitting
    assert found is not None
    assert (found.sitting, len(found.agenda), found.unanswered) == (sitting, 1, 6)


def test_a_member_sees_only_what_concerns_them(panel: Panel) -> None:
    with_decision_maker(panel)
    panel.clock.go_to(TODAY + timedelta(days=1))
    page = today(panel.member)
    assert {row.place.ref for row in page.duties} == {MEMBER}
    sitting = panel.adviser.execute(plan_sitting, PlanSitting(held_on=AHEAD)).value
    panel.adviser.execute(ask_members, AskMembers(sitting=sitting, members=(CHAIR,)))
    assert today(panel.member).next_sitting is None


@pytest.mark.parametrize("role", list(UserRole))
def test_everybody_has_a_start_page(panel: Panel, role: UserRole) -> None:
    with_decision_maker(panel)
    planned(panel, case(panel))
    assert today(panel.acting(role)).role is role


def test_nothing_to_do_is_an_empty_page(panel: Panel) -> None:
    page = today(panel.decision_maker, on=date(2022, 1, 10))
    assert [page.within(when) for when in (When.OVERDUE, When.SOON)] == [(), ()]


# --- what may not be seen


def test_J6_a_case_with_an_interest_is_in_no_duty_and_no_count(panel: Panel) -> None:
    ref = case(panel, application_on=TODAY - timedelta(days=200))
    panel.adviser.execute(update_case, UpdateCase(case=ref, report_shared_on=TODAY))
    sitting = planned(panel, ref)
    before = today(panel.chair)
    assert ref in repr(before)
    panel.adviser.execute(
        declare_interest,
        DeclareInterest(sitting=sitting, case=ref, member=CHAIR, kind=InterestKind.PERSONAL),
    )
    after = today(panel.chair)
    assert ref not in repr(after)
    assert len(after.duties) < len(before.duties)
    assert after.next_sitting is not None
    assert after.next_sitting.agenda == ()


def test_J6_hidden_minutes_and_decisions_are_not_counted(panel: Panel) -> None:
    with_decision_maker(panel)
    heard_item(panel)
    panel.run(
        "INSERT INTO interest (item_id, person_id, kind, detail) "
        "SELECT item.id, (SELECT person_id FROM user_account WHERE name LIKE 'Chair%'), "
        "'personal', '' FROM item"
    )
    page = today(panel.chair)
    assert page.decisions is not None
    assert (page.decisions.number, page.minutes) == (0, ())
    assert decisions(panel).number == 1


def test_an_appraisal_that_was_held_is_due_in_a_year(panel: Panel) -> None:
    panel.adviser.execute(record_appraisal, RecordAppraisal(member=MEMBER, held_on=TODAY))
    row = next(
        row
        for row in today(panel.adviser).duties
        if row.duty == "appraise" and row.place.ref == MEMBER
    )
    assert (row.when, row.due) == (When.LATER, date(2027, 11, 18))
