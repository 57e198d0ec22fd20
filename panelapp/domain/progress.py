"""How far long work has come, told to whoever waits, who may stop it while nothing is final."""

from __future__ import annotations

from typing import Protocol

from panelapp.domain.errors import PanelappError


class Stopped(PanelappError):
    """The person who waited stopped the work; everything is as it was before."""


class Progress(Protocol):
    """Hears how far work has come."""

    def __call__(self, what: str, done: int, of: int) -> None:
        """Hear that ``done`` parts ``of`` all are finished of what the words say.

        Raises :class:`Stopped` where the work is to be given up.
        """


def unheard(what: str, done: int, of: int) -> None:
    """Tell nobody."""
