"""What each duty asks of somebody, in plain words that begin with a verb and name the subject.

The code of a duty stands in rules and exports; people read these words. ``{ref}`` is a case or a
household, ``{people}`` the applicants or carers of the case, ``{name}`` somebody on the central
list and ``{sitting}`` a sitting by its day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DUTY_WORDS: Mapping[str, str] = {
    # On the way to panel, and at panel.
    "reach_recommendation": "Bring {ref} to panel for a recommendation",
    "share_report": "Send the report of {ref} to {people}",
    "await_observations": "Wait for {people} to comment on the report of {ref}",
    "chase_checks": "Chase the checks of {ref} that have not come",
    "renew_checks": "Renew the checks of {ref} that end",
    "decide_stage_1": "Decide whether {ref} goes on to stage 2",
    "declare_compliance": "Get the declaration of compliance for {ref} signed",
    "write_advice": "Write the panel adviser's advice on {ref}",
    "see_medical_advice": "Get medical advice on {ref}",
    "see_legal_advice": "Get legal advice on {ref}",
    "list_representations": "Put the representations {ref} on an agenda",
    "record_outcome": "Record what the panel said about {ref}",
    "confirm_recommendation": "Confirm the recommendation on {ref}",
    "list_again": "Put {ref} on an agenda again",
    "supply_what_is_missing": "Get what the panel still needs for {ref}",
    "finalise_minutes": "Finish the minutes of {ref}",
    "send_minutes": "Send the minutes of {ref} to the decision maker",
    # The decision and what follows it.
    "decide": "Decide {ref}",
    "decide_when_needed": "Bring {ref} to its decision by the day it is needed",
    "record_exemption": "Record the written notice of the exemption in {ref}",
    "renew_exemption": "Get an exemption in {ref} that names every child",
    "replace_exemption": "Get an exemption in {ref} from the authority where the carers live",
    "supply_information": "Give the decision maker more information on {ref}",
    "meet_requirement": "Meet a requirement of the decision on {ref}",
    "tell_orally": "Tell {people} of {ref} the decision by telephone or in person",
    "give_written_notice": "Tell {people} of {ref} in writing",
    "sign_agreement": "Get the foster care agreement of {ref} signed",
    "await_response": "Wait for {people} of {ref} to answer",
    "refer_representations": "Open a case for the representations about {ref}",
    "send_review_papers": "Send the papers of {ref} to the independent review",
    "decide_finally": "Make the final decision on {ref}",
    "give_final_notice": "Tell {people} of {ref} the final decision in writing",
    "copy_to_review": "Send the independent review the final decision on {ref}",
    # Temporary approval.
    "list_in_time": "Put {ref} on an agenda that leaves time to decide",
    "seek_panel_views": "Ask the panel for its views on {ref}",
    "reconsider_placement": "Check that the placement in {ref} is still the right one",
    "inform_reviewing_officer": "Tell the independent reviewing officer about {ref}",
    "approve_extension": "Get the extension in {ref} approved",
    "settle_temporary_approval": "Settle the temporary approval in {ref}",
    # Approved households.
    "first_review": "Hold the first review of {ref}",
    "review": "Hold the review of {ref}",
    # The central list.
    "complete_checks": "Complete the criminal record check of {name}",
    "sign_member_agreement": "Get the confidentiality agreement of {name} signed",
    "offer_observation": "Offer {name} a sitting to observe",
    "complete_induction": "Complete the induction of {name}",
    "appraise": "Hold the yearly appraisal of {name}",
    "end_list_entry": "End the central list entry of {name}",
    "list_social_worker": "Find a social worker with 3 years' experience for the central list",
    "appoint_chair": "Appoint one chair of the panel",
    "appoint_vice_chair": "Appoint one or two vice chairs",
    "appoint_independent_chair": "Appoint a chair who is independent of the service",
    # Sittings.
    "send_papers": "Send papers for {sitting}",
    "record_attendance": "Record who attended {sitting}",
}


def duty_words(
    duty: str,
    *,
    ref: str = "",
    people: str = "the applicants",
    name: str = "",
    sitting: str = "",
) -> str:
    """What a duty asks for: ``Send papers for the sitting of 3 December 2026``."""
    words = DUTY_WORDS[duty]
    return words.format(ref=ref, people=people, name=name or ref, sitting=sitting or ref)


def time_left_words(working_days: int, *, is_late: bool, is_today: bool = False) -> str:
    """How long is left for something, or how late it is: ``3 working days left``."""
    if is_today:
        return "today"
    number = abs(working_days)
    days = f"{number} working day" if number == 1 else f"{number} working days"
    if is_late:
        return f"{days} late" if number else "late"
    return f"{days} left" if number else "before the next working day"
