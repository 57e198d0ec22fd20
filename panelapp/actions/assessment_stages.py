"""The stages of an assessment, its sign-off, and the advice that a case needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.actions.assessment import case_that_goes_on
from panelapp.domain.errors import BadInput, RuleBroken
from panelapp.domain.events import Topic
from panelapp.domain.names import is_same_name
from panelapp.domain.rules.assessment import check_lines, stage_1_complete_on
from panelapp.domain.rules.check_item import CheckPart
from panelapp.domain.rules.checks import is_assessed
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.lifecycle import Move
from panelapp.domain.rules.routes import INITIAL_APPROVALS
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import AdviceNeed
from panelapp.queries.facts import case_facts, require_move

if TYPE_CHECKING:
    from panelapp.domain.models import Case
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class DecideToAssess:
    """The service's decision to assess an applicant."""

    case: str
    decided_on: date


def decide_to_assess(command: DecideToAssess, uow: UnitOfWork) -> None:
    """Record that the service decided to assess (reg. 26(1)).

    Raises :class:`BadInput` for a day before the application came or one that lies ahead.
    """
    case = _assessed(command.case, uow)
    case.assessment_decided_on = _since_application(command.decided_on, case, uow)
    uow.changed(Topic.CASES, case.ref, "assessment_decided_on")


@dataclass(frozen=True, kw_only=True)
class BeginStage2:
    """The day on which stage 2 of an assessment began."""

    case: str
    started_on: date


def begin_stage_2(command: BeginStage2, uow: UnitOfWork) -> None:
    """Record that stage 2 began. It may run beside stage 1, so nothing need be complete.

    Raises :class:`BadInput` for a day before the application came or one that lies ahead.
    """
    case = _assessed(command.case, uow)
    case.stage2_started_on = _since_application(command.started_on, case, uow)
    uow.changed(Topic.CASES, case.ref, "stage2_started_on")


@dataclass(frozen=True, kw_only=True)
class RefuseAtStage1:
    """The service's written refusal of an applicant on stage 1 information."""

    case: str
    refused_on: date
    reasons: str


def refuse_at_stage_1(command: RefuseAtStage1, uow: UnitOfWork) -> None:
    """End an application on stage 1 information (reg. 26(1B)).

    It is no qualifying determination: no panel, no representations, no independent review; who
    disagrees complains, and the letter cannot be undone. Raises :class:`RuleBroken` once stage 2
    has begun or anything of it is on record, the report was shared or compliance declared; later
    than ten working days after the last stage 1 information came, and for a case that is on an
    agenda or decided; :class:`BadInput` without reasons.
    """
    case = case_that_goes_on(command.case, uow)
    if case.case_type not in INITIAL_APPROVALS:
        raise _refused("Only an application for approval can be refused at stage 1.")
    if not command.reasons.strip():
        raise BadInput(
            "A refusal at stage 1 is given in writing, with reasons.",
            remedy="Nothing was recorded. Give the reasons.",
        )
    refused_on = _since_application(command.refused_on, case, uow)
    _require_stage_1(case, refused_on, uow)
    _require_nothing_later(case, uow)
    require_move(case, Move.REFUSE_AT_STAGE_1, uow)
    case.stage1_refused_on = refused_on
    case.stage1_refused_because = command.reasons.strip()
    uow.changed(Topic.CASES, case.ref, "refused at stage 1")


def _require_stage_1(case: Case, refused_on: date, uow: UnitOfWork) -> None:
    started_on = case.stage2_started_on
    if started_on is not None:
        raise RuleBroken(
            f"Stage 2 began on {long_date(started_on)}.",
            citation=ENGLAND_2011.cite("brief_report"),
            remedy="Nothing was recorded. Bring a brief report to the panel instead.",
        )
    uow.session.flush()
    assessment = case_facts(case, uow).assessment
    complete_on = stage_1_complete_on(case.case_type, assessment, refused_on)
    if complete_on is None:
        return
    clock = due("stage1_refusal", complete_on, uow.calendar)
    if refused_on > clock.due:
        raise RuleBroken(
            f"The last stage 1 information came on {long_date(complete_on)}. The 10 working days"
            f" to refuse at stage 1 ended on {long_date(clock.due)}.",
            citation=clock.citation,
            remedy="Nothing was recorded. Bring a brief report to the panel instead.",
        )


def _require_nothing_later(case: Case, uow: UnitOfWork) -> None:
    """Refuse where the assessment went beyond stage 1, whatever is recorded of stage 2."""
    lines = check_lines(case.case_type, case_facts(case, uow).assessment, uow.today)
    beyond = (
        (
            any(
                line.part is CheckPart.STAGE_2 and (line.is_here or line.is_waited_for)
                for line in lines
            ),
            "Stage 2 information was asked for or has come.",
        ),
        (case.report_shared_on is not None, "The report was shared with the applicants."),
        (case.declared_on is not None, "It was declared that the assessment complies."),
    )
    for is_so, words in beyond:
        if is_so:
            raise RuleBroken(
                words,
                citation=ENGLAND_2011.cite("brief_report"),
                remedy="Nothing was recorded. Bring a brief report to the panel instead.",
            )


