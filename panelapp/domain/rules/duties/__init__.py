"""Facts in, duties out: what must happen next, by whom, by when and by which rule.

A duty is there as long as the fact that settles it is missing. Whether it is overdue is not part of
it: that is ``due < today``, at the time of reading.
"""

from panelapp.domain.rules.duties.case import case_duties
from panelapp.domain.rules.duties.central_list import list_duties, member_duties
from panelapp.domain.rules.duties.duty import Duty, Subject
from panelapp.domain.rules.duties.household import household_duties
from panelapp.domain.rules.duties.sitting import sitting_duties

__all__ = [
    "Duty",
    "Subject",
    "case_duties",
    "household_duties",
    "list_duties",
    "member_duties",
    "sitting_duties",
]
