"""Records: what they hold, how long they are kept and who may see them."""

from __future__ import annotations

from panelapp.domain.rules.england_2011.days import IN_FORCE
from panelapp.domain.rules.rule_set import Confidence, Force, Rule

RECORDS = (
    Rule(
        "retention_approved",
        "Record of an approved carer",
        "FSR 32(1)",
        Force.LAW,
        Confidence.V,
        IN_FORCE,
        "The case record and register entry are kept at least 10 years after approval ends.",
        {"years": 10},
    ),
    Rule(
        "retention_temporary",
        "Record of a temporary approval",
        "FSR 32(2)",
        Force.LAW,
        Confidence.V,
        IN_FORCE,
        "The record of a temporary approval is kept at least 10 years after the placement ends.",
        {"years": 10},
    ),
    Rule(
        "retention_refused",
        "Record of a refusal or withdrawal",
        "FSR 32(3)",
        Force.LAW,
        Confidence.V,
        IN_FORCE,
        "The record of a person not approved, or who withdrew, is kept at least 3 years.",
        {"years": 3},
    ),
    Rule(
        "records_access",
        "Access to records",
        "FSR 32(6)",
        Force.LAW,
        Confidence.V,
        IN_FORCE,
        "Another fostering service or adoption agency has access to records within 15 working"
        " days of asking.",
        {"working_days": 15},
    ),
    Rule(
        "case_record",
        "Contents of the case record",
        "FSR 30",
        Force.LAW,
        Confidence.M,
        IN_FORCE,
        "The case record holds notices, agreements, reviews, recommendations and reports.",
    ),
    Rule(
        "register",
        "Register of foster parents",
        "FSR 31",
        Force.LAW,
        Confidence.M,
        IN_FORCE,
        "The register holds each foster parent's name, address, date of birth and sex, the date"
        " of approval and of each review, and the current terms.",
    ),
    Rule(
        "working_day",
        "Working day",
        "FSR 2",
        Force.LAW,
        Confidence.M,
        IN_FORCE,
        "A working day is not a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday"
        " in England and Wales.",
    ),
)
