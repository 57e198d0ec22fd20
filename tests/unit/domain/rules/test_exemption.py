from __future__ import annotations

from datetime import date

import pytest

from panelapp.domain.errors import RuleBroken
from panelapp.domain.rules.exemption import (
    REGARD,
    covers_everybody,
    exemption_words,
    is_in_force,
    require_authority,
    require_named,
    require_regard,
)
from panelapp.domain.rules.facts import ExemptionFacts
from panelapp.domain.vocabulary import CaseType, FirstDecision
from tests.unit.domain.rules.stories import DECIDED, a_case, decided, due_in

NOTICE = date(2026, 3, 20)
LATER = date(2026, 6, 1)

STANDS = [
    ("before the notice", ExemptionFacts(), NOTICE, False, "Not begun"),
    ("the day before", ExemptionFacts(noticed_on=NOTICE), date(2026, 3, 19), False, None),
    ("from the notice", ExemptionFacts(noticed_on=NOTICE), NOTICE, True, "In force since 20 March"),
    (
        "on its last day",
        ExemptionFacts(noticed_on=NOTICE, ends_on=LATER),
        LATER,
        True,
        "until 1 June 2026",
    ),
    (
        "after its last day",
        ExemptionFacts(noticed_on=NOTICE, ends_on=LATER),
        date(2026, 6, 2),
        False,
        "Ended on 1 June 2026",
    ),
    (
        "cancelled",
        ExemptionFacts(noticed_on=NOTICE, cancelled_on=LATER),
        LATER,
        False,
        "Cancelled on 1 June 2026",
    ),
    (
        "before it was cancelled",
        ExemptionFacts(noticed_on=NOTICE, cancelled_on=LATER),
        date(2026, 5, 31),
        True,
        "In force since",
    ),
]


@pytest.mark.parametrize(
    ("exemption", "on", "in_force", "words"),
    [row[1:] for row in STANDS],
    ids=[row[0] for row in STANDS],
)
def test_an_exemption_stands_from_its_notice_to_its_end(
    exemption: ExemptionFacts, on: date, words: str | None, *, in_force: bool
) -> None:
    assert is_in_force(exemption, on) is in_force
    assert covers_everybody(exemption, on) is in_force
    if words is not None:
        assert words in exemption_words(exemption, on)


def test_another_child_is_not_exempted() -> None:
    exemption = ExemptionFacts(noticed_on=NOTICE, another_named_on=LATER)
    assert covers_everybody(exemption, date(2026, 5, 31))
    assert not covers_everybody(exemption, LATER)
    assert is_in_force(exemption, LATER)
    assert "another was named" in exemption_words(exemption, LATER)


def test_only_the_authority_where_they_live_exempts() -> None:
    require_authority(" anyshire ", "Anyshire")
    with pytest.raises(RuleBroken, match="Only the local authority") as caught:
        require_authority("Othershire", "Anyshire")
    assert caught.value.citation == "CA89 Sch 7 para 4(1)"
    with pytest.raises(RuleBroken, match="not recorded"):
        require_authority("Anyshire", " ")


@pytest.mark.parametrize("missing", REGARD)
def test_each_of_five_matters_has_words(missing: str) -> None:
    words = dict.fromkeys(REGARD, "Looked at.")
    require_regard(words)
    with pytest.raises(RuleBroken, match="five matters") as caught:
        require_regard(words | {missing: " "})
    assert caught.value.citation == "CA89 Sch 7 para 4(2)"


def test_an_exemption_names_children() -> None:
    require_named(["Child 0090 (synthetic)"])
    with pytest.raises(RuleBroken, match="names none"):
        require_named([])


def exempted(**facts: date | None) -> dict[str, date]:
    case = a_case(
        CaseType.EXEMPTION,
        decisions=(decided(FirstDecision.EXEMPTION_SUPPORTED, written_on=DECIDED),),
        exemption=ExemptionFacts(**facts),
    )
    return {code: duty.due for code, duty in due_in(case, LATER).items()}


def test_support_is_no_exemption_until_the_notice() -> None:
    assert exempted() == {"record_exemption": date(2026, 4, 13)}
    assert exempted(noticed_on=NOTICE) == {}


def test_another_child_asks_for_another_notice() -> None:
    assert exempted(noticed_on=NOTICE, another_named_on=LATER) == {"renew_exemption": LATER}
    over = exempted(noticed_on=NOTICE, another_named_on=LATER, cancelled_on=LATER)
    assert over == {}
