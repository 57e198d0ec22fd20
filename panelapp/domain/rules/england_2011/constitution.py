"""How a panel is made up, when it is quorate, and how it records what it does."""

from __future__ import annotations

from panelapp.domain.rules.england_2011.days import IN_FORCE
from panelapp.domain.rules.rule_set import Confidence, Force, Rule

CONSTITUTION = (
    Rule(
        "quorum_single",
        "Quorum of a single provider's panel",
        "FSR 24(1)",
        Force.LAW,
        Confidence.M,
        IN_FORCE,
        "No business is done unless the chair or a vice chair, a social worker with three years'"
        " relevant experience and three other members meet as the panel.",
        {"people": 5, "others": 3},
    ),
    Rule(
        "quorum_joint",
        "Quorum of a joint panel",
        "FSR 24(1)",
        Force.LAW,
        Confidence.M,
        IN_FORCE,
        "No business is done unless the chair or a vice chair, a social worker with three years'"
        " relevant experience and four other members meet as the panel.",
        {"people": 6, "others": 4},
    ),
    Rule(
        "quorum_chair",
        "Chair or vice chair",
        "FSR 24(1)(a)",
        Force.LAW,
        Confidence.M,
        IN_FORCE,
        "The appointed chair or one of the vice chairs is present.",
    ),
    Rule(
        "quorum_social_worker",
        "Social worker at the panel",
        "FSR 24(1)(b)",
        Force.LAW,
        Confidence.M,
        IN_FORCE,
        "A social worker with at least three years' relevant post-qualifying experience is"
        " present.",
        {"people": 1, "years": 3},
    ),
    Rule(
        "quorum_others",
        "Other members",
        "FSR 24(1)(c)",
        Force.LAW,
        Confidence.M,
        IN_FORCE,
        "Three other members are present, or four at a joint panel.",
    ),
    Rule(
        "quorum_independent",
        "Independent member under a vice chair",
        "FSR 24(1)(d)",
        Force.LAW,
        Confidence.M,
        IN_FORCE,
        "Where the chair is absent and the vice chair in the chair is not independent, at least"
        " one other member is independent.",
        {"people": 1},
    ),
    Rule(
        "joint_panel",
        "Joint panel",
        "FSR 23(5)",
        Force.LAW,
        Confidence.V,
        IN_FORCE,
        "Two or more services may constitute a joint panel; its members are appointed by"
        " agreement between them.",
    ),
    Rule(
        "joint_independence",
        "Independence at a joint panel",
        "Local practice",
        Force.LP,
        Confidence.I,
        IN_FORCE,
        "At a joint panel a person is independent only if independent of every service that"
        " constituted it.",
    ),
    Rule(
        "independence",
        "Who is not independent",
        "FSR 23(10)",
        Force.LAW,
        Confidence.M,
        IN_FORCE,
        "A person approved by the service as a foster parent, its elected member, employee,"
        " director or trustee, and anyone related to such a person, is not independent of it;"
        " independence returns as soon as the link ends.",
    ),
    Rule(
        "written_record",
        "Written record with reasons",
        "FSR 24(2)",
        Force.LAW,
        Confidence.M,
        IN_FORCE,
        "The panel makes a written record of its proceedings and of the reasons for its"
        " recommendations.",
    ),
    Rule(
        "chair_minutes",
        "Accurate minutes",
        "NMS 14.7",
        Force.NMS,
        Confidence.V,
        IN_FORCE,
        "The chair makes sure that minutes are accurate and cover the key issues, the views of"
        " members and the reasons.",
    ),
    Rule(
        "minutes_target",
        "Target for final minutes",
        "Local practice",
        Force.LP,
        Confidence.V2,
        IN_FORCE,
        "Minutes are final within a target that the agency sets; the regulations set no time.",
        {"working_days": 10},
    ),
    Rule(
        "minutes_to_decision_maker",
        "Final minutes to the decision maker",
        "Local practice",
        Force.LP,
        Confidence.V2,
        IN_FORCE,
        "Final minutes go to the decision maker on the next working day.",
        {"working_days": 1},
    ),
    Rule(
        "decider_apart",
        "Decision maker apart from the panel",
        "FSR 27",
        Force.LAW,
        Confidence.V2,
        IN_FORCE,
        "No member of the panel takes part in a decision that the service makes on the case.",
    ),
    Rule(
        "decider_uninvolved",
        "Decision maker not involved in the case",
        "Local practice",
        Force.LP,
        Confidence.I,
        IN_FORCE,
        "The decision maker did not assess, present or supervise the case, does not manage the"
        " worker who did, and declared no interest in it.",
    ),
    Rule(
        "interests",
        "Interests in an item",
        "Local practice",
        Force.LP,
        Confidence.V2,
        IN_FORCE,
        "A member declares an interest before discussion, the chair rules on it, and a member"
        " who withdraws or only observes takes no part in the item.",
    ),
    Rule(
        "advice_to_panel",
        "Medical and legal advice",
        "NMS 14.6",
        Force.NMS,
        Confidence.V,
        IN_FORCE,
        "The panel has access to medical and legal advice as it thinks necessary.",
    ),
    Rule(
        "adviser_not_member",
        "Adviser is not a member",
        "Local practice",
        Force.LP,
        Confidence.V2,
        IN_FORCE,
        "The panel adviser attends to advise, is not counted and does not vote.",
    ),
    Rule(
        "applicants_attend",
        "Applicants heard at panel",
        "NMS 14.5",
        Force.NMS,
        Confidence.V,
        IN_FORCE,
        "Applicants and carers may attend and be heard at every meeting that discusses their"
        " approval, and may bring a supporter.",
    ),
    Rule(
        "panel_papers",
        "Papers to members",
        "NMS 14.3",
        Force.NMS,
        Confidence.V,
        IN_FORCE,
        "Members have all necessary papers at least 5 working days before the meeting.",
        {"working_days": 5},
    ),
    Rule(
        "quality_feedback",
        "Feedback on reports",
        "NMS 14.2",
        Force.NMS,
        Confidence.V,
        IN_FORCE,
        "The panel gives feedback on the quality of the reports it reads.",
    ),
)
