"""How far a check is, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules.assessment import CheckState
from panelapp.domain.values import long_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_STATES: Mapping[CheckState, str] = {
    CheckState.NOT_ASKED: "Not asked for",
    CheckState.ASKED: "Asked for",
    CheckState.LATE: "Late",
    CheckState.RECEIVED: "Received",
    CheckState.EXPIRES_SOON: "Ends soon",
    CheckState.EXPIRED: "Ended",
    CheckState.NOT_NEEDED: "Not needed",
}


def state_words(state: CheckState, *, is_wanted: bool = True) -> str:
    """What a state is called; a line that nobody needs yet says so."""
    if state is CheckState.NOT_ASKED and not is_wanted:
        return "If it applies"
    return _STATES[state]


def came_words(came_on: date, ends_on: date | None, today: date) -> str:
    """When a check came and until when it holds."""
    words = f"Came on {long_date(came_on)}"
    if ends_on is None:
        return f"{words}."
    verb = "held" if ends_on < today else "holds"
    return f"{words}, {verb} until {long_date(ends_on)}."


def waiting_words(asked_on: date, last_on: date | None, from_whom: str, asked_by: str) -> str:
    """When, from whom and by whom a check was asked for, and when it was last chased."""
    whom = f" from {from_whom}" if from_whom else ""
    who = f" by {asked_by}" if asked_by else ""
    chased = f", last chased on {long_date(last_on)}" if last_on and last_on > asked_on else ""
    return f"Asked for on {long_date(asked_on)}{whom}{who}{chased}."
