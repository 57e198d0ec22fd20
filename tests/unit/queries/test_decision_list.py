from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.actions.cases import UpdateCase, update_case
from panelapp.actions.decisions import (
    RecordAgreement,
    RecordFinalDecision,
    record_agreement,
    record_final_decision,
)
from panelapp.actions.irm import (
    OpenIrmReferral,
    UpdateIrmReferral,
    open_irm_referral,
    update_irm_referral,
)
from panelapp.actions.minutes import SendMinutes, send_minutes
from panelapp.actions.sittings import AddItem, add_item
from panelapp.domain.vocabulary import (
    CaseType,
    FinalDecision,
    FirstDecision,
    InterestKind,
    IrmRecommendation,
    NoticeKind,
    Outcome,
    QdResponse,
    UserRole,
)
from panelapp.queries.decision_list import (
    DecisionGroup,
    DecisionRow,
    DecisionsQuestion,
    decisions,
)
from panelapp.queries.decision_page import DecisionPageQuestion, decision_page
from tests.factories import (
    CHEAP,
    PASSPHRASE,
    TODAY,
    Heard,
    answer,
    case,
    confirm,
    decided_case,
    determined_case,
    draft,
    give_notice,
    heard_item,
    household,
    listed_item,
    lock,
    sitting_with,
    with_decision_maker,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.office import Office
    from tests.factories import Panel


def rows(office: Office, group: DecisionGroup | None = None) -> list[DecisionRow]:
    return list(office.read(decisions, DecisionsQuestion(group=group)).rows)


def only(office: Office) -> DecisionRow:
    [row] = rows(office)
    return row


def representations_about(panel: Panel, heard: Heard) -> Heard:
    """Representations on which the panel recommended, and whose final minutes came."""
    ref = case(panel, CaseType.REPRESENTATIONS, home="H-2026-0001", follows=heard.case)
    return bring_to_decision_maker(panel, Heard(sitting_with(panel, ref), ref))


def bring_to_decision_maker(panel: Panel, heard: Heard) -> Heard:
    """What is left of the way of a listed case to the decision maker."""
    draft(panel, heard, Outcome.SUITABLE)
    confirm(panel, heard)
    lock(panel, heard)
    panel.adviser.execute(send_minutes, SendMinutes(**heard.item, received_on=panel.clock.today))
    return heard


def test_a_case_waits_from_the_day_its_minutes_came(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    row = only(panel.decision_maker)
    assert (row.case_ref, row.group, row.status) == (
        heard.case,
        DecisionGroup.WAITING,
        "Waiting for a decision",
    )
    assert row.recommendation == "Suitable to foster"
    assert row.received_on == TODAY
    assert row.due == panel.clock.today + timedelta(days=9)  # 7 working days
    assert (row.time_left, row.is_late) == ("7 working days left", False)


@pytest.mark.parametrize(
    ("days", "words", "late"),
    [(9, "today", False), (12, "1 working day late", True), (100, "since 27 November 2026", True)],
)
def test_what_is_late_says_by_how_much(panel: Panel, days: int, words: str, late: bool) -> None:  # noqa: FBT001
    with_decision_maker(panel)
    panel.clock.go_to(TODAY + timedelta(days=days))
    row = only(panel.decision_maker)
    assert (row.time_left, row.is_late) == (words, late)


def test_what_has_not_come_to_the_decision_maker_is_not_listed(panel: Panel) -> None:
    heard_item(panel)
    assert rows(panel.adviser) == []


def test_what_the_panel_noted_waits_for_the_decision_maker(panel: Panel) -> None:
    noted = heard_item(panel, CaseType.NOTIFICATION, Outcome.NOTED)
    assert rows(panel.decision_maker) == []
    lock(panel, noted)
    row = only(panel.decision_maker)
    assert (row.case_ref, row.group, row.status) == (
        noted.case,
        DecisionGroup.WAITING,
        "Noted by the panel",
    )


def test_a_change_of_terms_agreed_in_writing_waits_without_a_panel(panel: Panel) -> None:
    home = household(panel, approved_on=TODAY - timedelta(days=400))
    ref = case(panel, CaseType.CHANGE_OF_APPROVAL, home=home)
    agreed = UpdateCase(case=ref, carer_agreed_on=TODAY)
    panel.adviser.execute(update_case, agreed)
    assert rows(panel.decision_maker) == []
    stated = UpdateCase(case=ref, support_statement="Training before the first placement.")
    panel.adviser.execute(update_case, stated)
    row = only(panel.decision_maker)
    assert (row.case_ref, row.group) == (ref, DecisionGroup.WAITING)
    assert row.status == "Agreed in writing, waiting for a decision"
    page = panel.decision_maker.read(decision_page, DecisionPageQuestion(case=ref))
    assert page.is_yours


def test_what_no_panel_is_asked_about_waits_while_it_is_on_no_agenda(panel: Panel) -> None:
    ref = case(panel, CaseType.NOTIFICATION)
    row = only(panel.decision_maker)
    assert (row.case_ref, row.group) == (ref, DecisionGroup.WAITING)
    assert row.status == "No panel asked, waiting for a decision"
    sitting = sitting_with(panel)
    panel.adviser.execute(add_item, AddItem(sitting=sitting, case=ref))
    assert rows(panel.decision_maker) == []


def test_the_oldest_stands_first(panel: Panel) -> None:
    first = with_decision_maker(panel)
    panel.clock.go_to(TODAY + timedelta(days=3))
    second = with_decision_maker(panel)
    assert [row.case_ref for row in rows(panel.decision_maker)] == [first.case, second.case]


def test_after_the_decision_the_office_sees_what_is_to_do(panel: Panel) -> None:
    heard = decided_case(panel)
    row = only(panel.adviser)
    assert row.group is DecisionGroup.TO_DO
    assert (
        row.next_step
        == f"Tell the applicant of {row.case_ref} the decision by telephone or in person"
    )
    assert row.decision == "Approve"
    give_notice(panel, heard.case)
    row = only(panel.adviser)
    assert (row.status, row.group) == ("Told in writing", DecisionGroup.TO_DO)
    assert row.next_step == f"Get the foster care agreement of {row.case_ref} signed"
    panel.adviser.execute(
        record_agreement, RecordAgreement(case=heard.case, signed_on=panel.clock.today)
    )
    row = only(panel.adviser)
    assert (row.group, row.next_step, row.due) == (DecisionGroup.FINISHED, "", None)


def test_asking_for_more_leaves_the_case_with_the_office(panel: Panel) -> None:
    decided_case(panel, FirstDecision.MORE_INFORMATION)
    row = only(panel.adviser)
    assert (row.group, row.status) == (DecisionGroup.TO_DO, "More information asked for")
    assert row.next_step == f"Give the decision maker more information on {row.case_ref}"


def test_28_days_run_and_then_a_final_decision_waits(panel: Panel) -> None:
    heard = determined_case(panel)
    row = only(panel.adviser)
    assert (row.group, row.status) == (DecisionGroup.TO_DO, "28 days to answer")
    assert row.due == TODAY + timedelta(days=28)
    panel.clock.go_to(TODAY + timedelta(days=40))
    row = only(panel.decision_maker)
    assert (row.group, row.is_final) == (DecisionGroup.WAITING, True)
    assert row.next_step == f"Make the final decision on {row.case_ref}"
    assert (row.is_late, row.time_left) == (False, "possible from 17 December 2026")
    panel.decision_maker.execute(
        record_final_decision,
        RecordFinalDecision(
            case=heard.case,
            decision=FinalDecision.NOT_APPROVE,
            decided_on=panel.clock.today,
            reasons="My reasons.",
        ),
    )
    row = only(panel.adviser)
    assert (row.group, row.decision) == (DecisionGroup.TO_DO, "Approval refused")
    give_notice(panel, heard.case, NoticeKind.FINAL_WRITTEN)
    assert only(panel.adviser).group is DecisionGroup.FINISHED


def test_an_independent_review_is_waited_for_and_then_decided_on(panel: Panel) -> None:
    heard = determined_case(panel)
    answer(panel, heard.case, QdResponse.IRM)
    panel.adviser.execute(open_irm_referral, OpenIrmReferral(case=heard.case, applied_on=TODAY))
    row = only(panel.adviser)
    assert row.group is DecisionGroup.TO_DO
    assert row.next_step == "The independent review has not recommended yet"
    panel.adviser.execute(
        update_irm_referral,
        UpdateIrmReferral(
            case=heard.case,
            reviewed_on=TODAY,
            recommendation=IrmRecommendation.SUITABLE,
            recommendation_received_on=TODAY,
        ),
    )
    row = only(panel.decision_maker)
    assert (row.group, row.received_on) == (DecisionGroup.WAITING, TODAY)
    assert row.time_left == "7 working days left"


def test_representations_wait_once_and_as_the_final_decision(panel: Panel) -> None:
    heard = determined_case(panel)
    answer(panel, heard.case, QdResponse.REPRESENTATIONS)
    sent_back = representations_about(panel, heard)
    row = only(panel.decision_maker)
    assert (row.case_ref, row.is_final) == (heard.case, True)
    assert (row.received_on, row.time_left) == (TODAY, "7 working days left")
    assert sent_back.case != heard.case


def test_a_decision_maker_sees_what_waits_and_what_they_decided(panel: Panel) -> None:
    waiting, decided = with_decision_maker(panel), decided_case(panel)
    panel.adviser.add_user(
        "Decision maker 0098 (synthetic)", (UserRole.DECISION_MAKER,), PASSPHRASE, CHEAP
    )
    other = panel.as_user("Decision maker 0098 (synthetic)")
    assert [row.case_ref for row in rows(panel.decision_maker)] == [waiting.case, decided.case]
    assert [row.case_ref for row in rows(other)] == [waiting.case]


def test_a_decision_maker_who_sat_is_told_so(panel: Panel) -> None:
    with_decision_maker(panel)
    assert only(panel.decision_maker).why_not_you == ""
    panel.run(
        "INSERT INTO attendance (sitting_id, person_id, role, reply, attended)"
        " SELECT id, (SELECT person_id FROM user_account WHERE name LIKE 'Decision%'),"
        " 'adviser', 'coming', 1 FROM sitting"
    )
    assert only(panel.decision_maker).why_not_you == (
        "You sat on or advised the panel that heard the case"
    )
    assert only(panel.adviser).why_not_you == ""


def test_J7_a_case_with_an_interest_is_on_no_list_of_theirs(panel: Panel) -> None:
    heard = listed_item(panel)
    panel.decision_maker.execute(
        declare_interest, DeclareInterest(**heard.item, kind=InterestKind.PERSONAL)
    )
    bring_to_decision_maker(panel, heard)
    assert rows(panel.decision_maker) == []
    assert len(rows(panel.adviser)) == 1


def test_the_finished_ones_are_limited_and_the_newest_first(panel: Panel) -> None:
    done = []
    for _ in range(3):
        heard = decided_case(
            panel,
            FirstDecision.MATCH_AGREED,
            case_type=CaseType.LONG_TERM_MATCH,
            outcome=Outcome.SUPPORT,
        )
        give_notice(panel, heard.case)
        done.append(heard)
        panel.clock.go_to(panel.clock.today + timedelta(days=1))
    found = panel.adviser.read(
        decisions, DecisionsQuestion(group=DecisionGroup.FINISHED, finished_limit=2)
    )
    assert [row.case_ref for row in found.rows] == [done[2].case, done[1].case]


@pytest.fixture
def statements(panel: Panel) -> Iterator[list[str]]:
    sent: list[str] = []

    def keep(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(panel.engine, "before_cursor_execute", keep)
    yield sent
    event.remove(panel.engine, "before_cursor_execute", keep)


def test_more_cases_take_no_more_statements(panel: Panel, statements: list[str]) -> None:
    def number_of_statements() -> int:
        statements.clear()
        rows(panel.decision_maker)
        return len(statements)

    with_decision_maker(panel), decided_case(panel)
    few = number_of_statements()
    for _ in range(2):
        with_decision_maker(panel), decided_case(panel)
    assert number_of_statements() == few


def test_a_case_that_was_taken_back_is_on_no_list(panel: Panel) -> None:
    with_decision_maker(panel)
    panel.run("UPDATE panel_case SET withdrawn_on = '2026-11-18'")
    assert rows(panel.adviser) == []
