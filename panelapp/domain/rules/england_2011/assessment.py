"""The assessment of an applicant before panel."""

from __future__ import annotations

from panelapp.domain.rules.england_2011.days import BRIEF_REPORTS, IN_FORCE, TWO_STAGES
from panelapp.domain.rules.rule_set import Confidence, Force, Rule

ASSESSMENT = (
    Rule(
        "assessment",
        "Deciding to assess",
        "FSR 26(1)",
        Force.LAW,
        Confidence.V,
        IN_FORCE,
        "A person who applies, and whom the service decides to assess, is assessed under"
        " regulation 26.",
    ),
    Rule(
        "stage1_information",
        "Stage 1 information",
        "FSR 26(1A)(a), Sch. 3 Part 1",
        Force.LAW,
        Confidence.M,
        TWO_STAGES,
        "The service collects the stage 1 information on the applicant, the household and the"
        " family as soon as it reasonably can.",
    ),
    Rule(
        "stage2_information",
        "Stage 2 information",
        "FSR Sch. 3 Part 2",
        Force.LAW,
        Confidence.M,
        TWO_STAGES,
        "The service collects the stage 2 information on each applicant. The stages may run side"
        " by side.",
    ),
    Rule(
        "former_service_reference",
        "Reference of a former service",
        "FSR 26(1A)(b)",
        Force.LAW,
        Confidence.V,
        TWO_STAGES,
        "Of a person who fostered for another service in the last 12 months a written reference is"
        " asked from it.",
    ),
    Rule(
        "personal_referees",
        "Two personal referees",
        "FSR 26(1A)(c)",
        Force.LAW,
        Confidence.V,
        TWO_STAGES,
        "Where no former service gives a reference, at least two personal referees are interviewed"
        " and written reports made of it.",
        {"referees": 2},
    ),
    Rule(
        "check_chase",
        "Checks are chased",
        "Local practice",
        Force.LP,
        Confidence.V2,
        IN_FORCE,
        "A check that has not come four weeks after it was asked for, or last chased, is chased.",
        {"weeks": 4},
    ),
    Rule(
        "check_expiry",
        "Checks hold until the decision",
        "Local practice",
        Force.LP,
        Confidence.V2,
        IN_FORCE,
        "A check that ends before the panel sits, or within eight weeks, is renewed.",
        {"weeks": 8},
    ),
    Rule(
        "declaration",
        "Declaration of compliance",
        "Local practice",
        Force.LP,
        Confidence.V2,
        IN_FORCE,
        "A team manager declares that the assessment complies before its papers go to the panel.",
    ),
    Rule(
        "adviser_advice",
        "Written advice of the panel adviser",
        "Local practice",
        Force.LP,
        Confidence.V2,
        IN_FORCE,
        "The panel adviser advises in writing on a case before its papers go to the panel.",
    ),
    Rule(
        "advice_seen",
        "Medical and legal advice",
        "NMS 14.6",
        Force.NMS,
        Confidence.V,
        IN_FORCE,
        "The panel has access to medical and legal advice, and sees what a case needs.",
    ),
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
        "brief_report",
        "Stopping in stage 2",
        "FSR 26(3)",
        Force.LAW,
        Confidence.V,
        BRIEF_REPORTS,
        "Once stage 2 has begun, an assessment is stopped by a brief report to the panel.",
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
