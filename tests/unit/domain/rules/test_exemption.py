from __future__ import annotations

from datetime import date, timedelta

import pytest

from panelapp.domain.errors import BadInput, RuleBroken
from panelapp.domain.rules.exemption import (
    REGARD,
    another_named_on,
    covers_everybody,
    exemption_words,
    holds_here,
    is_in_force,
    named_outside,
    require_authority,
    require_later_notice,
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


def test_an_exemption_of_another_authority_does_not_hold() -> None:
    exemption = ExemptionFacts(noticed_on=NOTICE, another_authority_on=LATER)
    assert holds_here(exemption, date(2026, 5, 31))
    assert not holds_here(exemption, LATER)
    assert not covers_everybody(exemption, LATER)
    assert exemption_words(exemption, LATER).startswith("Does not hold: another authority")


CHILD, SAME, OTHER = (
    ("Child 0090 (synthetic)", NOTICE),
    ("Child 0090 (synthetic)", LATER),
    ("Child 0091 (synthetic)", None),
)


def test_a_notice_leaves_out_whom_it_does_not_name() -> None:
    assert named_outside([CHILD], [CHILD[0]]) == ()
    assert named_outside([], [CHILD[0]]) == ()
    assert named_outside([SAME, CHILD], [CHILD[0]]) == (LATER,)
    assert named_outside([CHILD, OTHER], [CHILD[0]]) == (None,)
    assert another_named_on([LATER, None], NOTICE) == NOTICE
    assert another_named_on([LATER], NOTICE) == LATER
    assert another_named_on([], NOTICE) is None


EARLIEST = [
    (ExemptionFacts(), (), None),
    (ExemptionFacts(noticed_on=NOTICE), (), NOTICE),
    (ExemptionFacts(noticed_on=NOTICE), (LATER,), LATER),
    (ExemptionFacts(noticed_on=NOTICE), (None,), date(2026, 3, 21)),
    (ExemptionFacts(noticed_on=NOTICE), (date(2026, 3, 1),), date(2026, 3, 21)),
    (ExemptionFacts(noticed_on=NOTICE, cancelled_on=LATER), (), date(2026, 6, 2)),
    (ExemptionFacts(noticed_on=NOTICE, another_authority_on=LATER), (), date(2026, 3, 21)),
]


@pytest.mark.parametrize(("before", "outside", "earliest"), EARLIEST)
def test_a_new_notice_exempts_from_its_own_day(
    before: ExemptionFacts, outside: tuple[date | None, ...], earliest: date | None
) -> None:
    require_later_notice(earliest or date(1990, 1, 1), before, outside)
    if earliest is not None:
        with pytest.raises(RuleBroken, match="not from an earlier one") as caught:
            require_later_notice(earliest - timedelta(days=1), before, outside)
        assert caught.value.citation == "CA89 Sch 7 para 4(3)-(4)"


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
    with pytest.raises(BadInput, match="on one line"):
        require_named(["Child 0090 (synthetic)\u2028Child 0091 (synthetic)"])
    with pytest.raises(BadInput, match="no semicolon"):
        require_named(["Child 0090 (synthetic); Child 0091 (synthetic)"])


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
    moved = exempted(noticed_on=NOTICE, another_named_on=LATER, another_authority_on=LATER)
    assert moved == {"replace_exemption": LATER}
    over = exempted(noticed_on=NOTICE, another_named_on=LATER, cancelled_on=LATER)
    assert over == {}
