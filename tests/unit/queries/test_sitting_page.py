from __future__ import annotations

from base64 import b64encode
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from panelapp.actions.assessment_stages import DeclareCompliance, declare_compliance
from panelapp.actions.attendance import (
    DeclareInterest,
    RecordMovement,
    RuleOnInterest,
    TakeChair,
    declare_interest,
    record_departure,
    rule_on_interest,
    take_chair,
)
from panelapp.actions.cases import AttachPaper, attach_paper
from panelapp.actions.sittings import (
    AddItem,
    AddParticipant,
    AskMembers,
    CancelSitting,
    PlanSitting,
    RecordReply,
    SendPapers,
    WithdrawItem,
    add_item,
    add_participant,
    ask_members,
    cancel_sitting,
    plan_sitting,
    record_reply,
    send_papers,
    withdraw_item,
)
from panelapp.domain.errors import NotFound
from panelapp.domain.vocabulary import (
    CaseType,
    InterestKind,
    InterestRuling,
    Outcome,
    Reply,
    SittingRole,
    UserRole,
)
from panelapp.queries.forecast import QuorumState
from panelapp.queries.sitting_page import SittingPageQuestion, sitting_page
from panelapp.queries.sitting_rows import ItemStatus, SittingAction, Stage
from tests.factories import (
    ALL_SIX,
    ANOTHER,
    CHAIR,
    FIVE,
    MEMBER,
    OTHER,
    SOCIAL_WORKER,
    TODAY,
    VICE_CHAIR,
    Heard,
    case,
    confirm,
    draft,
    household,
    listed_item,
    lock,
    sitting_with,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.office import Office
    from panelapp.queries.forecast import ItemQuorum
    from panelapp.queries.sitting_rows import SittingPage
    from tests.factories import Panel

AHEAD = date(2026, 12, 10)
SEND_BY = date(2026, 12, 3)


def planned(panel: Panel, *cases: str, asked: tuple[str, ...] = FIVE) -> str:
    """A sitting that lies ahead, with members who were asked."""
    command = PlanSitting(held_on=AHEAD, start=time(9, 30), venue="Room 2")
    ref = panel.adviser.execute(plan_sitting, command).value
    for each in cases:
        panel.adviser.execute(add_item, AddItem(sitting=ref, case=each, slot_minutes=40))
    panel.adviser.execute(ask_members, AskMembers(sitting=ref, members=asked))
    return ref


def answered(panel: Panel, sitting: str, reply: Reply, *members: str) -> None:
    for member in members:
        panel.adviser.execute(
            record_reply, RecordReply(sitting=sitting, member=member, reply=reply)
        )


def page_of(office: Office, sitting: str) -> SittingPage:
    return office.read(sitting_page, SittingPageQuestion(sitting=sitting))


def first_quorum(panel: Panel, sitting: str) -> ItemQuorum:
    return page_of(panel.adviser, sitting).agenda[0].quorum


def declare(panel: Panel, sitting: str, case_ref: str, member: str) -> None:
    panel.adviser.execute(
        declare_interest,
        DeclareInterest(
            sitting=sitting, case=case_ref, member=member, kind=InterestKind.KNOWS_CHILD
        ),
    )


# --- the header, the agenda and who is coming


def test_the_header_says_when_where_and_how_far(panel: Panel) -> None:
    page = page_of(panel.adviser, planned(panel, case(panel)))
    assert page.day_words == "Thursday 10 December 2026"
    assert (page.times, page.venue) == ("09:30", "Room 2")
    assert (page.stage, page.stage_words) == (Stage.PLANNED, "Planned")
    assert page.minutes_planned == 40


def test_items_are_counted_as_they_will_be_heard(panel: Panel) -> None:
    first, second = case(panel), case(panel)
    sitting = planned(panel, first, second)
    panel.adviser.execute(
        withdraw_item,
        WithdrawItem(sitting=sitting, case=first, withdrawn_on=TODAY, reason="Not ready"),
    )
    page = page_of(panel.adviser, sitting)
    assert [(row.number, row.case) for row in page.agenda] == [(1, second)]
    [off] = page.taken_off
    assert (off.status, off.withdrawn_because) == (ItemStatus.WITHDRAWN, "Not ready")
    assert off.why_not_taken_off


def test_each_item_says_where_it_stands(panel: Panel) -> None:
    refs = [case(panel) for _ in range(4)]
    sitting = sitting_with(panel, *refs)
    draft(panel, Heard(sitting, refs[1]), Outcome.SUITABLE)
    for ref, outcome in ((refs[2], Outcome.NOT_SUITABLE), (refs[3], Outcome.DEFERRED)):
        draft(panel, Heard(sitting, ref), outcome)
        confirm(panel, Heard(sitting, ref))
    page = page_of(panel.adviser, sitting)
    assert [row.status for row in page.agenda] == [
        ItemStatus.TO_BE_HEARD,
        ItemStatus.DRAFTED,
        ItemStatus.CONFIRMED,
        ItemStatus.DEFERRED,
    ]
    assert page.agenda[1].status_words == "Drafted: suitable to foster"
    assert page.agenda[2].status_words == "Not suitable to foster"
    assert [bool(row.why_not_taken_off) for row in page.agenda] == [False, False, True, True]


def test_a_case_that_comes_again_says_how_often(panel: Panel) -> None:
    heard = listed_item(panel)
    draft(panel, heard, Outcome.DEFERRED)
    confirm(panel, heard)
    page = page_of(panel.adviser, planned(panel, heard.case))
    assert page.agenda[0].presentation == 2


def test_members_come_with_office_reply_and_what_they_add(panel: Panel) -> None:
    sitting = planned(panel, case(panel), asked=(MEMBER, VICE_CHAIR, CHAIR, SOCIAL_WORKER))
    answered(panel, sitting, Reply.COMING, CHAIR)
    answered(panel, sitting, Reply.APOLOGIES, MEMBER)
    page = page_of(panel.adviser, sitting)
    assert [row.member for row in page.members] == [CHAIR, VICE_CHAIR, MEMBER, SOCIAL_WORKER]
    replies = [row.reply_words for row in page.members]
    assert replies == ["Coming", "No answer yet", "Apologies", "No answer yet"]
    assert [row.is_social_worker_3y for row in page.members] == [False, False, False, True]
    assert (page.coming, page.unanswered) == (1, 2)


def test_who_was_not_asked_can_be_and_officers_cannot(panel: Panel) -> None:
    sitting = planned(panel, case(panel), asked=(CHAIR,))
    page = page_of(panel.adviser, sitting)
    assert {row.member for row in page.askable} == {VICE_CHAIR, *FIVE} - {CHAIR}
    panel.adviser.execute(
        add_participant,
        AddParticipant(sitting=sitting, name="Member 0009 (synthetic)", role=SittingRole.OBSERVER),
    )
    assert OTHER not in {row.member for row in page_of(panel.adviser, sitting).askable}


def test_participants_stand_with_their_item(panel: Panel) -> None:
    ref = case(panel)
    sitting = planned(panel, case(panel), ref)
    for name, role, item in (
        ("Adviser 0001 (synthetic)", SittingRole.ADVISER, None),
        ("Worker 0050 (synthetic)", SittingRole.PRESENTER, ref),
    ):
        panel.adviser.execute(
            add_participant, AddParticipant(sitting=sitting, name=name, role=role, case=item)
        )
    page = page_of(panel.adviser, sitting)
    assert [(row.office, row.item, row.case) for row in page.participants] == [
        ("Panel adviser", None, ""),
        ("Presenter", 2, ref),
    ]
    assert [len(row.people) for row in page.agenda] == [0, 1]


# --- quorum


def test_quorum_waits_for_those_who_have_not_answered(panel: Panel) -> None:
    sitting = planned(panel, case(panel))
    answered(panel, sitting, Reply.COMING, *FIVE[:4])
    before = first_quorum(panel, sitting)
    assert (before.state, before.counted) == (QuorumState.DEPENDS_ON_REPLIES, 4)
    assert "1 more member" in before.missing[0].message
    answered(panel, sitting, Reply.COMING, ANOTHER)
    after = first_quorum(panel, sitting)
    assert (after.state, after.missing, after.could_come) == (QuorumState.QUORATE, (), ())


def test_who_could_come_are_those_who_did_not_refuse(panel: Panel) -> None:
    sitting = planned(panel, case(panel))
    answered(panel, sitting, Reply.COMING, CHAIR, SOCIAL_WORKER, MEMBER)
    answered(panel, sitting, Reply.APOLOGIES, OTHER)
    found = first_quorum(panel, sitting)
    assert found.state is QuorumState.NOT_QUORATE
    who = [(row.member, row.was_asked) for row in found.could_come]
    assert who == [(ANOTHER, True), (VICE_CHAIR, False)]


def test_without_a_chair_only_a_vice_chair_is_offered(panel: Panel) -> None:
    sitting = planned(panel, case(panel), asked=(SOCIAL_WORKER, MEMBER, OTHER, ANOTHER))
    answered(panel, sitting, Reply.COMING, SOCIAL_WORKER, MEMBER, OTHER, ANOTHER)
    assert {row.member for row in first_quorum(panel, sitting).could_come} == {CHAIR, VICE_CHAIR}


def test_an_interest_leaves_an_item_short_and_names_it(panel: Panel) -> None:
    first, second = case(panel), case(panel)
    sitting = planned(panel, first, second)
    answered(panel, sitting, Reply.COMING, *FIVE)
    declare(panel, sitting, second, MEMBER)
    page = page_of(panel.adviser, sitting)
    assert page.not_quorate == (2,)
    [member] = [row for row in page.members if row.member == MEMBER]
    assert (member.interest_in, member.may_not_hear) == ((2,), (2,))
    [interest] = page.agenda[1].interests
    assert (interest.member, interest.kind_words) == (MEMBER, "Knows the child")
    assert interest.ruling_words == "The chair has not ruled yet"
    assert MEMBER not in {row.member for row in page.agenda[1].quorum.could_come}


def test_quorum_after_attendance_is_no_forecast(panel: Panel) -> None:
    heard = listed_item(panel)
    found = first_quorum(panel, heard.sitting)
    assert (found.is_forecast, found.words) == (False, "Quorate")
    panel.adviser.execute(
        record_departure, RecordMovement(sitting=heard.sitting, member=ANOTHER, at=time(10))
    )
    gone = first_quorum(panel, heard.sitting)
    assert (gone.state, gone.could_come) == (QuorumState.NOT_QUORATE, ())


# --- papers


def paper(panel: Panel, ref: str) -> None:
    content = b64encode(b"The report.").decode()
    command = AttachPaper(case=ref, title="Report", file_name="report.txt", content=content)
    panel.adviser.execute(attach_paper, command)


def test_papers_go_out_five_working_days_before(panel: Panel) -> None:
    papers = page_of(panel.adviser, planned(panel, case(panel))).papers
    assert (papers.send_by, papers.left_words) == (SEND_BY, "11 working days left")
    assert papers.citation == "NMS 14.3"
    assert not papers.is_late
    panel.clock.go_to(SEND_BY + timedelta(days=1))
    assert page_of(panel.adviser, "S-2026-001").papers.is_late


def test_papers_are_complete_with_a_paper_and_the_report_shared(
    panel: Panel,
) -> None:
    bare, review = case(panel), case(panel, CaseType.REVIEW)
    shared = case(panel, report_shared_on=TODAY)
    for ref in (review, shared):
        paper(panel, ref)
    signed = DeclareCompliance(case=shared, declared_on=TODAY, declared_by="Manager")
    panel.adviser.execute(declare_compliance, signed)
    page = page_of(panel.adviser, planned(panel, bare, review, shared))
    assert [len(row.papers_missing) for row in page.agenda] == [3, 0, 0]
    assert page.papers.undeclared == (1,)
    assert (page.papers.complete, page.papers.items) == (2, 3)


def test_papers_go_to_who_comes_without_the_items_they_may_not_hear(panel: Panel) -> None:
    ref = case(panel)
    sitting = planned(panel, ref)
    answered(panel, sitting, Reply.APOLOGIES, ANOTHER)
    declare(panel, sitting, ref, MEMBER)
    panel.adviser.execute(
        add_participant,
        AddParticipant(
            sitting=sitting, name="Dr 0060 (synthetic)", role=SittingRole.MEDICAL_ADVISER
        ),
    )
    receivers = page_of(panel.adviser, sitting).papers.receivers
    assert len(receivers) == 5
    assert [row.without for row in receivers if "0006" in row.name] == [(1,)]
    assert {row.note for row in receivers if row.role == "Member"} == {
        "The confidentiality agreement is not signed"
    }


# --- what happens next, and what may be done


def test_the_next_steps_follow_the_plan(panel: Panel) -> None:
    ref = panel.adviser.execute(plan_sitting, PlanSitting(held_on=AHEAD)).value
    assert page_of(panel.adviser, ref).next_steps == (
        "Put cases on the agenda.",
        "Ask members to come.",
    )
    sitting = planned(panel, case(panel))
    assert page_of(panel.adviser, sitting).next_steps == (
        "Find out who can come: item 1 may not be quorate.",
        "Complete the papers of item 1.",
        "Send the papers by 3 December 2026.",
    )
    answered(panel, sitting, Reply.COMING, *FIVE)
    panel.adviser.execute(
        send_papers, SendPapers(sitting=sitting, sent_on=TODAY, undeclared_because="Ill")
    )
    page = page_of(panel.adviser, sitting)
    assert page.stage is Stage.PAPERS_OUT
    assert page.next_steps == (
        "The papers went out on 18 November 2026.",
        "The panel sits on 10 December 2026.",
    )


def test_the_next_steps_after_a_sitting_end_with_its_minutes(panel: Panel) -> None:
    heard = listed_item(panel)
    assert page_of(panel.adviser, heard.sitting).next_steps == (
        "Record what the panel says about item 1.",
    )
    draft(panel, heard, Outcome.SUITABLE)
    assert page_of(panel.adviser, heard.sitting).next_steps == (
        "The person in the chair confirms item 1.",
    )
    confirm(panel, heard)
    assert page_of(panel.adviser, heard.sitting).next_steps == ("Finish the minutes of item 1.",)
    lock(panel, heard)
    page = page_of(panel.adviser, heard.sitting)
    assert page.next_steps == ("Everything is recorded and the minutes are locked.",)
    assert "locked" in page.why_not(SittingAction.REPLY)


def test_minutes_are_seen_from_when_it_is_recorded_who_came(panel: Panel) -> None:
    ahead = page_of(panel.adviser, planned(panel, case(panel)))
    assert "who attended is not recorded" in ahead.why_not(SittingAction.SEE_MINUTES)
    held = sitting_with(panel, case(panel), present=ALL_SIX)
    may = {
        role: page_of(panel.acting(role), held).allows(SittingAction.SEE_MINUTES)
        for role in (UserRole.ADMINISTRATOR, UserRole.CHAIR, UserRole.VICE_CHAIR, UserRole.AUDITOR)
    }
    assert may == {
        UserRole.ADMINISTRATOR: True,
        UserRole.CHAIR: True,
        UserRole.VICE_CHAIR: False,
        UserRole.AUDITOR: True,
    }


def test_a_cancelled_sitting_can_only_be_read(panel: Panel) -> None:
    sitting = planned(panel, case(panel))
    panel.adviser.execute(cancel_sitting, CancelSitting(sitting=sitting, reason="Snow"))
    page = page_of(panel.adviser, sitting)
    assert (page.stage, page.cancelled_because) == (Stage.CANCELLED, "Snow")
    assert [row.action for row in page.may if not row.why_not] == [SittingAction.SEE_AGENDA]


def test_the_office_plans_and_the_day_starts(panel: Panel) -> None:
    sitting = planned(panel, case(panel))
    page = page_of(panel.administrator, sitting)
    assert page.allows(SittingAction.SEND_PAPERS)
    assert page.why_not(SittingAction.START) == "The panel sits on 10 December 2026."
    panel.clock.go_to(AHEAD)
    assert page_of(panel.chair, sitting).allows(SittingAction.START)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (UserRole.CHAIR, [SittingAction.CHANGE, SittingAction.DECLARE]),
        (UserRole.MEMBER, [SittingAction.DECLARE]),
        (UserRole.VICE_CHAIR, []),
        (UserRole.AUDITOR, [SittingAction.SEE_AGENDA]),
    ],
)
def test_others_read_the_plan_and_declare_their_interests(
    panel: Panel, role: UserRole, may: list[SittingAction]
) -> None:
    page = page_of(panel.acting(role), planned(panel, case(panel), case(panel)))
    assert len(page.agenda) == 2
    assert [row.action for row in page.may if not row.why_not] == may


