"""The steps of a decision: to make it, to tell people of it, and what it asks for besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.rules.lifecycle import Move, awaits_response
from panelapp.domain.rules.routes import PanelNeed
from panelapp.domain.rules.tasks.determination import determination
from panelapp.domain.rules.tasks.step import Step, on_day
from panelapp.domain.rules.tasks.task import TaskPlace
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import CaseType, FinalDecision, FirstDecision, UserRole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from panelapp.domain.rules.facts import DecisionFacts
    from panelapp.domain.rules.tasks.work import CaseWork


def after_panel(work: CaseWork) -> Iterator[Step]:
    """The steps from the decision on."""
    made = work.decision
    yield _decide(work)
    yield from _requirements(work)
    if work.is_only_noted and made is None:
        return
    if made is not None and made.code is FirstDecision.NOTED:
        return
    if not _is_final_elsewhere(work):
        yield from _telling(work, made)
    if made is not None:
        if awaits_response(made, work.case.case_type):
            yield from determination(work, made)
        yield from _agreement(made)
    if work.case.case_type is CaseType.REG24_EXTENSION:
        yield _extension(work)
    if work.case.case_type is CaseType.EXEMPTION:
        yield _exemption(work, made)


def _is_final_elsewhere(work: CaseWork) -> bool:
    """Whether the decision on representations is the final one on the case they are about."""
    return work.case.case_type is CaseType.REPRESENTATIONS and work.decision is None


def _decide(work: CaseWork) -> Step:
    made = work.decision
    name = "Make the decision"
    if _is_final_elsewhere(work):
        name = "Make the final decision on the case that they are about"
    elif work.is_only_noted:
        name = "Note the case"
    return Step(
        code="decide",
        name=name,
        is_done=made is not None or work.case.followed_final_on is not None,
        how=f"{label(made.code)}, {long_date(made.decided_on)}" if made else "",
        waits=_before_deciding(work),
        duties=("decide", "decide_when_needed"),
        who=UserRole.DECISION_MAKER,
        place=TaskPlace.DECISION,
    )


def _before_deciding(work: CaseWork) -> str:
    if work.allows(Move.DECIDE):
        return ""
    if work.may_go_direct and not work.is_signed_off and work.shown is None:
        return "after the sign-off, or after the decision maker has the minutes"
    if work.allows(Move.DECIDE_WITHOUT_PANEL) and work.need is not PanelNeed.LAW:
        return ""
    if work.is_only_noted:
        return "after the minutes are locked"
    return "after the decision maker has the minutes"


def _telling(work: CaseWork, made: DecisionFacts | None) -> Iterator[Step]:
    oral = made.oral_on if made else None
    written = made.written_on if made else None
    final = made is not None and made.final is not None
    undecided = "" if made else "after the decision"
    yield Step(
        code="tell_orally",
        name=f"Tell {work.them} by telephone or in person",
        is_done=oral is not None,
        how=on_day("told on", oral),
        waits=undecided,
        is_over=written is not None or final,
        duties=("tell_orally",),
        place=TaskPlace.DECISION,
    )
    yield Step(
        code="give_written_notice",
        name=f"Tell {work.them} in writing",
        is_done=written is not None,
        how=on_day("letter of", written),
        waits=undecided,
        is_over=final,
        duties=("give_written_notice",),
        place=TaskPlace.DECISION,
    )


def _requirements(work: CaseWork) -> Iterator[Step]:
    for decision in work.case.decisions:
        for asked in sorted(decision.requirements, key=lambda asked: asked.due_on or work.on):
            yield Step(
                code="meet_requirement",
                name=f"Meet what the decision asks for: {asked.what}",
                is_done=asked.met_on is not None,
                how=on_day("met on", asked.met_on),
                duties=("meet_requirement",) if asked.due_on else (),
                place=TaskPlace.DECISION,
            )


def _agreement(made: DecisionFacts) -> Iterator[Step]:
    approved_on = _approved_on(made)
    if approved_on is None:
        return
    signed = made.agreement_signed_on
    yield Step(
        code="sign_agreement",
        name="Get the foster care agreement signed",
        is_done=signed is not None,
        how=on_day("signed on", signed),
        is_over=made.imported,
        duties=("sign_agreement",),
        place=TaskPlace.DECISION,
    )


def _approved_on(made: DecisionFacts) -> date | None:
    if made.code is FirstDecision.APPROVE:
        return made.decided_on
    if made.final is not None and made.final.code is FinalDecision.APPROVE:
        return made.final.decided_on
    return None


def _exemption(work: CaseWork, made: DecisionFacts | None) -> Step:
    """The written notice, with which an exemption begins: no decision of the agency is one."""
    given = work.case.exemption
    covers = (
        given is not None
        and given.noticed_on is not None
        and not given.another_named_on
        and not given.another_authority_on
    )
    return Step(
        code="record_exemption",
        name="Record the authority's written notice of exemption",
        is_done=covers,
        how=on_day("notice of", given.noticed_on) if given else "",
        waits="after the children are named" if not work.children else "",
        is_over=made is not None and made.code is FirstDecision.EXEMPTION_NOT_SUPPORTED,
        duties=("record_exemption", "replace_exemption", "renew_exemption"),
        place=TaskPlace.EXEMPTION,
    )


def _extension(work: CaseWork) -> Step:
    steps = work.case.reg24
    extended = steps.extended_on if steps else None
    before = (
        (steps.panel_views_on if steps else None, "after the panel has given its views"),
        (steps.appropriate_on if steps else None, "after the placement is checked"),
        (steps.iro_informed_on if steps else None, "after the reviewing officer is told"),
    )
    refused = work.decision is not None and work.decision.code is FirstDecision.EXTENSION_REFUSED
    return Step(
        code="approve_extension",
        name="Record the nominated officer's approval of the extension",
        is_done=extended is not None,
        how=on_day("approved on", extended),
        waits=next((words for day, words in before if day is None), ""),
        is_over=refused,
        duties=("approve_extension",),
        place=TaskPlace.DETAILS,
    )
