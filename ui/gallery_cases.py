"""Cases of the types that the example agency does not have, so that pictures show each kind."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from panelapp.actions.cases import (
    AddHousehold,
    CarerDetails,
    ChildDetails,
    OpenCase,
    UpdateCase,
    add_household,
    open_case,
    update_case,
)
from panelapp.actions.exemptions import RecordExemption, record_exemption
from panelapp.actions.households import UpdateHousehold, update_household
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import CarerKind, CaseType, Priority

if TYPE_CHECKING:
    from panelapp.office import Office

CONNECTED, EXTENSION, BRIEF_REPORT, FIRST_REVIEW, EXEMPTION, MATCH = (
    f"C-2026-090{number}" for number in range(6)
)
_CHILD = ChildDetails(name="Robin Sedgefield", date_of_birth=date(2021, 5, 4))


def open_cases_of_each_kind(office: Office, today: date) -> None:
    """Open a case of each of these types, with what is usually known of one."""
    relatives = _household(office, "Hilda Sedgefield", CarerKind.CONNECTED)
    for ref, case_type in (
        (CONNECTED, CaseType.CONNECTED_APPROVAL),
        (EXTENSION, CaseType.REG24_EXTENSION),
    ):
        office.execute(
            open_case,
            OpenCase(
                case=ref,
                household=relatives,
                case_type=case_type,
                opened_on=today - timedelta(days=40),
                reg24_started_on=today - timedelta(days=42),
                responsible_authority="Northmere",
                children=(_CHILD,),
                social_worker="Conrad Fell",
                summary="A grandmother who cares for her grandson.",
                priority=Priority.COURT_DATE if ref == CONNECTED else None,
                priority_because="Final hearing" if ref == CONNECTED else None,
                needed_by_on=today + timedelta(days=60) if ref == CONNECTED else None,
            ),
        )
    office.execute(update_case, UpdateCase(case=EXTENSION, iro_informed_on=today))
    _others(office, today)


def _others(office: Office, today: date) -> None:
    applicants = _household(office, "Edmund Garsdale", CarerKind.MAINSTREAM)
    office.execute(
        open_case,
        OpenCase(
            case=BRIEF_REPORT,
            household=applicants,
            case_type=CaseType.BRIEF_REPORT,
            opened_on=today - timedelta(days=9),
            application_on=today - timedelta(days=150),
            summary="A referee withdrew what they had said about experience with children.",
        ),
    )
    carers = _household(office, "Petra Ravenglass", CarerKind.MAINSTREAM, approved=today)
    office.execute(update_household, UpdateHousehold(household=carers, home_authority="Northmere"))
    for ref, case_type, summary in (
        (FIRST_REVIEW, CaseType.FIRST_REVIEW, "The first year after approval."),
        (EXEMPTION, CaseType.EXEMPTION, "A sister of a child who is placed there."),
        (MATCH, CaseType.LONG_TERM_MATCH, "She has lived there for eleven months."),
    ):
        is_about_child = case_type is not CaseType.FIRST_REVIEW
        office.execute(
            open_case,
            OpenCase(
                case=ref,
                household=carers,
                case_type=case_type,
                opened_on=today - timedelta(days=20),
                summary=summary,
                children=(_CHILD,) if is_about_child else (),
                responsible_authority="Northmere" if ref == MATCH else None,
            ),
        )
    office.execute(record_exemption, _notice(today))


def _notice(today: date) -> RecordExemption:
    return RecordExemption(
        case=EXEMPTION,
        authority="Northmere",
        number_of_children="Four, two of them siblings.",
        arrangements="Each child has a room.",
        intended_relationship="As one family.",
        length_of_time="Until the summer.",
        welfare="The children who live there were asked.",
        noticed_on=today - timedelta(days=3),
    )


def _household(office: Office, name: str, kind: CarerKind, approved: date | None = None) -> str:
    """A household of one person, approved 330 days before a day, if one is given."""
    command = AddHousehold(
        carers=(CarerDetails(name=name),),
        carer_kind=kind,
        approved_on=approved - timedelta(days=330) if approved else None,
        terms=Terms(number_of_children=3) if approved else None,
    )
    return office.execute(add_household, command).value