def test_the_person_in_the_chair_orders_the_day(panel: Panel) -> None:
    sitting = sitting_with(panel, case(panel), case(panel), present=ALL_SIX)
    assert page_of(panel.chair, sitting).allows(SittingAction.ORDER)
    assert not page_of(panel.vice_chair, sitting).allows(SittingAction.ORDER)
    panel.adviser.execute(take_chair, TakeChair(sitting=sitting, member=VICE_CHAIR))
    assert page_of(panel.vice_chair, sitting).allows(SittingAction.ORDER)
    assert page_of(panel.vice_chair, sitting).in_the_chair.startswith("Vice chair")


def test_whoever_was_asked_as_chair_may_record_who_came(panel: Panel) -> None:
    sitting = planned(panel, case(panel))
    panel.clock.go_to(AHEAD)
    assert page_of(panel.chair, sitting).allows(SittingAction.RECORD_ATTENDANCE)
    assert not page_of(panel.chair, sitting).allows(SittingAction.REPLY)
    assert not page_of(panel.vice_chair, sitting).allows(SittingAction.RECORD_ATTENDANCE)


# --- what may not be seen


def test_J6_a_case_with_an_interest_is_nowhere_on_the_page(panel: Panel) -> None:
    shown, hidden = case(panel), case(panel, home=household(panel, carers=2))
    sitting = planned(panel, hidden, shown)
    panel.adviser.execute(
        add_participant,
        AddParticipant(
            sitting=sitting, name="Worker 0050 (synthetic)", role=SittingRole.PRESENTER, case=hidden
        ),
    )
    declare(panel, sitting, hidden, CHAIR)
    page = page_of(panel.chair, sitting)
    assert [(row.number, row.case) for row in page.agenda] == [(1, shown)]
    assert hidden not in repr(page)
    assert "0050" not in repr(page)
    assert (page.interests, page.papers.items) == (0, 1)
    assert [row.interest_in for row in page.members if row.member == CHAIR] == [()]
    assert len(page_of(panel.adviser, sitting).agenda) == 2


