"""The duties of households, listed people, the central list and sittings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from panelapp.domain.rules.calendar import WorkingCalendar
from panelapp.domain.rules.duties import (
    Subject,
    household_duties,
    list_duties,
    member_duties,
    sitting_duties,
)
from panelapp.domain.rules.facts import HouseholdFacts, MemberFacts, SittingFacts
from panelapp.domain.rules.rule_set import Force
from panelapp.domain.values import Settings
from panelapp.domain.vocabulary import CarerKind, Office, UserRole

CALENDAR = WorkingCalendar()
SETTINGS = Settings()
ON = date(2026, 3, 9)

APPROVED = HouseholdFacts(ref="H1", carer_kind=CarerKind.MAINSTREAM, approved_on=date(2025, 10, 14))


def test_reg_28_2_the_first_review_is_due_a_year_after_approval() -> None:
    [duty] = household_duties(APPROVED, ON, CALENDAR, SETTINGS)
    assert (duty.subject, duty.ref, duty.duty) == (Subject.HOUSEHOLD, "H1", "first_review")
    assert (duty.due, duty.citation, duty.force) == (date(2026, 10, 14), "FSR 28(2)", Force.LAW)
    assert duty.explanation.endswith("The report of the first review goes to panel.")


def test_reg_28_2_the_next_review_counts_from_the_last() -> None:
    reviewed = replace(APPROVED, approved_on=date(2020, 1, 6), last_review_on=date(2026, 2, 2))
    [duty] = household_duties(reviewed, ON, CALENDAR, SETTINGS)
    assert (duty.duty, duty.due) == ("review", date(2027, 2, 2))
    [before] = household_duties(reviewed, date(2026, 2, 1), CALENDAR, SETTINGS)
    assert before.due == date(2021, 1, 6)


@pytest.mark.parametrize(
    "household",
    [
        pytest.param(replace(APPROVED, approved_on=None), id="not approved"),
        pytest.param(replace(APPROVED, approved_on=date(2026, 4, 1)), id="approved later"),
        pytest.param(replace(APPROVED, ended_on=date(2026, 3, 9)), id="ended"),
        pytest.param(replace(APPROVED, ended_on=date(2026, 6, 1)), id="ends before it is due"),
    ],
)
def test_reg_28_2_no_review_is_due_without_an_approval(household: HouseholdFacts) -> None:
    assert household_duties(household, ON, CALENDAR, SETTINGS) == ()


def test_reg_28_2_an_approval_that_ends_after_it_is_due_is_reviewed() -> None:
    ending = replace(APPROVED, ended_on=date(2026, 10, 15))
    assert len(household_duties(ending, ON, CALENDAR, SETTINGS)) == 1


def test_supported_lodgings_are_reviewed_by_local_policy() -> None:
    lodgings = replace(APPROVED, carer_kind=CarerKind.SUPPORTED_LODGINGS)
    [duty] = household_duties(lodgings, ON, CALENDAR, SETTINGS)
    assert (duty.citation, duty.force) == ("Local practice", Force.LP)
    assert "panel" not in duty.explanation


SETTLED = MemberFacts(
    ref="M1",
    office=Office.MEMBER,
    joined_on=date(2020, 1, 6),
    induction_completed_on=date(2020, 2, 3),
    last_appraisal_on=date(2025, 6, 1),
    dbs_on=date(2019, 12, 1),
    agreement_signed_on=date(2020, 1, 6),
    observed_on=date(2019, 12, 9),
    first_sitting_on=date(2020, 2, 10),
)
NEW = MemberFacts(ref="M2", office=Office.MEMBER, joined_on=date(2026, 2, 23))


def codes(member: MemberFacts, on: date = ON) -> dict[str, date]:
    return {duty.duty: duty.due for duty in member_duties(member, on, CALENDAR, SETTINGS)}


def test_guidance_a_settled_member_is_appraised_every_year() -> None:
    [duty] = member_duties(SETTLED, ON, CALENDAR, SETTINGS)
    assert (duty.duty, duty.due, duty.who) == ("appraise", date(2026, 6, 1), UserRole.CHAIR)
    assert codes(SETTLED, date(2025, 5, 31)) == {"appraise": date(2021, 1, 6)}


def test_guidance_the_decision_maker_appraises_the_chair() -> None:
    [duty] = member_duties(replace(SETTLED, office=Office.CHAIR), ON, CALENDAR, SETTINGS)
    assert (duty.who, duty.rule) == (UserRole.DECISION_MAKER, "chair_appraisal")


def test_nms_23_a_new_member_owes_checks_agreement_and_induction() -> None:
    assert codes(NEW) == {
        "complete_checks": date(2026, 2, 23),
        "sign_member_agreement": date(2026, 2, 23),
        "complete_induction": date(2026, 5, 4),
        "appraise": date(2027, 2, 23),
    }


def test_nms_23_checks_and_observation_come_before_the_first_sitting() -> None:
    rostered = replace(NEW, first_sitting_on=date(2026, 4, 16))
    found = codes(rostered)
    assert found["complete_checks"] == date(2026, 4, 16)
    assert found["sign_member_agreement"] == date(2026, 4, 16)
    assert found["offer_observation"] == date(2026, 4, 16)
    observed = replace(rostered, observed_on=ON)
    assert "offer_observation" not in codes(observed)
    assert "offer_observation" not in codes(rostered, date(2026, 4, 16))


def test_reg_23_2_a_notice_takes_a_person_off_the_list_after_a_month() -> None:
    leaving = replace(SETTLED, notice_on=date(2026, 3, 2))
    assert codes(leaving)["end_list_entry"] == date(2026, 4, 2)
    assert "end_list_entry" not in codes(leaving, date(2026, 3, 1))
    assert "end_list_entry" not in codes(replace(leaving, left_on=date(2026, 4, 2)))


@pytest.mark.parametrize(
    "member",
    [replace(NEW, left_on=date(2026, 3, 8)), replace(NEW, joined_on=date(2026, 3, 10))],
    ids=["left", "not joined yet"],
)
def test_who_is_not_on_the_list_owes_nothing(member: MemberFacts) -> None:
    assert codes(member) == {}


CHAIR = replace(SETTLED, ref="M3", office=Office.CHAIR, is_independent=True)
VICE_CHAIR = replace(SETTLED, ref="M4", office=Office.VICE_CHAIR)
WORKER = replace(SETTLED, ref="M5", is_social_worker_3y=True)
COMPLETE = [CHAIR, VICE_CHAIR, WORKER]


def lacking(members: list[MemberFacts]) -> list[str]:
    return [duty.duty for duty in list_duties(members, ON, CALENDAR, SETTINGS)]


@pytest.mark.parametrize(
    ("members", "duties"),
    [
        pytest.param(COMPLETE, [], id="complete"),
        pytest.param([*COMPLETE, VICE_CHAIR], [], id="two vice chairs"),
        pytest.param([CHAIR, VICE_CHAIR], ["list_social_worker"], id="reg 23(1) social worker"),
        pytest.param([VICE_CHAIR, WORKER], ["appoint_chair"], id="reg 23(4) no chair"),
        pytest.param([*COMPLETE, CHAIR], ["appoint_chair"], id="reg 23(4) two chairs"),
        pytest.param([CHAIR, WORKER], ["appoint_vice_chair"], id="reg 23(4) no vice chair"),
        pytest.param(
            [*COMPLETE, VICE_CHAIR, VICE_CHAIR],
            ["appoint_vice_chair"],
            id="reg 23(4) three vice chairs",
        ),
        pytest.param(
            [replace(CHAIR, is_independent=False), VICE_CHAIR, WORKER],
            ["appoint_independent_chair"],
            id="reg 23(4)(i) chair not independent",
        ),
        pytest.param(
            [CHAIR, VICE_CHAIR, replace(WORKER, left_on=date(2026, 3, 8))],
            ["list_social_worker"],
            id="a social worker who left does not count",
        ),
    ],
)
def test_reg_23_what_the_central_list_lacks(members: list[MemberFacts], duties: list[str]) -> None:
    assert lacking(members) == duties


def test_reg_23_an_empty_list_says_how_many_are_needed() -> None:
    found = list_duties([], ON, CALENDAR, SETTINGS)
    assert [duty.due for duty in found] == [ON, ON, ON]
    assert found[1].explanation == "The panel has 0 chairs on 9 March 2026: exactly 1 is needed."


PLANNED = SittingFacts(ref="S1", held_on=date(2026, 4, 16), number_of_items=3)


def test_nms_14_3_papers_go_out_5_working_days_before() -> None:
    [duty] = sitting_duties(PLANNED, ON, CALENDAR, SETTINGS)
    assert (duty.duty, duty.due, duty.citation) == ("send_papers", date(2026, 4, 9), "NMS 14.3")


def test_a_sitting_that_passed_leaves_its_attendance_to_be_recorded() -> None:
    [duty] = sitting_duties(PLANNED, date(2026, 4, 16), CALENDAR, SETTINGS)
    assert (duty.duty, duty.due) == ("record_attendance", date(2026, 4, 16))


@pytest.mark.parametrize(
    "sitting",
    [
        pytest.param(replace(PLANNED, cancelled=True), id="cancelled"),
        pytest.param(replace(PLANNED, number_of_items=0), id="nothing on the agenda"),
        pytest.param(replace(PLANNED, papers_sent_on=ON), id="papers sent"),
        pytest.param(replace(PLANNED, held_on=ON, attendance_recorded=True), id="held"),
    ],
)
def test_a_sitting_that_is_seen_to_owes_nothing(sitting: SittingFacts) -> None:
    assert sitting_duties(sitting, ON, CALENDAR, SETTINGS) == ()


def test_a_sitting_held_since_lay_ahead_before_it() -> None:
    held = replace(PLANNED, attendance_recorded=True)
    [before] = sitting_duties(held, date(2026, 4, 15), CALENDAR, SETTINGS)
    assert (before.duty, before.due) == ("send_papers", date(2026, 4, 9))
    assert sitting_duties(held, date(2026, 4, 16), CALENDAR, SETTINGS) == ()


def test_papers_sent_later_are_owed_until_then() -> None:
    sent = replace(PLANNED, papers_sent_on=date(2026, 3, 10))
    assert len(sitting_duties(sent, ON, CALENDAR, SETTINGS)) == 1