def _refused(sentence: str) -> RuleBroken:
    return RuleBroken(
        sentence, citation=ENGLAND_2011.cite("stage1_refusal"), remedy="Nothing was recorded."
    )


@dataclass(frozen=True, kw_only=True)
class DeclareCompliance:
    """A team manager's word that an assessment complies; without a name, the case's own."""

    case: str
    declared_on: date
    declared_by: str = ""


def declare_compliance(command: DeclareCompliance, uow: UnitOfWork) -> None:
    """Record the declaration of compliance, which goes with the papers.

    Raises :class:`BadInput` where nobody is named, and :class:`RuleBroken` for who made the
    assessment.
    """
    case = _assessed(command.case, uow)
    name = command.declared_by.strip() or case.team_manager
    if not name:
        raise BadInput(
            "A declaration is signed by somebody.",
            remedy="Nothing was recorded. Give the name of the team manager.",
        )
    if is_same_name(name, case.social_worker):
        raise RuleBroken(
            "Who made the assessment cannot declare that it complies.",
            citation=ENGLAND_2011.cite("declaration"),
            remedy="Nothing was recorded. A team manager signs it.",
        )
    case.declared_on = uow.require_happened(command.declared_on)
    case.declared_by = name
    uow.changed(Topic.CASES, case.ref, "declared_on")


@dataclass(frozen=True, kw_only=True)
class RecordAdvice:
    """Whether a case needs medical and legal advice, and when it was seen.

    What is left out stays as it is. A day says that the advice was seen.
    """

    case: str
    medical: AdviceNeed | None = None
    medical_on: date | None = None
    legal: AdviceNeed | None = None
    legal_on: date | None = None


def record_advice(command: RecordAdvice, uow: UnitOfWork) -> None:
    """Record which advice a case needs and which was seen (NMS 14.6).

    Raises :class:`BadInput` for advice that was seen on no day, or on one that lies ahead.
    """
    case = case_that_goes_on(command.case, uow)
    if command.medical is not None or command.medical_on is not None:
        need = _need(command.medical, command.medical_on, uow)
        case.medical_advice, case.medical_advice_on = need, command.medical_on
    if command.legal is not None or command.legal_on is not None:
        need = _need(command.legal, command.legal_on, uow)
        case.legal_advice, case.legal_advice_on = need, command.legal_on
    uow.changed(Topic.CASES, case.ref, "advice")


def _need(need: AdviceNeed | None, seen_on: date | None, uow: UnitOfWork) -> AdviceNeed:
    if (need or AdviceNeed.SEEN) is AdviceNeed.SEEN and seen_on is None:
        raise BadInput(
            "Advice that was seen was seen on a day.",
            remedy="Nothing was recorded. Give the day.",
        )
    if need not in {None, AdviceNeed.SEEN} and seen_on is not None:
        raise BadInput(
            "Advice that was not seen has no day.", remedy="Nothing was recorded. Leave it out."
        )
    if seen_on is not None:
        uow.require_happened(seen_on)
    return need or AdviceNeed.SEEN


@dataclass(frozen=True, kw_only=True)
class WriteAdvice:
    """The panel adviser's written advice on a case; without a day it is given today."""

    case: str
    advice: str
    given_on: date | None = None


def write_advice(command: WriteAdvice, uow: UnitOfWork) -> None:
    """Keep the panel adviser's advice, which minutes begin with when they are first written.

    Raises :class:`BadInput` where nothing is written.
    """
    case = case_that_goes_on(command.case, uow)
    if not command.advice.strip():
        raise BadInput("No advice is written.", remedy="Nothing was recorded. Write it.")
    case.adviser_advice = command.advice.strip()
    case.adviser_advice_on = uow.require_happened(command.given_on or uow.today)
    uow.changed(Topic.CASES, case.ref, "adviser_advice")


def _assessed(ref: str, uow: UnitOfWork) -> Case:
    """A case whose type is assessed in two stages. Raises :class:`BadInput` for others."""
    case = case_that_goes_on(ref, uow)
    if not is_assessed(case.case_type):
        raise BadInput(
            "A case of this type is not assessed in stages.", remedy="Nothing was recorded."
        )
    return case


def _since_application(day: date, case: Case, uow: UnitOfWork) -> date:
    uow.require_happened(day)
    if case.application_on is not None and day < case.application_on:
        raise BadInput(
            "This cannot be before the application came.",
            remedy="Nothing was recorded. Check the date.",
        )
    return day