def test_a_ruling_to_take_part_brings_the_case_back(panel: Panel) -> None:
    heard = listed_item(panel, present=ALL_SIX, in_the_chair=VICE_CHAIR)
    declare(panel, heard.sitting, heard.case, MEMBER)
    assert page_of(panel.member, heard.sitting).agenda == ()
    panel.vice_chair.execute(
        rule_on_interest,
        RuleOnInterest(**heard.item, member=MEMBER, ruling=InterestRuling.PARTICIPATE),
    )
    assert len(page_of(panel.member, heard.sitting).agenda) == 1


def test_a_member_sees_only_sittings_that_they_were_asked_to(panel: Panel) -> None:
    sitting = planned(panel, case(panel), asked=(CHAIR,))
    with pytest.raises(NotFound, match="no sitting with the reference"):
        page_of(panel.member, sitting)


# --- how much is read


class Selects:
    """Counts the statements that an engine runs."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, *_: object) -> None:
        self.number += 1


@pytest.fixture
def selects(panel: Panel) -> Iterator[Selects]:
    counter = Selects()
    event.listen(panel.engine, "before_cursor_execute", counter)
    yield counter
    event.remove(panel.engine, "before_cursor_execute", counter)


def test_the_number_of_selects_does_not_grow_with_the_agenda(
    panel: Panel, selects: Selects
) -> None:
    short = planned(panel, case(panel))
    long = planned(panel, *(case(panel) for _ in range(6)), asked=ALL_SIX)

    def read(sitting: str) -> int:
        before = selects.number
        page_of(panel.adviser, sitting)
        return selects.number - before

    assert read(long) == read(short)
