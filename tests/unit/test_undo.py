"""What is not signed can be undone, and what is signed cannot."""

from __future__ import annotations

import base64
from datetime import date, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelapp.access import ACTIONS
from panelapp.actions import (
    agency,
    assessment,
    assessment_stages,
    attendance,
    cases,
    decisions,
    direct_route,
    exemptions,
    forms,
    households,
    irm,
    minutes,
    people,
    recommendations,
    saved_views,
    sittings,
)
from panelapp.domain.errors import FileTrouble, NotAllowed, NotFound, StaleRecord
from panelapp.domain.labels import action_words
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import (
    AdviceNeed,
    CarerKind,
    CaseType,
    CheckCode,
    EndingKind,
    EndingReason,
    FirstDecision,
    InterestKind,
    InterestRuling,
    LinkKind,
    MinutesSection,
    Outcome,
    PositionTaken,
    QdResponse,
    Reply,
    SittingRole,
)
from panelapp.domain.vocabulary import Office as PanelOffice
from tests.factories import (
    ALL_SIX,
    CHAIR,
    FIVE,
    MEMBER,
    OTHER,
    TODAY,
    VICE_CHAIR,
    Heard,
    Panel,
    answer,
    audited,
    case,
    confirm,
    decided_case,
    determined_case,
    draft,
    exemption,
    exemption_case,
    heard_item,
    household,
    listed_item,
    lock,
    open_panel,
    refused,
    signed_off,
    sitting_with,
)
from tests.unit.exchange.form_files import form

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.access import Permission
    from panelapp.office import Office, Reversal

Deed = tuple["Office", Any, Any]
PDF = base64.b64encode(b"%PDF-1.7\n%%EOF\n").decode()
VERSIONED = ("assessment_check", "household", "item", "list_entry", "panel_case", "sitting")


def planned(panel: Panel, /, *refs: str, **details: Any) -> str:  # noqa: ANN401 - the fields of a command
    """A sitting in three weeks with cases on its agenda."""
    details.setdefault("held_on", TODAY + timedelta(days=21))
    ref = panel.adviser.execute(sittings.plan_sitting, sittings.PlanSitting(**details)).value
    for one in refs:
        panel.adviser.execute(sittings.add_item, sittings.AddItem(sitting=ref, case=one))
    return ref


def _attendance_again(panel: Panel) -> Deed:
    sitting = sitting_with(panel, present=FIVE)
    panel.adviser.execute(
        attendance.record_departure,
        attendance.RecordMovement(sitting=sitting, member=OTHER, at=time(11)),
    )
    command = attendance.RecordAttendance(sitting=sitting, present=ALL_SIX[:3])
    return panel.adviser, attendance.record_attendance, command


def _moved_out(panel: Panel) -> Deed:
    home = household(panel)
    added = households.AddHouseholdMember(household=home, name="Adult 0501 (synthetic)")
    number = panel.adviser.execute(households.add_household_member, added).value
    command = households.UpdateHouseholdMember(
        household=home, household_member=number, moved_out_on=TODAY
    )
    return panel.adviser, households.update_household_member, command


def _many_items(panel: Panel) -> Deed:
    command = sittings.AddItems(sitting=planned(panel), cases=(case(panel), case(panel)))
    return panel.adviser, sittings.add_items, command


def _view(panel: Panel) -> None:
    kept = saved_views.KeepView(list_code="cases", name="Late ones", asked={"sort": "due"})
    panel.adviser.execute(saved_views.keep_view, kept)


def _renamed_view(panel: Panel) -> Deed:
    _view(panel)
    command = saved_views.RenameView(list_code="cases", name="Late ones", new_name="Overdue")
    return panel.adviser, saved_views.rename_view, command


def _removed_view(panel: Panel) -> Deed:
    _view(panel)
    command = saved_views.RemoveView(list_code="cases", name="Late ones")
    return panel.adviser, saved_views.remove_view, command


def _started_view(panel: Panel) -> Deed:
    _view(panel)
    command = saved_views.StartWithView(list_code="cases", name="Late ones")
    return panel.adviser, saved_views.start_with_view, command


def _departure(panel: Panel) -> Deed:
    command = attendance.RecordMovement(sitting=sitting_with(panel), member=OTHER, at=time(11))
    return panel.adviser, attendance.record_departure, command


def _arrival(panel: Panel) -> Deed:
    office, handler, command = _departure(panel)
    office.execute(handler, command)
    back = attendance.RecordMovement(sitting=command.sitting, member=OTHER, at=time(12))
    return office, attendance.record_arrival, back


