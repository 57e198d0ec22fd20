from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.actions.assessment import RecordCheck, record_check
from panelapp.actions.assessment_stages import (
    BeginStage2,
    DecideToAssess,
    DeclareCompliance,
    RecordAdvice,
    RefuseAtStage1,
    WriteAdvice,
    begin_stage_2,
    decide_to_assess,
    declare_compliance,
    record_advice,
    refuse_at_stage_1,
    write_advice,
)
from panelapp.actions.cases import UpdateCase, update_case
from panelapp.actions.minutes import WriteMinutes, write_minutes
from panelapp.actions.sittings import (
    AddItem,
    PlanSitting,
    SendPapers,
    add_item,
    plan_sitting,
    send_papers,
)
from panelapp.domain.errors import BadInput, NotAllowed, RuleBroken
from panelapp.domain.rules.lifecycle import CaseState, case_state
from panelapp.domain.vocabulary import AdviceNeed, CaseType, CheckCode, MinutesSection
from panelapp.queries.case_page import CasePageQuestion, case_page
from panelapp.queries.due_list import DueQuestion, duties_due
from panelapp.queries.facts import case_facts
from panelapp.queries.minutes import newest_version
from panelapp.queries.minutes_page import MinutesQuestion, minutes_page
from tests.factories import TODAY, audited, case, decided_case, listed_item, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.factories import Panel

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
APPLIED = TODAY - timedelta(days=60)
ABOUT_CARER = (CheckCode.IDENTITY, CheckCode.HEALTH, CheckCode.RELATIONSHIPS, CheckCode.DBS)
ABOUT_HOME = (
    CheckCode.OTHER_ADULTS,
    CheckCode.CHILDREN,
    CheckCode.ACCOMMODATION,
    CheckCode.EARLIER_APPLICATIONS,
    CheckCode.FORMER_SERVICE,
)


def complete_stage_1(panel: Panel, ref: str, on: date) -> None:
    """All stage 1 information came, the last of it on a day."""
    for code in ABOUT_CARER:
        command = RecordCheck(case=ref, code=code, carer=1, received_on=APPLIED)
        panel.adviser.execute(record_check, command)
    for code in ABOUT_HOME:
        panel.adviser.execute(record_check, RecordCheck(case=ref, code=code, received_on=on))


def refuse(panel: Panel, ref: str, on: date = TODAY, reasons: str = "Not suitable") -> None:
    command = RefuseAtStage1(case=ref, refused_on=on, reasons=reasons)
    panel.adviser.execute(refuse_at_stage_1, command)


def state_of(panel: Panel, ref: str) -> CaseState:
    with panel.unit() as uow:
        return case_state(case_facts(uow.case(ref), uow), uow.today)


def duties(panel: Panel, ref: str) -> set[str]:
    return {row.duty for row in panel.adviser.read(duties_due, DueQuestion()) if row.ref == ref}


# --- the two stages


def test_the_stages_run_side_by_side(panel: Panel) -> None:
    """Guidance of July 2013: stage 2 waits for nothing."""
    ref = case(panel, application_on=APPLIED)
    with audited(panel, panel.adviser, "decide_to_assess", ref):
        panel.adviser.execute(decide_to_assess, DecideToAssess(case=ref, decided_on=APPLIED))
    with audited(panel, panel.administrator, "begin_stage_2", ref):
        panel.administrator.execute(begin_stage_2, BeginStage2(case=ref, started_on=YESTERDAY))
    with panel.unit() as uow:
        found = case_facts(uow.case(ref), uow).assessment
    assert (found.decided_on, found.stage2_started_on) == (APPLIED, YESTERDAY)


@pytest.mark.parametrize("day", [APPLIED - timedelta(days=1), TOMORROW])
def test_a_stage_begins_between_the_application_and_today(panel: Panel, day: date) -> None:
    ref = case(panel, application_on=APPLIED)
    deeds: tuple[tuple[Any, Any], ...] = (
        (decide_to_assess, DecideToAssess(case=ref, decided_on=day)),
        (begin_stage_2, BeginStage2(case=ref, started_on=day)),
        (refuse_at_stage_1, RefuseAtStage1(case=ref, refused_on=day, reasons="x")),
    )
    for handler, command in deeds:
        with refused(panel, BadInput):
            panel.adviser.execute(handler, command)


def test_a_review_is_not_assessed_in_stages(panel: Panel) -> None:
    ref = case(panel, CaseType.REVIEW)
    deeds: tuple[tuple[Any, Any], ...] = (
        (decide_to_assess, DecideToAssess(case=ref, decided_on=TODAY)),
        (begin_stage_2, BeginStage2(case=ref, started_on=TODAY)),
        (declare_compliance, DeclareCompliance(case=ref, declared_on=TODAY, declared_by="x")),
    )
    for handler, command in deeds:
        with refused(panel, BadInput, "not assessed in stages"):
            panel.adviser.execute(handler, command)
    with refused(panel, RuleBroken, "Only an application", citation="FSR 26(1B)"):
        refuse(panel, ref)


# --- stopping at stage 1: regulation 26(1B)


