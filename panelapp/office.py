"""The office: one open file, one user, and the only place where anything is committed.

Every action runs as one transaction together with its audit row. An action that the acting user
may not do is refused, and the refusal is recorded.
"""

from __future__ import annotations

import platform
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload, sessionmaker

from panelapp.access import final_actions, permission_of
from panelapp.actions.agency import ConfirmBackup, RecordBackup, confirm_backup, record_backup
from panelapp.actions.open_duties import rewrite_duties
from panelapp.actions.people import (
    AddUser,
    ChangeOwnPassword,
    DisableUser,
    add_user,
    change_own_password,
    disable_user,
)
from panelapp.actions.search_index import rewrite_search
from panelapp.audit import FIRST_HASH, one_line, row_hash
from panelapp.closed_file import first_user
from panelapp.domain.errors import (
    BadInput,
    FileTrouble,
    NotAllowed,
    NotFound,
    StaleRecord,
)
from panelapp.domain.events import Topic
from panelapp.domain.labels import action_words
from panelapp.domain.models import Agency, AuditRow, KeySlotCopy, Person, User, UserRoleRow
from panelapp.domain.progress import unheard
from panelapp.domain.vocabulary import UserRole
from panelapp.persistence import agency_file
from panelapp.persistence.backup import restore
from panelapp.persistence.backup import verify as verify_store
from panelapp.persistence.keys import STRONG, KeySlots
from panelapp.persistence.recovery import RecoverySheet, sheet
from panelapp.persistence.reversal import (
    Changes,
    can_be_put_back,
    cases_concerned,
    changes_seen,
    put_back,
    watch,
)
from panelapp.persistence.touched import rows_touched, touched
from panelapp.persistence.troubles import translate_store_errors
from panelapp.persistence.unit_of_work import ENGLAND, Actor, UnitOfWork
from panelapp.queries.audit_trail import FileQuestion, file_findings

if TYPE_CHECKING:
    from types import TracebackType

    from sqlalchemy import Engine

    from panelapp.domain.progress import Progress
    from panelapp.persistence.agency_file import AgencyFile
    from panelapp.persistence.keys import KeyCost

C = TypeVar("C")
R = TypeVar("R")
Sheet = RecoverySheet
Handler = Callable[[C, UnitOfWork], R]
"""An action or a question: what the window hands to an office, without naming the store."""


@dataclass(frozen=True)
class Reversal:
    """What undoes one action, or does again what was undone; see :meth:`Office.undo`."""

    handler: Callable[[Any, UnitOfWork], Any]
    command: object = field(repr=False)
    changes: Changes = field(repr=False)
    topics: frozenset[Topic]
    ref: str
    detail: str
    seq: int
    does_again: bool = False

    @property
    def action(self) -> str:
        """The name under which the audit trail has it: ``undo record_attendance``."""
        return f"{'redo' if self.does_again else 'undo'} {self.handler.__name__}"

    @property
    def words(self) -> str:
        """What a menu calls it: ``Undo: record attendance``."""
        return f"{'Redo' if self.does_again else 'Undo'}: {action_words(self.handler.__name__)}"


@dataclass(frozen=True)
class Outcome(Generic[R]):
    """What an action returned, which topics it changed, and what undoes it where that is possible.

    What was signed or sent has no reversal, and neither has what changed nothing.
    """

    value: R
    topics: frozenset[Topic]
    reversal: Reversal | None = None


@dataclass(frozen=True)
class Who:
    """The acting user and the file that they work in. ``role`` is set where they keep to one."""

    user_name: str
    roles: tuple[UserRole, ...]
    role: UserRole | None
    agency_name: str
    path: Path
    is_example: bool
    is_read_only: bool


def utc_now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


