from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.access import permission_of
from panelapp.actions.assessment_stages import (
    DeclareCompliance,
    WriteAdvice,
    declare_compliance,
    write_advice,
)
from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.actions.cases import (
    AttachPaper,
    ChildDetails,
    RecordResignation,
    RemovePaper,
    UpdateCase,
    attach_paper,
    record_resignation,
    remove_paper,
    rename_paper,
    update_case,
    withdraw_case,
)
from panelapp.actions.direct_route import sign_off_quality
from panelapp.actions.forms import fill_from_form
from panelapp.actions.sittings import SendPapers, add_item, send_papers
from panelapp.domain.errors import BadInput, FileTrouble, NotAllowed, NotFound
from panelapp.domain.rules.lifecycle import TABLE, CaseState, Move
from panelapp.domain.rules.routes import outcomes
from panelapp.domain.rules.status_words import ENDED
from panelapp.domain.rules.tasks import CaseWork, Stage, Task, TaskPlace, TaskStatus
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import (
    CaseType,
    EndingReason,
    FirstDecision,
    InterestKind,
    NoticeKind,
    Outcome,
    QdResponse,
    UserRole,
)
from panelapp.queries.agendas import agendas
from panelapp.queries.case_page import CaseAction, CasePage, CasePageQuestion, case_page
from panelapp.queries.case_rights import OFFICE, places_open_to
from panelapp.queries.case_work import case_work
from panelapp.queries.decision_page import decision_page
from panelapp.queries.minutes_page import minutes_page
from panelapp.queries.new_case import new_case
from panelapp.queries.papers import ExportPaper, export_paper, save_paper
from panelapp.queries.sitting_mode import sitting_mode
from panelapp.queries.sitting_page import sitting_page
from tests.factories import (
    TODAY,
    Heard,
    Panel,
    answer,
    audited,
    case,
    check,
    confirm,
    decide,
    determined_case,
    draft,
    give_notice,
    heard_item,
    household,
    listed_item,
    lock,
    signed_off,
    sitting_with,
    with_decision_maker,
)
from tests.unit.queries.stages import office_with_every_stage, planned_item

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from panelapp.office import Office
    from tests.unit.queries.stages import Stages

DONE, OPEN, BEGUN, PROBLEM, LATER = (
    TaskStatus.COMPLETED,
    TaskStatus.NOT_YET_STARTED,
    TaskStatus.IN_PROGRESS,
    TaskStatus.PROBLEM,
    TaskStatus.CANNOT_START_YET,
)
# The moves without which the lifecycle would refuse what a task asks for.
NEEDS: Mapping[str, tuple[Move, ...]] = {
    "list_case": (Move.LIST,),
    "sign_off_quality": (Move.SIGN_OFF,),
    "record_outcome": (Move.RECORD_OUTCOME,),
    "confirm_recommendation": (Move.CONFIRM_RECOMMENDATION,),
    "lock_minutes": (Move.LOCK_MINUTES,),
    "send_minutes": (Move.SEND_TO_DECISION_MAKER,),
    "decide": (Move.DECIDE, Move.DECIDE_WITHOUT_PANEL),
    "tell_orally": (Move.GIVE_ORAL_NOTICE,),
    "give_written_notice": (Move.GIVE_WRITTEN_NOTICE,),
    "await_response": (Move.RECORD_RESPONSE,),
    "refer_representations": (Move.OPEN_REPRESENTATIONS,),
    "record_review": (Move.RECORD_IRM_STEP,),
    "decide_finally": (Move.DECIDE_FINALLY,),
    "give_final_notice": (Move.GIVE_FINAL_NOTICE,),
}


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stages]:
    with office_with_every_stage(tmp_path_factory.mktemp("stages")) as every:
        yield every


def page_of(panel: Panel, ref: str, office: Office | None = None) -> CasePage:
    return (office or panel.adviser).read(case_page, CasePageQuestion(case=ref))


def task(page: CasePage, code: str) -> Task:
    [found] = [task for task in page.tasks if task.code == code]
    return found


def statuses(page: CasePage) -> dict[str, TaskStatus]:
    return {task.code: task.status for task in page.tasks}


def work_of(panel: Panel, ref: str) -> CaseWork:
    with panel.unit() as uow:
        return case_work(uow.case(ref), uow)


