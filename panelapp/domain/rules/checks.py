"""What has to be collected for a case, by its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules.check_item import CheckPart
from panelapp.domain.rules.routes import INITIAL_APPROVALS
from panelapp.domain.vocabulary import CaseType

if TYPE_CHECKING:
    from collections.abc import Mapping

_ASSESSMENT = (CheckPart.STAGE_1, CheckPart.STAGE_2)
_PARTS: Mapping[CaseType, tuple[CheckPart, ...]] = {
    **dict.fromkeys(INITIAL_APPROVALS, _ASSESSMENT),
    CaseType.SUPPORTED_LODGINGS_APPROVAL: _ASSESSMENT,
    CaseType.BRIEF_REPORT: _ASSESSMENT,
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