def _interest(panel: Panel) -> Deed:
    heard = listed_item(panel)
    command = attendance.DeclareInterest(**heard.item, member=OTHER, kind=InterestKind.OTHER)
    return panel.adviser, attendance.declare_interest, command


def _ruling(panel: Panel) -> Deed:
    office, handler, command = _interest(panel)
    office.execute(handler, command)
    ruling = attendance.RuleOnInterest(
        sitting=command.sitting,
        case=command.case,
        member=OTHER,
        ruling=InterestRuling.PARTICIPATE,
    )
    return panel.chair, attendance.rule_on_interest, ruling


def views(*members: str) -> tuple[recommendations.View, ...]:
    return tuple(
        recommendations.View(member=one, position=PositionTaken.SUPPORTS, words=one)
        for one in members
    )


def _draft(panel: Panel) -> Deed:
    heard = listed_item(panel)
    command = recommendations.DraftRecommendation(
        **heard.item,
        outcome=Outcome.SUITABLE,
        terms=Terms(number_of_children=2, age_from=0, age_to=10),
        views=views(MEMBER, OTHER),
    )
    return panel.adviser, recommendations.draft_recommendation, command


def _draft_replaced(panel: Panel) -> Deed:
    """The rows of the views change places under the same numbers."""
    heard = listed_item(panel)
    draft(panel, heard, Outcome.SUITABLE, views=views(MEMBER, OTHER, CHAIR))
    command = recommendations.DraftRecommendation(
        **heard.item, outcome=Outcome.NOT_SUITABLE, reasons="Others", views=views(OTHER, MEMBER)
    )
    return panel.adviser, recommendations.draft_recommendation, command


def _minutes(panel: Panel, heard: Heard | None = None) -> Deed:
    item = (heard or listed_item(panel)).item
    command = minutes.WriteMinutes(**item, sections={MinutesSection.SUMMARY: "The panel met."})
    return panel.administrator, minutes.write_minutes, command


def _check(panel: Panel) -> Deed:
    office, handler, command = _minutes(panel)
    office.execute(handler, command)
    check = minutes.CheckMinutes(sitting=command.sitting, case=command.case)
    return panel.adviser, minutes.check_minutes, check


def _sent(panel: Panel) -> Deed:
    heard = heard_item(panel)
    lock(panel, heard)
    command = minutes.SendMinutes(**heard.item, received_on=TODAY)
    return panel.adviser, minutes.send_minutes, command


def _requirement(panel: Panel) -> Deed:
    heard = decided_case(
        panel, requirements=(decisions.DecisionRequirement(words="Training in first aid"),)
    )
    command = decisions.MeetRequirement(
        case=heard.case, words="Training in first aid", done_on=TODAY
    )
    return panel.adviser, decisions.meet_requirement, command


def _agreement(panel: Panel) -> Deed:
    command = decisions.RecordAgreement(case=decided_case(panel).case, signed_on=TODAY)
    return panel.adviser, decisions.record_agreement, command


def _irm(panel: Panel) -> Deed:
    heard = determined_case(panel)
    answer(panel, heard.case, QdResponse.IRM)
    command = irm.OpenIrmReferral(case=heard.case, applied_on=TODAY)
    return panel.adviser, irm.open_irm_referral, command


def _irm_step(panel: Panel) -> Deed:
    office, handler, command = _irm(panel)
    office.execute(handler, command)
    step = irm.UpdateIrmReferral(case=command.case, notified_on=TODAY)
    return office, irm.update_irm_referral, step


def _removal(panel: Panel) -> Deed:
    ref = case(panel)
    digest = panel.adviser.execute(cases.attach_paper, paper(ref)).value
    return panel.adviser, cases.remove_paper, cases.RemovePaper(case=ref, sha256=digest)


def _renaming(panel: Panel) -> Deed:
    office, _, removal = _removal(panel)
    command = cases.RenamePaper(case=removal.case, sha256=removal.sha256, title="Chronology")
    return office, cases.rename_paper, command


def _sign_off(panel: Panel) -> Deed:
    ref = signed_off(panel)
    command = direct_route.SignOffQuality(
        case=ref,
        quality_assured_on=TODAY,
        quality_assured_by="Reviewer 0302 (synthetic)",
        quality_assurance="Read again: the references are there.",
    )
    return panel.administrator, direct_route.sign_off_quality, command


