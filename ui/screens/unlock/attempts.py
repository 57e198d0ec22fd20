"""How long somebody waits after wrong passwords."""

from __future__ import annotations

FREE_TRIES = 5
LONGEST_WAIT = 60


class Attempts:
    """Wrong passwords since the last right one: the fifth and later ones cost a short wait."""

    def __init__(self) -> None:
        """Begin without any."""
        self._wrong = 0

    @property
    def left(self) -> int:
        """How many wrong passwords there may be until the next wait."""
        return max(0, FREE_TRIES - self._wrong)

    def wrong(self) -> int:
        """Count a wrong password and give the seconds to wait: 1, 2, 4 and so on."""
        self._wrong += 1
        over = self._wrong - FREE_TRIES
        return 0 if over < 0 else min(2**over, LONGEST_WAIT)

    def right(self) -> None:
        """Begin anew."""
        self._wrong = 0
