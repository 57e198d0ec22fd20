"""One case on its way: what a line of a script does, through the actions that the product uses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from panelapp.actions.agency import ChangeSettings, change_settings
from panelapp.actions.assessment_stages import (
    BeginStage2,
    RefuseAtStage1,
    begin_stage_2,
    refuse_at_stage_1,
)
from panelapp.actions.cases import (
    RecordResignation,
    UpdateCase,
    WithdrawCase,
    record_resignation,
    update_case,
    withdraw_case,
)
from panelapp.actions.decisions import (
    RecordAgreement,
    RecordDecision,
    RecordFinalDecision,
    record_agreement,
    record_decision,
    record_final_decision,
)
from panelapp.actions.direct_route import SignOffQuality, sign_off_quality
from panelapp.actions.irm import (
    OpenIrmReferral,
    UpdateIrmReferral,
    open_irm_referral,
    update_irm_referral,
)
from panelapp.actions.minutes import SendMinutes, send_minutes
from panelapp.actions.sittings import (
    AddItem,
    CancelSitting,
    PlanSitting,
    WithdrawItem,
    add_item,
    cancel_sitting,
    plan_sitting,
    withdraw_item,
)
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import (
    CarerKind,
    CaseType,
    EndingReason,
    FinalDecision,
    FirstDecision,
    IrmRecommendation,
    NoticeKind,
    Outcome,
    QdResponse,
    UserRole,
)
from panelapp.office import Office
from panelapp.queries.case_page import CasePageQuestion, case_page
from panelapp.queries.due_list import DueQuestion, duties_due
from tests.factories import (
    JOINED,
    Heard,
    Panel,
    answer,
    case,
    check,
    confirm,
    draft,
    give_notice,
    household,
    lock,
    sitting_with,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from panelapp.queries.case_page import CasePage

APPLICATIONS = {
    CaseType.MAINSTREAM_APPROVAL,
    CaseType.CONNECTED_APPROVAL,
    CaseType.SHORT_BREAK_APPROVAL,
    CaseType.SUPPORTED_LODGINGS_APPROVAL,
    CaseType.BRIEF_REPORT,
}
INITIAL_APPROVALS = {
    CaseType.MAINSTREAM_APPROVAL,
    CaseType.CONNECTED_APPROVAL,
    CaseType.SHORT_BREAK_APPROVAL,
}
TEMPORARY = {CaseType.REG24_EXTENSION, CaseType.CONNECTED_APPROVAL}
FAR_AHEAD = timedelta(days=700)
TEN_WEEKS = timedelta(weeks=10)
FOUR_WEEKS = timedelta(days=28)
SIXTEEN_WEEKS = timedelta(days=111)
"""The last day of sixteen weeks that begin with the day of the placement."""
_HANGS_ON_OUTCOME = {"with decision maker", "noted", "information awaited", "deferred"}
WHY = "My own reasons, which I give in full."


@dataclass
class Walk:
    """A case in a file of its own, and what a script has done with it so far."""

    panel: Panel
    case_type: CaseType
    worker: str = "Worker 0074 (synthetic)"
    home: str = ""
    ref: str = ""
    spare: str = ""
    started_on: date | None = None
    follows: str | None = None
    followed_type: CaseType | None = None
    sittings: list[str] = field(default_factory=list)
    outcome: Outcome | None = None
    decision: FirstDecision | None = None
    written_on: date | None = None
    response: QdResponse | None = None
    about: str | None = None
    has_applied: bool = False
    recommended: IrmRecommendation | None = None
    steps_done: set[str] = field(default_factory=set)
    sits_ahead: bool = False
    goes_direct: bool = False
    is_signed_off: bool = False
    was_heard: bool = False
    offices: dict[UserRole, Office] = field(default_factory=dict)
    is_extended: bool = False
    final: FinalDecision | None = None
    is_signed: bool = False

    @property
    def today(self) -> date:
        """The day that the walk has come to."""
        return self.panel.clock.today

    def standing(self, stage: str) -> tuple[object, ...]:
        """All that decides what may be done with the case at a stage."""
        return (
            stage,
            self.outcome if stage in _HANGS_ON_OUTCOME else None,
            self.decision,
            self.final,
            self.response,
            self.is_over,
            bool(self.about),
            self.has_applied,
            self.is_extended,
            self.is_signed,
            self.sits_ahead,
            self.goes_direct,
            self.is_signed_off,
            frozenset(self.steps_done),
            self.started_on is not None and self.today > self.started_on + SIXTEEN_WEEKS,
        )

    @property
    def is_over(self) -> bool:
        """Whether the 28 days from the letter have passed."""
        return self.written_on is not None and self.today > self.written_on + FOUR_WEEKS

    @property
    def sitting(self) -> str:
        """The sitting that hears the case; one far ahead where none does."""
        return self.sittings[-1] if self.sittings else self.spare

    @property
    def heard(self) -> Heard:
        """The case at its sitting."""
        return Heard(self.sitting, self.ref)

    def page(self) -> CasePage:
        """The page of the case as the adviser reads it."""
        return self.panel.adviser.read(case_page, CasePageQuestion(case=self.ref))

    def duties(self) -> tuple[str, ...]:
        """What is owed in the case, in words."""
        rows = self.panel.adviser.read(duties_due, DueQuestion())
        return tuple(sorted(row.duty.replace("_", " ") for row in rows if row.ref == self.ref))

    def acting(self, role: UserRole) -> Office:
        """The office in the hands of whoever has a role."""
        if role not in self.offices:
            self.offices[role] = self.panel.acting(role)
        return self.offices[role]

    def make(self, move: str) -> None:
        """Do what a line of a script says."""
        for pattern, act in _MOVES:
            found = re.fullmatch(pattern, move)
            if found is not None:
                act(self, *found.groups())
                return
        raise AssertionError(f"no move is called {move!r}")

    # Before panel -------------------------------------------------------------------------------

    def open(self) -> None:
        """Open the case of a household that fits its type."""
        details: dict[str, Any] = {}
        if self.case_type not in APPLICATIONS:
            details["approved_on"] = JOINED
            details["terms"] = Terms(number_of_children=2, age_from=0, age_to=10)
        kind = CarerKind.CONNECTED if self.case_type in TEMPORARY else CarerKind.MAINSTREAM
        self.home = household(self.panel, kind=kind, **details)
        self.spare = self.panel.adviser.execute(
            plan_sitting, PlanSitting(held_on=self.today + FAR_AHEAD)
        ).value
        if self.case_type is CaseType.REPRESENTATIONS:
            return
        if self.case_type in TEMPORARY:
            self.started_on = self.today - TEN_WEEKS
        applied = self.case_type in APPLICATIONS
        self.ref = case(
            self.panel,
            self.case_type,
            home=self.home,
            reg24_started_on=self.started_on,
            application_on=self.today - timedelta(days=60) if applied else None,
            social_worker=self.worker,
        )

    def open_about(self, followed: str, determination: str) -> None:
        """Open the representations about a determination on an earlier case of the household."""
        earlier = Walk(self.panel, CaseType(followed.replace(" ", "_")))
        earlier.make("opened")
        for move in (
            "put on an agenda",
            "panel says not suitable",
            "chair confirms",
            "minutes locked",
            "minutes sent",
            f"decides {determination}",
            "letter sent",
            "answers representations",
        ):
            earlier.make(move)
        self.open()
        self.home, self.follows, self.followed_type = earlier.home, earlier.ref, earlier.case_type
        self.ref = case(self.panel, self.case_type, home=self.home, follows=earlier.ref)

    def list_today(self) -> None:
        """Put the case on the agenda of a sitting of today, to which a quorate panel came."""
        self.sittings.append(sitting_with(self.panel, self.ref))
        self.outcome, self.sits_ahead = None, False

    def list_ahead(self) -> None:
        """Put the case on the agenda of a sitting three weeks ahead."""
        planned = PlanSitting(held_on=self.today + timedelta(days=21))
        self.sittings.append(self.panel.adviser.execute(plan_sitting, planned).value)
        self.panel.adviser.execute(add_item, AddItem(sitting=self.sitting, case=self.ref))
        self.outcome, self.sits_ahead = None, True

    def cancel(self) -> None:
        """Cancel the sitting."""
        self.panel.adviser.execute(
            cancel_sitting, CancelSitting(sitting=self.sitting, reason="Snow")
        )

    def take_off(self) -> None:
        """Take the case off the agenda."""
        self.panel.adviser.execute(
            withdraw_item, WithdrawItem(**self.heard.item, withdrawn_on=self.today, reason="Late")
        )

    def withdraw(self) -> None:
        """Withdraw the case."""
        self.panel.adviser.execute(
            withdraw_case, WithdrawCase(case=self.ref, withdrawn_on=self.today, reason="Moved")
        )

    def wait(self, days: str) -> None:
        """Let days pass."""
        self.panel.clock.go_to(self.today + timedelta(days=int(days)))

    def switch(self) -> None:
        """Let applications that came from long ago on go without a panel, as the law may allow."""
        since = self.today - timedelta(days=365)
        self.panel.adviser.execute(
            change_settings, ChangeSettings(no_panel_for_approvals_from=since)
        )

    def open_direct(self) -> None:
        """Open a case where the agency's dated switch is on."""
        self.switch()
        self.open()
        self.goes_direct = self.case_type in INITIAL_APPROVALS

    def sign_off(self) -> None:
        """Record that somebody signed off the assessment in place of a panel."""
        self.panel.adviser.execute(
            sign_off_quality,
            SignOffQuality(
                case=self.ref,
                quality_assured_on=self.today,
                quality_assured_by="Manager 0075 (synthetic)",
                quality_assurance="The report is complete and fair.",
            ),
        )
        self.is_signed_off = True

    def begin_stage_2(self) -> None:
        """Record that stage 2 of the assessment began."""
        self.panel.adviser.execute(begin_stage_2, BeginStage2(case=self.ref, started_on=self.today))
        self.steps_done.add("stage 2")

    def refuse_at_stage_1(self) -> None:
        """Refuse the application on stage 1 information."""
        self.panel.adviser.execute(
            refuse_at_stage_1,
            RefuseAtStage1(case=self.ref, refused_on=self.today, reasons="The references say no."),
        )

    # At panel -----------------------------------------------------------------------------------

    def say(self, outcome: str) -> None:
        """Record what the panel says."""
        self.outcome = Outcome(outcome.replace(" ", "_"))
        draft(self.panel, self.heard, self.outcome)

    def confirm(self) -> None:
        """Let the chair confirm it."""
        confirm(self.panel, self.heard)
        self.was_heard = True
        if self.outcome in {Outcome.SUPPORT, Outcome.NOT_SUPPORT}:
            self.steps_done.add("views")

    def lock(self) -> None:
        """Write, check and lock the minutes."""
        lock(self.panel, self.heard)

    def check(self) -> None:
        """Write and check the minutes."""
        check(self.panel, self.heard)

    def send(self) -> None:
        """Send the minutes to the decision maker."""
        self.panel.adviser.execute(
            send_minutes, SendMinutes(**self.heard.item, received_on=self.today)
        )

    # The decision -------------------------------------------------------------------------------

    def deciding(self, code: FirstDecision, **details: Any) -> RecordDecision:  # noqa: ANN401
        """A first decision with everything that any decision asks for."""
        complete: dict[str, Any] = {
            "sitting": self.sitting,
            "arguments": "For and against.",
            "support_statement": "No extra support is needed.",
            "late_because": "The decision maker was away.",
        }
        if code is FirstDecision.CHANGE_TERMS_BY_CONSENT:
            complete["agreement_signed_on"] = self.today
        return RecordDecision(
            case=self.ref,
            decision=code,
            decided_on=self.today,
            reasons=WHY,
            **(complete | details),
        )

    def decide(self, code: str, without_panel: str | None = None) -> None:
        """Let the decision maker decide, on what the panel said or without it."""
        self.decision = FirstDecision(code.lower().replace(" ", "_"))
        details: dict[str, Any] = {}
        if without_panel:
            details = {"sitting": None, "without_recommendation_because": "None is asked for."}
        self.panel.decision_maker.execute(record_decision, self.deciding(self.decision, **details))

    def tell(self) -> None:
        """Tell the person by telephone."""
        give_notice(self.panel, self.ref, NoticeKind.ORAL)

    def write(self) -> None:
        """Send the letter of the decision."""
        give_notice(self.panel, self.ref)
        self.written_on = self.today

    def sign_agreement(self) -> None:
        """Record that the foster care agreement was signed."""
        self.panel.adviser.execute(
            record_agreement, RecordAgreement(case=self.ref, signed_on=self.today)
        )
        self.is_signed = True

    # After a qualifying determination -----------------------------------------------------------

    def answer(self, response: str) -> None:
        """Record how the person answers."""
        self.response = QdResponse(response.lower())
        answer(self.panel, self.ref, self.response)

    def refer(self) -> None:
        """Open the case of the representations."""
        self.about = case(self.panel, CaseType.REPRESENTATIONS, home=self.home, follows=self.ref)

    def hear_representations(self, outcome: str) -> None:
        """Take the representations through panel, until the decision maker has its minutes."""
        assert self.about is not None
        again = Walk(self.panel, CaseType.REPRESENTATIONS, ref=self.about)
        for move in (
            "put on an agenda",
            f"panel says {outcome}",
            "chair confirms",
            "minutes locked",
            "minutes sent",
        ):
            again.make(move)

    def withdraw_representations(self) -> None:
        """Withdraw the case of the representations."""
        assert self.about is not None
        Walk(self.panel, CaseType.REPRESENTATIONS, ref=self.about).make("withdrawn")
        self.about = None

    def apply_to_irm(self) -> None:
        """Record that the person applied to the Independent Review Mechanism."""
        self.panel.adviser.execute(
            open_irm_referral, OpenIrmReferral(case=self.ref, applied_on=self.today)
        )
        self.has_applied = True

    def irm(self, **steps: Any) -> None:  # noqa: ANN401
        """Record steps of the independent review."""
        self.panel.adviser.execute(update_irm_referral, UpdateIrmReferral(case=self.ref, **steps))

    def irm_recommends(self, code: str) -> None:
        """Record what the independent review recommended."""
        self.recommended = IrmRecommendation(code.replace(" ", "_"))
        self.irm(
            reviewed_on=self.today,
            recommendation=self.recommended,
            recommendation_received_on=self.today,
        )

    def decide_finally(self, code: str) -> None:
        """Let the decision maker make the final decision."""
        self.final = FinalDecision(code.replace(" ", "_"))
        self.panel.decision_maker.execute(
            record_final_decision,
            RecordFinalDecision(
                case=self.follows or self.ref,
                decision=self.final,
                decided_on=self.today,
                reasons=WHY,
            ),
        )

    def write_finally(self) -> None:
        """Send the letter of the final decision."""
        give_notice(self.panel, self.ref, NoticeKind.FINAL_WRITTEN)

    # Temporary approval and resignation ---------------------------------------------------------

    def update(self, name: str) -> None:
        """Record a step of a temporary approval."""
        steps: dict[str, Any] = {name: self.today}
        if name == "extended_on":
            steps["extended_by"] = "Officer 0071 (synthetic)"
            self.is_extended = True
        self.panel.adviser.execute(update_case, UpdateCase(case=self.ref, **steps))
        self.steps_done.add(name)

    def resign(self) -> None:
        """Record the written notice of resignation, which nothing takes back."""
        done = self.panel.adviser.execute(
            record_resignation,
            RecordResignation(
                household=self.home,
                reason=EndingReason.RETIREMENT,
                notice_received_on=self.today,
            ),
        )
        assert done.value == self.today + timedelta(days=28)
        assert done.reversal is None
        self.steps_done.add("resigned")


