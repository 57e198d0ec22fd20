"""What is kept, duties and words, is always what is made of the record (ADR 0016 and 0017)."""

from __future__ import annotations

import base64
import hashlib
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from panelapp.actions.agency import (
    AddNonWorkingDay,
    ChangeSettings,
    RemoveNonWorkingDay,
    add_non_working_day,
    change_settings,
    remove_non_working_day,
)
from panelapp.actions.cases import (
    AttachPaper,
    OpenCase,
    RecordEnding,
    RecordResignation,
    RemovePaper,
    UpdateCase,
    attach_paper,
    open_case,
    record_ending,
    record_resignation,
    remove_paper,
    update_case,
)
from panelapp.actions.households import UpdateCarer, update_carer
from panelapp.actions.imports import ImportWorkbook, import_workbook
from panelapp.actions.open_duties import KeepOpenDuties, keep_open_duties
from panelapp.actions.people import (
    Appoint,
    GiveListNotice,
    RecordAppraisal,
    UpdateMember,
    appoint,
    give_list_notice,
    record_appraisal,
    update_member,
)
from panelapp.actions.sittings import AskMembers, SendPapers, ask_members, send_papers
from panelapp.domain.errors import PanelappError
from panelapp.domain.vocabulary import CaseType, EndingKind, EndingReason, UserRole
from panelapp.domain.vocabulary import Office as PanelOffice
from panelapp.queries.due_list import (
    DueQuestion,
    computed_duties,
    due_rows,
    duties_due,
    duties_kept_for,
)
from panelapp.queries.search_entries import search_is_right
from panelapp.queries.standings import kept_rows_are_right
from tests.factories import ALL_SIX, household, open_panel
from tests.integration.command_line import ANYSHIRE
from tests.property.test_office_machine import OfficeMachine, places

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from panelapp.office import Reversal

pytestmark = pytest.mark.timeout(300)
_ADVISER = UserRole.PANEL_ADVISER
members = st.sampled_from(ALL_SIX)


