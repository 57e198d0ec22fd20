"""What the stages and the moves of a case are called where a move is refused.

Kept by the value of each code, so that the lifecycle itself can read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

_STAGES: Mapping[str, str] = {
    "opened": "The case is on no agenda",
    "signed_off": "The assessment is signed off, and no panel is asked",
    "listed": "The panel has not heard the case yet",
    "heard": "What the panel said is not confirmed yet",
    "deferred": "The panel deferred the case",
    "recommended": "The minutes are not locked yet",
    "noted": "The panel noted the case",
    "minutes_locked": "The minutes are not with the decision maker yet",
    "with_decision_maker": "The case waits for a decision",
    "information_awaited": "The decision maker asked for more information",
    "returned_to_panel": "The decision maker returned the case to panel",
    "decided": "The case is decided, and no letter was sent yet",
    "notified": "The person has 28 days to answer",
    "representations": "The panel has not considered the representations yet",
    "irm": "The independent review has not recommended yet",
    "final_decision_due": "The case waits for its final decision",
    "finally_decided": "The final decision is made, and no letter was sent yet",
    "closed": "The case is closed",
    "withdrawn": "The case was withdrawn",
    "refused_at_stage_1": "The application was refused at stage 1",
}
_MOVES: Mapping[str, str] = {
    "sign_off": "signing off the assessment in place of a panel",
    "list": "putting it on an agenda",
    "take_off_agenda": "taking it off the agenda",
    "record_outcome": "recording what the panel says",
    "confirm_recommendation": "confirming what the panel said",
    "lock_minutes": "locking the minutes",
    "send_to_decision_maker": "sending the minutes to the decision maker",
    "decide": "deciding on what the panel said",
    "decide_without_panel": "deciding without a panel where the law asks for none",
    "give_oral_notice": "telling people by telephone or in person",
    "give_written_notice": "sending the letter of the decision",
    "record_response": "recording an answer",
    "open_representations": "opening a case for representations",
    "record_irm_step": "recording an independent review",
    "decide_finally": "making the final decision",
    "give_final_notice": "sending the letter of the final decision",
    "withdraw": "withdrawing it",
    "refuse_at_stage_1": "refusing the application at stage 1",
}


def stage_words(state: StrEnum) -> str:
    """Where a case stands, as the beginning of a sentence: ``The panel deferred the case``."""
    return _STAGES.get(state.value) or state.value.replace("_", " ").capitalize()


def move_words(move: StrEnum) -> str:
    """What somebody would be doing: ``putting it on an agenda``."""
    return _MOVES.get(move.value) or move.value.replace("_", " ")
