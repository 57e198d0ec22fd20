"""The assessment of an applicant before panel."""

from __future__ import annotations

from panelapp.domain.rules.england_2011.days import IN_FORCE, TWO_STAGES
from panelapp.domain.rules.rule_set import Confidence, Force, Rule

ASSESSMENT = (
    Rule(
        "stage1_refusal",
        "Stopping at stage 1",
        "FSR 26(1B)",
        Force.LAW,
        Confidence.M,
        TWO_STAGES,
        "A person found unsuitable on stage 1 information is told in writing, with reasons,"
        " within 10 working days of having all of it.",
        {"working_days": 10},
    ),
    Rule(
        "applicant_observations",
        "Applicant's observations",
        "FSR 26(4)-(5)",
        Force.LAW,
        Confidence.V2,
        IN_FORCE,
        "The applicant has 10 working days to send written observations on the report before"
        " it goes to panel.",
        {"working_days": 10},
    ),
    Rule(
        "application_to_recommendation",
        "Recommendation within 8 months",
        "NMS 14.4",
        Force.NMS,
        Confidence.V,
        IN_FORCE,
        "The panel makes its recommendation within 8 months of the application.",
        {"months": 8},
    ),
    Rule(
        "one_service",
        "One service at a time",
        "FSR 27(1)",
        Force.LAW,
        Confidence.V2,
        IN_FORCE,
        "A person is approved by only one fostering service at a time.",
    ),
)
