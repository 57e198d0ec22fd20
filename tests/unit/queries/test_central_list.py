from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from panelapp.actions.attendance import RecordAttendance, record_attendance
from panelapp.actions.people import (
    AddMember,
    GiveListNotice,
    RecordAppraisal,
    RecordLink,
    UpdateMember,
    add_member,
    give_list_notice,
    record_appraisal,
    record_link,
    update_member,
)
from panelapp.actions.sittings import (
    AskMembers,
    CancelSitting,
    PlanSitting,
    ask_members,
    cancel_sitting,
    plan_sitting,
)
from panelapp.domain.rules.independence import Standing
from panelapp.domain.vocabulary import LinkKind, MemberCategory
from panelapp.queries.central_list import (
    CentralListQuestion,
    ListSummaryQuestion,
    central_list,
    list_summary,
)
from panelapp.queries.due_list import DueQuestion, duties_due
from panelapp.queries.member_checks import CheckState
from tests.factories import (
    ALL_SIX,
    CHAIR,
    FIVE,
    JOINED,
    MEMBER,
    OTHER,
    SOCIAL_WORKER,
    TODAY,
    VICE_CHAIR,
    listed_member,
    sitting_with,
)

if TYPE_CHECKING:
    from panelapp.queries.central_list import MemberRow
    from tests.factories import Panel


def rows(panel: Panel, **question: object) -> list[MemberRow]:
    return panel.adviser.read(central_list, CentralListQuestion(**question))  # type: ignore[arg-type]  # as each test asks


def row(panel: Panel, ref: str, **question: object) -> MemberRow:
    return next(row for row in rows(panel, **question) if row.ref == ref)


def state(row: MemberRow, duty: str) -> CheckState:
    return next(check.state for check in row.checks if check.duty == duty)


def test_the_chair_stands_first_then_the_vice_chairs_then_everybody_by_name(panel: Panel) -> None:
    listed_member(panel, 1)
    listed = rows(panel)
    assert [row.ref for row in listed[:2]] == [CHAIR, VICE_CHAIR]
    names = [row.name for row in listed[2:]]
    assert names == sorted(names)
    assert [row.office_words for row in listed[:3]] == ["Chair", "Vice chair", "Member"]


def test_who_left_is_listed_only_when_asked_for(panel: Panel) -> None:
    panel.adviser.execute(
        give_list_notice, GiveListNotice(member=OTHER, notice_on=date(2026, 9, 1))
    )
    assert OTHER not in {row.ref for row in rows(panel)}
    assert OTHER in {row.ref for row in rows(panel, on=date(2026, 10, 1))}
    gone = row(panel, OTHER, include_left=True)
    assert gone.place == "Left the list on 1 October 2026"
    assert not gone.is_listed
    assert gone.next_deadline is None


def test_a_month_of_notice_is_still_on_the_list(panel: Panel) -> None:
    panel.adviser.execute(give_list_notice, GiveListNotice(member=OTHER, notice_on=TODAY))
    assert row(panel, OTHER).place == "On the list until 18 December 2026"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zoe", True),
        ("ZOË member", True),
        ("health zoe", True),
        ("zoe chair", False),
        ("M-2026-001", True),
    ],
)
def test_every_word_of_a_search_is_found_without_accents(
    panel: Panel, text: str, *, found: bool
) -> None:
    panel.adviser.execute(
        add_member,
        AddMember(name="Zoë 0081 (synthetic)", joined_on=TODAY, category=MemberCategory.HEALTH),
    )
    assert ([row.ref for row in rows(panel, text=text)] == ["M-2026-001"]) is found


