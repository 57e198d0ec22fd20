"""The kill harness proved on a schema of its own, with a control that it must catch."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from panelapp import config
from panelapp.domain.errors import FileTrouble
from panelapp.persistence import agency_file
from panelapp.persistence.keys import KeySlots, slots_path
from tests.fault import small_actions
from tests.fault.killpoints import FILE_WRITES, kill_points, needs_strace
from tests.fault.oracle import fingerprint
from tests.integration.persistence import ground

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from panelapp.persistence.keys import DataKey

NEW_PASSPHRASE = "a changed password"


class Stage:
    """A file that is put back before each run, and the command that works on it."""

    def __init__(self, folder: Path) -> None:
        self.bundle = ground.lay(folder / "bundle", ground.FIRST)
        self.path = folder / "live" / "Anyford.fpanel"
        self.kept = folder / "kept"

    def keep(self) -> None:
        shutil.copytree(self.path.parent, self.kept)

    def keep_again(self) -> None:
        shutil.rmtree(self.kept)
        self.keep()

    def path_and_new(self) -> list[Path]:
        return [self.path, self.path.with_name(f"{self.path.name}-new")]

    def put_back(self) -> None:
        shutil.rmtree(self.path.parent)
        shutil.copytree(self.kept, self.path.parent)

    def action(self, name: str) -> list[str]:
        return ["tests.fault.small_actions", "run", str(self.bundle), str(self.path), name]

    @property
    def database(self) -> list[Path]:
        return [self.path, self.path.with_name(f"{self.path.name}-journal")]

    @property
    def slots(self) -> list[Path]:
        beside = slots_path(self.path)
        return [beside, beside.with_name(f"{beside.name}-new"), self.path.parent]

    def key(self) -> DataKey:
        return agency_file.unlock(self.path, ground.USER, ground.PASSPHRASE).key


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    made = Stage(tmp_path)
    made.path.parent.mkdir()
    monkeypatch.setattr(config, "bundle_root", lambda: made.bundle)
    ground.create(made.path).close()
    made.keep()
    return made


def _states(stage: Stage, *actions: Callable[[Path], None]) -> list[str]:
    """The legal states: the file untouched, and after each action of an unharmed run."""
    key = stage.key()
    states = [fingerprint(stage.path, key)]
    for action in actions:
        action(stage.path)
        states.append(fingerprint(stage.path, key))
    return states


@needs_strace
def test_A2_kill_at_every_write_keeps_what_was_acknowledged(stage: Stage) -> None:
    states = _states(stage, *(small_actions.add_household(n) for n in (2, 3)))
    calls = set()
    found = []
    for killed in kill_points(
        stage.action("households"), before_each=stage.put_back, touching=stage.database
    ):
        state = states.index(fingerprint(stage.path, stage.key()))
        done = len(killed.acknowledged)
        assert state in {done, done + 1}, killed
        calls.add(killed.syscall)
        found.append(state)
    assert calls == {"pwrite64", "fsync", "unlink"}
    # Taken in the order of the calls, the file only ever moves on, and never to the end unharmed.
    assert found == sorted(found)
    assert set(found) == {0, 1, 2}


@needs_strace
def test_A4_statements_without_a_transaction_are_caught_half_done(stage: Stage) -> None:
    before = fingerprint(stage.path, stage.key())
    small_actions.add_carers_one_by_one(stage.path)
    after = fingerprint(stage.path, stage.key())
    runs = kill_points(
        stage.action("one-by-one"), before_each=stage.put_back, touching=stage.database, at_most=24
    )
    found = [fingerprint(stage.path, stage.key()) for _ in runs]
    half_done = [state for state in found if state not in {before, after}]
    assert len(half_done) >= len(found) / 2


@needs_strace
def test_B5_kill_at_every_step_of_a_password_change_leaves_one_that_opens(stage: Stage) -> None:
    key = stage.key()
    for killed in kill_points(
        stage.action("password"),
        before_each=stage.put_back,
        touching=[*stage.database, *stage.slots],
        syscalls=FILE_WRITES,
    ):
        opening = [word for word in (ground.PASSPHRASE, NEW_PASSPHRASE) if _opens(stage, word)]
        assert opening, killed
        if killed.acknowledged:
            assert opening == [NEW_PASSPHRASE], killed
        # Once opened, both copies of the slots say the same.
        with agency_file.open_with_passphrase(stage.path, ground.USER, _current(stage)) as file:
            assert file.unlocked.key == key
            with file.engine.connect() as connection:
                inside = connection.execute(text("SELECT text FROM key_slot_copy")).scalar_one()
            assert KeySlots.from_json(inside) == KeySlots.load(slots_path(stage.path))


def _opens(stage: Stage, passphrase: str) -> bool:
    with suppress(FileTrouble):
        return bool(agency_file.unlock(stage.path, ground.USER, passphrase))
    return False


def _current(stage: Stage) -> str:
    return ground.PASSPHRASE if _opens(stage, ground.PASSPHRASE) else NEW_PASSPHRASE


@needs_strace
def test_kill_at_every_step_of_making_a_file_leaves_none_or_a_whole_one(stage: Stage) -> None:
    path = stage.path.with_name("Second.fpanel")
    outcomes = set()
    for killed in kill_points(
        stage.action("create"),
        before_each=stage.put_back,
        touching=[path.parent, *(path.with_name(path.name + end) for end in small_actions.ENDINGS)],
        syscalls=FILE_WRITES,
    ):
        outcomes.add(path.exists())
        if path.exists():
            agency_file.open_with_passphrase(path, ground.USER, ground.PASSPHRASE).close()
        else:
            assert not killed.acknowledged
            ground.create(path).close()
    assert False in outcomes


@needs_strace
def test_R5_kill_at_every_step_of_a_restore_loses_neither_file(stage: Stage) -> None:
    with agency_file.open_with_passphrase(stage.path, ground.USER, ground.PASSPHRASE) as file:
        file.back_up(stage.path.parent, ground.NOON)
    key = stage.key()
    older = fingerprint(stage.path, key)
    small_actions.add_household(2)(stage.path)
    newer = fingerprint(stage.path, key)
    stage.keep_again()
    states = set()
    for killed in kill_points(
        stage.action("restore"),
        before_each=stage.put_back,
        touching=[stage.path.parent, *stage.path_and_new(), *stage.slots],
        syscalls=FILE_WRITES,
    ):
        found = {path.name: fingerprint(path, key) for path in stage.path.parent.glob("*.fpanel")}
        assert newer in found.values(), killed
        assert found.get(stage.path.name) in {older, newer, None}, killed
        if killed.acknowledged:
            assert found[stage.path.name] == older
        states.add(found.get(stage.path.name))
        # Whatever was left, the same restore can be done again.
        small_actions.restore(stage.path)
        assert fingerprint(stage.path, key) == older
    assert states >= {newer}


@needs_strace
def test_D5_kill_at_every_step_of_a_migration_leaves_the_old_or_the_new_format(
    stage: Stage,
) -> None:
    before = _rows(stage)
    ground.lay(stage.bundle, ground.FIRST, ground.SECOND)
    for killed in kill_points(
        stage.action("open"), before_each=stage.put_back, touching=stage.database
    ):
        assert _rows(stage) == before, killed


def _rows(stage: Stage) -> list[str]:
    with agency_file.open_with_passphrase(stage.path, ground.USER, ground.PASSPHRASE) as file:
        return ground.carers(file)
