"""What stands in the way of an act at panel, in the order in which the act refuses it.

An action raises the first obstacle, a screen lists them all: so both always say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec

from sqlalchemy import select

from panelapp.domain.errors import BadInput, PanelappError, RuleBroken
from panelapp.domain.models import Item, LockedMinutes, User, UserRoleRow
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.lifecycle import Move
from panelapp.domain.vocabulary import DeferralReason, Outcome, PositionTaken, UserRole
from panelapp.queries.facts import (
    current_recommendation,
    is_at_panel,
    require_latest,
    require_move,
)
from panelapp.queries.minutes import locked_minutes, newest_version
from panelapp.queries.quorum import item_quorum, members_counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from panelapp.domain.models import MinutesVersion, Recommendation, Sitting
    from panelapp.persistence.unit_of_work import UnitOfWork

P = ParamSpec("P")
_NEVER_MEMBERS = (UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR, UserRole.DECISION_MAKER)


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """What stands in the way, under which rule, and what takes it away."""

    sentence: str
    citation: str = ""
    remedy: str = ""


def shown(obstacles: Iterable[PanelappError]) -> tuple[Obstacle, ...]:
    """Obstacles as a screen shows them, where nothing was tried and so nothing is said of it."""
    return tuple(
        Obstacle(
            sentence=obstacle.sentence,
            citation=obstacle.citation if isinstance(obstacle, RuleBroken) else "",
            remedy=obstacle.remedy.removeprefix("Nothing was changed.").strip(),
        )
        for obstacle in obstacles
    )


def refuse(obstacles: Iterable[PanelappError]) -> None:
    """Raise the first obstacle, if there is any."""
    for obstacle in obstacles:
        raise obstacle


def to_changing(sitting: Sitting, uow: UnitOfWork) -> Iterator[PanelappError]:
    """What keeps a sitting as it is: it was cancelled, or minutes of it are locked."""
    if sitting.is_cancelled:
        yield RuleBroken(
            f"Sitting {sitting.ref} was cancelled.",
            citation=ENGLAND_2011.cite("case_order"),
            remedy="Nothing was changed. Plan another sitting.",
        )
    locked = (
        select(LockedMinutes)
        .join(Item, Item.id == LockedMinutes.item_id)
        .where(Item.sitting_id == sitting.id)
        .limit(1)
    )
    if uow.session.scalars(locked).first() is not None:
        yield RuleBroken(
            f"Minutes of sitting {sitting.ref} are locked, and say who was there and what was"
            " declared.",
            citation=ENGLAND_2011.cite("written_record"),
            remedy="Nothing was changed. Add a correction note to the minutes instead.",
        )


def to_recording(item: Item, uow: UnitOfWork) -> Iterator[PanelappError]:
    """What keeps an item as it is: it was taken off, or the chair confirmed what was said."""
    if not is_at_panel(item, uow):
        yield RuleBroken(
            f"Case {item.case.ref} is not before the panel at sitting {item.sitting.ref} any more.",
            citation=ENGLAND_2011.cite("written_record"),
            remedy="Nothing was changed. Corrections to what was recorded are added as notes.",
        )


def to_confirming(item: Item, person_id: int | None, uow: UnitOfWork) -> Iterator[PanelappError]:
    """What keeps a person who is in the chair from confirming the draft of what the panel said.

    ``None`` is nobody in the chair. That it is the acting person, the table of access sees to.
    """
    closed = tuple(to_recording(item, uow))
    if closed:
        yield from closed
        return
    try:
        draft = draft_of(item, uow)
    except RuleBroken as missing:
        yield missing
        return
    yield from _raised(require_move, item.case, Move.CONFIRM_RECOMMENDATION, uow)
    yield from _of_who_confirms(item, person_id, uow)
    yield from to_quorum(item, draft, uow)
    yield from _to_completeness(draft)
    yield from _to_views(draft, item, uow)


def draft_of(item: Item, uow: UnitOfWork) -> Recommendation:
    """What is drafted and not confirmed.

    Raises :class:`RuleBroken` where nothing is (reg. 24(2)).
    """
    said = current_recommendation(item.id, uow)
    if said is None or said.confirmed_on is not None:
        raise RuleBroken(
            "No recommendation is drafted for this item yet.",
            citation=ENGLAND_2011.cite("written_record"),
            remedy="Nothing was changed. Draft it, then confirm it.",
        )
    return said


def _raised(
    require: Callable[P, object], *facts: P.args, **named: P.kwargs
) -> Iterator[PanelappError]:
    """What a requirement raises, if it raises anything."""
    try:
        require(*facts, **named)
    except PanelappError as obstacle:
        yield obstacle


def _of_who_confirms(item: Item, person_id: int | None, uow: UnitOfWork) -> Iterator[PanelappError]:
    if person_id is None:
        yield RuleBroken(
            "Nobody is recorded as being in the chair.",
            citation=ENGLAND_2011.cite("quorum_chair"),
            remedy="Nothing was changed. Record who took the chair.",
        )
        return
    if person_id not in members_counted(item, uow):
        yield RuleBroken(
            "Whoever confirms a recommendation must have taken part in the whole item.",
            citation=ENGLAND_2011.cite("quorum_chair"),
            remedy="Nothing was changed. Record who took the chair for this item.",
        )
    yield from to_membership(person_id, uow)


def to_membership(person_id: int, uow: UnitOfWork) -> Iterator[PanelappError]:
    """What keeps somebody from being a member: they run the panel's business or decide (SOD-4).

    Looks at the person, under whichever account.
    """
    officer = (
        select(UserRoleRow)
        .join(User, User.id == UserRoleRow.user_id)
        .where(
            User.person_id == person_id,
            User.is_active,
            UserRoleRow.role.in_(_NEVER_MEMBERS),
        )
        .limit(1)
    )
    if uow.session.scalars(officer).first() is not None:
        yield RuleBroken(
            "The panel adviser, the administrator and the decision maker are never members of "
            "the panel.",
            citation=ENGLAND_2011.cite("adviser_not_member"),
            remedy="Nothing was changed. Ask another member of the central list.",
        )


def to_quorum(item: Item, said: Recommendation, uow: UnitOfWork) -> Iterator[PanelappError]:
    """That the panel is not quorate for what it said (reg. 24(1)).

    A deferral because quorum was lost needs none, and imported history is not held to it.
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
        yield RuleBroken(
            f"The panel is not quorate for this item. {missing}",
            citation=quorum.missing[0].citation,
            remedy="Nothing was changed. Record when the item began and ended if members came or "
            "left later, or hear it at a quorate sitting.",
        )


