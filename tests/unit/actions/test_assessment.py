from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.actions.assessment import (
    AskForChecks,
    ChaseChecks,
    RecordCheck,
    WantedCheck,
    ask_for_checks,
    chase_checks,
    record_check,
)
from panelapp.actions.cases import WithdrawCase, withdraw_case
from panelapp.domain.errors import BadInput, NotAllowed, NotFound, RuleBroken, StaleRecord
from panelapp.domain.models import Check, HouseholdMember
from panelapp.domain.vocabulary import CaseType, CheckCode
from panelapp.queries.facts import case_facts
from tests.factories import TODAY, audited, case, household, refused

if TYPE_CHECKING:
    from panelapp.domain.rules.facts import CheckFacts
    from tests.factories import Panel

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
HOME = CheckCode.ACCOMMODATION


def record(panel: Panel, ref: str, code: CheckCode | None = HOME, **facts: Any) -> int:  # noqa: ANN401 - any fact
    return panel.adviser.execute(record_check, RecordCheck(case=ref, code=code, **facts)).value


def checks(panel: Panel, ref: str) -> tuple[CheckFacts, ...]:
    with panel.unit() as uow:
        return case_facts(uow.case(ref), uow).assessment.checks


def adult(panel: Panel, home: str) -> int:
    """Somebody else of the household, put there past the actions."""
    with panel.unit() as uow:
        found = uow.household(home)
        found.others.append(HouseholdMember(name="Adult 0077 (synthetic)"))
        uow.commit()
        return found.others[0].id


# --- one check


def test_a_check_is_recorded_when_it_is_first_touched_and_then_changed(panel: Panel) -> None:
    ref = case(panel)
    assert checks(panel, ref) == ()
    with audited(panel, panel.administrator, "record_check", ref):
        panel.administrator.execute(
            record_check,
            RecordCheck(case=ref, code=HOME, requested_on=YESTERDAY, from_whom="The landlord"),
        )
    first = record(panel, ref, received_on=TODAY)
    assert record(panel, ref, None, check=first, note="Two bedrooms") == first
    [found] = checks(panel, ref)
    assert (found.id, found.requested_on, found.received_on) == (first, YESTERDAY, TODAY)
    with panel.unit() as uow:
        kept = uow.session.get_one(Check, first)
        assert (kept.from_whom, kept.note) == ("The landlord", "Two bedrooms")


def test_each_carer_and_each_other_adult_has_a_check_of_their_own(panel: Panel) -> None:
    home = household(panel, carers=2)
    ref, other = case(panel, home=home), adult(panel, home)
    for about in ({"carer": 1}, {"carer": 2}, {"other": other}):
        record(panel, ref, CheckCode.DBS, requested_on=TODAY, **about)
    assert [(one.carer, one.other) for one in checks(panel, ref)] == [
        (1, None),
        (2, None),
        (None, other),
    ]


def test_referees_are_told_apart_by_their_names(panel: Panel) -> None:
    ref = case(panel)
    code = CheckCode.PERSONAL_REFERENCE
    first = record(panel, ref, code, detail="Referee 0080 (synthetic)", requested_on=TODAY)
    second = record(panel, ref, code, detail="Referee 0081 (synthetic)", requested_on=TODAY)
    again = record(panel, ref, code, detail=" referee 0080 (Synthetic) ", received_on=TODAY)
    assert first == again != second


def test_a_check_of_ones_own_has_a_name(panel: Panel) -> None:
    ref = case(panel)
    own = record(panel, ref, CheckCode.OTHER, detail="Pet assessment", requested_on=TODAY)
    assert [one.id for one in checks(panel, ref)] == [own]
    with refused(panel, BadInput, "needs a name"):
        record(panel, ref, CheckCode.OTHER, requested_on=TODAY)


