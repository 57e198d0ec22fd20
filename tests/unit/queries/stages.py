"""An office with a case at each stage, which tests of lists and pages read and do not change."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from panelapp.actions.assessment_stages import RefuseAtStage1, refuse_at_stage_1
from panelapp.actions.cases import UpdateCase, WithdrawCase, update_case, withdraw_case
from panelapp.actions.decisions import (
    DecisionRequirement,
    RecordFinalDecision,
    record_final_decision,
)
from panelapp.actions.irm import OpenIrmReferral, open_irm_referral
from panelapp.actions.sittings import AddItem, PlanSitting, add_item, plan_sitting
from panelapp.domain.rules.lifecycle import CaseState
from panelapp.domain.vocabulary import (
    CaseType,
    FinalDecision,
    FirstDecision,
    NoticeKind,
    Outcome,
    QdResponse,
)
from tests.factories import (
    TODAY,
    Heard,
    Panel,
    answer,
    case,
    confirm,
    decide,
    decided_case,
    determined_case,
    draft,
    give_notice,
    heard_item,
    listed_item,
    lock,
    open_panel,
    signed_off,
    sitting_with,
    with_decision_maker,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass
class Stages:
    """An open panel and the reference of a case in each state."""

    panel: Panel
    refs: dict[CaseState, str] = field(default_factory=dict)


@contextmanager
def office_with_every_stage(folder: Path) -> Iterator[Stages]:
    """A panel with one case in every state that a case can be in, and a few more."""
    with open_panel(folder) as panel:
        stages = Stages(panel)
        _to_panel(stages)
        _to_decision(stages)
        _after_determination(stages)
        yield stages


def _to_panel(stages: Stages) -> None:
    panel, refs = stages.panel, stages.refs
    refs[CaseState.OPENED] = case(panel)
    refs[CaseState.SIGNED_OFF] = signed_off(panel)
    refs[CaseState.LISTED] = planned_item(panel).case
    heard = listed_item(panel)
    draft(panel, heard, Outcome.SUITABLE)
    refs[CaseState.HEARD] = heard.case
    refs[CaseState.DEFERRED] = heard_item(panel, outcome=Outcome.DEFERRED).case
    refs[CaseState.RECOMMENDED] = heard_item(panel).case
    refs[CaseState.NOTED] = _locked(panel, CaseType.NOTIFICATION, Outcome.NOTED)
    refs[CaseState.MINUTES_LOCKED] = _locked(panel, CaseType.REG24_EXTENSION, Outcome.SUPPORT)
    panel.adviser.execute(
        update_case,
        UpdateCase(
            case=refs[CaseState.MINUTES_LOCKED], still_appropriate_on=TODAY, iro_informed_on=TODAY
        ),
    )
    refs[CaseState.REFUSED_AT_STAGE_1] = case(panel)
    panel.adviser.execute(
        refuse_at_stage_1,
        RefuseAtStage1(
            case=refs[CaseState.REFUSED_AT_STAGE_1], refused_on=TODAY, reasons="Not suitable"
        ),
    )
    refs[CaseState.WITHDRAWN] = case(panel)
    panel.adviser.execute(
        withdraw_case,
        WithdrawCase(case=refs[CaseState.WITHDRAWN], withdrawn_on=TODAY, reason="They moved away"),
    )


def planned_item(panel: Panel, case_type: CaseType = CaseType.MAINSTREAM_APPROVAL) -> Heard:
    """A case on the agenda of a sitting three weeks ahead."""
    ref = case(panel, case_type)
    planned = PlanSitting(held_on=panel.clock.today + timedelta(days=21))
    sitting = panel.adviser.execute(plan_sitting, planned).value
    panel.adviser.execute(add_item, AddItem(sitting=sitting, case=ref))
    return Heard(sitting, ref)


def _locked(panel: Panel, case_type: CaseType, outcome: Outcome) -> str:
    heard = heard_item(panel, case_type, outcome)
    lock(panel, heard)
    return heard.case


def _to_decision(stages: Stages) -> None:
    panel, refs = stages.panel, stages.refs
    refs[CaseState.WITH_DECISION_MAKER] = with_decision_maker(panel).case
    for state, code in (
        (CaseState.INFORMATION_AWAITED, FirstDecision.MORE_INFORMATION),
        (CaseState.RETURNED_TO_PANEL, FirstDecision.RETURN_TO_PANEL),
    ):
        heard = with_decision_maker(panel)
        decide(panel, heard, code)
        refs[state] = heard.case
    refs[CaseState.DECIDED] = decided_case(
        panel, requirements=(DecisionRequirement(words="A safe garden", due_on=TODAY),)
    ).case
    refs[CaseState.CLOSED] = decided_case(
        panel, FirstDecision.CONTINUE, case_type=CaseType.REVIEW, outcome=Outcome.CONTINUE
    ).case
    give_notice(panel, refs[CaseState.CLOSED])
    # Closed, with an agreement that is not signed yet.
    give_notice(panel, decided_case(panel).case)


def _after_determination(stages: Stages) -> None:
    panel, refs = stages.panel, stages.refs
    refs[CaseState.NOTIFIED] = determined_case(panel).case
    refs[CaseState.REPRESENTATIONS] = _answered(panel, QdResponse.REPRESENTATIONS)
    refs[CaseState.IRM] = _answered(panel, QdResponse.IRM)
    panel.adviser.execute(
        open_irm_referral, OpenIrmReferral(case=refs[CaseState.IRM], applied_on=TODAY)
    )
    refs[CaseState.FINAL_DECISION_DUE] = _answered(panel, QdResponse.ACCEPTED)
    refs[CaseState.FINALLY_DECIDED] = _finally_decided(panel)
    give_notice(panel, _finally_decided(panel), NoticeKind.FINAL_WRITTEN)
    sent_back = _answered(panel, QdResponse.REPRESENTATIONS)
    with panel.unit() as uow:
        home = uow.case(sent_back).household.ref
    ref = case(panel, CaseType.REPRESENTATIONS, home=home, follows=sent_back)
    again = Heard(sitting_with(panel, ref), ref)
    draft(panel, again, Outcome.SUITABLE)
    confirm(panel, again)


def _answered(panel: Panel, response: QdResponse) -> str:
    ref = determined_case(panel).case
    answer(panel, ref, response)
    return ref


def _finally_decided(panel: Panel) -> str:
    ref = _answered(panel, QdResponse.ACCEPTED)
    panel.decision_maker.execute(
        record_final_decision,
        RecordFinalDecision(
            case=ref,
            decision=FinalDecision.NOT_APPROVE,
            decided_on=TODAY,
            reasons="My reasons stand.",
        ),
    )
    return ref
