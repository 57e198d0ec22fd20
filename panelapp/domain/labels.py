"""What codes are called in British English, unless an agency changed a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

_LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    v.CaseType: {
        "mainstream_approval": "Mainstream application (Form F)",
        "connected_approval": "Connected persons application (Form C)",
        "short_break_approval": "Short breaks application",
        "supported_lodgings_approval": "Supported lodgings provider application",
        "brief_report": "Brief report (assessment stopped in stage 2)",
        "reg24_extension": "Extension of temporary approval (Reg 24)",
        "first_review": "First review after approval",
        "review": "Later review",
        "review_update": "Update following a review",
        "post_allegation_review": "Review following an allegation",
        "standard_of_care_review": "Review following a standard-of-care concern",
        "change_of_approval": "Change of terms of approval",
        "exemption": "Exemption from the usual fostering limit",
        "long_term_match": "Long-term match of a named child",
        "deregistration": "Proposed termination by the service",
        "representations": "Representations after a qualifying determination",
        "disqualification_consent": "Consent where a person is disqualified",
        "advice": "Early advice sought",
        "notification": "Update or notification",
    },
    v.CarerKind: {"connected": "Connected persons", "short_break": "Short breaks"},
    v.Route: {
        "new": "New applicant",
        "transfer_ifa": "Transfer from an independent agency",
        "transfer_la": "Transfer from a local authority",
        "reapproval": "Re-approval of a former carer",
    },
    v.Outcome: {
        "suitable": "Suitable to foster",
        "not_suitable": "Not suitable to foster",
        "further_report": "Further report asked for",
        "support": "Supported",
        "not_support": "Not supported",
        "continue": "Continue with the same terms",
        "continue_changed_terms": "Continue with changed terms",
        "agree_change": "Change of terms supported, carer agrees",
        "not_agree_change": "Change of terms supported, carer does not agree",
        "withdrawn": "Withdrawn from the agenda",
    },
    v.FirstDecision: {
        "continue": "Continue approval",
        "qd_not_approve": "Qualifying determination: not to approve",
        "qd_terminate": "Qualifying determination: to terminate approval",
        "qd_change_terms": "Qualifying determination: to change terms",
        "more_information": "More information asked for",
        "return_to_panel": "Returned to panel",
    },
    v.FinalDecision: {
        "approve": "Approved",
        "not_approve": "Approval refused",
        "continue": "Approval continues",
        "terminate": "Approval terminated",
        "change_terms": "Terms changed",
        "terms_unchanged": "Terms stay unchanged",
    },
    v.QdResponse: {
        "none": "No response in 28 days",
        "representations": "Representations to the service",
        "irm": "Independent Review Mechanism",
    },
    v.IrmRecommendation: {
        "prepare_full_report": "Prepare a full report",
    },
    v.PlacementType: {"uasc": "Unaccompanied asylum-seeking children"},
    v.EndingKind: {"deregistration": "Termination by the service"},
    v.EndingReason: {
        "permanence_for_child": "Permanence for a child in placement",
        "transfer_la": "Transfer to another local authority",
        "transfer_ifa": "Transfer to an independent agency",
        "not_for_them": "Fostering not for them",
        "financial": "Financial reasons",
        "dissatisfied": "Dissatisfied with the service",
        "during_concerns": "Resigned while a concern was open",
        "no_contact": "No contact with the carer",
        "unavailable": "Not available to foster",
        "placement_ended": "Connected child no longer placed",
    },
    v.DeferralReason: {
        "missing_checks": "Checks are missing",
        "medical": "Medical information is needed",
        "reference": "A reference is missing",
        "analysis": "More analysis is needed",
        "legal_advice": "Legal advice is needed",
        "applicant_absent": "The applicant could not attend",
        "late_papers": "Papers came late",
        "quorum_lost": "Quorum was lost",
        "out_of_time": "Time ran out",
    },
    v.InterestKind: {"knows_child": "Knows the child", "manages_worker": "Manages the worker"},
    v.SittingRole: {"adviser": "Panel adviser", "decision_maker": "Agency decision maker"},
    v.UserRole: {
        "decision_maker": "Agency decision maker",
        "administrator": "Panel administrator",
        "member": "Panel member",
    },
    v.SittingKind: {
        "main": "Main sitting",
        "extra": "Extra sitting",
        "emergency": "Emergency sitting",
    },
    v.PanelKind: {"single": "Single provider", "joint": "Joint panel"},
    v.LinkKind: {
        "approved_carer": "Approved as a carer by the service",
        "elected_member": "Elected member of the authority",
        "employee": "Employed by the service",
        "director_or_trustee": "Director or trustee of the service",
        "related": "Related to a person with such a link",
    },
    v.PositionTaken: {
        "supports": "Supports the recommendation",
        "does_not_support": "Does not support the recommendation",
    },
    v.NoticeKind: {
        "oral": "Told orally",
        "written": "Written notice",
        "final_written": "Written notice of the final decision",
    },
    v.DispatchMethod: {"first_class_post": "First-class post"},
    v.MinutesSection: {
        "documents": "Documents considered",
        "adviser_advice": "Panel adviser's advice",
        "applicant_views": "Views of the applicants",
        "child_views": "Views of the child",
        "member_views": "Views of members",
        "questions_to_worker": "Questions to the social worker",
        "questions_to_applicants": "Questions to the applicants",
        "feedback": "Feedback on the report",
    },
}

# What a person calls an action, where its own name reads differently; used after a verb as in
# "Undo: record attendance".
_ACTIONS: Mapping[str, str] = {
    "update_agency": "change agency details",
    "add_non_working_day": "add day off",
    "remove_non_working_day": "remove day off",
    "confirm_backup": "check backup",
    "change_own_password": "change password",
    "add_member": "add to central list",
    "update_member": "change list entry",
    "record_link": "record link to the service",
    "declare_no_links": "record no links",
    "appoint": "appoint to the panel",
    "give_list_notice": "record notice to leave the list",
    "update_case": "change case",
    "fill_from_form": "fill in from form",
    "record_ending": "record end of approval",
    "sign_off_quality": "record sign-off in place of a panel",
    "update_household": "change household",
    "update_carer": "change carer",
    "add_household_member": "add person to household",
    "update_household_member": "change person of household",
    "export_register": "save register",
    "add_items": "put cases on an agenda",
    "keep_view": "save view of a list",
    "rename_view": "rename view of a list",
    "remove_view": "delete view of a list",
    "start_with_view": "start a list with a view",
    "export_cases": "save list of cases",
    "export_sittings": "save list of sittings",
    "export_central_list": "save central list",
    "export_decisions": "save list of decisions",
    "export_chase_list": "save checks to chase",
    "export_trail": "save audit trail",
    "export_workbook": "save workbook",
    "ask_for_checks": "record checks asked for",
    "chase_checks": "record checks chased",
    "decide_to_assess": "record decision to assess",
    "declare_compliance": "record declaration of compliance",
    "record_advice": "record advice",
    "write_advice": "write panel adviser's advice",
    "update_sitting": "change sitting",
    "add_participant": "add person to sitting",
    "add_item": "put on agenda",
    "order_items": "order agenda",
    "withdraw_item": "take off agenda",
    "send_papers": "record papers sent",
    "time_item": "record times of item",
    "rule_on_interest": "rule on interest",
    "write_minutes": "save minutes",
    "check_minutes": "mark minutes checked",
    "send_minutes": "record minutes sent to decision maker",
    "add_correction": "add correction note",
    "meet_requirement": "mark requirement met",
    "open_irm_referral": "open IRM review",
    "update_irm_referral": "change IRM review",
    "record_notice": "record that they were told",
    "record_response": "record answer",
    "import_workbook": "import workbook",
}
_DOINGS = {"undo": "undo: ", "redo": "do again: ", "refused": "refused: "}


def action_words(name: str) -> str:
    """What a person calls an action, also one that was undone or refused: ``open case``."""
    first, _, rest = name.partition(" ")
    if first in _DOINGS and rest:
        return _DOINGS[first] + action_words(rest)
    return _ACTIONS.get(name) or name.replace("_", " ")


def label(code: StrEnum) -> str:
    """What a code is called: its own label, else the code's words in sentence case."""
    own = _LABELS.get(type(code), {}).get(code.value)
    return own or code.value.replace("_", " ").capitalize()
