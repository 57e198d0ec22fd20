from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.actions.sittings import (
    AddItem,
    AddParticipant,
    AskMembers,
    CancelSitting,
    OrderItems,
    PlanSitting,
    RecordReply,
    SendPapers,
    UpdateSitting,
    WithdrawItem,
    add_item,
    add_participant,
    ask_members,
    cancel_sitting,
    order_items,
    plan_sitting,
    record_reply,
    send_papers,
    update_sitting,
    withdraw_item,
)
from panelapp.domain.errors import BadInput, NotFound, RuleBroken
from panelapp.domain.rules.lifecycle import CaseState, case_state
from panelapp.domain.vocabulary import (
    FirstDecision,
    Outcome,
    Reply,
    SittingMode,
    SittingRole,
    UserRole,
)
from panelapp.queries.facts import case_facts
from panelapp.queries.quorum import sitting_quorum
from tests.factories import (
    ALL_SIX,
    CHEAP,
    FIVE,
    MEMBER,
    PASSPHRASE,
    TODAY,
    Heard,
    audited,
    case,
    decided_case,
    draft,
    heard_item,
    listed_item,
    listed_member,
    lock,
    refused,
    sitting_with,
)

if TYPE_CHECKING:
    from tests.factories import Panel

NEXT_MONTH = TODAY + timedelta(days=28)


def plan(panel: Panel, held_on: date = NEXT_MONTH, **details: Any) -> str:  # noqa: ANN401
    return panel.adviser.execute(plan_sitting, PlanSitting(held_on=held_on, **details)).value


def put_on(panel: Panel, sitting: str, ref: str) -> None:
    panel.adviser.execute(add_item, AddItem(sitting=sitting, case=ref))


def take_off(panel: Panel, heard: Heard) -> None:
    command = WithdrawItem(**heard.item, withdrawn_on=panel.clock.today, reason="Not ready")
    panel.adviser.execute(withdraw_item, command)


def state_of(panel: Panel, ref: str) -> CaseState:
    with panel.unit() as uow:
        return case_state(case_facts(uow.case(ref), uow), uow.today)


def order_of(panel: Panel, sitting: str) -> list[str]:
    with panel.unit() as uow:
        return [item.case.ref for item in uow.sitting(sitting).items]


def test_a_sitting_gets_the_next_reference_of_its_year(panel: Panel) -> None:
    with audited(panel, panel.adviser, "plan_sitting", "S-2026-001"):
        assert plan(panel) == "S-2026-001"
    assert plan(panel) == "S-2026-002"
    assert plan(panel, date(2027, 1, 6)) == "S-2027-001"
    with refused(panel, BadInput, "S-2026-001 already"):
        plan(panel, sitting="S-2026-001")


def test_changed_details_leave_the_others_alone(panel: Panel) -> None:
    sitting = plan(panel, venue="Room 1", mode=SittingMode.VIRTUAL)
    with audited(panel, panel.chair, "update_sitting", sitting):
        panel.chair.execute(update_sitting, UpdateSitting(sitting=sitting, start=time(9)))
    with panel.unit() as uow:
        found = uow.sitting(sitting)
        assert (found.start, found.venue, found.mode) == (time(9), "Room 1", SittingMode.VIRTUAL)


def test_members_are_asked_once_in_the_office_of_the_day(panel: Panel) -> None:
    sitting = plan(panel)
    for _ in range(2):
        with audited(panel, panel.adviser, "ask_members", sitting):
            panel.adviser.execute(ask_members, AskMembers(sitting=sitting, members=ALL_SIX))
    with panel.unit() as uow:
        roles = [place.role for place in uow.sitting(sitting).attendances]
    assert roles == [SittingRole.CHAIR, *[SittingRole.MEMBER] * 4, SittingRole.VICE_CHAIR]


def test_somebody_not_on_the_list_that_day_is_not_asked(panel: Panel) -> None:
    early = plan(panel, date(2021, 5, 5))
    with refused(panel, RuleBroken, "not on the central list", citation="FSR 23(1)"):
        panel.adviser.execute(ask_members, AskMembers(sitting=early, members=(MEMBER,)))


def test_apologies_change_the_forecast_of_quorum(panel: Panel) -> None:
    sitting = plan(panel)
    panel.adviser.execute(ask_members, AskMembers(sitting=sitting, members=FIVE))
    with panel.unit() as uow:
        assert sitting_quorum(uow.sitting(sitting), uow).quorate
    with audited(panel, panel.administrator, "record_reply", sitting):
        panel.administrator.execute(
            record_reply, RecordReply(sitting=sitting, member=MEMBER, reply=Reply.APOLOGIES)
        )
    with panel.unit() as uow:
        assert not sitting_quorum(uow.sitting(sitting), uow).quorate