def test_an_application_ends_at_stage_1_without_panel_or_determination(panel: Panel) -> None:
    ref = case(panel, application_on=APPLIED)
    assert "reach_recommendation" in duties(panel, ref)
    with audited(panel, panel.adviser, "refuse_at_stage_1", ref):
        refuse(panel, ref)
    assert state_of(panel, ref) is CaseState.REFUSED_AT_STAGE_1
    assert duties(panel, ref) == set()
    page = panel.adviser.read(case_page, CasePageQuestion(case=ref))
    assert "Refused at stage 1" in {event.words for event in page.timeline}
    assert (page.status, page.is_open) == ("Not approved at stage 1", False)
    assert page.withdrawn_because == "Not suitable"
    sitting = panel.adviser.execute(plan_sitting, PlanSitting(held_on=TOMORROW)).value
    with refused(panel, RuleBroken, "refused at stage 1"):
        panel.adviser.execute(add_item, AddItem(sitting=sitting, case=ref))
    with refused(panel, RuleBroken, "has ended"):
        refuse(panel, ref)


def test_it_may_be_refused_before_everything_has_come(panel: Panel) -> None:
    ref = case(panel, application_on=APPLIED)
    command = RecordCheck(case=ref, code=CheckCode.DBS, carer=1, received_on=APPLIED)
    panel.adviser.execute(record_check, command)
    refuse(panel, ref)
    assert state_of(panel, ref) is CaseState.REFUSED_AT_STAGE_1


def test_after_ten_working_days_a_brief_report_is_the_way(panel: Panel) -> None:
    """All came on Wednesday 4 November 2026: the tenth working day is Wednesday 18 November."""
    in_time, late = case(panel, application_on=APPLIED), case(panel, application_on=APPLIED)
    complete_stage_1(panel, in_time, date(2026, 11, 4))
    complete_stage_1(panel, late, date(2026, 11, 3))
    assert {"decide_stage_1"} < duties(panel, late)
    with refused(panel, RuleBroken, "Bring a brief report", citation="FSR 26(1B)"):
        refuse(panel, late)
    refuse(panel, late, date(2026, 11, 17))
    refuse(panel, in_time)


def test_once_stage_2_has_begun_a_brief_report_is_the_way(panel: Panel) -> None:
    ref = case(panel, application_on=APPLIED)
    panel.adviser.execute(begin_stage_2, BeginStage2(case=ref, started_on=TODAY))
    with refused(panel, RuleBroken, "Stage 2 began on 18 November 2026", citation="FSR 26(3)"):
        refuse(panel, ref)


def _stage_2_check(panel: Panel, ref: str) -> None:
    command = RecordCheck(case=ref, code=CheckCode.PERSONALITY, carer=1, requested_on=TODAY)
    panel.adviser.execute(record_check, command)


def _shared(panel: Panel, ref: str) -> None:
    panel.adviser.execute(update_case, UpdateCase(case=ref, report_shared_on=YESTERDAY))


def _declared(panel: Panel, ref: str) -> None:
    command = DeclareCompliance(case=ref, declared_on=TODAY, declared_by="Manager 0072 (synthetic)")
    panel.adviser.execute(declare_compliance, command)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (_stage_2_check, "Stage 2 information was asked for"),
        (_shared, "The report was shared"),
        (_declared, "declared that the assessment complies"),
    ],
)
def test_what_went_beyond_stage_1_is_not_refused_there(
    panel: Panel, step: Callable[[Panel, str], None], words: str
) -> None:
    ref = case(panel, application_on=APPLIED)
    step(panel, ref)
    with refused(panel, RuleBroken, words, citation="FSR 26(3)"):
        refuse(panel, ref)


def test_a_refusal_at_stage_1_was_sent_and_cannot_be_undone(panel: Panel) -> None:
    command = RefuseAtStage1(case=case(panel), refused_on=TODAY, reasons="Not suitable")
    assert panel.adviser.execute(refuse_at_stage_1, command).reversal is None


def test_a_refusal_has_reasons(panel: Panel) -> None:
    ref = case(panel)
    with refused(panel, BadInput, "with reasons"):
        refuse(panel, ref, reasons=" ")


def test_what_the_panel_heard_is_not_refused_at_stage_1(panel: Panel) -> None:
    ref = decided_case(panel).case
    with refused(panel, RuleBroken, "not possible now", citation="FSR 26(1B)"):
        refuse(panel, ref)


# --- the declaration of compliance


def test_a_team_manager_declares_that_the_assessment_complies(panel: Panel) -> None:
    ref = case(panel, team_manager="Manager 0070 (synthetic)")
    with audited(panel, panel.adviser, "declare_compliance", ref):
        panel.adviser.execute(declare_compliance, DeclareCompliance(case=ref, declared_on=TODAY))
    with panel.unit() as uow:
        found = uow.case(ref)
        assert (found.declared_on, found.declared_by) == (TODAY, "Manager 0070 (synthetic)")


