from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from panelapp.actions.people import (
    AddMember,
    Appoint,
    DeclareNoLinks,
    GiveListNotice,
    RecordAppraisal,
    RecordLink,
    UpdateMember,
    add_member,
    appoint,
    declare_no_links,
    give_list_notice,
    record_appraisal,
    record_link,
    update_member,
)
from panelapp.domain.errors import BadInput, FileTrouble, NotFound, RuleBroken
from panelapp.domain.rules.independence import is_independent
from panelapp.domain.vocabulary import LinkKind, Office, UserRole
from panelapp.queries.people import ties_of
from tests.factories import (
    CHAIR,
    CHEAP,
    JOINED,
    MEMBER,
    OTHER,
    PASSPHRASE,
    SOCIAL_WORKER,
    USERS,
    VICE_CHAIR,
    audited,
    listed_member,
    refused,
)

if TYPE_CHECKING:
    from tests.factories import Panel


def independent(panel: Panel, ref: str, on: date) -> bool:
    with panel.unit() as uow:
        return is_independent(ties_of(uow.member(ref), uow.agency.name), on)


def office_of(panel: Panel, ref: str, on: date) -> Office | None:
    with panel.unit() as uow:
        return uow.member(ref).office(on)


def link(
    panel: Panel, ref: str, kind: LinkKind, from_on: date | None, to_on: date | None = None
) -> None:
    command = RecordLink(member=ref, kind=kind, from_on=from_on, to_on=to_on)
    panel.adviser.execute(record_link, command)


# --- users


def test_a_user_named_as_a_listed_person_is_that_person(panel: Panel) -> None:
    [(account,)] = panel.rows(
        "SELECT person_id FROM user_account WHERE name = ?", USERS[UserRole.CHAIR]
    )
    assert panel.rows("SELECT person_id FROM list_entry WHERE ref = ?", CHAIR) == [(account,)]


def test_a_user_may_be_tied_to_a_listed_person_of_another_name(panel: Panel) -> None:
    with audited(panel, panel.adviser, "add_user", "user"):
        panel.adviser.add_user("S. Worker", (UserRole.MEMBER,), PASSPHRASE, CHEAP, member=OTHER)
    assert panel.rows(
        "SELECT e.ref FROM user_account u JOIN list_entry e ON e.person_id = u.person_id "
        "WHERE u.name = 'S. Worker'"
    ) == [(OTHER,)]


def test_a_second_user_of_a_name_is_refused_and_keeps_the_first_password(panel: Panel) -> None:
    name = USERS[UserRole.AUDITOR]
    with refused(panel, BadInput, "there already"):
        panel.adviser.add_user(name, (UserRole.AUDITOR,), "quite another password", CHEAP)
    panel.adviser.hand_to(name, PASSPHRASE)


@pytest.mark.parametrize(
    ("name", "roles"), [("", (UserRole.MEMBER,)), ("Nobody 0099 (synthetic)", ())]
)
def test_a_user_without_name_or_role_is_refused(
    panel: Panel, name: str, roles: tuple[UserRole, ...]
) -> None:
    with refused(panel, BadInput):
        panel.adviser.add_user(name, roles, PASSPHRASE, CHEAP)


def test_blanks_around_a_name_do_not_lock_the_user_out(panel: Panel) -> None:
    panel.adviser.add_user("  Aide 0050 (synthetic) ", (UserRole.MEMBER,), PASSPHRASE, CHEAP)
    assert panel.adviser.hand_to("Aide 0050 (synthetic)", PASSPHRASE).user_name.startswith("Aide")


def test_a_changed_password_replaces_the_old_one(panel: Panel) -> None:
    with audited(panel, panel.chair, "change_own_password", "user"):
        panel.chair.change_password("meadow kettle drawbridge", CHEAP)
    panel.adviser.hand_to(panel.chair.user_name, "meadow kettle drawbridge")
    with pytest.raises(FileTrouble):
        panel.adviser.hand_to(panel.chair.user_name, PASSPHRASE)


