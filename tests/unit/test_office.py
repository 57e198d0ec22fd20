"""Who works in a file, in which role, and who can open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from panelapp.actions.sittings import PlanSitting, plan_sitting
from panelapp.closed_file import published_password, users_of
from panelapp.domain.errors import BadInput, FileTrouble, NotAllowed, WrongPassword
from panelapp.domain.vocabulary import UserRole
from panelapp.exchange.sample import example_password
from panelapp.office import Office, Who
from panelapp.persistence.keys import slots_path
from tests.factories import AGENCY, CHEAP, PASSPHRASE, TODAY, USERS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.factories import Panel


def test_the_office_says_who_works_in_whose_file(panel: Panel) -> None:
    assert panel.chair.who() == Who(
        user_name=USERS[UserRole.CHAIR],
        roles=(UserRole.CHAIR,),
        role=None,
        agency_name=AGENCY,
        path=panel.file.path,
        is_example=False,
        is_read_only=False,
    )


def test_who_was_disabled_is_nobody(panel: Panel) -> None:
    office = panel.chair
    panel.adviser.disable_user(office.user_name)
    with pytest.raises(NotAllowed, match="may not work"):
        office.who()


def test_somebody_with_two_roles_works_in_one_of_them(panel: Panel) -> None:
    name = "Two roles 0069 (synthetic)"
    roles = (UserRole.CHAIR, UserRole.ADMINISTRATOR)
    panel.adviser.add_user(name, roles, PASSPHRASE, CHEAP)
    office = panel.as_user(name)
    chair, administrator = (office.in_role(role) for role in roles)
    assert (office.who().role, office.who().roles) == (None, roles)
    assert (chair.who().role, chair.who().roles) == (UserRole.CHAIR, roles)
    with pytest.raises(NotAllowed):
        chair.execute(plan_sitting, PlanSitting(held_on=TODAY))
    administrator.execute(plan_sitting, PlanSitting(held_on=TODAY))


def test_nobody_works_in_a_role_of_others(panel: Panel) -> None:
    with pytest.raises(NotAllowed, match="does not have that role"):
        panel.member.in_role(UserRole.PANEL_ADVISER)


def test_a_closed_file_says_who_can_open_it(panel: Panel) -> None:
    path = panel.file.path
    panel.adviser.disable_user(USERS[UserRole.AUDITOR])
    panel.file.close()
    still = tuple(name for role, name in USERS.items() if role is not UserRole.AUDITOR)
    assert users_of(path) == still


def test_a_backup_says_who_can_open_it(panel: Panel, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    assert users_of(panel.adviser.back_up(folder)) == tuple(USERS.values())


def test_a_file_that_is_not_there_has_no_users(panel: Panel, tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="no file of that name"):
        users_of(tmp_path / "Nowhere.fpanel")
    slots_path(panel.file.path).unlink()
    with pytest.raises(FileTrouble, match="Nothing is lost"):
        users_of(panel.file.path)


def test_the_recovery_sheet_has_the_words_that_open_the_file(panel: Panel) -> None:
    page = panel.adviser.recovery_page()
    assert len(page.words) == 24
    assert ("Agency", AGENCY) in page.facts
    assert page.words[0] not in repr(page)
    for place, word in enumerate(page.words, start=1):
        assert f"{place:>2}. {word}" in panel.adviser.recovery_sheet()
    with pytest.raises(NotAllowed, match="Only a panel adviser"):
        panel.administrator.recovery_page()


def _new(folder: Path, password: str, *, is_example: bool) -> Path:
    path = folder / "New.fpanel"
    Office.create(
        path,
        agency=AGENCY,
        user="Adviser 0001 (synthetic)",
        passphrase=password,
        is_example=is_example,
        cost=CHEAP,
    ).close()
    return path


def test_an_example_says_its_password_before_it_is_opened(tmp_path: Path) -> None:
    path = _new(tmp_path, example_password(), is_example=True)
    password = published_password(path)
    assert password == example_password()
    with Office.open(path, user=None, passphrase=password) as office:
        office.add_user("Chair 0002 (synthetic)", (UserRole.CHAIR,), PASSPHRASE, CHEAP)
    assert published_password(path) == password


@pytest.mark.parametrize(
    ("password", "is_example"), [(PASSPHRASE, True), (example_password(), False)]
)
def test_no_other_file_says_a_password(tmp_path: Path, password: str, *, is_example: bool) -> None:
    assert published_password(_new(tmp_path, password, is_example=is_example)) is None


def test_a_recovery_gives_a_new_password_or_leaves_the_file_closed(panel: Panel) -> None:
    path, name = panel.file.path, USERS[UserRole.ADMINISTRATOR]
    words = " ".join(panel.adviser.recovery_page().words)
    panel.file.close()
    with pytest.raises(BadInput, match="12 characters"):
        Office.recover_with_new_password(path, words=words, user=name, passphrase="short")
    Office.recover_with_new_password(
        path, words=words, user=name, passphrase="a new long password"
    ).close()
    with pytest.raises(WrongPassword):
        Office.open(path, user=name, passphrase=PASSPHRASE)
    Office.open(path, user=name, passphrase="a new long password").close()