def test_independence_says_yes_no_or_not_known_and_why(panel: Panel) -> None:
    unknown = listed_member(panel, 80, has_no_links=False)
    panel.adviser.execute(
        record_link,
        RecordLink(member=OTHER, kind=LinkKind.EMPLOYEE, from_on=date(2024, 3, 1)),
    )
    panel.adviser.execute(
        record_link,
        RecordLink(
            member=MEMBER,
            kind=LinkKind.APPROVED_CARER,
            from_on=date(2020, 1, 1),
            to_on=date(2026, 6, 30),
        ),
    )
    found = {row.ref: row.independence for row in rows(panel)}
    assert found[CHAIR].standing is Standing.YES
    assert found[CHAIR].because == (
        "Declared on 10 January 2022 that there is no link to the service."
    )
    assert found[OTHER].standing is Standing.NO
    assert found[OTHER].because == "Employed by the service since 1 March 2024."
    assert found[MEMBER].standing is Standing.YES
    assert found[MEMBER].because == "The last link to the service ended on 30 June 2026."
    assert found[unknown].standing is Standing.NOT_KNOWN
    assert {finding.citation for finding in found.values()} == {"FSR 23(10)"}


def test_what_an_imported_list_says_counts_until_something_is_recorded(panel: Panel) -> None:
    ref = listed_member(panel, 82, has_no_links=False)
    assert ref == "M-2022-007"
    panel.run(
        "UPDATE list_entry SET independent_stated = 0, social_worker_3y_stated = 1 "
        "WHERE ref = 'M-2022-007'"
    )
    stated = row(panel, ref)
    assert stated.independence.standing is Standing.NO
    assert stated.social_work.standing is Standing.YES
    assert stated.independence.because.startswith("As the imported list says.")


def test_three_years_of_experience_are_counted_to_the_day(panel: Panel) -> None:
    ref = listed_member(panel, 83, social_work_qualified_on=date(2023, 11, 19))
    today = row(panel, ref).social_work
    assert today.standing is Standing.NO
    assert today.because == "3 years of relevant experience will be reached on 19 November 2026."
    tomorrow = row(panel, ref, on=date(2026, 11, 19)).social_work
    assert tomorrow.standing is Standing.YES
    assert row(panel, MEMBER).social_work.because == "No social work qualification is recorded."


def test_a_check_is_overdue_completed_or_still_to_come(panel: Panel) -> None:
    new = panel.adviser.execute(
        add_member, AddMember(name="Member 0084 (synthetic)", joined_on=TODAY, dbs_on=TODAY)
    ).value
    joined = row(panel, new)
    assert state(joined, "complete_checks") is CheckState.COMPLETED
    assert state(joined, "complete_induction") is CheckState.NOT_YET_STARTED
    assert state(joined, "offer_observation") is CheckState.NOT_RECORDED
    induction = next(check for check in joined.checks if check.duty == "complete_induction")
    assert induction.due == TODAY + timedelta(weeks=10)
    later = row(panel, new, on=TODAY + timedelta(weeks=10, days=1))
    assert state(later, "complete_induction") is CheckState.OVERDUE
    assert later.overdue == 2
    assert state(row(panel, MEMBER), "complete_induction") is CheckState.OVERDUE


def test_an_appraisal_is_completed_until_a_year_has_passed(panel: Panel) -> None:
    held = date(2026, 5, 1)
    panel.adviser.execute(record_appraisal, RecordAppraisal(member=MEMBER, held_on=held))
    appraisal = row(panel, MEMBER).checks[-1]
    assert (appraisal.state, appraisal.done_on, appraisal.due) == (
        CheckState.COMPLETED,
        held,
        date(2027, 5, 1),
    )
    assert state(row(panel, MEMBER, on=date(2027, 5, 2)), "appraise") is CheckState.OVERDUE


def test_the_first_deadline_is_the_one_of_the_duty_list(panel: Panel) -> None:
    for member in rows(panel):
        duties = [
            duty for duty in panel.adviser.read(duties_due, DueQuestion()) if duty.ref == member.ref
        ]
        first = member.next_deadline
        assert first is not None
        assert (first.duty, first.due, first.overdue) == (
            duties[0].duty,
            duties[0].due,
            duties[0].overdue,
        )


