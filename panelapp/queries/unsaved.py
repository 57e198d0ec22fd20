"""Which text somebody typed and did not save, in words, with the page that brings it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.domain.models import Sitting
from panelapp.domain.values import long_date
from panelapp.persistence.unit_of_work import ENGLAND
from panelapp.queries.drafts import DraftRow, DraftsQuestion, drafts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from panelapp.persistence.unit_of_work import UnitOfWork

# The first part of a draft's key is the page on which the form stands.
_WORDS = {
    "minutes": "The minutes of {case}, {sitting}",
    "sitting_mode": "What was recorded about {case}, {sitting}",
    "case": "A form on {case}",
    "decision": "A form on the decision of {case}",
    "household": "A form on {case}",
    "new_case": "A new case",
    "new_member": "A new person for the central list",
    "new_sitting": "A new sitting",
}
_WITH_SITTING = frozenset({"minutes", "sitting_mode"})


@dataclass(frozen=True, kw_only=True)
class Unsaved:
    """Text that waits on one page; ``screen`` and ``refs`` are the page."""

    words: str
    when: str
    screen: str
    refs: tuple[str, ...]


def unsaved_text(uow: UnitOfWork) -> tuple[Unsaved, ...]:
    """The acting user's unsaved text, the newest first, one line for each page."""
    pages: dict[tuple[str, ...], DraftRow] = {}
    for row in drafts(DraftsQuestion(), uow):
        page = _page(row.key)
        if page[0] in _WORDS and any(text.strip() for text in row.fields.values()):
            pages.setdefault(page, row)
    days = _days((page[1] for page in pages if page[0] in _WITH_SITTING), uow)
    return tuple(_unsaved(page, row, days) for page, row in pages.items())


def _page(key: str) -> tuple[str, ...]:
    """The page of a form: ``minutes/S-2026-001/C-2026-0007/summary`` has its sitting and case."""
    screen, *parts = key.replace("new sitting", "new_sitting").split("/")
    if screen in _WITH_SITTING:
        return (screen, *parts[:2])
    return (screen,) if screen.startswith("new_") else (screen, *parts[:1])


def _days(refs: Iterable[str], uow: UnitOfWork) -> Mapping[str, date]:
    query = select(Sitting.ref, Sitting.held_on).where(Sitting.ref.in_(set(refs)))
    return dict(uow.session.execute(query).all())


def _unsaved(page: tuple[str, ...], row: DraftRow, days: Mapping[str, date]) -> Unsaved:
    screen, *refs = page
    held_on = days.get(refs[0]) if refs else None
    words = _WORDS[screen].format(
        case=refs[-1] if refs else "",
        sitting=f"sitting of {long_date(held_on)}" if held_on else "a sitting",
    )
    at = row.saved_at.astimezone(ENGLAND)
    return Unsaved(
        words=words,
        when=f"Typed on {long_date(at.date())} at {at:%H:%M}",
        screen=screen,
        refs=tuple(refs),
    )
