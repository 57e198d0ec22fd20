"""What people were typing and had not saved yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from panelapp.domain.models.base import Base


class Draft(Base):
    """Unsaved text of one user in one form, kept inside the file so that a crash costs nothing.

    ``key`` says which form it is, as ``minutes/S2026-01/C-2026-0001``; ``fields`` holds the text of
    each field. A draft is its author's own and is no part of the record.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("user_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    key: Mapped[str] = mapped_column(String(200))
    fields: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