def attach(panel: Panel, ref: str, text: str = "A report.", title: str = "Report") -> str:
    content = base64.b64encode(text.encode()).decode()
    return panel.adviser.execute(
        attach_paper, AttachPaper(case=ref, title=title, file_name="report.txt", content=content)
    ).value


def opened(panel: Panel, case_type: CaseType) -> str:
    """A case of any type that was just opened."""
    if case_type is not CaseType.REPRESENTATIONS:
        return case(panel, case_type)
    about = determined_case(panel)
    answer(panel, about.case, QdResponse.REPRESENTATIONS)
    with panel.unit() as uow:
        home = uow.case(about.case).household.ref
    return case(panel, case_type, home=home, follows=about.case)


# --- tasks


@pytest.mark.parametrize("case_type", CaseType)
def test_a_case_of_each_type_goes_from_its_tasks_to_the_decision(
    panel: Panel, case_type: CaseType
) -> None:
    ref = opened(panel, case_type)
    check_tasks(panel, ref)
    sitting = sitting_with(panel, ref)
    check_tasks(panel, ref)
    heard = Heard(sitting, ref)
    with panel.unit() as uow:
        followed = uow.case(ref).follows
        outcome = outcomes(case_type, followed.case_type if followed else None)[0]
    draft(panel, heard, outcome)
    check_tasks(panel, ref)
    confirm(panel, heard)
    check_tasks(panel, ref)
    lock(panel, heard)
    page = check_tasks(panel, ref)
    assert task(page, "lock_minutes").status is DONE
    assert any(task.is_open for task in page.tasks)


def check_tasks(panel: Panel, ref: str) -> CasePage:
    """What holds of the tasks of any case at any time."""
    page, work = page_of(panel, ref), work_of(panel, ref)
    assert_every_duty_is_a_task(page, work)
    for shown in page.tasks:
        assert shown.name[0].isupper()
        assert (shown.status is LATER) <= bool(shown.reason), shown.code
        if shown.is_open and shown.code in NEEDS:
            assert TABLE[work.state] & set(NEEDS[shown.code]), shown.code
    assert len({(task.code, task.name) for task in page.tasks}) == len(page.tasks)
    assert page.next
    assert page.next.endswith(".")
    assert page.status
    return page


def assert_every_duty_is_a_task(page: CasePage, work: CaseWork) -> None:
    owed = {(duty.due, duty.citation) for duty in work.duties}
    shown = {(task.due, task.citation) for task in page.tasks if task.due}
    assert shown <= owed
    # Where one task stands for two duties it shows the more urgent one.
    merged = {"reach_recommendation", "seek_panel_views"}
    for duty in work.duties:
        assert (duty.due, duty.citation) in shown or duty.duty in merged, duty.duty


@pytest.mark.parametrize("days", [0, 30, 400])
@pytest.mark.parametrize("state", CaseState)
def test_in_each_state_tasks_agree_with_duties_and_the_lifecycle(
    stages: Stages, state: CaseState, days: int
) -> None:
    stages.panel.clock.go_to(TODAY + timedelta(days=days))
    page = check_tasks(stages.panel, stages.refs[state])
    stages.panel.clock.go_to(TODAY)
    if days == 0:
        assert page.state is state
    late = [task for task in page.tasks if task.due and task.due < TODAY + timedelta(days=days)]
    for shown in late:
        if shown.status is not LATER:
            assert shown.status is PROBLEM
            assert "late" in shown.reason


def test_a_new_application(panel: Panel) -> None:
    ref = case(panel, home=household(panel, carers=2))
    page = page_of(panel, ref)
    assert statuses(page) == {
        "record_application": OPEN,
        "decide_to_assess": LATER,
        "collect_checks": OPEN,
        "decide_stage_1": LATER,
        "declare_compliance": OPEN,
        "share_report": OPEN,
        "record_observations": LATER,
        "add_papers": OPEN,
        "see_advice": OPEN,
        "write_advice": OPEN,
        "list_case": OPEN,
        "send_papers": LATER,
        "record_attendance": LATER,
        "record_outcome": LATER,
        "confirm_recommendation": LATER,
        "check_minutes": LATER,
        "lock_minutes": LATER,
        "send_minutes": LATER,
        "decide": LATER,
        "tell_orally": LATER,
        "give_written_notice": LATER,
    }
    stages_shown = [task.stage for task in page.tasks]
    assert stages_shown == sorted(stages_shown, key=list(Stage).index)
    assert task(page, "share_report").name == "Send the report to the applicants"
    assert task(page, "send_papers").reason == "after the case is on an agenda"
    assert page.next == "The papers are completed, then the case goes on an agenda."


