"""Independence, the three-year social worker and the central list: small date rules."""

from __future__ import annotations

from datetime import date

import pytest

from panelapp.domain.rules.central_list import is_listed, last_day_after_notice
from panelapp.domain.rules.independence import (
    Link,
    SocialWork,
    Ties,
    is_independent,
    is_social_worker_3y,
)
from panelapp.domain.vocabulary import LinkKind

ON = date(2026, 3, 9)


def link(from_on: date | None = None, to_on: date | None = None, provider: str = "A") -> Link:
    return Link(kind=LinkKind.EMPLOYEE, provider=provider, from_on=from_on, to_on=to_on)


@pytest.mark.parametrize("kind", LinkKind)
def test_reg_23_any_link_takes_independence_away(kind: LinkKind) -> None:
    assert not is_independent(Ties(links=(Link(kind=kind, provider="A"),)), ON)


@pytest.mark.parametrize(
    ("ties", "independent"),
    [
        pytest.param(Ties(), False, id="nothing known"),
        pytest.param(Ties(stated=True), True, id="stated by an older list"),
        pytest.param(Ties(stated=False), False, id="denied by an older list"),
        pytest.param(Ties(declared_on=ON), True, id="no links declared"),
        pytest.param(Ties(declared_on=ON, stated=False), True, id="a declaration beats the list"),
        pytest.param(Ties(links=(link(),), stated=True), False, id="a link beats the list"),
        pytest.param(Ties(links=(link(to_on=ON),)), False, id="the last day of a link"),
        pytest.param(Ties(links=(link(to_on=date(2026, 3, 8)),)), True, id="the day after a link"),
        pytest.param(Ties(links=(link(from_on=ON),)), False, id="the first day of a link"),
        pytest.param(Ties(links=(link(from_on=date(2026, 3, 10)),)), True, id="a link to come"),
    ],
)
def test_independence_is_computed_from_dated_links(*, ties: Ties, independent: bool) -> None:
    assert is_independent(ties, ON) is independent


def test_at_a_joint_panel_a_link_to_any_of_its_providers_counts_and_to_others_not() -> None:
    ties = Ties(links=(link(provider="B"),))
    assert not is_independent(ties, ON, {"A", "B"})
    assert is_independent(ties, ON, {"A", "C"})


@pytest.mark.parametrize(
    ("work", "counts"),
    [
        pytest.param(SocialWork(), False, id="nothing known"),
        pytest.param(SocialWork(stated=True), True, id="stated by an older list"),
        pytest.param(SocialWork(qualified_on=date(2023, 3, 9)), True, id="three years to the day"),
        pytest.param(SocialWork(qualified_on=date(2023, 3, 10)), False, id="a day short"),
        pytest.param(
            SocialWork(qualified_on=date(2025, 1, 1), stated=True), False, id="a date beats a list"
        ),
        pytest.param(
            SocialWork(qualified_on=date(2010, 1, 1), experience_from=date(2024, 1, 1)),
            False,
            id="experience began later",
        ),
        pytest.param(
            SocialWork(qualified_on=date(2024, 1, 1), experience_from=date(2010, 1, 1)),
            False,
            id="experience before qualifying does not count",
        ),
    ],
)
def test_reg_23_1_three_years_count_from_qualification_and_relevant_experience(
    *,
    work: SocialWork,
    counts: bool,
) -> None:
    assert is_social_worker_3y(work, ON) is counts


@pytest.mark.parametrize(
    ("joined_on", "left_on", "listed"),
    [
        (date(2026, 3, 10), None, False),
        (ON, None, True),
        (date(2020, 1, 1), ON, True),
        (date(2020, 1, 1), date(2026, 3, 8), False),
    ],
)
def test_a_person_is_listed_from_the_first_day_to_the_last(
    *,
    joined_on: date,
    left_on: date | None,
    listed: bool,
) -> None:
    assert is_listed(joined_on, left_on, ON) is listed


def test_reg_23_2_notice_lasts_a_calendar_month() -> None:
    assert last_day_after_notice(date(2026, 1, 31)) == date(2026, 2, 28)
    assert last_day_after_notice(date(2026, 3, 9)) == date(2026, 4, 9)
