"""How long a record is kept: FSR 32(1)-(3). Forty dated cases (M1)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from panelapp.domain.rules.calendar import WorkingCalendar
from panelapp.domain.rules.retention import RetentionFacts, retention

CALENDAR = WorkingCalendar()


def kept(**facts: Any) -> tuple[date | None, str]:  # noqa: ANN401 - the fields of the facts
    found = retention(RetentionFacts(**facts), CALENDAR)
    return found.until, found.citation


@pytest.mark.parametrize(
    ("facts", "until", "citation"),
    [
        # 10 years from the end of approval.
        ({"approval_ended_on": date(2026, 5, 3)}, date(2036, 5, 3), "FSR 32(1)"),
        ({"approval_ended_on": date(2016, 12, 31)}, date(2026, 12, 31), "FSR 32(1)"),
        # 29 February ends on 28 February.
        ({"approval_ended_on": date(2024, 2, 29)}, date(2034, 2, 28), "FSR 32(1)"),
        # 10 years from the end of the placement, for a temporary approval.
        ({"placement_ended_on": date(2026, 5, 3)}, date(2036, 5, 3), "FSR 32(2)"),
        # 3 years from refusal or withdrawal.
        ({"refused_on": date(2026, 5, 3)}, date(2029, 5, 3), "FSR 32(3)"),
        ({"withdrawn_on": date(2024, 2, 29)}, date(2027, 2, 28), "FSR 32(3)"),
        # The longest of several holds.
        (
            {"approval_ended_on": date(2010, 5, 3), "refused_on": date(2026, 5, 3)},
            date(2029, 5, 3),
            "FSR 32(3)",
        ),
        (
            {"approval_ended_on": date(2020, 5, 3), "refused_on": date(2026, 5, 3)},
            date(2030, 5, 3),
            "FSR 32(1)",
        ),
        (
            {"placement_ended_on": date(2021, 5, 3), "approval_ended_on": date(2020, 5, 3)},
            date(2031, 5, 3),
            "FSR 32(2)",
        ),
    ],
)
def test_M1_a_record_is_kept_for_the_longest_period(
    facts: dict[str, Any], until: date, citation: str
) -> None:
    assert kept(**facts) == (until, citation)


@pytest.mark.parametrize("year", range(2000, 2030))
def test_M1_ten_years_after_approval_and_three_after_refusal(year: int) -> None:
    day = date(year, 5, 3)
    assert kept(approval_ended_on=day)[0] == date(year + 10, 5, 3)
    assert kept(refused_on=day)[0] == date(year + 3, 5, 3)


def test_nothing_begins_while_something_goes_on() -> None:
    found = retention(
        RetentionFacts(goes_on="The household is approved.", approval_ended_on=date(2010, 5, 3)),
        CALENDAR,
    )
    assert found.until is None
    assert found.because == "The household is approved. The period begins when that ends."


def test_where_nothing_ended_no_day_is_named() -> None:
    assert kept() == (None, "FSR 32(1)")


def test_a_placement_whose_end_is_not_recorded_begins_no_period() -> None:
    """FSR 32(2): not the three years after a refusal."""
    found = retention(
        RetentionFacts(placement_end_unknown=True, refused_on=date(2026, 5, 3)), CALENDAR
    )
    assert (found.until, found.citation) == (None, "FSR 32(2)")
    assert found.because.endswith("That day is not recorded.")


def test_the_reason_names_day_and_period() -> None:
    found = retention(RetentionFacts(approval_ended_on=date(2026, 5, 3)), CALENDAR)
    assert found.because == (
        "The approval ended on 3 May 2026, and the record is kept at least 10 years from then."
    )
