"""What has to be collected for a case, by its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules.check_item import CheckItem, CheckPart
from panelapp.domain.rules.england_2011.checks import CHECKS
from panelapp.domain.rules.routes import INITIAL_APPROVALS
from panelapp.domain.vocabulary import CaseType, CheckCode

if TYPE_CHECKING:
    from collections.abc import Mapping

_ASSESSMENT = (CheckPart.STAGE_1, CheckPart.STAGE_2)
_PARTS: Mapping[CaseType, tuple[CheckPart, ...]] = {
    **dict.fromkeys(INITIAL_APPROVALS, _ASSESSMENT),
    CaseType.SUPPORTED_LODGINGS_APPROVAL: _ASSESSMENT,
    # The assessment stopped before the information of stage 2 was complete (reg. 26(3)).
    CaseType.BRIEF_REPORT: (CheckPart.STAGE_1,),
    CaseType.REG24_EXTENSION: (CheckPart.TEMPORARY,),
    **dict.fromkeys(
        (
            CaseType.FIRST_REVIEW,
            CaseType.REVIEW,
            CaseType.REVIEW_UPDATE,
            CaseType.POST_ALLEGATION_REVIEW,
            CaseType.STANDARD_OF_CARE_REVIEW,
        ),
        (CheckPart.REVIEW,),
    ),
}


def parts_of(case_type: CaseType) -> tuple[CheckPart, ...]:
    """The lists that a case of a type works through; none for most."""
    return _PARTS.get(case_type, ())


def is_assessed(case_type: CaseType) -> bool:
    """Whether a case of a type is an application that is assessed in two stages."""
    return CheckPart.STAGE_1 in parts_of(case_type)


LISTED_TYPES = frozenset(_PARTS)
"""The types of cases that work through a list."""


def item_of(case_type: CaseType, code: CheckCode) -> CheckItem | None:
    """The line with a code on the lists of a type; ``None`` where it is on none."""
    parts = parts_of(case_type)
    return next((item for item in CHECKS if item.code is code and item.part in parts), None)
