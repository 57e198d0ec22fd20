"""Temporary approval of a connected person, and placements in an emergency."""

from __future__ import annotations

from panelapp.domain.rules.england_2011.days import IN_FORCE
from panelapp.domain.rules.rule_set import Confidence, Force, Rule

TEMPORARY_APPROVAL = (
    Rule(
        "reg24_first",
        "Temporary approval for 16 weeks",
        "CPPCR 24(1), 24(3)",
        Force.LAW,
        Confidence.V2,
        IN_FORCE,
        "A connected person may be approved for up to 16 weeks.",
        {"weeks": 16},
    ),
    Rule(
        "reg24_extended",
        "Temporary approval extended to 24 weeks",
        "CPPCR 25(1)(a), 25(2)",
        Force.LAW,
        Confidence.V,
        IN_FORCE,
        "A temporary approval may be extended once, by up to 8 weeks, 24 weeks in all.",
        {"weeks": 24},
    ),
    Rule(
        "reg24_prerequisites",
        "Before an extension",
        "CPPCR 25(4)-(5)",
        Force.LAW,
        Confidence.V,
        IN_FORCE,
        "Before an extension the placement is considered again, the panel's views are sought and"
        " the independent reviewing officer is informed; then a nominated officer approves it.",
    ),
    Rule(
        "reg24_end",
        "End of a temporary approval",
        "CPPCR 25(6)",
        Force.LAW,
        Confidence.V,
        IN_FORCE,
        "If time runs out without full approval the placement is ended, after other arrangements"
        " for the child are made.",
    ),
    Rule(
        "reg24_back_plan",
        "Decided before temporary approval ends",
        "CPPCR 25(6)",
        Force.LAW,
        Confidence.I,
        IN_FORCE,
        "Full approval is decided, not only recommended, before the temporary approval ends."
        " Counted back from there are the decision maker's working days, the agency's target for"
        " minutes, the papers and the applicants' comments.",
    ),
    Rule(
        "emergency_placement",
        "Emergency placement",
        "CPPCR 23",
        Force.LAW,
        Confidence.V2,
        IN_FORCE,
        "A child placed outside a carer's terms in an emergency stays up to 6 working days"
        " unless the terms are amended.",
        {"working_days": 6},
    ),
)
