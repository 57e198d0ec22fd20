from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelapp.domain.rules.assessment import (
    CheckState,
    check_lines,
    is_adult,
    progress,
    stage_1_complete_on,
)
from panelapp.domain.rules.calendar import WorkingCalendar
from panelapp.domain.rules.check_item import CheckPart
from panelapp.domain.rules.checks import LISTED_TYPES, is_assessed, parts_of
from panelapp.domain.rules.clocks import due
from panelapp.domain.rules.facts import AssessmentFacts, CheckFacts, OtherPersonFacts
from panelapp.domain.rules.history import as_of
from panelapp.domain.vocabulary import AdviceNeed, CaseType, CheckCode
from tests.unit.domain.rules.stories import a_case, due_in, shown

if TYPE_CHECKING:
    from panelapp.domain.rules.assessment import CheckLine

FORM_F, REVIEW = CaseType.MAINSTREAM_APPROVAL, CaseType.FIRST_REVIEW
DAY = date(2026, 5, 29)
NUMBERS = iter(range(1, 10_000))


def check(code: CheckCode, came: date | None = DAY, **facts: object) -> CheckFacts:
    """A check that was asked for on 1 April 2026 and came, or did not."""
    known = CheckFacts(id=next(NUMBERS), code=code, requested_on=date(2026, 4, 1), received_on=came)
    return replace(known, **facts)  # type: ignore[arg-type]  # any fact


def assessed(*checks: CheckFacts, carers: int = 1, **facts: object) -> AssessmentFacts:
    known = AssessmentFacts(carers=tuple(range(1, carers + 1)), checks=checks)
    return replace(known, **facts)  # type: ignore[arg-type]  # any fact


def stage_1(came: date = DAY, *, without: tuple[CheckCode, ...] = ()) -> list[CheckFacts]:
    """All that stage 1 asks for about one applicant, which came on one day."""
    about = [
        check(code, came, carer=1)
        for code in (CheckCode.IDENTITY, CheckCode.HEALTH, CheckCode.RELATIONSHIPS, CheckCode.DBS)
    ]
    home = [
        check(code, came)
        for code in (
            CheckCode.OTHER_ADULTS,
            CheckCode.CHILDREN,
            CheckCode.ACCOMMODATION,
            CheckCode.EARLIER_APPLICATIONS,
        )
    ]
    referees = [check(CheckCode.PERSONAL_REFERENCE, came, detail=name) for name in ("A", "B")]
    return [one for one in (*about, *home, *referees) if one.code not in without]


def line(code: CheckCode, assessment: AssessmentFacts, on: date = DAY) -> CheckLine:
    [found] = [one for one in check_lines(FORM_F, assessment, on) if one.code is code]
    return found


# --- which checks are wanted


def test_an_untouched_list_asks_for_everything_about_everybody() -> None:
    lines = check_lines(FORM_F, assessed(carers=2), DAY)
    assert [one.carer for one in lines if one.code is CheckCode.DBS] == [1, 2]
    assert [one.number for one in lines if one.code is CheckCode.PERSONAL_REFERENCE] == [1, 2]
    assert {one.state for one in lines} == {CheckState.NOT_ASKED}
    assert progress(lines).wanted == 8 + 6 + 12 + 1
    assert not progress(lines).is_complete


@pytest.mark.parametrize("case_type", CaseType)
def test_a_type_without_a_list_asks_for_nothing(case_type: CaseType) -> None:
    lines = check_lines(case_type, assessed(), DAY)
    assert bool(lines) is bool(parts_of(case_type)) is (case_type in LISTED_TYPES)
    assert {one.part for one in lines} == set(parts_of(case_type))


def test_every_line_says_where_the_law_asks_for_it() -> None:
    sources = {one.source for one in check_lines(FORM_F, assessed(), DAY)}
    assert sources == {
        "FSR Sch. 3 Part 1",
        "FSR Sch. 3 Part 2",
        "FSR 26(1A)(b)",
        "FSR 26(1A)(c)",
        "FSR 26(1A)(d)",
    }
    assert {one.source for one in check_lines(REVIEW, assessed(), DAY)} == {"FSR 28(3)"}


