"""What is known of a household changes; what was locked keeps the names that it had."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.actions.households import (
    AddHouseholdMember,
    UpdateCarer,
    UpdateHousehold,
    UpdateHouseholdMember,
    add_household_member,
    update_carer,
    update_household,
    update_household_member,
)
from panelapp.domain.errors import BadInput, NotAllowed, NotFound, StaleRecord
from panelapp.domain.vocabulary import UserRole
from panelapp.queries.documents import ExportMinutes, preview_minutes
from panelapp.queries.household_page import HouseholdPageQuestion, household_page
from tests.factories import TODAY, audited, heard_item, household, lock, refused

if TYPE_CHECKING:
    from panelapp.queries.household_page import HouseholdPage
    from tests.factories import Panel

TOMORROW = TODAY + timedelta(days=1)
BORN = date(1980, 2, 29)
NEW_NAME = "Carer 0099 (synthetic)"


def shown(panel: Panel, home: str) -> HouseholdPage:
    return panel.adviser.read(household_page, HouseholdPageQuestion(household=home))


def carer(panel: Panel, home: str, **details: Any) -> None:  # noqa: ANN401 - fields of a command
    panel.adviser.execute(update_carer, UpdateCarer(household=home, **details))


def other(panel: Panel, home: str, name: str = "Child 0500 (synthetic)", **details: Any) -> int:  # noqa: ANN401
    command = AddHouseholdMember(household=home, name=name, **details)
    return panel.adviser.execute(add_household_member, command).value


def change_other(panel: Panel, home: str, number: int, **details: Any) -> None:  # noqa: ANN401
    command = UpdateHouseholdMember(household=home, household_member=number, **details)
    panel.adviser.execute(update_household_member, command)


def test_a_household_moves_with_its_carers(panel: Panel) -> None:
    home = household(panel, carers=2, address="1 Example Road")
    with audited(panel, panel.adviser, "update_household", home):
        panel.adviser.execute(
            update_household,
            UpdateHousehold(household=home, address="2 Example Road", home_authority="Anyshire"),
        )
    page = shown(panel, home)
    assert (page.address, page.home_authority) == ("2 Example Road", "Anyshire")
    addresses = panel.rows(
        "SELECT DISTINCT p.address FROM person p JOIN carer c ON c.person_id = p.id"
    )
    assert addresses == [("2 Example Road",)]


def test_a_carer_who_lives_elsewhere_does_not_move(panel: Panel) -> None:
    home = household(panel, carers=2, address="1 Example Road")
    panel.run("UPDATE person SET address = '9 Other Road' WHERE name LIKE 'Carer 0042%'")
    panel.adviser.execute(
        update_household, UpdateHousehold(household=home, address="2 Example Road")
    )
    found = panel.rows(
        "SELECT p.address FROM person p JOIN carer c ON c.person_id = p.id ORDER BY c.position"
    )
    assert found == [("2 Example Road",), ("9 Other Road",)]


def test_a_carers_details_are_corrected_and_taken_away(panel: Panel) -> None:
    home = household(panel, carers=2)
    with audited(panel, panel.adviser, "update_carer", home):
        carer(panel, home, carer=2, name=f" {NEW_NAME} ", date_of_birth=BORN, sex="female")
    first, second = shown(panel, home).carers
    assert first.name == "Carer 0041 (synthetic)"
    assert (second.name, second.date_of_birth, second.sex) == (NEW_NAME, BORN, "female")
    carer(panel, home, carer=2, not_known=("date_of_birth",))
    assert shown(panel, home).carers[1].date_of_birth is None


def test_locked_minutes_keep_the_name_that_they_had(panel: Panel) -> None:
    heard = heard_item(panel)
    lock(panel, heard)
    before = panel.adviser.read(preview_minutes, ExportMinutes(**heard.item)).document
    carer(panel, "H-2026-0001", name=NEW_NAME)
    after = panel.adviser.read(preview_minutes, ExportMinutes(**heard.item)).document
    assert "Carer 0041 (synthetic)" in repr(before)
    assert after == before


def test_two_people_cannot_change_a_carer_at_once(panel: Panel) -> None:
    home = household(panel)
    version = shown(panel, home).version
    carer(panel, home, name=NEW_NAME, version=version)
    with refused(panel, StaleRecord):
        carer(panel, home, name="Carer 0100 (synthetic)", version=version)
    with refused(panel, StaleRecord):
        panel.adviser.execute(
            update_household, UpdateHousehold(household=home, team="North", version=version)
        )


@pytest.mark.parametrize(
    "details",
    [
        {"name": " "},
        {"date_of_birth": TOMORROW},
        {"not_known": ("name",)},
        {"not_known": ("date_of_birth",), "date_of_birth": BORN},
    ],
)
def test_what_cannot_be_meant_of_a_carer_is_refused(panel: Panel, details: dict[str, Any]) -> None:
    home = household(panel)
    with refused(panel, BadInput):
        carer(panel, home, **details)


def test_a_household_has_no_third_carer(panel: Panel) -> None:
    home = household(panel)
    with refused(panel, NotFound):
        carer(panel, home, carer=3, name=NEW_NAME)


def test_somebody_moves_in_and_out(panel: Panel) -> None:
    home = household(panel)
    with audited(panel, panel.adviser, "add_household_member", home):
        number = other(panel, home, date_of_birth=date(2015, 6, 1), relationship="daughter")
    [row] = shown(panel, home).others
    assert (row.number, row.part, row.relationship, row.lives_there) == (
        number,
        "Child",
        "daughter",
        True,
    )
    with audited(panel, panel.adviser, "update_household_member", home):
        change_other(panel, home, number, moved_out_on=TODAY)
    assert not shown(panel, home).others[0].lives_there
    change_other(panel, home, number, not_known=("moved_out_on",))
    assert shown(panel, home).others[0].lives_there


@pytest.mark.parametrize(
    ("born", "part"),
    [
        (TODAY.replace(year=TODAY.year - 18), "Adult"),
        (TODAY.replace(year=TODAY.year - 18) + timedelta(days=1), "Child"),
        (None, "Age not known"),
    ],
)
def test_somebody_is_an_adult_from_eighteen(panel: Panel, born: date | None, part: str) -> None:
    home = household(panel)
    other(panel, home, date_of_birth=born)
    assert shown(panel, home).others[0].part == part


@pytest.mark.parametrize(
    "details",
    [
        {"name": ""},
        {"date_of_birth": TOMORROW},
        {"moved_out_on": TOMORROW},
        {"moved_in_on": TODAY, "moved_out_on": TODAY - timedelta(days=1)},
        {"not_known": ("name",)},
        {"not_known": ("moved_out_on",), "moved_out_on": TODAY},
    ],
)
def test_what_cannot_be_meant_of_somebody_is_refused(panel: Panel, details: dict[str, Any]) -> None:
    home = household(panel)
    number = other(panel, home)
    with refused(panel, BadInput):
        change_other(panel, home, number, **details)


def test_nobody_without_a_name_or_from_tomorrow_is_added(panel: Panel) -> None:
    home = household(panel)
    with refused(panel, BadInput):
        other(panel, home, name=" ")
    with refused(panel, BadInput):
        other(panel, home, moved_in_on=TOMORROW)


def test_somebody_of_another_household_is_not_found(panel: Panel) -> None:
    number = other(panel, household(panel))
    elsewhere = household(panel)
    with refused(panel, NotFound):
        change_other(panel, elsewhere, number, name=NEW_NAME)


@pytest.mark.parametrize("role", [UserRole.CHAIR, UserRole.AUDITOR, UserRole.MEMBER])
def test_only_the_office_changes_a_household(panel: Panel, role: UserRole) -> None:
    home = household(panel)
    office = panel.acting(role)
    with pytest.raises(NotAllowed):
        office.execute(update_household, UpdateHousehold(household=home, team="North"))
    with pytest.raises(NotAllowed):
        office.execute(update_carer, UpdateCarer(household=home, name=NEW_NAME))
    with pytest.raises(NotAllowed):
        office.execute(add_household_member, AddHouseholdMember(household=home, name=NEW_NAME))
    with pytest.raises(NotAllowed):
        office.execute(
            update_household_member, UpdateHouseholdMember(household=home, household_member=1)
        )
