from __future__ import annotations

import pytest

from panelapp.domain.errors import RuleBroken
from panelapp.domain.rules.interests import (
    CaseParts,
    DeclaredInterest,
    Involvement,
    obstacles_to_deciding,
    require_may_decide,
    withdrawn_people,
)
from panelapp.domain.vocabulary import InterestRuling, SittingRole


@pytest.mark.parametrize(
    ("rulings", "withdrawn"),
    [
        ([InterestRuling.PARTICIPATE], False),
        ([InterestRuling.OBSERVE_ONLY], True),
        ([InterestRuling.WITHDRAW], True),
        ([None], True),
        ([InterestRuling.PARTICIPATE, None], True),
        ([InterestRuling.PARTICIPATE, InterestRuling.WITHDRAW], True),
        ([InterestRuling.PARTICIPATE, InterestRuling.PARTICIPATE], False),
        ([], False),
    ],
)
def test_only_a_ruling_to_participate_keeps_a_person_in_the_item(
    *,
    rulings: list[InterestRuling | None],
    withdrawn: bool,
) -> None:
    interests = [DeclaredInterest(person=7, ruling=ruling) for ruling in rulings]
    assert (7 in withdrawn_people(interests)) is withdrawn


def test_an_interest_keeps_out_the_person_who_declared_it_and_nobody_else() -> None:
    assert withdrawn_people([DeclaredInterest(person=7), DeclaredInterest(person=8)]) == {7, 8}
    assert withdrawn_people([]) == frozenset()


@pytest.mark.parametrize("role", SittingRole)
def test_SOD_1_who_sat_on_or_advised_the_panel_cannot_decide(role: SittingRole) -> None:
    found = obstacles_to_deciding(7, CaseParts(sat=[(7, role)]))
    barred = {
        SittingRole.CHAIR,
        SittingRole.VICE_CHAIR,
        SittingRole.MEMBER,
        SittingRole.ADVISER,
    }
    assert ("SOD-1" in {obstacle.id for obstacle in found}) is (role in barred)


def test_SOD_1_counts_any_sitting_on_the_case() -> None:
    parts = CaseParts(
        sat=[(7, SittingRole.OBSERVER), (8, SittingRole.CHAIR), (7, SittingRole.MEMBER)]
    )
    with pytest.raises(RuleBroken, match=r"SOD-1.*Another decision maker.*\[FSR 27\]"):
        require_may_decide(7, parts)


def test_SOD_1_lets_a_decision_maker_decide_who_only_observed() -> None:
    parts = CaseParts(
        sat=[(7, SittingRole.OBSERVER), (7, SittingRole.DECISION_MAKER), (8, SittingRole.CHAIR)]
    )
    require_may_decide(7, parts)
    assert obstacles_to_deciding(7, parts) == ()


@pytest.mark.parametrize("involvement", Involvement)
def test_SOD_2_who_worked_on_the_case_cannot_decide(involvement: Involvement) -> None:
    found = obstacles_to_deciding(7, CaseParts(involved=[(7, involvement)]))
    assert [obstacle.id for obstacle in found] == ["SOD-2"]
    assert obstacles_to_deciding(8, CaseParts(involved=[(7, involvement)])) == ()


def test_SOD_2_who_presented_at_a_sitting_cannot_decide() -> None:
    found = obstacles_to_deciding(7, CaseParts(sat=[(7, SittingRole.PRESENTER)]))
    assert [obstacle.id for obstacle in found] == ["SOD-2"]


def test_SOD_2_who_declared_an_interest_cannot_decide() -> None:
    with pytest.raises(RuleBroken, match="declared an interest"):
        require_may_decide(7, CaseParts(interested=[7]))
    require_may_decide(8, CaseParts(interested=[7]))


def test_SOD_3_who_confirmed_the_recommendation_cannot_decide() -> None:
    parts = CaseParts(sat=[(7, SittingRole.CHAIR)], confirmed=[7])
    assert [obstacle.id for obstacle in obstacles_to_deciding(7, parts)] == ["SOD-1", "SOD-3"]
    assert obstacles_to_deciding(8, parts) == ()
