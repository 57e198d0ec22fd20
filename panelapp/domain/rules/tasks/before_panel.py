"""The steps before a sitting: what a case of its kind needs, its papers, a place on an agenda."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from panelapp.domain.rules import clocks
from panelapp.domain.rules.assessment import check_lines, progress
from panelapp.domain.rules.case_fields import CaseField, fields_of
from panelapp.domain.rules.checks import LISTED_TYPES
from panelapp.domain.rules.lifecycle import CaseState, latest_presentation
from panelapp.domain.rules.routes import INITIAL_APPROVALS, PanelNeed
from panelapp.domain.rules.tasks.step import Step, on_day
from panelapp.domain.rules.tasks.task import TaskPlace
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import AdviceNeed, CaseType, UserRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from panelapp.domain.rules.tasks.work import CaseWork

_ASSESSMENTS = INITIAL_APPROVALS | {CaseType.BRIEF_REPORT}
_NAMES_CHILDREN = frozenset(
    {CaseType.LONG_TERM_MATCH, CaseType.EXEMPTION, CaseType.REG24_EXTENSION}
)
_PAPERS: Mapping[CaseType, str] = {
    **dict.fromkeys(INITIAL_APPROVALS, "Add the assessment report and other papers"),
    CaseType.SUPPORTED_LODGINGS_APPROVAL: "Add the assessment report and other papers",
    CaseType.BRIEF_REPORT: "Add the brief report and other papers",
    **dict.fromkeys(
        (
            CaseType.FIRST_REVIEW,
            CaseType.REVIEW,
            CaseType.REVIEW_UPDATE,
            CaseType.POST_ALLEGATION_REVIEW,
            CaseType.STANDARD_OF_CARE_REVIEW,
        ),
        "Add the review report and other papers",
    ),
    CaseType.REG24_EXTENSION: "Add the report on the temporary approval",
    CaseType.CHANGE_OF_APPROVAL: "Add the report on the change of terms",
    CaseType.EXEMPTION: "Add the report on the exemption",
    CaseType.LONG_TERM_MATCH: "Add the matching report and other papers",
    CaseType.RESIGNATION: "Add the letter of resignation",
    CaseType.DEREGISTRATION: "Add the report and the evidence",
    CaseType.REPRESENTATIONS: "Add the representations and other papers",
    CaseType.DISQUALIFICATION_CONSENT: "Add the report on the consent",
}


def before_panel(work: CaseWork) -> Iterator[Step]:
    """The steps of a case until its papers are with members."""
    for step in _steps(work):
        too_late = _is_heard(work) and not step.outlasts_panel
        yield replace(step, is_over=step.is_over or too_late)


def _steps(work: CaseWork) -> Iterator[Step]:
    yield from _of_the_kind(work)
    if work.case.case_type in LISTED_TYPES and work.case.case_type not in _ASSESSMENTS:
        yield _checks(work)
    yield _papers(work)
    if not (work.skipped_panel or work.is_only_noted):
        yield from _advice(work)
    if work.state is CaseState.DEFERRED:
        yield from _deferral(work)
    if work.state is CaseState.INFORMATION_AWAITED:
        yield Step(
            code="supply_information",
            name="Give the decision maker the information asked for",
            duties=("supply_information",),
            place=TaskPlace.PAPERS,
        )
    if work.may_go_direct or work.is_signed_off:
        yield _sign_off(work)
    if not work.skipped_panel:
        yield from _listing(work)


def _is_heard(work: CaseWork) -> bool:
    """Whether this round is past the point at which anything can be prepared."""
    heard = work.shown is not None and work.shown.outcome is not None
    ended = work.state in {CaseState.WITHDRAWN, CaseState.REFUSED_AT_STAGE_1}
    return heard or work.decision is not None or ended


def _of_the_kind(work: CaseWork) -> Iterator[Step]:
    case_type = work.case.case_type
    if case_type in _ASSESSMENTS:
        yield from _assessment(work)
    if case_type is CaseType.REG24_EXTENSION:
        yield from _extension(work)
    if case_type in _NAMES_CHILDREN:
        yield Step(
            code="name_children",
            name="Name the child",
            is_done=work.children > 0,
            # The authority's notice names the children whom it exempts (CA89 Sch. 7 para. 4(3)).
            outlasts_panel=work.duty("record_exemption") is not None,
        )
    if case_type is CaseType.CHANGE_OF_APPROVAL:
        yield Step(
            code="ask_for_terms",
            name="Give the terms that are asked for",
            is_done=work.has_requested_terms,
        )
    yield from _of_its_kind(work)
    if case_type is CaseType.RESIGNATION:
        yield Step(
            code="record_resignation",
            name="Record the day on which the resignation came",
            is_done=work.has_ending,
            place=TaskPlace.PEOPLE,
        )


def _of_its_kind(work: CaseWork) -> Iterator[Step]:
    """What is recorded about a case of its type alone."""
    fields, known = fields_of(work.case.case_type), work.of_its_kind
    if CaseField.ABOUT_PERSON in fields:
        name = "Name the person whom it is about"
        yield Step(code="name_person", name=name, is_done=bool(known.about_person))
    if CaseField.CONCERN in fields:
        ended = known.concern_concluded_on
        yield Step(
            code="conclude_concern",
            name="Record what came of looking into it",
            is_done=ended is not None,
            how=on_day("ended on", ended),
            has_begun=known.concern_on is not None,
        )
    if CaseField.CARER_AGREES in fields:
        agreed = known.carer_agreed_on
        yield Step(
            code="agree_to_change",
            name=f"Get the written agreement of {work.them}, if they agree",
            is_done=agreed is not None,
            how=on_day("agreed on", agreed),
        )
        yield Step(
            code="state_support",
            name="Write what support the change needs",
            is_done=bool(known.support_statement),
        )


def _assessment(work: CaseWork) -> Iterator[Step]:
    arrived, shared = work.case.application_on, work.case.report_shared_on
    yield Step(
        code="record_application",
        name="Record the day on which the application came",
        is_done=arrived is not None,
        how=on_day("came on", arrived),
    )
    yield from _stages(work)
    yield Step(
        code="share_report",
        name=f"Send the report to {work.them}",
        is_done=shared is not None,
        how=on_day("sent on", shared),
        duties=("share_report",),
    )
    yield _observations(work, shared)


def _stages(work: CaseWork) -> Iterator[Step]:
    """The two stages of an assessment, which may run side by side, and its declaration."""
    found = work.case.assessment
    waits = "" if work.case.application_on else "after the application came"
    yield Step(
        code="decide_to_assess",
        name="Record the decision to assess",
        is_done=found.decided_on is not None,
        how=on_day("decided on", found.decided_on),
        waits=waits,
    )
    yield _checks(work)
    # A brief report stops an assessment in its second stage (reg. 26(3)).
    is_brief = work.case.case_type is CaseType.BRIEF_REPORT
    yield Step(
        code="decide_stage_1",
        name="Record that stage 2 began" if is_brief else "Begin stage 2, or refuse at stage 1",
        is_done=found.stage2_started_on is not None,
        how=on_day("stage 2 began on", found.stage2_started_on),
        waits=waits,
        duties=("decide_stage_1",),
    )
    yield Step(
        code="declare_compliance",
        name="Get the declaration of compliance signed",
        is_done=found.declared_on is not None,
        how=on_day("signed on", found.declared_on),
        duties=("declare_compliance",),
    )


def _checks(work: CaseWork) -> Step:
    case = work.case
    lines = check_lines(case.case_type, case.assessment, work.on)
    so_far = progress(lines)
    return Step(
        code="collect_checks",
        name="Collect the checks",
        is_done=so_far.is_complete,
        how=f"all {so_far.wanted} received",
        has_begun=bool(case.assessment.checks),
        duties=("chase_checks", "renew_checks"),
        who=UserRole.ADMINISTRATOR,
        place=TaskPlace.CHECKS,
    )


def _advice(work: CaseWork) -> Iterator[Step]:
    advice = work.case.advice
    open_ones = {None, AdviceNeed.NEEDED}
    yield Step(
        code="see_advice",
        name="Record the medical and legal advice, or that none is needed",
        is_done=not open_ones & {advice.medical, advice.legal},
        how="seen, or not needed",
        has_begun=advice.medical is not None or advice.legal is not None,
        duties=("see_medical_advice", "see_legal_advice"),
    )
    yield Step(
        code="write_advice",
        name="Write the panel adviser's advice",
        is_done=advice.adviser_on is not None,
        how=on_day("written on", advice.adviser_on),
        duties=("write_advice",),
    )


def _observations(work: CaseWork, shared: date | None) -> Step:
    """The applicants may comment within ten working days; after that none are waited for."""
    observed = work.case.observations_on
    days, _ = clocks.CLOCKS["applicant_observations"].period(work.on)
    last = work.calendar.add_working_days(shared, days) if shared else None
    how = on_day("came on", observed)
    if observed is None:
        how = on_day("none recorded by", last)
    return Step(
        code="record_observations",
        name=f"Record the comments of {work.them} on the report",
        is_done=observed is not None or (last is not None and work.on > last),
        how=how,
        has_begun=shared is not None,
        waits="" if shared else "after the report is sent",
        duties=("await_observations",),
    )


def _extension(work: CaseWork) -> Iterator[Step]:
    steps = work.case.reg24
    appropriate = steps.appropriate_on if steps else None
    informed = steps.iro_informed_on if steps else None
    yield Step(
        code="reconsider_placement",
        name="Check that the placement is still the most appropriate",
        is_done=appropriate is not None,
        how=on_day("checked on", appropriate),
        duties=("reconsider_placement",),
    )
    yield Step(
        code="inform_reviewing_officer",
        name="Tell the independent reviewing officer",
        is_done=informed is not None,
        how=on_day("told on", informed),
        duties=("inform_reviewing_officer",),
    )


def _papers(work: CaseWork) -> Step:
    return Step(
        code="add_papers",
        name=_PAPERS.get(work.case.case_type, "Add the papers"),
        is_done=work.papers > 0 and (_is_heard(work) or work.papers_sent_on is not None),
        how="1 paper" if work.papers == 1 else f"{work.papers} papers",
        has_begun=work.papers > 0,
        place=TaskPlace.PAPERS,
    )


def _deferral(work: CaseWork) -> Iterator[Step]:
    last = latest_presentation(work.case)
    asked = last.deferral if last else None
    if asked is None or not asked.needed:
        return
    whom = f", from {asked.from_whom}" if asked.from_whom else ""
    yield Step(
        code="supply_what_is_missing",
        name=f"Get what the panel still needs: {asked.needed}{whom}",
        duties=("supply_what_is_missing",),
        place=TaskPlace.PAPERS,
    )


def _sign_off(work: CaseWork) -> Step:
    """The sign-off that takes the panel's place, as long as the case is on no agenda."""
    signed_on = work.case.quality_assured_on if work.is_signed_off else None
    return Step(
        code="sign_off_quality",
        name="Get the quality of the assessment signed off",
        is_done=signed_on is not None,
        how=on_day("signed off on", signed_on),
        is_over=work.shown is not None,
        place=TaskPlace.SIGN_OFF,
    )


def _listing(work: CaseWork) -> Iterator[Step]:
    shown, sent = work.shown, work.papers_sent_on
    again = work.state in {CaseState.DEFERRED, CaseState.RETURNED_TO_PANEL}
    name = "Put on an agenda again" if again else "Put on an agenda"
    if work.need is PanelNeed.NO and shown is None:
        name += ", if the panel is to hear it"
    elif work.may_go_direct and shown is None:
        name = "Or put it on an agenda"
    yield Step(
        code="list_case",
        name=name,
        is_done=shown is not None,
        how=f"sitting of {long_date(shown.sitting_on)}" if shown else "",
        duties=(
            "list_again",
            "list_representations",
            "list_in_time",
            "reach_recommendation",
            "seek_panel_views",
        ),
        place=TaskPlace.AGENDA,
    )
    yield Step(
        code="send_papers",
        name="Send papers to members",
        is_done=shown is not None and sent is not None,
        how=on_day("sent on", sent),
        waits="" if shown else "after the case is on an agenda",
        is_over=shown is not None and shown.sitting_on <= work.on,
        duties=("send_papers",),
        who=UserRole.ADMINISTRATOR,
        place=TaskPlace.SITTING,
        sitting=shown.sitting_ref if shown else "",
    )