def test_what_was_recorded_by_mistake_is_taken_away(panel: Panel) -> None:
    ref = case(panel)
    record(panel, ref, not_needed_because="They rent from us")
    record(panel, ref, requested_on=YESTERDAY, not_known=("not_needed_because",))
    record(panel, ref, received_on=TODAY, expires_on=TOMORROW)
    record(panel, ref, not_known=("received_on", "expires_on"))
    [found] = checks(panel, ref)
    assert (found.requested_on, found.received_on, found.is_not_needed) == (YESTERDAY, None, False)
    with refused(panel, BadInput, "no fact that can be taken away"):
        record(panel, ref, not_known=("note",))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"requested_on": TOMORROW}, "lies ahead"),
        ({"received_on": TOMORROW}, "lies ahead"),
        ({"requested_on": TODAY, "received_on": YESTERDAY}, "before it was asked for"),
        ({"expires_on": TOMORROW}, "holds from the day on which it came"),
        ({"received_on": TODAY, "expires_on": YESTERDAY}, "holds from the day"),
        ({"received_on": TODAY, "not_needed_because": "Moved"}, "cannot be marked as not needed"),
    ],
)
def test_dates_that_cannot_be_are_refused(panel: Panel, facts: dict[str, Any], words: str) -> None:
    ref = case(panel)
    with refused(panel, BadInput, words):
        record(panel, ref, **facts)


@pytest.mark.parametrize(
    ("code", "about", "words"),
    [
        (None, {}, "which check"),
        (CheckCode.DBS, {}, "which person"),
        (CheckCode.IDENTITY, {}, "which person"),
        (HOME, {"carer": 1}, "as a whole"),
        (CheckCode.VIEWS_OF_CARER, {}, "does not collect"),
    ],
)
def test_a_line_that_is_on_no_list_is_refused(
    panel: Panel, code: CheckCode | None, about: dict[str, Any], words: str
) -> None:
    ref = case(panel)
    with refused(panel, BadInput, words):
        record(panel, ref, code, requested_on=TODAY, **about)


def test_only_a_criminal_record_check_is_about_another_adult(panel: Panel) -> None:
    home = household(panel)
    ref, other = case(panel, home=home), adult(panel, home)
    with refused(panel, BadInput, "which person"):
        record(panel, ref, CheckCode.IDENTITY, other=other, requested_on=TODAY)
    elsewhere = case(panel)
    with refused(panel, NotFound, "lives in the household"):
        record(panel, elsewhere, CheckCode.DBS, other=other, requested_on=TODAY)
    with refused(panel, NotFound, "has no carer 2"):
        record(panel, ref, CheckCode.DBS, carer=2, requested_on=TODAY)


def test_a_case_without_a_list_collects_nothing(panel: Panel) -> None:
    ref = case(panel, CaseType.LONG_TERM_MATCH)
    for code in (HOME, CheckCode.OTHER):
        with refused(panel, BadInput, "no list of checks"):
            record(panel, ref, code, detail="x", requested_on=TODAY)


def test_a_check_of_another_case_is_not_found(panel: Panel) -> None:
    check = record(panel, case(panel), requested_on=TODAY)
    other = case(panel)
    with refused(panel, NotFound, "no such check"):
        record(panel, other, None, check=check, received_on=TODAY)


def test_a_check_that_somebody_changed_is_stale(panel: Panel) -> None:
    ref = case(panel)
    check = record(panel, ref, requested_on=YESTERDAY)
    record(panel, ref, received_on=TODAY)
    with refused(panel, StaleRecord, "Somebody changed"):
        record(panel, ref, None, check=check, note="x", version=1)


def test_nothing_is_collected_for_a_case_that_ended(panel: Panel) -> None:
    ref = case(panel)
    check = record(panel, ref, requested_on=TODAY)
    withdraw = WithdrawCase(case=ref, withdrawn_on=TODAY, reason="They moved away")
    panel.adviser.execute(withdraw_case, withdraw)
    with refused(panel, RuleBroken, "has ended", citation="FSR 24(2), 27, 28"):
        record(panel, ref, received_on=TODAY)
    with refused(panel, RuleBroken, "has ended"):
        panel.adviser.execute(chase_checks, ChaseChecks(checks=(check,), chased_on=TODAY))


