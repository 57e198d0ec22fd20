"""The panel's recommendation on an item: drafted by anyone, confirmed by who is in the chair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.actions.sittings import item_at_panel, require_no_officer
from panelapp.domain.errors import BadInput, NotFound, RuleBroken
from panelapp.domain.events import Topic
from panelapp.domain.labels import label
from panelapp.domain.models import MemberView, Recommendation
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.lifecycle import Move
from panelapp.domain.rules.routes import outcome_has_terms, require_outcome
from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import DeferralReason, Outcome, PositionTaken, QualityGrade
from panelapp.queries.facts import followed_type, require_move
from panelapp.queries.quorum import item_quorum, members_counted

if TYPE_CHECKING:
    from panelapp.domain.models import Item
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
    draft = draft_of(item, uow)
    if draft is not None:
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


def draft_of(item: Item, uow: UnitOfWork) -> Recommendation | None:
    """The draft recommendation of an item, if there is one that is not confirmed."""
    return uow.session.scalars(
        select(Recommendation).where(
            Recommendation.item_id == item.id, Recommendation.confirmed_on.is_(None)
        )
    ).one_or_none()


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
    item = item_at_panel(command.sitting, command.case, uow)
    draft = draft_of(item, uow)
    if draft is None:
        raise NotFound(
            "No recommendation is drafted for this item yet.",
            remedy="Nothing was changed. Draft it, then confirm it.",
        )
    require_move(item.case, Move.CONFIRM_RECOMMENDATION, uow)
    if uow.actor.person_id not in members_counted(item, uow):
        raise RuleBroken(
            "Whoever confirms a recommendation must have taken part in the whole item.",
            citation=ENGLAND_2011.cite("quorum_chair"),
            remedy="Nothing was changed. Record who took the chair for this item.",
        )
    require_no_officer(uow.actor.person_id, uow)
    require_quorum(item, draft, uow)
    _check_complete(draft)
    _check_views(draft, item, uow)
    draft.confirmed_on = uow.require_happened(command.confirmed_on or uow.today)
    draft.confirmed_by_id = uow.actor.user_id
    if draft.confirmed_on < item.sitting.held_on:
        raise BadInput(
            "A recommendation cannot be confirmed before the sitting.",
            remedy="Nothing was changed. Check the date.",
        )
    uow.changed(Topic.CASES, command.case, draft.outcome)


def require_quorum(item: Item, said: Recommendation, uow: UnitOfWork) -> None:
    """Refuse an outcome for which the panel is not quorate (reg. 24(1)).

    A deferral because quorum was lost needs none, and imported history is not held to it. Raises
    :class:`RuleBroken`.
    """
    quorum_lost = (said.outcome, said.deferral_reason) == (
        Outcome.DEFERRED,
        DeferralReason.QUORUM_LOST,
    )
    if quorum_lost or said.import_id is not None:
        return
    quorum = item_quorum(item, uow)
    if not quorum.quorate:
        missing = " ".join(gap.message for gap in quorum.missing)
        raise RuleBroken(
            f"The panel is not quorate for this item. {missing}",
            citation=quorum.missing[0].citation,
            remedy="Nothing was changed. Record when the item began and ended if members came or "
            "left later, or hear it at a quorate sitting.",
        )


def _check_complete(draft: Recommendation) -> None:
    if not draft.reasons:
        raise RuleBroken(
            "The panel must record the reasons for what it recommends.",
            citation=ENGLAND_2011.cite("written_record"),
            remedy="Nothing was changed. Write the reasons, then confirm.",
        )
    deferral = (draft.deferral_needed, draft.deferral_from, draft.deferral_due_on)
    if draft.outcome is Outcome.DEFERRED and not all((draft.deferral_reason, *deferral)):
        raise BadInput(
            "A deferral must say why, what is missing, who brings it and by when.",
            remedy="Nothing was changed. Complete the deferral, then confirm.",
        )


def _check_views(draft: Recommendation, item: Item, uow: UnitOfWork) -> None:
    """Views are those of members who took part, and dissent gives its words (NMS 14.7)."""
    took_part = members_counted(item, uow)
    for view in draft.views:
        if view.person_id not in took_part:
            raise RuleBroken(
                "A view is recorded for somebody who did not take part in this item.",
                citation=ENGLAND_2011.cite("quorum_others"),
                remedy="Nothing was changed. Take that view out of the draft.",
            )
        if view.position is PositionTaken.DOES_NOT_SUPPORT and not view.words:
            raise BadInput(
                "A member who does not support the recommendation needs their reasons recorded.",
                remedy="Nothing was changed. Write down the member's reasons.",
            )
    if draft.unanimous and any(
        view.position is PositionTaken.DOES_NOT_SUPPORT for view in draft.views
    ):
        raise BadInput(
            "The recommendation cannot be unanimous while a member does not support it.",
            remedy="Nothing was changed. Correct the draft.",
        )
