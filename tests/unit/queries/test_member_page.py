from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.access import permission_of
from panelapp.actions.people import (
    Appoint,
    GiveListNotice,
    RecordAppraisal,
    RecordLink,
    UpdateMember,
    appoint,
    declare_no_links,
    give_list_notice,
    record_appraisal,
    record_link,
    update_member,
)
from panelapp.actions.sittings import AskMembers, PlanSitting, ask_members, plan_sitting
from panelapp.domain.errors import NotAllowed, NotFound
from panelapp.domain.rules.independence import Standing
from panelapp.domain.vocabulary import LinkKind, Office, UserRole
from panelapp.queries.member_page import DATES, MemberPageQuestion, member_page
from tests.factories import (
    ALL_SIX,
    CHAIR,
    CHEAP,
    MEMBER,
    OTHER,
    PASSPHRASE,
    TODAY,
    USERS,
    sitting_with,
)

if TYPE_CHECKING:
    from panelapp.queries.member_page import MemberPage
    from tests.factories import Panel

HANDLERS = (
    update_member,
    record_link,
    declare_no_links,
    record_appraisal,
    appoint,
    give_list_notice,
)


def page(panel: Panel, ref: str, role: UserRole = UserRole.PANEL_ADVISER) -> MemberPage:
    return panel.acting(role).read(member_page, MemberPageQuestion(member=ref))


def link(panel: Panel, ref: str, from_on: date | None, to_on: date | None = None) -> None:
    panel.adviser.execute(
        record_link,
        RecordLink(member=ref, kind=LinkKind.EMPLOYEE, from_on=from_on, to_on=to_on),
    )


def test_nobody_unknown_has_a_page(panel: Panel) -> None:
    with pytest.raises(NotFound, match="M-9999-001"):
        page(panel, "M-9999-001")


def test_each_tie_says_what_it_does_to_independence(panel: Panel) -> None:
    link(panel, OTHER, date(2020, 1, 1), date(2021, 12, 31))
    link(panel, OTHER, date(2024, 1, 1))
    link(panel, OTHER, date(2027, 1, 1), date(2027, 6, 30))
    shown = page(panel, OTHER)
    # The link that lasted was ended by the day given later; the one that is over stands below it.
    assert [(row.holds, row.effect) for row in shown.links] == [
        (True, "Takes independence away up to and including 30 June 2027."),
        (False, "Ended on 31 December 2021 and counts no longer."),
    ]
    assert shown.independence.standing is Standing.NO
    assert shown.links_declared_on == TODAY


def test_a_tie_that_lies_ahead_takes_nothing_away_yet(panel: Panel) -> None:
    link(panel, OTHER, date(2027, 1, 1))
    [row] = page(panel, OTHER).links
    assert not row.holds
    assert row.effect == "Takes independence away from 1 January 2027 on."


def test_the_newest_office_is_the_current_one(panel: Panel) -> None:
    panel.adviser.execute(
        appoint, Appoint(member=OTHER, office=Office.VICE_CHAIR, from_on=date(2026, 1, 1))
    )
    assert [(row.words, row.is_current) for row in page(panel, OTHER).appointments] == [
        ("Vice chair", True),
        ("Member", False),
    ]


def test_appraisals_come_newest_first_and_the_decision_maker_appraises_the_chair(
    panel: Panel,
) -> None:
    for year in (2024, 2026, 2025):
        panel.adviser.execute(
            record_appraisal, RecordAppraisal(member=MEMBER, held_on=date(year, 5, 1))
        )
    shown = page(panel, MEMBER)
    assert [held.year for held in shown.appraisals] == [2026, 2025, 2024]
    assert shown.appraised_by == "Chair"
    chairs = page(panel, CHAIR)
    assert chairs.appraised_by == "Agency decision maker"
    assert "decision maker reviews the chair" in chairs.checks[-1].why


def test_whoever_appraises_but_does_not_record_reads_who_does(panel: Panel) -> None:
    note = "The panel adviser or the panel administrator records the appraisal once it was held."
    assert page(panel, MEMBER, UserRole.CHAIR).appraisal_note == note
    assert page(panel, MEMBER).appraisal_note == ""