def test_SOD_4_the_adviser_is_no_member_of_the_panel_under_any_account(panel: Panel) -> None:
    ref = listed_member(panel, 60)
    panel.adviser.add_user(
        "Adviser 0061 (synthetic)", (UserRole.PANEL_ADVISER,), PASSPHRASE, CHEAP, member=ref
    )
    sitting = plan(panel)
    with refused(panel, RuleBroken, "never members", citation="Local practice"):
        panel.adviser.execute(ask_members, AskMembers(sitting=sitting, members=(ref,)))


def test_SOD_4_who_advises_a_sitting_is_no_member_at_it(panel: Panel) -> None:
    sitting = plan(panel)
    name = "Member 0009 (synthetic)"
    panel.adviser.execute(
        add_participant, AddParticipant(sitting=sitting, name=name, role=SittingRole.ADVISER)
    )
    with refused(panel, BadInput, "another role"):
        panel.adviser.execute(ask_members, AskMembers(sitting=sitting, members=ALL_SIX))


def test_a_member_at_a_sitting_cannot_advise_it_too(panel: Panel) -> None:
    sitting = sitting_with(panel)
    name = "Member 0009 (synthetic)"
    with refused(panel, BadInput, "already"):
        panel.adviser.execute(
            add_participant, AddParticipant(sitting=sitting, name=name, role=SittingRole.ADVISER)
        )


def test_a_participant_never_counts(panel: Panel) -> None:
    heard = listed_item(panel)
    with audited(panel, panel.adviser, "add_participant", heard.sitting):
        panel.adviser.execute(
            add_participant,
            AddParticipant(
                **heard.item, name="Worker 0012 (synthetic)", role=SittingRole.PRESENTER
            ),
        )
    with panel.unit() as uow:
        assert sitting_quorum(uow.sitting(heard.sitting), uow).counted == 5


@pytest.mark.parametrize("role", [SittingRole.CHAIR, SittingRole.VICE_CHAIR, SittingRole.MEMBER])
def test_a_role_that_counts_is_not_given_by_name(panel: Panel, role: SittingRole) -> None:
    sitting = plan(panel)
    with refused(panel, BadInput, "by their reference"):
        panel.adviser.execute(
            add_participant,
            AddParticipant(sitting=sitting, name="Member 0009 (synthetic)", role=role),
        )


def test_an_applicant_attends_their_item_once(panel: Panel) -> None:
    heard = listed_item(panel)
    command = AddParticipant(
        **heard.item, name="Carer 0041 (synthetic)", role=SittingRole.APPLICANT
    )
    panel.adviser.execute(add_participant, command)
    with refused(panel, BadInput, "already"):
        panel.adviser.execute(add_participant, command)
    with panel.unit() as uow:
        [carer] = uow.household("H-2026-0001").carers
        places = uow.sitting(heard.sitting).attendances
        assert [place.person_id for place in places if place.item_id] == [carer.person_id]


def test_items_stand_in_the_order_they_were_added_until_it_is_changed(panel: Panel) -> None:
    sitting = plan(panel)
    refs = [case(panel) for _ in range(3)]
    for ref in refs:
        with audited(panel, panel.adviser, "add_item", sitting):
            put_on(panel, sitting, ref)
    assert order_of(panel, sitting) == refs
    with audited(panel, panel.adviser, "order_items", sitting):
        panel.adviser.execute(
            order_items, OrderItems(sitting=sitting, cases=(refs[2], refs[0], refs[1]))
        )
    assert order_of(panel, sitting) == [refs[2], refs[0], refs[1]]


@pytest.mark.parametrize("picked", [(0,), (0, 0), (0, 1, 1)])
def test_a_new_order_names_each_case_once(panel: Panel, picked: tuple[int, ...]) -> None:
    sitting = plan(panel)
    refs = [case(panel) for _ in range(2)]
    for ref in refs:
        put_on(panel, sitting, ref)
    with refused(panel, BadInput, "each case of the agenda once"):
        panel.adviser.execute(
            order_items, OrderItems(sitting=sitting, cases=tuple(refs[place] for place in picked))
        )


def test_a_case_stands_on_one_agenda_at_a_time(panel: Panel) -> None:
    first, second, ref = plan(panel), plan(panel), case(panel)
    put_on(panel, first, ref)
    for sitting in (first, second):
        with refused(panel, RuleBroken, citation="FSR 24(2), 27, 28"):
            put_on(panel, sitting, ref)


def test_a_case_taken_off_a_coming_agenda_can_go_on_another(panel: Panel) -> None:
    first, second, ref = plan(panel), plan(panel), case(panel)
    put_on(panel, first, ref)
    with audited(panel, panel.adviser, "withdraw_item", first):
        take_off(panel, Heard(first, ref))
    assert state_of(panel, ref) is CaseState.OPENED
    put_on(panel, second, ref)
    assert state_of(panel, ref) is CaseState.LISTED


