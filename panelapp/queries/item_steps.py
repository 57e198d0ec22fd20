"""The steps in which a panel hears an item, and the notes that each of them leaves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.vocabulary import MinutesSection

if TYPE_CHECKING:
    from collections.abc import Mapping


class Step(StrEnum):
    """A part of hearing an item, in the order in which a panel takes them."""

    INTERESTS = "interests"
    STRENGTHS_AND_CONCERNS = "strengths_and_concerns"
    QUESTIONS_TO_WORKER = "questions_to_worker"
    QUESTIONS_TO_APPLICANTS = "questions_to_applicants"
    APPLICANTS_LEAVE = "applicants_leave"
    VIEWS = "views"


_STEP_WORDS = {
    Step.INTERESTS: "Interests asked",
    Step.STRENGTHS_AND_CONCERNS: "Strengths and concerns",
    Step.QUESTIONS_TO_WORKER: "Questions to the social worker",
    Step.QUESTIONS_TO_APPLICANTS: "Questions to the applicants or carers",
    Step.APPLICANTS_LEAVE: "Applicants or carers leave",
    Step.VIEWS: "Views and recommendation",
}
_STEP_SECTIONS: Mapping[Step, tuple[MinutesSection, ...]] = {
    Step.STRENGTHS_AND_CONCERNS: (MinutesSection.STRENGTHS, MinutesSection.KEY_ISSUES),
    Step.QUESTIONS_TO_WORKER: (MinutesSection.QUESTIONS_TO_WORKER,),
    Step.QUESTIONS_TO_APPLICANTS: (
        MinutesSection.QUESTIONS_TO_APPLICANTS,
        MinutesSection.APPLICANT_VIEWS,
    ),
    Step.VIEWS: (MinutesSection.MEMBER_VIEWS,),
}


@dataclass(frozen=True, kw_only=True)
class StepNotes:
    """The text of one section of the minutes, which a step fills."""

    section: MinutesSection
    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """One step of hearing an item, with the notes that belong to it."""

    step: Step
    words: str
    is_done: bool
    is_next: bool
    notes: tuple[StepNotes, ...]


def steps_of(
    written: Mapping[str, str], *, interests_declared: bool, is_drafted: bool, is_concluded: bool
) -> tuple[StepRow, ...]:
    """The steps of an item. One is done when its notes, or what comes after it, are there."""
    done = {step for step in Step if any(_notes_of(step, written))}
    if is_drafted or Step.VIEWS in done:
        done.add(Step.APPLICANTS_LEAVE)
    if interests_declared or done:
        done.add(Step.INTERESTS)
    if is_concluded:
        done.add(Step.VIEWS)
    else:
        done.discard(Step.VIEWS)
    following = None if is_concluded else next((s for s in Step if s not in done), None)
    return tuple(
        StepRow(
            step=step,
            words=_STEP_WORDS[step],
            is_done=step in done,
            is_next=step is following,
            notes=tuple(
                StepNotes(section=section, label=label(section), text=text)
                for section, text in zip(
                    _STEP_SECTIONS.get(step, ()), _notes_of(step, written), strict=True
                )
            ),
        )
        for step in Step
    )


def _notes_of(step: Step, written: Mapping[str, str]) -> list[str]:
    return [written.get(section, "") for section in _STEP_SECTIONS.get(step, ())]
