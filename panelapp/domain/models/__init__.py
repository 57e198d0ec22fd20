"""The mapped records of a file, one aggregate in each module."""

from __future__ import annotations

from panelapp.domain.models.agency import Agency, KeySlotCopy, NonWorkingDay
from panelapp.domain.models.assessment import Chase, Check, Exemption
from panelapp.domain.models.base import Base
from panelapp.domain.models.cases import Case, NamedChild, Paper, PaperContent
from panelapp.domain.models.decisions import (
    Agreement,
    Decision,
    FinalDecisionRecord,
    IrmReferral,
    Notice,
    Requirement,
    Response,
)
from panelapp.domain.models.drafts import Draft
from panelapp.domain.models.history import AuditRow, ImportBatch, ImportedRow, NotCollected
from panelapp.domain.models.households import Carer, Ending, Household, HouseholdMember
from panelapp.domain.models.open_duties import (
    CaseStanding,
    DutiesDay,
    HouseholdName,
    OpenCase,
    OpenDuty,
)
from panelapp.domain.models.panel_record import (
    CorrectionNote,
    LockedMinutes,
    MemberView,
    MinutesVersion,
    Recommendation,
)
from panelapp.domain.models.people import (
    Appointment,
    Appraisal,
    Link,
    ListEntry,
    Person,
    User,
    UserRoleRow,
)
from panelapp.domain.models.saved_views import SavedView
from panelapp.domain.models.search import (
    PaperText,
    SearchEdition,
    SearchEntry,
    SearchPart,
    SearchWord,
)
from panelapp.domain.models.sittings import Attendance, Interest, Item, Presence, Sitting

__all__ = [
    "Agency",
    "Agreement",
    "Appointment",
    "Appraisal",
    "Attendance",
    "AuditRow",
    "Base",
    "Carer",
    "Case",
    "CaseStanding",
    "Chase",
    "Check",
    "CorrectionNote",
    "Decision",
    "Draft",
    "DutiesDay",
    "Ending",
    "Exemption",
    "FinalDecisionRecord",
    "Household",
    "HouseholdMember",
    "HouseholdName",
    "ImportBatch",
    "ImportedRow",
    "Interest",
    "IrmReferral",
    "Item",
    "KeySlotCopy",
    "Link",
    "ListEntry",
    "LockedMinutes",
    "MemberView",
    "MinutesVersion",
    "NamedChild",
    "NonWorkingDay",
    "NotCollected",
    "Notice",
    "OpenCase",
    "OpenDuty",
    "Paper",
    "PaperContent",
    "PaperText",
    "Person",
    "Presence",
    "Recommendation",
    "Requirement",
    "Response",
    "SavedView",
    "SearchEdition",
    "SearchEntry",
    "SearchPart",
    "SearchWord",
    "Sitting",
    "User",
    "UserRoleRow",
]
