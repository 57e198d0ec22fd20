"""What the panel said about an item, what it may say, and who has still to speak."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.domain.labels import label
from panelapp.domain.rules.clocks import CLOCKS
from panelapp.domain.rules.duties import case_duties
from panelapp.domain.rules.routes import is_recommendation, outcome_has_terms, outcomes
from panelapp.domain.values import Terms, long_date
from panelapp.domain.vocabulary import (
    CaseType,
    DeferralReason,
    Outcome,
    PositionTaken,
    QualityGrade,
    UserRole,
)
from panelapp.queries import obstacles
from panelapp.queries.facts import case_facts, current_recommendation, followed_type
from panelapp.queries.quorum import entries_at, members_counted
from panelapp.queries.room import chair_of, in_chair, user_name

if TYPE_CHECKING:
    from panelapp.domain.models import Item, ListEntry, Recommendation
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class OutcomeChoice:
    """Something the panel may say about a case of this type."""

    outcome: Outcome
    label: str
    has_terms: bool
    is_deferral: bool


@dataclass(frozen=True, kw_only=True)
class MemberStand:
    """Where a member stands; without a position they have still to speak."""

    member: str
    name: str
    takes_part: bool
    position: PositionTaken | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the panel said, as a draft or as the person in the chair confirmed it."""

    outcome: Outcome
    label: str
    reasons: str
    terms: Terms | None
    terms_sentence: str
    conditions: str
    unanimous: bool | None
    quality_grade: QualityGrade | None
    deferral_reason: DeferralReason | None
    deferral_needed: str
    deferral_from: str
    deferral_due_on: date | None
    confirmed_on: date | None
    confirmed_by: str

    @property
    def is_confirmed(self) -> bool:
        """Whether nothing changes it any more."""
        return self.confirmed_on is not None


@dataclass(frozen=True, kw_only=True)
class RecommendationState:
    """All that a chair's screen shows about the recommendation on an item.

    ``who_confirms`` is empty for somebody who may confirm; ``in_the_way`` lists what keeps the
    draft from being confirmed, whoever asks. ``what_follows`` says what happens once it is.
    """

    said: Said | None
    choices: tuple[OutcomeChoice, ...]
    views: tuple[MemberStand, ...]
    who_confirms: str
    in_the_way: tuple[obstacles.Obstacle, ...]
    what_follows: tuple[str, ...]


def recommendation_state(item: Item, uow: UnitOfWork) -> RecommendationState:
    """What was said about an item, what may be said, and what stands in the way."""
    said = current_recommendation(item.id, uow)
    is_confirmed = said is not None and said.confirmed_on is not None
    return RecommendationState(
        said=said_row(said, uow) if said else None,
        choices=choices(item),
        views=_views(item, said, uow),
        who_confirms=_who_confirms(item, uow),
        in_the_way=()
        if is_confirmed
        else obstacles.shown(obstacles.to_confirming(item, item.in_the_chair, uow)),
        what_follows=_what_follows(item, said, uow) if said else (),
    )


# What a panel is asked, by the first outcome that belongs to the question.
_ASKED = {
    Outcome.FURTHER_REPORT: "Whether a full report is to be made, or the applicants are not"
    " suitable to foster.",
    Outcome.SUITABLE: "Whether the applicants are suitable to foster, and on which terms.",
    Outcome.AGREE_CHANGE: "Whether it supports a change of the terms of approval.",
    Outcome.CONTINUE: "Whether the carers are still suitable to foster, and on which terms.",
    Outcome.NOTED: "To take note. No recommendation is asked for.",
}
_ASKED_TO_SUPPORT = {
    CaseType.REG24_EXTENSION: "Its views on extending the temporary approval.",
    CaseType.EXEMPTION: "Whether it supports an exemption from the usual fostering limit.",
    CaseType.LONG_TERM_MATCH: "Whether it supports the match of the child with the carers.",
    CaseType.DISQUALIFICATION_CONSENT: "Whether it supports consent to foster where a person is"
    " disqualified.",
}


