"""Whether a household is approved on a day: since when, on what terms, and until when.

A household ends when the last of its carers has left, or when a final decision ends its approval.
One that is approved again afterwards counts anew: what was before is history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from panelapp.domain.values import Terms
from panelapp.domain.vocabulary import CarerKind, EndingKind

_STAYS_AWAY = frozenset({EndingKind.PARTNER_LEFT, EndingKind.DEATH})
"""Ends after which a later approval of the household is not one of that carer."""


@dataclass(frozen=True, kw_only=True)
class ApprovalGiven:
    """An approval with the day from which it holds, and the care that it is for."""

    on: date
    kind: CarerKind


@dataclass(frozen=True, kw_only=True)
class TermsSet:
    """Terms of approval that a decision set, with the day from which they hold."""

    since: date
    terms: Terms
    kind: CarerKind


@dataclass(frozen=True, kw_only=True)
class CarerHistory:
    """A carer by position, and how and when the carer's approval ended or will end."""

    position: int
    ended_on: date | None = None
    ending: EndingKind | None = None


@dataclass(frozen=True, kw_only=True)
class ApprovalHistory:
    """What is known of a household's approvals, in any order save ``terms``, oldest first.

    ``reviews`` are the days on which reviews were completed, ``terminated`` those on which a final
    decision ended the approval. ``terms_stated`` holds where no decision has set terms.
    """

    ref: str
    carer_kind: CarerKind
    approvals: Sequence[ApprovalGiven] = ()
    reviews: Sequence[date] = ()
    terminated: Sequence[date] = ()
    carers: Sequence[CarerHistory] = ()
    terms: Sequence[TermsSet] = ()
    terms_stated: Terms | None = None

    def of_fostering(self) -> ApprovalHistory:
        """The same without supported lodgings, which are no foster care and have their own rules.

        Fostering Services (England) Regulations 2011, reg. 31: the register is one of foster
        parents.
        """
        lodgings = CarerKind.SUPPORTED_LODGINGS
        return replace(
            self,
            approvals=[given for given in self.approvals if given.kind is not lodgings],
            terms=[one for one in self.terms if one.kind is not lodgings],
        )


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a household stands on a day ``on``, by its newest approval.

    ``reviews`` are those of this approval, oldest first. ``ended_on`` may lie ahead, after a
    resignation. ``carers`` are the positions of the carers who are approved on the day.
    """

    on: date
    carer_kind: CarerKind
    approved_on: date | None
    reviews: tuple[date, ...]
    ended_on: date | None
    carers: tuple[int, ...]
    terms: Terms | None

    @property
    def is_approved(self) -> bool:
        """Whether anybody is approved on the day; the day of the end is no longer one."""
        return self.approved_on is not None and not self.has_ended and bool(self.carers)

    @property
    def has_ended(self) -> bool:
        """Whether the approval has ended by the day."""
        return self.ended_on is not None and self.ended_on <= self.on

    @property
    def last_review_on(self) -> date | None:
        """The day of the last review of this approval."""
        return self.reviews[-1] if self.reviews else None


def standing(history: ApprovalHistory, on: date) -> Standing:
    """How a household stands on a day."""
    since, until, is_anew = _newest(history, on)
    return Standing(
        on=on,
        carer_kind=_kind(history, since, on),
        approved_on=since,
        reviews=tuple(
            sorted(day for day in history.reviews if day <= on and (since is None or day >= since))
        ),
        ended_on=until,
        carers=tuple(
            carer.position
            for carer in history.carers
            if _is_there(carer, on, since if is_anew else None)
        ),
        terms=terms_on(history, on),
    )


def terms_on(history: ApprovalHistory, on: date, *, before: bool = False) -> Terms | None:
    """The terms in force on a day: those set last, else those first stated.

    With ``before``, the terms before anything that was decided on that very day.
    """
    since, _, is_anew = _newest(history, on)
    found = [
        one.terms
        for one in history.terms
        if (one.since < on or (one.since == on and not before))
        and (not is_anew or since is None or one.since >= since)
    ]
    if found:
        return found[-1]
    # Terms that an older record states are those of the approval that it is about.
    return None if is_anew else history.terms_stated


def _newest(history: ApprovalHistory, on: date) -> tuple[date | None, date | None, bool]:
    """First day and end of the newest approval given by a day, and whether one came before it."""
    ends = _ends(history)
    since, until, is_anew = None, max(ends, default=None), False
    for day in sorted(given.on for given in history.approvals if given.on <= on):
        if since is None or (until is not None and day > until):
            is_anew = any(end < day for end in ends)
            since, until = day, next((end for end in ends if end >= day), None)
    return since, until, is_anew


def _ends(history: ApprovalHistory) -> list[date]:
    """Every day on which nobody of the household was approved any longer, oldest first."""
    left = [carer.ended_on for carer in history.carers if carer.ended_on is not None]
    is_whole = bool(left) and len(left) == len(history.carers)
    return sorted({*history.terminated, *([max(left)] if is_whole else [])})


def _kind(history: ApprovalHistory, since: date | None, on: date) -> CarerKind:
    """The care that the newest approval is for."""
    given = [one for one in history.approvals if since is not None and since <= one.on <= on]
    return max(given, key=lambda one: one.on).kind if given else history.carer_kind


def _is_there(carer: CarerHistory, on: date, anew_since: date | None) -> bool:
    """Whether a carer is approved on a day, if the household is.

    A later approval is one of the carers who went with the household, and not of somebody who left
    the household or died.
    """
    if carer.ended_on is None or carer.ended_on > on:
        return True
    came_back = anew_since is not None and carer.ended_on < anew_since
    return came_back and carer.ending not in _STAYS_AWAY
