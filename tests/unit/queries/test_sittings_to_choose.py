"""The list of sittings, and the cases that may go on an agenda."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.actions.cases import WithdrawCase, withdraw_case
from panelapp.actions.sittings import (
    AddItem,
    AskMembers,
    CancelSitting,
    PlanSitting,
    RecordReply,
    SendPapers,
    add_item,
    ask_members,
    cancel_sitting,
    plan_sitting,
    record_reply,
    send_papers,
)
from panelapp.domain.errors import PanelappError
from panelapp.domain.vocabulary import (
    FirstDecision,
    InterestKind,
    Outcome,
    Reply,
    SittingKind,
    SittingMode,
)
from panelapp.queries.listable_cases import ListableQuestion, listable_cases
from panelapp.queries.new_sitting import CheckSittingQuestion, check_sitting
from panelapp.queries.sitting_choice import OverviewQuestion, SittingSort, SittingWhen
from panelapp.queries.sitting_overview import sitting_overview
from panelapp.queries.sitting_rows import Stage
from tests.factories import (
    CHAIR,
    FIVE,
    TODAY,
    case,
    confirm,
    decided_case,
    draft,
    listed_item,
    sitting_with,
)

if TYPE_CHECKING:
    from panelapp.office import Office
    from panelapp.queries.new_sitting import SittingCheck
    from panelapp.queries.sitting_overview import SittingOverview
    from tests.factories import Panel

AHEAD = date(2026, 12, 10)


def planned(panel: Panel, held_on: date = AHEAD, *cases: str) -> str:
    command = PlanSitting(held_on=held_on, mode=SittingMode.HYBRID, venue="Room 2")
    ref = panel.adviser.execute(plan_sitting, command).value
    for each in cases:
        panel.adviser.execute(add_item, AddItem(sitting=ref, case=each))
    return ref


def ahead(office: Office) -> tuple[SittingOverview, ...]:
    return office.read(sitting_overview, OverviewQuestion()).rows


def past(office: Office) -> tuple[SittingOverview, ...]:
    return office.read(sitting_overview, OverviewQuestion(when=SittingWhen.PAST)).rows


def may_be_listed(panel: Panel, sitting: str) -> list[str]:
    rows = panel.adviser.read(listable_cases, ListableQuestion(sitting=sitting))
    return [row.case for row in rows]


def test_sittings_ahead_begin_with_the_next(panel: Panel) -> None:
    later, sooner = planned(panel, AHEAD), planned(panel, TODAY)
    assert [row.sitting for row in ahead(panel.adviser)] == [sooner, later]
    panel.clock.go_to(TODAY + timedelta(days=1))
    assert [row.sitting for row in ahead(panel.adviser)] == [later]
    assert [row.sitting for row in past(panel.adviser)] == [sooner]


def test_a_sitting_ahead_says_who_comes_and_when_papers_go(panel: Panel) -> None:
    sitting = planned(panel, AHEAD, case(panel))
    panel.adviser.execute(ask_members, AskMembers(sitting=sitting, members=FIVE))
    panel.adviser.execute(
        record_reply, RecordReply(sitting=sitting, member=CHAIR, reply=Reply.COMING)
    )
    [row] = ahead(panel.adviser)
    assert (row.where, row.items, row.people_words) == ("Hybrid, Room 2", 1, "1 of 5 coming")
    assert (row.papers_words, row.stage) == ("Send by 3 December 2026", Stage.PLANNED)
    assert row.is_quorate is None
    panel.adviser.execute(
        send_papers, SendPapers(sitting=sitting, sent_on=TODAY, undeclared_because="Ill")
    )
    [row] = ahead(panel.adviser)
    assert (row.papers_words, row.stage) == ("Sent 18 November 2026", Stage.PAPERS_OUT)


def test_a_sitting_past_says_who_came_and_whether_it_was_quorate(panel: Panel) -> None:
    sitting_with(panel, case(panel))
    unrecorded = planned(panel, TODAY, case(panel))
    panel.clock.go_to(TODAY + timedelta(days=1))
    rows = {row.sitting: row for row in past(panel.adviser)}
    assert rows.pop(unrecorded).stage is Stage.ATTENDANCE_MISSING
    [held] = rows.values()
    assert (held.people_words, held.is_quorate, held.stage) == ("5 came", True, Stage.HELD)
    assert held.in_the_chair == "Chair 0002 (synthetic)"


def test_a_cancelled_sitting_stays_in_the_list(panel: Panel) -> None:
    sitting = planned(panel)
    panel.adviser.execute(cancel_sitting, CancelSitting(sitting=sitting, reason="Snow"))
    assert [row.stage for row in ahead(panel.adviser)] == [Stage.CANCELLED]


def test_a_member_sees_sittings_that_they_were_asked_to(panel: Panel) -> None:
    planned(panel)
    assert ahead(panel.member) == ()


def test_J6_a_hidden_case_is_not_counted(panel: Panel) -> None:
    ref = case(panel)
    sitting = planned(panel, AHEAD, ref, case(panel))
    panel.adviser.execute(
        declare_interest,
        DeclareInterest(sitting=sitting, case=ref, member=CHAIR, kind=InterestKind.OTHER),
    )
    assert [row.items for row in ahead(panel.chair)] == [1]
    assert [row.items for row in ahead(panel.adviser)] == [2]


def test_open_and_returned_cases_may_be_listed(panel: Panel) -> None:
    opened, listed = case(panel), case(panel)
    deferred = listed_item(panel)
    draft(panel, deferred, Outcome.DEFERRED)
    confirm(panel, deferred)
    decided_case(panel)
    returned = decided_case(panel, FirstDecision.RETURN_TO_PANEL).case
    withdrawn = case(panel)
    panel.adviser.execute(
        withdraw_case,
        WithdrawCase(case=withdrawn, withdrawn_on=TODAY, reason="They changed their minds"),
    )
    sitting = planned(panel, AHEAD, listed)
    assert sorted(may_be_listed(panel, sitting)) == sorted([opened, deferred.case, returned])


def test_what_is_offered_is_what_the_action_takes(panel: Panel) -> None:
    deferred = listed_item(panel)
    draft(panel, deferred, Outcome.DEFERRED)
    confirm(panel, deferred)
    cases = [case(panel), deferred.case, decided_case(panel).case]
    for sitting in (planned(panel, TODAY - timedelta(days=7)), planned(panel)):
        offered = may_be_listed(panel, sitting)
        for ref in cases:
            assert _takes(panel, sitting, ref) is (ref in offered), (sitting, ref)


def _takes(panel: Panel, sitting: str, ref: str) -> bool:
    with panel.unit() as uow:
        try:
            add_item(AddItem(sitting=sitting, case=ref), uow)
        except PanelappError:
            return False
    return True


def test_the_most_pressing_case_stands_first(panel: Panel) -> None:
    calm = case(panel)
    pressing = case(panel, application_on=TODAY - timedelta(days=200))
    rows = panel.adviser.read(listable_cases, ListableQuestion(sitting=planned(panel)))
    assert [row.case for row in rows] == [pressing, calm]
    assert rows[0].due_words.endswith("working days left")
    assert (rows[1].due, rows[1].due_words, rows[1].state) == (None, "", "Opened")


@pytest.mark.parametrize("when", [*SittingWhen, None])
def test_no_sittings_are_an_empty_list(panel: Panel, when: SittingWhen | None) -> None:
    shown = panel.adviser.read(sitting_overview, OverviewQuestion(when=when))
    assert (shown.rows, shown.ahead, shown.past) == ((), 0, 0)


def test_both_halves_are_counted_whichever_is_shown(panel: Panel) -> None:
    for held_on in (TODAY, AHEAD, TODAY - timedelta(days=1)):
        planned(panel, held_on)
    for when in (SittingWhen.AHEAD, SittingWhen.PAST):
        shown = panel.adviser.read(sitting_overview, OverviewQuestion(when=when))
        assert (shown.ahead, shown.past, shown.why_not_plan) == (2, 1, "")
    assert panel.member.read(sitting_overview, OverviewQuestion()).ahead == 0
    assert panel.chair.read(sitting_overview, OverviewQuestion()).why_not_plan


def shown(office: Office, **asked: object) -> list[str]:
    question = OverviewQuestion(**{"when": None, **asked})  # type: ignore[arg-type]  # as each test asks
    return [row.sitting for row in office.read(sitting_overview, question).rows]


def test_sittings_are_narrowed_by_part_kind_days_and_words(panel: Panel) -> None:
    extra = PlanSitting(held_on=AHEAD, venue="The Lantern Room", kind=SittingKind.EXTRA)
    ahead_one = panel.adviser.execute(plan_sitting, extra).value
    held = sitting_with(panel, case(panel), held_on=TODAY - timedelta(days=1))
    off = planned(panel, AHEAD + timedelta(days=7))
    cancel = CancelSitting(sitting=off, reason="No cases")
    panel.adviser.execute(cancel_sitting, cancel)
    office = panel.adviser
    assert shown(office) == [off, ahead_one, held]
    assert shown(office, when=SittingWhen.CANCELLED) == [off]
    assert shown(office, when=SittingWhen.PAST) == [held]
    assert shown(office, kind=SittingKind.EXTRA) == [ahead_one]
    assert shown(office, first=AHEAD, last=AHEAD) == [ahead_one]
    assert shown(office, text="lantern ROOM") == [ahead_one]
    assert shown(office, text="chair 0002") == [held]
    for text in ("lantern " * 2000, "%" * 60_000, "\ud800"):
        assert shown(office, text=text) in ([ahead_one], [], [off, ahead_one, held])
    assert shown(panel.member, text="lantern") == []


@pytest.mark.parametrize("sort", SittingSort)
def test_every_order_has_a_way_back(panel: Panel, sort: SittingSort) -> None:
    both = {planned(panel), sitting_with(panel, case(panel))}
    up, down = (shown(panel.adviser, sort=sort, is_descending=is_down) for is_down in (False, True))
    assert set(up) == set(down) == both
    by_what_is_known = {SittingSort.PAPERS, SittingSort.TIME, SittingSort.WHERE, SittingSort.CHAIR}
    assert sort in by_what_is_known or up == down[::-1]


def test_the_order_by_items_tells_nothing_of_a_hidden_case(panel: Panel) -> None:
    two, one = case(panel), case(panel)
    hidden = case(panel)
    first, second = planned(panel, AHEAD, two), planned(panel, AHEAD + timedelta(days=1))
    for ref in (one, hidden):
        panel.adviser.execute(add_item, AddItem(sitting=second, case=ref))
    by_items = {"sort": SittingSort.ITEMS, "is_descending": True}
    assert shown(panel.chair, **by_items) == [second, first]
    for ref in (one, hidden):
        kind = InterestKind.PROFESSIONAL
        own = DeclareInterest(sitting=second, case=ref, member=CHAIR, kind=kind)
        panel.adviser.execute(declare_interest, own)
    assert shown(panel.chair, **by_items) == [first, second]


# --- before a sitting is planned


def checked(panel: Panel, held_on: date) -> SittingCheck:
    return panel.adviser.read(check_sitting, CheckSittingQuestion(held_on=held_on))


def test_a_day_that_suits_says_when_papers_go(panel: Panel) -> None:
    found = checked(panel, AHEAD)
    assert (found.day_words, found.send_papers_by) == (
        "Thursday 10 December 2026",
        "3 December 2026",
    )
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 25), "25 December 2026 is a bank holiday or a day off of the agency."),
        (date(2026, 12, 12), "12 December 2026 is a Saturday."),
        (date(2026, 11, 17), "17 November 2026 has passed."),
        (date(2026, 11, 20), "Papers were to go out by 13 November 2026."),
    ],
)
def test_a_day_that_does_not_suit_says_why(panel: Panel, day: date, words: str) -> None:
    assert words in checked(panel, day).warnings


def test_a_second_sitting_on_one_day_is_pointed_out(panel: Panel) -> None:
    planned(panel, AHEAD)
    assert checked(panel, AHEAD).warnings == ("Another sitting is planned on that day.",)
