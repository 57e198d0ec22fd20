from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from panelapp.domain.errors import NotFound
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.rule_set import Confidence, Force, Rule, RuleSet

DOC = Path(__file__).parents[4] / "docs" / "rules-to-confirm.md"


def wording(valid_from: date, weeks: int, valid_to: date | None = None) -> Rule:
    return Rule(
        "period",
        "A period",
        "FSR 1",
        Force.LAW,
        Confidence.V,
        valid_from,
        "A period.",
        {"weeks": weeks},
        valid_to,
    )


def two_wordings(valid_to: date | None = None) -> RuleSet:
    return RuleSet(
        id="elsewhere",
        title="Elsewhere",
        sources={},
        rules=(wording(date(2020, 1, 1), 24, valid_to), wording(date(2011, 4, 1), 16)),
    )


@pytest.mark.parametrize(
    ("on", "weeks"),
    [
        (date(2005, 1, 1), 16),
        (date(2011, 4, 1), 16),
        (date(2019, 12, 31), 16),
        (date(2020, 1, 1), 24),
        (None, 24),
    ],
)
def test_the_wording_in_force_on_the_day_is_found(on: date | None, weeks: int) -> None:
    assert two_wordings().rule("period", on).parameters == {"weeks": weeks}


def test_a_rule_that_lapsed_is_not_found_afterwards() -> None:
    rules = two_wordings(valid_to=date(2020, 9, 25))
    assert rules.rule("period", date(2020, 9, 25)).parameters == {"weeks": 24}
    with pytest.raises(NotFound, match="no longer in force on 2020-09-26"):
        rules.rule("period", date(2020, 9, 26))


def test_an_unknown_rule_is_not_found() -> None:
    with pytest.raises(NotFound, match="no rule 'unknown'"):
        ENGLAND_2011.rule("unknown")


def test_no_two_wordings_of_a_rule_hold_on_one_day() -> None:
    begins = [(rule.id, rule.valid_from) for rule in ENGLAND_2011.rules]
    assert len(set(begins)) == len(begins)


def test_every_rule_says_where_it_comes_from() -> None:
    for rule in ENGLAND_2011.rules:
        assert rule.citation
        assert rule.title
        assert rule.text.endswith("."), rule.id
        assert (rule.citation == "Local practice") == (rule.force is Force.LP), rule.id


def test_every_abbreviation_can_be_written_out() -> None:
    for rule in ENGLAND_2011.rules:
        if rule.citation.split()[0].isupper():
            assert ENGLAND_2011.in_full(rule.citation) != rule.citation, rule.id
    assert ENGLAND_2011.in_full("NMS 14.9") == (
        "Fostering Services: National Minimum Standards 2011, standard 14.9"
    )
    assert ENGLAND_2011.in_full("Local practice") == "Local practice"


def listed_in_the_document() -> dict[str, tuple[str, str]]:
    table = DOC.read_text(encoding="utf-8").split("## Not read")[1].split("## ")[0]
    rows = [line.split(" | ") for line in table.splitlines() if line.startswith("| `")]
    return {row[0].strip("| `"): (row[1], row[2].removesuffix(" |")) for row in rows}


def test_every_rule_that_was_not_read_is_listed_to_be_confirmed() -> None:
    unread = {
        rule.id: (rule.citation, rule.text)
        for rule in ENGLAND_2011.rules
        if rule.confidence is Confidence.M
    }
    assert len(unread) > 10
    assert listed_in_the_document() == unread


def test_a_newer_wording_changes_nothing_before_its_day() -> None:
    old = ENGLAND_2011.rule("adm_decision")
    new = replace(old, valid_from=date(2027, 1, 1), parameters={"working_days": 10})
    changed = replace(ENGLAND_2011, rules=(*ENGLAND_2011.rules, new))
    before = date(2027, 1, 1) - timedelta(days=1)
    assert changed.rule("adm_decision", before) == old
    assert changed.rule("adm_decision", date(2027, 1, 1)) == new
