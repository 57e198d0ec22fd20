from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from panelapp.domain.errors import BadInput
from panelapp.domain.rules.calendar import WorkingCalendar
from panelapp.domain.rules.clocks import CLOCKS, due, period_end
from panelapp.domain.values import Settings

CALENDAR = WorkingCalendar()
EXAMPLES = json.loads(
    (Path(__file__).parents[3] / "data" / "clock-examples.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{each['clock']}-{each['from']}" for each in EXAMPLES]
)
def test_H8_every_published_example_is_reproduced(example: dict[str, str]) -> None:
    result = due(example["clock"], date.fromisoformat(example["from"]), CALENDAR)
    assert result.due.isoformat() == example["due"]


CITED = [
    ("adm_decision", "7 working days", "NMS", "NMS 14.9"),
    ("oral_notice", "2 working days", "NMS", "NMS 14.10"),
    ("written_notice", "5 working days", "NMS", "NMS 14.10"),
    ("qd_response", "28 calendar days", "LAW", "FSR 27(6)-(7), 28(7), 28(9)"),
    ("irm_papers", "10 working days", "LAW", "FSR 29"),
    ("applicant_observations", "10 working days", "LAW", "FSR 26(4)-(5)"),
    ("stage1_refusal", "10 working days", "LAW", "FSR 26(1B)"),
    ("reg24_first", "16 weeks", "LAW", "CPPCR 24(1), 24(3)"),
    ("reg24_extended", "24 weeks", "LAW", "CPPCR 25(1)(a), 25(2)"),
    ("panel_papers", "5 working days", "NMS", "NMS 14.3"),
    ("application_to_recommendation", "8 calendar months", "NMS", "NMS 14.4"),
    ("resignation_effect", "28 calendar days", "LAW", "FSR 28(13)"),
    ("emergency_placement", "6 working days", "LAW", "CPPCR 23"),
    ("review", "12 calendar months", "LAW", "FSR 28(2)"),
    ("induction", "10 weeks", "NMS", "NMS 23.8"),
    ("list_notice", "1 calendar month", "LAW", "FSR 23(2)"),
    ("appraisal", "12 calendar months", "SG", "Guidance vol 4, ch 5"),
    ("records_access", "15 working days", "LAW", "FSR 32(6)"),
    ("retention_approved", "10 years", "LAW", "FSR 32(1)"),
    ("retention_refused", "3 years", "LAW", "FSR 32(3)"),
]


@pytest.mark.parametrize(("name", "period", "force", "citation"), CITED)
def test_a_clock_names_its_period_force_and_source(
    name: str, period: str, force: str, citation: str
) -> None:
    result = due(name, date(2026, 3, 9), CALENDAR)
    assert CLOCKS[name].period_in_words() == period
    assert (result.force.value, result.citation) == (force, citation)
    assert result.explanation.startswith(period)
    assert "9 March 2026, when " in result.explanation


def test_these_are_all_the_clocks() -> None:
    assert list(CLOCKS) == [name for name, *_ in CITED]


@pytest.mark.parametrize(
    ("name", "last_day", "limit"),
    [
        ("reg24_first", date(2026, 12, 27), date(2026, 12, 28)),
        ("reg24_extended", date(2027, 2, 21), date(2027, 2, 22)),
    ],
)
def test_temporary_approval_is_acted_on_a_day_before_its_limit(
    name: str, last_day: date, limit: date
) -> None:
    result = due(name, date(2026, 9, 7), CALENDAR)
    assert (result.due, result.limit) == (last_day, limit)
    assert "a day too late" in result.explanation


def test_only_temporary_approval_has_a_limit_apart() -> None:
    with_limit = {name for name in CLOCKS if due(name, date(2026, 3, 9), CALENDAR).limit}
    assert with_limit == {"reg24_first", "reg24_extended"}


def test_the_explanation_names_the_bank_holidays_that_were_left_out() -> None:
    assert due("adm_decision", date(2026, 3, 31), CALENDAR).explanation == (
        "7 working days from 31 March 2026, when the final minutes arrived: 13 April 2026."
        " Left out besides weekends: 3 April 2026 and 6 April 2026."
    )


def test_papers_in_clear_days_go_a_working_day_earlier() -> None:
    sitting = date(2026, 3, 19)
    clear = due("panel_papers", sitting, CALENDAR, Settings(papers_in_clear_days=True))
    assert due("panel_papers", sitting, CALENDAR).due == date(2026, 3, 12)
    assert clear.due == date(2026, 3, 11)
    assert "clear days" in clear.explanation


@pytest.mark.parametrize(
    ("placed", "counted", "not_counted"),
    [
        (date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 17)),
        (date(2026, 3, 14), date(2026, 3, 23), date(2026, 3, 23)),
    ],
    ids=["on a Monday", "on a Saturday"],
)
def test_the_day_of_an_emergency_placement_counts_where_the_agency_says_so(
    placed: date, counted: date, not_counted: date
) -> None:
    cautious = due(
        "emergency_placement", placed, CALENDAR, Settings(emergency_placement_day_counts=True)
    )
    assert cautious.due == counted
    assert "is counted, as the agency chose" in cautious.explanation
    assert due("emergency_placement", placed, CALENDAR).due == not_counted


def test_an_extra_day_off_moves_a_working_day_clock_and_no_other() -> None:
    calendar = WorkingCalendar(frozenset({date(2026, 3, 10)}))
    assert due("adm_decision", date(2026, 3, 9), calendar).due == date(2026, 3, 19)
    assert due("qd_response", date(2026, 2, 10), calendar).due == date(2026, 3, 10)


def test_an_unknown_clock_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadInput, match=r"'tea_break'.*adm_decision, oral_notice"):
        due("tea_break", date(2026, 3, 9), CALENDAR)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("retention_approved", date(9995, 1, 1)),
        ("qd_response", date(9999, 12, 30)),
        ("adm_decision", date(9999, 12, 30)),
        ("panel_papers", date(1, 1, 2)),
    ],
)
def test_a_period_that_leaves_the_calendar_is_refused(name: str, start: date) -> None:
    with pytest.raises(BadInput, match="leaves the calendar"):
        due(name, start, CALENDAR)


def test_a_unit_that_no_rule_counts_in_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="fortnights"):
        period_end(date(2026, 3, 9), 1, "fortnights", CALENDAR)
