"""The state of a case in the words of the panel's office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules.lifecycle import CaseState

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORDS: Mapping[CaseState, str] = {
    CaseState.OPENED: "Open, on no agenda",
    CaseState.SIGNED_OFF: "Signed off, waiting for a decision",
    CaseState.LISTED: "Listed",
    CaseState.HEARD: "Heard, to be confirmed",
    CaseState.DEFERRED: "Deferred",
    CaseState.RECOMMENDED: "Recommended, minutes open",
    CaseState.NOTED: "Noted by the panel",
    CaseState.MINUTES_LOCKED: "Minutes locked",
    CaseState.WITH_DECISION_MAKER: "Waiting for a decision",
    CaseState.INFORMATION_AWAITED: "More information asked for",
    CaseState.RETURNED_TO_PANEL: "Returned to panel",
    CaseState.DECIDED: "Decided, letter not sent",
    CaseState.NOTIFIED: "28 days to answer",
    CaseState.REPRESENTATIONS: "Representations to panel",
    CaseState.IRM: "With the independent review",
    CaseState.FINAL_DECISION_DUE: "Waiting for the final decision",
    CaseState.FINALLY_DECIDED: "Final decision made, letter not sent",
    CaseState.CLOSED: "Closed",
    CaseState.WITHDRAWN: "Withdrawn",
    CaseState.REFUSED_AT_STAGE_1: "Not approved at stage 1",
}
ENDED = frozenset({CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.REFUSED_AT_STAGE_1})


def status_words(state: CaseState, *, owes: bool = False) -> str:
    """What a state is called on screen: ``Waiting for a decision``.

    A closed case that still ``owes`` something, such as an agreement to be signed, says so.
    """
    if state is CaseState.CLOSED and owes:
        return "Decided, work left"
    return _WORDS[state]
