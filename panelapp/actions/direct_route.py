"""The sign-off of an assessment's quality, which takes the panel's place on the direct route."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from panelapp.domain.errors import BadInput, RuleBroken
from panelapp.domain.events import Topic
from panelapp.domain.names import is_same_name
from panelapp.domain.rules.direct_route import came_on, require_application, require_direct
from panelapp.domain.rules.england_2011 import ENGLAND_2011
from panelapp.domain.rules.lifecycle import Move
from panelapp.queries.facts import case_facts, require_move

if TYPE_CHECKING:
    from panelapp.domain.models import Case
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class SignOffQuality:
    """That somebody signed off the quality of an assessment, on which day and in which words.

    ``quality_assured_on`` is the day on which the sign-off reached the decision maker.
    """

    case: str
    quality_assured_on: date
    quality_assured_by: str
    quality_assurance: str
    version: int | None = None


def sign_off_quality(command: SignOffQuality, uow: UnitOfWork) -> None:
    """Record the sign-off of an application that goes to the decision maker without a panel.

    Until the decision a later one takes its place. Raises :class:`RuleBroken` while the agency's
    switch is off, for a case that came before its day or that a panel has heard, and for a
    sign-off by the worker who assessed; :class:`BadInput` without a name or words.
    """
    case = uow.case(command.case, command.version)
    facts = case_facts(case, uow)
    require_direct(facts, uow.settings)
    require_move(case, Move.SIGN_OFF, uow)
    require_application(facts)
    by, words = command.quality_assured_by.strip(), command.quality_assurance.strip()
    if not by or not words:
        raise BadInput(
            "A sign-off needs the name of the person who signed it, and what they found.",
            remedy="Nothing was changed. Give both.",
        )
    require_apart(case, by)
    if command.quality_assured_on < came_on(facts):
        raise BadInput(
            "A sign-off cannot come before the application.",
            remedy="Nothing was changed. Check the day.",
        )
    case.quality_assured_on = uow.require_happened(command.quality_assured_on)
    case.quality_assured_by, case.quality_assurance = by, words
    uow.changed(Topic.CASES, case.ref, "quality_assured")


def require_apart(case: Case, signed_off_by: str) -> None:
    """Refuse a sign-off by somebody who made the assessment or manages who did.

    Raises :class:`RuleBroken`.
    """
    assessors = (case.social_worker, case.team_manager)
    if any(is_same_name(signed_off_by, name) for name in assessors):
        raise RuleBroken(
            "The assessing social worker and their manager do not sign off their own assessment.",
            citation=ENGLAND_2011.cite("direct_route"),
            remedy="Nothing was changed. Somebody else signs it off.",
        )
