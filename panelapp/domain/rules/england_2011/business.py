"""What comes to panel, and in which order."""

from __future__ import annotations

from panelapp.domain.rules.england_2011.days import BRIEF_REPORTS, IN_FORCE
from panelapp.domain.rules.rule_set import Confidence, Force, Rule

BUSINESS = (
    Rule(
        "panel_approval",
        "Applications go to panel",
        "FSR 25(1)(a)",
        Force.LAW,
        Confidence.V,
        IN_FORCE,
        "The panel considers each application for approval and recommends whether the person is"
        " suitable, and any terms.",
    ),
    Rule(
        "direct_route",
        "Approval without a panel",
        "Local practice",
        Force.LP,
        Confidence.M,
        IN_FORCE,
        "Where the agency's dated switch is on, an application that came from that day may go to"
        " the decision maker without a panel, with a sign-off of its quality in the panel's place."
        " Until the regulations change the law asks for a panel.",
    ),
    Rule(
        "panel_brief_report",
        "Brief report",
        "FSR 26(3)",
        Force.LAW,
        Confidence.V,
        BRIEF_REPORTS,
        "On a brief report the panel either asks for a further written report or recommends that"
        " the person is not suitable; it cannot recommend approval.",
    ),
    Rule(
        "panel_first_review",
        "First review goes to panel",
        "FSR 25(1)(c)(i), 28(5)",
        Force.LAW,
        Confidence.V2,
        IN_FORCE,
        "The report of the first review after approval goes to the panel, which recommends on"
        " suitability and terms.",
    ),
    Rule(
        "panel_review",
        "Later reviews at the service's request",
        "FSR 25(1)(c)(ii), 28(5)",
        Force.LAW,
        Confidence.V2,
        IN_FORCE,
        "The panel recommends on any other review if the service asks.",
    ),
    Rule(
        "panel_representations",
        "Representations go to panel",
        "FSR 25(1)(d), 27(9), 28(10)",
        Force.LAW,
        Confidence.V2,
        IN_FORCE,
        "A case in which representations were made in time goes back to the panel for a fresh"
        " recommendation. No time is set in law; the target counts from their receipt.",
        {"days": 28},
    ),
    Rule(
        "panel_reg24_views",
        "Panel's views on an extension",
        "CPPCR 25(4)(b)",
        Force.LAW,
        Confidence.V,
        IN_FORCE,
        "Before a temporary approval is extended the panel's views are sought.",
    ),
    Rule(
        "panel_local",
        "Business that local policy sends to panel",
        "Local practice",
        Force.LP,
        Confidence.V2,
        IN_FORCE,
        "The regulations do not ask for a panel; the agency's own policy may.",
    ),
    Rule(
        "panel_information",
        "Business for information",
        "FSR 25",
        Force.LAW,
        Confidence.M,
        IN_FORCE,
        "The panel may be told of, and advise on, any other matter that the service refers to it.",
    ),
    Rule(
        "deferral",
        "A deferral is not a recommendation",
        "Local practice",
        Force.LP,
        Confidence.V2,
        IN_FORCE,
        "A deferred item says what is missing, who will supply it and by when, starts no decision"
        " clock, and comes back to panel. The target counts from the sitting.",
        {"days": 28},
    ),
    Rule(
        "needed_by",
        "Cases with priority",
        "Local practice",
        Force.LP,
        Confidence.V2,
        IN_FORCE,
        "A case that a child's need or a court date presses is heard and decided by the day on"
        " which the decision is needed.",
    ),
    Rule(
        "case_order",
        "Order of business",
        "FSR 24(2), 27, 28",
        Force.LAW,
        Confidence.I,
        IN_FORCE,
        "A case is heard, recommended on, minuted, decided and notified in that order.",
    ),
)
