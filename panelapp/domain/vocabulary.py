"""The codes the product speaks: one enumeration for each list of codes, and nothing else.

A code never changes once released: it stands in files, workbooks and reports. Labels shown to
people are kept apart, in :mod:`panelapp.domain.labels`.
"""

from __future__ import annotations

from enum import StrEnum


class CaseType(StrEnum):
    """What kind of business a case is."""

    MAINSTREAM_APPROVAL = "mainstream_approval"
    CONNECTED_APPROVAL = "connected_approval"
    SHORT_BREAK_APPROVAL = "short_break_approval"
    SUPPORTED_LODGINGS_APPROVAL = "supported_lodgings_approval"
    BRIEF_REPORT = "brief_report"
    REG24_EXTENSION = "reg24_extension"
    FIRST_REVIEW = "first_review"
    REVIEW = "review"
    REVIEW_UPDATE = "review_update"
    POST_ALLEGATION_REVIEW = "post_allegation_review"
    STANDARD_OF_CARE_REVIEW = "standard_of_care_review"
    CHANGE_OF_APPROVAL = "change_of_approval"
    EXEMPTION = "exemption"
    LONG_TERM_MATCH = "long_term_match"
    RESIGNATION = "resignation"
    DEREGISTRATION = "deregistration"
    REPRESENTATIONS = "representations"
    DISQUALIFICATION_CONSENT = "disqualification_consent"
    ADVICE = "advice"
    NOTIFICATION = "notification"


class CarerKind(StrEnum):
    """The kind of care a household offers."""

    MAINSTREAM = "mainstream"
    CONNECTED = "connected"
    SHORT_BREAK = "short_break"
    SUPPORTED_LODGINGS = "supported_lodgings"


class Route(StrEnum):
    """How an applicant came to approval."""

    NEW = "new"
    TRANSFER_IFA = "transfer_ifa"
    TRANSFER_LA = "transfer_la"
    REAPPROVAL = "reapproval"


class Outcome(StrEnum):
    """What the panel said about an item."""

    SUITABLE = "suitable"
    NOT_SUITABLE = "not_suitable"
    DEFERRED = "deferred"
    FURTHER_REPORT = "further_report"
    SUPPORT = "support"
    NOT_SUPPORT = "not_support"
    CONTINUE = "continue"
    CONTINUE_CHANGED_TERMS = "continue_changed_terms"
    AGREE_CHANGE = "agree_change"
    NOT_AGREE_CHANGE = "not_agree_change"
    NOTED = "noted"
    WITHDRAWN = "withdrawn"


class FirstDecision(StrEnum):
    """A first decision of the agency decision maker."""

    APPROVE = "approve"
    CONTINUE = "continue"
    CHANGE_TERMS_BY_CONSENT = "change_terms_by_consent"
    QD_NOT_APPROVE = "qd_not_approve"
    QD_TERMINATE = "qd_terminate"
    QD_CHANGE_TERMS = "qd_change_terms"
    EXTENSION_GRANTED = "extension_granted"
    EXTENSION_REFUSED = "extension_refused"
    MATCH_AGREED = "match_agreed"
    MATCH_NOT_AGREED = "match_not_agreed"
    EXEMPTION_SUPPORTED = "exemption_supported"
    EXEMPTION_NOT_SUPPORTED = "exemption_not_supported"
    NOTED = "noted"
    MORE_INFORMATION = "more_information"
    RETURN_TO_PANEL = "return_to_panel"

    @property
    def is_qualifying_determination(self) -> bool:
        """Whether the decision is a qualifying determination, which is never final."""
        return self.value.startswith("qd_")


class FinalDecision(StrEnum):
    """A final decision after a qualifying determination."""

    APPROVE = "approve"
    NOT_APPROVE = "not_approve"
    CONTINUE = "continue"
    TERMINATE = "terminate"
    CHANGE_TERMS = "change_terms"
    TERMS_UNCHANGED = "terms_unchanged"


class QdResponse(StrEnum):
    """How the person answered a qualifying determination: one answer only."""

    NONE = "none"
    ACCEPTED = "accepted"
    REPRESENTATIONS = "representations"
    IRM = "irm"


class IrmRecommendation(StrEnum):
    """What the Independent Review Mechanism recommended."""

    SUITABLE = "suitable"
    NOT_SUITABLE = "not_suitable"
    TERMS_CHANGED = "terms_changed"
    TERMS_UNCHANGED = "terms_unchanged"
    PREPARE_FULL_REPORT = "prepare_full_report"
    WITHDRAWN = "withdrawn"


