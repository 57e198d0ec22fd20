from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from panelapp.actions.decisions import (
    RecordNotice,
    RecordResponse,
    record_notice,
    record_response,
)
from panelapp.domain.errors import BadInput, RuleBroken
from panelapp.domain.rules.lifecycle import CaseState, case_state
from panelapp.domain.vocabulary import (
    DispatchMethod,
    FirstDecision,
    NoticeKind,
    Outcome,
    QdResponse,
)
from panelapp.queries.facts import case_facts
from tests.factories import (
    TODAY,
    answer,
    audited,
    decided_case,
    determined_case,
    give_notice,
    refused,
    with_decision_maker,
)

if TYPE_CHECKING:
    from tests.factories import Panel

DAY_28 = date(2026, 12, 16)
DAY_29 = date(2026, 12, 17)
QD_CITATION = "FSR 27(6)-(7), 28(7), 28(9)"


def state_of(panel: Panel, ref: str) -> CaseState:
    with panel.unit() as uow:
        return case_state(case_facts(uow.case(ref), uow), uow.today)


# --- notices


def test_a_notice_keeps_how_it_was_given(panel: Panel) -> None:
    ref = decided_case(panel).case
    command = RecordNotice(
        case=ref,
        kind=NoticeKind.WRITTEN,
        given_on=TODAY,
        dispatched_on=TODAY,
        method=DispatchMethod.TRACKED_POST,
        given_by="Administrator",
    )
    with audited(panel, panel.administrator, "record_notice", ref):
        panel.administrator.execute(record_notice, command)
    assert panel.rows("SELECT kind, given_on, method, given_by FROM notice") == [
        ("written", TODAY.isoformat(), "tracked_post", "Administrator")
    ]
    assert state_of(panel, ref) is CaseState.CLOSED


def test_told_orally_first_the_person_still_gets_a_letter(panel: Panel) -> None:
    ref = decided_case(panel).case
    give_notice(panel, ref, NoticeKind.ORAL)
    assert state_of(panel, ref) is CaseState.DECIDED
    give_notice(panel, ref)
    give_notice(panel, ref, NoticeKind.ORAL)


def test_nobody_is_told_before_there_is_a_decision(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    for kind in NoticeKind:
        with refused(panel, RuleBroken):
            give_notice(panel, heard.case, kind)


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "before the decision"), (1, "lies ahead")], ids=["before", "ahead"]
)
def test_the_day_of_a_notice_is_between_decision_and_today(
    panel: Panel, days: int, words: str
) -> None:
    ref = decided_case(panel).case
    with refused(panel, BadInput, words):
        give_notice(panel, ref, on=TODAY + timedelta(days=days))


def test_the_date_of_a_determination_letter_cannot_be_moved(panel: Panel) -> None:
    heard = determined_case(panel)
    panel.clock.go_to(TODAY + timedelta(days=7))
    with refused(panel, RuleBroken, citation="NMS 14.10"):
        give_notice(panel, heard.case, on=panel.clock.today)


def test_a_final_notice_needs_a_final_decision(panel: Panel) -> None:
    heard = determined_case(panel)
    with refused(panel, RuleBroken):
        give_notice(panel, heard.case, NoticeKind.FINAL_WRITTEN)


# --- answers


@pytest.mark.parametrize("response", [QdResponse.REPRESENTATIONS, QdResponse.IRM])
def test_day_28_is_the_last_to_answer(panel: Panel, response: QdResponse) -> None:
    heard = determined_case(panel)
    panel.clock.go_to(DAY_29)
    with refused(panel, RuleBroken, "after the 28 days", citation=QD_CITATION):
        answer(panel, heard.case, response, DAY_29)
    with audited(panel, panel.adviser, "record_response", heard.case):
        answer(panel, heard.case, response, DAY_28)
    assert panel.rows("SELECT response, received_on FROM qd_response") == [
        (response.value, DAY_28.isoformat())
    ]


def test_no_answer_is_recorded_from_day_29_on(panel: Panel) -> None:
    heard = determined_case(panel)
    panel.clock.go_to(DAY_28)
    with refused(panel, RuleBroken, "not passed", citation=QD_CITATION):
        answer(panel, heard.case, QdResponse.NONE)
    panel.clock.go_to(DAY_29)
    answer(panel, heard.case, QdResponse.NONE)
    assert state_of(panel, heard.case) is CaseState.FINAL_DECISION_DUE


def test_accepting_is_never_too_late(panel: Panel) -> None:
    heard = determined_case(panel)
    panel.clock.go_to(DAY_29 + timedelta(days=30))
    answer(panel, heard.case, QdResponse.ACCEPTED)
    assert state_of(panel, heard.case) is CaseState.FINAL_DECISION_DUE


@pytest.mark.parametrize("first", [QdResponse.ACCEPTED, QdResponse.REPRESENTATIONS, QdResponse.IRM])
@pytest.mark.parametrize("second", [QdResponse.REPRESENTATIONS, QdResponse.IRM, QdResponse.NONE])
def test_a_person_answers_once(panel: Panel, first: QdResponse, second: QdResponse) -> None:
    heard = determined_case(panel)
    answer(panel, heard.case, first)
    panel.clock.go_to(DAY_29)
    with refused(panel, RuleBroken):
        answer(panel, heard.case, second, TODAY)


def test_an_answer_has_a_day_that_is_after_the_letter_and_not_ahead(panel: Panel) -> None:
    heard = determined_case(panel)
    undated = RecordResponse(case=heard.case, response=QdResponse.IRM)
    with refused(panel, BadInput, "missing"):
        panel.adviser.execute(record_response, undated)
    with refused(panel, BadInput, "lies ahead"):
        answer(panel, heard.case, QdResponse.IRM, TODAY + timedelta(days=1))
    with refused(panel, RuleBroken, "no letter", citation=QD_CITATION):
        answer(panel, heard.case, QdResponse.IRM, TODAY - timedelta(days=1))


def test_nobody_answers_before_the_letter(panel: Panel) -> None:
    heard = decided_case(panel, FirstDecision.QD_NOT_APPROVE, outcome=Outcome.NOT_SUITABLE)
    give_notice(panel, heard.case, NoticeKind.ORAL)
    with refused(panel, RuleBroken):
        answer(panel, heard.case, QdResponse.ACCEPTED)


def test_an_approval_is_not_answered(panel: Panel) -> None:
    heard = decided_case(panel)
    give_notice(panel, heard.case)
    with refused(panel, RuleBroken):
        answer(panel, heard.case, QdResponse.ACCEPTED)
