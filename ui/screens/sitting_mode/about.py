"""What a case is about: what is asked of the panel, what is requested, who is here for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.values import in_words
from ui.components.summary_list import Fact, SummaryList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from panelapp.queries.sitting_mode import ItemNow

WIDTH = 900


class AboutCase(SummaryList):
    """The case before the panel in a few lines; what is not known is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent, width=WIDTH)

    def show_item(self, item: ItemNow) -> None:
        """Show the facts of an item."""
        self.show_facts(fact for fact in _facts(item) if fact.words)


def _facts(item: ItemNow) -> Iterator[Fact]:
    yield Fact(name="Asked of the panel", words=f"{item.asked} ({item.citation})")
    if item.presentation > 1:
        yield Fact(
            name="At panel",
            words=f"Presentation {item.presentation}: the panel has heard this case before.",
        )
    yield Fact(name="Requested", words=item.requested)
    yield Fact(name="Terms now", words=item.terms_now)
    yield Fact(name="Children", words=in_words(item.children))
    yield Fact(name="Summary", words=item.summary)
    yield Fact(name="Social worker", words=item.social_worker)
    yield Fact(name="Team manager", words=item.team_manager)
    yield Fact(name="Here for this item", words=in_words(item.attending))
    yield Fact(name="Papers", words="\n".join(item.papers))
    yield Fact(name="Panel adviser's advice", words=item.advice)