def test_sittings_say_who_came_and_what_was_answered(panel: Panel) -> None:
    held = sitting_with(panel)
    missed = sitting_with(panel, present=(CHAIR,))
    ahead = panel.adviser.execute(plan_sitting, PlanSitting(held_on=date(2027, 1, 14))).value
    for sitting in (missed, ahead):
        panel.adviser.execute(ask_members, AskMembers(sitting=sitting, members=ALL_SIX))
    shown = {row.sitting: row.words for row in page(panel, MEMBER).sittings}
    assert shown[held] == "Attended"
    assert shown[ahead] == "Asked"
    assert page(panel, MEMBER).sittings[0].date == date(2027, 1, 14)


def test_the_user_of_a_listed_person_is_named(panel: Panel) -> None:
    account = page(panel, CHAIR).account
    assert account is not None
    assert (account.name, account.roles, account.is_active) == (
        USERS[UserRole.CHAIR],
        ("Chair",),
        True,
    )
    assert page(panel, OTHER).account is None
    panel.adviser.add_user("S. Worker", (UserRole.MEMBER,), PASSPHRASE, CHEAP, member=OTHER)
    panel.adviser.disable_user("S. Worker")
    account = page(panel, OTHER).account
    assert account is not None
    assert not account.is_active


@pytest.mark.parametrize(
    "role",
    [
        UserRole.PANEL_ADVISER,
        UserRole.ADMINISTRATOR,
        UserRole.CHAIR,
        UserRole.VICE_CHAIR,
        UserRole.AUDITOR,
        UserRole.MEMBER,
    ],
)
def test_an_act_is_open_to_whom_the_access_table_lets(panel: Panel, role: UserRole) -> None:
    shown = page(panel, MEMBER, role)
    assert {act.action: act.may for act in shown.acts} == {
        handler.__name__: role in permission_of(handler).roles for handler in HANDLERS
    }


def test_a_member_reads_their_own_page_alone(panel: Panel) -> None:
    assert page(panel, MEMBER, UserRole.MEMBER).ref == MEMBER
    with pytest.raises(NotAllowed):
        page(panel, OTHER, UserRole.MEMBER)


def test_notice_is_given_once(panel: Panel) -> None:
    assert page(panel, OTHER).act("give_list_notice").may
    panel.adviser.execute(give_list_notice, GiveListNotice(member=OTHER, notice_on=TODAY))
    assert page(panel, OTHER).act("give_list_notice").why_not == (
        "Notice was given on 18 November 2026. The last day on the list is 18 December 2026."
    )
    assert page(panel, OTHER).act("appoint").may


def test_nothing_is_asked_of_who_has_left(panel: Panel) -> None:
    panel.adviser.execute(
        give_list_notice, GiveListNotice(member=OTHER, notice_on=date(2026, 1, 5))
    )
    shown = page(panel, OTHER)
    assert shown.place == "Left the list on 5 February 2026"
    assert not shown.act("appoint").may
    assert shown.act("update_member").may
    assert not any(row.is_current for row in shown.appointments)


def test_an_office_that_cannot_be_given_says_why(panel: Panel) -> None:
    link(panel, OTHER, date(2024, 1, 1))
    offices = {choice.office: choice.why_not for choice in page(panel, OTHER).offices}
    assert "FSR 23(4)(i)" in offices[Office.CHAIR]
    assert offices[Office.VICE_CHAIR] == ""
    assert offices[Office.MEMBER] == "Holds this office now."


def test_every_date_is_shown_as_it_is_recorded(panel: Panel) -> None:
    dates: dict[str, Any] = {name: date(2025, 1, day) for day, name in enumerate(DATES, start=1)}
    panel.adviser.execute(update_member, UpdateMember(member=MEMBER, **dates))
    assert page(panel, MEMBER).dates == dates
    panel.adviser.execute(update_member, UpdateMember(member=MEMBER, not_known=DATES))
    assert set(page(panel, MEMBER).dates.values()) == {None}
