"""Extending a temporary approval under regulation 24 of the care planning regulations."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from panelapp.actions.cases import (
    ChildDetails,
    UpdateCase,
    WithdrawCase,
    update_case,
    withdraw_case,
)
from panelapp.domain.errors import BadInput, RuleBroken
from panelapp.domain.vocabulary import CaseType, FirstDecision, Outcome
from panelapp.queries.facts import case_facts
from tests.factories import (
    TODAY,
    Heard,
    audited,
    case,
    confirm,
    decide,
    draft,
    household,
    refused,
    sitting_with,
    with_decision_maker,
)

if TYPE_CHECKING:
    from tests.factories import Panel

OFFICER = "Officer 0013 (synthetic)"
PREREQUISITES = "CPPCR 25(4)-(5)"
LAST_SAFE_DAY = timedelta(days=111)


def with_views(panel: Panel, started_on: date, home: str | None = None) -> str:
    """A case on which the panel gave its views today."""
    ref = case(panel, CaseType.REG24_EXTENSION, home=home, reg24_started_on=started_on)
    heard = Heard(sitting_with(panel, ref), ref)
    draft(panel, heard, Outcome.SUPPORT)
    confirm(panel, heard)
    return ref


def extend(panel: Panel, ref: str, on: date = TODAY, *, without: str = "") -> None:
    steps: dict[str, Any] = {
        "still_appropriate_on": on,
        "iro_informed_on": on,
        "extended_by": OFFICER,
        "extended_on": on,
    }
    steps.pop(without, None)
    panel.adviser.execute(update_case, UpdateCase(case=ref, **steps))


def test_an_extension_has_all_its_steps(panel: Panel) -> None:
    ref = with_views(panel, TODAY - timedelta(days=60))
    with audited(panel, panel.adviser, "update_case", ref):
        extend(panel, ref)
    with panel.unit() as uow:
        facts = case_facts(uow.case(ref), uow).reg24
        assert facts is not None
        assert facts.panel_views_on == facts.iro_informed_on == facts.extended_on == TODAY


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("still_appropriate_on", "most appropriate"),
        ("iro_informed_on", "reviewing officer"),
        ("extended_by", "nominated officer"),
    ],
)
def test_an_extension_without_a_step_is_refused(panel: Panel, step: str, words: str) -> None:
    ref = with_views(panel, TODAY - timedelta(days=60))
    with refused(panel, RuleBroken, words, citation=PREREQUISITES):
        extend(panel, ref, without=step)


def test_an_extension_without_the_views_of_the_panel_is_refused(panel: Panel) -> None:
    ref = case(panel, CaseType.REG24_EXTENSION)
    with refused(panel, RuleBroken, "the panel's views", citation=PREREQUISITES):
        extend(panel, ref)


def test_a_draft_or_a_deferral_is_no_view(panel: Panel) -> None:
    ref = case(panel, CaseType.REG24_EXTENSION)
    heard = Heard(sitting_with(panel, ref), ref)
    draft(panel, heard, Outcome.SUPPORT)
    with refused(panel, RuleBroken, "the panel's views", citation=PREREQUISITES):
        extend(panel, ref)
    draft(panel, heard, Outcome.DEFERRED)
    confirm(panel, heard)
    with refused(panel, RuleBroken, "the panel's views", citation=PREREQUISITES):
        extend(panel, ref)


def test_each_step_comes_before_the_extension(panel: Panel) -> None:
    ref = with_views(panel, TODAY - timedelta(days=60))
    with refused(panel, RuleBroken, "the panel's views", citation=PREREQUISITES):
        extend(panel, ref, TODAY - timedelta(days=1))


def test_a_step_of_a_day_to_come_is_refused(panel: Panel) -> None:
    ref = with_views(panel, TODAY - timedelta(days=60))
    with refused(panel, BadInput, "lies ahead"):
        extend(panel, ref, TODAY + timedelta(days=1))


def test_the_last_day_to_extend_is_the_last_of_sixteen_weeks(panel: Panel) -> None:
    ref = with_views(panel, TODAY - LAST_SAFE_DAY)
    extend(panel, ref)
    late = with_views(panel, TODAY - LAST_SAFE_DAY - timedelta(days=1))
    with refused(panel, RuleBroken, "sixteen weeks had ended", citation="CPPCR 24(1), 24(3)"):
        extend(panel, late)


def test_nothing_is_extended_that_was_refused_withdrawn_or_has_ended(panel: Panel) -> None:
    heard = with_decision_maker(panel, CaseType.REG24_EXTENSION, Outcome.NOT_SUPPORT)
    decide(panel, heard, FirstDecision.EXTENSION_REFUSED)
    withdrawn = with_views(panel, TODAY - timedelta(days=60))
    panel.adviser.execute(
        withdraw_case, WithdrawCase(case=withdrawn, withdrawn_on=TODAY, reason="They moved")
    )
    ended = with_views(panel, TODAY - timedelta(days=60))
    panel.adviser.execute(update_case, UpdateCase(case=ended, placement_ended_on=TODAY))
    for ref in (heard.case, withdrawn, ended):
        with refused(panel, RuleBroken, "any more", citation="CPPCR 25(1)(a), 25(2)"):
            extend(panel, ref)


def test_an_approval_is_extended_once(panel: Panel) -> None:
    started = TODAY - timedelta(days=60)
    home = household(panel)
    first = with_views(panel, started, home)
    extend(panel, first)
    panel.clock.go_to(TODAY + timedelta(days=10))
    with refused(panel, RuleBroken, "extended before", citation="CPPCR 25(1)(a), 25(2)"):
        extend(panel, first, panel.clock.today)
    second = with_views(panel, started, home)
    with refused(panel, RuleBroken, "extended before", citation="CPPCR 25(1)(a), 25(2)"):
        extend(panel, second, panel.clock.today)


def test_only_a_temporary_approval_is_extended(panel: Panel) -> None:
    ref = case(panel)
    with refused(panel, RuleBroken, "regulation 24", citation="CPPCR 25(1)(a), 25(2)"):
        extend(panel, ref)


def test_a_decision_to_extend_needs_the_same_steps(panel: Panel) -> None:
    heard = with_decision_maker(panel, CaseType.REG24_EXTENSION, Outcome.SUPPORT)
    with refused(panel, RuleBroken, "most appropriate", citation=PREREQUISITES):
        decide(panel, heard, FirstDecision.EXTENSION_GRANTED)
    steps = UpdateCase(case=heard.case, still_appropriate_on=TODAY, iro_informed_on=TODAY)
    panel.adviser.execute(update_case, steps)
    decide(panel, heard, FirstDecision.EXTENSION_GRANTED)


def test_a_refusal_to_extend_needs_no_steps(panel: Panel) -> None:
    heard = with_decision_maker(panel, CaseType.REG24_EXTENSION, Outcome.NOT_SUPPORT)
    decide(panel, heard, FirstDecision.EXTENSION_REFUSED)


# --- the steps stay what the extension rests on


@pytest.mark.parametrize("step", ["still_appropriate_on", "iro_informed_on"])
@pytest.mark.parametrize("decided", [False, True], ids=["by the officer", "by a decision"])
def test_a_step_stays_before_the_extension_that_rests_on_it(
    panel: Panel, step: str, *, decided: bool
) -> None:
    if decided:
        heard = with_decision_maker(panel, CaseType.REG24_EXTENSION, Outcome.SUPPORT)
        ref = heard.case
        steps = UpdateCase(case=ref, still_appropriate_on=TODAY, iro_informed_on=TODAY)
        panel.adviser.execute(update_case, steps)
        decide(panel, heard, FirstDecision.EXTENSION_GRANTED)
    else:
        ref = with_views(panel, TODAY - timedelta(days=60))
        extend(panel, ref)
    panel.clock.go_to(TODAY + timedelta(days=5))
    later: dict[str, Any] = {step: panel.clock.today}
    earlier: dict[str, Any] = {step: TODAY - timedelta(days=1)}
    for command in (UpdateCase(case=ref, **later), UpdateCase(case=ref, not_known=(step,))):
        with refused(panel, RuleBroken, "on the strength of these steps", citation=PREREQUISITES):
            panel.adviser.execute(update_case, command)
    panel.adviser.execute(update_case, UpdateCase(case=ref, **earlier))


# --- once, under whichever first day

ONCE = "CPPCR 25(1)(a), 25(2)"


def opened(
    panel: Panel,
    home: str,
    started_on: date,
    *children: str,
    case_type: CaseType = CaseType.REG24_EXTENSION,
) -> str:
    return case(
        panel,
        case_type,
        home=home,
        reg24_started_on=started_on,
        children=tuple(ChildDetails(name=name) for name in children),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Child 0010 (synthetic)",), ("child 0010  (SYNTHETIC)",)),
        (("Child 0010 (synthetic)",), ()),
        ((), ("Child 0010 (synthetic)",)),
    ],
)
def test_no_second_extension_under_another_first_day(
    panel: Panel, one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    home, started = household(panel), TODAY - timedelta(days=60)
    opened(panel, home, started, *one)
    with refused(panel, RuleBroken, "began on 19 September 2026", citation=ONCE):
        opened(panel, home, started + timedelta(days=1), *other)


def test_an_extension_is_refused_beside_an_approval_that_was_recorded_later(panel: Panel) -> None:
    home, started = household(panel), TODAY - timedelta(days=60)
    ref = with_views(panel, started, home)
    opened(panel, home, started + timedelta(days=1), case_type=CaseType.CONNECTED_APPROVAL)
    with refused(panel, RuleBroken, "began on 20 September 2026", citation=ONCE):
        extend(panel, ref)


def test_approvals_for_different_children_or_one_after_the_other_are_apart(panel: Panel) -> None:
    home, started = household(panel), TODAY - timedelta(days=60)
    first = opened(panel, home, started, "Child 0010 (synthetic)")
    opened(panel, home, started + timedelta(days=1), "Child 0011 (synthetic)")
    heard = Heard(sitting_with(panel, first), first)
    draft(panel, heard, Outcome.SUPPORT)
    confirm(panel, heard)
    extend(panel, first)
    panel.clock.go_to(started + timedelta(days=200))
    with refused(panel, RuleBroken, "at the same time", citation=ONCE):
        opened(panel, home, started + timedelta(days=167), "Child 0010 (synthetic)")
    opened(panel, home, started + timedelta(days=168), "Child 0010 (synthetic)")
