"""What somebody asks of a list, kept under a name of their own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from panelapp.domain.models.base import Base


class SavedView(Base):
    """One view of a list that its user named.

    ``asked`` holds codes of filters and of the order, and words that are looked for. The list
    ``starts_here`` with at most one of them. A view is its user's own, and no part of the record.
    """

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("user_id", "list_code", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    list_code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str]
    asked: Mapped[dict[str, Any]]
    starts_here: Mapped[bool] = mapped_column(default=False)
