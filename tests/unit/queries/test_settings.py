from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

import pytest

from panelapp.access import permission_of
from panelapp.actions.agency import (
    AddNonWorkingDay,
    ChangeSettings,
    UpdateAgency,
    add_non_working_day,
    change_settings,
    record_backup,
    update_agency,
)
from panelapp.actions.imports import import_workbook
from panelapp.domain.values import Settings
from panelapp.domain.vocabulary import ProviderKind, UserRole
from panelapp.queries.audit_trail import file_findings, trail_page
from panelapp.queries.settings import (
    Part,
    PartsQuestion,
    SettingsQuestion,
    UsersQuestion,
    office_settings,
    open_parts,
    users,
)
from tests.factories import CHAIR, CHEAP, PASSPHRASE, USERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from panelapp.queries.settings import OfficeSettings, UserRow
    from tests.factories import Panel


def shown(panel: Panel, role: UserRole = UserRole.PANEL_ADVISER) -> OfficeSettings:
    return panel.acting(role).read(office_settings, SettingsQuestion())


def user_rows(panel: Panel, role: UserRole = UserRole.PANEL_ADVISER) -> dict[str, UserRow]:
    return {row.name: row for row in panel.acting(role).read(users, UsersQuestion()).rows}


def test_every_setting_is_explained_with_its_source(panel: Panel) -> None:
    choices = shown(panel).choices
    assert {choice.setting for choice in choices} == {field.name for field in fields(Settings)}
    for choice in choices:
        assert choice.explanation.endswith(".")
        assert choice.citation
        assert choice.words == choice.usual


def test_what_was_chosen_is_said_in_words(panel: Panel) -> None:
    panel.adviser.execute(
        change_settings,
        ChangeSettings(
            papers_in_clear_days=True,
            minutes_target=1,
            no_panel_for_approvals_from=date(2027, 4, 1),
        ),
    )
    words = {choice.setting: (choice.words, choice.usual) for choice in shown(panel).choices}
    assert words["papers_in_clear_days"] == ("Yes", "No")
    assert words["minutes_target"] == ("1 working day", "10 working days")
    assert words["no_panel_for_approvals_from"] == ("From 1 April 2027", "Not set")


def test_every_detail_of_the_agency_is_shown(panel: Panel) -> None:
    details = {
        "name": "Anyshire fostering (synthetic)",
        "address": "1 Quill Street",
        "telephone": "01632 960000",
        "email": "panel@anyshire.example",
        "irm_contact": "IRM",
        "complaints_contact": "Complaints",
    }
    panel.adviser.execute(
        update_agency, UpdateAgency(**details, provider_kind=ProviderKind.INDEPENDENT_AGENCY)
    )
    agency = shown(panel).agency
    assert {name: getattr(agency, name) for name in details} == details
    assert agency.provider_words == "Independent agency"


def test_days_off_come_newest_first(panel: Panel) -> None:
    for day in (date(2026, 6, 1), date(2027, 6, 1)):
        panel.adviser.execute(add_non_working_day, AddNonWorkingDay(day=day, name="Local"))
    assert [off.day.year for off in shown(panel).days_off] == [2027, 2026]


@pytest.mark.parametrize("role", [UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR, UserRole.AUDITOR])
def test_who_may_change_settings_is_as_the_access_table_says(panel: Panel, role: UserRole) -> None:
    settings = shown(panel, role)
    may_details = role in permission_of(update_agency).roles
    may_choose = role in permission_of(change_settings).roles
    assert (settings.why_not_details == "") is may_details
    assert (settings.why_not_choices == "") is may_choose


@pytest.mark.parametrize("role", list(UserRole))
def test_a_part_is_open_to_whom_the_access_table_lets(panel: Panel, role: UserRole) -> None:
    needed: dict[Part, Callable[..., Any]] = {
        Part.AGENCY: office_settings,
        Part.CHOICES: office_settings,
        Part.DAYS_OFF: office_settings,
        Part.USERS: users,
        Part.BACKUP: record_backup,
        Part.CHECK: file_findings,
        Part.TRAIL: trail_page,
        Part.WORKBOOK: import_workbook,
    }
    may = {part for part, handler in needed.items() if role in permission_of(handler).allowed}
    if role is UserRole.PANEL_ADVISER:
        may.add(Part.RECOVERY)
    assert panel.acting(role).read(open_parts, PartsQuestion()) == may


# --- users


def test_users_are_named_with_their_roles_and_place_on_the_list(panel: Panel) -> None:
    chair = user_rows(panel)[USERS[UserRole.CHAIR]]
    assert (chair.role_words, chair.member, chair.is_active) == (("Chair",), CHAIR, True)
    assert user_rows(panel)[USERS[UserRole.AUDITOR]].member is None


def test_the_acting_user_is_marked_and_the_only_adviser_stays(panel: Panel) -> None:
    rows = user_rows(panel)
    acting = [row for row in rows.values() if row.is_acting]
    assert [row.name for row in acting] == [USERS[UserRole.PANEL_ADVISER]]
    assert "only panel adviser" in acting[0].why_not_disable
    assert rows[USERS[UserRole.CHAIR]].why_not_disable == ""
    panel.adviser.add_user("Adviser 0091", (UserRole.PANEL_ADVISER,), PASSPHRASE, CHEAP)
    assert user_rows(panel)[USERS[UserRole.PANEL_ADVISER]].why_not_disable == ""


def test_who_may_not_open_the_file_stands_last(panel: Panel) -> None:
    panel.adviser.disable_user(USERS[UserRole.CHAIR])
    rows = panel.adviser.read(users, UsersQuestion()).rows
    assert rows[-1].name == USERS[UserRole.CHAIR]
    assert not rows[-1].is_active
    assert rows[-1].why_not_disable == "Access was ended."


def test_the_last_thing_recorded_dates_a_user(panel: Panel) -> None:
    assert user_rows(panel)[USERS[UserRole.CHAIR]].last_at is None
    panel.chair.change_password("meadow kettle drawbridge", CHEAP)
    seen = user_rows(panel)[USERS[UserRole.CHAIR]].last_at
    assert seen is not None
    assert (seen.date(), seen.hour) == (panel.clock.today, 10)


def test_an_auditor_reads_users_and_changes_none(panel: Panel) -> None:
    listed = panel.auditor.read(users, UsersQuestion())
    assert listed.why_not_add == "This is for: panel adviser or panel administrator."
    assert all(row.why_not_disable for row in listed.rows)
