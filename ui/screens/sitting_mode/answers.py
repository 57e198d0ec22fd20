"""What the panel said, to check before it is confirmed, and what stands in the way of that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.values import long_date
from ui.components.summary_list import Fact, SummaryList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.queries.recommendations import MemberStand, RecommendationState, Said

WIDTH = 900
Way = Callable[[], object]


def said_facts(
    state: RecommendationState, change: Callable[[str], Way | None] = lambda _: None
) -> Iterator[Fact]:
    """What the panel said, line by line; ``change`` gives the way to a field of the form."""
    said = state.said
    if said is None:
        return
    yield Fact(name="The panel said", words=said.label, change=change("outcome"))
    if any(choice.has_terms for choice in state.choices if choice.outcome is said.outcome):
        yield Fact(name="Terms", words=said.terms_sentence, change=change("terms"))
    if said.deferral_reason or said.deferral_needed or said.deferral_from:
        yield from _deferral(said, change)
    yield Fact(name="Reasons", words=said.reasons, change=change("reasons"))
    yield Fact(
        name="Conditions and suggestions", words=said.conditions, change=change("conditions")
    )
    yield Fact(name="All members agreed", words=_agreed(said), change=change("unanimous"))
    yield Fact(
        name="Views of members",
        words="\n".join(stand_words(view) for view in state.views),
        change=change("views"),
    )
    grade = label(said.quality_grade) if said.quality_grade else ""
    yield Fact(name="Quality of the report", words=grade, change=change("quality_grade"))


def _deferral(said: Said, change: Callable[[str], Way | None]) -> Iterator[Fact]:
    reason = label(said.deferral_reason) if said.deferral_reason else ""
    yield Fact(name="Why it is deferred", words=reason, change=change("deferral_reason"))
    yield Fact(name="What is missing", words=said.deferral_needed, change=change("deferral_needed"))
    yield Fact(name="Who brings it", words=said.deferral_from, change=change("deferral_from"))
    by = long_date(said.deferral_due_on) if said.deferral_due_on else ""
    yield Fact(name="By when", words=by, change=change("deferral_due_on"))


def _agreed(said: Said) -> str:
    return "" if said.unanimous is None else "Yes" if said.unanimous else "No"


def stand_words(view: MemberStand) -> str:
    """Where one member stands, in one line."""
    if view.position is None:
        return f"{view.name}: no view recorded"
    words = f". {view.words}" if view.words else ""
    apart = "" if view.takes_part else " (does not take part in this item)"
    return f"{view.name}: {label(view.position).lower()}{words}{apart}"


def answers_list(facts: Iterator[Fact]) -> SummaryList:
    """The lines of what the panel said."""
    made = SummaryList(width=WIDTH)
    made.show_facts(facts)
    return made