def test_one_applicant_is_named_as_one(panel: Panel) -> None:
    page = page_of(panel, case(panel))
    assert task(page, "share_report").name == "Send the report to the applicant"
    assert page.them == "the applicant"
    review = page_of(panel, case(panel, CaseType.REVIEW))
    assert task(review, "give_written_notice").name == "Tell the carer in writing"


def test_observations_wait_for_the_report_and_for_ten_working_days(panel: Panel) -> None:
    heard = planned_item(panel)
    page = page_of(panel, heard.case)
    share = task(page, "share_report")
    assert share.citation
    assert share.due is not None
    panel.adviser.execute(update_case, UpdateCase(case=heard.case, report_shared_on=TODAY))
    page = page_of(panel, heard.case)
    assert task(page, "share_report").reason == "sent on 18 November 2026"
    waiting = task(page, "record_observations")
    assert (waiting.status, waiting.due) == (BEGUN, date(2026, 12, 2))
    panel.clock.go_to(date(2026, 12, 3))
    over = task(page_of(panel, heard.case), "record_observations")
    assert (over.status, over.reason) == (DONE, "none recorded by 2 December 2026")


@pytest.mark.parametrize(
    ("case_type", "code"),
    [
        (CaseType.REG24_EXTENSION, "inform_reviewing_officer"),
        (CaseType.LONG_TERM_MATCH, "name_children"),
        (CaseType.CHANGE_OF_APPROVAL, "ask_for_terms"),
        (CaseType.RESIGNATION, "record_resignation"),
    ],
)
def test_what_only_some_types_ask_for(panel: Panel, case_type: CaseType, code: str) -> None:
    assert code in statuses(page_of(panel, case(panel, case_type)))
    assert code not in statuses(page_of(panel, case(panel)))
    assert "share_report" not in statuses(page_of(panel, case(panel, case_type)))


def test_what_only_some_types_ask_for_is_completed_by_its_fact(panel: Panel) -> None:
    match = case(panel, CaseType.LONG_TERM_MATCH, children=(ChildDetails(name="A child"),))
    assert task(page_of(panel, match), "name_children").status is DONE
    change = case(panel, CaseType.CHANGE_OF_APPROVAL, requested_terms=Terms(number_of_children=2))
    assert task(page_of(panel, change), "ask_for_terms").status is DONE
    leaving = case(panel, CaseType.RESIGNATION)
    panel.adviser.execute(
        record_resignation,
        RecordResignation(
            household=page_of(panel, leaving).household,
            reason=EndingReason.RETIREMENT,
            notice_received_on=TODAY,
        ),
    )
    page = page_of(panel, leaving)
    assert task(page, "record_resignation").status is DONE
    assert page.people[0].detail == "approval ends on 16 December 2026"


def test_a_listed_case_waits_for_its_sitting_and_its_papers(panel: Panel) -> None:
    heard = planned_item(panel, CaseType.REVIEW)
    attach(panel, heard.case)
    page = page_of(panel, heard.case)
    assert task(page, "add_papers").status is BEGUN
    papers = task(page, "send_papers")
    assert (papers.status, papers.due) == (OPEN, date(2026, 12, 2))
    assert (papers.place, papers.refs) == (TaskPlace.SITTING, (heard.sitting, heard.case))
    assert papers.who is UserRole.ADMINISTRATOR
    assert task(page, "record_outcome").reason == "on 9 December 2026"
    assert page.next == (
        "Papers are due with members on 2 December 2026. The panel hears the case on 9 December"
        " 2026."
    )
    assert page.deadline is not None
    assert page.deadline.words == "10 working days left"
    panel.adviser.execute(
        send_papers, SendPapers(sitting=heard.sitting, sent_on=TODAY, undeclared_because="Ill")
    )
    page = page_of(panel, heard.case)
    assert task(page, "send_papers").status is DONE
    assert task(page, "add_papers").status is DONE