def test_sittings_of_the_last_year_are_counted(panel: Panel) -> None:
    panel.clock.go_to(date(2025, 11, 18))
    sitting_with(panel)
    panel.clock.go_to(date(2025, 11, 19))
    sitting_with(panel)
    panel.clock.go_to(TODAY)
    sitting_with(panel, present=(CHAIR, SOCIAL_WORKER))
    ahead = panel.adviser.execute(
        plan_sitting, PlanSitting(held_on=TODAY + timedelta(days=14))
    ).value
    panel.adviser.execute(ask_members, AskMembers(sitting=ahead, members=ALL_SIX))
    off = panel.adviser.execute(plan_sitting, PlanSitting(held_on=TODAY)).value
    panel.adviser.execute(ask_members, AskMembers(sitting=off, members=ALL_SIX))
    panel.adviser.execute(cancel_sitting, CancelSitting(sitting=off, reason="Snow"))
    sat = {row.ref: (row.sat.attended, row.sat.invited) for row in rows(panel)}
    assert sat[CHAIR] == (2, 2)
    assert sat[VICE_CHAIR] == (0, 0)
    assert sat[OTHER] == (1, 1)


def test_who_stayed_away_was_invited(panel: Panel) -> None:
    sitting = panel.adviser.execute(plan_sitting, PlanSitting(held_on=TODAY)).value
    panel.adviser.execute(ask_members, AskMembers(sitting=sitting, members=ALL_SIX))
    panel.adviser.execute(
        record_attendance,
        RecordAttendance(sitting=sitting, present=FIVE, in_the_chair=CHAIR),
    )
    assert (row(panel, VICE_CHAIR).sat.attended, row(panel, VICE_CHAIR).sat.invited) == (0, 1)


def test_the_list_is_read_in_a_fixed_number_of_selects(panel: Panel) -> None:
    def selects() -> int:
        seen: list[str] = []

        def note(*arguments: object) -> None:
            seen.append(str(arguments[2]))

        event.listen(panel.engine, "before_cursor_execute", note)
        rows(panel)
        panel.adviser.read(list_summary, ListSummaryQuestion())
        event.remove(panel.engine, "before_cursor_execute", note)
        return sum(statement.startswith("SELECT") for statement in seen)

    rows(panel)
    few = selects()
    for number in range(100, 110):
        listed_member(panel, number)
    for day in range(1, 6):
        panel.adviser.execute(plan_sitting, PlanSitting(held_on=TODAY + timedelta(days=day)))
    assert selects() == few


# --- the list as a whole


def test_a_list_that_the_law_is_content_with_lacks_nothing(panel: Panel) -> None:
    summary = panel.adviser.read(list_summary, ListSummaryQuestion())
    assert summary.lacks == ()
    assert (summary.people, summary.chairs, summary.vice_chairs) == (6, 1, 1)
    assert (summary.independent, summary.social_workers) == (6, 1)


def test_what_the_list_lacks_is_said_once_with_its_first_day(panel: Panel) -> None:
    panel.adviser.execute(give_list_notice, GiveListNotice(member=SOCIAL_WORKER, notice_on=TODAY))
    for day in (date(2026, 12, 10), date(2027, 1, 14), date(2027, 2, 11)):
        panel.adviser.execute(plan_sitting, PlanSitting(held_on=day))
    [lack] = panel.adviser.read(list_summary, ListSummaryQuestion()).lacks
    assert (lack.duty, lack.day, lack.is_today) == (
        "list_social_worker",
        date(2027, 1, 14),
        False,
    )
    assert lack.citation == "FSR 23(1)"


def test_a_chair_who_took_a_job_with_the_service_is_told_today(panel: Panel) -> None:
    panel.adviser.execute(
        record_link, RecordLink(member=CHAIR, kind=LinkKind.EMPLOYEE, from_on=TODAY)
    )
    [lack] = panel.adviser.read(list_summary, ListSummaryQuestion()).lacks
    assert (lack.duty, lack.is_today) == ("appoint_independent_chair", True)


def test_descriptions_are_counted(panel: Panel) -> None:
    for ref in (MEMBER, OTHER):
        panel.adviser.execute(
            update_member, UpdateMember(member=ref, category=MemberCategory.EDUCATION)
        )
    panel.adviser.execute(update_member, UpdateMember(member=CHAIR, category=MemberCategory.HEALTH))
    assert panel.adviser.read(list_summary, ListSummaryQuestion()).mix == (
        ("Education", 2),
        ("Health", 1),
    )


def test_joined_is_the_day_of_the_list(panel: Panel) -> None:
    assert row(panel, MEMBER).joined_on == JOINED
