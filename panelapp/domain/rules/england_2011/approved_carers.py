"""What holds of carers once approved: reviews, resignation and the number of children."""

from __future__ import annotations

from panelapp.domain.rules.england_2011.days import IN_FORCE
from panelapp.domain.rules.rule_set import Confidence, Force, Rule

APPROVED_CARERS = (
    Rule(
        "review",
        "Review within a year",
        "FSR 28(2)",
        Force.LAW,
        Confidence.V2,
        IN_FORCE,
        "Approval is reviewed not more than a year after approval, and then at intervals of not"
        " more than a year.",
        {"months": 12},
    ),
    Rule(
        "review_local",
        "Review of supported lodgings",
        "Local practice",
        Force.LP,
        Confidence.V2,
        IN_FORCE,
        "Supported lodgings are reviewed every year by local policy.",
        {"months": 12},
    ),
    Rule(
        "resignation_effect",
        "Resignation after 28 days",
        "FSR 28(13)",
        Force.LAW,
        Confidence.V2,
        IN_FORCE,
        "Approval ends 28 days after the service receives written notice, and the notice cannot"
        " be refused or withdrawn.",
        {"days": 28},
    ),
    Rule(
        "fostering_limit",
        "Usual fostering limit",
        "CA89 Sch 7 paras 2-4",
        Force.LAW,
        Confidence.V,
        IN_FORCE,
        "No more than 3 children are fostered, unless all are siblings or the authority where the"
        " carer lives has exempted the carer.",
        {"children": 3},
    ),
    Rule(
        "exemption_authority",
        "Who exempts",
        "CA89 Sch 7 para 4(1)",
        Force.LAW,
        Confidence.V,
        IN_FORCE,
        "Only the local authority where the carer lives can exempt the carer from the limit.",
    ),
    Rule(
        "exemption_regard",
        "What an exemption has regard to",
        "CA89 Sch 7 para 4(2)",
        Force.LAW,
        Confidence.V,
        IN_FORCE,
        "The authority has regard to the number of children, the arrangements for them, the"
        " intended and likely relationship, the length of time and the welfare of every child in"
        " the home.",
    ),
    Rule(
        "exemption_notice",
        "Written notice of an exemption",
        "CA89 Sch 7 para 4(3)-(4)",
        Force.LAW,
        Confidence.V,
        IN_FORCE,
        "An exemption is given by written notice, which names the children and any conditions, and"
        " may be varied or cancelled by written notice. No time is set in law; the target counts"
        " from the decision that supports it.",
        {"days": 28},
    ),
)