def _filling(panel: Panel) -> Deed:
    ref = case(panel, CaseType.CONNECTED_APPROVAL)
    rows = (
        ("", "Applicant 1", "Applicant 2"),
        ("Name", "Ada Example", "Ben Example"),
        ("Date of birth", "3 May 1984", "4 June 1985"),
        ("Address", "1 Example Street"),
        ("Subject child", "Cal Example"),
        ("Social worker", "Jo Example"),
    )
    content = base64.b64encode(form(rows)).decode()
    command = cases.AttachPaper(case=ref, title="Form", file_name="form.docx", content=content)
    digest = panel.adviser.execute(cases.attach_paper, command).value
    fields = ("name_1", "born_1", "name_2", "born_2", "address", "child_name_1", "social_worker")
    command_to_fill = forms.FillFromForm(case=ref, sha256=digest, fields=fields)
    return panel.adviser, forms.fill_from_form, command_to_fill


def _exemption(panel: Panel) -> Deed:
    return panel.adviser, exemptions.record_exemption, exemption(exemption_case(panel))


def _exemption_cancelled(panel: Panel) -> Deed:
    office, handler, command = _exemption(panel)
    office.execute(handler, command)
    cancelled = exemptions.CancelExemption(case=command.case, cancelled_on=TODAY)
    return office, exemptions.cancel_exemption, cancelled


def paper(ref: str) -> cases.AttachPaper:
    return cases.AttachPaper(case=ref, title="Form F", file_name="form-f.pdf", content=PDF)


def _participant(panel: Panel) -> Deed:
    heard = listed_item(panel)
    command = sittings.AddParticipant(
        **heard.item, name="Worker 0200 (synthetic)", role=SittingRole.PRESENTER
    )
    return panel.adviser, sittings.add_participant, command


def _second_link(panel: Panel) -> Deed:
    link = people.RecordLink(member=MEMBER, kind=LinkKind.EMPLOYEE, from_on=date(2024, 1, 1))
    panel.adviser.execute(people.record_link, link)
    ended = people.RecordLink(member=MEMBER, kind=LinkKind.EMPLOYEE, to_on=date(2025, 1, 1))
    return panel.adviser, people.record_link, ended


def _chase(panel: Panel) -> Deed:
    ask = assessment.RecordCheck(case=case(panel), code=CheckCode.ACCOMMODATION, requested_on=TODAY)
    check = panel.adviser.execute(assessment.record_check, ask).value
    command = assessment.ChaseChecks(checks=(check,), chased_on=TODAY, chased_by="Worker")
    return panel.adviser, assessment.chase_checks, command


def adviser(
    handler: Callable[..., Any], command: Callable[[Panel], object] | object
) -> Callable[[Panel], Deed]:
    """A deed of the adviser whose command needs little."""

    def deed(panel: Panel) -> Deed:
        return panel.adviser, handler, command(panel) if callable(command) else command

    return deed


