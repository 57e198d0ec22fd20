"""The panel's recommendation on an item: drafted by anyone, confirmed by who is in the chair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.actions.sittings import item_at_panel
from panelapp.domain.errors import BadInput
from panelapp.domain.events import Topic
from panelapp.domain.labels import label
from panelapp.domain.models import MemberView, Recommendation
from panelapp.domain.rules.lifecycle import Move
from panelapp.domain.rules.routes import outcome_has_terms, require_outcome
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import DeferralReason, Outcome, PositionTaken, QualityGrade
from panelapp.queries import obstacles
from panelapp.queries.facts import current_recommendation, followed_type, require_move

if TYPE_CHECKING:
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class View:
    """Where one member stands, with the words of a reservation or of dissent."""

    member: str
    position: PositionTaken
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class DraftRecommendation:
    """What the panel said about an item, not yet confirmed.

    A deferral says what is missing, who brings it and by when.
    """

    sitting: str
    case: str
    outcome: Outcome
    reasons: str = ""
    terms: Terms | None = None
    conditions: str = ""
    unanimous: bool | None = None
    quality_grade: QualityGrade | None = None
    deferral_reason: DeferralReason | None = None
    deferral_needed: str = ""
    deferral_from: str = ""
    deferral_due_on: date | None = None
    views: tuple[View, ...] = ()


def draft_recommendation(command: DraftRecommendation, uow: UnitOfWork) -> None:
    """Write or replace the draft of what the panel said.

    Raises :class:`RuleBroken` for an outcome that this type of case does not allow (a brief
    report never yields "suitable", reg. 26(3)), and once the outcome was confirmed;
    :class:`BadInput` for an item that was withdrawn, and for two views of one member.
    """
    if command.outcome is Outcome.WITHDRAWN:
        raise BadInput(
            "An item that was not heard is taken off the agenda.",
            remedy="Nothing was changed. Withdraw the item instead.",
        )
    if len({view.member for view in command.views}) < len(command.views):
        raise BadInput(
            "A member has one view of an item.", remedy="Nothing was changed. Correct the draft."
        )
    item = item_at_panel(command.sitting, command.case, uow)
    require_move(item.case, Move.RECORD_OUTCOME, uow)
    uow.require_sense(command.terms)
    uow.require_happened(item.sitting.held_on)
    require_outcome(item.case.case_type, command.outcome, followed_type(item.case))
    if command.terms is not None and not outcome_has_terms(command.outcome):
        raise BadInput(
            f"Terms of approval do not belong to {label(command.outcome)!r}.",
            remedy="Nothing was changed. Take the terms out, or choose another outcome.",
        )
    draft = current_recommendation(item.id, uow)
    if draft is not None:  # item_at_panel saw to it that nothing is confirmed
        uow.session.delete(draft)
        uow.session.flush()
    recommendation = Recommendation(
        item_id=item.id,
        outcome=command.outcome,
        reasons=command.reasons.strip(),
        terms=command.terms,
        conditions=command.conditions.strip(),
        unanimous=command.unanimous,
        quality_grade=command.quality_grade,
        deferral_reason=command.deferral_reason,
        deferral_needed=command.deferral_needed.strip(),
        deferral_from=command.deferral_from.strip(),
        deferral_due_on=command.deferral_due_on,
    )
    recommendation.views = [
        MemberView(
            person_id=uow.member(view.member).person_id,
            position=view.position,
            words=view.words.strip(),
        )
        for view in command.views
    ]
    uow.session.add(recommendation)
    uow.changed(Topic.CASES, command.case, command.outcome)


@dataclass(frozen=True, kw_only=True)
class ConfirmRecommendation:
    """The word of who is in the chair that the draft is what the panel said."""

    sitting: str
    case: str
    confirmed_on: date | None = None


def confirm_recommendation(command: ConfirmRecommendation, uow: UnitOfWork) -> None:
    """Confirm what the panel said; nothing changes it from then on.

    Raises :class:`RuleBroken` where the panel is not quorate for the item once those who
    withdrew are taken off (reg. 24(1)), where reasons are missing (reg. 24(2)), or where a
    deferral does not say what is missing, who brings it and by when. A deferral because quorum
    was lost needs no quorum.
    """
    item = uow.item(command.sitting, command.case)
    obstacles.refuse(obstacles.to_confirming(item, uow.actor.person_id, uow))
    draft = obstacles.draft_of(item, uow)
    draft.confirmed_on = uow.require_happened(command.confirmed_on or uow.today)
    draft.confirmed_by_id = uow.actor.user_id
    if draft.confirmed_on < item.sitting.held_on:
        raise BadInput(
            "A recommendation cannot be confirmed before the sitting.",
            remedy="Nothing was changed. Check the date.",
        )
    uow.changed(Topic.CASES, command.case, draft.outcome)
