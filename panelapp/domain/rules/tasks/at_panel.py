"""The steps at a sitting and for its minutes, until they are with the decision maker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.rules.lifecycle import is_confirmed
from panelapp.domain.rules.tasks.step import Step, on_day
from panelapp.domain.rules.tasks.task import TaskPlace
from panelapp.domain.values import long_date
from panelapp.domain.vocabulary import Outcome, UserRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.domain.rules.facts import PresentationFacts
    from panelapp.domain.rules.tasks.work import CaseWork

_NOT_LISTED = "after the case is on an agenda"


def at_panel(work: CaseWork) -> Iterator[Step]:
    """What is done at the sitting itself."""
    if work.skipped_panel:
        return
    shown = work.shown
    waits = _until_the_day(work, shown)
    said = shown.outcome if shown else None
    confirmed = shown is not None and is_confirmed(shown)
    sitting = shown.sitting_ref if shown else ""
    yield Step(
        code="record_attendance",
        name="Record who attends",
        is_done=shown is not None and work.attendance_recorded,
        waits=waits,
        is_over=confirmed or work.decision is not None,
        duties=("record_attendance",),
        place=TaskPlace.SITTING_MODE,
        sitting=sitting,
    )
    yield Step(
        code="record_outcome",
        name=_what_it_says(work),
        is_done=said is not None,
        how=label(said) if said is not None and confirmed else "",
        waits=waits,
        is_over=work.decision is not None,
        duties=("record_outcome", "seek_panel_views", *_reaching(shown)),
        who=UserRole.CHAIR,
        place=TaskPlace.SITTING_MODE,
        sitting=sitting,
    )
    yield Step(
        code="confirm_recommendation",
        name="Confirm what the panel said" if work.is_only_noted else "Confirm the recommendation",
        is_done=confirmed,
        how=on_day("confirmed on", shown.confirmed_on) if shown and confirmed else "",
        waits="" if said else "after it is recorded",
        is_over=work.decision is not None,
        duties=("confirm_recommendation",),
        who=UserRole.CHAIR,
        place=TaskPlace.SITTING_MODE,
        sitting=sitting,
    )


def minutes(work: CaseWork) -> Iterator[Step]:
    """What is done with the minutes: those of earlier rounds that are owed still, then the last."""
    for earlier in work.case.presentations:
        if earlier is not work.shown and _owes_minutes(earlier):
            yield Step(
                code="finish_minutes",
                name=f"Finish the minutes of {long_date(earlier.sitting_on)}",
                duties=("finalise_minutes",),
                who=UserRole.CHAIR,
                place=TaskPlace.MINUTES,
                sitting=earlier.sitting_ref,
            )
    if not work.skipped_panel:
        yield from _of_this_round(work)


def _of_this_round(work: CaseWork) -> Iterator[Step]:
    shown = work.shown
    confirmed = shown is not None and is_confirmed(shown)
    locked_on = shown.minutes_final_on if shown else None
    sent_on = shown.minutes_received_on if shown else None
    sitting = shown.sitting_ref if shown else ""
    over = work.decision is not None
    unheard = "" if shown and shown.outcome else "after the panel has heard the case"
    yield Step(
        code="check_minutes",
        name="Write and check the minutes",
        is_done=work.minutes_checked or locked_on is not None,
        has_begun=work.minutes_begun,
        waits=unheard,
        is_over=over,
        place=TaskPlace.MINUTES,
        sitting=sitting,
    )
    yield Step(
        code="lock_minutes",
        name="Lock the minutes",
        is_done=locked_on is not None,
        how=on_day("locked on", locked_on),
        waits=unheard or _before_locking(work, confirmed=confirmed),
        is_over=over,
        duties=("finalise_minutes",),
        who=UserRole.CHAIR,
        place=TaskPlace.MINUTES,
        sitting=sitting,
    )
    if work.is_only_noted:
        return
    yield Step(
        code="send_minutes",
        name="Send the minutes to the decision maker",
        is_done=sent_on is not None,
        how=on_day("received on", sent_on),
        waits="" if locked_on else "after the minutes are locked",
        is_over=over,
        duties=("send_minutes",),
        place=TaskPlace.MINUTES,
        sitting=sitting,
    )


def _before_locking(work: CaseWork, *, confirmed: bool) -> str:
    if not confirmed:
        return "after what the panel said is confirmed"
    return "" if work.minutes_checked else "after the panel adviser has checked them"


def _owes_minutes(shown: PresentationFacts) -> bool:
    unheard = shown.outcome is None or shown.outcome is Outcome.WITHDRAWN
    return not (shown.sitting_cancelled or unheard or shown.minutes_final_on)


def _until_the_day(work: CaseWork, shown: PresentationFacts | None) -> str:
    if shown is None:
        return _NOT_LISTED
    return "" if shown.sitting_on <= work.on else f"on {long_date(shown.sitting_on)}"


def _reaching(shown: PresentationFacts | None) -> tuple[str, ...]:
    """A case that is listed reaches its recommendation by being heard."""
    return ("reach_recommendation",) if shown is not None else ()


def _what_it_says(work: CaseWork) -> str:
    return "Record what the panel says" if work.is_only_noted else "Record the recommendation"
