"""The office: one open file, one user, and the only place where anything is committed.

Every action runs as one transaction together with its audit row. An action that the acting user
may not do is refused, and the refusal is recorded.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload, sessionmaker

from panelapp.access import permission_of
from panelapp.actions.agency import ConfirmBackup, RecordBackup, confirm_backup, record_backup
from panelapp.actions.people import (
    AddUser,
    ChangeOwnPassword,
    DisableUser,
    add_user,
    change_own_password,
    disable_user,
)
from panelapp.audit import FIRST_HASH, one_line, row_hash
from panelapp.domain.errors import BadInput, FileTrouble, NotAllowed, NotFound
from panelapp.domain.events import Topic
from panelapp.domain.models import Agency, AuditRow, KeySlotCopy, Person, User, UserRoleRow
from panelapp.domain.vocabulary import UserRole
from panelapp.persistence import agency_file
from panelapp.persistence.backup import restore
from panelapp.persistence.backup import verify as verify_store
from panelapp.persistence.keys import STRONG, KeySlots, slots_path
from panelapp.persistence.recovery import sheet_text
from panelapp.persistence.troubles import translate_store_errors
from panelapp.persistence.unit_of_work import ENGLAND, Actor, UnitOfWork
from panelapp.queries.audit_trail import FileQuestion, file_findings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from sqlalchemy import Engine

    from panelapp.persistence.agency_file import AgencyFile
    from panelapp.persistence.keys import KeyCost

C = TypeVar("C")
R = TypeVar("R")


@dataclass(frozen=True)
class Outcome(Generic[R]):
    """What an action returned, and which topics it changed."""

    value: R
    topics: frozenset[Topic]


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

        file = agency_file.create(path, user=name, passphrase=passphrase, fill=fill, cost=cost)
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

    def execute(self, handler: Callable[[C, UnitOfWork], R], command: C) -> Outcome[R]:
        """Run one action as one transaction with its audit row.

        Raises whatever the action raises, after rolling everything back; a refusal for lack of
        rights is recorded in a transaction of its own.
        """
        if self._file.is_read_only:
            raise FileTrouble(
                "You can read but not change this file, because its folder is read-only.",
                remedy="Make a copy in a folder that you can change.",
            )
        user, role = self._admitted(handler)
        with self._unit(user, role) as uow:
            self._check(handler, command, uow)
            value = handler(command, uow)
            self._finish(uow, _name(handler))
            return Outcome(value, frozenset(uow.topics))

    def read(self, query: Callable[[C, UnitOfWork], R], question: C) -> R:
        """Answer a question of the read side; nothing is changed, but a refusal is recorded."""
        user, role = self._admitted(query)
        with self._unit(user, role) as uow:
            self._check(query, question, uow)
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
        """The text of the recovery sheet, which opens the file when passwords are lost.

        Raises :class:`NotAllowed` unless the acting user is a panel adviser.
        """
        user = self._user()
        if UserRole.PANEL_ADVISER not in user.roles:
            raise NotAllowed(
                "Only a panel adviser can see the recovery sheet.", remedy="Ask the panel adviser."
            )
        with self._unit(user, user.roles[0]) as uow:
            return sheet_text(
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

    def _admitted(self, handler: Callable[..., Any]) -> tuple[User, UserRole]:
        """The acting user and the role in which they may use a handler."""
        try:
            user = self._user()
            roles = user.roles if self._role is None else (self._role,)
            return user, permission_of(handler).role_for(roles)
        except NotAllowed:
            self._refused(handler)
            raise

    def _check(self, handler: Callable[..., Any], command: object, uow: UnitOfWork) -> None:
        try:
            permission_of(handler).check(command, uow)
        except (NotAllowed, NotFound):
            uow.session.rollback()
            self._refused(handler)
            raise

    def _unit(self, user: User, role: UserRole) -> _Unit:
        actor = Actor(user_id=user.id, name=user.name, person_id=user.person_id, role=role)
        return _Unit(UnitOfWork(self._sessions(), actor, self._now()))

    def _refused(self, handler: Callable[..., Any]) -> None:
        user = self._account()
        if user is None or self._file.is_read_only:
            return
        with self._unit(user, self._role or user.roles[0]) as uow:
            self._finish(uow, f"refused {_name(handler)}")

    def _finish(self, uow: UnitOfWork, action: str) -> None:
        """Write the audit row and make the action permanent."""
        uow.flush()
        row = _audit_row(uow.last_audit_row(), uow.actor, action, uow.ref, uow.detail, uow.now)
        uow.session.add(row)
        self._file.require_in_place()
        uow.commit()


def first_user(path: Path) -> str:
    """The first user of a closed file or backup: the adviser who made it.

    Raises :class:`FileTrouble` where there is no such file, or its key slots cannot be read.
    """
    agency_file.require_file(path)
    users = KeySlots.load(slots_path(path.resolve())).users
    return users[0] if users else ""


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


def _name(handler: Callable[..., Any]) -> str:
    return handler.__name__


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
