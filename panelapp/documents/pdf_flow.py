"""Strips of a page's height, and how they are dealt out to pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from panelapp.documents.pdf_tags import Pen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, eq=False)
class Strip:
    """As much of a document as no page break may cut: a line, a table row, a box.

    ``draw`` is given the strip's top edge, in points from the foot of the page. ``before`` is
    the space above, left out at the head of a page. A strip that ``keeps`` stands on the same
    page as the strip that follows. ``head`` is drawn again at the top of a page that starts
    with this strip. ``breaks`` starts a new page. A ``gap`` is room between two strips, which
    neither begins a page nor asks for a new one.
    """

    height: float
    draw: Callable[[Pen, float], None]
    before: float = 0.0
    keeps: bool = False
    head: Strip | None = None
    breaks: bool = False
    gap: bool = False


class Pages:
    """Pages filled with strips from the top, each strip beside its distance from the top."""

    def __init__(self, room: float) -> None:
        self.room = room
        self.pages: list[list[tuple[float, Strip, bool]]] = [[]]
        self._used = 0.0

    def fill(self, strips: Iterable[Strip]) -> None:
        """Deals the strips out; a group that is kept together moves to the next page whole."""
        for group in _groups(strips):
            height = sum(strip.before + strip.height for strip in group)
            is_gap = len(group) == 1 and group[0].gap
            if group[0].breaks or (self._used + height > self.room >= height and not is_gap):
                self._turn(group[0])
            for strip in group:
                self._place(strip)

    def _place(self, strip: Strip) -> None:
        if strip.gap and (not self.pages[-1] or self._used + strip.height > self.room):
            return
        before = strip.before if self.pages[-1] else 0.0
        if self._used + before + strip.height > self.room:
            self._turn(strip)
            before = 0.0
        self._put(strip, before, again=False)

    def _turn(self, strip: Strip) -> None:
        if not self.pages[-1]:
            return
        self.pages.append([])
        self._used = 0.0
        if strip.head is not None:
            self._put(strip.head, 0.0, again=True)

    def _put(self, strip: Strip, before: float, *, again: bool) -> None:
        self.pages[-1].append((self._used + before, strip, again))
        self._used += before + strip.height


def _groups(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.keeps:
            yield group
            group = []
    if group:
        yield group
