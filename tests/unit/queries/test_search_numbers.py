"""How many of each kind are found, and that a number tells nothing that is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.domain.vocabulary import InterestKind
from panelapp.queries import search_numbers as counting
from panelapp.queries.search import SearchKind
from panelapp.queries.search_numbers import NumbersQuestion, search_numbers
from tests.factories import case, household, listed_item

if TYPE_CHECKING:
    import pytest

    from tests.factories import Panel


def numbers(panel: Panel, text: str, role: str = "adviser") -> dict[SearchKind, int]:
    found = getattr(panel, role).read(search_numbers, NumbersQuestion(text=text))
    return {kind: number for kind, number in found.items() if number}


def test_each_kind_is_counted_by_itself_up_to_a_limit(
    panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = household(panel)
    for _ in range(3):
        case(panel, home=home)
    counted = {SearchKind.CASE: 3, SearchKind.PERSON: 1, SearchKind.HOUSEHOLD: 1}
    assert numbers(panel, "carer 0041") == counted
    monkeypatch.setattr(counting, "MOST_COUNTED", 2)
    assert numbers(panel, "carer 0041")[SearchKind.CASE] == 2
    assert numbers(panel, "nobody") == {}
    assert numbers(panel, "  ") == {}


def test_J7_a_declared_interest_is_in_no_number(panel: Panel) -> None:
    heard = listed_item(panel)
    assert SearchKind.CASE in numbers(panel, "carer 0041", "member")
    panel.member.execute(
        declare_interest, DeclareInterest(**heard.item, kind=InterestKind.PERSONAL)
    )
    assert numbers(panel, "carer 0041", "member") == {}
    assert numbers(panel, heard.case, "member") == {}