DEEDS: dict[str, Callable[[Panel], Deed]] = {
    "update_agency": adviser(agency.update_agency, agency.UpdateAgency(address="1 High Street")),
    "change_settings": adviser(
        agency.change_settings,
        agency.ChangeSettings(minutes_target=5, no_panel_for_approvals_from=TODAY),
    ),
    "add_non_working_day": adviser(
        agency.add_non_working_day, agency.AddNonWorkingDay(day=TODAY, name="Jubilee")
    ),
    "add_member": adviser(
        people.add_member, people.AddMember(name="Member 0300 (synthetic)", joined_on=TODAY)
    ),
    "update_member": adviser(
        people.update_member, people.UpdateMember(member=MEMBER, dbs_on=TODAY)
    ),
    "record_appraisal": adviser(
        people.record_appraisal, people.RecordAppraisal(member=MEMBER, held_on=TODAY)
    ),
    "record_link": adviser(
        people.record_link, people.RecordLink(member=MEMBER, kind=LinkKind.EMPLOYEE)
    ),
    "record_link, ended": _second_link,
    "declare_no_links": adviser(
        people.declare_no_links, people.DeclareNoLinks(member=MEMBER, declared_on=TODAY)
    ),
    "appoint": adviser(
        people.appoint,
        people.Appoint(member=MEMBER, office=PanelOffice.VICE_CHAIR, from_on=TODAY),
    ),
    "give_list_notice": adviser(
        people.give_list_notice, people.GiveListNotice(member=MEMBER, notice_on=TODAY)
    ),
    "add_household": adviser(
        cases.add_household,
        cases.AddHousehold(
            carers=(
                cases.CarerDetails(name="Carer 0400 (synthetic)"),
                cases.CarerDetails(name="Carer 0401 (synthetic)"),
            ),
            carer_kind=CarerKind.MAINSTREAM,
        ),
    ),
    "open_case": adviser(
        cases.open_case,
        lambda panel: cases.OpenCase(
            household=household(panel),
            case_type=CaseType.LONG_TERM_MATCH,
            opened_on=TODAY,
            requested_terms=Terms(number_of_children=1),
            children=(cases.ChildDetails(name="Child 0500 (synthetic)"),),
        ),
    ),
    "update_case": adviser(
        cases.update_case,
        lambda panel: cases.UpdateCase(
            case=case(panel), summary="In short", requested_terms=Terms(number_of_children=3)
        ),
    ),
    "withdraw_case": adviser(
        cases.withdraw_case,
        lambda panel: cases.WithdrawCase(
            case=listed_item(panel).case, withdrawn_on=TODAY, reason="Moved away"
        ),
    ),
    "sign_off_quality": _sign_off,
    "record_check": adviser(
        assessment.record_check,
        lambda panel: assessment.RecordCheck(
            case=case(panel), code=CheckCode.DBS, carer=1, requested_on=TODAY
        ),
    ),
    "ask_for_checks": adviser(
        assessment.ask_for_checks,
        lambda panel: assessment.AskForChecks(
            case=case(panel),
            checks=(
                assessment.WantedCheck(code=CheckCode.IDENTITY, carer=1),
                assessment.WantedCheck(code=CheckCode.CHILDREN),
            ),
            requested_on=TODAY,
        ),
    ),
    "chase_checks": _chase,
    "decide_to_assess": adviser(
        assessment_stages.decide_to_assess,
        lambda panel: assessment_stages.DecideToAssess(case=case(panel), decided_on=TODAY),
    ),
    "begin_stage_2": adviser(
        assessment_stages.begin_stage_2,
        lambda panel: assessment_stages.BeginStage2(case=case(panel), started_on=TODAY),
    ),
    "declare_compliance": adviser(
        assessment_stages.declare_compliance,
        lambda panel: assessment_stages.DeclareCompliance(
            case=case(panel), declared_on=TODAY, declared_by="Manager 0401 (synthetic)"
        ),
    ),
    "record_advice": adviser(
        assessment_stages.record_advice,
        lambda panel: assessment_stages.RecordAdvice(
            case=case(panel), medical_on=TODAY, legal=AdviceNeed.NOT_NEEDED
        ),
    ),
    "write_advice": adviser(
        assessment_stages.write_advice,
        lambda panel: assessment_stages.WriteAdvice(case=case(panel), advice="Ask about support."),
    ),
    "record_exemption": _exemption,
    "cancel_exemption": _exemption_cancelled,
    "attach_paper": adviser(cases.attach_paper, lambda panel: paper(case(panel))),
    "remove_paper": _removal,
    "rename_paper": _renaming,
    "fill_from_form": _filling,
    "record_ending": adviser(
        cases.record_ending,
        lambda panel: cases.RecordEnding(
            household=household(panel, approved_on=date(2020, 1, 1)),
            kind=EndingKind.DEATH,
            reason=EndingReason.DEATH,
            effective_on=TODAY,
        ),
    ),
    "update_household": adviser(
        households.update_household,
        lambda panel: households.UpdateHousehold(
            household=household(panel, carers=2, address="1 Example Road"),
            address="2 Example Road",
            home_authority="Anyshire",
        ),
    ),
    "update_carer": adviser(
        households.update_carer,
        lambda panel: households.UpdateCarer(
            household=household(panel), name="Carer 0099 (synthetic)", sex="Female"
        ),
    ),
    "add_household_member": adviser(
        households.add_household_member,
        lambda panel: households.AddHouseholdMember(
            household=household(panel), name="Child 0500 (synthetic)"
        ),
    ),
    "update_household_member": _moved_out,
    "plan_sitting": adviser(
        sittings.plan_sitting, sittings.PlanSitting(held_on=TODAY, start=time(10))
    ),
    "update_sitting": adviser(
        sittings.update_sitting,
        lambda panel: sittings.UpdateSitting(sitting=planned(panel), venue="Room 2"),
    ),
    "cancel_sitting": adviser(
        sittings.cancel_sitting,
        lambda panel: sittings.CancelSitting(sitting=planned(panel), reason="Snow"),
    ),
    "ask_members": adviser(
        sittings.ask_members,
        lambda panel: sittings.AskMembers(sitting=planned(panel), members=FIVE),
    ),
    "record_reply": adviser(
        sittings.record_reply,
        lambda panel: sittings.RecordReply(
            sitting=sitting_with(panel), member=OTHER, reply=Reply.APOLOGIES
        ),
    ),
    "add_participant": _participant,
    "add_item": adviser(
        sittings.add_item,
        lambda panel: sittings.AddItem(
            sitting=planned(panel), case=case(panel), slot_start=time(9, 30), slot_minutes=45
        ),
    ),
    "order_items": adviser(
        sittings.order_items,
        lambda panel: _reversed_agenda(panel, case(panel), case(panel), case(panel)),
    ),
    "withdraw_item": adviser(
        sittings.withdraw_item,
        lambda panel: sittings.WithdrawItem(
            **listed_item(panel).item, withdrawn_on=TODAY, reason="Ill"
        ),
    ),
    "send_papers": adviser(
        sittings.send_papers,
        lambda panel: sittings.SendPapers(
            sitting=planned(panel, case(panel)), sent_on=TODAY, undeclared_because="Ill"
        ),
    ),
    "record_attendance": adviser(
        attendance.record_attendance,
        lambda panel: attendance.RecordAttendance(
            sitting=planned(panel, held_on=TODAY), present=FIVE, in_the_chair=CHAIR
        ),
    ),
    "record_attendance, again": _attendance_again,
    "take_chair": adviser(
        attendance.take_chair,
        lambda panel: attendance.TakeChair(
            **listed_item(panel, present=ALL_SIX).item, member=VICE_CHAIR
        ),
    ),
    "record_arrival": _arrival,
    "record_departure": _departure,
    "time_item": adviser(
        attendance.time_item,
        lambda panel: attendance.TimeItem(**listed_item(panel).item, started_at=time(10)),
    ),
    "declare_interest": _interest,
    "rule_on_interest": _ruling,
    "draft_recommendation": _draft,
    "draft_recommendation, replaced": _draft_replaced,
    "write_minutes": _minutes,
    "check_minutes": _check,
    "send_minutes": _sent,
    "meet_requirement": _requirement,
    "record_agreement": _agreement,
    "add_items": _many_items,
    "keep_view": adviser(
        saved_views.keep_view,
        saved_views.KeepView(list_code="cases", name="Late ones", asked={"sort": "due"}),
    ),
    "rename_view": _renamed_view,
    "remove_view": _removed_view,
    "start_with_view": _started_view,
    "open_irm_referral": _irm,
    "update_irm_referral": _irm_step,
}
FINAL = {
    "refuse_at_stage_1",
    "record_resignation",
    "confirm_recommendation",
    "lock_minutes",
    "add_correction",
    "record_decision",
    "record_final_decision",
    "record_notice",
    "record_response",
    "import_workbook",
}
LEAVES_NOTHING = {
    "record_backup",
    "confirm_backup",
    "add_user",
    "disable_user",
    "change_own_password",
    "keep_draft",
    "discard_draft",
    "keep_open_duties",
}