@pytest.mark.parametrize(
    ("person", "adult"),
    [
        (OtherPersonFacts(id=1), True),
        (OtherPersonFacts(id=1, date_of_birth=date(2008, 5, 29)), True),
        (OtherPersonFacts(id=1, date_of_birth=date(2008, 5, 30)), False),
        (OtherPersonFacts(id=1, moved_in_on=date(2026, 5, 30)), False),
        (OtherPersonFacts(id=1, moved_out_on=date(2026, 5, 29)), False),
        (OtherPersonFacts(id=1, moved_out_on=date(2026, 5, 30)), True),
    ],
)
def test_every_adult_of_the_household_has_a_criminal_record_check(
    person: OtherPersonFacts, *, adult: bool
) -> None:
    assert is_adult(person, DAY) is adult
    about = [
        one.other
        for one in check_lines(FORM_F, assessed(others=(person,)), DAY)
        if one.code is CheckCode.DBS
    ]
    assert about == ([None, 1] if adult else [None])


def test_a_check_of_somebody_who_left_stays_and_holds_nothing_up() -> None:
    left = OtherPersonFacts(id=7, moved_out_on=date(2026, 5, 1))
    assessment = assessed(*stage_1(), check(CheckCode.DBS, None, other=7), others=(left,))
    [about] = [one for one in check_lines(FORM_F, assessment, DAY) if one.other == 7]
    assert not about.is_wanted
    assert stage_1_complete_on(FORM_F, assessment, DAY) == DAY


def test_a_conditional_check_is_wanted_once_somebody_touched_it() -> None:
    code = CheckCode.LOCAL_AUTHORITY
    assert not line(code, assessed()).is_wanted
    assert line(code, assessed(check(code, None))).is_wanted


def test_checks_of_ones_own_come_last() -> None:
    lines = check_lines(FORM_F, assessed(check(CheckCode.OTHER, None, detail="Pets")), DAY)
    assert (lines[-1].name, lines[-1].part, lines[-1].source) == ("Pets", None, "")


# --- how far a check is


@pytest.mark.parametrize(
    ("facts", "on", "state"),
    [
        ({"requested_on": None}, DAY, CheckState.NOT_ASKED),
        ({}, date(2026, 4, 29), CheckState.ASKED),
        ({}, date(2026, 4, 30), CheckState.LATE),
        ({"chased_on": (date(2026, 4, 30),)}, date(2026, 5, 28), CheckState.ASKED),
        ({"chased_on": (date(2026, 4, 30),)}, date(2026, 5, 29), CheckState.LATE),
        ({"is_not_needed": True}, DAY, CheckState.NOT_NEEDED),
        ({"received_on": DAY}, DAY, CheckState.RECEIVED),
        ({"received_on": DAY}, date(2026, 4, 2), CheckState.ASKED),
        ({"received_on": DAY, "expires_on": date(2026, 7, 25)}, DAY, CheckState.RECEIVED),
        ({"received_on": DAY, "expires_on": date(2026, 7, 24)}, DAY, CheckState.EXPIRES_SOON),
        ({"received_on": DAY, "expires_on": DAY}, DAY, CheckState.EXPIRES_SOON),
        (
            {"received_on": DAY, "expires_on": DAY},
            DAY + timedelta(days=1),
            CheckState.EXPIRED,
        ),
    ],
)
def test_how_far_a_check_is(facts: dict[str, object], on: date, state: CheckState) -> None:
    """Four weeks to chase, eight weeks before the end: local practice."""
    found = check(CheckCode.ACCOMMODATION, None, **facts)
    assert line(CheckCode.ACCOMMODATION, assessed(found), on).state is state


