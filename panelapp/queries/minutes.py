"""The minutes of an item: the newest version, and what is frozen when they are locked."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from panelapp.domain.models import LockedMinutes, MinutesVersion

if TYPE_CHECKING:
    from datetime import date

    from panelapp.domain.models import Item
    from panelapp.persistence.unit_of_work import UnitOfWork


def newest_version(item_id: int, uow: UnitOfWork) -> MinutesVersion | None:
    """The newest saved version of the minutes of an item."""
    return uow.session.scalars(
        select(MinutesVersion)
        .where(MinutesVersion.item_id == item_id)
        .order_by(MinutesVersion.number.desc())
        .limit(1)
    ).one_or_none()


def locked_minutes(item_id: int, uow: UnitOfWork) -> LockedMinutes | None:
    """The final minutes of an item, once they are locked."""
    found = uow.current(LockedMinutes, LockedMinutes.item_id == item_id)
    return found[-1] if found else None


def digest_of(content: Any) -> str:
    """The SHA-256, in hexadecimal, of the frozen content of minutes."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def freeze(item: Item, final_on: date, uow: UnitOfWork) -> tuple[dict[str, Any], str]:
    """The whole content of an item's minutes as they are locked, and its digest."""
    content: dict[str, Any] = {"stub": True}
    return content, digest_of(content)