def test_an_item_withdrawn_on_the_day_keeps_its_draft_which_counts_for_nothing(
    panel: Panel,
) -> None:
    heard = listed_item(panel)
    draft(panel, heard, Outcome.SUITABLE)
    take_off(panel, heard)
    assert state_of(panel, heard.case) is CaseState.OPENED
    assert panel.rows("SELECT count(*) FROM recommendation") == [(1,)]


def test_an_item_that_was_heard_stays_on_the_agenda(panel: Panel) -> None:
    heard = heard_item(panel)
    with refused(panel, RuleBroken, "not before the panel", citation="FSR 24(2)"):
        take_off(panel, heard)


def test_a_cancelled_sitting_frees_its_cases(panel: Panel) -> None:
    sitting, ref = plan(panel), case(panel)
    put_on(panel, sitting, ref)
    panel.adviser.execute(
        add_participant,
        AddParticipant(sitting=sitting, name="Worker 0012 (synthetic)", role=SittingRole.PRESENTER),
    )
    with audited(panel, panel.adviser, "cancel_sitting", sitting):
        panel.adviser.execute(cancel_sitting, CancelSitting(sitting=sitting, reason="Snow"))
    assert state_of(panel, ref) is CaseState.OPENED
    put_on(panel, plan(panel), ref)


def test_nothing_more_is_recorded_at_a_cancelled_sitting(panel: Panel) -> None:
    sitting, ref = plan(panel), case(panel)
    panel.adviser.execute(cancel_sitting, CancelSitting(sitting=sitting, reason="Snow"))
    with refused(panel, RuleBroken, "was cancelled"):
        put_on(panel, sitting, ref)
    with refused(panel, RuleBroken, "was cancelled"):
        panel.adviser.execute(ask_members, AskMembers(sitting=sitting, members=(MEMBER,)))


def test_a_sitting_that_was_held_cannot_be_cancelled(panel: Panel) -> None:
    sitting = sitting_with(panel)
    with refused(panel, RuleBroken, "was held", citation="FSR 24(2)"):
        panel.adviser.execute(cancel_sitting, CancelSitting(sitting=sitting, reason=""))


def test_papers_go_out_for_an_agenda_with_items(panel: Panel) -> None:
    sitting = plan(panel)
    with refused(panel, NotFound, "no items"):
        panel.adviser.execute(
            send_papers, SendPapers(sitting=sitting, sent_on=TODAY, undeclared_because="Ill")
        )
    put_on(panel, sitting, case(panel))
    with audited(panel, panel.administrator, "send_papers", sitting):
        panel.administrator.execute(
            send_papers, SendPapers(sitting=sitting, sent_on=TODAY, undeclared_because="Ill")
        )
    assert panel.rows("SELECT papers_sent_on FROM sitting") == [(TODAY.isoformat(),)]


def test_a_sitting_with_locked_minutes_stays_as_it_is(panel: Panel) -> None:
    heard = heard_item(panel)
    lock(panel, heard)
    other = case(panel, home="H-2026-0001")
    attempts: tuple[tuple[Any, Any], ...] = (
        (update_sitting, UpdateSitting(sitting=heard.sitting, venue="Elsewhere")),
        (ask_members, AskMembers(sitting=heard.sitting, members=ALL_SIX)),
        (add_item, AddItem(sitting=heard.sitting, case=other)),
        (order_items, OrderItems(sitting=heard.sitting, cases=(heard.case,))),
        (cancel_sitting, CancelSitting(sitting=heard.sitting, reason="")),
        (send_papers, SendPapers(sitting=heard.sitting, sent_on=TODAY, undeclared_because="Ill")),
    )
    for handler, command in attempts:
        with refused(panel, RuleBroken, "are locked", citation="FSR 24(2)"):
            panel.adviser.execute(handler, command)


def test_a_case_comes_back_at_a_later_sitting_than_the_last(panel: Panel) -> None:
    heard = heard_item(panel, outcome=Outcome.DEFERRED)
    sitting = plan(panel, TODAY - timedelta(days=7))
    with refused(panel, BadInput, "later than that day"):
        put_on(panel, sitting, heard.case)
    put_on(panel, plan(panel), heard.case)
    assert state_of(panel, heard.case) is CaseState.LISTED


def test_a_case_that_was_returned_comes_back_after_the_decision(panel: Panel) -> None:
    heard = decided_case(panel, FirstDecision.RETURN_TO_PANEL)
    early = plan(panel, TODAY - timedelta(days=1))
    with refused(panel, BadInput, "later than that day"):
        put_on(panel, early, heard.case)
    put_on(panel, plan(panel), heard.case)
    assert state_of(panel, heard.case) is CaseState.LISTED
