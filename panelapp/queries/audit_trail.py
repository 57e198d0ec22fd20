"""The audit log as rows, checked as it is read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from panelapp.audit import first_break, one_line
from panelapp.domain import vocabulary
from panelapp.domain.labels import action_words, label
from panelapp.domain.models import AuditRow, LockedMinutes, PaperContent
from panelapp.domain.search_words import filter_words
from panelapp.domain.vocabulary import UserRole
from panelapp.persistence.unit_of_work import ENGLAND
from panelapp.queries.minutes import digest_of
from panelapp.queries.search_entries import search_is_right
from panelapp.queries.sight import hidden_references
from panelapp.queries.standings import kept_rows_are_right

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import ColumnElement

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

    The chain is checked over every row, whoever reads. A decision maker sees the rows of what they
    did themselves, less what would tell of a case that is hidden from them.
    """
    rows = uow.session.scalars(select(AuditRow).order_by(AuditRow.seq)).all()
    read = select(AuditRow.seq).where(*_read_by_actor(uow))
    shown = frozenset(uow.session.scalars(read))
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
            if row.seq in shown
        ),
        first_break=first_break(rows),
    )


@dataclass(frozen=True, kw_only=True)
class TrailPageQuestion:
    """A page of the log, the newest first.

    Every word of ``text`` must be found in a row. ``before`` continues under the last row of a
    page: only rows with a lower number follow.
    """

    text: str = ""
    first: date | None = None
    last: date | None = None
    before: int | None = None
    limit: int = 200


@dataclass(frozen=True, kw_only=True)
class TrailEntry:
    """One thing that one user did, in words. ``at`` is the time in England."""

    seq: int
    at: datetime
    user: str
    role: str
    what: str
    about: str
    details: str
    was_refused: bool
    device: str
    record_check: str


@dataclass(frozen=True, kw_only=True)
class TrailPage:
    """Some rows of the log; ``matching`` counts those that the filter lets through in all.

    ``may_save`` says whether the acting person may take a copy away.
    """

    rows: tuple[TrailEntry, ...]
    matching: int
    may_save: bool

    @property
    def next_before(self) -> int | None:
        """Where the next page continues; ``None`` at the end of the log."""
        return self.rows[-1].seq if self.rows and len(self.rows) < self.matching else None


def trail_page(question: TrailPageQuestion, uow: UnitOfWork) -> TrailPage:
    """A page of the audit log. It does not check the chain: :func:`audit_rows` does.

    A decision maker sees the rows of what they did themselves, less what would tell of a case that
    is hidden from them.
    """
    conditions = [*_read_by_actor(uow), *_conditions(question, uow)]
    if question.before is not None:
        conditions.append(AuditRow.seq < question.before)
    matching = uow.session.scalar(select(func.count(AuditRow.seq)).where(*conditions)) or 0
    found = select(AuditRow).where(*conditions).order_by(AuditRow.seq.desc())
    rows = uow.session.scalars(found.limit(question.limit))
    may_save = uow.actor.role is UserRole.PANEL_ADVISER
    return TrailPage(rows=tuple(_entry(row) for row in rows), matching=matching, may_save=may_save)


def _read_by_actor(uow: UnitOfWork) -> Iterator[ColumnElement[bool]]:
    """The conditions on rows that the acting person may read."""
    if uow.actor.role is not UserRole.DECISION_MAKER:
        return
    yield AuditRow.user == one_line(uow.actor.name)
    # To ask for a hidden case is refused on record; to ask for one that never was is not.
    yield ~AuditRow.action.startswith("refused ")
    hidden = sorted(one_line(ref) for ref in hidden_references(uow))
    yield AuditRow.ref.not_in(hidden)
    named = "," + func.replace(AuditRow.detail, " ", ",") + ","
    for ref in hidden:
        yield func.instr(named, f",{ref},") == 0


def _conditions(question: TrailPageQuestion, uow: UnitOfWork) -> Iterator[ColumnElement[bool]]:
    if question.first is not None:
        yield AuditRow.at >= _midnight(question.first)
    if question.last is not None:
        yield AuditRow.at < _midnight(question.last + timedelta(days=1))
    words = filter_words(question.text, as_typed=True)
    known = uow.session.scalars(select(AuditRow.action).distinct()).all() if words else ()
    for word in words:
        called = [name for name in known if word.casefold() in action_words(name)]
        roles = [role for role in UserRole if word.casefold() in label(role).casefold()]
        yield or_(
            AuditRow.user.icontains(word, autoescape=True),
            AuditRow.action.icontains(word, autoescape=True),
            AuditRow.action.in_(called),
            AuditRow.ref.icontains(word, autoescape=True),
            AuditRow.detail.icontains(word, autoescape=True),
            AuditRow.role.in_(roles),
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ENGLAND)


def _entry(row: AuditRow) -> TrailEntry:
    name = row.action.removeprefix("refused ")
    words = action_words(name)
    return TrailEntry(
        seq=row.seq,
        at=row.at.astimezone(ENGLAND),
        user=row.user,
        role=label(UserRole(row.role)),
        what=words[0].upper() + words[1:],
        about=row.ref.replace("_", " "),
        details=", ".join(_in_words(part) for part in row.detail.split(",")),
        was_refused=name != row.action,
        device=row.device,
        record_check=row.hash[:8],
    )


def _in_words(part: str) -> str:
    """A code of the detail by its label, and the name of a field by its words."""
    return _CODES.get(part) or part.replace("_", " ")


_CODES: Mapping[str, str] = {
    code.value: label(code)
    for kind in reversed([*vars(vocabulary).values()])
    if isinstance(kind, type) and issubclass(kind, StrEnum)
    for code in kind
}


@dataclass(frozen=True, kw_only=True)
class LastBackupQuestion:
    """When the last backup was made and checked."""


@dataclass(frozen=True, kw_only=True)
class LastBackup:
    """The last backup that was opened again and checked; ``at`` is the time in England.

    ``days_ago`` counts days of the calendar. Both are ``None`` where there is no backup yet.
    """

    at: datetime | None
    days_ago: int | None


def last_backup(question: LastBackupQuestion, uow: UnitOfWork) -> LastBackup:
    """When somebody last made a backup that passed its check, as the log has it."""
    made = select(AuditRow.at).where(AuditRow.action == "confirm_backup")
    at = uow.session.scalars(made.order_by(AuditRow.seq.desc()).limit(1)).first()
    if at is None:
        return LastBackup(at=None, days_ago=None)
    here = at.astimezone(ENGLAND)
    return LastBackup(at=here, days_ago=(uow.today - here.date()).days)


@dataclass(frozen=True, kw_only=True)
class FileQuestion:
    """Whether the records of the file are sound."""


def file_findings(question: FileQuestion, uow: UnitOfWork) -> tuple[str, ...]:
    """What is wrong with the audit chain, minutes, a paper or what is kept, by reference only."""
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
    if not kept_rows_are_right(uow):
        findings.append("The open duties that are kept are not what the record makes of them.")
    if not search_is_right(uow):
        findings.append("The words that search finds are not those of the record.")
    return tuple(findings)
