"""What makes a new file ready for its first sitting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from panelapp.domain.models import ImportBatch, ListEntry, Sitting
from panelapp.domain.vocabulary import UserRole

if TYPE_CHECKING:
    from panelapp.persistence.unit_of_work import UnitOfWork

_OFFICE = frozenset({UserRole.PANEL_ADVISER, UserRole.ADMINISTRATOR})


class Step(StrEnum):
    """One of the first things to do in a new file."""

    AGENCY = "agency"
    PEOPLE = "people"
    SITTING = "sitting"


@dataclass(frozen=True, kw_only=True)
class FirstStep:
    """A first step, in words, and whether it is done."""

    step: Step
    words: str
    detail: str
    is_done: bool


def first_steps(uow: UnitOfWork) -> tuple[FirstStep, ...]:
    """The first steps, for the office, while one of them is to do; none in a file with a history.

    A workbook that was taken in brings people and sittings of its own.
    """
    if uow.actor.role not in _OFFICE:
        return ()
    has_list, has_sitting, has_history = uow.session.execute(
        select(
            exists(select(ListEntry.id)),
            exists(select(Sitting.id)),
            exists(select(ImportBatch.id)),
        )
    ).one()
    steps = (
        FirstStep(
            step=Step.AGENCY,
            words="Name the panel",
            detail="The address and telephone number that letters give.",
            is_done=bool(uow.agency.address),
        ),
        FirstStep(
            step=Step.PEOPLE,
            words="Add the people of the central list",
            detail="A chair, a vice chair, a social worker and at least two others.",
            is_done=has_list,
        ),
        FirstStep(
            step=Step.SITTING,
            words="Plan the first sitting",
            detail="Its day, and who is asked to come.",
            is_done=has_sitting,
        ),
    )
    is_over = has_history or (has_list and has_sitting)
    return () if is_over or all(step.is_done for step in steps) else steps