def test_progress_counts_what_is_needed() -> None:
    lines = check_lines(
        FORM_F,
        assessed(
            check(CheckCode.ACCOMMODATION),
            check(CheckCode.CHILDREN, None),
            check(CheckCode.OTHER_ADULTS, None, is_not_needed=True),
        ),
        DAY,
    )
    shown = progress(lines)
    assert (shown.wanted, shown.received, shown.waiting, shown.late) == (16, 1, 1, 1)


# --- stage 1: regulation 26(1A)


def test_stage_1_is_complete_on_the_day_of_the_last_arrival() -> None:
    last = check(CheckCode.HEALTH, date(2026, 6, 3), carer=1)
    checks = (*stage_1(without=(CheckCode.HEALTH,)), last)
    assert stage_1_complete_on(FORM_F, assessed(*checks), date(2026, 6, 2)) is None
    assert stage_1_complete_on(FORM_F, assessed(*checks), date(2026, 6, 3)) == date(2026, 6, 3)


@pytest.mark.parametrize("code", sorted({one.code for one in stage_1()}))
def test_nothing_of_stage_1_may_be_missing(code: CheckCode) -> None:
    assert stage_1_complete_on(FORM_F, assessed(*stage_1(without=(code,))), DAY) is None


def test_stage_2_does_not_hold_stage_1_up() -> None:
    assert stage_1_complete_on(FORM_F, assessed(*stage_1()), DAY) == DAY
    assert any(
        one.part is CheckPart.STAGE_2 and not one.is_done
        for one in check_lines(FORM_F, assessed(*stage_1()), DAY)
    )


def test_one_referee_is_not_enough_and_the_second_completes() -> None:
    """Reg. 26(1A)(c); a third who has not come holds nothing up."""
    rest = stage_1(without=(CheckCode.PERSONAL_REFERENCE,))
    first = check(CheckCode.PERSONAL_REFERENCE, detail="A")
    second = check(CheckCode.PERSONAL_REFERENCE, date(2026, 6, 8), detail="B")
    third = check(CheckCode.PERSONAL_REFERENCE, None, detail="C")
    on = date(2026, 6, 30)
    assert stage_1_complete_on(FORM_F, assessed(*rest, first, third), on) is None
    complete_on = stage_1_complete_on(FORM_F, assessed(*rest, first, second, third), on)
    assert complete_on == date(2026, 6, 8)


def test_a_referee_marked_as_not_needed_is_replaced_by_another() -> None:
    gone = check(CheckCode.PERSONAL_REFERENCE, None, detail="A", is_not_needed=True)
    lines = check_lines(FORM_F, assessed(gone), DAY)
    referees = [one.state for one in lines if one.code is CheckCode.PERSONAL_REFERENCE]
    assert referees == [CheckState.NOT_NEEDED, CheckState.NOT_ASKED, CheckState.NOT_ASKED]


def test_the_reference_of_the_former_service_stands_in_for_referees() -> None:
    """Reg. 26(1A)(b)-(c)."""
    rest = stage_1(without=(CheckCode.PERSONAL_REFERENCE,))
    former = check(CheckCode.FORMER_SERVICE, date(2026, 6, 1))
    on = date(2026, 6, 30)
    assert stage_1_complete_on(FORM_F, assessed(*rest, former), on) == date(2026, 6, 1)
    lines = check_lines(FORM_F, assessed(*rest, former), on)
    referees = [one.state for one in lines if one.code is CheckCode.PERSONAL_REFERENCE]
    assert referees == [CheckState.NOT_NEEDED] * 2


def test_two_referees_are_enough_where_the_former_service_gives_none() -> None:
    silent = check(CheckCode.FORMER_SERVICE, None)
    assert stage_1_complete_on(FORM_F, assessed(*stage_1(), silent), DAY) == DAY


def test_a_check_that_has_ended_had_arrived() -> None:
    ended = check(CheckCode.DBS, carer=1, expires_on=date(2026, 5, 30))
    checks = (*stage_1(without=(CheckCode.DBS,)), ended)
    assert stage_1_complete_on(FORM_F, assessed(*checks), date(2026, 6, 30)) == DAY