class Office:
    """An open file and the user who works in it."""

    def __init__(
        self,
        file: AgencyFile,
        user_name: str,
        *,
        role: UserRole | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """Work in ``file`` as a user, in ``role`` or in whichever of their roles an action allows.

        Raises :class:`NotAllowed` where the file has no such active user, or they lack the role.
        """
        self._file = file
        self._now = now
        self._sessions = sessionmaker(file.engine, expire_on_commit=False)
        self.user_name = file.unlocked.slots.spelling(user_name) or user_name
        self._role = role
        self._user()

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        agency: str,
        user: str,
        passphrase: str,
        is_example: bool = False,
        now: Callable[[], datetime] = utc_now,
        cost: KeyCost = STRONG,
    ) -> Self:
        """Make a new file with its first user, who is a panel adviser, and open it."""
        name = " ".join(user.split())

        def fill(engine: Engine, slots: KeySlots) -> None:
            with sessionmaker(engine).begin() as session:
                first = _first_rows(session, agency, name, slots, now(), is_example=is_example)
                session.add(_audit_row(None, first, "new_file", "agency", "", now()))

        file = agency_file.create(
            path, user=name, passphrase=passphrase, fill=fill, cost=cost, is_example=is_example
        )
        return cls._in(file, name, now)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        user: str | None,
        passphrase: str,
        now: Callable[[], datetime] = utc_now,
    ) -> Self:
        """Open a file for a user with their password; without a user, for its first one.

        Raises :class:`FileTrouble` where the file cannot be opened.
        """
        name = user or first_user(path)
        return cls._in(agency_file.open_with_passphrase(path, name, passphrase), name, now)

    @classmethod
    def recover(
        cls, path: Path, *, words: str, user: str, now: Callable[[], datetime] = utc_now
    ) -> Self:
        """Open a file for a user with the words of its recovery sheet."""
        return cls._in(agency_file.open_with_sheet(path, words, user), user, now)

    @classmethod
    def recover_with_new_password(
        cls, path: Path, *, words: str, user: str, passphrase: str
    ) -> Self:
        """Open a file by its recovery sheet and give the user a new password.

        The file is closed again where the password cannot be used.
        """
        office = cls.recover(path, words=words, user=user)
        try:
            office.change_password(passphrase)
        except BaseException:
            office.close()
            raise
        return office

    @classmethod
    def _in(cls, file: AgencyFile, user: str, now: Callable[[], datetime]) -> Self:
        """The office in a file that was just opened, which is closed again if it may not be."""
        try:
            return cls(file, user, now=now)
        except BaseException:
            file.close()
            raise

    def hand_to(self, user: str, passphrase: str) -> Office:
        """The same open file in the hands of another user, who gives their own password.

        Raises :class:`FileTrouble` where the password is not theirs.
        """
        self._file.unlocked.slots.unwrap(user, passphrase)
        return Office(self._file, user, now=self._now)

    def confirm_password(self, passphrase: str) -> None:
        """Make sure that it is the acting user who signs: they give their password once more.

        Raises :class:`BadInput` where the password is not theirs.
        """
        try:
            self._file.unlocked.slots.unwrap(self.user_name, passphrase)
        except FileTrouble:
            raise BadInput(
                "The password is not right.", remedy="Nothing was recorded. Type it again."
            ) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file, whatever happened."""
        self.close()

    def close(self) -> None:
        """Close the file and free it for others."""
        self._file.close()

    def in_role(self, role: UserRole) -> Office:
        """The same office, kept to one of the user's own roles.

        Raises :class:`NotAllowed` for a role that the user lacks.
        """
        return Office(self._file, self.user_name, role=role, now=self._now)

    def who(self) -> Who:
        """Who works here, in which roles, and in whose file."""
        user = self._user()
        with self._unit(user, self._role or user.roles[0]) as uow:
            return Who(
                user_name=user.name,
                roles=user.roles,
                role=self._role,
                agency_name=uow.agency.name,
                path=self._file.path,
                is_example=uow.agency.is_example,
                is_read_only=self._file.is_read_only,
            )

    def execute(
        self,
        handler: Callable[[C, UnitOfWork], R],
        command: C,
        progress: Progress = unheard,
    ) -> Outcome[R]:
        """Run one action as one transaction with its audit row; long ones tell ``progress``.

        Raises whatever the action raises, after rolling everything back; a refusal for lack of
        rights is recorded in a transaction of its own.
        """
        self._require_writable()
        permission = permission_of(handler)
        user, role = self._admitted(handler, permission.name)
        with self._unit(user, role, progress) as uow:
            self._check(handler, command, uow, permission.name)
            if permission.has_reversal:
                watch(uow.session)
            value = handler(command, uow)
            uow.flush()
            changes = changes_seen(uow.session) if permission.has_reversal else ()
            seq = self._finish(uow, permission.name if permission.is_audited else None)
            topics = frozenset(uow.topics)
            undoing = Reversal(handler, command, changes, topics, uow.ref, uow.detail, seq)
            return Outcome(value, topics, undoing if can_be_put_back(changes) else None)

    def undo(self, reversal: Reversal) -> Outcome[None]:
        """Put back what an action changed, in one transaction with an audit row of its own.

        The outcome's own reversal does it again. Raises :class:`StaleRecord` where what it changed
        is not as it was left, or something final was recorded on the same case since; and
        :class:`NotAllowed` where the acting user may not do the action itself any more.
        """
        self._require_writable()
        user, role = self._admitted(reversal.handler, reversal.action)
        with self._unit(user, role) as uow:
            self._check(reversal.handler, reversal.command, uow, reversal.action)
            _require_nothing_final(reversal, uow)
            changes = put_back(reversal.changes, uow.session)
            uow.ref, uow.detail = reversal.ref, reversal.detail
            seq = self._finish(uow, reversal.action, changes)
            back = replace(reversal, changes=changes, seq=seq, does_again=not reversal.does_again)
            return Outcome(None, reversal.topics, back if can_be_put_back(changes) else None)

    def _require_writable(self) -> None:
        if self._file.is_read_only:
            raise FileTrouble(
                "You can read but not change this file, because its folder is read-only.",
                remedy="Make a copy in a folder that you can change.",
            )

    def read(self, query: Callable[[C, UnitOfWork], R], question: C) -> R:
        """Answer a question of the read side; nothing is changed, but a refusal is recorded."""
        name = permission_of(query).name
        user, role = self._admitted(query, name)
        with self._unit(user, role) as uow:
            self._check(query, question, uow, name)
            return query(question, uow)

    def add_user(
        self,
        name: str,
        roles: tuple[UserRole, ...],
        passphrase: str,
        cost: KeyCost = STRONG,
        *,
        member: str | None = None,
    ) -> None:
        """Add a user with a password of their own; ``member`` says who they are on the list.

        The copy of the key slots inside the file is committed first; a crash before the sidecar
        is written is put right when the file is next opened.
        """
        name = " ".join(name.split())
        if self._file.unlocked.slots.spelling(name) is not None:
            raise BadInput(
                "A user of that name is there already.",
                remedy="Nobody was added. Choose another name, for example with a middle initial.",
            )
        slots = self._file.unlocked.slots.with_user(name, passphrase, self._file.unlocked.key, cost)
        command = AddUser(name=name, roles=roles, key_slots=slots.to_json(), member=member)
        self.execute(add_user, command)
        self._file.save_slots(slots)

    def disable_user(self, name: str) -> None:
        """Refuse a user from now on: their password opens the file no more, their history stays."""
        slots = self._file.unlocked.slots.without_user(name)
        spelt = self._file.unlocked.slots.spelling(name) or name
        self.execute(disable_user, DisableUser(name=spelt, key_slots=slots.to_json()))
        self._file.save_slots(slots)

    def change_password(self, passphrase: str, cost: KeyCost = STRONG) -> None:
        """Give the acting user a new password."""
        slots = self._file.unlocked.slots.with_user(
            self.user_name, passphrase, self._file.unlocked.key, cost
        )
        self.execute(change_own_password, ChangeOwnPassword(key_slots=slots.to_json()))
        self._file.save_slots(slots)

    def recovery_sheet(self) -> str:
        """The recovery sheet as plain text; see :meth:`recovery_page`."""
        return self.recovery_page().text

    def recovery_page(self) -> Sheet:
        """The recovery sheet, which opens the file when passwords are lost.

        Raises :class:`NotAllowed` unless the acting user is a panel adviser.
        """
        user = self._user()
        if UserRole.PANEL_ADVISER not in user.roles:
            raise NotAllowed(
                "Only a panel adviser can see the recovery sheet.", remedy="Ask the panel adviser."
            )
        with self._unit(user, user.roles[0]) as uow:
            return sheet(
                self._file.unlocked.key,
                agency=uow.agency.name,
                file_id=uow.agency.file_id,
                on=uow.agency.created_on,
            )

    def back_up(self, folder: Path) -> Path:
        """Make a backup in ``folder``, opened again and checked, and return where it is."""
        self.execute(record_backup, RecordBackup())
        copy = self._file.back_up(folder, self._now().astimezone(ENGLAND))
        self.execute(confirm_backup, ConfirmBackup())
        return copy

    def verify(self) -> tuple[str, ...]:
        """What is wrong with the database, the audit chain or a paper, if anything is."""
        store = verify_store(self._file.engine)
        if not store.is_sound:
            return store.encryption + store.pages + store.links
        return self.read(file_findings, FileQuestion())

    def _user(self) -> User:
        """The acting user, read again each time: roles and access may change meanwhile."""
        user = self._account()
        if user is None or not user.is_active:
            raise NotAllowed(
                "This user may not work in the file.",
                remedy="Nothing was changed. Ask the panel adviser.",
            )
        if self._role not in {None, *user.roles}:
            raise NotAllowed(
                "This user does not have that role.",
                remedy="Nothing was changed. Choose one of your own roles.",
            )
        return user

    def _account(self) -> User | None:
        with translate_store_errors(), self._sessions() as session:
            query = select(User).where(User.name == self.user_name)
            return session.scalars(query.options(selectinload(User.role_rows))).one_or_none()

    def _admitted(self, handler: Callable[..., Any], name: str) -> tuple[User, UserRole]:
        """The acting user and the role in which they may use a handler, as what ``name`` says."""
        try:
            user = self._user()
            roles = user.roles if self._role is None else (self._role,)
            return user, permission_of(handler).role_for(roles)
        except NotAllowed:
            self._refused(name)
            raise

    def _check(
        self, handler: Callable[..., Any], command: object, uow: UnitOfWork, name: str
    ) -> None:
        try:
            permission_of(handler).check(command, uow)
        except (NotAllowed, NotFound):
            uow.session.rollback()
            self._refused(name)
            raise

    def _unit(self, user: User, role: UserRole, progress: Progress = unheard) -> _Unit:
        actor = Actor(user_id=user.id, name=user.name, person_id=user.person_id, role=role)
        return _Unit(UnitOfWork(self._sessions(), actor, self._now(), progress))

    def _refused(self, name: str) -> None:
        user = self._account()
        if user is None or self._file.is_read_only:
            return
        with self._unit(user, self._role or user.roles[0]) as uow:
            self._finish(uow, f"refused {name}")

    def _finish(self, uow: UnitOfWork, action: str | None, unseen: Changes = ()) -> int:
        """Make an action permanent with its audit row, and return where the trail then ends.

        The open duties and the search entries of what it touched are rewritten with it; ``unseen``
        is what went past the session.
        """
        uow.flush()
        rows = rows_touched(uow.session, unseen)
        rewrite_duties(touched(rows, uow.session), uow)
        rewrite_search(rows, uow)
        last = uow.last_audit_row()
        if action is not None:
            last = _audit_row(last, uow.actor, action, uow.ref, uow.detail, uow.now)
            uow.session.add(last)
        self._file.require_in_place()
        uow.commit()
        return last.seq if last else 0


def restore_backup(
    backup: Path, *, to_file: Path, user: str | None, passphrase: str
) -> Path | None:
    """Bring a backup back as a file, and return where a file that stood there was set aside."""
    unlocked = agency_file.unlock(backup, user or first_user(backup), passphrase)
    return restore(backup, to_file, unlocked.key, at=utc_now().astimezone(ENGLAND))


class _Unit:
    """A unit of work whose store errors come out as sentences."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._translating = translate_store_errors()

    def __enter__(self) -> UnitOfWork:
        self._translating.__enter__()
        return self._uow

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool | None:
        self._uow.session.close()
        return self._translating.__exit__(kind, error, trace)


