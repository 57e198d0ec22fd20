from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from panelapp.actions.cases import UpdateCase, update_case
from panelapp.actions.decisions import (
    DecisionRequirement,
    RecordFinalDecision,
    record_final_decision,
)
from panelapp.actions.irm import (
    OpenIrmReferral,
    UpdateIrmReferral,
    open_irm_referral,
    update_irm_referral,
)
from panelapp.actions.open_duties import KeepOpenDuties, keep_open_duties
from panelapp.actions.sittings import WithdrawItem, withdraw_item
from panelapp.domain.rules.lifecycle import CaseState, case_state
from panelapp.domain.vocabulary import (
    CaseType,
    FinalDecision,
    FirstDecision,
    IrmRecommendation,
    NoticeKind,
    Outcome,
    QdResponse,
)
from panelapp.queries.due_list import DueQuestion, duties_due
from panelapp.queries.facts import all_case_facts, case_facts
from panelapp.queries.people import listed_with_facts
from panelapp.queries.sitting_list import SittingsQuestion, sittings
from tests.factories import (
    ALL_SIX,
    TODAY,
    Heard,
    Panel,
    answer,
    case,
    confirm,
    decided_case,
    determined_case,
    draft,
    give_notice,
    heard_item,
    listed_item,
    lock,
    open_panel,
    sitting_with,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from panelapp.persistence.unit_of_work import UnitOfWork


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    """An office with cases of many kinds, at every stage. No test changes it."""
    with open_panel(tmp_path_factory.mktemp("busy")) as panel:
        _fill(panel)
        yield panel


def _fill(panel: Panel) -> None:
    for case_type in (CaseType.MAINSTREAM_APPROVAL, CaseType.REVIEW, CaseType.REG24_EXTENSION):
        case(panel, case_type)
    listed_item(panel)
    heard_item(panel, outcome=Outcome.DEFERRED)
    locked = heard_item(panel, CaseType.REG24_EXTENSION, Outcome.SUPPORT)
    lock(panel, locked)
    panel.adviser.execute(
        update_case, UpdateCase(case=locked.case, iro_informed_on=TODAY, still_appropriate_on=TODAY)
    )
    taken_off = listed_item(panel)
    panel.adviser.execute(
        withdraw_item, WithdrawItem(**taken_off.item, withdrawn_on=TODAY, reason="Not ready")
    )
    decided_case(
        panel,
        case_type=CaseType.CONNECTED_APPROVAL,
        requirements=(DecisionRequirement(words="A safe garden", due_on=TODAY),),
    )
    accepted = determined_case(panel)
    answer(panel, accepted.case, QdResponse.ACCEPTED)
    panel.decision_maker.execute(
        record_final_decision,
        RecordFinalDecision(
            case=accepted.case,
            decision=FinalDecision.NOT_APPROVE,
            decided_on=TODAY,
            reasons="My reasons stand.",
        ),
    )
    give_notice(panel, accepted.case, NoticeKind.FINAL_WRITTEN)
    reviewed = determined_case(panel)
    answer(panel, reviewed.case, QdResponse.IRM)
    panel.adviser.execute(open_irm_referral, OpenIrmReferral(case=reviewed.case, applied_on=TODAY))
    panel.adviser.execute(
        update_irm_referral,
        UpdateIrmReferral(
            case=reviewed.case, reviewed_on=TODAY, recommendation=IrmRecommendation.SUITABLE
        ),
    )
    sent_back = determined_case(panel)
    answer(panel, sent_back.case, QdResponse.REPRESENTATIONS)
    with panel.unit() as uow:
        home = uow.case(sent_back.case).household.ref
    ref = case(panel, CaseType.REPRESENTATIONS, home=home, follows=sent_back.case)
    again = Heard(sitting_with(panel, ref), ref)
    draft(panel, again, Outcome.SUITABLE)
    confirm(panel, again)


def test_facts_of_all_cases_are_those_of_each(busy: Panel) -> None:
    with busy.unit() as uow:
        together = all_case_facts(uow)
        assert len(together) == 12
    for case_id, facts in together.items():
        with busy.unit() as uow:
            assert all_case_facts(uow, [case_id]) == {case_id: facts}


def test_the_stages_of_a_busy_office(busy: Panel) -> None:
    with busy.unit() as uow:
        states = [case_state(facts, TODAY) for facts in all_case_facts(uow).values()]
    assert set(states) == {
        CaseState.OPENED,
        CaseState.LISTED,
        CaseState.DEFERRED,
        CaseState.MINUTES_LOCKED,
        CaseState.DECIDED,
        CaseState.CLOSED,
        CaseState.FINAL_DECISION_DUE,
        CaseState.REPRESENTATIONS,
        CaseState.RECOMMENDED,
    }


def selects(panel: Panel, read: Callable[[UnitOfWork], object]) -> int:
    """How many selects a question runs."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    with panel.unit() as uow:
        assert uow.agency.name
        event.listen(panel.engine, "before_cursor_execute", note)
        read(uow)
        event.remove(panel.engine, "before_cursor_execute", note)
    return sum(statement.startswith("SELECT") for statement in seen)


def grow(panel: Panel, cases: int) -> None:
    refs = [case(panel, CaseType.REVIEW, home="H-2026-0001") for _ in range(cases)]
    sitting = sitting_with(panel, *refs, present=ALL_SIX)
    for ref in refs:
        heard = Heard(sitting, ref)
        draft(panel, heard, Outcome.CONTINUE)
        confirm(panel, heard)
    for ref in refs:
        lock(panel, Heard(sitting, ref))


QUESTIONS: dict[str, tuple[Callable[[UnitOfWork], object], int]] = {
    "facts of all cases": (all_case_facts, 18),
    "facts of one case": (lambda uow: case_facts(uow.case("C-2026-0001"), uow), 19),
    "duties": (lambda uow: duties_due(DueQuestion(), uow), 2),
    "duties of another day": (
        lambda uow: duties_due(DueQuestion(on=TODAY + timedelta(days=99)), uow),
        34,
    ),
    "members": (lambda uow: listed_with_facts(uow, TODAY), 5),
    "sittings": (lambda uow: sittings(SittingsQuestion(), uow), 8),
}


def test_questions_take_as_many_selects_for_30_cases_as_for_one(panel: Panel) -> None:
    expected = {question: number for question, (_, number) in QUESTIONS.items()}
    decided_case(panel, FirstDecision.APPROVE)
    assert {name: selects(panel, read) for name, (read, _) in QUESTIONS.items()} == expected
    grow(panel, 29)
    panel.clock.go_to(TODAY + timedelta(days=1))
    panel.adviser.execute(keep_open_duties, KeepOpenDuties())
    assert {name: selects(panel, read) for name, (read, _) in QUESTIONS.items()} == expected
