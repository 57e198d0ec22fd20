"""Where a page is: screens ask for a place and do not know one another."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """A screen and what it is about, such as ``Place("case", "C-2026-0001")``."""

    screen: str
    refs: tuple[str, ...] = field(default=())

    def __init__(self, screen: str, *refs: str) -> None:
        """A place on ``screen`` about the records with these references."""
        object.__setattr__(self, "screen", screen)
        object.__setattr__(self, "refs", refs)
