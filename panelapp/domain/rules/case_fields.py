"""What is recorded about a case, by its type, besides what every case has."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from panelapp.domain.rules.routes import INITIAL_APPROVALS
from panelapp.domain.vocabulary import CaseType

if TYPE_CHECKING:
    from collections.abc import Mapping


class CaseField(StrEnum):
    """A fact, or a few that belong together, which only cases of some types have."""

    ROUTE = "route"
    APPLICATION = "application"
    REPORT = "report"
    TEMPORARY_APPROVAL = "temporary_approval"
    EXTENSION = "extension"
    CHILDREN = "children"
    TERMS = "terms"
    FOLLOWS = "follows"


_APPROVALS = INITIAL_APPROVALS | {CaseType.SUPPORTED_LODGINGS_APPROVAL}
_EXTENSIONS = frozenset({CaseType.REG24_EXTENSION})
_TYPES: Mapping[CaseField, frozenset[CaseType]] = {
    CaseField.ROUTE: _APPROVALS,
    CaseField.APPLICATION: _APPROVALS | {CaseType.BRIEF_REPORT},
    CaseField.REPORT: INITIAL_APPROVALS | {CaseType.BRIEF_REPORT},
    CaseField.TEMPORARY_APPROVAL: _EXTENSIONS | {CaseType.CONNECTED_APPROVAL},
    CaseField.EXTENSION: _EXTENSIONS,
    CaseField.CHILDREN: _EXTENSIONS
    | {CaseType.CONNECTED_APPROVAL, CaseType.LONG_TERM_MATCH, CaseType.EXEMPTION},
    CaseField.TERMS: _APPROVALS
    | {
        CaseType.CHANGE_OF_APPROVAL,
        CaseType.FIRST_REVIEW,
        CaseType.REVIEW,
        CaseType.REVIEW_UPDATE,
        CaseType.POST_ALLEGATION_REVIEW,
        CaseType.STANDARD_OF_CARE_REVIEW,
    },
    CaseField.FOLLOWS: frozenset({CaseType.REPRESENTATIONS}),
}
_NEEDED: Mapping[CaseField, frozenset[CaseType]] = {
    CaseField.TEMPORARY_APPROVAL: _EXTENSIONS,
    CaseField.FOLLOWS: frozenset({CaseType.REPRESENTATIONS}),
}


def fields_of(case_type: CaseType) -> frozenset[CaseField]:
    """What may be recorded about a case of a type."""
    return frozenset(field for field, types in _TYPES.items() if case_type in types)


def fields_needed(case_type: CaseType) -> frozenset[CaseField]:
    """What a case of a type cannot be opened without."""
    return frozenset(field for field, types in _NEEDED.items() if case_type in types)
