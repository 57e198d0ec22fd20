"""The audit trail, and what imports brought in and replaced."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from panelapp.domain.models.base import Base


class AuditRow(Base):
    """One thing that one user did: ids and names of fields only, never words about a person.

    Each row's hash covers the row before it, so that a change anywhere breaks the chain.
    """

    __tablename__ = "audit_row"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    user: Mapped[str]
    role: Mapped[str] = mapped_column(String(40))
    device: Mapped[str]
    action: Mapped[str] = mapped_column(String(60))
    ref: Mapped[str]
    detail: Mapped[str]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class ImportBatch(Base):
    """One workbook that was taken in."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[datetime]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    workbook_sha256: Mapped[str] = mapped_column(String(64))


class ImportedRow(Base):
    """A row of a workbook as it was taken in.

    The newest row of a key is the one in force; older ones are the history of what later imports
    changed.
    """

    __tablename__ = "imported_row"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    import_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    sheet: Mapped[str] = mapped_column(String(40))
    key: Mapped[str]
    row: Mapped[dict[str, Any]]


class NotCollected(Base):
    """A figure that was not collected in a period: a report prints it blank, never 0."""

    __tablename__ = "not_collected"
    __table_args__ = (UniqueConstraint("row_id", "from_on", "to_on"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    row_id: Mapped[str] = mapped_column(String(80))
    from_on: Mapped[date]
    to_on: Mapped[date]
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), default=None)
