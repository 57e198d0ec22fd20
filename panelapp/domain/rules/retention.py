"""How long records are kept at least (Fostering Services (England) Regulations 2011, reg. 32).

These are minimums: the day prompts a review, and nothing is deleted by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules.calendar import add_years
from panelapp.domain.rules.england_2011 import ENGLAND_2011

if TYPE_CHECKING:
    from datetime import date


def keep_approved_until(approval_ended_on: date) -> date:
    """Ten years from the day approval ended (reg. 32(1))."""
    return _kept("retention_approved", approval_ended_on)


def keep_temporary_until(placement_ended_on: date) -> date:
    """Ten years from the day a temporary approval's placement ended (reg. 32(2))."""
    return _kept("retention_temporary", placement_ended_on)


def keep_refused_until(refused_or_withdrawn_on: date) -> date:
    """Three years from the final refusal, or the withdrawal (reg. 32(3)).

    A qualifying determination is not a refusal yet.
    """
    return _kept("retention_refused", refused_or_withdrawn_on)


def _kept(rule_id: str, start: date) -> date:
    return add_years(start, ENGLAND_2011.rule(rule_id, start).parameters["years"])