def _reversed_agenda(panel: Panel, *refs: str) -> sittings.OrderItems:
    return sittings.OrderItems(sitting=planned(panel, *refs), cases=refs[::-1])


Content = dict[str, list[dict[str, Any]]]


def content(panel: Panel) -> Content:
    """Every row of every table without its version, apart from the audit trail.

    Kept duties are compared by what they say, since they are written anew.
    """
    tables = panel.tables()
    found: Content = {"open_duty": [{"row": row} for row in tables["open_duty"]]}
    for name in tables.keys() - {"audit_row", "open_duty"}:
        with panel.engine.connect() as connection:
            rows = connection.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY 1')  # noqa: S608 - names of our tables
            found[name] = [
                {key: value for key, value in row.items() if key != "version"}
                for row in rows.mappings()
            ]
    return found


def versions(panel: Panel) -> dict[tuple[str, int], int]:
    """The version of each record that has one."""
    return {
        (name, key): version
        for name in VERSIONED
        for key, version in panel.rows(f"SELECT id, version FROM {name}")  # noqa: S608 - as above
    }


def do(deed: Deed) -> Reversal:
    """Do something, and what undoes it."""
    office, handler, command = deed
    reversal = office.execute(handler, command).reversal
    assert reversal is not None
    return reversal


# --- there and back


@pytest.mark.parametrize("name", DEEDS)
def test_undoing_leaves_everything_as_it_was(panel: Panel, name: str) -> None:
    deed = DEEDS[name](panel)
    before, older = content(panel), versions(panel)
    reversal = do(deed)
    after = content(panel)
    assert after != before
    deed[0].undo(reversal)
    assert content(panel) == before
    newer = versions(panel)
    assert newer.keys() == older.keys()
    assert all(newer[record] >= version for record, version in older.items())


@pytest.mark.parametrize("name", DEEDS.keys() - {"attach_paper"})
def test_what_was_undone_is_done_again_and_undone_again(panel: Panel, name: str) -> None:
    deed = DEEDS[name](panel)
    before = content(panel)
    reversal: Reversal | None = do(deed)
    after = content(panel)
    for expected in (before, after, before, after):
        assert reversal is not None
        reversal = deed[0].undo(reversal).reversal
        assert content(panel) == expected
    assert panel.auditor.verify() == ()