@pytest.mark.parametrize("case_type", [one for one in CaseType if not is_assessed(one)])
def test_only_applications_have_a_stage_1(case_type: CaseType) -> None:
    assert stage_1_complete_on(case_type, assessed(*stage_1()), DAY) is None


@given(
    days=st.lists(st.dates(date(2026, 4, 1), date(2026, 12, 31)), min_size=10, max_size=10),
    on=st.dates(date(2026, 4, 1), date(2027, 1, 31)),
)
def test_stage_1_is_complete_when_the_last_of_it_is_there_and_stays_so(
    days: list[date], on: date
) -> None:
    checks = [replace(one, received_on=day) for one, day in zip(stage_1(), days, strict=True)]
    complete_on = stage_1_complete_on(FORM_F, assessed(*checks), on)
    assert complete_on == (max(days) if max(days) <= on else None)


@pytest.mark.parametrize(
    ("complete_on", "last_day"),
    [
        # Friday 29 May 2026: ten working days, no holiday between.
        (date(2026, 5, 29), date(2026, 6, 12)),
        # Over Good Friday, 3 April, and Easter Monday, 6 April 2026.
        (date(2026, 4, 1), date(2026, 4, 17)),
        # Over Christmas Day 2026 and 28 December, which stands for Boxing Day on a Saturday, and
        # New Year's Day.
        (date(2026, 12, 18), date(2027, 1, 6)),
        # Over the early May bank holiday, 4 May 2026.
        (date(2026, 4, 30), date(2026, 5, 15)),
        # A Saturday: counted from the Monday.
        (date(2026, 6, 6), date(2026, 6, 19)),
    ],
)
def test_ten_working_days_to_refuse_counted_by_hand(complete_on: date, last_day: date) -> None:
    """Reg. 26(1B): the day of receipt is not counted."""
    assert due("stage1_refusal", complete_on, WorkingCalendar()).due == last_day


# --- duties


def test_stage_1_is_decided_within_ten_working_days() -> None:
    case = a_case(assessment=assessed(*stage_1()))
    duty = due_in(case, DAY)["decide_stage_1"]
    assert (duty.due, duty.citation, duty.force) == (date(2026, 6, 12), "FSR 26(1B)", "LAW")


@pytest.mark.parametrize(
    "facts",
    [
        {"assessment": assessed(*stage_1(), stage2_started_on=DAY)},
        {"assessment": assessed(*stage_1()), "report_shared_on": DAY},
        {"assessment": assessed(*stage_1()), "presentations": (shown(),)},
        {"assessment": assessed(*stage_1()), "withdrawn_on": DAY},
        {"assessment": assessed(*stage_1()), "stage1_refused_on": DAY},
        {"assessment": assessed(*stage_1()), "case_type": CaseType.BRIEF_REPORT},
        {"assessment": assessed(*stage_1(without=(CheckCode.DBS,)))},
        {},
    ],
)
def test_stage_1_is_not_to_be_decided(facts: dict[str, Any]) -> None:
    assert "decide_stage_1" not in due_in(a_case(**facts), DAY)


def test_all_that_waits_is_one_duty_by_the_first_day() -> None:
    case = a_case(
        assessment=assessed(
            check(CheckCode.CHILDREN, None),
            check(CheckCode.ACCOMMODATION, None, chased_on=(date(2026, 5, 1),)),
            check(CheckCode.OTHER_ADULTS),
        )
    )
    duty = due_in(case, DAY)["chase_checks"]
    assert (duty.due, duty.force, duty.citation) == (date(2026, 4, 29), "LP", "Local practice")
    assert duty.explanation.startswith("2 checks have not come. 4 weeks after")
    one = a_case(assessment=assessed(check(CheckCode.CHILDREN, None)))
    assert due_in(one, DAY)["chase_checks"].explanation.startswith("1 check has not come.")