def test_a_late_task_is_a_problem_that_says_how_late(panel: Panel) -> None:
    heard = planned_item(panel, CaseType.REVIEW)
    panel.clock.go_to(date(2026, 12, 4))
    late = task(page_of(panel, heard.case), "send_papers")
    assert late.status is PROBLEM
    assert late.reason == "due on 2 December 2026, 2 working days late"


def test_at_panel_one_task_follows_the_other(panel: Panel) -> None:
    heard = listed_item(panel)
    page = page_of(panel, heard.case)
    assert task(page, "record_outcome").status is OPEN
    assert task(page, "confirm_recommendation").reason == "after it is recorded"
    draft(panel, heard, Outcome.SUITABLE)
    assert task(page_of(panel, heard.case), "confirm_recommendation").status is OPEN
    confirm(panel, heard)
    page = page_of(panel, heard.case)
    said = task(page, "record_outcome")
    assert (said.status, said.reason) == (DONE, "Suitable to foster")
    assert task(page, "lock_minutes").reason == "after the panel adviser has checked them"
    check(panel, heard)
    assert task(page_of(panel, heard.case), "lock_minutes").status is OPEN


def test_a_draft_is_nobody_elses_to_read(panel: Panel) -> None:
    heard = listed_item(panel)
    draft(panel, heard, Outcome.NOT_SUITABLE)
    page = page_of(panel, heard.case, panel.member)
    assert "suitable" not in repr((page.tasks, page.timeline, page.next)).lower()


def test_a_deferred_case_starts_a_new_round_and_keeps_its_minutes(panel: Panel) -> None:
    heard = heard_item(panel, outcome=Outcome.DEFERRED)
    page = page_of(panel, heard.case)
    assert task(page, "list_case").name == "Put on an agenda again"
    missing = task(page, "supply_what_is_missing")
    assert missing.name.startswith("Get what the panel still needs: The medical adviser's comments")
    assert missing.due == TODAY + timedelta(days=28)
    assert task(page, "finish_minutes").name == "Finish the minutes of 18 November 2026"
    assert task(page, "record_outcome").status is LATER


def test_a_case_that_needs_no_panel_can_be_decided_at_once(panel: Panel) -> None:
    page = page_of(panel, case(panel, CaseType.NOTIFICATION))
    assert task(page, "decide").status is OPEN
    assert task(page, "list_case").name == "Put on an agenda, if the panel is to hear it"
    assert "tell_orally" not in statuses(page)
    assert page.next.startswith("The agency decision maker can decide without a panel.")


def test_where_the_switch_is_on_both_ways_stand_in_the_list(panel: Panel) -> None:
    signed_off(panel)
    page = page_of(panel, case(panel, opened_on=TODAY))
    assert task(page, "sign_off_quality").place is TaskPlace.SIGN_OFF
    assert task(page, "list_case").name == "Or put it on an agenda"
    assert task(page, "decide").reason == (
        "after the sign-off, or after the decision maker has the minutes"
    )
    assert page.may(CaseAction.SIGN_OFF)
    before = page_of(panel, case(panel))
    assert "sign_off_quality" not in statuses(before)
    assert not before.may(CaseAction.SIGN_OFF)


def test_once_signed_off_nothing_of_a_panel_is_asked(panel: Panel) -> None:
    page = page_of(panel, signed_off(panel))
    assert task(page, "sign_off_quality").reason == "signed off on 18 November 2026"
    assert not {"list_case", "send_papers", "record_outcome", "lock_minutes"} & set(statuses(page))
    assert task(page, "decide").due == date(2026, 11, 27)
    assert page.next == (
        "The assessment was signed off in place of a panel on 18 November 2026. The agency decision"
        " maker decides by 27 November 2026. The case can still go on an agenda."
    )
    assert page.may(CaseAction.PUT_ON_AGENDA)


def test_on_an_agenda_the_sign_off_is_not_asked_for(panel: Panel) -> None:
    ref = signed_off(panel)
    sitting_with(panel, ref)
    page = page_of(panel, ref)
    assert "sign_off_quality" not in statuses(page)
    assert "record_outcome" in statuses(page)


