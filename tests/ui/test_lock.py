"""A file that nobody touches locks, after a warning and never under somebody's hands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ui.lock import IdleLock, LockWarning, keep_minutes, kept_minutes, lock_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from ui.theme.appearance import Appearance


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 18, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lock(qtbot: QtBot, clock: Clock) -> IdleLock:
    made = IdleLock(minutes=10, now=clock)
    made.start()
    return made


def emitted(lock: IdleLock) -> list[str]:
    """What the lock says from now on."""
    said: list[str] = []
    lock.warned.connect(lambda seconds: said.append(f"warned {seconds}"))
    lock.stayed.connect(lambda: said.append("stayed"))
    lock.lock_wanted.connect(lambda: said.append("locked"))
    return said


def test_nothing_happens_while_somebody_works(lock: IdleLock, clock: Clock) -> None:
    said = emitted(lock)
    for _ in range(5):
        clock.pass_by(minutes=8)
        lock.look()
        lock.stay()
    assert said == []


def test_it_warns_a_minute_before_and_locks_once(lock: IdleLock, clock: Clock) -> None:
    said = emitted(lock)
    clock.pass_by(minutes=8, seconds=59)
    lock.look()
    assert said == []
    clock.pass_by(seconds=1)
    lock.look()
    clock.pass_by(seconds=20)
    lock.look()
    assert said == ["warned 60", "warned 40"]
    clock.pass_by(seconds=40)
    lock.look()
    lock.look()
    assert said[2:] == ["locked"]


def test_a_computer_that_slept_through_the_time_locks_at_once(lock: IdleLock, clock: Clock) -> None:
    said = emitted(lock)
    clock.pass_by(hours=3)
    lock.look()
    assert said == ["locked"]


def test_a_clock_that_was_put_back_begins_anew(lock: IdleLock, clock: Clock) -> None:
    said = emitted(lock)
    clock.pass_by(hours=-2)
    lock.look()
    clock.pass_by(minutes=5)
    lock.look()
    assert said == []


def test_keys_and_the_mouse_count_as_somebody_there(
    qtbot: QtBot, appearance: Appearance, lock: IdleLock, clock: Clock
) -> None:
    window = QLineEdit()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    said = emitted(lock)
    handle = window.windowHandle()
    touches: tuple[Callable[[], None], ...] = (
        lambda: QTest.keyClick(handle, Qt.Key.Key_A),
        lambda: QTest.mouseClick(handle, Qt.MouseButton.LeftButton),
        lambda: QTest.mouseMove(handle, QPoint(3, 3)),
    )
    for touch in touches:
        clock.pass_by(minutes=9, seconds=30)
        lock.look()
        touch()
    assert said == ["warned 30", "stayed"] * 3
    assert window.text() == "a"


def test_the_warning_says_how_long_and_stay_ends_it(
    qtbot: QtBot, appearance: Appearance, lock: IdleLock, clock: Clock
) -> None:
    warning = LockWarning(lock)
    qtbot.addWidget(warning)
    assert warning.isHidden()
    clock.pass_by(minutes=9, seconds=15)
    lock.look()
    assert warning.isVisible()
    assert "locks in 45 seconds" in warning.words.text()
    assert "What you typed is kept." in warning.words.text()
    warning.button.click()
    assert warning.isHidden()
    said = emitted(lock)
    clock.pass_by(minutes=8)
    lock.look()
    assert said == []


def test_it_says_the_minutes_that_are_left_when_they_change(lock: IdleLock, clock: Clock) -> None:
    said: list[str] = []
    lock.counted.connect(lambda minutes: said.append(lock_words(minutes)))
    lock.look()
    for _ in range(4):
        clock.pass_by(seconds=30)
        lock.look()
    assert said == ["Locks in 9 min", "Locks in 8 min"]


def test_it_stops_when_it_is_told_to(lock: IdleLock, clock: Clock) -> None:
    said = emitted(lock)
    timer = lock.findChild(QTimer)
    assert timer is not None
    assert timer.isActive()
    lock.stop()
    assert not timer.isActive()
    clock.pass_by(hours=1)
    lock.start()
    assert timer.isActive()
    assert said == []


def test_the_chosen_time_is_remembered(lock: IdleLock, clock: Clock) -> None:
    assert kept_minutes() == 10
    lock.choose(30)
    assert kept_minutes() == 30
    said = emitted(lock)
    clock.pass_by(minutes=28)
    lock.look()
    assert said == []


@pytest.mark.parametrize("kept", [0, 7, 100000])
def test_a_time_that_is_no_choice_is_not_used(kept: int) -> None:
    keep_minutes(kept)
    assert kept_minutes() == 10