def test_the_only_adviser_cannot_be_disabled(panel: Panel) -> None:
    with refused(panel, BadInput, "only panel adviser"):
        panel.adviser.disable_user(panel.adviser.user_name)


def test_an_adviser_can_be_disabled_once_there_is_another(panel: Panel) -> None:
    second = "Adviser 0051 (synthetic)"
    panel.adviser.add_user(second, (UserRole.PANEL_ADVISER,), PASSPHRASE, CHEAP)
    with audited(panel, panel.adviser, "disable_user", "user"):
        panel.adviser.disable_user(second)
    assert panel.rows("SELECT is_active FROM user_account WHERE name = ?", second) == [(0,)]


def test_a_name_is_the_same_in_other_capitals_and_spaces(panel: Panel) -> None:
    panel.adviser.add_user("  Deputy   0052 (synthetic) ", (UserRole.CHAIR,), PASSPHRASE, CHEAP)
    assert panel.adviser.hand_to("deputy 0052 (SYNTHETIC)", PASSPHRASE).user_name == (
        "Deputy 0052 (synthetic)"
    )
    with refused(panel, BadInput, "there already"):
        panel.adviser.add_user("deputy 0052 (synthetic)", (UserRole.CHAIR,), "x" * 20, CHEAP)
    panel.adviser.hand_to("Deputy 0052 (synthetic)", PASSPHRASE)


def test_nobody_of_that_name_can_be_disabled(panel: Panel) -> None:
    with refused(panel, NotFound):
        panel.adviser.disable_user("Nobody 0099 (synthetic)")


# --- the central list


def test_a_member_gets_the_next_reference_of_the_year(panel: Panel) -> None:
    with audited(panel, panel.adviser, "add_member", "M-2022-007"):
        assert listed_member(panel, 70) == "M-2022-007"


def test_a_chosen_reference_never_stops_the_counting(panel: Panel) -> None:
    chosen = AddMember(member="M-2022-0X9", name="Member 0071 (synthetic)", joined_on=JOINED)
    panel.adviser.execute(add_member, chosen)
    assert listed_member(panel, 72) == "M-2022-007"


def test_a_reference_that_is_taken_is_refused(panel: Panel) -> None:
    with refused(panel, BadInput, "already"):
        panel.adviser.execute(
            add_member, AddMember(member=CHAIR, name="Member 0073 (synthetic)", joined_on=JOINED)
        )


def test_a_member_needs_a_name(panel: Panel) -> None:
    with refused(panel, BadInput, "needs a name"):
        panel.adviser.execute(add_member, AddMember(name=" ", joined_on=JOINED))


@pytest.mark.parametrize("office", [Office.CHAIR, Office.VICE_CHAIR])
def test_an_officer_joins_only_with_links_declared(panel: Panel, office: Office) -> None:
    with refused(panel, BadInput, "must be known before"):
        listed_member(panel, 74, office=office, has_no_links=False)


def test_nobody_rejoins_as_chair_with_a_tie_of_before(panel: Panel) -> None:
    link(panel, OTHER, LinkKind.EMPLOYEE, date(2024, 1, 1))
    panel.adviser.execute(
        give_list_notice, GiveListNotice(member=OTHER, notice_on=date(2025, 10, 1))
    )
    again = AddMember(
        name="Member 0009 (synthetic)",
        joined_on=date(2026, 1, 1),
        office=Office.CHAIR,
        has_no_links=True,
    )
    with refused(panel, RuleBroken, "must be independent", citation="FSR 23(4)(i)"):
        panel.adviser.execute(add_member, again)


def test_nobody_stands_on_the_list_twice(panel: Panel) -> None:
    again = AddMember(name="Member 0009 (synthetic)", joined_on=date(2026, 1, 1))
    with refused(panel, BadInput, f"already, as {OTHER}"):
        panel.adviser.execute(add_member, again)


