"""The audit log as rows, checked as it is read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from panelapp.audit import first_break, one_line
from panelapp.domain.models import AuditRow, LockedMinutes, PaperContent
from panelapp.domain.vocabulary import UserRole
from panelapp.queries.minutes import digest_of

if TYPE_CHECKING:
    from panelapp.persistence.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class AuditQuestion:
    """The whole log."""


@dataclass(frozen=True, kw_only=True)
class TrailRow:
    """One thing that one user did."""

    seq: int
    at: datetime
    user: str
    role: str
    action: str
    ref: str
    hash: str


@dataclass(frozen=True, kw_only=True)
class Trail:
    """The log, and the first row at which its chain is broken, if it is."""

    rows: tuple[TrailRow, ...]
    first_break: int | None


def audit_rows(question: AuditQuestion, uow: UnitOfWork) -> Trail:
    """The audit log in order, and whether its chain is whole.

    A decision maker sees the rows of what they did themselves.
    """
    own_only = uow.actor.role is UserRole.DECISION_MAKER
    rows = uow.session.scalars(select(AuditRow).order_by(AuditRow.seq)).all()
    return Trail(
        rows=tuple(
            TrailRow(
                seq=row.seq,
                at=row.at,
                user=row.user,
                role=row.role,
                action=row.action,
                ref=row.ref,
                hash=row.hash,
            )
            for row in rows
            if not own_only or row.user == one_line(uow.actor.name)
        ),
        first_break=first_break(rows),
    )


@dataclass(frozen=True, kw_only=True)
class FileQuestion:
    """Whether the records of the file are sound."""


def file_findings(question: FileQuestion, uow: UnitOfWork) -> tuple[str, ...]:
    """What is wrong with the audit chain, a locked minute or a paper, named by reference only."""
    findings = []
    broken = audit_rows(AuditQuestion(), uow).first_break
    if broken is not None:
        findings.append(f"The audit chain is broken at row {broken}.")
    findings += [
        f"The paper {stored.sha256[:12]} is not what was attached."
        for stored in uow.session.scalars(select(PaperContent))
        if hashlib.sha256(stored.content).hexdigest() != stored.sha256
    ]
    findings += [
        f"Locked minutes {minutes.id} are not what was locked."
        for minutes in uow.session.scalars(select(LockedMinutes))
        if minutes.content is not None and digest_of(minutes.content) != minutes.digest
    ]
    return tuple(findings)