class PlacementType(StrEnum):
    """A type of placement that terms of approval may name; the first one named is primary."""

    SHORT_TERM = "short_term"
    LONG_TERM = "long_term"
    RESPITE = "respite"
    SHORT_BREAKS = "short_breaks"
    EMERGENCY = "emergency"
    PARENT_AND_CHILD = "parent_and_child"
    SPECIALIST = "specialist"
    REMAND = "remand"
    EARLY_PERMANENCE = "early_permanence"
    BRIDGING = "bridging"
    UASC = "uasc"
    NAMED_CHILD = "named_child"
    SUPPORT_CARER = "support_carer"
    SUPPORTED_LODGINGS = "supported_lodgings"


class EndingKind(StrEnum):
    """How a carer's approval ended."""

    RESIGNATION = "resignation"
    DEREGISTRATION = "deregistration"
    DEATH = "death"
    PARTNER_LEFT = "partner_left"


class EndingReason(StrEnum):
    """Why a carer's approval ended."""

    PERMANENCE_FOR_CHILD = "permanence_for_child"
    STAYING_PUT = "staying_put"
    TRANSFER_LA = "transfer_la"
    TRANSFER_IFA = "transfer_ifa"
    RETIREMENT = "retirement"
    CHANGE_OF_CIRCUMSTANCES = "change_of_circumstances"
    HEALTH = "health"
    NOT_FOR_THEM = "not_for_them"
    FINANCIAL = "financial"
    DISSATISFIED = "dissatisfied"
    DURING_CONCERNS = "during_concerns"
    STANDARD_OF_CARE = "standard_of_care"
    SAFEGUARDING = "safeguarding"
    NO_CONTACT = "no_contact"
    UNAVAILABLE = "unavailable"
    PLACEMENT_ENDED = "placement_ended"
    DEATH = "death"
    OTHER = "other"


class DeferralReason(StrEnum):
    """Why the panel could not make a recommendation yet."""

    MISSING_CHECKS = "missing_checks"
    MEDICAL = "medical"
    REFERENCE = "reference"
    ANALYSIS = "analysis"
    LEGAL_ADVICE = "legal_advice"
    APPLICANT_ABSENT = "applicant_absent"
    LATE_PAPERS = "late_papers"
    NEW_INFORMATION = "new_information"
    QUORUM_LOST = "quorum_lost"
    OUT_OF_TIME = "out_of_time"


class InterestKind(StrEnum):
    """The nature of a declared interest."""

    PROFESSIONAL = "professional"
    PERSONAL = "personal"
    FINANCIAL = "financial"
    KNOWS_CHILD = "knows_child"
    MANAGES_WORKER = "manages_worker"
    OTHER = "other"


class InterestRuling(StrEnum):
    """The chair's ruling on a declared interest."""

    PARTICIPATE = "participate"
    OBSERVE_ONLY = "observe_only"
    WITHDRAW = "withdraw"


class SittingRole(StrEnum):
    """The office or role in which a person is at a sitting."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    MEMBER = "member"
    ADVISER = "adviser"
    MEDICAL_ADVISER = "medical_adviser"
    LEGAL_ADVISER = "legal_adviser"
    MINUTE_TAKER = "minute_taker"
    OBSERVER = "observer"
    PRESENTER = "presenter"
    APPLICANT = "applicant"
    SUPPORTER = "supporter"
    INTERPRETER = "interpreter"
    DECISION_MAKER = "decision_maker"

    @property
    def counts_to_quorum(self) -> bool:
        """Whether somebody in this role may be counted to quorum at all."""
        return self in {SittingRole.CHAIR, SittingRole.VICE_CHAIR, SittingRole.MEMBER}


class Office(StrEnum):
    """The panel office that a person on the central list holds."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    MEMBER = "member"


class MemberCategory(StrEnum):
    """A description of a listed person. Independence is computed, never read from this."""

    INDEPENDENT = "independent"
    SOCIAL_WORKER = "social_worker"
    ELECTED_MEMBER = "elected_member"
    FOSTER_CARER = "foster_carer"
    CARE_EXPERIENCED = "care_experienced"
    EDUCATION = "education"
    HEALTH = "health"
    OTHER = "other"


