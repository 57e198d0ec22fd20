"""The office under any order of actions: what must hold holds after every step."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from panelapp.actions.attendance import (
    DeclareInterest,
    RecordAttendance,
    RuleOnInterest,
    declare_interest,
    record_attendance,
    rule_on_interest,
)
from panelapp.actions.cases import OpenCase, WithdrawCase, open_case, withdraw_case
from panelapp.actions.decisions import (
    RecordDecision,
    RecordFinalDecision,
    RecordNotice,
    RecordResponse,
    record_decision,
    record_final_decision,
    record_notice,
    record_response,
)
from panelapp.actions.minutes import (
    CheckMinutes,
    LockMinutes,
    SendMinutes,
    WriteMinutes,
    check_minutes,
    lock_minutes,
    send_minutes,
    write_minutes,
)
from panelapp.actions.recommendations import (
    ConfirmRecommendation,
    DraftRecommendation,
    confirm_recommendation,
    draft_recommendation,
)
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
from panelapp.domain.errors import NotAllowed, PanelappError
from panelapp.domain.rules.lifecycle import CaseState, case_state, latest_presentation
from panelapp.domain.rules.routes import first_decisions, outcomes
from panelapp.domain.vocabulary import (
    CaseType,
    DeferralReason,
    DispatchMethod,
    FinalDecision,
    FirstDecision,
    InterestKind,
    InterestRuling,
    MinutesSection,
    NoticeKind,
    Outcome,
    QdResponse,
    UserRole,
)
from panelapp.queries.audit_trail import FileQuestion, file_findings
from panelapp.queries.facts import case_facts
from panelapp.queries.quorum import item_quorum, members_counted
from tests.factories import ALL_SIX, CHAIR, VICE_CHAIR, Panel, household, open_panel

if TYPE_CHECKING:
    from collections.abc import Callable

ACTORS = (
    UserRole.PANEL_ADVISER,
    UserRole.ADMINISTRATOR,
    UserRole.CHAIR,
    UserRole.VICE_CHAIR,
    UserRole.DECISION_MAKER,
)
CASE_TYPES = (CaseType.MAINSTREAM_APPROVAL, CaseType.REVIEW, CaseType.BRIEF_REPORT)
OUTCOMES = (
    Outcome.SUITABLE,
    Outcome.NOT_SUITABLE,
    Outcome.CONTINUE,
    Outcome.FURTHER_REPORT,
    Outcome.DEFERRED,
)
FIRST = (
    FirstDecision.APPROVE,
    FirstDecision.QD_NOT_APPROVE,
    FirstDecision.CONTINUE,
    FirstDecision.QD_TERMINATE,
    FirstDecision.MORE_INFORMATION,
    FirstDecision.RETURN_TO_PANEL,
)
_OFF = Outcome.WITHDRAWN
places = st.integers(0, 2)


class OfficeMachine(RuleBasedStateMachine):
    """Everybody tries everything; a refusal changes nothing, and what was signed stays."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.panel: Panel = open_panel(self.folder)
        self.cases: list[str] = []
        self.sittings: list[str] = []
        self.trail: list[tuple[Any, ...]] = []
        self.signed: dict[str, set[tuple[Any, ...]]] = {}

    def teardown(self) -> None:
        self.panel.file.close()
        shutil.rmtree(self.folder)

    # --- what people do

    @initialize(choice=st.integers(0, 5), steps=st.integers(0, 10))
    def start(self, choice: int, steps: int) -> None:
        """Begin with a case that has come some way, so that every stage is tried."""
        self.home = household(self.panel)
        self.open(CaseType.MAINSTREAM_APPROVAL)
        self.plan()
        self.put_on_agenda(0, 0)
        self.attend(0, present=frozenset(ALL_SIX), chair=CHAIR)
        self.go_on(0, choice, steps)

    @rule(case_type=st.sampled_from(CASE_TYPES))
    @precondition(lambda self: len(self.cases) < 3)
    def open(self, case_type: CaseType) -> None:
        command = OpenCase(household=self.home, case_type=case_type, opened_on=self.today)
        self.cases.append(self.panel.adviser.execute(open_case, command).value)

    @rule()
    @precondition(lambda self: len(self.sittings) < 3)
    def plan(self) -> None:
        command = PlanSitting(held_on=self.today)
        self.sittings.append(self.panel.adviser.execute(plan_sitting, command).value)

    @rule(days=st.sampled_from((1, 7, 29)))
    def wait(self, days: int) -> None:
        self.panel.clock.go_to(self.today + timedelta(days=days))

    @rule(sitting=places, case=places)
    def put_on_agenda(self, sitting: int, case: int) -> None:
        self.act(UserRole.PANEL_ADVISER, add_item, AddItem(**self.item(sitting, case)))

    @rule(sitting=places, case=places)
    def take_off_agenda(self, sitting: int, case: int) -> None:
        command = WithdrawItem(
            **self.item(sitting, case), withdrawn_on=self.today, reason="Not ready"
        )
        self.act(UserRole.PANEL_ADVISER, withdraw_item, command)

    @rule(sitting=places)
    def cancel(self, sitting: int) -> None:
        command = CancelSitting(sitting=self.sitting(sitting), reason="Snow")
        self.act(UserRole.PANEL_ADVISER, cancel_sitting, command)

    @rule(
        sitting=places,
        present=st.frozensets(st.sampled_from(ALL_SIX), min_size=4),
        chair=st.sampled_from((CHAIR, VICE_CHAIR)),
    )
    def attend(self, sitting: int, present: frozenset[str], chair: str) -> None:
        command = RecordAttendance(
            sitting=self.sitting(sitting), present=tuple(sorted(present)), in_the_chair=chair
        )
        self.act(UserRole.PANEL_ADVISER, record_attendance, command)

    @rule(sitting=places, case=places, member=st.sampled_from(ALL_SIX))
    def declare(self, sitting: int, case: int, member: str) -> None:
        command = DeclareInterest(
            **self.item(sitting, case), member=member, kind=InterestKind.OTHER
        )
        self.act(UserRole.PANEL_ADVISER, declare_interest, command)

    @rule(
        actor=st.sampled_from(ACTORS),
        sitting=places,
        case=places,
        member=st.sampled_from(ALL_SIX),
        ruling=st.sampled_from(InterestRuling),
    )
    def decide_on_interest(
        self, actor: UserRole, sitting: int, case: int, member: str, ruling: InterestRuling
    ) -> None:
        command = RuleOnInterest(**self.item(sitting, case), member=member, ruling=ruling)
        self.act(actor, rule_on_interest, command)

    @rule(sitting=places, case=places, outcome=st.sampled_from(OUTCOMES))
    def say(self, sitting: int, case: int, outcome: Outcome) -> None:
        command = DraftRecommendation(
            **self.item(sitting, case),
            outcome=outcome,
            reasons="As minuted.",
            deferral_reason=DeferralReason.MEDICAL,
            deferral_needed="A report",
            deferral_from="The worker",
            deferral_due_on=self.today,
        )
        self.act(UserRole.ADMINISTRATOR, draft_recommendation, command)

    @rule(actor=st.sampled_from(ACTORS), sitting=places, case=places)
    def confirm(self, actor: UserRole, sitting: int, case: int) -> None:
        item = self.item(sitting, case)
        if self.act(actor, confirm_recommendation, ConfirmRecommendation(**item)):
            with self.panel.unit(actor) as uow:
                confirmed = uow.item(item["sitting"], item["case"])
                assert item_quorum(confirmed, uow).quorate
                assert uow.actor.person_id in members_counted(confirmed, uow)
                assert uow.actor.person_id == confirmed.in_the_chair

    @rule(sitting=places, case=places)
    def write_and_check(self, sitting: int, case: int) -> None:
        item = self.item(sitting, case)
        sections = {MinutesSection.SUMMARY: "The panel met."}
        self.act(UserRole.ADMINISTRATOR, write_minutes, WriteMinutes(**item, sections=sections))
        self.act(UserRole.PANEL_ADVISER, check_minutes, CheckMinutes(**item))

    @rule(actor=st.sampled_from(ACTORS), sitting=places, case=places)
    def lock(self, actor: UserRole, sitting: int, case: int) -> None:
        self.act(actor, lock_minutes, LockMinutes(**self.item(sitting, case)))

    @rule(sitting=places, case=places)
    def receive(self, sitting: int, case: int) -> None:
        command = SendMinutes(**self.item(sitting, case), received_on=self.today)
        self.act(UserRole.PANEL_ADVISER, send_minutes, command)

    @rule(
        actor=st.sampled_from(ACTORS),
        sitting=st.none() | places,
        case=places,
        decision=st.sampled_from(FIRST),
    )
    def decide(
        self, actor: UserRole, sitting: int | None, case: int, decision: FirstDecision
    ) -> None:
        command = RecordDecision(
            case=self.case(case),
            sitting=None if sitting is None else self.sitting(sitting),
            without_recommendation_because="" if sitting is not None else "None was asked for.",
            decision=decision,
            decided_on=self.today,
            reasons="My reasons.",
            arguments="My arguments.",
        )
        self.act(actor, record_decision, command)

    @rule(case=places, kind=st.sampled_from(NoticeKind))
    def tell(self, case: int, kind: NoticeKind) -> None:
        command = RecordNotice(
            case=self.case(case),
            kind=kind,
            given_on=self.today,
            method=DispatchMethod.FIRST_CLASS_POST,
        )
        self.act(UserRole.ADMINISTRATOR, record_notice, command)

    @rule(case=places, response=st.sampled_from(QdResponse))
    def answer(self, case: int, response: QdResponse) -> None:
        command = RecordResponse(case=self.case(case), response=response, received_on=self.today)
        self.act(UserRole.ADMINISTRATOR, record_response, command)

    @rule(case=places, decision=st.sampled_from(FinalDecision))
    def decide_finally(self, case: int, decision: FinalDecision) -> None:
        command = RecordFinalDecision(
            case=self.case(case), decision=decision, decided_on=self.today, reasons="My reasons."
        )
        self.act(UserRole.DECISION_MAKER, record_final_decision, command)

    @rule(case=places)
    def withdraw(self, case: int) -> None:
        command = WithdrawCase(case=self.case(case), withdrawn_on=self.today, reason="Moved")
        self.act(UserRole.PANEL_ADVISER, withdraw_case, command)

    @rule(case=places, choice=st.integers(0, 5), steps=st.sampled_from((12, 8, 4)))
    def go_on(self, case: int, choice: int, steps: int) -> None:
        """Take the usual next steps with a case, so that some come far."""
        for _ in range(steps):
            self.take_next_step(case, choice)

    def take_next_step(self, case: int, choice: int) -> None:
        ref = self.case(case)
        with self.panel.unit() as uow:
            facts = case_facts(uow.case(ref), uow)
        state = case_state(facts, self.today)
        shown = latest_presentation(facts)
        sitting = self.sittings.index(shown.sitting_ref) if shown else 0
        match state:
            case CaseState.OPENED | CaseState.DEFERRED | CaseState.RETURNED_TO_PANEL:
                self.wait(1)
                self.plan()
                self.put_on_agenda(len(self.sittings) - 1, case)
            case CaseState.LISTED:
                self.attend(sitting, frozenset(ALL_SIX), CHAIR)
                possible = [code for code in outcomes(facts.case_type) if code is not _OFF]
                self.say(sitting, case, possible[choice % len(possible)])
            case CaseState.HEARD:
                self.confirm(UserRole.CHAIR, sitting, case)
            case CaseState.RECOMMENDED:
                self.write_and_check(sitting, case)
                self.lock(UserRole.CHAIR, sitting, case)
            case CaseState.MINUTES_LOCKED:
                self.receive(sitting, case)
            case CaseState.WITH_DECISION_MAKER | CaseState.INFORMATION_AWAITED:
                codes = first_decisions(facts.case_type, shown.outcome if shown else None)
                decision = codes[choice % len(codes)]
                self.decide(UserRole.DECISION_MAKER, sitting, case, decision)
            case CaseState.DECIDED:
                self.tell(case, NoticeKind.WRITTEN)
            case CaseState.NOTIFIED:
                self.answer(case, QdResponse.ACCEPTED)
            case CaseState.FINAL_DECISION_DUE:
                self.decide_finally(case, FinalDecision.NOT_APPROVE)

    # --- what must hold

    @invariant()
    def the_trail_only_grows_and_is_whole(self) -> None:
        trail = self.panel.rows("SELECT seq, hash FROM audit_row ORDER BY seq")
        assert trail[: len(self.trail)] == self.trail
        self.trail = trail
        assert self.panel.auditor.read(file_findings, FileQuestion()) == ()

    @invariant()
    def what_was_signed_stays(self) -> None:
        signed = {
            "recommendation": "SELECT * FROM recommendation WHERE confirmed_on IS NOT NULL",
            "locked_minutes": "SELECT * FROM locked_minutes",
            "decision": "SELECT * FROM decision",
            "final_decision": "SELECT * FROM final_decision",
        }
        for table, query in signed.items():
            rows = set(self.panel.rows(query))
            assert self.signed.get(table, set()) <= rows
            self.signed[table] = rows

    @invariant()
    def a_decision_has_minutes_or_says_why_not(self) -> None:
        assert (
            self.panel.rows(
                "SELECT d.id FROM decision d LEFT JOIN locked_minutes m ON m.item_id = d.item_id "
                "LEFT JOIN recommendation r ON r.item_id = d.item_id "
                "WHERE (m.id IS NULL OR r.confirmed_on IS NULL OR d.minutes_received_on IS NULL) "
                "AND d.without_recommendation_because = ''"
            )
            == []
        )

    @invariant()
    def nobody_decides_what_they_had_a_part_in(self) -> None:
        assert (
            self.panel.rows(
                "SELECT d.id FROM decision d JOIN item i ON i.case_id = d.case_id "
                "JOIN attendance a ON a.sitting_id = i.sitting_id "
                "WHERE a.attended AND a.person_id = d.decision_maker_id"
            )
            == []
        )

    @invariant()
    def a_person_answers_once_and_is_decided_on_once(self) -> None:
        for table in ("qd_response", "final_decision"):
            assert (
                self.panel.rows(
                    f"SELECT decision_id FROM {table} GROUP BY decision_id HAVING count(*) > 1"  # noqa: S608
                )
                == []
            )

    @invariant()
    def every_link_between_rows_holds(self) -> None:
        assert self.panel.rows("PRAGMA foreign_key_check") == []

    # --- how

    @property
    def today(self) -> Any:  # noqa: ANN401
        return self.panel.clock.today

    def case(self, place: int) -> str:
        return self.cases[place % len(self.cases)]

    def sitting(self, place: int) -> str:
        return self.sittings[place % len(self.sittings)]

    def item(self, sitting: int, case: int) -> dict[str, Any]:
        return {"sitting": self.sitting(sitting), "case": self.case(case)}

    def act(self, role: UserRole, handler: Callable[..., object], command: object) -> bool:
        """Whether somebody did something; a refusal changes nothing but the trail."""
        before = self.panel.tables()
        refusal = self.refusal(role, handler, command)
        after = self.panel.tables()
        recorded = len(after.pop("audit_row")) - len(before.pop("audit_row"))
        if refusal is None:
            assert recorded == 1
            return True
        assert after == before
        assert recorded == 1 or not isinstance(refusal, NotAllowed)
        assert recorded in {0, 1}
        return False

    def refusal(
        self, role: UserRole, handler: Callable[..., object], command: object
    ) -> PanelappError | None:
        try:
            self.panel.acting(role).execute(handler, command)
        except PanelappError as refusal:
            return refusal
        return None


TestOfficeMachine = OfficeMachine.TestCase
TestOfficeMachine.settings = settings(
    max_examples=20,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