def test_dates_that_become_known_leave_the_others_alone(panel: Panel) -> None:
    dbs, agreed = date(2025, 3, 1), date(2022, 1, 20)
    panel.adviser.execute(update_member, UpdateMember(member=MEMBER, dbs_on=dbs))
    with audited(panel, panel.administrator, "update_member", MEMBER):
        panel.administrator.execute(
            update_member, UpdateMember(member=MEMBER, agreement_signed_on=agreed)
        )
    with panel.unit() as uow:
        entry = uow.member(MEMBER)
        assert (entry.dbs_on, entry.agreement_signed_on) == (dbs, agreed)


def test_a_new_name_is_the_same_person(panel: Panel) -> None:
    with audited(panel, panel.adviser, "update_member", MEMBER):
        panel.adviser.execute(
            update_member, UpdateMember(member=MEMBER, name="  Wed   0077 (synthetic) ")
        )
    assert panel.rows(
        "SELECT p.name, u.name FROM list_entry e JOIN person p ON p.id = e.person_id "
        "JOIN user_account u ON u.person_id = p.id WHERE e.ref = ?",
        MEMBER,
    ) == [("Wed 0077 (synthetic)", USERS[UserRole.MEMBER])]
    assert panel.rows("SELECT detail FROM audit_row ORDER BY seq DESC LIMIT 1") == [("name",)]
    with refused(panel, BadInput, "needs a name"):
        panel.adviser.execute(update_member, UpdateMember(member=MEMBER, name=" "))


def test_a_date_recorded_by_mistake_is_taken_away(panel: Panel) -> None:
    day = date(2025, 3, 1)
    panel.adviser.execute(update_member, UpdateMember(member=MEMBER, dbs_on=day, observed_on=day))
    panel.adviser.execute(update_member, UpdateMember(member=MEMBER, not_known=("dbs_on",)))
    with panel.unit() as uow:
        entry = uow.member(MEMBER)
        assert (entry.dbs_on, entry.observed_on) == (None, day)
    for wrong in (
        UpdateMember(member=MEMBER, not_known=("joined_on",)),
        UpdateMember(member=MEMBER, dbs_on=day, not_known=("dbs_on",)),
    ):
        with refused(panel, BadInput, "no date of a listed person"):
            panel.adviser.execute(update_member, wrong)


def test_an_appraisal_is_added_to_those_before(panel: Panel) -> None:
    for year in (2024, 2025):
        with audited(panel, panel.adviser, "record_appraisal", MEMBER):
            panel.adviser.execute(
                record_appraisal, RecordAppraisal(member=MEMBER, held_on=date(year, 5, 1))
            )
    with panel.unit() as uow:
        assert [held.held_on.year for held in uow.member(MEMBER).appraisals] == [2024, 2025]


def test_a_tie_takes_independence_away_while_it_lasts(panel: Panel) -> None:
    assert independent(panel, MEMBER, date(2024, 6, 1))
    with audited(panel, panel.adviser, "record_link", MEMBER):
        link(panel, MEMBER, LinkKind.APPROVED_CARER, date(2024, 1, 1), date(2024, 12, 31))
    assert independent(panel, MEMBER, date(2023, 12, 31))
    assert not independent(panel, MEMBER, date(2024, 12, 31))
    assert independent(panel, MEMBER, date(2025, 1, 1))


def test_an_open_tie_ends_on_the_day_that_is_given_later(panel: Panel) -> None:
    link(panel, MEMBER, LinkKind.EMPLOYEE, date(2024, 1, 1))
    assert not independent(panel, MEMBER, date(2026, 1, 1))
    link(panel, MEMBER, LinkKind.EMPLOYEE, None, date(2025, 6, 30))
    assert not independent(panel, MEMBER, date(2025, 6, 30))
    assert independent(panel, MEMBER, date(2025, 7, 1))
    assert panel.rows("SELECT count(*) FROM link") == [(1,)]


def test_independence_is_unknown_until_something_is_declared(panel: Panel) -> None:
    ref = listed_member(panel, 75, has_no_links=False)
    assert not independent(panel, ref, date(2026, 1, 1))
    with audited(panel, panel.adviser, "declare_no_links", ref):
        panel.adviser.execute(
            declare_no_links, DeclareNoLinks(member=ref, declared_on=date(2025, 1, 1))
        )
    assert independent(panel, ref, date(2026, 1, 1))


