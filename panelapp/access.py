"""Who may do what: one table of roles and actions, and the only place that reads it.

The letters of the privilege matrix become a set of roles for each action. ``chairs`` may use it
only while they are in the chair of that sitting or item, ``own`` only for what is theirs. For a
chair, a member or a decision maker a case in which they declared an interest does not exist,
unless the chair ruled that they take part.

In this edition whoever has a password and programming skill can read the whole file: the table
prevents mistakes, it does not stop a determined insider.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from panelapp.actions import (
    agency,
    assessment,
    assessment_stages,
    attendance,
    cases,
    decisions,
    direct_route,
    drafts,
    exemptions,
    forms,
    households,
    imports,
    irm,
    minutes,
    open_duties,
    people,
    recommendations,
    saved_views,
    sittings,
)
from panelapp.domain.errors import NotAllowed, NotFound
from panelapp.domain.labels import label
from panelapp.domain.vocabulary import UserRole
from panelapp.persistence.unit_of_work import UnitOfWork
from panelapp.queries import audit_trail, documents, due_list, list_copies, settings, sitting_list
from panelapp.queries.agenda_for_many import agenda_for_many
from panelapp.queries.agendas import agendas
from panelapp.queries.case_list import cases as cases_listed
from panelapp.queries.case_list import cases_shown
from panelapp.queries.case_page import case_page
from panelapp.queries.central_list import central_list, list_summary
from panelapp.queries.chase_list import chase_list
from panelapp.queries.decision_list import decisions as decisions_listed
from panelapp.queries.decision_page import decision_page
from panelapp.queries.decisions import deciders
from panelapp.queries.drafts import draft as draft_kept
from panelapp.queries.drafts import drafts as drafts_kept
from panelapp.queries.facts import hidden_cases
from panelapp.queries.form_check import form_check
from panelapp.queries.household_list import households as households_listed
from panelapp.queries.household_page import household_page
from panelapp.queries.listable_cases import listable_cases
from panelapp.queries.member_page import member_page
from panelapp.queries.minutes import came_to_decider
from panelapp.queries.minutes_list import minutes_list
from panelapp.queries.minutes_page import minutes_page
from panelapp.queries.new_case import new_case
from panelapp.queries.new_sitting import check_sitting
from panelapp.queries.paper_preview import preview_paper
from panelapp.queries.papers import export_paper
from panelapp.queries.quorum import may_open
from panelapp.queries.recent_places import places_in_sight
from panelapp.queries.register import register, register_page
from panelapp.queries.register_copy import export_register
from panelapp.queries.saved_views import saved_views as views_saved
from panelapp.queries.search import search
from panelapp.queries.search_numbers import search_numbers
from panelapp.queries.sitting_mode import sitting_mode
from panelapp.queries.sitting_overview import sitting_overview
from panelapp.queries.sitting_page import sitting_page
from panelapp.queries.today import today_page
from panelapp.queries.workbook_copy import export_workbook
from panelapp.queries.workbook_guide import workbook_guide

if TYPE_CHECKING:
    from collections.abc import Iterable


_AD, _CH, _VC, _DM, _AM, _PM, _AU = (
    UserRole.PANEL_ADVISER,
    UserRole.CHAIR,
    UserRole.VICE_CHAIR,
    UserRole.DECISION_MAKER,
    UserRole.ADMINISTRATOR,
    UserRole.MEMBER,
    UserRole.AUDITOR,
)
_OFFICE = (_AD, _AM)
_CHAIRS = (_CH, _VC)


class _NamesASitting(Protocol):
    """Every act of a chair names its sitting."""

    sitting: str


@dataclass(frozen=True)
class Permission:
    """One action or question, the roles that may use it, and what else is asked.

    What opens a sitting may also be done by a chair who was asked, while nobody is in the chair.

    What is final was signed, sent or brought in from outside: it is not undone, and neither is
    what its case or sitting said before it. Other actions may leave nothing that undoing would put
    back, such as an export. What is not audited would flood the trail, such as text as it is typed.
    """

    handler: Callable[[Any, UnitOfWork], Any]
    roles: tuple[UserRole, ...]
    chairs: tuple[UserRole, ...] = ()
    own: tuple[UserRole, ...] = ()
    opens_a_sitting: bool = False
    is_final: bool = False
    can_be_undone: bool = True
    is_audited: bool = True

    @property
    def name(self) -> str:
        """The name under which the action is run and recorded."""
        return self.handler.__name__

    @property
    def has_reversal(self) -> bool:
        """Whether the action can be undone for as long as nothing later rests on it."""
        return self.can_be_undone and not self.is_final

    @property
    def allowed(self) -> tuple[UserRole, ...]:
        """Every role that may use it, those who may only under a condition included."""
        return self.roles + self.chairs + self.own

    def role_for(self, roles: Iterable[UserRole]) -> UserRole:
        """The role of somebody's that may use it under the fewest conditions.

        Raises :class:`NotAllowed`, saying who may, where none does.
        """
        able_roles = [role for role in roles if role in self.allowed]
        if able_roles:
            return min(able_roles, key=self.allowed.index)
        able = " or ".join(label(role).lower() for role in self.allowed)
        raise NotAllowed(
            f"Your role does not allow {self.name.replace('_', ' ')}.",
            remedy=f"Nothing was changed. This is for: {able}.",
        )

    def check(self, command: Any, uow: UnitOfWork) -> None:  # noqa: ANN401 - any command
        """Refuse what the acting person's part in the sitting or the case does not allow.

        Raises :class:`NotAllowed` for a chair's act by somebody who is not in the chair of that
        sitting and for what is another person's, and :class:`NotFound` for a case that the person
        declared an interest in.
        """
        role = uow.actor.role
        needs_the_chair = role in self.chairs and role not in self.roles
        if needs_the_chair and not self._holds_the_chair(command, uow):
            raise NotAllowed(
                "Only the person in the chair of that sitting can do this.",
                remedy="Nothing was changed. Check who is recorded as being in the chair.",
            )
        if role in self.own and not _is_own(command, uow):
            raise NotAllowed(
                "Your role allows this only for what is your own.",
                remedy="Nothing was changed. Ask the panel adviser.",
            )
        case_ref = getattr(command, "case", None)
        if case_ref and case_ref in hidden_cases(uow):
            raise NotFound(
                f"There is no case with the reference {case_ref}.",
                remedy="Nothing was changed. Check the reference and try again.",
            )

    def _holds_the_chair(self, command: _NamesASitting, uow: UnitOfWork) -> bool:
        """Whether the acting person is in the chair, or may open a sitting that has nobody in it.

        A sitting is opened by whoever was asked to it as chair or vice chair.
        """
        holder = _in_the_chair(command, uow)
        if holder is None and self.opens_a_sitting:
            return may_open(uow.sitting(command.sitting), uow.actor.person_id)
        return holder == uow.actor.person_id


def _in_the_chair(command: _NamesASitting, uow: UnitOfWork) -> int | None:
    """Who is in the chair for what a command is about: an item where it names a case."""
    case_ref = getattr(command, "case", None)
    if case_ref:
        return uow.item(command.sitting, case_ref).in_the_chair
    return uow.sitting(command.sitting).chair_id


def _is_own(command: Any, uow: UnitOfWork) -> bool:  # noqa: ANN401 - any command
    """Whether a command is about the acting person, or a case that came to them or they decided."""
    person_id = uow.actor.person_id
    if hasattr(command, "member"):
        return command.member is None or uow.member(command.member).person_id == person_id
    if hasattr(command, "sitting"):
        # Minutes are a decision maker's own once they were received: one case, never the sitting.
        return command.case is not None and _received(command.sitting, command.case, uow)
    return person_id in deciders(uow.case(command.case), uow)


def _received(sitting: str, case: str, uow: UnitOfWork) -> bool:
    return came_to_decider(uow.item(sitting, case), uow)


ACTIONS: tuple[Permission, ...] = (
    Permission(agency.update_agency, _OFFICE),
    Permission(agency.change_settings, (_AD,)),
    Permission(agency.add_non_working_day, _OFFICE),
    Permission(agency.remove_non_working_day, _OFFICE),
    Permission(agency.record_backup, _OFFICE, can_be_undone=False),
    Permission(agency.confirm_backup, _OFFICE, can_be_undone=False),
    Permission(people.add_user, _OFFICE, can_be_undone=False),
    Permission(people.disable_user, _OFFICE, can_be_undone=False),
    Permission(people.change_own_password, tuple(UserRole), can_be_undone=False),
    Permission(drafts.keep_draft, tuple(UserRole), can_be_undone=False, is_audited=False),
    Permission(drafts.discard_draft, tuple(UserRole), can_be_undone=False, is_audited=False),
    Permission(
        open_duties.keep_open_duties, tuple(UserRole), can_be_undone=False, is_audited=False
    ),
    Permission(saved_views.keep_view, tuple(UserRole)),
    Permission(saved_views.rename_view, tuple(UserRole)),
    Permission(saved_views.remove_view, tuple(UserRole)),
    Permission(saved_views.start_with_view, tuple(UserRole)),
    Permission(people.add_member, _OFFICE),
    Permission(people.update_member, _OFFICE),
    Permission(people.record_appraisal, _OFFICE),
    Permission(people.record_link, _OFFICE),
    Permission(people.declare_no_links, _OFFICE),
    Permission(people.appoint, _OFFICE),
    Permission(people.give_list_notice, _OFFICE),
    Permission(cases.add_household, _OFFICE),
    Permission(cases.open_case, _OFFICE),
    Permission(cases.update_case, _OFFICE),
    Permission(cases.withdraw_case, _OFFICE),
    Permission(direct_route.sign_off_quality, _OFFICE),
    Permission(assessment.record_check, _OFFICE),
    Permission(assessment.ask_for_checks, _OFFICE),
    Permission(assessment.chase_checks, _OFFICE),
    Permission(assessment_stages.decide_to_assess, _OFFICE),
    Permission(assessment_stages.begin_stage_2, _OFFICE),
    Permission(assessment_stages.refuse_at_stage_1, _OFFICE, is_final=True),
    Permission(assessment_stages.declare_compliance, _OFFICE),
    Permission(assessment_stages.record_advice, _OFFICE),
    Permission(assessment_stages.write_advice, (_AD,)),
    Permission(exemptions.record_exemption, _OFFICE),
    Permission(exemptions.cancel_exemption, _OFFICE),
    Permission(cases.attach_paper, _OFFICE),
    Permission(cases.remove_paper, _OFFICE),
    Permission(cases.rename_paper, _OFFICE),
    Permission(forms.fill_from_form, _OFFICE),
    Permission(cases.record_resignation, _OFFICE, is_final=True),
    Permission(cases.record_ending, _OFFICE),
    Permission(households.update_household, _OFFICE),
    Permission(households.update_carer, _OFFICE),
    Permission(households.add_household_member, _OFFICE),
    Permission(households.update_household_member, _OFFICE),
    Permission(sittings.plan_sitting, _OFFICE),
    Permission(sittings.update_sitting, (*_OFFICE, _CH)),
    Permission(sittings.cancel_sitting, _OFFICE),
    Permission(sittings.ask_members, _OFFICE),
    Permission(sittings.record_reply, _OFFICE, _CHAIRS),
    Permission(sittings.add_participant, _OFFICE, _CHAIRS),
    Permission(sittings.add_item, _OFFICE),
    Permission(sittings.add_items, _OFFICE),
    Permission(sittings.order_items, _OFFICE, _CHAIRS),
    Permission(sittings.withdraw_item, _OFFICE),
    Permission(sittings.send_papers, _OFFICE),
    Permission(attendance.record_attendance, _OFFICE, _CHAIRS, opens_a_sitting=True),
    Permission(attendance.take_chair, _OFFICE, _CHAIRS, opens_a_sitting=True),
    Permission(attendance.record_arrival, _OFFICE, _CHAIRS),
    Permission(attendance.record_departure, _OFFICE, _CHAIRS),
    Permission(attendance.time_item, _OFFICE, _CHAIRS),
    Permission(attendance.declare_interest, _OFFICE, own=(*_CHAIRS, _DM, _PM)),
    Permission(attendance.rule_on_interest, (), _CHAIRS),
    Permission(recommendations.draft_recommendation, _OFFICE, _CHAIRS),
    Permission(recommendations.confirm_recommendation, (), _CHAIRS, is_final=True),
    Permission(minutes.write_minutes, _OFFICE, _CHAIRS),
    Permission(minutes.check_minutes, (_AD,)),
    Permission(minutes.lock_minutes, (), _CHAIRS, is_final=True),
    Permission(minutes.add_correction, _OFFICE, _CHAIRS, is_final=True),
    Permission(minutes.send_minutes, _OFFICE),
    Permission(decisions.record_decision, (_DM,), is_final=True),
    Permission(decisions.record_final_decision, (_DM,), is_final=True),
    Permission(decisions.record_notice, _OFFICE, is_final=True),
    Permission(decisions.record_response, _OFFICE, is_final=True),
    Permission(decisions.meet_requirement, _OFFICE),
    Permission(decisions.record_agreement, _OFFICE),
    Permission(irm.open_irm_referral, _OFFICE),
    Permission(irm.update_irm_referral, _OFFICE),
    Permission(imports.import_workbook, _OFFICE, is_final=True),
    Permission(documents.export_agenda, _OFFICE, _CHAIRS, can_be_undone=False),
    Permission(documents.export_minutes, _OFFICE, _CHAIRS, own=(_DM,), can_be_undone=False),
    Permission(documents.export_decision_record, _OFFICE, own=(_DM,), can_be_undone=False),
    Permission(documents.export_letter, _OFFICE, own=(_DM,), can_be_undone=False),
    Permission(export_paper, _OFFICE, can_be_undone=False),
    Permission(export_register, _OFFICE, can_be_undone=False),
    Permission(list_copies.export_cases, _OFFICE, can_be_undone=False),
    Permission(list_copies.export_sittings, _OFFICE, can_be_undone=False),
    Permission(list_copies.export_central_list, _OFFICE, can_be_undone=False),
    Permission(list_copies.export_decisions, _OFFICE, can_be_undone=False),
    Permission(list_copies.export_chase_list, _OFFICE, can_be_undone=False),
    Permission(list_copies.export_trail, (_AD,), can_be_undone=False),
    Permission(export_workbook, _OFFICE, can_be_undone=False),
)

QUESTIONS: tuple[Permission, ...] = (
    Permission(due_list.duties_due, tuple(UserRole)),
    Permission(draft_kept, tuple(UserRole)),
    Permission(drafts_kept, tuple(UserRole)),
    Permission(views_saved, tuple(UserRole)),
    Permission(decisions_listed, (*_OFFICE, *_CHAIRS, _DM, _AU)),
    Permission(decision_page, (*_OFFICE, *_CHAIRS, _DM, _AU)),
    Permission(preview_paper, (*_OFFICE, *_CHAIRS, _DM, _PM)),
    Permission(documents.preview_agenda, (*_OFFICE, _AU), _CHAIRS),
    Permission(documents.preview_minutes, (*_OFFICE, _AU), _CHAIRS, own=(_DM,)),
    Permission(documents.preview_decision_record, (*_OFFICE, *_CHAIRS, _AU), own=(_DM,)),
    Permission(documents.preview_letter, (*_OFFICE, *_CHAIRS, _AU), own=(_DM,)),
    Permission(search, tuple(UserRole)),
    Permission(search_numbers, tuple(UserRole)),
    Permission(places_in_sight, tuple(UserRole)),
    Permission(cases_listed, tuple(UserRole)),
    Permission(cases_shown, tuple(UserRole)),
    Permission(case_page, tuple(UserRole)),
    Permission(chase_list, (*_OFFICE, _AU)),
    Permission(households_listed, (*_OFFICE, _AU)),
    Permission(household_page, (*_OFFICE, _AU)),
    Permission(register, (*_OFFICE, _AU)),
    Permission(register_page, (*_OFFICE, _AU)),
    Permission(form_check, _OFFICE),
    Permission(new_case, _OFFICE),
    Permission(workbook_guide, _OFFICE),
    Permission(agendas, _OFFICE),
    Permission(agenda_for_many, _OFFICE),
    Permission(sitting_list.sittings, (_AD, _CH, _VC, _AM, _PM, _AU)),
    Permission(sitting_overview, (_AD, _CH, _VC, _AM, _PM, _AU)),
    Permission(sitting_page, (_AD, _CH, _VC, _AM, _PM, _AU)),
    Permission(sitting_mode, (*_OFFICE, *_CHAIRS)),
    Permission(minutes_page, (*_OFFICE, _AU), _CHAIRS, own=(_DM,)),
    Permission(minutes_list, (*_OFFICE, *_CHAIRS)),
    Permission(listable_cases, _OFFICE),
    Permission(check_sitting, _OFFICE),
    Permission(today_page, tuple(UserRole)),
    Permission(central_list, (*_OFFICE, _CH, _VC, _AU)),
    Permission(list_summary, (*_OFFICE, _CH, _VC, _AU)),
    Permission(member_page, (*_OFFICE, _CH, _VC, _AU), own=(_PM,)),
    Permission(settings.office_settings, (*_OFFICE, _AU)),
    Permission(settings.users, (*_OFFICE, _AU)),
    Permission(settings.open_parts, tuple(UserRole)),
    Permission(audit_trail.last_backup, tuple(UserRole)),
    Permission(audit_trail.trail_page, (_AD, _DM, _AU)),
    Permission(audit_trail.audit_rows, (_AD, _DM, _AU)),
    Permission(audit_trail.file_findings, (_AD, _AM, _AU)),
)

_BY_HANDLER = {permission.handler: permission for permission in (*ACTIONS, *QUESTIONS)}


def final_actions() -> tuple[str, ...]:
    """The names of the actions behind which nothing is undone."""
    return tuple(permission.name for permission in ACTIONS if permission.is_final)


def permission_of(handler: Callable[..., Any]) -> Permission:
    """The row of the table for an action or a question; one without a row does not run."""
    return _BY_HANDLER[handler]
