"""Every move that there is, tried on a case wherever it stands.

What may be done is told here once more, from the regulations and the vocabulary and not from the
product's own tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from panelapp.actions.assessment_stages import RefuseAtStage1, refuse_at_stage_1
from panelapp.actions.cases import (
    OpenCase,
    RecordEnding,
    RecordResignation,
    UpdateCase,
    WithdrawCase,
    open_case,
    record_ending,
    record_resignation,
    update_case,
    withdraw_case,
)
from panelapp.actions.decisions import (
    RecordAgreement,
    RecordFinalDecision,
    RecordNotice,
    RecordResponse,
    record_agreement,
    record_decision,
    record_final_decision,
    record_notice,
    record_response,
)
from panelapp.actions.direct_route import SignOffQuality, sign_off_quality
from panelapp.actions.irm import (
    OpenIrmReferral,
    UpdateIrmReferral,
    open_irm_referral,
    update_irm_referral,
)
from panelapp.actions.minutes import LockMinutes, SendMinutes, lock_minutes, send_minutes
from panelapp.actions.recommendations import (
    ConfirmRecommendation,
    DraftRecommendation,
    confirm_recommendation,
    draft_recommendation,
)
from panelapp.actions.sittings import AddItem, WithdrawItem, add_item, withdraw_item
from panelapp.domain.vocabulary import (
    CaseType,
    DeferralReason,
    DispatchMethod,
    EndingKind,
    EndingReason,
    FinalDecision,
    FirstDecision,
    IrmRecommendation,
    NoticeKind,
    Outcome,
    QdResponse,
    UserRole,
)
from panelapp.persistence.unit_of_work import UnitOfWork
from tests.lives.walk import INITIAL_APPROVALS, SIXTEEN_WEEKS
from tests.unit.domain.rules.test_routes import BY_LAW, DECISIONS, OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.lives.walk import Walk

OFFICE = (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR)
IN_THE_CHAIR = (UserRole.CHAIR,)
AT_PANEL = (*OFFICE, *IN_THE_CHAIR)
DECIDER = (UserRole.DECISION_MAKER,)

# What may be done with a case at each stage.
STAGES = {
    "opened": "refuse at stage 1, sign off, list, decide without a panel, withdraw",
    "signed off": "sign off, list, decide without a panel, withdraw",
    "listed": "take off, say, withdraw",
    "heard": "take off, say, confirm, withdraw",
    "deferred": "list, lock, decide without a panel, withdraw",
    "recommended": "lock, withdraw",
    "noted": "decide",
    "minutes locked": "send, withdraw",
    "with decision maker": "decide, withdraw",
    "information awaited": "sign off, list, decide, decide without a panel, withdraw",
    "returned to panel": "list, withdraw",
    "decided": "tell, write",
    "notified": "tell, answer, withdraw",
    "representations": "refer, withdraw",
    "irm": "apply, review, withdraw",
    "final decision due": "answer, review, decide finally, withdraw",
    "finally decided": "write finally, copy",
    "closed": "tell, copy",
    "withdrawn": "",
    "refused at stage 1": "",
}
FINAL = {
    FirstDecision.QD_NOT_APPROVE: "approve not_approve",
    FirstDecision.QD_TERMINATE: "continue terminate change_terms",
    FirstDecision.QD_CHANGE_TERMS: "change_terms terms_unchanged",
}
ALWAYS = "more_information return_to_panel"


@dataclass(frozen=True)
class Attempt:
    """One move with a plausible command, whose act it is, and whether it may be made now."""

    words: str
    roles: tuple[UserRole, ...]
    handler: Callable[[Any, UnitOfWork], Any]
    command: Any
    may: bool


def attempts(walk: Walk, state: str) -> Iterator[Attempt]:
    """Every move tried on a case at a stage."""
    open_now = frozenset(words.strip() for words in STAGES[state].split(","))
    yield from _stage_1(walk, open_now)
    yield from _sign_off(walk, open_now)
    yield from _at_panel(walk, open_now)
    yield from _deciding(walk, open_now)
    yield from _telling(walk, open_now)
    yield from _after_determination(walk, open_now)
    yield from _ending(walk, open_now, state)


def _at_panel(walk: Walk, may: frozenset[str]) -> Iterator[Attempt]:
    item = walk.heard.item
    yield Attempt(
        "list", OFFICE, add_item, AddItem(sitting=walk.spare, case=walk.ref), "list" in may
    )
    yield Attempt(
        "take off",
        OFFICE,
        withdraw_item,
        WithdrawItem(**item, withdrawn_on=walk.today, reason="Late"),
        "take off" in may,
    )
    sayable = _sayable(walk)
    for outcome in Outcome if "say" in may else (Outcome.DEFERRED,):
        if outcome is not Outcome.WITHDRAWN:
            yield Attempt(
                f"say {outcome.value}",
                AT_PANEL,
                draft_recommendation,
                _said(walk, outcome),
                "say" in may and outcome.value in sayable and not walk.sits_ahead,
            )
    yield Attempt(
        "confirm",
        IN_THE_CHAIR,
        confirm_recommendation,
        ConfirmRecommendation(**item),
        "confirm" in may,
    )
    yield Attempt("lock", IN_THE_CHAIR, lock_minutes, LockMinutes(**item), may=False)
    yield Attempt(
        "send",
        OFFICE,
        send_minutes,
        SendMinutes(**item, received_on=walk.today),
        "send" in may,
    )


def _said(walk: Walk, outcome: Outcome) -> DraftRecommendation:
    return DraftRecommendation(
        **walk.heard.item,
        outcome=outcome,
        reasons="The assessment shows it.",
        deferral_reason=DeferralReason.MEDICAL,
        deferral_needed="The medical report",
        deferral_from="The assessing social worker",
        deferral_due_on=walk.today + timedelta(days=28),
    )


def _sayable(walk: Walk) -> list[str]:
    """What the panel may say about the case."""
    if walk.followed_type is None:
        return OUTCOMES[walk.case_type].split()
    rows = _answers(walk)
    return [*rows, Outcome.DEFERRED.value]


def _answers(walk: Walk) -> dict[str, list[str]]:
    """The first decisions that may follow each recommendation."""
    kind, about = walk.case_type.value, walk.followed_type
    tabled = {"brief_report": "brief_report", "change_of_approval": "review"}
    for kinds, follows, rows in DECISIONS:
        is_it = kind in kinds and follows is None
        if about is not None:
            known = tabled.get(about.value, about.value)
            is_it = known in kinds and follows is None
        if is_it:
            found = {said: [*agrees.split(), *differs.split()] for said, agrees, differs in rows}
            if walk.case_type is CaseType.REVIEW_UPDATE:
                found["noted"] = ["noted"]
            return found
    raise AssertionError(kind)


def _deciding(walk: Walk, may: frozenset[str]) -> Iterator[Attempt]:
    may_follow = _may_follow(walk)
    is_heard = walk.outcome is not None and bool(walk.sittings)
    for code in FirstDecision if "decide" in may else _plausible(walk):
        allowed = "decide" in may and is_heard and code.value in may_follow
        if code is FirstDecision.EXTENSION_GRANTED:
            allowed = allowed and _may_extend(walk)
        yield Attempt(
            f"decide {code.value}", DECIDER, record_decision, walk.deciding(code), allowed
        )
    possible = {code for codes in _answers(walk).values() for code in codes}
    for code in FirstDecision if "decide without a panel" in may else _plausible(walk):
        free = walk.case_type.value not in BY_LAW and not _is_recommended(walk)
        free = free or (walk.is_signed_off and not walk.was_heard)
        yield Attempt(
            f"decide {code.value} without a panel",
            DECIDER,
            record_decision,
            walk.deciding(code, sitting=None, without_recommendation_because="None is asked for."),
            "decide without a panel" in may and free and code.value in {*possible, *ALWAYS.split()},
        )
    yield from _incomplete(walk, may, is_heard=is_heard)


def _plausible(walk: Walk) -> list[FirstDecision]:
    return [FirstDecision(next(iter(_answers(walk).values()))[0])]


def _is_recommended(walk: Walk) -> bool:
    return walk.outcome not in {None, Outcome.DEFERRED} and bool(walk.sittings)


def _may_follow(walk: Walk) -> list[str]:
    if walk.outcome is None:
        return []
    if walk.followed_type is not None:
        return ALWAYS.split()
    return [*_answers(walk).get(walk.outcome.value, []), *ALWAYS.split()]


def _incomplete(walk: Walk, may: frozenset[str], *, is_heard: bool) -> Iterator[Attempt]:
    """Decisions that would follow, and lack what the regulations ask for."""
    if "decide" not in may or not is_heard or walk.outcome is None:
        return
    follow = _may_follow(walk)
    lacking: list[tuple[str, dict[str, Any]]] = [(code, {"reasons": " "}) for code in follow]
    for code in follow:
        if code in {"change_terms_by_consent", "qd_change_terms"}:
            lacking.append((code, {"support_statement": ""}))
        if code == "change_terms_by_consent":
            lacking.append((code, {"agreement_signed_on": None}))
    for code, details in lacking:
        complete = walk.deciding(FirstDecision(code))
        yield Attempt(
            f"decide {code} without {next(iter(details))}",
            DECIDER,
            record_decision,
            type(complete)(**(vars(complete) | details)),
            may=False,
        )


def _telling(walk: Walk, may: frozenset[str]) -> Iterator[Attempt]:
    notices = {
        NoticeKind.ORAL: "tell",
        NoticeKind.WRITTEN: "write",
        NoticeKind.FINAL_WRITTEN: "write finally",
    }
    is_decided = walk.decision is not None
    for kind, words in notices.items():
        yield Attempt(
            words,
            OFFICE,
            record_notice,
            RecordNotice(
                case=walk.ref,
                kind=kind,
                given_on=walk.today,
                method=DispatchMethod.FIRST_CLASS_POST,
            ),
            words in may and is_decided,
        )
    approved = FinalDecision.APPROVE if walk.final else FirstDecision.APPROVE
    yield Attempt(
        "sign agreement",
        OFFICE,
        record_agreement,
        RecordAgreement(case=walk.ref, signed_on=walk.today),
        (walk.final or walk.decision) is approved and not walk.is_signed and not walk.follows,
    )


def _after_determination(walk: Walk, may: frozenset[str]) -> Iterator[Attempt]:
    for response in QdResponse if "answer" in may else (QdResponse.ACCEPTED,):
        in_time = {
            QdResponse.NONE: walk.is_over,
            QdResponse.ACCEPTED: True,
            QdResponse.REPRESENTATIONS: not walk.is_over,
            QdResponse.IRM: not walk.is_over,
        }[response]
        yield Attempt(
            f"answer {response.value}",
            OFFICE,
            record_response,
            RecordResponse(case=walk.ref, response=response, received_on=walk.today),
            "answer" in may and in_time and walk.response is None,
        )
    yield Attempt(
        "refer representations",
        OFFICE,
        open_case,
        OpenCase(
            household=walk.home,
            case_type=CaseType.REPRESENTATIONS,
            opened_on=walk.today,
            follows=walk.ref,
        ),
        "refer" in may and walk.about is None,
    )
    yield from _review(walk, may)
    possible = FINAL.get(walk.decision, "").split() if walk.decision else []
    for final in FinalDecision if "decide finally" in may else (FinalDecision.NOT_APPROVE,):
        never = walk.case_type is CaseType.BRIEF_REPORT and final is FinalDecision.APPROVE
        yield Attempt(
            f"decide finally {final.value}",
            DECIDER,
            record_final_decision,
            RecordFinalDecision(
                case=walk.ref, decision=final, decided_on=walk.today, reasons="My own reasons."
            ),
            "decide finally" in may and final.value in possible and not never,
        )


def _review(walk: Walk, may: frozenset[str]) -> Iterator[Attempt]:
    yield Attempt(
        "apply to the IRM",
        OFFICE,
        open_irm_referral,
        OpenIrmReferral(case=walk.ref, applied_on=walk.today),
        "apply" in may and not walk.has_applied,
    )
    yield Attempt(
        "IRM recommends",
        OFFICE,
        update_irm_referral,
        UpdateIrmReferral(
            case=walk.ref,
            reviewed_on=walk.today,
            recommendation=_another_than(walk.recommended),
            recommendation_received_on=walk.today,
        ),
        "review" in may and walk.has_applied,
    )
    yield Attempt(
        "copy the decision to the IRM",
        OFFICE,
        update_irm_referral,
        UpdateIrmReferral(case=walk.ref, copy_sent_on=walk.today),
        "copy" in may and walk.has_applied,
    )


def _stage_1(walk: Walk, may: frozenset[str]) -> Iterator[Attempt]:
    """A refusal on stage 1 information, which is over once stage 2 has begun (reg. 26(1B))."""
    yield Attempt(
        "refuse at stage 1",
        OFFICE,
        refuse_at_stage_1,
        RefuseAtStage1(case=walk.ref, refused_on=walk.today, reasons="The references say no."),
        "refuse at stage 1" in may
        and walk.case_type in INITIAL_APPROVALS
        and "stage 2" not in walk.steps_done,
    )


def _sign_off(walk: Walk, may: frozenset[str]) -> Iterator[Attempt]:
    """That somebody signed off the assessment, which takes the place of a panel where it may."""
    for worker in ("Manager 0073 (synthetic)", walk.worker):
        yield Attempt(
            "sign off" if worker != walk.worker else "sign off one's own assessment",
            OFFICE,
            sign_off_quality,
            SignOffQuality(
                case=walk.ref,
                quality_assured_on=walk.today,
                quality_assured_by=worker,
                quality_assurance="The report is complete and fair.",
            ),
            "sign off" in may and walk.goes_direct and not walk.was_heard and worker != walk.worker,
        )


def _another_than(known: IrmRecommendation | None) -> IrmRecommendation:
    return next(code for code in IrmRecommendation if code is not known)


def _ending(walk: Walk, may: frozenset[str], state: str) -> Iterator[Attempt]:
    yield Attempt(
        "withdraw",
        OFFICE,
        withdraw_case,
        WithdrawCase(case=walk.ref, withdrawn_on=walk.today, reason="Moved"),
        "withdraw" in may,
    )
    yield Attempt(
        "extend",
        OFFICE,
        update_case,
        UpdateCase(
            case=walk.ref,
            # Once it is extended, another day would be another extension.
            extended_on=walk.today - timedelta(days=int(walk.is_extended)),
            extended_by="Officer 0072 (synthetic)",
        ),
        _may_extend(walk)
        and not walk.is_extended
        and walk.decision is not FirstDecision.EXTENSION_REFUSED
        and state != "withdrawn",
    )
    if walk.case_type is CaseType.RESIGNATION:
        yield Attempt(
            "resign",
            OFFICE,
            record_resignation,
            RecordResignation(
                household=walk.home,
                reason=EndingReason.RETIREMENT,
                notice_received_on=walk.today,
            ),
            "resigned" not in walk.steps_done,
        )
        yield Attempt(
            "end approval on another day than the law sets",
            OFFICE,
            record_ending,
            RecordEnding(
                household=walk.home,
                kind=EndingKind.RESIGNATION,
                reason=EndingReason.RETIREMENT,
                effective_on=walk.today,
            ),
            may=False,
        )


def _may_extend(walk: Walk) -> bool:
    """Whether the four steps of CPPCR 25 were taken, in time, and the placement goes on."""
    if walk.case_type is not CaseType.REG24_EXTENSION or walk.started_on is None:
        return False
    steps = {"still_appropriate_on", "iro_informed_on", "views"}
    in_time = walk.today <= walk.started_on + SIXTEEN_WEEKS
    return steps <= walk.steps_done and in_time and "placement_ended_on" not in walk.steps_done
