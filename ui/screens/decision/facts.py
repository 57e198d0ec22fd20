"""What was recommended and decided, as lines of a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.values import long_date
from ui.components.summary_list import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.queries.decision_page import SignedOff
    from panelapp.queries.decision_reading import Recommended
    from panelapp.queries.decision_shown import DecisionShown

IN_A_CARD = 2000
"""A list in a card takes the width of the card: a limit of its own would cut its words."""


def recommended_facts(recommended: Recommended) -> Iterator[Fact]:
    """What the panel recommended, and how the members stood."""
    said = recommended.said
    yield Fact(name="Recommendation", words=said.label)
    yield Fact(name="Panel sat on", words=long_date(recommended.sat_on))
    if recommended.votes:
        yield Fact(name="Members", words=recommended.votes)
    for view in recommended.views:
        if view.words:
            yield Fact(name=view.name, words=f"{view.position}: {view.words}")
    if said.terms_sentence:
        yield Fact(name="Terms", words=said.terms_sentence)
    yield Fact(name="Reasons", words=said.reasons)
    if said.conditions:
        yield Fact(name="Conditions", words=said.conditions)


def sign_off_facts(signed: SignedOff) -> Iterator[Fact]:
    """Who signed off the assessment where no panel was asked, when, and what they found."""
    yield Fact(name="Signed off by", words=signed.by)
    yield Fact(name="On", words=long_date(signed.on))
    yield Fact(name="Found", words=signed.words)


def decision_facts(decision: DecisionShown) -> Iterator[Fact]:
    """A decision as it was signed; parts that nobody wrote are left out."""
    yield Fact(name="Decision", words=decision.label)
    yield Fact(name="Decided on", words=long_date(decision.decided_on))
    yield Fact(name="Decided by", words=decision.decided_by)
    written = (
        ("Panel", decision.stand),
        ("Terms", decision.terms),
        ("Reasons", decision.reasons),
        ("Why it differs", decision.arguments),
        ("Support needs", decision.support_statement),
        ("Why late", decision.late_because),
        ("Why without a panel", decision.without_recommendation_because),
        ("What was read", decision.documents_read),
        ("Reasons of the panel adopted", decision.panel_reasons_adopted),
        ("New information", decision.new_information),
    )
    yield from (Fact(name=name, words=words) for name, words in written if words)
    if decision.effective_on:
        yield Fact(name="In effect from", words=long_date(decision.effective_on))