def test_a_check_that_ends_before_the_sitting_is_renewed() -> None:
    ends = date(2026, 9, 1)
    found = check(CheckCode.DBS, carer=1, expires_on=ends)
    case = a_case(assessment=assessed(found))
    assert "renew_checks" not in due_in(case, DAY)
    listed = replace(case, presentations=(shown(sitting_on=ends),))
    duty = due_in(listed, DAY)["renew_checks"]
    assert (duty.due, duty.explanation.split(".")[0]) == (ends, "1 check ends on 1 September 2026")
    before = replace(case, presentations=(shown(sitting_on=ends - timedelta(days=1)),))
    assert "renew_checks" not in due_in(before, DAY)


def test_a_check_that_ends_soon_is_renewed_though_no_sitting_is_known() -> None:
    found = (
        check(CheckCode.DBS, carer=1, expires_on=date(2026, 7, 24)),
        check(CheckCode.HEALTH, carer=1, expires_on=date(2026, 5, 1), received_on=date(2026, 4, 2)),
    )
    duty = due_in(a_case(assessment=assessed(*found)), DAY)["renew_checks"]
    assert duty.due == date(2026, 5, 1)
    assert duty.explanation.startswith("The first of 2 checks ended on 1 May 2026.")


def test_declaration_and_advice_are_there_when_papers_go() -> None:
    """Papers for Thursday 16 July 2026 go by Thursday 9 July (NMS 14.3)."""
    case = a_case(presentations=(shown(sitting_on=date(2026, 7, 16)),))
    needed = replace(case.advice, medical=AdviceNeed.NEEDED, legal=AdviceNeed.NEEDED)
    found = due_in(replace(case, advice=needed), DAY)
    for code in ("declare_compliance", "write_advice", "see_medical_advice", "see_legal_advice"):
        assert found[code].due == date(2026, 7, 9)
    assert found["see_legal_advice"].citation == "NMS 14.6"
    seen = replace(
        needed, medical=AdviceNeed.SEEN, legal=AdviceNeed.NOT_NEEDED, adviser_on=DAY, medical_on=DAY
    )
    signed = replace(case, advice=seen, assessment=assessed(declared_on=DAY))
    assert set(due_in(signed, DAY)) == {"share_report"}


def test_only_an_application_needs_a_declaration() -> None:
    ahead = (shown(sitting_on=date(2026, 7, 16)),)
    review = due_in(a_case(CaseType.FIRST_REVIEW, presentations=ahead), DAY)
    assert "declare_compliance" not in review
    assert "write_advice" in review
    assert "write_advice" not in due_in(a_case(CaseType.RESIGNATION, presentations=ahead), DAY)


# --- a case as it stood


def test_what_came_later_was_not_there() -> None:
    later = DAY + timedelta(days=1)
    case = a_case(
        assessment=assessed(
            check(CheckCode.CHILDREN, later, expires_on=date(2028, 1, 1), chased_on=(DAY, later)),
            stage2_started_on=later,
        ),
        stage1_refused_on=later,
    )
    then = as_of(case, DAY)
    [was] = then.assessment.checks
    assert (was.received_on, was.expires_on, was.chased_on) == (None, None, (DAY,))
    assert (then.assessment.stage2_started_on, then.stage1_refused_on) == (None, None)
    assert as_of(case, later) == case


def test_advice_that_was_seen_later_was_needed_before() -> None:
    seen = replace(
        a_case().advice, medical=AdviceNeed.SEEN, medical_on=DAY, legal=AdviceNeed.NOT_NEEDED
    )
    then = as_of(a_case(advice=seen), DAY - timedelta(days=1)).advice
    assert (then.medical, then.medical_on, then.legal) == (
        AdviceNeed.NEEDED,
        None,
        AdviceNeed.NOT_NEEDED,
    )


def test_a_brief_report_asks_for_no_information_of_stage_2() -> None:
    assert parts_of(CaseType.BRIEF_REPORT) == (CheckPart.STAGE_1,)
    assert parts_of(FORM_F) == (CheckPart.STAGE_1, CheckPart.STAGE_2)