def _require_nothing_final(reversal: Reversal, uow: UnitOfWork) -> None:
    """Refuse to reach behind what was signed, sent or brought in since, on the same case."""
    since = select(AuditRow.ref).where(
        AuditRow.seq > reversal.seq, AuditRow.action.in_(final_actions())
    )
    refs = set(uow.session.scalars(since))
    if refs and not refs.isdisjoint(cases_concerned(reversal.changes, uow.session)):
        raise StaleRecord(
            "Something final was recorded on this case since, so it cannot be undone.",
            remedy="Nothing was changed. Record what is right now as a new step.",
        )


def _first_rows(
    session: Session,
    agency: str,
    user: str,
    slots: KeySlots,
    now: datetime,
    *,
    is_example: bool,
) -> Actor:
    today = now.astimezone(ENGLAND).date()
    session.add(Agency(name=agency, file_id=slots.file_id, created_on=today, is_example=is_example))
    session.add(KeySlotCopy(text=slots.to_json()))
    person = Person(name=user)
    session.add(person)
    session.flush()
    account = User(name=user, person_id=person.id)
    account.role_rows = [UserRoleRow(role=UserRole.PANEL_ADVISER)]
    session.add(account)
    session.flush()
    return Actor(account.id, user, person.id, UserRole.PANEL_ADVISER)


def _audit_row(
    last: AuditRow | None, actor: Actor, action: str, ref: str, detail: str, now: datetime
) -> AuditRow:
    row = AuditRow(
        seq=last.seq + 1 if last else 1,
        at=now.astimezone(UTC),
        user=one_line(actor.name),
        role=actor.role,
        device=one_line(platform.node()),
        action=action,
        ref=one_line(ref),
        detail=one_line(detail),
        previous_hash=last.hash if last else FIRST_HASH,
        hash="",
    )
    row.hash = row_hash(row)
    return row
