"""What an assessment or a review collects, as data.

Fostering Services (England) Regulations 2011, Sch. 3 and reg. 28(3); Care Planning, Placement and
Case Review (England) Regulations 2010, Sch. 4. Two referees, and none where a former service gives
a reference: reg. 26(1A)(b)-(c).
"""

from __future__ import annotations

from panelapp.domain.rules.check_item import CheckItem, CheckPart, CheckScope
from panelapp.domain.vocabulary import CheckCode

_C, _P, _S = CheckCode, CheckPart, CheckScope

CHECKS = (
    CheckItem(_C.IDENTITY, _P.STAGE_1, _S.CARER, "Name, address and date of birth"),
    CheckItem(_C.HEALTH, _P.STAGE_1, _S.CARER, "Health, with a medical report", expires=True),
    CheckItem(_C.RELATIONSHIPS, _P.STAGE_1, _S.CARER, "Marriage, civil partnership and the like"),
    CheckItem(_C.DBS, _P.STAGE_1, _S.ADULT, "Enhanced criminal record certificate", expires=True),
    CheckItem(_C.OTHER_ADULTS, _P.STAGE_1, _S.HOUSEHOLD, "Other adults of the household"),
    CheckItem(_C.CHILDREN, _P.STAGE_1, _S.HOUSEHOLD, "Children of the family and household"),
    CheckItem(_C.ACCOMMODATION, _P.STAGE_1, _S.HOUSEHOLD, "Accommodation"),
    CheckItem(
        _C.EARLIER_APPLICATIONS,
        _P.STAGE_1,
        _S.HOUSEHOLD,
        "Earlier applications to foster, adopt or mind children",
    ),
    CheckItem(
        _C.FORMER_SERVICE,
        _P.STAGE_1,
        _S.HOUSEHOLD,
        "Reference of a service fostered for in the last 12 months",
        citation="FSR 26(1A)(b)",
        is_conditional=True,
    ),
    CheckItem(
        _C.PERSONAL_REFERENCE,
        _P.STAGE_1,
        _S.HOUSEHOLD,
        "Personal referee, interviewed",
        citation="FSR 26(1A)(c)",
        number=2,
    ),
    CheckItem(
        _C.LOCAL_AUTHORITY,
        _P.STAGE_1,
        _S.HOUSEHOLD,
        "Views of the local authority where they live",
        citation="FSR 26(1A)(d)",
        is_conditional=True,
    ),
    CheckItem(_C.PERSONALITY, _P.STAGE_2, _S.CARER, "Personality"),
    CheckItem(
        _C.RELIGION, _P.STAGE_2, _S.CARER, "Religion, and care for a child of any persuasion"
    ),
    CheckItem(
        _C.ETHNICITY_AND_LANGUAGE,
        _P.STAGE_2,
        _S.CARER,
        "Racial origin, culture and language, and care for a child of any",
    ),
    CheckItem(_C.EMPLOYMENT, _P.STAGE_2, _S.CARER, "Employment and standard of living"),
    CheckItem(_C.INTERESTS, _P.STAGE_2, _S.CARER, "Leisure and interests"),
    CheckItem(_C.EXPERIENCE, _P.STAGE_2, _S.CARER, "Experience and skills in caring for children"),
    CheckItem(_C.OTHER_MATTERS, _P.STAGE_2, _S.HOUSEHOLD, "Any other relevant matter"),
    CheckItem(_C.CARE_OF_CHILD, _P.TEMPORARY, _S.HOUSEHOLD, "Capacity to care for and protect"),
    CheckItem(_C.HEALTH, _P.TEMPORARY, _S.HOUSEHOLD, "Health"),
    CheckItem(
        _C.FAMILY_RELATIONSHIPS,
        _P.TEMPORARY,
        _S.HOUSEHOLD,
        "Family relationships and the household",
    ),
    CheckItem(_C.FAMILY_HISTORY, _P.TEMPORARY, _S.HOUSEHOLD, "Family history and own childhood"),
    CheckItem(_C.ACCOMMODATION, _P.TEMPORARY, _S.HOUSEHOLD, "Accommodation and home"),
    CheckItem(
        _C.OFFENCES, _P.TEMPORARY, _S.HOUSEHOLD, "Criminal offences of anybody of the household"
    ),
    CheckItem(_C.EMPLOYMENT, _P.TEMPORARY, _S.HOUSEHOLD, "Employment and income, now and before"),
    CheckItem(_C.NEIGHBOURHOOD, _P.TEMPORARY, _S.HOUSEHOLD, "Neighbourhood and resources"),
    CheckItem(_C.VIEWS_OF_CARER, _P.REVIEW, _S.HOUSEHOLD, "Views of the carer"),
    CheckItem(
        _C.VIEWS_OF_CHILDREN,
        _P.REVIEW,
        _S.HOUSEHOLD,
        "Views of each child placed, by age and understanding",
        is_conditional=True,
    ),
    CheckItem(
        _C.VIEWS_OF_AUTHORITIES,
        _P.REVIEW,
        _S.HOUSEHOLD,
        "Views of authorities that placed a child in the last year",
        is_conditional=True,
    ),
)
