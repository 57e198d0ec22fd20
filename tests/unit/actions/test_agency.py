from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from panelapp.actions.agency import (
    AddNonWorkingDay,
    ChangeSettings,
    RemoveNonWorkingDay,
    UpdateAgency,
    add_non_working_day,
    change_settings,
    remove_non_working_day,
    update_agency,
)
from panelapp.domain.errors import BadInput, NotFound
from panelapp.domain.events import Topic
from panelapp.domain.rules.clocks import due
from panelapp.domain.vocabulary import ProviderKind
from tests.factories import AGENCY, audited, refused

if TYPE_CHECKING:
    from panelapp.office import Office
    from tests.factories import Panel


def test_details_that_are_left_out_stay_as_they_are(panel: Panel) -> None:
    with audited(panel, panel.adviser, "update_agency", "agency"):
        done = panel.adviser.execute(
            update_agency,
            UpdateAgency(telephone="01632 960000", provider_kind=ProviderKind.INDEPENDENT_AGENCY),
        )
    assert done.topics == {Topic.AGENCY}
    assert panel.rows("SELECT name, telephone, provider_kind FROM agency") == [
        (AGENCY, "01632 960000", "independent_agency")
    ]


def test_the_audit_row_names_the_fields_and_not_the_words(panel: Panel) -> None:
    panel.adviser.execute(
        update_agency, UpdateAgency(address="1 Quill Street", email="a@b.example")
    )
    assert panel.rows("SELECT detail FROM audit_row ORDER BY seq DESC LIMIT 1") == [
        ("address,email",)
    ]


def test_an_agency_without_a_name_is_refused(panel: Panel) -> None:
    with refused(panel, BadInput, "needs a name"):
        panel.adviser.execute(update_agency, UpdateAgency(name="  "))


def test_a_setting_that_is_switched_off_is_stored(panel: Panel) -> None:
    with audited(panel, panel.adviser, "change_settings", "settings"):
        panel.adviser.execute(
            change_settings, ChangeSettings(resignations_noted_at_panel=False, minutes_target=5)
        )
    with panel.unit() as uow:
        assert not uow.settings.resignations_noted_at_panel
        assert uow.settings.minutes_target == 5


@pytest.mark.parametrize("target", [0, 61, -1])
def test_a_target_that_nobody_can_mean_is_refused(panel: Panel, target: int) -> None:
    with refused(panel, BadInput, "1 to 60 working days"):
        panel.adviser.execute(change_settings, ChangeSettings(minutes_target=target))


def test_a_day_off_moves_every_working_day_clock(panel: Panel) -> None:
    received, off = date(2026, 11, 16), date(2026, 11, 20)
    with panel.unit() as uow:
        before = due("adm_decision", received, uow.calendar).due
    with audited(panel, panel.adviser, "add_non_working_day", "non_working_day"):
        _add_day_off(panel.adviser, off)
    with panel.unit() as uow:
        assert due("adm_decision", received, uow.calendar).due == date(2026, 11, 26)
    assert before == date(2026, 11, 25)


def test_a_day_off_is_added_once(panel: Panel) -> None:
    _add_day_off(panel.adviser, date(2027, 6, 1))
    with refused(panel, BadInput, "added already"):
        _add_day_off(panel.administrator, date(2027, 6, 1))


def _add_day_off(office: Office, day: date) -> None:
    office.execute(add_non_working_day, AddNonWorkingDay(day=day, name="Local holiday"))


def test_a_day_off_that_was_a_mistake_is_taken_away(panel: Panel) -> None:
    off = date(2026, 11, 20)
    _add_day_off(panel.adviser, off)
    with audited(panel, panel.administrator, "remove_non_working_day", "non_working_day"):
        panel.administrator.execute(remove_non_working_day, RemoveNonWorkingDay(day=off))
    with panel.unit() as uow:
        assert due("adm_decision", date(2026, 11, 16), uow.calendar).due == date(2026, 11, 25)
    with refused(panel, NotFound, "20 November 2026"):
        panel.adviser.execute(remove_non_working_day, RemoveNonWorkingDay(day=off))


def test_a_day_from_which_no_panel_is_asked_can_be_taken_back(panel: Panel) -> None:
    panel.adviser.execute(
        change_settings, ChangeSettings(no_panel_for_approvals_from=date(2027, 4, 1))
    )
    panel.adviser.execute(
        change_settings, ChangeSettings(minutes_target=5, approvals_always_go_to_panel=True)
    )
    with panel.unit() as uow:
        assert uow.settings.no_panel_for_approvals_from is None
        assert uow.settings.minutes_target == 5
    assert panel.rows("SELECT detail FROM audit_row ORDER BY seq DESC LIMIT 1") == [
        ("minutes_target,approvals_always_go_to_panel",)
    ]