def test_a_case_decided_without_a_panel_shows_nothing_of_one(panel: Panel) -> None:
    ref = case(panel, CaseType.REVIEW)
    decide(
        panel,
        Heard("", ref),
        FirstDecision.CONTINUE,
        sitting=None,
        without_recommendation_because="The policy asks for none.",
    )
    page = page_of(panel, ref)
    assert {task.stage for task in page.tasks} == {Stage.AFTER_PANEL}
    assert "send_minutes" not in statuses(page)


def test_with_the_decision_maker(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    panel.clock.go_to(TODAY + timedelta(days=2))
    page = page_of(panel, heard.case)
    assert page.next == (
        "With the agency decision maker since 18 November 2026 (2 working days). The decision is"
        " due by 27 November 2026."
    )
    due = task(page, "decide")
    assert (due.status, due.who, due.place) == (OPEN, UserRole.DECISION_MAKER, TaskPlace.DECISION)
    assert due.citation


def test_representations_lead_to_a_case_of_their_own(panel: Panel) -> None:
    about = determined_case(panel)
    answer(panel, about.case, QdResponse.REPRESENTATIONS)
    page = page_of(panel, about.case)
    refer = task(page, "refer_representations")
    assert (refer.status, refer.place) == (OPEN, TaskPlace.REPRESENTATIONS)
    ref = case(panel, CaseType.REPRESENTATIONS, home=page.household, follows=about.case)
    page = page_of(panel, about.case)
    refer = task(page, "refer_representations")
    assert (refer.status, refer.place, refer.refs) == (DONE, TaskPlace.CASE, (ref,))
    assert task(page, "decide_finally").reason == "after the panel has heard the representations"
    theirs = page_of(panel, ref)
    assert theirs.follows == about.case
    assert "tell_orally" not in statuses(theirs)


def test_after_28_days_without_an_answer_the_final_decision_is_open(panel: Panel) -> None:
    about = determined_case(panel)
    page = page_of(panel, about.case)
    assert task(page, "await_response").due == TODAY + timedelta(days=28)
    assert task(page, "decide_finally").status is LATER
    panel.clock.go_to(TODAY + timedelta(days=29))
    page = page_of(panel, about.case)
    assert task(page, "await_response").status is DONE
    assert task(page, "decide_finally").status in {OPEN, PROBLEM}


def test_a_withdrawn_case_keeps_what_was_done(stages: Stages) -> None:
    page = page_of(stages.panel, stages.refs[CaseState.WITHDRAWN])
    assert {task.status for task in page.tasks} <= {DONE}
    assert page.next == "Nothing. The case was withdrawn on 18 November 2026."
    assert page.withdrawn_because == "They moved away"


def test_a_closed_case_has_nothing_left_to_do(stages: Stages) -> None:
    page = page_of(stages.panel, stages.refs[CaseState.CLOSED])
    assert {task.status for task in page.tasks} == {DONE}
    assert page.next == "Nothing. The case is closed."


def test_the_next_task_is_the_most_urgent_of_ones_own(panel: Panel) -> None:
    heard = planned_item(panel)
    following = page_of(panel, heard.case).next_task
    assert following is not None
    assert following.code == "share_report"
    done = UpdateCase(case=heard.case, report_shared_on=TODAY, observations_on=TODAY)
    panel.adviser.execute(update_case, done)
    following = page_of(panel, heard.case).next_task
    assert following is not None
    assert following.code == "declare_compliance"
    panel.adviser.execute(
        declare_compliance,
        DeclareCompliance(case=heard.case, declared_on=TODAY, declared_by="Manager"),
    )
    panel.adviser.execute(write_advice, WriteAdvice(case=heard.case, advice="Ask about support."))
    following = page_of(panel, heard.case).next_task
    assert following is not None
    assert following.code == "send_papers"


def test_a_task_of_somebody_else_is_not_ones_next(panel: Panel) -> None:
    heard = listed_item(panel)
    draft(panel, heard, Outcome.SUITABLE)
    theirs = page_of(panel, heard.case, panel.chair).next_task
    assert theirs is not None
    assert theirs.code == "confirm_recommendation"
    assert page_of(panel, heard.case, panel.member).next_task is None
    waiting = with_decision_maker(panel)
    assert page_of(panel, waiting.case).next_task is None
    decision = page_of(panel, waiting.case, panel.decision_maker).next_task
    assert decision is not None
    assert decision.code == "decide"


# --- what else the page says


def test_the_timeline_tells_it_newest_first(panel: Panel) -> None:
    about = determined_case(panel)
    events = page_of(panel, about.case).timeline
    assert [event.on for event in events] == sorted((event.on for event in events), reverse=True)
    assert [event.words for event in events] == [
        "Letter, first-class post",
        "Decision: qualifying determination: not to approve",
        "Minutes with the decision maker",
        "Minutes locked",
        "Recommendation confirmed",
        "Heard by the panel: not suitable to foster",
        "Case opened",
    ]
    assert events[1].who == panel.decision_maker.user_name
    assert events[3].who == panel.chair.user_name


def test_a_sitting_to_come_stands_ahead(panel: Panel) -> None:
    heard = planned_item(panel)
    first = page_of(panel, heard.case).timeline[0]
    assert (first.words, first.on, first.is_ahead) == (
        "To be heard by the panel",
        TODAY + timedelta(days=21),
        True,
    )


def test_papers_are_listed_and_given_out(panel: Panel) -> None:
    ref = case(panel)
    key = attach(panel, ref, "x" * 2400)
    [paper] = page_of(panel, ref).papers
    assert (paper.title, paper.file_name, paper.kind) == ("Report", "report.txt", "Text")
    assert (paper.size, paper.size_words, paper.added_on) == (2400, "2 kB", TODAY)
    with audited(panel, panel.adviser, "export_paper", ref):
        copy = panel.adviser.execute(export_paper, ExportPaper(case=ref, sha256=key)).value
    assert (copy.content, copy.media_type) == (b"x" * 2400, "text/plain")
    panel.adviser.execute(remove_paper, RemovePaper(case=ref, sha256=key))
    assert page_of(panel, ref).papers == ()
    with pytest.raises(NotFound):
        panel.adviser.execute(export_paper, ExportPaper(case=ref, sha256=key))


def test_a_copy_of_a_paper_is_written_under_a_name_of_its_kind(
    panel: Panel, tmp_path: Path
) -> None:
    ref = case(panel)
    key = attach(panel, ref, "A report.")
    copy = panel.adviser.execute(export_paper, ExportPaper(case=ref, sha256=key)).value
    save_paper(copy, tmp_path / "copy.txt")
    assert (tmp_path / "copy.txt").read_bytes() == b"A report."
    for name in ("copy.docx", "copy", "Anyshire.fpanel"):
        with pytest.raises(BadInput):
            save_paper(copy, tmp_path / name)
    with pytest.raises(FileTrouble):
        save_paper(copy, tmp_path / "no such folder" / "copy.txt")


@pytest.mark.parametrize("role", [role for role in UserRole if role not in OFFICE])
def test_only_the_office_takes_papers_out(panel: Panel, role: UserRole) -> None:
    heard = listed_item(panel)
    key = attach(panel, heard.case)
    with pytest.raises(NotAllowed):
        panel.acting(role).execute(export_paper, ExportPaper(case=heard.case, sha256=key))


def test_a_paper_is_given_out_by_its_own_case_alone(panel: Panel) -> None:
    key = attach(panel, case(panel))
    with pytest.raises(NotFound):
        panel.adviser.execute(export_paper, ExportPaper(case=case(panel), sha256=key))


def test_people_terms_and_other_cases(panel: Panel) -> None:
    home = household(panel, carers=2, terms=Terms(number_of_children=1), approved_on=TODAY)
    earlier = case(panel, CaseType.REVIEW, home=home)
    ref = case(
        panel,
        CaseType.LONG_TERM_MATCH,
        home=home,
        social_worker="Worker 0081 (synthetic)",
        children=(ChildDetails(name="Child 0082 (synthetic)", date_of_birth=date(2018, 4, 2)),),
    )
    page = page_of(panel, ref)
    assert [(person.name, person.part) for person in page.people] == [
        ("Carer 0041 (synthetic)", "Carer"),
        ("Carer 0042 (synthetic)", "Carer"),
        ("Child 0082 (synthetic)", "Child"),
        ("Worker 0081 (synthetic)", "Social worker"),
    ]
    assert page.people[2].detail == "born 2 April 2018"
    [terms] = page.terms
    assert terms.sentence == "Approved for up to 1 child of any gender."
    [other] = page.other_cases
    assert (other.case, other.case_type, other.status) == (
        earlier,
        "Later review",
        "Open, on no agenda",
    )
    assert page.details.social_worker == "Worker 0081 (synthetic)"


# --- who may see it and what they may do


@pytest.mark.parametrize("role", [UserRole.MEMBER, UserRole.VICE_CHAIR, UserRole.DECISION_MAKER])
def test_a_case_out_of_sight_is_not_found(panel: Panel, role: UserRole) -> None:
    ref = case(panel)
    with pytest.raises(NotFound, match="There is no case"):
        page_of(panel, ref, panel.acting(role))


def test_J7_a_case_with_an_interest_is_not_found(panel: Panel) -> None:
    heard = listed_item(panel)
    assert page_of(panel, heard.case, panel.member).case == heard.case
    panel.member.execute(
        declare_interest, DeclareInterest(**heard.item, kind=InterestKind.PERSONAL)
    )
    with pytest.raises(NotFound):
        page_of(panel, heard.case, panel.member)


def test_J7_it_is_among_no_other_cases_either(panel: Panel) -> None:
    home = household(panel)
    concerned, other = case(panel, home=home), case(panel, CaseType.REVIEW, home=home)
    sitting = sitting_with(panel, concerned, other)
    assert len(page_of(panel, other, panel.member).other_cases) == 1
    panel.member.execute(
        declare_interest,
        DeclareInterest(sitting=sitting, case=concerned, kind=InterestKind.PERSONAL),
    )
    assert page_of(panel, other, panel.member).other_cases == ()


@dataclass(frozen=True)
class Asks:
    """What stands behind an action of the page."""

    handler: Any
    move: Move | None = None


BEHIND: Mapping[CaseAction, Asks] = {
    CaseAction.CHANGE: Asks(update_case),
    CaseAction.ADD_PAPERS: Asks(attach_paper),
    CaseAction.REMOVE_PAPER: Asks(remove_paper),
    CaseAction.RENAME_PAPER: Asks(rename_paper),
    CaseAction.FILL_FROM_FORM: Asks(fill_from_form),
    CaseAction.SAVE_PAPER: Asks(export_paper),
    CaseAction.PUT_ON_AGENDA: Asks(add_item, Move.LIST),
    CaseAction.WITHDRAW: Asks(withdraw_case, Move.WITHDRAW),
}


@pytest.mark.parametrize("action", BEHIND)
@pytest.mark.parametrize("state", CaseState)
def test_the_page_offers_what_the_lifecycle_and_the_table_of_access_allow(
    stages: Stages, state: CaseState, action: CaseAction
) -> None:
    asks = BEHIND[action]
    for role in (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR, UserRole.AUDITOR):
        page = page_of(stages.panel, stages.refs[state], stages.panel.acting(role))
        able = role in permission_of(asks.handler).roles
        possible = asks.move is None or asks.move in TABLE[state]
        possible &= action is not CaseAction.FILL_FROM_FORM or state not in ENDED
        assert page.may(action) is (able and possible)
        assert bool(page.why_not(action)) is not page.may(action)


ASKED_THERE: Mapping[TaskPlace, Any] = {
    TaskPlace.DETAILS: update_case,
    TaskPlace.SIGN_OFF: sign_off_quality,
    TaskPlace.AGENDA: agendas,
    TaskPlace.SITTING: sitting_page,
    TaskPlace.SITTING_MODE: sitting_mode,
    TaskPlace.MINUTES: minutes_page,
    TaskPlace.DECISION: decision_page,
    TaskPlace.REPRESENTATIONS: new_case,
    TaskPlace.CASE: case_page,
}


@pytest.mark.parametrize("role", UserRole)
def test_tasks_lead_to_places_that_the_table_of_access_opens(role: UserRole) -> None:
    for place, handler in ASKED_THERE.items():
        assert (place in places_open_to(role)) is (role in permission_of(handler).allowed), place


def test_told_orally_only_is_not_told_in_writing(panel: Panel) -> None:
    heard = with_decision_maker(panel)
    decide(panel, heard, FirstDecision.APPROVE)
    give_notice(panel, heard.case, NoticeKind.ORAL)
    page = page_of(panel, heard.case)
    assert task(page, "tell_orally").status is DONE
    assert task(page, "give_written_notice").due == date(2026, 11, 25)
    assert page.next == "The office tells the applicant in writing by 25 November 2026."