def test_a_paper_that_was_taken_away_again_is_attached_anew(panel: Panel) -> None:
    deed = DEEDS["attach_paper"](panel)
    assert panel.adviser.undo(do(deed)).reversal is None
    assert panel.rows("SELECT count(*) FROM paper_content") == [(0,)]
    do(deed)
    assert panel.rows("SELECT count(*) FROM paper_content") == [(1,)]


def test_a_second_paper_of_the_same_bytes_comes_and_goes(panel: Panel) -> None:
    do(DEEDS["attach_paper"](panel))
    reversal = do((panel.adviser, cases.attach_paper, paper(case(panel))))
    again = panel.adviser.undo(reversal).reversal
    assert again is not None
    panel.adviser.undo(again)
    assert panel.rows("SELECT count(*) FROM paper") == [(2,)]


def test_a_form_that_was_open_before_does_not_overwrite_what_was_put_back(panel: Panel) -> None:
    ref = case(panel, summary="First")
    panel.adviser.undo(
        do((panel.adviser, cases.update_case, cases.UpdateCase(case=ref, summary="Second")))
    )
    for version in (1, 2):
        with refused(panel, StaleRecord, "after you opened it"):
            panel.adviser.execute(
                cases.update_case, cases.UpdateCase(case=ref, summary="Third", version=version)
            )
    assert panel.rows("SELECT summary, version FROM panel_case") == [("First", 3)]


@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["member", "summary", "venue", "attend", "draft", "minutes"]),
            st.lists(st.sampled_from(ALL_SIX), min_size=1, unique=True),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_undoing_one_after_another_goes_back_step_by_step(
    steps: list[tuple[str, list[str]]],
) -> None:
    # A file of its own for each example: none waits for what an earlier one left behind.
    with TemporaryDirectory() as folder, open_panel(Path(folder)) as panel:
        go_back_step_by_step(panel, steps)


def go_back_step_by_step(panel: Panel, steps: list[tuple[str, list[str]]]) -> None:
    heard = listed_item(panel)
    states, reversals = [content(panel)], []
    for number, (name, present) in enumerate(steps):
        commands: dict[str, tuple[Any, Any]] = {
            "member": (
                people.update_member,
                people.UpdateMember(member=OTHER, dbs_on=TODAY - timedelta(days=number)),
            ),
            "summary": (
                cases.update_case,
                cases.UpdateCase(case=heard.case, summary=f"Number {number}"),
            ),
            "venue": (
                sittings.update_sitting,
                sittings.UpdateSitting(sitting=heard.sitting, venue=f"Room {number}"),
            ),
            "attend": (
                attendance.record_attendance,
                attendance.RecordAttendance(sitting=heard.sitting, present=tuple(present)),
            ),
            "draft": (
                recommendations.draft_recommendation,
                recommendations.DraftRecommendation(
                    **heard.item, outcome=Outcome.SUITABLE, views=views(*present)
                ),
            ),
            "minutes": (
                minutes.write_minutes,
                minutes.WriteMinutes(
                    **heard.item, sections={MinutesSection.SUMMARY: f"Draft {number}"}
                ),
            ),
        }
        reversal = panel.adviser.execute(*commands[name]).reversal
        if reversal is not None:
            reversals.append(reversal)
            states.append(content(panel))
    states.pop()
    while reversals:
        panel.adviser.undo(reversals.pop())
        assert content(panel) == states.pop()


# --- what is recorded of it


def test_an_undone_action_is_in_the_trail_under_the_same_reference(panel: Panel) -> None:
    ref = case(panel)
    reversal = do((panel.adviser, cases.update_case, cases.UpdateCase(case=ref, summary="x")))
    with audited(panel, panel.adviser, "undo update_case", ref):
        outcome = panel.adviser.undo(reversal)
    assert outcome.topics == reversal.topics != frozenset()
    assert outcome.reversal is not None
    with audited(panel, panel.adviser, "redo update_case", ref):
        panel.adviser.undo(outcome.reversal)


def test_a_reversal_says_what_it_does_and_names_nobody(panel: Panel) -> None:
    reversal = do((panel.adviser, *DEEDS["add_household"](panel)[1:]))
    assert reversal.words == "Undo: add household"
    assert "0400" not in repr(reversal)
    assert "0400" not in repr(reversal.changes)
    again = panel.adviser.undo(reversal).reversal
    assert again is not None
    assert again.words == "Redo: add household"