def test_who_declares_is_somebody_and_not_who_assessed(panel: Panel) -> None:
    ref = case(panel, social_worker="Worker 0071 (synthetic)")
    with refused(panel, BadInput, "signed by somebody"):
        panel.adviser.execute(declare_compliance, DeclareCompliance(case=ref, declared_on=TODAY))
    with refused(panel, RuleBroken, "Who made the assessment", citation="Local practice"):
        panel.adviser.execute(
            declare_compliance,
            DeclareCompliance(case=ref, declared_on=TODAY, declared_by="Worker 0071 (synthetic)"),
        )
    with refused(panel, BadInput, "lies ahead"):
        panel.adviser.execute(
            declare_compliance,
            DeclareCompliance(case=ref, declared_on=TOMORROW, declared_by="Manager"),
        )


def test_papers_go_with_a_declaration_or_a_reason(panel: Panel) -> None:
    ref, review = case(panel), case(panel, CaseType.REVIEW)
    sitting = panel.adviser.execute(
        plan_sitting, PlanSitting(held_on=TODAY + timedelta(days=21))
    ).value
    for one in (ref, review):
        panel.adviser.execute(add_item, AddItem(sitting=sitting, case=one))
    assert "declare_compliance" in duties(panel, ref)
    assert "declare_compliance" not in duties(panel, review)

    def send(**details: Any) -> None:  # noqa: ANN401 - the fields of a command
        command = SendPapers(sitting=sitting, sent_on=TODAY, **details)
        panel.adviser.execute(send_papers, command)

    with refused(panel, RuleBroken, "no declaration of compliance", citation="Local practice"):
        send()
    send(undeclared_because="The manager is ill and agreed by telephone.")
    [(because,)] = panel.rows("SELECT papers_undeclared_because FROM sitting")
    assert because == "The manager is ill and agreed by telephone."
    panel.adviser.execute(
        declare_compliance, DeclareCompliance(case=ref, declared_on=TODAY, declared_by="Manager")
    )
    send()
    assert "declare_compliance" not in duties(panel, ref)


# --- advice


def test_advice_that_is_needed_is_owed_until_it_was_seen(panel: Panel) -> None:
    ref = case(panel, CaseType.REVIEW)
    sitting = panel.adviser.execute(
        plan_sitting, PlanSitting(held_on=TODAY + timedelta(days=21))
    ).value
    panel.adviser.execute(add_item, AddItem(sitting=sitting, case=ref))
    needed = RecordAdvice(case=ref, medical=AdviceNeed.NEEDED, legal=AdviceNeed.NOT_NEEDED)
    with audited(panel, panel.adviser, "record_advice", ref):
        panel.adviser.execute(record_advice, needed)
    assert {"see_medical_advice", "write_advice"} <= duties(panel, ref)
    assert "see_legal_advice" not in duties(panel, ref)
    panel.adviser.execute(record_advice, RecordAdvice(case=ref, medical_on=YESTERDAY))
    panel.adviser.execute(write_advice, WriteAdvice(case=ref, advice="Ask about support."))
    assert not {"see_medical_advice", "write_advice"} & duties(panel, ref)
    with panel.unit() as uow:
        found = uow.case(ref)
        assert (found.medical_advice, found.medical_advice_on) == (AdviceNeed.SEEN, YESTERDAY)
        assert (found.legal_advice, found.adviser_advice_on) == (AdviceNeed.NOT_NEEDED, TODAY)


@pytest.mark.parametrize(
    "fields",
    [
        {"medical": AdviceNeed.SEEN},
        {"legal": AdviceNeed.SEEN},
        {"medical_on": TOMORROW},
        {"legal": AdviceNeed.NEEDED, "legal_on": TODAY},
    ],
)
def test_advice_was_seen_on_a_day_that_was(panel: Panel, fields: dict[str, Any]) -> None:
    ref = case(panel)
    with refused(panel, BadInput):
        panel.adviser.execute(record_advice, RecordAdvice(case=ref, **fields))


def test_the_advice_is_the_panel_advisers_own(panel: Panel) -> None:
    ref = case(panel)
    with pytest.raises(NotAllowed):
        panel.administrator.execute(write_advice, WriteAdvice(case=ref, advice="x"))
    with refused(panel, BadInput, "No advice"):
        panel.adviser.execute(write_advice, WriteAdvice(case=ref, advice="  "))
    with refused(panel, BadInput, "lies ahead"):
        panel.adviser.execute(write_advice, WriteAdvice(case=ref, advice="x", given_on=TOMORROW))


def test_minutes_begin_with_the_advice(panel: Panel) -> None:
    heard = listed_item(panel)
    advice = WriteAdvice(case=heard.case, advice="Ask about support.")
    panel.adviser.execute(write_advice, advice)
    page = panel.adviser.read(minutes_page, MinutesQuestion(**heard.item))
    assert "Ask about support." in repr(page.parts)
    command = WriteMinutes(**heard.item, sections={MinutesSection.SUMMARY: "The panel met."})
    panel.adviser.execute(write_minutes, command)
    with panel.unit() as uow:
        item = uow.item(heard.sitting, heard.case)
        newest = newest_version(item.id, uow)
        assert newest is not None
        sections = dict(newest.sections)
    assert sections == {"adviser_advice": "Ask about support.", "summary": "The panel met."}
