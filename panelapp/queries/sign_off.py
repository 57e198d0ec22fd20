"""Which assessments on an agenda nobody has declared to comply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panelapp.domain.rules.checks import is_assessed

if TYPE_CHECKING:
    from panelapp.domain.models import Item, Sitting


def is_undeclared(item: Item) -> bool:
    """Whether an item is an assessed application without a declaration of compliance."""
    is_to_come = item.withdrawn_on is None
    return is_to_come and is_assessed(item.case.case_type) and item.case.declared_on is None


def undeclared_items(sitting: Sitting) -> tuple[Item, ...]:
    """The assessed applications on an agenda without a declaration of compliance."""
    return tuple(item for item in sitting.items if is_undeclared(item))