_MOVES: tuple[tuple[str, Callable[..., None]], ...] = (
    ("opened", Walk.open),
    ("opened, where the dated switch lets it go without a panel", Walk.open_direct),
    ("assessment signed off", Walk.sign_off),
    ("stage 2 begins", Walk.begin_stage_2),
    ("refused at stage 1", Walk.refuse_at_stage_1),
    (r"opened about a (.+) with (QD .+)", Walk.open_about),
    ("put on an agenda", Walk.list_today),
    ("put on the agenda of a later sitting", Walk.list_ahead),
    ("sitting cancelled", Walk.cancel),
    ("taken off the agenda", Walk.take_off),
    ("withdrawn", Walk.withdraw),
    (r"(\d+) days? pass", Walk.wait),
    ("panel says (.+)", Walk.say),
    ("chair confirms", Walk.confirm),
    ("minutes checked", Walk.check),
    ("minutes locked", Walk.lock),
    ("minutes sent", Walk.send),
    (r"decides ([\w ]+?)(, without a panel)?", Walk.decide),
    ("told by telephone", Walk.tell),
    ("letter sent", Walk.write),
    ("agreement signed", Walk.sign_agreement),
    ("answers (.+)", Walk.answer),
    ("representations opened", Walk.refer),
    ("representations heard as (.+)", Walk.hear_representations),
    ("representations withdrawn", Walk.withdraw_representations),
    ("applies to the IRM", Walk.apply_to_irm),
    ("IRM tells the service", lambda walk: walk.irm(notified_on=walk.today)),
    ("papers sent to the IRM", lambda walk: walk.irm(papers_sent_on=walk.today)),
    ("IRM recommends (.+)", Walk.irm_recommends),
    ("decision copied to the IRM", lambda walk: walk.irm(copy_sent_on=walk.today)),
    ("final decision (.+)", Walk.decide_finally),
    ("final letter sent", Walk.write_finally),
    ("placement is still right", lambda walk: walk.update("still_appropriate_on")),
    ("reviewing officer told", lambda walk: walk.update("iro_informed_on")),
    ("nominated officer extends", lambda walk: walk.update("extended_on")),
    ("placement ended", lambda walk: walk.update("placement_ended_on")),
    ("notice of resignation recorded", Walk.resign),
)
