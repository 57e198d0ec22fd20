"""What was found, in the words of the window."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from panelapp.domain.values import long_date
from panelapp.queries.search import SearchKind
from ui.components.found_list import FoundRow
from ui.components.place import Place

if TYPE_CHECKING:
    from panelapp.queries.search import SearchPage, SearchRow

KIND_WORDS = {
    SearchKind.CASE: ("Case", "Cases"),
    SearchKind.PERSON: ("Person", "People"),
    SearchKind.HOUSEHOLD: ("Household", "Households"),
    SearchKind.SITTING: ("Sitting", "Sittings"),
    SearchKind.MINUTES: ("Minutes", "Minutes"),
    SearchKind.DECISION: ("Decision", "Decisions"),
    SearchKind.PAPER: ("Paper", "Papers"),
}
"""What each kind is called, one and several."""
_NAMED_ALONE = frozenset({SearchKind.PERSON, SearchKind.SITTING})
"""What is known by its name or its day, and not by a reference."""


def found_row(row: SearchRow, *, day: str = "", also: str = "") -> FoundRow:
    """One thing that was found, as a list shows it; ``given`` is the place where it is read."""
    one, _ = KIND_WORDS[row.kind]
    snippet = tuple((_on_one_line(part.text), part.is_match) for part in row.snippet)
    return FoundRow(
        title=row.title if row.kind in _NAMED_ALONE else f"{row.ref}  {row.title}",
        aside=", ".join(part for part in (one, day) if part),
        detail=(*snippet, (also, False)) if also else snippet,
        is_able=bool(row.place),
        given=Place(*row.place) if row.place else None,
    )


def found_rows(page: SearchPage) -> tuple[FoundRow, ...]:
    """All that was found with its day, each case with how many of its papers hold the words too."""
    papers = Counter(row.place[1] for row in page.rows if row.kind is SearchKind.PAPER)
    return tuple(
        found_row(
            row,
            day=long_date(row.day) if row.day else "",
            also=_also_words(papers[row.ref]) if row.kind is SearchKind.CASE else "",
        )
        for row in page.rows
    )


def number_words(page: SearchPage) -> str:
    """How many are shown: ``1 found``, or ``50 found, and there are more``."""
    found = f"{len(page.rows)} found"
    return f"{found}, and there are more" if page.has_more else found


def instead_words(text: str, page: SearchPage) -> str:
    """What was searched instead of what was typed; empty where nothing was."""
    meant = page.meant
    return f"Nothing has {text.strip()}. These have {meant}." if meant and page.rows else ""


def _also_words(papers: int) -> str:
    of_them = "a paper" if papers == 1 else f"{papers} papers"
    return f" Also in {of_them} of the case." if papers else ""


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ")
