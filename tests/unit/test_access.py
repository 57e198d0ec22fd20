"""Who may do what, against the privilege matrix; and nobody gets past it."""

from __future__ import annotations

import dataclasses
import inspect
from datetime import time, timedelta
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.access import ACTIONS, QUESTIONS
from panelapp.actions.attendance import (
    DeclareInterest,
    RuleOnInterest,
    TakeChair,
    TimeItem,
    declare_interest,
    rule_on_interest,
    take_chair,
    time_item,
)
from panelapp.actions.decisions import RecordDecision, record_decision
from panelapp.actions.minutes import WriteMinutes, write_minutes
from panelapp.actions.recommendations import ConfirmRecommendation, confirm_recommendation
from panelapp.actions.sittings import PlanSitting, plan_sitting
from panelapp.domain import vocabulary
from panelapp.domain.errors import FileTrouble, NotAllowed, NotFound, PanelappError
from panelapp.domain.vocabulary import (
    FirstDecision,
    InterestKind,
    InterestRuling,
    MinutesSection,
    UserRole,
)
from panelapp.queries.audit_trail import AuditQuestion, audit_rows
from panelapp.queries.documents import (
    ExportAgenda,
    ExportMinutes,
    export_agenda,
    export_minutes,
)
from panelapp.queries.due_list import DueQuestion, duties_due
from panelapp.queries.letters import LetterKind
from panelapp.queries.member_page import MemberPageQuestion, member_page
from panelapp.queries.sitting_list import SittingsQuestion, sittings
from tests.factories import (
    ALL_SIX,
    CHAIR,
    CHEAP,
    MEMBER,
    OTHER,
    PASSPHRASE,
    TODAY,
    USERS,
    VICE_CHAIR,
    Heard,
    Panel,
    case,
    decided_case,
    give_notice,
    listed_item,
    open_panel,
    sitting_with,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.access import Permission
    from panelapp.office import Office
    from panelapp.persistence.unit_of_work import UnitOfWork

ROLES = (
    UserRole.PANEL_ADVISER,
    UserRole.CHAIR,
    UserRole.VICE_CHAIR,
    UserRole.DECISION_MAKER,
    UserRole.ADMINISTRATOR,
    UserRole.MEMBER,
    UserRole.AUDITOR,
)
# One letter for each role in the order above: y may, c only in the chair of that sitting or item,
# o only what is their own, - may not.
MATRIX = {
    # Settings; the administrator sets the file up.
    "update_agency": "y---y--",
    "change_settings": "y------",
    "add_non_working_day": "y---y--",
    "remove_non_working_day": "y---y--",
    "record_backup": "y---y--",
    "confirm_backup": "y---y--",
    # Users, password, roles.
    "add_user": "y---y--",
    "disable_user": "y---y--",
    "change_own_password": "yyyyyyy",
    # Unsaved text: everybody their own.
    "keep_draft": "yyyyyyy",
    "keep_view": "yyyyyyy",
    "rename_view": "yyyyyyy",
    "remove_view": "yyyyyyy",
    "start_with_view": "yyyyyyy",
    "discard_draft": "yyyyyyy",
    "keep_open_duties": "yyyyyyy",
    "draft": "yyyyyyy",
    "drafts": "yyyyyyy",
    "saved_views": "yyyyyyy",
    # Central list: members, checks, training; appoint, end membership.
    "add_member": "y---y--",
    "update_member": "y---y--",
    "record_appraisal": "y---y--",
    "record_link": "y---y--",
    "declare_no_links": "y---y--",
    "appoint": "y---y--",
    "give_list_notice": "y---y--",
    # Cases: create, details, parties. Papers: attach, distribute.
    "add_household": "y---y--",
    "open_case": "y---y--",
    "update_case": "y---y--",
    "withdraw_case": "y---y--",
    "sign_off_quality": "y---y--",
    # Checks and sign-off of an assessment; the adviser's own advice.
    "record_check": "y---y--",
    "ask_for_checks": "y---y--",
    "chase_checks": "y---y--",
    "decide_to_assess": "y---y--",
    "begin_stage_2": "y---y--",
    "refuse_at_stage_1": "y---y--",
    "declare_compliance": "y---y--",
    "record_advice": "y---y--",
    "write_advice": "y------",
    "record_exemption": "y---y--",
    "cancel_exemption": "y---y--",
    "attach_paper": "y---y--",
    "remove_paper": "y---y--",
    "rename_paper": "y---y--",
    "fill_from_form": "y---y--",
    "form_check": "y---y--",
    "record_resignation": "y---y--",
    "record_ending": "y---y--",
    "update_household": "y---y--",
    "update_carer": "y---y--",
    "add_household_member": "y---y--",
    "update_household_member": "y---y--",
    # Sittings: plan, dates, room. Whoever is in the chair orders the day.
    "plan_sitting": "y---y--",
    "update_sitting": "yy--y--",
    "cancel_sitting": "y---y--",
    "ask_members": "y---y--",
    "add_item": "y---y--",
    "add_items": "y---y--",
    "order_items": "ycc-y--",
    "withdraw_item": "y---y--",
    "send_papers": "y---y--",
    # Attendance, apologies, times of arrival and departure.
    "record_reply": "ycc-y--",
    "add_participant": "ycc-y--",
    "record_attendance": "ycc-y--",
    "take_chair": "ycc-y--",
    "record_arrival": "ycc-y--",
    "record_departure": "ycc-y--",
    "time_item": "ycc-y--",
    # Declare an interest; the chair rules on it.
    "declare_interest": "yoooyo-",
    "rule_on_interest": "-cc----",
    # Recommendation: draft, confirm.
    "draft_recommendation": "ycc-y--",
    "confirm_recommendation": "-cc----",
    # Minutes: edit, adviser's check, lock; a correction that the chair writes is signed at once.
    "write_minutes": "ycc-y--",
    "check_minutes": "y------",
    "lock_minutes": "-cc----",
    "add_correction": "ycc-y--",
    "send_minutes": "y---y--",
    # Decision; notices; answers and the review mechanism.
    "record_decision": "---y---",
    "record_final_decision": "---y---",
    "record_notice": "y---y--",
    "record_response": "y---y--",
    "meet_requirement": "y---y--",
    "record_agreement": "y---y--",
    "open_irm_referral": "y---y--",
    "update_irm_referral": "y---y--",
    # Import; exports with names.
    "import_workbook": "y---y--",
    "export_agenda": "ycc-y--",
    "export_minutes": "yccoy--",
    "export_decision_record": "y--oy--",
    "export_letter": "y--oy--",
    "export_paper": "y---y--",
    "export_register": "y---y--",
    "export_cases": "y---y--",
    "export_sittings": "y---y--",
    "export_central_list": "y---y--",
    "export_decisions": "y---y--",
    "export_chase_list": "y---y--",
    "export_trail": "y------",
    "export_workbook": "y---y--",
    # Calendar and reminders, sittings, audit trail, soundness of the file.
    "duties_due": "yyyyyyy",
    "sittings": "yyy-yyy",
    "sitting_overview": "yyy-yyy",
    "sitting_page": "yyy-yyy",
    "sitting_mode": "yyy-y--",
    "minutes_page": "yccoy-y",
    "minutes_list": "yyy-y--",
    "listable_cases": "y---y--",
    "check_sitting": "y---y--",
    "today_page": "yyyyyyy",
    "decisions": "yyyyy-y",
    "decision_page": "yyyyy-y",
    "preview_paper": "yyyyyy-",
    "preview_agenda": "ycc-y-y",
    "preview_minutes": "yccoy-y",
    "preview_decision_record": "yyyoy-y",
    "preview_letter": "yyyoy-y",
    "trail_page": "y--y--y",
    "audit_rows": "y--y--y",
    "file_findings": "y---y-y",
    # Cases, as far as they are in sight; the households to open a case for.
    "cases": "yyyyyyy",
    "search": "yyyyyyy",
    "search_numbers": "yyyyyyy",
    "places_in_sight": "yyyyyyy",
    "cases_shown": "yyyyyyy",
    "case_page": "yyyyyyy",
    "chase_list": "y---y-y",
    "households": "y---y-y",
    # The register names every carer, which is more than the cases of a sitting or a queue.
    "register": "y---y-y",
    "register_page": "y---y-y",
    "workbook_guide": "y---y--",
    "household_page": "y---y-y",
    "new_case": "y---y--",
    "agendas": "y---y--",
    "agenda_for_many": "y---y--",
    "last_backup": "yyyyyyy",
    # Central list, settings and users, to read.
    "central_list": "yyy-y-y",
    "list_summary": "yyy-y-y",
    "member_page": "yyy-yoy",
    "office_settings": "y---y-y",
    "users": "y---y-y",
    "open_parts": "yyyyyyy",
}
BY_NAME = {row.name: row for row in (*ACTIONS, *QUESTIONS)}


@dataclasses.dataclass(frozen=True)
class Ground:
    """A sitting chaired by the chair, one by the vice chair, and a case that was decided."""

    panel: Panel
    of_chair: Heard
    of_vice_chair: Heard
    decided: Heard
    aside: Heard
    workbook: Path

    def sitting_of(self, role: UserRole) -> Heard:
        return self.of_vice_chair if role is UserRole.VICE_CHAIR else self.of_chair

    def not_of(self, role: UserRole) -> Heard:
        return self.of_chair if role is UserRole.VICE_CHAIR else self.of_vice_chair


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("matrix")
    with open_panel(folder) as panel:
        yield Ground(
            panel,
            listed_item(panel, present=ALL_SIX),
            listed_item(panel, present=ALL_SIX, in_the_chair=VICE_CHAIR),
            decided_case(panel),
            listed_item(panel),
            folder / "no-such-workbook.xlsx",
        )


def command_of(row: Permission, ground: Ground, heard: Heard) -> Any:  # noqa: ANN401
    """A command with a value in each field: real references where access looks at them."""
    kind = _command_kind(row)
    known: dict[str, Any] = {
        "sitting": heard.sitting,
        "case": heard.case,
        "path": ground.workbook,
        "name": "Nobody 0099 (synthetic)",
        "member": "M-0",
        "in_the_chair": "M-0",
        "household": "H-0",
        "household_member": 1,
        "notice_received_on": TODAY,
        "roles": (UserRole.MEMBER,),
    }
    stated = {
        field.name: known[field.name] if field.name in known else _sample(str(field.type))
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING or field.name in {"case", "member", "in_the_chair"}
        if field.default_factory is dataclasses.MISSING
    }
    return kind(**stated)


def _command_kind(row: Permission) -> Any:  # noqa: ANN401
    first = next(iter(inspect.signature(row.handler).parameters.values()))
    return getattr(inspect.getmodule(row.handler), str(first.annotation))


def _sample(annotation: str) -> Any:  # noqa: ANN401
    plain: dict[str, Any] = {"str": "x", "date": TODAY, "time": time(10), "bool": False}
    if annotation in plain:
        return plain[annotation]
    if annotation.startswith("tuple"):
        return ()
    if annotation.startswith("dict"):
        return {}
    kind = LetterKind if annotation == "LetterKind" else getattr(vocabulary, annotation)
    assert issubclass(kind, Enum)
    return next(iter(kind))


def attempt(row: Permission, office: Office, command: Any) -> bool:  # noqa: ANN401
    """Whether access lets a command through, whatever then becomes of it."""
    try:
        if row in QUESTIONS:
            office.read(row.handler, command)
        else:
            office.execute(row.handler, command)
    except NotAllowed:
        return False
    except PanelappError:
        return True
    return True


def own_command(row: Permission, ground: Ground) -> Any:  # noqa: ANN401
    """A command about the acting person's own interest, or a case that they decided."""
    if row.handler is declare_interest:
        return DeclareInterest(**ground.aside.item, kind=InterestKind.OTHER)
    if row.handler is member_page:
        return MemberPageQuestion(member=MEMBER)
    return command_of(row, ground, ground.decided)


def another_command(row: Permission, ground: Ground) -> Any:  # noqa: ANN401
    """A command about another person's interest, or a case that nobody decided."""
    if row.handler is declare_interest:
        return DeclareInterest(**ground.aside.item, member=OTHER, kind=InterestKind.OTHER)
    if row.handler is member_page:
        return MemberPageQuestion(member=OTHER)
    return command_of(row, ground, ground.aside)


def refuse_and_record(ground: Ground, row: Permission, role: UserRole, command: Any) -> None:  # noqa: ANN401
    before = ground.panel.tables()
    assert not attempt(row, ground.panel.acting(role), command)
    after = ground.panel.tables()
    old, new = before.pop("audit_row"), after.pop("audit_row")
    assert after == before
    assert len(new) == len(old) + 1
    assert ground.panel.audit()[-1] == (USERS[role], f"refused {row.name}", "")


def test_J2_the_matrix_knows_every_action_and_question() -> None:
    assert set(MATRIX) == set(BY_NAME)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", MATRIX)
def test_J1_each_role_does_what_the_matrix_says(ground: Ground, name: str, role: UserRole) -> None:
    row, office = BY_NAME[name], ground.panel.acting(role)
    usual = command_of(row, ground, ground.sitting_of(role))
    match MATRIX[name][ROLES.index(role)]:
        case "y":
            assert attempt(row, office, usual)
        case "c":
            assert attempt(row, office, usual)
            refuse_and_record(ground, row, role, command_of(row, ground, ground.not_of(role)))
        case "o":
            assert attempt(row, office, own_command(row, ground))
            refuse_and_record(ground, row, role, another_command(row, ground))
        case _:
            refuse_and_record(ground, row, role, usual)


def no_action(command: None, uow: UnitOfWork) -> None:
    """Something that the table does not know."""


def test_an_action_without_a_row_does_not_run(panel: Panel) -> None:
    with pytest.raises(KeyError):
        panel.adviser.execute(no_action, None)


# --- roles and sessions


def test_a_session_acts_in_no_role_that_the_user_lacks(panel: Panel) -> None:
    for role in set(UserRole) - {UserRole.MEMBER}:
        with pytest.raises(NotAllowed, match="does not have that role"):
            panel.as_user(USERS[UserRole.MEMBER], role)


def test_SOD_3_a_session_keeps_to_its_role(panel: Panel) -> None:
    name = "Two roles 0069 (synthetic)"
    panel.adviser.add_user(name, (UserRole.CHAIR, UserRole.ADMINISTRATOR), PASSPHRASE, CHEAP)
    plan = PlanSitting(held_on=TODAY)
    with pytest.raises(NotAllowed):
        panel.as_user(name, UserRole.CHAIR).execute(plan_sitting, plan)
    assert panel.rows("SELECT user, role, action FROM audit_row ORDER BY seq DESC LIMIT 1") == [
        (name, "chair", "refused plan_sitting")
    ]
    panel.as_user(name, UserRole.ADMINISTRATOR).execute(plan_sitting, plan)


def test_of_several_roles_the_one_with_fewest_conditions_acts(panel: Panel) -> None:
    name = "Two roles 0069 (synthetic)"
    panel.adviser.add_user(name, (UserRole.CHAIR, UserRole.ADMINISTRATOR), PASSPHRASE, CHEAP)
    heard = listed_item(panel)
    panel.as_user(name).execute(time_item, TimeItem(**heard.item, started_at=time(10)))
    assert panel.rows("SELECT role FROM audit_row ORDER BY seq DESC LIMIT 1") == [
        ("administrator",)
    ]


def test_J5_a_disabled_user_is_refused_from_the_next_command_on(panel: Panel) -> None:
    office = panel.administrator
    office.execute(plan_sitting, PlanSitting(held_on=TODAY))
    panel.adviser.disable_user(office.user_name)
    with pytest.raises(NotAllowed, match="may not work"):
        office.execute(plan_sitting, PlanSitting(held_on=TODAY))
    with pytest.raises(NotAllowed, match="may not work"):
        office.read(sittings, SittingsQuestion())
    with pytest.raises(FileTrouble):
        panel.adviser.hand_to(office.user_name, PASSPHRASE)
    refusals = [(office.user_name, f"refused {name}", "") for name in ("plan_sitting", "sittings")]
    assert panel.audit()[-2:] == refusals
    assert panel.rows("SELECT count(*) FROM sitting") == [(1,)]


@pytest.mark.parametrize("role", [None, UserRole.ADMINISTRATOR])
def test_J5_a_role_that_was_taken_away_is_gone_at_once(panel: Panel, role: UserRole | None) -> None:
    office = panel.as_user(USERS[UserRole.ADMINISTRATOR], role)
    panel.run("UPDATE user_role SET role = 'member' WHERE role = 'administrator'")
    with pytest.raises(NotAllowed):
        office.execute(plan_sitting, PlanSitting(held_on=TODAY))
    assert panel.rows("SELECT count(*) FROM sitting") == [(0,)]


def test_nobody_unknown_works_in_the_file(panel: Panel) -> None:
    with pytest.raises(NotAllowed):
        panel.as_user("Nobody 0099 (synthetic)")


# --- a case in which somebody declared an interest does not exist for them


@pytest.fixture
def hidden(panel: Panel) -> Heard:
    """Two items of one sitting; the vice chair in the chair has an interest in the first."""
    concerned, other = case(panel), case(panel)
    sitting = sitting_with(panel, concerned, other, present=ALL_SIX, in_the_chair=VICE_CHAIR)
    panel.adviser.execute(
        declare_interest,
        DeclareInterest(
            sitting=sitting, case=concerned, member=VICE_CHAIR, kind=InterestKind.PERSONAL
        ),
    )
    return Heard(sitting, concerned)


def test_J7_no_action_of_theirs_finds_the_case(panel: Panel, hidden: Heard) -> None:
    attempts: tuple[tuple[Any, Any], ...] = (
        (time_item, TimeItem(**hidden.item, started_at=time(10))),
        (write_minutes, WriteMinutes(**hidden.item, sections={MinutesSection.SUMMARY: "x"})),
        (confirm_recommendation, ConfirmRecommendation(**hidden.item)),
        (
            rule_on_interest,
            RuleOnInterest(**hidden.item, member=VICE_CHAIR, ruling=InterestRuling.PARTICIPATE),
        ),
        (export_minutes, ExportMinutes(**hidden.item)),
    )
    for handler, command in attempts:
        with pytest.raises(NotFound, match="There is no case"):
            panel.vice_chair.execute(handler, command)
        assert panel.audit()[-1] == (
            panel.vice_chair.user_name,
            f"refused {handler.__name__}",
            "",
        )


def test_J7_a_decision_maker_with_an_interest_does_not_find_the_case(panel: Panel) -> None:
    heard = listed_item(panel)
    panel.decision_maker.execute(
        declare_interest, DeclareInterest(**heard.item, kind=InterestKind.PERSONAL)
    )
    with pytest.raises(NotFound, match="There is no case"):
        panel.decision_maker.execute(
            record_decision,
            RecordDecision(
                **heard.item, decision=FirstDecision.APPROVE, decided_on=TODAY, reasons="x"
            ),
        )


def test_J7_it_is_on_no_list_of_theirs(panel: Panel, hidden: Heard) -> None:
    panel.clock.go_to(TODAY + timedelta(days=30))
    for office, seen in ((panel.adviser, True), (panel.chair, True), (panel.vice_chair, False)):
        due = {row.ref for row in office.read(duties_due, DueQuestion())}
        [sitting] = office.read(sittings, SittingsQuestion())
        assert (hidden.case in due) is seen
        assert sitting.items == 1 + seen


@pytest.mark.parametrize("handler", [export_agenda, export_minutes])
def test_J7_it_is_in_no_document_of_theirs(
    panel: Panel,
    hidden: Heard,
    handler: Any,  # noqa: ANN401
) -> None:
    panel.run(
        "UPDATE person SET name = 'Quillfeather' WHERE name LIKE 'Carer%' AND id IN "
        "(SELECT person_id FROM carer ORDER BY id LIMIT 1)"
    )
    kind = ExportAgenda if handler is export_agenda else ExportMinutes
    command = kind(sitting=hidden.sitting)
    whole = repr(panel.adviser.execute(handler, command).value)
    theirs = repr(panel.vice_chair.execute(handler, command).value)
    assert "Quillfeather" in whole
    assert hidden.case in whole
    assert "Quillfeather" not in theirs
    assert hidden.case not in theirs


def test_J7_who_may_take_part_after_all_sees_the_case(panel: Panel, hidden: Heard) -> None:
    panel.adviser.execute(take_chair, TakeChair(**hidden.item, member=CHAIR))
    panel.chair.execute(
        rule_on_interest,
        RuleOnInterest(**hidden.item, member=VICE_CHAIR, ruling=InterestRuling.PARTICIPATE),
    )
    [sitting] = panel.vice_chair.read(sittings, SittingsQuestion())
    assert sitting.items == 2


# --- what each role sees


def test_a_member_sees_the_sittings_that_they_were_asked_to(panel: Panel) -> None:
    asked = sitting_with(panel)
    sitting_with(panel, present=(CHAIR, VICE_CHAIR))
    assert [row.sitting_ref for row in panel.member.read(sittings, SittingsQuestion())] == [asked]
    assert len(panel.auditor.read(sittings, SittingsQuestion())) == 2


def test_a_member_is_reminded_of_nobody_else(panel: Panel) -> None:
    listed_item(panel)
    asked = sitting_with(panel, case(panel))
    panel.clock.go_to(TODAY + timedelta(days=400))
    refs = {row.ref for row in panel.member.read(duties_due, DueQuestion())}
    assert MEMBER in refs
    assert refs <= {MEMBER, asked, "S-2026-001"}


def test_a_decision_maker_is_reminded_of_their_own_part(panel: Panel) -> None:
    heard = decided_case(panel)
    case(panel)
    rows = panel.decision_maker.read(duties_due, DueQuestion())
    assert {row.who for row in rows} <= {UserRole.DECISION_MAKER}
    assert len(rows) < len(panel.adviser.read(duties_due, DueQuestion()))
    give_notice(panel, heard.case)


def test_a_decision_maker_reads_their_own_part_of_the_trail(panel: Panel) -> None:
    decided_case(panel)
    trail = panel.decision_maker.read(audit_rows, AuditQuestion())
    assert [row.action for row in trail.rows] == ["record_decision"]
    assert trail.first_break is None
    assert len(panel.auditor.read(audit_rows, AuditQuestion()).rows) == len(panel.audit())