def test_an_appointment_ends_the_one_before(panel: Panel) -> None:
    with audited(panel, panel.adviser, "appoint", MEMBER):
        panel.adviser.execute(
            appoint, Appoint(member=MEMBER, office=Office.VICE_CHAIR, from_on=date(2026, 1, 1))
        )
    assert office_of(panel, MEMBER, date(2025, 12, 31)) is Office.MEMBER
    assert office_of(panel, MEMBER, date(2026, 1, 1)) is Office.VICE_CHAIR


def test_a_chair_who_is_not_independent_is_refused(panel: Panel) -> None:
    link(panel, MEMBER, LinkKind.ELECTED_MEMBER, date(2024, 1, 1))
    with refused(panel, RuleBroken, "must be independent", citation="FSR 23(4)(i)"):
        panel.adviser.execute(
            appoint, Appoint(member=MEMBER, office=Office.CHAIR, from_on=date(2026, 1, 1))
        )


def test_a_vice_chair_need_not_be_independent(panel: Panel) -> None:
    link(panel, MEMBER, LinkKind.ELECTED_MEMBER, date(2024, 1, 1))
    panel.adviser.execute(
        appoint, Appoint(member=MEMBER, office=Office.VICE_CHAIR, from_on=date(2026, 1, 1))
    )
    assert office_of(panel, MEMBER, date(2026, 1, 2)) is Office.VICE_CHAIR


def test_a_carer_of_before_may_be_chair_the_day_after(panel: Panel) -> None:
    link(panel, MEMBER, LinkKind.APPROVED_CARER, date(2020, 1, 1), date(2025, 12, 31))
    panel.adviser.execute(
        appoint, Appoint(member=MEMBER, office=Office.CHAIR, from_on=date(2026, 1, 1))
    )
    assert office_of(panel, MEMBER, date(2026, 1, 1)) is Office.CHAIR


def test_nobody_is_appointed_who_is_not_listed_that_day(panel: Panel) -> None:
    with refused(panel, RuleBroken, "not on the central list", citation="FSR 23(4)"):
        panel.adviser.execute(
            appoint, Appoint(member=MEMBER, office=Office.MEMBER, from_on=date(2021, 1, 1))
        )


@pytest.mark.parametrize(
    ("notice", "last_day"),
    [
        (date(2026, 11, 18), date(2026, 12, 18)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2023, 12, 31), date(2024, 1, 31)),
        (date(2024, 1, 30), date(2024, 2, 29)),
    ],
)
def test_a_month_of_notice_ends_membership(panel: Panel, notice: date, last_day: date) -> None:
    command = GiveListNotice(member=SOCIAL_WORKER, notice_on=notice)
    with audited(panel, panel.adviser, "give_list_notice", SOCIAL_WORKER):
        assert panel.adviser.execute(give_list_notice, command).value == last_day
    with panel.unit() as uow:
        entry = uow.member(SOCIAL_WORKER)
        assert entry.is_listed(last_day)
        assert not entry.is_listed(date.fromordinal(last_day.toordinal() + 1))


def test_nobody_unknown_is_changed(panel: Panel) -> None:
    with refused(panel, NotFound, "M-9999-001"):
        panel.adviser.execute(update_member, UpdateMember(member="M-9999-001"))
    with refused(panel, NotFound):
        panel.adviser.execute(
            appoint, Appoint(member="M-9999-001", office=Office.CHAIR, from_on=JOINED)
        )


def test_names_appear_in_no_refusal(panel: Panel) -> None:
    link(panel, VICE_CHAIR, LinkKind.EMPLOYEE, date(2024, 1, 1))
    with pytest.raises(RuleBroken) as caught:
        panel.adviser.execute(
            appoint, Appoint(member=VICE_CHAIR, office=Office.CHAIR, from_on=date(2026, 1, 1))
        )
    assert USERS[UserRole.VICE_CHAIR] not in str(caught.value)