def _to_completeness(draft: Recommendation) -> Iterator[PanelappError]:
    if not draft.reasons:
        yield RuleBroken(
            "The panel must record the reasons for what it recommends.",
            citation=ENGLAND_2011.cite("written_record"),
            remedy="Nothing was changed. Write the reasons, then confirm.",
        )
    deferral = (draft.deferral_needed, draft.deferral_from, draft.deferral_due_on)
    if draft.outcome is Outcome.DEFERRED and not all((draft.deferral_reason, *deferral)):
        yield BadInput(
            "A deferral must say why, what is missing, who brings it and by when.",
            remedy="Nothing was changed. Complete the deferral, then confirm.",
        )


def _to_views(draft: Recommendation, item: Item, uow: UnitOfWork) -> Iterator[PanelappError]:
    """Views are those of members who took part, and dissent gives its words (NMS 14.7)."""
    took_part = members_counted(item, uow)
    against = [v for v in draft.views if v.position is PositionTaken.DOES_NOT_SUPPORT]
    if any(view.person_id not in took_part for view in draft.views):
        yield RuleBroken(
            "A view is recorded for somebody who did not take part in this item.",
            citation=ENGLAND_2011.cite("quorum_others"),
            remedy="Nothing was changed. Take that view out of the draft.",
        )
    if any(not view.words for view in against):
        yield BadInput(
            "A member who does not support the recommendation needs their reasons recorded.",
            remedy="Nothing was changed. Write down the member's reasons.",
        )
    if draft.unanimous and against:
        yield BadInput(
            "The recommendation cannot be unanimous while a member does not support it.",
            remedy="Nothing was changed. Correct the draft.",
        )


def to_writing(item: Item, uow: UnitOfWork) -> Iterator[PanelappError]:
    """That the minutes of an item are locked."""
    if locked_minutes(item.id, uow) is not None:
        yield RuleBroken(
            f"The minutes of case {item.case.ref} at sitting {item.sitting.ref} are locked.",
            citation=ENGLAND_2011.cite("written_record"),
            remedy="Nothing was changed. Add a correction note instead.",
        )


def to_checking(item: Item, uow: UnitOfWork) -> Iterator[PanelappError]:
    """What keeps the adviser from checking the newest version of the minutes."""
    yield from to_writing(item, uow)
    yield from _raised(written_version, item, uow)


def written_version(item: Item, uow: UnitOfWork) -> MinutesVersion:
    """The newest version of the minutes of an item.

    Raises :class:`BadInput` where nothing is written yet.
    """
    newest = newest_version(item.id, uow)
    if newest is None or not any(newest.sections.values()):
        raise BadInput(
            "There are no minutes of this item to check yet.",
            remedy="Nothing was changed. Write the minutes first.",
        )
    return newest


def to_locking(item: Item, uow: UnitOfWork) -> Iterator[PanelappError]:
    """What keeps the minutes of an item from being made final.

    The item is asked, not the case: minutes of a deferral are due though the case went on.
    """
    yield from to_writing(item, uow)
    said = current_recommendation(item.id, uow)
    if said is None or said.confirmed_on is None:
        yield RuleBroken(
            "What the panel said about this item is not confirmed.",
            citation=ENGLAND_2011.cite("written_record"),
            remedy="Nothing was changed. Whoever was in the chair confirms it first.",
        )
    else:
        yield from to_quorum(item, said, uow)
    yield from _raised(checked_version, item, uow)


def checked_version(item: Item, uow: UnitOfWork) -> MinutesVersion:
    """The newest version of the minutes of an item, as the panel adviser checked it.

    Raises :class:`RuleBroken` where it was not checked (NMS 14.7).
    """
    newest = newest_version(item.id, uow)
    if newest is None or newest.checked_on is None:
        raise RuleBroken(
            "The panel adviser has not checked the newest version of these minutes.",
            citation=ENGLAND_2011.cite("chair_minutes"),
            remedy="Nothing was changed. Ask the panel adviser to check them.",
        )
    return newest


def to_sending(item: Item, uow: UnitOfWork) -> Iterator[PanelappError]:
    """What keeps the minutes of an item from going to the decision maker (NMS 14.9)."""
    yield from _raised(require_move, item.case, Move.SEND_TO_DECISION_MAKER, uow)
    yield from _raised(require_latest, item, uow)