class KeptDuties(OfficeMachine):
    """Everybody does everything that a duty may come from, undoes some of it, and days pass."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[Reversal] = []

    # --- what else people do

    @rule(days=st.sampled_from((0, 3, 40, 200)))
    @precondition(lambda self: len(self.cases) < 4)
    def begin_temporary_approval(self, days: int) -> None:
        command = OpenCase(
            household=self.home,
            case_type=CaseType.REG24_EXTENSION,
            opened_on=self.today,
            reg24_started_on=self.today - timedelta(days),
        )
        # Refused where the household has another temporary approval at the same time.
        with suppress(PanelappError):
            self.cases.append(self.panel.adviser.execute(open_case, command).value)

    @rule(case=places, days=st.integers(0, 400))
    def apply(self, case: int, days: int) -> None:
        day = self.today - timedelta(days)
        self.act(_ADVISER, update_case, UpdateCase(case=self.case(case), application_on=day))

    @rule(days=st.integers(0, 500))
    def approve_long_ago(self, days: int) -> None:
        self.home = household(self.panel, approved_on=self.today - timedelta(days))

    @rule()
    def resign(self) -> None:
        command = RecordResignation(
            household=self.home,
            notice_received_on=self.today,
            reason=EndingReason.RETIREMENT,
        )
        self.act(_ADVISER, record_resignation, command)

    @rule()
    def end(self) -> None:
        command = RecordEnding(
            household=self.home,
            kind=EndingKind.DEATH,
            reason=EndingReason.DEATH,
            effective_on=self.today,
        )
        self.act(_ADVISER, record_ending, command)

    @rule(days=st.integers(1, 60))
    def plan_ahead(self, days: int) -> None:
        today = self.panel.clock.today
        self.panel.clock.go_to(today + timedelta(days))
        self.plan()
        self.panel.clock.go_to(today)

    @rule(sitting=places)
    def ask(self, sitting: int) -> None:
        self.act(_ADVISER, ask_members, AskMembers(sitting=self.sitting(sitting), members=ALL_SIX))

    @rule(sitting=places)
    def send(self, sitting: int) -> None:
        command = SendPapers(sitting=self.sitting(sitting), sent_on=self.today)
        self.act(_ADVISER, send_papers, command)

    @rule(member=members)
    def appraise(self, member: str) -> None:
        command = RecordAppraisal(member=member, held_on=self.today)
        self.act(_ADVISER, record_appraisal, command)

    @rule(member=members, office=st.sampled_from(PanelOffice))
    def appoint(self, member: str, office: PanelOffice) -> None:
        command = Appoint(member=member, office=office, from_on=self.today)
        self.act(_ADVISER, appoint, command)

    @rule(member=members)
    def leave(self, member: str) -> None:
        command = GiveListNotice(member=member, notice_on=self.today)
        self.act(_ADVISER, give_list_notice, command)

    @rule(member=members, day=st.dates(date(2022, 1, 1), date(2026, 11, 18)))
    def train(self, member: str, day: date) -> None:
        command = UpdateMember(member=member, induction_completed_on=day, dbs_on=day)
        self.act(_ADVISER, update_member, command)

    @rule(number=st.integers(1, 20))
    def set_target(self, number: int) -> None:
        self.act(_ADVISER, change_settings, ChangeSettings(minutes_target=number))

    @rule(days=st.integers(-5, 20))
    def have_a_day_off(self, days: int) -> None:
        day = self.today + timedelta(days)
        self.act(_ADVISER, add_non_working_day, AddNonWorkingDay(day=day, name="Snow"))

    @rule(days=st.integers(-5, 20))
    def work_after_all(self, days: int) -> None:
        command = RemoveNonWorkingDay(day=self.today + timedelta(days))
        self.act(_ADVISER, remove_non_working_day, command)

    @rule(newest=st.booleans())
    @precondition(lambda self: self.done)
    def undo(self, newest: bool) -> None:  # noqa: FBT001 - Hypothesis draws it
        reversal = self.done.pop(-1 if newest else 0)
        try:
            back = self.panel.adviser.undo(reversal).reversal
        except PanelappError:
            return
        if back is not None:
            self.done.append(back)
        self.what_is_found_is_what_the_record_says()

    @rule(anew=st.booleans())
    def look_in_the_morning(self, anew: bool) -> None:  # noqa: FBT001 - Hypothesis draws it
        command = KeepOpenDuties(even_if_of_today=anew)
        self.panel.auditor.execute(keep_open_duties, command)
        with self.panel.unit() as uow:
            assert duties_kept_for(uow) == uow.today

    # --- what only search is about

    @rule(case=places, words=st.sampled_from(("", "A dog.", "Zoë is four.")))
    def describe(self, case: int, words: str) -> None:
        self.act(_ADVISER, update_case, UpdateCase(case=self.case(case), summary=words))

    @rule(number=st.integers(41, 43))
    def rename(self, number: int) -> None:
        command = UpdateCarer(household=self.home, carer=1, name=f"Carer {number:04} (synthetic)")
        self.act(_ADVISER, update_carer, command)

    @rule(case=places, words=st.sampled_from((b"One.", b"Two.")))
    def attach(self, case: int, words: bytes) -> None:
        content = base64.b64encode(words).decode()
        ref = self.case(case)
        command = AttachPaper(case=ref, title="Note", file_name="note.txt", content=content)
        if not self.act(_ADVISER, attach_paper, command):
            sha256 = hashlib.sha256(words).hexdigest()
            self.act(_ADVISER, remove_paper, RemovePaper(case=ref, sha256=sha256))

    # --- what must hold

    def what_is_found_is_what_the_record_says(self) -> None:
        """Checked after each undoing and at the end, not after each step.

        It reads every word of the record; what a step misses stays wrong until it is rewritten.
        """
        with self.panel.unit() as uow:
            assert search_is_right(uow)

    def teardown(self) -> None:
        try:
            self.what_is_found_is_what_the_record_says()
        finally:
            super().teardown()

    @invariant()
    def what_is_kept_is_what_the_rules_make(self) -> None:
        for role in (UserRole.PANEL_ADVISER, UserRole.DECISION_MAKER, UserRole.MEMBER):
            with self.panel.unit(role) as uow:
                assert kept_rows_are_right(uow)
                read = duties_due(DueQuestion(), uow)
                assert read == due_rows(computed_duties(uow, uow.today), uow.today, uow)

    # --- how

    def act(self, role: UserRole, handler: Callable[..., Any], command: object) -> bool:
        """Whether somebody did something, which is kept for undoing where that is possible."""
        try:
            outcome = self.panel.acting(role).execute(handler, command)
        except PanelappError:
            return False
        if outcome.reversal is not None:
            self.done.append(outcome.reversal)
        return True

    # What the office's own machine watches is not watched twice.
    def the_trail_only_grows_and_is_whole(self) -> None: ...
    def what_was_signed_stays(self) -> None: ...
    def a_decision_has_minutes_or_says_why_not(self) -> None: ...
    def nobody_decides_what_they_had_a_part_in(self) -> None: ...
    def a_person_answers_once_and_is_decided_on_once(self) -> None: ...
    def every_link_between_rows_holds(self) -> None: ...


TestKeptDuties = KeptDuties.TestCase
TestKeptDuties.settings = settings(
    max_examples=8,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def test_duties_of_an_import_are_kept_and_stay_right_as_days_pass(tmp_path: Path) -> None:
    with open_panel(tmp_path) as panel:
        panel.clock.go_to(date(2023, 2, 1))
        assert panel.adviser.execute(import_workbook, ImportWorkbook(path=ANYSHIRE)).value.ok
        for days in (0, 1, 60):
            panel.clock.go_to(panel.clock.today + timedelta(days))
            panel.adviser.execute(change_settings, ChangeSettings(minutes_target=20 - days // 6))
            with panel.unit() as uow:
                assert duties_kept_for(uow) == uow.today
                assert kept_rows_are_right(uow)
                assert len(duties_due(DueQuestion(), uow)) > 50
