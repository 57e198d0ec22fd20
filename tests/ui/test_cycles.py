"""Reference cycles are collected in the window's own thread."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING

import pytest

from ui.cycles import Cycles, collect_what_is_due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


class Ring:
    """Something that only the collector frees, and that says in which thread it was freed."""

    def __init__(self, freed_in: list[int]) -> None:
        self.itself = self
        self._freed_in = freed_in

    def __del__(self) -> None:
        self._freed_in.append(threading.get_ident())


def allocate_much(kept: list[list[int]]) -> None:
    """Allocate so much that Python would collect in the thread that does it."""
    kept.extend([number] for number in range(100_000))


@pytest.fixture(autouse=True)
def collector_of_python() -> Iterator[None]:
    """Let Python collect, as it does when the program starts."""
    gc.enable()
    yield
    gc.disable()


def test_another_thread_frees_nothing_and_the_windows_own_does(qtbot: QtBot) -> None:
    cycles = Cycles()
    try:
        freed_in: list[int] = []
        gone = weakref.ref(Ring(freed_in))
        kept: list[list[int]] = []
        beside = threading.Thread(target=allocate_much, args=(kept,))
        beside.start()
        beside.join()
        assert gone() is not None
        collect_what_is_due()
        assert freed_in == [threading.get_ident()]
    finally:
        cycles.end()
    assert gc.isenabled()


def test_nothing_is_collected_before_there_is_enough(qtbot: QtBot) -> None:
    cycles = Cycles()
    try:
        gc.collect()
        freed_in: list[int] = []
        ring = Ring(freed_in)
        del ring
        collect_what_is_due()
        assert freed_in == []
    finally:
        cycles.end()


def test_nothing_is_collected_while_the_office_works(qtbot: QtBot) -> None:
    cycles = Cycles()
    try:
        freed_in: list[int] = []
        gone = weakref.ref(Ring(freed_in))
        kept: list[list[int]] = []
        allocate_much(kept)
        cycles.hold(is_busy=True)
        cycles.look()
        assert gone() is not None
        cycles.hold(is_busy=False)
        cycles.look()
        assert freed_in == [threading.get_ident()]
    finally:
        cycles.end()


def test_what_a_window_opened_with_is_passed_over_until_it_closes(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.cycles.SOON", 0)
    cycles = Cycles()
    try:
        gone = weakref.ref(Ring([]))
        cycles.pass_over()
        gc.collect()
        assert gone() is not None
        cycles.look_at_all()
        qtbot.waitUntil(lambda: gone() is None)
    finally:
        cycles.end()
    assert gc.get_freeze_count() == 0


def test_what_python_did_not_collect_before_it_does_not_after(qtbot: QtBot) -> None:
    gc.disable()
    Cycles().end()
    assert not gc.isenabled()
