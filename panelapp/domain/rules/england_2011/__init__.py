"""The rules of fostering panels in England since 2011, as data.

Rules of confidence M are known but were not read: they are listed in ``docs/rules-to-confirm.md``.
Rules of force LP are local practice; their numbers are this program's own defaults.
"""

from __future__ import annotations

from panelapp.domain.rules.england_2011.approved_carers import APPROVED_CARERS
from panelapp.domain.rules.england_2011.assessment import ASSESSMENT
from panelapp.domain.rules.england_2011.business import BUSINESS
from panelapp.domain.rules.england_2011.central_list import CENTRAL_LIST
from panelapp.domain.rules.england_2011.constitution import CONSTITUTION
from panelapp.domain.rules.england_2011.decisions import DECISIONS
from panelapp.domain.rules.england_2011.records import RECORDS
from panelapp.domain.rules.england_2011.temporary_approval import TEMPORARY_APPROVAL
from panelapp.domain.rules.rule_set import RuleSet

ENGLAND_2011 = RuleSet(
    id="england-2011",
    title="England, since 2011",
    sources={
        "FSR": "Fostering Services (England) Regulations 2011, reg.",
        "CPPCR": "Care Planning, Placement and Case Review (England) Regulations 2010, reg.",
        "IRDR": "Independent Review of Determinations (Adoption and Fostering) Regulations 2009,"
        " reg.",
        "CA89": "Children Act 1989,",
        "NMS": "Fostering Services: National Minimum Standards 2011, standard",
        "Guidance": "Children Act 1989 Guidance and Regulations,",
    },
    rules=(
        *CENTRAL_LIST,
        *CONSTITUTION,
        *BUSINESS,
        *ASSESSMENT,
        *DECISIONS,
        *APPROVED_CARERS,
        *TEMPORARY_APPROVAL,
        *RECORDS,
    ),
)

__all__ = ["ENGLAND_2011"]