class QualityGrade(StrEnum):
    """The panel's grade of a report's quality."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    INADEQUATE = "inadequate"


class UserRole(StrEnum):
    """The role in which somebody uses the program."""

    PANEL_ADVISER = "panel_adviser"
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    DECISION_MAKER = "decision_maker"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    AUDITOR = "auditor"


class SittingMode(StrEnum):
    """How the panel meets."""

    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


class SittingKind(StrEnum):
    """Whether a sitting stands in the year's calendar or was called besides."""

    MAIN = "main"
    EXTRA = "extra"
    EMERGENCY = "emergency"


class PanelKind(StrEnum):
    """Whether one provider or several constituted the panel."""

    SINGLE = "single"
    JOINT = "joint"


class LinkKind(StrEnum):
    """A tie to the fostering service provider that takes independence away while it lasts."""

    APPROVED_CARER = "approved_carer"
    ELECTED_MEMBER = "elected_member"
    EMPLOYEE = "employee"
    DIRECTOR_OR_TRUSTEE = "director_or_trustee"
    RELATED = "related"


class ProviderKind(StrEnum):
    """What sort of fostering service provider the agency is."""

    LOCAL_AUTHORITY = "local_authority"
    INDEPENDENT_AGENCY = "independent_agency"


class Reply(StrEnum):
    """What a person answered when asked to a sitting."""

    ASKED = "asked"
    COMING = "coming"
    APOLOGIES = "apologies"


class PositionTaken(StrEnum):
    """Where a member stood on the recommendation, as the minutes record it."""

    SUPPORTS = "supports"
    DOES_NOT_SUPPORT = "does_not_support"
    ABSTAINS = "abstains"


class NoticeKind(StrEnum):
    """What a person was told, and in which form."""

    ORAL = "oral"
    WRITTEN = "written"
    FINAL_WRITTEN = "final_written"


class DispatchMethod(StrEnum):
    """How a notice was given."""

    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    EMAIL = "email"
    FIRST_CLASS_POST = "first_class_post"
    TRACKED_POST = "tracked_post"
    BY_HAND = "by_hand"
    NOT_RECORDED = "not_recorded"


class MinutesSection(StrEnum):
    """A part of the minutes of one item, in the order in which minutes print."""

    DOCUMENTS = "documents"
    SUMMARY = "summary"
    ADVISER_ADVICE = "adviser_advice"
    MEDICAL_ADVICE = "medical_advice"
    LEGAL_ADVICE = "legal_advice"
    STRENGTHS = "strengths"
    KEY_ISSUES = "key_issues"
    QUESTIONS_TO_WORKER = "questions_to_worker"
    QUESTIONS_TO_APPLICANTS = "questions_to_applicants"
    APPLICANT_VIEWS = "applicant_views"
    CHILD_VIEWS = "child_views"
    MEMBER_VIEWS = "member_views"
    FEEDBACK = "feedback"


class Priority(StrEnum):
    """Why a case must be heard sooner than others."""

    CHILD_NEED = "child_need"
    COURT_DATE = "court_date"


class AdviceNeed(StrEnum):
    """Whether a case needs the advice of a medical or legal adviser, and whether it was seen."""

    NOT_NEEDED = "not_needed"
    NEEDED = "needed"
    SEEN = "seen"


class CheckCode(StrEnum):
    """Something that an assessment or a review collects: information, a reference, a view."""

    IDENTITY = "identity"
    HEALTH = "health"
    RELATIONSHIPS = "relationships"
    DBS = "dbs"
    OTHER_ADULTS = "other_adults"
    CHILDREN = "children"
    ACCOMMODATION = "accommodation"
    EARLIER_APPLICATIONS = "earlier_applications"
    FORMER_SERVICE = "former_service"
    PERSONAL_REFERENCE = "personal_reference"
    LOCAL_AUTHORITY = "local_authority"
    PERSONALITY = "personality"
    RELIGION = "religion"
    ETHNICITY_AND_LANGUAGE = "ethnicity_and_language"
    EMPLOYMENT = "employment"
    INTERESTS = "interests"
    EXPERIENCE = "experience"
    OTHER_MATTERS = "other_matters"
    CARE_OF_CHILD = "care_of_child"
    FAMILY_RELATIONSHIPS = "family_relationships"
    FAMILY_HISTORY = "family_history"
    OFFENCES = "offences"
    NEIGHBOURHOOD = "neighbourhood"
    VIEWS_OF_CARER = "views_of_carer"
    VIEWS_OF_CHILDREN = "views_of_children"
    VIEWS_OF_AUTHORITIES = "views_of_authorities"
    OTHER = "other"