def test_a_chair_records_no_check(panel: Panel) -> None:
    ref = case(panel)
    with pytest.raises(NotAllowed):
        panel.chair.execute(record_check, RecordCheck(case=ref, code=HOME, requested_on=TODAY))


# --- several at once


def test_several_checks_are_asked_for_at_once(panel: Panel) -> None:
    ref = case(panel)
    record(panel, ref, CheckCode.CHILDREN, note="Three children")
    wanted = (
        WantedCheck(code=CheckCode.CHILDREN),
        WantedCheck(code=CheckCode.DBS, carer=1),
        WantedCheck(code=CheckCode.PERSONAL_REFERENCE, detail="Referee 0080 (synthetic)"),
    )
    command = AskForChecks(case=ref, checks=wanted, requested_on=YESTERDAY, asked_by="Worker")
    with audited(panel, panel.adviser, "ask_for_checks", ref):
        assert panel.adviser.execute(ask_for_checks, command).value == 3
    assert {one.requested_on for one in checks(panel, ref)} == {YESTERDAY}
    with panel.unit() as uow:
        asked_by = {uow.session.get_one(Check, one.id).asked_by for one in checks(panel, ref)}
    assert asked_by == {"Worker"}


def test_what_has_come_is_not_asked_for_again(panel: Panel) -> None:
    ref = case(panel)
    record(panel, ref, received_on=TODAY)
    with refused(panel, BadInput, "has come, or is not needed"):
        panel.adviser.execute(
            ask_for_checks,
            AskForChecks(case=ref, checks=(WantedCheck(code=HOME),), requested_on=TODAY),
        )
    with refused(panel, BadInput, "No check is chosen"):
        panel.adviser.execute(ask_for_checks, AskForChecks(case=ref, checks=(), requested_on=TODAY))


def test_checks_of_several_cases_are_chased_at_once(panel: Panel) -> None:
    first, second = case(panel), case(panel)
    numbers = tuple(record(panel, ref, requested_on=YESTERDAY) for ref in (second, first))
    command = ChaseChecks(checks=numbers, chased_on=TODAY, chased_by="Worker 0090 (synthetic)")
    with audited(panel, panel.administrator, "chase_checks", min(first, second)):
        assert panel.administrator.execute(chase_checks, command).value == 2
    for ref in (first, second):
        assert [one.chased_on for one in checks(panel, ref)] == [(TODAY,)]


@pytest.mark.parametrize(
    ("facts", "chased_on", "words"),
    [
        ({"note": "x"}, TODAY, "was asked for and has not come"),
        ({"received_on": TODAY}, TODAY, "was asked for and has not come"),
        ({"requested_on": YESTERDAY, "received_on": TODAY}, TODAY, "has not come"),
        ({"not_needed_because": "Moved"}, TODAY, "has not come"),
        ({"requested_on": TODAY}, YESTERDAY, "before it was asked for"),
        ({"requested_on": TODAY}, TOMORROW, "lies ahead"),
    ],
)
def test_what_cannot_be_chased(
    panel: Panel, facts: dict[str, Any], chased_on: date, words: str
) -> None:
    check = record(panel, case(panel), **facts)
    with refused(panel, BadInput, words):
        panel.adviser.execute(chase_checks, ChaseChecks(checks=(check,), chased_on=chased_on))


def test_no_chase_without_a_check(panel: Panel) -> None:
    with refused(panel, BadInput, "No check is chosen"):
        panel.adviser.execute(chase_checks, ChaseChecks(checks=(), chased_on=TODAY))
    with refused(panel, NotFound, "no such check"):
        panel.adviser.execute(chase_checks, ChaseChecks(checks=(99,), chased_on=TODAY))