@pytest.mark.parametrize("row", ACTIONS, ids=lambda row: row.name)
def test_each_action_has_words_for_a_menu(row: Permission) -> None:
    words = action_words(row.name)
    assert "_" not in words
    assert words[0].islower()


# --- what cannot be undone


def test_each_action_can_be_undone_or_says_why_not() -> None:
    assert {row.name for row in ACTIONS if row.is_final} == FINAL
    not_undone = {row.name for row in ACTIONS if not row.can_be_undone}
    assert {name for name in not_undone if not name.startswith("export_")} == LEAVES_NOTHING
    assert {row.name for row in ACTIONS if row.name.startswith("export_")} <= not_undone
    tried = {name.split(",")[0] for name in DEEDS}
    assert {row.name for row in ACTIONS if row.has_reversal} - NOT_TRIED_HERE == tried


# Tested beside the action itself.
NOT_TRIED_HERE = {"remove_non_working_day"}


def test_what_was_signed_or_sent_has_no_reversal(panel: Panel) -> None:
    heard = listed_item(panel)
    draft(panel, heard, Outcome.NOT_SUITABLE)
    said = recommendations.ConfirmRecommendation(**heard.item)
    panel.administrator.execute(*_minutes(panel, heard)[1:])
    panel.adviser.execute(minutes.check_minutes, minutes.CheckMinutes(**heard.item))
    steps: list[Deed] = [
        (panel.chair, recommendations.confirm_recommendation, said),
        (panel.chair, minutes.lock_minutes, minutes.LockMinutes(**heard.item)),
        (
            panel.adviser,
            minutes.add_correction,
            minutes.AddCorrection(**heard.item, words="Item 2 began at 10:00."),
        ),
    ]
    for office, handler, command in steps:
        assert office.execute(handler, command).reversal is None


def test_what_changed_nothing_has_no_reversal(panel: Panel) -> None:
    sitting = sitting_with(panel, present=FIVE, in_the_chair=CHAIR)
    command = attendance.RecordAttendance(sitting=sitting, present=FIVE, in_the_chair=CHAIR)
    assert panel.adviser.execute(attendance.record_attendance, command).reversal is None


def test_a_later_change_of_the_same_row_stands_in_the_way(panel: Panel) -> None:
    ref = case(panel)
    first = do((panel.adviser, cases.update_case, cases.UpdateCase(case=ref, summary="One")))
    second = do((panel.administrator, cases.update_case, cases.UpdateCase(case=ref, summary="Two")))
    with refused(panel, StaleRecord, "changed again since.*Undo the later change first"):
        panel.adviser.undo(first)
    panel.administrator.undo(second)
    panel.adviser.undo(first)
    assert panel.rows("SELECT summary FROM panel_case") == [("",)]


def test_a_later_change_elsewhere_does_not(panel: Panel) -> None:
    ref, other = case(panel), case(panel)
    reversal = do((panel.adviser, cases.update_case, cases.UpdateCase(case=ref, summary="One")))
    do((panel.adviser, cases.update_case, cases.UpdateCase(case=other, summary="Two")))
    panel.adviser.undo(reversal)
    assert panel.rows("SELECT summary FROM panel_case ORDER BY id") == [("",), ("Two",)]


def test_what_something_later_rests_on_stays(panel: Panel) -> None:
    reversal = do((panel.adviser, sittings.plan_sitting, sittings.PlanSitting(held_on=TODAY)))
    [(sitting,)] = panel.rows("SELECT ref FROM sitting")
    panel.adviser.execute(sittings.add_item, sittings.AddItem(sitting=sitting, case=case(panel)))
    with refused(panel, StaleRecord, "recorded later rests on this"):
        panel.adviser.undo(reversal)


def test_a_number_that_was_given_out_again_is_left_alone(panel: Panel) -> None:
    deed = DEEDS["plan_sitting"](panel)
    again = panel.adviser.undo(do(deed)).reversal
    do((panel.adviser, sittings.plan_sitting, sittings.PlanSitting(held_on=date(2026, 12, 3))))
    assert again is not None
    with refused(panel, StaleRecord, "changed again since"):
        panel.adviser.undo(again)


# --- nothing is undone behind what is final


