"""Of the places that somebody was at, those are left that exist for them by now."""

from __future__ import annotations

import pytest

from panelapp.actions.attendance import DeclareInterest, declare_interest
from panelapp.domain.vocabulary import InterestKind
from panelapp.queries.recent_places import RecentPlaces, places_in_sight
from tests.factories import Panel, listed_item


@pytest.mark.parametrize("role", ["member", "chair"])
def test_J7_a_declared_interest_takes_every_place_about_the_case_away(
    panel: Panel, role: str
) -> None:
    heard = listed_item(panel)
    office = getattr(panel, role)
    about = (
        ("case", heard.case, "papers"),
        ("minutes", heard.sitting, heard.case),
        ("decision", heard.case),
    )
    beside = (("sitting", heard.sitting), ("today",), ("search", "any words"))
    question = RecentPlaces(places=(*about, *beside))
    assert office.read(places_in_sight, question) == question.places
    office.execute(declare_interest, DeclareInterest(**heard.item, kind=InterestKind.PERSONAL))
    assert office.read(places_in_sight, question) == beside
    assert panel.adviser.read(places_in_sight, question) == question.places