def asked_of_panel(item: Item) -> str:
    """What the panel is asked about an item, in one sentence."""
    if item.case.case_type in _ASKED_TO_SUPPORT:
        return _ASKED_TO_SUPPORT[item.case.case_type]
    allowed = {choice.outcome for choice in choices(item)}
    return next(words for outcome, words in _ASKED.items() if outcome in allowed)


def choices(item: Item) -> tuple[OutcomeChoice, ...]:
    """What the panel may say about an item that it heard."""
    allowed = outcomes(item.case.case_type, followed_type(item.case))
    return tuple(
        OutcomeChoice(
            outcome=outcome,
            label=label(outcome),
            has_terms=outcome_has_terms(outcome),
            is_deferral=outcome is Outcome.DEFERRED,
        )
        for outcome in allowed
        if outcome is not Outcome.WITHDRAWN
    )


def said_row(said: Recommendation, uow: UnitOfWork) -> Said:
    """What the panel said, in plain values."""
    return Said(
        outcome=said.outcome,
        label=label(said.outcome),
        reasons=said.reasons,
        terms=said.terms,
        terms_sentence=said.terms.sentence() if said.terms else "",
        conditions=said.conditions,
        unanimous=said.unanimous,
        quality_grade=said.quality_grade,
        deferral_reason=said.deferral_reason,
        deferral_needed=said.deferral_needed,
        deferral_from=said.deferral_from,
        deferral_due_on=said.deferral_due_on,
        confirmed_on=said.confirmed_on,
        confirmed_by=user_name(said.confirmed_by_id, uow),
    )


def _who_confirms(item: Item, uow: UnitOfWork) -> str:
    is_chair = uow.actor.role in {UserRole.CHAIR, UserRole.VICE_CHAIR}
    if is_chair and item.in_the_chair == uow.actor.person_id:
        return ""
    return f"Only the person in the chair can confirm a recommendation. {in_chair(chair_of(item))}"


def _views(item: Item, said: Recommendation | None, uow: UnitOfWork) -> tuple[MemberStand, ...]:
    """Everybody who takes part, and whoever has a view recorded though they do not."""
    entries, counted = entries_at(item.sitting, uow), members_counted(item, uow)
    stated = {view.person_id: view for view in said.views} if said else {}
    return tuple(
        MemberStand(
            member=_ref(entries.get(attendance.person_id)),
            name=attendance.person.name,
            takes_part=attendance.person_id in counted,
            position=view.position if view else None,
            words=view.words if view else "",
        )
        for attendance in item.sitting.attendances
        if attendance.role.counts_to_quorum and attendance.person_id in {*counted, *stated}
        for view in [stated.get(attendance.person_id)]
    )


def _ref(entry: ListEntry | None) -> str:
    return entry.ref if entry else ""


def _what_follows(item: Item, said: Recommendation, uow: UnitOfWork) -> tuple[str, ...]:
    """What happens after the recommendation is confirmed, each with its day."""
    due = {
        duty.duty: duty.due
        for duty in case_duties(case_facts(item.case, uow), uow.today, uow.calendar, uow.settings)
    }
    chair = chair_of(item) or "Whoever was in the chair"
    by = f" by {long_date(due['finalise_minutes'])}" if "finalise_minutes" in due else ""
    steps = [f"The panel adviser checks the minutes of this item. {chair} locks them{by}."]
    if is_recommendation(said.outcome):
        period = CLOCKS["adm_decision"].period_in_words()
        steps.append(
            "The locked minutes then go to the agency decision maker, who decides within"
            f" {period} of receiving them."
        )
    if said.outcome is Outcome.DEFERRED:
        again = f" by {long_date(due['list_again'])}" if "list_again" in due else ""
        steps.append(f"The case comes back to panel{again}. No decision is made before that.")
    return tuple(steps)