@pytest.mark.parametrize("name", ["attendance", "times", "minutes", "agenda", "case", "interest"])
def test_what_the_panel_said_keeps_what_it_rests_on(panel: Panel, name: str) -> None:
    heard = listed_item(panel, present=ALL_SIX)
    commands: dict[str, tuple[Any, Any]] = {
        "attendance": (
            attendance.record_attendance,
            attendance.RecordAttendance(sitting=heard.sitting, present=FIVE, in_the_chair=CHAIR),
        ),
        "times": (
            attendance.time_item,
            attendance.TimeItem(**heard.item, started_at=time(10)),
        ),
        "minutes": _minutes(panel, heard)[1:],
        "agenda": (
            sittings.update_sitting,
            sittings.UpdateSitting(sitting=heard.sitting, venue="Room 2"),
        ),
        "case": (cases.update_case, cases.UpdateCase(case=heard.case, summary="In short")),
        "interest": (
            attendance.declare_interest,
            attendance.DeclareInterest(**heard.item, member=VICE_CHAIR, kind=InterestKind.PERSONAL),
        ),
    }
    reversal = do((panel.adviser, *commands[name]))
    draft(panel, heard, Outcome.SUITABLE)
    confirm(panel, heard)
    with refused(panel, StaleRecord, "Something final was recorded"):
        panel.adviser.undo(reversal)


def test_what_the_panel_said_of_another_case_of_the_sitting_does_not_matter(panel: Panel) -> None:
    one, other = case(panel), case(panel)
    sitting = sitting_with(panel, one, other)
    command = recommendations.DraftRecommendation(
        sitting=sitting, case=one, outcome=Outcome.SUITABLE
    )
    reversal = do((panel.adviser, recommendations.draft_recommendation, command))
    draft(panel, Heard(sitting, other), Outcome.SUITABLE)
    confirm(panel, Heard(sitting, other))
    panel.adviser.undo(reversal)
    assert panel.rows("SELECT count(*) FROM recommendation") == [(1,)]


def test_what_came_after_something_final_can_be_undone(panel: Panel) -> None:
    panel.adviser.undo(do(_sent(panel)))
    assert panel.rows("SELECT minutes_received_on FROM item") == [(None,)]


def test_minutes_that_were_decided_on_stay_received(panel: Panel) -> None:
    deed = _sent(panel)
    reversal = do(deed)
    panel.decision_maker.execute(
        decisions.record_decision,
        decisions.RecordDecision(
            case=deed[2].case,
            sitting=deed[2].sitting,
            decision=FirstDecision.APPROVE,
            decided_on=TODAY,
            reasons="I agree.",
        ),
    )
    with refused(panel, StaleRecord, "Something final was recorded"):
        panel.adviser.undo(reversal)


def test_a_resignation_cannot_be_undone(panel: Panel) -> None:
    command = cases.RecordResignation(
        household=household(panel, approved_on=date(2020, 1, 1)),
        reason=EndingReason.RETIREMENT,
        notice_received_on=TODAY,
    )
    assert panel.adviser.execute(cases.record_resignation, command).reversal is None


# --- who may


def test_who_lost_the_role_undoes_nothing_and_it_is_recorded(panel: Panel) -> None:
    office = panel.administrator
    reversal = do((office, sittings.plan_sitting, sittings.PlanSitting(held_on=TODAY)))
    panel.run("UPDATE user_role SET role = 'member' WHERE role = 'administrator'")
    with pytest.raises(NotAllowed):
        office.undo(reversal)
    assert panel.rows("SELECT count(*) FROM sitting") == [(1,)]
    assert panel.audit()[-1] == (office.user_name, "refused undo plan_sitting", "")


def test_who_is_not_in_the_chair_any_more_undoes_nothing(panel: Panel) -> None:
    heard = listed_item(panel, present=ALL_SIX)
    reversal = do(
        (panel.chair, attendance.time_item, attendance.TimeItem(**heard.item, started_at=time(10)))
    )
    panel.adviser.execute(
        attendance.take_chair, attendance.TakeChair(sitting=heard.sitting, member=VICE_CHAIR)
    )
    with pytest.raises(NotAllowed, match="in the chair"):
        panel.chair.undo(reversal)
    panel.vice_chair.undo(reversal)
    assert panel.rows("SELECT started_at FROM item") == [(None,)]


def test_J7_who_has_an_interest_undoes_nothing_of_the_case(panel: Panel) -> None:
    heard = listed_item(panel, present=ALL_SIX, in_the_chair=VICE_CHAIR)
    command = attendance.DeclareInterest(**heard.item, kind=InterestKind.PERSONAL)
    reversal = do((panel.vice_chair, attendance.declare_interest, command))
    with pytest.raises(NotFound, match="There is no case"):
        panel.vice_chair.undo(reversal)
    panel.adviser.undo(reversal)


def test_nothing_is_undone_in_a_file_that_can_only_be_read(panel: Panel) -> None:
    reversal = do(DEEDS["plan_sitting"](panel))
    panel.file.is_read_only = True
    with refused(panel, FileTrouble, "read but not change"):
        panel.adviser.undo(reversal)
