"""What somebody should know about a day before a sitting is planned on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from panelapp.domain.models import Sitting
from panelapp.domain.rules.clocks import due
from panelapp.domain.values import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panelapp.persistence.unit_of_work import UnitOfWork

_FRIDAY = 4


@dataclass(frozen=True, kw_only=True)
class CheckSittingQuestion:
    """The day on which a sitting might be held."""

    held_on: date


@dataclass(frozen=True, kw_only=True)
class SittingCheck:
    """The day in words, when papers are to go out, and what speaks against the day."""

    day_words: str
    send_papers_by: str
    warnings: tuple[str, ...]


def check_sitting(question: CheckSittingQuestion, uow: UnitOfWork) -> SittingCheck:
    """What is known of a day on which a sitting might be held. Nothing of it is refused."""
    day = question.held_on
    last = due("panel_papers", day, uow.calendar, uow.settings).due
    return SittingCheck(
        day_words=f"{day:%A} {long_date(day)}",
        send_papers_by=long_date(last),
        warnings=tuple(_warnings(day, last, uow)),
    )


def _warnings(day: date, papers_by: date, uow: UnitOfWork) -> Iterator[str]:
    if day < uow.today:
        yield f"{long_date(day)} has passed."
    elif papers_by < uow.today:
        yield f"Papers were to go out by {long_date(papers_by)}."
    if day.weekday() > _FRIDAY:
        yield f"{long_date(day)} is a {day:%A}."
    elif uow.calendar.is_holiday(day):
        yield f"{long_date(day)} is a bank holiday or a day off of the agency."
    same_day = select(func.count()).where(Sitting.held_on == day, Sitting.is_cancelled.is_(False))
    if uow.session.scalar(same_day):
        yield "Another sitting is planned on that day."
